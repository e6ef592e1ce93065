//! `askback cards show --json`; the keys are described in `docs/export.md`.

use serde::Serialize;

use super::super::World;
use super::super::due::Row;
use super::{Quoted, Reviews, Shown};
use crate::history::Past;
use crate::model::{CardId, Confidence, Day, Direction, Ease, EventBody, Quality, Review, ReviewKind};
use crate::store::Held;

/// Everything known of a card and of its fact.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    schema_version: u32,
    now: String,
    card: CardKeys<'a>,
    source: SourceKeys<'a>,
    reviews: Vec<ReviewKeys<'a>>,
    changes: Vec<ChangeKeys<'a>>,
    fact: Vec<FactKeys<'a>>,
}

#[derive(Serialize)]
struct CardKeys<'a> {
    #[serde(flatten)]
    row: Option<&'a Row>,
    direction: Direction,
    answer: &'a str,
    accepted: &'a [String],
    context: &'a [String],
}

#[derive(Serialize)]
struct SourceKeys<'a> {
    path: &'a str,
    line: u32,
    end_line: u32,
    /// Nothing where the note no longer holds the card, cannot be read, or was changed.
    lines: Option<Vec<String>>,
    changed_since_read: bool,
}

/// A review, with the columns of `export reviews`.
#[derive(Serialize)]
struct ReviewKeys<'a> {
    device: String,
    seq: u64,
    reviewed_at: String,
    local_day: Day,
    card_id: CardId,
    quality: Quality,
    answer_ms: u32,
    kind: ReviewKind,
    interval_before_days: u32,
    interval_after_days: u32,
    ease_before: Ease,
    ease_after: Ease,
    scheduler: &'a str,
    undone: bool,
    given: Option<&'a str>,
    confidence: Option<Confidence>,
}

#[derive(Serialize)]
struct ChangeKeys<'a> {
    device: String,
    seq: u64,
    changed_at: String,
    change: &'static str,
    reason: Option<&'a str>,
    until: Option<Day>,
    from_card_id: Option<CardId>,
    undone: bool,
}

#[derive(Serialize)]
struct FactKeys<'a> {
    #[serde(flatten)]
    row: &'a Row,
    direction: Direction,
    #[serde(skip_serializing_if = "Option::is_none")]
    reviews: Option<Vec<ReviewKeys<'a>>>,
}

/// Returns the document of a card; the reviews of the others on its fact where they are wanted.
pub(super) fn document<'a>(
    held: &'a Held,
    quoted: Quoted,
    fact: &'a [Shown],
    wanted: Reviews,
    world: &World<'_>,
) -> Document<'a> {
    let (question, source) = (&held.question, &held.question.source);
    let changed_since_read = matches!(quoted, Quoted::Changed);
    let lines = if let Quoted::Lines(lines) = quoted { Some(lines) } else { None };
    let this = fact.iter().find(|shown| shown.row.id == question.id);
    let past = this.and_then(|shown| shown.past.as_ref());
    Document {
        schema_version: 1,
        now: world.now().rfc3339(),
        card: CardKeys {
            row: this.map(|shown| &shown.row),
            direction: question.direction,
            answer: &question.answer,
            accepted: &question.accepted,
            context: &question.context,
        },
        source: SourceKeys {
            path: &source.path,
            line: source.line,
            end_line: source.end_line,
            lines,
            changed_since_read,
        },
        reviews: past.map_or_else(Vec::new, |past| reviews(&past.reviews)),
        changes: past.map_or_else(Vec::new, |past| past.changes.iter().filter_map(change).collect()),
        fact: fact.iter().map(|shown| on_fact(shown, wanted)).collect(),
    }
}

fn on_fact(shown: &Shown, wanted: Reviews) -> FactKeys<'_> {
    let past = shown.past.as_ref().filter(|_| wanted == Reviews::OfFact);
    FactKeys {
        row: &shown.row,
        direction: shown.held.question.direction,
        reviews: past.map(|past| reviews(&past.reviews)),
    }
}

fn reviews(past: &[Past<Review>]) -> Vec<ReviewKeys<'_>> {
    past.iter().map(review).collect()
}

fn review(past: &Past<Review>) -> ReviewKeys<'_> {
    let Past { key, at, undone, what } = past;
    ReviewKeys {
        device: key.device.to_string(),
        seq: key.seq,
        reviewed_at: at.rfc3339(),
        local_day: at.day,
        card_id: what.card,
        quality: what.quality,
        answer_ms: what.answer_ms,
        kind: what.kind,
        interval_before_days: what.interval_before,
        interval_after_days: what.interval_after,
        ease_before: what.ease_before,
        ease_after: what.ease_after,
        scheduler: &what.scheduler,
        undone: *undone,
        given: what.given.as_deref(),
        confidence: what.confidence,
    }
}

fn change(past: &Past<EventBody>) -> Option<ChangeKeys<'_>> {
    let (change, reason, until, from_card_id) = match &past.what {
        EventBody::Suspend { reason, .. } => ("suspend", Some(reason.as_str()), None, None),
        EventBody::Resume { .. } => ("resume", None, None, None),
        EventBody::Bury { until, .. } => ("bury", None, Some(*until), None),
        EventBody::Alias { from, .. } => ("rename", None, None, Some(*from)),
        _ => return None,
    };
    let Past { key, at, undone, .. } = past;
    Some(ChangeKeys {
        device: key.device.to_string(),
        seq: key.seq,
        changed_at: at.rfc3339(),
        change,
        reason,
        until,
        from_card_id,
        undone: *undone,
    })
}
