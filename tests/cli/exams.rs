//! Mock exams as a learner takes them: to the end, broken off, resumed, out of time, and by two
//! programs at once.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::Value;

use crate::sandbox::{CELL, Sandbox, many};

/// A blueprint of one domain over everything.
fn blueprint(questions: usize, more: &str) -> String {
    format!("name = \"Trial\"\nquestions = {questions}\nkinds = [\"typed\"]\n{more}\n")
}

/// A machine with ten typed questions and a blueprint over them.
fn machine(more: &str) -> Sandbox {
    let sandbox = Sandbox::new().note("numbers.md", many(10)).note("exam.toml", blueprint(10, more));
    sandbox.run(&["add", "numbers.md"]).exits(0);
    sandbox
}

/// Returns the right answer to a prompt of [`many`].
fn right(prompt: &str) -> String {
    let number: String = prompt.chars().filter(char::is_ascii_digit).collect();
    format!("number {number}")
}

/// Returns the right answers to the exam that this seed draws, in its order.
fn right_answers(sandbox: &Sandbox) -> Vec<String> {
    let shown = sandbox.run(&["exam"]).types("\n".repeat(10)).exits(0);
    shown.lines_after("Question: ").iter().map(|prompt| right(prompt)).collect()
}

/// Answers so many questions of an exam rightly, the others wrongly, and hands in.
fn take(sandbox: &Sandbox, right: usize) -> crate::sandbox::Shown {
    let answers = right_answers(sandbox);
    let lines = answers.iter().enumerate().map(|(place, answer)| if place < right { answer } else { "nothing" });
    let typed: String = lines.map(|line| format!("{line}\n")).collect();
    sandbox.run(&["exam", "resume"]).types(typed + "h\ny\n").exits(0)
}

fn history(sandbox: &Sandbox) -> Vec<Value> {
    let json = sandbox.json(&["exam", "history"]);
    assert_eq!(json["schema_version"], 1);
    json["exams"].as_array().unwrap().clone()
}

fn prompts(cards: &Value) -> Vec<String> {
    let cards = cards["cards"].as_array().unwrap().iter();
    cards.map(|card| card["prompt"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_full_exam_from_the_built_in_decks_is_killed_at_question_thirty_and_goes_on() {
    let sandbox = Sandbox::new();
    let mut child =
        sandbox.command(&["exam"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    for number in 1..=30 {
        let shown = format!("Question {number} of 60");
        assert!(lines.any(|line| line == shown), "{shown} never came");
        writeln!(input, "a").unwrap();
    }
    assert!(lines.any(|line| line == "Question 31 of 60"));
    child.kill().unwrap();
    child.wait().unwrap();

    sandbox
        .run(&["exam", "resume"])
        .types("\n".repeat(30) + "h\ny\n")
        .shows("30 of 60 answered")
        .shows("Question 31 of 60")
        .shows("Result: ");
    let exam = sandbox.json(&["exam", "show"]);
    let questions = exam["questions"].as_array().unwrap();
    let answered = questions.iter().filter(|question| !question["given"].is_null()).count();
    assert_eq!((questions.len(), answered), (60, 30), "what was answered before the kill is all there");
    let domains = exam["exam"]["domains"].as_array().unwrap().iter();
    let asked: Vec<u64> = domains.map(|domain| domain["questions"].as_u64().unwrap()).collect();
    assert_eq!(asked, [18, 9, 15, 18], "30, 15, 25 and 30 percent of 60");
    let facts: std::collections::BTreeSet<&str> =
        questions.iter().map(|question| question["prompt"].as_str().unwrap()).collect();
    assert_eq!(facts.len(), 60);
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
}

#[test]
fn every_move_of_the_exam_loop_does_what_it_says() {
    let sandbox = machine("minutes = 5");
    let typed = "n\np\ng 10\nf\n\ng 99\ng\nt\n?\n\\n\nfirst\n-\nx\nh\nno\nq\n";
    let shown = sandbox.run(&["exam"]).types(typed).exits(0);
    for expected in [
        "Question 2 of 10",
        "Question 10 of 10",
        "Flagged: look at it again",
        "That was the last question. 0 answered, 10 open (1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 1 flagged (10).",
        "There is no question 99; they go from 1 to 10.",
        "Type g with the number of a question: g 12.",
        "Time left: 5:00, with 10 questions open.",
        "t time left   h hand in",
        "No question stands here: g N goes to one",
        "Hand in? y hands in, anything else goes on.",
        "The clock runs on. To go on:  askback exam resume",
    ] {
        assert!(shown.out.contains(expected), "{expected:?} is missing\n{shown}");
    }
    let shown = sandbox.run(&["exam", "resume"]).types("g 3\n\\n\ng 3\n-\nn\nq\n").exits(0);
    assert!(shown.out.contains("Answered: n\n") && shown.out.contains("The question is open again."), "{shown}");
    assert!(history(&sandbox).is_empty(), "an exam that was left has no result");
}

#[test]
fn the_result_says_score_domains_misses_with_the_line_of_the_note_and_earlier_exams() {
    let sandbox = machine("pass_mark = 70");
    take(&sandbox, 4)
        .shows("Result: 40 %, 4 of 10 right; not passed (the mark is 70 %)")
        .shows("Missed (6):")
        .shows("Yours: nothing");
    let shown =
        take(&sandbox, 8).shows("Result: 80 %, 8 of 10 right; passed").shows("Earlier: 40 %; now 80 % (+40 points).");
    let miss = shown.lines_after("   Right: number ")[0].to_owned();
    assert!(shown.out.contains("numbers.md:") && shown.out.contains(&format!(": A: number {miss}")), "{shown}");
    let taken = history(&sandbox);
    let scores: Vec<f64> = taken.iter().map(|exam| exam["score"].as_f64().unwrap()).collect();
    assert_eq!(scores, [0.8, 0.4], "the newest first");
    for (key, expected) in [("passed", Value::Bool(true)), ("number", 2.into()), ("handed_in_by", "learner".into())] {
        assert_eq!(taken[0][key], expected, "{key}");
    }
    assert!(
        taken[0]["id"].is_string()
            && taken[0]["finished_at"].is_string()
            && taken[0]["domains"][0]["score"].is_number()
    );
    sandbox.run(&["exam", "history"]).shows("80 %    8 of 10   passed");
    sandbox.run(&["exam", "show", "1"]).shows("Result: 40 %");
    sandbox.run(&["exam", "show", "7"]).exits(2).tells("exam 7: there is no such exam");
}

#[test]
fn misses_are_due_today_and_right_answers_change_nothing() {
    let mut sandbox = machine("");
    sandbox.write("config.toml", "[day]\nnew = 0\n");
    sandbox.run(&["study", "--new", "10"]).types("\n\n".repeat(10)).exits(0);
    sandbox.later("2024-03-01T16:00:00+01:00");
    let before = sandbox.json(&["cards", "list"]);
    assert_eq!(sandbox.json(&["due"])["cards"].as_array().unwrap().len(), 0);

    take(&sandbox, 7).shows("3 missed cards are due today:  askback study   Right answers change nothing.");
    let missed: Vec<Value> = sandbox.json(&["exam", "show"])["questions"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|question| question["right"] == false)
        .cloned()
        .collect();
    let mut due = prompts(&sandbox.json(&["due"]));
    let mut expected: Vec<String> =
        missed.iter().map(|question| question["prompt"].as_str().unwrap().to_owned()).collect();
    due.sort();
    expected.sort();
    assert_eq!(due, expected);
    let after = sandbox.json(&["cards", "list"]);
    for (was, is) in before["cards"].as_array().unwrap().iter().zip(after["cards"].as_array().unwrap()) {
        assert_eq!(
            (&was["interval_days"], &was["ease"], &was["lapses"]),
            (&is["interval_days"], &is["ease"], &is["lapses"])
        );
        let was_missed = expected.contains(&is["prompt"].as_str().unwrap().to_owned());
        assert_eq!(is["due"] == "2024-03-01", was_missed, "{is}");
    }
    sandbox.run(&["doctor"]).exits(0).shows("all is well");

    let logged = sandbox.run(&["export", "reviews", "--json"]).exits(0).json();
    let kinds = logged["reviews"].as_array().or(logged.as_array()).unwrap().iter().filter(|row| row["kind"] == "exam");
    let qualities: Vec<i64> = kinds.map(|row| row["quality"].as_i64().unwrap()).collect();
    assert_eq!((qualities.len(), qualities.iter().filter(|quality| **quality < 3).count()), (10, 3));

    sandbox.run(&["study"]).types("\n\n".repeat(3)).exits(0);
    assert!(prompts(&sandbox.json(&["due"])).is_empty(), "reviewed, they are done with");
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
}

#[test]
fn a_new_card_that_was_missed_is_due_beyond_the_allowance_of_new_ones() {
    let sandbox = machine("");
    take(&sandbox, 6);
    let config = sandbox.path("few.toml");
    sandbox.write("few.toml", "[day]\nnew = 0\n");
    let due = sandbox.run(&["due", "--json", "--config", config.to_str().unwrap()]).exits(0).json();
    assert_eq!(due["counts"]["review"], 4);
    sandbox.run(&["study", "--new", "0"]).types("\n\n\n\n\n\n\n\n").exits(0).shows("4 graded");
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
}

#[test]
fn the_rule_can_be_switched_off_by_blueprint_and_by_setting() {
    let by_blueprint = machine("misses_due = false");
    take(&by_blueprint, 0).shows("Your schedule is as it was: the exam was set to change nothing.");
    assert_eq!(by_blueprint.json(&["due"])["counts"]["review"], 0);

    let by_setting = machine("");
    by_setting.write("off.toml", "[exam]\nmisses_due = false\n");
    let config = by_setting.path("off.toml");
    by_setting
        .run(&["exam", "--config", config.to_str().unwrap()])
        .types("h\ny\n")
        .shows("the exam was set to change nothing");
    assert_eq!(by_setting.json(&["due"])["counts"]["review"], 0);
}

#[test]
fn when_the_time_is_over_the_exam_hands_itself_in_and_what_was_cut_off_changes_nothing() {
    let mut sandbox = machine("minutes = 30");
    sandbox.run(&["exam"]).types("nothing\nnothing\nq\n").exits(0);
    sandbox.later("2024-03-01T15:29:00+01:00");
    sandbox.run(&["exam", "resume"]).types("t\nq\n").shows("2 of 10 answered, 1:00 left.").shows("Time left: 1:00");
    sandbox.later("2024-03-01T18:00:00+01:00");
    let over = sandbox
        .run(&["exam", "resume"])
        .types("too late\n")
        .shows("The time is over. The exam is handed in as it stands.");
    assert!(over.out.contains("Time: 30:00 of 30:00") && over.out.contains("2 missed cards are due today"), "{over}");
    assert!(over.out.contains("What the clock cut off changes nothing."), "{over}");
    let taken = &history(&sandbox)[0];
    assert_eq!(
        (taken["handed_in_by"].as_str(), taken["finished_at"].as_str()),
        (Some("clock"), Some("2024-03-01T15:30:00.000+01:00"))
    );
    assert_eq!(sandbox.json(&["due"])["counts"]["review"], 2);
}

#[test]
fn a_paused_clock_waits_over_days() {
    let mut sandbox = machine("minutes = 30\nclock = \"paused\"");
    sandbox.run(&["exam"]).types("nothing\nq\n").exits(0).shows("30:00 are left.");
    sandbox.later("2024-03-09T09:00:00+01:00");
    sandbox.run(&["exam", "resume"]).types("h\ny\n").shows("1 of 10 answered, 30:00 left.").shows("Result: 0 %");
}

#[test]
fn a_question_waited_for_too_long_ends_with_the_exam() {
    if std::env::var("ASKBACK_LONG").is_err() {
        return;
    }
    let sandbox = machine("minutes = 1");
    let mut command = sandbox.command(&["exam"]);
    let mut child = command
        .env_remove("ASKBACK_NOW")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let typing = child.stdin.take().unwrap();
    // Nothing is typed, and the input stays open.
    let mut text = String::new();
    std::io::Read::read_to_string(&mut child.stdout.take().unwrap(), &mut text).unwrap();
    drop(typing);
    assert!(child.wait().unwrap().success());
    assert!(text.contains("The time is over.") && text.contains("Result: 0 %"), "{text}");
}

#[test]
fn notes_without_questions_give_no_exam_and_a_domain_without_questions_is_told() {
    let empty = Sandbox::new().note("plain.md", "nothing here\n").note("exam.toml", blueprint(10, ""));
    empty.run(&["add", "plain.md"]).exits(0);
    empty.run(&["exam"]).exits(1).tells("Trial: your notes give no questions yet");
    let elsewhere = Sandbox::new()
        .note("cell.md", CELL)
        .note("exam.toml", blueprint(4, "[[domain]]\nname = \"Rocks\"\nfiles = [\"rocks.md\"]"));
    elsewhere.run(&["add", "cell.md"]).exits(0);
    elsewhere.run(&["exam"]).exits(1).tells("its domains find no question in your notes");

    let half =
        "[[domain]]\nname = \"Cells\"\nfiles = [\"cell.md\"]\n[[domain]]\nname = \"Rocks\"\nfiles = [\"rocks.md\"]";
    elsewhere.write("exam.toml", blueprint(4, half));
    elsewhere.run(&["exam", "--dry-run"]).shows("Rocks    2 wanted, 0 in your notes, 2 missing");
    elsewhere.write("stray.md", many(2));
    elsewhere.run(&["add", "stray.md"]).exits(0);
    elsewhere.run(&["exam", "--dry-run"]).shows("In no domain:\n  stray, 2 questions");
    let shown = elsewhere.run(&["exam"]).types("h\ny\n").exits(0);
    for expected in
        ["Trial: 2 questions", "Rocks: 2 questions missing; your notes have no more.", "Rocks  no questions"]
    {
        assert!(shown.out.contains(expected), "{expected:?} is missing\n{shown}");
    }
}

#[test]
fn a_slip_in_a_blueprint_is_told_with_its_line_and_nothing_is_begun() {
    let sandbox = machine("\nminuts = 20");
    sandbox
        .run(&["exam"])
        .exits(2)
        .tells("exam.toml:5: minuts: there is no such key here")
        .tells("did you mean `minutes`?");
    sandbox.write("exam.toml", blueprint(0, ""));
    sandbox.run(&["exam"]).exits(2).tells("exam.toml:2: questions: must be a whole number from 1 to 500");
    sandbox.run(&["exam", "no-such"]).exits(2).tells("no-such: there is no such blueprint").tells("sigs, kcna");
    let fresh = Sandbox::new();
    fresh.run(&["exam", "no-such"]).exits(2);
    assert!(!fresh.store().exists(), "nothing is made for an exam that cannot be");
    sandbox.write("bytes.toml", [0xff, 0xfe, 0x00]);
    sandbox.run(&["exam", "bytes.toml"]).exits(2).tells("not UTF-8");
    assert_eq!(sandbox.json(&["exam", "history"])["unfinished"].as_array().unwrap().len(), 0);
}

#[test]
fn an_undo_takes_back_the_last_grade_and_leaves_the_exam_alone() {
    let sandbox = machine("");
    sandbox.run(&["study", "--limit", "1"]).types("\ngood\n").exits(0);
    take(&sandbox, 0);
    let due = sandbox.json(&["due"])["counts"]["review"].clone();
    sandbox.run(&["undo"]).exits(0);
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
    assert_eq!(sandbox.json(&["due"])["counts"]["review"], due, "what was missed is still due");
    sandbox.run(&["undo"]).exits(1);
    assert_eq!(history(&sandbox).len(), 1);
}

#[test]
fn of_two_programs_in_one_exam_the_first_to_hand_in_ends_it_for_both() {
    let sandbox = machine("");
    sandbox.run(&["exam"]).types("nothing\nq\n").exits(0);
    let mut slow = sandbox
        .command(&["exam", "resume"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = slow.stdin.take().unwrap();
    let mut output = BufReader::new(slow.stdout.take().unwrap());
    let mut line = String::new();
    while !line.starts_with("Question 2 of 10") {
        line.clear();
        assert!(output.read_line(&mut line).unwrap() > 0);
    }
    sandbox.run(&["exam", "resume"]).types("nothing\nh\ny\n").exits(0).shows("Result: 0 %");
    writeln!(input, "late").unwrap();
    drop(input);
    let mut rest = String::new();
    std::io::Read::read_to_string(&mut output, &mut rest).unwrap();
    assert!(slow.wait().unwrap().success());
    assert!(
        rest.contains("This exam was handed in meanwhile, by another askback.") && rest.contains("Result: 0 %"),
        "{rest}"
    );
    assert_eq!(history(&sandbox).len(), 1);
    let shown = sandbox.json(&["exam", "show"]);
    assert!(shown["questions"].as_array().unwrap().iter().all(|question| question["given"] != "late"));
    let reviews = sandbox.run(&["export", "reviews"]).exits(0);
    assert_eq!(reviews.count(",exam,"), 10, "each question is logged once");
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
}

#[test]
fn an_exam_begun_on_one_machine_goes_on_on_another_and_counts_once_on_both() {
    let (one, other) = (machine(""), machine(""));
    one.run(&["exam"]).types("nothing\nnothing\nq\n").exits(0);
    other.run(&["merge", one.store().to_str().unwrap()]).exits(0);
    other.run(&["exam", "resume"]).types("h\ny\n").shows("2 of 10 answered").shows("Result: 0 %");
    one.run(&["merge", other.store().to_str().unwrap()]).exits(0);
    for sandbox in [&one, &other] {
        assert_eq!(history(sandbox).len(), 1);
        sandbox.run(&["doctor"]).exits(0).shows("all is well");
    }
    assert_eq!(history(&one), history(&other));
    assert_eq!(one.json(&["due"])["counts"], other.json(&["due"])["counts"]);
    one.run(&["exam", "resume"]).exits(1).tells("no exam waits");
}

#[test]
fn the_exam_over_the_built_in_decks_can_be_taken_beside_ones_own_notes_and_leaves_these_alone() {
    let sandbox = machine("");
    let cards = sandbox.json(&["cards", "list"])["cards"].as_array().unwrap().len();
    let shown = sandbox.run(&["exam", "sigs"]).types("a\nh\ny\n").exits(0).shows("Question 1 of 60");
    assert!(shown.err.contains("not among your notes") && shown.out.contains("Your schedule is as it was"), "{shown}");
    assert_eq!(sandbox.json(&["cards", "list"])["cards"].as_array().unwrap().len(), cards);
    assert_eq!(sandbox.run(&["export", "reviews"]).exits(0).count(",exam,"), 0);
    assert_eq!(history(&sandbox).len(), 1);
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
    sandbox.run(&["exam", "kcna"]).exits(1).tells("its domains find no question in your notes");
}

#[test]
fn the_newest_of_two_unfinished_exams_is_resumed_unless_one_is_named() {
    let mut sandbox = machine("");
    sandbox.run(&["exam"]).types("one\nq\n").exits(0);
    sandbox.later("2024-03-01T15:10:00+01:00");
    sandbox.run(&[]).shows("1 exam begun earlier can be gone on with:  askback exam resume").exits(0);
    sandbox.run(&["exam"]).types("one\ntwo\nq\n").exits(0).tells("1 exam begun earlier can be gone on with");
    sandbox
        .run(&["exam", "resume"])
        .types("q\n")
        .shows("Exam 2, Trial: 2 of 10 answered")
        .tells("Others wait too: 1 (Trial, 2024-03-01)");
    sandbox.run(&["exam", "resume", "1"]).types("h\ny\n").shows("Exam 1, Trial: 1 of 10 answered");
    sandbox.run(&["exam", "resume", "1"]).exits(1).tells("exam 1 is over");
    sandbox.run(&["exam", "resume"]).types("h\ny\n").shows("Exam 2");
    sandbox.run(&["exam", "resume"]).exits(1).tells("no exam waits to be gone on with");
}

#[test]
fn history_and_result_outlive_the_notes() {
    let sandbox = machine("");
    let before = take(&sandbox, 5);
    std::fs::remove_file(sandbox.path("numbers.md")).unwrap();
    sandbox.run(&["forget", "numbers.md"]).done();
    sandbox.run(&["scan"]).done();
    assert_eq!(history(&sandbox).len(), 1);
    let after = sandbox.run(&["exam", "show"]).exits(0);
    let missed = |shown: &str| shown[shown.find("Missed (5):").unwrap()..].to_owned();
    assert_eq!(missed(&after.out), missed(&before.out));
}

#[test]
fn what_only_the_learner_can_judge_is_asked_after_handing_in_and_can_be_gone_on_with() {
    let long = "a process in which light becomes sugar, in two stages, inside the leaves of plants and algae";
    let note = format!(
        "# Plants\n\nQ: What is photosynthesis?\nA: {long}\n\nQ: What is respiration?\nA: {long}, run backwards\n"
    );
    let sandbox = Sandbox::new().note("plants.md", note).note("exam.toml", "questions = 2\n");
    sandbox.run(&["add", "plants.md"]).exits(0);
    let shown = sandbox.run(&["exam"]).types("sugar\nlight\nh\ny\ny\nq\n").exits(0);
    assert!(shown.out.contains("2 answers for you to judge") && shown.out.contains("Yours: sugar"), "{shown}");
    sandbox.run(&["exam", "history"]).shows("to judge");
    let shown = sandbox.run(&["exam", "resume"]).types("n\n").exits(0);
    assert!(
        shown.out.contains("1 answer for you to judge") && shown.out.contains("Result: 50 %, 1 of 2 right"),
        "{shown}"
    );
}

#[test]
fn a_draft_divides_a_note_by_its_headings_and_can_be_taken_at_once() {
    let text = format!("{CELL}\n## Sizes\n\n| Part | Size |\n|---|---|\n| Ribosome | 25 nm |\n| Nucleus | 6 um |\n");
    let sandbox = Sandbox::new().note("cell.md", text);
    sandbox.run(&["add", "cell.md"]).exits(0);
    sandbox.run(&["exam", "new"]).exits(0).shows("exam.toml: a blueprint with 2 domains.");
    sandbox.run(&["exam", "new"]).exits(2).tells("exam.toml: is there already").tells("--force");
    sandbox.run(&["exam", "--dry-run"]).exits(0).shows("Organelles").shows("Sizes").hides("missing");
    sandbox.run(&["exam"]).types("h\ny\n").exits(0).tells("The blueprint is exam.toml in this folder.");
}

#[test]
fn an_option_is_chosen_by_letter_number_or_words_and_anything_else_is_asked_again() {
    let rows: String = ["red wine", "old cheese", "dry bread", "raw fish", "hot soup"]
        .iter()
        .enumerate()
        .map(|(n, food)| format!("| Port{n} | {food} |\n"))
        .collect();
    let note = format!("# Ports\n\n| Port | Dish |\n|---|---|\n{rows}");
    let sandbox = Sandbox::new().note("ports.md", note).note("exam.toml", "questions = 5\nkinds = [\"choice\"]\n");
    sandbox.run(&["add", "ports.md"]).exits(0);
    let shown =
        sandbox.run(&["exam"]).types("zz\nB)\n2\nq\n").exits(0).shows("Type a letter from a to d, or ? for help.");
    assert!(shown.out.contains("  a) ") && shown.out.contains("  d) ") && shown.out.contains("2 answered"), "{shown}");
    assert!(sandbox.run(&["exam", "resume"]).types("p\nq\n").exits(0).out.contains("Answered: b) "));
}

#[test]
fn the_exported_exams_are_those_of_the_history_and_only_those_that_are_over() {
    let mut sandbox = machine(
        "[[domain]]\nname = \"All\"\nweight = 4\nfiles = [\"*\"]\n[[domain]]\nname = \"=None\"\nweight = 1\nfiles = [\"none\"]",
    );
    assert_eq!(sandbox.json(&["export", "exams"])["exams"], serde_json::json!([]));
    take(&sandbox, 7);
    sandbox.later("2024-03-02T15:00:00+01:00");
    take(&sandbox, 10);
    sandbox.run(&["exam"]).types("number 1\n").exits(0);

    let history = history(&sandbox);
    let exported = sandbox.json(&["export", "exams"])["exams"].as_array().unwrap().clone();
    assert_eq!((history.len(), exported.len()), (2, 2));
    for (exported, known) in exported.iter().zip(history.iter().rev()) {
        for key in [
            "id", "name", "started_at", "finished_at", "questions", "right", "score", "pass_mark", "passed",
            "handed_in_by",
        ] {
            assert_eq!(exported[key], known[key], "{key}");
        }
        let minutes = exported["seconds"].as_f64().unwrap() / 60.0;
        assert!((minutes - known["minutes_taken"].as_f64().unwrap()).abs() < 1e-9);
        for (domain, known) in exported["domains"].as_array().unwrap().iter().zip(known["domains"].as_array().unwrap())
        {
            assert_eq!(domain["domain"], known["name"]);
            for key in ["weight", "questions", "right", "missing", "score"] {
                assert_eq!(domain[format!("domain_{key}")], known[key], "{key}");
            }
        }
    }
    assert_eq!((&exported[0]["right"], &exported[1]["score"]), (&serde_json::json!(7), &serde_json::json!(1.0)));

    sandbox.run(&["export", "exams", "-o", "exams.csv"]).exits(0).tells("4 rows to exams.csv");
    sandbox.run(&["export", "exams", "-o", "exams.csv"]).exits(1).tells("there is a file already");
    let csv = std::fs::read_to_string(sandbox.path("exams.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: usize, name: &str| &rows[row][header.iter().position(|column| column == name).unwrap()];
    assert_eq!(
        (cell(0, "id"), cell(0, "domain"), cell(0, "domain_right")),
        (history[1]["id"].as_str().unwrap(), "All", "7")
    );
    assert_eq!((cell(1, "domain"), cell(1, "domain_score")), ("'=None", ""), "nothing was asked, and no formula runs");
    assert_eq!((cell(2, "passed"), cell(2, "domain_score")), ("true", "1.0"));
}

/// Returns the exact values in the table of a page, in the order of reading.
fn values(page: &str, table: &str) -> Vec<f64> {
    let (_, after) = page.split_once(&format!("id=\"{table}\"")).unwrap();
    let inside = after.split_once("</table>").unwrap().0;
    inside.split("<data value=\"").skip(1).map(|text| text.split('"').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn the_page_of_progress_shows_the_exams_of_the_history_newest_first_and_the_domains_of_the_latest() {
    let mut sandbox = machine(
        "[[domain]]\nname = \"All <b>\"\nweight = 4\nfiles = [\"*\"]\n[[domain]]\nname = \"None\"\nweight = 1\nfiles = [\"none\"]",
    );
    let page = |sandbox: &Sandbox| sandbox.run(&["export", "report"]).exits(0).out;
    assert!(!page(&sandbox).contains("mock exams"), "nothing is said of exams before one was taken");
    take(&sandbox, 7);
    sandbox.later("2024-03-02T15:00:00+01:00");
    take(&sandbox, 10);
    sandbox.run(&["exam"]).types("number 1\n").exits(0);

    let (shown, history) = (page(&sandbox), history(&sandbox));
    let number = |value: &Value| value.as_f64().unwrap();
    let exams: Vec<f64> =
        history.iter().flat_map(|exam| ["right", "questions", "score"].map(|key| number(&exam[key]))).collect();
    assert_eq!(exams[..3], [8.0, 8.0, 1.0], "the part of the exam that the notes can fill");
    assert_eq!(values(&shown, "exams"), exams);
    let domains = history[0]["domains"].as_array().unwrap().iter();
    let domains: Vec<f64> =
        domains.flat_map(|domain| ["right", "questions", "score"].map(|key| domain[key].as_f64())).flatten().collect();
    assert_eq!(domains.len(), 5, "a domain of which nothing was asked has no score");
    assert_eq!(values(&shown, "domains"), domains);
    assert!(shown.contains("All &lt;b&gt;"), "a name is no element");
}
