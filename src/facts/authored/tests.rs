use crate::facts::{Facts, Relation, read};
use crate::notes::note;

fn facts(text: &str) -> Facts {
    read(&note("n.md", "n.md", text.as_bytes()).unwrap())
}

/// Returns prompt and answer of every hand-written card of a note.
fn cards(text: &str) -> Vec<(String, String)> {
    let written = facts(text).facts.into_iter().filter(|fact| matches!(fact.relation, Relation::Authored { .. }));
    written.map(|fact| (fact.subject, fact.object)).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(prompt, answer)| ((*prompt).to_owned(), (*answer).to_owned())).collect()
}

/// Returns line and reason of what should be a card and is none.
fn malformed(text: &str) -> Vec<(u32, &'static str)> {
    facts(text).malformed.into_iter().map(|malformed| (malformed.line, malformed.what)).collect()
}

#[test]
fn questions_and_answers_are_taken_as_written_over_several_lines() {
    assert_eq!(
        cards("Q: first\nline?\nA: an answer\nthat goes on\nQ: second?\nA: yes\n"),
        pairs(&[("first line?", "an answer that goes on"), ("second?", "yes")])
    );
    assert_eq!(
        cards("**Q:** bold?\n**A:** yes\n\n**Q: whole?**\nA: yes\n"),
        pairs(&[("bold?", "yes"), ("whole?", "yes")])
    );
    assert_eq!(cards("Q: on one line? A: yes\n"), pairs(&[("on one line?", "yes")]));
    assert_eq!(cards("Q: what?\n\nA: yes\n"), pairs(&[("what?", "yes")]));
}

#[test]
fn tags_behind_two_sides_belong_to_neither() {
    let text = "Which lake? :: Titicaca #flashcard #geo/peru\n\nWhich sea? ::: Aral #flashcard <!--SR:!2024-01-01,3,250-->\n\nWhich sign? :: C #\n";
    assert_eq!(
        cards(text),
        pairs(&[("Which lake?", "Titicaca"), ("Which sea?", "Aral"), ("Aral", "Which sea?"), ("Which sign?", "C #")])
    );
}

#[test]
fn an_answer_may_hold_lists_code_and_formulas() {
    assert_eq!(cards("Q: How?\nA: In steps:\n\n- plan\n- build\n"), pairs(&[("How?", "In steps:\n- plan\n- build")]));
    assert_eq!(
        cards("Q: Loop?\nA:\n```rust\nfor x in y {\n    go();\n}\n```\n"),
        pairs(&[("Loop?", "for x in y {\n    go();\n}")])
    );
    assert_eq!(cards("Q: Law?\nA:\n\n$$\n\\neg a \\lor b\n$$\n"), pairs(&[("Law?", "$$ \\neg a \\lor b $$")]));
    let list = facts("Q: Which?\nA:\n- Item one\n- Item **two**\n1. Item three\n").facts;
    assert_eq!(list[0].items, ["Item one", "Item two", "Item three"]);
}

#[test]
fn a_card_ends_at_a_rule_a_heading_or_prose_that_follows_a_blank_line() {
    assert_eq!(cards("Q: a?\nA: b\n---\nPlain notes here.\n"), pairs(&[("a?", "b")]));
    assert_eq!(cards("Q: a?\nA: b\n\nPlain notes here.\n"), pairs(&[("a?", "b")]));
    assert_eq!(cards("Q: a?\nA: b\n# Next\nPlain notes.\n"), pairs(&[("a?", "b")]));
    let text = "Q: a?\nA: b\n\n- **Latency** — time until the first byte\n";
    assert!(facts(text).facts.iter().any(|fact| fact.subject == "Latency"), "a list after the card is read as ever");
}

#[test]
fn between_two_cards_of_a_deck_all_belongs_to_the_first() {
    assert_eq!(
        cards("# Deck\n\nQ: a?\nA: one\n\ntwo\n\nQ: b?\nA: three\n"),
        pairs(&[("a?", "one\ntwo"), ("b?", "three")])
    );
    assert_eq!(
        cards("# Notes\n\nSome prose.\n\nQ: a?\nA: one\n\nMore prose.\n\nQ: b?\nA: three\n"),
        pairs(&[("a?", "one"), ("b?", "three")])
    );
}

#[test]
fn every_gap_is_a_card_with_the_others_filled() {
    assert_eq!(
        cards("C: An [agonist] binds a [receptor]\n"),
        pairs(&[("An [...] binds a receptor", "agonist"), ("An agonist binds a [...]", "receptor")])
    );
    assert_eq!(cards("The ==mitochondrion== makes ATP\n"), pairs(&[("The [...] makes ATP", "mitochondrion")]));
    assert_eq!(cards("- The ==spleen== filters\n- other\n"), pairs(&[("The [...] filters", "spleen")]));
    assert_eq!(
        cards("C: See [the docs](http://x.y) and ![pic](a.png) of [Rust]\n"),
        pairs(&[("See the docs and of [...]", "Rust")])
    );
    assert_eq!(cards("C:\nIn two\n[lines]\n"), pairs(&[("In two [...]", "lines")]));
}

#[test]
fn a_gap_may_have_a_hint_and_share_its_number_with_others() {
    assert_eq!(cards("Paris is in {{c1::France::country}}\n"), pairs(&[("Paris is in [country]", "France")]));
    assert_eq!(
        cards("{{c1::Canberra}} was founded in {{c2::1913}} as {{c1::capital}}.\n"),
        pairs(&[
            ("[...] was founded in 1913 as [...].", "Canberra, capital"),
            ("Canberra was founded in [...] as capital.", "1913")
        ])
    );
    assert_eq!(cards("A ==gap==^[a hint][^1] here\n"), pairs(&[("A [a hint] here", "gap")]));
}

#[test]
fn of_a_long_paragraph_only_the_sentence_with_the_gap_is_asked() {
    let long = "Word ".repeat(45);
    assert_eq!(
        cards(&format!("{long}ends. The ==heart== pumps blood.\n")),
        pairs(&[("The [...] pumps blood.", "heart")])
    );
}

#[test]
fn sides_are_parted_by_colons_or_a_question_mark_on_a_line() {
    assert_eq!(cards("Capital of Chile :: Santiago\n"), pairs(&[("Capital of Chile", "Santiago")]));
    assert_eq!(cards("Capital of Chile::Santiago\n"), pairs(&[("Capital of Chile", "Santiago")]));
    assert_eq!(cards("what style is this?::remnote style\n"), pairs(&[("what style is this?", "remnote style")]));
    assert_eq!(
        cards("Mitosis:::cell division\n"),
        pairs(&[("Mitosis", "cell division"), ("cell division", "Mitosis")])
    );
    assert_eq!(cards("What is it?\n?\nA thing\n"), pairs(&[("What is it?", "A thing")]));
    assert_eq!(
        cards("one\ntwo\n??\n- three\n- four\n"),
        pairs(&[("one two", "- three\n- four"), ("- three\n- four", "one two")])
    );
    assert_eq!(cards("## What is it?\n?\nA thing\n"), pairs(&[("What is it?", "A thing")]));
}

#[test]
fn tags_of_flashcards_and_marks_of_other_programs_are_understood() {
    assert_eq!(cards("#flashcards/geo\nlake::water\nsea::salt\n"), pairs(&[("lake", "water"), ("sea", "salt")]));
    assert_eq!(cards("---\ntags: [flashcards]\n---\nlake::water\n"), pairs(&[("lake", "water")]));
    assert_eq!(
        cards("Lake of Chile :: Titicaca <!--SR:!2024-01-01,3,250-->\n"),
        pairs(&[("Lake of Chile", "Titicaca")])
    );
    assert_eq!(
        cards("## What is DNS? #card\nThe phone book\nof the net ^1626172931\n"),
        pairs(&[("What is DNS?", "The phone book of the net")])
    );
    assert_eq!(cards("Term #card-reverse\nmeaning\n"), pairs(&[("Term", "meaning"), ("meaning", "Term")]));
}

#[test]
fn a_question_above_a_task_list_has_options() {
    let found = facts("Which is prime?\n\n- [ ] 4\n- [x] 5\n- [ ] **6**\n").facts;
    assert_eq!((found[0].subject.as_str(), found[0].object.as_str()), ("Which is prime?", "5"));
    assert_eq!(found[0].relation, Relation::Authored { options: vec!["4".into(), "5".into(), "6".into()] });
    let several = facts("Q: Which are even?\nA:\n- [x] 4\n- [ ] 5\n- [x] 6\n").facts;
    assert_eq!(several[0].items, ["4", "6"]);
    assert!(facts("Shopping:\n\n- [x] milk\n- [ ] bread\n").facts.is_empty());
}

#[test]
fn colons_in_code_names_addresses_and_fences_part_nothing() {
    for text in [
        "use std::vec for lists\n",
        "Use Vec::new() here\n",
        "Call `a :: b` now\n",
        "```\nQ: no\nA: card\n```\n",
        "    Q: no\n    A: card\n",
        "Status:: done\n",
        "Loopback is ::1 always\n",
        ":::note Title\ntext\n:::\n",
        "if a == b and b == c then\n",
        "Call `x`, as in `Vec::new`.\n\nString::from makes one\n",
        "A: Hello.\nB: Hello.\nC: Bye.\n",
        "| a::b | c |\n|---|---|\n| d::e | f |\n",
        "> Q: quoted?\n> A: yes\n",
    ] {
        assert_eq!(cards(text), pairs(&[]), "{text}");
        assert_eq!(malformed(text), [], "{text}");
    }
}

#[test]
fn what_should_be_a_card_and_is_none_is_named_with_its_line() {
    for (text, line, what) in [
        ("# A\n\nQ: what?\n\nText.\n", 3, "a question (`Q:`) without its answer (`A:`)"),
        ("Q: a?\nA: b\n\nA: c\n", 1, "a second answer (`A:`) to one question"),
        ("Q: a?\nQ: b?\nA: c\n", 1, "a question (`Q:`) without its answer (`A:`)"),
        ("Q: a?\nA:\n", 1, "a question (`Q:`) with an empty answer"),
        ("A: b\n\nQ: a?\nA: c\n", 1, "an answer (`A:`) without its question (`Q:`)"),
        ("C: the moon revolves around the earth\n", 1, "a sentence (`C:`) without a [gap]"),
        ("Paris is in {{c1::France\n", 1, "a gap (`{{c1::`) that does not close"),
        ("Paris ![lies on {{c1::Seine::riv](http://x.y)er}}.\n", 1, "a gap that other marks cut in two"),
        ("Paris lies on {{c1::the Seine::a ==river==}}.\n", 1, "a gap that other marks cut in two"),
        ("Capital of Chile ::\n", 1, "nothing behind the `::`"),
        ("front\n?\n", 1, "nothing below the `?`"),
        ("?\nback\n", 1, "nothing above the `?`"),
        ("Which?\n\n- [ ] a\n- [ ] b\n", 1, "a question whose options have none ticked as right (`- [x]`)"),
    ] {
        assert_eq!(malformed(text), [(line, what)], "{text}");
    }
}

#[test]
fn a_card_cites_exactly_its_lines_and_its_headings() {
    let found = facts("# Deck\n\n## Geography\n\nQ: a\nb?\nA: c\n\nOther :: side\n").facts;
    assert_eq!((found[0].line, found[0].end_line), (5, 7));
    assert_eq!((found[1].line, found[1].end_line), (9, 9));
    assert_eq!(found[0].headings.join(" > "), "Deck > Geography");
}
