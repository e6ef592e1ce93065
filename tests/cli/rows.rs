//! The bad inputs of the world, by number: 64 rows, each with its exit code, its message, and data
//! that stay as they were. Rows that other tests hold are listed with the name of the test.

use std::os::unix::ffi::OsStrExt;
use std::process::{Command, Stdio};

use crate::sandbox::{CAPITALS, CELL, PROGRAM, Sandbox, Shown};

/// Rows that are held elsewhere, by the name of their test.
const ELSEWHERE: [(u8, &str); 35] = [
    (1, "a_file_that_is_no_text_is_passed_over_and_named"),
    (4, "a_file_in_an_older_encoding_is_read_and_said"),
    (6, "a_file_that_is_no_text_is_passed_over_and_named"),
    (12, "no_text_from_anywhere_acts_on_the_terminal_whatever_the_command"),
    (13, "no_text_from_anywhere_acts_on_the_terminal_whatever_the_command"),
    (14, "a_sitting_by_keys_shows_hostile_cards_as_letters"),
    (19, "doctor_tells_of_notes_that_cannot_be_read_and_guessed_encodings_and_twins"),
    (20, "two_hundred_edits_keep_histories_and_give_none_to_another_card"),
    (23, "another_programs_database_is_left_alone"),
    (24, "a_store_of_a_newer_version_is_left_alone"),
    (25, "a_store_of_every_earlier_schema_is_brought_up_to_date_with_every_review"),
    (26, "a_damaged_store_is_told_with_the_command_that_brings_it_back"),
    (27, "after_a_kill_the_next_session_goes_on_where_the_last_one_ended"),
    (29, "a_store_that_may_only_be_read_is_read_and_not_graded"),
    (30, "a_disk_that_refuses_any_call_costs_no_acknowledged_grade_and_is_named"),
    (31, "a_second_sitting_waits_five_seconds_and_says_which_process_sits_there_also_a_hung_one"),
    (32, "a_card_graded_by_two_programs_keeps_both_grades"),
    (34, "doctor_names_a_row_of_the_log_that_was_edited_and_the_others_stay_usable"),
    (38, "a_clock_set_back_is_told_and_changes_no_order"),
    (42, "ctrl_c_term_and_hangup_keep_every_grade_and_say_so_by_their_code"),
    (44, "numbers_that_are_none_are_wrong_use"),
    (54, "a_store_that_was_copied_and_used_twice_is_found_out_and_both_copies_are_kept"),
    (55, "two_machines_that_merge_each_other_know_the_same"),
    (57, "no_text_of_the_learner_becomes_a_formula"),
    (58, "reviews_have_the_columns_of_the_contract"),
    (59, "a_slip_in_the_file_is_told_with_its_line_and_stops_every_command"),
    (61, "a_restore_that_is_cut_short_leaves_the_old_store_or_the_new_one"),
    (64, "a_store_that_was_copied_and_used_twice_is_found_out_and_both_copies_are_kept"),
    // Packages of Anki: with their import.
    (46, ""),
    (47, ""),
    (48, ""),
    (49, ""),
    (50, ""),
    (51, ""),
    (53, ""),
];

/// Rows without a test, each with its reason.
const WITHOUT: [(u8, &str); 3] = [
    (35, "ten million events: the benches measure a tenth of it, and that nothing grows with the log"),
    (
        52,
        "an import twice: with the import of packages; reviews are held by `a_review_log_comes_in_once_and_each_row_left_out_is_named`",
    ),
    (63, "a file system that takes A.md and a.md for one file is not at hand"),
];

#[test]
fn every_row_has_a_test_that_is_there() {
    let tests = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let (mut source, mut folders) = (String::new(), vec![tests]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                source.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    for row in 1..=64_u8 {
        let here = include_str!("rows.rs").contains(&format!("fn row_{row:02}_"));
        let elsewhere = ELSEWHERE.iter().find(|(number, _)| *number == row);
        let named = elsewhere.is_none_or(|(_, test)| test.is_empty() || source.contains(&format!("fn {test}(")));
        let without = WITHOUT.iter().any(|(number, _)| *number == row);
        assert!(named, "row {row}: its test is gone");
        assert!(here || elsewhere.is_some() || without, "row {row} has no test");
    }
}

fn studied() -> Sandbox {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    sandbox.study("\n3\n");
    sandbox
}

fn prompts(sandbox: &Sandbox, note: &str) -> Vec<String> {
    let shown = sandbox.run(&["generate", note, "--format", "json"]).exits(0).json();
    shown["questions"].as_array().unwrap().iter().map(|question| question["prompt"].to_string()).collect()
}

fn reviews(sandbox: &Sandbox) -> usize {
    sandbox.json(&["export", "reviews"])["reviews"].as_array().unwrap().len()
}

#[test]
fn row_02_a_note_in_utf_16_is_read() {
    let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(CELL.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let sandbox = Sandbox::new().note("wide.md", utf16).note("cell.md", CELL);
    assert_eq!(prompts(&sandbox, "wide.md"), prompts(&sandbox, "cell.md"));
}

#[test]
fn row_03_a_byte_order_mark_and_other_line_ends_give_the_same_cards() {
    let sandbox =
        Sandbox::new().note("cell.md", CELL).note("dos.md", format!("\u{feff}{}", CELL.replace('\n', "\r\n")));
    assert_eq!(prompts(&sandbox, "dos.md"), prompts(&sandbox, "cell.md"));
    let mac = Sandbox::new().note("mac.md", CELL.replace('\n', "\r"));
    mac.run(&["generate", "mac.md"]).exits(0);
}

#[test]
fn row_05_text_that_was_damaged_before_is_accepted() {
    Sandbox::new()
        .note("a.md", "# CafÃ©\n\nQ: What is drunk in a cafÃ©?\nA: coffee\n")
        .run(&["study", "."])
        .exits(0)
        .shows("café");
}

#[test]
fn row_07_an_empty_file_and_one_with_only_front_matter_give_no_card() {
    let sandbox = Sandbox::new().note("empty.md", "").note("front.md", "---\ntitle: a\ntags: [b]\n---\n");
    for note in ["empty.md", "front.md"] {
        assert_eq!(prompts(&sandbox, note), Vec::<String>::new());
    }
}

#[test]
fn row_08_a_file_of_two_gigabytes_is_refused_before_it_is_read() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    let file = std::fs::File::create(sandbox.path("huge.md")).unwrap();
    file.set_len(2 << 30).unwrap();
    sandbox.run(&["generate", "."]).exits(3).tells("huge.md: larger than 64 MB").shows("capital of France");
}

#[test]
fn row_09_one_line_of_megabytes_ends() {
    let sandbox = Sandbox::new().note("line.md", "word ".repeat(400_000));
    sandbox.run(&["generate", "line.md"]).exits(0);
}

#[test]
fn row_10_deep_nests_of_quotes_brackets_and_lists_end_without_a_crash() {
    let lists: String = (0..2_000).map(|depth| format!("{}- x\n", " ".repeat(depth * 2 % 400))).collect();
    for (name, text) in [
        ("quotes.md", ">".repeat(100_000)),
        ("brackets.md", "[".repeat(200_000)),
        ("stars.md", "*a _b ".repeat(20_000)),
        ("lists.md", lists),
        ("ticks.md", "`".repeat(100_000)),
        ("pipes.md", format!("|{}\n|{}\n", "a|".repeat(20_000), "-|".repeat(20_000))),
        ("nested.md", (0..1_000).map(|depth| format!("{}x\n", "> - ".repeat(depth % 200))).collect()),
    ] {
        let shown = Sandbox::new().note(name, text).run(&["generate", name]).done();
        assert!(!shown.err.contains("overflow"), "{name}: {shown}");
        shown.exits(0);
    }
}

#[test]
fn row_11_what_is_never_closed_is_text() {
    let text = "---\nopen\n\n# A\n\n```\nfence\n\n$$ math\n\n{{c1::gap\n\n**bold\n\n| a | b |\n|---\n";
    Sandbox::new().note("open.md", text).run(&["generate", "open.md", "--coverage"]).exits(0);
}

#[test]
fn row_15_names_with_line_ends_escapes_dashes_and_bytes_are_used_or_named() {
    let sandbox = Sandbox::new();
    let long = format!("{}.md", "n".repeat(252));
    for (number, name) in ["a\nb.md", "a\u{1b}[31m.md", "-rf.md", &long].iter().enumerate() {
        sandbox.write(name, format!("# N\n\nQ: Which number is this, {number}?\nA: {number}\n"));
    }
    std::fs::write(sandbox.path("").join(std::ffi::OsStr::from_bytes(b"\xff\xfe.md")), "# B\n\nQ: Bytes?\nA: yes\n")
        .unwrap();
    sandbox.run(&["study", "."]).types("\n3\n").exits(0).shows("5 cards to go");
    sandbox.run(&["generate", "--", "-rf.md"]).exits(0).shows("Which number is this, 2");
}

#[test]
fn row_16_loops_links_pipes_sockets_and_closed_folders_never_block() {
    let sandbox = Sandbox::new().note("notes/capitals.md", CAPITALS).note("outside.md", CELL);
    let inside = |name: &str| sandbox.path("notes").join(name);
    std::os::unix::fs::symlink(".", inside("loop")).unwrap();
    std::os::unix::fs::symlink("/nowhere", inside("dangling.md")).unwrap();
    assert!(Command::new("mkfifo").arg(inside("pipe.md")).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(inside("socket.md")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", inside("zero.md")).unwrap();
    let shown = sandbox.run(&["generate", "notes"]).exits(3).shows("capital of France");
    for name in ["dangling.md", "pipe.md", "socket.md", "zero.md"] {
        assert!(shown.err.contains(name), "{name} is not named\n{shown}");
    }
}

#[test]
fn row_17_thousands_of_files_and_deep_folders_are_read() {
    let sandbox = Sandbox::new();
    for n in 0..1_500 {
        sandbox.write(&format!("many/{}/{n}.md", n % 40), format!("# N\n\nQ: What is number {n}?\nA: {n}\n"));
    }
    sandbox.write(&format!("many/{}deep.md", "d/".repeat(300)), "# Deep\n\nQ: How deep is this?\nA: very\n");
    sandbox.run(&["add", "many"]).exits(0);
    assert_eq!(sandbox.json(&["cards", "list"])["cards"].as_array().unwrap().len(), 1_501);
}

#[test]
fn row_18_a_note_that_goes_during_a_sitting_is_asked_as_it_was() {
    use std::io::{BufRead, Read, Write};
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    let mut child = sandbox
        .command(&["study", "."])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut output = std::io::BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.starts_with("Question: ") {
        line.clear();
        assert!(output.read_line(&mut line).unwrap() > 0);
    }
    std::fs::remove_file(sandbox.path("capitals.md")).unwrap();
    child.stdin.take().unwrap().write_all(b"\n3\n\n3\n\n3\n").unwrap();
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert!(child.wait().unwrap().success() && rest.contains("3 graded"), "{rest}");
    sandbox.run(&["scan"]).done();
    assert_eq!(reviews(&sandbox), 3);
}

#[test]
fn row_21_notes_that_are_all_gone_keep_their_cards_and_history() {
    let sandbox = studied();
    std::fs::remove_file(sandbox.path("capitals.md")).unwrap();
    sandbox.run(&["study"]).types("\n3\n").done();
    assert_eq!(reviews(&sandbox), 1);
    sandbox.write("capitals.md", CAPITALS);
    sandbox.run(&["scan"]).exits(0);
    let back = sandbox.json(&["cards", "list"]);
    assert!(back["cards"].as_array().unwrap().iter().any(|card| card["state"] == "review"), "{back}");
}

#[test]
fn row_22_an_empty_store_with_a_journal_beside_it_is_damaged_and_left_alone() {
    for ending in ["-wal", "-journal"] {
        let sandbox = Sandbox::new().note("capitals.md", CAPITALS).store_of("");
        let journal = sandbox.store().with_file_name(format!("askback.db{ending}"));
        std::fs::write(&journal, "commits that are not in the file").unwrap();
        for command in [&["study", "."][..], &["due"], &["add", "."]] {
            sandbox.run(command).exits(5).tells("its journal is not").tells("hint: ");
        }
        assert_eq!(std::fs::read(&journal).unwrap(), b"commits that are not in the file");
    }
}

#[test]
fn row_28_the_journal_of_another_store_and_a_garbage_index_change_nothing() {
    let (sandbox, other) = (studied(), studied());
    let sql = "update card set prompt = 'stolen'; pragma wal_autocheckpoint = 0";
    let connection = rusqlite::Connection::open(other.store()).unwrap();
    connection.execute_batch(sql).unwrap();
    let wal = std::fs::read(other.store().with_file_name("askback.db-wal")).unwrap();
    assert!(wal.len() > 4_096);
    let before = sandbox.json(&["export", "cards"]);
    std::fs::write(sandbox.store().with_file_name("askback.db-shm"), vec![0x5a; 32_768]).unwrap();
    assert_eq!(sandbox.json(&["export", "cards"]), before, "a garbage index");
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
}

#[test]
fn row_33_paths_that_sqlite_would_take_for_something_else_are_refused() {
    let sandbox = Sandbox::new();
    let long = "x/".repeat(2_500);
    for path in [":memory:", "file:a.db?mode=memory", &long] {
        sandbox.run(&["--store", path, "due"]).exits(2).tells("this path cannot hold a store").tells("hint: ");
    }
}

#[test]
fn row_36_without_a_usable_home_a_named_store_still_works_and_else_it_is_said() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS).of_an_ordinary_user();
    let call = |args: &[&str]| {
        sandbox.run(args).without("XDG_DATA_HOME").without("XDG_CONFIG_HOME").with("HOME", "/nonexistent")
    };
    call(&["study", "."]).exits(1).tells("/nonexistent").tells("hint: ");
    call(&["--store", "here.db", "study", "."])
        .with("TMPDIR", "/nonexistent")
        .types("\n3\n")
        .exits(0)
        .shows("Saved: good");
    sandbox.run(&["due"]).with("XDG_DATA_HOME", "relative").exits(0);
}

#[test]
fn row_37_a_zone_that_is_none_counts_as_utc_and_is_told_once() {
    for zone in ["bogus", "Nowhere/Else", ":/../../etc/passwd-not-there", "Europe/"] {
        let shown = studied().run(&["due"]).without("ASKBACK_NOW").with("TZ", zone).exits(0);
        assert_eq!(shown.err.matches("no such time zone; days are counted in UTC").count(), 1, "{zone}: {shown}");
    }
    studied().run(&["study", "."]).without("ASKBACK_NOW").with("TZ", "Pacific/Apia").types("\n3\n").exits(0);
}

#[test]
fn row_39_no_terminal_setting_breaks_or_colours_the_output() {
    for (name, value) in [
        ("LANG", "C"),
        ("LC_ALL", "POSIX"),
        ("TERM", "dumb"),
        ("TERM", ""),
        ("TERM", "no-such-terminal"),
        ("NO_COLOR", "1"),
        ("COLUMNS", "0"),
        ("COLUMNS", "1"),
        ("COLUMNS", "99999"),
        ("COLUMNS", "-4"),
    ] {
        studied().run(&["study", "."]).with(name, value).types("\n3\n").exits(0).shows("Saved: good");
    }
}

#[test]
fn row_40_whatever_comes_on_stdin_the_sitting_ends_and_says_what_is_saved() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    sandbox.run(&["study", "."]).types(vec![0xff_u8; 4_096]).exits(0);
    sandbox.run(&["study", "."]).types("x".repeat(1 << 20)).exits(0);
    sandbox.run(&["study", "."]).types("\nnonsense\nmore\n3\n").exits(0).shows("1 graded");
    let mut closed = sandbox.command(&["study", "."]);
    let script = format!("exec '{PROGRAM}' study . <&-");
    let output = Command::new("sh")
        .args(["-c", &script])
        .env_clear()
        .envs(closed.env("PATH", "/usr/bin:/bin").get_envs().filter_map(|(name, value)| Some((name, value?))))
        .current_dir(sandbox.path(""))
        .output()
        .unwrap();
    let shown = Shown::of(&output);
    assert!(output.status.code().is_some_and(|code| code < 2), "{shown}");
    assert_eq!(reviews(&sandbox), 1);
}

#[test]
fn row_41_a_full_or_closed_output_is_an_error_and_no_panic_whatever_the_command() {
    let sandbox = studied();
    for command in [
        "", "study", "due", "due --json", "cards", "stats", "stats --json", "export reviews", "export cards",
        "generate .", "schedule 4 4", "scan", "doctor", "doctor --json", "config", "man", "completions bash", "--help",
        "--version", "explain x", "exam history",
    ] {
        for output in [">/dev/full", ">&-", "| true"] {
            let script = format!("'{PROGRAM}' {command} {output}");
            let mut shell = Command::new("sh");
            shell.args(["-c", &script]).env_clear().current_dir(sandbox.path("")).stdin(Stdio::null());
            let call = sandbox.command(&[]);
            shell.envs(call.get_envs().filter_map(|(name, value)| Some((name, value?)))).env("PATH", "/usr/bin:/bin");
            let done = shell.output().unwrap();
            let err = String::from_utf8_lossy(&done.stderr);
            assert!(!err.contains("panicked") && !err.contains("a fault in askback"), "{script}: {err}");
            assert!(done.status.code().is_some_and(|code| code < 4), "{script}: {:?} {err}", done.status);
        }
    }
    assert_eq!(reviews(&sandbox), 1);
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
}

#[test]
fn row_43_a_terminal_of_one_column_is_enough() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    let mut terminal = crate::terminal::Terminal::running(sandbox, 1, "stty rows 1; exec \"$askback\" study .");
    terminal.sees("answer");
    terminal.types(" ");
    terminal.sees("Grade");
    terminal.types("3");
    terminal.sees("Saved");
    terminal.types("q");
    terminal.rest();
    assert_eq!(reviews(&terminal.sandbox), 1);
}

#[test]
fn row_45_a_text_to_look_for_is_no_pattern() {
    let sandbox = Sandbox::new().note("odd.md", "Q: What is ((((( called?\nA: brackets\n");
    sandbox.study("");
    sandbox.run(&["cards", "list", "--text", "((((("]).exits(0).shows("((((( called");
    sandbox.run(&["cards", "list", "--text", "(a+)+$"]).exits(0).hides("called");
    sandbox.run(&["cards", "list", "--text", &"a".repeat(100_000)]).exits(0);
}

#[test]
fn row_56_an_export_replaces_nothing_unasked_and_never_the_store() {
    let sandbox = studied();
    sandbox.write("there.csv", "mine");
    std::fs::create_dir(sandbox.path("folder.csv")).unwrap();
    let store = sandbox.store();
    let bytes = std::fs::read(&store).unwrap();
    std::os::unix::fs::symlink(&store, sandbox.path("link.csv")).unwrap();
    let (store_name, link) = (store.to_str().unwrap(), "link.csv");
    sandbox.run(&["export", "reviews", "-o", "there.csv"]).exits(1).tells("there is a file already").tells("--force");
    for target in ["folder.csv", store_name, link] {
        sandbox.run(&["export", "reviews", "-o", target]).exits(1).tells(target);
        sandbox.run(&["export", "reviews", "--force", "-o", target]).exits(1).tells(target);
    }
    assert_eq!(std::fs::read(sandbox.path("there.csv")).unwrap(), b"mine");
    assert_eq!(std::fs::read(&store).unwrap(), bytes);
    sandbox.run(&["export", "reviews", "--force", "-o", "there.csv"]).exits(0);
    assert!(std::fs::read_to_string(sandbox.path("there.csv")).unwrap().starts_with("device,seq"));
}

#[test]
fn row_60_the_store_is_for_its_owner_only_whatever_the_mask() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    let script = format!("umask 000; exec '{PROGRAM}' study . </dev/null");
    let call = sandbox.command(&[]);
    let done = Command::new("sh")
        .args(["-c", &script])
        .env_clear()
        .envs(call.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .current_dir(sandbox.path(""))
        .output()
        .unwrap();
    assert!(done.status.success());
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&sandbox.store()), mode(sandbox.store().parent().unwrap())), (0o600, 0o700));
}

#[test]
fn row_62_no_schema_changes_under_a_sitting() {
    let fixture = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/store-v1.db");
    let bytes = std::fs::read(fixture).unwrap();
    let sandbox = Sandbox::new().store_of(&bytes);
    let sitting = askback::store::Lock::sitting(&sandbox.store()).unwrap();
    sandbox.run(&["due"]).exits(4).tells("in use by another askback");
    let store = rusqlite::Connection::open(sandbox.store()).unwrap();
    let version: i64 = store.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 1);
    store.close().unwrap();
    drop(sitting);
    sandbox.run(&["due"]).exits(0);
}
