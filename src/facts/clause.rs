//! The first sentence or clause of a long description, where it stands alone.

use super::english::{Opening, bare, base_of_third, is_base_verb, is_clause, is_plural, is_pointer, opening};
use super::text::sentences;

/// Words above which a description is no answer.
const LONGEST: usize = 25;

/// Words above which it is not even asked back.
const LONGEST_BACK: usize = 34;

/// Words below which a first clause says too little.
const SHORTEST: usize = 3;

/// Words that begin no name of a thing.
const OPENERS: &[&str] = &[
    "no", "not", "more", "less", "most", "many", "some", "all", "each", "every", "since", "because", "when", "if",
    "in", "on", "at", "by", "for", "from", "with", "to", "as", "after", "before", "while", "how", "what", "why",
    "where", "who", "which", "can", "may", "must", "should", "yes", "very", "also", "only", "there", "you", "we",
];

/// Returns the first sentence of a description that says several things, or its first clause
/// before a semicolon; the whole where it is one, or where the first does not stand alone.
pub(super) fn first(description: &str) -> &str {
    if description.len() < 40 || !description.contains(['.', '!', '?', ';']) {
        return description;
    }
    let mut parts = sentences(description).into_iter();
    let sentence = parts.next().and_then(|range| description.get(range)).unwrap_or(description);
    let many = parts.next().is_some();
    let words = sentence.split_whitespace().count();
    let long = words > LONGEST || sentence.contains("; ") && words > 12;
    let clause = long.then(|| sentence.find("; ")).flatten().map_or(sentence, |at| &sentence[..at]);
    let clause = clause.trim_end_matches(['.', ';', ' ']);
    if (many || clause.len() < sentence.len()) && stands_alone(clause) { clause } else { description }
}

fn stands_alone(clause: &str) -> bool {
    let count = |sign: char| clause.matches(sign).count();
    (SHORTEST..=LONGEST_BACK).contains(&clause.split_whitespace().count())
        && count('(') == count(')')
        && count('[') == count(']')
        && count('"').is_multiple_of(2)
        && !clause.ends_with("ly")
        && !clause.ends_with([':', '?', '!', ','])
        && ![" — ", " – ", " - ", ": "].iter().any(|sign| clause.contains(sign))
        && tells(clause)
}

/// Tells whether a clause surely says what something is or does: a noun phrase, or a verb in the
/// third person.
fn tells(clause: &str) -> bool {
    let heads: Vec<String> = clause.split_whitespace().take(7).map(bare).collect();
    let [first, second, ..] = heads.as_slice() else { return false };
    let verb = is_base_verb(first)
        || base_of_third(second).is_some() && !is_plural(second)
        || first.ends_with("ly")
        || first.contains('-') && first.ends_with('s')
        || OPENERS.contains(&first.as_str())
        || is_pointer(first);
    let lower = clause.split_whitespace().nth(1).is_some_and(|word| word.starts_with(char::is_lowercase));
    let bound = heads.iter().skip(2).any(|word| matches!(word.as_str(), "of" | "that" | "which" | "for" | "to" | "by"));
    let noun = match first.as_str() {
        "a" | "an" => true,
        "the" => bound,
        _ => lower && !verb && heads.len() > 5,
    };
    match opening(clause) {
        Opening::ThirdVerb => true,
        Opening::Noun => noun && !is_clause(clause) && !clause.contains(" never "),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn the_first_sentence_or_clause_answers_where_it_stands_alone() {
        assert_eq!(first("Takes back most of the water. It also secretes acid."), "Takes back most of the water");
        assert_eq!(
            first("Takes back most of the filtered water and salt; secretes acid, ammonia, drugs and other waste"),
            "Takes back most of the filtered water and salt"
        );
        assert_eq!(first("a push or a pull"), "a push or a pull");
    }

    #[test]
    fn a_first_sentence_that_points_or_breaks_off_does_not_answer() {
        for text in ["Yes. But only in part of the cases.", "It is so (see above. And below)."] {
            assert_eq!(first(text), text);
        }
    }
}
