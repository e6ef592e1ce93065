//! A correction of the level of forecasts: logit q' = a + b logit q (Platt 1999).

use super::score::{Forecast, log_loss};

/// Weight, in reviews, of the belief that nothing is to be corrected (a = 0, b = 1).
const RIDGE: f64 = 20.0;
/// Reviews below which nothing is corrected.
const MIN_REVIEWS: usize = 200;
/// Share of the forecasts, the latest ones, on which a correction must prove itself.
const HELD_OUT: f64 = 0.25;

/// The correction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Platt {
    /// Added to the logit.
    pub shift: f64,
    /// Multiplies the logit.
    pub slope: f64,
}

impl Platt {
    /// Changes nothing.
    pub const NONE: Self = Self { shift: 0.0, slope: 1.0 };

    /// Returns the corrected probability.
    pub fn of(self, probability: f64) -> f64 {
        sigmoid(self.slope.mul_add(logit(probability), self.shift))
    }

    /// Returns the correction that fits forecasts, in the order of time, if one fitted to the
    /// earlier ones forecasts the latest ones better than none does; else none.
    pub fn proven(forecasts: &[Forecast]) -> Self {
        if forecasts.len() < MIN_REVIEWS {
            return Self::NONE;
        }
        let (early, late) = forecasts.split_at((forecasts.len() as f64 * (1.0 - HELD_OUT)) as usize);
        let correction = Self::fitted(early);
        let corrected: Vec<Forecast> = late
            .iter()
            .map(|forecast| Forecast { probability: correction.of(forecast.probability), ..*forecast })
            .collect();
        if log_loss(&corrected) < log_loss(late) { Self::fitted(forecasts) } else { Self::NONE }
    }

    /// Fits both numbers by Newton's method on the log loss with a ridge towards no correction.
    pub fn fitted(forecasts: &[Forecast]) -> Self {
        let mut fit = Self::NONE;
        for _ in 0..25 {
            let mut gradient = [RIDGE * fit.shift, RIDGE * (fit.slope - 1.0)];
            let mut curve = [RIDGE, 0.0, RIDGE];
            for forecast in forecasts {
                let from = logit(forecast.probability);
                let to = fit.of(forecast.probability);
                let error = to - f64::from(u8::from(forecast.recalled));
                let weight = to * (1.0 - to);
                gradient = [gradient[0] + error, gradient[1] + error * from];
                curve = [curve[0] + weight, curve[1] + weight * from, curve[2] + weight * from * from];
            }
            let determinant = curve[0] * curve[2] - curve[1] * curve[1];
            let shift = (curve[2] * gradient[0] - curve[1] * gradient[1]) / determinant;
            let slope = (curve[0] * gradient[1] - curve[1] * gradient[0]) / determinant;
            fit = Self { shift: fit.shift - shift, slope: fit.slope - slope };
            if shift.abs() + slope.abs() < 1e-9 {
                break;
            }
        }
        // A slope that turned would call the better known the worse known.
        if fit.shift.is_finite() && fit.slope.is_finite() && fit.slope > 0.0 { fit } else { Self::NONE }
    }
}

fn logit(probability: f64) -> f64 {
    let held = probability.clamp(1e-4, 1.0 - 1e-4);
    (held / (1.0 - held)).ln()
}

fn sigmoid(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forecasts of `said`, of which a share of `came` was recalled, spread evenly over time.
    fn told(said: f64, came: f64, number: usize) -> Vec<Forecast> {
        let recalled = |place: usize| (came * (place + 1) as f64).floor() > (came * place as f64).floor();
        (0..number).map(|place| Forecast { probability: said, recalled: recalled(place), bin: (0, 0, 0) }).collect()
    }

    #[test]
    fn a_level_that_is_always_too_high_is_corrected() {
        let correction = Platt::proven(&told(0.9, 0.7, 2_000));
        assert!((correction.of(0.9) - 0.7).abs() < 0.02, "{correction:?}");
    }

    #[test]
    fn a_good_level_a_short_past_or_a_change_at_the_end_corrects_nothing() {
        assert!((Platt::proven(&told(0.8, 0.8, 2_000)).of(0.8) - 0.8).abs() < 1e-6);
        assert_eq!(Platt::proven(&told(0.9, 0.7, 150)), Platt::NONE);
        let turned: Vec<Forecast> = told(0.8, 0.6, 1_500).into_iter().chain(told(0.8, 0.95, 500)).collect();
        assert_eq!(Platt::proven(&turned), Platt::NONE, "what held before does not hold at the end");
    }

    #[test]
    fn no_correction_turns_the_order_of_forecasts() {
        let inverted: Vec<Forecast> = told(0.9, 0.2, 300).into_iter().chain(told(0.2, 0.9, 300)).collect();
        assert_eq!(Platt::fitted(&inverted), Platt::NONE);
    }
}
