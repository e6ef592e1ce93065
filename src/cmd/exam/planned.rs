//! The plan for an exam as it stands now: what the learner said, and what was done since.

use std::collections::{BTreeMap, BTreeSet};

use super::super::settings::Key;
use super::super::{World, memory};
use crate::deck::is_under;
use crate::error::Problem;
use crate::exam::plan::{Intent, Known, Learner, Looked, Pace, Plan, missing_s, spent, taken};
use crate::memory::{Attempt, Forecaster, Memories};
use crate::model::{CardId, Day};
use crate::schedule::due::Candidate;
use crate::store::{Store, value_of};

/// Name of the setting that keeps what the learner said of an exam.
pub(super) const PLAN: &str = "exam.plan";

/// What the learner remembers and how fast they are, from the log.
pub(in crate::cmd) struct Past {
    pub(in crate::cmd) attempts: Vec<Attempt>,
    pub(in crate::cmd) forecaster: Forecaster,
    pub(in crate::cmd) pace: Pace,
    memories: Memories,
}

impl Past {
    pub(in crate::cmd) fn read(store: &Store) -> Result<Self, Problem> {
        Self::of(memory::attempts(store)?, store)
    }

    /// Returns what was known before a day began.
    pub(in crate::cmd) fn before(day: Day, store: &Store) -> Result<Self, Problem> {
        let mut attempts = memory::attempts(store)?;
        attempts.retain(|attempt| attempt.day < day);
        Self::of(attempts, store)
    }

    fn of(attempts: Vec<Attempt>, store: &Store) -> Result<Self, Problem> {
        let (forecaster, memories) = Forecaster::with_memories(&memory::parameters(store)?, &attempts);
        Ok(Self { pace: Pace::of(&attempts), attempts, forecaster, memories })
    }

    /// Returns what is known of a card on a day.
    pub(in crate::cmd) fn known(&self, card: CardId, today: Day) -> Known {
        let (memory, last) = self.memories.get(&card)?;
        Some((*memory, u32::try_from(today.since(*last)).unwrap_or(0)))
    }

    /// Returns the seconds spent from a day on.
    pub(super) fn spent_since(&self, day: Day) -> f32 {
        spent(&self.attempts).range(day..).map(|(_, seconds)| seconds).sum()
    }

    /// Returns the cards that a plan with these seconds takes, in the order given, and the seconds
    /// that are missing for all.
    pub(super) fn taken(&self, intent: &Intent, cards: Vec<Candidate>, seconds: &[f32]) -> (Vec<Candidate>, f32) {
        let (mut decks, mut looks) = (BTreeMap::new(), BTreeMap::new());
        for attempt in self.attempts.iter().filter(|attempt| attempt.first) {
            *looks.entry(attempt.card).or_insert(0) += 1;
        }
        let looked = |card: &Candidate| {
            let next = decks.len();
            let deck = *decks.entry(card.deck.clone()).or_insert(next);
            Looked { looks: looks.get(&card.card).copied().unwrap_or(0), deck }
        };
        let looked: Vec<Looked> = cards.iter().map(looked).collect();
        let (seconds, costs) = (seconds.iter().sum(), &self.pace.costs);
        let missing = missing_s(&looked, seconds, costs);
        if intent.all {
            return (cards, missing);
        }
        let taken = taken(&looked, seconds, costs);
        (cards.into_iter().zip(taken).filter_map(|(card, taken)| taken.then_some(card)).collect(), missing)
    }

    pub(in crate::cmd) fn learner(&self) -> Learner<'_> {
        Learner { forecaster: &self.forecaster, costs: self.pace.costs, first_recall: self.pace.first_recall }
    }
}

/// The plan as it stands.
pub(in crate::cmd) struct Planned {
    pub(in crate::cmd) intent: Intent,
    pub(in crate::cmd) past: Past,
    /// The cards of the exam that the plan takes.
    pub(in crate::cmd) cards: Vec<Candidate>,
    /// Cards of the exam for which the minutes are too few.
    pub(in crate::cmd) left_out: usize,
    /// Seconds missing for those.
    pub(in crate::cmd) missing_s: f32,
    pub(in crate::cmd) plan: Plan,
    pub(in crate::cmd) today: Day,
    /// Seconds already spent today.
    pub(in crate::cmd) spent_today: f32,
    /// Seconds that were to be spent before today, less those that were: behind if above 0.
    pub(in crate::cmd) behind: f32,
}

/// Returns what the learner said of the exam that is coming or was the last; nothing if nothing was
/// said or it was taken back.
pub(in crate::cmd) fn intent(store: &Store) -> Result<Option<Intent>, Problem> {
    Ok(store.setting(PLAN)?.as_ref().and_then(value_of).and_then(Intent::read))
}

impl Planned {
    /// Returns the plan in force; nothing without one, and from the day of the exam on.
    pub(in crate::cmd) fn read(store: &Store, world: &World<'_>) -> Result<Option<Self>, Problem> {
        let today = world.now().day;
        match intent(store)?.filter(|intent| today < intent.date) {
            Some(intent) => Self::of(intent, store, world).map(Some),
            None => Ok(None),
        }
    }

    /// Returns the plan that an intent gives.
    pub(super) fn of(intent: Intent, store: &Store, world: &World<'_>) -> Result<Self, Problem> {
        let today = world.now().day;
        let (past, cards) = (Past::read(store)?, cards(&intent, store, world)?);
        let spent = spent(&past.attempts);
        let spent_today = spent.get(&today).copied().unwrap_or(0.0);
        let done: f32 = spent.range(intent.since..today).map(|(_, seconds)| seconds).sum();
        let mut seconds = intent.seconds_from(today);
        if let Some(first) = seconds.first_mut() {
            *first = (*first - spent_today).max(0.0);
        }
        let all = cards.len();
        let (cards, missing_s) = past.taken(&intent, cards, &seconds);
        let known: Vec<Known> = cards.iter().map(|card| past.known(card.card, today)).collect();
        let plan = Plan::of(&known, &seconds, &past.learner(), None);
        let (behind, left_out) = (intent.seconds_before(today) - done, all - cards.len());
        Ok(Self { behind, intent, past, cards, left_out, missing_s, plan, today, spent_today })
    }

    /// Returns what was planned with the same minutes in another shape.
    pub(super) fn with(&self, seconds: &[f32]) -> Plan {
        let known: Vec<Known> = self.cards.iter().map(|card| self.past.known(card.card, self.today)).collect();
        Plan::of(&known, seconds, &self.past.learner(), None)
    }

    fn known(&self, card: &Candidate) -> Known {
        self.past.known(card.card, self.today)
    }

    /// Returns the number of cards of the exam, those left out too.
    pub(super) fn all(&self) -> usize {
        self.cards.len() + self.left_out
    }

    /// Returns a share of the cards that the plan takes as one of all cards of the exam, of which those
    /// left out are not known.
    pub(super) fn of_all(&self, share: f64) -> f64 {
        share * self.cards.len() as f64 / self.all().max(1) as f64
    }

    /// Returns the share of the cards that would be recalled today, 0 to 1.
    pub(super) fn recall_today(&self) -> f64 {
        let recall =
            |card: &Candidate| self.known(card).map_or(0.0, |(memory, days)| self.past.forecaster.recall(memory, days));
        self.cards.iter().map(recall).sum::<f64>() / self.all().max(1) as f64
    }
}

/// Returns the cards of the exam: those that may be asked, less the topics that were dropped.
pub(super) fn cards(intent: &Intent, store: &Store, world: &World<'_>) -> Result<Vec<Candidate>, Problem> {
    let mut dropped = BTreeSet::new();
    if !intent.dropped.is_empty() {
        let about = |headings: &[String]| headings.iter().any(|heading| is_one_of(heading, &intent.dropped));
        let held = store.cards()?.into_iter().filter(|held| about(&held.question.context));
        dropped.extend(held.map(|held| held.question.id));
    }
    let asked = |card: &Candidate| {
        world.settings().is_on(Key::Cards, Some(&card.deck))
            && card.standing.suspended.is_none()
            && !dropped.contains(&card.card)
            && !intent.dropped.iter().any(|topic| is_under(&card.deck, topic))
    };
    Ok(store.candidates()?.into_iter().filter(|card| asked(card)).collect())
}

/// Tells whether a heading is one of the topics, whatever the case of its letters.
pub(super) fn is_one_of(heading: &str, topics: &[String]) -> bool {
    topics.iter().any(|topic| topic.trim().to_lowercase() == heading.trim().to_lowercase())
}
