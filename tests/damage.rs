//! A damaged store: any byte flipped, any row of the log edited, cut at any length, is found or
//! changes nothing that is read; nothing panics.
//!
//! `ASKBACK_LONG=1` tries 1,000 of each; otherwise 120.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "damages files; a failure is the test's; it prints its figures"
)]

use std::path::Path;

use askback::model::{CardId, Day, Ease, Event, EventBody, Moment, Quality, Review, ReviewKind};
use askback::store::{Access, Store};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

fn times() -> usize {
    if std::env::var("ASKBACK_LONG").is_ok_and(|value| value == "1") { 1_000 } else { 120 }
}

fn studied(path: &Path) {
    let mut store = Store::open(path, Access::Write, [7; 16], 0).unwrap();
    for n in 0..60_u64 {
        let day = Day(i32::try_from(n / 10).unwrap());
        let at =
            Moment { at_ms: i64::try_from(n).unwrap() * 60_000, offset_min: 60, zone: "Europe/Madrid".into(), day };
        let review = Review {
            card: CardId(n % 25),
            quality: Quality::new(u8::try_from(n % 6).unwrap()).unwrap(),
            answer_ms: 1_000,
            kind: ReviewKind::Review,
            interval_before: 0,
            interval_after: 1,
            ease_before: Ease::START,
            ease_after: Ease::START,
            shift_days: 0,
            scheduler: "sm2".into(),
            given: Some("typed".into()),
            confidence: None,
        };
        store.append(EventBody::Review(review), &at).unwrap();
    }
    store.close().unwrap();
}

/// All that is read of a store, or nothing if it is told to be damaged.
fn read(path: &Path) -> Option<(Vec<Event>, usize)> {
    let store = Store::open(path, Access::Read, [7; 16], 0).ok()?;
    if !store.faults().ok()?.is_empty() || !store.differing().ok()?.is_empty() {
        return None;
    }
    Some((store.events().ok()?, store.records().ok()?.len()))
}

#[test]
fn any_flipped_byte_and_any_cut_is_found_or_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    studied(&path);
    let (whole, bytes) = (read(&path).unwrap(), std::fs::read(&path).unwrap());
    let mut chance = ChaCha8Rng::seed_from_u64(3);
    let (mut found, mut harmless) = (0, 0);
    for n in 0..times() {
        let mut damaged = bytes.clone();
        let at = chance.random_range(0..bytes.len());
        if n % 6 == 0 {
            damaged.truncate(at);
        } else {
            damaged[at] ^= 1 << chance.random_range(0..8);
        }
        std::fs::write(&path, &damaged).unwrap();
        match read(&path) {
            None => found += 1,
            Some(seen) => {
                assert_eq!(seen, whole, "byte {at} was changed in silence");
                harmless += 1;
            }
        }
    }
    println!("{} damages: {found} found, {harmless} changed nothing that is read, 0 in silence", times());
}

#[test]
fn every_edited_row_of_the_log_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    studied(&path);
    let bytes = std::fs::read(&path).unwrap();
    let mut chance = ChaCha8Rng::seed_from_u64(5);
    let columns = [
        "at_ms", "offset_min", "day", "card", "answer_ms", "interval_before", "interval_after", "ease_after",
        "shift_days",
    ];
    for n in 0..times() {
        std::fs::write(&path, &bytes).unwrap();
        let row = chance.random_range(1..=60);
        let edit = match n % 5 {
            0 => format!("delete from log where seq = {row}"),
            1 => format!("update log set text = text || 'x' where seq = {row}"),
            2 => format!("update log set quality = (quality + 1) % 6 where seq = {row}"),
            _ => {
                let column = columns[chance.random_range(0..columns.len())];
                format!("update log set {column} = {column} + {} where seq = {row}", chance.random_range(1..9))
            }
        };
        let database = rusqlite::Connection::open(&path).unwrap();
        database.execute_batch("drop trigger log_is_never_changed; drop trigger log_is_never_cut").unwrap();
        database.execute_batch(&edit).unwrap();
        database.close().unwrap();
        // The last row cut off leaves a whole chain, but the kept state is then not what it gives.
        assert_eq!(read(&path), None, "{edit} was not found");
    }
    println!("{} edits of rows: all found", times());
}
