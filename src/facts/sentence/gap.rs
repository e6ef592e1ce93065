//! Sentences asked with a gap: where the note sets the one word in bold that matters, and where
//! it names a thing in brackets (`a private party (called the plaintiff)`).

use super::Place;
use super::subject::begins_with_auxiliary;
use crate::facts::english::{bare, is_base_verb, is_clause, is_pointer};
use crate::facts::text::normal;
use crate::facts::{Fact, Relation};
use crate::model::Kind;
use crate::notes::Style;

/// Words a sentence with a gap may have.
const LONGEST: usize = 32;

/// Words a gap may have; a wider one asks for too much (Wozniak's minimum information).
const WIDEST: usize = 4;

/// Ways in which a bracket names what stands before it.
const NAMING: &[&str] =
    &["referred to as ", "called ", "known as ", "also called ", "also known as ", "termed ", "named "];

/// Returns a card for each name that the sentence gives in brackets.
pub(super) fn named(place: &Place<'_>, sentence: &str) -> Vec<Fact> {
    if !stands_alone(sentence) {
        return Vec::new();
    }
    let mut facts = Vec::new();
    for (open, _) in sentence.match_indices('(') {
        let Some(close) = sentence[open..].find(')').map(|at| open + at) else { continue };
        let inside = &sentence[open + 1..close];
        let Some(start) =
            NAMING.iter().find_map(|word| inside.to_lowercase().starts_with(word).then(|| open + 1 + word.len()))
        else {
            continue;
        };
        let article = ["a ", "an ", "the "]
            .iter()
            .find(|word| sentence[start..close].starts_with(**word))
            .map_or(0, |word| word.len());
        facts.extend(gap(place, sentence, start + article, close));
    }
    facts
}

/// Returns the card of a sentence in which exactly one term is bold, the term left out.
pub(super) fn bold(place: &Place<'_>, sentence: &str) -> Option<Fact> {
    if !stands_alone(sentence) || sentence.ends_with([':', '?']) || begins_with_auxiliary(sentence) {
        return None;
    }
    let mut marks = place
        .text
        .marks
        .iter()
        .filter(|mark| mark.style == Style::Strong && mark.range.start >= place.at && mark.range.end <= place.end);
    let (only, more) = (marks.next()?, marks.next());
    let (start, end) = (only.range.start - place.at, only.range.end - place.at);
    let inner = start > 0 && sentence[..start].split_whitespace().count() >= 2;
    let opening = bare(sentence.split_whitespace().next().unwrap_or(""));
    let whole = is_clause(sentence) && !is_base_verb(&opening) && sentence.starts_with(char::is_uppercase);
    let example = ["e.g.", "example", "Example"].iter().any(|sign| sentence.contains(sign));
    (more.is_none() && inner && whole && !example).then(|| gap(place, sentence, start, end)).flatten()
}

/// Tells whether a sentence can be read without the one before it.
pub(super) fn stands_alone(sentence: &str) -> bool {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let first = words.first().map(|word| bare(word)).unwrap_or_default();
    let joined = matches!(
        first.as_str(),
        "however"
            | "therefore"
            | "thus"
            | "hence"
            | "additionally"
            | "moreover"
            | "furthermore"
            | "instead"
            | "otherwise"
            | "also"
            | "then"
            | "but"
            | "and"
            | "or"
            | "so"
            | "because"
            | "likewise"
            | "similarly"
            | "if"
    );
    let pointing = words.iter().map(|word| bare(word)).any(|word| {
        matches!(
            word.as_str(),
            "this" | "these" | "those" | "above" | "below" | "he" | "she" | "you" | "your" | "we" | "our"
        )
    });
    (5..=LONGEST).contains(&words.len()) && !is_pointer(&first) && !joined && !pointing
}

/// Returns the card of a sentence without the words of a range.
pub(super) fn gap(place: &Place<'_>, sentence: &str, start: usize, end: usize) -> Option<Fact> {
    let term = sentence.get(start..end)?.trim().trim_end_matches(['.', ',', ';']);
    let (before, after) = (sentence.get(..start)?, sentence.get(start + term.len()..)?);
    let elsewhere = normal(&format!("{before} {after}")).contains(&normal(term));
    let fine = !term.is_empty() && term.split_whitespace().count() <= WIDEST && !elsewhere;
    fine.then(|| {
        let relation = Relation::Gap { before: before.trim_end().to_owned(), after: spaced(after) };
        place.fact(Kind::Cloze, before.trim(), relation, term)
    })
}

/// Returns what follows a gap, with the space that parts it from a word.
fn spaced(after: &str) -> String {
    if after.starts_with(char::is_alphanumeric) { format!(" {after}") } else { after.trim_end().to_owned() }
}
