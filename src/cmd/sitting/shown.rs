//! What is shown of a card: headings, question, options, answer, verdict, what each grade would do.

use super::super::{World, interval};
use crate::error::Problem;
use crate::files;
use crate::model::{Button, Source};
use crate::schedule::Outcome;
use crate::session::{Asked, Verdict};
use crate::terminal::Tone;

/// Shows the headings, the question with its options, and what changed since it was last asked.
pub(super) fn question(asked: &Asked, world: &mut World<'_>) -> Result<(), Problem> {
    let question = &asked.question;
    if !question.context.is_empty() {
        world.screen.toned(Tone::Quiet, &question.context.join(" > "))?;
    }
    if asked.contrast {
        world.screen.toned(Tone::Nearly, "You have mixed these two up; nothing moves here.")?;
    }
    if let Some(was) = &asked.was_answer {
        world.screen.hanging("Changed in your notes; the answer was: ", Tone::Plain, was)?;
    }
    world.screen.hanging("Question: ", Tone::Plain, &question.prompt)?;
    for (number, choice) in (1..).zip(&question.choices) {
        world.screen.hanging(&format!("{number}. "), Tone::Plain, choice)?;
    }
    Ok(())
}

/// Shows the answer; the items of a list one to a line where somebody looks.
pub(super) fn answer(asked: &Asked, world: &mut World<'_>) -> Result<(), Problem> {
    let question = &asked.question;
    if question.items.is_empty() || !world.screen.ends().shown {
        return Ok(world.screen.hanging("Answer: ", Tone::Plain, &question.answer)?);
    }
    world.screen.hanging("Answer:", Tone::Plain, "")?;
    Ok(question.items.iter().try_for_each(|item| world.screen.hanging("- ", Tone::Plain, item))?)
}

/// Shows what was made of an answer.
pub(super) fn verdict(verdict: &Verdict, world: &mut World<'_>) -> Result<(), Problem> {
    let tone = match verdict.suggested {
        Button::Again => Tone::Wrong,
        Button::Hard => Tone::Nearly,
        Button::Good | Button::Easy => Tone::Right,
    };
    Ok(world.screen.hanging("Verdict: ", tone, &verdict.words)?)
}

/// Shows what each grade would do.
pub(super) fn promised(outcomes: &[Outcome; 4], world: &mut World<'_>) -> Result<(), Problem> {
    let key = |((button, outcome), key): ((&Button, &Outcome), u8)| {
        let today = if button.quality().needs_redrill() { "today, then " } else { "" };
        format!("{key} {} {today}{}", button.word(), interval(outcome.state.interval_days))
    };
    let mut keys: Vec<String> = Button::ALL.iter().zip(outcomes).zip(1..).map(key).collect();
    if world.screen.ends().shown {
        // A line may break between two keys and not within one.
        keys = keys.into_iter().map(|key| key.replace(' ', "\u{a0}")).collect();
    }
    let keys = keys.join(" | ");
    Ok(world.screen.hanging("Next: ", Tone::Quiet, &keys)?)
}

/// Says that a card is forgotten again and again, with the lines of the note it comes from.
pub(super) fn leech(lapses: u32, source: &Source, world: &mut World<'_>) -> Result<(), Problem> {
    let told = format!("Forgotten {lapses} times. Most often the note is to blame; yours says:");
    world.screen.toned(Tone::Nearly, &told)?;
    note_lines(source, world)
}

/// Shows the lines of the note that state the answer; where they cannot be read, only the place.
fn note_lines(source: &Source, world: &mut World<'_>) -> Result<(), Problem> {
    const MOST: usize = 5;
    let place = format!("{}:{}", source.path, source.line);
    let text = files::read_text(std::path::Path::new(&*source.path)).unwrap_or_default();
    let (skip, lines) =
        (source.line.saturating_sub(1) as usize, (source.end_line - source.line.min(source.end_line)) as usize + 1);
    world.screen.say(&place)?;
    for line in text.lines().skip(skip).take(lines.min(MOST)).filter(|line| !line.trim().is_empty()) {
        world.screen.hanging("  ", Tone::Plain, line.trim())?;
    }
    Ok(())
}
