//! What kind of thing a subject is: the class that a header or heading names, or a person.

use crate::facts::english::{bare, base_of_past, is_plural, singular};
use crate::facts::{names_a_thing, normal, plain_heading};

use super::Names;

/// Nouns that name people, so that one asks `who`.
pub(super) const PEOPLE: &[&str] = &[
    "scientist", "president", "king", "queen", "emperor", "philosopher", "writer", "author", "poet", "physicist",
    "chemist", "biologist", "mathematician", "economist", "politician", "general", "leader", "painter", "composer",
    "engineer", "inventor", "explorer", "person", "psychologist", "physician", "doctor", "monk", "priest", "judge",
    "lawyer", "banker", "merchant", "trader", "admiral", "bishop", "abolitionist", "hero", "warrior", "ruler",
    "thinker", "founder", "discoverer", "navigator", "conqueror", "minister", "chancellor", "prime", "reformer",
    "theologian", "architect", "sculptor", "novelist", "playwright", "nurse", "dictator", "tsar", "pope", "senator",
    "governor", "activist", "lawyer", "astronomer", "historian", "statesman", "revolutionary",
];

/// Tells whether a capital name with this description is a person.
pub(super) fn person(subject: &str, description: &str) -> bool {
    let named = subject.split_whitespace().all(|word| {
        word.starts_with(char::is_uppercase) || matches!(word, "of" | "the" | "van" | "von" | "de" | "da" | "II")
    });
    let own = description
        .split([',', ';'])
        .next()
        .unwrap_or("")
        .split_whitespace()
        .take_while(|word| {
            !matches!(
                *word,
                "of" | "by"
                    | "for"
                    | "who"
                    | "that"
                    | "in"
                    | "against"
                    | "with"
                    | "to"
                    | "from"
                    | "between"
                    | "another"
                    | "each"
                    | "any"
            )
        })
        .take(5)
        .any(|word| PEOPLE.contains(&bare(word).as_str()));
    named && own && !subject.contains('(') && !subject.chars().any(|c| c.is_ascii_digit())
}

/// Tells whether a description of a person speaks of the past.
pub(super) fn was(description: &str) -> bool {
    let words: Vec<String> = description.split_whitespace().map(bare).collect();
    words.iter().any(|word| base_of_past(word).is_some())
        || words.iter().any(|word| word.len() == 4 && word.starts_with('1') && word.chars().all(|c| c.is_ascii_digit()))
}

/// Plurals that name no kind of thing.
const VAGUE: &[&str] = &[
    "notes", "basics", "things", "questions", "topics", "concepts", "terms", "definitions", "ideas", "points", "words",
    "facts", "others", "people", "features", "benefits", "values", "numbers", "dates", "events", "examples", "tools",
    "principles", "details", "phases", "steps", "levels", "layers", "issues", "causes", "effects", "symptoms",
    "takeaways", "practices", "considerations",
];

/// Returns the kind that the nearest heading names in the plural: `DNS record` for `DNS records`.
pub(super) fn kind_of_list(headings: &[std::sync::Arc<str>], names: &Names) -> Option<String> {
    let heading = plain_heading(headings.last()?);
    let topic = without_count(&heading);
    let words: Vec<String> = topic.split_whitespace().map(bare).collect();
    let (first, last) = (words.first().map_or("", String::as_str), words.last().map_or("", String::as_str));
    let vague = VAGUE.contains(&last);
    let deed = words.len() > 1
        && crate::facts::english::is_base_verb(first)
        && !matches!(first, "design" | "access" | "control" | "process" | "store" | "state");
    let fine = is_plural(topic)
        && !vague
        && !deed
        && names_a_thing(topic)
        && topic.split_whitespace().count() <= 3
        && ![" and ", " & ", ",", ":", "/", " vs", "(", " of ", " in ", " between ", " for ", " with ", " to "]
            .iter()
            .any(|sign| topic.contains(sign));
    fine.then(|| names.noun(&singular(topic)))
}

/// Words before a plural heading that do not belong to the name of its kind.
const BEFORE_KIND: &[&str] = &[
    "examples of ", "types of ", "list of ", "kinds of ", "common ", "main ", "key ", "important ", "famous ",
    "major ", "basic ", "the ", "some ",
];

/// Returns a heading without what counts or praises its things: `TAGs` for `The five main TAGs`.
fn without_count(heading: &str) -> &str {
    let mut topic = heading;
    loop {
        let lower = topic.to_lowercase();
        let counted = topic.split_once(' ').filter(|(word, _)| crate::facts::number(word).is_some());
        let shorter = match BEFORE_KIND.iter().find(|start| lower.starts_with(*start)) {
            Some(start) => topic.get(start.len()..),
            None => counted.map(|(_, rest)| rest),
        };
        match shorter {
            Some(shorter) if !shorter.is_empty() => topic = shorter,
            _ => return topic,
        }
    }
}

/// Returns the kind of thing a column's cells are, as a singular noun: `SIG` for `SIG Name`.
pub(super) fn class_of(header: &str, headings: &[std::sync::Arc<str>], names: &Names) -> Option<String> {
    let noun = header.trim();
    let noun = noun.strip_suffix(" Name").or_else(|| noun.strip_suffix(" name")).unwrap_or(noun);
    let noun = singular(noun);
    let plain = normal(&noun);
    let modal = ["must ", "should ", "to "].iter().any(|word| plain.starts_with(word));
    if modal || NO_KIND.contains(&plain.as_str()) || plain.split_whitespace().count() > 3 {
        return None;
    }
    let heading = headings.last().map(|heading| heading.to_string()).unwrap_or_default();
    let topic = without_count(&heading);
    let named = singular(topic);
    let kind = normal(&named);
    if kind.ends_with(&format!(" {plain}"))
        && ![" for ", " of ", " by ", " in "].iter().any(|word| kind.contains(word))
        && kind.split_whitespace().count() <= 4
    {
        return Some(names.noun(&named));
    }
    // `Three types of gateway`
    let last = |text: &str| text.rsplit(' ').next().map(singular).unwrap_or_default();
    match heading.split_once(" of ") {
        Some((first, of)) if normal(&last(first)) == plain && of.split_whitespace().count() <= 2 => {
            Some(format!("{} of {of}", names.noun(&noun)))
        }
        _ => Some(names.noun(&noun)),
    }
}

/// Headers that name no kind of thing.
const NO_KIND: &[&str] =
    &["", "name", "item", "key", "thing", "entry", "title", "what", "id", "no", "number", "value", "context", "#"];

#[cfg(test)]
mod tests {
    use super::without_count;

    #[test]
    fn a_heading_names_its_things_without_their_count() {
        for heading in ["The five TAGs", "Five TAGs", "the 3 main TAGs", "TAGs", "Types of TAGs"] {
            assert_eq!(without_count(heading), "TAGs");
        }
    }
}
