//! Other forms of an answer that are as right as the one shown.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::normal;

/// The abbreviations that the notes explain, each with what it stands for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Abbreviations {
    long: BTreeMap<String, String>,
    /// Abbreviations by what they stand for, in normal form.
    short: BTreeMap<String, String>,
}

impl Abbreviations {
    /// Gathers them from pairs of short and long form in the order of the notes; one that stands
    /// for two things is left out.
    pub fn of<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut meanings: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for (short, long) in pairs {
            meanings.entry(short.to_owned()).or_default().insert(normal(long), long.to_owned());
        }
        let mut found = Self::default();
        for (short, long) in meanings.into_iter().filter(|(_, long)| long.len() == 1) {
            for (plain, long) in long {
                found.long.insert(short.clone(), long);
                found.short.insert(plain, short.clone());
            }
        }
        found
    }

    /// Tells whether an answer has the same further forms by other abbreviations.
    pub fn agree_on(&self, other: &Self, answer: &str) -> bool {
        self.forms(answer) == other.forms(answer)
    }

    /// Returns an answer with each abbreviation written out, and one that is an expansion abbreviated.
    fn forms(&self, answer: &str) -> Vec<String> {
        if self.long.is_empty() {
            return Vec::new();
        }
        let written_out = |word: &str| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            self.long.get(bare).filter(|_| !bare.is_empty()).map(|long| word.replace(bare, long))
        };
        let words: Vec<&str> = answer.split(' ').collect();
        let long: Vec<Option<String>> = words.iter().map(|word| written_out(word)).collect();
        let mut forms: Vec<String> = self.short.get(&normal(answer)).cloned().into_iter().collect();
        if long.iter().any(Option::is_some) {
            let whole = words.iter().zip(&long).map(|(word, long)| long.as_deref().unwrap_or(word));
            forms.push(whole.collect::<Vec<_>>().join(" "));
        }
        forms
    }
}

/// Returns the answer without its brackets, each of a name and its abbreviation, and what the notes
/// give elsewhere as the long or short form of it.
pub(super) fn forms(answer: &str, also: &[String], abbreviations: &Abbreviations) -> Vec<String> {
    let mut found: BTreeSet<String> = abbreviations.forms(answer).into_iter().collect();
    if let Some((before, rest)) = answer.split_once('(')
        && let Some((inside, after)) = rest.split_once(')')
        && is_aside(before, inside, answer)
    {
        let without = format!("{} {}", before.trim(), after.trim());
        found.insert(without.replace(" ,", ",").trim().to_owned());
        let short = inside.trim();
        if after.trim().is_empty()
            && short.split_whitespace().count() == 1
            && short.chars().filter(|c| c.is_uppercase()).count() >= 2
        {
            found.insert(short.to_owned());
        }
    }
    found.extend(also.iter().cloned());
    found.into_iter().filter(|form| !form.is_empty() && normal(form) != normal(answer)).collect()
}

/// Tells whether a bracket may be left out: it stands apart, holds a word, and nothing is calculated.
fn is_aside(before: &str, inside: &str, answer: &str) -> bool {
    let operators = ['=', '+', '·', '¬', '⊕', '×', '÷', '^', '√', '→', '*'];
    let worded = inside.split_whitespace().any(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 2);
    let apart = before.is_empty() || before.ends_with(' ');
    apart && worded && !answer.contains(operators) && !answer.contains(" / ")
}

#[cfg(test)]
mod tests {
    use crate::notes::note;
    use crate::questions::generate;

    use super::*;

    #[test]
    fn a_name_with_its_abbreviation_is_accepted_by_either() {
        let none = Abbreviations::default();
        assert_eq!(forms("Special Interest Groups (SIGs)", &[], &none), ["SIGs", "Special Interest Groups"]);
        assert_eq!(
            forms("Container runtimes (runc) and sandboxing", &[], &none),
            ["Container runtimes and sandboxing"]
        );
        assert!(forms("plain", &[], &none).is_empty());
    }

    #[test]
    fn a_bracket_of_a_formula_is_no_aside() {
        let none = Abbreviations::default();
        for answer in ["¬(A·B)", "Sick / (Sick + Well)", "f(x)", "-(CH2)n-", "area = side (squared)"] {
            assert!(forms(answer, &[], &none).is_empty(), "{answer}");
        }
    }

    #[test]
    fn an_abbreviation_that_the_notes_explain_may_be_written_out_and_back() {
        let text = "# Control plane\n\nRole-Based Access Control (RBAC) limits access.\n\n| Need | Means |\n|---|---|\n| limits | Role-Based Access Control |\n| audit | RBAC rules |\n";
        let questions = generate(&[note("n.md", "n.md", text.as_bytes()).unwrap()]).questions;
        let accepted = |answer: &str| &questions.iter().find(|question| question.answer == answer).unwrap().accepted;
        assert_eq!(accepted("RBAC rules"), &["Role-Based Access Control rules"]);
    }

    #[test]
    fn what_an_abbreviation_stands_for_is_not_answered_by_the_abbreviation() {
        let text = "# Control plane\n\nRole-Based Access Control (RBAC) limits access.\n";
        for question in generate(&[note("n.md", "n.md", text.as_bytes()).unwrap()]).questions {
            let shown = question.prompt.contains("RBAC");
            assert!(!shown || !question.accepted.iter().any(|form| form == "RBAC"), "{}", question.prompt);
        }
    }
}
