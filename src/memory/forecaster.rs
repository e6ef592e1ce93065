//! The model that the program itself forecasts with: the best that the past has proved.

use std::collections::HashMap;

use super::model::waited;
use super::score::loss;
use super::training::train_from;
use super::{Attempt, Memory, Model, Parameters, Rating, fit, train};
use crate::model::{CardId, Day};

/// Weight, in reviews, of the belief that cards hold as long as the model says.
const RIDGE: f64 = 20.0;
/// Forecasts below which the belief stands.
const MIN_REVIEWS: usize = 60;
/// Share of the forecasts, the latest ones, on which another length must prove itself.
const HELD_OUT: f64 = 0.25;
/// Forecasts from which so many are taken, evenly over the past: one number needs no more.
const MOST_REVIEWS: usize = 50_000;
/// Longest and shortest that cards may hold beside what the model says, as a power of e.
const MOST: f64 = 2.0;

/// A memory model with what the past has corrected in it.
#[derive(Clone, Debug)]
pub struct Forecaster {
    /// The model.
    pub model: Model,
    /// How many times as long as the model says this learner's cards hold; 1 unless another
    /// number proved itself.
    pub stretch: f64,
}

impl Default for Forecaster {
    /// The model of the average learner, nothing corrected.
    fn default() -> Self {
        Self::plain(Model::default())
    }
}

impl Forecaster {
    /// Returns a model as it is.
    pub const fn plain(model: Model) -> Self {
        Self { model, stretch: 1.0 }
    }

    /// Returns the model with these parameters, corrected in how long cards hold if the past proves
    /// that this forecasts better. One number, so that a short past can tell it; a correction of
    /// the level alone (Platt) would leave the shape of forgetting wrong.
    pub fn of(parameters: &Parameters, attempts: &[Attempt]) -> Self {
        Self::with_memories(parameters, attempts).0
    }

    /// Returns the same, and what each card has left behind.
    pub fn with_memories(parameters: &Parameters, attempts: &[Attempt]) -> (Self, Memories) {
        let plain = Self::plain(Model::of(parameters));
        let (seen, memories) = replayed(&plain.model, attempts);
        (Self { stretch: stretch(&plain, &seen), ..plain }, memories)
    }

    /// Returns what the program would forecast with at the end of these attempts: trained
    /// parameters where a held-out part improves, the standard ones else.
    pub fn chosen(attempts: &[Attempt]) -> Self {
        let standard = Parameters::default();
        let parameters = train(attempts, &standard).map_or(standard, |trained| trained.parameters);
        Self::of(&parameters, attempts)
    }

    /// Returns what [`Forecaster::chosen`] gives, the trained model as it is, and the standard one.
    pub fn rivals(attempts: &[Attempt]) -> [Self; 3] {
        let (standard, fitted) = (Parameters::default(), fit(attempts));
        let proved = train_from(attempts, &standard, fitted.as_ref()).map(|trained| trained.parameters);
        let trained = fitted.as_ref().map_or_else(Self::default, |parameters| Self::plain(Model::of(parameters)));
        [Self::of(proved.as_ref().unwrap_or(&standard), attempts), trained, Self::default()]
    }

    /// Returns what each card has left behind after these attempts.
    pub fn memories(&self, attempts: &[Attempt]) -> Memories {
        replayed(&self.model, attempts).1
    }

    /// Returns the probability that a card is recalled `days` after its last answer.
    pub fn recall(&self, memory: Memory, days: u32) -> f64 {
        self.model.recall_at(f64::from(memory.stability_days) * self.stretch, days)
    }

    /// Returns the mean log loss over these.
    fn loss(&self, seen: &[Seen]) -> f64 {
        let one = |seen: &Seen| loss(self.recall(seen.memory, seen.days), seen.recalled);
        seen.iter().map(one).sum::<f64>() / seen.len().max(1) as f64
    }
}

/// The memory of each card after its last answer, and the day of that.
pub type Memories = HashMap<CardId, (Memory, Day)>;

/// A card as it was when it was asked, and what came.
#[derive(Clone, Copy, Debug)]
struct Seen {
    memory: Memory,
    days: u32,
    recalled: bool,
}

/// Returns every first attempt of a day at a card already known, and what each card has left behind.
fn replayed(model: &Model, attempts: &[Attempt]) -> (Vec<Seen>, Memories) {
    let mut cards = Memories::new();
    let mut rows = Vec::new();
    for attempt in attempts {
        let rating = Rating::of(attempt.quality);
        let before = cards.get(&attempt.card).copied();
        if let Some((memory, last)) = before.filter(|_| attempt.first) {
            rows.push(Seen { memory, days: waited(last, attempt.day), recalled: rating.passed() });
        }
        let after = before.map_or_else(
            || (model.first(rating), attempt.day),
            |(memory, last)| (model.after(memory, waited(last, attempt.day), rating), last.max(attempt.day)),
        );
        cards.insert(attempt.card, after);
    }
    (rows, cards)
}

/// Returns how many times as long cards hold, if what the earlier attempts say of it forecasts the
/// latest ones better than the model alone; else 1.
fn stretch(plain: &Forecaster, seen: &[Seen]) -> f64 {
    if seen.len() < MIN_REVIEWS {
        return 1.0;
    }
    let seen: Vec<Seen> = seen.iter().step_by(seen.len().div_ceil(MOST_REVIEWS)).copied().collect();
    let (early, late) = seen.split_at((seen.len() as f64 * (1.0 - HELD_OUT)) as usize);
    let loss = |stretch: f64, rows: &[Seen]| Forecaster { stretch, ..plain.clone() }.loss(rows);
    let fitted = |rows: &[Seen]| {
        let number = rows.len() as f64;
        least(|power| number * loss(power.exp(), rows) + RIDGE / 2.0 * power * power).exp()
    };
    if loss(fitted(early), late) < loss(1.0, late) { fitted(&seen) } else { 1.0 }
}

/// Returns where a function of one valley is least between -[`MOST`] and [`MOST`] (golden section).
fn least(of: impl Fn(f64) -> f64) -> f64 {
    let share = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (-MOST, MOST);
    let asked = |place: f64| (place, of(place));
    let (mut left, mut right) = (asked(high - (high - low) * share), asked(low + (high - low) * share));
    for _ in 0..20 {
        if left.1 < right.1 {
            (high, right) = (right.0, left);
            left = asked(high - (high - low) * share);
        } else {
            (low, left) = (left.0, right);
            right = asked(low + (high - low) * share);
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::super::example::attempt;
    use super::*;

    /// Cards asked again after their stability, of which `share` of a hundred are recalled.
    fn learner(cards: u64, share: u64) -> Vec<Attempt> {
        let mut attempts: Vec<Attempt> = (0..cards).map(|card| attempt(card, 0, 5)).collect();
        attempts.extend((0..cards).map(|card| attempt(card, 8, if card * 37 % 100 < share { 4 } else { 2 })));
        attempts
    }

    #[test]
    fn cards_that_hold_less_long_than_the_model_says_are_told_so() {
        let forecaster = Forecaster::of(&Parameters::default(), &learner(600, 80));
        let memory = Model::default().first(Rating::Easy);
        assert!(forecaster.stretch < 0.7, "{forecaster:?}");
        assert!((forecaster.recall(memory, 8) - 0.8).abs() < 0.07, "{}", forecaster.recall(memory, 8));
    }

    #[test]
    fn cards_that_hold_as_the_model_says_and_few_of_them_are_left_alone() {
        let average = Forecaster::of(&Parameters::default(), &learner(150, 90)).stretch;
        assert!((0.7..1.5).contains(&average), "{average}");
        assert!((Forecaster::of(&Parameters::default(), &learner(40, 50)).stretch - 1.0).abs() < 1e-12);
    }
}
