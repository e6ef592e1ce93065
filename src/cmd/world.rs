//! Everything a command may touch: the screen, the store, the time, chance.

use std::io::Write;
use std::path::{Path, PathBuf};

use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use serde::Serialize;

use super::settings::{Key, Settings};
use crate::cli::Global;
use crate::clock::{self, Stopwatch, Zone};
use crate::error::Problem;
use crate::files;
use crate::model::Moment;
use crate::schedule::{Load, Rules};
use crate::store::{Access, Store, StoreError};
use crate::terminal::{Data, Ends, Lines, Screen, Tone, safe, safe_json};

/// Days for which the load is looked at when a due day is chosen: the longest interval and more.
const LOAD_DAYS: i32 = 4_000;

/// Everything a command may touch.
pub struct World<'a> {
    /// Where the learner reads and types; data go here too.
    pub screen: Screen<'a>,
    /// What the learner has set.
    settings: Settings,
    error: &'a mut dyn Write,
    store: PathBuf,
    fixed: Option<Moment>,
    zone: Zone,
    seed: u64,
    fresh: [u8; 16],
}

impl<'a> World<'a> {
    /// Builds the world from what was typed and from the streams.
    ///
    /// # Errors
    /// If `--now` is no time, or there is no place for a store.
    pub fn new(
        global: &Global,
        settings: Settings,
        input: &'a mut dyn Lines,
        output: &'a mut dyn Write,
        error: &'a mut dyn Write,
        ends: Ends,
    ) -> Result<Self, Problem> {
        let place = global.store.clone().map_or_else(|| settings.store(), |typed| Ok(Some(typed)))?;
        let store = place
            .ok_or_else(|| Problem::failed("no home folder to keep the store in").hinted("name a file with --store"))?;
        let mut chance: ChaCha8Rng = rand::make_rng();
        let seed = global.seed.unwrap_or_else(|| chance.random());
        let mut world = Self {
            screen: Screen::new(input, output, ends),
            error,
            store,
            fixed: global.now.as_deref().map(|text| fixed(text, settings.number(Key::StartsAt, None))).transpose()?,
            zone: clock::zone(global.zone.as_deref()),
            seed,
            fresh: chance.random(),
            settings,
        };
        world.tell_time()?;
        Ok(world)
    }

    /// Says where the time is not that of the system.
    fn tell_time(&mut self) -> Result<(), Problem> {
        match (&self.fixed, &self.zone) {
            (Some(moment), _) => self.tell(&format!("note: the time is held at {}", moment.rfc3339())),
            (None, Zone::Unknown(name)) => {
                let text = format!("TZ={name}: no such time zone; days are counted in UTC");
                self.warn(&text)
            }
            _ => Ok(()),
        }
    }

    /// Returns the present moment.
    pub(crate) fn now(&self) -> Moment {
        self.fixed.clone().unwrap_or_else(|| clock::now(&self.zone, self.settings.number(Key::StartsAt, None)))
    }

    /// Returns the moment of an instant in milliseconds since 1970: in the learner's zone, or at the
    /// offset of the time that is held.
    pub(crate) fn moment(&self, at_ms: i64) -> Moment {
        let cutoff_hour = self.settings.number(Key::StartsAt, None);
        match &self.fixed {
            Some(held) => clock::shifted(held, at_ms, cutoff_hour),
            None => clock::at(&self.zone, at_ms, cutoff_hour),
        }
    }

    /// Starts to measure an answer; where the time is held, nothing passes.
    pub(crate) fn stopwatch(&self) -> Stopwatch {
        Stopwatch::start(self.fixed.is_some())
    }

    /// Returns the generator of everything that is drawn.
    pub(crate) fn rng(&self) -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(self.seed)
    }

    /// Returns the seed of everything that is drawn.
    pub(crate) const fn seed(&self) -> u64 {
        self.seed
    }

    /// Returns the rules in force for a deck; those of all decks where none is named.
    pub(crate) fn rules(&self, deck: Option<&str>) -> Rules {
        self.settings.rules(deck)
    }

    /// Returns what the learner has set.
    pub(super) const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Opens the store for writing, making it if there is none.
    ///
    /// # Errors
    /// As the store says.
    pub(crate) fn open(&mut self) -> Result<Store, Problem> {
        let store = Store::open(&self.store, Access::Write, self.fresh, self.now().at_ms)?;
        for warning in &store.warnings {
            self.warn(warning)?;
        }
        Ok(store)
    }

    /// Opens the store for reading; nothing if there is none yet.
    ///
    /// # Errors
    /// As the store says.
    pub(crate) fn peek(&self) -> Result<Option<Store>, Problem> {
        let read = || Store::open(&self.store, Access::Read, self.fresh, 0);
        match read() {
            Ok(store) => Ok(Some(store)),
            Err(StoreError::Missing { .. }) => Ok(None),
            // A store of an earlier version is brought up to date first, with a copy beside it.
            Err(StoreError::ReadOnly { .. }) => {
                Store::open(&self.store, Access::Write, self.fresh, self.now().at_ms)?.close()?;
                Ok(Some(read()?))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Opens another store for reading, whatever version of ours wrote it: an older one is brought
    /// up to date as a copy, which lives as long as the folder returned.
    ///
    /// # Errors
    /// As the store or the disk says.
    pub(crate) fn peek_at_any(&self, path: &Path) -> Result<(Option<tempfile::TempDir>, Store), Problem> {
        match Store::open(path, Access::Read, self.fresh, 0) {
            Err(StoreError::ReadOnly { .. }) => {
                let (folder, copy) = files::copied_database(path)?;
                Ok((Some(folder), Store::open(&copy, Access::Write, self.fresh, 0)?))
            }
            opened => Ok((None, opened?)),
        }
    }

    /// Returns the path of the store.
    pub(crate) fn store_path(&self) -> &Path {
        &self.store
    }

    /// Returns the name a new copy of a store gets.
    pub(crate) const fn fresh(&self) -> [u8; 16] {
        self.fresh
    }

    /// Returns the coming load, by which due days are chosen.
    ///
    /// # Errors
    /// As the store says.
    pub(crate) fn load(&self, store: &Store) -> Result<Load, Problem> {
        let today = self.now().day;
        Ok(store.load(today, today.plus(LOAD_DAYS))?)
    }

    /// Shows a line of the answer to what was asked.
    ///
    /// # Errors
    /// As the stream reports.
    pub(crate) fn say(&mut self, text: &str) -> Result<(), Problem> {
        Ok(self.screen.row(text)?)
    }

    /// Shows a sentence of the answer, wrapped where the screen ends.
    ///
    /// # Errors
    /// As the stream reports.
    pub(crate) fn prose(&mut self, text: &str) -> Result<(), Problem> {
        Ok(self.screen.say(text)?)
    }

    /// Writes a value as one JSON document.
    ///
    /// # Errors
    /// As the stream reports.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> Result<(), Problem> {
        let text = serde_json::to_string_pretty(value).map_err(|error| Problem::failed(error.to_string()))?;
        Ok(self.data().write_all(format!("{}\n", safe_json(&text)).as_bytes())?)
    }

    /// Returns where data go as they are; on a terminal they are made safe.
    pub(crate) fn data(&mut self) -> Data<'_> {
        self.screen.data()
    }

    /// Says something that is no data.
    ///
    /// # Errors
    /// As the stream reports.
    pub(crate) fn tell(&mut self, text: &str) -> Result<(), Problem> {
        Ok(writeln!(self.error, "{}", safe(text))?)
    }

    /// Warns of something that does not stop the work.
    ///
    /// # Errors
    /// As the stream reports.
    pub(crate) fn warn(&mut self, text: &str) -> Result<(), Problem> {
        Ok(writeln!(self.error, "{} {}", Tone::Nearly.styled("warning:"), safe(text))?)
    }
}

/// Reads the time at which everything is to happen.
fn fixed(text: &str, cutoff_hour: u32) -> Result<Moment, Problem> {
    clock::fixed(text, cutoff_hour).map_err(|_| {
        Problem::usage(format!("--now {text}: not a time")).hinted("write it as 2026-02-28T18:00:00+01:00")
    })
}
