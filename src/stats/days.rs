//! Totals of each day, from answers read one by one.

use std::collections::{BTreeMap, HashMap};

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::model::{CardId, Day, Event, EventBody, Quality, ReviewKind};

/// Longest time counted for one answer; beyond it the learner has walked away (Anki's cap).
const LONGEST_ANSWER_MS: u32 = 60_000;

/// First interval in days of a mature card (Anki's).
pub(super) const MATURE_DAYS: u32 = 21;

/// What the numbers need of a graded answer that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The card, by its present address.
    pub card: CardId,
    /// The study day.
    pub day: Day,
    /// The grade.
    pub quality: Quality,
    /// Time from prompt to grade in milliseconds, as measured.
    pub answer_ms: u32,
    /// Why the card was graded.
    pub kind: ReviewKind,
    /// Interval in days before.
    pub interval_before: u32,
}

impl Answer {
    /// Returns the answer that an event tells of; nothing if it is no review.
    pub fn of(event: &Event) -> Option<Self> {
        let EventBody::Review(review) = &event.body else { return None };
        Some(Self {
            card: review.card,
            day: event.at.day,
            quality: review.quality,
            answer_ms: review.answer_ms,
            kind: review.kind,
            interval_before: review.interval_before,
        })
    }
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
    /// True retention of cards with intervals under 21 days, by Anki's definition: the first
    /// scheduling answer of a card on the day, if its interval was a day or more.
    pub young: Rate,
    /// The same of cards with intervals from 21 days.
    pub mature: Rate,
}

impl DayTotals {
    /// Adds an answer. `first` says that the card had no scheduling answer that day before.
    pub fn add(&mut self, answer: &Answer, first: bool) {
        self.reviews += 1;
        self.answer_ms += u64::from(answer.answer_ms.min(LONGEST_ANSWER_MS));
        *match answer.kind {
            ReviewKind::Learn => &mut self.learn,
            ReviewKind::Review => &mut self.review,
            ReviewKind::Redrill => &mut self.redrill,
            ReviewKind::Early => &mut self.early,
            ReviewKind::Cram => &mut self.cram,
            ReviewKind::Exam => &mut self.exam,
        } += 1;
        let scheduled = matches!(answer.kind, ReviewKind::Review | ReviewKind::Early);
        if first && scheduled && answer.interval_before >= 1 {
            let rate = if answer.interval_before < MATURE_DAYS { &mut self.young } else { &mut self.mature };
            *rate = rate.with(Rate { asked: 1, recalled: u32::from(answer.quality.passed()) });
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
        self.young = self.young.with(other.young);
        self.mature = self.mature.with(other.mature);
    }
}

/// Gathers answers into days. Answers come in the order of the log, those taken back left out.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    days: BTreeMap<Day, DayTotals>,
    /// The last day on which each card had a scheduling answer.
    answered: HashMap<CardId, Day>,
}

impl Tally {
    /// Takes the next answer.
    pub fn push(&mut self, answer: &Answer) {
        let practice = matches!(answer.kind, ReviewKind::Cram | ReviewKind::Exam);
        let first = !practice && self.answered.insert(answer.card, answer.day).is_none_or(|last| last < answer.day);
        self.days.entry(answer.day).or_default().add(answer, first);
    }

    /// Returns the totals of every day on which something was answered.
    pub fn finish(self) -> BTreeMap<Day, DayTotals> {
        self.days
    }
}

impl<'a> Extend<&'a Answer> for Tally {
    fn extend<I: IntoIterator<Item = &'a Answer>>(&mut self, answers: I) {
        answers.into_iter().for_each(|answer| self.push(answer));
    }
}

/// Returns the days in a row up to `today` on which something was answered, and the most there
/// ever were. A today without answers does not end the row: the day is not over.
pub fn streak(days: &BTreeMap<Day, DayTotals>, today: Day) -> (u32, u32) {
    let studied = days.range(..=today).filter(|(_, totals)| totals.reviews > 0).map(|(day, _)| *day);
    let (mut row, mut longest, mut last) = (0_u32, 0, None);
    for day in studied {
        row = if last == Some(day.plus(-1)) { row + 1 } else { 1 };
        longest = longest.max(row);
        last = Some(day);
    }
    let unbroken = last.is_some_and(|last| today.since(last) <= 1);
    (if unbroken { row } else { 0 }, longest)
}
