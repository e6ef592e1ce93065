//! Sentences with gaps: `[gap]` behind `C:`, `==gap==` and `{{c1::gap::hint}}` anywhere. Gaps of one
//! number are asked together.

use std::ops::Range;

use crate::facts::Fact;
use crate::facts::text::sentences;
use crate::model::Kind;

use super::script::{Role, outside_code};
use super::{Cards, written};

/// Signs that stand in the text for the edges of a gap, its hint and its number: no text holds them.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';
const HINT: char = '\u{3}';
const SIGNS: [char; 3] = [OPEN, CLOSE, HINT];

/// Words of a paragraph above which only the sentence around the gap is shown.
const LONG: usize = 40;

/// Gaps of one text that are asked.
const MOST: usize = 30;

/// A gap: its text, the hint shown in its place, and the number by which gaps belong together.
struct Gap {
    range: Range<usize>,
    answer: String,
    hint: String,
    number: String,
}

/// Reads `==gaps==` and `{{c1::gaps}}` in paragraphs and list items.
pub(super) fn read(cards: &mut Cards<'_>) {
    let mut at = 0;
    while at < cards.script.lines.len() {
        if cards.script.role(at) != Some(Role::Text) || cards.is_taken(at) {
            at += 1;
            continue;
        }
        let end = statement_end(cards, at);
        statement(cards, at..end);
        at = end;
    }
}

/// Returns the end of the paragraph or list item that begins at a line.
fn statement_end(cards: &Cards<'_>, at: usize) -> usize {
    let count = cards.script.lines.len();
    let next = (at + 1..count).find(|line| {
        written::item(cards.script.text(*line)).is_some()
            || cards.script.role(*line) != Some(Role::Text)
            || cards.is_taken(*line)
    });
    next.unwrap_or(count)
}

fn statement(cards: &mut Cards<'_>, range: Range<usize>) {
    let lines = &cards.script.lines[range.clone()];
    let joined: Vec<&str> = lines.iter().map(|line| written::item(line.text).unwrap_or(line.text.trim())).collect();
    let joined = joined.join(" ");
    if !joined.contains("==") && !joined.contains("{{c") || joined.contains(SIGNS) {
        return;
    }
    let Some(marked) = marked(&joined) else {
        return cards.wrong(range, "a gap (`{{c1::`) that does not close");
    };
    let plain = written::plain(&marked);
    if !is_whole(&plain, &gaps(&plain)) {
        return cards.wrong(range, "a gap that other marks cut in two");
    }
    let made = cards_of(cards, &marked, &range);
    if !made.is_empty() {
        cards.facts.extend(made);
        cards.take(range);
    }
}

/// Tells whether the marks of a text's gaps came through whole: a picture that begins before a gap
/// and ends inside takes one of them along, and a gap inside another ends it.
fn is_whole(text: &str, gaps: &[Gap]) -> bool {
    let torn = |gap: &Gap| [&gap.answer, &gap.hint, &gap.number].iter().any(|part| part.contains(SIGNS));
    !gaps.iter().any(torn) && !filled(text, gaps, None).contains(SIGNS)
}

/// Returns the cards of a text whose gaps are marked, taken out of a long paragraph by sentence.
fn cards_of(found: &Cards<'_>, marked: &str, range: &Range<usize>) -> Vec<Fact> {
    let text = written::plain(marked);
    if text.split_whitespace().count() <= LONG {
        return cards(found, &text, range);
    }
    sentences(&text).into_iter().flat_map(|part| cards(found, &text[part], range)).collect()
}

/// Returns the cards of a text whose gaps are marked: one for each number, the others filled in. With
/// more gaps than can be asked well there are none.
pub(super) fn cards(found: &Cards<'_>, text: &str, range: &Range<usize>) -> Vec<Fact> {
    let gaps = gaps(text);
    if gaps.len() > MOST || !is_whole(text, &gaps) {
        return Vec::new();
    }
    let whole = filled(text, &gaps, None);
    let mut numbers: Vec<&str> = gaps.iter().map(|gap| gap.number.as_str()).collect();
    numbers.dedup();
    let mut seen = std::collections::BTreeSet::new();
    numbers.retain(|number| seen.insert(*number));
    numbers
        .into_iter()
        .filter_map(|number| {
            let asked: Vec<&str> =
                gaps.iter().filter(|gap| gap.number == number).map(|gap| gap.answer.trim()).collect();
            let fine = asked.iter().all(|answer| answer.chars().any(|c| !c.is_whitespace()));
            let prompt = filled(text, &gaps, Some(number));
            // A whole text that is marked is stressed, and asks nothing.
            let left = prompt.replace("[...]", "").chars().any(char::is_alphanumeric);
            (fine && left).then(|| found.card(Kind::Cloze, &prompt, &asked.join(", "), range, &whole))
        })
        .collect()
}

/// Returns the text with its gaps filled, but for those of one number.
fn filled(text: &str, gaps: &[Gap], asked: Option<&str>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for gap in gaps {
        out.push_str(&text[from..gap.range.start]);
        if asked != Some(&gap.number) {
            out.push_str(&gap.answer);
        } else if gap.hint.is_empty() {
            out.push_str("[...]");
        } else {
            out.push_str(&format!("[{}]", gap.hint));
        }
        from = gap.range.end;
    }
    out.push_str(&text[from..]);
    out
}

/// Finds the marked gaps: open, text, hint sign, hint, hint sign, number, close.
fn gaps(text: &str) -> Vec<Gap> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(OPEN).map(|at| from + at) {
        let Some(end) = text[start..].find(CLOSE).map(|at| start + at) else { break };
        let mut parts = text[start + 1..end].split(HINT);
        let mut part = || parts.next().unwrap_or("").trim().to_owned();
        let (answer, hint, number) = (part(), part(), part());
        let number = if number.is_empty() { format!("at {start}") } else { number };
        found.push(Gap { range: start..end + 1, answer, hint, number });
        from = end + 1;
    }
    found
}

fn gap(answer: &str, hint: &str, number: &str) -> String {
    format!("{OPEN}{answer}{HINT}{hint}{HINT}{number}{CLOSE}")
}

/// Marks the `[gaps]` of a line; links, images, footnotes and code have none.
pub(super) fn brackets(line: &str) -> String {
    let line = line.replace(SIGNS, "");
    let mut out = String::with_capacity(line.len());
    let mut rest = line.as_str();
    while let Some(start) = outside_code(rest, "[") {
        let Some(end) = rest[start..].find(']').map(|at| start + at) else { break };
        let (inside, after) = (&rest[start + 1..end], &rest[end + 1..]);
        let other = rest[..start].ends_with('!') || after.starts_with('(') || inside.starts_with('^');
        out.push_str(&rest[..start]);
        out.push_str(&if other || inside.trim().is_empty() {
            rest[start..=end].to_owned()
        } else {
            gap(inside, "", "")
        });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Marks `==gaps==` and `{{c1::gaps}}`; nothing if one does not close.
fn marked(text: &str) -> Option<String> {
    let braces = braces(text)?;
    let mut out = String::with_capacity(braces.len());
    let mut rest = braces.as_str();
    while let Some(start) = outside_code(rest, "==") {
        let inside = &rest[start + 2..];
        let length = inside.find("==").filter(|length| {
            let text = &inside[..*length];
            !text.is_empty() && !text.starts_with([' ', '=']) && !text.ends_with(' ') && !text.contains(SIGNS)
        });
        let Some(length) = length else {
            out.push_str(&rest[..start + 2]);
            rest = inside;
            continue;
        };
        out.push_str(&rest[..start]);
        let (hint, number, after) = behind(&inside[length + 2..]);
        out.push_str(&gap(&inside[..length], hint, number));
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// Reads `^[hint]` and `[^1]` behind a gap.
fn behind(text: &str) -> (&str, &str, &str) {
    let cut = |text: &'static str, rest: &str| -> Option<(usize, usize)> {
        rest.starts_with(text).then(|| rest.find(']').map(|end| (text.len(), end))).flatten()
    };
    let (hint, rest) = match cut("^[", text) {
        Some((start, end)) => (&text[start..end], &text[end + 1..]),
        None => ("", text),
    };
    match cut("[^", rest) {
        Some((start, end)) if rest[start..end].bytes().all(|b| b.is_ascii_digit()) => {
            (hint, &rest[start..end], &rest[end + 1..])
        }
        _ => (hint, "", rest),
    }
}

/// Marks `{{c1::gap::hint}}`; nothing if one does not close.
fn braces(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = outside_code(rest, "{{c") {
        let digits = rest[start + 3..].bytes().take_while(u8::is_ascii_digit).count();
        let inside = rest[start + 3 + digits..].strip_prefix("::").filter(|_| digits > 0);
        let Some(inside) = inside else {
            out.push_str(&rest[..start + 3]);
            rest = &rest[start + 3..];
            continue;
        };
        let end = inside.find("}}")?;
        let (answer, hint) = inside[..end].split_once("::").unwrap_or((&inside[..end], ""));
        out.push_str(&rest[..start]);
        out.push_str(&gap(answer, hint, &format!("c{}", &rest[start + 3..start + 3 + digits])));
        rest = &inside[end + 2..];
    }
    out.push_str(rest);
    Some(out)
}
