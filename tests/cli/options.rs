//! Questions with options, how sure the learner was, what was mixed up, and cards that ask badly.

use crate::sandbox::{CELL, Sandbox, many};

/// Rows alike in form, so that options pass their rules in either direction.
pub(crate) const CRAFT: &str = "# Craft\n\n| Maker | Makes |\n|---|---|\n| Cooper | wooden barrels |\n| Potter | clay vessels |\n| Glazier | glass windows |\n| Saddler | leather saddles |\n| Cobbler | leather shoes |\n";

fn craft() -> Sandbox {
    Sandbox::new().note("craft.md", CRAFT)
}

fn reviews(sandbox: &Sandbox) -> Vec<(u64, String)> {
    let rows = sandbox.json(&["export", "reviews"]);
    let row = |row: &serde_json::Value| (row["quality"].as_u64().unwrap(), row["kind"].as_str().unwrap().to_owned());
    rows["reviews"].as_array().unwrap().iter().map(row).collect()
}

/// Studies one new card with options; returns what was shown, and the number of the right option.
fn with_options(sandbox: &Sandbox, typed: impl Fn(usize) -> String) -> crate::sandbox::Shown {
    let args = ["study", ".", "--limit", "1", "--choices", "new"];
    let seen = sandbox.run(&args).types("\nq\n").exits(0);
    let answer = seen.lines_after("Answer: ").concat();
    let options: Vec<&str> = seen.out.lines().filter(|line| line.get(1..3) == Some(". ")).collect();
    let right = options.iter().position(|option| option[3..] == answer).expect("the key is among the options");
    sandbox.run(&args).types(typed(right + 1)).exits(0)
}

#[test]
fn a_pipe_is_asked_without_options_unless_they_are_wanted() {
    craft().study("").hides("\n1. ");
    let shown = craft().run(&["study", ".", "--choices", "new"]).exits(0);
    let after = shown.out.lines().skip_while(|line| !line.starts_with("Question: ")).skip(1);
    assert_eq!(after.take_while(|line| line.get(1..3) == Some(". ")).count(), 3, "{shown}");
    let sandbox = craft();
    std::fs::create_dir_all(sandbox.path("../config/askback")).unwrap();
    std::fs::write(sandbox.path("../config/askback/config.toml"), "[study]\nchoices = \"new\"\n").unwrap();
    sandbox.study("").shows("\n1. ");
    sandbox.run(&["study", ".", "--choices", "never"]).exits(0).hides("\n1. ");
}

#[test]
fn a_right_option_is_graded_by_how_sure_the_learner_was_and_a_guess_is_no_recall() {
    for (typed, quality) in [("guessed", 2), ("unsure", 3), ("sure", 4), ("", 4), ("easy", 5), ("1", 2)] {
        let sandbox = craft();
        let shown = with_options(&sandbox, |right| format!("{right}\n{typed}\n"));
        shown.shows("Verdict: right").shows("Suggested: good");
        assert_eq!(reviews(&sandbox)[0], (quality, "learn".into()), "{typed}");
    }
}

#[test]
fn an_option_can_be_written_out_and_a_wrong_one_suggests_again() {
    let sandbox = craft();
    with_options(&sandbox, |right| format!("{}\n\n", right % 3 + 1))
        .shows("Verdict: not this")
        .shows("Suggested: again");
    let written = craft();
    let args = ["study", ".", "--limit", "1", "--choices", "new"];
    let answer = written.run(&args).types("\nq\n").exits(0).lines_after("Answer: ").concat();
    written.run(&args).types(format!("{answer}\nunsure\n")).exits(0).shows("Saved: hard");
}

#[test]
fn how_sure_is_a_word_after_a_right_option_only() {
    craft().study("\nsure\n").shows("Type again, hard, good or easy");
}

#[test]
fn options_are_for_new_cards_and_a_drill_is_recalled() {
    let mut sandbox = craft();
    let wrong = with_options(&sandbox, |right| format!("{}\n\n\n\n", right % 3 + 1));
    assert_eq!((wrong.count("Question: "), wrong.count("\n1. ")), (2, 1), "{wrong}");
    sandbox.later("2024-03-02T15:00:00+01:00");
    let shown = sandbox.run(&["study", ".", "--choices", "new", "--new", "0"]).exits(0);
    assert_eq!(shown.count("Question: "), 1);
    shown.hides("\n1. ");
    sandbox.run(&["study", ".", "--choices", "always", "--new", "0"]).exits(0).shows("\n1. ");
}

#[test]
fn an_answer_of_another_row_is_named_and_two_mixed_up_twice_are_set_against_each_other() {
    let mut sandbox = Sandbox::new().note("cell.md", CELL);
    sandbox.study("keeps the DNA\n\n").shows("Your answer belongs to: Nucleus\n");
    sandbox.later("2024-03-02T15:00:00+01:00");
    let again = sandbox.run(&["study", ".", "--new", "0"]).types("keeps the DNA\n\n").exits(0);
    again.shows("Your answer belongs to: Nucleus (mixed up 2 times)\n");
    sandbox.later("2024-03-03T15:00:00+01:00");
    let contrast = sandbox.run(&["study", ".", "--choices", "new", "--new", "0"]).types("\n3\n2\n3\n").exits(0);
    let contrast = contrast.shows("You have mixed these two up; nothing moves here.\nQuestion: Nucleus or Ribosome? ");
    contrast.shows("1. Nucleus\n2. Ribosome\n").shows("Saved: good, practice, nothing moved.").shows("1 graded");
    assert_eq!(reviews(&sandbox).last().unwrap().1, "cram");
    sandbox.run(&["doctor"]).exits(0);
    // A pipe hears what belongs where, and is asked what is due and nothing else.
    let plain = sandbox.run(&["study", ".", "--new", "0"]).exits(0);
    plain.hides("mixed these two up");
}

#[test]
fn what_was_answered_instead_stands_among_the_options_next_time() {
    let mut sandbox = craft();
    let first = sandbox.run(&["study", ".", "--limit", "1"]).types("glass windows\n\n").exits(0);
    let prompt = first.lines_after("Question: ")[0].to_owned();
    assert_ne!(prompt, "What does Glazier make?", "the answer typed is to be wrong");
    sandbox.later("2024-03-02T15:00:00+01:00");
    let args = ["study", ".", "--choices", "always", "--new", "0"];
    let next = sandbox.run(&args).exits(0);
    assert_eq!(next.lines_after("Question: ").concat(), prompt);
    next.shows(". glass windows\n");
}

#[test]
fn a_bad_question_is_marked_put_aside_and_can_be_listed_and_taken_back() {
    let sandbox = Sandbox::new().note("numbers.md", many(3));
    sandbox.study("!\n").shows("Marked as a bad question").shows("number of item 2");
    let bad = sandbox.json(&["cards", "list", "--state", "bad"]);
    assert_eq!(bad["cards"][0]["prompt"], "What is the number of item 1?");
    sandbox.study("s\n");
    assert_eq!(sandbox.json(&["cards", "list", "--state", "bad"])["cards"].as_array().unwrap().len(), 1);
    assert_eq!(sandbox.json(&["cards", "list", "--state", "suspended"])["cards"].as_array().unwrap().len(), 2);
    Sandbox::new().note("numbers.md", many(3)).study("!\nu\n").shows("Taken back").shows("0 graded");
}

#[test]
fn a_card_forgotten_eight_times_is_told_with_the_line_of_its_note() {
    let mut sandbox = Sandbox::new().note("numbers.md", many(1));
    for day in 1..=9 {
        sandbox.later(&format!("2024-03-{day:02}T15:00:00+01:00"));
        let shown = sandbox.study("\nagain\n\ngood\n");
        if day < 9 {
            shown.hides("Forgotten");
        } else {
            let card = sandbox.card("item 1");
            shown.shows("Forgotten 8 times.").shows("numbers.md:3\n").shows("Q: What is the number of item 1?");
            sandbox.run(&["cards", "suspend", &card]).exits(0);
        }
    }
}

#[test]
fn of_a_list_only_what_was_missed_comes_back() {
    let list = "# Flag\n\nThe flag has three colours:\n\n- red\n- white\n- blue\n";
    let sandbox = Sandbox::new().note("flag.md", list);
    let seen = sandbox.run(&["study", ".", "--limit", "1"]).types("red, blue\n\nwhite\n\n").exits(0);
    let seen = seen
        .shows("Verdict: 2 of 3; missing: white")
        .shows("Only the one you missed.\nAnswer: white\nVerdict: all 1 of 1");
    seen.shows("1 graded, 1 right, 1 new, 1 drill");
}
