//! What is asked today: one answer for `study`, `due` and the overview.

use std::collections::{BTreeMap, HashMap};

use super::settings::Key;
use super::{World, deck_of};
use crate::error::Problem;
use crate::model::{CardId, Day, ReviewKind};
use crate::schedule::due::{Candidate, Limits, Quota, Today, due};
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
        let answered = store.answered_on(today)?;
        let mut candidates = store.candidates()?;
        if settings.decks().next().is_some() {
            candidates.retain(|candidate| settings.is_on(Key::Cards, Some(&candidate.deck)));
        }
        let done = |kind: ReviewKind| answered.iter().filter(|(_, answered)| *answered == kind).count();
        let allowed = |key: Key, deck: Option<&str>| settings.number(key, deck) as usize;
        let mut limits = Limits {
            new_left: new_a_day.unwrap_or(allowed(Key::New, None)).saturating_sub(done(ReviewKind::Learn)),
            review_left: allowed(Key::Reviews, None).saturating_sub(done(ReviewKind::Review)),
            new_wait_for_backlog: settings.is_on(Key::NewWait, None),
            decks: settings
                .decks()
                .filter(|(_, keys)| keys.contains(&Key::New) || keys.contains(&Key::Reviews))
                .map(|(deck, _)| Quota {
                    deck: deck.to_owned(),
                    new_left: allowed(Key::New, Some(deck)),
                    review_left: allowed(Key::Reviews, Some(deck)),
                })
                .collect(),
        };
        use_up(&mut limits, &answered, &candidates);
        Ok(Self { candidates, limits, today })
    }

    /// Returns what is due, one card of a family, within the limits.
    pub(super) fn due(&self) -> Today {
        due(&self.candidates, self.today, &self.limits)
    }

    /// Returns how many more would be due without limits and siblings.
    pub(super) fn kept_back(&self) -> usize {
        let due = |candidate: &&Candidate| candidate.status(self.today).is_due();
        self.candidates.iter().filter(due).count() - self.due().len()
    }
}

/// Takes what was answered today off the allowance of its deck.
fn use_up(limits: &mut Limits, answered: &[(CardId, ReviewKind)], candidates: &[Candidate]) {
    if limits.decks.is_empty() {
        return;
    }
    let decks: HashMap<CardId, &str> = candidates.iter().map(|candidate| (candidate.card, &*candidate.deck)).collect();
    for (card, kind) in answered {
        let place = decks.get(card).and_then(|deck| limits.quota(deck));
        let Some(quota) = place.and_then(|place| limits.decks.get_mut(place)) else { continue };
        let left = if *kind == ReviewKind::Learn { &mut quota.new_left } else { &mut quota.review_left };
        *left = left.saturating_sub(1);
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
