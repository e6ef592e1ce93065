//! Cut off from power: what a session wrote is recorded, and at many points the disk is left with
//! what was synced by then.

use std::path::Path;

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

use crate::disk::{Call, Disk, Loss, record};
use crate::machine::{Figures, GRADES, Left, Machine, SESSION, folder, long, look, on_machines};
use crate::traced::{PROGRAM, can_trace};

/// Cuts the power at random calls and counts what is lost.
fn cut(calls: &[Call], root: &Path, times: usize, figures: Figures, look: impl Fn(&Path) -> Left + Sync) -> Figures {
    let mut chance = ChaCha8Rng::seed_from_u64(9);
    let losses = [Loss::All, Loss::Sectors].into_iter().cycle();
    let mut points: Vec<(usize, Loss, u64)> =
        losses.take(times).map(|loss| (chance.random_range(0..=calls.len()), loss, chance.random())).collect();
    points.sort_by_key(|(at, ..)| *at);
    on_machines(&points, |_, (at, loss, seed)| {
        let mut disk = Disk::default();
        calls[..*at].iter().for_each(|call| disk.take(call));
        let left_over = folder();
        disk.cut(*loss, &mut ChaCha8Rng::seed_from_u64(*seed), root, left_over.path());
        let left = look(left_over.path());
        figures
            .count(disk.said().matches("Saved: ").count(), &left, &|| format!("cut after {at} calls, {loss:?} lost"));
    });
    figures
}

#[test]
fn a_power_cut_at_any_call_of_a_session_loses_no_acknowledged_grade() {
    if !can_trace() {
        return;
    }
    let machine = Machine::new();
    let mut strace = machine.command("strace");
    strace.stdout(std::fs::File::create(machine.path("out")).unwrap());
    let calls = record(&mut strace, &machine.path("trace"), PROGRAM, &SESSION);
    assert_eq!(machine.acknowledged(), GRADES);
    let times = if long() { 10_000 } else { 300 };
    let figures = cut(&calls, &machine.path("data"), times, Figures::default(), |folder| {
        look(&folder.join("askback/askback.db"))
    });
    figures.sound(&format!("power cuts in a session of {} calls", calls.len()));
}

/// Commits numbers to a database at a level of syncing, as a program of its own.
#[test]
#[ignore = "started by the test below, as a program of its own"]
fn commits_numbers() {
    let Ok(level) = std::env::var("CRASH_SYNCHRONOUS") else { return };
    let database = rusqlite::Connection::open("numbers.db").unwrap();
    database
        .execute_batch(&format!("pragma journal_mode=wal; pragma synchronous={level}; create table number (n integer)"))
        .unwrap();
    for n in 0..GRADES {
        database.execute("insert into number values (?1)", [n]).unwrap();
        println!("Saved: {n}");
    }
}

/// Returns what is lost of numbers that were committed at a level of syncing.
fn cut_at_level(level: &str) -> Figures {
    let machine = Machine::new();
    let mut strace = machine.command("strace");
    strace.env("CRASH_SYNCHRONOUS", level);
    let itself = std::env::current_exe().unwrap();
    let args = ["--exact", "power::commits_numbers", "--ignored", "--nocapture", "--test-threads=1"];
    let calls = record(&mut strace, &machine.path("trace"), itself.to_str().unwrap(), &args);
    let figures = Figures { quiet: level == "normal", ..Figures::default() };
    cut(&calls, &machine.path(""), 300, figures, |folder| {
        let Ok(database) = rusqlite::Connection::open(folder.join("numbers.db")) else { return Left::default() };
        let verdict: String = database.query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
        let damage = Some(verdict).filter(|verdict| verdict != "ok").into_iter().collect();
        // Until the table is on the disk there is nothing to count.
        let graded = database.query_row("select count(*) from number", [], |row| row.get(0)).unwrap_or(0);
        Left { graded, doubled: 0, damage }
    })
}

#[test]
fn the_same_power_cuts_lose_commits_where_not_every_commit_is_synced() {
    if !can_trace() {
        return;
    }
    let (full, normal) = (cut_at_level("full"), cut_at_level("normal"));
    println!("{}", full.line("power cuts with synchronous=FULL"));
    println!("{}", normal.line("power cuts with synchronous=NORMAL"));
    assert_eq!(full.bad(), (0, 0, 0));
    assert!(normal.bad().0 > 1_000, "the test can tell the difference");
}
