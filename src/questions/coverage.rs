//! The ledger: for every line of a note that holds something, the questions it gave, or why none.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::facts::Facts;
use crate::model::{CardId, Question};
use crate::notes::Note;

use super::Refused;

/// What became of a run of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// At least one question cites them.
    Asked,
    /// They are part of how others are asked: a heading, a header row, a lead-in.
    Covered,
    /// They gave no question.
    Skipped,
}

/// One row of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// The note.
    pub path: Arc<str>,
    /// First line, 1-based.
    pub line: u32,
    /// Last line, included.
    pub end_line: u32,
    /// What became of them.
    pub status: Status,
    /// Why they gave no question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The questions that cite them.
    pub questions: Vec<CardId>,
}

/// Accounts for the lines of every note, in order.
pub(super) fn ledger(read: &[(&Note, &Facts)], questions: &[Question], refused: &[Refused]) -> Vec<Coverage> {
    let mut by_note: BTreeMap<&str, Vec<&Question>> = BTreeMap::new();
    questions.iter().for_each(|question| by_note.entry(&question.source.path).or_default().push(question));
    let mut refusals: BTreeMap<&str, Vec<&Refused>> = BTreeMap::new();
    refused.iter().for_each(|refusal| refusals.entry(&refusal.path).or_default().push(refusal));
    let none = (Vec::new(), Vec::new());
    read.iter()
        .flat_map(|(note, facts)| {
            of_note(
                note,
                facts,
                by_note.get(&*note.path).unwrap_or(&none.0),
                refusals.get(&*note.path).unwrap_or(&none.1),
            )
        })
        .collect()
}

fn of_note(note: &Note, facts: &Facts, questions: &[&Question], refused: &[&Refused]) -> Vec<Coverage> {
    let mut rows: BTreeMap<(u32, u32), Coverage> = BTreeMap::new();
    for fact in &facts.facts {
        rows.entry((fact.line, fact.end_line))
            .or_insert_with(|| row(note, fact.line, fact.end_line, Status::Skipped, None));
    }
    for passed in &facts.passed {
        let status = if passed.reason.is_empty() { Status::Covered } else { Status::Skipped };
        let reason = (!passed.reason.is_empty()).then(|| passed.reason.to_owned());
        rows.entry((passed.line, passed.end_line))
            .or_insert_with(|| row(note, passed.line, passed.end_line, status, reason));
    }
    for question in questions {
        if let Some(row) = rows.get_mut(&(question.source.line, question.source.end_line)) {
            row.status = Status::Asked;
            row.reason = None;
            row.questions.push(question.id);
        }
    }
    for refusal in refused {
        if let Some(row) = rows
            .get_mut(&(refusal.line, refusal.end_line))
            .filter(|row| row.status == Status::Skipped && row.reason.is_none())
        {
            row.reason = Some(format!("{}: {}", refusal.check, refusal.reason));
        }
    }
    for row in rows.values_mut().filter(|row| row.status == Status::Skipped && row.reason.is_none()) {
        row.reason = Some("no wording fits it".into());
    }
    let asked: Vec<(u32, u32)> =
        rows.values().filter(|row| row.status == Status::Asked).map(|row| (row.line, row.end_line)).collect();
    rows.into_values()
        .filter(|row| {
            row.status != Status::Skipped || !asked.iter().any(|(from, to)| *from <= row.line && row.end_line <= *to)
        })
        .collect()
}

fn row(note: &Note, line: u32, end_line: u32, status: Status, reason: Option<String>) -> Coverage {
    Coverage { path: note.path.clone(), line, end_line, status, reason, questions: Vec::new() }
}
