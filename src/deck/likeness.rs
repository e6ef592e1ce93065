//! How alike two texts of notes are. All texts are in the form of a `Statement`.

use std::collections::BTreeSet;

use crate::facts::tokens;

/// Words that turn a text into its opposite.
const TURNING: [&str; 8] = ["not", "no", "never", "without", "non", "un", "cannot", "neither"];

/// Letters a word must have before one wrong letter counts as a slip.
const SLIP_LETTERS: usize = 4;

/// Returns the words of a text that carry meaning.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    tokens(text).into_iter().collect()
}

/// Returns the share of words that two sets have in common, in hundredths: of all words in either.
pub(super) fn overlap(one: &BTreeSet<String>, other: &BTreeSet<String>) -> usize {
    let common = one.intersection(other).count();
    let all = one.len() + other.len() - common;
    (common * 100).checked_div(all).unwrap_or(0)
}

/// Tells whether one text is the other with a slip corrected, or with words added or taken out;
/// a number or a `not` is never a slip.
pub(super) fn is_close(one: &str, other: &str) -> bool {
    if letters(one) == letters(other) {
        return !letters(one).is_empty();
    }
    let (old, new) = (parts(one), parts(other));
    let (only_old, only_new) = (missing(&old, &new), missing(&new, &old));
    if only_old.iter().chain(&only_new).any(|word| turns(word)) {
        return false;
    }
    match (only_old.as_slice(), only_new.as_slice()) {
        ([], []) => false,
        ([], _) => carries(&old),
        (_, []) => carries(&new),
        ([was], [is]) => old.len() == new.len() && is_slip(was, is),
        _ => false,
    }
}

/// Tells whether one word is the other with one letter wrong, missing, too many or out of place;
/// the first letter is rarely the wrong one.
fn is_slip(one: &str, other: &str) -> bool {
    let long = |word: &str| word.chars().count() >= SLIP_LETTERS;
    long(one) && long(other) && one.chars().next() == other.chars().next() && strsim::osa_distance(one, other) == 1
}

/// Returns which of these names is meant by one that is none of them: the name that it begins, else the
/// one with the fewest letters to change, as long as that is about a third of them at most.
pub fn nearest<'n>(called: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let letters = |name: &str| if name.starts_with(called) { 0 } else { strsim::osa_distance(name, called) };
    let close = |name: &&str| letters(name) <= name.len().max(called.len()) / 3 + 1;
    names.into_iter().filter(close).min_by_key(|name| letters(name))
}

/// Tells whether a text says enough for another to be it with more words.
fn carries(words: &[&str]) -> bool {
    words.iter().any(|word| word.chars().count() >= 3 && !crate::facts::english::is_stop_word(word))
}

/// Tells whether a word more or less makes something else of a text: a number or a negation.
fn turns(word: &str) -> bool {
    let roman = !word.is_empty() && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let letter = word.chars().count() == 1;
    roman || letter || word.chars().any(char::is_numeric) || TURNING.contains(&word)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn parts(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Returns the words of one text that the other lacks, each as often as it is lacking.
fn missing<'a>(from: &[&'a str], other: &[&str]) -> Vec<&'a str> {
    let mut left = other.to_vec();
    let mut missing = Vec::new();
    for word in from {
        match left.iter().position(|known| known == word) {
            Some(place) => drop(left.swap_remove(place)),
            None => missing.push(*word),
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_an_added_word_and_another_hyphen_are_close() {
        for (one, other) in [
            ("mitocondria", "mitochondria"),
            ("ribosome", "ribosomes"),
            ("sig storage", "sig data storage"),
            ("control-plane", "control plane"),
            ("what is the captial of italy", "what is the capital of italy"),
            ("nucleus (cell)", "nucleus"),
        ] {
            assert!(is_close(one, other) && is_close(other, one), "{one} / {other}");
        }
    }

    #[test]
    fn another_number_a_negation_or_another_word_is_not_close() {
        for (one, other) in [
            ("prophase i", "prophase ii"),
            ("tcp port 80", "tcp port 81"),
            ("what is allowed", "what is not allowed"),
            ("mitosis", "meiosis"),
            ("afferent", "efferent"),
            ("hypothermia", "hyperthermia"),
            ("capital of italy", "capital of lazio"),
            ("type a", "type b"),
            ("sig alpha", "sig gamma"),
            ("", "of"),
        ] {
            assert!(!is_close(one, other) && !is_close(other, one), "{one} / {other}");
        }
    }

    #[test]
    fn the_overlap_is_the_share_of_common_words() {
        assert_eq!(overlap(&words("builds proteins"), &words("builds many proteins")), 66);
        assert_eq!(overlap(&words(""), &words("")), 0);
    }
}
