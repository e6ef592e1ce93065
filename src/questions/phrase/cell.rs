//! The wording of table cells: what a header asks for, and of what.

use crate::facts::english::{Opening, article, bare, base_of_third, is_base_verb, is_particle, is_plural, opening};
use crate::facts::{Fact, normal, tokens};
use crate::model::Direction;

use super::{Names, Wording, answer_of, be_for, class_of, do_for, in_third, is_code, small, worded};

/// Headers that only say that a description follows.
const GENERIC: &[&str] = &[
    "description", "descriptions", "definition", "explanation", "details", "what it is", "what is it", "what it does",
    "meaning", "notes", "note", "summary", "comment", "info", "information", "overview", "about", "remarks", "remark",
    "content", "translation", "what they do", "what it means", "value", "in plain words",
];

/// Nouns that take `for`: the port for SSH, the symbol for gold.
const FOR: &[&str] = &[
    "port", "command", "syntax", "shortcut", "symbol", "code", "term", "word", "abbreviation", "sign", "default",
    "rule", "formula", "test", "treatment", "reason", "requirement", "limit", "threshold", "tool", "key", "flag",
    "example", "evidence", "cure", "use",
];

/// Headers that ask when.
const WHEN: &[&str] = &[
    "founded", "born", "built", "released", "discovered", "invented", "published", "introduced", "established",
    "signed", "created", "opened", "completed", "adopted", "abolished",
];

/// Languages as headers of vocabulary tables.
const LANGUAGES: &[&str] = &[
    "english", "spanish", "french", "german", "italian", "portuguese", "latin", "greek", "russian", "japanese",
    "chinese", "korean", "arabic", "dutch", "swedish", "norwegian", "danish", "polish", "turkish", "hebrew", "hindi",
    "czech", "finnish", "hungarian", "catalan", "welsh",
];

/// Returns the questions of a table row.
pub(super) fn cell(fact: &Fact, key: &str, column: &str, names: &Names) -> Vec<Wording> {
    let class = class_of(key, &fact.headings, names);
    let answer = answer_of(fact);
    if let Some(example) = &fact.example {
        return vec![worded(Direction::Forward, format!("In {example}, what does {} mean?", fact.subject), answer)];
    }
    // Small headers under a capital first one are items themselves: a grid, not attributes.
    let grid = column.starts_with(char::is_lowercase) && key.starts_with(char::is_uppercase);
    if grid {
        return vec![worded(Direction::Forward, format!("{} → {column}?", fact.subject), answer)];
    }
    let prompt = ask(column, &names.inner(&fact.subject), class.as_deref().unwrap_or(""), &answer, names);
    let mut wordings = if prompt.is_empty() { Vec::new() } else { vec![worded(Direction::Forward, prompt, &*answer)] };
    wordings.extend(class.and_then(|class| reverse(fact, &class, column, &answer, names)));
    wordings
}

/// Asks for what stands under a header, of a subject of a class.
pub(super) fn ask(header: &str, subject: &str, class: &str, answer: &str, names: &Names) -> String {
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
        return asked(header, subject, &words);
    }
    if matches!(name.as_str(), "use" | "uses" | "usage" | "used for") {
        return format!("What {} {subject} used for?", be_for(subject));
    }
    if matches!(name.as_str(), "year" | "date") {
        return format!("What {name} is given for {subject}?");
    }
    if let Some(rest) =
        ["ended", "began", "started", "resulted", "led"].iter().find(|verb| first == **verb).and(words.get(1))
    {
        let base = match first {
            "began" => "begin",
            "led" => "lead",
            _ => first.trim_end_matches("ed"),
        };
        return format!("What did {subject} {base} {rest}?");
    }
    let participle =
        first.ends_with("ed") || matches!(first, "found" | "made" | "known" | "written" | "good" | "best" | "built");
    if participle && words.len() <= 3 && ENDS_VERB.contains(&last) {
        let place = matches!(name.as_str(), "found in" | "located in" | "found at");
        return if place {
            format!("Where {} {subject} found?", be_for(subject))
        } else {
            format!("What {} {subject} {name}?", be_for(subject))
        };
    }
    if let Some(base) = verb_header(&words) {
        let rest = words.iter().skip(1).fold(String::new(), |text, word| format!("{text} {word}"));
        return format!("What {} {subject} {base}{rest}?", do_for(subject));
    }
    // `A failure leads to` is half a sentence: no question comes of it.
    if matches!(first, "a" | "an" | "the") || words.len() > 5 {
        return String::new();
    }
    noun(header, subject, class, names)
}

/// Words that end a header which is a verb and not a noun.
const ENDS_VERB: &[&str] = &["by", "for", "in", "as", "with", "from", "to", "on", "at", "of"];

/// Words in -s that head columns as plural nouns.
const NOUN_HEADERS: &[&str] = &[
    "uses", "functions", "causes", "forms", "types", "effects", "limits", "results", "costs", "tests", "signs",
    "rules", "states", "names", "measures", "controls", "features", "notes", "links", "roles", "values", "members",
    "tasks", "goals", "aims", "needs", "grades",
];

/// Returns the base of the verb with which a header begins (`Covers`, `Depends on`).
fn verb_header(words: &[&str]) -> Option<String> {
    let first = words.first()?;
    base_of_third(first).filter(|_| {
        words.len() <= 4
            && !NOUN_HEADERS.contains(first)
            && words.get(1).is_none_or(|word| *word != "of" && *word != "and")
    })
}

/// A header that is itself a question: `What it covers`, `Who files the case?`, `How it works`.
fn asked(header: &str, subject: &str, words: &[&str]) -> String {
    let pronoun = words.get(1).is_some_and(|word| matches!(*word, "it" | "they"));
    let verb = words.get(2).map(|word| base_of_third(word).unwrap_or_else(|| (*word).to_owned()));
    match (pronoun, verb) {
        (true, Some(verb)) if verb != "is" && verb != "are" => {
            let rest = words.iter().skip(3).fold(String::new(), |text, word| format!("{text} {word}"));
            let mut wh = words.first().map_or("", |word| *word).chars();
            let wh: String = wh.next().map_or_else(String::new, |c| c.to_uppercase().chain(wh).collect());
            format!("{wh} {} {subject} {verb}{rest}?", do_for(subject))
        }
        (true, _) => format!("What {} {subject}?", be_for(subject)),
        _ if words.get(1) == Some(&"to") => {
            let rest = words.iter().skip(2).fold(String::new(), |text, word| format!("{text} {word}"));
            if rest == " use" { format!("When should {subject} be used?") } else { String::new() }
        }
        _ => format!("In {subject}, {}?", small(header.trim_end_matches('?').trim())),
    }
}

/// `What is the capital of France?`
fn noun(header: &str, subject: &str, class: &str, names: &Names) -> String {
    let column = names.noun(header.trim_end_matches(':').trim());
    let head = column.split(" of ").next().unwrap_or(&column);
    let last = bare(head.split_whitespace().last().unwrap_or(""));
    let joint = if column.contains(" of ") || FOR.contains(&last.as_str()) { "for" } else { "of" };
    format!("What {} the {column} {joint} {}?", be_for(head), named(subject, class))
}

/// A symbol or number takes the name of its class before it: `the operator +`.
fn named(subject: &str, class: &str) -> String {
    if is_code(subject) && !class.is_empty() && class.split_whitespace().count() <= 3 && !class.contains(" of ") {
        let numbered = subject.chars().all(|c| c.is_ascii_digit());
        return if numbered { format!("{class} {subject}") } else { format!("the {class} {subject}") };
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

fn reverse(fact: &Fact, class: &str, column: &str, answer: &str, names: &Names) -> Option<Wording> {
    let value = small(answer);
    let name = normal(column);
    let words = tokens(&value).len();
    let generic = GENERIC.contains(&name.as_str());
    let numeric = value.chars().any(|c| c.is_ascii_digit()) && words <= 2;
    if words == 0 || numeric && !generic || is_code(&value) || value.split_whitespace().count() > 18 {
        return None;
    }
    let head = class.split(" of ").next().unwrap_or(class);
    let header: Vec<&str> = name.split_whitespace().collect();
    if verb_header(&header).is_some() {
        let one = header.len() == 1 && opening(&value) == Opening::Noun;
        return one.then(|| worded(Direction::Reverse, format!("Which {class} {name} {value}?"), &*fact.subject));
    }
    if crate::facts::english::is_clause(&value) {
        return None;
    }
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
    let bare_state = matches!(
        normal(&answer).as_str(),
        "yes" | "no" | "present" | "absent" | "true" | "false" | "kept" | "partial" | "full"
    );
    let forward = ask_aspect(aspect, &entity, &answer, names);
    let mut wordings =
        if bare_state || forward.is_empty() { Vec::new() } else { vec![worded(Direction::Forward, forward, &*answer)] };
    let asks = aspect.trim_end().ends_with('?');
    if let [(rival, other)] = rivals
        && fact.subject < *rival
        && !asks
        && normal(other) != normal(&fact.object)
    {
        wordings.extend(contrast(names, aspect, &entity, &names.full(rival), &answer, other));
    }
    if rivals.len() >= 2
        && !asks
        && tokens(&answer).len() >= 2
        && rivals.iter().all(|(_, text)| normal(text) != normal(&fact.object))
    {
        let mut all: Vec<&str> = rivals.iter().map(|(name, _)| name.as_str()).chain([fact.subject.as_str()]).collect();
        all.sort_unstable();
        let last = all.pop().unwrap_or("");
        let prompt = format!("Which has the {} {}: {} or {last}?", names.noun(aspect), small(&answer), all.join(", "));
        wordings.push(worded(Direction::Reverse, prompt, &*fact.subject));
    }
    wordings
}

fn ask_aspect(aspect: &str, entity: &str, answer: &str, names: &Names) -> String {
    if aspect.trim_end().ends_with('?') {
        return format!("In {}, {}?", names.inner(entity), small(aspect.trim_end_matches('?').trim()));
    }
    ask(aspect, &names.inner(entity), "", answer, names)
}

fn contrast(names: &Names, aspect: &str, entity: &str, rival: &str, own: &str, other: &str) -> Option<Wording> {
    let other = crate::facts::cut_tail(other, 14);
    let own = crate::facts::cut_tail(own, 14);
    let aspect = names.noun(aspect);
    let prompt = format!("How do {} and {} differ in {aspect}?", names.inner(entity), names.inner(rival));
    let labelled = format!("{}: {own}; {}: {other}", names.inner(entity), names.inner(rival));
    let bare_answer = format!("{own}, against {}", small(other));
    let answer = if super::super::leak::share(&labelled, &prompt) < 0.5 { labelled } else { bare_answer };
    (answer.split_whitespace().count() <= 40).then(|| worded(Direction::Contrast, prompt, answer))
}
