//! The address of a question: note, relation, subject, direction, slot. Not its answer, its
//! wording, its line or its place in the file.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use crate::facts::{Fact, Lead, Relation, normal};
use crate::model::{CardId, Direction, Question, Statement};

use super::accepted::{Abbreviations, forms};
use super::leak::says;
use super::{Draft, Refused};

/// Names every draft; where two share an address, the headings above tell them apart.
pub(super) fn name(drafts: Vec<Draft<'_>>, short: &Abbreviations, refused: &mut Vec<Refused>) -> Vec<Question> {
    let plain: Vec<CardId> = drafts.iter().map(|draft| digest(draft, "")).collect();
    let mut counts: BTreeMap<CardId, u32> = BTreeMap::new();
    plain.iter().for_each(|id| *counts.entry(*id).or_default() += 1);
    let mut seen = BTreeSet::new();
    let mut questions = Vec::new();
    for (draft, id) in drafts.into_iter().zip(plain) {
        let shared = counts.get(&id).copied().unwrap_or(0) > 1;
        let id = if shared { digest(&draft, &draft.fact.headings.join("\u{1f}")) } else { id };
        if seen.insert(id) {
            questions.push(question(draft, id, short));
        } else {
            refused.push(*draft.refuse("not asked twice", "its address in the notes is taken"));
        }
    }
    questions
}

fn digest(draft: &Draft<'_>, slot: &str) -> CardId {
    let fact = draft.fact;
    let mut hasher = blake3::Hasher::new();
    let example = fact.example.as_deref().unwrap_or("");
    let parts: [&str; 6] = [
        &draft.note.key,
        &relation(fact),
        &address(&fact.subject),
        &format!("{:?}", asked(draft)),
        &address(example),
        &address(slot),
    ];
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    CardId(first_eight(&hasher))
}

/// Returns the direction as the address holds it: a hand-written card keeps its address when its
/// answer becomes a list.
fn asked(draft: &Draft<'_>) -> Direction {
    if draft.authored() && draft.direction == Direction::List { Direction::Forward } else { draft.direction }
}

fn first_eight(hasher: &blake3::Hasher) -> u64 {
    hasher.finalize().as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Returns the text as addresses compare it: composed, without case, punctuation or spaces that vary.
fn address(text: &str) -> String {
    if text.is_ascii() { normal(text) } else { normal(&text.nfc().collect::<String>()) }
}

/// Returns the family of a fact: all questions about one subject and relation of a note.
fn family(draft: &Draft<'_>) -> u64 {
    let mut hasher = blake3::Hasher::new();
    // The cards of one hand-written line belong together though each has a front of its own.
    let about = if draft.authored() { &draft.fact.evidence } else { &draft.fact.subject };
    for part in [&*draft.note.key, &relation(draft.fact), &address(about)] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    first_eight(&hasher)
}

/// Names the relation without anything of the answer.
fn relation(fact: &Fact) -> String {
    match &fact.relation {
        Relation::Is(_) => "is".into(),
        Relation::Cell { column, .. } => format!("cell:{}", address(column)),
        Relation::Aspect { aspect, .. } => format!("aspect:{}", address(aspect)),
        Relation::Described => "described".into(),
        Relation::StandsFor => "stands for".into(),
        Relation::Does { verb, adverb } => format!("does:{}:{verb}", adverb.as_deref().unwrap_or("")),
        Relation::Did { verb, adverb } => format!("did:{}:{verb}", adverb.as_deref().unwrap_or("")),
        Relation::Undergoes { participle, adverb, .. } => {
            format!("undergoes:{}:{participle}", adverb.as_deref().unwrap_or(""))
        }
        Relation::For { .. } => "for".into(),
        Relation::Through { deed, .. } => format!("through:{deed}"),
        Relation::Members { lead: Lead::Noun(_) } => "members".into(),
        Relation::Members { lead: Lead::Verb { verb, .. } } => format!("members:{verb}"),
        Relation::Members { lead: Lead::Which { property, .. } } => format!("members:which:{}", address(property)),
        Relation::Gap { before, .. } => format!("gap:{}", address(before)),
        Relation::Attribute { name } => format!("attribute:{}", address(name)),
        Relation::After { process } => format!("after:{}", address(process)),
        Relation::Command => "command".into(),
        Relation::Asks => "asks".into(),
        Relation::Authored { .. } => "authored".into(),
    }
}

/// Returns what a fact says, as two readings of notes are compared.
fn statement(fact: &Fact) -> Statement {
    let headings: Vec<String> = fact.headings.iter().map(|heading| address(heading)).collect();
    let example = fact.example.as_deref().map(address).unwrap_or_default();
    let object = if fact.items.is_empty() { address(&fact.object) } else { address(&fact.items.join("; ")) };
    Statement {
        place: headings.join("\u{1f}"),
        subject: address(&fact.subject),
        relation: [relation(fact), example].join("\u{1f}").trim_end_matches('\u{1f}').to_owned(),
        object,
    }
}

/// Returns further forms of the answer; not those that the prompt shows.
fn accepted(draft: &Draft<'_>, short: &Abbreviations) -> Vec<String> {
    let mut forms = forms(&draft.answer, &draft.also, short);
    forms.retain(|form| draft.also.contains(form) || !says(&draft.prompt, form));
    forms
}

/// Returns the options that were written by hand.
fn options(draft: &Draft<'_>) -> Vec<String> {
    match &draft.fact.relation {
        Relation::Authored { options } => options.clone(),
        _ => Vec::new(),
    }
}

fn question(draft: Draft<'_>, id: CardId, short: &Abbreviations) -> Question {
    Question {
        id,
        kind: draft.fact.kind,
        direction: draft.direction,
        accepted: accepted(&draft, short),
        context: draft.context.iter().map(|heading| heading.to_string()).collect(),
        authored: draft.authored(),
        source: draft.source(),
        family: family(&draft),
        note: draft.note.key.clone(),
        statement: statement(draft.fact),
        choices: options(&draft),
        prompt: draft.prompt,
        answer: draft.answer,
        items: draft.items,
        passed: draft.passed,
    }
}
