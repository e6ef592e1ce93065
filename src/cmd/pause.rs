//! `askback pause`: days without study. Nothing is due in them, and no streak breaks.

use std::process::ExitCode;

use serde::Serialize;

use super::{Done, World, when};
use crate::cli::Pause;
use crate::error::Problem;
use crate::history::Pauses;
use crate::model::{Day, EventBody};

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    pauses: Vec<Row>,
}

/// A pause as JSON shows it.
#[derive(Serialize)]
struct Row {
    from: Day,
    /// The first day of study after it.
    until: Day,
}

pub(super) fn run(args: &Pause, world: &mut World<'_>) -> Done {
    if args.end {
        return end(world);
    }
    let today = world.now().day;
    let from = args.from.as_deref().map_or(Ok(today), day)?;
    let until = match (&args.until, args.days) {
        (Some(until), _) => day(until)?,
        (None, Some(days)) => from.plus(i32::try_from(days).unwrap_or(i32::MAX)),
        (None, None) => return list(args.json, world),
    };
    if until <= from || until <= today {
        return Err(Problem::usage(format!("pause until {until}: that day has come already"))
            .hinted("name the day on which you study again:  askback pause 2026-08-15"));
    }
    let mut store = world.open()?;
    store.append(EventBody::Pause { from, until }, &world.now())?;
    store.close()?;
    let begins = if from <= today { String::new() } else { format!("from {from} ") };
    world.prose(&format!(
        "Pause {begins}until {until}: nothing is due, and your streak holds. To end it:  askback pause --end"
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Reads a day as it is typed.
fn day(typed: &str) -> Result<Day, Problem> {
    typed.parse().map_err(|_| Problem::usage(format!("{typed}: not a day")).hinted("write it as 2026-08-15"))
}

/// Ends the pause under way, and calls off those to come.
fn end(world: &mut World<'_>) -> Done {
    let today = world.now().day;
    let pauses = world.peek()?.map(|store| store.pauses()).transpose()?.unwrap_or_default();
    let open: Vec<(Day, Day)> = pauses.all().filter(|(_, until)| *until > today).collect();
    if open.is_empty() {
        world.prose("There is no pause.")?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut store = world.open()?;
    for (from, _) in open {
        store.append(EventBody::Pause { from, until: today.max(from) }, &world.now())?;
    }
    store.close()?;
    world.prose("The pause is over. Go on:  askback study")?;
    Ok(ExitCode::SUCCESS)
}

fn list(json: bool, world: &mut World<'_>) -> Done {
    let pauses = match world.peek()? {
        Some(store) => store.pauses()?,
        None => Pauses::default(),
    };
    if json {
        let pauses = pauses.all().map(|(from, until)| Row { from, until }).collect();
        world.json(&Document { schema_version: 1, pauses })?;
        return Ok(ExitCode::SUCCESS);
    }
    let today = world.now().day;
    match pauses.at(today) {
        Some((_, until)) => world.prose(&format!("You are on a pause; it ends {}.", when(until, today)))?,
        None => {
            world.prose("No pause now. Begin one:  askback pause 2026-08-15   (the day on which you study again)")?
        }
    }
    for (from, until) in pauses.all() {
        world.say(&format!("  {from} to {}", until.plus(-1)))?;
    }
    Ok(ExitCode::SUCCESS)
}
