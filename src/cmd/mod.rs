//! Wiring. One file for each command; here the world they run in.

mod backtest;
mod card;
mod cards;
mod care;
mod complete;
mod config;
mod doctor;
mod due;
mod exam;
mod explain;
mod export;
mod generate;
mod grade;
mod home;
mod import;
mod keymap;
mod memory;
mod merge;
mod notes;
mod package;
mod pause;
mod reconcile;
mod remind;
mod scan;
mod schedule;
mod score;
mod settings;
mod shell;
mod sitting;
mod stats;
mod study;
mod sync;
mod today;
mod world;

use std::process::ExitCode;

use unicode_width::UnicodeWidthStr;

use crate::cli::Command;
pub(crate) use crate::deck::name_of as deck_of;
use crate::error::Problem;
use crate::model::{CardId, Day};
use crate::stats::text::filled;
use crate::store::{Held, Store};

pub use complete::answer_shell;
pub use settings::Settings;
pub use world::World;

/// The result of every command.
pub(crate) type Done = Result<ExitCode, Problem>;

/// Runs a command. After one that graded, the day's backup is made; where the store turns out to
/// be damaged, the newest good backup is named.
///
/// # Errors
/// As the command says.
pub fn run(command: Option<Command>, world: &mut World<'_>) -> Done {
    let grades = matches!(command, Some(Command::Study(_) | Command::Grade { .. } | Command::Exam(_)));
    let done = dispatch(command, world).map_err(|problem| care::with_way_back(problem, world))?;
    if grades {
        care::back_up_daily(world)?;
    }
    Ok(done)
}

fn dispatch(command: Option<Command>, world: &mut World<'_>) -> Done {
    match command {
        None => home::run(world),
        Some(Command::Study(args)) => study::run(&args, world),
        Some(Command::Add { paths }) => notes::add(&paths, world),
        Some(Command::Forget { path }) => notes::forget(&path, world),
        Some(Command::Scan { dry_run }) => scan::run(dry_run, world),
        Some(Command::Reconcile(args)) => reconcile::run(&args, world),
        Some(Command::Generate(args)) => generate::run(&args, world),
        Some(Command::Score(args)) => score::run(&args, world),
        Some(Command::Explain { card }) => explain::run(&card, world),
        Some(Command::Due(args)) => due::run(&args, world),
        Some(Command::Grade { card, grade, ms }) => grade::grade(&card, &grade, ms, world),
        Some(Command::Undo) => grade::undo(world),
        Some(Command::Cards { action }) => cards::run(action, world),
        Some(Command::Schedule { grades, json }) => schedule::run(&grades, json, world),
        Some(Command::Exam(args)) => exam::run(args, world),
        Some(Command::Backtest { json }) => backtest::run(json, world),
        Some(Command::Stats(args)) => stats::run(&args, world),
        Some(Command::Export(args)) => export::run(&args, world),
        Some(Command::Merge { file }) => merge::run(&file, world),
        Some(Command::Sync { target }) => sync::run(&target, world),
        Some(Command::Import(args)) => import::run(&args, world),
        Some(Command::Config(args)) => config::run(args, world),
        Some(Command::Doctor { json }) => doctor::run(json, world),
        Some(Command::Repair) => care::repair(world),
        Some(Command::Backup { file }) => care::backup(&file, world),
        Some(Command::Restore { file }) => care::restore(&file, world),
        Some(Command::Pause(args)) => pause::run(&args, world),
        Some(Command::Remind { print, at }) => remind::run(print, &at, world),
        Some(Command::Completions { shell, fixed }) => complete::run(shell, fixed, world),
        Some(Command::Man) => shell::man(world),
    }
}

/// Opens a store that must be there already: what is done to cards makes none.
pub(crate) fn existing(world: &mut World<'_>) -> Result<Store, Problem> {
    if world.peek()?.is_none() {
        return Err(Problem::failed("there are no cards yet").hinted("begin with `askback study`"));
    }
    world.open()
}

/// Finds the one card whose id begins as typed.
pub(crate) fn find(store: &Store, typed: &str) -> Result<Held, Problem> {
    let wanted = typed.trim().to_lowercase();
    let hint = "list cards with `askback cards`";
    // A name a card had before it was renamed still finds it.
    if let Ok(id) = wanted.parse::<CardId>()
        && wanted.len() == 16
        && let Some(held) = store.card(store.corrections()?.card(id))?
    {
        return Ok(held);
    }
    let mut found = store
        .cards()?
        .into_iter()
        .filter(|held| !wanted.is_empty() && held.question.id.to_string().starts_with(&wanted));
    match (found.next(), found.next()) {
        (Some(held), None) => Ok(held),
        (Some(_), Some(_)) => {
            Err(Problem::usage(format!("card {typed}: several cards begin like this")).hinted("type more of the id"))
        }
        (None, _) => Err(Problem::usage(format!("card {typed}: there is no such card")).hinted(hint)),
    }
}

/// Returns an interval as a learner reads it: `6 days`, `2.1 months`, `3 years`.
pub(crate) fn interval(days: u32) -> String {
    let tenths = |unit: u32| (u64::from(days) * 10 + u64::from(unit) / 2) / u64::from(unit);
    let shown = |tenths: u64, name: &str| {
        if tenths.is_multiple_of(10) {
            format!("{} {name}", tenths / 10)
        } else {
            format!("{}.{} {name}", tenths / 10, tenths % 10)
        }
    };
    match days {
        1 => "1 day".into(),
        0..60 => format!("{days} days"),
        60..730 => shown(tenths(30), "months"),
        _ => shown(tenths(365), "years"),
    }
}

/// Returns a day as a learner says it: `today`, `tomorrow`, `on Thursday`, `on 12 March 2026`.
pub(crate) fn when(day: Day, today: Day) -> String {
    match day.since(today) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        2..7 => day.date().format("on %A").to_string(),
        _ => day.date().format("on %-d %B %Y").to_string(),
    }
}

/// Returns a number of things as a learner reads it: `1 card`, `3 cards`.
pub(crate) fn counted(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// Returns the columns of the widest of some names.
fn widest<'a>(names: impl IntoIterator<Item = &'a str>) -> usize {
    names.into_iter().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_by_columns_and_not_by_characters() {
        let width = widest(["東京", "Oslo", "Rio"]);
        assert_eq!((width, filled("東京", width), filled("Rio", width)), (4, "東京".into(), "Rio ".into()));
    }

    #[test]
    fn intervals_are_read_in_the_unit_that_fits() {
        let words: Vec<String> = [1, 2, 59, 60, 64, 365, 729, 730, 1000].into_iter().map(interval).collect();
        let expected = [
            "1 day", "2 days", "59 days", "2 months", "2.1 months", "12.2 months", "24.3 months", "2 years",
            "2.7 years",
        ];
        assert_eq!(words, expected);
    }
}
