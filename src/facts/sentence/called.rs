//! Sentences that end by naming what they describe: `The force of a rope is called a tension`.

use super::Place;
use super::gap::gap;
use crate::facts::Fact;
use crate::facts::english::{bare, is_pointer};

/// Words that name what stands before them.
const NAMING: &[&str] = &[
    " is called ", " are called ", " is known as ", " are known as ", " is referred to as ", " are referred to as ",
    " is termed ", " are termed ", " we call it ", " we say that it is in ", " we say it is in ",
];

/// Words a name may have.
const LONGEST_NAME: usize = 4;

/// Words a sentence may have.
const LONGEST: usize = 36;

/// Returns the card of a sentence that ends with the name of what it describes, the name left out.
pub(super) fn read(place: &Place<'_>, sentence: &str) -> Option<Fact> {
    let (at, sign) = NAMING.iter().find_map(|sign| sentence.find(sign).map(|at| (at, *sign)))?;
    let from = at + sign.len();
    let name = sentence.get(from..)?;
    let article = ["a ", "an ", "the ", "your ", "its "].iter().find(|word| name.starts_with(**word));
    let start = from + article.map_or(0, |word| word.len());
    let name = sentence[start..].trim_end_matches(['.', '"', '”']);
    let words = name.split_whitespace().count();
    let fine = (1..=LONGEST_NAME).contains(&words)
        && !name.contains([',', ';', ':', '(', '"'])
        && describes(&sentence[..at], sign.contains(" we "))
        && sentence.split_whitespace().count() <= LONGEST;
    fine.then(|| gap(place, sentence, start, start + name.len())).flatten()
}

/// Tells whether a description can be read by itself: a thing told by more than its noun, or a
/// condition where the name follows one.
fn describes(before: &str, condition: bool) -> bool {
    let words: Vec<String> = before.split_whitespace().map(bare).collect();
    let first = words.first().map_or("", String::as_str);
    let pointing = words.iter().any(|word| {
        matches!(
            word.as_str(),
            "this" | "these" | "those" | "above" | "below" | "he" | "she" | "we" | "our" | "such" | "following"
        )
    });
    let begins = if condition {
        matches!(first, "when" | "if")
    } else {
        !is_pointer(first)
            && !matches!(first, "when" | "if" | "but" | "and" | "so" | "however" | "then" | "because" | "also" | "what")
    };
    words.len() >= 4 && begins && !pointing && before.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use crate::facts::{Relation, pairs_of};

    fn gaps(text: &str) -> Vec<String> {
        pairs_of(text, |relation| matches!(relation, Relation::Gap { .. })).into_iter().map(|(_, gap)| gap).collect()
    }

    #[test]
    fn a_sentence_that_names_what_it_describes_is_asked_for_the_name() {
        assert_eq!(gaps("The force exerted by a taut rope is called a **tension**."), ["tension"]);
        assert_eq!(gaps("When two bodies touch as they push, we call it a **contact force**."), ["contact force"]);
    }

    #[test]
    fn a_sentence_that_leans_on_another_names_nothing() {
        assert_eq!(gaps("This force exerted by a rope is called a tension."), Vec::<String>::new());
        assert_eq!(gaps("It is called a tension."), Vec::<String>::new());
    }
}
