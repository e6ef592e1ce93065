//! What the learner has set: command line before environment before `config.toml` before default.

mod file;
mod key;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use super::keymap::{Act, Keymap};
use crate::cli::{Color, Global};
use crate::deck::is_under;
use crate::error::Problem;
use crate::files;
use crate::schedule::{RETENTION_PERCENT, Rules, Scheduler};

use file::{File, Placed};
pub(super) use key::{Key, Value, WEEKDAYS};

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Typed as an option.
    Option(&'static str),
    /// A variable of the environment.
    Environment(&'static str),
    /// A line of `config.toml`.
    Line(usize),
    /// Nothing was set.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(name) => write!(f, "--{name}"),
            Self::Environment(name) => f.write_str(name),
            Self::Line(line) => write!(f, "line {line}"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// What the learner has set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The file they come from, whether it is there or not; nothing without a home folder.
    pub(super) path: Option<PathBuf>,
    typed: BTreeMap<Key, (Value, Origin)>,
    file: File,
    /// Which key does what in a sitting.
    pub(super) keymap: Keymap,
}

impl Settings {
    /// Reads `config.toml`, and puts what was typed and what the environment says before it.
    ///
    /// # Errors
    /// If the file cannot be read, or a line of it says nothing known; the line is named.
    pub fn read(global: &Global) -> Result<Self, Problem> {
        let path = global.config.clone().or_else(files::config_place);
        let text = match &path {
            Some(path) if global.config.is_some() || path.exists() => files::read_text(path)?,
            _ => String::new(),
        };
        let file = file::read(&text).map_err(|slip| {
            let path = path.as_deref().unwrap_or(Path::new("config.toml"));
            Problem::usage(format!("{}:{}: {}", path.display(), slip.line, slip.what)).hinted(slip.hint)
        })?;
        let mut settings = Self { path, typed: typed(global), file, keymap: Keymap::default() };
        settings.store()?;
        settings.keymap = settings.keys()?;
        Ok(settings)
    }

    /// Returns a value, that of a deck where one is named, and where it comes from.
    pub(super) fn value(&self, key: Key, deck: Option<&str>) -> Option<(Value, Origin)> {
        let line = |(value, line): &Placed| (value.clone(), Origin::Line(*line));
        let of_deck = || {
            // The nearest folder above a deck counts before one further up.
            let named = self.file.decks.iter().filter(|(name, _)| deck.is_some_and(|deck| is_under(deck, name)));
            named.rev().find_map(|(_, values)| values.get(&key)).map(line)
        };
        let of_system = || match key {
            Key::Store => files::store_place().map(|path| Value::Text(path.to_string_lossy().into_owned())),
            _ => None,
        };
        let default = || key.about().default.or_else(of_system).map(|value| (value, Origin::Default));
        let typed = self.typed.get(&key).cloned();
        typed.or_else(of_deck).or_else(|| self.file.values.get(&key).map(line)).or_else(default)
    }

    /// Returns the names of decks and folders with settings of their own, each with those it sets.
    pub(super) fn decks(&self) -> impl Iterator<Item = (&str, Vec<Key>)> {
        self.file.decks.iter().map(|(name, values)| (name.as_str(), values.keys().copied().collect()))
    }

    /// Returns a setting that is a number, for a deck where one is named.
    pub(super) fn number(&self, key: Key, deck: Option<&str>) -> u32 {
        match self.value(key, deck) {
            Some((Value::Number(number), _)) => number,
            _ => 0,
        }
    }

    /// Tells whether a setting is on, for a deck where one is named.
    pub(super) fn is_on(&self, key: Key, deck: Option<&str>) -> bool {
        matches!(self.value(key, deck), Some((Value::Switch(true), _)))
    }

    /// Returns a setting that is a text.
    pub(super) fn text(&self, key: Key) -> Option<String> {
        self.text_of(key, None)
    }

    /// Returns a setting that is a text, for a deck where one is named.
    pub(super) fn text_of(&self, key: Key, deck: Option<&str>) -> Option<String> {
        match self.value(key, deck) {
            Some((Value::Text(text), _)) => Some(text),
            _ => None,
        }
    }

    /// Tells which days of the week, Monday first, are days of rest.
    pub(super) fn rest(&self) -> [bool; 7] {
        let named = match self.value(Key::Rest, None) {
            Some((Value::List(days), _)) => days,
            _ => Vec::new(),
        };
        key::WEEKDAYS.map(|day| named.iter().any(|name| name == day))
    }

    /// Returns the rules of a deck, those of all decks where none is named.
    pub(super) fn rules(&self, deck: Option<&str>) -> Rules {
        if self.is_on(Key::Strict, deck) {
            return Rules::STRICT;
        }
        let scheduler = match self.text_of(Key::Scheduler, deck).as_deref() {
            Some("fsrs") => {
                let percent = u8::try_from(self.number(Key::Retention, deck)).unwrap_or(u8::MAX);
                let retention_percent = percent.clamp(*RETENTION_PERCENT.start(), *RETENTION_PERCENT.end());
                Scheduler::Fsrs6 { retention_percent }
            }
            _ => Scheduler::Sm2,
        };
        Rules {
            scheduler,
            late_credit: self.is_on(Key::LateCredit, deck),
            early_rule: self.is_on(Key::EarlyRule, deck),
            spread: self.is_on(Key::Spread, deck),
            longest_days: self.number(Key::LongestDays, deck),
            leech_after: self.number(Key::LeechAfter, deck),
        }
    }

    /// Returns when to use colour.
    pub fn colour(&self) -> Color {
        match self.text(Key::Color).as_deref() {
            Some("always") => Color::Always,
            Some("never") => Color::Never,
            _ => Color::Auto,
        }
    }

    /// Tells whether everything is to be said in plain labelled lines.
    pub fn accessible(&self) -> bool {
        self.is_on(Key::Accessible, None)
    }

    /// Returns which key does what in a sitting.
    ///
    /// # Errors
    /// If two things would be done by one key.
    fn keys(&self) -> Result<Keymap, Problem> {
        let chosen = |act: Act| {
            let letter = self.text(Key::On(act)).and_then(|text| text.chars().next());
            letter.unwrap_or(act.about().1)
        };
        Keymap::of(chosen).map_err(|acts| self.same_key(acts))
    }

    /// Says that two acts have the same key, at the line that says so.
    fn same_key(&self, (one, other): (Act, Act)) -> Problem {
        let line = |act: Act| self.file.values.get(&Key::On(act)).map(|(_, line)| *line);
        let (named, beside) = if line(other) > line(one) { (other, one) } else { (one, other) };
        let file = self.path.as_deref().unwrap_or(Path::new("config.toml"));
        let (at, (name, _, _)) = (line(named).unwrap_or(0), named.about());
        Problem::usage(format!("{}:{at}: keys.{name}: `{}` has this key, too", file.display(), beside.about().0))
            .hinted("give each its own key; `askback config` shows them all")
    }

    /// Returns the path of the store, if none was typed; nothing without a home folder.
    ///
    /// # Errors
    /// If the file names a relative path: it would be another file in every folder.
    pub(super) fn store(&self) -> Result<Option<PathBuf>, Problem> {
        let Some((Value::Text(text), Origin::Line(line))) = self.value(Key::Store, None) else {
            return Ok(files::store_place());
        };
        let path = files::from_home(&text);
        if path.is_absolute() {
            return Ok(Some(path));
        }
        let file = self.path.as_deref().unwrap_or(Path::new("config.toml"));
        Err(Problem::usage(format!("{}:{line}: store: {text} is another file in every folder", file.display()))
            .hinted("begin it with / or with ~/"))
    }
}

/// Returns what the command line and the environment set.
fn typed(global: &Global) -> BTreeMap<Key, (Value, Origin)> {
    let text =
        |value: Option<&str>| value.filter(|text| !text.trim().is_empty()).map(|text| Value::Text(text.to_owned()));
    let path = global.store.as_ref().map(|path| path.to_string_lossy().into_owned());
    let colour = global.color.map(|when| Value::Text(when.word().to_owned()));
    let editor = text(global.visual.as_deref()).map(|editor| (editor, "VISUAL"));
    let editor = editor.or_else(|| text(global.editor.as_deref()).map(|editor| (editor, "EDITOR")));
    let found = |option, value: Option<Value>, variable| {
        let origin = if global.typed.contains(option) { Origin::Option(option) } else { Origin::Environment(variable) };
        value.map(|value| (value, origin))
    };
    let all = [
        (Key::Store, found("store", path.map(Value::Text), "ASKBACK_STORE")),
        (Key::Editor, editor.map(|(editor, variable)| (editor, Origin::Environment(variable)))),
        (Key::Color, found("color", colour, "")),
        (Key::Accessible, found("accessible", global.accessible.map(Value::Switch), "ACCESSIBLE")),
    ];
    all.into_iter().filter_map(|(key, found)| found.map(|found| (key, found))).collect()
}
