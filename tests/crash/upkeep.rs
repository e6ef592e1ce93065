//! Killed, or refused by the disk, while a store is brought up to date, copied, put back, merged
//! or filled from outside, or while something is written out: old or new, never between.

use std::path::{Path, PathBuf};

use crate::machine::{Figures, GRADES, Left, Machine, SESSION, long, look, on_machines};
use crate::traced::{Point, calls, can_trace, chosen, happens};

/// What a store of an earlier schema holds: cards graded, and grades beyond the first of a card.
const OF_A_FIXTURE: (usize, usize) = (4, 6);

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}

/// Returns the stores of earlier schemas, by version.
fn fixtures() -> Vec<(i64, PathBuf)> {
    let named = |entry: std::fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        Some((name.strip_prefix("store-v")?.strip_suffix(".db")?.parse().ok()?, entry.path()))
    };
    let mut found: Vec<(i64, PathBuf)> =
        std::fs::read_dir(data()).unwrap().filter_map(|entry| named(entry.unwrap())).collect();
    found.sort();
    found
}

fn version(store: &Path) -> i64 {
    let store = rusqlite::Connection::open(store).unwrap();
    store.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

/// Puts a store in its place.
fn place(machine: &Machine, store: &Path) {
    machine.clear();
    std::fs::copy(store, machine.store()).unwrap();
}

/// Tries a run at its points: killed and, in a long run, refused by the disk.
fn at_points(points: Vec<Point>, every: usize, work: impl Fn(&Machine, &Point, &str) + Sync) {
    let what = if long() { &["signal=KILL", "error=ENOSPC", "error=EIO"][..] } else { &["signal=KILL"] };
    let all: Vec<(Point, &str)> = chosen(points, 6, every)
        .into_iter()
        .flat_map(|point| what.iter().map(move |what| (point.clone(), *what)))
        .collect();
    on_machines(&all, |machine, (point, what)| work(machine, point, what));
}

#[test]
fn a_store_of_every_earlier_schema_is_brought_up_to_date_with_every_review() {
    let machine = Machine::new();
    machine.run(&SESSION);
    let latest = version(&machine.store());
    let found = fixtures();
    for wanted in 1..=12 {
        assert!(found.iter().any(|(version, _)| *version == wanted), "tests/data/store-v{wanted}.db is kept for ever");
    }
    for (of, fixture) in found {
        place(&machine, &fixture);
        machine.run(&["due", "--count"]);
        let Left { graded, doubled, damage } = look(&machine.store());
        assert_eq!(
            ((graded, doubled), damage, version(&machine.store())),
            (OF_A_FIXTURE, vec![], latest),
            "schema {of}"
        );
        let backups = machine.path("data/askback/askback.backups");
        assert_eq!(backups.exists(), of < latest, "a copy is kept of what is changed");
        machine.run(&["export", "reviews", "--json"]);
        assert_eq!(machine.shown("out").matches("\"reviewed_at\"").count(), 10, "schema {of}");
    }
}

#[test]
fn a_migration_that_is_cut_short_leaves_the_old_store_or_the_new_one() {
    if !can_trace() {
        return;
    }
    let machine = Machine::new();
    machine.run(&SESSION);
    let latest = version(&machine.store());
    let figures = Figures::default();
    let old = fixtures().into_iter().filter(|(version, _)| *version < latest && (long() || *version == 1));
    for (of, fixture) in old {
        place(&machine, &fixture);
        let points = calls(&machine, &["due", "--count"]);
        at_points(points, 5, |machine, point, what| {
            place(machine, &fixture);
            happens(machine, &["due", "--count"], what, point, false);
            let found = version(&machine.store());
            assert!(found == of || found == latest, "{what} at {point:?}: schema {found} is neither {of} nor {latest}");
            let left = look(&machine.store());
            let whole = (left.graded, left.doubled) == OF_A_FIXTURE;
            let left = Left { doubled: 0, ..left };
            figures.count(OF_A_FIXTURE.0, &left, &|| format!("{what} at {point:?} of schema {of}"));
            assert!(whole, "{what} at {point:?}: {left:?}");
        });
    }
    figures.sound("migrations cut short");
}

#[test]
fn a_backup_that_is_cut_short_is_not_there_or_whole() {
    if !can_trace() {
        return;
    }
    let machine = Machine::new();
    machine.run(&SESSION);
    let studied = machine.path("studied.db");
    std::fs::copy(machine.store(), &studied).unwrap();
    let args = ["backup", "copy.db"];
    let points = calls(&machine, &args);
    let figures = Figures::default();
    at_points(points, 3, |machine, point, what| {
        place(machine, &studied);
        let copy = machine.path("copy.db");
        let _ = std::fs::remove_file(&copy);
        let done = happens(machine, &args, what, point, false);
        let named = || format!("{what} at {point:?}: {done}");
        assert!(!done.success() || copy.exists(), "{}", named());
        if copy.exists() {
            figures.count(GRADES, &look(&copy), &named);
        }
        figures.count(GRADES, &look(&machine.store()), &named);
        let _ = std::fs::remove_file(&copy);
        machine.run(&args);
        let strays = std::fs::read_dir(machine.path("")).unwrap().map(|entry| entry.unwrap().file_name());
        assert_eq!(strays.filter(|name| name.to_string_lossy().starts_with(".askback")).count(), 0, "{}", named());
    });
    figures.sound("backups cut short");
}

#[test]
fn a_restore_that_is_cut_short_leaves_the_old_store_or_the_new_one() {
    if !can_trace() {
        return;
    }
    let machine = Machine::new();
    machine.run(&SESSION);
    let studied = machine.path("studied.db");
    machine.run(&["backup", studied.to_str().unwrap()]);
    let bytes = std::fs::read(&studied).unwrap();
    let args = ["restore", studied.to_str().unwrap()];
    let figures = Figures::default();
    for damaged in [false, true] {
        let there = if damaged { &bytes[..bytes.len() / 2] } else { &bytes[..] };
        let before = |machine: &Machine| {
            machine.clear();
            std::fs::write(machine.store(), there).unwrap();
        };
        before(&machine);
        let points = calls(&machine, &args);
        at_points(points, 5, |machine, point, what| {
            before(machine);
            let done = happens(machine, &args, what, point, false);
            assert!(machine.store().exists(), "{what} at {point:?}: there is no store");
            if !damaged || done.success() {
                figures.count(GRADES, &look(&machine.store()), &|| format!("{what} at {point:?}: {done}"));
            }
            machine.run(&args);
            figures.count(GRADES, &look(&machine.store()), &|| format!("{what} at {point:?}, then again"));
        });
    }
    figures.sound("restores cut short");
}

#[test]
fn a_merge_or_an_import_that_is_cut_short_loses_nothing_and_goes_on_when_repeated() {
    if !can_trace() {
        return;
    }
    let machine = Machine::new();
    machine.run(&SESSION);
    let (other, reviews) = (machine.path("other.db"), machine.path("reviews.json"));
    machine.run(&["backup", other.to_str().unwrap()]);
    machine.run(&["export", "reviews", "-o", reviews.to_str().unwrap()]);
    machine.clear();
    machine.run(&["add", "notes"]);
    machine.run(&["backup", "fresh.db"]);
    let fresh = machine.path("fresh.db");
    let figures = Figures::default();
    for args in [["merge", other.to_str().unwrap()], ["import", reviews.to_str().unwrap()]] {
        place(&machine, &fresh);
        let points = calls(&machine, &args);
        at_points(points, 11, |machine, point, what| {
            place(machine, &fresh);
            happens(machine, &args, what, point, false);
            let left = look(&machine.store());
            assert!([0, GRADES].contains(&left.graded), "{what} at {point:?}: all or nothing, {left:?}");
            figures.count(left.graded, &left, &|| format!("{what} at {point:?} of {args:?}"));
            machine.run(&args);
            figures.count(GRADES, &look(&machine.store()), &|| format!("{what} at {point:?} of {args:?}, then again"));
        });
    }
    figures.sound("merges and imports cut short");
}

#[test]
fn an_export_that_is_cut_short_leaves_the_old_file_or_the_new_one() {
    if !can_trace() {
        return;
    }
    let machine = Machine::new();
    machine.run(&SESSION);
    let studied = machine.path("studied.db");
    std::fs::copy(machine.store(), &studied).unwrap();
    let args = ["export", "reviews", "--force", "-o", "out.csv"];
    let points = calls(&machine, &args);
    let new = std::fs::read(machine.path("out.csv")).unwrap();
    at_points(points, 1, |machine, point, what| {
        place(machine, &studied);
        std::fs::write(machine.path("out.csv"), "old").unwrap();
        happens(machine, &args, what, point, false);
        let left = std::fs::read(machine.path("out.csv")).unwrap();
        assert!(left == b"old" || left == new, "{what} at {point:?}: {} bytes", left.len());
        machine.run(&args);
        let folder = std::fs::read_dir(machine.path("out.csv").parent().unwrap()).unwrap();
        let unfinished =
            folder.filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|it| it == "part"));
        assert_eq!(unfinished.count(), 0, "{what} at {point:?}: what was not finished stays");
    });
    println!("exports cut short: the old file or the new one at every point, and nothing left by the next");
}
