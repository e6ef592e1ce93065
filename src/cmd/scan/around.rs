//! Which cards a reading of notes is compared with: those of its notes, and those of others that
//! could be taken for one of them.

use std::collections::BTreeSet;

use super::root::RootRead;
use crate::deck::Names;
use crate::error::Problem;
use crate::model::{CardId, Question};
use crate::questions::subject_key;
use crate::store::{Held, Presence, Store};

/// What was read, and what the log says of names.
pub(super) struct Around<'a> {
    pub(super) roots: &'a [RootRead],
    /// The notes that were read again or are there no more.
    pub(super) again: &'a BTreeSet<&'a str>,
    pub(super) names: &'a Names,
}

impl Around<'_> {
    /// Returns the cards in the order of the notes, and which notes beside those read they are from.
    pub(super) fn known(&self, found: &[Question], store: &Store) -> Result<(Vec<Held>, BTreeSet<String>), Problem> {
        let in_part = self.roots.iter().any(|read| read.in_part);
        let whole = !in_part || self.roots.iter().any(|read| read.away);
        let mut cards = if whole { store.cards()? } else { self.near(found, store)? };
        let beside = if in_part { self.beside(&cards, found, store)? } else { BTreeSet::new() };
        if !whole {
            cards.extend(store.cards_in(beside.iter().map(String::as_str))?);
            let mut seen = BTreeSet::new();
            cards.retain(|held| seen.insert(held.question.id));
            cards.sort_by(|one, other| one.question.note.cmp(&other.question.note));
        }
        Ok((cards, beside))
    }

    /// Returns the cards of the notes read, those that are gone, and those that have the name of one found.
    fn near(&self, found: &[Question], store: &Store) -> Result<Vec<Held>, Problem> {
        let mut cards = store.cards_in(self.again.iter().copied())?;
        cards.extend(store.cards_gone()?);
        for now in found.iter().filter_map(|question| self.names.present.get(&question.id)) {
            cards.extend(store.card(*now)?.filter(|held| held.presence != Presence::Moved));
        }
        Ok(cards)
    }

    /// Returns further notes with cards on a subject of which one card is lost and another new.
    fn beside(&self, cards: &[Held], found: &[Question], store: &Store) -> Result<BTreeSet<String>, Problem> {
        let (known, now): (BTreeSet<CardId>, BTreeSet<CardId>) =
            (cards.iter().map(|held| held.question.id).collect(), found.iter().map(|question| question.id).collect());
        let is_lost = |held: &&Held| {
            let again = self.again.contains(&*held.question.note);
            !now.contains(&held.question.id) && (again || held.presence == Presence::Gone)
        };
        let lost: BTreeSet<&str> = cards.iter().filter(is_lost).map(|held| &*held.question.statement.subject).collect();
        let new = found.iter().filter(|question| !known.contains(&question.id));
        let subjects = new.map(|question| &*question.statement.subject).filter(|subject| lost.contains(subject));
        let keys: BTreeSet<u32> = subjects.map(subject_key).collect();
        let keys: Vec<u32> = keys.into_iter().collect();
        let mut beside = BTreeSet::new();
        for read in self.roots.iter().filter(|read| read.in_part) {
            beside.extend(store.notes_tied(read.root.id, &keys)?);
        }
        beside.retain(|note| !self.again.contains(note.as_str()));
        Ok(beside)
    }
}
