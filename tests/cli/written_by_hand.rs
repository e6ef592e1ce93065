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
