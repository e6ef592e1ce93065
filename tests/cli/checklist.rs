//! What people expect of a program in a terminal (clig.dev, NO_COLOR, the XDG folders, the habits
//! of ripgrep, git and others), a test to each expectation. Where another file goes further into
//! one, the test here is the short form.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};

use unicode_width::UnicodeWidthStr;

use crate::sandbox::{CAPITALS, CELL, PROGRAM, Sandbox, many};
use crate::terminal::{ANSWER, Terminal};

fn studied() -> Sandbox {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS).note("cell.md", CELL);
    sandbox.study("Paris\n\n\n1\n");
    sandbox
}

/// Runs a line of the shell in which `$askback` is the program.
fn shell(sandbox: &Sandbox, line: &str) -> Output {
    let program = sandbox.command(&[]);
    let mut shell = Command::new("/bin/bash");
    shell.args(["-c", line]).env_clear().current_dir(program.get_current_dir().unwrap());
    shell.envs(program.get_envs().filter_map(|(name, value)| value.map(|value| (name, value))));
    shell.env("askback", PROGRAM).env("PATH", "/usr/bin:/bin").stdin(Stdio::null()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Every command that only reads, with its `--json`.
const READING: [&[&str]; 9] = [
    &["due", "--json"],
    &["cards", "list", "--json"],
    &["stats", "--json"],
    &["config", "--json"],
    &["schedule", "4", "2", "5", "--json"],
    &["pause", "--json"],
    &["reconcile", "--json"],
    &["generate", "cell.md", "--format", "json"],
    &["export", "reviews", "--json"],
];

#[test]
fn row_01_without_arguments_it_says_what_is_due_and_what_to_type_next() {
    let empty = Sandbox::new().run(&[]).exits(0);
    assert_eq!(empty.out.lines().count(), 4, "{empty}");
    empty.shows("askback study PATH/TO/NOTES").shows("askback study\n");
    studied().run(&[]).exits(0).shows("notes/cell").shows("Begin:  askback study");
}

#[test]
fn row_02_short_help_long_help_with_examples_first_help_of_a_command_and_version() {
    let sandbox = Sandbox::new();
    let (short, long) = (sandbox.run(&["-h"]).exits(0), sandbox.run(&["--help"]).exits(0));
    assert!(short.out.lines().count() < long.out.lines().count());
    long.shows("Examples:").shows("askback study notes/").shows("130 interrupted");
    sandbox.run(&["help", "study"]).exits(0).shows("--minutes");
    sandbox.run(&["-V"]).exits(0).shows(&format!("askback {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn row_03_a_slip_in_a_command_is_told_with_the_nearest_one() {
    Sandbox::new().run(&["studdy"]).exits(2).tells("'study'");
    Sandbox::new().run(&["study", "--limt", "3"]).exits(2).tells("'--limit'");
}

#[test]
fn row_04_exit_codes_are_those_of_the_help() {
    let sandbox = studied();
    sandbox.run(&["due"]).exits(0);
    sandbox.run(&["study", "nowhere"]).exits(1);
    sandbox.run(&["due", "--no-such"]).exits(2);
    let mut rested = Sandbox::new();
    rested.run(&["due", "--exit-code"]).exits(3);
    rested.later("2024-03-02T15:00:00+01:00");
    rested.run(&["due"]).exits(0);
    let broken = Sandbox::new().note("good.md", CELL).note("bad.md", b"\0\0\0\x01\x02\0\0binary\0");
    broken.run(&["study", "."]).exits(3).tells("bad.md");
    let damaged = Sandbox::new().store_of("not a store at all, but long enough to look at");
    damaged.run(&["due"]).exits(5);
}

#[test]
fn row_05_data_go_to_stdout_and_everything_else_to_stderr() {
    let shown = studied().run(&["stats", "--json"]).exits(0);
    shown.json();
    shown.tells("note: the time is held");
}

#[test]
fn row_06_every_reading_command_writes_one_json_document_with_stable_names() {
    fn names(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                found.extend(fields.keys().cloned());
                fields.values().for_each(|value| names(value, found));
            }
            serde_json::Value::Array(items) => items.iter().for_each(|value| names(value, found)),
            _ => {}
        }
    }
    let sandbox = studied();
    for args in READING {
        let shown = sandbox.run(&[&["--color", "always"], args].concat()).exits(0);
        let document = shown.json();
        assert_eq!(document["schema_version"].as_u64().map(|version| version > 0), Some(true), "{args:?}");
        // The settings are named as in the file, with a dot.
        let mut found = Vec::new();
        names(&document, &mut found);
        let snake =
            |name: &String| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_./".contains(c));
        let odd: Vec<&String> = found.iter().filter(|name| !snake(name)).collect();
        assert!(odd.is_empty(), "{args:?}: {odd:?}");
    }
    assert_eq!(sandbox.json(&["due"])["now"], "2024-03-01T15:00:00.000+01:00");
}

#[test]
fn row_07_a_pipe_that_is_closed_early_is_no_error() {
    let sandbox = Sandbox::new().note("numbers.md", many(3000));
    sandbox.study("");
    for line in ["man | head -1", "cards list | head -1", "generate numbers.md | head -1", "completions bash | head -1"]
    {
        let done = shell(&sandbox, &format!("set -o pipefail; \"$askback\" {line}"));
        let said = text(&done.stderr).replace("note: the time is held at 2024-03-01T15:00:00.000+01:00\n", "");
        assert_eq!((done.status.code(), said.as_str()), (Some(0), ""), "{line}");
    }
}

#[test]
fn row_08_an_error_says_what_where_and_what_to_do_and_never_how_the_program_ran() {
    let sandbox = studied();
    for args in
        [&["explain", "ffffffff"][..], &["study", "nowhere"], &["restore", "nothing.db"], &["--now", "noon", "due"]]
    {
        let shown = sandbox.run(args).with("RUST_BACKTRACE", "1").done();
        assert!(shown.err.contains("error: ") && shown.err.contains("hint: "), "{args:?}\n{shown}");
        assert!(!shown.err.contains("stack backtrace") && !shown.err.contains("src/"), "{shown}");
    }
}

#[test]
fn row_09_an_error_of_the_disk_names_the_file() {
    let sandbox = studied();
    sandbox.run(&["backup", "no/such/folder/copy.db"]).exits(1).tells("no/such/folder");
    sandbox.run(&["export", "reviews", "-o", "no/such/folder/r.csv"]).exits(1).tells("no/such/folder");
}

#[test]
fn row_10_colour_follows_the_conventions() {
    let sandbox = studied();
    let coloured = |args: &[&str], variables: &[(&str, &str)]| {
        let mut command = sandbox.command(&[args, &["study"]].concat());
        let done = command.envs(variables.iter().copied()).stdin(Stdio::null()).output().unwrap();
        text(&done.stdout).contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]), "a pipe");
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]), "what is typed goes first");
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("TERM", "dumb")]));
}

#[test]
fn row_11_nothing_is_said_by_colour_alone() {
    let typed = "Paris\n\nLondon\n\n\n2\nq\n";
    let run = |when: &str| {
        let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
        let mut child = sandbox
            .command(&["--color", when, "study", "."])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
        text(&child.wait_with_output().unwrap().stdout)
    };
    let coloured = run("always");
    assert!(coloured.contains('\u{1b}'));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), run("never"));
    let eight = |code: &str| {
        matches!(code, "0" | "1" | "2" | "22" | "39") || code.parse::<u8>().is_ok_and(|code| (30..38).contains(&code))
    };
    for code in coloured.split("\u{1b}[").skip(1).filter_map(|rest| rest.split_once('m')) {
        assert!(code.0.split(';').all(eight), "not one of the eight named colours: {}", code.0);
    }
}

#[test]
fn row_12_lines_keep_to_the_terminal_at_40_80_and_200_columns_wide_characters_too() {
    let wide = "# 東京の地理\n\nQ: 日本の首都であり、世界で最も人口の多い都市圏の中心でもある都市の名前は何ですか？それを漢字で書いてください。\nA: 東京は日本の首都で、江戸時代から政治の中心であり、今も国会と皇居があります 🗼🗼🗼🗼🗼🗼🗼🗼🗼🗼🗼🗼🗼🗼🗼\n";
    for columns in [40, 80, 200] {
        let sandbox = Sandbox::new().note("a.md", CAPITALS).note("b.md", wide);
        let mut terminal = Terminal::running(sandbox, columns, "exec \"$askback\" study b.md");
        let mut seen = terminal.sees("[Space] answer");
        terminal.types(" ");
        seen += &terminal.sees("Grade [");
        // The bytes come one by one.
        let seen = String::from_utf8(seen.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()).unwrap();
        let most = usize::try_from(columns.min(100)).unwrap();
        assert!(seen.contains("the time is held"), "what goes to stderr is wrapped too");
        for line in seen.lines() {
            assert!(line.trim_end().width() <= most, "{columns}: {} columns: {line}", line.width());
        }
        let told: String =
            seen.split("Answer: ").nth(1).unwrap().split("Next:").next().unwrap().split_whitespace().collect();
        assert!(told.contains("今も国会と皇居があります") && told.matches('🗼').count() == 15, "{seen}");
    }
}

#[test]
fn row_13_without_a_terminal_lines_are_read_and_the_end_of_input_leaves() {
    studied().run(&["study"]).types("x\n").exits(0).shows("0 graded");
    studied().run(&["study"]).exits(0);
}

#[test]
fn row_14_a_session_that_is_killed_loses_no_grade_that_was_shown_as_saved() {
    let sandbox = Sandbox::new().note("numbers.md", many(5));
    let mut child = sandbox.command(&["study", "."]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut shown = BufReader::new(child.stdout.take().unwrap()).lines();
    for _ in 0..3 {
        input.write_all(b"\n3\n").unwrap();
        assert!(shown.by_ref().map_while(Result::ok).any(|line| line.starts_with("Saved:")));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    sandbox.run(&["doctor"]).exits(0);
    assert_eq!(sandbox.json(&["export", "reviews"])["reviews"].as_array().unwrap().len(), 3);
}

#[test]
fn row_15_undo_skip_edit_suspend_and_source_have_keys_and_the_editor_opens_at_the_line() {
    let help = studied().run(&["study"]).types("?\n").exits(0);
    for word in [
        "u take the last step back", "s suspend", "b not before tomorrow", "e edit", "i why", "! bad question",
        "q leave",
    ] {
        assert!(help.out.contains(word), "{word}\n{help}");
    }
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS).note("editor", "#!/bin/sh\necho \"$@\" > opened\n");
    let make = Command::new("chmod").args(["+x"]).arg(sandbox.path("editor")).status().unwrap();
    assert!(make.success());
    let mut terminal = Terminal::running(sandbox, 100, "EDITOR=./editor exec \"$askback\" study .");
    terminal.sees(ANSWER);
    terminal.types("e").sees("What you changed counts");
    terminal.sees(ANSWER);
    let opened = std::fs::read_to_string(terminal.sandbox.path("opened")).unwrap();
    assert!(opened.starts_with("+3 ") && opened.ends_with("capitals.md\n"), "{opened}");
}

#[test]
fn row_16_space_shows_and_takes_the_suggestion_digits_grade() {
    let mut terminal = Terminal::running(Sandbox::new().note("numbers.md", many(2)), 80, "exec \"$askback\" study .");
    terminal.sees(ANSWER);
    terminal.types(" ").sees("Space good]: ");
    terminal.types("2").sees("Saved: hard");
}

#[test]
fn row_16_other_keys_can_be_set_and_are_the_ones_that_are_shown() {
    let sandbox = Sandbox::new().note("numbers.md", many(2));
    sandbox.write("../config/askback/config.toml", "[keys]\nshow = \"x\"\nhard = \"u\"\nundo = \"z\"\n");
    let mut terminal = Terminal::running(sandbox, 80, "exec \"$askback\" study .");
    terminal.sees("[x] answer");
    terminal.types("x").sees("Grade [1u34, x good]: ");
    terminal.types("?").sees("z\u{c2}\u{a0}take");
    terminal.types("u").sees("Saved: hard");
    terminal.sees("[x] answer");
    terminal.types("z").sees("Taken back");
    terminal.types("q").rest();
    // Lines stay those of the contract.
    terminal.sandbox.study("\n2\nu\n").shows("Saved: hard").shows("Taken back");
}

#[test]
fn row_17_each_grade_says_when_the_card_comes_back() {
    let shown = studied().run(&["study", "--new", "0"]).types("\n3\n").exits(0);
    shown.shows("Next: 1 again today, then 1 day | 2 hard today, then 1 day | 3 good 1 day | 4 easy 1 day");
}

#[test]
fn row_18_it_never_asks_where_nobody_can_answer() {
    let sandbox = studied();
    sandbox.run(&["backup", "copy.db"]).exits(0);
    let all: [&[&str]; 8] =
        [&["study"], &["reconcile"], &["undo"], &["doctor"], &["scan"], &["due"], &["restore", "copy.db"], &["pause"]];
    for args in all {
        let line = format!("timeout 60 \"$askback\" {}", args.join(" "));
        assert_ne!(shell(&sandbox, &line).status.code(), Some(124), "{args:?} waits");
    }
}

#[test]
fn row_19_notes_are_only_ever_read() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS).note("deep/cell.md", CELL);
    let bytes =
        |sandbox: &Sandbox| ["capitals.md", "deep/cell.md"].map(|name| std::fs::read(sandbox.path(name)).unwrap());
    let before = bytes(&sandbox);
    sandbox.study("Paris\n\nu\n\n1\ns\nb\n");
    for args in [&["scan"][..], &["undo"], &["stats"], &["doctor"], &["forget", "."]] {
        sandbox.run(args).done();
    }
    assert_eq!(bytes(&sandbox), before);
    let found: Vec<_> = std::fs::read_dir(sandbox.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(found.len(), 2, "nothing was put beside them: {found:?}");
}

#[test]
fn row_20_settings_and_data_stand_in_the_xdg_folders_with_their_origin_shown() {
    let sandbox = studied();
    assert!(sandbox.store().exists(), "$XDG_DATA_HOME/askback/askback.db");
    let path = sandbox.run(&["config", "--path"]).exits(0).out;
    assert!(path.trim_end().ends_with("config/askback/config.toml"), "{path}");
    std::fs::create_dir_all(sandbox.path("../config/askback")).unwrap();
    std::fs::write(sandbox.path("../config/askback/config.toml"), "[day]\nnew = 7\n").unwrap();
    sandbox.run(&["config"]).exits(0).shows("line 2");
    std::fs::write(sandbox.path("../config/askback/config.toml"), "[day]\nnwe = 7\n").unwrap();
    sandbox.run(&["due"]).exits(2).tells("config.toml:2").tells("new");
}

#[test]
fn row_21_a_shell_completes_commands_and_deck_names_and_there_is_a_manual() {
    let sandbox = studied();
    let asked = "COMPLETE=bash _CLAP_COMPLETE_INDEX=2 _CLAP_COMPLETE_COMP_TYPE=9 _CLAP_COMPLETE_SPACE=false _CLAP_IFS=$'\\n' \"$askback\" -- askback study notes/ce";
    assert_eq!(text(&shell(&sandbox, asked).stdout), "notes/cell");
    sandbox.run(&["man"]).exits(0).shows(".TH askback 1");
}

#[test]
fn row_22_it_answers_at_once() {
    // Times are for `just slow`, where the program is built for speed and nothing else runs.
    let rounds = if std::env::var_os("ASKBACK_LONG").is_some() { 200 } else { 3 };
    let sandbox = Sandbox::new().note("numbers.md", many(if rounds > 3 { 50_000 } else { 50 }));
    sandbox.study("");
    for (args, most_ms) in [(&["--version"][..], 10), (&["due", "--count"], 20)] {
        let mut times: Vec<u128> = (0..rounds)
            .map(|_| {
                let mut command = sandbox.command(args);
                command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
                let began = std::time::Instant::now();
                assert!(command.status().unwrap().success());
                began.elapsed().as_millis()
            })
            .collect();
        times.sort_unstable();
        let median = times[times.len() / 2];
        eprintln!("{args:?}: median {median} ms of {rounds}, wanted under {most_ms} ms");
        assert!(cfg!(debug_assertions) || rounds == 3 || median < most_ms, "{args:?}: {median} ms");
    }
}

#[test]
fn row_23_a_session_ends_with_one_line_of_numbers() {
    let shown = Sandbox::new().note("capitals.md", CAPITALS).study("Paris\n\n\n1\nq\n");
    let last = shown.out.lines().last().unwrap();
    assert_eq!(last, "2 graded, 1 right, 2 new, 0 s. Left today: 2. Due tomorrow: 2.");
}

#[test]
fn row_24_the_same_seed_is_the_same_session() {
    let session = |seed: u64| {
        let mut sandbox = Sandbox::new().note("numbers.md", many(12)).seed(seed);
        sandbox.study(&"\n3\n".repeat(12));
        sandbox.later("2024-03-02T15:00:00+01:00");
        sandbox.study(&"\n3\n".repeat(12)).out
    };
    assert_eq!(session(4), session(4));
    assert_ne!(session(4), session(5));
}

#[test]
fn row_25_the_day_begins_at_four_in_the_morning_of_the_learner() {
    for (now, due) in [
        ("2024-03-02T03:59:00+01:00", "0\n"),
        ("2024-03-02T04:00:00+01:00", "1\n"),
        ("2024-03-01T22:01:00-05:00", "0\n"),
    ] {
        let mut sandbox = Sandbox::new().note("numbers.md", many(1));
        sandbox.study("\n3\n");
        sandbox.later(now);
        sandbox.run(&["due", "--count"]).shows(due);
    }
}

#[test]
fn row_26_two_at_once_neither_corrupt_nor_grade_twice() {
    let sandbox = Sandbox::new().note("numbers.md", many(3));
    let mut child = sandbox.command(&["study", "."]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut shown = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(shown.by_ref().map_while(Result::ok).any(|line| line.starts_with("Question:")));
    let card = sandbox.card("item 3");
    sandbox.run(&["grade", &card, "good"]).exits(0);
    child.stdin.take().unwrap().write_all(b"\n3\n\n3\n").unwrap();
    child.wait().unwrap();
    sandbox.run(&["doctor"]).exits(0);
    let reviews = sandbox.json(&["export", "reviews"]);
    let mut cards: BTreeMap<String, usize> = BTreeMap::new();
    for row in reviews["reviews"].as_array().unwrap() {
        *cards.entry(row["card_id"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    assert_eq!(cards.values().copied().collect::<Vec<_>>(), [1, 1, 1]);
}

#[test]
fn row_27_a_store_of_a_newer_version_is_refused_kindly_and_left_alone() {
    let sandbox = studied();
    let connection = rusqlite::Connection::open(sandbox.store()).unwrap();
    connection.pragma_update(None, "user_version", 9_999).unwrap();
    drop(connection);
    let before = std::fs::read(sandbox.store()).unwrap();
    sandbox.run(&["study"]).exits(6).tells("newer").tells("your reviews are untouched");
    assert_eq!(std::fs::read(sandbox.store()).unwrap(), before);
}

#[test]
fn row_28_doctor_says_whether_all_is_well() {
    studied().run(&["doctor"]).exits(0).shows("all is well");
    let broken = Sandbox::new().store_of("this is no store, whatever it is called");
    broken.run(&["doctor"]).exits(5);
}

#[test]
fn row_29_the_accessible_mode_draws_nothing_and_sends_no_escape() {
    let sandbox = studied();
    for args in [&["study"][..], &["stats"], &["due"], &["cards"], &[], &["config"]] {
        for (option, variable) in [(&["--accessible", "--color", "always"][..], "0"), (&[], "1")] {
            let shown = sandbox.run(&[option, args].concat()).with("ACCESSIBLE", variable).types("\n\n").exits(0);
            let drawn = |c: char| matches!(c, '\u{2500}'..='\u{259f}' | '\u{2800}'..='\u{28ff}' | '\u{1b}');
            assert!(!shown.out.chars().any(drawn), "{args:?}\n{shown}");
        }
    }
}

#[test]
fn row_30_no_connection_is_ever_opened() {
    if Command::new("strace").arg("-V").output().is_err() {
        eprintln!("skipped: strace is not here");
        return;
    }
    let sandbox = studied();
    for command in ["study </dev/null", "due", "export reviews -o r.csv", "doctor"] {
        let done = shell(&sandbox, &format!("strace -f -e trace=network -o trace \"$askback\" {command}"));
        let trace = std::fs::read_to_string(sandbox.path("trace")).unwrap_or_default();
        if trace.is_empty() {
            eprintln!("skipped: strace may not trace here: {}", text(&done.stderr));
            return;
        }
        // The thread that waits for signals is woken through a pair of sockets that leads nowhere.
        let outward = ["connect(", "bind(", "AF_INET", "sendto(", "accept("];
        let found: Vec<&str> = trace.lines().filter(|line| outward.iter().any(|call| line.contains(call))).collect();
        assert!(found.is_empty(), "{command}: {found:?}");
    }
}

#[test]
fn row_31_an_exam_tells_the_time_when_asked_and_asks_once_before_it_is_handed_in() {
    let sandbox = Sandbox::new();
    let shown = sandbox.run(&["exam"]).types("t\nh\nn\nh\ny\n").exits(0);
    assert_eq!((shown.count("Time left: "), shown.count("Hand in? ")), (1, 2), "{shown}");
    assert!(!shown.out.contains('\r'), "no clock that ticks");
    let history = sandbox.json(&["exam", "history"]);
    assert_eq!(history["exams"].as_array().unwrap().len(), 1);
}

#[test]
fn row_32_what_cannot_be_written_ends_with_a_message_and_no_panic() {
    let sandbox = studied();
    for command in ["cards list", "man", "stats", "export reviews", "completions zsh"] {
        let done = shell(&sandbox, &format!("\"$askback\" {command} > /dev/full"));
        let said = text(&done.stderr);
        assert_eq!(done.status.code(), Some(1), "{command}: {said}");
        assert!(said.contains("error: ") && !said.contains("panicked"), "{command}: {said}");
    }
}
