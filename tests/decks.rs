//! Every note in `decks/` gives exactly the questions written beside it, in `NAME.questions.txt`.
//!
//! With `ASKBACK_BLESS=1` the files are written anew; the difference is then for a person to read.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "reads and writes files of the repository; a failure is the test's"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use askback::model::Question;
use askback::notes;
use askback::questions::generate;

#[test]
fn every_deck_gives_exactly_its_expected_questions() {
    let bless = std::env::var("ASKBACK_BLESS").is_ok_and(|value| value == "1");
    let mut differing = Vec::new();
    for deck in decks() {
        let expected = deck.with_extension("questions.txt");
        let given = blocks(&questions_of(&deck));
        if bless {
            std::fs::write(&expected, &given).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != given {
            differing.push(first_difference(&expected, &given));
        }
    }
    assert!(differing.is_empty(), "{}\n`just bless` accepts them", differing.join("\n"));
}

#[test]
fn no_file_of_expected_questions_is_left_without_its_deck() {
    let decks = decks();
    for file in files_of_decks().iter().filter(|path| path.to_str().unwrap().ends_with(".questions.txt")) {
        let deck = PathBuf::from(file.to_str().unwrap().replace(".questions.txt", ".md"));
        assert!(decks.contains(&deck), "{} has no note", file.display());
    }
}

#[test]
fn the_decks_together_give_no_prompt_twice() {
    let notes: Vec<notes::Note> = decks().iter().map(|deck| read(deck)).collect();
    let mut prompts: Vec<String> = generate(&notes).questions.iter().map(shown).collect();
    let all = prompts.len();
    prompts.sort();
    prompts.dedup();
    assert_eq!(prompts.len(), all);
}

/// Returns what a learner sees of a question: the headings above it and the prompt.
fn shown(question: &Question) -> String {
    let mut lines = question.context.clone();
    lines.push(question.prompt.clone());
    lines.join(" > ")
}

/// Returns the questions as blocks of text: what is seen, the choices, the answer, the lines.
fn blocks(questions: &[Question]) -> String {
    let mut text = String::new();
    for question in questions {
        let _ = writeln!(text, "Q {}", shown(question));
        for choice in &question.choices {
            let _ = writeln!(text, "? {choice}");
        }
        if question.items.is_empty() {
            let _ = writeln!(text, "A {}", question.answer);
        }
        for item in &question.items {
            let _ = writeln!(text, "- {item}");
        }
        let _ = writeln!(text, "L {}-{}\n", question.source.line, question.source.end_line);
    }
    text
}

/// Returns the first line in which the expected questions and those given differ.
fn first_difference(expected: &Path, given: &str) -> String {
    let known = std::fs::read_to_string(expected).unwrap_or_default();
    let same = known.lines().zip(given.lines()).take_while(|(old, new)| old == new).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("(end of file)").to_owned();
    format!("{}:{}\n  expected: {}\n  given:    {}", expected.display(), same + 1, line(&known), line(given))
}

fn questions_of(deck: &Path) -> Vec<Question> {
    generate(&[read(deck)]).questions
}

fn read(deck: &Path) -> notes::Note {
    let name = deck.file_name().unwrap().to_str().unwrap();
    notes::note(&format!("decks/{name}"), name, &std::fs::read(deck).unwrap()).unwrap()
}

/// Returns the notes in `decks/`, by name.
fn decks() -> Vec<PathBuf> {
    let mut decks = files_of_decks();
    decks.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    decks
}

fn files_of_decks() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("decks");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}
