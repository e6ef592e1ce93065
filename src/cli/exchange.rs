//! What can be typed to take over from other programs, and to hand on to them.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Take over cards and reviews that other programs wrote.
#[derive(Args, Debug)]
pub struct Import {
    /// The file
    pub file: PathBuf,
    /// Only say what would come in
    #[arg(long)]
    pub dry_run: bool,
    /// Write the notes into this folder [default: `imported` beside the store]
    #[arg(long, value_name = "FOLDER")]
    pub to: Option<PathBuf>,
    /// Put the cards under this deck; levels are parted by `::`
    #[arg(long, value_name = "NAME")]
    pub deck: Option<String>,
    /// The largest collection in a package that is read
    #[arg(long, value_name = "MB", default_value_t = 512)]
    pub max_collection: u64,
    /// The most that may come out of a package
    #[arg(long, value_name = "MB", default_value_t = 1024)]
    pub max_total: u64,
    /// The most entries of a package
    #[arg(long, value_name = "N", default_value_t = 65_536)]
    pub max_entries: u64,
    /// How many times larger than it was packed something may be
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub max_ratio: u64,
}

/// Write reviews, cards, days or exams to a file.
#[derive(Args, Debug)]
pub struct Export {
    /// What to write
    #[arg(value_enum)]
    pub what: Exported,
    /// The file; `-` for standard output. `.json` gives JSON, else CSV
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
    /// JSON instead of CSV
    #[arg(long)]
    pub json: bool,
    /// CSV texts as they are, also those a spreadsheet would run as formulas
    #[arg(long)]
    pub raw: bool,
    /// Replace the file if it is there
    #[arg(long)]
    pub force: bool,
}

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Exported {
    /// Every review.
    Reviews,
    /// Every card with its schedule.
    Cards,
    /// Every day of study.
    Days,
    /// Every mock exam that is over, by domain.
    Exams,
    /// The whole log, for `askback merge` on another machine.
    Log,
    /// A package for Anki: cards with schedule and history.
    Anki,
    /// Questions for Moodle and others, with options or short answers.
    Gift,
    /// Questions with options in the plain form of Aiken.
    Aiken,
    /// A page to read: what was done, remembered and is coming, with charts.
    Report,
    /// The days on which cards are due, and the exam, for a calendar (iCalendar).
    Calendar,
    /// Every review that counts, as Anki keeps them: for programs that read its log.
    Revlog,
}
