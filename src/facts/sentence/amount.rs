//! Sentences that say how much, how many, how long or when: asked with the number left out.

use super::Place;
use super::gap::{gap, stands_alone};
use crate::facts::Fact;
use crate::facts::english::{bare, base_of_third, is_plural};

/// Words a sentence may have: in a longer one the number is seldom the point.
const LONGEST: usize = 22;

/// Verbs before which a subject stands and after which a number says how much it is.
const VERBS: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "lasts", "last", "lasted", "takes", "take", "took", "contains",
    "contain", "holds", "hold", "serves", "serve", "served", "makes", "make", "covers", "cover", "needs", "need",
    "requires", "require", "weighs", "weigh", "measures", "measure", "produces", "produce", "filters", "filter",
    "receives", "receive", "costs", "cost", "lives", "live", "fell", "began", "ended", "died", "became", "uses",
    "consists", "comprises", "reaches", "exceeds", "equals", "occurs", "happened", "opened", "founded", "ruled",
    "must", "can", "may",
];

/// Words before a number that make it a name: `Figure 3`.
const NAMING: &[&str] = &[
    "figure", "fig", "table", "chapter", "section", "page", "step", "version", "layer", "type", "class", "level",
    "phase", "stage", "week", "day", "lecture", "unit", "part", "article", "port", "grade", "group", "number", "no",
    "question", "exercise", "example", "slide", "note", "rule", "law", "option", "line", "item", "v", "room",
];

/// Numbers in words.
const WORDS: &[&str] = &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty"];

/// Returns the card of a sentence with exactly one number, the number left out.
pub(super) fn read(place: &Place<'_>, sentence: &str) -> Option<Fact> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    if !(5..=LONGEST).contains(&words.len()) || !sentence.ends_with('.') || !stands_alone(sentence) || leans(sentence) {
        return None;
    }
    let mut numbers = words.iter().enumerate().filter(|(_, word)| is_number(word) || has_digit(word));
    let (at, word) = numbers.next()?;
    let verb = words.iter().position(|word| VERBS.contains(word))?;
    let alone = numbers.next().is_none() && is_number(word);
    let before = words.get(at.checked_sub(1)?).map(|word| bare(word))?;
    let after = words.get(at + 1).copied().unwrap_or("");
    let counts = after == "%"
        || counted(after)
        || year(word) && before == "in"
        || word.trim_end_matches(['.', ',']).ends_with('%');
    let fits = alone && counts && (1..=9).contains(&verb) && at > verb && !NAMING.contains(&before.as_str());
    if !fits || !subject(&words[..verb]) {
        return None;
    }
    let start = words[at].as_ptr() as usize - sentence.as_ptr() as usize;
    gap(place, sentence, start, start + word.trim_end_matches(['.', ',']).len())
}

/// Tells whether a subject names a thing by itself.
fn subject(words: &[&str]) -> bool {
    let first = words.first().map(|word| bare(word)).unwrap_or_default();
    let articled = matches!(first.as_str(), "the" | "a" | "an");
    let named = words.iter().all(|word| word.starts_with(char::is_uppercase));
    let last = words.last().map_or("", |word| word);
    (articled && words.len() >= 2 || named) && !last.ends_with([',', ';', ':'])
}

/// Tells whether a sentence speaks to the reader, gives an example or names no certain number.
fn leans(sentence: &str) -> bool {
    const SIGNS: &[&str] = &[
        " e.g.", " example", "Example", " i ", " if ", " or ", " not ", " they ", " it ", " its ", " their ", " your",
        " than ", "http", " - ", " = ", ": ", "; ", " which ", " following", " below", " some ", " might ", " could ",
        " would ", " per ", " these ", " $", "€", " version ", " respectively", " just ", " only ",
    ];
    SIGNS.iter().any(|sign| sentence.contains(sign)) || sentence.contains(['"', '“', '`', '[', '(', '?'])
}

/// Tells whether a word can be counted by the number before it.
fn counted(after: &str) -> bool {
    let word = bare(after);
    let plural = is_plural(&word) && (base_of_third(&word).is_none() || word.len() > 4);
    after.starts_with(char::is_lowercase) && plural
        || matches!(word.as_str(), "million" | "billion" | "percent" | "km" | "kg" | "m" | "mm" | "cm")
}

fn is_number(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',', '%']);
    WORDS.contains(&word)
        || word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

fn has_digit(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
}

fn year(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',']);
    (3..=4).contains(&word.len()) && word.parse::<u32>().is_ok_and(|year| (100..2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use crate::facts::{Relation, pairs_of};

    fn gaps(text: &str) -> Vec<String> {
        pairs_of(text, |relation| matches!(relation, Relation::Gap { .. })).into_iter().map(|(_, gap)| gap).collect()
    }

    #[test]
    fn the_only_number_of_a_sentence_is_asked() {
        assert_eq!(gaps("The Sun is about 4.6 billion years old."), ["4.6"]);
        assert_eq!(gaps("The League of Nations was founded in 1920."), ["1920"]);
    }

    #[test]
    fn a_number_that_names_counts_nothing_or_has_a_rival_is_not_asked() {
        for text in [
            "The results are shown in figure 3.",
            "The fee is 3 dollars, and later 6 dollars.",
            "It has 3 parts in all.",
            "The exam has 3 parts if you sit it twice.",
        ] {
            assert_eq!(gaps(text), Vec::<String>::new(), "{text}");
        }
    }
}
