//! The way back and a list: the prompt points at one thing, and a list has one owner.

use super::defined::tells_how;
use crate::facts::english::{bare, is_adjective, is_base_verb, is_plural, is_pointer, opens_bound};
use crate::model::Direction;
use crate::questions::Draft;
use crate::questions::names::is_nationality;
use crate::questions::vet::Finding;

/// `What is an open-source tool called?`, `the term for best for ...`: many things fit, or none.
pub(super) fn pointed(draft: &Draft<'_>) -> Finding {
    if draft.direction != Direction::Reverse {
        return None;
    }
    if draft.prompt.ends_with(":?") {
        return Some("the prompt breaks off".into());
    }
    if let Some(asked) = draft.prompt.strip_prefix("What is the term for ") {
        let words: Vec<String> = asked.split_whitespace().map(bare).collect();
        let first = words.first().map_or("", String::as_str);
        let second = words.get(1).map_or("", String::as_str);
        if is_pointer(first) || tells_how(first) || opens_bound(asked) {
            return Some(format!("`{first}` is said of something else"));
        }
        let deed = first.ends_with("ing") && first.len() > 5 && first != "ongoing" && !named_as_deed(&draft.answer);
        let quality =
            second == "for" && !is_plural(first) || first.ends_with("ly") || is_base_verb(second) && second == "be";
        let risky = first.ends_with("-based") || first.ends_with("-driven") || first.ends_with("-oriented");
        return (deed || quality || risky && asked.split_whitespace().next().is_some_and(|word| word.ends_with(',')))
            .then(|| "its description is no name of one thing".into());
    }
    let told_of = ["What is the term for ", "What is ", "What are ", "What was ", "What were "]
        .iter()
        .find_map(|start| draft.prompt.strip_prefix(start));
    let first = told_of.and_then(|text| text.split_whitespace().next()).unwrap_or("");
    let word = bare(first);
    if told_of.is_some()
        && (is_adjective(&word) || word.ends_with("ible") || word.ends_with("-based") && first.ends_with(','))
    {
        return Some("a quality is true of many things".into());
    }
    if told_of.is_some_and(opens_bound) {
        return Some("a quality is true of many things".into());
    }
    if told_of.is_some_and(is_role) {
        return Some("many things are one of them".into());
    }
    let wide = ["What is ", "What are "]
        .iter()
        .find_map(|start| draft.prompt.strip_prefix(start))
        .and_then(|rest| rest.strip_suffix(" called?"));
    let told = [
        " that ", " which ", " who ", " whose ", " where ", " of the ", " by ", " between ", " from ", " for ", " to ",
        " of ", " in ",
    ];
    wide.filter(|text| text.split_whitespace().count() <= 6 && !told.iter().any(|sign| text.contains(sign)))
        .map(|text| format!("`{text}` fits many things"))
}

/// `a product of our attention`, `the first step`: a part that many things play.
pub(super) fn is_role(text: &str) -> bool {
    const ROLES: &[&str] = &[
        "product", "cause", "result", "part", "example", "catalyst", "step", "reason", "consequence", "effect",
        "factor", "sign", "symptom", "element", "member", "component", "aspect", "feature", "sense", "key", "way",
    ];
    // `the part of England ruled by the Danes` is one.
    const ONLY: &[&str] = &["step", "result", "cause", "reason", "key", "consequence", "way"];
    let mut words = text.split_whitespace();
    let Some(article @ ("a" | "an" | "one" | "the")) = words.next() else { return false };
    let own: Vec<&str> = words.take(3).collect();
    let roles = if article == "the" { ONLY } else { ROLES };
    let role = |word: &str| roles.contains(&bare(word).as_str());
    let ends = |at: usize| {
        own.get(at).is_some_and(|word| {
            word.ends_with(['?', ','])
                || own.get(at + 1).is_none_or(|next| matches!(*next, "of" | "for" | "in" | "to" | "called?"))
        })
    };
    (0..own.len()).any(|at| own.get(at).is_some_and(|word| role(word)) && ends(at)) || own.first() == Some(&"common")
}

/// `What are the two mechanisms of action of drugs?`, `What does sympathomimetic include?`: a
/// heading is no noun of its list, a quality holds no things.
pub(super) fn listed(draft: &Draft<'_>) -> Finding {
    let glued = draft.direction == Direction::List
        && draft.prompt.starts_with("What are the ")
        && draft.prompt.matches(" of ").count() >= 2
        && draft.prompt.split_whitespace().count() > 9;
    if glued {
        return Some("a heading is no noun of its list".into());
    }
    let subject = &draft.fact.subject;
    let quality = draft.prompt.ends_with(" include?")
        && !subject.contains(' ')
        && (is_adjective(&bare(subject)) || is_nationality(subject));
    quality.then(|| format!("`{subject}` is a quality and holds no things"))
}

/// Tells whether a name is itself that of a deed: `Grafting`, `Sharding`.
fn named_as_deed(name: &str) -> bool {
    let head = name.split(" (").next().unwrap_or(name);
    let last = bare(head.split_whitespace().last().unwrap_or(""));
    ["ing", "ion", "ment", "sis", "ance", "ence", "ism", "ure", "al", "y"].iter().any(|ending| last.ends_with(ending))
}
