//! `askback explain`: where a card comes from, what it passed, and how it is scheduled.

use std::process::ExitCode;

use super::{Done, World, deck_of, find, interval};
use crate::error::Problem;
use crate::model::{Button, EventBody};
use crate::schedule::preview;
use crate::store::{Presence, Store};

pub(super) fn run(card: &str, world: &mut World<'_>) -> Done {
    let store =
        world.peek()?.ok_or_else(|| Problem::failed("there are no cards yet").hinted("begin with `askback study`"))?;
    show(&store, card, Answer::Shown, world)?;
    Ok(ExitCode::SUCCESS)
}

/// Whether the answer is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Shown,
    Kept,
}

/// Says everything known of a card; its answer only where that is seen already.
pub(super) fn show(store: &Store, typed: &str, answer: Answer, world: &mut World<'_>) -> Result<(), Problem> {
    let held = find(store, typed)?;
    let (question, today) = (&held.question, world.now().day);
    world.say(&format!("Card: {}", question.id))?;
    world.say(&format!("Question: {}", question.prompt))?;
    if answer == Answer::Shown {
        world.say(&format!("Answer: {}", question.answer))?;
    }
    if answer == Answer::Shown && !question.accepted.is_empty() {
        world.say(&format!("Also right: {}", question.accepted.join(" | ")))?;
    }
    world.say(&format!(
        "From: {}:{} ({:?}, {:?})",
        question.source.path, question.source.line, question.kind, question.direction
    ))?;
    if held.presence == Presence::Gone {
        world.say("The notes no longer hold it; its history is kept.")?;
    }
    if let Some((was, day)) = held.changed.as_ref().filter(|_| answer == Answer::Shown) {
        world.say(&format!("Its answer changed on {day}; it was: {was}"))?;
    }
    world.say(&format!("Passed: {}", question.passed.join("; ")))?;
    let record = store.record(question.id)?;
    if let Some(reason) = &record.standing.suspended {
        world.say(&format!("Suspended{}", if reason.is_empty() { String::new() } else { format!(": {reason}") }))?;
    }
    match &record.state {
        Some(state) => world.say(&format!(
            "Schedule: due {}, interval {}, ease {}, {} reviews, {} lapses",
            state.due,
            interval(state.interval_days),
            state.ease,
            state.reviews,
            state.lapses
        ))?,
        None => world.say("Schedule: new")?,
    }
    let load = world.load(store)?;
    let next = preview(question.id, record.state.as_ref(), today, &world.rules(Some(deck_of(&question.note))), &load);
    let keys: Vec<String> = Button::ALL
        .iter()
        .zip(next)
        .map(|(button, outcome)| format!("{} {}", button.word(), interval(outcome.state.interval_days)))
        .collect();
    world.say(&format!("Next: {}", keys.join(" | ")))?;
    history(store, &held.question, world)
}

fn history(store: &Store, question: &crate::model::Question, world: &mut World<'_>) -> Result<(), Problem> {
    let corrections = store.corrections()?;
    for event in store.events_of(question.id)? {
        let undone = if corrections.is_undone(event.key) { " (taken back)" } else { "" };
        let what = match &event.body {
            EventBody::Review(review) => format!(
                "quality {} {:?}, interval {} to {} days, ease {} to {}",
                review.quality.value(),
                review.kind,
                review.interval_before,
                review.interval_after,
                review.ease_before,
                review.ease_after
            )
            .to_lowercase(),
            EventBody::Suspend { .. } => "suspended".to_owned(),
            EventBody::Resume { .. } => "resumed".to_owned(),
            EventBody::Bury { until, .. } => format!("buried until {until}"),
            EventBody::Alias { from, .. } => format!("went on from card {from}"),
            EventBody::Undo { .. } | EventBody::Setting { .. } | EventBody::Pause { .. } | EventBody::Exam(_) => {
                continue;
            }
        };
        world.say(&format!("  {}  {what}{undone}", event.at.rfc3339()))?;
    }
    Ok(())
}
