//! What is done to a subject, by whom and when: `is produced by`, `was founded in`.

use super::subject::nth_word;
use super::{Cut, Place};
use crate::facts::english::{bare, base_of_past, is_particle};
use crate::facts::measure::is_month;
use crate::facts::text::{enumeration, is_open};
use crate::facts::{Facts, Relation};
use crate::model::Kind;

/// Adjectives with the preposition of what they speak of.
pub(super) const BOUND: &[(&str, &str)] = &[
    ("responsible", "for"),
    ("capable", "of"),
    ("similar", "to"),
    ("equal", "to"),
    ("proportional", "to"),
    ("permeable", "to"),
    ("impermeable", "to"),
    ("sensitive", "to"),
    ("resistant", "to"),
    ("subject", "to"),
    ("equivalent", "to"),
    ("rich", "in"),
    ("independent", "of"),
    ("dependent", "on"),
    ("analogous", "to"),
    ("specific", "to"),
    ("native", "to"),
    ("compatible", "with"),
];

pub(super) fn undergoes(place: &Place<'_>, cut: &Cut<'_>, form: &str, rest: &str, out: &mut Facts) {
    let mut words = rest.split_whitespace().map(bare);
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let at = nth_word(rest, 2).unwrap_or(rest.len());
    let object = rest[at..].trim();
    if object.split_whitespace().count() == 0
        || is_set_phrase(&second, object)
        || !matches!(
            second.as_str(),
            "by" | "as"
                | "into"
                | "from"
                | "for"
                | "of"
                | "in"
                | "on"
                | "to"
                | "with"
                | "through"
                | "when"
                | "if"
                | "at"
                | "where"
                | "during"
                | "after"
                | "before"
                | "between"
                | "behind"
                | "near"
                | "along"
        )
    {
        return;
    }
    let undergone = |second: &str| Relation::Undergoes {
        form: form.to_owned(),
        participle: format!("{first} {second}"),
        adverb: cut.adverb.clone(),
    };
    let (object, tail) = match date_head(object).filter(|_| matches!(second.as_str(), "in" | "on")) {
        Some((date, tail)) => (date, tail),
        None => (object, ""),
    };
    if let Some(agent) = tail.strip_prefix("by ").filter(|agent| agent.starts_with(char::is_uppercase)) {
        out.facts.push(place.fact(Kind::Statement, &cut.subject, undergone("by"), agent));
    }
    let mut fact = place.fact(Kind::Statement, &cut.subject, undergone(&second), object);
    let parts = enumeration(&fact.object);
    if matches!(second.as_str(), "as" | "into") && (2..=5).contains(&parts.len()) && !is_open(object) {
        fact.items = parts;
    }
    out.facts.push(fact);
}

/// `in place`, `by default`: preposition and noun are one adverb.
pub(super) fn is_set_phrase(preposition: &str, object: &str) -> bool {
    const PHRASES: &[(&str, &[&str])] = &[
        (
            "in",
            &[
                "place", "turn", "order", "parallel", "general", "advance", "practice", "use", "addition", "full",
                "part",
            ],
        ),
        ("by", &["default", "hand", "design", "nature", "definition", "itself", "themselves", "far"]),
        ("on", &["demand", "top", "time", "purpose", "average"]),
        ("at", &["once", "first", "least", "most", "all", "rest"]),
        ("for", &["free", "example", "instance", "granted", "years"]),
        ("with", &["ease"]),
        ("as", &["well", "needed", "follows", "usual", "possible", "expected"]),
        ("to", &["date", "scale", "some", "be"]),
        ("of", &["course"]),
    ];
    let first = bare(object.split_whitespace().next().unwrap_or(""));
    PHRASES.iter().any(|(word, nouns)| *word == preposition && nouns.contains(&first.as_str()))
}

/// Cuts a date from what follows it: `1492` and `by Columbus`.
pub(super) fn date_head(object: &str) -> Option<(&str, &str)> {
    const ERAS: &[&str] = &["bc", "ad", "bce", "ce", "century", "centuries"];
    let part = |word: &str| {
        let plain = bare(word);
        word.starts_with(|c: char| c.is_ascii_digit())
            || ERAS.contains(&plain.as_str())
            || is_month(&plain)
            || matches!(plain.as_str(), "the" | "early" | "late" | "mid" | "about" | "around")
    };
    let count = object.split_whitespace().take_while(|word| part(word)).count();
    let head = &object[..nth_word(object, count).unwrap_or(object.len())];
    let dated = head
        .split_whitespace()
        .map(bare)
        .any(|word| word.len() == 4 && word.chars().all(|c| c.is_ascii_digit()) || ERAS.contains(&word.as_str()));
    let tail = &object[head.len()..];
    let bound = tail.is_empty()
        || head.trim_end().ends_with(',')
        || ["by ", "after ", "when ", "as ", "according ", "in ", "at ", "to ", "with ", "under ", "during ", "and "]
            .iter()
            .any(|word| tail.starts_with(word));
    (dated && bound && !tail.starts_with("and ")).then(|| (head.trim_end().trim_end_matches(','), tail))
}

/// Participles with which a bullet tells what is done to the thing above it, and has no other subject.
const TELLING: &[&str] = &[
    "associated", "attached", "based", "built", "carried", "caused", "characterised", "characterized", "classified",
    "collected", "composed", "connected", "controlled", "covered", "created", "denoted", "deposited", "derived",
    "designed", "developed", "diagnosed", "divided", "enforced", "extracted", "filled", "formed", "found", "governed",
    "grown", "headed", "inspired", "intended", "known", "lined", "located", "made", "measured", "mined", "named",
    "obtained", "optimised", "optimized", "powered", "produced", "regulated", "released", "represented", "reserved",
    "secreted", "shaped", "shared", "split", "stored", "suited", "supplied", "surrounded", "transmitted",
    "transported", "treated", "triggered", "used",
];

/// The same of what was done once.
const TOLD_ONCE: &[&str] = &[
    "abolished", "adopted", "composed", "discovered", "established", "founded", "introduced", "invented", "published",
    "written",
];

/// Returns the verb that a bullet leaves out before its participle and what binds it: `is` of `formed
/// behind a dam`, `was` of `founded in 1815`.
pub(super) fn left_out(phrase: &str, plural: bool) -> Option<&'static str> {
    let mut words = phrase.split_whitespace().map(bare);
    let (first, second) = (words.next()?, words.next()?);
    let bound = is_particle(&second) || BINDING.contains(&second.as_str());
    let known = |list: &[&str]| list.contains(&first.as_str());
    match () {
        () if !bound => None,
        () if known(TOLD_ONCE) => Some(if plural { "were" } else { "was" }),
        () if known(TELLING) => Some(if plural { "are" } else { "is" }),
        () => None,
    }
}

/// Words besides prepositions with which a time, a place or a condition of a deed begins.
pub(super) const BINDING: &[&str] = &["when", "if", "where", "during", "after", "before", "behind", "near", "along"];

pub(super) fn is_participle(word: &str) -> bool {
    const IRREGULAR: &[&str] = &[
        "made", "built", "written", "found", "known", "brought", "given", "held", "kept", "driven", "drawn", "chosen",
        "sent", "run", "led", "bound", "broken", "born", "taken", "shown", "seen", "set", "split", "spread", "paid",
        "put", "thought", "taught", "grown", "worn", "felt",
    ];
    IRREGULAR.contains(&word) || (word.ends_with("ed") && word.len() > 3) || base_of_past(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::pairs_of;

    fn undergone(text: &str) -> Vec<String> {
        let found = pairs_of(text, |relation| matches!(relation, Relation::Undergoes { .. }));
        found.into_iter().map(|(_, object)| object).collect()
    }

    #[test]
    fn a_date_is_cut_from_what_follows_it() {
        assert_eq!(undergone("**Rome** was founded in 753 BCE by Romulus."), ["Romulus", "753 BCE"]);
        assert_eq!(date_head("509 BCE after the fall of the king"), Some(("509 BCE", "after the fall of the king")));
        assert_eq!(date_head("1914 square metres of cloth"), None);
    }

    #[test]
    fn a_preposition_with_its_noun_may_be_an_adverb() {
        assert_eq!(undergone("**Access** is denied by default on each ship."), Vec::<String>::new());
        assert_eq!(undergone("**Bile** is produced by the liver."), ["the liver"]);
    }
}
