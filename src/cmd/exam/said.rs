//! What is said in an exam: an answer, or one of the letters of the exam loop.

use crate::exam::{Form, Item};

/// What was said at a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// An answer: the letter of an option, or a text.
    Answer(String),
    /// The answer is taken back.
    Clear,
    /// Left as it is; on to the next.
    Open,
    Next,
    Back,
    /// To a question, by its number from 1.
    GoTo(usize),
    Flag,
    Time,
    HandIn,
    Quit,
    Help,
    /// No option, nor anything else; what could have been said.
    Unclear(String),
    /// Nothing more will come.
    End,
    Interrupt,
    /// Nothing, but a moment has come at which the time is told.
    Moment,
    /// The time is over.
    Over,
}

impl Said {
    /// Returns what a letter stands for, with the word that shows it was taken.
    pub(super) const fn of_letter(letter: char) -> Option<(Self, &'static str)> {
        Some(match letter {
            'n' => (Self::Next, "next"),
            'p' => (Self::Back, "back"),
            'f' => (Self::Flag, "flag"),
            't' => (Self::Time, "time"),
            'h' => (Self::HandIn, "hand in"),
            'q' => (Self::Quit, "leave"),
            '-' => (Self::Clear, "take back"),
            '?' => (Self::Help, "help"),
            _ => return None,
        })
    }

    /// Reads a line: a letter, `g N`, nothing, or the answer to the question, if there is one here.
    pub(super) fn of_line(line: &str, item: Option<&Item>) -> Self {
        let line = line.trim();
        if line.is_empty() {
            return Self::Open;
        }
        if let Some(command) = command(line) {
            return command;
        }
        let answer = line.strip_prefix('\\').filter(|rest| command(rest).is_some()).unwrap_or(line);
        let Some(item) = item else {
            return Self::Unclear("No question stands here: g N goes to one, h hands in, ? helps.".to_owned());
        };
        if item.form != Form::Choice {
            return Self::Answer(answer.to_owned());
        }
        match item.chosen(answer) {
            Some(letter) => Self::Answer(letter.to_string()),
            None => Self::Unclear(format!("Type a letter from a to {}, or ? for help.", last_letter(item))),
        }
    }
}

/// Returns what a line says that holds a command and nothing else.
fn command(line: &str) -> Option<Said> {
    let mut letters = line.chars();
    let first = letters.next()?;
    let rest = letters.as_str().trim();
    if rest.is_empty() && line.chars().count() == 1 {
        return match first {
            'g' => Some(Said::Unclear("Type g with the number of a question: g 12.".to_owned())),
            letter => Said::of_letter(letter).map(|(said, _)| said),
        };
    }
    let apart = letters.as_str().starts_with(char::is_whitespace) || rest.starts_with(|c: char| c.is_ascii_digit());
    if first == 'g' && apart { rest.parse().ok().map(Said::GoTo) } else { None }
}

/// Returns the letter of the last option.
pub(super) fn last_letter(item: &Item) -> char {
    item.lettered().last().map_or('a', |(letter, _)| letter)
}
