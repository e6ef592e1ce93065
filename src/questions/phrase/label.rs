//! What a term tells by its own words, before its description is looked at: a date, a sign, an
//! instruction, a measure, a deed, a quality.

use crate::facts::english::{bare, is_abstract, is_adjective, is_base_verb, is_noun_too, is_plural};
use crate::questions::names::is_nationality;

use super::sentence::is_date;

/// Heads of names whose description is what they say.
pub(super) const SAYINGS: &[&str] = &[
    "law", "rule", "principle", "theorem", "theory", "hypothesis", "amendment", "postulate", "axiom", "lemma",
    "article", "clause", "doctrine", "paradox", "conjecture", "corollary", "maxim",
];

const MONTHS: &[&str] = &[
    "january", "february", "march ", "april", "may ", "june", "july", "august", "september", "october", "november",
    "december",
];

/// Tells whether a term is a date: what stands behind it happened then.
pub(super) fn is_moment(term: &str) -> bool {
    let year = term.len() <= 4 && term.len() >= 3 && term.chars().all(|c| c.is_ascii_digit());
    let begins = term.starts_with(|c: char| c.is_ascii_digit())
        || MONTHS.iter().any(|month| term.to_lowercase().starts_with(month));
    begins && is_date(term) || year && term.parse::<u32>().is_ok_and(|year| (100..2100).contains(&year))
}

/// Tells whether a term is a number or a letter, which names nothing by itself.
pub(super) fn is_bare_sign(term: &str) -> bool {
    let letters = term.chars().filter(|c| c.is_alphanumeric()).count();
    letters <= 1
        || term.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–' | ' ' | '%'))
        || matches!(term.to_lowercase().split(' ').next(), Some("first" | "second" | "third" | "fourth" | "fifth"))
            && term.split(' ').count() == 2
            && term.to_lowercase().ends_with("digit")
}

/// `Group similar values`: a label that tells the reader what to do.
pub(super) fn is_instruction(label: &str) -> bool {
    let words: Vec<String> = label.split_whitespace().map(bare).collect();
    const OF_WHAT: &[&str] = &["similar", "different", "new", "your", "the", "all", "each", "every"];
    let loud = label.chars().take(2).all(char::is_uppercase);
    !loud && matches!(words.as_slice(), [verb, of, _, ..] if is_base_verb(verb) && OF_WHAT.contains(&of.as_str()))
}

/// Tells whether a term names what is measured, so that a sentence behind it tells its effect: `Angle of
/// the slope`, `Clock speed`.
pub(super) fn measures(term: &str) -> bool {
    const MEASURES: &[&str] = &[
        "strength", "length", "intensity", "angle", "size", "speed", "temperature", "amount", "depth", "width",
        "height", "rate", "density", "condition", "distance", "pressure", "concentration", "duration", "frequency",
        "steepness", "hardness", "thickness", "humidity", "acidity",
    ];
    let head = term.split_once(" of ").map_or("", |(head, _)| head);
    head.split_whitespace().last().is_some_and(|last| MEASURES.contains(&bare(last).as_str()))
}

/// Tells whether a term names something done, or a quality: `Segmentation`, `Autonomy`, `Test`.
pub(super) fn is_deed(subject: &str) -> bool {
    const ENDINGS: &[&str] = &["ion", "ity", "ism", "ness", "ance", "ence", "ment", "sis", "ing", "ship", "age"];
    let plain = subject.split(" (").next().unwrap_or(subject);
    let head = plain.split(" of ").next().unwrap_or(plain);
    let words: Vec<String> = head.split_whitespace().map(bare).collect();
    let (first, last) = (words.first().map_or("", String::as_str), words.last().map_or("", String::as_str));
    let quality = is_abstract(last) && ENDINGS.iter().any(|ending| last.ends_with(ending))
        || ["very", "omy", "egy", "cy"].iter().any(|ending| last.ends_with(ending));
    let told = words.len() > 1 && is_base_verb(first) && !is_noun_too(first);
    let named = subject.split(['-', ' ']).next().is_some_and(|word| word.chars().skip(1).any(char::is_uppercase));
    let deed = quality || told || words.len() == 1 && is_base_verb(last) || SAYINGS.contains(&last);
    deed && !named && !is_plural(head) && !subject.contains(" and ")
}

/// Tells whether a term is an adjective alone: one asks what it means, not what it is.
pub(super) fn names_quality(subject: &str) -> bool {
    !subject.contains(' ') && (is_adjective(&subject.to_lowercase()) || is_nationality(subject))
}

/// Tells whether a heading says in which regard things are told: `Clinical applications`.
pub(super) fn tells_in_some_regard(heading: &str) -> bool {
    const REGARDS: &[&str] = &["implications", "applications", "examples"];
    heading.split_whitespace().any(|word| REGARDS.contains(&bare(word).as_str()))
}

/// Tells whether a heading is over people: `Key figures`, `Leaders of the revolution`.
pub(super) fn names_people(heading: &str) -> bool {
    const PEOPLE: &[&str] = &[
        "figures", "people", "leaders", "presidents", "philosophers", "scientists", "authors", "kings", "queens",
        "rulers", "thinkers", "artists", "writers", "composers", "reformers", "generals", "founders", "characters",
        "individuals", "persons", "emperors", "psychologists", "economists", "inventors",
    ];
    let own = heading.split(" of ").next().unwrap_or(heading);
    let mixed = [" and ", "&", ",", "/"].iter().any(|sign| own.contains(sign));
    !mixed && own.split_whitespace().last().is_some_and(|last| PEOPLE.contains(&bare(last).as_str()))
}
