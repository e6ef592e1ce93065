//! What was typed wrongly, and notes that are none: each said with what, where and the next step.

use crate::sandbox::{CAPITALS, PROGRAM, Sandbox};

fn studied() -> Sandbox {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    sandbox.study("\n3\n");
    sandbox
}

#[test]
fn a_missing_file_is_named_by_every_command_that_reads_notes() {
    let sandbox = Sandbox::new();
    for command in ["study", "add", "generate"] {
        let shown =
            sandbox.run(&[command, "none.md"]).exits(1).tells("error: none.md: ").tells("hint: check the spelling");
        assert_eq!(shown.out, "");
    }
    studied().run(&["forget", "none.md"]).exits(1).tells("none.md: not among your notes").tells("hint: ");
    studied()
        .run(&["study", "none.md"])
        .exits(1)
        .tells("none.md: neither a file or folder nor a deck")
        .tells("hint: decks are: notes/capitals");
}

#[test]
fn a_slip_in_one_path_adds_nothing() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    sandbox.run(&["add", "capitals.md", "none.md"]).exits(1).tells("none.md");
    assert_eq!(sandbox.json(&["cards", "list"])["cards"], serde_json::json!([]));
}

#[test]
fn a_file_that_is_no_text_is_passed_over_and_named() {
    let bytes: [(&str, &[u8], &str); 3] = [
        ("picture.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not text (it holds zero bytes)"),
        ("zeros.md", &[0; 300], "not text (it holds zero bytes)"),
        ("damaged.md", "# é ü ö\nQ: a\u{fe}?\nA: b\n".as_bytes(), "is not UTF-8"),
    ];
    for (name, bytes, reason) in bytes {
        let mut bytes = bytes.to_vec();
        if name == "damaged.md" {
            let at = bytes.iter().position(|byte| *byte == 0xc3).unwrap();
            bytes[at + 4] = 0xff;
        }
        for command in ["study", "add", "generate"] {
            let sandbox = Sandbox::new().note(name, &bytes);
            sandbox.run(&[command, name]).exits(3).tells("skipped ").tells(name).tells(reason);
        }
        // The others are still read.
        let sandbox = Sandbox::new().note(name, &bytes).note("capitals.md", CAPITALS);
        sandbox.run(&["study", "."]).types("\n3\n").exits(3).tells(name).shows("3 cards to go").shows("Saved: good");
    }
}

#[test]
fn a_file_in_an_older_encoding_is_read_and_said() {
    let sandbox = Sandbox::new().note("caf\u{e9}.md", b"# Caf\xe9\n\nQ: What is drunk in a caf\xe9?\nA: coffee\n");
    sandbox
        .study("coffee\n\n")
        .tells("not UTF-8; read as windows-1252")
        .shows("What is drunk in a café?")
        .shows("Verdict: right");
}

#[test]
fn a_file_that_may_not_be_read_is_passed_over_and_named() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS).note("secret.md", "x").of_an_ordinary_user();
    std::fs::set_permissions(sandbox.path("secret.md"), std::os::unix::fs::PermissionsExt::from_mode(0o0)).unwrap();
    sandbox.run(&["study", "."]).exits(3).tells("secret.md").tells("denied").shows("3 cards to go");
    sandbox.run(&["generate", "."]).exits(3).tells("secret.md").shows("capital of France");
}

#[test]
fn an_empty_file_and_a_folder_without_notes_say_what_would_help() {
    let sandbox = Sandbox::new().note("empty.md", "").note("none/picture.png", "x").note("white.md", " \n\n\t\n");
    for name in ["empty.md", "white.md"] {
        sandbox.run(&["study", name]).exits(0).shows("askback generate --coverage");
        sandbox.run(&["generate", name]).exits(0).tells("0 questions from 1 note.");
    }
    sandbox
        .run(&["add", "none"])
        .exits(3)
        .tells("none: no notes in it")
        .tells(".md, .markdown or .txt")
        .shows("none: no notes.");
    sandbox.run(&["study", "none"]).exits(3).tells("none: no notes in it");
    sandbox.run(&["generate", "none"]).exits(3).tells("none: no notes in it");
}

#[test]
fn numbers_that_are_none_are_wrong_use() {
    let sandbox = studied();
    for (args, says) in [
        (&["study", "--limit", "-1"][..], "invalid value '-1' for '--limit <N>'"),
        (&["study", "--limit", "many"], "invalid value 'many' for '--limit <N>'"),
        (&["study", "--new", "-5"], "invalid value '-5' for '--new <N>'"),
        (&["study", "--minutes", "-5"], "invalid value '-5' for '--minutes <M>'"),
        (&["study", "--limit", "99999999999999999999"], "--limit"),
        (&["--seed", "x", "due"], "invalid value 'x' for '--seed <N>'"),
        (&["grade", "abc", "good", "--ms", "-1"], "invalid value '-1' for '--ms <N>'"),
    ] {
        let shown = sandbox.run(args).exits(2).tells(says).tells("--help");
        assert_eq!(shown.out, "", "{args:?}");
    }
}

#[test]
fn a_slip_in_a_command_an_option_or_a_word_is_answered_with_what_was_meant() {
    let sandbox = studied();
    for (args, says) in [
        (&["stduy"][..], "study"),
        (&["exprot"], "export"),
        (&["study", "--limt", "3"], "--limit"),
        (&["export", "card"], "cards"),
        (&["cards", "lst"], "list"),
        (&["cards", "list", "--state", "nonsense"], "suspended"),
        (&["--color", "pink", "due"], "never"),
        (&["completions", "basch"], "bash"),
        (&["generate", "--format", "jason", "capitals.md"], "json"),
        (&["add"], "<PATHS>"),
    ] {
        sandbox.run(args).exits(2).tells("error: ").tells(says);
    }
}

#[test]
fn a_time_that_is_none_is_refused_with_an_example() {
    for time in ["nonsense", "", "2024-02-30T12:00:00Z", "2024-02-28", "2024-02-28T12:00:00", "25:00"] {
        let sandbox = studied().at(time);
        sandbox.run(&["due"]).exits(2).tells("not a time").tells("hint: write it as 2026-02-28T18:00:00+01:00");
    }
}

#[test]
fn the_flags_count_more_than_the_environment() {
    let sandbox = studied();
    let shown = sandbox.run(&["--now", "2025-01-01T12:00:00Z", "--seed", "1", "due", "--json"]).exits(0);
    assert_eq!(shown.json()["now"], "2025-01-01T12:00:00.000+00:00");
}

#[test]
fn far_away_times_do_not_break_anything() {
    for time in
        ["0001-01-01T00:00:00Z", "1969-12-31T23:59:59-12:00", "9999-12-31T23:59:59+14:00", "2016-12-31T23:59:60Z"]
    {
        let sandbox = Sandbox::new().note("capitals.md", CAPITALS).at(time);
        sandbox.study("\n4\n\n1\n\n3\n\n2\n").shows("Saved: easy");
        sandbox.run(&["due", "--json"]).exits(0).json();
        sandbox.run(&["stats"]).exits(0);
        sandbox.run(&["doctor"]).exits(0).shows("all is well");
    }
}

#[test]
fn a_card_that_is_not_there_is_wrong_use() {
    let sandbox = studied();
    for command in [
        &["grade", "ffffffffffffffff", "good"][..],
        &["explain", "zz"],
        &["cards", "show", ""],
        &["cards", "suspend", "ffff"],
        &["cards", "resume", "*"],
        &["cards", "bury", "%"],
    ] {
        sandbox.run(command).exits(2).tells("there is no such card").tells("hint: list cards with `askback cards`");
    }
}

#[test]
fn a_beginning_of_an_id_is_enough_if_only_one_card_has_it() {
    let sandbox = studied();
    let ids: Vec<String> = sandbox.json(&["cards", "list"])["cards"]
        .as_array()
        .unwrap()
        .iter()
        .map(|card| card["id"].as_str().unwrap().to_owned())
        .collect();
    sandbox.run(&["explain", &ids[0][..8]]).exits(0).shows(&ids[0]);
    sandbox.run(&["explain", &ids[0].to_uppercase()]).exits(0).shows(&ids[0]);
}

#[test]
fn a_grade_that_is_none_is_wrong_use_and_nothing_is_kept() {
    let sandbox = studied();
    let card = sandbox.card("Spain");
    for grade in ["q6", "5x", "", "gut", "-1", "0"] {
        sandbox.run(&["grade", &card, grade]).exits(2).tells("again, hard, good, easy");
    }
    assert_eq!(sandbox.json(&["export", "reviews"])["reviews"].as_array().unwrap().len(), 1);
}

#[test]
fn commands_that_change_cards_make_no_store_where_there_is_none() {
    for command in [
        &["grade", "ab", "good"][..],
        &["undo"],
        &["cards", "suspend", "ab"],
        &["forget", "."],
        &["backup", "b.db"],
        &["explain", "ab"],
    ] {
        let sandbox = Sandbox::new();
        sandbox.run(command).exits(1).tells("hint: begin with `askback study`");
        assert!(!sandbox.store().exists(), "{command:?}");
    }
}

#[test]
fn undo_takes_back_step_by_step_and_says_when_nothing_is_left() {
    let sandbox = studied();
    let spain = sandbox.card("Spain");
    sandbox.run(&["cards", "suspend", &spain]).exits(0);
    sandbox.run(&["undo"]).exits(0).shows("Taken back: the suspension");
    sandbox.run(&["undo"]).exits(0).shows("Taken back: the grade of card");
    sandbox.run(&["undo"]).exits(1).tells("nothing to take back").tells("hint: ");
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
}

#[test]
fn no_input_at_all_ends_the_sitting() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    let status = sandbox.command(&["study", "."]).stdin(std::process::Stdio::null()).output().unwrap();
    assert!(status.status.success());
}

#[test]
fn arguments_that_are_no_text_are_refused_or_named_and_never_break_anything() {
    use std::os::unix::ffi::OsStrExt;
    let sandbox = studied();
    let odd = std::ffi::OsStr::from_bytes(b"odd\xff.md");
    for args in [&["add"][..], &["study"], &["explain"], &["--now"], &["--store"], &["export", "reviews", "-o"]] {
        let output = std::process::Command::new(PROGRAM)
            .env_clear()
            .env("HOME", sandbox.path(""))
            .current_dir(sandbox.path(""))
            .args(args)
            .arg(odd)
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        crate::sandbox::Shown::of(&output);
    }
}
