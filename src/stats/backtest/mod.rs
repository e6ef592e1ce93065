//! What the models of memory would have forecast over one's own past, and what then came.
//!
//! [`windows`] scores every review from what came before it (expanding windows, as srs-benchmark
//! does); [`cuts`] freezes everything at a day and forecasts the share recalled at the next review
//! of each card, which is the question an exam asks.

mod cuts;
mod rivals;

use serde::Serialize;

use crate::memory::score::{Forecast, Scores, scores};
use crate::memory::{Attempt, Model, fitted, forecasts};
use rivals::{Average, Rival, Sm2Alone, Sm2Logistic};

pub use cuts::{Cut, Cuts, MODEL_ERROR_POINTS, cuts, model_error};

/// Windows over which the models are scored.
const WINDOWS: usize = 5;

/// Reviews of a past below which no scores are given.
pub const MIN_REVIEWS: usize = 60;

/// A model with its scores.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scored {
    /// Name of the model.
    pub model: &'static str,
    /// Its scores.
    #[serde(flatten)]
    pub scores: Scores,
}

/// Returns the scores of every model over expanding windows; nothing where the past is too short.
/// The past is divided into six equal parts; each but the first is forecast from those before it.
pub fn windows(attempts: &[Attempt]) -> Option<Vec<Scored>> {
    let standard = forecasts(&Model::default(), attempts);
    if standard.len() < MIN_REVIEWS {
        return None;
    }
    let scored_from = standard.len() - WINDOWS * (standard.len() / (WINDOWS + 1));
    let rows = |all: Vec<(usize, Forecast)>| all.into_iter().skip(scored_from).map(|(_, row)| row).collect();
    let rival = |rival: &mut dyn Rival| rows(rivals::forecasts(rival, attempts));
    let models: [(&str, Vec<Forecast>); 5] = [
        ("fsrs trained", trained(attempts, &standard, scored_from)),
        ("fsrs standard", rows(standard)),
        ("sm2 logistic", rival(&mut Sm2Logistic::default())),
        ("sm2 alone", rival(&mut Sm2Alone)),
        ("running average", rival(&mut Average::default())),
    ];
    models.into_iter().map(|(model, rows)| Some(Scored { model, scores: scores(&rows)? })).collect()
}

/// Returns forecasts of each window by a model trained on all attempts before the window.
fn trained(attempts: &[Attempt], standard: &[(usize, Forecast)], scored_from: usize) -> Vec<Forecast> {
    let size = standard.len() / (WINDOWS + 1);
    let place = |index: usize| standard.get(index).map_or(attempts.len(), |(place, _)| *place);
    let window = |number: usize| {
        let (from, to) = (place(scored_from + number * size), place(scored_from + (number + 1) * size));
        let model = fitted(attempts.get(..from).unwrap_or_default());
        let all = forecasts(&model, attempts.get(..to).unwrap_or_default());
        all.into_iter().filter(move |(place, _)| *place >= from).map(|(_, row)| row)
    };
    (0..WINDOWS).flat_map(window).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CardId, Day, Quality};
    use rand::rngs::ChaCha8Rng;
    use rand::{RngExt, SeedableRng};

    /// A learner who remembers as standard FSRS says, `longer` times as long.
    fn learner(longer: f64) -> Vec<Attempt> {
        let (model, mut rng) = (Model::default(), ChaCha8Rng::seed_from_u64(5));
        let mut attempts = Vec::new();
        for card in 0..300 {
            let (mut day, mut memory) = (Day(i32::try_from(card / 3).expect("small")), None);
            for _ in 0..9 {
                let waited = memory.map_or(0, |memory| model.interval(memory, 0.9));
                day = day.plus(waited.cast_signed());
                let chance = memory.map_or(0.9, |memory: crate::memory::Memory| {
                    model.recall_at(f64::from(memory.stability_days) * longer, waited)
                });
                let quality = Quality::new(if rng.random_bool(chance) { 4 } else { 2 }).expect("a quality");
                let rating = crate::memory::Rating::of(quality);
                memory = Some(memory.map_or_else(|| model.first(rating), |memory| model.after(memory, waited, rating)));
                attempts.push(Attempt { card: CardId(card), day, quality, answer_ms: 0, first: true });
            }
        }
        attempts.sort_by_key(|attempt| attempt.day);
        attempts
    }

    #[test]
    fn the_model_that_is_the_learner_forecasts_best_and_its_frozen_forecasts_hold() {
        let past = learner(1.0);
        let scored = windows(&past).expect("long enough");
        let best = scored.iter().min_by(|one, other| one.scores.log_loss.total_cmp(&other.scores.log_loss));
        assert!(best.is_some_and(|best| best.model.starts_with("fsrs")), "{scored:?}");
        let standard = cuts(&past).into_iter().find(|row| row.model == "fsrs standard").expect("enough cards");
        assert!(standard.mean_error_points < 4.0 && standard.covered > 0.8, "{standard:?}");
    }

    #[test]
    fn for_a_learner_unlike_the_average_the_chosen_model_errs_less_than_the_standard_one() {
        let forecasts = cuts(&learner(0.25));
        let error = |name| forecasts.iter().find(|row| row.model == name).expect("enough cards").mean_error_points;
        assert!(error("as chosen") < error("fsrs standard") - 1.0, "{forecasts:?}");
    }

    #[test]
    fn a_short_past_gives_no_scores() {
        assert_eq!(windows(&learner(1.0)[..70]), None);
        assert!(cuts(&[]).is_empty());
    }
}
