//! Who or what a sentence is about: a marked term, a pronoun, a term of the note.

use super::named::named_subject;
use super::{ADVERBS, Antecedent, Cut, Place, Verb};
use crate::facts::english::{
    bare, base_of_past, base_of_third, is_base_verb, is_noun_too, is_plural, is_pointer, particle_of,
};
use crate::facts::section::Terms;
use crate::facts::text::normal;
use crate::notes::Style;

/// Cuts a lead-in whose subject is not a term: `Each SIG has:`, `An OCI image includes:`.
pub(super) fn unknown_subject<'a>(place: &Place<'_>, sentence: &'a str) -> Option<Cut<'a>> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let first = bare(words.first()?);
    if is_pointer(&first) && !matches!(first.as_str(), "each" | "all") {
        return None;
    }
    (1..words.len().min(7)).find_map(|count| {
        let at = nth_word(sentence, count)?;
        finish(place, sentence, words[..count].join(" "), at)
    })
}

pub(super) fn nth_word(sentence: &str, count: usize) -> Option<usize> {
    let mut seen = 0;
    let mut inside = false;
    for (at, c) in sentence.char_indices() {
        if c.is_whitespace() {
            inside = false;
        } else if !inside {
            if seen == count {
                return Some(at);
            }
            seen += 1;
            inside = true;
        }
    }
    None
}

/// Cuts a sentence at the verb that follows its known subject.
pub(super) fn cut<'a>(
    place: &Place<'_>,
    sentence: &'a str,
    before: Option<&Antecedent>,
    terms: &Terms,
) -> Option<Cut<'a>> {
    if let Some(end) = marked_subject(place, sentence) {
        let (subject, at) = with_bracket(sentence, end);
        if let Some(cut) = finish(place, sentence, subject, at) {
            return Some(cut);
        }
        // `**Substantive** laws define`: a word or two may follow the mark.
        for extra in 1..=2 {
            let words = sentence[at..].split_whitespace().count();
            let Some(next) = (words > extra).then(|| nth_word(&sentence[at..], extra)).flatten() else { break };
            let subject = sentence[..at + next].trim().to_owned();
            if let Some(cut) = finish(place, sentence, subject, at + next) {
                return Some(cut);
            }
        }
    }
    pronoun(place, sentence, before)
        .or_else(|| term_subject(place, sentence, terms))
        .or_else(|| doing(place, sentence))
        .or_else(|| named_subject(place, sentence))
}

/// Returns the end of the bold, code or link text at the start of the sentence, an article allowed.
pub(super) fn marked_subject(place: &Place<'_>, sentence: &str) -> Option<usize> {
    let article = ["The ", "A ", "An "].iter().find(|word| sentence.starts_with(**word)).map_or(0, |word| word.len());
    let start = place.at + article;
    let mut end = start;
    for mark in
        place.text.marks.iter().filter(|mark| matches!(mark.style, Style::Strong | Style::Code | Style::Link(_)))
    {
        let near = mark.range.start >= start
            && place.text.text.get(end..mark.range.start).is_some_and(|gap| gap.trim().is_empty());
        if near && mark.range.end > end {
            end = mark.range.end;
        }
    }
    (end > start).then(|| end - place.at).filter(|end| sentence.is_char_boundary(*end))
}

/// Takes a bracket right behind the subject into it: `Special Interest Groups (SIGs)`.
pub(super) fn with_bracket(sentence: &str, end: usize) -> (String, usize) {
    let rest = &sentence[end..];
    let trimmed = rest.trim_start();
    if let Some(close) = trimmed.strip_prefix('(').and_then(|inside| inside.find(')'))
        && trimmed[1..=close].split_whitespace().count() <= 5
    {
        let at = end + (rest.len() - trimmed.len()) + close + 2;
        return (sentence[..at].trim().to_owned(), at);
    }
    (sentence[..end].trim().to_owned(), end)
}

/// A pronoun, `its goal`, or `this spec`, standing for what was spoken of.
pub(super) fn pronoun<'a>(place: &Place<'_>, sentence: &'a str, before: Option<&Antecedent>) -> Option<Cut<'a>> {
    let name = &before?.name;
    let first = bare(sentence.split_whitespace().next()?);
    match first.as_str() {
        "it" | "they" => finish(place, sentence, name.clone(), first.len()),
        "its" | "their" => {
            let second = nth_word(sentence, 1)?;
            let word = sentence[second..].split_whitespace().next()?;
            finish(place, sentence, format!("{} of {}", word.to_lowercase(), definite(name)), second + word.len())
        }
        "this" | "these" => {
            let second = nth_word(sentence, 1)?;
            let word = sentence[second..].split_whitespace().next()?;
            let noun = bare(word);
            // `This is` and `These are` point at a whole thought; `this spec` at a thing of that name.
            let same_thing = normal(name).contains(noun.get(..4).unwrap_or(&noun))
                || matches!(noun.as_str(), "process" | "tool" | "term" | "method" | "type");
            match noun.as_str() {
                "is" | "are" => finish(place, sentence, name.clone(), first.len()),
                _ if same_thing => finish(place, sentence, name.clone(), second + word.len()),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Returns the name with `the` where it reads better: names of several words that are not plural.
pub(super) fn definite(name: &str) -> String {
    let words = name.split_whitespace().count();
    if words >= 2 && !is_plural(name) && !name.to_lowercase().starts_with("the ") && name.contains('(') {
        format!("the {name}")
    } else {
        name.to_owned()
    }
}

/// A deed as the subject: `Violating the law carries penalties`.
fn doing<'a>(place: &Place<'_>, sentence: &'a str) -> Option<Cut<'a>> {
    let first = bare(sentence.split_whitespace().next()?);
    let deed = first.ends_with("ing") && first.len() > 5;
    (2..=6).filter(|_| deed).find_map(|count| {
        let at = nth_word(sentence, count)?;
        let subject = sentence[..at].trim();
        let verb = sentence[at..].split_whitespace().next().map(bare).and_then(|word| base_of_third(&word));
        (!subject.ends_with([',', ';', ':']) && verb.is_none_or(|base| !is_noun_too(&base) || base == "carry"))
            .then(|| finish(place, sentence, subject.to_owned(), at))
            .flatten()
    })
}

/// A subject of up to five words that the note makes a term of.
pub(super) fn term_subject<'a>(place: &Place<'_>, sentence: &'a str, terms: &Terms) -> Option<Cut<'a>> {
    let words = sentence.split_whitespace().count();
    if is_pointer(&bare(sentence.split_whitespace().next()?)) {
        return None;
    }
    (1..=words.min(7)).rev().find_map(|count| {
        let at = nth_word(sentence, count)?;
        let subject = sentence[..at].trim();
        let abbreviated = subject.ends_with(')')
            && subject
                .rsplit('(')
                .next()
                .is_some_and(|inside| inside.chars().filter(|c| c.is_uppercase()).count() >= 2);
        if !(terms.has(subject) || abbreviated) || subject.ends_with([',', ':', ';']) {
            return None;
        }
        finish(place, sentence, subject.to_owned(), at)
    })
}

/// Finds adverb and verb at a byte of the sentence and returns the cut.
pub(super) fn finish<'a>(place: &Place<'_>, sentence: &'a str, subject: String, at: usize) -> Option<Cut<'a>> {
    let mut at = at;
    let aside = sentence[at..].trim_start();
    if let Some(rest) = aside.strip_prefix(',')
        && let Some(end) = rest.find(',')
        && rest[..end].split_whitespace().count() <= 4
    {
        at += (sentence[at..].len() - aside.len()) + end + 2;
    }
    let mut adverb = None;
    let (mut word, mut next) = word_at(sentence, at)?;
    if ADVERBS.contains(&bare(word).as_str()) || (bare(word).ends_with("ly") && bare(word).len() > 4) {
        adverb = Some(bare(word));
        (word, next) = word_at(sentence, next)?;
    }
    let written = bare(word);
    let subject = tidy_subject(&subject);
    if subject.is_empty() {
        return None;
    }
    if matches!(written.as_str(), "is" | "are" | "was" | "were") {
        let (adverb2, rest_at) = adverb_at(sentence, next);
        return Some(Cut {
            subject,
            adverb: adverb.or(adverb2),
            verb: Verb::Be(written),
            rest: sentence[rest_at..].trim_start(),
            rest_at: place.at + rest_at,
        });
    }
    if word.ends_with([',', ';']) {
        return None;
    }
    let base = if written == "have" || is_base_verb(&written) && is_plural_subject(&subject) {
        Some(written.clone())
    } else {
        base_of_third(&written).filter(|_| !is_plural_subject(&subject))
    };
    if word.starts_with(char::is_uppercase) {
        return None;
    }
    let past = base_of_past(&written).filter(|_| base.is_none());
    if let Some(base) = past {
        return Some(Cut {
            subject,
            adverb,
            verb: Verb::Did(base),
            rest: sentence[next..].trim_start(),
            rest_at: place.at + next,
        });
    }
    let mut verb = base?;
    // `Latitude lines run`: what looks like a verb is a noun before the verb.
    let opening = bare(subject.split_whitespace().next().unwrap_or(""));
    let modal = subject
        .split_whitespace()
        .map(bare)
        .any(|word| matches!(word.as_str(), "should" | "must" | "can" | "will" | "may" | "cannot" | "would" | "could"));
    if subject.contains(": ") || modal || subject.contains(' ') && is_base_verb(&opening) && !is_noun_too(&opening) {
        return None;
    }
    const INTRANSITIVE: &[&str] = &[
        "run", "move", "flow", "form", "go", "lie", "come", "work", "occur", "connect", "show", "indicate", "represent",
    ];
    if is_noun_too(&verb)
        && word_at(sentence, next).is_some_and(|(after, _)| INTRANSITIVE.contains(&bare(after).as_str()))
    {
        return None;
    }
    let mut rest_at = next;
    // `help ensure` is one verb.
    if verb == "help"
        && let Some((second, after)) = word_at(sentence, next)
        && is_base_verb(&bare(second))
    {
        verb = format!("help {}", bare(second));
        rest_at = after;
    }
    if let Some((particle, after)) = word_at(sentence, next)
        && particle_of(&verb, &bare(particle))
    {
        verb = format!("{verb} {}", bare(particle));
        rest_at = after;
    }
    Some(Cut {
        subject,
        adverb,
        verb: Verb::Act(verb),
        rest: sentence[rest_at.min(sentence.len())..].trim_start(),
        rest_at: place.at + rest_at,
    })
}

pub(super) fn is_plural_subject(subject: &str) -> bool {
    is_plural(subject) || subject.contains(" and ")
}

pub(super) fn adverb_at(sentence: &str, at: usize) -> (Option<String>, usize) {
    match word_at(sentence, at) {
        Some((word, next)) if ADVERBS.contains(&bare(word).as_str()) && !word.ends_with(',') => {
            (Some(bare(word)), next)
        }
        _ => (None, at),
    }
}

/// Returns the word at or after a byte, and the byte behind it.
pub(super) fn word_at(sentence: &str, at: usize) -> Option<(&str, usize)> {
    let rest = sentence.get(at..)?;
    let lead = rest.len() - rest.trim_start().len();
    let word = rest.split_whitespace().next()?;
    Some((word, at + lead + word.len()))
}

pub(super) fn tidy_subject(subject: &str) -> String {
    let trimmed = subject.trim().trim_end_matches(',').trim();
    let lower = trimmed.to_lowercase();
    let article = ["the ", "a ", "an "].iter().find(|word| lower.starts_with(**word)).map_or(0, |word| word.len());
    let kept = &trimmed[article..];
    match (article, kept.chars().next()) {
        (0, _) | (_, None) => trimmed.to_owned(),
        _ => format!("{}{kept}", lower.get(..article).unwrap_or("")),
    }
}
