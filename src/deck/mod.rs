//! Step 4. Questions to a stable set of cards: what is new since the notes were last read, what
//! changed, what moved, what is gone, what came back, and what cannot be told.
//!
//! A card is its address in the notes, which its id is a digest of; its answer, its line and its
//! wording may change without touching its history. Where the address itself is edited, the card
//! is found again by what it says, if only one card can be meant; else the learner is asked.

mod address;
mod edits;
mod likeness;
mod neighbours;
mod pairs;
mod suspect;

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::normal;
use crate::model::{CardId, Question};

pub use address::Names;
pub use likeness::nearest;

/// Whether the note of a card was read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// Read now, or known to be taken out of its folder.
    Again,
    /// Unchanged, so not read.
    Untouched,
    /// Its file or folder cannot be found now; it may be back tomorrow.
    Away,
}

/// A card as it was when its note was last read.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The question.
    pub question: &'a Question,
    /// Whether the notes held it.
    pub present: bool,
    /// Whether its note was read again.
    pub reading: Reading,
    /// Whether the log says anything of it.
    pub history: bool,
}

/// Two cards that may be one: which of them has the history, and which stands in the notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doubt {
    /// The card with the history, no longer in the notes.
    pub former: CardId,
    /// The card in the notes.
    pub now: CardId,
    /// The likeliest of several for one former card is 0.
    pub rank: u32,
    /// What makes them alike and why that is not enough, in a few words.
    pub cause: &'static str,
}

/// What a fresh reading of notes changes among the cards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Never seen before.
    pub new: Vec<CardId>,
    /// Seen before, gone since, and in the notes again.
    pub returned: Vec<CardId>,
    /// In the notes with another answer than before, which is given.
    pub changed: BTreeMap<CardId, String>,
    /// The same cards under another name: the former, then the present one.
    pub moved: Vec<(CardId, CardId)>,
    /// Names to be joined in the log, in this order: those of moved cards with a history, and
    /// earlier names that cards have again.
    pub joined: Vec<(CardId, CardId)>,
    /// No longer in the notes; their history stays.
    pub gone: Vec<CardId>,
    /// What the learner decides.
    pub doubts: Vec<Doubt>,
}

/// Compares the cards known, in the order of the notes, with the questions that the notes read
/// now give, in theirs; gives each question the name of its card.
pub fn compare(known: &[Known<'_>], found: &mut [Question], names: &Names) -> Changes {
    let again = address::settle(known, found, names);
    let parted = suspect::part(known, found);
    let cards: BTreeMap<CardId, &Known<'_>> = known.iter().map(|card| (card.question.id, card)).collect();
    let matched = edits::matched(known, found, names, &parted);
    let mut changes = Changes { doubts: matched.doubts, ..Changes::default() };
    let former: BTreeMap<CardId, CardId> = matched.sure.iter().map(|(from, to)| (*to, *from)).collect();
    for question in found.iter() {
        let before = cards.get(&question.id);
        match before {
            _ if former.contains_key(&question.id) => {}
            None => changes.new.push(question.id),
            Some(card) if !card.present => changes.returned.push(question.id),
            Some(_) => {}
        }
        let before = former.get(&question.id).and_then(|from| cards.get(from)).or(before);
        if let Some(card) = before
            && normal(&card.question.answer) != normal(&question.answer)
        {
            changes.changed.insert(question.id, card.question.answer.clone());
        }
    }
    let kept: BTreeSet<CardId> = found.iter().map(|question| question.id).collect();
    let left: BTreeSet<CardId> = matched.sure.iter().map(|(from, _)| *from).collect();
    let is_gone = |card: &&Known<'_>| {
        let id = card.question.id;
        card.present && card.reading == Reading::Again && !kept.contains(&id) && !left.contains(&id)
    };
    changes.gone = known.iter().filter(is_gone).map(|card| card.question.id).collect();
    let history = |(from, _): &&(CardId, CardId)| cards.get(from).is_some_and(|card| card.history);
    changes.joined = again.into_iter().chain(matched.sure.iter().filter(history).copied()).collect();
    changes.moved = matched.sure;
    changes
}

/// Returns the name of the deck a note makes: its key without the ending.
pub fn name_of(note: &str) -> &str {
    [".md", ".markdown", ".txt"].iter().find_map(|ending| note.strip_suffix(ending)).unwrap_or(note)
}

/// Tells whether a deck is the one named, or lies in the folder named.
pub fn is_under(deck: &str, name: &str) -> bool {
    let name = name_of(name);
    deck == name || deck.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::note;
    use crate::questions::generate;

    /// Returns the questions of a note with this table and what stands above it.
    fn questions(above: &str, rows: &[&str]) -> Vec<Question> {
        let text = format!("{above}# Organs\n\n| Organ | Job |\n|---|---|\n{}\n", rows.join("\n"));
        generate(&[note("n.md", "n.md", text.as_bytes()).unwrap()]).questions
    }

    const ROWS: [&str; 2] = ["| Kidney | filters blood from waste |", "| Lung | moves oxygen into blood |"];

    fn compared(before: &[Question], after: &[Question]) -> Changes {
        compare_with(before, |_| true, after)
    }

    fn compare_with(before: &[Question], present: impl Fn(CardId) -> bool, after: &[Question]) -> Changes {
        let known =
            |question| Known { question, present: present(question.id), reading: Reading::Again, history: true };
        let known: Vec<Known<'_>> = before.iter().map(known).collect();
        compare(&known, &mut after.to_vec(), &Names::default())
    }

    #[test]
    fn rows_in_another_order_and_a_paragraph_above_change_nothing() {
        let before = questions("", &ROWS);
        assert!(before.len() >= 2);
        assert_eq!(compared(&before, &questions("A word before.\n\n", &[ROWS[1], ROWS[0]])), Changes::default());
    }

    #[test]
    fn an_edited_answer_is_the_same_card_with_a_changed_answer() {
        let (before, after) =
            (questions("", &ROWS), questions("", &[ROWS[0], "| Lung | moves fresh oxygen into blood |"]));
        let changes = compared(&before, &after);
        assert!(changes.new.is_empty() && changes.gone.is_empty());
        assert_eq!(changes.changed.len(), 1);
    }

    #[test]
    fn a_row_taken_out_is_gone_and_put_back_returns() {
        let (whole, less) = (questions("", &ROWS), questions("", &ROWS[..1]));
        let gone = compared(&whole, &less).gone;
        assert_eq!(gone.len(), whole.len() - less.len());
        let back = compare_with(&whole, |card| !gone.contains(&card), &whole);
        assert_eq!((back.returned.len(), back.new.len()), (gone.len(), 0));
    }

    #[test]
    fn a_deck_is_named_by_its_note_and_found_by_its_folder() {
        assert_eq!(name_of("bio/cell.md"), "bio/cell");
        assert!(is_under("bio/cell", "bio") && is_under("bio/cell", "bio/cell.md") && !is_under("biology", "bio"));
    }
}
