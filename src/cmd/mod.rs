//! Wiring. One file for each command; here the world they run in.

mod cards;
mod care;
mod due;
mod explain;
mod export;
mod generate;
mod grade;
mod home;
mod notes;
mod schedule;
mod shell;
mod stats;
mod study;

use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};

use crate::cli::{Command, Global};
pub(crate) use crate::deck::name_of as deck_of;
use crate::error::Problem;
use crate::model::{CardId, Moment};
use crate::schedule::Rules;
use crate::store::{Access, Held, Store};
use crate::{clock, files};

/// The hour at which a study day begins.
const CUTOFF_HOUR: u32 = 4;

/// The result of every command.
pub(crate) type Done = Result<ExitCode, Problem>;

/// Everything a command may touch.
pub struct World<'a> {
    /// What is typed.
    pub input: &'a mut dyn BufRead,
    /// Data.
    pub output: &'a mut dyn Write,
    /// Everything else.
    pub error: &'a mut dyn Write,
    /// Both ends are a terminal.
    pub terminal: bool,
    /// Columns; `usize::MAX` where nothing is wrapped.
    pub width: usize,
    /// Plain labelled lines.
    pub accessible: bool,
    /// The learner's editor.
    pub editor: Option<String>,
    store: PathBuf,
    fixed: Option<Moment>,
    seed: u64,
    fresh: [u8; 16],
}

impl<'a> World<'a> {
    /// Builds the world from what was typed.
    ///
    /// # Errors
    /// If `--now` is no time, or there is no place for a store.
    pub fn new(
        global: &Global,
        input: &'a mut dyn BufRead,
        output: &'a mut dyn Write,
        error: &'a mut dyn Write,
        terminal: bool,
        width: usize,
    ) -> Result<Self, Problem> {
        let fixed = global.now.as_deref().map(|text| {
            clock::fixed(text, CUTOFF_HOUR).map_err(|_| {
                Problem::usage(format!("--now {text}: not a time")).hinted("write it as 2026-02-28T18:00:00+01:00")
            })
        });
        let fixed = fixed.transpose()?;
        if let Some(moment) = &fixed {
            writeln!(error, "The time is held at {}.", moment.rfc3339())?;
        }
        let place = global.store.clone().or_else(files::store_place);
        let store = place
            .ok_or_else(|| Problem::failed("no home folder to keep the store in").hinted("name a file with --store"))?;
        let mut chance: ChaCha8Rng = rand::make_rng();
        let seed = global.seed.unwrap_or_else(|| chance.random());
        Ok(Self {
            input,
            output,
            error,
            terminal,
            width,
            accessible: global.accessible,
            editor: global.visual.clone().or_else(|| global.editor.clone()),
            store,
            fixed,
            seed,
            fresh: chance.random(),
        })
    }

    /// Returns the present moment.
    pub fn now(&self) -> Moment {
        self.fixed.clone().unwrap_or_else(|| clock::now(CUTOFF_HOUR))
    }

    /// Starts measuring an answer.
    pub const fn is_replay(&self) -> bool {
        self.fixed.is_some()
    }

    /// Returns the generator of everything that is drawn.
    pub fn rng(&self) -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(self.seed)
    }

    /// Returns the rules in force.
    pub fn rules(&self) -> Rules {
        Rules::default()
    }

    /// Opens the store for writing, making it if there is none.
    ///
    /// # Errors
    /// As the store says.
    pub fn open(&mut self) -> Result<Store, Problem> {
        let store = Store::open(&self.store, Access::Write, self.fresh, self.now().at_ms)?;
        for warning in &store.warnings {
            writeln!(self.error, "warning: {}", crate::terminal::safe(warning))?;
        }
        Ok(store)
    }

    /// Opens the store for reading; nothing if there is none yet.
    ///
    /// # Errors
    /// As the store says.
    pub fn peek(&self) -> Result<Option<Store>, Problem> {
        match Store::open(&self.store, Access::Read, self.fresh, 0) {
            Ok(store) => Ok(Some(store)),
            Err(crate::store::StoreError::Missing { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes a line of data, made safe for a terminal.
    ///
    /// # Errors
    /// As the stream reports.
    pub fn say(&mut self, text: &str) -> Result<(), Problem> {
        Ok(writeln!(self.output, "{}", crate::terminal::safe(text))?)
    }

    /// Writes a line that is not data, made safe for a terminal.
    ///
    /// # Errors
    /// As the stream reports.
    pub fn tell(&mut self, text: &str) -> Result<(), Problem> {
        Ok(writeln!(self.error, "{}", crate::terminal::safe(text))?)
    }
}

/// Runs a command.
///
/// # Errors
/// As the command says.
pub fn run(command: Option<Command>, world: &mut World<'_>) -> Done {
    match command {
        None => home::run(world),
        Some(Command::Study(args)) => study::run(&args, world),
        Some(Command::Add { paths }) => notes::add(&paths, world),
        Some(Command::Forget { path }) => notes::forget(&path, world),
        Some(Command::Scan { dry_run }) => notes::scan(dry_run, world),
        Some(Command::Generate(args)) => generate::run(&args, world),
        Some(Command::Explain { card }) => explain::run(&card, world),
        Some(Command::Due { count, json }) => due::run(count, json, world),
        Some(Command::Grade { card, grade, ms }) => grade::grade(&card, &grade, ms, world),
        Some(Command::Undo) => grade::undo(world),
        Some(Command::Cards { action }) => cards::run(action, world),
        Some(Command::Schedule { grades, json }) => schedule::run(&grades, json, world),
        Some(Command::Stats { json }) => stats::run(json, world),
        Some(Command::Export(args)) => export::run(&args, world),
        Some(Command::Doctor) => care::doctor(world),
        Some(Command::Backup { file }) => care::backup(&file, world),
        Some(Command::Completions { shell }) => shell::completions(shell, world),
        Some(Command::Man) => shell::man(world),
    }
}

/// Finds the one card whose id begins as typed.
pub(crate) fn find(store: &Store, typed: &str) -> Result<Held, Problem> {
    let wanted = typed.trim().to_lowercase();
    let hint = "list cards with `askback cards`";
    if let Ok(id) = wanted.parse::<CardId>()
        && wanted.len() == 16
        && let Some(held) = store.card(id)?
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
