use super::*;

fn asked(prompt: &str, answer: &str) -> Asked {
    Asked {
        id: "1".into(),
        kind: "term".into(),
        prompt: prompt.into(),
        answer: answer.into(),
        source: Place { path: "n.md".into(), line: 1 },
        ..Asked::default()
    }
}

fn fact(prompt: &[&str], answer: &[&str]) -> Expected {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Expected {
        id: "F1".into(),
        tier: Tier::Core,
        direction: Way::Forward,
        fact: "a fact".into(),
        prompt_keywords: owned(prompt),
        answer_keywords: owned(answer),
        leak_risk: false,
    }
}

/// Returns the names of the checks that a question fails.
fn flaws(question: Asked) -> Vec<&'static str> {
    score(&[question], &[]).defects.into_iter().map(|defect| defect.check).collect()
}

#[test]
fn a_fact_is_asked_when_prompt_and_answer_say_its_keywords_in_some_form() {
    let fact = fact(&["spleen"], &["filters blood"]);
    let covered =
        |prompt: &str, answer: &str| score(&[asked(prompt, answer)], std::slice::from_ref(&fact)).core.covered;
    assert_eq!(covered("What does the spleen do?", "filters the blood"), 1);
    assert_eq!(covered("What is the job of spleens?", "filtering of blood"), 1);
    assert_eq!(covered("What does the liver do?", "filters blood"), 0);
    assert_eq!(covered("What does the spleen do?", "stores sugar"), 0);
}

#[test]
fn a_list_is_covered_by_one_question_for_each_item_too() {
    let fact = fact(&["image"], &["manifest", "layers"]);
    let parts =
        [asked("What is the first part of an image?", "manifest"), asked("And the last part of the image?", "layers")];
    assert_eq!(score(&parts, std::slice::from_ref(&fact)).core, Share { covered: 1, of: 1 });
    let half = score(&parts[..1], std::slice::from_ref(&fact));
    assert_eq!((half.core.covered, half.missed.len()), (0, 1));
}

#[test]
fn every_defect_is_found_by_its_name() {
    let with_options = |choices: &[&str]| Asked {
        choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
        ..asked("Which one filters?", "kidney")
    };
    for (question, check) in [
        (asked("Which SIG covers persistent storage?", "Storage"), "M01 answer in the prompt"),
        (asked("Which group covers the application?", "App Delivery"), "M02 answer leaks"),
        (asked("What do they bring together?", "experts"), "M05 missing antecedent"),
        (asked("What is the definition?", "a group"), "M05 a heading without a subject"),
        (asked("What is a pod?", "a group of"), "M06 dangling text"),
        (asked("What is a pod?", "..."), "M07 empty answer"),
        (asked("What is a pod?", &"word ".repeat(30)), "M08 not one fact"),
        (asked("What is a pod?", "a **group**"), "M10 markup left"),
        (Asked { source: Place::default(), ..asked("What is a pod?", "a group") }, "M19 no source"),
        (Asked { items: vec!["x".into(); 8], ..asked("Name them.", "eight") }, "M09 long enumeration"),
        (with_options(&["kidney", "liver", "Liver"]), "M25 an option twice"),
        (with_options(&["heart", "liver", "lung"]), "M25 no right option"),
        (with_options(&["kidney", "the organ which makes bile", "the organ that pumps the blood"]), "M27 length cue"),
    ] {
        let prompt = question.prompt.clone();
        assert_eq!(flaws(question), [check], "{prompt}");
    }
    assert!(flaws(asked("What does the spleen do?", "filters blood")).is_empty());
}

#[test]
fn two_questions_alike_or_with_two_answers_are_defects_of_the_later() {
    let twice = score(&[asked("What is a pod?", "a group"), asked("What is a pod?", "A group.")], &[]);
    assert_eq!(twice.defects.iter().map(|defect| defect.check).collect::<Vec<_>>(), ["M13 asked twice"]);
    let two = score(&[asked("What is a pod?", "a group"), asked("What is a pod?", "a fruit")], &[]);
    assert_eq!(two.defects.iter().map(|defect| defect.check).collect::<Vec<_>>(), ["M03 one prompt, two answers"]);
}
