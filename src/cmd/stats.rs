//! `askback stats`: what was done and what is coming.

use std::process::ExitCode;

use super::{Done, World};
use crate::error::Problem;
use crate::model::Day;
use crate::stats::{Answer, CardLine, Summary, Tally, text};
use crate::store::Store;

/// Days of the forecast.
const FORECAST: u32 = 14;

pub(super) fn run(json: bool, world: &mut World<'_>) -> Done {
    let summary = match world.peek()? {
        Some(store) => summary(&store, world)?,
        None => Summary::of(&Tally::default().finish(), [], &world.rules(None), &|_| false, FORECAST, world.now().day),
    };
    if json {
        world.json(&summary)?;
    } else {
        text::lines(&summary).iter().try_for_each(|line| world.say(line))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads the log once and adds up what counts.
pub(super) fn summary(store: &Store, world: &World<'_>) -> Result<Summary, Problem> {
    let days = days(store)?.finish();
    let candidates = store.candidates()?;
    let cards = candidates.iter().map(|card| CardLine { state: card.state.as_ref(), standing: &card.standing });
    let rest = world.settings().rest();
    let free = |day: Day| rest[day.weekday() as usize % 7];
    Ok(Summary::of(&days, cards, &world.rules(None), &free, FORECAST, world.now().day))
}

/// Returns the totals of every day.
pub(super) fn days(store: &Store) -> Result<Tally, Problem> {
    let corrections = store.corrections()?;
    let mut tally = Tally::default();
    store.each_event(|event| {
        if let Some(answer) = Answer::of(&event).filter(|_| !corrections.is_undone(event.key)) {
            tally.push(&answer);
        }
    })?;
    Ok(tally)
}
