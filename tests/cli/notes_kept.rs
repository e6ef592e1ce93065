//! What happens to cards and their history when notes are added, edited, moved and forgotten.

use crate::sandbox::{CAPITALS, CELL, Sandbox};

/// Each card by its prompt, with the number of its reviews and its state.
fn cards(sandbox: &Sandbox) -> Vec<(String, u64, String)> {
    let document = sandbox.json(&["export", "cards"]);
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let card =
        |row: &serde_json::Value| (text(&row["prompt"]), row["reviews"].as_u64().unwrap_or(0), text(&row["state"]));
    document["cards"].as_array().unwrap().iter().map(card).collect()
}

fn reviewed(sandbox: &Sandbox) -> usize {
    cards(sandbox).iter().filter(|(_, reviews, _)| *reviews > 0).count()
}

/// A machine on which every card of a note was graded once, two days ago.
fn learnt(text: &str) -> Sandbox {
    let mut sandbox = Sandbox::new().note("note.md", text);
    sandbox.study(&"\n4\n".repeat(9));
    sandbox.later("2024-03-02T15:00:00+01:00");
    sandbox.study(&"\n4\n".repeat(9));
    sandbox.later("2024-03-03T15:00:00+01:00");
    sandbox
}

#[test]
fn an_edited_answer_keeps_its_history_and_is_told_with_what_it_was() {
    let sandbox = learnt(CAPITALS);
    sandbox.write("note.md", CAPITALS.replace("Rome", "Roma"));
    sandbox.run(&["scan"]).exits(0).shows("1 with a changed answer");
    let card = sandbox.card("Italy");
    sandbox.run(&["explain", &card]).exits(0).shows("Answer: Roma").shows("it was: Rome").shows("quality 5 learn");
    assert_eq!(reviewed(&sandbox), 3);
}

#[test]
fn what_changed_is_said_before_the_question_until_it_is_graded() {
    let mut sandbox = Sandbox::new().note("note.md", CAPITALS);
    sandbox.study("\n3\n");
    sandbox.write("note.md", CAPITALS.replace("Paris", "Paris on the Seine"));
    sandbox.later("2024-03-02T15:00:00+01:00");
    let question = "Question: What is the capital of France?";
    let asked = sandbox.run(&["study", ".", "--new", "0"]).exits(0).shows(question);
    let line = asked.out.lines().take_while(|line| *line != question).last().unwrap();
    assert!(line.to_lowercase().contains("changed") && line.ends_with("Paris"), "{line}");
    sandbox.run(&["study", ".", "--new", "0"]).types("\n3\n").exits(0).shows("Answer: Paris on the Seine");
    sandbox.later("2024-04-02T15:00:00+01:00");
    sandbox.run(&["study", ".", "--new", "0"]).exits(0).shows(question).hides("hanged");
}

#[test]
fn rows_in_another_order_cost_nothing() {
    let sandbox = learnt(CELL);
    let before = cards(&sandbox);
    let rows: Vec<&str> = CELL.lines().collect();
    let (head, body) = rows.split_at(6);
    let turned: Vec<&str> = head.iter().chain(body.iter().rev()).copied().collect();
    sandbox.write("note.md", turned.join("\n"));
    sandbox.run(&["scan"]).exits(0).shows("none new");
    let mut after = cards(&sandbox);
    let mut before = before;
    before.sort();
    after.sort();
    assert_eq!(before, after);
}

#[test]
fn a_paragraph_above_windows_line_ends_and_a_byte_order_mark_cost_nothing() {
    let above = CELL.replacen("# Cell\n", "# Cell\n\nA paragraph that was not there before.\n", 1);
    for text in [
        above.clone(),
        CELL.replace('\n', "\r\n"),
        CELL.replace('\n', "\r"),
        format!("\u{feff}{CELL}"),
        above.replace('\n', "\r\n"),
    ] {
        let sandbox = learnt(CELL);
        let before = cards(&sandbox);
        sandbox.write("note.md", &text);
        sandbox.run(&["scan"]).exits(0).shows("none new");
        assert_eq!(cards(&sandbox), before, "{text:?}");
    }
}

#[test]
fn a_card_that_goes_and_comes_back_has_its_history() {
    let sandbox = learnt(CAPITALS);
    sandbox.write("note.md", CAPITALS.replace("Q: What is the capital of Italy?\nA: Rome\n\n", ""));
    sandbox.run(&["scan"]).exits(0).shows("1 gone");
    let states = |sandbox: &Sandbox| cards(sandbox).iter().filter(|(_, _, state)| state == "gone").count();
    assert_eq!((states(&sandbox), reviewed(&sandbox)), (1, 3));
    sandbox.run(&["cards", "list", "--state", "gone"]).exits(0).shows("Italy");
    sandbox.write("note.md", CAPITALS);
    sandbox.run(&["scan"]).exits(0);
    assert_eq!((states(&sandbox), reviewed(&sandbox)), (0, 3));
}

#[test]
fn a_scan_that_is_only_said_changes_nothing() {
    let sandbox = learnt(CAPITALS);
    let before = std::fs::read(sandbox.store()).unwrap();
    sandbox.write("note.md", "# Other\n\nQ: What else?\nA: That.\n");
    sandbox.run(&["scan", "--dry-run"]).exits(0).shows("1 new, 3 gone");
    assert_eq!(std::fs::read(sandbox.store()).unwrap(), before);
    sandbox.run(&["scan"]).exits(0).shows("1 new, 3 gone");
    sandbox.run(&["scan"]).exits(0).shows("nothing changed");
}

#[test]
fn a_forgotten_folder_is_not_asked_and_comes_back_with_its_history() {
    let sandbox = learnt(CAPITALS);
    sandbox.run(&["forget", "."]).exits(0).shows("history stays");
    let hidden = sandbox.json(&["cards", "list", "--state", "hidden"]);
    assert_eq!(hidden["cards"].as_array().unwrap().len(), 3);
    assert_eq!(sandbox.run(&["due", "--count"]).exits(0).out, "0\n");
    sandbox.run(&["add", "."]).exits(0);
    assert_eq!((reviewed(&sandbox), cards(&sandbox).len()), (3, 3));
    assert_eq!(sandbox.json(&["cards", "list", "--state", "hidden"])["cards"], serde_json::json!([]));
}

#[test]
fn one_note_of_a_known_folder_is_studied_alone() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS).note("sub/cell.md", CELL);
    sandbox.run(&["add", "."]).exits(0);
    sandbox.run(&["study", "capitals.md"]).exits(0).shows("3 cards to go").shows("capital of France");
    sandbox.run(&["study", "sub/cell.md"]).exits(0).shows("3 cards to go").shows("ribosome");
    sandbox.run(&["study", "sub"]).exits(0).shows("3 cards to go").shows("ribosome");
    sandbox.run(&["study", "notes/sub"]).exits(0).shows("3 cards to go").shows("ribosome");
    sandbox.run(&["study", "."]).exits(0).shows("6 cards to go");
}

#[test]
fn a_folder_added_after_one_of_its_notes_asks_nothing_twice() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS).note("sub/cell.md", CELL);
    sandbox.run(&["study", "capitals.md"]).types("\n3\n").exits(0);
    sandbox.run(&["study", "sub"]).exits(0);
    sandbox.run(&["study", "."]).exits(0).shows("5 cards to go");
    assert_eq!((cards(&sandbox).len(), reviewed(&sandbox)), (9, 1));
    sandbox.run(&["study", "sub"]).exits(0).shows("3 cards to go");
}

#[test]
fn two_folders_of_one_name_are_two_decks() {
    let sandbox = Sandbox::new().note("a/bio/cell.md", CELL).note("b/bio/cell.md", CELL);
    sandbox.run(&["add", "a/bio", "b/bio"]).exits(0);
    let decks: std::collections::BTreeSet<String> = sandbox.json(&["cards", "list"])["cards"]
        .as_array()
        .unwrap()
        .iter()
        .map(|card| card["deck"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(decks.len(), 2, "{decks:?}");
}

#[test]
fn notes_that_moved_away_keep_their_cards() {
    let sandbox = Sandbox::new().note("sub/capitals.md", CAPITALS);
    sandbox.run(&["study", "sub"]).types("\n3\n").exits(0);
    std::fs::rename(sandbox.path("sub"), sandbox.path("elsewhere")).unwrap();
    sandbox.run(&["scan"]).exits(3).tells("sub: not found; its cards and their history are kept");
    assert_eq!((cards(&sandbox).len(), reviewed(&sandbox)), (3, 1));
    std::fs::rename(sandbox.path("elsewhere"), sandbox.path("sub")).unwrap();
    sandbox.run(&["scan"]).exits(0);
}
