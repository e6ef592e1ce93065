//! The conversation of `study` where no terminal is at the other end: the contract with scripts
//! and screen readers.

use crate::sandbox::{CAPITALS, CELL, Sandbox, many};

fn capitals() -> Sandbox {
    Sandbox::new().note("capitals.md", CAPITALS)
}

#[test]
fn a_card_is_heading_question_line_answer_verdict_suggestion_line() {
    let shown = capitals().run(&["study", "capitals.md", "--limit", "1"]).types("paris\n\n").exits(0);
    let card: Vec<&str> =
        shown.out.lines().skip_while(|line| *line != "Capitals").take_while(|line| !line.is_empty()).collect();
    assert_eq!(
        card,
        [
            "Capitals",
            "Question: What is the capital of France?",
            "Answer: Paris",
            "Verdict: right",
            "Next: 1 again today, then 1 day | 2 hard today, then 1 day | 3 good 1 day | 4 easy 1 day",
            "Suggested: good",
            "Saved: good, back in 1 day.",
        ]
    );
}

#[test]
fn a_long_question_stays_on_its_line_where_no_terminal_wraps_it() {
    let words = "very ".repeat(60);
    let sandbox = Sandbox::new().note("long.md", format!("# Long\n\nQ: What is the {words}long word?\nA: this\n"));
    let question = sandbox.study("\n\n").lines_after("Question: ").concat();
    assert!(question.ends_with("long word?"), "{question}");
}

#[test]
fn an_empty_line_shows_the_answer_without_a_verdict_and_good_is_suggested() {
    capitals().study("\n\n").hides("Verdict:").shows("Answer: Paris\nNext:").shows("Suggested: good\nSaved: good");
}

#[test]
fn a_wrong_answer_suggests_again() {
    capitals()
        .study("London\n\n")
        .shows("Verdict: not this\n")
        .shows("Suggested: again\nSaved: again, comes back today.");
}

#[test]
fn grades_are_taken_by_word_and_by_number() {
    for (typed, word) in [
        ("1", "again"),
        ("2", "hard"),
        ("3", "good"),
        ("4", "easy"),
        ("again", "again"),
        ("hard", "hard"),
        ("good", "good"),
        ("easy", "easy"),
        (" Good ", "good"),
    ] {
        capitals()
            .run(&["study", ".", "--limit", "1"])
            .types(format!("\n{typed}\nq\n"))
            .exits(0)
            .shows(&format!("Saved: {word},"));
    }
}

#[test]
fn a_grade_that_is_none_is_asked_for_again_and_the_end_of_input_ends_it() {
    let shown = capitals().study("\nbest\n5\n0\n-1\nq7\n");
    assert_eq!(shown.count("Type again, hard, good or easy"), 5, "{shown}");
    shown.hides("Saved").shows("0 graded");
}

#[test]
fn the_end_of_input_keeps_what_was_graded_and_tells_the_sum() {
    for typed in ["Paris\n\n", "Paris\n\nRo", "Paris\n\nRome\n"] {
        let sandbox = capitals();
        sandbox.study(typed).shows("1 graded, 1 right, 1 new, 0 s. Left today: 2. Due tomorrow: 1.");
        sandbox.run(&["doctor"]).shows("all is well").exits(0);
        sandbox.study("q\n").shows("2 cards to go");
    }
    // A grade needs no line end.
    capitals().study("Paris\ngood").shows("1 graded, 1 right");
}

#[test]
fn q_leaves_at_either_place() {
    for typed in ["q\nRome\n\n", "Paris\nq\nRome\n\n"] {
        capitals().study(typed).shows("0 graded").hides("Saved");
    }
}

#[test]
fn help_explanation_and_note_are_shown_at_either_place_and_the_card_waits() {
    let asides = "?\ni\ne\n";
    let shown = capitals().study(&format!("{asides}Paris\n{asides}\nq\n"));
    for text in ["q leave (all grades are kept)", "Schedule: new", "capitals.md:3\n"] {
        assert_eq!(shown.count(text), 2, "{text}\n{shown}");
    }
    shown.shows("Verdict: right").shows("1 graded");
}

#[test]
fn s_and_b_leave_the_card_out_at_either_place() {
    for (key, state) in [("s", "suspended"), ("b", "buried")] {
        for typed in [format!("{key}\n"), format!("\n{key}\n")] {
            let sandbox = capitals();
            sandbox.study(&typed).shows("Question: What is the capital of Italy?").shows("Left today: 2");
            let card = &sandbox.json(&["cards", "list", "--state", state])["cards"][0];
            assert_eq!(card["prompt"], "What is the capital of France?");
        }
    }
}

#[test]
fn a_suspension_holds_until_it_is_resumed_and_a_burial_until_tomorrow() {
    let mut sandbox = capitals();
    sandbox.study("s\nb\n");
    sandbox.study("").shows("1 card to go").shows("capital of Spain");
    sandbox.later("2024-03-02T15:00:00+01:00");
    sandbox.study("").shows("2 cards to go");
    let france = sandbox.card("France");
    sandbox.run(&["cards", "resume", &france]).exits(0);
    sandbox.study("").shows("3 cards to go");
}

#[test]
fn a_letter_as_an_answer_is_typed_with_a_backslash() {
    let sandbox = Sandbox::new()
        .note("letters.md", "# Letters\n\nQ: Which letter leaves?\nA: q\n\nQ: Which sign escapes?\nA: \\\\n\n");
    sandbox.study("\\q\n\nq\n").shows("Answer: q\nVerdict: right").shows("1 graded");
}

#[test]
fn u_takes_the_last_grade_back_at_either_place() {
    for typed in ["\nhard\nu\n\neasy\nq\n", "\nhard\n\nu\n\neasy\nq\n"] {
        let sandbox = capitals();
        sandbox.study(typed).shows("Taken back.").shows("1 graded, 1 right, 1 new");
        let reviews = sandbox.run(&["export", "reviews", "--json"]).exits(0).json();
        let rows: Vec<_> = reviews["reviews"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (row["quality"].as_u64().unwrap(), row["undone"].clone()))
            .collect();
        assert_eq!(rows, [(3, true.into()), (5, false.into())]);
        sandbox.run(&["doctor"]).shows("all is well").exits(0);
    }
}

#[test]
fn the_grade_of_the_last_card_can_be_taken_back_before_the_sitting_ends() {
    let sandbox = capitals();
    let shown = sandbox.run(&["study", ".", "--limit", "1"]).types("\ngood\nu\n\nagain\n").exits(0);
    shown.shows("Taken back.").shows("Saved: again").shows("1 graded, 0 right, 1 new");
}

#[test]
fn u_takes_back_the_last_step_even_if_it_put_a_card_aside() {
    for key in ["s", "b"] {
        let sandbox = capitals();
        let shown = sandbox.study(&format!("Paris\n\n{key}\nu\nRome\n\nu\nu\nParis\n\n"));
        let asked = shown.lines_after("Question: What is the capital of ");
        assert_eq!(
            asked,
            ["France?", "Italy?", "Spain?", "Italy?", "Spain?", "Italy?", "France?", "Italy?"],
            "{shown}"
        );
        shown.shows("1 graded, 1 right, 1 new");
        assert_eq!(sandbox.json(&["due"])["counts"], serde_json::json!({"new": 2, "review": 0, "redrill": 0}));
    }
}

#[test]
fn nothing_graded_means_nothing_to_take_back() {
    let sandbox = capitals();
    sandbox.study("Paris\n\nq\n");
    // What an earlier sitting saved is for `askback undo`.
    sandbox.study("u\nq\n").shows("Nothing to take back in this sitting.");
}

#[test]
fn a_card_below_good_comes_back_the_same_day_until_it_is_good() {
    let sandbox = capitals();
    let shown = sandbox.study("\n1\n\n3\n\n3\n\n2\n\n3\n");
    let asked: Vec<&str> = shown.lines_after("Question: What is the capital of ");
    assert_eq!(asked, ["France?", "Italy?", "Spain?", "France?", "France?"]);
    let reviews = sandbox.run(&["export", "reviews", "--json"]).exits(0).json();
    let kinds: Vec<&str> =
        reviews["reviews"].as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["learn", "learn", "learn", "redrill", "redrill"]);
    sandbox.study("").shows("Nothing is due now.");
}

#[test]
fn a_drill_left_open_is_asked_first_in_the_next_sitting_of_the_day() {
    let sandbox = capitals();
    sandbox.study("\n1\n");
    let due = sandbox.json(&["due"]);
    assert_eq!(due["counts"], serde_json::json!({"new": 2, "review": 0, "redrill": 1}));
    sandbox.study("").shows("3 cards to go").shows("Question: What is the capital of France?");
}

#[test]
fn a_drill_moves_neither_interval_nor_ease() {
    let sandbox = capitals();
    sandbox.study("\n1\n\n3\n\n3\n");
    let card = |sandbox: &Sandbox| sandbox.json(&["cards", "list", "--text", "France"])["cards"][0].clone();
    let before = card(&sandbox);
    sandbox.study("\n3\n");
    let after = card(&sandbox);
    assert_eq!(
        (&after["ease"], &after["interval_days"], &after["due"]),
        (&before["ease"], &before["interval_days"], &before["due"])
    );
    assert_eq!((before["state"].as_str(), after["state"].as_str()), (Some("redrill"), Some("review")));
}

#[test]
fn two_cards_of_one_fact_are_not_asked_on_one_day() {
    let mut sandbox = Sandbox::new().note("cell.md", CELL);
    let first = sandbox.study(&"\n3\n".repeat(9));
    assert_eq!(first.count("Question: "), 3, "{first}");
    sandbox.study("").shows("Nothing is due now.");
    sandbox.later("2024-03-02T15:00:00+01:00");
    let second = sandbox.study(&"\n3\n".repeat(9));
    assert_eq!(second.count("Question: "), 3, "{second}");
}

#[test]
fn the_new_cards_of_a_day_are_counted_over_all_its_sittings() {
    let mut sandbox = Sandbox::new().note("numbers.md", many(50));
    sandbox.study(&"\n3\n".repeat(15)).shows("20 cards to go").shows("15 graded");
    sandbox.study(&"\n3\n".repeat(30)).shows("5 cards to go").shows("5 graded");
    sandbox.study("").shows("Nothing is due now.");
    // Four in the morning begins the next day; a minute earlier is still the same.
    sandbox.later("2024-03-02T03:59:00+01:00");
    sandbox.study("").shows("Nothing is due now.");
    sandbox.later("2024-03-02T04:00:00+01:00");
    sandbox.study("").shows("40 cards to go");
}

#[test]
fn limit_and_new_cut_the_sitting() {
    let sandbox = Sandbox::new().note("numbers.md", many(50));
    sandbox.run(&["study", ".", "--limit", "4"]).shows("4 cards to go").exits(0);
    sandbox.run(&["study", ".", "--new", "30"]).shows("30 cards to go").exits(0);
    sandbox.run(&["study", ".", "--new", "3"]).types("\n3\n".repeat(9)).shows("3 graded").exits(0);
    sandbox.run(&["study", ".", "--new", "5"]).shows("2 cards to go").exits(0);
    sandbox.run(&["study", ".", "--new", "0"]).shows("Nothing is due now.").exits(0);
    sandbox.run(&["study", ".", "--limit", "0"]).shows("Nothing").exits(0);
}

#[test]
fn the_interval_shown_on_a_key_is_the_one_stored() {
    let mut sandbox = Sandbox::new().note("numbers.md", many(8));
    let mut compared = 0;
    for day in ["2024-03-01", "2024-03-02", "2024-03-08", "2024-03-25", "2024-06-01", "2025-01-01"] {
        sandbox.later(&format!("{day}T12:00:00+01:00"));
        let shown = sandbox.study("\neasy\n\ngood\n\nhard\n\nagain\n\neasy\n\ngood\n\nhard\n\nagain\nq\n");
        let cards = sandbox.json(&["cards", "list"]);
        for card in shown.out.split("\n\n").filter(|card| card.contains("\nSaved: ")) {
            let after = |label: &str| card.lines().find_map(|line| line.strip_prefix(label)).unwrap();
            let row =
                cards["cards"].as_array().unwrap().iter().find(|row| row["prompt"] == after("Question: ")).unwrap();
            let key = after("Saved: ").split(',').next().unwrap();
            let (_, said) = after("Next: ")
                .split(" | ")
                .find_map(|part| part[2..].split_once(' ').filter(|(word, _)| *word == key))
                .unwrap();
            let stored = words(row["interval_days"].as_u64().unwrap());
            assert_eq!(said.trim_start_matches("today, then "), stored, "{day}\n{card}\n{row}");
            compared += 1;
        }
    }
    assert!(compared > 40, "{compared} grades compared");
}

/// An interval as the keys show it.
fn words(days: u64) -> String {
    let tenths = |unit: u64, name: &str| {
        let tenths = (days * 10 + unit / 2) / unit;
        if tenths.is_multiple_of(10) {
            format!("{} {name}", tenths / 10)
        } else {
            format!("{}.{} {name}", tenths / 10, tenths % 10)
        }
    };
    match days {
        1 => "1 day".into(),
        0..60 => format!("{days} days"),
        60..730 => tenths(30, "months"),
        _ => tenths(365, "years"),
    }
}

#[test]
fn the_same_time_and_seed_give_the_same_bytes() {
    let transcript = |seed| {
        let mut sandbox = Sandbox::new()
            .note("cell.md", CELL)
            .note("numbers.md", many(30))
            .at("2024-02-28T23:59:00+01:00")
            .seed(seed);
        let first = sandbox.run(&["study", "numbers.md"]).types("\n3\nx\n\n\n1\n".repeat(12)).exits(0).out;
        sandbox.later("2024-02-29T23:59:00+01:00");
        let second = sandbox.run(&["study"]).types("\n3\n".repeat(60)).exits(0).out;
        let listed = sandbox.run(&["cards", "list", "--json"]).exits(0).out;
        [first, second, listed]
    };
    assert_eq!(transcript(1), transcript(1));
    assert_ne!(transcript(1), transcript(2), "the seed decides the order of equally urgent reviews");
}
