//! A question above a task list: the ticked options are right, the others wrong.

use std::ops::Range;

use crate::facts::{Fact, Relation};
use crate::model::Kind;

use super::script::Role;
use super::{Cards, written};

/// Reads every question that stands above a task list.
pub(super) fn read(cards: &mut Cards<'_>) {
    let mut at = 0;
    while at < cards.script.lines.len() {
        let begins =
            cards.script.role(at) == Some(Role::Text) && !cards.is_taken(at) && option(cards.script.text(at)).is_some();
        if !begins {
            at += 1;
            continue;
        }
        let end = list_end(cards, at);
        if let Some(from) = question(cards, at) {
            let front = front(cards, from, at);
            let lines = written::roles(&cards.script.lines[at..end]);
            asked(cards, &front, &lines, from..end);
        }
        at = end;
    }
}

/// Returns the end of the task list at a line.
fn list_end(cards: &Cards<'_>, at: usize) -> usize {
    let rest = cards.script.lines.get(at..).unwrap_or_default();
    let run = rest
        .iter()
        .take_while(|line| line.role == Role::Text && (option(line.text).is_some() || line.text.starts_with("  ")));
    at + run.count().max(1)
}

/// Returns the first line of the question above a list, which is a paragraph, a heading or a list
/// item that ends with a question mark.
fn question(cards: &Cards<'_>, at: usize) -> Option<usize> {
    let above = (0..at).rev().find(|line| cards.script.role(*line) != Some(Role::Blank))?;
    if at - above > 2 || cards.is_taken(above) || !asks(cards.script.text(above)) {
        return None;
    }
    if cards.script.role(above) == Some(Role::Heading) {
        return Some(above);
    }
    let text = |line: &usize| cards.script.role(*line) == Some(Role::Text) && !cards.is_taken(*line);
    let begins = |line: usize| written::item(cards.script.text(line)).is_some();
    let mut from = above;
    while !begins(from) && from > 0 && text(&(from - 1)) && option(cards.script.text(from - 1)).is_none() {
        from -= 1;
    }
    text(&from).then_some(from)
}

fn asks(text: &str) -> bool {
    text.trim_end_matches(['*', '_', '#', ' ']).ends_with('?')
}

fn front(cards: &Cards<'_>, from: usize, to: usize) -> String {
    let lines = &cards.script.lines[from..to];
    let bare =
        |text: &'_ str| -> String { written::item(text).unwrap_or(text).trim_start_matches('#').trim().to_owned() };
    let lines: Vec<String> = lines.iter().map(|line| bare(line.text)).collect();
    written::text(lines.iter().map(|line| (Role::Text, line.as_str())))
}

/// Returns the text of an option and whether it is ticked.
fn option(line: &str) -> Option<(bool, &str)> {
    let item = written::item(line)?;
    let ticked = |sign: &str| item.strip_prefix(sign).map(str::trim);
    let right = ticked("[x] ").or_else(|| ticked("[X] ")).map(|text| (true, text));
    right.or_else(|| ticked("[ ] ").map(|text| (false, text)))
}

/// Adds the card of a question whose answer is a task list; tells whether the lines are one.
pub(super) fn asked(cards: &mut Cards<'_>, front: &str, lines: &[(Role, &str)], range: Range<usize>) -> bool {
    let filled: Vec<&str> = lines.iter().map(|(_, line)| *line).filter(|line| !line.trim().is_empty()).collect();
    let all: Option<Vec<(bool, String)>> =
        filled.iter().map(|line| option(line).map(|(right, text)| (right, written::plain(text)))).collect();
    let Some(all) = all.filter(|all| !all.is_empty()) else { return false };
    let right: Vec<String> = all.iter().filter(|(right, _)| *right).map(|(_, text)| text.clone()).collect();
    let options: Vec<String> = all.into_iter().map(|(_, text)| text).collect();
    let distinct: std::collections::BTreeSet<&String> = options.iter().collect();
    let wrong = match () {
        () if front.is_empty() => Some("options without a question"),
        () if right.is_empty() => Some("a question whose options have none ticked as right (`- [x]`)"),
        () if distinct.len() < options.len() => Some("a question with one option twice"),
        () if options.len() < 2 => Some("a question with one option only"),
        () => None,
    };
    if let Some(what) = wrong {
        cards.wrong(range, what);
        return true;
    }
    let card = cards.card(Kind::Basic, front, &right.join(", "), &range, front);
    let items = if right.len() > 1 { right } else { Vec::new() };
    cards.facts.push(Fact { items, relation: Relation::Authored { options }, ..card });
    cards.take(range);
    true
}
