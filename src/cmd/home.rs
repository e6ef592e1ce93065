//! `askback` alone: what is due, and the next command to type.

use std::process::ExitCode;

use super::generate::plural;
use super::{Done, World, due, stats};

pub(super) fn run(world: &mut World<'_>) -> Done {
    let Some(store) = world.peek()? else {
        world.say("askback makes questions from your Markdown notes and asks them when they are due.")?;
        world.say("Study your own notes:       askback study PATH/TO/NOTES")?;
        world.say("Or the built-in SIG decks:  askback study")?;
        world.say("See what notes would give:  askback generate NOTE.md")?;
        return Ok(ExitCode::SUCCESS);
    };
    let today = world.now().day;
    let decks = due::by_deck(&store, today)?;
    let all: usize = decks.values().sum();
    let width = decks.keys().map(|deck| deck.chars().count()).max().unwrap_or(0);
    for (deck, count) in &decks {
        world.say(&format!("{deck:<width$}  {count} to ask"))?;
    }
    let summary = stats::summary(&store, &world.rules(), world)?;
    if summary.streak.days > 0 {
        let days = summary.streak.days;
        world.say(&format!("{days} day{} in a row.", if days == 1 { "" } else { "s" }))?;
    }
    if all == 0 {
        world.say("Nothing is due. To go on anyway:  askback study --ahead")?;
    } else {
        world.say(&format!("{all} card{} to ask. Begin:  askback study", plural(all)))?;
    }
    Ok(ExitCode::SUCCESS)
}
