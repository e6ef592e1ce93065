//! Completion of what is typed in a shell: commands and options from their definition, decks and
//! cards from the store. All that stands on the unstable part of `clap_complete` is here.

use std::ffi::OsStr;
use std::io::Write;
use std::process::ExitCode;

use clap::{Arg, Command, CommandFactory, Parser};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter};
use clap_complete::env::Shells;
use clap_complete::{CompleteEnv, Shell};

use super::{Done, Settings, World};
use crate::cli::Cli;
use crate::error::Problem;
use crate::store::{Access, Store};
use crate::terminal::safe;

/// The variable by which a shell asks for completions.
const ASKED_BY: &str = "COMPLETE";

/// Cards offered at most; what is typed makes them fewer.
const MOST_CARDS: usize = 200;

/// Answers a shell that asks for completions, and ends; returns at once otherwise.
pub fn answer_shell() {
    CompleteEnv::with_factory(|| with_completers(Cli::command())).var(ASKED_BY).complete();
}

/// Prints the completions for a shell: by default a few lines that ask the program, so that decks
/// and cards are known; with `fixed` the commands and options alone, which needs no program.
pub(super) fn run(shell: Shell, fixed: bool, world: &mut World<'_>) -> Done {
    // Into memory first: the generators take a closed pipe for a fault.
    let mut script = Vec::new();
    match Shells::builtins().completer(&shell.to_string()).filter(|_| !fixed) {
        Some(asking) => asking.write_registration(ASKED_BY, "askback", "askback", "askback", &mut script)?,
        None => clap_complete::generate(shell, &mut Cli::command(), "askback", &mut script),
    }
    world.data().write_all(&script).map_err(Problem::from)?;
    Ok(ExitCode::SUCCESS)
}

/// Adds to every argument that names a card or a deck what can be named.
fn with_completers(command: Command) -> Command {
    let named = |argument: Arg| match argument.get_id().as_str() {
        "card" | "cards" => argument.add(ArgValueCompleter::new(cards)),
        "deck" => argument.add(ArgValueCompleter::new(decks)),
        "what" => argument.add(ArgValueCompleter::new(decks_and_paths)),
        _ => argument,
    };
    command.mut_args(named).mut_subcommands(with_completers)
}

/// Opens the store that the environment and the settings name; a shell is told no errors.
fn store() -> Option<Store> {
    let cli = Cli::try_parse_from(["askback"]).ok()?;
    let settings = Settings::read(&cli.global).ok()?;
    let path = cli.global.store.or(settings.store().ok()?)?;
    Store::open(&path, Access::Read, [0; 16], 0).ok()
}

fn decks(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let decks = store().and_then(|store| store.decks().ok()).unwrap_or_default();
    decks
        .into_iter()
        .filter(|deck| deck.starts_with(&*typed))
        .map(|deck| CompletionCandidate::new(safe(&deck)))
        .collect()
}

fn decks_and_paths(typed: &OsStr) -> Vec<CompletionCandidate> {
    let mut all = decks(typed);
    all.extend(PathCompleter::any().complete(typed));
    all
}

fn cards(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy().to_lowercase();
    let cards = store().and_then(|store| store.cards().ok()).unwrap_or_default();
    let named = cards.into_iter().filter(|held| held.question.id.to_string().starts_with(&typed));
    let offered = |held: crate::store::Held| {
        CompletionCandidate::new(held.question.id.to_string()).help(Some(safe(&held.question.prompt).into()))
    };
    named.take(MOST_CARDS).map(offered).collect()
}
