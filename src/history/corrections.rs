//! What later events say about earlier ones: which no longer count, and which cards are one.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::model::{CardId, Event, EventBody, EventKey};

/// The undo and alias events of a log, resolved. Small, so that the log itself can be streamed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    undone: HashSet<EventKey>,
    aliases: BTreeMap<CardId, CardId>,
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
        renames.retain(|(key, ..)| !undone.contains(key));
        Self { undone, aliases: joined(renames.into_iter().map(|(_, from, to)| (from, to))) }
    }

    /// Tells whether an event was taken back and not brought back.
    pub fn is_undone(&self, key: EventKey) -> bool {
        self.undone.contains(&key)
    }

    /// Returns the card as it is addressed now.
    pub fn card(&self, card: CardId) -> CardId {
        self.aliases.get(&card).copied().unwrap_or(card)
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
