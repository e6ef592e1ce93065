//! Ways of learning for an exam, each with the same minutes.

use askback::exam::plan::{Costs, Known, Learner as Pace, Looked, Minutes, Plan, Shape, taken};
use askback::memory::{Attempt, Forecaster, Memory, Parameters, Rating};
use askback::model::{CardId, Day, Quality};
use askback::schedule::{CardState, Rules, review};

use crate::learners::Learner;

/// A way of learning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strategy {
    /// What is due by SM-2, then new cards; idle when neither is left.
    Sm2,
    /// The same, then the cards that are due next.
    Sm2Ahead,
    /// What is due by FSRS at 90 %, then new cards.
    Fsrs,
    /// The plan, with the minutes as they are.
    Plan,
    /// The plan with the same minutes in all, two fifths of them in the last week.
    PlanReserve,
    /// All minutes of the whole time in the last week.
    Cram,
}

impl Strategy {
    /// All of them; the first is what the others are compared with.
    pub(crate) const ALL: [Self; 6] =
        [Self::Sm2, Self::Sm2Ahead, Self::Fsrs, Self::Plan, Self::PlanReserve, Self::Cram];

    /// Returns the name in tables.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sm2 => "SM-2",
            Self::Sm2Ahead => "SM-2 ahead",
            Self::Fsrs => "FSRS 0.9",
            Self::Plan => "plan",
            Self::PlanReserve => "plan, reserve",
            Self::Cram => "cram",
        }
    }
}

/// An exam to learn for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scenario {
    /// Cards to know.
    pub(crate) cards: usize,
    /// Days until the exam.
    pub(crate) days: i32,
    /// Minutes a day.
    pub(crate) minutes: u32,
}

/// What a way of learning came to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Result {
    /// True share recalled on the day, in points.
    pub(crate) at_exam: f64,
    /// The same thirty days later.
    pub(crate) a_month_later: f64,
    /// What the memory model said of the day, the evening before, in points.
    pub(crate) forecast: f64,
}

/// Days between two plans; between them the index of the plan is used as it is.
const PLAN_EVERY: i32 = 7;

/// What the program knows of a card.
#[derive(Clone, Copy, Default)]
struct Card {
    state: Option<CardState>,
    memory: Option<(Memory, Day)>,
}

/// One learner under way.
struct Course<'a> {
    learner: &'a mut Learner,
    scenario: Scenario,
    cards: Vec<Card>,
    attempts: Vec<Attempt>,
    parameters: Parameters,
    forecaster: Forecaster,
    plan: Option<(Plan, i32)>,
    /// Cards that the plan takes.
    taken: Vec<usize>,
}

/// Lets a learner learn.
pub(crate) fn learn(strategy: Strategy, scenario: Scenario, mut learner: Learner) -> Result {
    let cards = vec![Card::default(); scenario.cards];
    let (parameters, forecaster) = (Parameters::default(), Forecaster::default());
    let (attempts, taken) = (Vec::new(), Vec::new());
    let mut course =
        Course { learner: &mut learner, scenario, cards, attempts, parameters, forecaster, plan: None, taken };
    let seconds = course.seconds(strategy);
    for day in 0..scenario.days {
        course.day(strategy, day, &seconds);
    }
    course.result()
}

impl Course<'_> {
    fn seconds(&self, strategy: Strategy) -> Vec<f32> {
        let shape = if strategy == Strategy::PlanReserve { Shape::Reserve } else { Shape::Even };
        let minutes = Minutes { a_day: self.scenario.minutes, rest: [false; 7], other: Default::default(), shape };
        let mut seconds = minutes.seconds(Day(0), Day(self.scenario.days));
        if strategy == Strategy::Cram {
            let all: f32 = seconds.iter().sum();
            let last = seconds.len() - 7;
            seconds.iter_mut().enumerate().for_each(|(day, slot)| *slot = if day < last { 0.0 } else { all / 7.0 });
        }
        seconds
    }

    fn day(&mut self, strategy: Strategy, day: i32, seconds: &[f32]) {
        let mut left = f64::from(seconds[day as usize]);
        let order = match strategy {
            Strategy::Cram => return self.cram(day, left),
            Strategy::Plan | Strategy::PlanReserve => self.planned(day, seconds),
            Strategy::Sm2 | Strategy::Sm2Ahead => self.by_sm2(day, strategy == Strategy::Sm2Ahead),
            Strategy::Fsrs => self.by_fsrs(day),
        };
        for card in order {
            if left <= 0.0 {
                break;
            }
            left -= self.ask(card, day, 0.0);
        }
    }

    /// Asks a card and returns the seconds it took.
    fn ask(&mut self, card: usize, day: i32, within: f64) -> f64 {
        let costs = Costs::default();
        let new = self.cards[card].memory.is_none();
        let recalled = self.learner.asked(card, f64::from(day) + within);
        let quality = Quality::new(if recalled { 4 } else { 2 }).expect("a quality");
        let Card { state, memory } = self.cards[card];
        let today = Day(day);
        let first = memory.is_none_or(|(_, last)| last < today);
        let mut record = |quality, first| {
            self.attempts.push(Attempt { card: CardId(card as u64), day: today, quality, answer_ms: 0, first })
        };
        record(quality, first);
        let model = &self.forecaster.model;
        let waited = memory.map_or(0, |(_, last)| (day - last.0) as u32);
        let mut after = memory.map_or_else(
            || model.first(Rating::of(quality)),
            |(memory, _)| model.after(memory, waited, Rating::of(quality)),
        );
        if !recalled {
            record(Quality::new(4).expect("a quality"), false);
            after = model.after(after, 0, Rating::Good);
        }
        let state = if first { Some(review(state.as_ref(), quality, today, &Rules::default(), 0)) } else { state };
        // The drill of the day is part of the answer here, and ends with it.
        let state = state.map(|state| CardState { redrill_on: None, ..state });
        self.cards[card] = Card { state, memory: Some((after, today)) };
        f64::from(if new {
            costs.new_s
        } else if recalled {
            costs.recalled_s
        } else {
            costs.forgotten_s
        })
    }

    fn known_and_new(&self) -> (Vec<usize>, Vec<usize>) {
        (0..self.cards.len()).partition(|card| self.cards[*card].memory.is_some())
    }

    fn by_sm2(&self, day: i32, ahead: bool) -> Vec<usize> {
        let (known, new) = self.known_and_new();
        let late = |card: &usize| {
            let state = self.cards[*card].state.expect("known");
            (day - state.due.0, state.interval_days)
        };
        let mut due: Vec<usize> = known.iter().copied().filter(|card| late(card).0 >= 0).collect();
        let urgency = |card: &usize| -(late(card).0 * 1000 / late(card).1.max(1) as i32);
        due.sort_by_key(|card| (urgency(card), *card));
        let mut later: Vec<usize> = known.into_iter().filter(|card| ahead && late(card).0 < 0).collect();
        later.sort_by_key(|card| (-late(card).0, *card));
        due.into_iter().chain(new).chain(later).collect()
    }

    fn by_fsrs(&self, day: i32) -> Vec<usize> {
        let (known, new) = self.known_and_new();
        let model = &self.forecaster.model;
        let recall = |card: &usize| {
            let (memory, last) = self.cards[*card].memory.expect("known");
            let waited = (day - last.0) as u32;
            (waited >= model.interval(memory, 0.9)).then(|| model.recall(memory, waited))
        };
        let mut due: Vec<(f64, usize)> =
            known.iter().filter_map(|card| recall(card).map(|recall| (recall, *card))).collect();
        due.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        due.into_iter().map(|(_, card)| card).chain(new).collect()
    }

    fn planned(&mut self, day: i32, seconds: &[f32]) -> Vec<usize> {
        if day % PLAN_EVERY == 0 {
            self.recalibrate(day);
            self.taken = self.taken(&seconds[day as usize..]);
            let known: Vec<Known> = self.taken.iter().map(|card| self.known(*card, day)).collect();
            let pace = Pace { forecaster: &self.forecaster, costs: Costs::default(), first_recall: 1.0 };
            let before = self.plan.take();
            let plan = Plan::of(&known, &seconds[day as usize..], &pace, before.as_ref().map(|(plan, _)| plan));
            self.plan = Some((plan, day));
        }
        let (plan, since) = self.plan.as_ref().expect("made on the first day");
        let index = |card: usize| (plan.index(&self.known(card, day), (day - since) as usize), card);
        let mut order: Vec<(f32, usize)> =
            self.taken.iter().map(|card| index(*card)).filter(|(index, _)| *index > 0.0).collect();
        order.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        order.into_iter().map(|(_, card)| card).collect()
    }

    /// Returns the cards that the program would take: all in one deck here.
    fn taken(&self, seconds: &[f32]) -> Vec<usize> {
        let mut looks = vec![0; self.cards.len()];
        for attempt in self.attempts.iter().filter(|attempt| attempt.first) {
            looks[attempt.card.0 as usize] += 1;
        }
        let looked: Vec<Looked> = looks.into_iter().map(|looks| Looked { looks, deck: 0 }).collect();
        let taken = taken(&looked, seconds.iter().sum(), &Costs::default());
        (0..self.cards.len()).filter(|card| taken[*card]).collect()
    }

    /// Does what the program does with the answers so far: fits the model once in four weeks and
    /// corrects how long cards hold, each only where that is proved.
    fn recalibrate(&mut self, day: i32) {
        if day % (4 * PLAN_EVERY) == 0 {
            let trained = askback::memory::train(&self.attempts, &self.parameters);
            self.parameters = trained.map_or_else(|| self.parameters.clone(), |trained| trained.parameters);
        }
        self.forecaster = Forecaster::of(&self.parameters, &self.attempts);
        for (card, past) in askback::memory::pasts(&self.attempts) {
            self.cards[card.0 as usize].memory = self.forecaster.model.replay(&past);
        }
    }

    fn known(&self, card: usize, day: i32) -> Known {
        self.cards[card].memory.map(|(memory, last)| (memory, (day - last.0) as u32))
    }

    /// Goes through all cards as often as the time allows, the least known first.
    fn cram(&mut self, day: i32, mut left: f64) {
        let mut asked = vec![0_u32; self.cards.len()];
        while left > 0.0 {
            let state = |card: usize| (asked[card], self.cards[card].state.map_or(0, |state| state.repetitions), card);
            let Some(card) = (0..self.cards.len()).min_by_key(|card| state(*card)) else { return };
            left -= self.ask(card, day, 0.02 * f64::from(asked[card]));
            asked[card] += 1;
        }
    }

    fn result(self) -> Result {
        let number = self.cards.len() as f64;
        let share = |day: i32| {
            (0..self.cards.len()).map(|card| self.learner.recall(card, f64::from(day))).sum::<f64>() / number * 100.0
        };
        let told = |card: usize| {
            self.known(card, self.scenario.days).map_or(0.0, |(memory, days)| self.forecaster.recall(memory, days))
        };
        Result {
            at_exam: share(self.scenario.days),
            a_month_later: share(self.scenario.days + 30),
            forecast: (0..self.cards.len()).map(told).sum::<f64>() / number * 100.0,
        }
    }
}
