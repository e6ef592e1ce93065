//! Where a clause ends: what follows with a subject of its own is read by itself, what follows with
//! another verb is left out.

use std::ops::Range;

use super::ADVERBS;
use crate::facts::english::{bare, base_of_past, base_of_third, is_base_verb, is_noun_too, is_plural};

/// Verb forms that surely are verbs.
const FINITE: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "can", "cannot", "could", "will", "would", "should", "must",
    "may", "might", "does", "do", "did",
];

/// Pronouns that open a clause.
const SUBJECTS: &[&str] = &["it", "they", "there", "he", "she", "we", "you"];

/// Words that open a clause inside another, so that what follows belongs to it.
const OPENING: &[&str] = &[
    "that", "which", "who", "whom", "whose", "where", "when", "if", "how", "what", "why", "whether", "because",
    "since", "unless", "until", "after", "before", "once", "suppose", "although", "though", "while", "as", "for",
    "than",
];

/// Words behind which another verb belongs to the clause that they open.
const RELATIVE: &[&str] =
    &["that", "which", "who", "whom", "whose", "where", "when", "if", "how", "what", "why", "whether", "because"];

/// What joins two clauses.
const JOINTS: &[&str] = &["; ", ", whereas ", ", while ", ", but ", ", and ", " whereas ", ", "];

/// Returns the clauses of a sentence that each can be read by themselves.
pub(super) fn clauses(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let whole = &text[sentence.clone()];
    let joined = whole.contains([',', ';']) || whole.contains(" whereas ");
    if !joined || whole.ends_with(['?', ':']) || opens_another(whole) {
        return vec![sentence];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    while let Some((at, next)) = joint(&whole[start..]) {
        parts.push(sentence.start + start..sentence.start + start + at);
        start += next;
    }
    parts.push(sentence.start + start..sentence.end);
    parts
}

/// Tells whether a text opens with a clause that is no statement: a condition, a time, an example.
fn opens_another(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(|word| OPENING.contains(&bare(word).as_str()))
}

/// Returns where the first clause ends and the second begins.
fn joint(text: &str) -> Option<(usize, usize)> {
    let ends = |at: &usize| {
        let before = &text[..*at];
        let words: Vec<String> = before.split_whitespace().map(bare).collect();
        let open = before.matches('(').count() > before.matches(')').count();
        let said = words.last().is_some_and(|word| !FINITE.contains(&word.as_str()));
        let told = (1..words.len().min(9)).any(|index| is_finite(&words, index, true));
        told && said && !open && !words.iter().any(|word| OPENING.contains(&word.as_str()))
    };
    let mut found: Vec<(usize, usize)> = JOINTS
        .iter()
        .flat_map(|sign| text.match_indices(sign).map(|(at, sign)| (at, at + sign.len())))
        .filter(|(at, next)| has_subject(&text[*next..]) && (next - at > 2 || is_spliced(&text[..*at], &text[*next..])))
        .collect();
    found.sort_unstable();
    found.into_iter().find(|(at, _)| ends(at))
}

/// Tells whether two clauses stand side by side with a comma alone between them: no list, no word
/// that joins.
fn is_spliced(before: &str, after: &str) -> bool {
    let first = bare(after.split_whitespace().next().unwrap_or(""));
    let joins = matches!(
        first.as_str(),
        "and" | "or" | "but" | "so" | "yet" | "then" | "not" | "either" | "especially" | "whereas"
    );
    !joins && !before.contains(',') && !OPENING.contains(&first.as_str())
}

/// Tells whether a clause with a subject of its own begins here: `it ...`, `T cells mature ...`.
fn has_subject(text: &str) -> bool {
    let written: Vec<&str> = text.split_whitespace().take(7).collect();
    let words: Vec<String> = written.iter().map(|word| bare(word)).collect();
    let Some(first) = words.first() else { return false };
    if SUBJECTS.contains(&first.as_str()) {
        return words.len() > 2;
    }
    let verb = FINITE.contains(&first.as_str()) || base_of_third(first).is_some_and(|base| !is_noun_too(&base));
    let subject = |index: usize| {
        written[..index].iter().all(|word| !word.ends_with([',', ';', ':']))
            && !words[..index].iter().any(|word| OPENING.contains(&word.as_str()) || word == "to" || word == "by")
    };
    !verb && (1..words.len()).find(|index| is_finite(&words, *index, false)).is_some_and(subject)
}

/// Tells whether a word is the verb of a clause; `loose` takes a word that is as often a noun too.
fn is_finite(words: &[String], index: usize, loose: bool) -> bool {
    let (Some(word), Some(before)) = (words.get(index), index.checked_sub(1).and_then(|at| words.get(at))) else {
        return false;
    };
    FINITE.contains(&word.as_str())
        || base_of_third(word).is_some_and(|base| loose || !is_noun_too(&base)) && !is_plural(before)
        || is_base_verb(word)
            && is_plural(before)
            && (loose || !is_noun_too(word) || words.get(index + 1).is_some_and(|next| next == "in"))
}

/// Returns a predicate up to a clause with a subject of its own, or to another verb of its subject.
pub(super) fn predicate(text: &str) -> &str {
    const SIGNS: &[&str] = &[
        ", while ", ", whereas ", ", but ", ", because ", ", so ", ", although ", ", though ", ", unless ", ", yet ",
        " whereas ", "; ",
    ];
    let more = second_verb(text).and_then(|next| text[..next].trim_end().rfind(' '));
    let more = more.into_iter().chain(listed_verb(text));
    let ends = SIGNS.iter().filter_map(|sign| text.find(sign)).chain(own_clause(text)).chain(more);
    ends.min().map_or(text, |at| text[..at].trim_end_matches(','))
}

/// Returns where the next of several verbs of one subject follows a comma: `membranes, bind receptors, act as
/// factors`.
fn listed_verb(text: &str) -> Option<usize> {
    let first = |part: &str| part.split_whitespace().next().map(bare).unwrap_or_default();
    let verb = |word: &str| {
        is_base_verb(word) && !is_noun_too(word) || base_of_third(word).is_some_and(|base| !is_noun_too(&base))
    };
    let at = text.find(", ")?;
    let (before, after) = (&text[..at], &text[at + 2..]);
    let opened = before.split_whitespace().any(|word| {
        matches!(bare(word).as_str(), "to" | "that" | "which" | "who" | "how" | "what" | "where" | "when" | "whether")
    });
    let object = after.split_whitespace().nth(1).is_some_and(|next| !matches!(next, "and" | "or" | "to" | "by"));
    (!opened && object && verb(&first(after)) && !verb(&first(text))).then_some(at)
}

/// Returns the text up to anything that only adds to what a verb says: `..., which ...`, `..., using ...`.
pub(super) fn first_clause(text: &str) -> &str {
    let text = predicate(text);
    let dash = |sign: &&str| text.find(*sign).filter(|at| !text[at + sign.len()..].starts_with("to "));
    let ends = [" — ", " – "].iter().filter_map(dash).chain(text.find(", which ")).chain(manner(text));
    ends.min().map_or(text, |at| &text[..at])
}

/// Returns where a clause with a subject of its own follows a comma: `..., and it ...`, `..., X does ...`.
fn own_clause(text: &str) -> Option<usize> {
    let second = |rest: &str| {
        let words: Vec<String> = rest.split_whitespace().take(4).map(bare).collect();
        let (first, next) = (words.first().map_or("", String::as_str), words.get(1).map_or("", String::as_str));
        let joined = matches!(first, "and" | "but" | "so" | "or");
        let pronoun = joined && (SUBJECTS.contains(&next) || next == "this");
        let relative = matches!(first, "which" | "who" | "that" | "where");
        let verb = base_of_third(next).is_some_and(|base| !is_noun_too(&base)) || FINITE.contains(&next);
        pronoun || verb && !relative && !joined
    };
    let after = |rest: &str| rest.strip_prefix("and ").is_some_and(has_subject);
    let opens = |(at, sign): (usize, &str)| has_subject(&text[at + sign.len()..]).then_some(at);
    let beside = text.match_indices(" while ").find_map(opens);
    let pointing = [" and such ", " and this ", " and it ", " and they ", " and these "]
        .iter()
        .filter_map(|sign| text.find(sign))
        .min();
    let comma = text
        .match_indices(", ")
        .map(|(at, _)| at)
        .find(|at| second(&text[at + 2..]) || after(&text[at + 2..]) && !is_listed(&text[..*at]));
    comma.into_iter().chain(beside).chain(pointing).min()
}

/// Tells whether a text is the beginning of a list, whose last part a verb may follow.
fn is_listed(text: &str) -> bool {
    text.contains(", ")
}

/// Returns where another verb of the same subject begins: `provides help` of `repetitive tasks and
/// provides help`.
pub(super) fn second_verb(text: &str) -> Option<usize> {
    let opened = first_of(text, RELATIVE);
    let purpose = if text.starts_with("to ") { 0 } else { text.find(" to ").unwrap_or(text.len()) };
    let follows = |at: usize, rest: &str| {
        let mut words = rest
            .split_whitespace()
            .map(bare)
            .skip_while(|word| ADVERBS.contains(&word.as_str()) || word.ends_with("ly"));
        let Some(word) = words.next().filter(|_| words.next().is_some()) else { return false };
        let after = rest.split_whitespace().nth(1).map(bare).unwrap_or_default();
        let taken =
            matches!(after.as_str(), "the" | "a" | "an" | "its" | "their" | "it" | "them" | "to" | "his" | "her");
        let named = rest.starts_with(char::is_uppercase);
        let third = || {
            base_of_third(&word).is_some_and(|base| !is_noun_too(&base) || taken && after != "to")
                && !is_plural_noun(&word)
        };
        let past = || taken && base_of_past(&word).is_some();
        let base = || is_base_verb(&word) && !is_noun_too(&word) && at < purpose && !named;
        FINITE.contains(&word.as_str()) || third() || base() || past()
    };
    [" and ", " but ", " or ", ", then "]
        .iter()
        .flat_map(|sign| text.match_indices(sign))
        .filter(|(at, sign)| *at < opened && follows(*at, &text[at + sign.len()..]))
        .map(|(at, sign)| at + sign.len())
        .min()
}

/// Tells whether a word in -s is a noun that only looks like a verb.
fn is_plural_noun(word: &str) -> bool {
    word.ends_with("tions") || word.ends_with("ments") || word.ends_with("ers")
}

/// Returns where the first of some words stands, or the end.
fn first_of(text: &str, words: &[&str]) -> usize {
    let at = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().find(|word| words.contains(&bare(word).as_str())).map_or(text.len(), at)
}

/// Returns where a clause without a subject tells how or with what effect: `..., using tools`.
fn manner(text: &str) -> Option<usize> {
    let gerund = |word: &str| word.len() > 5 && word.ends_with("ing");
    if text.split_whitespace().next().is_some_and(gerund) {
        return None;
    }
    let tells = |rest: &str| {
        let mut words = rest.split_whitespace();
        words.next().is_some_and(|word| gerund(word) && word != "including")
            && words.next().is_some_and(|next| !matches!(next, "and" | "or" | "&"))
    };
    let example = |before: &str| before.contains(" like ") || before.contains(" such as ");
    text.match_indices(", ").map(|(at, _)| at).find(|at| tells(&text[at + 2..]) && !example(&text[..*at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        clauses(text, 0..text.len()).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_clause_with_its_own_subject_is_read_by_itself() {
        assert_eq!(
            cut("Class I is found on all cells, and class II is found on few."),
            ["Class I is found on all cells", "class II is found on few."]
        );
        assert_eq!(
            cut("Spars go on masts, sails are bent on spars."),
            ["Spars go on masts", "sails are bent on spars."]
        );
        assert_eq!(
            cut("B cells mature in the bone marrow, whereas T cells mature in the thymus."),
            ["B cells mature in the bone marrow", "T cells mature in the thymus."]
        );
        assert_eq!(cut("A mast is a pole; it carries the sail."), ["A mast is a pole", "it carries the sail."]);
    }

    #[test]
    fn a_list_a_condition_or_a_clause_inside_another_is_not_cut() {
        for text in [
            "Cats, dogs, and birds have tails.",
            "If the tide falls, the boat sinks, and the crew leaves.",
            "The rule says that the boat sinks, and the crew leaves.",
            "It supports storage, networks, and the images of users.",
        ] {
            assert_eq!(cut(text), [text]);
        }
    }

    #[test]
    fn a_predicate_ends_before_another_verb() {
        assert_eq!(predicate("diagrams of flows and is best applied early"), "diagrams of flows");
        assert_eq!(predicate("the default, while others are open"), "the default");
        assert_eq!(predicate("a tool that collects logs and stores them"), "a tool that collects logs and stores them");
        assert_eq!(predicate("salt and pepper"), "salt and pepper");
        assert_eq!(predicate("the shore, limits are set by law"), "the shore");
        assert_eq!(predicate("ships, then scores them"), "ships");
        assert_eq!(predicate("crews and tried to win them"), "crews");
        assert_eq!(first_clause("rollouts of code, tracking each revision"), "rollouts of code");
        assert_eq!(first_clause("planning, testing and tracing"), "planning, testing and tracing");
    }

    #[test]
    fn the_next_of_several_verbs_ends_what_the_first_takes() {
        assert_eq!(predicate("the membrane, bind receptors, act as factors"), "the membrane");
        assert_eq!(predicate("cells to sense change, coordinate growth"), "cells to sense change, coordinate growth");
        assert_eq!(predicate("logs, metrics and traces"), "logs, metrics and traces");
    }
}
