//! How the notes themselves spell their words: what is a name and what a common noun.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::english::bare;
use crate::facts::{Fact, Relation, running};
use crate::notes::Note;

use super::phrase::inner;

/// What a note's own spelling tells: which words it writes small, which are names, and the full
/// names of short headers (`Civil` where the note says `Civil law`).
pub(super) struct Names {
    full: BTreeMap<String, Option<String>>,
    small: BTreeSet<String>,
    proper: BTreeSet<String>,
}

impl Names {
    /// Reads the spelling of a note and the two-word subjects of its facts.
    pub(super) fn of(note: &Note, facts: &[Fact]) -> Self {
        let mut names = Self { full: full_names(facts), small: BTreeSet::new(), proper: BTreeSet::new() };
        for text in running(&note.blocks) {
            names.spelling(&text.text);
        }
        names
    }

    /// Notes which words stand small, and which stand capital inside a sentence.
    fn spelling(&mut self, text: &str) {
        let mut inside = false;
        for word in text.split_whitespace() {
            let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
            match letters.chars().next() {
                Some(first) if first.is_lowercase() => {
                    self.small.insert(letters.to_owned());
                    inside = true;
                }
                Some(first) if first.is_uppercase() && inside => {
                    self.proper.insert(letters.to_lowercase());
                }
                _ => {}
            }
            if word.ends_with(['.', '!', '?', ':', ';', '—', '–', '|', ')']) || word.is_empty() {
                inside = false;
            }
        }
    }

    /// Tells whether the note writes the phrase small elsewhere, so that it is no name.
    pub(super) fn is_common(&self, phrase: &str) -> bool {
        let words: Vec<&str> =
            phrase.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
        let small = |word: &str| {
            let lower = word.to_lowercase();
            let inner = word.chars().skip(1).any(char::is_uppercase);
            !inner
                && (self.small.contains(&lower)
                    || self.small.contains(&format!("{lower}s"))
                    || lower.strip_suffix('s').is_some_and(|stem| self.small.contains(stem)))
        };
        let (first, rest) = words.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
        !first.is_empty()
            && small(first)
            && !self.proper.contains(&first.to_lowercase())
            && rest.iter().all(|word| word.chars().next().is_none_or(char::is_lowercase) || small(word))
    }

    /// Returns a subject as it stands inside a sentence.
    pub(super) fn inner(&self, subject: &str) -> String {
        let subject = inner(subject);
        if self.is_common(&subject) { all_small(&subject) } else { subject }
    }

    /// Returns a header or noun in small letters, except for names.
    pub(super) fn noun(&self, noun: &str) -> String {
        let small = |word: &str| {
            if word.chars().skip(1).any(char::is_uppercase) || self.proper.contains(&bare(word)) {
                word.to_owned()
            } else {
                word.to_lowercase()
            }
        };
        noun.split_whitespace().map(small).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn full(&self, short: &str) -> String {
        match self.full.get(&short.to_lowercase()) {
            Some(Some(full)) if !short.contains(' ') => full.clone(),
            _ => short.to_owned(),
        }
    }
}

/// Collects two-word subjects by their first word; a first word shared by two is no name.
fn full_names(facts: &[Fact]) -> BTreeMap<String, Option<String>> {
    let mut names: BTreeMap<String, Option<String>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| !matches!(fact.relation, Relation::Aspect { .. })) {
        let words: Vec<&str> = fact.subject.split_whitespace().collect();
        if let [first, second] = words.as_slice() {
            let full = format!("{} {}", first.to_lowercase(), second.to_lowercase());
            let entry = names.entry(first.to_lowercase()).or_insert_with(|| Some(full.clone()));
            if entry.as_ref().is_some_and(|known| *known != full) {
                *entry = None;
            }
        }
    }
    names
}

fn all_small(phrase: &str) -> String {
    phrase
        .split_whitespace()
        .map(|word| if word.chars().skip(1).any(char::is_uppercase) { word.to_owned() } else { word.to_lowercase() })
        .collect::<Vec<_>>()
        .join(" ")
}
