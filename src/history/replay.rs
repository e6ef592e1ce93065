//! From the log to the state of every card.

use std::collections::{BTreeMap, HashMap};

use super::{Corrections, Record, apply, in_order};
use crate::model::{CardId, Event, EventBody};

/// What a log amounts to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replay {
    /// Every card of which the log says something, by its present address.
    pub records: BTreeMap<CardId, Record>,
    /// Settings, the last of each name.
    pub settings: BTreeMap<String, String>,
    /// Former addresses of cards with the present one.
    pub aliases: BTreeMap<CardId, CardId>,
}

impl Replay {
    /// Returns the record of a card under any address it ever had.
    pub fn record(&self, card: CardId) -> Option<&Record> {
        self.records.get(self.aliases.get(&card).unwrap_or(&card))
    }
}

/// Returns what a log amounts to; the order of `events` plays no part.
pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> Replay {
    let events = in_order(events);
    let mut replayer = Replayer::new(Corrections::of(events.iter().copied()));
    for event in events {
        replayer.push(event);
    }
    replayer.finish()
}

/// Replays a log too long to be held: events are pushed one by one, in the order of
/// [`super::woven`], after the corrections have been read.
#[derive(Clone, Debug)]
pub struct Replayer {
    corrections: Corrections,
    records: HashMap<CardId, Record>,
    settings: BTreeMap<String, String>,
}

impl Replayer {
    /// Begins with no cards.
    pub fn new(corrections: Corrections) -> Self {
        Self { corrections, records: HashMap::new(), settings: BTreeMap::new() }
    }

    /// Takes the next event.
    pub fn push(&mut self, event: &Event) {
        if self.corrections.is_undone(event.key) {
            return;
        }
        let card = match &event.body {
            EventBody::Review(review) => review.card,
            EventBody::Suspend { card, .. } | EventBody::Resume { card } | EventBody::Bury { card, .. } => *card,
            EventBody::Setting { key, value } => {
                self.settings.insert(key.clone(), value.clone());
                return;
            }
            EventBody::Undo { .. } | EventBody::Alias { .. } => return,
        };
        let record = self.records.entry(self.corrections.card(card)).or_default();
        *record = apply(record, &event.body, &event.at);
    }

    /// Returns what the events amount to. A card of which nothing is left has no record.
    pub fn finish(self) -> Replay {
        let unlike_new = |(_, record): &(CardId, Record)| *record != Record::default();
        Replay {
            records: self.records.into_iter().filter(unlike_new).collect(),
            settings: self.settings,
            aliases: self.corrections.aliases().clone(),
        }
    }
}
