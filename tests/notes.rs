//! The structures that people write, each in a short note of its own: every note in
//! `tests/notes/` gives exactly the questions written beside it, in `NAME.questions.txt`.
//!
//! With `ASKBACK_BLESS=1` the files are written anew; the difference is then for a person to read.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "reads and writes files of the repository; a failure is the test's"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use askback::notes;
use askback::questions::{Generated, generate};

#[test]
fn every_structure_gives_exactly_its_expected_questions() {
    let bless = std::env::var("ASKBACK_BLESS").is_ok_and(|value| value == "1");
    for note in notes_of_structures() {
        let expected = note.with_extension("questions.txt");
        let given = listed(&generate(&[read(&note, None)]));
        if bless {
            std::fs::write(&expected, &given).unwrap();
        } else {
            let known = std::fs::read_to_string(&expected).unwrap_or_default();
            assert_eq!(known, given, "{}: `just bless` accepts it", note.display());
        }
    }
}

#[test]
fn links_people_dates_advice_and_errands_give_nothing_and_the_ledger_says_why() {
    let note = folder().join("nothing.md");
    let given = generate(&[read(&note, None)]);
    assert_eq!(listed(&given), "");
    assert!(given.coverage.iter().all(|row| row.questions.is_empty()));
    assert!(given.coverage.iter().filter(|row| row.reason.is_some()).count() >= 7);
}

#[test]
fn a_note_cut_off_anywhere_gives_only_questions_of_the_lines_that_are_left() {
    for note in notes_of_structures() {
        let bytes = std::fs::read(&note).unwrap();
        for end in (0..bytes.len()).step_by(37) {
            let cut = String::from_utf8_lossy(&bytes[..end]).trim_end_matches('\u{fffd}').to_owned();
            let lines = u32::try_from(cut.lines().count()).unwrap();
            let given = generate(&[read(&note, Some(cut.as_bytes()))]);
            assert!(
                given.questions.iter().all(|question| question.source.end_line <= lines.max(1)),
                "{note:?} at {end}"
            );
            assert!(given.questions.iter().all(|question| !question.answer.trim().is_empty()));
        }
    }
}

/// Returns the questions one a line: prompt, answer, line.
fn listed(given: &Generated) -> String {
    let mut text = String::new();
    for question in &given.questions {
        let answer = if question.items.is_empty() { question.answer.clone() } else { question.items.join(" | ") };
        let _ = writeln!(text, "{}: {}\n    {answer}", question.source.line, question.prompt);
    }
    text
}

fn read(path: &Path, bytes: Option<&[u8]>) -> notes::Note {
    let name = path.file_name().unwrap().to_str().unwrap();
    let whole = std::fs::read(path).unwrap();
    notes::note(name, name, bytes.unwrap_or(&whole)).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notes")
}

fn notes_of_structures() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    files
}
