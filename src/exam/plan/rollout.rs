//! The plan played through, card by card, by a learner who remembers as the model says.

use rand::{Rng, RngExt};

use super::{Known, LEAST_GAIN, Learner, Plan};

/// Cards looked at in all, over days and rounds: what a moment allows.
const LOOKS: usize = 4_000_000;
/// Rounds at most; the mean of so many is steady to a point.
const ROUNDS: usize = 20;

impl Plan {
    /// Returns the probability of each card to be recalled on the day of the exam if the plan is
    /// followed, as the mean over several rounds of chance.
    pub fn followed(&self, cards: &[Known], learner: &Learner<'_>, rng: &mut impl Rng) -> Vec<f64> {
        let rounds = (LOOKS / (cards.len() * self.days.len()).max(1)).clamp(2, ROUNDS);
        let mut sums = vec![0.0; cards.len()];
        for _ in 0..rounds {
            let last = self.round(cards.to_vec(), learner, rng);
            for (sum, card) in sums.iter_mut().zip(last) {
                *sum += card.map_or(0.0, |(memory, waited)| learner.forecaster.recall(memory, waited));
            }
        }
        sums.into_iter().map(|sum| sum / rounds as f64).collect()
    }

    /// Plays the days once; returns what is known of each card on the day of the exam.
    fn round(&self, mut cards: Vec<Known>, learner: &Learner<'_>, rng: &mut impl Rng) -> Vec<Known> {
        for (ahead, day) in self.days.iter().enumerate() {
            let mut left = day.seconds;
            let index = |(place, card): (usize, &Known)| (self.index(card, ahead), place);
            let waited = |card: &Known| card.is_none_or(|(_, waited)| waited > 0);
            let free = cards.iter().enumerate().filter(|(_, card)| left > 0.0 && waited(card));
            let mut order: Vec<(f32, usize)> = free.map(index).filter(|(index, _)| *index > LEAST_GAIN).collect();
            order.sort_by(|(one, place), (other, next)| other.total_cmp(one).then(place.cmp(next)));
            for (_, place) in order {
                if left <= 0.0 {
                    break;
                }
                if let Some(card) = cards.get_mut(place) {
                    left -= answer(card, learner, rng);
                }
            }
            cards.iter_mut().flatten().for_each(|(_, waited)| *waited += 1);
        }
        cards
    }
}

/// Lets a card be answered; returns the seconds it took.
fn answer(card: &mut Known, learner: &Learner<'_>, rng: &mut impl Rng) -> f32 {
    let (model, costs) = (&learner.forecaster.model, &learner.costs);
    let Some((memory, waited)) = *card else {
        let (failed, recalled) = model.first_fork();
        let known = rng.random_bool(f64::from(learner.first_recall.clamp(0.0, 1.0)));
        *card = Some((if known { recalled } else { failed }, 0));
        return costs.new_s;
    };
    let recalled = rng.random_bool(learner.forecaster.recall(memory, waited).clamp(0.0, 1.0));
    let (failed, kept) = model.fork(memory, waited);
    *card = Some((if recalled { kept } else { failed }, 0));
    if recalled { costs.recalled_s } else { costs.forgotten_s }
}
