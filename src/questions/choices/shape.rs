//! The form of an answer: what must be alike between options, and what would tell them apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::english::{Opening, is_plural, opening};
use crate::facts::measure::Measured;
use crate::facts::{normal, tokens};

use super::super::leak::same;

/// Words by which an option gives itself away.
const ABSOLUTE: &[&str] = &["always", "never", "all", "none", "only", "both", "every"];

/// What is looked at when answers are compared, found once for each.
pub(super) struct Shape<'a> {
    pub(super) answer: &'a str,
    pub(super) normal: String,
    pub(super) chars: usize,
    pub(super) absolute: bool,
    words: Vec<String>,
    /// Those words that not nearly all siblings have.
    telling: Vec<String>,
    opening: Opening,
    plural: bool,
    numeric: bool,
    capital: bool,
    measured: Measured,
}

/// Returns the words that four in five of the answers share: `SIG` in `SIG Storage`.
pub(super) fn shared<'a>(answers: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = 0;
    for answer in answers {
        all += 1;
        let words: BTreeSet<String> = tokens(answer).into_iter().collect();
        words.into_iter().for_each(|word| *counts.entry(word).or_default() += 1);
    }
    counts.into_iter().filter(|(_, count)| count * 5 >= all * 4).map(|(word, _)| word).collect()
}

impl<'a> Shape<'a> {
    pub(super) fn of(answer: &'a str, shared: &BTreeSet<String>) -> Self {
        let words = tokens(answer);
        Self {
            answer,
            normal: normal(answer),
            chars: answer.chars().count(),
            opening: opening(answer),
            plural: is_plural(answer),
            numeric: answer.chars().any(|c| c.is_ascii_digit()),
            capital: answer.starts_with(char::is_uppercase),
            absolute: answer
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| ABSOLUTE.contains(&&*word.to_lowercase())),
            measured: Measured::of(answer),
            telling: words.iter().filter(|word| !shared.contains(*word)).cloned().collect(),
            words,
        }
    }

    /// Tells whether another answer may stand beside this one: alike in form, and neither says what
    /// the other says.
    pub(super) fn fits(&self, other: &Self) -> bool {
        let alike = self.opening == other.opening
            && self.plural == other.plural
            && self.numeric == other.numeric
            && self.capital == other.capital;
        alike && !other.absolute && self.measured.is_like(&other.measured) && !self.nested(other)
    }

    /// Returns how many telling words both have.
    fn shared(&self, other: &Self) -> usize {
        self.telling.iter().filter(|word| other.telling.iter().any(|theirs| same(word, theirs))).count()
    }

    /// Tells whether every telling word of one is among those of the other; where one has none, every
    /// word of it.
    fn nested(&self, other: &Self) -> bool {
        let within =
            |short: &[String], long: &[String]| short.iter().all(|word| long.iter().any(|theirs| same(word, theirs)));
        let (mine, theirs) = match self.telling.is_empty() || other.telling.is_empty() {
            true => (&self.words, &other.words),
            false => (&self.telling, &other.telling),
        };
        within(mine, theirs) || within(theirs, mine)
    }

    /// Returns how unlike two answers are in length, in characters: the nearest are taken.
    pub(super) fn distance(&self, other: &Self) -> usize {
        self.chars.abs_diff(other.chars) * 2 / (1 + self.shared(other))
    }

    /// Tells whether a prompt of these words holds a telling word of the answer.
    pub(super) fn cued(&self, asked: &[String]) -> bool {
        self.telling.iter().any(|word| asked.iter().any(|other| same(word, other)))
    }

    /// Tells whether this one shares more words with the others than any of them does.
    pub(super) fn stands_out_among(&self, others: &[&Self]) -> bool {
        let all = || others.iter().copied().chain([self]);
        let sum = |option: &Self| {
            all().filter(|other| other.answer != option.answer).map(|other| option.shared(other)).sum::<usize>()
        };
        let most = others.iter().map(|option| sum(option)).max().unwrap_or(0);
        sum(self) > most + 1
    }
}
