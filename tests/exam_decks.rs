//! The exam over the decks that come with the program: enough questions, and none that gives its
//! answer away, drawn two thousand times and more.

use std::collections::{BTreeMap, BTreeSet};

use askback::exam::{Blueprint, Drawn, Fed, Form, draw, shares};
use askback::model::Question;
use askback::notes::note;
use askback::questions::{Siblings, generate};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;

const DECKS: [(&str, &str); 2] = [
    ("cncf-sigs.md", include_str!("../decks/cncf-sigs.md")),
    ("kubernetes-sigs.md", include_str!("../decks/kubernetes-sigs.md")),
];

fn questions() -> Vec<Question> {
    generate(&DECKS.map(|(name, text)| note(name, name, text.as_bytes()).expect("a note"))).questions
}

fn fed(blueprint: &Blueprint, questions: &[Question]) -> Vec<Fed> {
    let siblings = Siblings::of(questions);
    let domain = |question: &Question| blueprint.domain_of(question, &[]);
    questions.iter().filter_map(|each| Some(Fed::of(each.clone(), domain(each)?, &siblings))).collect()
}

fn sigs() -> Blueprint {
    Blueprint::read(include_str!("../decks/sigs.toml")).expect("a blueprint")
}

/// So many exams over the decks.
fn exams(count: u64) -> Vec<Vec<Drawn>> {
    let (questions, blueprint) = (questions(), sigs());
    let (fed, siblings) = (fed(&blueprint, &questions), Siblings::of(&questions));
    (0..count).map(|seed| draw(&blueprint, &fed, &siblings, &mut ChaCha8Rng::seed_from_u64(seed))).collect()
}

#[test]
fn the_decks_hold_enough_questions_for_their_exam_and_every_one_has_a_domain() {
    let (questions, blueprint) = (questions(), sigs());
    let fed = fed(&blueprint, &questions);
    assert_eq!(fed.len(), questions.len());
    for (domain, share) in blueprint.domains.iter().zip(shares(&blueprint, &fed)) {
        assert_eq!(share.missing(), 0, "{}: {share:?}", domain.name);
    }
}

#[test]
fn an_exam_asks_sixty_facts_once_each_and_by_the_weights() {
    for drawn in exams(20) {
        let facts: BTreeSet<u64> = drawn.iter().map(|drawn| drawn.fed.question.family).collect();
        assert_eq!((drawn.len(), facts.len()), (60, 60));
        let mut domains = [0; 4];
        drawn.iter().for_each(|drawn| domains[drawn.fed.domain] += 1);
        assert_eq!(domains, [18, 9, 15, 18]);
    }
}

#[test]
fn the_key_stands_in_each_place_equally_often_and_its_length_tells_nothing() {
    let drawn = exams(120).concat();
    let choices: Vec<&Drawn> = drawn.iter().filter(|drawn| drawn.form == Form::Choice).collect();
    assert!(choices.len() >= 2_000, "{} sets", choices.len());
    // By the number of options: how often the key stands in each place.
    let mut places: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    let (mut longest, mut shortest, mut by_chance) = (0.0, 0.0, 0.0);
    for drawn in &choices {
        let count = drawn.options.len();
        let place = drawn.options.iter().position(|option| *option == drawn.fed.question.answer).expect("the key");
        places.entry(count).or_insert_with(|| vec![0.0; count])[place] += 1.0;
        let length = |option: &String| option.chars().count();
        let key = length(&drawn.fed.question.answer);
        let others = || drawn.options.iter().filter(|option| **option != drawn.fed.question.answer).map(length);
        longest += f64::from(u8::from(others().all(|other| other < key)));
        shortest += f64::from(u8::from(others().all(|other| other > key)));
        by_chance += 1.0 / count as f64;
    }
    // Chi-square at p = 0.01 for 2 and 3 degrees of freedom.
    let limits = BTreeMap::from([(3, 9.21), (4, 11.34)]);
    for (count, places) in places.iter().filter(|(_, places)| places.iter().sum::<f64>() > 100.0) {
        let expected = places.iter().sum::<f64>() / *count as f64;
        let chi: f64 = places.iter().map(|seen| (seen - expected).powi(2) / expected).sum();
        assert!(chi < limits[count], "{count} options, {places:?}: chi-square {chi}");
    }
    println!(
        "{} sets: key longest {longest}, shortest {shortest}, by chance {by_chance:.0}; places {places:?}",
        choices.len()
    );
    assert!(longest < by_chance * 1.15, "the key is the longest in {longest}, by chance in {by_chance:.0}");
    assert!(shortest < by_chance * 1.15, "the key is the shortest in {shortest}, by chance in {by_chance:.0}");
}

#[test]
fn no_wrong_option_is_also_true() {
    let all = questions();
    let low = |text: &str| text.to_lowercase();
    for drawn in exams(40).concat().iter().filter(|drawn| drawn.form == Form::Choice) {
        let asked = &drawn.fed.question;
        for option in drawn.options.iter().filter(|option| **option != asked.answer) {
            let also = all.iter().find(|other| {
                let same_prompt = other.prompt == asked.prompt && other.context == asked.context;
                let said = &other.statement;
                let of_subject = said.subject == asked.statement.subject && said.object == low(option);
                let of_object = said.object == asked.statement.object && said.subject == low(option);
                same_prompt && other.answer == *option || of_subject || of_object
            });
            assert!(also.is_none(), "{}: {option} is true by {:?}", asked.prompt, also.map(|other| &other.source));
        }
    }
}
