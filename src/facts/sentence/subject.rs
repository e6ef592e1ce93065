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
    // What is set in italics before `is` is a term, whatever verb it looks like.
    let defined = |end: usize| {
        let next = place.text.text.get(end..).and_then(|rest| rest.split_whitespace().next()).unwrap_or("");
        matches!(next, "is" | "are" | "was" | "were" | "means")
    };
    let marks = place.text.marks.iter().filter(|mark| match mark.style {
        Style::Strong | Style::Code | Style::Link(_) => true,
        Style::Emphasis => defined(mark.range.end),
        _ => false,
    });
    for mark in marks {
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
    let (mut word, mut next) = word_at(sentence, behind_aside(sentence, at))?;
    let mut adverb = None;
    if is_adverb(&bare(word)) {
        adverb = Some(bare(word));
        (word, next) = word_at(sentence, next)?;
    }
    let subject = tidy_subject(&subject);
    if subject.is_empty() || is_broken(&subject) {
        return None;
    }
    let written = bare(word);
    let (verb, adverb, rest_at) = if matches!(written.as_str(), "is" | "are" | "was" | "were") {
        let (second, rest_at) = adverb_at(sentence, next);
        (Verb::Be(written), adverb.or(second), rest_at)
    } else if written == "must" {
        let (verb, rest_at) = duty(sentence, next)?;
        (Verb::Must(verb), adverb, rest_at)
    } else if word.ends_with([',', ';']) || word.starts_with(char::is_uppercase) {
        return None;
    } else if let Some(base) = present(&written, &subject) {
        let (verb, rest_at) = acting(sentence, &subject, base, next)?;
        (Verb::Act(verb), adverb, rest_at)
    } else {
        (Verb::Did(base_of_past(&written)?), adverb, next)
    };
    let rest = sentence.get(rest_at..).unwrap_or("").trim_start();
    Some(Cut { subject, adverb, verb, rest, rest_at: place.at + rest_at })
}

/// Returns the verb behind `must`, in base form, and the byte behind it.
fn duty(sentence: &str, next: usize) -> Option<(String, usize)> {
    let (_, at) = adverb_at(sentence, next);
    let (word, after) = word_at(sentence, at)?;
    let verb = bare(word);
    (matches!(verb.as_str(), "be" | "have") || is_base_verb(&verb)).then_some((verb, after))
}

/// Returns the byte behind a short aside between commas: `, as a rule,`.
fn behind_aside(sentence: &str, at: usize) -> usize {
    let aside = sentence[at..].trim_start();
    match aside.strip_prefix(',').and_then(|rest| rest.find(',').map(|end| (rest, end))) {
        Some((rest, end)) if rest[..end].split_whitespace().count() <= 4 => {
            at + (sentence[at..].len() - aside.len()) + end + 2
        }
        _ => at,
    }
}

pub(super) fn is_adverb(word: &str) -> bool {
    ADVERBS.contains(&word) || word.ends_with("ly") && word.len() > 4
}

/// Tells whether words taken for a subject hold a label, a joint or another verb.
fn is_broken(subject: &str) -> bool {
    let called = subject.split_whitespace().next().map(|word| bare(&word.replace('’', "'")));
    const JOINING: &[&str] = &[
        "however", "therefore", "instead", "generally", "additionally", "moreover", "furthermore", "thus", "hence",
        "similarly", "likewise", "conversely", "otherwise", "meanwhile", "finally", "consequently",
    ];
    let joins = called.as_deref().is_some_and(|first| JOINING.contains(&first)) && subject.contains(' ');
    let address =
        joins || matches!(called.as_deref(), Some("let's" | "it's" | "that's" | "here's" | "there's" | "what's"));
    let opens = begins_with_auxiliary(subject);
    let sign = ["==", "=>", "->", "→", "|", "@", " = "].iter().any(|sign| subject.contains(sign));
    address || opens || sign || subject.contains(": ") || subject.contains(" but ") || subject.contains(" then ")
}

/// Tells whether a text begins with the verb of a sentence without its subject: `Can be ended anytime`.
pub(super) fn begins_with_auxiliary(text: &str) -> bool {
    const AUXILIARY: &[&str] = &[
        "can", "may", "must", "should", "could", "would", "will", "is", "are", "was", "were", "be", "has", "have",
        "do", "does",
    ];
    let first = text.split_whitespace().next().unwrap_or("");
    let loud = first.len() > 1 && first.chars().all(char::is_uppercase);
    !loud && AUXILIARY.contains(&bare(first).as_str())
}

/// Returns the base of a verb in the present that agrees with its subject.
fn present(written: &str, subject: &str) -> Option<String> {
    if written == "have" || is_base_verb(written) && is_plural_subject(subject) {
        Some(written.to_owned())
    } else {
        base_of_third(written).filter(|_| !is_plural_subject(subject))
    }
}

/// Returns a verb in the present with its particle and the byte behind it, unless what looks like
/// the verb is a noun.
fn acting(sentence: &str, subject: &str, base: String, next: usize) -> Option<(String, usize)> {
    if is_noun_here(sentence, subject, &base, next) {
        return None;
    }
    let (mut verb, mut rest_at) = (base, next);
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
    Some((verb, rest_at))
}

/// `Latitude lines run`, `Modern switches support`: what looks like a verb is a noun before the verb.
fn is_noun_here(sentence: &str, subject: &str, base: &str, next: usize) -> bool {
    const INTRANSITIVE: &[&str] = &[
        "run", "move", "flow", "form", "go", "lie", "come", "work", "occur", "connect", "show", "indicate",
        "represent", "support", "use", "provide", "need", "let", "produce", "increase", "decrease", "cause", "result",
        "lead", "offer", "cover", "store", "control", "transfer", "return", "start", "stop", "handle",
    ];
    const MODALS: &[&str] = &["should", "must", "can", "will", "may", "cannot", "would", "could"];
    let opening = bare(subject.split_whitespace().next().unwrap_or(""));
    let commanded = subject.contains(' ') && is_base_verb(&opening) && !is_noun_too(&opening);
    let modal = subject.split_whitespace().any(|word| MODALS.contains(&bare(word).as_str()));
    let verb_follows = || {
        word_at(sentence, next)
            .map(|(after, _)| bare(after))
            .is_some_and(|after| INTRANSITIVE.contains(&after.as_str()) || is_base_verb(&after) && !is_noun_too(&after))
    };
    commanded || modal || is_noun_too(base) && base != "help" && verb_follows()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_without_its_subject_is_the_subject_of_nothing() {
        for text in ["Can be **cast** anytime by the owner.", "May carry **cargo** at sea."] {
            assert_eq!(crate::facts::pairs_of(text, |_| true), [], "{text}");
        }
        assert!(begins_with_auxiliary("Should be kept") && !begins_with_auxiliary("DO is a note"));
    }

    #[test]
    fn what_is_set_in_italics_before_is_is_a_term() {
        let told = crate::facts::pairs_of("*Quantity demanded* is the amount that buyers will buy.", |_| true);
        assert_eq!(told.first().map(|(subject, _)| subject.as_str()), Some("Quantity demanded"));
        assert_eq!(crate::facts::pairs_of("However, the **gate** holds the water.", |_| true).len(), 0);
    }
}
