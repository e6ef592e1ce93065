//! The one order in which events count.
//!
//! Within a device that is the order of its sequence numbers, whatever its clock did. Between
//! devices the earlier instant goes first, then the smaller device: a merge of sorted rows by
//! their heads. The instant alone never decides.

use std::borrow::Borrow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::model::{Device, Event};

/// Returns the events in the order in which they count.
pub fn in_order<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<&'a Event> {
    let mut devices: BTreeMap<Device, Vec<&Event>> = BTreeMap::new();
    for event in events {
        devices.entry(event.key.device).or_default().push(event);
    }
    for row in devices.values_mut() {
        row.sort_by_key(|event| event.key.seq);
    }
    woven(devices.into_values().map(Vec::into_iter)).collect()
}

/// Weaves the rows of several devices, each sorted by sequence number, into the order in which
/// events count; holds one event of each device at a time.
pub fn woven<E: Borrow<Event>, I: Iterator<Item = E>>(rows: impl IntoIterator<Item = I>) -> Woven<E, I> {
    let mut woven = Woven { heads: BinaryHeap::new(), waiting: Vec::new(), rows: rows.into_iter().collect() };
    woven.waiting.resize_with(woven.rows.len(), || None);
    for row in 0..woven.rows.len() {
        woven.refill(row);
    }
    woven
}

/// The iterator of [`woven`].
pub struct Woven<E, I> {
    /// Instant and device of the first waiting event of each row, and the row.
    heads: BinaryHeap<Reverse<(i64, Device, usize)>>,
    waiting: Vec<Option<E>>,
    rows: Vec<I>,
}

impl<E: Borrow<Event>, I: Iterator<Item = E>> Woven<E, I> {
    fn refill(&mut self, row: usize) {
        let Some(event) = self.rows.get_mut(row).and_then(Iterator::next) else { return };
        let (at_ms, device) = (event.borrow().at.at_ms, event.borrow().key.device);
        self.heads.push(Reverse((at_ms, device, row)));
        if let Some(place) = self.waiting.get_mut(row) {
            *place = Some(event);
        }
    }
}

impl<E: Borrow<Event>, I: Iterator<Item = E>> Iterator for Woven<E, I> {
    type Item = E;

    fn next(&mut self) -> Option<E> {
        let Reverse((_, _, row)) = self.heads.pop()?;
        let event = self.waiting.get_mut(row)?.take();
        self.refill(row);
        event
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{key, on, review};
    use super::*;
    use crate::model::EventKey;

    fn ordered(events: &[(i32, EventKey)]) -> Vec<EventKey> {
        let events: Vec<Event> = events.iter().map(|(day, key)| on(*day, *key, review(1, 4))).collect();
        in_order(&events).into_iter().map(|event| event.key).collect()
    }

    #[test]
    fn between_devices_the_earlier_instant_goes_first_then_the_smaller_device() {
        let events = [(5, key(2, 1)), (6, key(2, 2)), (6, key(1, 1)), (4, key(3, 1))];
        assert_eq!(ordered(&events), [key(3, 1), key(2, 1), key(1, 1), key(2, 2)]);
    }

    #[test]
    fn within_a_device_the_row_counts_whatever_the_clock_did() {
        let events = [(3, key(1, 3)), (9, key(1, 1)), (1, key(1, 2)), (9, key(2, 1))];
        assert_eq!(ordered(&events), [key(1, 1), key(1, 2), key(1, 3), key(2, 1)]);
    }

    #[test]
    fn rows_can_be_woven_from_a_stream_of_owned_events() {
        let row =
            |number: u8| (1..=3).map(move |seq| on(i32::from(number) + 2 * seq, key(number, seq as u64), review(1, 4)));
        let keys: Vec<EventKey> = woven([row(1), row(2)]).map(|event| event.key).collect();
        assert_eq!(keys, [key(1, 1), key(2, 1), key(1, 2), key(2, 2), key(1, 3), key(2, 3)]);
        assert_eq!(woven(Vec::<std::vec::IntoIter<Event>>::new()).count(), 0);
    }
}
