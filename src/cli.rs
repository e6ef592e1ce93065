//! Wiring. What can be typed; the comments here are the help.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

mod cards;
mod exam;
mod exchange;
mod notes;
mod plan;
mod study;

pub use cards::Cards;
pub use exam::{Exam, ExamAction};
pub use exchange::{Export, Exported, Import};
pub use notes::{Form, Generate, Reconcile, Score};
pub use plan::{OutcomeArgs, PlanArgs, ReadinessArgs};
pub use study::{Due, Pause, Reminder, Stats, Study};

const LONG_HELP: &str = "\
Examples:
  askback study notes/            add a folder of notes and study what is due
  askback study notes/bio.md      the same with one note
  askback study                   go on with all notes (without any: the built-in SIG decks)
  askback                         what is due today
  askback generate bio.md         the questions a note gives; nothing is stored
  askback scan                    read the notes again and say what changed
  askback due --json              what is due, for programs
  askback export reviews -o r.csv every answer ever given

Notes are only ever read. The store is one file; every grade is on disk before the next
question is asked.

Exit codes: 0 done; 1 failed; 2 wrong use; 3 done, but some inputs were left out (each is
named); 4 the store is in use; 5 the store is damaged; 6 the store is from a newer version;
130 interrupted.";

/// Your notes ask back: makes questions from your Markdown notes and asks them when they are due
#[derive(Debug, Parser)]
#[command(
    name = "askback",
    version,
    after_help = "Begin with:  askback study PATH/TO/NOTES\nWithout notes of your own:  askback study",
    after_long_help = LONG_HELP
)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do; without it, what is due today and the next step.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What holds for every command.
#[derive(Args, Clone, Debug)]
pub struct Global {
    /// The store [default: $XDG_DATA_HOME/askback/askback.db]
    #[arg(long, global = true, env = "ASKBACK_STORE", value_name = "FILE")]
    pub store: Option<PathBuf>,
    /// The settings [default: $XDG_CONFIG_HOME/askback/config.toml]
    #[arg(long, global = true, env = "ASKBACK_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Take this as the present time, to replay a session (RFC 3339)
    #[arg(long, global = true, env = "ASKBACK_NOW", value_name = "TIME")]
    pub now: Option<String>,
    /// Seed of everything that is drawn
    #[arg(long, global = true, env = "ASKBACK_SEED", value_name = "N", allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// When to use colour [default: auto]
    #[arg(long, global = true, value_enum, value_name = "WHEN")]
    pub color: Option<Color>,
    /// Plain labelled lines for screen readers
    #[arg(long, global = true, env = "ACCESSIBLE", value_parser = clap::builder::FalseyValueParser::new(), num_args = 0, default_missing_value = "true")]
    pub accessible: Option<bool>,
    /// The time zone
    #[arg(long = "time-zone", hide = true, global = true, env = "TZ", value_name = "ZONE")]
    pub zone: Option<String>,
    /// The editor for notes
    #[arg(long, hide = true, global = true, env = "VISUAL", value_name = "PROGRAM")]
    pub visual: Option<String>,
    /// The editor for notes where no other is set
    #[arg(long, hide = true, global = true, env = "EDITOR", value_name = "PROGRAM")]
    pub editor: Option<String>,
    /// Ids of the options above that were typed; a value that was not comes from the environment.
    #[arg(skip)]
    pub typed: BTreeSet<&'static str>,
}

impl Cli {
    /// Reads the command line and the environment.
    ///
    /// # Errors
    /// If something else was typed than can be, or help was asked for.
    pub fn read() -> Result<Self, clap::Error> {
        let matches = Self::command().try_get_matches()?;
        let mut cli = Self::from_arg_matches(&matches)?;
        let typed = |id: &&'static str| matches.value_source(id) == Some(ValueSource::CommandLine);
        cli.global.typed = ["store", "config", "color", "accessible"].into_iter().filter(typed).collect();
        Ok(cli)
    }
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// Where the terminal can show it.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Study what is due; notes not yet known are added first
    Study(Study),
    /// Register notes: a file, or a folder with all its notes
    Add {
        /// Files or folders
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Hide the cards of a file or folder; their history stays
    Forget {
        /// As it was added
        path: PathBuf,
    },
    /// Read the notes again and say what changed
    Scan {
        /// Only say it
        #[arg(long)]
        dry_run: bool,
    },
    /// Decide which cards are former ones under another name, and so keep their history
    Reconcile(Reconcile),
    /// Show the questions that notes give; nothing is stored
    Generate(Generate),
    /// Measure generated questions against a list of the facts that their note states
    Score(Score),
    /// Say where a card comes from, what it passed and how it is scheduled
    Explain {
        /// Id of the card, or its beginning
        card: String,
    },
    /// Say what is due today
    Due(Due),
    /// Grade one card: again, hard, good, easy, or q0 to q5
    Grade {
        /// Id of the card, or its beginning
        card: String,
        /// The grade
        #[arg(allow_negative_numbers = true)]
        grade: String,
        /// Time the answer took, in milliseconds
        #[arg(long, value_name = "N", default_value_t = 0, allow_negative_numbers = true)]
        ms: u32,
    },
    /// Take the last grade back
    Undo,
    /// List cards, show one, or keep one from being asked
    Cards {
        /// What to do with them [default: list]
        #[command(subcommand)]
        action: Option<Cards>,
    },
    /// Show what SM-2 gives for a row of grades
    Schedule {
        /// Qualities 0 to 5, or again, hard, good, easy
        #[arg(required = true, allow_negative_numbers = true)]
        grades: Vec<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Take a timed mock exam, and see how earlier ones went
    Exam(Exam),
    /// Show what was done, what was remembered, and what is coming
    Stats(Stats),
    /// Score the models of memory on your own past: what each would have forecast, what came
    Backtest {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Write reviews, cards, days or exams to a file
    Export(Export),
    /// Take over cards and reviews that other programs wrote
    Import(Import),
    /// Take over everything that was done on another machine, from its store or its exported log
    Merge {
        /// A store, or a log (`askback export log`); `-` for standard input
        file: PathBuf,
    },
    /// Exchange what was done with other machines over a folder they share, or over ssh
    Sync {
        /// A folder (on a stick, or one that Syncthing or Dropbox carries), or HOST:STORE for ssh
        target: String,
    },
    /// Show every setting, its value and where that comes from
    Config(Config),
    /// Check the store, its backups and the notes; changes nothing
    Doctor {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Compute the state of every card anew from the log, after a backup
    Repair,
    /// Copy the store into a new file and check the copy
    Backup {
        /// The new file
        file: PathBuf,
    },
    /// Put a backup in the place of the store; the store as it was is kept
    Restore {
        /// The backup
        file: PathBuf,
    },
    /// Take days off: nothing is due in them, and no streak breaks
    Pause(Pause),
    /// Print a daily reminder for systemd or cron; nothing is installed
    Remind {
        /// For which of them
        #[arg(long, value_enum)]
        print: Reminder,
        /// When
        #[arg(long, value_name = "HH:MM", default_value = "18:00")]
        at: String,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
        /// Commands and options alone; decks and cards are then not known
        #[arg(long = "static")]
        fixed: bool,
    },
    /// Print the manual page
    Man,
}

/// Show every setting.
#[derive(Args, Clone, Copy, Debug)]
pub struct Config {
    /// Only the path of the file
    #[arg(long)]
    pub path: bool,
    /// A file with every setting at its default, to begin with
    #[arg(long, conflicts_with = "path")]
    pub template: bool,
    /// As JSON
    #[arg(long, conflicts_with_all = ["path", "template"])]
    pub json: bool,
}
