//! Cards written by hand: taken as written, named where they are none, never asked twice.

use crate::sandbox::Sandbox;

#[test]
fn a_malformed_card_is_named_with_file_and_line_by_generate_scan_and_study() {
    let machine = Sandbox::new().note("bio.md", "# Bio\n\nQ: What is DNA?\nA: a molecule\n\nQ: And RNA?\n");
    let named = "bio.md:6: a question (`Q:`) without its answer (`A:`)";
    assert!(machine.run(&["generate", "bio.md"]).exits(0).err.contains(named));
    assert!(machine.run(&["add", "."]).exits(0).err.contains(named));
    let ledger = machine.run(&["generate", "bio.md", "--coverage", "--format", "json"]).exits(0).json();
    let rows = ledger["coverage"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["line"] == 6 && row["status"] == "skipped"), "{rows:?}");
}

#[test]
fn a_hand_written_card_wins_over_what_would_be_generated() {
    let text = "# Net\n\nlatency :: time until the first byte\n\n- **Latency** — time until the first byte\n- **Jitter** — how much latency varies\n";
    let shown = Sandbox::new().note("net.md", text).run(&["generate", "net.md", "--format", "json"]).exits(0).json();
    let about: Vec<&serde_json::Value> = shown["questions"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|question| question["answer"] == "time until the first byte")
        .collect();
    assert_eq!(about.len(), 1, "{about:?}");
    assert_eq!(about[0]["authored"], true);
}

#[test]
fn options_written_by_hand_are_shown_and_the_right_one_is_judged() {
    let machine = Sandbox::new().note("n.md", "Which number is prime?\n\n- [ ] four\n- [x] five\n- [ ] six\n");
    let shown = machine.study("five\n\nq\n");
    for line in ["Question: Which number is prime?", ". four", ". five", ". six", "Verdict: right"] {
        assert!(shown.out.contains(line), "{line} in {}", shown.out);
    }
}

#[test]
fn an_answer_of_several_lines_keeps_them_and_none_passes_for_a_line_of_the_program() {
    let text = "Q: How is it built?\nA: In steps:\n\n- plan\n- Suggested: easy\n";
    let shown = Sandbox::new().note("n.md", text).study("\n\nq\n");
    assert!(shown.out.contains("Answer: In steps:\n  - plan\n  - Suggested: easy\n"), "{}", shown.out);
    assert!(!shown.out.contains("\nSuggested: easy"), "{}", shown.out);
}

#[test]
fn cards_written_as_markdown_are_read_again_as_the_same_questions() {
    let machine = Sandbox::new().note("n.md", "# Cell\n\n| Organelle | Job |\n|---|---|\n| Ribosome | builds proteins |\n| Nucleus | keeps the DNA |\n\nQ: Parts?\nA:\n- wall\n- core\n");
    let cards = machine.run(&["generate", "n.md", "--format", "markdown"]).exits(0).out;
    machine.write("again.md", &cards);
    let shown = |note: &str| {
        let document = machine.run(&["generate", note, "--format", "json"]).exits(0).json();
        let mut seen: Vec<String> = document["questions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|question| format!("{} {} {}", question["context"], question["prompt"], question["answer"]))
            .collect();
        seen.sort();
        seen
    };
    assert_eq!(shown("n.md"), shown("again.md"), "{cards}");
}

#[test]
fn what_the_budget_leaves_out_is_counted_named_and_shown_on_request() {
    let rows: String = (0..20).map(|row| format!("| Kind{row} | carries load{row} to gate{row} |\n")).collect();
    let machine = Sandbox::new().note("n.md", format!("# Ships\n\n| Ship | Task |\n|---|---|\n{rows}"));
    let shown = machine.run(&["generate", "n.md"]).exits(0);
    assert!(shown.err.contains("36 questions from 1 note. 4 left out; --all shows them."), "{}", shown.err);
    let all = machine.run(&["generate", "n.md", "--all", "--coverage"]).exits(0).out;
    assert!(all.contains("Left out by the budget") && all.contains("(within the budget: "), "{all}");
    let json = machine.run(&["generate", "n.md", "--all", "--format", "json"]).exits(0).json();
    assert_eq!(json["left_out"].as_array().map(Vec::len), Some(4));
}

#[test]
fn a_score_tells_coverage_and_defects_and_names_what_is_wrong_with_its_input() {
    let facts = r#"[{"id":"F1","tier":"core","direction":"forward","fact":"Ribosomes build proteins","prompt_keywords":["ribosome"],"answer_keywords":["builds proteins"]},
        {"id":"F2","tier":"core","fact":"The nucleus keeps the DNA","prompt_keywords":["nucleus"],"answer_keywords":["somewhere else"]}]"#;
    let machine = Sandbox::new()
        .note(
            "n.md",
            "# Cell\n\n| Organelle | Job |\n|---|---|\n| Ribosome | builds proteins |\n| Nucleus | keeps the DNA |\n",
        )
        .note("facts.json", facts);
    let questions = machine.run(&["generate", "n.md", "--format", "json"]).exits(0).out;
    machine.write("q.json", questions);
    let score = machine.json(&["score", "q.json", "facts.json"]);
    assert_eq!((score["core"]["covered"].as_u64(), score["core"]["of"].as_u64()), (Some(1), Some(2)));
    assert_eq!(score["defective"], 0);
    let shown = machine.run(&["score", "q.json", "facts.json"]).exits(0).out;
    assert!(shown.contains("Core facts") && shown.contains("not asked: F2 The nucleus keeps the DNA"), "{shown}");
    let wrong = machine.run(&["score", "n.md", "facts.json"]).exits(1);
    assert!(wrong.err.contains("n.md") && wrong.err.contains("generate --format json"), "{}", wrong.err);
}
