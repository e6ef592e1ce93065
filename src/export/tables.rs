//! The columns of each export and how a row fills them.

use super::{Table, Value};
use crate::model::{CardId, Day, Device, Ease, Quality, ReviewKind};
use crate::schedule::CardState;
use crate::stats::{DayTotals, LONGEST_ANSWER_MS};

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
pub const DAYS: Table<14> = Table {
    name: "days",
    columns: [
        "day", "reviews", "learn", "review", "redrill", "early", "cram", "exam", "answer_ms", "young_asked",
        "young_recalled", "mature_asked", "mature_recalled", "lapses",
    ],
};

/// Columns of `export revlog`: those of the table of the same name in an Anki collection, but for
/// `usn`, which is about its server.
pub const REVLOG: Table<8> =
    Table { name: "revlog", columns: ["id", "cid", "ease", "ivl", "lastIvl", "factor", "time", "type"] };

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

    /// Returns the cells, in the order of [`REVLOG`]. `before` is the `id` of the row before, which
    /// this one must exceed: an `id` is the instant of the review, and no two rows share one.
    pub fn revlog(&self, before: i64) -> (i64, [Value<'static>; 8]) {
        let id = self.at_ms.max(before.saturating_add(1));
        let practice = matches!(self.kind, ReviewKind::Cram | ReviewKind::Exam);
        let factor = if practice { 0 } else { i64::from(self.ease_after.hundredths()) * 10 };
        let cells = [
            id,
            revlog_card(self.card),
            i64::from(self.quality.value().max(2)) - 1,
            i64::from(self.interval_after_days),
            i64::from(self.interval_before_days),
            factor,
            i64::from(self.answer_ms.min(LONGEST_ANSWER_MS)),
            revlog_kind(self.kind),
        ];
        (id, cells.map(Value::Whole))
    }
}

/// Returns a card's id as Anki's are: a positive number. The highest bit is left out.
const fn revlog_card(card: CardId) -> i64 {
    (card.0 & (u64::MAX >> 1)).cast_signed()
}

/// Returns Anki's number for a kind of review: learning 0, review 1, relearning 2, filtered 3.
const fn revlog_kind(kind: ReviewKind) -> i64 {
    match kind {
        ReviewKind::Learn => 0,
        ReviewKind::Review | ReviewKind::Early => 1,
        ReviewKind::Redrill => 2,
        ReviewKind::Cram | ReviewKind::Exam => 3,
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
pub fn day_values(day: Day, totals: &DayTotals) -> [Value<'static>; 14] {
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
        whole(totals.lapses),
    ]
}
