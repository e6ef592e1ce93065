//! `askback score`: generated questions measured against the facts that their note states.

use std::path::Path;
use std::process::ExitCode;

use serde::{Deserialize, Serialize};

use super::{Done, World};
use crate::cli;
use crate::error::Problem;
use crate::files;
use crate::questions::score::{Asked, Expected, Score, score};

#[derive(Deserialize)]
struct Generated {
    questions: Vec<Asked>,
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    #[serde(flatten)]
    score: &'a Score,
}

pub(super) fn run(args: &cli::Score, world: &mut World<'_>) -> Done {
    let generated: Generated = parsed(&args.questions, "as `askback generate --format json` writes it")?;
    let facts: Vec<Expected> = parsed(&args.facts, "a list of facts, as docs/questions.md describes it")?;
    let score = score(&generated.questions, &facts);
    if args.json {
        world.json(&Document { schema_version: 1, score: &score })?;
    } else {
        lines(&score).iter().try_for_each(|line| world.say(line))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads a JSON file; `-` is the standard input.
fn parsed<T: for<'a> Deserialize<'a>>(path: &Path, what: &str) -> Result<T, Problem> {
    let wrong = |error: serde_json::Error| {
        Problem::failed(format!("{}: {error}", path.display())).hinted(format!("the file must be {what}"))
    };
    if path.as_os_str() == "-" {
        return serde_json::from_reader(files::open(path)?).map_err(wrong);
    }
    serde_json::from_str(&files::read_text(path)?).map_err(wrong)
}

fn lines(score: &Score) -> Vec<String> {
    let share = |name: &str, share: crate::questions::score::Share| {
        format!("{name:<16}{:>4} of {:<4} {:>5.1} %", share.covered, share.of, share.percent())
    };
    let mut lines = vec![
        share("Core facts", score.core),
        share("All facts", score.forward),
        share("Reverse facts", score.reverse),
        format!(
            "{:<16}{:>4}, {:.2} for each fact, {} of no listed fact",
            "Questions", score.questions, score.per_fact, score.unused
        ),
        format!("{:<16}{:>4} with a defect", "Defects", score.defective),
    ];
    lines.push(String::new());
    lines.push(format!("{:<12}{:>10}{:>10}{:>10}", "Structure", "questions", "of facts", "defects"));
    let row = |of: &crate::questions::score::Structure| {
        format!("{:<12}{:>10}{:>10}{:>10}", of.kind, of.questions, of.useful, of.defective)
    };
    lines.extend(score.structures.iter().map(row));
    if !score.defects.is_empty() {
        lines.push(String::new());
        lines.extend(
            score.defects.iter().map(|defect| format!("{}: {} ({})", defect.question, defect.check, defect.found)),
        );
    }
    if !score.missed.is_empty() {
        lines.push(String::new());
        lines.extend(score.missed.iter().map(|(id, fact)| format!("not asked: {id} {fact}")));
    }
    lines
}
