//! FSRS-6 behind a small interface of our own, so that nothing else knows the crate.

use std::fmt;
use std::str::FromStr;

use fsrs::{DEFAULT_PARAMETERS, FSRS, FSRS6_DEFAULT_DECAY, FSRSItem, FSRSReview, MemoryState};

use crate::model::{Day, Quality};

/// What FSRS counts as a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rating {
    /// Not recalled: qualities 0 to 2.
    Again,
    /// Quality 3.
    Hard,
    /// Quality 4.
    Good,
    /// Quality 5.
    Easy,
}

impl Rating {
    /// Returns the rating of a quality (the map of open-spaced-repetition's `fsrs-vs-sm17`).
    pub const fn of(quality: Quality) -> Self {
        match quality.value() {
            0..=2 => Self::Again,
            3 => Self::Hard,
            4 => Self::Good,
            _ => Self::Easy,
        }
    }

    /// Tells whether the card was recalled.
    pub const fn passed(self) -> bool {
        !matches!(self, Self::Again)
    }

    /// Returns the number FSRS has for it, 1 to 4.
    pub(super) const fn number(self) -> u32 {
        match self {
            Self::Again => 1,
            Self::Hard => 2,
            Self::Good => 3,
            Self::Easy => 4,
        }
    }
}

/// The memory of one card, right after an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// Days after which the probability of recall has fallen to 90 %.
    pub stability_days: f32,
    /// How hard it is to make more stable, 1 to 10.
    pub difficulty: f32,
}

/// The name of the model that parameters belong to.
const TAG: &str = "fsrs6";

/// Parameters of a model, kept with its name and their number: a later FSRS has other ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters(Vec<f32>);

impl Default for Parameters {
    /// Those that fit the average learner (FSRS-6, fitted to 10,000 Anki collections).
    fn default() -> Self {
        Self(DEFAULT_PARAMETERS.to_vec())
    }
}

impl Parameters {
    /// Returns parameters, nothing if they are not as many finite numbers as the model has.
    pub(super) fn new(weights: Vec<f32>) -> Option<Self> {
        let sound = weights.len() == DEFAULT_PARAMETERS.len() && weights.iter().all(|weight| weight.is_finite());
        sound.then_some(Self(weights))
    }

    /// Returns parameters that lie between these and others, at a share from 0 (these) to 1.
    pub(super) fn towards(&self, others: &Self, share: f64) -> Self {
        let between = |(from, to): (&f32, &f32)| from + share as f32 * (to - from);
        Self(self.0.iter().zip(&others.0).map(between).collect())
    }
}

/// As a setting keeps them: `fsrs6 21 0.212 1.2931 ...`; every digit is kept.
impl fmt::Display for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{TAG} {}", self.0.len())?;
        self.0.iter().try_for_each(|weight| write!(f, " {weight}"))
    }
}

/// Parameters of a model this version does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` are not parameters of a memory model this version knows")]
pub struct UnknownParameters(pub String);

impl FromStr for Parameters {
    type Err = UnknownParameters;

    fn from_str(text: &str) -> Result<Self, UnknownParameters> {
        let unknown = || UnknownParameters(text.to_owned());
        let mut words = text.split(' ');
        let known = words.next() == Some(TAG);
        let number: usize = words.next().and_then(|word| word.parse().ok()).ok_or_else(unknown)?;
        let weights = words.map(str::parse).collect::<Result<Vec<f32>, _>>().map_err(|_| unknown())?;
        if !known || weights.len() != number {
            return Err(unknown());
        }
        Self::new(weights).ok_or_else(unknown)
    }
}

/// FSRS-6 with its parameters.
#[derive(Clone, Debug)]
pub struct Model {
    fsrs: FSRS,
    decay: f64,
    factor: f64,
}

impl Default for Model {
    fn default() -> Self {
        Self::of(&Parameters::default())
    }
}

impl Model {
    /// Returns the model with these parameters, each held within the range that FSRS allows.
    pub fn of(parameters: &Parameters) -> Self {
        let fsrs = FSRS::new(&parameters.0).unwrap_or_default();
        // FSRS clips the decay to 0.1..0.8 (parameter clipper of the crate).
        let decay = f64::from(parameters.0.last().copied().unwrap_or(FSRS6_DEFAULT_DECAY)).clamp(0.1, 0.8);
        Self { fsrs, decay, factor: 0.9_f64.powf(-1.0 / decay) - 1.0 }
    }

    /// Returns the memory after the first answer.
    pub fn first(&self, rating: Rating) -> Memory {
        self.stepped(None, 0, rating)
    }

    /// Returns the memory after an answer, `waited_days` after the one before; 0 the same day.
    pub fn after(&self, memory: Memory, waited_days: u32, rating: Rating) -> Memory {
        self.stepped(Some(memory), waited_days, rating)
    }

    /// Returns the memory after a failure that is drilled until it is known the same day, and the
    /// memory after a success.
    pub fn fork(&self, memory: Memory, waited_days: u32) -> (Memory, Memory) {
        let failed = self.after(memory, waited_days, Rating::Again);
        (self.after(failed, 0, Rating::Good), self.after(memory, waited_days, Rating::Good))
    }

    /// Returns the same for the first answer at a new card.
    pub fn first_fork(&self) -> (Memory, Memory) {
        (self.after(self.first(Rating::Again), 0, Rating::Good), self.first(Rating::Good))
    }

    /// Returns the memory after every answer of a card, and the day of the last; nothing for a new
    /// card.
    pub fn replay(&self, past: &[(Day, Rating)]) -> Option<(Memory, Day)> {
        let ((first_day, rating), rest) = past.split_first()?;
        let begun = (self.first(*rating), *first_day);
        Some(rest.iter().fold(begun, |(memory, last), (day, rating)| {
            (self.after(memory, waited(last, *day), *rating), last.max(*day))
        }))
    }

    /// Returns the probability (0 to 1) that a card is recalled `days` after its last answer.
    pub fn recall(&self, memory: Memory, days: u32) -> f64 {
        self.recall_at(f64::from(memory.stability_days), days)
    }

    /// Returns the same for a stability in days: (1 + factor t / S) ^ -decay, so that it is 0.9
    /// where t = S (FSRS-6, forgetting curve).
    pub fn recall_at(&self, stability_days: f64, days: u32) -> f64 {
        (1.0 + self.factor * f64::from(days) / stability_days).powf(-self.decay)
    }

    /// Returns the days after which recall falls to `retention` (0 to 1), at least 1.
    pub fn interval(&self, memory: Memory, retention: f64) -> u32 {
        let days = f64::from(memory.stability_days) / self.factor * (retention.powf(-1.0 / self.decay) - 1.0);
        // A conversion from a float saturates: neither end can overflow.
        days.round().max(1.0) as u32
    }

    fn stepped(&self, before: Option<Memory>, waited_days: u32, rating: Rating) -> Memory {
        let state =
            before.map(|memory| MemoryState { stability: memory.stability_days, difficulty: memory.difficulty });
        let answer = FSRSItem { reviews: vec![FSRSReview { rating: rating.number(), delta_t: waited_days }] };
        match self.fsrs.memory_state(answer, state) {
            Ok(next) => Memory { stability_days: next.stability, difficulty: next.difficulty },
            // Only a state that is no number is refused, and none of those comes from here.
            Err(_) => before.unwrap_or(Memory { stability_days: 1.0, difficulty: 5.0 }),
        }
    }
}

/// Returns the days between two answers, 0 for a drill of the same day.
pub(super) fn waited(last: Day, day: Day) -> u32 {
    u32::try_from(day.since(last)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    use Rating::{Again, Easy, Good, Hard};

    /// FSRS-6 as published (Open Spaced Repetition wiki, "The Algorithm"), in double precision,
    /// written down a second time.
    mod published {
        use super::*;

        const W: [f64; 21] = [
            0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614,
            0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
        ];

        pub(super) fn recall(stability: f64, days: f64) -> f64 {
            let factor = 0.9_f64.powf(-1.0 / W[20]) - 1.0;
            (1.0 + factor * days / stability).powf(-W[20])
        }

        fn first_difficulty(grade: f64) -> f64 {
            W[4] - ((grade - 1.0) * W[5]).exp() + 1.0
        }

        fn difficulty(before: f64, grade: f64) -> f64 {
            let damped = before - W[6] * (grade - 3.0) * (10.0 - before) / 9.0;
            (W[7] * first_difficulty(4.0) + (1.0 - W[7]) * damped).clamp(1.0, 10.0)
        }

        fn stability((s, d): (f64, f64), days: f64, grade: f64) -> f64 {
            if days == 0.0 {
                let grown = (W[17] * (grade - 3.0 + W[18])).exp() * s.powf(-W[19]);
                return s * if grade >= 2.0 { grown.max(1.0) } else { grown };
            }
            let forgotten = 1.0 - recall(s, days);
            if grade < 2.0 {
                let fallen = W[11] * d.powf(-W[12]) * ((s + 1.0).powf(W[13]) - 1.0) * (W[14] * forgotten).exp();
                return fallen.min(s / (W[17] * W[18]).exp());
            }
            let bonus = if grade == 2.0 {
                W[15]
            } else if grade == 4.0 {
                W[16]
            } else {
                1.0
            };
            s * (1.0 + W[8].exp() * (11.0 - d) * s.powf(-W[9]) * ((W[10] * forgotten).exp() - 1.0) * bonus)
        }

        pub(super) fn replay(answers: &[(u32, Rating)]) -> (f64, f64) {
            let grade = |rating: Rating| f64::from(rating.number());
            let (_, first) = answers[0];
            let begun = (W[first.number() as usize - 1], first_difficulty(grade(first)).clamp(1.0, 10.0));
            answers[1..].iter().fold(begun, |(s, d), (days, rating)| {
                (stability((s, d), f64::from(*days), grade(*rating)), difficulty(d, grade(*rating)))
            })
        }
    }

    fn replayed(answers: &[(u32, Rating)]) -> Memory {
        let model = Model::default();
        let begun = model.first(answers[0].1);
        answers[1..].iter().fold(begun, |memory, (days, rating)| model.after(memory, *days, *rating))
    }

    #[test]
    fn the_golden_values_of_py_fsrs_are_met_to_a_ten_thousandth() {
        // py-fsrs, tests/test_basic.py, test_memo_state.
        let memory = replayed(&[(0, Again), (0, Good), (1, Good), (3, Good), (8, Good), (21, Good)]);
        assert!((f64::from(memory.stability_days) - 53.62691).abs() < 1e-4, "{memory:?}");
        assert!((f64::from(memory.difficulty) - 6.3574867).abs() < 1e-4, "{memory:?}");
    }

    #[test]
    fn every_step_is_that_of_the_published_formulas() {
        let rows: [&[(u32, Rating)]; 6] = [
            &[(0, Good), (2, Good), (9, Good), (30, Good), (120, Good)],
            &[(0, Easy), (8, Hard), (20, Easy), (90, Hard)],
            &[(0, Hard), (1, Again), (1, Good), (4, Again), (1, Hard)],
            &[(0, Again), (1, Good), (3, Easy), (40, Again), (2, Good), (7, Good)],
            &[(0, Good), (400, Good), (1, Again)],
            &[(0, Again), (0, Again), (0, Good), (1, Easy), (0, Hard), (12, Again), (0, Good), (5, Good)],
        ];
        for row in rows {
            for length in 1..=row.len() {
                let memory = replayed(&row[..length]);
                let (stability, difficulty) = published::replay(&row[..length]);
                let off = (f64::from(memory.stability_days) - stability).abs() / stability.max(1.0);
                assert!(off < 1e-4, "{memory:?} {stability}");
                assert!((f64::from(memory.difficulty) - difficulty).abs() < 1e-4, "{memory:?} {difficulty}");
            }
        }
    }

    #[test]
    fn recall_is_nine_in_ten_after_the_stability_and_follows_the_published_curve() {
        let model = Model::default();
        for (stability, days) in [(1.0_f32, 0_u32), (10.0, 10), (3.5, 200), (0.2, 1), (1000.0, 3)] {
            let memory = Memory { stability_days: stability, difficulty: 5.0 };
            assert!(
                (model.recall(memory, days) - published::recall(f64::from(stability), f64::from(days))).abs() < 1e-6
            );
        }
        assert!((model.recall(Memory { stability_days: 17.0, difficulty: 2.0 }, 17) - 0.9).abs() < 1e-12);
    }

    #[test]
    fn an_interval_is_where_recall_meets_the_wanted_retention() {
        let model = Model::default();
        let memory = Memory { stability_days: 25.0, difficulty: 5.0 };
        assert_eq!(model.interval(memory, 0.9), 25);
        for retention in [0.75, 0.85, 0.95] {
            let days = model.interval(memory, retention);
            assert!(model.recall(memory, days.saturating_sub(1)) >= retention - 0.01, "{days}");
            assert!(model.recall(memory, days + 1) <= retention + 0.01, "{days}");
        }
        assert_eq!(model.interval(Memory { stability_days: 0.001, difficulty: 5.0 }, 0.9), 1, "never today");
    }

    #[test]
    fn a_replay_counts_the_days_as_they_were_logged() {
        let past = [(Day(3), Good), (Day(5), Good), (Day(14), Again), (Day(14), Good)];
        let (memory, last) = Model::default().replay(&past).expect("reviewed");
        assert_eq!((memory, last), (replayed(&[(0, Good), (2, Good), (9, Again), (0, Good)]), Day(14)));
        assert_eq!(Model::default().replay(&[]), None);
    }

    #[test]
    fn parameters_are_kept_with_the_name_of_their_model_and_to_the_last_digit() {
        let standard = Parameters::default();
        let text = standard.to_string();
        assert!(text.starts_with("fsrs6 21 0.212 1.2931 "), "{text}");
        assert_eq!(text.parse(), Ok(standard));
        for wrong in ["", "fsrs6", "fsrs7 1 0.5", "fsrs6 2 0.1 0.2", "fsrs6 21 0.1", &text.replace("0.212", "NaN")] {
            assert_eq!(wrong.parse::<Parameters>(), Err(UnknownParameters(wrong.to_owned())), "{wrong}");
        }
    }
}
