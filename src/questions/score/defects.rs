//! What is mechanically wrong with a question, whoever made it. The numbers are those of the rubric
//! in `docs/questions.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{normal, tokens};

use super::super::leak::{same, says};
use super::{Asked, Defect};

const LONGEST_ANSWER: usize = 25;
const MOST_ITEMS: usize = 7;

/// Key length as a share of the mean of the other options, in percent, beyond which it stands out.
const LENGTH: std::ops::RangeInclusive<usize> = 50..=160;

/// Words that lean on what was said before.
const POINTING: [&str; 14] =
    ["it", "its", "they", "their", "this", "that", "these", "those", "he", "she", "such", "here", "above", "below"];

/// Headings that name nothing by themselves.
const GENERIC: [&str; 14] = [
    "definition", "purpose", "summary", "overview", "requirements", "example", "examples", "notes", "introduction",
    "how it helps", "problem it addresses", "references", "background", "details",
];

const NOISE: [&str; 12] =
    ["**", "__", "](", "http://", "https://", "www.", "[^", "{{", "\u{ad}", "â€", "ðŸ", "\u{fffd}"];

/// Finds every defect, with the place of its question.
pub(super) fn find(questions: &[Asked]) -> Vec<(usize, Defect)> {
    let shared = shared_words(questions);
    let mut found = Vec::new();
    let mut seen: BTreeMap<(String, String), &str> = BTreeMap::new();
    for (place, question) in questions.iter().enumerate() {
        let mut defect = |check: &'static str, what: String| {
            found.push((place, Defect { question: question.id.clone(), check, found: what }));
        };
        if !question.authored {
            own(question, shared.get(&set(question)), &mut defect);
        }
        everywhere(question, &mut defect);
        let same_as = seen.insert((normal(&question.prompt), normal(&question.answer)), &question.id);
        if let Some(other) = same_as {
            defect("M13 asked twice", format!("as {other}"));
        }
    }
    found.extend(ambiguous(questions));
    found
}

/// Returns what the siblings of a question share: note, structure and direction.
fn set(question: &Asked) -> (String, String) {
    (format!("{} {}", question.kind, question.direction), question.source.path.clone())
}

/// Returns the words that three in five sibling answers share, which give none of them away.
fn shared_words(questions: &[Asked]) -> BTreeMap<(String, String), BTreeSet<String>> {
    let mut sets: BTreeMap<(String, String), Vec<BTreeSet<String>>> = BTreeMap::new();
    for question in questions {
        sets.entry(set(question)).or_default().push(tokens(&question.answer).into_iter().collect());
    }
    let shared = |answers: Vec<BTreeSet<String>>| -> BTreeSet<String> {
        let all: BTreeSet<&String> = answers.iter().flatten().collect();
        let common =
            |word: &&String| answers.iter().filter(|answer| answer.contains(*word)).count() * 5 >= answers.len() * 3;
        all.into_iter().filter(common).cloned().collect()
    };
    sets.into_iter().filter(|(_, answers)| answers.len() >= 3).map(|(set, answers)| (set, shared(answers))).collect()
}

type Found<'a> = dyn FnMut(&'static str, String) + 'a;

/// Checks what a hand-written card may do as it likes.
fn own(question: &Asked, shared: Option<&BTreeSet<String>>, defect: &mut Found<'_>) {
    leaks(question, shared, defect);
    leans(question, defect);
    let answer = question.answer.trim();
    let words = answer.split_whitespace().count();
    if breaks_off(answer) || unbalanced(answer) || unbalanced(&question.prompt) {
        defect("M06 dangling text", answer.to_owned());
    }
    if !answer.chars().any(char::is_alphanumeric) || matches!(normal(answer).as_str(), "n/a" | "tbd" | "todo" | "none")
    {
        defect("M07 empty answer", answer.to_owned());
    }
    if words > LONGEST_ANSWER && question.items.is_empty() {
        defect("M08 not one fact", format!("{words} words"));
    }
    if question.items.len() > MOST_ITEMS {
        defect("M09 long enumeration", format!("{} items", question.items.len()));
    }
}

fn leaks(question: &Asked, shared: Option<&BTreeSet<String>>, defect: &mut Found<'_>) {
    let prompt = question.prompt.to_lowercase();
    let by_letters = prompt.contains("stand for") || prompt.contains("abbreviation");
    let choice = prompt.contains("which of") || prompt.contains(" or ") && prompt.ends_with('?');
    let all = tokens(&question.answer);
    let mut telling: Vec<&String> =
        all.iter().filter(|word| !shared.is_some_and(|shared| shared.contains(*word))).collect();
    if telling.is_empty() {
        telling = all.iter().collect();
    }
    if telling.is_empty() || !question.choices.is_empty() && by_letters {
        return;
    }
    if normal(&question.answer).chars().count() > 2 && says(&question.prompt, &question.answer) && !choice {
        return defect("M01 answer in the prompt", question.answer.clone());
    }
    let asked = tokens(&question.prompt);
    let told: Vec<&str> =
        telling.iter().filter(|word| asked.iter().any(|other| same(word, other))).map(|word| word.as_str()).collect();
    if told.len() * 2 >= telling.len() && !told.is_empty() && !by_letters && !choice {
        defect("M02 answer leaks", told.join(", "));
    }
}

fn leans(question: &Asked, defect: &mut Found<'_>) {
    let first = |text: &str| normal(text).split(' ').next().unwrap_or("").to_owned();
    let starts: Vec<String> = question.prompt.split_whitespace().take(3).map(str::to_lowercase).collect();
    let subject = match starts.as_slice() {
        [asks, verb, subject]
            if matches!(asks.as_str(), "what" | "who" | "which" | "how")
                && matches!(verb.as_str(), "is" | "are" | "do" | "does" | "did") =>
        {
            subject.trim_end_matches('?').to_owned()
        }
        _ => String::new(),
    };
    let leaning = [first(&question.prompt), first(&question.answer), subject];
    if leaning.iter().any(|word| POINTING.contains(&word.as_str())) {
        defect("M05 missing antecedent", question.prompt.clone());
    }
    let named = ["What is the ", "What are the ", "What is ", "What are "]
        .iter()
        .find_map(|start| question.prompt.strip_prefix(start));
    if named.is_some_and(|name| GENERIC.contains(&normal(name).as_str())) {
        defect("M05 a heading without a subject", question.prompt.clone());
    }
}

fn breaks_off(answer: &str) -> bool {
    const ENDS: [&str; 10] = ["and", "or", "but", "of", "the", "a", "an", "to", "in", "with"];
    let last = answer.split_whitespace().last().unwrap_or("");
    answer.ends_with(':') || answer.ends_with("(e.g.") || ENDS.contains(&last) && answer.contains(' ')
}

fn unbalanced(text: &str) -> bool {
    text.matches('(').count() != text.matches(')').count() || text.matches('"').count() % 2 == 1
}

/// Checks that hold for every question, however it was made.
fn everywhere(question: &Asked, defect: &mut Found<'_>) {
    let all = format!(
        "{}\n{}\n{}\n{}",
        question.prompt,
        question.answer,
        question.items.join("\n"),
        question.choices.join("\n")
    );
    let sign = NOISE.iter().find(|sign| all.contains(**sign)).map(|sign| (*sign).to_owned());
    let emoji = || all.chars().find(|c| matches!(u32::from(*c), 0x1F300..=0x1FAFF | 0xFE0F)).map(String::from);
    if let Some(noise) = sign.or_else(emoji).filter(|_| !question.authored) {
        defect("M10 markup left", noise);
    }
    if question.source.path.is_empty() || question.source.line == 0 {
        defect("M19 no source", question.prompt.clone());
    }
    let chosen = !question.choices.is_empty() && question.items.is_empty();
    if chosen && !question.authored {
        options(question, defect);
    }
}

fn options(question: &Asked, defect: &mut Found<'_>) {
    let options: Vec<String> = question.choices.iter().map(|choice| normal(choice)).collect();
    let distinct: BTreeSet<&String> = options.iter().collect();
    let key = normal(&question.answer);
    if distinct.len() < options.len() {
        defect("M25 an option twice", question.choices.join(" | "));
    }
    if !options.contains(&key) {
        defect("M25 no right option", question.choices.join(" | "));
    }
    let others: Vec<usize> =
        options.iter().filter(|option| **option != key).map(|option| option.chars().count()).collect();
    let mean = others.iter().sum::<usize>() / others.len().max(1);
    let share = key.chars().count() * 100 / mean.max(1);
    if !others.is_empty() && !LENGTH.contains(&share) {
        defect("M27 length cue", format!("{share} % of the others"));
    }
}

/// Finds prompts that two questions answer differently.
fn ambiguous(questions: &[Asked]) -> Vec<(usize, Defect)> {
    let mut first: BTreeMap<(String, &[String]), (String, &str)> = BTreeMap::new();
    let mut found = Vec::new();
    for (place, question) in questions.iter().enumerate() {
        let answer = normal(&question.answer);
        let shown = (normal(&question.prompt), question.context.as_slice());
        match first.get(&shown) {
            Some((other, id)) if *other != answer => {
                let defect = Defect {
                    question: question.id.clone(),
                    check: "M03 one prompt, two answers",
                    found: format!("{id} answers it differently"),
                };
                found.push((place, defect));
            }
            Some(_) => {}
            None => drop(first.insert(shown, (answer, &question.id))),
        }
    }
    found
}
