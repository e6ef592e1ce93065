//! Cards written by hand: `Q:` and `A:`, `C:` with [gaps], `front :: back`. Taken as written.

use std::ops::RangeInclusive;

use crate::model::Kind;
use crate::notes::{Block, Body, Inline};

use super::{Fact, Facts, Relation};

/// Adds the facts of hand-written cards; returns the lines they take, which no other reader sees.
pub(super) fn read(blocks: &[Block], out: &mut Facts) -> Vec<RangeInclusive<u32>> {
    let mut taken = Vec::new();
    let group = out.group();
    for block in blocks {
        let Body::Paragraph(text) = &block.body else { continue };
        if let Some(cards) = cards(block, text, group) {
            taken.push(block.line..=block.end_line);
            out.facts.extend(cards);
        }
    }
    taken
}

/// Returns the cards of a paragraph, nothing if it holds none.
fn cards(block: &Block, text: &Inline, group: u32) -> Option<Vec<Fact>> {
    let lines: Vec<(&str, u32)> = lines(text);
    let mut facts = Vec::new();
    let mut front: Option<(String, u32)> = None;
    let mut back: Option<String> = None;
    let mut last = block.line;
    for (line, number) in lines {
        if let Some(question) = line.strip_prefix("Q:") {
            flush(block, &mut front, &mut back, last, group, &mut facts);
            front = Some((question.trim().to_owned(), number));
        } else if let Some(answer) = line.strip_prefix("A:").filter(|_| front.is_some()) {
            back = Some(answer.trim().to_owned());
        } else if let Some((question, answer)) = line
            .split_once("::")
            .filter(|(q, a)| !q.trim().is_empty() && !a.trim().is_empty() && front.is_none() && !a.contains("::"))
        {
            facts.push(card(block, Kind::Basic, question.trim(), answer.trim_start_matches(':').trim(), number, group));
        } else if let Some(answer) = back.as_mut() {
            answer.push(' ');
            answer.push_str(line.trim());
        } else if let Some((question, _)) = front.as_mut() {
            question.push(' ');
            question.push_str(line.trim());
        } else {
            return (!facts.is_empty()).then_some(facts);
        }
        last = number;
    }
    flush(block, &mut front, &mut back, last, group, &mut facts);
    (!facts.is_empty()).then_some(facts)
}

fn flush(
    block: &Block,
    front: &mut Option<(String, u32)>,
    back: &mut Option<String>,
    last: u32,
    group: u32,
    facts: &mut Vec<Fact>,
) {
    if let (Some((question, line)), Some(answer)) = (front.take(), back.take())
        && !question.is_empty()
        && !answer.is_empty()
    {
        let mut fact = card(block, Kind::Basic, &question, &answer, line, group);
        fact.end_line = last;
        facts.push(fact);
    }
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
    text.lines.iter().zip(ends).map(|((start, number), end)| (text.text[*start..end].trim(), *number)).collect()
}
