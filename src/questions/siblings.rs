//! What a set of siblings has in common: the verb form of their descriptions, and whether they
//! are names.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::english::{Opening, is_clause, may_open, opening};
use crate::facts::{Fact, Relation, normal};

/// What a set of siblings has in common.
#[derive(Default)]
pub(super) struct Group {
    /// The verb form in which their descriptions open.
    pub(super) voice: Option<Opening>,
    /// How many they are.
    pub(super) count: usize,
    /// Their descriptions begin with small letters, so that a capital says something.
    pub(super) small: bool,
    /// They are names: those of several words have capitals throughout.
    pub(super) names: bool,
    /// They are the column right behind the key, or no column at all.
    pub(super) first_column: bool,
}

/// Finds what the facts of each set of siblings have in common.
pub(super) fn groups(facts: &[Fact]) -> BTreeMap<u32, Group> {
    let mut members: BTreeMap<u32, Vec<&Fact>> = BTreeMap::new();
    let told = |fact: &&Fact| matches!(fact.relation, Relation::Described | Relation::Cell { .. } | Relation::Is(_));
    facts.iter().filter(told).for_each(|fact| members.entry(fact.group).or_default().push(fact));
    let mut firsts: BTreeMap<(u32, String), u32> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| matches!(fact.relation, Relation::Cell { .. })) {
        firsts.entry((fact.line, normal(&fact.subject))).or_insert(fact.group);
    }
    let firsts: BTreeSet<u32> = firsts.into_values().collect();
    members
        .into_iter()
        .map(|(group, facts)| {
            let cells = facts.iter().any(|fact| matches!(fact.relation, Relation::Cell { .. }));
            let first_column = !cells || firsts.contains(&group);
            let low = facts.iter().filter(|fact| fact.object.starts_with(char::is_lowercase)).count();
            (
                group,
                Group {
                    count: facts.len(),
                    small: low * 2 > facts.len(),
                    voice: voice(&facts),
                    names: names(&facts),
                    first_column,
                },
            )
        })
        .collect()
}

/// Returns the verb form that half of the descriptions can open with and some surely do.
fn voice(facts: &[&Fact]) -> Option<Opening> {
    if facts.len() < 2 {
        return None;
    }
    let openings: Vec<(Opening, &str)> = facts.iter().map(|fact| (opening(&fact.object), &*fact.object)).collect();
    [Opening::BaseVerb, Opening::ThirdVerb, Opening::PastVerb].into_iter().find(|form| {
        let sure = openings.iter().any(|(how, object)| how == form && !is_clause(object));
        let possible = || openings.iter().filter(|(how, object)| how == form || may_open(object, *form)).count();
        // Bare participles are verbs only where every sibling opens with one.
        match (sure, form) {
            (true, _) => possible() * 2 >= facts.len(),
            (false, Opening::PastVerb) => possible() == facts.len(),
            (false, _) => false,
        }
    })
}

fn names(facts: &[&Fact]) -> bool {
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let several: Vec<&&Fact> =
        facts.iter().filter(|fact| fact.subject.split(" (").next().unwrap_or("").contains(' ')).collect();
    let mixed =
        facts.iter().any(|fact| fact.subject.starts_with(char::is_lowercase) && !fact.subject.contains([' ', '(']))
            && facts.iter().any(|fact| fact.subject.starts_with(char::is_uppercase));
    let camel = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && word.chars().any(char::is_lowercase)
            && letters.any(char::is_uppercase)
    };
    let camels = facts.iter().any(|fact| fact.subject.split_whitespace().any(camel));
    let titled = several.iter().filter(|fact| fact.subject.split_whitespace().all(capital)).count();
    mixed || camels || titled > 0 && titled * 2 >= several.len() && facts.len() >= 2
}
