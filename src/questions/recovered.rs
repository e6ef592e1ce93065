//! The way back: from prompt and answer to the fact they were made of. What is asked names the
//! subject and the relation whole, and what is answered is the object; between them no word that
//! means something is lost, and none has come in.

use crate::facts::english::{bare, base_of_past, base_of_third, without_brackets};
use crate::facts::{Fact, Lead, Relation, tokens};
use crate::model::Direction;

use super::Draft;
use super::leak::same;
use super::phrase::{answer_of, says_itself};
use super::vet::{Check, Finding};

/// The checks of the way back, in their order.
pub(super) const CHECKS: &[Check] = &[("states its fact", states)];

/// Words that turn a statement round: they name nothing and may not be lost.
const TURNING: &[&str] = &["not", "no", "never", "without"];

/// Prompt and answer give the fact back: no word of it is lost, and the answer is none of another.
fn states(draft: &Draft<'_>) -> Finding {
    let fact = draft.fact;
    if matches!(fact.relation, Relation::Asks | Relation::Authored { .. }) || draft.prompt.contains(" → ") {
        return None;
    }
    let asked = words(&draft.prompt);
    let answered: Vec<String> = draft.items.iter().chain([&draft.answer]).flat_map(|text| words(text)).collect();
    let lost = named(draft).into_iter().find(|word| !holds(&asked, word));
    if let Some(word) = lost {
        return Some(format!("the prompt does not say `{word}`"));
    }
    let (given, sought) = sides(draft);
    let dropped = sought.iter().find(|word| !holds(&answered, word) && !holds(&asked, word));
    if let Some(word) = dropped {
        return Some(format!("the answer does not say `{word}`"));
    }
    // A contrast names its two sides again, as the prompt does.
    let again = |word: &String| draft.direction == Direction::Contrast && holds(&asked, word);
    let foreign = answered.iter().find(|word| !holds(&sought, word) && !holds(&given, word) && !again(word));
    foreign.map(|word| format!("`{word}` of the answer is no part of the fact"))
}

/// Returns what the prompt must name, word by word: the known side and the relation.
fn named(draft: &Draft<'_>) -> Vec<String> {
    let fact = draft.fact;
    match draft.direction {
        Direction::Reverse if matches!(fact.relation, Relation::Is(_) | Relation::Described) => {
            words(&without_brackets(&shortened(fact)))
        }
        Direction::Reverse => {
            let deed = matches!(fact.relation, Relation::Does { .. } | Relation::Did { .. });
            let relation = if deed { relation(fact) } else { Vec::new() };
            words(&without_brackets(&shortened(fact))).into_iter().chain(relation).collect()
        }
        Direction::Contrast => rivals(fact).flat_map(|(name, _)| words(name)).chain(words(&fact.subject)).collect(),
        _ => subject(fact).into_iter().chain(relation(fact)).collect(),
    }
}

/// Returns the words of the side that is known and of the side that is sought.
fn sides(draft: &Draft<'_>) -> (Vec<String>, Vec<String>) {
    let fact = draft.fact;
    match draft.direction {
        Direction::Reverse => (words(&shortened(fact)), words(&fact.subject)),
        Direction::Contrast => {
            let cells = rivals(fact).flat_map(|(name, cell)| words(name).into_iter().chain(words(cell)));
            let own = words(&fact.subject).into_iter().chain(words(&fact.object));
            (own.chain(cells).collect(), Vec::new())
        }
        _ => {
            let given = subject(fact).into_iter().chain(relation(fact)).chain(joint(fact));
            (given.collect(), words(&shortened(fact)))
        }
    }
}

fn rivals(fact: &Fact) -> impl Iterator<Item = (&str, &str)> {
    let rivals = match &fact.relation {
        Relation::Aspect { rivals, .. } => rivals.as_slice(),
        _ => &[],
    };
    rivals.iter().map(|(name, cell)| (name.as_str(), cell.as_str()))
}

/// Returns the words of what is spoken of.
fn subject(fact: &Fact) -> Vec<String> {
    match &fact.relation {
        Relation::Members { lead: Lead::Noun(noun) } => words(noun),
        Relation::Members { lead: Lead::Which { kind, property } } => words(&format!("{kind} {property}")),
        Relation::Gap { before, after } => words(&format!("{before} {after}")),
        Relation::Cell { .. } if fact.example.is_some() => {
            words(&format!("{} {}", fact.subject, fact.example.as_deref().unwrap_or("")))
        }
        _ => words(&fact.subject),
    }
}

/// Returns the words of how subject and object belong together, as far as a prompt must say them.
fn relation(fact: &Fact) -> Vec<String> {
    match &fact.relation {
        Relation::Does { verb, .. } | Relation::Did { verb, .. } => first(verb),
        Relation::Members { lead: Lead::Verb { verb, .. } } => first(verb),
        Relation::Undergoes { participle, .. } => first(participle),
        Relation::Must { verb } => first(verb),
        Relation::For { deed } => words(deed),
        Relation::Through { actors, verb, deed } => words(&format!("{actors} {verb} {deed}")),
        Relation::Attribute { name: header }
        | Relation::Cell { column: header, .. }
        | Relation::Aspect { aspect: header, .. }
            if fact.example.is_none() && !says_itself(header) =>
        {
            words(&without_brackets(header))
        }
        _ => Vec::new(),
    }
}

/// Returns the little words that a relation may hand over to the answer: `in 1945`, `if it rains`.
fn joint(fact: &Fact) -> Vec<String> {
    match &fact.relation {
        Relation::Does { verb, .. } | Relation::Did { verb, .. } => words(verb),
        Relation::Undergoes { participle, .. } => words(participle),
        _ => Vec::new(),
    }
}

fn first(phrase: &str) -> Vec<String> {
    phrase.split_whitespace().next().map(words).unwrap_or_default()
}

/// Returns the object as it is asked for: long tails and second clauses are left out on purpose.
fn shortened(fact: &Fact) -> String {
    if fact.items.is_empty() { answer_of(fact) } else { fact.items.join(" ") }
}

/// Returns the telling words of a text, and those that turn it round.
fn words(text: &str) -> Vec<String> {
    let turning = text.split_whitespace().map(bare).filter(|word| TURNING.contains(&word.as_str()));
    tokens(text).into_iter().chain(turning).collect()
}

/// Tells whether the words hold one, in any of its forms.
fn holds(all: &[String], word: &str) -> bool {
    if all.iter().any(|other| same(word, other)) {
        return true;
    }
    let base = |word: &str| base_of_third(word).or_else(|| base_of_past(word));
    let own = base(word);
    all.iter().any(|other| own.as_ref() == Some(other) || base(other).is_some_and(|base| base == word))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::notes::note;
    use crate::questions::names::Names;
    use crate::questions::phrase;

    /// A note in which every template finds a fact.
    const NOTE: &str = "# Body and stars\n\n**Osmosis** is the movement of water through a membrane.\n\n\
        The **spleen** filters worn cells and old platelets from the blood. **Penicillin** was discovered by Alexander \
        Fleming.\n\n**World War II** ended in 1945. Role-Based Access Control (RBAC) limits what users may open.\n\n\
        **Guilds** bring together painters, weavers, and smiths who share an old and honoured trade — to discuss \
        prices, train apprentices, and protect the town.\n\n\
        A suit is brought by a private party (referred to as a **plaintiff**) against another (referred to as a \
        **defendant**).\n\nEach **ship** has:\n\n- a keel\n- a mast\n- a rudder\n\n\
        There are three states of matter:\n\n- solid\n- liquid\n- gas\n\n\
        ## Hormones\n\n- **Insulin**: lowers the sugar in the blood\n- **Glucagon**: raises the sugar in the blood\n\
        - **Cortisol**: the steroid that the adrenal cortex makes under stress\n\n\
        ## Aspirin\n\n- **Class**: NSAID\n- **Dose**: 500 mg\n\n\
        ## Organs\n\n| Organ | Job | Weight |\n|---|---|---|\n| Liver | makes bile and stores sugar | 1500 g |\n\
        | Kidney | filters the blood into urine | 150 g |\n| Heart | pumps blood through all vessels | 300 g |\n\n\
        ## Protocols\n\n| | TCP | UDP |\n|---|---|---|\n| Memory | keeps state of each stream | remembers nothing at all |\n\
        | Speed | slow start with growing window | full rate from the first packet |\n\n\
        ## Planets\n\n| Planet | Rings |\n|---|---|\n| Saturn | yes |\n| Uranus | yes |\n| Mars | no |\n| Venus | no |\n\n\
        ## Steps of phagocytosis\n\n1. Engulfment\n2. Fusion\n3. Digestion\n\n\
        ## Commands\n\nList all running pods:\n\n```sh\nkubectl get pods\n```\n";

    /// Gives each question that passes all checks.
    fn passed(mut each: impl FnMut(&Draft<'_>)) {
        let note = note("n.md", "n.md", NOTE.as_bytes()).unwrap_or_else(|_| panic!("readable notes"));
        let facts = crate::facts::read(&note).facts;
        let names = Names::of(&note, &facts);
        let siblings = crate::questions::leak::Siblings::of(&facts);
        for draft in facts.iter().flat_map(|fact| phrase::drafts(&note, fact, &names)) {
            if let Ok(draft) = crate::questions::vet::vet(draft, &siblings)
                && !matches!(draft.fact.relation, Relation::Asks)
            {
                each(&draft);
            }
        }
    }

    fn template(draft: &Draft<'_>) -> String {
        let relation = format!("{:?}", draft.fact.relation);
        let mut names = relation.split(|c: char| !c.is_alphanumeric()).filter(|name| !name.is_empty());
        let name = names.next().unwrap_or("");
        let lead = names.nth(1).filter(|_| name == "Members").unwrap_or("");
        format!("{name}{lead} {:?}", draft.direction)
    }

    #[test]
    fn every_template_gives_its_fact_back() {
        let mut seen = BTreeSet::new();
        passed(|draft| {
            assert_eq!(states(draft), None, "{}", draft.prompt);
            seen.insert(template(draft));
        });
        let known = [
            "After Order", "Aspect Contrast", "Aspect Forward", "Attribute Forward", "Cell Forward", "Cell Reverse",
            "Command Forward", "Described Forward", "Described Reverse", "Did Forward", "Does Forward", "Does Reverse",
            "Is Forward", "Is Reverse", "For Forward", "Gap Cloze", "MembersNoun List", "MembersVerb List",
            "MembersWhich List", "Through Forward", "StandsFor Forward", "StandsFor Reverse", "Undergoes Forward",
        ];
        let missing: Vec<&&str> = known.iter().filter(|name| !seen.contains(**name)).collect();
        assert!(missing.is_empty(), "{missing:?} of {seen:#?}");
    }

    #[test]
    fn a_prompt_that_loses_a_telling_word_of_its_fact_is_refused() {
        passed(|draft| {
            for word in named(draft) {
                let kept =
                    draft.prompt.split_whitespace().filter(|part| !words(part).iter().any(|own| same(own, &word)));
                let shorter = Draft { prompt: kept.collect::<Vec<_>>().join(" "), ..draft.clone() };
                assert!(states(&shorter).is_some(), "{} without {word}", draft.prompt);
            }
        });
    }

    #[test]
    fn an_answer_of_another_fact_is_refused() {
        passed(|draft| {
            for answer in ["photosynthesis", ""] {
                let wrong = Draft { answer: answer.to_owned(), items: Vec::new(), ..draft.clone() };
                let nothing_sought = draft.direction == Direction::Contrast && answer.is_empty();
                assert!(states(&wrong).is_some() || nothing_sought, "{} -> {answer}", draft.prompt);
            }
        });
    }

    #[test]
    fn a_denial_is_no_word_to_lose() {
        assert!(words("does not act").contains(&"not".to_owned()));
    }
}
