//! Totals of a day, and what days in a row amount to.

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::history::Answer;
use crate::model::{Day, ReviewKind};

/// Longest time counted for one answer; beyond it the learner has walked away (Anki's cap).
pub const LONGEST_ANSWER_MS: u32 = 60_000;

/// First interval in days of a mature card (Anki's).
pub(super) const MATURE_DAYS: u32 = 21;

/// Returns what an answer adds to true retention, by Anki's definition: the first scheduling answer
/// of a card on a day counts, if its interval was a day or more. `first` says that it is the first.
pub(super) fn rated(answer: &Answer, first: bool) -> Option<Rate> {
    let scheduled = matches!(answer.kind, ReviewKind::Review | ReviewKind::Early);
    let counts = first && scheduled && answer.interval_before >= 1;
    counts.then(|| Rate { asked: 1, recalled: u32::from(answer.quality.passed()) })
}

/// How many of those asked were recalled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    /// Asked.
    pub asked: u32,
    /// Of these, recalled (quality 3 or better).
    pub recalled: u32,
}

impl Rate {
    /// Returns the share recalled, 0 to 1; nothing where nothing was asked.
    pub fn share(self) -> Option<f64> {
        (self.asked > 0).then(|| f64::from(self.recalled) / f64::from(self.asked))
    }

    /// Returns both taken together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self { asked: self.asked + other.asked, recalled: self.recalled + other.recalled }
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Rate", 3)?;
        fields.serialize_field("asked", &self.asked)?;
        fields.serialize_field("recalled", &self.recalled)?;
        fields.serialize_field("share", &self.share())?;
        fields.end()
    }
}

/// What was done on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DayTotals {
    /// Answers of every kind.
    pub reviews: u32,
    /// First reviews of new cards.
    pub learn: u32,
    /// Reviews that were due.
    pub review: u32,
    /// Same-day drills.
    pub redrill: u32,
    /// Reviews before their day.
    pub early: u32,
    /// Practice without effect on the schedule.
    pub cram: u32,
    /// Answers in mock exams.
    pub exam: u32,
    /// Time in milliseconds, each answer counted up to one minute.
    pub answer_ms: u64,
    /// Of this, on reviews, due or early, and on the drills they led to.
    pub review_ms: u64,
    /// Reviews, due or early, that failed; drills and practice are no lapses.
    pub lapses: u32,
    /// True retention of cards with intervals under 21 days, by Anki's definition: the first
    /// scheduling answer of a card on the day, if its interval was a day or more.
    pub young: Rate,
    /// The same of cards with intervals from 21 days.
    pub mature: Rate,
}

impl DayTotals {
    /// Adds an answer. `first` says that the card had no scheduling answer that day before.
    pub fn add(&mut self, answer: &Answer, first: bool) {
        let answer_ms = u64::from(answer.answer_ms.min(LONGEST_ANSWER_MS));
        let scheduled = matches!(answer.kind, ReviewKind::Review | ReviewKind::Early);
        self.reviews += 1;
        self.answer_ms += answer_ms;
        self.review_ms += if scheduled || answer.kind == ReviewKind::Redrill { answer_ms } else { 0 };
        self.lapses += u32::from(scheduled && !answer.quality.passed());
        *match answer.kind {
            ReviewKind::Learn => &mut self.learn,
            ReviewKind::Review => &mut self.review,
            ReviewKind::Redrill => &mut self.redrill,
            ReviewKind::Early => &mut self.early,
            ReviewKind::Cram => &mut self.cram,
            ReviewKind::Exam => &mut self.exam,
        } += 1;
        if let Some(rated) = rated(answer, first) {
            let rate = if answer.interval_before < MATURE_DAYS { &mut self.young } else { &mut self.mature };
            *rate = rate.with(rated);
        }
    }

    /// Adds the totals of another day, or of the same day on another device.
    pub fn add_totals(&mut self, other: &Self) {
        self.reviews += other.reviews;
        self.learn += other.learn;
        self.review += other.review;
        self.redrill += other.redrill;
        self.early += other.early;
        self.cram += other.cram;
        self.exam += other.exam;
        self.answer_ms += other.answer_ms;
        self.review_ms += other.review_ms;
        self.lapses += other.lapses;
        self.young = self.young.with(other.young);
        self.mature = self.mature.with(other.mature);
    }
}

/// Returns the days of study in a row up to `today`, and the most there ever were, from the days
/// on which something was answered, in order. Days that are `free` (of rest, or of a pause) break
/// no row and do not count in it, unless something was answered on them. A today without answers
/// does not end the row: the day is not over.
pub fn streak(studied: impl IntoIterator<Item = Day>, free: &dyn Fn(Day) -> bool, today: Day) -> (u32, u32) {
    let studied = studied.into_iter().take_while(|day| *day <= today);
    let joins = |last: Day, day: Day| (1..day.since(last)).all(|between| free(last.plus(between)));
    let (mut row, mut longest, mut last) = (0_u32, 0, None);
    for day in studied {
        row = if last.is_some_and(|last| joins(last, day)) { row + 1 } else { 1 };
        longest = longest.max(row);
        last = Some(day);
    }
    let unbroken = last.is_some_and(|last| joins(last, today));
    (if unbroken { row } else { 0 }, longest)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::Tally;
    use super::*;
    use crate::model::{CardId, Quality};

    fn answer(card: u64, day: i32, quality: u8, kind: ReviewKind, interval_before: u32) -> (CardId, Answer) {
        let quality = Quality::new(quality).expect("a grade from 0 to 5");
        let answer = Answer { day: Day(day), quality, answer_ms: 5000, kind, interval_before, confidence: None };
        (CardId(card), answer)
    }

    fn totals(answers: &[(CardId, Answer)]) -> BTreeMap<Day, DayTotals> {
        let mut tally = Tally::default();
        let mut cards: BTreeMap<CardId, Vec<Answer>> = BTreeMap::new();
        answers.iter().for_each(|(card, answer)| cards.entry(*card).or_default().push(*answer));
        cards.into_iter().for_each(|(card, answers)| tally.card(card, answers));
        tally.finish().days
    }

    #[test]
    fn retention_takes_the_first_answer_of_a_card_on_a_day_with_an_interval_of_a_day_or_more() {
        let answers = [
            answer(1, 0, 4, ReviewKind::Learn, 0),
            answer(1, 0, 4, ReviewKind::Early, 1),
            answer(1, 1, 2, ReviewKind::Review, 1),
            answer(1, 1, 4, ReviewKind::Redrill, 1),
            answer(2, 1, 3, ReviewKind::Review, 20),
            answer(3, 1, 5, ReviewKind::Early, 21),
            answer(4, 1, 1, ReviewKind::Review, 400),
        ];
        let days = totals(&answers);
        assert_eq!(days[&Day(0)].young.with(days[&Day(0)].mature), Rate::default());
        assert_eq!(days[&Day(1)].young, Rate { asked: 2, recalled: 1 });
        assert_eq!(days[&Day(1)].mature, Rate { asked: 2, recalled: 1 });
    }

    #[test]
    fn practice_counts_as_an_answer_and_hides_no_first_review() {
        let answers = [
            answer(1, 1, 0, ReviewKind::Cram, 6),
            answer(1, 1, 0, ReviewKind::Exam, 6),
            answer(1, 1, 4, ReviewKind::Review, 6),
        ];
        let day = totals(&answers)[&Day(1)];
        assert_eq!((day.reviews, day.cram, day.exam, day.review), (3, 1, 1, 1));
        assert_eq!(day.young, Rate { asked: 1, recalled: 1 });
    }

    #[test]
    fn a_day_that_comes_again_after_a_flight_counts_no_card_twice() {
        let answers = [(10, 4), (9, 4), (10, 2)].map(|(day, quality)| answer(1, day, quality, ReviewKind::Review, 6));
        let asked: u32 = totals(&answers).values().map(|day| day.young.asked).sum();
        assert_eq!(asked, 1);
    }

    #[test]
    fn an_answer_counts_for_a_minute_at_most() {
        let (card, quick) = answer(1, 0, 4, ReviewKind::Learn, 0);
        let slow = (card, Answer { answer_ms: 3_600_000, ..quick });
        assert_eq!(totals(&[slow, answer(2, 0, 4, ReviewKind::Learn, 0)])[&Day(0)].answer_ms, 65_000);
    }

    #[test]
    fn days_of_two_parts_of_a_log_add_up() {
        let mut sum = DayTotals::default();
        let parts = [answer(1, 0, 4, ReviewKind::Learn, 0), answer(2, 0, 3, ReviewKind::Review, 30)];
        parts.iter().for_each(|part| sum.add_totals(&totals(std::slice::from_ref(part))[&Day(0)]));
        assert_eq!(sum, totals(&parts)[&Day(0)]);
    }

    fn studied(days: &[i32]) -> Vec<Day> {
        totals(&days.iter().map(|day| answer(1, *day, 4, ReviewKind::Cram, 0)).collect::<Vec<_>>())
            .into_keys()
            .collect()
    }

    #[test]
    fn the_streak_waits_for_today_and_breaks_with_the_first_day_left_out() {
        // (days studied, today, (streak, longest))
        let cases: [(&[i32], i32, (u32, u32)); 7] = [
            (&[], 5, (0, 0)),
            (&[5], 5, (1, 1)),
            (&[3, 4], 5, (2, 2)),
            (&[3, 4, 5], 5, (3, 3)),
            (&[3], 5, (0, 1)),
            (&[0, 1, 2, 4, 5], 5, (2, 3)),
            (&[4, 5, 9], 5, (2, 2)),
        ];
        for (days, today, expected) in cases {
            assert_eq!(streak(studied(days), &|_| false, Day(today)), expected, "{days:?} on {today}");
        }
    }

    #[test]
    fn a_free_day_breaks_no_streak_and_counts_only_if_something_was_answered() {
        let free = |day: Day| [3, 4].contains(&day.0);
        // (days studied, today, (streak, longest))
        let cases: [(&[i32], i32, (u32, u32)); 5] = [
            (&[1, 2, 5], 5, (3, 3)),
            (&[1, 2], 5, (2, 2)),
            (&[1, 2], 6, (0, 2)),
            (&[1, 2, 3, 5], 5, (4, 4)),
            (&[1, 5], 5, (1, 1)),
        ];
        for (days, today, expected) in cases {
            assert_eq!(streak(studied(days), &free, Day(today)), expected, "{days:?} on {today}");
        }
    }

    #[test]
    fn a_flight_to_the_west_breaks_no_streak() {
        assert_eq!(streak(studied(&[9, 10, 11, 9, 10]), &|_| false, Day(10)), (2, 2));
    }
}
