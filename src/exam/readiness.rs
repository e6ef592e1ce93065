//! What score to expect, and how sure that is.

use serde::Serialize;

/// First answers of a day below which a score would be a guess.
pub const MIN_ANSWERS: usize = 200;
/// Standard deviations to either side of a range that holds nine times of ten.
const NINETY: f64 = 1.645;

/// A question that the exam may ask.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Askable {
    /// Place of its domain in the blueprint.
    pub domain: usize,
    /// Probability that its card is recalled, 0 to 1; 0 for one never seen.
    pub recall: f64,
    /// Probability that it is answered rightly without being recalled: 1 / options, 0 where the
    /// answer is typed.
    pub guess: f64,
}

/// What is expected of one domain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct DomainReadiness {
    /// Questions that the notes give.
    pub questions: usize,
    /// Expected share of right answers, 0 to 1; 0 for a domain without questions.
    pub expected: f64,
}

/// An expected score with the range that holds nine times of ten.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Readiness {
    /// Expected score, 0 to 1.
    pub expected: f64,
    /// Lower end of the range.
    pub low: f64,
    /// Upper end of the range.
    pub high: f64,
    /// By domain, in the order of the blueprint.
    pub domains: Vec<DomainReadiness>,
}

/// Returns the score to expect of an exam whose domains have these weights and that draws so many
/// questions. The range holds the chance of the draw and of each answer, and the model's own
/// error, one standard deviation of which is `model_error` (0 to 1).
pub fn readiness(askable: &[Askable], weights: &[f64], questions: u32, model_error: f64) -> Readiness {
    let total: f64 = weights.iter().sum();
    let mut domains = vec![DomainReadiness::default(); weights.len()];
    for question in askable {
        let Some(domain) = domains.get_mut(question.domain) else { continue };
        domain.questions += 1;
        domain.expected += question.guess + (1.0 - question.guess) * question.recall;
    }
    let (mut expected, mut variance) = (0.0, model_error * model_error);
    for (domain, weight) in domains.iter_mut().zip(weights) {
        domain.expected /= domain.questions.max(1) as f64;
        let share = if total > 0.0 { weight / total } else { 0.0 };
        let drawn = (share * f64::from(questions)).min(domain.questions as f64).max(1.0);
        expected += share * domain.expected;
        // Which cards are drawn and whether each is recalled: one draw of right or wrong.
        variance += share * share * domain.expected * (1.0 - domain.expected) / drawn;
    }
    let half = NINETY * variance.sqrt();
    Readiness { expected, low: (expected - half).max(0.0), high: (expected + half).min(1.0), domains }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn questions(domain: usize, recall: f64, guess: f64, number: usize) -> Vec<Askable> {
        vec![Askable { domain, recall, guess }; number]
    }

    #[test]
    fn domains_count_by_their_weight_and_not_by_their_questions() {
        let askable = [questions(0, 1.0, 0.0, 90), questions(1, 0.5, 0.0, 10)].concat();
        let told = readiness(&askable, &[1.0, 3.0], 40, 0.0);
        assert!((told.expected - (0.25 + 0.75 * 0.5)).abs() < 1e-12);
        assert_eq!(told.domains.iter().map(|domain| domain.questions).collect::<Vec<_>>(), [90, 10]);
    }

    #[test]
    fn what_was_never_seen_is_worth_the_guess_and_a_domain_without_questions_nothing() {
        let told = readiness(&questions(0, 0.0, 0.25, 20), &[1.0, 1.0], 20, 0.0);
        assert!((told.expected - 0.125).abs() < 1e-12);
    }

    #[test]
    fn the_range_holds_chance_and_the_models_own_error() {
        let askable = questions(0, 0.8, 0.0, 500);
        let chance = readiness(&askable, &[1.0], 60, 0.0);
        assert!((chance.high - chance.low - 2.0 * 1.645 * (0.16_f64 / 60.0).sqrt()).abs() < 1e-9);
        let both = readiness(&askable, &[1.0], 60, 0.03);
        assert!(both.high - both.low > chance.high - chance.low);
        let sure = readiness(&questions(0, 1.0, 0.0, 500), &[1.0], 60, 0.03);
        assert!((sure.low - (1.0 - 1.645 * 0.03)).abs() < 1e-9 && sure.high <= 1.0);
    }
}
