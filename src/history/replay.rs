//! From the log to the state of every card.

use std::collections::{BTreeMap, HashMap};

use super::{Answer, Answers, Corrections, Record, apply, in_order};
use crate::model::{CardId, Event, EventBody};

/// What a log amounts to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replay {
    /// Every card of which the log says something, by its present address.
    pub records: BTreeMap<CardId, Record>,
    /// Every card that was answered, by its present address, with its answers.
    pub answers: BTreeMap<CardId, Answers>,
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
    answers: HashMap<CardId, Answers>,
    settings: BTreeMap<String, String>,
}

impl Replayer {
    /// Begins with no cards.
    pub fn new(corrections: Corrections) -> Self {
        Self { corrections, records: HashMap::new(), answers: HashMap::new(), settings: BTreeMap::new() }
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
            EventBody::Undo { .. } | EventBody::Alias { .. } | EventBody::Pause { .. } | EventBody::Exam(_) => return,
        };
        let card = self.corrections.card(card);
        if let EventBody::Review(review) = &event.body {
            self.answers.entry(card).or_default().push(&Answer::of(review, event.at.day));
        }
        let record = self.records.entry(card).or_default();
        *record = apply(record, &event.body, &event.at);
    }

    /// Returns what the events amount to. A card of which nothing is left has no record.
    pub fn finish(self) -> Replay {
        let unlike_new = |(_, record): &(CardId, Record)| *record != Record::default();
        Replay {
            records: self.records.into_iter().filter(unlike_new).collect(),
            answers: self.answers.into_iter().collect(),
            settings: self.settings,
            aliases: self.corrections.aliases().clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{alias, key, on, review, review_as, undo};
    use super::super::unpacked;
    use super::*;
    use crate::model::{Day, ReviewKind};

    #[test]
    fn the_history_of_a_former_name_counts_for_the_present_one() {
        let events = [on(0, key(1, 1), review(1, 4)), on(1, key(1, 2), alias(1, 2)), on(1, key(1, 3), review(2, 4))];
        let replay = replay(&events);
        let state = replay.record(CardId(1)).and_then(|record| record.state).expect("reviewed twice");
        assert_eq!((state.repetitions, state.due), (2, Day(7)));
        assert_eq!(replay.record(CardId(2)), replay.record(CardId(1)));
        assert_eq!(replay.records.len(), 1);
        assert_eq!(answers(&replay), [(CardId(2), vec![(Day(0), 4), (Day(1), 4)])]);
    }

    /// Returns the day and the grade of every answer, by card.
    fn answers(replay: &Replay) -> Vec<(CardId, Vec<(Day, u8)>)> {
        let told = |answers: &Answers| {
            unpacked(answers.as_bytes()).map(|answer| (answer.day, answer.quality.value())).collect()
        };
        replay.answers.iter().map(|(card, answers)| (*card, told(answers))).collect()
    }

    #[test]
    fn answers_are_kept_in_the_order_in_which_they_count_and_practice_is_among_them() {
        let events = [
            on(7, key(2, 1), review_as(ReviewKind::Cram, 1, 5)),
            on(0, key(1, 1), review(1, 2)),
            on(0, key(1, 2), review(1, 4)),
            on(1, key(1, 3), undo(key(1, 2))),
        ];
        assert_eq!(answers(&replay(&events)), [(CardId(1), vec![(Day(0), 2), (Day(7), 5)])]);
    }

    #[test]
    fn a_late_event_of_another_device_takes_its_place_in_time() {
        let own = [on(0, key(2, 1), review(1, 4)), on(7, key(2, 2), review(1, 4))];
        let late = on(1, key(1, 1), review(1, 4));
        let state = replay(own.iter().chain([&late])).records[&CardId(1)].state.expect("reviewed");
        assert_eq!((state.repetitions, state.interval_days, state.due), (3, 15, Day(22)));
    }

    #[test]
    fn a_card_of_which_all_was_taken_back_is_new_and_has_no_record() {
        let events = [on(0, key(1, 1), review(1, 4)), on(0, key(1, 2), undo(key(1, 1)))];
        assert_eq!(replay(&events), Replay::default());
    }

    #[test]
    fn the_last_setting_of_a_name_holds() {
        let setting = |value: &str| EventBody::Setting { key: "cutoff".into(), value: value.into() };
        let events = [on(5, key(2, 1), setting("3")), on(4, key(1, 1), setting("5")), on(6, key(1, 2), setting("4"))];
        assert_eq!(replay(&events).settings["cutoff"], "4");
    }
}
