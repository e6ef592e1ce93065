//! From the log to what the memory model replays.

use super::{Corrections, in_order};
use crate::memory::{Attempt, marked};
use crate::model::Event;

/// Returns the attempts that tell of memory in the order of the log, the first of each day marked;
/// grades taken back left out, cards under their present address.
pub fn attempts<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<Attempt> {
    let events = in_order(events);
    let corrections = Corrections::of(events.iter().copied());
    let live = events.into_iter().filter(|event| !corrections.is_undone(event.key));
    let present = |attempt: Attempt| Attempt { card: corrections.card(attempt.card), ..attempt };
    marked(live.filter_map(Attempt::of).map(present))
}

#[cfg(test)]
mod tests {
    use super::super::example::{alias, key, on, review, review_as, undo};
    use super::*;
    use crate::model::{CardId, Day, ReviewKind};

    #[test]
    fn what_was_taken_back_or_practised_tells_nothing_of_memory_and_a_drill_is_no_first() {
        let events = [
            on(0, key(1, 1), review(1, 2)),
            on(0, key(1, 2), review(1, 4)),
            on(3, key(1, 3), review(1, 5)),
            on(3, key(1, 4), undo(key(1, 3))),
            on(3, key(1, 5), review(1, 3)),
            on(4, key(1, 6), review_as(ReviewKind::Cram, 1, 2)),
            on(5, key(1, 7), review_as(ReviewKind::Exam, 1, 2)),
        ];
        let told: Vec<(Day, u8, bool)> =
            attempts(&events).iter().map(|attempt| (attempt.day, attempt.quality.value(), attempt.first)).collect();
        assert_eq!(told, [(Day(0), 2, true), (Day(0), 4, false), (Day(3), 3, true)]);
    }

    #[test]
    fn a_renamed_card_is_remembered_as_one() {
        let events = [on(0, key(1, 1), review(1, 4)), on(1, key(1, 2), alias(1, 2)), on(2, key(1, 3), review(2, 4))];
        assert!(attempts(&events).iter().all(|attempt| attempt.card == CardId(2)));
    }
}
