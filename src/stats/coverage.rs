//! How far the notes have been asked: passages asked, never asked yet, and those that cannot be.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::cards::{CardLine, Section};

/// A run of lines that gives no question, as the ledger has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silent {
    /// The deck that the note makes.
    pub deck: Arc<str>,
    /// The note, as the learner would name it.
    pub path: String,
    /// First line.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
    /// Why.
    pub reason: String,
}

/// How far a passage was asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// A card of it was reviewed.
    Asked,
    /// It has cards, and none was reviewed.
    NeverAsked,
    /// It gives no question.
    Silent(String),
}

/// A passage of a note.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// First line.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
    /// How far it was asked.
    pub reach: Reach,
}

/// The passages of one note, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotePassages {
    /// The deck.
    pub deck: Arc<str>,
    /// The note.
    pub path: String,
    /// The passages.
    pub passages: Vec<Passage>,
}

/// Passages by how far they were asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Covered {
    /// With a card that was reviewed.
    pub asked: u32,
    /// With cards, none of them reviewed.
    pub never_asked: u32,
    /// Without questions.
    pub cannot_be_asked: u32,
}

impl Covered {
    /// Returns the number of passages.
    pub const fn all(self) -> u32 {
        self.asked + self.never_asked + self.cannot_be_asked
    }
}

/// Coverage of all notes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// The counts.
    #[serde(flatten)]
    pub passages: Covered,
    /// Why passages cannot be asked, the commonest first.
    pub reasons: Vec<Reason>,
}

/// Passages that cannot be asked for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The reason.
    pub reason: String,
    /// Passages.
    pub passages: u32,
}

/// Returns the passages of every note, by deck.
pub fn passages(sections: &[Section], cards: &[CardLine], silent: &[Silent]) -> Vec<NotePassages> {
    type Lines = BTreeMap<(u32, u32), Reach>;
    let mut notes: BTreeMap<(&str, &str), (Arc<str>, Lines)> = BTreeMap::new();
    // The cards of a note follow each other: one look-up for each section, not for each card.
    for run in cards.chunk_by(|a, b| a.section == b.section) {
        let Some(section) = run.first().and_then(|card| sections.get(card.section as usize)) else { continue };
        let (_, lines) =
            notes.entry((&section.deck, &section.path)).or_insert_with(|| (Arc::clone(&section.deck), BTreeMap::new()));
        for card in run {
            let reach = if card.state.is_some() { Reach::Asked } else { Reach::NeverAsked };
            let place = lines.entry((card.line, card.end_line)).or_insert(Reach::NeverAsked);
            if reach == Reach::Asked {
                *place = reach;
            }
        }
    }
    for passage in silent {
        let (_, lines) =
            notes.entry((&passage.deck, &passage.path)).or_insert_with(|| (Arc::clone(&passage.deck), BTreeMap::new()));
        lines.entry((passage.line, passage.end_line)).or_insert_with(|| Reach::Silent(passage.reason.clone()));
    }
    let note = |((_, path), (deck, lines)): ((&str, &str), (Arc<str>, Lines))| NotePassages {
        deck,
        path: path.to_owned(),
        passages: lines.into_iter().map(|((line, end_line), reach)| Passage { line, end_line, reach }).collect(),
    };
    notes.into_iter().map(note).collect()
}

/// Returns the counts of each deck.
pub(super) fn by_deck(notes: &[NotePassages]) -> BTreeMap<Arc<str>, Covered> {
    let mut decks: BTreeMap<Arc<str>, Covered> = BTreeMap::new();
    for note in notes {
        let covered = decks.entry(Arc::clone(&note.deck)).or_default();
        for passage in &note.passages {
            *match passage.reach {
                Reach::Asked => &mut covered.asked,
                Reach::NeverAsked => &mut covered.never_asked,
                Reach::Silent(_) => &mut covered.cannot_be_asked,
            } += 1;
        }
    }
    decks
}

/// Returns the coverage of all notes.
pub(super) fn of_all(notes: &[NotePassages]) -> Coverage {
    let mut all = Covered::default();
    for covered in by_deck(notes).values() {
        all.asked += covered.asked;
        all.never_asked += covered.never_asked;
        all.cannot_be_asked += covered.cannot_be_asked;
    }
    let mut reasons: BTreeMap<&str, u32> = BTreeMap::new();
    for passage in notes.iter().flat_map(|note| &note.passages) {
        if let Reach::Silent(reason) = &passage.reach {
            *reasons.entry(gist(reason)).or_default() += 1;
        }
    }
    let mut reasons: Vec<Reason> =
        reasons.into_iter().map(|(reason, passages)| Reason { reason: reason.to_owned(), passages }).collect();
    reasons.sort_by(|a, b| b.passages.cmp(&a.passages).then_with(|| a.reason.cmp(&b.reason)));
    Coverage { passages: all, reasons }
}

/// Returns the general part of a reason: `check: what it found` without what it found.
fn gist(reason: &str) -> &str {
    reason.split_once(": ").map_or(reason, |(check, _)| check)
}
