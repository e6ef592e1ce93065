//! Models that FSRS has to beat: SM-2 with and without a correction, and a running average.

use std::collections::HashMap;

use crate::memory::Attempt;
use crate::memory::score::{Forecast, bin};
use crate::model::{CardId, Day};
use crate::schedule::sm2::Step;

/// What SM-2 knows of a card, with what was counted of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    step: Step,
    last: Day,
    reviews: u32,
    lapses: u32,
}

impl Seen {
    fn begun(attempt: &Attempt) -> Self {
        Self { step: Step::NEW.next(attempt.quality), last: attempt.day, reviews: 1, lapses: 0 }
    }

    fn then(self, attempt: &Attempt) -> Self {
        Self {
            step: self.step.next(attempt.quality),
            last: attempt.day,
            reviews: self.reviews + 1,
            lapses: self.lapses + u32::from(!attempt.quality.passed()),
        }
    }

    fn waited_days(&self, day: Day) -> u32 {
        u32::try_from(day.since(self.last)).unwrap_or(0).max(1)
    }

    /// Returns the days waited as a share of the interval.
    fn share(&self, day: Day) -> f64 {
        f64::from(self.waited_days(day)) / f64::from(self.step.interval_days.max(1))
    }
}

/// A model that learns as it goes.
pub(super) trait Rival {
    /// Returns the probability that a card seen like this is recalled on `day`.
    fn recall(&self, seen: &Seen, day: Day) -> f64;
    /// Learns from what came.
    fn learn(&mut self, _seen: &Seen, _day: Day, _recalled: bool) {}
}

/// Returns the forecast for the first attempt of each day at a card already known, with its place.
pub(super) fn forecasts(rival: &mut dyn Rival, attempts: &[Attempt]) -> Vec<(usize, Forecast)> {
    let mut cards: HashMap<CardId, Seen> = HashMap::new();
    let mut rows = Vec::new();
    for (place, attempt) in attempts.iter().enumerate().filter(|(_, attempt)| attempt.first) {
        let seen = cards.get(&attempt.card).copied();
        if let Some(seen) = seen {
            let (probability, recalled) = (rival.recall(&seen, attempt.day), attempt.quality.passed());
            let bin = bin(seen.waited_days(attempt.day), seen.reviews + 1, seen.lapses);
            rows.push((place, Forecast { probability, recalled, bin }));
            rival.learn(&seen, attempt.day, recalled);
        }
        cards.insert(attempt.card, seen.map_or_else(|| Seen::begun(attempt), |seen| seen.then(attempt)));
    }
    rows
}

/// SM-2 taken at its word: recall is 90 % at the end of the interval, 0.9^(t / I) at any time.
#[derive(Debug, Default)]
pub(super) struct Sm2Alone;

impl Rival for Sm2Alone {
    fn recall(&self, seen: &Seen, day: Day) -> f64 {
        0.9_f64.powf(seen.share(day))
    }
}

/// SM-2 with a logistic regression on its state, learnt review by review.
#[derive(Debug)]
pub(super) struct Sm2Logistic {
    weights: [f64; 5],
    /// Sums of squared gradients, by which AdaGrad (Duchi et al. 2011) sets each step.
    squares: [f64; 5],
}

impl Default for Sm2Logistic {
    /// Begins with 90 % at the end of an interval, whatever the card.
    fn default() -> Self {
        Self { weights: [9.0_f64.ln(), 0.0, 0.0, 0.0, 0.0], squares: [1.0; 5] }
    }
}

impl Sm2Logistic {
    const RATE: f64 = 0.3;

    fn features(seen: &Seen, day: Day) -> [f64; 5] {
        let ln = |number: u32| f64::from(number).ln();
        let interval = seen.step.interval_days.max(1);
        [1.0, seen.share(day).ln(), ln(interval), ln(1 + seen.lapses), ln(1 + seen.step.repetitions)]
    }
}

impl Rival for Sm2Logistic {
    fn recall(&self, seen: &Seen, day: Day) -> f64 {
        let features = Self::features(seen, day);
        let logit: f64 = self.weights.iter().zip(features).map(|(weight, feature)| weight * feature).sum();
        1.0 / (1.0 + (-logit).exp())
    }

    fn learn(&mut self, seen: &Seen, day: Day, recalled: bool) {
        let error = self.recall(seen, day) - f64::from(u8::from(recalled));
        let features = Self::features(seen, day);
        for ((weight, square), feature) in self.weights.iter_mut().zip(&mut self.squares).zip(features) {
            let gradient = error * feature;
            *square += gradient * gradient;
            *weight -= Self::RATE * gradient / square.sqrt();
        }
    }
}

/// The share recalled so far, whatever the card; begins with nine of ten.
#[derive(Debug)]
pub(super) struct Average {
    asked: f64,
    recalled: f64,
}

impl Default for Average {
    fn default() -> Self {
        Self { asked: 10.0, recalled: 9.0 }
    }
}

impl Rival for Average {
    fn recall(&self, _: &Seen, _: Day) -> f64 {
        self.recalled / self.asked
    }

    fn learn(&mut self, _: &Seen, _: Day, recalled: bool) {
        self.asked += 1.0;
        self.recalled += f64::from(u8::from(recalled));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::example::attempt;

    #[test]
    fn sm2_at_its_word_gives_nine_in_ten_at_the_end_of_an_interval() {
        let past = [attempt(1, 0, 4), attempt(1, 1, 4), attempt(1, 7, 4), attempt(1, 37, 4)];
        let told: Vec<f64> = forecasts(&mut Sm2Alone, &past).iter().map(|(_, row)| row.probability).collect();
        assert!(told.iter().zip([0.9, 0.9, 0.81]).all(|(told, expected)| (told - expected).abs() < 1e-12), "{told:?}");
    }

    #[test]
    fn the_logistic_and_the_average_learn_from_what_came_and_know_nothing_of_the_future() {
        let past: Vec<Attempt> = (0..400).flat_map(|card| [attempt(card, 0, 4), attempt(card, 1, 2)]).collect();
        let half = past.len() / 2;
        for rival in [&mut Sm2Logistic::default() as &mut dyn Rival, &mut Average::default()] {
            let rows = forecasts(rival, &past);
            assert!(rows[0].1.probability > 0.85 && rows[399].1.probability < 0.2, "{rows:?}");
        }
        let early = forecasts(&mut Sm2Logistic::default(), &past[..half]);
        assert_eq!(forecasts(&mut Sm2Logistic::default(), &past)[..early.len()], early[..]);
    }

    #[test]
    fn drills_of_the_same_day_are_not_forecast() {
        let drill = Attempt { first: false, ..attempt(1, 1, 4) };
        assert_eq!(forecasts(&mut Sm2Alone, &[attempt(1, 0, 2), attempt(1, 1, 2), drill]).len(), 1);
    }
}
