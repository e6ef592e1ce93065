//! Fits the model to one learner, and keeps what it learnt only if that forecasts better.

use std::collections::HashMap;

use fsrs::{ComputeParametersInput, FSRSItem, FSRSReview, compute_parameters};

use super::model::waited;
use super::score::{Forecast, bin, log_loss};
use super::{Attempt, Memory, Model, Parameters, Rating, sampled};
use crate::model::{CardId, Day};

/// First answers of a day below which no parameters are fitted (scheduler defaults: a thousand).
pub const MIN_FOR_TRAINING: usize = 1_000;
/// Share of the attempts, the latest ones, on which parameters must prove themselves.
const HELD_OUT: f64 = 0.2;

/// Attempts from which a fit is made at most: more of them no longer move twenty-one parameters by
/// anything that a forecast shows.
const MOST_FOR_TRAINING: usize = 60_000;

/// How many attempts weigh as much as the average learner does: fitted parameters are drawn back
/// to the standard ones by this over this plus the attempts. Without it a fit to a few hundred
/// attempts forecasts the next ones worse than no fit at all.
const AVERAGE_LEARNER: f64 = 2_000.0;

/// Parameters fitted to a learner.
#[derive(Clone, Debug, PartialEq)]
pub struct Trained {
    /// The parameters, fitted to everything.
    pub parameters: Parameters,
    /// Log loss of the earlier parameters on the latest fifth of the attempts.
    pub loss_before: f64,
    /// Log loss there of parameters fitted to the first four fifths.
    pub loss_after: f64,
}

/// Fits parameters to attempts, in the order of time. Returns nothing where
/// there are fewer than [`MIN_FOR_TRAINING`] first of a day, or where parameters fitted to the earlier ones
/// forecast the latest fifth no better than `before` does.
pub fn train(attempts: &[Attempt], before: &Parameters) -> Option<Trained> {
    proved(attempts, before, fit)
}

/// Returns the same, with `fitted` as what [`fit`] gives for all attempts.
pub(super) fn train_from(attempts: &[Attempt], before: &Parameters, fitted: Option<&Parameters>) -> Option<Trained> {
    proved(attempts, before, |_| fitted.cloned())
}

fn proved(
    attempts: &[Attempt],
    before: &Parameters,
    fitted: impl FnOnce(&[Attempt]) -> Option<Parameters>,
) -> Option<Trained> {
    let attempts = &*sampled(attempts, MOST_FOR_TRAINING);
    if attempts.iter().filter(|attempt| attempt.first).count() < MIN_FOR_TRAINING {
        return None;
    }
    let cut = (attempts.len() as f64 * (1.0 - HELD_OUT)) as usize;
    let loss = |parameters: &Parameters| {
        let all = forecasts(&Model::of(parameters), attempts);
        let late: Vec<Forecast> = all.into_iter().filter(|(place, _)| *place >= cut).map(|(_, row)| row).collect();
        log_loss(&late)
    };
    let (loss_before, loss_after) = (loss(before), loss(&fit(attempts.get(..cut)?)?));
    if loss_after >= loss_before {
        return None;
    }
    Some(Trained { parameters: fitted(attempts)?, loss_before, loss_after })
}

/// Returns the forecast for the first attempt of each day at a card already known, from those
/// before it alone, with its place among the attempts.
pub fn forecasts(model: &Model, attempts: &[Attempt]) -> Vec<(usize, Forecast)> {
    let mut cards: HashMap<CardId, Running> = HashMap::new();
    let mut rows = Vec::new();
    for (place, attempt) in attempts.iter().enumerate() {
        let running = cards.entry(attempt.card).or_default();
        if attempt.first {
            rows.extend(running.forecast(model, attempt).map(|forecast| (place, forecast)));
        }
        running.take(model, attempt);
    }
    rows
}

/// One card on its way through the attempts.
#[derive(Clone, Copy, Debug, Default)]
struct Running {
    known: Option<(Memory, Day)>,
    reviews: u32,
    lapses: u32,
}

impl Running {
    fn forecast(&self, model: &Model, attempt: &Attempt) -> Option<Forecast> {
        let (memory, last) = self.known?;
        let days = waited(last, attempt.day);
        let bin = bin(days, self.reviews + 1, self.lapses);
        Some(Forecast { probability: model.recall(memory, days), recalled: attempt.quality.passed(), bin })
    }

    fn take(&mut self, model: &Model, attempt: &Attempt) {
        let rating = Rating::of(attempt.quality);
        let memory = match self.known {
            None => model.first(rating),
            Some((memory, last)) => model.after(memory, waited(last, attempt.day), rating),
        };
        self.lapses += u32::from(attempt.first && self.known.is_some() && !rating.passed());
        self.reviews += u32::from(attempt.first);
        self.known = Some((memory, self.known.map_or(attempt.day, |(_, last)| last.max(attempt.day))));
    }
}

/// Fits parameters to attempts, in the order of time; nothing if there are too few.
pub fn fit(attempts: &[Attempt]) -> Option<Parameters> {
    let (train_set, card_ids) = items(&sampled(attempts, MOST_FOR_TRAINING));
    if train_set.is_empty() {
        return None;
    }
    let scored = train_set.len() as f64;
    let input = ComputeParametersInput { train_set, card_ids: Some(card_ids), ..ComputeParametersInput::default() };
    let fitted = Parameters::new(compute_parameters(input).ok()?)?;
    Some(Parameters::default().towards(&fitted, scored / (scored + AVERAGE_LEARNER)))
}

/// Returns the model fitted to attempts, the standard one where nothing can be fitted.
pub fn fitted(attempts: &[Attempt]) -> Model {
    fit(attempts).map_or_else(Model::default, |parameters| Model::of(&parameters))
}

/// Returns for every attempt that is scored the whole past up to it, as `fsrs` wants them: in the order of time, since it weighs the recent ones more.
fn items(attempts: &[Attempt]) -> (Vec<FSRSItem>, Vec<i64>) {
    let mut cards: HashMap<CardId, (i64, Day, Vec<FSRSReview>)> = HashMap::new();
    let (mut items, mut ids) = (Vec::new(), Vec::new());
    for attempt in attempts {
        let next = i64::try_from(cards.len()).unwrap_or(i64::MAX);
        let (id, last, reviews) = cards.entry(attempt.card).or_insert((next, attempt.day, Vec::new()));
        let delta_t = if reviews.is_empty() { 0 } else { waited(*last, attempt.day) };
        reviews.push(FSRSReview { rating: Rating::of(attempt.quality).number(), delta_t });
        *last = attempt.day.max(*last);
        if attempt.first && reviews.len() > 1 {
            items.push(FSRSItem { reviews: reviews.clone() });
            ids.push(*id);
        }
    }
    (items, ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Quality;
    use rand::rngs::ChaCha8Rng;
    use rand::{RngExt, SeedableRng};

    /// A learner whose cards hold `times` as long as the model says.
    fn learner(times: f64, cards: u64, seed: u64) -> Vec<Attempt> {
        let model = Model::default();
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut attempts = Vec::new();
        for card in 0..cards {
            let (mut day, mut memory) = (Day(i32::try_from(card / 5).expect("small")), None::<Memory>);
            for _ in 0..8 {
                let waited = memory.map_or(0, |memory| model.interval(memory, 0.85));
                day = day.plus(waited.cast_signed());
                let chance =
                    memory.map_or(0.8, |memory| model.recall_at(f64::from(memory.stability_days) * times, waited));
                let quality = Quality::new(if rng.random_bool(chance) { 4 } else { 2 }).expect("a quality");
                let rating = Rating::of(quality);
                memory = Some(memory.map_or_else(|| model.first(rating), |memory| model.after(memory, waited, rating)));
                attempts.push(Attempt { card: CardId(card), day, quality, answer_ms: 0, first: true });
            }
        }
        attempts.sort_by_key(|attempt| attempt.day);
        attempts
    }

    #[test]
    fn a_learner_unlike_the_average_is_forecast_better_after_training() {
        let trained = train(&learner(0.3, 400, 1), &Parameters::default()).expect("better");
        assert!(trained.loss_after < trained.loss_before - 0.01, "{trained:?}");
    }

    #[test]
    fn parameters_that_forecast_no_better_and_those_of_a_short_past_are_refused() {
        let average = learner(1.0, 400, 2);
        let own = fit(&average).expect("enough");
        assert_eq!(train(&average[..900], &Parameters::default()), None, "too few");
        // Against parameters that have seen the held-out part as well nothing can be gained.
        assert_eq!(train(&average, &own), None);
    }

    #[test]
    fn the_same_past_gives_the_same_parameters() {
        let past = learner(0.5, 300, 3);
        assert_eq!(fit(&past), fit(&past));
        assert_eq!(fit(&[]), None);
    }

    #[test]
    fn a_forecast_uses_only_what_came_before() {
        let past = learner(1.0, 40, 4);
        let model = Model::default();
        let all = forecasts(&model, &past);
        let cut = past.len() / 2;
        let early = forecasts(&model, &past[..cut]);
        assert_eq!(all[..early.len()], early[..]);
    }
}
