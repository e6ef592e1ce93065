//! From the answers of each card to what the memory model replays.

use super::Answer;
use crate::memory::Attempt;
use crate::model::{CardId, Day, ReviewKind};

/// The attempts that tell of memory, gathered card by card.
#[derive(Clone, Debug, Default)]
pub struct Attempts {
    /// Each with the day at which it counts: no earlier than those of its card before it.
    gathered: Vec<(Day, Attempt)>,
}

impl Attempts {
    /// Adds the answers of a card that count, in the order in which they count, by its present name.
    /// Practice and mock exams are left out: they move no schedule, and an option recognised is not an
    /// answer recalled. One on a day before the last (a flight to the west) is no first of a day.
    pub fn add(&mut self, card: CardId, answers: impl IntoIterator<Item = Answer>) {
        let mut last: Option<Day> = None;
        let counts = |answer: &Answer| !matches!(answer.kind, ReviewKind::Cram | ReviewKind::Exam);
        for Answer { day, quality, answer_ms, .. } in answers.into_iter().filter(counts) {
            let first = last.is_none_or(|last| last < day);
            let counted = last.map_or(day, |last| last.max(day));
            last = Some(counted);
            self.gathered.push((counted, Attempt { card, day, quality, answer_ms, first }));
        }
    }

    /// Returns them day by day, those of a day by card.
    pub fn in_order(mut self) -> Vec<Attempt> {
        self.gathered.sort_by_key(|(day, attempt)| (*day, attempt.card));
        self.gathered.into_iter().map(|(_, attempt)| attempt).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{review, review_as};
    use super::*;
    use crate::model::EventBody;

    fn answer(day: i32, body: &EventBody) -> Answer {
        let EventBody::Review(review) = body else { panic!("an answer") };
        Answer::of(review, Day(day))
    }

    #[test]
    fn what_was_practised_tells_nothing_of_memory_and_a_drill_is_no_first() {
        let mut gathered = Attempts::default();
        let answers = [
            answer(0, &review(1, 2)),
            answer(0, &review(1, 4)),
            answer(3, &review(1, 3)),
            answer(4, &review_as(ReviewKind::Cram, 1, 2)),
            answer(5, &review_as(ReviewKind::Exam, 1, 2)),
        ];
        gathered.add(CardId(1), answers);
        let told: Vec<(Day, u8, bool)> =
            gathered.in_order().iter().map(|attempt| (attempt.day, attempt.quality.value(), attempt.first)).collect();
        assert_eq!(told, [(Day(0), 2, true), (Day(0), 4, false), (Day(3), 3, true)]);
    }

    #[test]
    fn days_come_in_order_and_a_card_keeps_the_order_of_its_own() {
        let mut gathered = Attempts::default();
        gathered.add(CardId(2), [answer(4, &review(2, 4)), answer(3, &review(2, 5)), answer(9, &review(2, 3))]);
        gathered.add(CardId(1), [answer(4, &review(1, 2)), answer(5, &review(1, 4))]);
        let told: Vec<(u64, i32, bool)> =
            gathered.in_order().iter().map(|attempt| (attempt.card.0, attempt.day.0, attempt.first)).collect();
        assert_eq!(told, [(1, 4, true), (2, 4, true), (2, 3, false), (1, 5, true), (2, 9, true)]);
    }
}
