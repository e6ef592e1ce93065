//! What is asked today: one answer for `study`, `due` and the overview.

use std::collections::{BTreeMap, HashMap, HashSet};

use rand::Rng;

use super::World;
use super::exam::agenda::Agenda;
use super::settings::{Key, Settings};
use crate::error::Problem;
use crate::model::{CardId, Day, ReviewKind};
use crate::schedule::due::{self, Candidate, Limits, Quota, Status, Today};
use crate::store::Store;

/// New cards read at first, beside those the limits allow: siblings take a part of them.
const NEW_AT_ONCE: usize = 64;

/// The cards that could be asked, and how many of them may be.
pub(super) struct Choice {
    /// The cards that matter today: reviewed ones that are due, changed or answered, and as many
    /// new ones as the limits need.
    pub(super) candidates: Vec<Candidate>,
    /// What is left of the day's allowance.
    pub(super) limits: Limits,
    /// The day.
    pub(super) today: Day,
    /// The pause that the day lies in: its first day and the first day after it.
    pub(super) pause: Option<(Day, Day)>,
    /// Where an exam is planned for: what its plan says of today.
    planned: Option<ForExam>,
}

/// What the plan for an exam says of a day.
struct ForExam {
    /// The day of the exam.
    date: Day,
    /// The cards it asks, in that order.
    order: Vec<CardId>,
    /// Minutes behind the plan; ahead of it if below 0.
    behind_minutes: f32,
}

impl Choice {
    /// Reads what the choice among the decks that `wanted` names needs. The allowance is that of
    /// the day, whatever sitting used it; `new_a_day` replaces what the learner has set.
    ///
    /// What is read grows with what is due, not with the number of cards.
    pub(super) fn read(
        store: &Store,
        new_a_day: Option<usize>,
        wanted: impl Fn(&str) -> bool,
        world: &World<'_>,
    ) -> Result<Self, Problem> {
        let (today, settings) = (world.now().day, world.settings());
        if let Some(agenda) = Agenda::read(store, world)? {
            return Self::planned(&agenda, store, world, wanted);
        }
        let answered = store.answered_on(today)?;
        let reviewed = store.candidates_on(today)?;
        let limits = limits(new_a_day, &answered, &reviewed, settings);
        let asked =
            |candidate: &Candidate| wanted(&candidate.deck) && settings.is_on(Key::Cards, Some(&candidate.deck));
        let candidates = reviewed.into_iter().filter(|card| asked(card)).collect();
        let mut choice = Self { candidates, limits, today, pause: store.pauses()?.at(today), planned: None };
        choice.read_new(store, asked)?;
        Ok(choice)
    }

    /// Reads what a plan for an exam asks today: drills first, then what gains most for the exam.
    /// The minutes of the plan take the place of the day's limits.
    fn planned(
        agenda: &Agenda,
        store: &Store,
        world: &World<'_>,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, Problem> {
        let (today, left) = (world.now().day, agenda.left(store, world, wanted)?);
        let (date, behind_minutes) = (agenda.date, agenda.behind_s / 60.0);
        let order = left.cards.iter().map(|card| card.card).collect();
        let planned = Some(ForExam { date, order, behind_minutes });
        let candidates = left.drills.into_iter().chain(left.cards).collect();
        Ok(Self { candidates, limits: Limits::NONE, today, pause: store.pauses()?.at(today), planned })
    }

    /// Reads new cards until the day is full or there are no more.
    fn read_new(&mut self, store: &Store, asked: impl Fn(&Candidate) -> bool) -> Result<(), Problem> {
        let mut most = self.limits.new_left.saturating_add(NEW_AT_ONCE);
        let reviewed = self.candidates.len();
        while due::room_for_new(&self.candidates, self.today, &self.limits) > 0 {
            let new = store.new_candidates(most)?;
            let all = new.len() < most;
            self.candidates.truncate(reviewed);
            self.candidates.extend(new.into_iter().filter(|card| asked(card)));
            if all {
                break;
            }
            most = most.saturating_mul(4);
        }
        Ok(())
    }

    /// Returns what is due, one card of a family, within the limits; on a pause nothing is.
    pub(super) fn due(&self) -> Today {
        if self.pause.is_some() {
            return Today::default();
        }
        let mut due = due::due(&self.candidates, self.today, &self.limits);
        if let Some(planned) = &self.planned {
            let new: HashSet<CardId> =
                self.candidates.iter().filter(|card| card.state.is_none()).map(|card| card.card).collect();
            (due.new, due.review) = planned.order.iter().partition(|card| new.contains(card));
        }
        due
    }

    /// Returns what is due in the order in which it is asked.
    pub(super) fn queue(&self, rng: &mut impl Rng) -> Vec<CardId> {
        match &self.planned {
            _ if self.pause.is_some() => Vec::new(),
            Some(planned) => self.due().redrill.into_iter().chain(planned.order.iter().copied()).collect(),
            None => due::queue(&self.candidates, self.today, &self.limits, rng),
        }
    }

    /// Tells whether a plan for an exam chose the cards.
    pub(super) const fn is_planned(&self) -> bool {
        self.planned.is_some()
    }

    /// Returns where the learner stands with the plan for an exam, in words.
    pub(super) fn standing(&self) -> Option<String> {
        let ForExam { date, behind_minutes, .. } = self.planned.as_ref()?;
        let days = super::counted(date.since(self.today).unsigned_abs() as usize, "day");
        let pace = match behind_minutes.round() as i32 {
            0 => String::new(),
            behind @ 1.. => format!(", {behind} minutes behind"),
            ahead => format!(", {} minutes ahead", -ahead),
        };
        Some(format!("By the plan for the exam on {date}, in {days}{pace}."))
    }

    /// Returns the cards to be reviewed today, whatever the limits and siblings; on a pause none.
    pub(super) fn reviews_waiting(&self) -> impl Iterator<Item = &Candidate> {
        let waits = |card: &&Candidate| self.pause.is_none() && card.status(self.today) == Status::Review;
        self.candidates.iter().filter(waits)
    }

    /// Returns how many more would be due without limits and siblings; on a pause nobody waits.
    pub(super) fn kept_back(&self, store: &Store, world: &World<'_>) -> Result<usize, Problem> {
        if self.pause.is_some() {
            return Ok(0);
        }
        let settings = world.settings();
        let all = if settings.decks().any(|(_, keys)| keys.contains(&Key::Cards)) {
            let asked = |card: &&Candidate| settings.is_on(Key::Cards, Some(&card.deck));
            let candidates = store.candidates()?;
            candidates.iter().filter(asked).filter(|card| card.status(self.today).is_due()).count()
        } else {
            store.count_due(self.today)?
        };
        Ok(all.saturating_sub(self.due().len()))
    }
}

/// Returns what the day allows, less what was answered.
fn limits(
    new_a_day: Option<usize>,
    answered: &[(CardId, ReviewKind)],
    reviewed: &[Candidate],
    settings: &Settings,
) -> Limits {
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
    use_up(&mut limits, answered, reviewed);
    limits
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

/// Returns how many of today's cards each deck has.
pub(super) fn by_deck(choice: &Choice) -> BTreeMap<String, usize> {
    let today = choice.due();
    let chosen: HashSet<CardId> = today.redrill.iter().chain(&today.review).chain(&today.new).copied().collect();
    let mut decks = BTreeMap::new();
    for candidate in choice.candidates.iter().filter(|candidate| chosen.contains(&candidate.card)) {
        *decks.entry(candidate.deck.to_string()).or_default() += 1;
    }
    decks
}
