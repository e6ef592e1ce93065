//! How good forecasts were: log loss, RMSE over bins, calibration error, AUC.

use std::collections::BTreeMap;

use serde::Serialize;

/// A forecast and what came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// Probability of recall that was forecast, 0 to 1.
    pub probability: f64,
    /// Whether the card was recalled.
    pub recalled: bool,
    /// Group of like reviews: see [`bin`].
    pub bin: Bin,
}

/// Interval, number of reviews and lapses, each on a scale of powers.
pub type Bin = (u32, u32, u32);

/// Returns the group of a review as srs-benchmark divides them: `waited_days` since the last
/// answer, `reviews` the answers so far with this one, `lapses` the failures among earlier
/// answers after the first.
pub fn bin(waited_days: u32, reviews: u32, lapses: u32) -> Bin {
    let on_scale = |number: u32, first: f64, base: f64| {
        (first * base.powf(f64::from(number.max(1)).log(base).floor()) * 100.0).round() as u32
    };
    let lapses = if lapses == 0 { 0 } else { on_scale(lapses, 1.65, 1.73) };
    (on_scale(waited_days, 2.48, 3.62), on_scale(reviews, 1.99, 1.89), lapses)
}

/// The scores of a row of forecasts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Scores {
    /// Number of forecasts.
    pub reviews: usize,
    /// Mean negative logarithm of the probability given to what came; 0 is perfect.
    pub log_loss: f64,
    /// Root mean square of forecast minus outcome over the groups of [`bin`], weighted by size.
    pub rmse_bins: f64,
    /// Expected calibration error over ten equal ranges of probability.
    pub ece: f64,
    /// Probability that a recalled card was given the higher forecast than one that was not.
    pub auc: f64,
    /// Mean forecast minus share recalled, in points (hundredths).
    pub bias_points: f64,
}

/// Returns the scores; nothing without forecasts.
pub fn scores(forecasts: &[Forecast]) -> Option<Scores> {
    let rows = |group: &dyn Fn(&Forecast) -> Bin| error_of_groups(forecasts, group);
    let tenth = |forecast: &Forecast| (((forecast.probability * 10.0) as u32).min(9), 0, 0);
    let bins = rows(&|forecast| forecast.bin);
    let total = forecasts.len() as f64;
    let weighted = |groups: &[(f64, f64)], of: &dyn Fn(f64) -> f64| {
        groups.iter().map(|(size, error)| size * of(*error)).sum::<f64>() / total
    };
    (!forecasts.is_empty()).then(|| Scores {
        reviews: forecasts.len(),
        log_loss: log_loss(forecasts),
        rmse_bins: weighted(&bins, &|error| error * error).sqrt(),
        ece: weighted(&rows(&tenth), &f64::abs),
        auc: auc(forecasts),
        bias_points: weighted(&rows(&|_| (0, 0, 0)), &|error| 100.0 * error),
    })
}

/// Returns the mean log loss, probabilities held within a ten-thousandth of 0 and 1.
pub fn log_loss(forecasts: &[Forecast]) -> f64 {
    let one = |forecast: &Forecast| loss(forecast.probability, forecast.recalled);
    forecasts.iter().map(one).sum::<f64>() / forecasts.len().max(1) as f64
}

/// Returns the log loss of one forecast, its probability held within a ten-thousandth of 0 and 1.
pub(super) fn loss(probability: f64, recalled: bool) -> f64 {
    let probability = probability.clamp(1e-4, 1.0 - 1e-4);
    -(if recalled { probability } else { 1.0 - probability }).ln()
}

/// Returns the size of each group, and its mean forecast minus the share recalled.
fn error_of_groups(forecasts: &[Forecast], group: &dyn Fn(&Forecast) -> Bin) -> Vec<(f64, f64)> {
    let mut groups: BTreeMap<Bin, (f64, f64)> = BTreeMap::new();
    for forecast in forecasts {
        let (size, error) = groups.entry(group(forecast)).or_default();
        *size += 1.0;
        *error += forecast.probability - f64::from(u8::from(forecast.recalled));
    }
    groups.into_values().map(|(size, error)| (size, error / size)).collect()
}

/// Returns the area under the ROC curve by ranks, ties counted half; 0.5 where all came alike.
fn auc(forecasts: &[Forecast]) -> f64 {
    let mut sorted: Vec<&Forecast> = forecasts.iter().collect();
    sorted.sort_by(|one, other| one.probability.total_cmp(&other.probability));
    let (mut failed_below, mut wins, mut recalled_all) = (0.0, 0.0, 0.0);
    for equal in sorted.chunk_by(|one, other| one.probability == other.probability) {
        let recalled = equal.iter().filter(|forecast| forecast.recalled).count() as f64;
        let failed = equal.len() as f64 - recalled;
        wins += recalled * (failed_below + failed / 2.0);
        failed_below += failed;
        recalled_all += recalled;
    }
    if recalled_all * failed_below > 0.0 { wins / (recalled_all * failed_below) } else { 0.5 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forecasts(rows: &[(f64, bool)]) -> Vec<Forecast> {
        rows.iter()
            .map(|(probability, recalled)| Forecast { probability: *probability, recalled: *recalled, bin: (0, 0, 0) })
            .collect()
    }

    #[test]
    fn a_constant_forecast_has_the_entropy_as_log_loss_and_no_order() {
        let scores = scores(&forecasts(&[(0.75, true), (0.75, true), (0.75, true), (0.75, false)])).expect("forecasts");
        assert!((scores.log_loss - 0.5623).abs() < 1e-4);
        assert!((scores.auc - 0.5).abs() < 1e-12);
        assert!(scores.ece < 1e-12 && scores.rmse_bins < 1e-12 && scores.bias_points.abs() < 1e-12);
    }

    #[test]
    fn the_auc_counts_pairs_in_order_and_ties_half() {
        let rows = forecasts(&[(0.9, true), (0.5, true), (0.5, false), (0.2, false)]);
        assert!((auc(&rows) - 3.5 / 4.0).abs() < 1e-12);
        assert!((auc(&forecasts(&[(0.1, true)])) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn errors_of_opposite_groups_do_not_cancel_in_the_rmse() {
        let mut rows = forecasts(&[(0.5, true), (0.5, true), (0.5, false), (0.5, false)]);
        rows[0].bin = (1, 0, 0);
        rows[1].bin = (1, 0, 0);
        let scores = scores(&rows).expect("forecasts");
        assert!((scores.rmse_bins - 0.5).abs() < 1e-12);
        assert!(scores.bias_points.abs() < 1e-12);
    }

    #[test]
    fn a_sure_and_wrong_forecast_costs_much_and_not_infinitely() {
        assert!((log_loss(&forecasts(&[(1.0, false)])) - 9.2103).abs() < 1e-3);
        assert_eq!(scores(&[]), None);
    }

    #[test]
    fn bins_are_those_of_srs_benchmark() {
        assert_eq!(bin(1, 2, 0), (248, 376, 0));
        assert_eq!(bin(4, 4, 1), (898, 711, 165));
        assert_ne!(bin(3, 2, 0), bin(4, 2, 0));
    }
}
