//! The session where a terminal is at the other end: single keys, signals, stopping and going on,
//! and the same words as in a pipe.

use std::process::Command;

use rexpect::session::{PtySession, spawn_command};

use crate::options::CRAFT;
use crate::sandbox::{CELL, Sandbox, many};

/// A learner at a terminal of some columns.
pub(crate) struct Terminal {
    pub(crate) sandbox: Sandbox,
    session: PtySession,
}

/// Milliseconds a test waits for what it expects: the machine may be busy.
const PATIENCE: u64 = 30_000;

impl Terminal {
    /// Opens a terminal in which `script` runs; `$askback` is the program.
    pub(crate) fn running(sandbox: Sandbox, columns: u32, script: &str) -> Self {
        let session = spawn_command(in_terminal(&sandbox, columns, script), Some(PATIENCE)).unwrap();
        Self { sandbox, session }
    }

    /// Studies three numbers.
    fn numbers(args: &str) -> Self {
        let sandbox = Sandbox::new().note("numbers.md", many(3));
        Self::running(sandbox, 100, &format!("echo $$ > pid; exec \"$askback\" study . {args}"))
    }

    #[track_caller]
    pub(crate) fn sees(&mut self, text: &str) -> String {
        self.session.exp_string(text).unwrap_or_else(|error| panic!("waiting for {text:?}: {error}"))
    }

    pub(crate) fn types(&mut self, keys: &str) -> &mut Self {
        self.session.send(keys).unwrap();
        self.session.flush().unwrap();
        self
    }

    /// Waits for the end; returns what was still shown.
    pub(crate) fn rest(&mut self) -> String {
        self.session.exp_eof().unwrap()
    }

    /// Waits for the end; returns what was still shown, and the exit code.
    fn ends(&mut self) -> (String, i32) {
        let rest = self.session.exp_eof().unwrap();
        let status = format!("{:?}", self.session.process().wait().unwrap());
        let code = status.split(", ").nth(1).and_then(|code| code.trim_end_matches(')').parse().ok());
        (rest, code.unwrap_or_else(|| panic!("did not exit by itself: {status}")))
    }

    fn signal(&self, name: &str) {
        let pid = std::fs::read_to_string(self.sandbox.path("pid")).unwrap();
        assert!(Command::new("/bin/kill").args(["-s", name, pid.trim()]).status().unwrap().success());
    }

    /// Returns how many grades are in the store, which must be sound.
    fn kept(&self) -> usize {
        self.sandbox.run(&["doctor"]).exits(0);
        self.sandbox.json(&["export", "reviews"])["reviews"].as_array().unwrap().len()
    }
}

/// Returns a shell in a terminal of some columns that runs `script`; `$askback` is the program.
pub(crate) fn in_terminal(sandbox: &Sandbox, columns: u32, script: &str) -> Command {
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(format!("stty cols {columns} rows 50; {script}"));
    let program = sandbox.command(&[]);
    command.env_clear().envs(program.get_envs().filter_map(|(name, value)| value.map(|value| (name, value))));
    command.env("askback", crate::sandbox::PROGRAM).env("PATH", "/usr/bin:/bin").env("TERM", "xterm");
    command.env("NO_COLOR", "1").current_dir(program.get_current_dir().unwrap());
    command
}

const GRADE: &str = "Grade [1-4, Space good]: ";
pub(crate) const ANSWER: &str = "[Space] answer";

#[test]
fn space_shows_the_answer_and_then_takes_the_suggestion_and_digits_grade() {
    let mut terminal = Terminal::numbers("");
    terminal.sees(ANSWER);
    terminal.types(" ").sees("Answer: number 1");
    terminal.sees(GRADE);
    terminal.types(" ").sees("Saved: good");
    terminal.sees(ANSWER);
    terminal.types("\r").sees(GRADE);
    terminal.types("4").sees("Saved: easy");
    terminal.sees(ANSWER);
    terminal.types("q");
    let (rest, code) = terminal.ends();
    assert!(rest.contains("2 graded, 2 right, 2 new"), "{rest}");
    assert_eq!((code, terminal.kept()), (0, 2));
}

#[test]
fn a_typed_answer_is_judged_and_the_suggestion_follows_it() {
    let mut terminal = Terminal::numbers("");
    terminal.sees(ANSWER);
    terminal.types("t").sees("> ");
    terminal.types("number 9\r").sees("Verdict: not this");
    terminal.sees("Space again]: ");
    terminal.types(" ").sees("Saved: again, comes back today");
}

#[test]
fn a_grade_before_the_answer_is_refused_kindly_and_the_card_waits() {
    let mut terminal = Terminal::numbers("");
    terminal.sees(ANSWER);
    terminal.types("3").sees("The answer first");
    terminal.sees(ANSWER);
    terminal.types("q");
    assert_eq!((terminal.ends().1, terminal.kept()), (0, 0));
}

#[test]
fn keys_pressed_before_a_card_is_seen_grade_nothing() {
    let mut terminal = Terminal::numbers("");
    terminal.sees(ANSWER);
    terminal.types(" ").sees(GRADE);
    terminal.types("3 3 3 3 3").sees("Saved: good");
    terminal.sees("item 2?");
    terminal.sees(ANSWER);
    // What came too early is gone: the second card still waits for its answer to be asked for.
    terminal.types("q");
    let (rest, _) = terminal.ends();
    assert!(rest.contains("1 graded"), "{rest}");
    assert_eq!(terminal.kept(), 1);
}

#[test]
fn u_opens_a_sitting_again_that_was_over() {
    let mut terminal = Terminal::numbers("--limit 1");
    terminal.sees(ANSWER);
    terminal.types(" ").sees(GRADE);
    terminal.types("1").sees("Saved: again");
    terminal.sees(ANSWER);
    terminal.types(" ").sees(GRADE);
    terminal.types("3").sees("u takes it back");
    terminal.types("u").sees("Taken back");
    terminal.sees(ANSWER);
    terminal.types("q");
    assert_eq!(terminal.ends().1, 0);
}

#[test]
fn an_option_is_chosen_by_its_number_and_one_key_says_how_sure() {
    let mut terminal =
        Terminal::running(Sandbox::new().note("craft.md", CRAFT), 80, "exec \"$askback\" study . --choices always");
    terminal.sees("choose  [Space] answer");
    terminal.types("1").sees("Verdict: ");
    let seen = terminal.session.exp_regex("(How sure|Grade)").unwrap();
    let right = seen.1 == "How sure";
    terminal.types("1").sees(if right { "guessed" } else { "again" });
    terminal.sees("Saved: again");
}

#[test]
fn ctrl_c_term_and_hangup_keep_every_grade_and_say_so_by_their_code() {
    for (signal, code) in [("", 130), ("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let mut terminal = Terminal::numbers("");
        terminal.sees(ANSWER);
        terminal.types(" ").sees(GRADE);
        terminal.types("3").sees("Saved: good");
        terminal.sees(ANSWER);
        match signal {
            "" => drop(terminal.types("\u{3}")),
            name => terminal.signal(name),
        }
        assert_eq!((terminal.ends().1, terminal.kept()), (code, 1), "{signal}");
    }
}

#[test]
fn a_terminal_that_is_closed_loses_nothing() {
    let mut terminal = Terminal::numbers("");
    terminal.sees(ANSWER);
    terminal.types(" ").sees(GRADE);
    terminal.types("3").sees("Saved: good");
    let Terminal { sandbox, session } = terminal;
    drop(session);
    sandbox.run(&["doctor"]).exits(0);
    assert_eq!(sandbox.json(&["export", "reviews"])["reviews"].as_array().unwrap().len(), 1);
}

#[test]
fn the_terminal_is_left_as_it_was_found_however_the_session_ends() {
    for (keys, signal) in [("q", None), ("\u{3}", None), ("\u{4}", None), ("", Some("TERM"))] {
        let sandbox = Sandbox::new().note("numbers.md", many(3));
        let study = "sh -c 'echo $$ > pid; exec \"$askback\" study .'";
        let mut terminal =
            Terminal::running(sandbox, 80, &format!("stty -a > before; {study}; stty -a > after; echo done"));
        terminal.sees(ANSWER);
        match signal {
            Some(signal) => terminal.signal(signal),
            None => drop(terminal.types(keys)),
        }
        terminal.sees("done");
        let settings = |name: &str| std::fs::read_to_string(terminal.sandbox.path(name)).unwrap();
        assert_eq!(settings("before"), settings("after"), "after {keys:?} {signal:?}");
    }
}

#[test]
fn ctrl_z_gives_the_shell_back_and_fg_goes_on_with_the_same_card() {
    let sandbox = Sandbox::new().note("numbers.md", many(3));
    let mut terminal = Terminal::running(sandbox, 80, "exec /bin/bash --norc --noprofile -i");
    terminal.types("PS1='shell''> '\r").sees("shell> ");
    terminal.types("\"$askback\" study .\r").sees(ANSWER);
    terminal.types("\u{1a}").sees("Stopped");
    terminal.sees("shell> ");
    terminal.types("echo lines: $(stty -a | grep -c ' icanon')\r").sees("lines: 1");
    terminal.types("fg\r").sees(ANSWER);
    terminal.types(" ").sees("Answer: number 1");
    terminal.sees(GRADE);
    terminal.types("\u{1a}").sees("Stopped");
    terminal.types("fg\r").sees(GRADE);
    terminal.types("3").sees("Saved: good");
    terminal.sees(ANSWER);
    terminal.types("q").sees("1 graded");
    terminal.types("exit\r");
}

/// Keys for one card after the other; those that stand alone are pressed before the answer is seen.
const KEYS: [&str; 12] = ["3", "1", "?", "2", "s", "4", "u", "!", "b", "3", "i", "3"];
const ALONE: [&str; 6] = ["s", "b", "!", "u", "?", "i"];

/// Returns a transcript without what only one of the two ends shows: what is waited for and typed,
/// and the suggestion that a key takes by itself.
fn words(transcript: &str) -> Vec<String> {
    let waits = ["[Space] answer", "Grade [", "choose  [", "How sure?", "That was the last card", "Suggested: "];
    // The terminal's bytes come as one character each; of two for a space that keeps words together
    // the first is no word.
    let plain = transcript.replace('\r', "").replace("\u{c2}\u{a0}", " ");
    let lines = plain.lines().filter(|line| !waits.iter().any(|wait| line.contains(wait))).map(str::trim_end);
    let place = |line: &str| line.split_once("/notes/").map_or_else(|| line.to_owned(), |(_, rest)| rest.to_owned());
    let mut told: Vec<String> = Vec::new();
    for line in lines.filter(|line| !line.is_empty()).map(place) {
        // On a terminal a long line goes on below, set in; the past of a card is set in everywhere.
        match told.last_mut().filter(|_| line.starts_with("  ")) {
            Some(before) => *before += line[1..].trim_end(),
            None => told.push(line),
        }
    }
    told.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn a_terminal_and_a_pipe_tell_the_same_apart_from_the_keys() {
    let machine = || Sandbox::new().note("cell.md", CELL).note("numbers.md", many(4));
    let mut terminal = Terminal::running(machine(), 100, "exec \"$askback\" study . --choices new");
    let mut seen = String::new();
    for key in KEYS {
        seen += &terminal.sees("to go) ");
        seen += "\n";
        if ALONE.contains(&key) {
            terminal.types(key);
            continue;
        }
        terminal.types(" ");
        seen += &terminal.sees("]: ");
        terminal.types(key);
    }
    seen += &terminal.sees("to go) ");
    terminal.types("q");
    seen += &terminal.ends().0;
    let typed = KEYS.map(|key| if ALONE.contains(&key) { format!("{key}\n") } else { format!("\n{key}\n") }).concat();
    let piped = machine().run(&["study", ".", "--choices", "new"]).types(format!("{typed}q\n")).exits(0);
    // What a key means is shown behind the line that waits for it.
    let words_of_keys = [
        "good", "again", "hard", "easy", "help", "suspend", "take back", "bad question", "not before tomorrow",
        "where from", "leave",
    ];
    let seen: Vec<String> = words(&seen).into_iter().filter(|line| !words_of_keys.contains(&line.trim())).collect();
    let piped: Vec<String> = words(&format!("{}{}", piped.err, piped.out));
    assert_eq!(seen, piped);
}

#[test]
fn accessible_lines_on_a_terminal_hold_no_escape_and_no_drawing() {
    let sandbox = Sandbox::new().note("cell.md", CELL);
    let mut terminal = Terminal::running(sandbox, 40, "unset NO_COLOR; exec \"$askback\" --accessible study .");
    let mut seen = terminal.sees("Enter to see");
    terminal.types("\r");
    seen += &terminal.sees("Enter for good): ");
    terminal.types("hard\r");
    seen += &terminal.sees("Saved: hard");
    terminal.types("q\r");
    seen += &terminal.ends().0;
    let drawn = |c: char| matches!(c, '\u{2500}'..='\u{259f}' | '\u{2800}'..='\u{28ff}' | '\u{1b}');
    assert!(!seen.chars().any(drawn), "{seen:?}");
    assert!(seen.contains("Question: ") && seen.contains("Answer: ") && seen.contains("Next: "), "{seen}");
}

/// Tells whether every line keeps to the columns, and none begins in the middle of a word or command.
#[track_caller]
fn stands_well(seen: &str, columns: usize, whole: &[&str]) {
    let plain = seen.replace('\r', "").replace("\u{c2}\u{a0}", " ");
    for line in plain.lines() {
        assert!(line.trim_end().chars().count() <= columns, "{line:?} in:\n{plain}");
    }
    for words in whole {
        assert!(plain.lines().any(|line| line.contains(words)), "{words:?} in:\n{plain}");
    }
}

#[test]
fn at_forty_columns_the_first_words_help_and_the_past_of_a_card_break_between_words() {
    let mut empty = Terminal::running(Sandbox::new(), 40, "exec \"$askback\"");
    stands_well(&empty.rest(), 40, &["from your", "  askback study PATH/TO/NOTES", "  askback generate NOTE.md"]);
    let mut terminal = Terminal::running(Sandbox::new().note("numbers.md", many(3)), 40, "exec \"$askback\" study .");
    terminal.sees("(3 to go)");
    terminal.types("?");
    let help = terminal.sees("backslash before it: ");
    stands_well(&help, 40, &["s suspend this card", "b not before tomorrow", "! bad question", "i why this question"]);
    terminal.sees("(3 to go)");
    terminal.types(" ").sees("]: ");
    terminal.types("3").sees("(2 to go)");
    terminal.types("u").sees("Taken back");
    terminal.sees("(3 to go)");
    terminal.types("i").sees("Question: ");
    stands_well(&terminal.sees("(3 to go)"), 40, &["(taken back)"]);
    terminal.types("s");
    stands_well(&terminal.sees("Question: "), 40, &["Suspended (u takes it back).", "askback cards resume"]);
}

#[test]
fn at_forty_columns_sentences_of_other_commands_break_between_words() {
    let sandbox = Sandbox::new().note("numbers.md", many(3));
    sandbox.run(&["add", "."]).exits(0);
    let commands =
        ["pause", "due", "scan", "cards list", "doctor", "backup copy.db", "reconcile", "backtest", "exam history"];
    let script: Vec<String> = commands.iter().map(|command| format!("\"$askback\" {command}")).collect();
    let mut terminal = Terminal::running(sandbox, 40, &script.join("; "));
    let path = |line: &&str| !line.contains('/');
    let seen = terminal.rest();
    stands_well(&seen.lines().filter(path).collect::<Vec<_>>().join("\n"), 40, &["Nothing is to be decided."]);
}
