//! A question, as every step after generation knows it.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Names a card for ever: a digest of its address in the notes, shown as 16 hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardId(pub u64);

impl fmt::Display for CardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for CardId {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(Self)
    }
}

impl<'de> Deserialize<'de> for CardId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for CardId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The structure of the notes that a question was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A row of a table: key column and value column.
    Table,
    /// A cell of a table that compares the things named in its header.
    Comparison,
    /// A bold or code term with its description, in a list or on a line.
    Term,
    /// A sentence that says what its subject is.
    Definition,
    /// A sentence that says what its subject does or has.
    Statement,
    /// An abbreviation and what it stands for.
    Acronym,
    /// A closed list.
    List,
    /// Steps in order.
    Steps,
    /// A heading and the text under it.
    Heading,
    /// Written by hand as a question.
    Basic,
    /// Written by hand as a sentence with gaps.
    Cloze,
}

/// Which way a fact is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the subject to what is said of it.
    Forward,
    /// From what is said to the subject.
    Reverse,
    /// In what two subjects differ.
    Contrast,
    /// Name all items.
    List,
    /// What comes next, or put in order.
    Order,
    /// Fill the gap.
    Cloze,
}

/// The lines of a note that state the answer. Lines are 1-based, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Source {
    /// The note, as the learner would name it.
    pub path: Arc<str>,
    /// First line.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
}

/// What a question says and where it stands, in the form in which two readings of notes are
/// compared: without case, closing punctuation or spaces that vary. Empty where unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Statement {
    /// All headings above, outermost first.
    pub place: String,
    /// What is spoken of.
    pub subject: String,
    /// How subject and object belong together, with nothing of the object.
    pub relation: String,
    /// What is said.
    pub object: String,
}

/// One question with its answer, and all that is shown or judged with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Identity: deck source, relation, normalised subject, direction, slot.
    pub id: CardId,
    /// The structure it came from.
    pub kind: Kind,
    /// Which way the fact is asked.
    pub direction: Direction,
    /// What is asked.
    pub prompt: String,
    /// The answer as shown. For a list question the items joined.
    pub answer: String,
    /// Other forms of the answer that count as right.
    pub accepted: Vec<String>,
    /// The items of a list question, in the order of the notes; empty otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// The options of a multiple-choice question, the key among them; empty otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Headings shown above the prompt, outermost first.
    pub context: Vec<String>,
    /// Written as a card by the learner, not generated.
    pub authored: bool,
    /// Where the notes say so.
    pub source: Source,
    /// Cards with the same family number ask about the same fact (siblings).
    #[serde(skip)]
    pub family: u64,
    /// The key of the note in identities: its path below the registered root.
    #[serde(skip)]
    pub note: Arc<str>,
    /// What it says, for finding it again after an edit.
    #[serde(skip)]
    pub statement: Statement,
    /// The named checks the question passed, in order.
    #[serde(skip)]
    pub passed: Vec<&'static str>,
}
