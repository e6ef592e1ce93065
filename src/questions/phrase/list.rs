//! The wording of lists, steps and commands.

use crate::facts::english::{bare, base_of_third, is_base_verb, is_clause, is_plural, small_determiner};
use crate::facts::{Fact, Lead};
use crate::model::Direction;

use super::{Names, Wording, be_for, do_for, in_third, worded};

pub(super) fn members(fact: &Fact, lead: &Lead, names: &Names) -> Vec<Wording> {
    let count = count_word(fact.items.len());
    let prompt = match lead {
        Lead::Which { kind, property } => format!("Which {kind} {property}?"),
        Lead::Noun(noun) if noun.starts_with("examples ") => format!("What are {count} {noun}?"),
        Lead::Noun(noun) => format!("What are the {count} {}?", within(noun, names)),
        Lead::Verb { verb, .. } if verb == "be about" => {
            format!("What {count} things {} {} about?", be_for(&fact.subject), names.inner(&fact.subject))
        }
        Lead::Verb { adverb, verb } => {
            let adverb = adverb.as_ref().map_or_else(String::new, |word| format!("{word} "));
            let subject = small_determiner(&names.inner(&fact.subject));
            format!("What {count} things {} {subject} {adverb}{verb}?", do_for(&fact.subject))
        }
    };
    // Some of many are no closed list, whoever names them.
    let some = ["example", "notable", "popular", "famous", "typical", "common"];
    let open = matches!(lead, Lead::Verb { verb, .. } if verb == "include")
        && fact.subject.split_whitespace().map(bare).any(|word| some.iter().any(|sign| word.starts_with(sign)));
    let points = fact.subject.split_whitespace().map(bare).any(|word| matches!(word.as_str(), "this" | "these"));
    if fact.items.len() > 7 || open || points || fact.items.iter().any(|item| item.contains(" + ")) {
        return Vec::new();
    }
    vec![Wording { direction: Direction::List, prompt, answer: fact.object.clone(), items: fact.items.clone() }]
}

/// Returns what is announced as it stands inside a sentence: `key features of Argo CD`.
fn within(noun: &str, names: &Names) -> String {
    match noun.split_once(" of ") {
        Some((head, owner)) if !head.contains(['"', '“', '\'']) => {
            format!("{} of {}", names.noun(head), names.inner(owner))
        }
        _ => noun.to_owned(),
    }
}

fn count_word(count: usize) -> &'static str {
    ["no", "one", "two", "three", "four", "five", "six", "seven"].get(count).copied().unwrap_or("several")
}

/// What comes right after a step of a process.
pub(super) fn after(fact: &Fact, process: &str, names: &Names) -> Vec<Wording> {
    // `Tutors actively guide their pupils` is a sentence over the steps and no process.
    let adverb = process.split_whitespace().nth(1).is_some_and(|word| word.len() > 4 && word.ends_with("ly"));
    if adverb || is_clause(process) {
        return Vec::new();
    }
    let process = with_article(&names.term(strip_steps(process)));
    let step = names.term(&fact.subject);
    let short = step.split_whitespace().count() <= 4 && !step.contains(['(', ',', ';']) && !in_words(&step);
    let prompt = if short {
        format!("In {process}, what comes right after {step}?")
    } else {
        format!("In {process}, what comes right after this step: {step}?")
    };
    vec![worded(Direction::Order, prompt, &*fact.object)]
}

/// Tells whether a step is a deed or a sentence and so no name.
fn in_words(step: &str) -> bool {
    let first = step.split_whitespace().next().unwrap_or("").to_lowercase();
    let verb = is_base_verb(&first) && step.contains(' ');
    verb || is_clause(step) || step.split_whitespace().skip(1).any(|word| base_of_third(word).is_some())
}

/// `life cycle of a star` takes `the`; names, plurals and deeds do not.
fn with_article(process: &str) -> String {
    let first = process.split_whitespace().next().unwrap_or("");
    let head = process.split(" of ").next().unwrap_or(process);
    let noun = ["cycle", "process", "handshake", "workflow", "pipeline", "procedure", "sequence", "method", "pathway"]
        .iter()
        .any(|word| head.to_lowercase().ends_with(word));
    let bare = !matches!(first, "the" | "The" | "a" | "an" | "how");
    if bare && noun && !is_plural(process) {
        return format!("the {process}");
    }
    process.to_owned()
}

/// Which command does what the notes say above it.
pub(super) fn command(fact: &Fact) -> Vec<Wording> {
    let Some(deed) = in_third(&super::small(&fact.subject)) else { return Vec::new() };
    vec![worded(Direction::Forward, format!("Which command {deed}?"), &*fact.object)]
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
