//! How the notes themselves spell their words: what is a name and what a common noun.

use std::collections::{BTreeMap, HashMap, HashSet};

use rustc_hash::FxBuildHasher;

use crate::facts::english::{
    Opening, bare, english_words, is_abstract, is_english, is_plural, opening, opening_among, opens_doubtfully,
    small_words,
};
use crate::facts::{Fact, Relation, names_a_thing, normal, plain_heading, running};
use crate::notes::{Inline, Note, Style};

use super::articles::Articles;
use super::phrase::inner;
use super::siblings::{Group, groups};

/// Words or phrases of a note, to look one up in.
type Known = HashSet<String, FxBuildHasher>;

/// What a note's own spelling tells: which words it writes small, which are names, and the full
/// names of short headers (`Civil` where the note says `Civil law`).
pub(super) struct Names {
    full: BTreeMap<String, Option<String>>,
    small: Known,
    proper: Known,
    groups: BTreeMap<u32, Group>,
    described: HashMap<String, u32, FxBuildHasher>,
    /// Subjects whose siblings are names, in normal form.
    kept: Known,
    /// The articles of its terms.
    articles: Articles,
    /// What the note sets in code, in normal form.
    coded: Known,
    /// The note teaches a language.
    language: bool,
    /// The note as a whole is English.
    english: bool,
}

impl Names {
    /// Reads the spelling of a note and the two-word subjects of its facts.
    pub(super) fn of(note: &Note, facts: &[Fact]) -> Self {
        let mut names = Self {
            full: full_names(facts),
            small: Known::default(),
            proper: Known::default(),
            groups: groups(facts),
            described: HashMap::default(),
            kept: Known::default(),
            coded: Known::default(),
            articles: Articles::of(facts),
            language: teaches_language(note, facts),
            english: true,
        };
        for fact in facts.iter().filter(|fact| fact.relation == Relation::Described) {
            *names.described.entry(normal(&fact.subject)).or_default() += 1;
        }
        let (mut english, mut foreign) = (0, 0);
        names.kept =
            facts.iter().filter(|fact| names.are_names(fact.group)).map(|fact| normal(&fact.subject)).collect();
        for text in running(&note.blocks) {
            names.spelling(text);
            names.articles.look(text);
            let counts = small_words(&text.text);
            english += counts.0;
            foreign += counts.1;
        }
        names.english = foreign < 3 || english >= foreign;
        names
    }

    /// Notes which words stand small, and which stand capital inside a sentence. Code and the
    /// first word of a text are no witnesses, nor are titles, in which every word is capital.
    fn spelling(&mut self, inline: &Inline) {
        let text = &inline.text;
        let code: Vec<_> = inline
            .marks
            .iter()
            .filter(|mark| matches!(mark.style, Style::Code | Style::Strong))
            .map(|mark| &mark.range)
            .collect();
        let coded = inline.marks.iter().filter(|mark| mark.style == Style::Code);
        self.coded.extend(coded.filter_map(|mark| text.get(mark.range.clone())).map(normal));
        let words: Vec<&str> = text.split_whitespace().collect();
        let low = words.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
        let sentence = words.len() >= 5 && low * 2 > words.len();
        let mut inside = false;
        for word in words {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
            match letters.chars().next() {
                _ if code.iter().any(|range| range.contains(&at)) => {}
                Some(first) if first.is_lowercase() => {
                    if at > 0 && !self.small.contains(letters) {
                        self.small.insert(letters.to_owned());
                    }
                    inside = true;
                }
                Some(first) if first.is_uppercase() && inside && sentence => {
                    self.proper.insert(letters.to_lowercase());
                }
                _ => {}
            }
            if word.ends_with(['.', '!', '?', ':', ';', '—', '–', '|', ')']) || word.is_empty() {
                inside = false;
            }
        }
    }

    /// Tells how a description opens, its siblings considered: what may be a noun is a verb only
    /// if theirs are verbs too.
    pub(super) fn how(&self, description: &str, group: u32) -> Opening {
        let siblings = self.groups.get(&group);
        let voice = siblings.and_then(|group| group.voice);
        let how = opening_among(description, voice);
        let verb = how == Opening::BaseVerb;
        let alone = siblings.is_some_and(|group| group.count >= 3) && voice != Some(how);
        if verb && alone && opens_doubtfully(description) { Opening::Noun } else { how }
    }

    /// Tells whether the subjects of a set of siblings are names.
    pub(super) fn are_names(&self, group: u32) -> bool {
        self.groups.get(&group).is_some_and(|group| group.names)
    }

    /// Tells whether a short description is the translation of a foreign word.
    pub(super) fn translates(&self, subject: &str, object: &str) -> bool {
        let short = object.split_whitespace().count() <= 5;
        let small =
            subject.starts_with(char::is_lowercase) && object.split_whitespace().count() <= 3 && !subject.contains('_');
        let accented = subject.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
        short && (self.language || accented && subject.starts_with(char::is_lowercase)) || small && is_bare(object)
    }

    /// Tells whether a text is English; a short one is as the whole note is.
    pub(super) fn is_english(&self, text: &str) -> bool {
        self.language || is_english(text) && (self.english || english_words(text) >= 2)
    }

    /// Tells whether the note sets a term in code.
    pub(super) fn is_coded(&self, term: &str) -> bool {
        self.coded.contains(&normal(term))
    }

    /// Tells whether a set of siblings stands right behind its keys.
    pub(super) fn is_first_column(&self, group: u32) -> bool {
        self.groups.get(&group).is_none_or(|group| group.first_column)
    }

    /// Returns a description as it stands inside a sentence: its first letter small, unless it
    /// is a name.
    pub(super) fn inside(&self, description: &str, group: u32) -> String {
        let first = description.split_whitespace().next().unwrap_or("");
        if matches!(first, "A" | "An" | "The") {
            return super::phrase::first_small(description);
        }
        let name = self.groups.get(&group).is_some_and(|group| group.small)
            || self.proper.contains(&bare(first))
            || is_nationality(first);
        if name { description.to_owned() } else { super::phrase::small(description) }
    }

    /// Returns in which regard a thing is described, where it is described in several or is
    /// only an example: `With regard to the Image Specification`.
    pub(super) fn scope(&self, fact: &Fact) -> Option<String> {
        let several = self.described.get(&normal(&fact.subject)).copied().unwrap_or(0) > 1;
        let example = fact.evidence.to_lowercase().contains("example");
        let heading =
            fact.headings.last().map(|heading| plain_heading(heading)).filter(|heading| names_a_thing(heading))?;
        let verbal = !matches!(opening(&fact.object), Opening::Noun | Opening::Clause) || several;
        let plain = heading.split(" (").next().unwrap_or(&heading);
        let definite =
            plain.contains(' ') && !is_plural(&heading) && heading.ends_with(')') && !heading.starts_with("The ");
        (fact.owner.is_none() && verbal && (several || example))
            .then(|| format!("With regard to {}{heading}", if definite { "the " } else { "" }))
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

    /// Returns a subject as it stands inside a sentence, with the article that the note gives it.
    pub(super) fn inner(&self, subject: &str) -> String {
        let plain = self.term(subject);
        if plain.starts_with("the ") || self.is_coded(&plain) {
            return plain;
        }
        self.articles.with(&plain).unwrap_or(plain)
    }

    /// Returns a subject as it stands inside a sentence.
    pub(super) fn term(&self, subject: &str) -> String {
        let subject = inner(subject);
        if self.is_coded(&subject) {
            return subject;
        }
        if let Some((first, rest)) = subject.split_once(" of ")
            && !first.contains(' ')
            && first.starts_with(char::is_uppercase)
            && rest.starts_with(char::is_uppercase)
            && !is_plural(first)
        {
            return format!("the {subject}");
        }
        if subject.chars().count() > 1 && self.is_common(&subject) {
            return all_small(&subject);
        }
        let last = subject.split(" (").next().unwrap_or(&subject).rsplit(' ').next().unwrap_or("");
        if subject.contains(' ')
            && WITH_THE.contains(&last)
            && !subject.starts_with("the ")
            && !subject.contains(['\'', '’'])
        {
            return format!(
                "the {}",
                if self.is_sentence_case(&subject) { super::phrase::first_small(&subject) } else { subject }
            );
        }
        if let Some(rest) = subject.strip_prefix("the ").filter(|rest| self.is_sentence_case(rest)) {
            return format!("the {}", super::phrase::first_small(rest));
        }
        if self.is_sentence_case(&subject) { super::phrase::first_small(&subject) } else { subject }
    }

    /// Tells whether only the first word of a term is capital, as at the start of any line, and
    /// nothing says that it is a name.
    fn is_sentence_case(&self, subject: &str) -> bool {
        let plain = subject.split(" (").next().unwrap_or(subject);
        let words: Vec<&str> = plain.split_whitespace().collect();
        let Some((first, rest)) = words.split_first() else { return false };
        let letters = first.chars().filter(|c| c.is_alphabetic()).count();
        let capital = first.starts_with(char::is_uppercase)
            && !first.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit());
        if self.kept.contains(&normal(subject)) {
            return false;
        }
        let known = self.proper.contains(&bare(first)) || is_nationality(first) || first.contains(['\'', '’', '.']);
        let second = rest.first().map_or("", |word| *word);
        let eponym = EPONYMIC.contains(&bare(rest.last().unwrap_or(&"")).as_str())
            && !is_abstract(first)
            && !first.ends_with(['y', 'e', 'l', 'c', 'd']);
        let lone = rest.is_empty() && plainly_common(first);
        capital
            && letters >= 4
            && !known
            && (lone
                || second.starts_with(char::is_lowercase)
                    && rest.iter().all(|word| word.starts_with(char::is_lowercase))
                    && !eponym)
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

/// Tells whether a note teaches a language: a heading or header names one.
fn teaches_language(note: &Note, facts: &[Fact]) -> bool {
    let named = |text: &str| text.split_whitespace().any(|word| LANGUAGES.contains(&bare(word).as_str()));
    let title = note.blocks.iter().find_map(|block| block.headings.first()).is_some_and(|title| named(title));
    title
        || facts
            .iter()
            .any(|fact| matches!(&fact.relation, Relation::Cell { key, column } if named(key) || named(column)))
}

/// Languages as headings and headers of vocabulary name them.
pub(super) const LANGUAGES: &[&str] = &[
    "english", "spanish", "french", "german", "italian", "portuguese", "latin", "greek", "russian", "japanese",
    "chinese", "korean", "arabic", "dutch", "swedish", "norwegian", "danish", "polish", "turkish", "hebrew", "hindi",
    "czech", "finnish", "hungarian", "catalan", "welsh",
];

/// Tells whether a description is an adjective or adverb or two: it can only be a meaning.
fn is_bare(object: &str) -> bool {
    let first = bare(object.split_whitespace().next().unwrap_or(""));
    object.starts_with(char::is_lowercase) && !matches!(first.as_str(), "a" | "an" | "the") && !is_plural(object)
}

/// Heads that often follow the name of a person or place.
const EPONYMIC: &[&str] = &[
    "apparatus", "cycle", "effect", "law", "laws", "formula", "theorem", "equation", "syndrome", "disease", "constant",
    "principle", "method", "model", "test", "machine", "equilibrium", "process", "body", "node", "algorithm", "sign",
    "curve", "number", "distribution", "war", "revolution", "empire", "dynasty", "treaty", "plan", "doctrine",
];

/// Small heads of names that take `the`: `the Calvin cycle`.
const WITH_THE: &[&str] = &[
    "apparatus", "cycle", "effect", "theorem", "equation", "curve", "branch", "handshake", "membrane", "nucleus",
    "system", "pathway", "reflex", "reticulum", "wall", "era", "period", "dynasty", "hypothesis", "paradox", "test",
    "algorithm",
];

/// Tells whether a lone capital word ends as only common nouns do.
fn plainly_common(word: &str) -> bool {
    let lower = word.to_lowercase();
    [
        "tion", "sion", "ity", "ism", "ness", "ance", "ence", "ment", "sis", "ics", "itis", "emia", "tude", "phase",
        "graphy", "pathy",
    ]
    .iter()
    .any(|ending| lower.ends_with(ending) && lower.len() > ending.len() + 2)
}

pub(super) fn is_nationality(word: &str) -> bool {
    let lower = bare(word);
    const ENDINGS: &[&str] = &["ish", "ese"];
    const WORDS: &[&str] = &[
        "american", "african", "european", "german", "roman", "greek", "french", "dutch", "russian", "italian",
        "asian", "indian", "mexican", "canadian", "australian", "austrian", "persian", "egyptian", "byzantine",
        "ottoman", "victorian", "gaussian", "bayesian", "boolean", "euclidean", "cartesian", "newtonian", "markov",
        "christian", "latin", "islamic", "arabic", "jewish", "soviet", "korean", "brazilian", "keynesian", "marxist",
        "socratic",
    ];
    WORDS.contains(&lower.as_str()) || ENDINGS.iter().any(|ending| lower.ends_with(ending) && lower.len() > 5)
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
