//! Step 4. Questions to a stable set of cards: what is new since the notes were last read, what
//! changed, what is gone and what came back.
//!
//! A card is its address in the notes, which its id is a digest of; its answer, its line and its
//! wording may change without touching its history.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CardId, Question};

/// What a fresh reading of notes changes among the cards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Never seen before.
    pub new: Vec<CardId>,
    /// Seen before, gone since, and in the notes again.
    pub returned: Vec<CardId>,
    /// In the notes with another answer than before.
    pub changed: Vec<CardId>,
    /// No longer in the notes; their history stays.
    pub gone: Vec<CardId>,
}

/// Compares the cards known of some notes, each with whether the notes still held it, with the
/// questions those notes give now.
pub fn compare<'a>(known: impl IntoIterator<Item = (&'a Question, bool)>, found: &[Question]) -> Changes {
    let known: BTreeMap<CardId, (&Question, bool)> =
        known.into_iter().map(|(card, held)| (card.id, (card, held))).collect();
    let kept: BTreeSet<CardId> = found.iter().map(|question| question.id).collect();
    let mut changes = Changes::default();
    for question in found {
        match known.get(&question.id) {
            None => changes.new.push(question.id),
            Some((_, false)) => changes.returned.push(question.id),
            Some((before, true)) if before.answer != question.answer => changes.changed.push(question.id),
            Some(_) => {}
        }
    }
    changes.gone = known.iter().filter(|(id, (_, held))| *held && !kept.contains(id)).map(|(id, _)| *id).collect();
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
        compare(before.iter().map(|question| (question, true)), after)
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
        let back = compare(whole.iter().map(|question| (question, !gone.contains(&question.id))), &whole);
        assert_eq!((back.returned.len(), back.new.len()), (gone.len(), 0));
    }

    #[test]
    fn a_deck_is_named_by_its_note_and_found_by_its_folder() {
        assert_eq!(name_of("bio/cell.md"), "bio/cell");
        assert!(is_under("bio/cell", "bio") && is_under("bio/cell", "bio/cell.md") && !is_under("biology", "bio"));
    }
}
