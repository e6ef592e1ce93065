//! What later events say about earlier ones: which no longer count, and which cards are one.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::model::{CardId, Event, EventBody, EventKey};

/// The undo and alias events of a log, resolved. Small, so that the log itself can be streamed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    undone: HashSet<EventKey>,
    aliases: BTreeMap<CardId, CardId>,
    parted: BTreeSet<(CardId, CardId)>,
}

impl Corrections {
    /// Resolves the undo and alias events among `events`, which come in the order in which they
    /// count; other events are passed over.
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut undos = HashMap::new();
        let mut renames = Vec::new();
        for event in events {
            match event.body {
                EventBody::Undo { target } => drop(undos.insert(event.key, target)),
                EventBody::Alias { from, to } => renames.push((event.key, from, to)),
                _ => {}
            }
        }
        let undone = undone(&undos);
        let (live, taken_back): (Vec<_>, Vec<_>) = renames.into_iter().partition(|(key, ..)| !undone.contains(key));
        let pair = |(_, from, to): (EventKey, CardId, CardId)| (from, to);
        Self { undone, aliases: joined(live.into_iter().map(pair)), parted: taken_back.into_iter().map(pair).collect() }
    }

    /// Tells whether an event was taken back and not brought back.
    pub fn is_undone(&self, key: EventKey) -> bool {
        self.undone.contains(&key)
    }

    /// Returns every event that was taken back and not brought back.
    pub fn undone(&self) -> impl Iterator<Item = EventKey> {
        self.undone.iter().copied()
    }

    /// Returns the card as it is addressed now.
    pub fn card(&self, card: CardId) -> CardId {
        self.aliases.get(&card).copied().unwrap_or(card)
    }

    /// Returns the pairs of cards that were joined and then parted, as they were joined.
    pub const fn parted(&self) -> &BTreeSet<(CardId, CardId)> {
        &self.parted
    }

    /// Returns every former address with the present one.
    pub const fn aliases(&self) -> &BTreeMap<CardId, CardId> {
        &self.aliases
    }
}

/// Tells for each event, in the order given, whether it counts.
pub fn live(events: &[Event]) -> Vec<bool> {
    let corrections = Corrections::of(super::in_order(events));
    events.iter().map(|event| !corrections.is_undone(event.key)).collect()
}

/// Returns the events taken back, from each undo and its target: an undo that is itself not
/// taken back takes back its target. The order of time plays no part, since two clocks may
/// disagree. Undos that take back each other in a circle, which no program writes, do nothing.
fn undone(undos: &HashMap<EventKey, EventKey>) -> HashSet<EventKey> {
    let mut undecided: HashMap<EventKey, usize> = HashMap::new();
    for target in undos.values() {
        *undecided.entry(*target).or_default() += 1;
    }
    let mut decided: Vec<EventKey> = undos.keys().filter(|key| !undecided.contains_key(*key)).copied().collect();
    let mut undone = HashSet::new();
    while let Some(key) = decided.pop() {
        let Some(target) = undos.get(&key) else { continue };
        if !undone.contains(&key) {
            undone.insert(*target);
        }
        if let Some(open) = undecided.get_mut(target) {
            *open -= 1;
            if *open == 0 {
                decided.push(*target);
            }
        }
    }
    undone
}

/// Joins cards that were renamed into one, and returns the present address of every former one:
/// the target of the last renaming among them.
fn joined(renames: impl IntoIterator<Item = (CardId, CardId)>) -> BTreeMap<CardId, CardId> {
    let mut members: HashMap<CardId, Vec<CardId>> = HashMap::new();
    let mut present: BTreeMap<CardId, CardId> = BTreeMap::new();
    for (from, to) in renames {
        let mut group = Vec::new();
        for card in [from, to] {
            let root = present.get(&card).copied().unwrap_or(card);
            group.extend(members.remove(&root).unwrap_or_else(|| vec![root]));
        }
        group.sort_unstable();
        group.dedup();
        present.extend(group.iter().map(|card| (*card, to)));
        members.insert(to, group);
    }
    present.retain(|card, now| card != now);
    present
}

#[cfg(test)]
mod tests {
    use super::super::example::{alias, key, on, review, undo};
    use super::*;

    fn live_of(bodies: Vec<EventBody>) -> Vec<bool> {
        let events: Vec<Event> = (1..).zip(bodies).map(|(seq, body)| on(0, key(1, seq), body)).collect();
        live(&events)
    }

    #[test]
    fn an_undo_takes_back_and_an_undo_of_it_brings_back() {
        assert_eq!(live_of(vec![review(1, 4), undo(key(1, 1))]), [false, true]);
        assert_eq!(live_of(vec![review(1, 4), undo(key(1, 1)), undo(key(1, 2))]), [true, false, true]);
        let thrice = vec![review(1, 4), undo(key(1, 1)), undo(key(1, 2)), undo(key(1, 3))];
        assert_eq!(live_of(thrice), [false, true, false, true]);
    }

    #[test]
    fn taken_back_on_two_devices_is_taken_back_until_both_are_brought_back() {
        let row = vec![review(1, 4), undo(key(1, 1)), undo(key(1, 1)), undo(key(1, 2))];
        assert_eq!(live_of(row), [false, false, true, true]);
    }

    #[test]
    fn an_undo_counts_although_its_clock_was_behind() {
        let events = [on(10, key(1, 1), review(1, 4)), on(2, key(2, 1), undo(key(1, 1)))];
        assert_eq!(live(&events), [false, true]);
    }

    #[test]
    fn an_undo_of_an_event_that_never_came_does_no_harm() {
        assert_eq!(live_of(vec![review(1, 4), undo(key(9, 9))]), [true, true]);
    }

    #[test]
    fn undos_in_a_circle_do_nothing() {
        let row = vec![review(1, 4), undo(key(1, 3)), undo(key(1, 2)), undo(key(1, 4))];
        assert_eq!(live_of(row), [true, true, true, true]);
    }

    fn present(bodies: Vec<EventBody>) -> Vec<(u64, u64)> {
        let events: Vec<Event> = (1..).zip(bodies).map(|(seq, body)| on(0, key(1, seq), body)).collect();
        Corrections::of(&events).aliases().iter().map(|(from, to)| (from.0, to.0)).collect()
    }

    #[test]
    fn a_card_renamed_twice_is_found_under_every_name() {
        assert_eq!(present(vec![alias(1, 2), alias(2, 3)]), [(1, 3), (2, 3)]);
        assert_eq!(
            present(vec![alias(2, 3), alias(1, 2)]),
            [(1, 2), (3, 2)],
            "the last renaming says which is present"
        );
    }

    #[test]
    fn a_card_renamed_back_has_its_first_name_again() {
        assert_eq!(present(vec![alias(1, 2), alias(2, 1)]), [(2, 1)]);
    }

    #[test]
    fn cards_that_were_renamed_to_one_are_one() {
        assert_eq!(present(vec![alias(1, 9), alias(2, 9)]), [(1, 9), (2, 9)]);
        assert_eq!(present(vec![alias(1, 2), alias(3, 4), alias(2, 4)]), [(1, 4), (2, 4), (3, 4)]);
        assert_eq!(present(vec![alias(5, 5)]), []);
    }

    #[test]
    fn a_renaming_that_was_taken_back_does_not_count() {
        assert_eq!(present(vec![alias(1, 2), undo(key(1, 1))]), []);
    }
}
