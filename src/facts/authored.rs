//! Cards written by hand, taken as written: `Q:` and `A:`, `C:` with [gaps], `front :: back`,
//! `front ::: back`, a `?` between front and back, `==gaps==` and `{{c1::gaps}}`.

use std::ops::RangeInclusive;

use crate::model::Kind;
use crate::notes::{Block, Body, Inline, Style};

use super::{Fact, Facts, Relation};

/// Adds the facts of hand-written cards; returns the lines they take, which no other reader sees.
pub(super) fn read(blocks: &[Block], out: &mut Facts) -> Vec<RangeInclusive<u32>> {
    let mut taken = Vec::new();
    let group = out.group();
    for block in blocks {
        let cards = match &block.body {
            Body::Paragraph(text) => cards(block, text, group),
            Body::List { items, .. } => {
                let all: Vec<Vec<Fact>> =
                    items.iter().filter_map(|item| line_cards(block, &item.text, group)).collect();
                (all.len() == items.len() && !all.is_empty()).then(|| all.into_iter().flatten().collect())
            }
            Body::Table { .. } | Body::Heading { .. } | Body::Code { .. } => None,
            _ => None,
        };
        if let Some(cards) = cards {
            taken.push(block.line..=block.end_line);
            out.facts.extend(cards);
        }
    }
    taken
}

/// Returns the cards of a paragraph, nothing if it holds none.
fn cards(block: &Block, text: &Inline, group: u32) -> Option<Vec<Fact>> {
    let lines = lines(text);
    asked(block, &lines, group).or_else(|| parted(block, &lines, group)).or_else(|| line_cards(block, text, group))
}

/// `Q:` and `A:` lines, each running on over the lines that follow; `C:` lines among them.
fn asked(block: &Block, lines: &[(&str, u32)], group: u32) -> Option<Vec<Fact>> {
    let mut facts = Vec::new();
    let mut open: Option<(String, Option<String>, u32)> = None;
    let mut last = block.line;
    for (line, number) in lines.iter().copied() {
        if let Some(front) = line.strip_prefix("Q:") {
            facts.extend(close(block, open.take(), last, group));
            open = Some((front.trim().to_owned(), None, number));
        } else if let Some(sentence) = line.strip_prefix("C:") {
            facts.extend(close(block, open.take(), last, group));
            facts.extend(gaps(block, sentence.trim(), number, group, ('[', ']')));
        } else {
            match (&mut open, line.strip_prefix("A:")) {
                (Some((_, back @ None, _)), Some(answer)) => *back = Some(answer.trim().to_owned()),
                (Some((_, Some(back), _)), _) => push(back, line),
                (Some((front, None, _)), _) => push(front, line),
                (None, _) if facts.is_empty() => return None,
                (None, _) => {}
            }
        }
        last = number;
    }
    facts.extend(close(block, open, last, group));
    (!facts.is_empty()).then_some(facts)
}

fn push(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(line.trim());
}

fn close(block: &Block, open: Option<(String, Option<String>, u32)>, last: u32, group: u32) -> Option<Fact> {
    let (front, back, line) = open?;
    let back = back.filter(|back| !back.is_empty() && !front.is_empty())?;
    Some(Fact { end_line: last, ..card(block, Kind::Basic, &front, &back, line, group) })
}

/// Lines before a lone `?` ask, lines after it answer; `??` asks both ways.
fn parted(block: &Block, lines: &[(&str, u32)], group: u32) -> Option<Vec<Fact>> {
    let at = lines.iter().position(|(line, _)| matches!(*line, "?" | "??"))?;
    let join = |part: &[(&str, u32)]| part.iter().map(|(line, _)| *line).collect::<Vec<_>>().join(" ");
    let (front, back) = (join(&lines[..at]), join(&lines[at + 1..]));
    let last = lines.last().map_or(block.line, |(_, line)| *line);
    (!front.is_empty() && !back.is_empty())
        .then(|| both(block, &front, &back, (block.line, last), group, lines[at].0 == "??"))
}

/// Returns the card of a front and a back, and its reverse if it asks both ways.
fn both(block: &Block, front: &str, back: &str, lines: (u32, u32), group: u32, both_ways: bool) -> Vec<Fact> {
    let made =
        |front: &str, back: &str| Fact { end_line: lines.1, ..card(block, Kind::Basic, front, back, lines.0, group) };
    let mut cards = vec![made(front, back)];
    if both_ways {
        cards.push(made(back, front));
    }
    cards
}

/// `front :: back` on a line, or a line with `==gaps==` or `{{c1::gaps}}`; every line must be one.
fn line_cards(block: &Block, text: &Inline, group: u32) -> Option<Vec<Fact>> {
    let mut facts = Vec::new();
    for (line, number) in lines(text) {
        let found = match gapped(line) {
            Some(plain) if !in_code(text, "==") => gaps(block, &plain, number, group, ('\u{1}', '\u{2}')),
            _ => sided(text, line).map_or_else(Vec::new, |(front, back, both_ways)| {
                both(block, front, back, (number, number), group, both_ways)
            }),
        };
        if found.is_empty() {
            return None;
        }
        facts.extend(found);
    }
    (!facts.is_empty()).then_some(facts)
}

/// Cuts `front :: back`; `:::` asks both ways. Two colons inside code or a name (`std::vec`) part nothing.
fn sided<'a>(text: &Inline, line: &'a str) -> Option<(&'a str, &'a str, bool)> {
    let both_ways = line.contains(":::");
    let sign = if both_ways { ":::" } else { "::" };
    let (front, back) = line.split_once(sign)?;
    let spaced = front.ends_with(' ') && back.starts_with(' ');
    let titled = front.ends_with('?') || front.starts_with(char::is_uppercase) && front.split_whitespace().count() <= 4;
    let (front, back) = (front.trim(), back.trim());
    let fine =
        (spaced || titled) && !front.is_empty() && !back.is_empty() && !back.contains("::") && !in_code(text, sign);
    fine.then_some((front, back, both_ways))
}

/// Tells whether a sign stands in code.
fn in_code(text: &Inline, sign: &str) -> bool {
    text.marks.iter().any(|mark| {
        mark.style == Style::Code && text.text.get(mark.range.clone()).is_some_and(|code| code.contains(sign))
    })
}

/// Returns the line with its gaps between control characters, if it has any.
fn gapped(line: &str) -> Option<String> {
    let mut plain = line.to_owned();
    while let Some(start) = plain.find("{{c") {
        let end = plain[start..].find("}}")? + start;
        let inside = plain[start + 2..end].split_once("::")?.1;
        let shown = inside.split("::").next().unwrap_or(inside).to_owned();
        plain.replace_range(start..end + 2, &format!("\u{1}{shown}\u{2}"));
    }
    while let Some(start) = plain.find("==") {
        let end = plain[start + 2..].find("==")? + start + 2;
        let inside = plain[start + 2..end].to_owned();
        if inside.trim().is_empty() || inside.starts_with(' ') {
            return None;
        }
        plain.replace_range(start..end + 2, &format!("\u{1}{inside}\u{2}"));
    }
    plain.contains('\u{1}').then_some(plain)
}

/// Returns one card for each gap of a sentence, the others filled in.
fn gaps(block: &Block, sentence: &str, line: u32, group: u32, (open, close): (char, char)) -> Vec<Fact> {
    let mut spans = Vec::new();
    let mut start = None;
    for (at, character) in sentence.char_indices() {
        match start {
            None if character == open => start = Some(at),
            Some(from) if character == close => {
                spans.push(from..at + close.len_utf8());
                start = None;
            }
            _ => {}
        }
    }
    let filled = |text: &str| text.chars().filter(|c| *c != open && *c != close).collect::<String>();
    spans
        .iter()
        .filter_map(|span| {
            let answer = filled(&sentence[span.clone()]);
            let prompt = format!("{}[...]{}", filled(&sentence[..span.start]), filled(&sentence[span.end..]));
            (!answer.trim().is_empty()).then(|| card(block, Kind::Cloze, &prompt, answer.trim(), line, group))
        })
        .collect()
}

fn card(block: &Block, kind: Kind, front: &str, back: &str, line: u32, group: u32) -> Fact {
    Fact {
        kind,
        subject: front.to_owned(),
        relation: Relation::Authored,
        object: back.to_owned(),
        items: Vec::new(),
        headings: block.headings.clone(),
        line,
        end_line: line,
        group,
        evidence: format!("{front} {back}"),
        owner: None,
        example: None,
    }
}

/// Returns the source lines of running text with their numbers.
fn lines(text: &Inline) -> Vec<(&str, u32)> {
    let ends = text.lines.iter().skip(1).map(|(start, _)| *start).chain([text.text.len()]);
    let cut = text
        .lines
        .iter()
        .zip(ends)
        .map(|((start, number), end)| (text.text.get(*start..end).unwrap_or("").trim(), *number));
    cut.filter(|(line, _)| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use crate::notes::note;

    /// Returns prompt and answer of every card of a note.
    fn cards(text: &str) -> Vec<(String, String)> {
        let facts = crate::facts::read(&note("n.md", "n.md", text.as_bytes()).unwrap()).facts;
        facts.into_iter().map(|fact| (fact.subject, fact.object)).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(prompt, answer)| ((*prompt).to_owned(), (*answer).to_owned())).collect()
    }

    #[test]
    fn questions_and_answers_are_taken_as_written_over_several_lines() {
        assert_eq!(
            cards("Q: first\nline?\nA: an answer\nthat goes on\nQ: second?\nA: yes\n"),
            pairs(&[("first line?", "an answer that goes on"), ("second?", "yes")])
        );
    }

    #[test]
    fn every_gap_is_a_card_with_the_others_filled() {
        assert_eq!(
            cards("C: An [agonist] binds a [receptor]\n"),
            pairs(&[("An [...] binds a receptor", "agonist"), ("An agonist binds a [...]", "receptor")])
        );
        assert_eq!(cards("The ==mitochondrion== makes ATP\n"), pairs(&[("The [...] makes ATP", "mitochondrion")]));
        assert_eq!(cards("Paris is in {{c1::France::country}}\n"), pairs(&[("Paris is in [...]", "France")]));
    }

    #[test]
    fn sides_are_parted_by_colons_or_a_question_mark_on_a_line() {
        assert_eq!(cards("Capital of Chile :: Santiago\n"), pairs(&[("Capital of Chile", "Santiago")]));
        assert_eq!(
            cards("Mitosis:::cell division\n"),
            pairs(&[("Mitosis", "cell division"), ("cell division", "Mitosis")])
        );
        assert_eq!(cards("What is it?\n?\nA thing\n"), pairs(&[("What is it?", "A thing")]));
    }

    #[test]
    fn colons_in_code_names_and_fences_part_nothing() {
        assert!(cards("use std::vec for lists\n").is_empty());
        assert!(cards("Call `a :: b` now\n").is_empty());
        assert!(cards("```\nQ: no\nA: card\n```\n").is_empty());
    }
}
