//! `askback import`: what other programs wrote becomes notes and reviews of the learner's.

mod reviews;
mod table;

use std::process::ExitCode;

use super::{Done, World};
use crate::cli::Import;
use crate::error::Problem;
use crate::files;
use crate::import::{self, ReviewTable, Skipped};

/// The largest text that is read, in bytes.
const LARGEST_TEXT: u64 = 512 << 20;

pub(super) fn run(args: &Import, world: &mut World<'_>) -> Done {
    let text = files::read_text_up_to(&args.file, LARGEST_TEXT)?;
    let read = read_reviews(&text)?.ok_or_else(|| {
        Problem::failed(format!("{}: not a form that is known", args.file.display()))
            .hinted("what can be imported stands in docs/import.md")
    })?;
    let skipped = reviews::take(read, args, world)?;
    left_out(&skipped, world)
}

/// Reads a log of reviews; nothing if the text is none.
fn read_reviews(text: &str) -> Result<Option<ReviewTable>, Problem> {
    if text.trim_start().starts_with('{') {
        return import::own_reviews(text)
            .map_err(|error| Problem::failed(format!("not a JSON export of askback: {error}")));
    }
    Ok(table::reviews(text))
}

/// Says what was left out, each with its reason; returns the exit code.
fn left_out(skipped: &Skipped, world: &mut World<'_>) -> Done {
    for line in skipped.lines() {
        world.tell(&line)?;
    }
    Ok(if skipped.count() > 0 { ExitCode::from(3) } else { ExitCode::SUCCESS })
}
