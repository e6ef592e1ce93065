//! Two logs into one.

use std::collections::BTreeMap;

use super::event_bytes;
use crate::model::{Event, EventKey};

/// The union of two logs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Every event once, by device and sequence number.
    pub events: Vec<Event>,
    /// Events that share their key with another one and lost: a store was copied and both copies
    /// went on under one device. To be shown, never dropped in silence.
    pub conflicts: Vec<Event>,
}

/// Returns the union of two logs by key. Neither the order of the two nor a repetition changes
/// the result; of two different events under one key the one with the smaller
/// [`event_bytes`] stays.
pub fn merge(one: impl IntoIterator<Item = Event>, other: impl IntoIterator<Item = Event>) -> Merged {
    let mut kept: BTreeMap<EventKey, Event> = BTreeMap::new();
    let mut conflicts = Vec::new();
    for event in one.into_iter().chain(other) {
        match kept.get_mut(&event.key) {
            None => drop(kept.insert(event.key, event)),
            Some(known) if *known == event => {}
            Some(known) if event_bytes(&event) < event_bytes(known) => {
                conflicts.push(std::mem::replace(known, event));
            }
            Some(_) => conflicts.push(event),
        }
    }
    conflicts.sort_by_cached_key(event_bytes);
    conflicts.dedup();
    Merged { events: kept.into_values().collect(), conflicts }
}

#[cfg(test)]
mod tests {
    use super::super::example::{key, on, review};
    use super::*;

    #[test]
    fn reviews_of_the_same_millisecond_on_two_devices_both_stay() {
        let (one, other) = (on(0, key(1, 1), review(1, 4)), on(0, key(2, 1), review(1, 4)));
        let merged = merge([one.clone()], [other.clone()]);
        assert_eq!(merged, Merged { events: vec![one, other], conflicts: vec![] });
    }

    #[test]
    fn two_events_under_one_key_are_told_and_the_choice_does_not_depend_on_the_side() {
        let (one, other) = (on(0, key(1, 1), review(1, 4)), on(0, key(1, 1), review(1, 2)));
        let merged = merge([one.clone()], [other.clone()]);
        assert_eq!((merged.events.len(), merged.conflicts.len()), (1, 1));
        assert_eq!(merge([other], [one]), merged);
    }
}
