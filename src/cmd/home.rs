//! `askback` alone: what is due, and the next command to type.

use std::collections::BTreeSet;
use std::process::ExitCode;

use super::exam::past;
use super::scan::to_decide;
use super::today::{self, Choice};
use super::{Done, World, counted, stats, study, when};

pub(super) fn run(world: &mut World<'_>) -> Done {
    let Some(store) = world.peek()? else {
        world.say("askback makes questions from your Markdown notes and asks them when due.")?;
        world.say("Study your own notes:       askback study PATH/TO/NOTES")?;
        world.say("Or the built-in SIG decks:  askback study")?;
        world.say("See what notes would give:  askback generate NOTE.md")?;
        return Ok(ExitCode::SUCCESS);
    };
    let choice = Choice::read(&store, None, |_| true, world)?;
    let (due, decks) = (choice.due(), today::by_deck(&choice));
    let width = decks.keys().map(|deck| deck.chars().count()).max().unwrap_or(0);
    for (deck, count) in &decks {
        world.say(&format!("{deck:<width$}  {count} to ask"))?;
    }
    if let Some(standing) = choice.standing() {
        world.say(&standing)?;
    }
    let streak = stats::streak(&store, world)?;
    if streak > 0 {
        world.say(&format!("Streak: {}.", counted(streak as usize, "day")))?;
    }
    for line in
        [study::seven_days(&store, choice.today)?, study::backlog(&store, &choice, world)?].into_iter().flatten()
    {
        world.say(&line)?;
    }
    if let Some(unfinished) = past::unfinished(&store)? {
        world.say(&unfinished)?;
    }
    let doubtful: BTreeSet<_> = store.open_doubts()?.into_iter().map(|open| open.former).collect();
    if !doubtful.is_empty() {
        world.say(&to_decide(doubtful.len()))?;
    }
    if let Some((_, until)) = choice.pause {
        world.say(&format!(
            "You are on a pause; it ends {}. To end it now:  askback pause --end",
            when(until, choice.today)
        ))?;
    } else if due.is_empty() {
        world.say("Nothing is due. To go on anyway:  askback study --ahead")?;
    } else {
        world.say(&format!("{} to ask. Begin:  askback study", counted(due.len(), "card")))?;
    }
    Ok(ExitCode::SUCCESS)
}
