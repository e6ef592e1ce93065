//! What to do on each day until an exam, so that as much as possible is recalled on that day.
//!
//! Every day has its minutes. A review is worth what it adds to expected recall on the day of the
//! exam, and costs seconds; the order of a day is by that worth per second. The worth is found
//! backward from the exam, with a price on the seconds of each day; the prices are those at which
//! the days come out full. By Lagrangian duality the same prices give an upper bound on what any
//! plan can reach under the model, so the plan can say how far it is from the best.

mod course;
mod coverage;
mod grid;
mod intent;
mod minutes;
mod pace;
mod rollout;
mod values;

use crate::memory::{Forecaster, Memory};
use course::{Amounts, Course};
use grid::{Grid, Spot};
use values::Values;

pub use coverage::{LOOKS, Looked, missing_s, taken};
pub use intent::Intent;
pub use minutes::{LAST_DAYS, Minutes, RESERVE, Shape};
pub use pace::{Pace, counted_s, spent};

/// Rounds in which one price for all days is brought to where as much is wanted as there is.
const FLAT_ROUNDS: usize = 7;
/// Rounds in which each day then finds its own.
const SHAPED_ROUNDS: usize = 4;
/// Rounds where the prices of an earlier plan are at hand.
const FEW_ROUNDS: usize = 3;
/// Steps told apart at most; a longer time until the exam is counted in steps of several days.
const MOST_STEPS: u32 = 150;
/// Steps of waiting told apart beyond the time until the exam.
const FURTHER_STEPS: usize = 30;
/// Recall per second that a review must gain to be of use: less than a twentieth of a point of one
/// card for a review of eight seconds is none.
pub const LEAST_GAIN: f32 = 5e-5;
/// Least price of a second, in recall (of one card, 0 to 1).
const LEAST_PRICE: f32 = 1e-6;
/// Greatest price of a second: nothing gains more than a card in three seconds.
const MOST_PRICE: f32 = 0.3;

/// Seconds that an answer takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Costs {
    /// One that is recalled.
    pub recalled_s: f32,
    /// One that is not, its drills of the day included.
    pub forgotten_s: f32,
    /// The first of a card, its drills of the day included.
    pub new_s: f32,
}

impl Default for Costs {
    fn default() -> Self {
        Self { recalled_s: 8.0, forgotten_s: 20.0, new_s: 25.0 }
    }
}

impl Costs {
    /// Returns the expected seconds of a review that is recalled with this probability.
    pub(super) fn review(&self, recall: f32) -> f32 {
        recall * self.recalled_s + (1.0 - recall) * self.forgotten_s
    }
}

/// Who learns: how they forget, how long they take, and what share of new cards they know at once.
#[derive(Clone, Copy, Debug)]
pub struct Learner<'a> {
    /// The memory model.
    pub forecaster: &'a Forecaster,
    /// Seconds that answers take.
    pub costs: Costs,
    /// Share of new cards recalled at the first answer, 0 to 1.
    pub first_recall: f32,
}

impl Learner<'_> {
    /// Returns the seconds that a card is expected to take.
    pub fn seconds(&self, card: &Known) -> f32 {
        card.map_or(self.costs.new_s, |(memory, days)| self.costs.review(self.forecaster.recall(memory, days) as f32))
    }
}

/// What is known of a card: its memory and the days since its last answer; nothing if it is new.
pub type Known = Option<(Memory, u32)>;

/// One day of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DayPlan {
    /// Seconds there are.
    pub seconds: f32,
    /// Seconds that are of use.
    pub used: f32,
    /// Cards to introduce.
    pub new: f32,
    /// Reviews.
    pub reviews: f32,
}

/// A plan from today to the exam.
#[derive(Clone, Debug)]
pub struct Plan {
    grid: Grid,
    values: Values,
    prices: Vec<Option<f32>>,
    costs: Costs,
    /// The days, today first; the exam is on the one after the last.
    pub days: Vec<DayPlan>,
    /// Expected share of the cards recalled at the exam if the plan is followed, 0 to 1.
    pub recall: f64,
    /// Share that no plan with these minutes can pass under the model, 0 to 1.
    pub bound: f64,
    /// Share of the cards seen by then, 0 to 1.
    pub seen: f64,
}

impl Plan {
    /// Plans the days whose seconds are given, today first. `before` may give the prices of an
    /// earlier plan, which saves most of the work.
    pub fn of(cards: &[Known], seconds: &[f32], learner: &Learner<'_>, before: Option<&Self>) -> Self {
        let step_days = u32::try_from(seconds.len()).unwrap_or(u32::MAX).div_ceil(MOST_STEPS).max(1);
        let steps: Vec<f32> = seconds.chunks(step_days as usize).map(|days| days.iter().sum()).collect();
        let ages = steps.len() + FURTHER_STEPS;
        let reused = before.filter(|plan| plan.grid.step_days == step_days);
        let grid = Grid::new(learner.forecaster, ages, step_days);
        let places: Vec<Option<(Spot, usize)>> =
            cards.iter().map(|card| card.map(|(memory, waited)| grid.place(memory, waited))).collect();
        let search = Search { grid, steps, places, costs: learner.costs, first: learner.first_recall };
        search.run(reused, seconds)
    }

    /// Returns the recall at the exam that a second spent on a card brings, on the day `ahead` days
    /// from the first; the cards of a day are asked in the order of it, and those at or below
    /// [`LEAST_GAIN`] are left.
    pub fn index(&self, card: &Known, ahead: usize) -> f32 {
        let step = ahead / self.grid.step_days as usize;
        let Some(price) = self.prices.get(step).copied().flatten() else { return 0.0 };
        let Some((memory, waited)) = card else { return self.values.new_edge(step) / self.costs.new_s + price };
        let (spot, age) = self.grid.place(*memory, *waited);
        let recalls: f32 = spot
            .points()
            .iter()
            .map(|(point, weight)| weight * self.grid.after(age).get(*point).map_or(0.0, |turn| turn.recall))
            .sum();
        spot.in_values(self.values.edges(step, age)) / self.costs.review(recalls) + price
    }
}

/// The search for prices.
struct Search {
    grid: Grid,
    steps: Vec<f32>,
    places: Vec<Option<(Spot, usize)>>,
    costs: Costs,
    first: f32,
}

/// What one round of the search gave.
struct Round {
    values: Values,
    course: Course,
    prices: Vec<Option<f32>>,
}

impl Search {
    fn run(self, before: Option<&Plan>, seconds: &[f32]) -> Plan {
        let mut best: Option<Round> = None;
        let mut bound = f64::INFINITY;
        let (mut prices, mut span) = match before {
            Some(plan) => (self.prices_of(plan), None),
            None => (self.flat(LEAST_PRICE.sqrt() * MOST_PRICE.sqrt()), Some((LEAST_PRICE, MOST_PRICE))),
        };
        let rounds = if before.is_some() { FEW_ROUNDS } else { FLAT_ROUNDS + SHAPED_ROUNDS };
        for number in 0..rounds {
            let values = Values::at(&self.grid, &prices, &self.costs, self.first);
            bound = bound.min(self.bound(&values, &prices));
            let wanted = self.wanted(&values, &prices);
            let course = self.course(&values, &prices, &self.steps);
            let next = match span.as_mut().filter(|_| number < FLAT_ROUNDS) {
                Some((low, high)) => {
                    let middle = (*low * *high).sqrt();
                    let side = if wanted > self.steps.iter().sum() { &mut *low } else { &mut *high };
                    *side = middle;
                    self.flat((*low * *high).sqrt())
                }
                None => self.moved(&prices, &course, wanted),
            };
            if best.as_ref().is_none_or(|best| course.recalled > best.course.recalled) {
                best = Some(Round { values, course, prices });
            }
            prices = next;
        }
        self.plan(best, bound, seconds)
    }

    fn course(&self, values: &Values, prices: &[Option<f32>], seconds: &[f32]) -> Course {
        let amounts = Amounts::of(&self.grid, self.places.iter().copied());
        Course::of(&self.grid, values, prices, seconds, amounts, (&self.costs, self.first))
    }

    /// Returns the seconds that would be used if each second were sold at its price to whoever
    /// gains more by it.
    fn wanted(&self, values: &Values, prices: &[Option<f32>]) -> f32 {
        let amounts = Amounts::of(&self.grid, self.places.iter().copied());
        let course = Course::sold(&self.grid, values, prices, amounts, (&self.costs, self.first));
        course.days.iter().map(|day| day.seconds).sum()
    }

    /// Returns one price for every day that is not one of rest.
    fn flat(&self, price: f32) -> Vec<Option<f32>> {
        self.steps.iter().map(|seconds| (*seconds > 0.0).then_some(price)).collect()
    }

    /// Returns the prices of an earlier plan for the days that are left.
    fn prices_of(&self, plan: &Plan) -> Vec<Option<f32>> {
        let usual = plan.prices.iter().flatten().copied().fold(LEAST_PRICE, f32::max);
        let passed = plan.prices.len().saturating_sub(self.steps.len());
        let known = plan.prices.iter().skip(passed).copied().chain(std::iter::repeat(None));
        let price = |(seconds, known): (&f32, Option<f32>)| (*seconds > 0.0).then(|| known.unwrap_or(usual));
        self.steps.iter().zip(known).map(price).collect()
    }

    /// Returns prices half way, on the scale of powers, to what a second more was worth on each day,
    /// all of them higher or lower as more was wanted than there is, or less.
    fn moved(&self, prices: &[Option<f32>], course: &Course, wanted: f32) -> Vec<Option<f32>> {
        let there: f32 = self.steps.iter().sum();
        let level = (wanted / there.max(1.0)).sqrt().clamp(0.5, 2.0);
        let price = |(price, day): (&Option<f32>, &course::DayCourse)| {
            price.map(|price| {
                let near = (day.marginal.max(LEAST_PRICE) / price).sqrt().clamp(0.5, 2.0);
                (price * near * level).clamp(LEAST_PRICE, MOST_PRICE)
            })
        };
        prices.iter().zip(&course.days).map(price).collect()
    }

    /// Returns the dual value: what cards are worth at these prices, and the seconds sold at them.
    fn bound(&self, values: &Values, prices: &[Option<f32>]) -> f64 {
        let cards: f64 = self.places.iter().map(|place| f64::from(values.worth(*place))).sum();
        let sold = prices.iter().zip(&self.steps).map(|(price, seconds)| f64::from(price.unwrap_or(0.0) * seconds));
        cards + sold.sum::<f64>()
    }

    fn plan(self, best: Option<Round>, bound: f64, seconds: &[f32]) -> Plan {
        let number = self.places.len().max(1) as f64;
        let Round { values, course, prices } = best.unwrap_or_else(|| {
            let values = Values::at(&self.grid, &[], &self.costs, self.first);
            Round { course: self.course(&values, &[], &[]), values, prices: Vec::new() }
        });
        let step_days = self.grid.step_days as usize;
        let day = |(place, seconds): (usize, &f32)| {
            let step = course.days.get(place / step_days).copied().unwrap_or_default();
            let whole = self.steps.get(place / step_days).copied().unwrap_or(0.0);
            let share = if whole > 0.0 { seconds / whole } else { 0.0 };
            DayPlan {
                seconds: *seconds,
                used: step.seconds * share,
                new: step.new * share,
                reviews: step.reviews * share,
            }
        };
        let recall = f64::from(course.recalled) / number;
        Plan {
            days: seconds.iter().enumerate().map(day).collect(),
            recall,
            // The amounts are spread over the grid, which may carry the estimate past the bound.
            bound: (bound.min(number) / number).max(recall),
            seen: f64::from(course.seen) / number,
            grid: self.grid,
            values,
            prices,
            costs: self.costs,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rngs::ChaCha8Rng;

    fn plan(cards: &[Known], seconds: &[f32]) -> Plan {
        let forecaster = Forecaster::default();
        Plan::of(cards, seconds, &learner(&forecaster), None)
    }

    fn learner(forecaster: &Forecaster) -> Learner<'_> {
        Learner { forecaster, costs: Costs::default(), first_recall: 0.5 }
    }

    fn known(stability_days: f32, waited: u32) -> Known {
        Some((Memory { stability_days, difficulty: 5.0 }, waited))
    }

    /// A hundred new cards.
    const NEW: [Known; 100] = [None; 100];

    #[test]
    fn no_day_uses_more_than_its_minutes_and_a_day_of_rest_nothing() {
        let seconds: Vec<f32> = (0..20).map(|day| if day % 7 == 6 { 0.0 } else { 240.0 }).collect();
        let plan = plan(&NEW, &seconds);
        for (day, there) in plan.days.iter().zip(&seconds) {
            assert!(day.used <= there + 0.5, "{day:?}");
        }
        assert!(plan.days[6].new + plan.days[6].reviews < 1e-6);
    }

    #[test]
    fn what_the_plan_reaches_lies_below_the_bound_and_near_it() {
        for minutes in [1.0, 3.0, 10.0] {
            let plan = plan(&NEW, &[60.0 * minutes; 25]);
            assert!(plan.recall <= plan.bound + 1e-9 && plan.bound <= 1.0 + 1e-9, "{minutes}");
            assert!(plan.bound - plan.recall < 0.1, "{minutes}: {} of {}", plan.recall, plan.bound);
        }
    }

    #[test]
    fn more_minutes_are_never_worth_less() {
        let recall = |minutes: f32| plan(&NEW, &[60.0 * minutes; 25]).recall;
        let row: Vec<f64> = [1.0, 2.0, 4.0, 8.0].into_iter().map(recall).collect();
        assert!(row.windows(2).all(|pair| pair[0] < pair[1] + 0.005), "{row:?}");
        assert!(row[3] > row[0] + 0.2);
    }

    #[test]
    fn when_minutes_are_short_what_can_be_kept_goes_before_what_is_known_anyway() {
        let cards = [known(4.0, 6), known(900.0, 6), None];
        let plan = plan(&[cards.to_vec(), NEW.to_vec()].concat(), &[120.0; 20]);
        let index = cards.map(|card| plan.index(&card, 0));
        assert!(index[0] > index[1], "{index:?}");
    }

    #[test]
    fn with_plenty_of_time_every_card_is_seen_and_the_last_days_still_review() {
        let plan = plan(&NEW, &[900.0; 25]);
        assert!(plan.seen > 0.99 && plan.recall > 0.9, "{plan:?}", plan = (plan.seen, plan.recall));
        assert!(plan.days[24].reviews > 50.0);
    }

    #[test]
    fn the_plan_played_through_comes_to_what_it_promises() {
        let forecaster = Forecaster::default();
        let seconds = [150.0; 25];
        let plan = Plan::of(&NEW, &seconds, &learner(&forecaster), None);
        let followed = plan.followed(&NEW, &learner(&forecaster), &mut ChaCha8Rng::seed_from_u64(3));
        let mean = followed.iter().sum::<f64>() / followed.len() as f64;
        assert!((mean - plan.recall).abs() < 0.05, "played {mean}, promised {}", plan.recall);
    }

    #[test]
    fn a_far_exam_is_planned_in_longer_steps_and_without_days_there_is_nothing_to_do() {
        let far = plan(&NEW, &[120.0; 400]);
        assert_eq!((far.days.len(), far.grid.step_days), (400, 3));
        assert!(far.recall > 0.5 && far.index(&None, 0) > 0.0, "{} {}", far.recall, far.index(&None, 0));
        let none = plan(&[known(10.0, 10)], &[]);
        assert!((none.recall - 0.9).abs() < 0.02 && none.days.is_empty());
        assert!(none.index(&None, 0) <= 0.0);
    }

    #[test]
    fn the_same_cards_give_the_same_plan() {
        let cards: Vec<Known> = (1..80).map(|card| known(card as f32, card)).chain(NEW).collect();
        let (one, other) = (plan(&cards, &[200.0; 15]), plan(&cards, &[200.0; 15]));
        assert_eq!(one.days, other.days);
        assert!(cards.iter().all(|card| one.index(card, 0).to_bits() == other.index(card, 0).to_bits()));
    }
}
