//! Whether a description is a sentence of its own.

use super::bare;
use super::nouns::{before_first, is_adjective, is_plural, singular_in_s};
use super::opening::{COMPOUNDING, PAST_ONLY, is_determiner, takes_object, uncountable, without_brackets};
use super::verbs::{base_of_past, base_of_third, is_base_verb, is_noun_too, is_particle};

/// Tells whether a description is a sentence of its own: a finite verb stands outside any
/// relative clause.
pub(crate) fn is_clause(text: &str) -> bool {
    const RELATIVE: &[&str] = &[" that ", " which ", " who ", " whose ", " where ", " whereby ", " when ", " by "];
    let text = &without_brackets(text);
    let before_comma = text.split_once(", ").map_or(text.as_str(), |(before, _)| before);
    let before_relative = before_first(before_comma, RELATIVE);
    let words: Vec<String> = before_relative.split_whitespace().map(bare).collect();
    let in_three = |run: &[String]| {
        let [one, two, three] = run else { return false };
        follows_plural(one, two, three) || stores(one, two, three) || denies(two, three)
    };
    let in_two = |(at, run): (usize, &[String])| {
        let [verb, next] = run else { return false };
        (1..=9).contains(&at) && takes_third(verb, next)
            || at > 0 && PAST_ONLY.contains(&verb.as_str()) && !text.to_lowercase().starts_with("the ")
    };
    is_finite(&words)
        || words.windows(3).any(in_three)
        || words.windows(2).enumerate().any(in_two)
        || text.starts_with(char::is_uppercase) && name_did(&words)
        || abbreviation_acts(text, &words)
        || ends_with_verb(&words)
        || one_acts(&words)
        || acts_on(&words)
        || text[before_relative.len()..].starts_with(" that ") && said_that(&words)
        || before_relative.len() < text.len()
            && words.len() > 1
            && words.last().is_some_and(|last| is_surely_third(last))
}

/// `decides` of `the scheduler decides where pods run`.
fn is_surely_third(word: &str) -> bool {
    base_of_third(word).is_some_and(|base| !is_noun_too(&base))
}

/// `A court ruled that ...`: a verb in the past stands before what was said.
fn said_that(words: &[String]) -> bool {
    let [.., before, verb] = words else { return false };
    base_of_past(verb).is_some() && !is_particle(before) && !is_determiner(before)
}

/// `An agent runs inside the cluster`: behind `a` the head is singular, so that a word in -s is its verb
/// where a preposition, a determiner, an adverb or a plural follows.
fn one_acts(words: &[String]) -> bool {
    let follows = |next: &str| {
        is_particle(next) && next != "of"
            || is_determiner(next)
            || matches!(next, "inside" | "outside" | "within")
            || next.ends_with("ly")
            || is_plural_word(next)
    };
    let acts = |pair: &[String]| {
        let [before, verb, next] = pair else { return false };
        base_of_third(verb).is_some()
            && !COMPOUNDING.contains(&verb.as_str())
            && !is_plural_word(before)
            && follows(next)
    };
    let own = words.iter().take_while(|word| !is_particle(word)).count();
    let head = words.first().is_some_and(|first| matches!(first.as_str(), "a" | "an"));
    head && words.get(1..(own + 1).min(words.len())).is_some_and(|phrase| phrase.windows(3).any(acts))
}

/// Tells whether a verb stands there that is one in whatever company.
fn is_finite(words: &[String]) -> bool {
    const FIRST: &[&str] = &["can", "can't", "cannot", "must", "may", "is", "are", "has"];
    const LATER: &[&str] = &[
        "is", "are", "was", "were", "has", "have", "can", "must", "should", "will", "would", "could", "may", "cannot",
        "doesn't", "don't", "isn't", "can't",
    ];
    words.first().is_some_and(|word| FIRST.contains(&word.as_str()))
        || words.iter().skip(1).any(|word| LATER.contains(&word.as_str()))
}

/// Tells whether a verb in base form stands behind a plural: `ships sail away`.
fn follows_plural(noun: &str, verb: &str, next: &str) -> bool {
    const WAYS: &[&str] = &[
        "up", "out", "down", "off", "away", "in", "into", "through", "to", "from", "along", "together", "via",
        "across", "over", "around", "past", "toward", "towards",
    ];
    let moves = next.ends_with("ly") || WAYS.contains(&next);
    is_plural_word(noun) && is_base_verb(verb) && (!is_noun_too(verb) || moves || takes_object(verb, next, true))
}

fn is_plural_word(word: &str) -> bool {
    word.ends_with('s') && !singular_in_s(word, word)
}

/// Tells whether a word is a verb in the third person with what it takes.
fn takes_third(verb: &str, next: &str) -> bool {
    let object = matches!(next, "a" | "an" | "the" | "out" | "up" | "its" | "their" | "to" | "into");
    base_of_third(verb).is_some_and(|base| object || !is_noun_too(&base))
}

/// `tissue stores triglycerides`: a plural stands before no other plural, so it is a verb.
fn stores(noun: &str, verb: &str, next: &str) -> bool {
    if matches!(noun, "only" | "also" | "always" | "never" | "usually" | "often") {
        return base_of_third(verb).is_some();
    }
    base_of_third(verb).is_some_and(|base| is_noun_too(&base))
        && !COMPOUNDING.contains(&verb)
        && !is_plural_word(noun)
        && !is_particle(noun)
        && (is_plural_word(next) && base_of_third(next).is_none() || uncountable(next))
}

/// `heart separates pulmonary and systemic flows`: no plural stands between a noun and an adjective.
fn acts_on(words: &[String]) -> bool {
    let [noun, verb, next, _, ..] = words else { return false };
    base_of_third(verb).is_some_and(|base| is_noun_too(&base))
        && !COMPOUNDING.contains(&verb.as_str())
        && ![is_plural_word(noun), is_determiner(noun), is_particle(noun), is_adjective(noun)].contains(&true)
        && is_adjective(next)
}

/// `developers do not configure`, but `a promise to do`.
fn denies(verb: &str, next: &str) -> bool {
    matches!(verb, "do" | "does" | "did") && matches!(next, "not" | "nothing")
}

/// `Germany accepted responsibility`: a name and a verb in the past.
fn name_did(words: &[String]) -> bool {
    !is_determiner(words.first().map_or("", String::as_str))
        && words.get(1).is_some_and(|verb| base_of_past(verb).is_some())
        && words.get(2).is_some_and(|next| {
            !is_particle(next) && !next.ends_with("ly") && !matches!(next.as_str(), "per" | "and" | "or" | "but")
        })
}

/// `AWS handles most of it`: an abbreviation and a verb with what it takes.
fn abbreviation_acts(text: &str, words: &[String]) -> bool {
    let first = text.split_whitespace().next().unwrap_or("");
    let short = first.len() > 1 && first.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    let takes =
        |next: &str| matches!(next, "most" | "all" | "many" | "its" | "the" | "a" | "an") || is_plural_word(next);
    short
        && words.get(1).is_some_and(|verb| base_of_third(verb).is_some())
        && words.get(2).is_some_and(|next| takes(next))
}

/// `prices fall`: a plural and a verb, and nothing more.
fn ends_with_verb(words: &[String]) -> bool {
    let [.., noun, verb] = words else { return false };
    is_base_verb(verb) && (words.len() > 2 || !is_noun_too(verb)) && is_plural(noun) && !noun.ends_with("ss")
}
