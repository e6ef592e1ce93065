//! Learners whose memory obeys other models than the one that plans for them.

use askback::memory::{Memory, Model, Rating};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

/// A family of learners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// ACT-R with decay that depends on activation (Pavlik and Anderson 2005).
    ActR,
    /// Logistic on successes and attempts within a day, a week, a month and ever (after DASH,
    /// Lindsey et al. 2014).
    Dash,
    /// FSRS with another growth, another forgetting curve and cards of their own.
    Fsrs,
}

impl Family {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::ActR, Self::Dash, Self::Fsrs];

    /// Returns the name in tables.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::ActR => "ACT-R",
            Self::Dash => "DASH",
            Self::Fsrs => "FSRS'",
        }
    }
}

/// One learner with the cards of one exam. Chance belongs to the card and its number of answers,
/// so that two ways of learning meet the same learner on the same terms.
pub(crate) struct Learner {
    family: Family,
    cards: Vec<Card>,
    seed: u64,
    /// FSRS': growth of stability and decay of the forgetting curve.
    growth: f64,
    decay: f64,
    model: Model,
}

#[derive(Clone, Default)]
struct Card {
    /// How easy the card is, as an offset on the scale of its family.
    ease: f64,
    first_stability: f64,
    difficulty: f64,
    /// Day and success of every answer.
    answers: Vec<(f64, bool)>,
    /// ACT-R: decay of every answer.
    decays: Vec<f64>,
    /// FSRS': stability in days.
    stability: f64,
}

/// ACT-R: what reading one's own notes has left before the first answer; with it plain SM-2 comes
/// to the 85 to 90 % that is usual of it.
const FAMILIAR: f64 = 0.6;
/// Time between sessions counts less than time within one (Pavlik and Anderson 2005).
const BETWEEN: f64 = 0.025;
/// A day in the seconds of ACT-R.
const DAY_S: f64 = 86_400.0 * BETWEEN;

impl Learner {
    /// Draws a learner of a family with `cards` cards.
    pub(crate) fn drawn(family: Family, cards: usize, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed ^ ((family as u64) << 32));
        let mut normal = move || (0..12).map(|_| rng.random::<f64>()).sum::<f64>() - 6.0;
        let (own, growth, decay) =
            (normal(), 1.0 + 0.25 * normal().clamp(-2.0, 2.0), 0.30 + 0.05 * normal().clamp(-3.0, 3.0));
        let spread = match family {
            Family::ActR => 0.25,
            Family::Dash => 0.7,
            Family::Fsrs => 0.5,
        };
        let card = |_| Card {
            ease: spread * (0.5 * own + normal()),
            first_stability: 2.3 * (0.6 * normal()).exp(),
            difficulty: (5.0 + 2.0 * normal()).clamp(1.0, 10.0),
            ..Card::default()
        };
        Self { family, cards: (0..cards).map(card).collect(), seed, growth, decay, model: Model::default() }
    }

    /// Returns the true probability that a card is recalled on a day; 0 for one never seen.
    pub(crate) fn recall(&self, card: usize, day: f64) -> f64 {
        let card = &self.cards[card];
        if card.answers.is_empty() {
            return 0.0;
        }
        match self.family {
            Family::ActR => logistic((activation(card, day) + card.ease + FAMILIAR + 0.704) / 0.255),
            Family::Dash => logistic(dash(card, day)),
            Family::Fsrs => {
                let waited = day - card.answers[card.answers.len() - 1].0;
                let factor = 0.9_f64.powf(-1.0 / self.decay) - 1.0;
                (1.0 + factor * waited / card.stability).powf(-self.decay)
            }
        }
    }

    /// Asks a card and returns whether it was recalled. A new card is taught, and counts as
    /// recalled; a card that is not recalled is drilled until it is.
    pub(crate) fn asked(&mut self, card: usize, day: f64) -> bool {
        let number = self.cards[card].answers.len() as u64;
        let recalled = number == 0 || chance(self.seed, card as u64, number) < self.recall(card, day);
        self.practised(card, day, recalled);
        if !recalled {
            self.practised(card, day + 0.005, true);
        }
        recalled
    }

    fn practised(&mut self, card: usize, day: f64, recalled: bool) {
        let stability = self.next_stability(card, day, recalled);
        let card = &mut self.cards[card];
        let before = if card.answers.is_empty() { f64::NEG_INFINITY } else { activation(card, day) };
        card.decays.push(0.217_f64.mul_add(before.exp(), 0.177));
        card.stability = stability;
        card.answers.push((day, recalled));
    }

    /// FSRS' alone: the stability after an answer.
    fn next_stability(&self, number: usize, day: f64, recalled: bool) -> f64 {
        let card = &self.cards[number];
        let Some((last, _)) = card.answers.last() else { return card.first_stability };
        let waited = (day - last).round() as u32;
        let before = Memory { stability_days: card.stability as f32, difficulty: card.difficulty as f32 };
        let rating = if recalled { Rating::Good } else { Rating::Again };
        let after = f64::from(self.model.after(before, waited, rating).stability_days);
        if recalled && waited > 0 { card.stability + (after - card.stability) * self.growth } else { after }
    }
}

/// Returns the activation of a card: the logarithm of the sum of all answers, each fallen with a
/// decay of its own (Pavlik and Anderson 2005).
fn activation(card: &Card, day: f64) -> f64 {
    let strength = |((at, _), decay): (&(f64, bool), &f64)| ((day - at) * DAY_S).max(20.0).powf(-decay);
    card.answers.iter().zip(&card.decays).map(strength).sum::<f64>().ln()
}

/// Returns the logit of DASH.
fn dash(card: &Card, day: f64) -> f64 {
    const WINDOWS: [f64; 4] = [1.5, 7.5, 30.5, f64::INFINITY];
    const SUCCESSES: [f64; 4] = [0.5, 0.6, 0.8, 0.7];
    const ATTEMPTS: [f64; 4] = [0.3, 0.3, 0.2, 0.1];
    let within = |window: f64| card.answers.iter().filter(move |(at, _)| day - at <= window);
    let counts = WINDOWS
        .map(|window| (within(window).count() as f64, within(window).filter(|(_, right)| *right).count() as f64));
    let sum: f64 = (0..4).map(|i| SUCCESSES[i] * counts[i].1.ln_1p() + ATTEMPTS[i] * counts[i].0.ln_1p()).sum();
    sum + card.ease - 1.6
}

fn logistic(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// Returns the chance that belongs to an answer, 0 to 1 (SplitMix64).
fn chance(seed: u64, card: u64, number: u64) -> f64 {
    let mut mixed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (card << 20) ^ number;
    for multiplier in [0xbf58_476d_1ce4_e5b9_u64, 0x94d0_49bb_1331_11eb] {
        mixed = mixed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(multiplier);
    }
    ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}
