//! FSRS-6 on whole numbers, for schedules: the same on every machine, so that a log replays to the
//! same state bit for bit wherever it is read.
//!
//! The formulas are those of the Open Spaced Repetition wiki ("The Algorithm", FSRS-6), in double
//! precision. Plain arithmetic is the same everywhere (IEEE 754); powers and exponentials come from
//! `libm`, whose code is, where those of the systems differ in the last digit. After every answer the
//! memory is rounded to whole numbers, so that nothing piles up.

use super::Rating;

/// Parameters of the average learner (the defaults of FSRS-6, fitted to 10,000 Anki collections).
const W: [f64; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
    1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
/// Recall after as many days as the stability says.
const AT_STABILITY: f64 = 0.9;
/// Least and greatest stability in days (those of the reference code).
const STABILITY_DAYS: (f64, f64) = (0.001, 36_500.0);
/// Easiest and hardest.
const DIFFICULTY: (f64, f64) = (1.0, 10.0);
const SECONDS_OF_A_DAY: f64 = 86_400.0;
/// Parts in which difficulty is counted.
const PARTS: f64 = 10_000.0;

/// The memory of a card after an answer, as FSRS-6 sees it, in whole numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Strength {
    /// Time after which the probability of recall has fallen to 90 %, in seconds.
    pub stability_s: u32,
    /// How hard the card is to make more stable, in ten-thousandths: 10,000 to 100,000.
    pub difficulty: u32,
}

impl Strength {
    /// Returns the memory after the first answer.
    pub fn first(rating: Rating) -> Self {
        let stability = match rating {
            Rating::Again => W[0],
            Rating::Hard => W[1],
            Rating::Good => W[2],
            Rating::Easy => W[3],
        };
        Self::rounded(stability, first_difficulty(grade(rating)))
    }

    /// Returns the memory of a card of which only the interval, in days, and the ease factor of SM-2
    /// are known (`memory_state_from_sm2` of the crate `fsrs`): recall is taken to be 90 % at the end
    /// of the interval, and the difficulty such that FSRS would then lengthen it by the ease.
    pub fn of_sm2(interval_days: u32, ease: f64) -> Self {
        let stability = f64::from(interval_days.max(1));
        let growth = exp(W[8]) * pow(stability, -W[9]) * (exp(W[10] * (1.0 - AT_STABILITY)) - 1.0);
        Self::rounded(stability, 11.0 - (ease - 1.0) / growth)
    }

    /// Returns the memory after an answer, `waited_days` after the one before; 0 the same day.
    #[must_use]
    pub fn after(self, waited_days: u32, rating: Rating) -> Self {
        let (stability, difficulty) = (self.stability_days(), f64::from(self.difficulty) / PARTS);
        let difficulty = difficulty.clamp(DIFFICULTY.0, DIFFICULTY.1);
        let next = match (waited_days, rating) {
            (0, _) => within_the_day(stability, rating),
            (_, Rating::Again) => forgotten(stability, difficulty, self.recall(waited_days)),
            _ => recalled(stability, difficulty, self.recall(waited_days), rating),
        };
        Self::rounded(next, harder(difficulty, grade(rating)))
    }

    /// Returns the probability of recall (0 to 1) `days` after the answer.
    pub fn recall(self, days: u32) -> f64 {
        pow(1.0 + factor() * f64::from(days) / self.stability_days(), -W[20])
    }

    /// Returns the days after which recall has fallen to so many percent (1 to 99), to the nearest
    /// whole day and at least 1.
    pub fn interval_days(self, retention_percent: u8) -> u32 {
        let retention = f64::from(retention_percent.clamp(1, 99)) / 100.0;
        let days = self.stability_days() / factor() * (pow(retention, -1.0 / W[20]) - 1.0);
        // A conversion from a float saturates: neither end can overflow.
        days.round().max(1.0) as u32
    }

    /// Returns the stability in days.
    pub fn stability_days(self) -> f64 {
        (f64::from(self.stability_s) / SECONDS_OF_A_DAY).max(STABILITY_DAYS.0)
    }

    fn rounded(stability_days: f64, difficulty: f64) -> Self {
        let stability = stability_days.clamp(STABILITY_DAYS.0, STABILITY_DAYS.1);
        let difficulty = difficulty.clamp(DIFFICULTY.0, DIFFICULTY.1);
        Self {
            stability_s: (stability * SECONDS_OF_A_DAY).round() as u32,
            difficulty: (difficulty * PARTS).round() as u32,
        }
    }
}

/// Returns the stability after an answer on the day of the one before; a success never lessens it.
fn within_the_day(stability: f64, rating: Rating) -> f64 {
    let grown = exp(W[17] * (grade(rating) - 3.0 + W[18])) * pow(stability, -W[19]);
    stability * if rating.passed() { grown.max(1.0) } else { grown }
}

/// Returns the stability after a failure.
fn forgotten(stability: f64, difficulty: f64, recall: f64) -> f64 {
    let kept = pow(stability + 1.0, W[13]) - 1.0;
    let fallen = W[11] * pow(difficulty, -W[12]) * kept * exp(W[14] * (1.0 - recall));
    fallen.min(stability / exp(W[17] * W[18]))
}

/// Returns the stability after a success.
fn recalled(stability: f64, difficulty: f64, recall: f64, rating: Rating) -> f64 {
    let of_rating = match rating {
        Rating::Hard => W[15],
        Rating::Easy => W[16],
        Rating::Good | Rating::Again => 1.0,
    };
    let surprise = exp(W[10] * (1.0 - recall)) - 1.0;
    stability * (1.0 + exp(W[8]) * (11.0 - difficulty) * pow(stability, -W[9]) * surprise * of_rating)
}

/// Returns the difficulty after an answer: moved by the grade the less the nearer to 10, and drawn
/// a little to that of an easy card.
fn harder(difficulty: f64, grade: f64) -> f64 {
    let damped = difficulty - W[6] * (grade - 3.0) * (10.0 - difficulty) / 9.0;
    W[7] * first_difficulty(grade_of_easy()) + (1.0 - W[7]) * damped
}

fn first_difficulty(grade: f64) -> f64 {
    W[4] - exp((grade - 1.0) * W[5]) + 1.0
}

fn grade_of_easy() -> f64 {
    grade(Rating::Easy)
}

fn grade(rating: Rating) -> f64 {
    f64::from(rating.number())
}

/// Returns what makes recall 90 % at the stability.
fn factor() -> f64 {
    pow(AT_STABILITY, -1.0 / W[20]) - 1.0
}

fn pow(base: f64, power: f64) -> f64 {
    libm::pow(base, power)
}

fn exp(power: f64) -> f64 {
    libm::exp(power)
}

#[cfg(test)]
mod tests {
    use super::super::{Memory, Model};
    use super::*;

    use Rating::{Again, Easy, Good, Hard};

    const RATINGS: [Rating; 4] = [Again, Hard, Good, Easy];

    /// Days waited, and the grade.
    type Answer = (u32, Rating);

    fn replayed(answers: &[Answer]) -> Strength {
        let begun = Strength::first(answers[0].1);
        answers[1..].iter().fold(begun, |strength, (days, rating)| strength.after(*days, *rating))
    }

    #[test]
    fn the_golden_values_of_py_fsrs_are_met() {
        // py-fsrs, tests/test_basic.py, test_memo_state.
        let strength = replayed(&[(0, Again), (0, Good), (1, Good), (3, Good), (8, Good), (21, Good)]);
        assert!((strength.stability_days() - 53.62691).abs() < 2e-3, "{strength:?}");
        assert!(strength.difficulty.abs_diff(63_575) <= 1, "{strength:?}");
    }

    /// The whole numbers themselves: they are part of every store, and may not differ anywhere.
    #[test]
    fn the_whole_numbers_are_the_same_on_every_machine() {
        let rows: [(&[Answer], (u32, u32)); 4] = [
            (&[(0, Good), (2, Good), (9, Good), (30, Good), (120, Good)], GOOD_ROW),
            (&[(0, Easy), (8, Hard), (20, Easy), (90, Hard)], EASY_ROW),
            (&[(0, Again), (0, Good), (1, Easy), (0, Hard), (12, Again), (0, Good), (5, Good)], LAPSED_ROW),
            (&[(0, Good), (36_500, Easy), (36_500, Easy), (1, Again)], LONG_ROW),
        ];
        for (row, expected) in rows {
            let strength = replayed(row);
            assert_eq!((strength.stability_s, strength.difficulty), expected, "{row:?}");
        }
    }

    const GOOD_ROW: (u32, u32) = (33_360_733, 20_905);
    const EASY_ROW: (u32, u32) = (20_894_564, 46_707);
    const LAPSED_ROW: (u32, u32) = (323_953, 89_024);
    const LONG_ROW: (u32, u32) = (1_104_890, 70_270);

    #[test]
    fn every_step_is_that_of_the_reference_code() {
        let (model, mut compared) = (Model::default(), 0);
        for stability_days in [0.01_f32, 0.212, 1.0, 2.3, 8.0, 40.0, 365.0, 3_000.0] {
            for difficulty in [1.0_f32, 2.1, 5.0, 9.5, 10.0] {
                for (days, rating) in
                    [0, 1, 3, 20, 400].into_iter().flat_map(|days| RATINGS.map(|rating| (days, rating)))
                {
                    let theirs = model.after(Memory { stability_days, difficulty }, days, rating);
                    let ours = Strength::rounded(f64::from(stability_days), f64::from(difficulty)).after(days, rating);
                    let off = (ours.stability_days() / f64::from(theirs.stability_days) - 1.0).abs();
                    assert!(off < 2e-3, "{stability_days} {difficulty} {days} {rating:?}: {ours:?} {theirs:?}");
                    let off = f64::from(ours.difficulty) / PARTS - f64::from(theirs.difficulty);
                    assert!(off.abs() < 2e-4, "{difficulty} {rating:?}: {ours:?} {theirs:?}");
                    compared += 1;
                }
            }
        }
        assert_eq!(compared, 800);
        for rating in RATINGS {
            assert!(
                (Strength::first(rating).stability_days() / f64::from(model.first(rating).stability_days) - 1.0).abs()
                    < 1e-4
            );
        }
    }

    #[test]
    fn an_interval_ends_where_recall_meets_the_wanted_retention() {
        let strength = Strength { stability_s: 25 * 86_400, difficulty: 50_000 };
        assert_eq!(strength.interval_days(90), 25);
        for percent in 70..=99 {
            let days = strength.interval_days(percent);
            let wanted = f64::from(percent) / 100.0;
            assert!(strength.recall(days.saturating_sub(1)) >= wanted - 1e-9 || days == 1, "{percent}: {days}");
            assert!(strength.recall(days + 1) <= wanted, "{percent}: {days}");
        }
        assert_eq!(Strength::default().interval_days(90), 1, "never today");
    }

    #[test]
    fn after_a_success_a_longer_wait_never_leaves_less_and_a_better_grade_never_less() {
        for stability_s in [1_000, 86_400, 700_000, 40_000_000] {
            for difficulty in [10_000, 55_000, 100_000] {
                let before = Strength { stability_s, difficulty };
                for days in 1..200 {
                    let after = |days, rating| before.after(days, rating).stability_s;
                    for rating in [Hard, Good, Easy] {
                        assert!(after(days, rating) >= after(days - 1, rating) || days == 1, "{before:?} {days}");
                        assert!(after(days, rating) >= stability_s, "{before:?} {days} {rating:?}");
                    }
                    let row = RATINGS.map(|rating| after(days, rating));
                    assert!(row.is_sorted(), "{before:?} {days}: {row:?}");
                }
            }
        }
    }

    #[test]
    fn an_interval_of_sm2_is_kept_and_lengthened_by_its_ease() {
        // The values of the crate's own tests.
        let strength = Strength::of_sm2(10, 2.5);
        assert_eq!(strength.stability_s, 864_000);
        assert!((f64::from(strength.difficulty) / PARTS - 6.914_056_3).abs() < 1e-3, "{strength:?}");
        assert_eq!(strength.after(10, Good).interval_days(90), 25);
        assert_eq!(Strength::of_sm2(20, 1.3), Strength { stability_s: 20 * 86_400, difficulty: 100_000 });
    }
}
