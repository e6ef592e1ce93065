//! In which form a question can be put in an exam.

use serde::{Deserialize, Serialize};

use crate::model::Question;

/// The longest answer that is typed and judged by its letters, in characters; a longer one can be
/// right in too many ways.
const LONGEST_TYPED: usize = 60;

/// How a question of an exam is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// One of several options.
    Choice,
    /// Typed, and judged by the program.
    Typed,
    /// Typed or thought, and judged by the learner when the exam is handed in.
    SelfJudged,
}

impl Form {
    /// All of them, in the order in which a question tries them.
    pub const ALL: [Self; 3] = [Self::Choice, Self::Typed, Self::SelfJudged];

    /// Returns the word of a blueprint.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Choice => "choice",
            Self::Typed => "typed",
            Self::SelfJudged => "self-judged",
        }
    }

    /// Returns the form of a question among those allowed, nothing if none of them fits it; `choice`
    /// tells whether it has good options.
    pub fn of(question: &Question, choice: bool, allowed: &[Self]) -> Option<Self> {
        let fits = |form: &Self| match form {
            Self::Choice => choice,
            Self::Typed => !question.items.is_empty() || question.answer.chars().count() <= LONGEST_TYPED,
            Self::SelfJudged => true,
        };
        Self::ALL.into_iter().filter(|form| allowed.contains(form)).find(fits)
    }
}
