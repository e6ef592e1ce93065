//! `askback` alone: what is due, and the next command to type.

use std::collections::BTreeSet;
use std::process::ExitCode;

use super::exam::past;
use super::scan::to_decide;
use super::today::{self, Choice};
use super::{Done, World, counted, filled, stats, study, when, widest};
use crate::error::Problem;

pub(super) fn run(world: &mut World<'_>) -> Done {
    let Some(store) = world.peek()? else {
        world.prose("askback makes questions from your Markdown notes and asks them when due.")?;
        offer("Study your own notes:", "askback study PATH/TO/NOTES", world)?;
        offer("Or the built-in SIG decks:", "askback study", world)?;
        offer("See what notes would give:", "askback generate NOTE.md", world)?;
        return Ok(ExitCode::SUCCESS);
    };
    let choice = Choice::read(&store, None, |_| true, world)?;
    let (due, decks) = (choice.due(), today::by_deck(&choice));
    let width = widest(decks.keys().map(|deck| &**deck));
    for (deck, count) in &decks {
        world.say(&format!("{}  {count} to ask", filled(deck, width)))?;
    }
    if let Some(standing) = choice.standing() {
        world.prose(&standing)?;
    }
    let streak = stats::streak(&store, world)?;
    if streak > 0 {
        world.prose(&format!("Streak: {}.", counted(streak as usize, "day")))?;
    }
    for line in
        [study::seven_days(&store, choice.today)?, study::backlog(&store, &choice, world)?].into_iter().flatten()
    {
        world.prose(&line)?;
    }
    if let Some(unfinished) = past::unfinished(&store)? {
        world.prose(&unfinished)?;
    }
    let doubtful: BTreeSet<_> = store.open_doubts()?.into_iter().map(|open| open.former).collect();
    if !doubtful.is_empty() {
        world.prose(&to_decide(doubtful.len()))?;
    }
    if let Some((_, until)) = choice.pause {
        world.prose(&format!(
            "You are on a pause; it ends {}. To end it now:  askback pause --end",
            when(until, choice.today)
        ))?;
    } else if due.is_empty() {
        world.prose("Nothing is due. To go on anyway:  askback study --ahead")?;
    } else {
        world.prose(&format!("{} to ask. Begin:  askback study", counted(due.len(), "card")))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Shows what can be done and the command for it, which stands on a line of its own where both are too
/// long for one.
fn offer(what: &str, command: &str, world: &mut World<'_>) -> Result<(), Problem> {
    let row = format!("{what:<26}  {command}");
    if world.screen.fits(row.len()) {
        return world.say(&row);
    }
    world.say(what)?;
    world.say(&format!("  {command}"))
}
