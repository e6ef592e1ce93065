//! The columns of each export and how a row fills them.

use super::{Table, Value};
use crate::model::{CardId, Day, Device, Ease, Event, Quality, Review, ReviewKind};
use crate::schedule::CardState;
use crate::stats::DayTotals;

/// Columns of `export reviews`.
pub const REVIEWS: Table<16> = Table {
    name: "reviews",
    columns: [
        "device", "seq", "reviewed_at", "local_day", "card_id", "deck", "prompt", "quality", "answer_ms", "kind",
        "interval_before_days", "interval_after_days", "ease_before", "ease_after", "scheduler", "undone",
    ],
};

/// Columns of `export cards`.
pub const CARDS: Table<14> = Table {
    name: "cards",
    columns: [
        "card_id", "deck", "prompt", "answer", "path", "line", "state", "due", "interval_days", "ease", "lapses",
        "reviews", "last_review", "suspended_because",
    ],
};

/// Columns of `export days`.
pub const DAYS: Table<13> = Table {
    name: "days",
    columns: [
        "day", "reviews", "learn", "review", "redrill", "early", "cram", "exam", "answer_ms", "young_asked",
        "young_recalled", "mature_asked", "mature_recalled",
    ],
};

/// A row of `export reviews`.
#[derive(Clone, Copy, Debug)]
pub struct ReviewRow<'a> {
    /// The store copy that wrote the review.
    pub device: Device,
    /// Its place in that device's row.
    pub seq: u64,
    /// Instant, in milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// Minutes the wall clock was ahead of UTC.
    pub offset_min: i32,
    /// The study day.
    pub local_day: Day,
    /// The card, as it was addressed then.
    pub card: CardId,
    /// The deck of the card; empty where it stands in no known note any more.
    pub deck: &'a str,
    /// The prompt as it is now; empty likewise.
    pub prompt: &'a str,
    /// The grade.
    pub quality: Quality,
    /// Time from prompt to grade in milliseconds.
    pub answer_ms: u32,
    /// Why the card was graded.
    pub kind: ReviewKind,
    /// Interval before.
    pub interval_before_days: u32,
    /// Interval after.
    pub interval_after_days: u32,
    /// Ease before.
    pub ease_before: Ease,
    /// Ease after.
    pub ease_after: Ease,
    /// The rules in force.
    pub scheduler: &'a str,
    /// Whether the review was taken back.
    pub undone: bool,
}

impl<'a> ReviewRow<'a> {
    /// Returns the row of a review, `event` being the one that holds it.
    pub fn of(event: &'a Event, review: &'a Review, deck: &'a str, prompt: &'a str, undone: bool) -> Self {
        Self {
            device: event.key.device,
            seq: event.key.seq,
            at_ms: event.at.at_ms,
            offset_min: event.at.offset_min,
            local_day: event.at.day,
            card: review.card,
            deck,
            prompt,
            quality: review.quality,
            answer_ms: review.answer_ms,
            kind: review.kind,
            interval_before_days: review.interval_before,
            interval_after_days: review.interval_after,
            ease_before: review.ease_before,
            ease_after: review.ease_after,
            scheduler: &review.scheduler,
            undone,
        }
    }

    /// Returns the cells, in the order of [`REVIEWS`].
    pub fn values(&self) -> [Value<'a>; 16] {
        [
            Value::Device(self.device),
            Value::Whole(self.seq.cast_signed()),
            Value::Instant { at_ms: self.at_ms, offset_min: self.offset_min },
            Value::Day(self.local_day),
            Value::Card(self.card),
            Value::Text(self.deck),
            Value::Text(self.prompt),
            Value::Whole(self.quality.value().into()),
            Value::Whole(self.answer_ms.into()),
            Value::Word(kind_word(self.kind)),
            Value::Whole(self.interval_before_days.into()),
            Value::Whole(self.interval_after_days.into()),
            Value::Ease(self.ease_before),
            Value::Ease(self.ease_after),
            Value::Text(self.scheduler),
            Value::Flag(self.undone),
        ]
    }
}

/// Returns the word of the contract for a kind of review.
const fn kind_word(kind: ReviewKind) -> &'static str {
    match kind {
        ReviewKind::Learn => "learn",
        ReviewKind::Review => "review",
        ReviewKind::Redrill => "redrill",
        ReviewKind::Early => "early",
        ReviewKind::Cram => "cram",
        ReviewKind::Exam => "exam",
    }
}

/// A row of `export cards`.
#[derive(Clone, Copy, Debug)]
pub struct CardRow<'a> {
    /// The card.
    pub card: CardId,
    /// Its deck.
    pub deck: &'a str,
    /// What is asked.
    pub prompt: &'a str,
    /// The answer as shown.
    pub answer: &'a str,
    /// The note.
    pub path: &'a str,
    /// First line of the answer in the note.
    pub line: u32,
    /// The state word of `cards list`.
    pub status: &'a str,
    /// Its schedule; nothing for a new card.
    pub schedule: Option<&'a CardState>,
    /// Why it is suspended, if it is.
    pub suspended: Option<&'a str>,
}

impl<'a> CardRow<'a> {
    /// Returns the cells, in the order of [`CARDS`].
    pub fn values(&self) -> [Value<'a>; 14] {
        let of = |value: fn(&CardState) -> Value<'a>| self.schedule.map_or(Value::Absent, value);
        [
            Value::Card(self.card),
            Value::Text(self.deck),
            Value::Text(self.prompt),
            Value::Text(self.answer),
            Value::Text(self.path),
            Value::Whole(self.line.into()),
            Value::Word(self.status),
            of(|state| Value::Day(state.due)),
            of(|state| Value::Whole(state.interval_days.into())),
            of(|state| Value::Ease(state.ease)),
            of(|state| Value::Whole(state.lapses.into())),
            of(|state| Value::Whole(state.reviews.into())),
            of(|state| Value::Day(state.last)),
            self.suspended.map_or(Value::Absent, Value::Text),
        ]
    }
}

/// Returns the cells of a day, in the order of [`DAYS`].
pub fn day_values(day: Day, totals: &DayTotals) -> [Value<'static>; 13] {
    let whole = |count: u32| Value::Whole(count.into());
    [
        Value::Day(day),
        whole(totals.reviews),
        whole(totals.learn),
        whole(totals.review),
        whole(totals.redrill),
        whole(totals.early),
        whole(totals.cram),
        whole(totals.exam),
        Value::Whole(totals.answer_ms.cast_signed()),
        whole(totals.young.asked),
        whole(totals.young.recalled),
        whole(totals.mature.asked),
        whole(totals.mature.recalled),
    ]
}
