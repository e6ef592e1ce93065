//! Wiring. What can be typed; the comments here are the help.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

mod plan;

pub use plan::{OutcomeArgs, PlanArgs, ReadinessArgs};

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

/// Decide which cards are former ones under another name.
#[derive(Args, Debug, Default)]
pub struct Reconcile {
    /// Only about these cards, by id or its beginning [default: all; asked one by one]
    pub cards: Vec<String>,
    /// They are the same: the likeliest card takes over the history of each former one
    #[arg(long, conflicts_with_all = ["reject", "undo"])]
    pub accept: bool,
    /// They are others: the histories stay apart
    #[arg(long, conflicts_with = "undo")]
    pub reject: bool,
    /// Part the two cards that were joined last, by a scan or here
    #[arg(long, conflicts_with = "cards")]
    pub undo: bool,
    /// As JSON: what is to be decided, or with --accept and --reject what was
    #[arg(long, conflicts_with = "undo")]
    pub json: bool,
}

/// Show the questions that notes give.
#[derive(Args, Debug)]
pub struct Generate {
    /// Files or folders
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub format: Form,
    /// Also say for each line what it gave, or why nothing
    #[arg(long)]
    pub coverage: bool,
    /// Also the questions that the budget of a note leaves out
    #[arg(long)]
    pub all: bool,
}

/// Measure generated questions against listed facts.
#[derive(Args, Debug)]
pub struct Score {
    /// What `generate --format json` wrote, or another generator in that form; `-` for standard input
    pub questions: PathBuf,
    /// The facts of the note, as JSON
    pub facts: PathBuf,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Form of generated questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// To read.
    Text,
    /// One JSON document.
    Json,
    /// `Q:` and `A:` lines, to edit and keep.
    Markdown,
}

/// What to do with cards.
#[derive(Debug, Subcommand)]
pub enum Cards {
    /// List cards
    List {
        /// Only those with this text in prompt or answer
        #[arg(long, value_name = "TEXT")]
        text: Option<String>,
        /// Only those of this deck
        #[arg(long)]
        deck: Option<String>,
        /// Only those in this state
        #[arg(long, value_parser = ["new", "review", "redrill", "suspended", "buried", "gone", "hidden", "leech", "bad"])]
        state: Option<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Show a card with its lines in the notes, its reviews, and the other cards on its fact
    Show {
        /// Id of the card, or its beginning
        card: String,
        /// Also the reviews of every card on its fact
        #[arg(long)]
        fact: bool,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Do not ask a card until it is resumed
    Suspend {
        /// Id of the card, or its beginning
        card: String,
        /// Why
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Ask a suspended or buried card again
    Resume {
        /// Id of the card, or its beginning
        card: String,
    },
    /// Do not ask a card before tomorrow
    Bury {
        /// Id of the card, or its beginning
        card: String,
    },
}

/// Take a timed mock exam.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Exam {
    /// The blueprint: a file, or `sigs` or `kcna` [default: exam.toml here, else the built-in decks or all your notes]
    pub blueprint: Option<String>,
    /// Only say what would be asked, and how many questions are missing
    #[arg(long)]
    pub dry_run: bool,
    /// What to do instead
    #[command(subcommand)]
    pub action: Option<ExamAction>,
}

/// What to do about exams beside taking one.
#[derive(Debug, Subcommand)]
pub enum ExamAction {
    /// Plan the days until an exam, or show the plan
    Plan(PlanArgs),
    /// Say what score to expect, as a range
    Readiness(ReadinessArgs),
    /// Keep how a real exam went, beside the forecast; without a score, show those kept
    Outcome(OutcomeArgs),
    /// Draft a blueprint from the files and headings of your notes
    New {
        /// The file to write; `-` for standard output
        #[arg(short, long, value_name = "FILE", default_value = "exam.toml")]
        output: PathBuf,
        /// Replace the file if it is there
        #[arg(long)]
        force: bool,
    },
    /// Go on with an exam that was left
    Resume {
        /// Which, by its number in the history [default: the newest]
        exam: Option<String>,
    },
    /// List the exams taken, the newest first
    History {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Show the result of an exam with what was missed
    Show {
        /// Which, by its number in the history [default: the newest]
        exam: Option<String>,
        /// As JSON, with every question
        #[arg(long)]
        json: bool,
    },
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
