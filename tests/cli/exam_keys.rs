//! A mock exam on a terminal: single keys for choices, lines for the rest, broken off and gone on
//! with, and the clock that ends it while nothing is typed.

use rexpect::process::{Signal, WaitStatus};
use rexpect::session::{PtySession, spawn_command};

use crate::sandbox::{Sandbox, many};

/// What is waited for at a question: a line, or a key.
const WAITING: &str = r"(for help:(\x1b\[0m)? |\[\?\] help |h \?\] )";

fn terminal(sandbox: &Sandbox, args: &[&str]) -> PtySession {
    let mut command = sandbox.command(args);
    command.env("TERM", "xterm-256color").env("NO_COLOR", "1");
    spawn_command(command, Some(20_000)).unwrap()
}

/// Returns the exit code of a program that has ended.
fn exit_code(terminal: &PtySession) -> i32 {
    match terminal.process().wait().unwrap() {
        WaitStatus::Exited(_, code) => code,
        other => panic!("{other:?}"),
    }
}

/// Answers the question that stands, by key if it is a choice; waits until it is shown.
fn answer(terminal: &mut PtySession, number: usize) {
    terminal.exp_string(&format!("Question {number} of ")).unwrap();
    let (_, waiting) = terminal.exp_regex(WAITING).unwrap();
    if waiting.starts_with("for") {
        terminal.send_line("no idea").unwrap();
    } else {
        terminal.send("a").unwrap();
        terminal.flush().unwrap();
    }
}

#[test]
fn a_full_exam_is_taken_by_keys_killed_at_question_thirty_and_gone_on_with() {
    let sandbox = Sandbox::new();
    let mut first = terminal(&sandbox, &["exam"]);
    (1..=29).for_each(|number| answer(&mut first, number));
    first.exp_string("Question 30 of 60").unwrap();
    first.process_mut().kill(Signal::SIGKILL).unwrap();

    let mut again = terminal(&sandbox, &["exam", "resume"]);
    again.exp_string("29 of 60 answered").unwrap();
    (30..=60).for_each(|number| answer(&mut again, number));
    again.exp_string("That was the last question. 60 answered, 0 open, 0 flagged.").unwrap();
    for key in ["h", "y"] {
        again.send(key).unwrap();
        again.flush().unwrap();
    }
    while again.exp_regex(r"(Was it right\? |Result: )").unwrap().1.starts_with("Was") {
        again.send("n").unwrap();
        again.flush().unwrap();
    }
    again.exp_string("missed cards are due today").unwrap();
    again.exp_eof().unwrap();
    assert_eq!(exit_code(&again), 0);
    let shown = sandbox.json(&["exam", "show"]);
    assert!(shown["questions"].as_array().unwrap().iter().all(|question| !question["given"].is_null()));
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
}

#[test]
fn leaving_by_ctrl_c_keeps_what_was_answered_and_says_how_to_go_on() {
    let blueprint = "questions = 3\nminutes = 5\nkinds = [\"typed\"]\n";
    let sandbox = Sandbox::new().note("numbers.md", many(3)).note("exam.toml", blueprint);
    sandbox.run(&["add", "numbers.md"]).exits(0);
    let mut terminal = terminal(&sandbox, &["exam"]);
    answer(&mut terminal, 1);
    terminal.exp_string("Question 2 of 3").unwrap();
    terminal.exp_regex(WAITING).unwrap();
    terminal.send("half an ans").unwrap();
    terminal.send_control('c').unwrap();
    terminal.exp_string("Your answer is kept. To go on:  askback exam resume").unwrap();
    terminal.exp_eof().unwrap();
    assert_eq!(exit_code(&terminal), 130);
    sandbox.run(&["exam", "resume"]).types("q\n").exits(0).shows("1 of 3 answered");
}

#[test]
fn while_a_line_is_half_typed_the_clock_still_ends_the_exam() {
    if std::env::var("ASKBACK_LONG").is_err() {
        return;
    }
    let blueprint = "questions = 3\nminutes = 1\nkinds = [\"typed\"]\n";
    let sandbox = Sandbox::new().note("numbers.md", many(3)).note("exam.toml", blueprint);
    sandbox.run(&["add", "numbers.md"]).exits(0);
    let mut command = sandbox.command(&["exam"]);
    command.env_remove("ASKBACK_NOW").env("TERM", "xterm-256color");
    let mut terminal = spawn_command(command, Some(90_000)).unwrap();
    terminal.exp_regex(WAITING).unwrap();
    terminal.send("half an ans").unwrap();
    terminal.flush().unwrap();
    terminal.exp_string("The time is over. The exam is handed in as it stands.").unwrap();
    terminal.exp_string("what the clock cut off changes nothing").unwrap();
    terminal.exp_eof().unwrap();
}
