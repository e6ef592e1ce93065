//! Real Anki reads what we write, and we read what it writes: cards, schedule and every review.
//!
//! Skipped, and said so, where no Python with the package `anki` is found: named by
//! `ASKBACK_ANKI_PYTHON`, or in `target/anki`, where `.ci/run` puts it.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "drives the program and another one from outside; a failure is the test's"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use askback::import::{Logged, events};
use askback::model::{CardId, Day, Moment, Quality};
use askback::schedule::Rules;
use askback::store::{Access, Store};
use serde_json::Value;

const NOW: &str = "2024-03-01T15:00:00+00:00";
const TODAY: i32 = 19_783;
const REVIEWS_OF_A_CARD: i64 = 10;

/// Returns a Python that has Anki.
fn python() -> Option<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/anki/bin/python3");
    let named = std::env::var_os("ASKBACK_ANKI_PYTHON").map(PathBuf::from).or(Some(own));
    let found = named.filter(|python| {
        Command::new(python).args(["-c", "import anki.collection"]).output().is_ok_and(|done| done.status.success())
    });
    if found.is_none() {
        eprintln!("skipped: no Python with the package `anki` in target/anki (bash .ci/run installs it)");
    }
    found
}

fn cards() -> usize {
    if std::env::var_os("ASKBACK_LONG").is_some() { 5_000 } else { 200 }
}

/// Cards that were never reviewed, beside those that were.
const NEW: usize = 20;

/// A machine with a note of so many cards, each reviewed ten times, and some new ones.
struct Machine {
    home: tempfile::TempDir,
}

impl Machine {
    fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap() }
    }

    fn store(&self) -> PathBuf {
        self.home.path().join("askback.db")
    }

    fn run(&self, args: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_askback"));
        command.env_clear().env("HOME", self.home.path()).env("TZ", "UTC").current_dir(self.home.path());
        command.arg("--store").arg(self.store()).args(["--now", NOW]).args(args);
        let done = command.output().unwrap();
        assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    }

    fn json(&self, what: &str) -> Vec<Value> {
        let document: Value = serde_json::from_str(&self.run(&["export", what, "--json"])).unwrap();
        document[what].as_array().unwrap().clone()
    }

    fn studied() -> Self {
        let machine = Self::new();
        let written: String =
            (0..cards() + NEW).map(|n| format!("Q: What is <item> {n} & co?\nA: thing {n}\n\n")).collect();
        let notes = machine.home.path().join("deck/sub");
        std::fs::create_dir_all(&notes).unwrap();
        std::fs::write(notes.join("many.md"), format!("# Many\n\n{written}")).unwrap();
        machine.run(&["add", "deck"]);
        let mut store = Store::open(&machine.store(), Access::Write, [1; 16], 0).unwrap();
        let ids: Vec<CardId> = store.cards().unwrap().iter().map(|held| held.question.id).collect();
        let mut reviews = Vec::new();
        for (number, card) in ids.iter().enumerate().take(cards()) {
            for turn in 0..REVIEWS_OF_A_CARD {
                let day = i64::from(TODAY) - 200 + turn * turn * 2 + (number % 7) as i64;
                reviews.push(Logged {
                    card: *card,
                    at_ms: day * 86_400_000 + 36_000_000 + number as i64 * 1_000 + turn,
                    local: None,
                    quality: Quality::new(2 + ((number as i64 * 7 + turn * 3) % 4) as u8).unwrap(),
                    answer_ms: 1_000 + number as u32,
                    kind: None,
                    recorded: None,
                    undone: false,
                });
            }
        }
        let utc = |at_ms: i64| Moment {
            at_ms,
            offset_min: 0,
            zone: "UTC".into(),
            day: Day(i32::try_from(at_ms.div_euclid(86_400_000)).unwrap()),
        };
        store.adopt(&events(reviews, Vec::new(), &Rules::default(), utc)).unwrap();
        store.close().unwrap();
        machine
    }
}

fn whole(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("no whole number: {value}"))
}

fn thousandths(value: &Value) -> i64 {
    (value.as_f64().unwrap() * 1000.0).round() as i64
}

fn at_ms(review: &Value) -> i64 {
    chrono::DateTime::parse_from_rfc3339(review["reviewed_at"].as_str().unwrap()).unwrap().timestamp_millis()
}

/// What a review amounts to, wherever it is kept: prompt, instant, grade, intervals, ease, time.
type Row = (String, i64, i64, i64, i64, i64, i64);

fn rows(machine: &Machine) -> Vec<Row> {
    let row = |review: Value| {
        let number = |name: &str| whole(&review[name]);
        (
            review["prompt"].as_str().unwrap().to_owned(),
            at_ms(&review),
            number("quality"),
            number("interval_before_days"),
            number("interval_after_days"),
            thousandths(&review["ease_after"]),
            number("answer_ms"),
        )
    };
    let mut rows: Vec<Row> = machine.json("reviews").into_iter().map(row).collect();
    rows.sort();
    rows
}

#[test]
fn anki_holds_every_card_schedule_and_review_of_ours_and_gives_them_back() {
    let Some(python) = python() else { return };
    let machine = Machine::studied();
    machine.run(&["export", "anki", "-o", "ours.apkg"]);
    let home = machine.home.path();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/anki/collection.py");
    let done =
        Command::new(python).arg(script).arg(home.join("ours.apkg")).arg(home).env("TZ", "UTC").output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let anki: Value = serde_json::from_slice(&done.stdout).unwrap();
    let count = (cards() + NEW) as u64;
    assert_eq!((anki["first"].as_u64(), anki["notes"].as_u64()), (Some(count), Some(count)));
    assert_eq!(anki["second"], serde_json::json!([0, 0, 0]), "a second import adds nothing");
    assert_eq!(anki["sound"], true, "{}", anki["message"]);
    same_cards(&machine, &anki);
    same_reviews(&machine, &anki);
    for form in ["legacy.apkg", "modern.apkg"] {
        // Into the store it came from, nothing; into an empty one, everything.
        let again = machine.run(&["import", home.join(form).to_str().unwrap()]);
        assert!(again.contains("Imported 0 reviews"), "{again}");
        let other = Machine::new();
        other.run(&["import", home.join(form).to_str().unwrap()]);
        assert_eq!(rows(&other), rows(&machine), "{form}");
        assert!(other.run(&["doctor"]).contains("all is well"));
        same_schedule(&machine, &other);
    }
}

fn same_cards(machine: &Machine, anki: &Value) {
    let theirs: BTreeMap<&str, &Value> =
        anki["cards"].as_array().unwrap().iter().map(|card| (card["guid"].as_str().unwrap(), card)).collect();
    let mut todays = BTreeSet::new();
    for ours in machine.json("cards") {
        let card = theirs[format!("askback-{}", ours["card_id"].as_str().unwrap()).as_str()];
        assert_eq!(card["deck"], "deck::sub::many");
        assert_eq!(card["tags"], serde_json::json!(["askback"]));
        let source = format!("{}:{}", ours["path"].as_str().unwrap(), ours["line"]);
        assert_eq!(card["source"], source);
        if ours["state"] == "new" {
            assert_eq!((whole(&card["type"]), whole(&card["queue"])), (0, 0));
            continue;
        }
        let due: Day = ours["due"].as_str().unwrap().parse().unwrap();
        assert_eq!(whole(&card["ivl"]), whole(&ours["interval_days"]));
        assert_eq!(whole(&card["factor"]), thousandths(&ours["ease"]));
        assert_eq!(whole(&card["reps"]), whole(&ours["reviews"]));
        assert_eq!(whole(&card["lapses"]), whole(&ours["lapses"]));
        assert_eq!((whole(&card["type"]), whole(&card["queue"])), (2, 2));
        // Anki counts from its own today, which no test asks for: it is the same for all cards.
        todays.insert(i64::from(due.0) - whole(&card["days"]));
    }
    assert_eq!(todays.len(), 1, "{todays:?}");
}

fn same_reviews(machine: &Machine, anki: &Value) {
    let theirs: Vec<(String, i64, i64, i64, i64, i64)> = anki["revlog"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let number = |place: usize| whole(&row[place]);
            (row[0].as_str().unwrap().to_owned(), number(1), number(2), number(3), number(5), number(6))
        })
        .collect();
    let mut ours: Vec<_> = machine
        .json("reviews")
        .iter()
        .map(|review| {
            let guid = format!("askback-{}", review["card_id"].as_str().unwrap());
            let number = |name: &str| whole(&review[name]);
            let key = number("quality").max(2) - 1;
            let ease = thousandths(&review["ease_after"]);
            (guid, at_ms(review), key, number("interval_after_days"), ease, number("answer_ms"))
        })
        .collect();
    ours.sort_by_key(|row| row.1);
    assert_eq!(theirs.len(), ours.len());
    assert_eq!(theirs, ours);
}

/// Each card is due on the same day with the same interval and ease, told by its prompt.
fn same_schedule(one: &Machine, other: &Machine) {
    let cards = |machine: &Machine| -> BTreeMap<String, Vec<Value>> {
        let of = |card: Value| {
            let values = ["state", "due", "interval_days", "ease", "lapses"].map(|name| card[name].clone());
            (card["prompt"].as_str().unwrap().to_owned(), values.to_vec())
        };
        machine.json("cards").into_iter().map(of).collect()
    };
    assert_eq!(cards(one), cards(other));
}

#[test]
fn the_same_store_at_the_same_time_gives_the_same_bytes() {
    let machine = Machine::studied();
    machine.run(&["export", "anki", "-o", "one.apkg"]);
    machine.run(&["export", "anki", "-o", "two.apkg"]);
    let read = |name: &str| std::fs::read(machine.home.path().join(name)).unwrap();
    assert!(!read("one.apkg").is_empty());
    assert_eq!(read("one.apkg"), read("two.apkg"));
}
