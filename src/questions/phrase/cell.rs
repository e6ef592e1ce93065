//! The wording of table cells: what a header asks for, and of what.

use crate::facts::english::{Opening, article, bare, base_of_third, is_base_verb, is_particle, is_plural, opening};
use crate::facts::{Fact, normal, tokens};
use crate::model::Direction;

use super::{
    Names, Wording, answer_of, be_for, class_of, do_for, in_third, inner, is_code, small, small_common, worded,
};

/// Headers that only say that a description follows.
const GENERIC: &[&str] = &[
    "description",
    "descriptions",
    "definition",
    "explanation",
    "details",
    "what it is",
    "what is it",
    "what it does",
    "meaning",
    "notes",
    "note",
    "summary",
    "comment",
    "info",
    "information",
    "overview",
    "about",
    "does",
    "remarks",
    "remark",
    "content",
    "translation",
    "what they do",
    "what it means",
    "value",
    "covers",
    "in plain words",
];

/// Nouns that take `for`: the port for SSH, the symbol for gold.
const FOR: &[&str] = &[
    "port",
    "command",
    "syntax",
    "shortcut",
    "symbol",
    "code",
    "term",
    "word",
    "abbreviation",
    "sign",
    "default",
    "rule",
    "formula",
    "test",
    "treatment",
    "reason",
    "requirement",
    "limit",
    "threshold",
    "tool",
    "key",
    "flag",
    "example",
    "evidence",
    "cure",
    "use",
];

/// Headers that ask when.
const WHEN: &[&str] = &[
    "founded",
    "born",
    "built",
    "released",
    "discovered",
    "invented",
    "published",
    "introduced",
    "established",
    "signed",
    "created",
    "opened",
    "completed",
    "adopted",
    "abolished",
];

/// Languages as headers of vocabulary tables.
const LANGUAGES: &[&str] = &[
    "english",
    "spanish",
    "french",
    "german",
    "italian",
    "portuguese",
    "latin",
    "greek",
    "russian",
    "japanese",
    "chinese",
    "korean",
    "arabic",
    "dutch",
    "swedish",
    "norwegian",
    "danish",
    "polish",
    "turkish",
    "hebrew",
    "hindi",
    "czech",
    "finnish",
    "hungarian",
    "catalan",
    "welsh",
];

/// Returns the questions of a table row.
pub(super) fn cell(fact: &Fact, key: &str, column: &str) -> Vec<Wording> {
    let class = class_of(key, &fact.headings);
    let answer = answer_of(fact);
    if let Some(example) = &fact.example {
        return vec![worded(Direction::Forward, format!("In {example}, what does {} mean?", fact.subject), answer)];
    }
    let prompt = ask(column, &inner(&fact.subject), class.as_deref().unwrap_or(""), &answer);
    let mut wordings = vec![worded(Direction::Forward, prompt, &*answer)];
    wordings.extend(class.and_then(|class| reverse(fact, &class, column, &answer)));
    wordings
}

/// Asks for what stands under a header, of a subject of a class.
pub(super) fn ask(header: &str, subject: &str, class: &str, answer: &str) -> String {
    let name = normal(header);
    let words: Vec<&str> = name.split_whitespace().collect();
    let (first, last) = (words.first().copied().unwrap_or(""), words.last().copied().unwrap_or(""));
    if GENERIC.contains(&name.as_str()) {
        return generic(&name, subject, class, answer);
    }
    if LANGUAGES.contains(&name.as_str()) {
        return format!("What is {subject} in {header}?");
    }
    if name == "stands for" || name == "full name" || name == "expansion" || name == "full form" {
        return format!("What does {subject} stand for?");
    }
    let dated = answer.chars().any(|c| c.is_ascii_digit());
    if WHEN.contains(&name.as_str()) && dated {
        return format!("When {} {subject} {name}?", if is_plural(subject) { "were" } else { "was" });
    }
    if name == "died" && dated {
        return format!("When did {subject} die?");
    }
    if matches!(first, "who" | "what" | "when" | "where" | "why" | "how" | "which") {
        return format!("In {subject}, {}?", small(header.trim_end_matches('?').trim()));
    }
    if matches!(last, "by" | "for" | "in" | "as" | "with" | "from" | "to" | "on" | "at")
        && (first.ends_with("ed") || matches!(first, "found" | "made" | "known" | "written" | "good" | "best"))
    {
        let place = matches!(name.as_str(), "found in" | "located in" | "found at");
        return if place {
            format!("Where {} {subject} found?", be_for(subject))
        } else {
            format!("What {} {subject} {name}?", be_for(subject))
        };
    }
    if let Some(base) = base_of_third(first).filter(|_| {
        words.len() <= 2
            && first != "uses"
            && first != "functions"
            && first != "causes"
            && first != "forms"
            && first != "types"
    }) {
        let rest = words.get(1).map_or_else(String::new, |word| format!(" {word}"));
        return format!("What {} {subject} {base}{rest}?", do_for(subject));
    }
    noun(header, subject, class)
}

/// `What is the capital of France?`
fn noun(header: &str, subject: &str, class: &str) -> String {
    let column = small_common(header.trim_end_matches(':').trim());
    let head = column.split(" of ").next().unwrap_or(&column);
    let last = bare(head.split_whitespace().last().unwrap_or(""));
    let joint = if column.contains(" of ") || FOR.contains(&last.as_str()) { "for" } else { "of" };
    format!("What {} the {column} {joint} {}?", be_for(head), named(subject, class))
}

/// A symbol or number takes the name of its class before it: `the operator +`.
fn named(subject: &str, class: &str) -> String {
    if is_code(subject) && !class.is_empty() && class.split_whitespace().count() <= 3 && !class.contains(" of ") {
        return format!("the {class} {subject}");
    }
    subject.to_owned()
}

/// Asks for a description whose header says no more than that.
fn generic(header: &str, subject: &str, class: &str, answer: &str) -> String {
    let role = if class.contains(" of ") { format!(", as {} {class}", article(class)) } else { String::new() };
    match opening(answer) {
        Opening::BaseVerb | Opening::ThirdVerb => {
            format!("What {} {} do{role}?", do_for(subject), apposed(subject, class))
        }
        _ if matches!(header, "meaning" | "what it means" | "translation" | "explanation") => {
            format!("What {} {} mean{role}?", do_for(subject), named(subject, class))
        }
        _ if matches!(header, "covers" | "does") => {
            format!("What {} {} cover{role}?", do_for(subject), apposed(subject, class))
        }
        Opening::Infinitive => format!("What is the purpose of {}?", apposed(subject, class)),
        Opening::Adjective => format!("How {} {} described{role}?", be_for(subject), apposed(subject, class)),
        _ => format!("What {} {}{role}?", be_for(subject), named(subject, class)),
    }
}

/// A common noun of a class reads better behind it: `the organ Spleen`; names that carry the
/// class in themselves and roles stand alone.
fn apposed(subject: &str, class: &str) -> String {
    let has = class.split_whitespace().any(|word| tokens(subject).contains(&word.to_lowercase()));
    let wide = matches!(class, "" | "term" | "word" | "concept" | "phrase" | "acronym" | "abbreviation");
    if wide || has || class.contains(" of ") || subject.starts_with("the ") {
        return subject.to_owned();
    }
    format!("the {class} {subject}")
}

/// Nouns whose row is a thing to be done, so that the reverse asks `is to do`.
const DEEDS: &[&str] =
    &["purpose", "goal", "aim", "role", "task", "function", "job", "responsibility", "objective", "duty"];

fn reverse(fact: &Fact, class: &str, column: &str, answer: &str) -> Option<Wording> {
    let value = small(answer);
    let name = normal(column);
    let words = tokens(&value).len();
    let generic = GENERIC.contains(&name.as_str());
    let numeric = value.chars().any(|c| c.is_ascii_digit()) && words <= 2;
    if words == 0 || numeric && !generic || is_code(&value) || value.split_whitespace().count() > 18 {
        return None;
    }
    let head = class.split(" of ").next().unwrap_or(class);
    let prompt = match opening(&value) {
        Opening::BaseVerb if DEEDS.contains(&head) => format!("Which {class} is to {value}?"),
        Opening::BaseVerb | Opening::ThirdVerb => format!("Which {class} {}?", in_third(&value)?),
        Opening::Adjective => format!("Which {class} is {value}?"),
        _ if LANGUAGES.contains(&name.as_str()) => return translated(fact, class, &value),
        Opening::Infinitive | Opening::Clause => return None,
        Opening::Noun if generic && matches!(name.as_str(), "meaning" | "explanation" | "translation") => {
            format!("Which {class} means {value}?")
        }
        Opening::Noun
            if generic && (value.starts_with("a ") || value.starts_with("an ") || value.starts_with("the ")) =>
        {
            format!("Which {class} is {value}?")
        }
        Opening::Noun if generic => format!("Which {class} is this: {answer}?"),
        Opening::Noun if words <= 3 && !verbal(&name) => {
            format!("Which {class} has the {} {}?", small_common(column), answer)
        }
        Opening::Noun if !verbal(&name) => format!(
            "Which {class} has {} {}: {answer}?",
            if is_plural(column) { "these" } else { "this" },
            small_common(column)
        ),
        Opening::Noun => return None,
    };
    Some(worded(Direction::Reverse, prompt, &*fact.subject))
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
    let mut name = language.chars();
    let shown: String = name.next().map_or_else(String::new, |c| c.to_uppercase().chain(name).collect());
    Some(worded(Direction::Reverse, format!("What is {value} in {shown}?"), &*fact.subject))
}

/// Returns the questions of a cell in a table that compares.
pub(super) fn aspect(fact: &Fact, aspect: &str, rivals: &[(String, String)], names: &Names) -> Vec<Wording> {
    let entity = names.full(&fact.subject);
    let answer = answer_of(fact);
    let mut wordings = vec![worded(Direction::Forward, ask_aspect(aspect, &entity), &*answer)];
    let asks = aspect.trim_end().ends_with('?');
    if let [(rival, other)] = rivals
        && fact.subject < *rival
        && !asks
        && normal(other) != normal(&fact.object)
    {
        wordings.extend(contrast(aspect, &entity, &names.full(rival), &answer, other));
    }
    if rivals.len() >= 2
        && !asks
        && tokens(&answer).len() >= 2
        && rivals.iter().all(|(_, text)| normal(text) != normal(&fact.object))
    {
        let mut all: Vec<&str> = rivals.iter().map(|(name, _)| name.as_str()).chain([fact.subject.as_str()]).collect();
        all.sort_unstable();
        let last = all.pop().unwrap_or("");
        let prompt =
            format!("Which has the {} {}: {} or {last}?", small_common(aspect), small(&answer), all.join(", "));
        wordings.push(worded(Direction::Reverse, prompt, &*fact.subject));
    }
    wordings
}

fn ask_aspect(aspect: &str, entity: &str) -> String {
    if aspect.trim_end().ends_with('?') {
        return format!("In {}, {}?", inner(entity), small(aspect.trim_end_matches('?').trim()));
    }
    ask(aspect, &inner(entity), "", "")
}

fn contrast(aspect: &str, entity: &str, rival: &str, own: &str, other: &str) -> Option<Wording> {
    let other = crate::facts::cut_tail(other, 14);
    let own = crate::facts::cut_tail(own, 14);
    let aspect = small_common(aspect);
    let prompt = format!("How do {} and {} differ in {aspect}?", inner(entity), inner(rival));
    let labelled = format!("{}: {own}; {}: {other}", inner(entity), inner(rival));
    let bare_answer = format!("{own}, against {other}");
    let answer = if super::super::leak::share(&labelled, &prompt) < 0.5 { labelled } else { bare_answer };
    (answer.split_whitespace().count() <= 40).then(|| worded(Direction::Contrast, prompt, answer))
}
