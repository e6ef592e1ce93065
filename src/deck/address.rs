//! Which card an address in the notes stands for, where the address was used before.
//!
//! An address that was renamed away may come back. If what it was renamed to is gone, the card
//! has its first name again; if that is still there, the address now speaks of another card,
//! which gets a name of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::Known;
use crate::model::{CardId, Question};

/// What the log says of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Every former name with the present one.
    pub present: BTreeMap<CardId, CardId>,
    /// Pairs that were joined and parted again: never joined without being asked.
    pub parted: BTreeSet<(CardId, CardId)>,
}

/// Returns the name of the next card at an address whose card went elsewhere.
pub(super) fn another(card: CardId) -> CardId {
    let digest = blake3::hash(&[b"another".as_slice(), &card.0.to_le_bytes()].concat());
    CardId(digest.as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// Gives every question the name of its card; returns the cards that have an earlier name again,
/// the later one first.
pub(super) fn settle(known: &[Known<'_>], found: &mut [Question], names: &Names) -> Vec<(CardId, CardId)> {
    let cards: BTreeMap<CardId, &Known<'_>> = known.iter().map(|card| (card.question.id, card)).collect();
    let mentioned: BTreeSet<CardId> = names.present.iter().flat_map(|(from, to)| [*from, *to]).collect();
    for question in found.iter_mut() {
        let is_next = |next: CardId, question: &Question| {
            mentioned.contains(&next)
                || cards.get(&next).is_some_and(|card| card.present || card.question.statement == question.statement)
        };
        while is_next(another(question.id), question) {
            question.id = another(question.id);
        }
    }
    if names.present.is_empty() {
        return Vec::new();
    }
    let taken: BTreeSet<CardId> = found.iter().map(|question| question.id).collect();
    let mut again = Vec::new();
    for question in found {
        let Some(now) = names.present.get(&question.id) else { continue };
        let elsewhere = cards.get(now).is_some_and(|card| card.present && card.reading == super::Reading::Untouched);
        if taken.contains(now) || elsewhere {
            question.id = another(question.id);
        } else {
            again.push((*now, question.id));
        }
    }
    again
}
