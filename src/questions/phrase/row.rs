//! How a row is named in its questions: alone, behind its class, or before it.

use crate::facts::english::{bare, is_adjective, is_plural};
use crate::facts::tokens;

use super::is_code;

/// Classes that only say that their things are sorted: a row stands behind them, not before.
const OF_SORTS: &[&str] = &[
    "type", "kind", "class", "category", "classification", "stage", "level", "grade", "form", "group", "phase",
    "property", "degree", "severity", "status", "state", "mode", "style", "approach", "option", "variant", "term",
];

/// A symbol, number or ordinal takes the name of its class; a thing takes `the` where `things`.
pub(super) fn named(subject: &str, class: &str, things: bool) -> String {
    // `stage of labor` is `stage 1` before its number.
    let numbers = !subject.is_empty() && subject.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | ' '));
    let class = if numbers { class.split(" of ").next().unwrap_or(class) } else { class };
    let short = !class.is_empty() && class.split_whitespace().count() <= 3 && !class.contains(" of ");
    let letter = subject.chars().count() == 1 && subject.chars().all(char::is_uppercase);
    if letter && short && class.chars().count() > 1 {
        return format!("the {class} {subject}");
    }
    let ordinal = subject.starts_with(|c: char| c.is_ascii_digit())
        && ["st", "nd", "rd", "th"].iter().any(|ending| subject.to_lowercase().ends_with(ending));
    if ordinal && short {
        return format!("the {subject} {class}");
    }
    if is_code(subject) && short {
        let numbered = subject.chars().all(|c| c.is_ascii_digit() || c == '/');
        return if numbered { format!("{class} {subject}") } else { format!("the {class} {subject}") };
    }
    let words: Vec<&str> = subject.split_whitespace().collect();
    if let [quality] = words.as_slice()
        && short
        && quality.chars().all(char::is_alphabetic)
        && (is_adjective(&bare(quality)) || bare(quality).ends_with("ed"))
    {
        let sort = OF_SORTS.contains(&class);
        return if sort {
            format!("the {class} {subject}")
        } else {
            format!("{} {class}", super::first_small(subject))
        };
    }
    let thing = things
        && words.len() <= 3
        && words.iter().skip(1).all(|word| word.starts_with(char::is_lowercase))
        && !words
            .first()
            .is_some_and(|word| matches!(*word, "the" | "a" | "an") || word.chars().skip(1).any(char::is_uppercase))
        && !is_plural(subject)
        && !crate::facts::english::is_abstract(subject);
    match thing {
        // A column that names its class tells that its rows are common nouns, however they are written.
        true if !class.is_empty() => format!("the {}", super::first_small(subject)),
        true => format!("the {subject}"),
        false => subject.to_owned(),
    }
}

/// A common noun of a class reads better behind it: `the organ Spleen`; names that carry the
/// class in themselves and roles stand alone.
pub(super) fn apposed(subject: &str, class: &str) -> String {
    let has = class.split_whitespace().any(|word| tokens(subject).contains(&word.to_lowercase()));
    let wide = matches!(class, "" | "term" | "word" | "concept" | "phrase" | "acronym" | "abbreviation");
    let with_class = named(subject, class, false);
    if wide || has || class.contains(" of ") || subject.starts_with("the ") || with_class != subject {
        return with_class;
    }
    format!("the {class} {subject}")
}

#[cfg(test)]
mod tests {
    use crate::questions::prompts;

    #[test]
    fn a_row_named_by_a_quality_takes_the_noun_of_its_column() {
        let all = prompts(
            "# Tides\n\n| Type | Cause |\n|---|---|\n| Tropical | a bulge of water |\n| Mixed | two bulges of water |\n| Spring | sun and moon in line |\n",
        );
        assert!(all.contains(&"What is the cause of the type Tropical?".to_owned()), "{all:?}");
        assert!(all.contains(&"What is the cause of Spring?".to_owned()), "{all:?}");
    }
}
