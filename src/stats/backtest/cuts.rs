//! Forecasts from frozen days: what share of the cards will be recalled when next asked?

use rayon::prelude::*;
use serde::Serialize;

use crate::memory::{Attempt, Forecaster};
use crate::model::Day;

/// How many days are looked at.
const CUTS: usize = 24;
/// Forecasts from which a past speaks for itself about the error of the model.
const ENOUGH: usize = 8;
/// Farthest a forecast looks ahead, in days.
const AHEAD_DAYS: i32 = 90;
/// Cards below which a cut says nothing.
const MIN_CARDS: usize = 30;
/// The model's own error in points until the past says otherwise: one standard deviation.
pub const MODEL_ERROR_POINTS: f64 = 3.0;
/// The least error allowed for, in points: no past proves a model right.
const LEAST_ERROR_POINTS: f64 = 1.0;
/// Standard deviations to either side of a range that holds nine times of ten.
const NINETY: f64 = 1.645;
/// Ranges of days ahead that are also scored apart, both ends included.
const HORIZONS: [(u32, u32); 3] = [(1, 7), (8, 30), (31, 90)];

/// One forecast from a frozen day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cut {
    /// The last day that was known.
    pub day: Day,
    /// Cards asked again within the time looked at.
    pub cards: usize,
    /// Share forecast to be recalled, 0 to 1.
    pub forecast: f64,
    /// Share recalled.
    pub recalled: f64,
    /// Forecast minus outcome in points.
    pub error_points: f64,
    /// Whether the 90 % range of chance alone held the outcome.
    pub in_range_of_chance: bool,
    /// The model's own error that was allowed for, as the cuts before this one showed it.
    pub model_error_points: f64,
    /// Whether the 90 % range with the model's own error held it.
    pub in_range: bool,
    /// Variance of the outcome by chance alone.
    #[serde(skip)]
    chance: f64,
}

/// The forecasts of one model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cuts {
    /// Name of the model.
    pub model: &'static str,
    /// Mean distance of forecast and outcome in points.
    pub mean_error_points: f64,
    /// Root of the mean squared distance in points.
    pub rms_error_points: f64,
    /// What of it is the model's own error and not chance; a forecast for an exam allows for it.
    pub model_error_points: f64,
    /// Mean of forecast minus outcome in points.
    pub bias_points: f64,
    /// Share of the outcomes within the range of chance alone.
    pub covered_by_chance: f64,
    /// Share of the outcomes within the range with the model's own error.
    pub covered: f64,
    /// Mean distance in points where the answer came 1 to 7, 8 to 30 and 31 to 90 days later.
    pub error_points_by_days_ahead: [Option<f64>; 3],
    /// Each forecast.
    pub cuts: Vec<Cut>,
}

/// The names of the models that are compared, in the order of [`Forecaster::rivals`].
const MODELS: [&str; 3] = ["as chosen", "fsrs trained", "fsrs standard"];

/// Returns the forecasts of the program's own choice, of trained and of standard FSRS; nothing
/// where the past is too short.
pub fn cuts(attempts: &[Attempt]) -> Vec<Cuts> {
    let rows = frozen(attempts, &|known| Forecaster::rivals(known).to_vec());
    let of_model = |place: usize| rows.iter().filter_map(move |(day, rows)| Some((*day, rows.get(place)?.clone())));
    MODELS.iter().enumerate().filter_map(|(place, name)| summed(name, of_model(place).collect())).collect()
}

/// Chooses the models that forecast, from what was known.
type Choice<'a> = &'a (dyn Fn(&[Attempt]) -> Vec<Forecaster> + Sync);

/// Returns the error in points of the model that the program chooses, one standard deviation, as
/// forecasts from frozen days of the past show it; nothing where there are too few.
pub fn model_error(attempts: &[Attempt]) -> Option<f64> {
    let rows = frozen(attempts, &|known| vec![Forecaster::chosen(known)]);
    let chosen = rows.into_iter().filter_map(|(day, rows)| Some((day, rows.into_iter().next()?)));
    let cuts = summed(MODELS[0], chosen.collect())?;
    (cuts.cuts.len() >= ENOUGH).then_some(cuts.model_error_points)
}

/// Returns what each of the models forecast from each frozen day, the days shared out over the cores of
/// the machine.
fn frozen(attempts: &[Attempt], choose: Choice<'_>) -> Vec<(Day, Vec<Outcomes>)> {
    days(attempts).into_par_iter().map(|day| (day, outcomes(attempts, day, choose))).collect()
}

/// What one cut gave: for each card the days ahead, the forecast and whether it was recalled.
type Outcomes = Vec<(u32, f64, bool)>;

fn summed(model: &'static str, mut outcomes: Vec<(Day, Outcomes)>) -> Option<Cuts> {
    outcomes.retain(|(_, rows)| rows.len() >= MIN_CARDS);
    let mut cuts: Vec<Cut> = Vec::new();
    for (day, rows) in &outcomes {
        let cut = cut(*day, rows, own_error(&cuts))?;
        cuts.push(cut);
    }
    let mean = |of: &dyn Fn(&Cut) -> f64| cuts.iter().map(of).sum::<f64>() / cuts.len() as f64;
    let share = |of: &dyn Fn(&Cut) -> bool| mean(&|cut| f64::from(u8::from(of(cut))));
    (!cuts.is_empty()).then(|| Cuts {
        model,
        mean_error_points: mean(&|cut| cut.error_points.abs()),
        rms_error_points: mean(&|cut| cut.error_points.powi(2)).sqrt(),
        model_error_points: own_error(&cuts),
        bias_points: mean(&|cut| cut.error_points),
        covered_by_chance: share(&|cut| cut.in_range_of_chance),
        covered: share(&|cut| cut.in_range),
        error_points_by_days_ahead: HORIZONS.map(|range| horizon(&outcomes, range)),
        cuts: cuts.clone(),
    })
}

/// Returns the mean distance over the cuts, of answers so many days ahead.
fn horizon(outcomes: &[(Day, Outcomes)], (from, to): (u32, u32)) -> Option<f64> {
    let errors: Vec<f64> = outcomes
        .iter()
        .filter_map(|(day, rows)| {
            let within: Outcomes = rows.iter().filter(|(ahead, ..)| (from..=to).contains(ahead)).copied().collect();
            (within.len() >= MIN_CARDS).then(|| cut(*day, &within, MODEL_ERROR_POINTS)).flatten()
        })
        .map(|cut| cut.error_points.abs())
        .collect();
    (!errors.is_empty()).then(|| errors.iter().sum::<f64>() / errors.len() as f64)
}

/// Returns the model's own error in points, as these forecasts show it: their mean squared error
/// less what chance alone gives.
fn own_error(cuts: &[Cut]) -> f64 {
    if cuts.len() < ENOUGH {
        return MODEL_ERROR_POINTS;
    }
    let excess = |cut: &Cut| cut.error_points.powi(2) - 10_000.0 * cut.chance;
    let mean = cuts.iter().map(excess).sum::<f64>() / cuts.len() as f64;
    mean.max(LEAST_ERROR_POINTS * LEAST_ERROR_POINTS).sqrt()
}

fn cut(day: Day, rows: &Outcomes, model_error_points: f64) -> Option<Cut> {
    let cards = rows.len();
    let sum = |of: &dyn Fn(&(u32, f64, bool)) -> f64| rows.iter().map(of).sum::<f64>();
    let number = cards as f64;
    let (forecast, recalled) = (sum(&|row| row.1) / number, sum(&|row| f64::from(u8::from(row.2))) / number);
    let chance = sum(&|row| row.1 * (1.0 - row.1)) / (number * number);
    let own = (model_error_points / 100.0).powi(2);
    let within = |variance: f64| (forecast - recalled).abs() <= NINETY * variance.sqrt();
    (cards > 0).then(|| Cut {
        day,
        cards,
        forecast,
        recalled,
        error_points: 100.0 * (forecast - recalled),
        in_range_of_chance: within(chance),
        model_error_points,
        in_range: within(chance + own),
        chance,
    })
}

/// Returns the days at which the past is frozen, evenly over the attempts from a third on.
fn days(attempts: &[Attempt]) -> Vec<Day> {
    let place = |number: usize| attempts.len() / 3 + number * (attempts.len() * 2 / 3) / (CUTS + 1);
    let mut days: Vec<Day> =
        (0..CUTS).filter_map(|number| attempts.get(place(number))).map(|attempt| attempt.day).collect();
    days.dedup();
    days
}

/// Returns what each of the models, knowing everything up to a day, forecasts for the next answer of each
/// card, and what came.
fn outcomes(attempts: &[Attempt], frozen: Day, choose: Choice<'_>) -> Vec<Outcomes> {
    let (known, later): (Vec<Attempt>, Vec<Attempt>) = attempts.iter().partition(|attempt| attempt.day <= frozen);
    let soon: Vec<Attempt> = later.into_iter().filter(|attempt| attempt.day.since(frozen) <= AHEAD_DAYS).collect();
    choose(&known).iter().map(|forecaster| outcomes_of(forecaster, &known, &soon, frozen)).collect()
}

fn outcomes_of(forecaster: &Forecaster, known: &[Attempt], soon: &[Attempt], frozen: Day) -> Outcomes {
    let mut memories = forecaster.memories(known);
    let next = soon.iter().filter_map(|attempt| {
        let (memory, last) = memories.remove(&attempt.card)?;
        let days = u32::try_from(attempt.day.since(last)).unwrap_or(0);
        let ahead = u32::try_from(attempt.day.since(frozen)).unwrap_or(0);
        Some((ahead, forecaster.recall(memory, days), attempt.quality.passed()))
    });
    next.collect()
}
