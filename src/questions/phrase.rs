//! The wording: a fact to the prompts a careful person would write.

use crate::facts::english::{
    Opening, article, bare, base_of_third, is_base_verb, is_clause, is_english, is_plural, opening, singular,
    third_of_base,
};
use crate::facts::{Fact, Lead, Relation, cut_tail, direction, normal, tokens};
use crate::model::Direction;
use crate::notes::Note;

use super::Draft;
use super::leak::says;
use super::names::Names;

mod cell;

/// Words an answer may have before its tail of examples is cut.
const LONG: usize = 25;

/// One wording of a fact.
pub(super) struct Wording {
    direction: Direction,
    prompt: String,
    answer: String,
    items: Vec<String>,
}

fn worded(direction: Direction, prompt: String, answer: impl Into<String>) -> Wording {
    Wording { direction, prompt, answer: answer.into(), items: Vec::new() }
}

/// Returns every question a fact may give, unvetted.
pub(super) fn drafts<'a>(note: &'a Note, fact: &'a Fact, names: &Names) -> Vec<Draft<'a>> {
    let language = is_english(&format!("{} {}", fact.evidence, fact.headings.join(" ")));
    let wordings = if language { wordings(fact, names) } else { neutral(fact) };
    wordings
        .into_iter()
        .map(|wording| {
            let context = fact
                .headings
                .iter()
                .filter(|heading| {
                    !says(heading, &wording.answer) && !wording.items.iter().any(|item| says(heading, item))
                })
                .cloned()
                .collect();
            Draft {
                fact,
                note,
                direction: wording.direction,
                prompt: wording.prompt,
                answer: wording.answer,
                items: wording.items,
                context,
                also: Vec::new(),
                passed: Vec::new(),
            }
        })
        .collect()
}

/// Wording that needs no grammar, for notes in other languages.
fn neutral(fact: &Fact) -> Vec<Wording> {
    match &fact.relation {
        Relation::Cell { column, .. } => {
            vec![worded(Direction::Forward, format!("{} → {}?", fact.subject, column), &*fact.object)]
        }
        Relation::Aspect { aspect, .. } => vec![worded(
            Direction::Forward,
            format!("{} → {}?", fact.subject, aspect.trim_end_matches('?')),
            &*fact.object,
        )],
        Relation::Described | Relation::StandsFor => {
            vec![worded(Direction::Forward, format!("{} → ?", fact.subject), &*fact.object)]
        }
        Relation::Authored { .. } => authored(fact),
        _ => Vec::new(),
    }
}

fn wordings(fact: &Fact, names: &Names) -> Vec<Wording> {
    match &fact.relation {
        Relation::Cell { key, column } => cell::cell(fact, key, column, names),
        Relation::Aspect { aspect, rivals } => cell::aspect(fact, aspect, rivals, names),
        Relation::Described => described(fact, names),
        Relation::Is(form) => is(fact, form, names),
        Relation::StandsFor => stands_for(fact),
        Relation::Does { verb, adverb } => does(fact, verb, adverb.as_deref(), names),
        Relation::Undergoes { form, participle, adverb } => undergoes(fact, form, participle, adverb.as_deref(), names),
        Relation::For { deed } => {
            vec![worded(
                Direction::Forward,
                format!("For what purpose {} {} {deed}?", do_for(&fact.subject), names.inner(&fact.subject)),
                &*fact.object,
            )]
        }
        Relation::Through { actors, verb, deed } => through(fact, actors, verb, deed),
        Relation::Members { lead } => members(fact, lead, names),
        Relation::Gap { before, after } => {
            vec![worded(Direction::Cloze, format!("{before} [...]{after}").replace("( [...]", "([...]"), &*fact.object)]
        }
        Relation::Attribute { name } => {
            vec![worded(Direction::Forward, attribute_prompt(name, &fact.subject, &fact.object, names), &*fact.object)]
        }
        Relation::After { process } => {
            let process = names.inner(strip_steps(process));
            vec![worded(
                Direction::Order,
                format!("In {process}, what comes right after this step: {}?", fact.subject),
                &*fact.object,
            )]
        }
        Relation::Asks => vec![worded(Direction::Forward, fact.subject.clone(), &*fact.object)],
        Relation::Authored { .. } => authored(fact),
    }
}

fn authored(fact: &Fact) -> Vec<Wording> {
    let worded = worded(direction(fact), fact.subject.clone(), &*fact.object);
    vec![Wording { items: fact.items.clone(), ..worded }]
}

/// Returns the subject as it stands inside a sentence: an article small, names as they are.
pub(super) fn inner(subject: &str) -> String {
    ["The ", "A ", "An "]
        .iter()
        .find_map(|word| subject.strip_prefix(word).map(|rest| format!("{}{rest}", word.to_lowercase())))
        .unwrap_or_else(|| subject.to_owned())
}

fn be_for(subject: &str) -> &'static str {
    if is_plural(subject) || subject.contains(" and ") { "are" } else { "is" }
}

fn do_for(subject: &str) -> &'static str {
    if is_plural(subject) || subject.contains(" and ") { "do" } else { "does" }
}

/// Returns the noun with a small first letter, unless it is a name or abbreviation.
fn small(phrase: &str) -> String {
    let first = phrase.split_whitespace().next().unwrap_or("");
    if first.chars().skip(1).any(char::is_uppercase) || first.chars().count() < 2 {
        return phrase.to_owned();
    }
    let mut characters = phrase.chars();
    characters.next().map_or_else(String::new, |c| c.to_lowercase().chain(characters).collect())
}

/// Returns ` in a SIG` for an owner, nothing without one.
fn within(fact: &Fact) -> String {
    match &fact.owner {
        Some(owner) if is_plural(owner) => format!(" in {}", inner(owner)),
        Some(owner) => format!(" in {} {owner}", article(owner)),
        None => String::new(),
    }
}

fn answer_of(fact: &Fact) -> String {
    let whole = cut_tail(&fact.object, LONG);
    // What follows a semicolon in a long answer is a second fact.
    let first = whole
        .split_once("; ")
        .filter(|(first, _)| whole.split_whitespace().count() > 12 && first.split_whitespace().count() >= 3)
        .map_or(whole, |(first, _)| first);
    let first = first.trim_end_matches([',', ' ', ';']);
    // A full stop ends a cell's sentence, not its answer; `etc.` keeps its own.
    match first.strip_suffix('.') {
        Some(text) if !text.ends_with("etc") && !text.ends_with('.') => text.to_owned(),
        _ => first.to_owned(),
    }
}

fn described(fact: &Fact, names: &Names) -> Vec<Wording> {
    let place = within(fact);
    let subject = names.inner(&fact.subject);
    let object = answer_of(fact);
    let clause = opening(&object) == Opening::Noun && is_clause(&object);
    let prompt = match opening(&object) {
        _ if clause => format!("What is meant by {subject}{place}?"),
        Opening::ThirdVerb => format!("What does {subject} do{place}?"),
        Opening::BaseVerb => format!("What {} {subject} do{place}?", do_for(&subject)),
        Opening::Infinitive => format!("What is the purpose of {subject}{place}?"),
        Opening::Clause if object.to_lowercase().starts_with("who ") => {
            format!("Who {} {subject}{place}?", be_for(&subject))
        }
        Opening::Clause => format!("What is meant by {subject}{place}?"),
        Opening::Adjective => format!("How {} {subject} described{place}?", be_for(&subject)),
        Opening::Noun if listed(&object) => format!("What {} {subject} include{place}?", do_for(&subject)),
        Opening::Noun => what_is(&fact.subject, &object, &place, names),
    };
    let mut wordings = vec![worded(Direction::Forward, prompt, &*object)];
    if !clause {
        wordings.extend(described_reverse(fact));
    }
    wordings
}

/// `What is a chair?` where the note shows that chairs are common things; `What is meant by
/// Branch?` where a lone capital word might be either; `What is Docker Hub?` for names.
fn what_is(subject: &str, object: &str, place: &str, names: &Names) -> String {
    let plural = is_plural(subject) || subject.contains(" and ");
    let shown = names.inner(subject);
    let counted =
        object.starts_with("a ") || object.starts_with("an ") || object.starts_with("A ") || object.starts_with("An ");
    let articled = ["a ", "an ", "the "].iter().any(|word| shown.starts_with(word));
    if plural || !counted || articled || is_code(subject) {
        return format!("What {} {shown}{place}?", if plural { "are" } else { "is" });
    }
    if names.is_common(subject) {
        return format!("What is {} {shown}{place}?", article(&shown));
    }
    let title = subject.chars().next().is_some_and(char::is_uppercase)
        && !subject.contains(' ')
        && !subject.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit());
    if title { format!("What is meant by {subject}{place}?") } else { format!("What is {shown}{place}?") }
}

/// Tells whether a description is an enumeration of three or more things.
fn listed(text: &str) -> bool {
    let commas = text.matches(", ").count();
    let article = ["a ", "an ", "the ", "A ", "An ", "The "].iter().any(|word| text.starts_with(word));
    commas >= 2 && !article && text.split(", ").all(|part| part.split_whitespace().count() <= 5)
}

fn described_reverse(fact: &Fact) -> Option<Wording> {
    let written = answer_of(fact);
    let object = small(&written);
    let words = tokens(&object).len();
    if words < 2 || is_code(&fact.subject) && fact.owner.is_none() && words < 3 {
        return None;
    }
    let who = match &fact.owner {
        Some(owner) if is_plural(owner) => format!("Which part of {}", inner(owner)),
        Some(owner) => format!("Which part of {} {owner}", article(owner)),
        None => "What".to_owned(),
    };
    let owned = fact.owner.is_some();
    let prompt = match opening(&object) {
        Opening::BaseVerb | Opening::ThirdVerb if owned || words >= 3 => format!("{who} {}?", in_third(&object)?),
        Opening::Adjective if owned => format!("{who} is {object}?"),
        Opening::Noun if owned => format!("{who} is this: {written}?"),
        // An example is one of many: that it is one says too little to name it.
        Opening::Noun if words >= 3 && !fact.evidence.to_lowercase().contains("example") => {
            format!("What is the term for {object}?")
        }
        Opening::Clause if object.starts_with("who ") => format!("What is the term for the one {object}?"),
        _ => return None,
    };
    Some(worded(Direction::Reverse, prompt, &*fact.subject))
}

fn is_code(text: &str) -> bool {
    let call = text.find('(').is_some_and(|at| at == 0 || !text[..at].ends_with(' '));
    !text.chars().any(char::is_alphabetic) || call || text.contains(['{', '<', '$', '='])
}

/// Returns a verb phrase in the third person: `coordinate meetings` gives `coordinates meetings`;
/// nothing where further verbs follow that would have to change too.
fn in_third(phrase: &str) -> Option<String> {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let first = bare(words.first()?);
    if base_of_third(&first).is_some() {
        return Some(phrase.to_owned());
    }
    let further = words.iter().skip(2).zip(words.iter().skip(1)).any(|(word, before)| {
        is_base_verb(&bare(word)) && (before.ends_with(',') || matches!(*before, "and" | "or")) && !word.ends_with(',')
    });
    let joined = words.get(1).is_some_and(|word| matches!(*word, "and" | "or"));
    match (joined, words.get(2)) {
        (true, Some(second)) if is_base_verb(&bare(second)) => {
            Some(format!("{} {} {}{}", third_of_base(&first), words[1], third_of_base(&bare(second)), tail(&words, 3)))
        }
        (false, _) if !further => Some(format!("{}{}", third_of_base(&first), tail(&words, 1))),
        _ => None,
    }
}

fn tail(words: &[&str], from: usize) -> String {
    words.iter().skip(from).fold(String::new(), |text, word| format!("{text} {word}"))
}

/// Nouns that name people, so that one asks `who`.
const PEOPLE: &[&str] = &[
    "scientist", "president", "king", "queen", "emperor", "philosopher", "writer", "author", "poet", "physicist",
    "chemist", "biologist", "mathematician", "economist", "politician", "general", "leader", "painter", "composer",
    "engineer", "inventor", "explorer", "person", "psychologist", "physician", "doctor", "monk", "priest", "judge",
    "lawyer", "astronomer", "historian", "statesman", "revolutionary",
];

fn is(fact: &Fact, form: &str, names: &Names) -> Vec<Wording> {
    let answer = answer_of(fact);
    let name = fact.subject.starts_with(char::is_uppercase) && !fact.subject.contains('(');
    let person = name && answer.split_whitespace().take(6).any(|word| PEOPLE.contains(&bare(word).as_str()));
    let prompt = match (person, form) {
        (true, _) => format!("Who {form} {}?", inner(&fact.subject)),
        (false, "is") => what_is(&fact.subject, &answer, "", names),
        _ => format!("What {form} {}?", names.inner(&fact.subject)),
    };
    let mut wordings = vec![worded(Direction::Forward, prompt, &*answer)];
    if tokens(&answer).len() >= 4 && !person && answer.split_whitespace().count() <= 18 {
        wordings.push(worded(Direction::Reverse, format!("What {form} {answer} called?"), bare_name(&fact.subject)));
    }
    wordings
}

/// Returns the subject without its article.
fn bare_name(subject: &str) -> &str {
    ["The ", "the ", "A ", "a ", "An ", "an "].iter().find_map(|word| subject.strip_prefix(word)).unwrap_or(subject)
}

fn stands_for(fact: &Fact) -> Vec<Wording> {
    vec![
        worded(Direction::Forward, format!("What does {} stand for?", fact.subject), &*fact.object),
        worded(Direction::Reverse, format!("What is the abbreviation for {}?", fact.object), &*fact.subject),
    ]
}

/// Verbs too wide to ask with: `What does X have?` has many answers.
const WIDE: &[&str] = &[
    "have", "do", "get", "make", "take", "be", "come", "go", "mean", "need", "let", "begin", "occur", "exist", "work",
    "act", "become", "remain", "keep", "give", "put",
];

fn does(fact: &Fact, verb: &str, adverb: Option<&str>, names: &Names) -> Vec<Wording> {
    let subject = names.inner(&fact.subject);
    let adverb = adverb.map_or_else(String::new, |word| format!("{word} "));
    let answer = answer_of(fact);
    if verb == "be about" {
        return vec![worded(Direction::Forward, format!("What {} {subject} about?", be_for(&subject)), answer)];
    }
    if let Some(base) = ["occur", "take place", "happen", "live"]
        .iter()
        .find(|base| [" in", " at", " on"].iter().any(|word| verb == format!("{base}{word}")))
    {
        let preposition = verb.split_whitespace().last().unwrap_or("");
        return vec![worded(
            Direction::Forward,
            format!("Where {} {subject} {adverb}{base}?", do_for(&subject)),
            format!("{preposition} {answer}"),
        )];
    }
    if WIDE.contains(&verb) && fact.items.is_empty() {
        return Vec::new();
    }
    let prompt = format!("What {} {subject} {adverb}{verb}?", do_for(&subject));
    let mut wording = worded(Direction::Forward, prompt, &*answer);
    if (2..=4).contains(&fact.items.len()) {
        wording.direction = Direction::List;
        wording.items = fact.items.clone();
    }
    let mut wordings = vec![wording];
    let single = !is_plural(&subject) && !subject.contains(" and ");
    if single && tokens(&answer).len() >= 4 && adverb.is_empty() && answer.split_whitespace().count() <= 16 {
        let words: Vec<&str> = verb.split_whitespace().collect();
        let third = words.first().map(|word| format!("{}{}", third_of_base(word), tail(&words, 1)));
        wordings.extend(
            third.map(|third| worded(Direction::Reverse, format!("What {third} {answer}?"), bare_name(&fact.subject))),
        );
    }
    wordings
}

fn undergoes(fact: &Fact, form: &str, participle: &str, adverb: Option<&str>, names: &Names) -> Vec<Wording> {
    let adverb = adverb.map_or_else(String::new, |word| format!("{word} "));
    let prompt = format!("What {form} {} {adverb}{participle}?", names.inner(&fact.subject));
    let mut wording = worded(Direction::Forward, prompt, answer_of(fact));
    if fact.items.len() >= 2 {
        wording.direction = Direction::List;
        wording.items = fact.items.clone();
    }
    vec![wording]
}

fn through(fact: &Fact, actors: &str, verb: &str, deed: &str) -> Vec<Wording> {
    let prompt = format!("What do the {actors} that {} {verb} {deed}?", inner(&fact.subject));
    if is_plural(&fact.subject) { vec![worded(Direction::Forward, prompt, answer_of(fact))] } else { Vec::new() }
}

fn members(fact: &Fact, lead: &Lead, names: &Names) -> Vec<Wording> {
    let count = count_word(fact.items.len());
    let prompt = match lead {
        Lead::Noun(noun) if noun.starts_with("examples ") => format!("What are {count} {noun}?"),
        Lead::Noun(noun) => format!("What are the {count} {noun}?"),
        Lead::Verb { verb, .. } if verb == "be about" => {
            format!("What {count} things {} {} about?", be_for(&fact.subject), names.inner(&fact.subject))
        }
        Lead::Verb { adverb, verb } => {
            let adverb = adverb.as_ref().map_or_else(String::new, |word| format!("{word} "));
            let subject = small_determiner(&names.inner(&fact.subject));
            format!("What {count} things {} {subject} {adverb}{verb}?", do_for(&fact.subject))
        }
    };
    if fact.items.len() > 7 {
        return Vec::new();
    }
    vec![Wording { direction: Direction::List, prompt, answer: fact.object.clone(), items: fact.items.clone() }]
}

fn small_determiner(subject: &str) -> String {
    ["Each ", "Every ", "All ", "The ", "A ", "An "]
        .iter()
        .find_map(|word| subject.strip_prefix(word).map(|rest| format!("{}{rest}", word.to_lowercase())))
        .unwrap_or_else(|| subject.to_owned())
}

fn count_word(count: usize) -> &'static str {
    ["no", "one", "two", "three", "four", "five", "six", "seven"].get(count).copied().unwrap_or("several")
}

/// Returns the process without the words that say that it has steps: `Steps of CPR` gives `CPR`.
fn strip_steps(process: &str) -> &str {
    [
        "Steps of ", "Steps in ", "Stages of ", "Phases of ", "Order of ", "The steps of ", "The stages of ",
        "The phases of ",
    ]
    .iter()
    .find_map(|start| process.strip_prefix(start))
    .unwrap_or(process)
}

/// Asks for an attribute by its label, whatever its grammar.
fn attribute_prompt(label: &str, subject: &str, object: &str, names: &Names) -> String {
    cell::ask(label, &names.inner(subject), "", object, names)
}

/// Words before a plural heading that do not belong to the name of its kind.
const BEFORE_KIND: &[&str] = &[
    "examples of ", "types of ", "list of ", "kinds of ", "common ", "main ", "key ", "important ", "famous ",
    "major ", "basic ", "the ", "some ",
];

/// Returns the kind of thing a column's cells are, as a singular noun: `SIG` for `SIG Name`.
fn class_of(header: &str, headings: &[std::sync::Arc<str>], names: &Names) -> Option<String> {
    let noun = header.trim();
    let noun = noun.strip_suffix(" Name").or_else(|| noun.strip_suffix(" name")).unwrap_or(noun);
    let noun = singular(noun);
    let plain = normal(&noun);
    if NO_KIND.contains(&plain.as_str()) || plain.split_whitespace().count() > 3 {
        return None;
    }
    let heading = headings.last().map(|heading| heading.to_string()).unwrap_or_default();
    let counted = heading
        .split_once(' ')
        .filter(|(word, _)| crate::facts::number(word).is_some())
        .map_or(heading.as_str(), |(_, rest)| rest);
    let lower = counted.to_lowercase();
    let topic = BEFORE_KIND
        .iter()
        .find_map(|start| lower.starts_with(start).then(|| &counted[start.len()..]))
        .unwrap_or(counted);
    let named = singular(topic);
    let kind = normal(&named);
    if kind.ends_with(&format!(" {plain}")) && kind.split_whitespace().count() <= 4 {
        return Some(names.noun(&named));
    }
    match counted.split_once(" of ") {
        Some((first, of)) if normal(&singular(first)) == plain => Some(format!("{} of {of}", names.noun(&noun))),
        _ => Some(names.noun(&noun)),
    }
}

/// Headers that name no kind of thing.
const NO_KIND: &[&str] =
    &["", "name", "item", "key", "thing", "entry", "title", "what", "id", "no", "number", "value", "context"];
