use proptest::prelude::*;

use super::*;
use crate::notes::note;
use crate::questions::generate;

fn questions(text: &str) -> Vec<Question> {
    generate(&[note("n.md", "n.md", text.as_bytes()).unwrap()]).questions
}

/// Returns a table of `rows` rows whose values are alike in form.
fn table(rows: usize) -> String {
    let body: String = (0..rows).map(|row| format!("| Kind{row} | moves goods{row} to port{row} |\n")).collect();
    format!("# Ships\n\n| Ship | Task |\n|---|---|\n{body}")
}

/// Returns a table of two columns.
fn of_rows(header: &str, rows: &[(&str, &str)]) -> String {
    let body: String = rows.iter().map(|(key, value)| format!("| {key} | {value} |\n")).collect();
    format!("# Notes\n\n{header}\n|---|---|\n{body}")
}

/// Returns the reason why the question whose prompt holds `part` is not asked as a choice.
fn refusal(questions: &[Question], part: &str) -> NoChoice {
    let found = questions.iter().find(|question| question.prompt.to_lowercase().contains(part)).unwrap();
    Siblings::of(questions).options(found, OPTIONS, 0).unwrap_err()
}

/// Returns the chi-square of counts against an even spread.
fn chi_square(counts: &[u32]) -> f64 {
    let expected = f64::from(counts.iter().sum::<u32>()) / counts.len() as f64;
    counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum()
}

#[test]
fn a_table_of_alike_rows_gives_three_options_with_the_key_among_them() {
    for question in questions(&table(6)) {
        assert_eq!(question.choices.len(), 3, "{}", question.prompt);
        assert!(question.choices.contains(&question.answer));
    }
}

#[test]
fn four_options_are_given_where_they_exist_and_three_where_not() {
    for (rows, expected) in [(6, 4), (3, 3)] {
        let found = questions(&table(rows));
        let options = Siblings::of(&found).options(&found[0], 4, 1).unwrap();
        assert_eq!(options.shown.len(), expected);
        assert_eq!(options.shown[options.key], found[0].answer);
    }
}

#[test]
fn fewer_than_two_wrong_options_give_none() {
    assert!(questions(&table(2)).iter().all(|question| question.choices.is_empty()));
}

#[test]
fn an_option_of_another_form_or_length_is_not_taken() {
    let text = "# A\n\n| Organ | Job |\n|---|---|\n| Kidney | filters blood |\n| Lung | a long story about breathing in and out |\n| Skin | 3 |\n";
    assert!(questions(text).iter().all(|question| question.choices.is_empty()));
}

#[test]
fn each_reason_for_free_recall_has_its_name() {
    let alone = questions("# A\n\n**Latency** is the time until the first byte.\n");
    assert_eq!(refusal(&alone, "latency"), NoChoice::Alone);
    let jobs = of_rows(
        "| Organ | Job |",
        &[
            ("Kidney", "always filters blood"),
            ("Lung", "takes up oxygen"),
            ("Heart", "pumps blood around"),
            ("Skin", "keeps water inside"),
        ],
    );
    assert_eq!(refusal(&questions(&jobs), "kidney"), NoChoice::Absolute);
    let items = questions("# Trial\n\nAn OCI image includes:\n\n- manifest\n- configuration\n- layers\n");
    assert_eq!(refusal(&items, "include"), NoChoice::Items);
}

#[test]
fn numbers_and_dates_stand_in_their_natural_order() {
    let heights = of_rows(
        "| Peak | Height |",
        &[
            ("Eiger", "3,967 m"),
            ("Mönch", "4,110 m"),
            ("Jungfrau", "4,158 m"),
            ("Rigi", "1,798 m"),
            ("Niesen", "2,362 m"),
        ],
    );
    for question in questions(&heights).iter().filter(|question| !question.choices.is_empty()) {
        let options: Vec<&str> = question.choices.iter().map(String::as_str).collect();
        assert!(scale(&options).is_none_or(|places| places.is_sorted()), "{options:?}");
    }
    let dates = of_rows(
        "| Battle | Date |",
        &[
            ("Hastings", "14 October 1066"),
            ("Agincourt", "25 October 1415"),
            ("Waterloo", "18 June 1815"),
            ("Verdun", "21 February 1916"),
        ],
    );
    let found = questions(&dates);
    let asked = found.iter().find(|question| question.answer == "18 June 1815").unwrap();
    let options = Siblings::of(&found).options(asked, 3, 9).unwrap();
    let shown: Vec<&str> = options.shown.iter().map(String::as_str).collect();
    assert!(scale(&shown).unwrap().is_sorted(), "{shown:?}");
}

#[test]
fn what_is_also_true_of_the_subject_is_no_wrong_option() {
    let text = "# A\n\n| Drug | Class |\n|---|---|\n| Aspirin | salicylate |\n| Codeine | opiate |\n| Lisinopril | inhibitor |\n| Heparin | antithrombotic |\n\n## Again\n\n| Drug | Class |\n|---|---|\n| Aspirin | antithrombotic |\n| Warfarin | coumarin |\n| Digoxin | glycoside |\n";
    for question in questions(text).iter().filter(|question| question.statement.subject == "aspirin") {
        let both = ["salicylate", "antithrombotic"]
            .iter()
            .filter(|class| question.choices.iter().any(|choice| choice == *class))
            .count();
        assert!(both <= 1, "{:?}", question.choices);
    }
}

#[test]
fn two_lists_of_one_section_do_not_mix() {
    let text = "# Trial\n\nThe parties:\n\n- **Plaintiff** — files the suit\n- **Defendant** — answers the suit\n- **Witness** — reports the facts\n\nThe papers:\n\n- **Complaint** — opens the case\n- **Summons** — calls the other side\n- **Verdict** — closes the case\n";
    let papers = ["opens the case", "calls the other side", "closes the case", "Complaint", "Summons", "Verdict"];
    for question in questions(text) {
        let from_papers = question.choices.iter().filter(|choice| papers.contains(&choice.as_str())).count();
        assert!(from_papers == 0 || from_papers == question.choices.len(), "{:?}", question.choices);
    }
}

#[test]
fn the_key_stands_in_each_place_equally_often() {
    let found = questions(&table(900));
    let siblings = Siblings::of(&found);
    for (wanted, seed, critical) in [(3, 0, 9.21), (3, 7, 9.21), (4, 1, 11.34)] {
        let mut places = vec![0_u32; wanted];
        for question in &found {
            if let Ok(options) = siblings.options(question, wanted, seed) {
                places[options.key] += 1;
            }
        }
        let (total, chi) = (places.iter().sum::<u32>(), chi_square(&places));
        assert!(total > 500 && chi < critical, "{places:?}: chi-square {chi}, above what chance gives in 99 of 100");
    }
}

#[test]
fn a_question_moves_its_key_from_seed_to_seed() {
    let found = questions(&table(30));
    let siblings = Siblings::of(&found);
    let mut places = [0_u32; 3];
    for seed in 0..600 {
        places[siblings.options(&found[0], 3, seed).unwrap().key] += 1;
    }
    assert!(chi_square(&places) < 9.21, "{places:?}");
    assert_eq!(siblings.options(&found[0], 3, 5), siblings.options(&found[0], 3, 5));
}

const NOUNS: [&str; 16] = [
    "water", "signal", "protein", "message", "contract", "image", "volume", "packet", "steam", "sugar", "evidence",
    "oxygen", "traffic", "memory", "sediment", "light",
];

/// Returns tables of words of many lengths, as a learner of any field may write them.
fn any_table() -> impl Strategy<Value = String> {
    let value = prop::collection::vec(prop::sample::select(NOUNS.to_vec()), 1..5);
    prop::collection::vec(value, 3..30).prop_map(|rows| {
        let rows: String = rows
            .iter()
            .enumerate()
            .map(|(row, words)| format!("| Part{row} | carries {} |\n", words.join(" ")))
            .collect();
        format!("# Machine\n\n| Part | Task |\n|---|---|\n{rows}")
    })
}

#[test]
fn where_an_answer_has_no_word_of_its_own_its_words_all_count() {
    let rows = ["protein", "protein water", "water protein"];
    let rows: String = rows.iter().zip(0..).map(|(what, part)| format!("| Part{part} | carries {what} |\n")).collect();
    let found = questions(&format!("# Machine\n\n| Part | Task |\n|---|---|\n{rows}"));
    let siblings = Siblings::of(&found);
    assert!(found.iter().all(|question| siblings.options(question, 3, 0).is_err()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn options_are_distinct_hold_the_key_and_none_says_what_the_key_says(text in any_table(), seed in any::<u64>(), wanted in 3_usize..5) {
        let found = questions(&text);
        let siblings = Siblings::of(&found);
        for question in &found {
            let Ok(options) = siblings.options(question, wanted, seed) else { continue };
            prop_assert!((3..=wanted).contains(&options.shown.len()));
            prop_assert_eq!(&options.shown[options.key], &question.answer);
            let answers: BTreeSet<String> = options.shown.iter().map(|option| normal(option)).collect();
            prop_assert_eq!(answers.len(), options.shown.len());
            for (place, option) in options.shown.iter().enumerate().filter(|(place, _)| *place != options.key) {
                let key = &options.shown[options.key];
                prop_assert!(!within(&tokens(option), &tokens(key)) && !within(&tokens(key), &tokens(option)), "{place}: {option} for {key}");
            }
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn over_a_deck_the_key_is_seldom_the_longest_option(tables in prop::collection::vec(any_table(), 12)) {
        let (mut longest, mut all) = (0_u32, 0_u32);
        for text in &tables {
            for question in questions(text).iter().filter(|question| !question.choices.is_empty()) {
                let chars = |text: &String| text.chars().count();
                let others = question.choices.iter().filter(|choice| **choice != question.answer).map(chars).max();
                all += 1;
                longest += u32::from(others.is_some_and(|most| chars(&question.answer) > most));
            }
        }
        prop_assert!(all < 60 || longest * 100 < all * 45, "{longest} of {all}");
    }
}
