//! `askback cards show`: one card with its lines in the notes, its reviews, and the cards on its fact.

use serde_json::Value;

use crate::sandbox::{CELL, Sandbox};
use crate::terminal::Terminal;

/// The ribosome: asked four times over a week, once forgotten, its last grade taken back and given
/// anew; the other card on its fact was answered once and suspended.
fn ribosome() -> (Sandbox, String, String) {
    let mut sandbox = Sandbox::new().note("cell.md", CELL).at("2024-03-01T15:00:00+01:00");
    sandbox.run(&["add", "."]).exits(0);
    let (card, other) = (sandbox.card("function of the ribosome"), sandbox.card("organelle builds proteins"));
    sandbox.run(&["grade", &card, "good", "--ms", "3400"]).exits(0);
    sandbox.later("2024-03-02T15:00:00+01:00");
    sandbox.run(&["grade", &card, "good", "--ms", "61000"]).exits(0);
    sandbox.run(&["grade", &other, "q5", "--ms", "2000"]).exits(0);
    sandbox.run(&["cards", "suspend", &other, "--reason", "the same again"]).exits(0);
    sandbox.later("2024-03-09T15:00:00+01:00");
    sandbox.run(&["grade", &card, "easy"]).exits(0);
    sandbox.run(&["undo"]).exits(0);
    sandbox.run(&["grade", &card, "q1"]).exits(0);
    sandbox.run(&["grade", &card, "good"]).exits(0);
    (sandbox, card, other)
}

/// Returns what is shown from a line on.
fn from<'a>(shown: &'a str, line: &str) -> &'a str {
    let start = shown.find(line).unwrap_or_else(|| panic!("no {line:?} in\n{shown}"));
    &shown[start..]
}

#[test]
fn a_card_is_shown_with_its_line_its_reviews_a_plot_and_the_cards_on_its_fact() {
    let (sandbox, card, other) = ribosome();
    let shown = sandbox.run(&["cards", "show", &card]).exits(0).shows("Answer: builds proteins").out;
    let expected = format!(
        "\
In the notes, line 7
  | Ribosome | builds proteins |

Reviews
  day         grade    counted as  interval  ease   time
  2024-03-01  4 good   new card      0 -> 1  2.50    3 s
  2024-03-02  4 good   review        1 -> 7  2.50  1 min
  2024-03-09  5 easy   review       7 -> 21  2.60      -  taken back
  2024-03-09  1 again  review        7 -> 1  1.96      -
  2024-03-09  4 good   drill         1 -> 1  1.96      -

Intervals in days
  2024-03-01  1   good  #####
  2024-03-02  7   good  ####################################
  2024-03-09  1  again  #####

Cards on this fact: 2
- What is the function of the ribosome?
  {card} (this card)
  review, due 2024-03-10
- Which organelle builds proteins?
  {other}
  suspended, due 2024-03-03
"
    );
    assert_eq!(from(&shown, "In the notes"), expected);
}

#[test]
fn the_history_of_a_fact_is_that_of_all_its_cards() {
    let (sandbox, card, other) = ribosome();
    let shown = sandbox.run(&["cards", "show", &card, "--fact"]).exits(0).out;
    let expected = format!(
        "\
Card: {other}
Question: Which organelle builds proteins?

Reviews
  day         grade   counted as  interval  ease  time
  2024-03-02  5 easy  new card      0 -> 1  2.60   2 s

Intervals in days
  2024-03-02  1  easy  ####################################

Beside the reviews
  2024-03-02: suspended: the same again

Cards on this fact: 2
"
    );
    assert!(from(&shown, &format!("Card: {other}")).starts_with(&expected), "{shown}");
    let document = sandbox.json(&["cards", "show", &card, "--fact"]);
    let counts: Vec<usize> =
        document["fact"].as_array().unwrap().iter().map(|one| one["reviews"].as_array().unwrap().len()).collect();
    assert_eq!(counts, [5, 1]);
}

#[test]
fn what_is_read_out_has_no_bars_and_every_number() {
    let (sandbox, card, _) = ribosome();
    let shown = sandbox.run(&["cards", "show", &card, "--accessible"]).exits(0).hides("##");
    shown
        .shows("\n  2024-03-02: good, grade 4, review, interval from 1 to 7 days, ease 2.50, 1 min\n")
        .shows("interval from 7 to 21 days, ease 2.60, taken back\n")
        .shows("\nIntervals in days: 1, 7, 1\n");
}

#[test]
fn a_narrow_terminal_shows_it_all_within_its_columns() {
    let (sandbox, card, _) = ribosome();
    let mut terminal = Terminal::running(sandbox, 40, &format!("\"$askback\" cards show {card} --fact 2>/dev/null"));
    let shown = terminal.rest().replace('\r', "");
    for line in shown.lines() {
        assert!(line.len() <= 40, "{line:?}\n{shown}");
    }
    assert!(shown.contains("  2024-03-01  4 good, new card\n    0 -> 1 days, ease 2.50, 3 s\n"), "{shown}");
    assert!(shown.contains("  2024-03-02  7   good  ################\n"), "{shown}");
}

#[test]
fn the_document_holds_the_same_reviews_as_the_export() {
    let (sandbox, card, other) = ribosome();
    let document = sandbox.json(&["cards", "show", &card[..8]]);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&document), ["card", "changes", "fact", "now", "reviews", "schema_version", "source"]);
    assert_eq!((&document["schema_version"], &document["card"]["id"]), (&1.into(), &card.as_str().into()));
    assert_eq!(document["source"]["lines"], serde_json::json!(["| Ribosome | builds proteins |"]));
    let exported = sandbox.json(&["export", "reviews"]);
    let mut of_card: Vec<Value> = exported["reviews"].as_array().unwrap().clone();
    of_card.retain(|review| review["card_id"] == card.as_str());
    let shown = document["reviews"].as_array().unwrap();
    assert_eq!((shown.len(), of_card.len()), (5, 5));
    for (shown, exported) in shown.iter().zip(&of_card) {
        for (key, value) in exported.as_object().unwrap() {
            if !["deck", "prompt"].contains(&key.as_str()) {
                assert_eq!(&shown[key], value, "{key}");
            }
        }
    }
    let other = sandbox.json(&["cards", "show", &other]);
    let change = &other["changes"][0];
    assert_eq!((&change["change"], &change["reason"]), (&"suspend".into(), &"the same again".into()));
    assert_eq!(change["changed_at"], "2024-03-02T15:00:00.000+01:00");
    assert_eq!(other["fact"], document["fact"], "both are on one fact");
}

#[test]
fn a_line_that_may_have_moved_is_not_quoted() {
    let (sandbox, card, _) = ribosome();
    sandbox.write("cell.md", format!("A line above.\n\n{CELL}"));
    let changed = sandbox.run(&["cards", "show", &card]).exits(0);
    changed.hides("In the notes").shows("The note was changed since it was last read").shows("Reviews\n");
    let document = sandbox.json(&["cards", "show", &card]);
    assert_eq!((&document["source"]["lines"], &document["source"]["changed_since_read"]), (&Value::Null, &true.into()));
    sandbox.run(&["scan"]).exits(0);
    sandbox.run(&["cards", "show", &card]).exits(0).shows("In the notes, line 9\n  | Ribosome | builds proteins |\n");
}

#[test]
fn a_card_that_the_notes_no_longer_hold_keeps_its_reviews() {
    let (sandbox, card, _) = ribosome();
    sandbox.write("cell.md", CELL.replace("| Ribosome | builds proteins |\n", ""));
    sandbox.run(&["scan"]).exits(0);
    let shown = sandbox.run(&["cards", "show", &card]).exits(0).hides("In the notes");
    shown.shows("The notes no longer hold it").shows("2024-03-02  4 good").shows("  gone, due 2024-03-10");
}

#[test]
fn a_card_never_asked_says_so() {
    let sandbox = Sandbox::new().note("cell.md", CELL);
    sandbox.run(&["add", "."]).exits(0);
    let card = sandbox.card("function of the nucleus");
    sandbox.run(&["cards", "show", &card]).exits(0).shows("\nReviews: none yet\n").hides("Intervals");
    assert_eq!(sandbox.json(&["cards", "show", &card])["reviews"], serde_json::json!([]));
}
