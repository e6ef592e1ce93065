//! A bullet that asks, with its answer in the bullets below it.

use crate::model::Kind;
use crate::notes::{Body, Item};

use super::english::{bare, is_pointer};
use super::list::Place;
use super::text::is_open;
use super::{Fact, Facts, Relation};

/// Words a question may have.
const LONGEST_QUESTION: usize = 32;

/// Words an answer may have.
const LONGEST: usize = 25;

/// Words an item of an answer may have where there are several.
const LONGEST_ITEM: usize = 12;

/// Adds the fact of a bullet that asks; tells whether it is answered below.
pub(super) fn read(place: &Place<'_>, item: &Item, out: &mut Facts) -> bool {
    let question = item.text.text.trim();
    let Some(answers) = answers(item).filter(|_| asks(question)) else { return false };
    let group = out.group();
    let several = answers.len() > 1;
    let object = answers.join(", ");
    out.facts.push(Fact {
        kind: Kind::Heading,
        subject: question.to_owned(),
        relation: Relation::Asks,
        evidence: format!("{question} {object}"),
        object,
        items: if several { answers } else { Vec::new() },
        headings: place.block.headings.clone(),
        line: item.line,
        end_line: item.end_line,
        group,
        owner: None,
        example: None,
    });
    true
}

/// Tells whether a bullet is an open question of its own.
fn asks(question: &str) -> bool {
    let words = question.split_whitespace().count();
    let closed = ["is ", "are ", "do ", "does ", "can ", "should ", "will ", "did ", "has ", "have ", "was ", "were "]
        .iter()
        .any(|word| question.to_lowercase().starts_with(word));
    let chosen = question.to_lowercase().contains("of the following") || question.to_lowercase().contains(" of these ");
    question.ends_with(['?', '？']) && (2..=LONGEST_QUESTION).contains(&words) && !(closed || chosen)
}

/// Returns the answer below a bullet: one phrase, or the items of a closed list.
fn answers(item: &Item) -> Option<Vec<String>> {
    let [block] = item.children.as_slice() else { return None };
    let Body::List { items, .. } = &block.body else { return None };
    let longest = if items.len() == 1 { LONGEST } else { LONGEST_ITEM };
    let texts: Vec<String> =
        items.iter().map(|item| item.text.text.trim().trim_end_matches(['.', ';', ',']).to_owned()).collect();
    // What the question speaks of, its one answer may name by a pronoun.
    let named = |first: &str| items.len() == 1 && matches!(first, "it" | "they");
    let said = |text: &String| {
        let words = text.split_whitespace().count();
        let first = bare(text.split_whitespace().next().unwrap_or(""));
        (1..=longest).contains(&words)
            && !text.ends_with([':', '?'])
            && (named(&first) || !is_pointer(&first))
            && !is_open(text)
    };
    let plain = items.iter().all(|item| item.children.is_empty() && item.task.is_none());
    (plain && (1..=7).contains(&texts.len()) && texts.iter().all(said)).then_some(texts)
}

#[cfg(test)]
mod tests {
    use crate::facts::{Relation, pairs_of};

    fn asked(text: &str) -> Vec<(String, String)> {
        pairs_of(text, |relation| *relation == Relation::Asks)
    }

    #[test]
    fn a_bullet_that_asks_is_answered_by_the_bullets_below_it() {
        let text = "# Lighthouse\n\n- When did the tower burn down?\n  - in 1703\n- Why did keepers trim the wick?\n  - less smoke\n  - a clear flame\n";
        let pair = |front: &str, back: &str| (front.to_owned(), back.to_owned());
        assert_eq!(
            asked(text),
            [
                pair("When did the tower burn down?", "in 1703"),
                pair("Why did keepers trim the wick?", "less smoke, a clear flame"),
            ]
        );
    }

    #[test]
    fn a_question_of_yes_or_no_or_with_options_is_left_alone() {
        for question in ["Is the tower open?", "Which of the following is a lamp?", "Tower?"] {
            assert_eq!(asked(&format!("# Lighthouse\n\n- {question}\n  - in summer\n")), [], "{question}");
        }
    }
}
