//! The events of the append-only log: everything a learner ever did, never rewritten.

use std::fmt;

use serde::Serialize;

use super::{CardId, Day, Ease, ExamEvent, Moment, Quality};

/// One copy of a store: 128 random bits made once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Device(pub [u8; 16]);

impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Names an event for ever: who wrote it, and as its how-manieth (dense, from 1).
/// Never a time: two devices may write in the same millisecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventKey {
    /// The store copy that wrote the event.
    pub device: Device,
    /// Its place in that device's row, from 1 without gaps.
    pub seq: u64,
}

/// One event of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name.
    pub key: EventKey,
    /// When and where it happened.
    pub at: Moment,
    /// What happened.
    pub body: EventBody,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventBody {
    /// A card was graded.
    Review(Review),
    /// An earlier event no longer counts (an undo of an undo makes it count again).
    Undo {
        /// The event taken back.
        target: EventKey,
    },
    /// A card is not asked until it is resumed.
    Suspend {
        /// The card.
        card: CardId,
        /// Why, in the learner's or the program's words; may be empty.
        reason: String,
    },
    /// A suspended or buried card is asked again.
    Resume {
        /// The card.
        card: CardId,
    },
    /// A card is not asked before a day.
    Bury {
        /// The card.
        card: CardId,
        /// The first day on which it may be asked again.
        until: Day,
    },
    /// The history of one card belongs to another: the note's subject was renamed.
    Alias {
        /// The card as it was addressed before.
        from: CardId,
        /// The card as it is addressed now.
        to: CardId,
    },
    /// Days without study: a holiday. Of two pauses from the same day the later event holds.
    Pause {
        /// The first day of it.
        from: Day,
        /// The first day after it; not later than `from` where it was called off.
        until: Day,
    },
    /// A step of a mock exam; it changes no card by itself.
    Exam(ExamEvent),
    /// A setting that history depends on.
    Setting {
        /// Its name.
        key: String,
        /// Its value.
        value: String,
    },
}

/// Why a card was graded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewKind {
    /// First review of a new card.
    Learn,
    /// A review that was due.
    Review,
    /// Same-day repetition of what scored below 4; moves neither interval nor ease (SM-2 step 7).
    Redrill,
    /// A review before its day.
    Early,
    /// Practice without effect on the schedule.
    Cram,
    /// An answer in a mock exam.
    Exam,
}

impl ReviewKind {
    /// All kinds by the number under which they are kept; new ones are added at the end.
    pub const ALL: [Self; 6] = [Self::Learn, Self::Review, Self::Redrill, Self::Early, Self::Cram, Self::Exam];

    /// Returns the number under which the kind is kept.
    pub const fn number(self) -> u8 {
        self as u8
    }
}

/// How sure the learner was of an option that proved right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// It was chance.
    Guessed,
    /// It was likelier than the others.
    Unsure,
    /// It was known.
    Sure,
}

impl Confidence {
    /// All three, the least sure first.
    pub const ALL: [Self; 3] = [Self::Guessed, Self::Unsure, Self::Sure];

    /// Returns the word shown, accepted and kept.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Guessed => "guessed",
            Self::Unsure => "unsure",
            Self::Sure => "sure",
        }
    }

    /// Returns the confidence for its word, nothing for any other.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|confidence| word.trim().eq_ignore_ascii_case(confidence.word()))
    }
}

/// One graded answer with the schedule before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The card.
    pub card: CardId,
    /// The grade given.
    pub quality: Quality,
    /// Time from prompt to grade in milliseconds, as measured; 0 where unknown.
    pub answer_ms: u32,
    /// Why the card was graded.
    pub kind: ReviewKind,
    /// Interval in days before; 0 for a new card.
    pub interval_before: u32,
    /// Interval in days after.
    pub interval_after: u32,
    /// Ease before.
    pub ease_before: Ease,
    /// Ease after.
    pub ease_after: Ease,
    /// Days by which the due day was moved to spread the load; part of the decision, so that
    /// replay needs no chance.
    pub shift_days: i32,
    /// The rules in force, as `schedule::Rules` prints them.
    pub scheduler: String,
    /// What was typed as the answer, where something was.
    pub given: Option<String>,
    /// How sure the learner was, where an option was chosen and right; nothing where the answer
    /// was recalled or wrong.
    pub confidence: Option<Confidence>,
}
