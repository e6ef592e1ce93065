//! What can be typed about exams.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::plan::{OutcomeArgs, PlanArgs, ReadinessArgs};

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
