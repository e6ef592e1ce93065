//! `askback grade` and `undo`: from scripts.

use std::process::ExitCode;

use super::{Done, World, deck_of, existing, find, interval};
use crate::clock::Stopwatch;
use crate::error::Problem;
use crate::model::{EventBody, Quality, Review};
use crate::session::scheduled;

pub(super) fn grade(card: &str, grade: &str, answer_ms: u32, world: &mut World<'_>) -> Done {
    let quality: Quality =
        grade.parse().map_err(|error: crate::model::UnknownGrade| Problem::usage(error.to_string()))?;
    let mut store = existing(world)?;
    let held = find(&store, card)?;
    let (id, now) = (held.question.id, world.now());
    if let Some(text) = super::doctor::behind(&store, world)? {
        world.warn(&text)?;
    }
    let record = store.record(id)?;
    let load = world.load(&store)?;
    let (review, _) =
        scheduled(id, record.state.as_ref(), quality, now.day, &world.rules(Some(deck_of(&held.question.note))), &load);
    let review = Review { answer_ms: answer_ms.min(Stopwatch::LONGEST_MS), ..review };
    let (_, after) = store.append(EventBody::Review(review), &now)?;
    if held.changed.is_some() {
        store.clear_changed(id)?;
    }
    if let Some(state) = after.and_then(|record| record.state) {
        world.prose(&format!(
            "{id}: due {}, interval {}, ease {}",
            state.due,
            interval(state.interval_days),
            state.ease
        ))?;
    }
    store.close()?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn undo(world: &mut World<'_>) -> Done {
    let mut store = existing(world)?;
    let Some(event) = store.last_undoable()? else {
        return Err(Problem::failed("nothing to take back")
            .hinted("every grade, suspension and burial made here is taken back already"));
    };
    let what = match &event.body {
        EventBody::Review(review) => format!("the grade of card {} on {}", review.card, event.at.day),
        EventBody::Suspend { card, .. } => format!("the suspension of card {card}"),
        EventBody::Resume { card } => format!("the resumption of card {card}"),
        EventBody::Bury { card, .. } => format!("the burial of card {card}"),
        _ => "the last change".to_owned(),
    };
    store.append(EventBody::Undo { target: event.key }, &world.now())?;
    world.prose(&format!("Taken back: {what}."))?;
    store.close()?;
    Ok(ExitCode::SUCCESS)
}
