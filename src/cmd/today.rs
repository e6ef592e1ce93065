//! What is asked today: one answer for `study`, `due` and the overview.

use std::collections::BTreeMap;

use super::{World, deck_of};
use crate::error::Problem;
use crate::model::{CardId, Day};
use crate::schedule::due::{Candidate, Limits, Today, due};
use crate::store::{Held, Store};

/// The cards that could be asked, and how many of them may be.
pub(super) struct Choice {
    /// Every card that is in the notes.
    pub(super) candidates: Vec<Candidate>,
    /// What is left of the day's allowance.
    pub(super) limits: Limits,
    /// The day.
    pub(super) today: Day,
}

impl Choice {
    /// Reads what the choice needs. The allowance is that of the day, whatever sitting used it;
    /// `new_a_day` replaces what the learner has set.
    pub(super) fn read(store: &Store, new_a_day: Option<usize>, world: &World<'_>) -> Result<Self, Problem> {
        let (today, settings) = (world.now().day, world.settings());
        let (new_done, reviews_done) = store.answered_on(today)?;
        let limits = Limits {
            new_left: new_a_day.unwrap_or(settings.new_a_day).saturating_sub(new_done),
            review_left: settings.reviews_a_day.saturating_sub(reviews_done),
            new_wait_for_backlog: true,
        };
        Ok(Self { candidates: store.candidates()?, limits, today })
    }

    /// Returns what is due, one card of a family, within the limits.
    pub(super) fn due(&self) -> Today {
        due(&self.candidates, self.today, &self.limits)
    }

    /// Returns how many more would be due without limits and siblings.
    pub(super) fn kept_back(&self) -> usize {
        let due = |candidate: &&Candidate| {
            crate::schedule::due::status(candidate.state.as_ref(), &candidate.standing, self.today).is_due()
        };
        self.candidates.iter().filter(due).count() - self.due().len()
    }
}

/// Returns every card by its id.
pub(super) fn by_id(store: &Store) -> Result<BTreeMap<CardId, Held>, Problem> {
    Ok(store.cards()?.into_iter().map(|held| (held.question.id, held)).collect())
}

/// Returns how many of today's cards each deck has.
pub(super) fn by_deck(today: &Today, held: &BTreeMap<CardId, Held>) -> BTreeMap<String, usize> {
    let mut decks = BTreeMap::new();
    for card in today.redrill.iter().chain(&today.review).chain(&today.new) {
        if let Some(held) = held.get(card) {
            *decks.entry(deck_of(&held.question.note).to_owned()).or_default() += 1;
        }
    }
    decks
}
