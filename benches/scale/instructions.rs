//! How many instructions the core paths take, counted by Valgrind: the same on a busy machine.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode};

use super::measure::{askback, process};
use super::rows::Site;

/// How many times the instructions listed a path may take.
const SLACK: f64 = 1.5;

/// Where they are listed, in millions.
const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/scale/instructions.txt");

/// Notes of the learner whose paths are counted.
const NOTES: usize = 100;

/// Counts every path and holds it to the list, or lists it anew.
pub(crate) fn run(bless: bool) -> ExitCode {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("skipped: there is no valgrind here");
        return ExitCode::SUCCESS;
    }
    let taken = count(&Site::new(NOTES, 10));
    if bless {
        let lines: String = taken.iter().map(|(path, millions)| format!("{millions:.1} {path}\n")).collect();
        std::fs::write(LIST, lines).unwrap();
    }
    let listed = std::fs::read_to_string(LIST).unwrap();
    let listed: BTreeMap<&str, f64> = listed
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(millions, path)| (path, millions.parse().unwrap()))
        .collect();
    println!("{:<28} {:>12} {:>12} {:>8}", "", "million", "listed", "ratio");
    let mut slower = false;
    for (path, millions) in taken {
        let before = listed.get(path).copied().unwrap_or(0.0);
        let ratio = millions / before;
        println!("{path:<28} {millions:>12.1} {before:>12.1} {ratio:>8.2}");
        slower |= ratio > SLACK;
    }
    if slower {
        println!("more than {SLACK} times the instructions listed; if that is wanted: --instructions --bless");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Returns the millions of instructions of each path.
fn count(site: &Site) -> Vec<(&'static str, f64)> {
    let notes = site.path("notes");
    let notes = notes.to_str().unwrap();
    let card = site.cards[0].to_string();
    let edited = site.path("notes/part000/note00000.md");
    let of = |args: &[&str]| instructions(&site.path("store.db"), args);
    // The first grade of a day is followed by that day's backup.
    process(&mut askback(&site.path("store.db"), &["grade", &card, "good"]));
    let mut taken = vec![
        ("start", of(&["due", "--count"])),
        ("answer", of(&["grade", &card, "good"])),
        ("statistics", of(&["stats", "--json"])),
        ("generate", of(&["generate", notes, "--format", "json"])),
        ("scan, nothing changed", of(&["scan"])),
    ];
    let text = std::fs::read_to_string(&edited).unwrap();
    std::fs::write(&edited, format!("{text}- **Addition**: one more line of the note\n")).unwrap();
    taken.push(("scan, one note changed", of(&["scan"])));
    taken
}

/// Returns the millions of instructions of one run, on one core.
fn instructions(store: &Path, args: &[&str]) -> f64 {
    let plain = askback(store, args);
    let mut counted = Command::new("valgrind");
    counted
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(plain.get_program())
        .args(plain.get_args());
    counted.env_clear().envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
    counted.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("RAYON_NUM_THREADS", "1");
    let run = counted.output().unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    let collected = said.lines().find_map(|line| line.split_once("Collected : ")).unwrap().1;
    collected.trim().parse::<f64>().unwrap() / 1e6
}
