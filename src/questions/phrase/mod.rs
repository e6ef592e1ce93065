//! The wording: a fact to the prompts a careful person would write.

use crate::facts::english::{bare, base_of_third, is_base_verb, is_plural, third_of_base, without_adverb};
use crate::facts::{Fact, Lead, Relation, cut_tail, direction, normal, tokens};
use crate::model::Direction;
use crate::notes::Note;

use super::Draft;
use super::leak::{self, says};
use super::names::Names;

mod case;
mod cell;
mod comparison;
mod description;
mod kind;
mod label;
mod list;
mod reverse;
mod row;
mod sentence;
mod term;

/// Words an answer may have before its tail of examples is cut.
const LONG: usize = 25;

/// Words an answer may have where no grammar asks for it.
const LONGEST_NEUTRAL: usize = 12;

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
    let language = names.is_english(&format!("{} {}", fact.evidence, fact.headings.join(" ")));
    let wordings = if language { wordings(fact, names) } else { neutral(fact) };
    wordings
        .into_iter()
        .map(without_asked_noun)
        .map(|wording| {
            let context = fact
                .headings
                .iter()
                .filter(|heading| {
                    // A question of a quiz stands over no other.
                    let asks = heading.starts_with('Q') && heading[1..].starts_with(|c: char| c.is_ascii_digit());
                    !asks && !says(heading, &wording.answer) && !wording.items.iter().any(|item| says(heading, item))
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

/// `What are laws classified as?` is answered by `public or private`: where the prompt says half of
/// a list, the noun that ends or begins every item and stands in the prompt is not said again.
fn without_asked_noun(mut wording: Wording) -> Wording {
    let said = |wording: &Wording| leak::share_of(&tokens(&wording.answer), &wording.prompt) >= 0.5;
    if wording.direction != Direction::List || wording.items.len() < 2 || !said(&wording) {
        return wording;
    }
    let (prompt, first) = (wording.prompt.as_str(), wording.items.first().map_or("", String::as_str));
    let end = first.rsplit_once(' ').filter(|(_, noun)| says(prompt, noun)).map(|(_, noun)| format!(" {noun}"));
    let start = first.split_once(" of ").filter(|(noun, _)| says(prompt, noun)).map(|(noun, _)| format!("{noun} of "));
    let short = |item: &String| match (&end, &start) {
        (Some(end), _) if item.ends_with(end.as_str()) => item.strip_suffix(end.as_str()).map(str::to_owned),
        (_, Some(start)) => item.strip_prefix(start.as_str()).map(str::to_owned),
        _ => None,
    };
    if let Some(items) = wording.items.iter().map(short).collect::<Option<Vec<String>>>() {
        for (item, short) in wording.items.iter().zip(&items) {
            wording.answer = wording.answer.replace(item.as_str(), short);
        }
        wording.items = items;
    }
    wording
}

/// Wording that needs no grammar, for notes in other languages.
fn neutral(fact: &Fact) -> Vec<Wording> {
    let forward = |prompt: String| worded(Direction::Forward, prompt, &*fact.object);
    let back = || {
        let words = fact.object.split_whitespace().count();
        let short = words <= LONGEST_NEUTRAL && !fact.object.contains(". ");
        let said =
            fact.object.ends_with(['.', '。', '।', '!']) || words <= 3 && fact.object.chars().any(char::is_numeric);
        let worth = short && !said && fact.object.chars().filter(|c| c.is_alphabetic()).count() >= 2;
        worth.then(|| worded(Direction::Reverse, format!("{} → ?", fact.object), &*fact.subject))
    };
    match &fact.relation {
        Relation::Cell { key, column } if fact.example.is_none() => {
            let ask = forward(format!("{} → {}?", fact.subject, column.trim_end_matches('?')));
            let value = fact.object.split_whitespace().count() >= 2;
            let reverse = worded(Direction::Reverse, format!("{} → {key}?", fact.object), &*fact.subject);
            std::iter::once(ask).chain((value && !key.is_empty()).then_some(reverse)).collect()
        }
        Relation::Aspect { aspect, .. } => {
            vec![forward(format!("{} → {}?", fact.subject, aspect.trim_end_matches('?')))]
        }
        // A long answer without grammar is an essay.
        Relation::Described | Relation::StandsFor if fact.object.split_whitespace().count() > LONGEST_NEUTRAL => {
            Vec::new()
        }
        Relation::Described | Relation::StandsFor => {
            std::iter::once(forward(format!("{} → ?", fact.subject))).chain(back()).collect()
        }
        Relation::Attribute { name } => vec![forward(format!("{} → {name}?", fact.subject))],
        Relation::Members { lead: Lead::Noun(noun) } if fact.items.len() <= 5 => vec![Wording {
            direction: Direction::List,
            prompt: format!("{noun} → ?"),
            answer: fact.object.clone(),
            items: fact.items.clone(),
        }],
        Relation::Asks => asks(fact),
        Relation::Authored { .. } => authored(fact),
        _ => Vec::new(),
    }
}

/// Wording of a fact in an English note.
fn wordings(fact: &Fact, names: &Names) -> Vec<Wording> {
    match &fact.relation {
        Relation::Cell { key, column } => cell::cell(fact, key, column, names),
        Relation::Aspect { aspect, rivals } => comparison::aspect(fact, aspect, rivals, names),
        Relation::Described => term::described(fact, names),
        Relation::StandsFor => term::stands_for(fact),
        Relation::Attribute { name } => term::attribute(fact, name, names),
        Relation::Is(form) => sentence::is(fact, form, names),
        Relation::Does { verb, adverb } => sentence::does(fact, verb, adverb.as_deref(), names),
        Relation::Did { verb, adverb } => sentence::did(fact, verb, adverb.as_deref(), names),
        Relation::Undergoes { form, participle, adverb } => {
            sentence::undergoes(fact, form, participle, adverb.as_deref(), names)
        }
        Relation::For { deed } => sentence::purpose(fact, deed, names),
        Relation::Must { verb } => sentence::must(fact, verb, names),
        Relation::Through { actors, verb, deed } => sentence::through(fact, actors, verb, deed),
        Relation::Members { lead } => list::members(fact, lead, names),
        Relation::After { process } => list::after(fact, process, names),
        Relation::Gap { before, after } => {
            vec![worded(Direction::Cloze, format!("{before} [...]{after}").replace("( [...]", "([...]"), &*fact.object)]
        }
        Relation::Command => list::command(fact),
        Relation::Asks => asks(fact),
        Relation::Authored { .. } => authored(fact),
    }
}

/// A question of the notes, as they put it.
fn asks(fact: &Fact) -> Vec<Wording> {
    let direction = if fact.items.is_empty() { Direction::Forward } else { Direction::List };
    vec![Wording { items: fact.items.clone(), ..worded(direction, fact.subject.clone(), &*fact.object) }]
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

/// Returns the phrase with its first letter small.
pub(super) fn first_small(phrase: &str) -> String {
    let mut characters = phrase.chars();
    characters.next().map_or_else(String::new, |c| c.to_lowercase().chain(characters).collect())
}

/// Returns the noun with a small first letter, unless it is a name or abbreviation.
pub(super) fn small(phrase: &str) -> String {
    let first = phrase.split_whitespace().next().unwrap_or("");
    if first.chars().skip(1).any(char::is_uppercase) || first.chars().count() < 2 && first != "A" {
        return phrase.to_owned();
    }
    let mut characters = phrase.chars();
    characters.next().map_or_else(String::new, |c| c.to_lowercase().chain(characters).collect())
}

pub(super) fn answer_of(fact: &Fact) -> String {
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

/// Tells whether a header is said by the form of its question: `Description`, `Founded`, `Year`.
pub(super) fn says_itself(header: &str) -> bool {
    cell::says_itself(&normal(header))
}

fn is_code(text: &str) -> bool {
    let call = text.find('(').is_some_and(|at| at == 0 || !text[..at].ends_with(' '));
    !text.chars().any(char::is_alphabetic) || call || text.contains(['{', '<', '$', '='])
}

/// Returns a verb phrase in the third person: `coordinate meetings` gives `coordinates meetings`;
/// nothing where further verbs follow that would have to change too.
fn in_third(phrase: &str) -> Option<String> {
    if let Some(rest) = without_adverb(phrase) {
        return Some(format!("{}{}", &phrase[..phrase.len() - rest.len()], in_third(rest)?));
    }
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let first = bare(words.first()?);
    // `add/remove` are two verbs.
    if first.contains('/') && first.split('/').all(is_base_verb) {
        let third: Vec<String> = first.split('/').map(third_of_base).collect();
        return Some(format!("{}{}", third.join("/"), tail(&words, 1)));
    }
    if base_of_third(&first).is_some() || first.split('/').all(|verb| base_of_third(verb).is_some()) {
        return Some(phrase.to_owned());
    }
    if words.first().is_some_and(|word| word.ends_with(',')) {
        return None;
    }
    let further = words.iter().skip(2).zip(words.iter().skip(1)).any(|(word, before)| {
        is_base_verb(&bare(word))
            && (before.ends_with(',') || matches!(*before, "and" | "or" | "but"))
            && !word.ends_with(',')
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

/// Returns the subject without its article.
fn bare_name(subject: &str) -> &str {
    ["The ", "the ", "A ", "a ", "An ", "an "].iter().find_map(|word| subject.strip_prefix(word)).unwrap_or(subject)
}

#[cfg(test)]
mod tests {
    use crate::notes::note;
    use crate::questions::generate;

    fn list(text: &str) -> (String, Vec<String>) {
        let questions =
            note("n.md", "n.md", text.as_bytes()).map(|note| generate(&[note]).questions).unwrap_or_default();
        let list = questions.into_iter().find(|question| !question.items.is_empty());
        list.map_or_else(Default::default, |question| (question.answer, question.items))
    }

    #[test]
    fn a_noun_that_is_asked_for_is_not_said_again_in_each_item() {
        let (answer, items) = list("# Law\n\n**Laws** are classified as public law or private law.\n");
        assert_eq!((answer.as_str(), items), ("public or private", vec!["public".to_owned(), "private".to_owned()]));
        let (answer, _) = list(
            "# Stones\n\n## Types of rock\n\nThere are two types of rock:\n\n- igneous rock\n- sedimentary rock\n",
        );
        assert!(!answer.contains("rock"), "{answer}");
    }

    #[test]
    fn what_is_done_by_a_deed_is_asked_as_how() {
        let made = crate::questions::prompts("# Sea\n\n**Salt** is won by boiling water of the sea.\n");
        assert_eq!(made, ["How is Salt won?"]);
    }

    #[test]
    fn a_list_whose_items_say_more_than_the_prompt_stays_as_written() {
        let (answer, _) = list(
            "# Files\n\nThere are two types of gateway:\n\n- virtual tape library gateway\n- block storage volume gateway\n",
        );
        assert!(answer.contains("gateway"), "{answer}");
    }

    #[test]
    fn a_long_answer_in_a_language_without_wording_is_not_asked() {
        let text = "# Rechtsbegriffe\n\n- **Schuld**: die Vorwerfbarkeit der Tat\n- **Tat**: ein Verhalten, das der Wille \
            beherrscht und das nach außen in der Welt sichtbar wird und einen Erfolg hat\n- **Norm**: eine Regel des Rechts\n";
        let questions =
            note("n.md", "n.md", text.as_bytes()).map(|note| generate(&[note]).questions).unwrap_or_default();
        assert!(questions.iter().any(|question| question.prompt.starts_with("Schuld")), "{questions:?}");
        assert!(questions.iter().all(|question| !question.prompt.starts_with("Tat ")), "{questions:?}");
    }
}
