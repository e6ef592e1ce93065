//! Killed: at every call by which a session writes, and at any time.

use std::os::unix::process::ExitStatusExt;
use std::time::Duration;

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

use crate::machine::{Figures, GRADES, Machine, SESSION, long, look, on_machines};
use crate::traced::{PROGRAM, Point, calls, can_trace, chosen, happens};

/// The signals that end a program, the certain one first.
const SIGNALS: [(&str, i32); 7] =
    [("KILL", 9), ("TERM", 15), ("HUP", 1), ("INT", 2), ("QUIT", 3), ("ABRT", 6), ("SEGV", 11)];

#[test]
fn a_session_killed_at_any_call_keeps_every_grade_it_acknowledged() {
    if !can_trace() {
        return;
    }
    let machine = Machine::new();
    let points = calls(&machine, &SESSION);
    assert_eq!((machine.acknowledged(), look(&machine.store()).graded), (GRADES, GRADES));
    let all = points.len();
    let signals = if long() { &SIGNALS[..] } else { &SIGNALS[..1] };
    let deaths: Vec<(Point, &str)> = chosen(points, 40, 7)
        .into_iter()
        .flat_map(|point| signals.iter().map(move |(signal, _)| (point.clone(), *signal)))
        .collect();
    let figures = Figures::default();
    on_machines(&deaths, |machine, (point, signal)| {
        machine.clear();
        let status = happens(machine, &SESSION, &format!("signal={signal}"), point, false);
        assert!(!status.success() || *signal != "KILL", "{point:?} was not reached");
        figures.count(machine.acknowledged(), &look(&machine.store()), &|| format!("{signal} at {point:?}"));
    });
    figures.sound(&format!("killed at calls of a session that writes by {all} ({} signals)", signals.len()));
}

#[test]
fn a_session_killed_at_any_time_by_any_signal_keeps_every_grade_it_acknowledged() {
    let times = if long() { 1_000 } else { 70 };
    let mut chance = ChaCha8Rng::seed_from_u64(4);
    let deaths: Vec<(i32, u64)> =
        (0..times).map(|n| (SIGNALS[n % SIGNALS.len()].1, chance.random_range(0..120_000))).collect();
    let figures = Figures::default();
    on_machines(&deaths, |machine, (signal, micros)| {
        machine.clear();
        let mut child = machine.command(PROGRAM).args(SESSION).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(*micros));
        let target = rustix::process::Pid::from_child(&child);
        let signal = rustix::process::Signal::from_named_raw(*signal).unwrap();
        // It may have ended by itself by then.
        let _ = rustix::process::kill_process(target, signal);
        let status = child.wait().unwrap();
        assert_ne!(status.code(), Some(101), "{}", machine.shown("err"));
        figures.count(machine.acknowledged(), &look(&machine.store()), &|| format!("{signal:?} after {micros} us"));
        let said = status.code().is_some_and(|code| code > 128) || status.signal().is_some() || status.success();
        assert!(said, "{status}: {}", machine.shown("err"));
    });
    figures.sound("killed at random times");
}

#[test]
fn after_a_kill_the_next_session_goes_on_where_the_last_one_ended() {
    if !can_trace() {
        return;
    }
    let machine = Machine::new();
    let points = calls(&machine, &SESSION);
    let figures = Figures::default();
    on_machines(&chosen(points, 3, 97), |machine, point| {
        machine.clear();
        happens(machine, &SESSION, "signal=KILL", point, false);
        let before = look(&machine.store()).graded;
        machine.run(&["study", "notes", "--new", "100"]);
        figures.count((before + GRADES).min(GRADES + 10), &look(&machine.store()), &|| {
            format!("killed at {point:?}, then to the end")
        });
    });
    figures.sound("killed, then studied to the end");
}
