//! What can be typed about the day: studying, what is due, days off, what was done.

use clap::{Args, ValueEnum};

/// Study what is due.
#[derive(Args, Debug, Default)]
pub struct Study {
    /// Notes (added if not yet known) or decks to study [default: all]
    pub what: Vec<String>,
    /// At most this many cards
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub limit: Option<usize>,
    /// At most this many new cards today [default: 20]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub new: Option<usize>,
    /// Stop after this many minutes
    #[arg(long, value_name = "M", allow_negative_numbers = true)]
    pub minutes: Option<u32>,
    /// Ask with options: never, new (and often forgotten) cards, always [default: new; never in a pipe]
    #[arg(long, value_name = "WHEN", value_parser = ["never", "new", "always"])]
    pub choices: Option<String>,
    /// Also cards that are not yet due, the next ones first
    #[arg(long)]
    pub ahead: bool,
    /// Practise without any effect on the schedule
    #[arg(long, conflicts_with = "ahead")]
    pub cram: bool,
}

/// Say what is due today.
#[derive(Args, Debug, Default)]
pub struct Due {
    /// Only the number
    #[arg(long)]
    pub count: bool,
    /// As JSON
    #[arg(long, conflicts_with = "count")]
    pub json: bool,
    /// A line for a prompt or a status bar; {due}, {new}, {review} and {redrill} stand for numbers
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["count", "json"])]
    pub format: Option<String>,
    /// Print nothing where nothing is due
    #[arg(long, conflicts_with = "json")]
    pub quiet_zero: bool,
    /// End with 3 where nothing is due
    #[arg(long)]
    pub exit_code: bool,
}

/// Take days off.
#[derive(Args, Debug, Default)]
pub struct Pause {
    /// The day on which you study again, as 2026-08-15 [default: show the pauses]
    pub until: Option<String>,
    /// So many days instead
    #[arg(long, value_name = "N", conflicts_with = "until", allow_negative_numbers = true)]
    pub days: Option<u32>,
    /// The first day of the pause [default: today]
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// End the pause, and call off those to come
    #[arg(long, conflicts_with_all = ["until", "days", "from"])]
    pub end: bool,
    /// The pauses as JSON
    #[arg(long, conflicts_with_all = ["until", "days", "from", "end"])]
    pub json: bool,
}

/// What runs a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Reminder {
    /// A timer of the user.
    Systemd,
    /// A line of the crontab.
    Cron,
}

/// Show what was done, what was remembered, and what is coming.
#[derive(Args, Debug)]
pub struct Stats {
    /// Also add up what was done since a day: 2026-01-31, or how far back as 90d, 12w, 6m, 1y
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
    /// Also each section of the notes, with every deck
    #[arg(long)]
    pub sections: bool,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}
