//! Every setting: its name, what it may be, what it is unless set, and what it means.

use std::fmt;

use super::super::keymap::Act;
use crate::schedule::RETENTION_PERCENT;

/// A setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cmd) enum Key {
    Store,
    Editor,
    Color,
    Accessible,
    StartsAt,
    New,
    Reviews,
    Minutes,
    NewWait,
    Rest,
    Choices,
    Scheduler,
    Retention,
    Strict,
    LateCredit,
    EarlyRule,
    Spread,
    LongestDays,
    LeechAfter,
    MissesDue,
    Cards,
    /// The key that does something in a sitting.
    On(Act),
}

/// The value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Number(u32),
    Switch(bool),
    Text(String),
    List(Vec<String>),
}

/// As it is written in `config.toml`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Switch(on) => write!(f, "{on}"),
            Self::Text(text) => write!(f, "{}", quoted(text)),
            Self::List(words) => {
                let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
                write!(f, "[{}]", words.join(", "))
            }
        }
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// What a setting may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A whole number in a range, both ends included.
    Number(u32, u32),
    /// `true` or `false`.
    Switch,
    /// Any text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Days of the week.
    Weekdays,
    /// One key: a letter, a digit, a sign, or the space bar.
    Letter,
}

/// Days of the week, Monday first, as [`crate::model::Day::weekday`] counts them.
pub(crate) const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What is known of a setting.
pub(in crate::cmd) struct About {
    /// Its table and its name in it; settings without a table stand at the top of the file.
    pub(in crate::cmd) table: &'static str,
    pub(in crate::cmd) name: &'static str,
    pub(in crate::cmd) kind: Kind,
    /// What it is unless set; nothing where the system decides.
    pub(in crate::cmd) default: Option<Value>,
    /// A deck may have its own.
    pub(in crate::cmd) of_deck: bool,
    /// What it means, in one line.
    pub(in crate::cmd) meaning: &'static str,
}

impl Key {
    /// Every setting, in the order in which they are shown.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        Self::BUT_KEYS.into_iter().chain(Act::ALL.into_iter().map(Self::On))
    }

    const BUT_KEYS: [Self; 21] = [
        Self::Store,
        Self::Editor,
        Self::Color,
        Self::Accessible,
        Self::StartsAt,
        Self::New,
        Self::Reviews,
        Self::Minutes,
        Self::NewWait,
        Self::Rest,
        Self::Choices,
        Self::Scheduler,
        Self::Retention,
        Self::Strict,
        Self::LateCredit,
        Self::EarlyRule,
        Self::Spread,
        Self::LongestDays,
        Self::LeechAfter,
        Self::MissesDue,
        Self::Cards,
    ];

    /// Returns the name with its table: `day.new`.
    pub(crate) fn full_name(self) -> String {
        let about = self.about();
        if about.table.is_empty() { about.name.to_owned() } else { format!("{}.{}", about.table, about.name) }
    }

    /// Returns what is known of the setting.
    pub(in crate::cmd) fn about(self) -> About {
        use Kind::{Letter, Number, Switch, Text, Weekdays, Word};
        let number = |number| Some(Value::Number(number));
        let switch = |on| Some(Value::Switch(on));
        match self {
            Self::Store => top("store", Text, None, "the file with reviews and schedule; absolute, or from `~/`"),
            Self::Editor => top("editor", Text, None, "the program that `e` opens a note with"),
            Self::Color => {
                top("color", Word(&["auto", "always", "never"]), Some(Value::Text("auto".into())), "when to use colour")
            }
            Self::Accessible => top("accessible", Switch, switch(false), "plain labelled lines for screen readers"),
            Self::StartsAt => {
                About::new("day", "starts_at", Number(0, 23), number(4), "the hour at which a study day begins")
            }
            Self::New => About::new("day", "new", Number(0, 9_999), number(20), "new cards a day").deck(),
            Self::Reviews => About::new(
                "day",
                "reviews",
                Number(0, 99_999),
                number(200),
                "reviews a day; same-day drills do not count",
            )
            .deck(),
            Self::Minutes => {
                About::new("day", "minutes", Number(0, 1_440), number(0), "minutes a sitting lasts; 0 is without end")
            }
            Self::NewWait => About::new(
                "day",
                "new_wait",
                Switch,
                switch(true),
                "no new cards while more is due than `reviews` allows",
            ),
            Self::Rest => About::new(
                "day",
                "rest",
                Weekdays,
                Some(Value::List(Vec::new())),
                "days of rest, which break no streak: `[\"sat\", \"sun\"]`",
            ),
            Self::Choices => About::new(
                "study",
                "choices",
                Word(&["auto", "never", "new", "always"]),
                Some(Value::Text("auto".into())),
                "cards asked with options: none, new and often forgotten ones, all; auto is new, and never in a pipe",
            )
            .deck(),
            Self::Scheduler => About::new(
                "schedule",
                "scheduler",
                Word(&["sm2", "fsrs"]),
                Some(Value::Text("sm2".into())),
                "what says when a card returns: SM-2, or FSRS-6 with the parameters of the average learner",
            )
            .deck(),
            Self::Retention => About::new(
                "schedule",
                "retention",
                Number(u32::from(*RETENTION_PERCENT.start()), u32::from(*RETENTION_PERCENT.end())),
                number(90),
                "recall wanted when a card is due, in percent; for FSRS alone",
            )
            .deck(),
            Self::Strict => About::new(
                "schedule",
                "strict",
                Switch,
                switch(false),
                "SM-2 as published; the other settings of this table are then without effect",
            )
            .deck(),
            Self::LateCredit => About::new(
                "schedule",
                "late_credit",
                Switch,
                switch(true),
                "a success after its day counts the days it came late; for SM-2 alone",
            )
            .deck(),
            Self::EarlyRule => About::new(
                "schedule",
                "early_rule",
                Switch,
                switch(true),
                "a success before its day counts only the days waited; for SM-2 alone",
            )
            .deck(),
            Self::Spread => About::new(
                "schedule",
                "spread",
                Switch,
                switch(true),
                "move due days a little, so that they do not pile up",
            )
            .deck(),
            Self::LongestDays => {
                About::new("schedule", "longest_days", Number(1, 36_500), number(3_650), "the longest interval in days")
                    .deck()
            }
            Self::LeechAfter => About::new(
                "schedule",
                "leech_after",
                Number(0, 99),
                number(8),
                "times forgotten after which a card is pointed out; 0 is never",
            )
            .deck(),
            Self::MissesDue => About::new(
                "exam",
                "misses_due",
                Switch,
                switch(true),
                "what a mock exam missed is due for study the same day",
            ),
            Self::Cards => About::new("deck", "cards", Switch, switch(true), "ask the cards of this deck").deck(),
            Self::On(act) => {
                let (name, letter, meaning) = act.about();
                About::new("keys", name, Letter, Some(Value::Text(letter.to_string())), meaning)
            }
        }
    }
}

fn top(name: &'static str, kind: Kind, default: Option<Value>, meaning: &'static str) -> About {
    About::new("", name, kind, default, meaning)
}

impl About {
    const fn new(
        table: &'static str,
        name: &'static str,
        kind: Kind,
        default: Option<Value>,
        meaning: &'static str,
    ) -> Self {
        Self { table, name, kind, default, of_deck: false, meaning }
    }

    fn deck(self) -> Self {
        Self { of_deck: true, ..self }
    }
}

impl Kind {
    /// Returns what the value must be, in words.
    pub(super) fn wanted(self) -> String {
        match self {
            Self::Number(least, most) => format!("a whole number from {least} to {most}"),
            Self::Switch => "true or false".to_owned(),
            Self::Text => "a text in quotes".to_owned(),
            Self::Word(words) => {
                let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
                format!("one of {}", words.join(", "))
            }
            Self::Letter => "one key in quotes, as \"j\" or \" \"".to_owned(),
            Self::Weekdays => format!("a list of {}", WEEKDAYS.map(quoted).join(", ")),
        }
    }
}
