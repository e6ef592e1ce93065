//! The scoreboard over notes of six fields, each with a list of its facts made by hand, and what
//! holds when all notes are read at once.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "reads the fixtures; a failure is the test's")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use askback::export::questions::{Beside, json};
use askback::notes::{Note, note};
use askback::questions::generate;
use askback::questions::score::{Asked, Expected, Score, score};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/score")
}

/// Returns the notes that have a list of facts, by name.
fn names() -> Vec<String> {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = files.filter_map(|name| name.strip_suffix(".md").map(str::to_owned)).collect();
    names.sort();
    names
}

fn read(name: &str, before: &str) -> Note {
    let text = std::fs::read_to_string(folder().join(format!("{name}.md"))).unwrap();
    note(&format!("{name}.md"), &format!("{name}.md"), format!("{before}{text}").as_bytes()).unwrap()
}

fn scored(name: &str) -> Score {
    let document = json(&generate(&[read(name, "")]), Beside::default()).unwrap();
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    let asked: Vec<Asked> = serde_json::from_value(document["questions"].clone()).unwrap();
    let facts = std::fs::read_to_string(folder().join(format!("{name}.facts.json"))).unwrap();
    let facts: Vec<Expected> = serde_json::from_str(&facts).unwrap();
    score(&asked, &facts)
}

#[test]
fn every_core_fact_of_six_fields_is_asked_without_a_defect() {
    assert!(names().len() >= 6);
    for name in names() {
        let score = scored(&name);
        println!("{name}: core {:?}, {} questions, {} defective", score.core, score.questions, score.defective);
        assert!(score.defects.is_empty(), "{name}: {:?}", score.defects);
        assert!(score.missed.is_empty(), "{name}: {:?}", score.missed);
    }
}

#[test]
fn all_notes_at_once_give_no_question_twice_and_the_same_in_any_order() {
    let notes: Vec<Note> = names().iter().map(|name| read(name, "")).collect();
    let backwards: Vec<Note> = notes.iter().rev().cloned().collect();
    let (one, other) = (generate(&notes), generate(&backwards));
    let beside = Beside { coverage: true, left_out: true };
    assert_eq!(json(&one, beside).unwrap(), json(&other, beside).unwrap());
    let prompts: BTreeSet<(&[String], &str)> =
        one.questions.iter().map(|question| (question.context.as_slice(), question.prompt.as_str())).collect();
    assert_eq!(prompts.len(), one.questions.len());
}

#[test]
fn a_paragraph_on_top_changes_no_identity() {
    for name in names() {
        let ids = |before: &str| -> Vec<String> {
            let mut ids: Vec<String> =
                generate(&[read(&name, before)]).questions.iter().map(|question| question.id.to_string()).collect();
            ids.sort();
            ids
        };
        assert_eq!(ids(""), ids("Some words that ask nothing at all.\n\n"), "{name}");
    }
}
