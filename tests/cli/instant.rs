//! From a key to the next question: what a learner waits for at each card.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::sandbox::{Sandbox, many};
use crate::terminal::in_terminal;

/// Returns the given quantile of some times.
fn quantile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    times[((times.len() as f64 * share) as usize).min(times.len() - 1)]
}

/// Returns how long single commits of a row take in a database set up as the store is.
fn bare_commits(sandbox: &Sandbox, count: usize) -> Vec<Duration> {
    let connection = rusqlite::Connection::open(sandbox.path("bare.db")).unwrap();
    connection
        .execute_batch("pragma journal_mode = wal; pragma synchronous = full; create table t (x integer)")
        .unwrap();
    let commit = |n: usize| {
        let began = Instant::now();
        connection.execute("insert into t values (?1)", [i64::try_from(n).unwrap()]).unwrap();
        began.elapsed()
    };
    (0..count).map(commit).collect()
}

#[test]
fn the_next_question_comes_within_ten_milliseconds_of_the_grade_among_100_000_cards() {
    let long = std::env::var_os("ASKBACK_LONG").is_some();
    let (cards, grades) = if long { (100_000, 1_000) } else { (300, 100) };
    let sandbox = Sandbox::new().note("numbers.md", many(cards));
    sandbox.run(&["add", "."]).exits(0);
    let began = Instant::now();
    let mut child = sandbox
        .command(&["study", "--new", &grades.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (mut keys, mut shown) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()).lines());
    let mut wait_for =
        |label: &str| shown.by_ref().map_while(Result::ok).find(|line| line.starts_with(label)).is_some();
    assert!(wait_for("Question: "));
    let first = began.elapsed();
    let (mut times, mut verdicts) = (Vec::new(), Vec::new());
    for n in 0..grades - 1 {
        // Every other answer is typed: it is judged against all others.
        let typed = Instant::now();
        keys.write_all(if n % 2 == 0 { b"\n" } else { b"number 7\n" }).unwrap();
        assert!(wait_for("Answer: ") && wait_for("Suggested: "));
        verdicts.push(typed.elapsed());
        let pressed = Instant::now();
        keys.write_all(b"4\n").unwrap();
        assert!(wait_for("Question: "));
        times.push(pressed.elapsed());
    }
    drop(keys);
    child.kill().unwrap();
    child.wait().unwrap();
    let began = Instant::now();
    sandbox.run(&["due", "--count"]).exits(0);
    let due = began.elapsed();
    let mut bare = bare_commits(&sandbox, 500);
    let (median, p99) = (quantile(&mut times, 0.5), quantile(&mut times, 0.99));
    let (bare_median, bare_p99) = (quantile(&mut bare, 0.5), quantile(&mut bare, 0.99));
    let verdict = quantile(&mut verdicts, 0.99);
    eprintln!("{cards} cards: first question after {first:?}; grade to next question: median {median:?}, p99 {p99:?}");
    eprintln!("answer to verdict: p99 {verdict:?}; due after the sitting: {due:?}");
    eprintln!("a bare commit here: median {bare_median:?}, p99 {bare_p99:?}");
    // Where the disk alone needs longer, so does a grade: it is on disk before the next question.
    let most = Duration::from_millis(10).max(bare_p99 * 3);
    assert!(cfg!(debug_assertions) || !long || p99 < most, "p99 {p99:?}, bare commit {bare_p99:?}");
    assert!(cfg!(debug_assertions) || !long || verdict < most && due < most * 20, "{verdict:?}, {due:?}");
}

#[test]
fn on_a_terminal_the_next_question_comes_within_ten_milliseconds_of_the_key_among_100_000_cards() {
    let long = std::env::var_os("ASKBACK_LONG").is_some();
    let (cards, grades) = if long { (100_000, 1_000) } else { (300, 20) };
    let sandbox = Sandbox::new().note("numbers.md", many(cards));
    sandbox.run(&["add", "."]).exits(0);
    let command = in_terminal(&sandbox, 100, &format!("exec \"$askback\" study --new {grades}"));
    let process = rexpect::process::PtyProcess::new(command).unwrap();
    // Read by itself: waiting as rexpect does looks ten times a second only.
    let mut pty = process.get_file_handle().unwrap();
    let mut wait_for = |keys: &str, text: &str| {
        let (mut seen, mut chunk, pressed) = (Vec::new(), [0; 4096], Instant::now());
        pty.write_all(keys.as_bytes()).unwrap();
        while !seen.windows(text.len()).any(|part| part == text.as_bytes()) {
            let read = pty.read(&mut chunk).unwrap();
            seen.extend_from_slice(&chunk[..read]);
        }
        pressed.elapsed()
    };
    wait_for("", "to go) ");
    let (mut shown, mut graded) = (Vec::new(), Vec::new());
    for _ in 0..grades - 1 {
        shown.push(wait_for(" ", "good]: "));
        graded.push(wait_for("4", "to go) "));
    }
    drop(process);
    let mut bare = bare_commits(&sandbox, 500);
    let [shown, graded, bare] =
        [&mut shown, &mut graded, &mut bare].map(|times| (quantile(times, 0.5), quantile(times, 0.99)));
    eprintln!("{cards} cards through a PTY, median and p99: key to answer {shown:?}; grade to question {graded:?}");
    eprintln!("a bare commit here: {bare:?}");
    let most = Duration::from_millis(10).max(bare.1 * 3);
    assert!(cfg!(debug_assertions) || !long || (shown.1 < most && graded.1 < most), "{shown:?} {graded:?} {bare:?}");
}

#[test]
fn a_day_planned_for_an_exam_is_planned_once_and_looked_at_in_fifty_milliseconds_among_100_000_cards() {
    let long = std::env::var_os("ASKBACK_LONG").is_some();
    let sandbox = Sandbox::new().note("numbers.md", many(if long { 100_000 } else { 300 }));
    sandbox.run(&["add", "."]).exits(0);
    let timed = |args: &[&str], typed: &'static str| {
        let began = Instant::now();
        sandbox.run(args).types(typed).exits(0);
        began.elapsed()
    };
    let planned = timed(&["exam", "plan", "--date", "2024-06-01", "--minutes", "60"], "");
    // The best of three looks: what else the machine does then counts for little.
    let best = |args: &[&str], typed| (0..3).map(|_| timed(args, typed)).min().unwrap();
    let (due, sitting) = (best(&["due", "--count"], ""), best(&["study"], "q\n"));
    eprintln!("planned in {planned:?}; after that due in {due:?}, a sitting begun and left in {sitting:?}");
    let most = Duration::from_millis(50);
    assert!(cfg!(debug_assertions) || !long || due < most, "{due:?}");
    assert!(due * 2 < planned || !long, "{due:?} {planned:?}");
}
