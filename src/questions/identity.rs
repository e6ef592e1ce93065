//! The address of a question: note, relation, subject, direction, slot. Not its answer, its
//! wording, its line or its place in the file.

use std::collections::{BTreeSet, HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::facts::{Fact, Lead, Relation, normal};
use crate::model::{CardId, Direction, Question, Statement};

use super::accepted::{Abbreviations, forms};
use super::leak::says;
use super::{Draft, Refused};

/// The parts of an address that are costly to find.
struct Address {
    relation: String,
    subject: String,
}

impl Address {
    fn of(fact: &Fact) -> Self {
        Self { relation: relation(fact), subject: address(&fact.subject) }
    }
}

/// Names every draft; where two share an address, the headings above tell them apart.
pub(super) fn name(drafts: Vec<Draft<'_>>, short: &Abbreviations, refused: &mut Vec<Refused>) -> Vec<Question> {
    let plain: Vec<(Address, CardId)> = drafts
        .iter()
        .map(|draft| {
            let at = Address::of(draft.fact);
            let id = digest(draft, &at, "");
            (at, id)
        })
        .collect();
    let mut counts: HashMap<CardId, u32> = HashMap::new();
    plain.iter().for_each(|(_, id)| *counts.entry(*id).or_default() += 1);
    let mut seen = HashSet::new();
    let mut questions = Vec::with_capacity(drafts.len());
    for (draft, (at, id)) in drafts.into_iter().zip(plain) {
        let shared = counts.get(&id).copied().unwrap_or(0) > 1;
        let id = if shared { digest(&draft, &at, &draft.fact.headings.join("\u{1f}")) } else { id };
        if seen.insert(id) {
            questions.push(question(draft, at, id, short));
        } else {
            refused.push(*draft.refuse("not asked twice", "its address in the notes is taken"));
        }
    }
    questions
}

fn digest(draft: &Draft<'_>, at: &Address, slot: &str) -> CardId {
    let mut hasher = blake3::Hasher::new();
    let example = draft.fact.example.as_deref().unwrap_or("");
    let parts: [&str; 6] =
        [&draft.note.key, &at.relation, &at.subject, &format!("{:?}", asked(draft)), &address(example), &address(slot)];
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
fn family(draft: &Draft<'_>, at: &Address) -> u64 {
    let mut hasher = blake3::Hasher::new();
    // The cards of one hand-written line belong together though each has a front of its own.
    let written = draft.authored().then(|| address(&draft.fact.evidence));
    for part in [&*draft.note.key, &at.relation, written.as_ref().unwrap_or(&at.subject)] {
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
        Relation::Must { verb } => format!("must:{verb}"),
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
fn statement(fact: &Fact, at: Address) -> Statement {
    let headings: Vec<String> = fact.headings.iter().map(|heading| address(heading)).collect();
    let example = fact.example.as_deref().map(address).unwrap_or_default();
    let object = if fact.items.is_empty() { address(&fact.object) } else { address(&fact.items.join("; ")) };
    Statement {
        place: headings.join("\u{1f}"),
        subject: at.subject,
        relation: [at.relation, example].join("\u{1f}").trim_end_matches('\u{1f}').to_owned(),
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
        // `Which of EBS, EFS and FSx has this scope?` names its options.
        Relation::Aspect { rivals, .. } if draft.direction == Direction::Reverse && rivals.len() >= 2 => {
            let names = rivals.iter().map(|(name, _)| name).chain([&draft.fact.subject]);
            names.cloned().collect::<BTreeSet<String>>().into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn question(draft: Draft<'_>, at: Address, id: CardId, short: &Abbreviations) -> Question {
    Question {
        id,
        kind: draft.fact.kind,
        direction: draft.direction,
        accepted: accepted(&draft, short),
        context: draft.context.iter().map(|heading| heading.to_string()).collect(),
        authored: draft.authored(),
        source: draft.source(),
        family: family(&draft, &at),
        note: draft.note.key.clone(),
        statement: statement(draft.fact, at),
        choices: options(&draft),
        prompt: draft.prompt,
        answer: draft.answer,
        items: draft.items,
        passed: draft.passed,
    }
}
