//! Two programs on one store: writers and readers get along, a second sitting waits and then says
//! who holds the store.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::sandbox::{CAPITALS, Sandbox, Shown, many};

/// Begins a sitting and waits for its first question; it goes on until its input ends.
fn sitting(sandbox: &Sandbox) -> Child {
    let mut child = sandbox
        .command(&["study", "."])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().starts_with("Question: ")));
    child
}

#[test]
#[expect(clippy::disallowed_methods, reason = "measures how long a second sitting waits")]
fn a_second_sitting_waits_five_seconds_and_says_which_process_sits_there_also_a_hung_one() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    let mut first = sitting(&sandbox);
    let holder = rustix::process::Pid::from_child(&first);
    rustix::process::kill_process(holder, rustix::process::Signal::STOP).unwrap();
    let begun = Instant::now();
    let waited = sandbox.run(&["study", "."]).types("\n3\n").exits(4);
    let took = begun.elapsed();
    assert!((4..9).contains(&took.as_secs()), "{took:?}");
    waited.tells(&format!("in use by another askback (process {})", first.id())).tells("hint: ");
    // Everything else goes on beside it.
    let card = sandbox.card("Spain");
    sandbox.run(&["grade", &card, "good"]).exits(0);
    sandbox.run(&["stats"]).exits(0);
    rustix::process::kill_process(holder, rustix::process::Signal::CONT).unwrap();
    drop(first.stdin.take());
    assert!(first.wait().unwrap().success());
    sandbox.run(&["study", "."]).types("\n3\n").exits(0).shows("Saved: good");
}

#[test]
fn a_second_sitting_begins_when_the_first_ends_in_time() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    let mut first = sitting(&sandbox);
    let mut second = sandbox
        .command(&["study", "."])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(700));
    assert!(second.try_wait().unwrap().is_none(), "it waits");
    drop(first.stdin.take());
    assert!(first.wait().unwrap().success() && second.wait().unwrap().success());
}

#[test]
fn a_program_that_hangs_while_it_writes_is_named() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    sandbox.study("\n3\n");
    let card = sandbox.card("Spain");
    let hung = rusqlite::Connection::open(sandbox.store()).unwrap();
    hung.execute_batch("begin immediate").unwrap();
    let by = if std::path::Path::new("/proc/locks").exists() { std::process::id().to_string() } else { String::new() };
    sandbox.run(&["grade", &card, "good"]).exits(4).tells("the store is in use by another").tells(&by);
    hung.execute_batch("rollback").unwrap();
    sandbox.run(&["grade", &card, "good"]).exits(0);
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
}

#[test]
fn a_card_graded_by_two_programs_keeps_both_grades() {
    let sandbox = Sandbox::new().note("one.md", "Q: What is one and one?\nA: two\n");
    let mut first = sitting(&sandbox);
    let card = sandbox.card("one and one");
    sandbox.run(&["grade", &card, "hard"]).exits(0);
    first.stdin.take().unwrap().write_all(b"\n3\n").unwrap();
    assert!(first.wait().unwrap().success());
    let reviews = sandbox.json(&["export", "reviews"]);
    assert_eq!(reviews["reviews"].as_array().unwrap().len(), 2);
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "measures how long a writer waits")]
fn a_program_that_reads_for_long_keeps_no_writer_waiting() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    sandbox.study("\n3\n");
    let card = sandbox.card("Spain");
    let reader = rusqlite::Connection::open(sandbox.store()).unwrap();
    reader.execute_batch("begin; select count(*) from log").unwrap();
    let begun = Instant::now();
    sandbox.run(&["grade", &card, "good"]).exits(0);
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
}

/// A writer that is done, or has failed: either way the readers need not wait for it.
struct Leaves<'a>(&'a AtomicUsize);

impl Drop for Leaves<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[test]
fn four_writers_and_four_readers_lose_no_row_and_see_no_error() {
    let long = std::env::var("ASKBACK_LONG").is_ok_and(|value| value == "1");
    let each = if long { 500 } else { 20 };
    let sandbox = Sandbox::new().note("numbers.md", many(8));
    sandbox.run(&["add", "."]).exits(0);
    let cards: Vec<String> = sandbox.json(&["cards", "list"])["cards"]
        .as_array()
        .unwrap()
        .iter()
        .map(|card| card["id"].as_str().unwrap().to_owned())
        .collect();
    let writers_left = AtomicUsize::new(4);
    let (sandbox, cards, left) = (&sandbox, &cards, &writers_left);
    let reads: usize = std::thread::scope(|scope| {
        for writer in 0..4 {
            scope.spawn(move || {
                let _done = Leaves(left);
                for n in 0..each {
                    let shown = sandbox.run(&["grade", &cards[(n + writer) % cards.len()], "good"]).exits(0);
                    assert!(!shown.err.contains("error"), "{shown}");
                }
            });
        }
        let readers = [&["due", "--json"][..], &["export", "reviews"], &["stats"], &["cards"]].map(|args| {
            scope.spawn(move || {
                let mut reads = 0;
                while left.load(Ordering::SeqCst) > 0 {
                    let shown: Shown = sandbox.run(args).exits(0);
                    assert!(!shown.err.contains("error"), "{shown}");
                    reads += 1;
                }
                reads
            })
        });
        readers.into_iter().map(|reader| reader.join().unwrap()).sum()
    });
    let kept = sandbox.json(&["export", "reviews"])["reviews"].as_array().unwrap().len();
    println!("4 writers kept {kept} of {} grades beside {reads} reads", 4 * each);
    assert_eq!(kept, 4 * each);
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
}
