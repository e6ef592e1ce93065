//! Abbreviations with what they stand for: `Long Name (LN)`, `LN (Long Name)`.

use std::collections::BTreeSet;

use crate::model::Kind;
use crate::notes::{Block, Body, Inline, Note};

use super::english::singular;
use super::section::boilerplate;
use super::sentence::plain_heading;
use super::{Fact, Facts, Relation};

/// Words before a bracket that may spell an abbreviation, at most.
const LONGEST: usize = 10;

/// Adds one fact for each abbreviation whose letters its expansion spells, at its first place.
pub(super) fn read(note: &Note, out: &mut Facts) {
    let mut seen = BTreeSet::new();
    let group = out.group();
    let mut stack: Vec<&Block> = note.blocks.iter().rev().collect();
    while let Some(block) = stack.pop() {
        if boilerplate(block).is_some() {
            continue;
        }
        for text in inlines(block) {
            let titled = matches!(block.body, Body::Heading { .. }).then(|| titled(&text.text)).flatten();
            for (short, long, at) in pairs(&text.text).into_iter().chain(titled) {
                if seen.insert(short.clone()) {
                    let line = text.line_at(at);
                    out.facts.push(fact(block, line, short, long, group));
                }
            }
        }
        match &block.body {
            Body::Quote { blocks, .. } => stack.extend(blocks.iter().rev()),
            Body::List { items, .. } => items.iter().rev().for_each(|item| stack.extend(item.children.iter().rev())),
            _ => {}
        }
    }
}

fn inlines(block: &Block) -> Vec<&Inline> {
    match &block.body {
        Body::Heading { text, .. } | Body::Paragraph(text) => vec![text],
        Body::Table { header, rows } => header.iter().chain(rows.iter().flat_map(|row| &row.cells)).collect(),
        Body::List { items, .. } => items.iter().map(|item| &item.text).collect(),
        Body::Definitions(entries) => {
            entries.iter().flat_map(|(term, meanings)| std::iter::once(term).chain(meanings)).collect()
        }
        _ => Vec::new(),
    }
}

fn fact(block: &Block, line: u32, short: String, long: String, group: u32) -> Fact {
    Fact {
        kind: Kind::Acronym,
        evidence: format!("{short} {long}"),
        subject: short,
        relation: Relation::StandsFor,
        object: long,
        items: Vec::new(),
        headings: block.headings.clone(),
        line,
        end_line: line,
        group,
        owner: None,
        example: None,
    }
}

/// Returns abbreviation, expansion and the byte of the bracket, for each pair in the text.
fn pairs(text: &str) -> Vec<(String, String, usize)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('(') {
        let Some(close) = text[at..].find(')') else { break };
        let inside = text[at + 1..at + close].trim();
        let mut before: Vec<&str> = text[..at].split_whitespace().rev().take(LONGEST).collect();
        before.reverse();
        if is_abbreviation(inside) {
            let short = inside
                .strip_suffix('s')
                .filter(|stem| is_abbreviation(stem) && stem.chars().all(|c| !c.is_lowercase()))
                .unwrap_or(inside);
            if let Some(long) = expansion(short, &before) {
                let long = if short.len() < inside.len() { singular(&long) } else { long };
                found.push((short.to_owned(), long, at));
            }
        } else if let Some(short) = before
            .last()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|word| is_abbreviation(word))
        {
            let words: Vec<&str> = inside.split_whitespace().collect();
            if words.len() >= 2 && spells(short, &words) {
                found.push((short.to_owned(), inside.to_owned(), at));
            }
        }
    }
    found
}

/// Returns what a heading says of its abbreviation: `CRI - Container Runtime Interface`.
fn titled(heading: &str) -> Option<(String, String, usize)> {
    let name = plain_heading(heading);
    let (short, long) = [" - ", " – ", " — ", ": "].iter().find_map(|sign| name.split_once(sign))?;
    is_expansion(short, long).then(|| (short.to_owned(), long.trim().to_owned(), 0))
}

/// Tells whether a description is what an abbreviation stands for.
pub(crate) fn is_expansion(term: &str, description: &str) -> bool {
    let words: Vec<&str> = description.split_whitespace().collect();
    is_abbreviation(term) && words.len() >= 2 && words.len() <= 8 && spells(term, &words)
}

/// Tells whether a word looks like an abbreviation: two to eight characters, mostly capitals.
fn is_abbreviation(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let length = word.chars().count();
    (2..=8).contains(&length)
        && capitals >= 2
        && capitals * 2 >= length
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '&'))
}

/// Returns the fewest words before the bracket that spell the abbreviation.
fn expansion(short: &str, before: &[&str]) -> Option<String> {
    (1..=before.len())
        .map(|count| &before[before.len() - count..])
        .find(|words| words.len() >= 2 && spells(short, words) || hyphenated(short, words))
        .map(|words| words.join(" ").trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
}

fn hyphenated(short: &str, words: &[&str]) -> bool {
    words.len() == 1 && words.first().is_some_and(|word| word.contains('-') && spells(short, words))
}

/// Tells whether the first letters of the words, small words left out or in, spell the abbreviation.
fn spells(short: &str, words: &[&str]) -> bool {
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let parts: Vec<&str> = words
        .iter()
        .flat_map(|word| word.split(['-', '/']))
        .map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|part| !part.is_empty())
        .collect();
    let first = |part: &&str| part.chars().next().map(|c| c.to_lowercase().next().unwrap_or(c));
    let small = |part: &&&str| {
        matches!(
            part.to_lowercase().as_str(),
            "of" | "the" | "and" | "for" | "in" | "to" | "a" | "on" | "as" | "by" | "with"
        )
    };
    let all: Vec<char> = parts.iter().filter_map(first).collect();
    let strong: Vec<char> = parts.iter().filter(|part| !small(part)).filter_map(first).collect();
    let starts_small = parts.first().is_some_and(|part| small(&part));
    !starts_small && (all == letters || strong == letters || inner_capitals(&parts) == letters)
}

/// Returns the first letters and capitals inside words: `PostgreSQL` gives p, s, q, l.
fn inner_capitals(parts: &[&str]) -> Vec<char> {
    parts
        .iter()
        .flat_map(|part| part.chars().enumerate().filter(|(at, c)| *at == 0 || c.is_uppercase()).map(|(_, c)| c))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        pairs(text).into_iter().map(|(short, long, _)| (short, long)).collect()
    }

    #[test]
    fn a_heading_says_what_its_abbreviation_stands_for() {
        assert_eq!(titled("1) RPM - Rounds per minute").map(|(short, _, _)| short).as_deref(), Some("RPM"));
        assert_eq!(titled("RPM - how fast it turns"), None);
    }

    #[test]
    fn an_abbreviation_counts_only_if_its_words_spell_it() {
        assert_eq!(
            found("the Cloud Native Computing Foundation (CNCF)."),
            [("CNCF".into(), "Cloud Native Computing Foundation".into())]
        );
        assert_eq!(found("HTTP (Hypertext Transfer Protocol)"), []);
        assert_eq!(found("RBAC (Role-Based Access Control)"), [("RBAC".into(), "Role-Based Access Control".into())]);
        assert_eq!(found("a friend (USA)"), []);
    }

    #[test]
    fn a_plural_abbreviation_gives_its_singular() {
        assert_eq!(found("Special Interest Groups (SIGs)"), [("SIG".into(), "Special Interest Group".into())]);
    }
}
