//! The paper of an exam: what is asked and how it is counted, kept whole with the event that begins
//! it, so that neither an edit of the notes nor of the blueprint changes an exam under way or past.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::draw::{Drawn, Share};
use super::{Blueprint, Clock, Form};
use crate::model::{CardId, Direction, Kind, Question, Source, Statement};

/// What an exam asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// The name of its blueprint.
    pub name: String,
    /// How long it lasts; 0 is without end.
    pub minutes: u32,
    /// The share of the weighted score that passes, in percent.
    pub pass_mark: u32,
    /// What the clock does while the exam is left.
    pub clock: Clock,
    /// Whether misses become due.
    pub misses_due: bool,
    /// The seed of the draw.
    pub seed: u64,
    /// The domains in the order of the blueprint.
    pub domains: Vec<Part>,
    /// The questions in the order in which they are asked.
    pub items: Vec<Item>,
}

/// A domain in a paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its share, in any unit.
    pub weight: f64,
    /// Questions that the notes did not have.
    pub missing: usize,
}

/// A question in a paper, with all that is shown or judged with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The card.
    pub card: CardId,
    /// The place of its domain.
    pub domain: usize,
    /// How it is answered.
    pub form: Form,
    /// What it was made from.
    pub kind: Kind,
    /// Which way the fact is asked.
    pub direction: Direction,
    /// Headings shown above the prompt, outermost first.
    pub context: Vec<String>,
    /// What is asked.
    pub prompt: String,
    /// The answer.
    pub answer: String,
    /// Other forms of it.
    pub accepted: Vec<String>,
    /// The items of a list; empty otherwise.
    pub items: Vec<String>,
    /// The options as they are shown; empty where there are none.
    pub options: Vec<String>,
    /// Where the notes say so.
    pub source: Source,
    /// What they say there, line by line; empty where they could not be read.
    pub lines: Vec<String>,
}

impl Paper {
    /// Makes the paper of a draw. `lines` are those of the notes, question by question.
    pub fn of(blueprint: &Blueprint, shares: &[Share], drawn: Vec<Drawn>, misses_due: bool, seed: u64) -> Self {
        let part = |(domain, share): (&super::Domain, &Share)| Part {
            name: domain.name.clone(),
            weight: domain.weight,
            missing: share.missing(),
        };
        Self {
            name: blueprint.name.clone(),
            minutes: blueprint.minutes,
            pass_mark: blueprint.pass_mark,
            clock: blueprint.clock,
            misses_due,
            seed,
            domains: blueprint.domains.iter().zip(shares).map(part).collect(),
            items: drawn.into_iter().map(Item::of).collect(),
        }
    }

    /// Returns how long the exam lasts in milliseconds; nothing if it has no end.
    pub fn limit_ms(&self) -> Option<u64> {
        (self.minutes > 0).then(|| u64::from(self.minutes) * 60_000)
    }
}

impl Item {
    fn of(drawn: Drawn) -> Self {
        let Drawn { fed, form, options } = drawn;
        let question = fed.question;
        Self {
            card: question.id,
            domain: fed.domain,
            form,
            kind: question.kind,
            direction: question.direction,
            context: question.context,
            prompt: question.prompt,
            answer: question.answer,
            accepted: question.accepted,
            items: question.items,
            options,
            source: question.source,
            lines: Vec::new(),
        }
    }

    /// Returns the question as typed answers are judged by it.
    pub fn question(&self) -> Question {
        Question {
            id: self.card,
            kind: self.kind,
            direction: self.direction,
            prompt: self.prompt.clone(),
            answer: self.answer.clone(),
            accepted: self.accepted.clone(),
            items: self.items.clone(),
            choices: self.options.clone(),
            context: self.context.clone(),
            authored: false,
            source: self.source.clone(),
            family: 0,
            note: Arc::from(""),
            statement: Statement::default(),
            passed: Vec::new(),
        }
    }

    /// Returns the letter of each option, a for the first, with its text.
    pub fn lettered(&self) -> impl Iterator<Item = (char, &str)> {
        ('a'..='z').zip(self.options.iter().map(String::as_str))
    }

    /// Returns the option that an answer names by its letter.
    pub fn option(&self, letter: &str) -> Option<&str> {
        let mut letters = letter.chars();
        let one = letters.next().filter(|_| letters.next().is_none())?;
        self.lettered().find(|(letter, _)| *letter == one).map(|(_, text)| text)
    }

    /// Returns the letter of an option that was typed: as a letter in any case, also with the mark
    /// behind it, as a number, or in its own words.
    pub fn chosen(&self, typed: &str) -> Option<char> {
        let bare = typed.trim().trim_end_matches([')', '.']).to_lowercase();
        let number = bare.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let words = typed.trim().to_lowercase();
        // An option that is itself a number is meant by its words.
        let by_words = self.lettered().find(|(_, text)| text.to_lowercase() == words);
        let by_letter = || self.lettered().find(|(letter, _)| bare == letter.to_string());
        let by_number = || self.lettered().nth(number?);
        by_words.or_else(by_letter).or_else(by_number).map(|(letter, _)| letter)
    }

    /// Returns an answer as it reads: the text of an option, else as it was typed.
    pub fn in_words<'a>(&'a self, answer: &'a str) -> &'a str {
        self.option(answer).unwrap_or(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::item;
    use super::*;

    #[test]
    fn an_option_is_chosen_by_letter_number_or_words() {
        let colours = item(&["red", "green", "blue"]);
        for typed in ["b", "B", " b) ", "b.", "2", "green", "Green"] {
            assert_eq!(colours.chosen(typed), Some('b'), "{typed}");
        }
        for typed in ["", "d", "4", "0", "gree", "bb"] {
            assert_eq!(colours.chosen(typed), None, "{typed}");
        }
        let numbers = item(&["1", "2", "3", "30"]);
        assert_eq!((numbers.chosen("3"), numbers.chosen("30"), numbers.chosen("4")), (Some('c'), Some('d'), Some('d')));
    }

    #[test]
    fn an_answer_reads_as_the_option_it_names() {
        let colours = item(&["red", "green", "blue"]);
        assert_eq!((colours.in_words("c"), colours.in_words("violet")), ("blue", "violet"));
    }

    #[test]
    fn a_paper_is_read_back_as_it_was_written() {
        let paper = super::super::example::paper(3);
        let text = serde_json::to_string(&paper).unwrap();
        assert_eq!(serde_json::from_str::<Paper>(&text).unwrap(), paper);
    }
}
