//! A spreadsheet opens our CSV: no text of the learner's runs as a formula, numbers are numbers,
//! and every letter is right.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "drives the program and another one from outside; a failure is the test's"
)]

use std::path::Path;
use std::process::{Command, Stdio};

const NOTES: &str = "# Zeichen\n\nQ: =1+1\nA: =HYPERLINK(\"https://example.invalid\";\"prize\")\n\nQ: @SUM(1;2)\nA: -2+3\n\nQ: Größe, 漢字, «ё»?\nA: 😀 naïve\n";

/// Comma, double quote, UTF-8, and every option by which LibreOffice would run what it can.
const FILTER: &str = "CSV:44,34,76,1,,0,false,true,false,false,false,0,true";

fn has_libreoffice() -> bool {
    let there = Command::new("soffice").arg("--version").output().is_ok_and(|done| done.status.success());
    if !there {
        eprintln!("skipped: LibreOffice, which opens the tables, is not installed (bash .ci/run installs it)");
    }
    there
}

fn run(home: &Path, args: &[&str]) {
    run_typing(home, args, "");
}

fn run_typing(home: &Path, args: &[&str], typed: &str) -> String {
    std::fs::write(home.join("typed"), typed).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_askback"));
    command.env_clear().env("HOME", home).env("ASKBACK_NOW", "2026-03-01T12:00:00+01:00").current_dir(home);
    let typed = std::fs::File::open(home.join("typed")).unwrap();
    let output = command.args(["--store", "a.db"]).args(args).stdin(typed).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Opens a CSV as LibreOffice does; returns the sheet as flat XML.
fn opened(home: &Path, name: &str) -> String {
    let profile = format!("-env:UserInstallation=file://{}", home.join("profile").display());
    let mut command = Command::new("timeout");
    command.args(["180", "soffice", &profile, "--headless", &format!("--infilter={FILTER}"), "--convert-to", "fods"]);
    let output = command.arg(name).current_dir(home).env("HOME", home).stdin(Stdio::null()).output().unwrap();
    let sheet = std::fs::read_to_string(home.join(name).with_extension("fods"));
    sheet.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn libreoffice_runs_no_formula_of_ours_and_reads_numbers_and_letters_right() {
    if !has_libreoffice() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("notes.md"), NOTES).unwrap();
    run(home.path(), &["add", "notes.md"]);
    run(home.path(), &["export", "cards", "-o", "cards.csv"]);
    run(home.path(), &["export", "cards", "--raw", "-o", "raw.csv"]);
    let safe = opened(home.path(), "cards.csv");
    assert!(!safe.contains("table:formula"), "a formula was read");
    for text in ["Größe, 漢字, «ё»?", "😀 naïve", "=1+1", "@SUM(1;2)", "-2+3"] {
        assert!(safe.contains(text), "{text} is missing");
    }
    // The lines of the notes: 3, 6 and 9.
    for line in [3, 6, 9] {
        assert!(safe.contains(&format!("office:value-type=\"float\" office:value=\"{line}\"")), "line {line}");
    }
    assert!(opened(home.path(), "raw.csv").contains("table:formula"), "this LibreOffice would run a formula");
}

const EXAM: &str = "name = \"=1+1\"\nquestions = 3\nminutes = 30\npass_mark = 70\n\n[[domain]]\nname = \"@SUM(1;2)\"\nweight = 1\nfiles = [\"notes\"]\n";

#[test]
fn libreoffice_opens_reviews_days_and_exams_as_it_does_cards() {
    if !has_libreoffice() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("notes.md"), NOTES).unwrap();
    std::fs::write(home.path().join("exam.toml"), EXAM).unwrap();
    run(home.path(), &["add", "notes.md"]);
    let cards = run_typing(home.path(), &["export", "cards"], "");
    for card in cards.lines().skip(1).filter_map(|row| row.split_once(',')) {
        run(home.path(), &["grade", card.0, "good", "--ms", "5210"]);
    }
    run_typing(home.path(), &["exam"], "\n\n\nh\ny\n");
    let number = |number: &str| format!("office:value-type=\"float\" office:value=\"{number}\"");
    let told: [(&str, &[String]); 3] = [
        ("reviews", &["=1+1".into(), "Größe, 漢字, «ё»?".into(), number("5210"), number("2.5")]),
        ("days", &[number("15630"), "office:date-value=\"2026-03-01\"".into()]),
        ("exams", &["=1+1".into(), "@SUM(1;2)".into(), number("70"), number("0")]),
    ];
    for (table, expected) in told {
        let name = format!("{table}.csv");
        run(home.path(), &["export", table, "-o", &name]);
        let sheet = opened(home.path(), &name);
        assert!(!sheet.contains("table:formula"), "{table}: a formula was read");
        for text in expected {
            assert!(sheet.contains(text), "{table}: {text} is missing");
        }
    }
}
