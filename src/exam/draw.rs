//! Which questions an exam asks: so many of each domain as its weight says, and none twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

use super::{Blueprint, Form};
use crate::model::{Direction, Question};
use crate::questions::Siblings;

/// Options of a choice, the key among them, where so many are good: the habit of exams.
pub const OPTIONS: usize = 4;

/// Options that letters can name beside those of the commands: a to e.
const MOST_OPTIONS: usize = 5;

/// Seeds tried for the options of a question.
const TRIES: usize = 4;

/// A question that an exam may ask.
#[derive(Clone, Debug)]
pub struct Fed {
    /// The question.
    pub question: Question,
    /// The place of its domain in the blueprint.
    pub domain: usize,
    /// Whether it has good options.
    pub choice: bool,
}

impl Fed {
    /// Takes a question into a domain; `siblings` are all questions of the notes.
    pub fn of(question: Question, domain: usize, siblings: &Siblings<'_>) -> Self {
        let choice = has_options(&question, siblings);
        Self { question, domain, choice }
    }
}

/// Tells whether a question has good options; `siblings` are all questions of the notes.
pub fn has_options(question: &Question, siblings: &Siblings<'_>) -> bool {
    options(question, siblings, 0).is_some()
}

/// Returns good options of a question in an order that the seed decides, if there are any.
fn options(question: &Question, siblings: &Siblings<'_>, seed: u64) -> Option<Vec<String>> {
    let shown = siblings.options(question, OPTIONS, seed).ok()?.shown;
    let right = shown.iter().filter(|option| **option == question.answer).count();
    (right == 1 && shown.len() <= MOST_OPTIONS).then_some(shown)
}

/// What a domain is to give, and what it can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Questions that its weight asks for.
    pub wanted: usize,
    /// Facts on which it can ask, one question each.
    pub available: usize,
    /// Of these, how many would be put in each form, in the order of [`Form::ALL`].
    pub forms: [usize; 3],
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
    let forms = |domain: usize| {
        let here = || facts.iter().filter(move |((of, _), _)| *of == domain);
        let best =
            |form: Form| here().filter(|(_, each)| each.iter().map(|(_, form)| *form).min() == Some(form)).count();
        Form::ALL.map(best)
    };
    let share = |(domain, wanted)| {
        let forms: [usize; 3] = forms(domain);
        Share { wanted, available: forms.iter().sum(), forms }
    };
    wanted.into_iter().enumerate().map(share).collect()
}

/// Draws the questions of an exam: of each domain as many as its weight asks for or, where it has
/// fewer, all; of each fact one, in an order drawn over all domains. `siblings` are all questions
/// of the notes, among which wrong options are found.
pub fn draw(blueprint: &Blueprint, fed: &[Fed], siblings: &Siblings<'_>, rng: &mut impl Rng) -> Vec<Drawn> {
    let mut facts: Vec<_> = facts(blueprint, fed).into_iter().collect();
    let shares = shares(blueprint, fed);
    facts.shuffle(rng);
    let mut left: Vec<usize> = shares.iter().map(|share| share.wanted).collect();
    let mut drawn = Vec::new();
    for ((domain, _), questions) in facts {
        let Some(left) = left.get_mut(domain).filter(|left| **left > 0) else { continue };
        if let Some(put) = one_of(questions, rng).and_then(|fed| put(fed, &blueprint.kinds, siblings, rng)) {
            *left -= 1;
            drawn.push(put);
        }
    }
    drawn
}

/// Returns the questions that can be put, by domain and fact. A fact belongs to the domain of its
/// first question. A contrast asks for two facts at once; it is left out where these are asked.
fn facts<'a>(blueprint: &Blueprint, fed: &'a [Fed]) -> Facts<'a> {
    let mut domains: BTreeMap<u64, usize> = BTreeMap::new();
    let mut facts = Facts::new();
    let put: Vec<(&Fed, Form)> = fed
        .iter()
        .filter_map(|each| Form::of(&each.question, each.choice, &blueprint.kinds).map(|form| (each, form)))
        .collect();
    let line = |each: &Fed| (Arc::clone(&each.question.source.path), each.question.source.line);
    let contrast = |each: &Fed| each.question.direction == Direction::Contrast;
    let single: BTreeSet<_> = put.iter().filter(|(each, _)| !contrast(each)).map(|(each, _)| line(each)).collect();
    let mut prompts = BTreeSet::new();
    for (each, form) in put {
        // Two notes may say one thing in the same words; it is asked once.
        let said = !prompts.insert((&each.question.context, &each.question.prompt));
        if said || contrast(each) && single.contains(&line(each)) {
            continue;
        }
        let family = each.question.family;
        let domain = *domains.entry(family).or_insert(each.domain);
        facts.entry((domain, family)).or_default().push((each, form));
    }
    facts
}

/// Returns one question of a fact, drawn among those in the first form that any of them has:
/// options before typing before judging oneself.
fn one_of<'a>(mut questions: Vec<(&'a Fed, Form)>, rng: &mut impl Rng) -> Option<&'a Fed> {
    let best = questions.iter().map(|(_, form)| *form).min()?;
    questions.retain(|(_, form)| *form == best);
    questions.shuffle(rng);
    questions.pop().map(|(fed, _)| fed)
}

/// Puts a question in its form. Where no options are good now, it takes the next form allowed.
fn put(fed: &Fed, kinds: &[Form], siblings: &Siblings<'_>, rng: &mut impl Rng) -> Option<Drawn> {
    if Form::of(&fed.question, fed.choice, kinds) == Some(Form::Choice) {
        let seeds: [u64; TRIES] = std::array::from_fn(|_| rng.random());
        if let Some(options) = seeds.into_iter().find_map(|seed| options(&fed.question, siblings, seed)) {
            return Some(Drawn { fed: fed.clone(), form: Form::Choice, options });
        }
    }
    let form = Form::of(&fed.question, false, kinds)?;
    Some(Drawn { fed: fed.clone(), form, options: Vec::new() })
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
    use crate::notes::note;
    use crate::questions::generate;
    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand::rngs::ChaCha8Rng;

    #[test]
    fn shares_follow_the_weights_and_what_is_left_goes_to_the_largest_remainders() {
        assert_eq!(apportioned(&[44.0, 28.0, 16.0, 12.0], 60), [26, 17, 10, 7]);
        assert_eq!(apportioned(&[1.0, 1.0, 1.0], 10), [4, 3, 3], "of equal remainders the first");
        assert_eq!(apportioned(&[0.1, 0.2, 0.7], 10), [1, 2, 7], "not less for being written as a fraction");
        assert_eq!(apportioned(&[5.0], 7), [7]);
        assert_eq!(apportioned(&[], 7), Vec::<usize>::new());
    }

    /// Returns the questions of a note with two tables of so many rows and a comparison.
    fn questions(rows: usize) -> Vec<Question> {
        let mut text = String::from("# Ships\n\n## Tasks\n\n| Ship | Task |\n|---|---|\n");
        (0..rows).for_each(|row| text += &format!("| Kind{row} | moves goods{row} to port{row} |\n"));
        text += "\n## Crews\n\n| Crew | Duty |\n|---|---|\n";
        (0..rows).for_each(|row| text += &format!("| Team{row} | keeps rope{row} by mast{row} |\n"));
        text += "\n## Compared\n\n| Aspect | Sail | Steam |\n|---|---|---|\n| Speed | with the wind | at any time |\n| Fuel | none at all | coal by the ton |\n";
        generate(&[note("ships.md", "ships.md", text.as_bytes()).unwrap()]).questions
    }

    /// Returns a blueprint of two domains with these weights.
    fn blueprint(questions: u32, weights: (u32, u32)) -> Blueprint {
        let text = format!(
            "questions = {questions}\n[[domain]]\nname = \"Tasks\"\nweight = {}\nheadings = [\"Tasks\"]\n[[domain]]\nname = \"Rest\"\nweight = {}\n",
            weights.0, weights.1
        );
        Blueprint::read(&text).unwrap()
    }

    fn fed(blueprint: &Blueprint, questions: &[Question]) -> Vec<Fed> {
        let siblings = Siblings::of(questions);
        let domain = |question: &Question| blueprint.domain_of(question, &[]);
        questions.iter().filter_map(|each| Some(Fed::of(each.clone(), domain(each)?, &siblings))).collect()
    }

    fn drawn(blueprint: &Blueprint, questions: &[Question], seed: u64) -> Vec<Drawn> {
        exams(blueprint, questions, seed..=seed).remove(0)
    }

    fn exams(blueprint: &Blueprint, questions: &[Question], seeds: impl IntoIterator<Item = u64>) -> Vec<Vec<Drawn>> {
        let (fed, siblings) = (fed(blueprint, questions), Siblings::of(questions));
        let rng = |seed| ChaCha8Rng::seed_from_u64(seed);
        seeds.into_iter().map(|seed| draw(blueprint, &fed, &siblings, &mut rng(seed))).collect()
    }

    #[test]
    fn a_contrast_is_left_out_where_the_facts_it_compares_can_be_asked() {
        let questions = questions(4);
        assert!(questions.iter().any(|question| question.direction == Direction::Contrast));
        let all = drawn(&blueprint(500, (1, 1)), &questions, 1);
        assert!(all.iter().all(|drawn| drawn.fed.question.direction != Direction::Contrast));
        let speed = |drawn: &&Drawn| drawn.fed.question.prompt.to_lowercase().contains("speed");
        assert_eq!(all.iter().filter(speed).count(), 2, "how fast the one is, and how fast the other");
    }

    #[test]
    fn the_same_seed_draws_the_same_exam_and_another_seed_another() {
        let (blueprint, questions) = (blueprint(10, (1, 1)), questions(9));
        let of = |seed| {
            let drawn = drawn(&blueprint, &questions, seed);
            drawn.into_iter().map(|drawn| (drawn.fed.question.id, drawn.options)).collect::<Vec<_>>()
        };
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
    }

    #[test]
    fn the_key_stands_in_each_place_equally_often_over_two_thousand_sets() {
        let (blueprint, questions) = (blueprint(40, (1, 1)), questions(20));
        let (mut places, mut sets) = ([0_u32; OPTIONS], 0);
        let all = exams(&blueprint, &questions, 0..100).concat();
        for drawn in all.iter().filter(|drawn| drawn.options.len() == OPTIONS) {
            let place = drawn.options.iter().position(|option| *option == drawn.fed.question.answer).unwrap();
            places[place] += 1;
            sets += 1;
        }
        let expected = f64::from(sets) / OPTIONS as f64;
        let chi: f64 = places.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum();
        assert!(sets >= 2_000 && chi < 11.34, "{places:?}: chi-square {chi} (3 degrees of freedom, p = 0.01)");
    }

    #[test]
    fn length_does_not_give_the_key_away() {
        // Of four options the key is the longest by chance in one of four.
        let (mut longest, mut sets) = (0_u32, 0_u32);
        let text: String = (0..40)
            .map(|row| format!("| Kind{row} | carries {} |\n", "many casks ".repeat(1 + row % 4).trim_end()))
            .collect();
        let text = format!("# Ships\n\n| Ship | Load |\n|---|---|\n{text}").replace("casks |", "casks of oil |");
        let text = text
            .lines()
            .enumerate()
            .map(|(number, line)| line.replace("oil", &format!("oil{number}")) + "\n")
            .collect::<String>();
        let questions = generate(&[note("n.md", "n.md", text.as_bytes()).unwrap()]).questions;
        let blueprint = Blueprint::read("questions = 40").unwrap();
        for drawn in exams(&blueprint, &questions, 0..20).concat().iter().filter(|drawn| drawn.options.len() > 2) {
            let length = |option: &String| option.chars().count();
            let key = length(&drawn.fed.question.answer);
            sets += 1;
            longest += u32::from(drawn.options.iter().filter(|option| length(option) >= key).count() == 1);
        }
        assert!(sets > 300, "{sets}");
        assert!(f64::from(longest) / f64::from(sets) < 0.34, "the key is alone the longest in {longest} of {sets}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn a_draw_keeps_to_the_shares_asks_no_fact_twice_and_shows_the_key_among_its_options(
            wanted in 1_u32..60, weights in (1_u32..100, 1_u32..100), rows in 1_usize..14, seed: u64
        ) {
            let (blueprint, questions) = (blueprint(wanted, weights), questions(rows));
            let shares = shares(&blueprint, &fed(&blueprint, &questions));
            let drawn = drawn(&blueprint, &questions, seed);
            for (domain, share) in shares.iter().enumerate() {
                let of_domain = drawn.iter().filter(|drawn| drawn.fed.domain == domain).count();
                prop_assert_eq!(of_domain, share.wanted.min(share.available));
            }
            let facts: BTreeSet<u64> = drawn.iter().map(|drawn| drawn.fed.question.family).collect();
            prop_assert_eq!(facts.len(), drawn.len());
            for Drawn { fed, form, options } in &drawn {
                prop_assert_eq!(*form == Form::Choice, !options.is_empty());
                if *form == Form::Choice {
                    prop_assert_eq!(options.iter().filter(|option| **option == fed.question.answer).count(), 1);
                    // No option is also true: no other question of the same words has it as its answer.
                    let also = questions.iter().filter(|other| other.prompt == fed.question.prompt && other.id != fed.question.id);
                    prop_assert!(also.into_iter().all(|other| !options.contains(&other.answer)));
                }
            }
        }

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
