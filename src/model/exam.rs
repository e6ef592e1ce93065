//! The events of a mock exam. An exam is named by the event that began it.

use super::EventKey;

/// One step of a mock exam.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExamEvent {
    /// It began, with all that it asks: kept whole, so that it outlives notes and cards.
    Begun {
        /// The questions and how they are counted, as `exam::Paper` writes them.
        paper: String,
    },
    /// A question was answered, or its answer taken back.
    Answered {
        /// The exam.
        exam: EventKey,
        /// The question, from 1.
        number: u32,
        /// The letter of an option or the text; nothing where the question is open again.
        answer: Option<String>,
        /// Time spent on the question since its last answer, in milliseconds.
        spent_ms: u32,
    },
    /// The learner marked a question.
    Marked {
        /// The exam.
        exam: EventKey,
        /// The question, from 1.
        number: u32,
        /// How.
        mark: ExamMark,
    },
    /// The learner came back to the exam, or left it.
    Attended {
        /// The exam.
        exam: EventKey,
        /// Came back.
        here: bool,
    },
    /// It was handed in, and no answer counts from here on.
    HandedIn {
        /// The exam.
        exam: EventKey,
        /// Because the time was over.
        by_clock: bool,
    },
    /// It was marked: the result as it stays.
    Judged {
        /// The exam.
        exam: EventKey,
        /// As `exam::Outcome` writes it.
        outcome: String,
    },
}

/// What a learner says of a question of an exam.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExamMark {
    /// To be looked at again.
    Flagged,
    /// No longer to be looked at again.
    Unflagged,
    /// The answer given was right, seen beside the one of the notes.
    Right,
    /// The answer given was wrong.
    Wrong,
}

impl ExamMark {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Flagged, Self::Unflagged, Self::Right, Self::Wrong];

    /// Returns the word that is kept.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Flagged => "flagged",
            Self::Unflagged => "unflagged",
            Self::Right => "right",
            Self::Wrong => "wrong",
        }
    }
}

impl ExamEvent {
    /// Returns the exam it belongs to; nothing for the event that begins one and so names it.
    pub const fn exam(&self) -> Option<EventKey> {
        match self {
            Self::Begun { .. } => None,
            Self::Answered { exam, .. }
            | Self::Marked { exam, .. }
            | Self::Attended { exam, .. }
            | Self::HandedIn { exam, .. }
            | Self::Judged { exam, .. } => Some(*exam),
        }
    }
}
