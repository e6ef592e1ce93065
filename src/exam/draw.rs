//! Which questions an exam asks: so many of each domain as its weight says, and none twice.

use std::collections::{BTreeMap, BTreeSet};

use rand::Rng;
use rand::seq::SliceRandom;

use super::{Blueprint, Form};
use crate::model::Question;

/// A question that an exam may ask.
#[derive(Clone, Debug)]
pub struct Fed {
    /// The question.
    pub question: Question,
    /// The place of its domain in the blueprint.
    pub domain: usize,
}

/// What a domain is to give, and what it can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Questions that its weight asks for.
    pub wanted: usize,
    /// Facts on which it can ask, one question each.
    pub available: usize,
}

impl Share {
    /// Returns how many questions are missing.
    pub const fn missing(&self) -> usize {
        self.wanted.saturating_sub(self.available)
    }
}

/// A drawn question, in the form in which it is put.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The question with its domain.
    pub fed: Fed,
    /// Its form.
    pub form: Form,
    /// Its options in the order in which they are shown; empty where there are none.
    pub options: Vec<String>,
}

/// The questions that can be put and their forms, by domain and fact.
type Facts<'a> = BTreeMap<(usize, u64), Vec<(&'a Fed, Form)>>;

/// Returns what each domain is to give and can.
pub fn shares(blueprint: &Blueprint, fed: &[Fed]) -> Vec<Share> {
    let weights: Vec<f64> = blueprint.domains.iter().map(|domain| domain.weight).collect();
    let wanted = apportioned(&weights, blueprint.questions as usize);
    let facts = facts(blueprint, fed);
    let available = |domain: usize| facts.keys().filter(|(of, _)| *of == domain).count();
    wanted.into_iter().enumerate().map(|(domain, wanted)| Share { wanted, available: available(domain) }).collect()
}

/// Draws the questions of an exam: of each domain as many as its weight asks for or, where it has
/// fewer, all; of each fact one, in an order drawn over all domains.
pub fn draw(blueprint: &Blueprint, fed: &[Fed], rng: &mut impl Rng) -> Vec<Drawn> {
    let mut facts: Vec<_> = facts(blueprint, fed).into_iter().collect();
    let shares = shares(blueprint, fed);
    facts.shuffle(rng);
    let mut left: Vec<usize> = shares.iter().map(|share| share.wanted).collect();
    let mut drawn = Vec::new();
    for ((domain, _), questions) in facts {
        let Some(left) = left.get_mut(domain).filter(|left| **left > 0) else { continue };
        *left -= 1;
        drawn.extend(one_of(questions, rng).map(|(fed, form)| put(fed, form, rng)));
    }
    drawn
}

/// Returns the questions that can be put, by domain and fact. A fact belongs to the domain of its
/// first question.
fn facts<'a>(blueprint: &Blueprint, fed: &'a [Fed]) -> Facts<'a> {
    let mut domains: BTreeMap<u64, usize> = BTreeMap::new();
    let mut facts = Facts::new();
    let mut prompts = BTreeSet::new();
    for each in fed {
        let Some(form) = Form::of(&each.question, &blueprint.kinds) else { continue };
        let family = each.question.family;
        // Two notes may say one thing in the same words; it is asked once.
        if !prompts.insert((&each.question.context, &each.question.prompt)) {
            continue;
        }
        let domain = *domains.entry(family).or_insert(each.domain);
        facts.entry((domain, family)).or_default().push((each, form));
    }
    facts
}

/// Returns one question of a fact, among those of the form that the blueprint's first kind is
/// nearest to: options before typing before judging oneself.
fn one_of<'a>(mut questions: Vec<(&'a Fed, Form)>, rng: &mut impl Rng) -> Option<(&'a Fed, Form)> {
    let best = questions.iter().map(|(_, form)| *form).min()?;
    questions.retain(|(_, form)| *form == best);
    questions.shuffle(rng);
    questions.pop()
}

/// Puts a question in its form, with its options in a drawn order; numbers stay by size.
fn put(fed: &Fed, form: Form, rng: &mut impl Rng) -> Drawn {
    let mut options = if form == Form::Choice { fed.question.choices.clone() } else { Vec::new() };
    if options.iter().any(|option| option.parse::<f64>().is_err()) {
        options.shuffle(rng);
    }
    Drawn { fed: fed.clone(), form, options }
}

/// Shares a number out by weights with largest remainders; the sum is exact. Of equal remainders
/// the earlier weight wins.
pub fn apportioned(weights: &[f64], total: usize) -> Vec<usize> {
    let sum: f64 = weights.iter().sum();
    if sum.is_nan() || sum <= 0.0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = weights.iter().map(|weight| weight / sum * total as f64).collect();
    let mut given: Vec<usize> = exact.iter().map(|share| share.floor() as usize).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    let rest = |index: usize| exact.get(index).map_or(0.0, |share| share.fract());
    // Shares that differ by less than rounding are equal.
    order.sort_by_key(|index| std::cmp::Reverse((rest(*index) * 1e9).round() as u64));
    let short = total.saturating_sub(given.iter().sum());
    for index in order.into_iter().cycle().take(short) {
        given[index] += 1;
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shares_follow_the_weights_and_what_is_left_goes_to_the_largest_remainders() {
        assert_eq!(apportioned(&[44.0, 28.0, 16.0, 12.0], 60), [26, 17, 10, 7]);
        assert_eq!(apportioned(&[1.0, 1.0, 1.0], 10), [4, 3, 3], "of equal remainders the first");
        assert_eq!(apportioned(&[0.1, 0.2, 0.7], 10), [1, 2, 7], "not less for being written as a fraction");
        assert_eq!(apportioned(&[5.0], 7), [7]);
        assert_eq!(apportioned(&[], 7), Vec::<usize>::new());
    }

    proptest! {
        #[test]
        fn shares_sum_to_the_whole_and_lie_within_one_of_the_exact(
            weights in prop::collection::vec(1_u32..1_000, 1..12), total in 0_usize..500
        ) {
            let weights: Vec<f64> = weights.into_iter().map(f64::from).collect();
            let given = apportioned(&weights, total);
            prop_assert_eq!(given.iter().sum::<usize>(), total);
            let sum: f64 = weights.iter().sum();
            for (weight, share) in weights.iter().zip(given) {
                prop_assert!((share as f64 - weight / sum * total as f64).abs() < 1.0);
            }
        }
    }
}
