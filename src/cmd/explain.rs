//! `askback explain`: where a card comes from, what it passed, and how it is scheduled.

use std::process::ExitCode;

use super::{Done, World, counted, deck_of, find, interval};
use crate::error::Problem;
use crate::memory::Strength;
use crate::model::{Button, EventBody};
use crate::schedule::{CardState, Rules, Scheduler, preview};
use crate::store::{Held, Presence, Store};
use crate::terminal::Tone;

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
    source(&held, answer, world)?;
    told("Passed: ", &held.question.passed.join("; "), world)?;
    schedule(store, &held, world)?;
    history(store, &held.question, world)
}

/// Says what a card asks, where it comes from and how it is scheduled.
pub(super) fn about(store: &Store, held: &Held, world: &mut World<'_>) -> Result<(), Problem> {
    source(held, Answer::Shown, world)?;
    schedule(store, held, world)
}

/// Says what a card asks and where it comes from.
fn source(held: &Held, answer: Answer, world: &mut World<'_>) -> Result<(), Problem> {
    let question = &held.question;
    told("Card: ", &question.id.to_string(), world)?;
    told("Question: ", &question.prompt, world)?;
    if answer == Answer::Shown {
        told("Answer: ", &question.answer, world)?;
        if !question.accepted.is_empty() {
            told("Also right: ", &question.accepted.join(" | "), world)?;
        }
    }
    let source = &question.source;
    let from = format!("{}:{} ({:?}, {:?})", source.path, source.line, question.kind, question.direction);
    told("From: ", &from, world)?;
    if held.presence == Presence::Gone {
        told("", "The notes no longer hold it; its history is kept.", world)?;
    }
    if let Some((was, day)) = held.changed.as_ref().filter(|_| answer == Answer::Shown) {
        told("", &format!("Its answer changed on {day}; it was: {was}"), world)?;
    }
    Ok(())
}

fn told(label: &str, text: &str, world: &mut World<'_>) -> Result<(), Problem> {
    Ok(world.screen.hanging(label, Tone::Plain, text)?)
}

/// Says when a card is due, and what each grade would make of it.
fn schedule(store: &Store, held: &Held, world: &mut World<'_>) -> Result<(), Problem> {
    let (question, today) = (&held.question, world.now().day);
    let record = store.record(question.id)?;
    if let Some(reason) = &record.standing.suspended {
        let because = if reason.is_empty() { String::new() } else { format!(": {reason}") };
        told("", &format!("Suspended{because}"), world)?;
    }
    let rules = world.rules(Some(deck_of(&question.note)));
    let scheduled = record.state.as_ref().map_or_else(
        || "new".to_owned(),
        |state| {
            let interval = interval(state.interval_days);
            let [reviews, lapses] = [(state.reviews, "review"), (state.lapses, "lapse")]
                .map(|(number, thing)| counted(number as usize, thing));
            let strength = grown_by(state, &rules);
            format!("due {}, interval {interval}, {strength}, {reviews}, {lapses}", state.due)
        },
    );
    told("Schedule: ", &scheduled, world)?;
    let load = world.load(store)?;
    let next = preview(question.id, record.state.as_ref(), today, &rules, &load);
    let keys: Vec<String> = Button::ALL
        .iter()
        .zip(next)
        .map(|(button, outcome)| format!("{} {}", button.word(), interval(outcome.state.interval_days)))
        .collect();
    told("Next: ", &keys.join(" | "), world)
}

/// Returns what the next interval grows from, as the scheduler of the deck counts it.
fn grown_by(state: &CardState, rules: &Rules) -> String {
    match rules.scheduler {
        Scheduler::Sm2 => format!("ease {}", state.ease),
        Scheduler::Fsrs6 { .. } => {
            let Strength { difficulty, .. } = state.strength;
            let (days, difficulty) = (state.strength.stability_days(), f64::from(difficulty) / 10_000.0);
            format!("stability {days:.1} days, difficulty {difficulty:.1} of 10")
        }
    }
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
            body => match changed(body) {
                Some(what) => what,
                None => continue,
            },
        };
        told("  ", &format!("{}  {what}{undone}", event.at.rfc3339()), world)?;
    }
    Ok(())
}

/// Returns what an event other than a review made of its card; nothing for one about no card.
pub(super) fn changed(body: &EventBody) -> Option<String> {
    match body {
        EventBody::Suspend { reason, .. } if reason.is_empty() => Some("suspended".to_owned()),
        EventBody::Suspend { reason, .. } => Some(format!("suspended: {reason}")),
        EventBody::Resume { .. } => Some("resumed".to_owned()),
        EventBody::Bury { until, .. } => Some(format!("buried until {until}")),
        EventBody::Alias { from, .. } => Some(format!("went on from card {from}")),
        EventBody::Review(_)
        | EventBody::Undo { .. }
        | EventBody::Setting { .. }
        | EventBody::Pause { .. }
        | EventBody::Exam(_) => None,
    }
}
