//! Days off, backlogs, reminders, and what a shell or a status bar asks.

use crate::sandbox::{CAPITALS, Sandbox, many};

fn capitals() -> Sandbox {
    Sandbox::new().note("capitals.md", CAPITALS)
}

#[test]
fn nothing_is_due_on_a_pause_and_the_streak_holds() {
    let mut sandbox = capitals();
    sandbox.study("\n\n\n\n");
    sandbox.later("2024-03-02T15:00:00+01:00");
    sandbox.run(&["pause", "2024-03-09"]).exits(0).shows("Pause until 2024-03-09");
    sandbox.run(&["due", "--count"]).exits(0).shows("0\n");
    sandbox.run(&[]).exits(0).shows("You are on a pause; it ends on 9 March 2024").hides("Begin:");
    sandbox.study("").shows("You are on a pause").hides("Question:");
    sandbox.run(&["study", "--cram"]).exits(0).shows("Question:");
    sandbox.later("2024-03-09T15:00:00+01:00");
    sandbox.study("\n\n").shows("Question:");
    let streak = sandbox.json(&["stats"])["streak"].clone();
    assert_eq!(streak["days"], 2, "{streak}");
}

#[test]
fn a_pause_can_begin_later_be_counted_in_days_listed_and_ended() {
    let mut sandbox = capitals();
    sandbox.study("q\n");
    sandbox
        .run(&["pause", "--from", "2024-03-05", "--days", "3"])
        .exits(0)
        .shows("Pause from 2024-03-05 until 2024-03-08");
    let pauses = sandbox.json(&["pause"]);
    assert_eq!(pauses["pauses"], serde_json::json!([{"from": "2024-03-05", "until": "2024-03-08"}]));
    sandbox.run(&["due", "--count"]).shows("3\n");
    sandbox.later("2024-03-06T15:00:00+01:00");
    sandbox.run(&["due", "--count"]).shows("0\n");
    sandbox.run(&["pause"]).exits(0).shows("You are on a pause").shows("2024-03-05 to 2024-03-07");
    sandbox.run(&["pause", "--end"]).exits(0).shows("The pause is over");
    sandbox.run(&["due", "--count"]).shows("3\n");
    sandbox.run(&["pause", "--end"]).exits(0).shows("There is no pause.");
    sandbox.run(&["doctor"]).exits(0);
}

#[test]
fn a_pause_that_is_over_before_it_begins_is_refused() {
    for args in [&["pause", "2024-03-01"][..], &["pause", "2024-02-01"], &["pause", "--days", "0"], &["pause", "soon"]]
    {
        capitals().run(args).exits(2).tells("hint:");
    }
}

#[test]
fn a_backlog_is_told_calmly_with_a_day_on_which_it_is_done() {
    let mut sandbox = Sandbox::new().note("numbers.md", many(60));
    sandbox.run(&["study", ".", "--new", "60"]).types("\n3\n".repeat(60)).exits(0).shows("60 graded");
    sandbox.later("2024-03-02T15:00:00+01:00");
    sandbox.study("").hides("from earlier days");
    sandbox.later("2024-03-08T15:00:00+01:00");
    let told = "60 reviews wait from earlier days; that is no harm done. The most overdue come first. 20 minutes a day: done today.";
    sandbox.study("").shows(told);
    sandbox.run(&[]).shows(told);
}

#[test]
fn when_nothing_is_due_the_next_time_is_told_and_how_to_go_on() {
    let sandbox = capitals();
    sandbox.study("\n\n\n\n\n\n");
    let shown = sandbox.study("");
    shown.shows("Nothing is due now.").shows("Next: tomorrow from 04:00, 3 cards.").shows("askback study --ahead");
}

#[test]
fn the_first_sitting_of_a_week_tells_what_the_last_one_brought() {
    // 2024-03-01 is a Friday, 2024-03-04 the Monday after.
    let mut sandbox = capitals();
    sandbox.study("\n\n\n\n").hides("Last week");
    sandbox.run(&[]).shows("Last 7 days: 2 answers on 1 day, 2 new cards met.");
    sandbox.later("2024-03-04T15:00:00+01:00");
    sandbox.study("q\n").hides("Last week");
    sandbox.study("\n\n").shows("Last week: 2 answers on 1 day, 2 new cards met.");
    sandbox.study("\n\n").hides("Last week");
}

#[test]
fn a_status_bar_is_told_nothing_where_nothing_is_due() {
    let sandbox = capitals();
    sandbox.study("");
    sandbox.run(&["due", "--format", "{due}!", "--quiet-zero"]).exits(0).shows("3!\n");
    sandbox.run(&["due", "--exit-code", "--count"]).exits(0).shows("3\n");
    sandbox.study(&"\n\n".repeat(3));
    assert_eq!(sandbox.run(&["due", "--format", "{due}!", "--quiet-zero"]).exits(0).out, "");
    sandbox.run(&["due", "--exit-code", "--count"]).exits(3).shows("0\n");
}

#[test]
fn a_reminder_is_printed_for_cron_and_for_systemd() {
    let sandbox = capitals();
    let cron = sandbox.run(&["remind", "--print", "cron", "--at", "7:05"]).exits(0);
    cron.shows("\n5 7 * * * '").shows("askback' due --quiet-zero --format");
    sandbox.run(&["remind", "--print", "systemd"]).exits(0).shows("OnCalendar=*-*-* 18:00:00");
    sandbox.run(&["remind", "--print", "cron", "--at", "25:00"]).exits(2).tells("hint: write it as 18:30");
    sandbox.run(&["remind"]).exits(2);
}

#[test]
fn the_units_are_ones_that_systemd_accepts() {
    let Ok(version) = std::process::Command::new("systemd-analyze").arg("--version").output() else {
        eprintln!("skipped: systemd-analyze is not here");
        return;
    };
    assert!(version.status.success());
    let sandbox = capitals();
    let printed = sandbox.run(&["remind", "--print", "systemd"]).exits(0).out;
    let mut files = Vec::new();
    for part in printed.split("# ~/.config/systemd/user/").skip(1) {
        let (name, text) = part.split_once('\n').unwrap();
        sandbox.write(name, text);
        files.push(sandbox.path(name));
    }
    assert_eq!(files.len(), 2);
    let checked =
        std::process::Command::new("systemd-analyze").args(["--user", "verify"]).args(&files).output().unwrap();
    let said = String::from_utf8_lossy(&checked.stderr);
    // Without a bus of the user, systemd cannot be asked; what it says of a unit names its file.
    assert!(!said.contains("askback.service:") && !said.contains("askback.timer:"), "{said}");
}

#[test]
fn what_cron_would_run_says_how_many_are_due_and_is_silent_otherwise() {
    let sandbox = capitals();
    sandbox.study("");
    let cron = sandbox.run(&["remind", "--print", "cron"]).exits(0).out;
    let line = cron.lines().find(|line| !line.starts_with('#')).unwrap();
    let command = line.splitn(6, ' ').nth(5).unwrap().to_owned();
    let run = |sandbox: &Sandbox| {
        let mut shell = std::process::Command::new("/bin/sh");
        shell.args(["-c", &command]);
        let program = sandbox.command(&[]);
        shell.envs(program.get_envs().filter_map(|(name, value)| value.map(|value| (name, value))));
        String::from_utf8(shell.output().unwrap().stdout).unwrap()
    };
    assert_eq!(run(&sandbox), "3 cards to ask: askback study\n");
    sandbox.study(&"\n\n".repeat(3));
    assert_eq!(run(&sandbox), "");
}

/// Returns what a shell is offered behind these words.
fn offered(sandbox: &Sandbox, words: &[&str]) -> String {
    let typed = ["--", "askback"].iter().chain(words).copied().collect::<Vec<_>>();
    let mut command = sandbox.command(&typed);
    command.env("COMPLETE", "bash").env("_CLAP_COMPLETE_INDEX", words.len().to_string());
    command.env("_CLAP_COMPLETE_COMP_TYPE", "9").env("_CLAP_COMPLETE_SPACE", "false").env("_CLAP_IFS", "\n");
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn a_shell_completes_commands_decks_notes_and_cards() {
    let sandbox = capitals();
    assert_eq!(offered(&sandbox, &["study", "notes/cap"]), "", "no store yet, and no such path");
    sandbox.study("");
    assert!(offered(&sandbox, &["stu"]).contains("study"));
    assert_eq!(offered(&sandbox, &["study", "notes/cap"]), "notes/capitals");
    assert!(offered(&sandbox, &["study", "cap"]).contains("capitals.md"), "a path too");
    let card = sandbox.card("France");
    assert_eq!(offered(&sandbox, &["explain", &card[..4]]), card);
    assert_eq!(offered(&sandbox, &["cards", "suspend", &card[..4]]), card);
}

#[test]
fn completions_are_scripts_that_their_shells_accept() {
    for shell in ["bash", "zsh", "fish"] {
        for more in [&[][..], &["--static"]] {
            let sandbox = capitals();
            let script = sandbox.run(&[&["completions", shell], more].concat()).exits(0).out;
            assert!(script.contains("askback"), "{script}");
            sandbox.write("script", &script);
            let checked = std::process::Command::new(shell).arg("-n").arg(sandbox.path("script")).output();
            match checked {
                Ok(checked) => {
                    assert!(checked.status.success(), "{shell}: {}", String::from_utf8_lossy(&checked.stderr))
                }
                Err(_) => eprintln!("skipped: {shell} is not here"),
            }
        }
    }
}
