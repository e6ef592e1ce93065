//! What can be typed about notes and the questions they give.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

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
