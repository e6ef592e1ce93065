//! The model that the program itself forecasts with: the best that the past has proved.

use std::collections::BTreeMap;

use super::model::waited;
use super::score::{Forecast, bin, log_loss};
use super::{Attempt, Memory, Model, Parameters, Rating, train};
use crate::model::{CardId, Day};

/// Weight, in reviews, of the belief that cards hold as long as the model says.
const RIDGE: f64 = 20.0;
/// Forecasts below which the belief stands.
const MIN_REVIEWS: usize = 60;
/// Share of the forecasts, the latest ones, on which another length must prove itself.
const HELD_OUT: f64 = 0.25;
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
        let plain = Self::plain(Model::of(parameters));
        let seen = seen(&plain.model, attempts);
        Self { stretch: stretch(&plain, &seen), ..plain }
    }

    /// Returns what the program would forecast with at the end of these attempts: trained
    /// parameters where a held-out part improves, the standard ones else.
    pub fn chosen(attempts: &[Attempt]) -> Self {
        let standard = Parameters::default();
        let parameters = train(attempts, &standard).map_or(standard, |trained| trained.parameters);
        Self::of(&parameters, attempts)
    }

    /// Returns the probability that a card is recalled `days` after its last answer.
    pub fn recall(&self, memory: Memory, days: u32) -> f64 {
        self.model.recall_at(f64::from(memory.stability_days) * self.stretch, days)
    }

    fn forecast(&self, seen: &Seen) -> Forecast {
        Forecast {
            probability: self.recall(seen.memory, seen.days),
            recalled: seen.recalled,
            bin: bin(seen.days, 1, 0),
        }
    }
}

/// A card as it was when it was asked, and what came.
#[derive(Clone, Copy, Debug)]
struct Seen {
    memory: Memory,
    days: u32,
    recalled: bool,
}

/// Returns every first attempt of a day at a card already known.
fn seen(model: &Model, attempts: &[Attempt]) -> Vec<Seen> {
    let mut cards: BTreeMap<CardId, (Memory, Day)> = BTreeMap::new();
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
    rows
}

/// Returns how many times as long cards hold, if what the earlier attempts say of it forecasts the
/// latest ones better than the model alone; else 1.
fn stretch(plain: &Forecaster, seen: &[Seen]) -> f64 {
    if seen.len() < MIN_REVIEWS {
        return 1.0;
    }
    let (early, late) = seen.split_at((seen.len() as f64 * (1.0 - HELD_OUT)) as usize);
    let loss = |stretch: f64, rows: &[Seen]| {
        let stretched = Forecaster { stretch, ..plain.clone() };
        log_loss(&rows.iter().map(|seen| stretched.forecast(seen)).collect::<Vec<_>>())
    };
    let fitted = |rows: &[Seen]| {
        let number = rows.len() as f64;
        least(|power| number * loss(power.exp(), rows) + RIDGE / 2.0 * power * power).exp()
    };
    if loss(fitted(early), late) < loss(1.0, late) { fitted(seen) } else { 1.0 }
}

/// Returns where a function of one valley is least between -[`MOST`] and [`MOST`] (golden section).
fn least(of: impl Fn(f64) -> f64) -> f64 {
    let share = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (-MOST, MOST);
    for _ in 0..20 {
        let width = (high - low) * share;
        if of(high - width) < of(low + width) {
            high = low + width;
        } else {
            low = high - width;
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
