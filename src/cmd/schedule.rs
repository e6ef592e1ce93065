//! `askback schedule`: what SM-2 gives for a row of grades.

use std::process::ExitCode;

use serde::Serialize;

use super::{Done, World};
use crate::error::Problem;
use crate::model::{Ease, Quality};
use crate::schedule::sm2;

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    grade: u8,
    interval_days: u32,
    ease: Ease,
}

pub(super) fn run(grades: &[String], json: bool, world: &mut World<'_>) -> Done {
    let qualities = grades.iter().map(|text| quality(text)).collect::<Result<Vec<_>, _>>()?;
    let steps: Vec<Step> = qualities
        .iter()
        .zip(sm2::row(qualities.iter().copied()))
        .map(|(quality, step)| Step { grade: quality.value(), interval_days: step.interval_days, ease: step.ease })
        .collect();
    if json {
        world.json(&Document { schema_version: 1, steps })?;
    } else {
        world.say("grade  interval  ease")?;
        for step in steps {
            world.say(&format!("{:>5}  {:>8}  {}", step.grade, step.interval_days, step.ease))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads a quality: 0 to 5, or a word.
fn quality(text: &str) -> Result<Quality, Problem> {
    let number = text.parse::<u8>().ok().and_then(Quality::new);
    number.map_or_else(
        || {
            text.parse().map_err(|_| {
                Problem::usage(format!("`{text}` is not a grade")).hinted("write 0 to 5, or again, hard, good, easy")
            })
        },
        Ok,
    )
}
