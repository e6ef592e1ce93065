//! From a cell back to its row: `Which organ filters blood?`

use crate::facts::english::{Opening, is_base_verb, is_clause, is_particle, is_plural};
use crate::facts::{Fact, normal, tokens, upper_first};
use crate::model::Direction;
use crate::questions::names::LANGUAGES;

use super::cell::{GENERIC, Slot, WHEN, in_number, is_date_header, verb_header};
use super::{Names, Wording, in_third, is_code, small, worded};

/// Nouns whose row is a thing to be done, so that the reverse asks `is to do`.
const DEEDS: &[&str] =
    &["purpose", "goal", "aim", "role", "task", "function", "job", "responsibility", "objective", "duty"];

/// Header nouns with a verb of their own: `focus area` is what one focuses on.
const WITH_VERB: &[(&str, &str)] = &[
    ("focus", "focuses on"),
    ("focus area", "focuses on"),
    ("area of focus", "focuses on"),
    ("specialty", "specializes in"),
    ("subject", "deals with"),
    ("coverage", "covers"),
];

pub(super) fn reverse(fact: &Fact, class: &str, column: &str, slot: &Slot<'_>, names: &Names) -> Option<Wording> {
    let answer = slot.answer;
    let value = small(answer);
    let name = normal(column);
    let words = tokens(&value).len();
    let generic = GENERIC.contains(&name.as_str());
    let measured = slot.how == Opening::Value && slot.subject.chars().any(char::is_alphabetic);
    if words == 0 || measured || is_code(&value) || value.split_whitespace().count() > 18 || is_date_header(&name) {
        return None;
    }
    if !names.is_first_column(fact.group) && !generic {
        return None;
    }
    if let Some((_, verb)) = WITH_VERB.iter().find(|(noun, _)| *noun == name) {
        return Some(worded(Direction::Reverse, format!("Which {class} {verb} {value}?"), &*fact.subject));
    }
    let head = class.split(" of ").next().unwrap_or(class);
    let header: Vec<&str> = name.split_whitespace().collect();
    if verb_header(&header).is_some() {
        let one = header.len() == 1 && slot.how == Opening::Noun;
        return one.then(|| worded(Direction::Reverse, format!("Which {class} {name} {value}?"), &*fact.subject));
    }
    if is_clause(&value) && slot.how == Opening::Noun {
        return None;
    }
    let column = &in_number(column, answer);
    let prompt = match slot.how {
        Opening::BaseVerb if DEEDS.contains(&head) => format!("Which {class} is to {value}?"),
        // What stands under `Approach` is done to the row, not by it.
        Opening::BaseVerb if !generic && !is_deed(&name) => {
            format!("Which {class} has this {}: {answer}?", names.noun(column))
        }
        Opening::BaseVerb | Opening::ThirdVerb => format!("Which {class} {}?", in_third(&value)?),
        Opening::Adjective => format!("Which {class} is {value}?"),
        _ if LANGUAGES.contains(&name.as_str()) => return translated(fact, class, &value),
        Opening::PastVerb => format!("Which {class} {value}?"),
        Opening::Infinitive | Opening::Clause => return None,
        Opening::Value if !generic && !verbal(&name) => {
            format!("Which {class} has the {} {answer}?", names.noun(column))
        }
        Opening::Value => return None,
        Opening::Noun if generic && matches!(name.as_str(), "meaning" | "explanation" | "translation") => {
            format!("Which {class} means {value}?")
        }
        Opening::Noun
            if generic && (value.starts_with("a ") || value.starts_with("an ") || value.starts_with("the ")) =>
        {
            format!("Which {class} is {value}?")
        }
        Opening::Noun if generic => format!("Which {class} is this: {answer}?"),
        Opening::Noun if name == "name" => format!("Which {class} is called {answer}?"),
        // `low` and `many` are said of too much to name a row by.
        Opening::Noun if words == 1 && answer.starts_with(char::is_lowercase) => return None,
        Opening::Noun if words == 1 && !verbal(&name) => {
            format!("Which {class} has the {} {}?", names.noun(column), answer)
        }
        Opening::Noun if !verbal(&name) => format!(
            "Which {class} has {} {}: {answer}?",
            if is_plural(column) { "these" } else { "this" },
            names.noun(column)
        ),
        Opening::Noun => return None,
    };
    Some(worded(Direction::Reverse, prompt, &*fact.subject))
}

/// Tells whether a header is over what its rows do.
fn is_deed(header: &str) -> bool {
    const OF_ROWS: &[&str] = &[
        "function", "functions", "role", "roles", "focus", "purpose", "use", "job", "task", "tasks", "duty", "duties",
        "responsibility", "responsibilities", "action", "actions", "effect", "effects", "activity", "behavior",
        "behaviour", "work", "goal", "aim", "objective", "mechanism", "case", "cases",
    ];
    header.split_whitespace().last().is_some_and(|last| OF_ROWS.contains(&last))
        || header.split_whitespace().next().is_some_and(|first| OF_ROWS.contains(&first) || first == "what")
}

/// Tells whether a header is no noun.
fn verbal(header: &str) -> bool {
    let first = header.split_whitespace().next().unwrap_or("");
    let last = header.split_whitespace().last().unwrap_or("");
    is_base_verb(first) && header.split_whitespace().nth(1).is_some_and(is_particle)
        || matches!(
            last,
            "by" | "for" | "in" | "as" | "with" | "from" | "to" | "on" | "at" | "died" | "year" | "date" | "when"
        )
        || WHEN.contains(&header)
        || matches!(first, "who" | "what" | "when" | "where" | "why" | "how" | "which")
}

fn translated(fact: &Fact, class: &str, value: &str) -> Option<Wording> {
    let language = LANGUAGES.iter().find(|language| **language == class)?;
    let prompt = format!("What is {value} in {}?", upper_first(language));
    Some(worded(Direction::Reverse, prompt, &*fact.subject))
}
