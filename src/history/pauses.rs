//! Days without study that the learner announced: holidays.

use std::collections::BTreeMap;

use super::{Corrections, in_order};
use crate::model::{Day, Event, EventBody};

/// The pauses of a log. They break no streak, and nothing is due in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pauses {
    /// The first day of each, with the first day after it.
    spans: BTreeMap<Day, Day>,
}

impl Pauses {
    /// Reads the pauses among `events`, in whatever order they come; those taken back are left out.
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let events = in_order(events);
        let corrections = Corrections::of(events.iter().copied());
        let counting = events.into_iter().filter(|event| !corrections.is_undone(event.key));
        let spans = counting.filter_map(|event| match event.body {
            EventBody::Pause { from, until } => Some((from, until)),
            _ => None,
        });
        // Of two from one day the later event holds.
        Self { spans: spans.collect() }
    }

    /// Tells whether a day lies in a pause.
    pub fn hold(&self, day: Day) -> bool {
        self.at(day).is_some()
    }

    /// Returns the pause in which a day lies, its first day and the first day after it; of several
    /// the one that lasts longest.
    pub fn at(&self, day: Day) -> Option<(Day, Day)> {
        let around = self.spans.range(..=day).filter(|(_, until)| day < **until);
        around.max_by_key(|(_, until)| **until).map(|(from, until)| (*from, *until))
    }

    /// Returns every pause that has a day, by its first one.
    pub fn all(&self) -> impl Iterator<Item = (Day, Day)> {
        self.spans.iter().filter(|(from, until)| from < until).map(|(from, until)| (*from, *until))
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{key, on, undo};
    use super::*;

    fn pause(from: i32, until: i32) -> EventBody {
        EventBody::Pause { from: Day(from), until: Day(until) }
    }

    fn pauses(bodies: &[EventBody]) -> Pauses {
        let events: Vec<Event> = (1..).zip(bodies).map(|(seq, body)| on(0, key(1, seq), body.clone())).collect();
        Pauses::of(&events)
    }

    #[test]
    fn a_pause_holds_from_its_first_day_to_the_day_before_its_end() {
        let pauses = pauses(&[pause(3, 6)]);
        let held: Vec<i32> = (0..9).filter(|day| pauses.hold(Day(*day))).collect();
        assert_eq!(held, [3, 4, 5]);
    }

    #[test]
    fn a_later_pause_from_the_same_day_replaces_the_earlier_and_can_call_it_off() {
        assert_eq!(pauses(&[pause(3, 6), pause(3, 9)]).at(Day(7)), Some((Day(3), Day(9))));
        assert_eq!(pauses(&[pause(3, 9), pause(3, 3)]).all().count(), 0);
    }

    #[test]
    fn the_longest_of_several_counts_and_one_taken_back_does_not() {
        assert_eq!(pauses(&[pause(1, 9), pause(3, 4)]).at(Day(3)), Some((Day(1), Day(9))));
        assert!(!pauses(&[pause(3, 6), undo(key(1, 1))]).hold(Day(4)));
    }
}
