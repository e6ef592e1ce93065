//! What is shown of a card: headings, question, options, answer, verdict, what each grade would do.

use std::path::Path;

use super::super::keymap::{Act, Keymap};
use super::super::notes::BUILT_IN;
use super::super::{World, interval};
use crate::error::Problem;
use crate::files;
use crate::model::{Button, Source};
use crate::notes::{Emphasis, emphasised};
use crate::schedule::Outcome;
use crate::session::{Asked, Verdict};
use crate::terminal::{Manner, Tone};

/// Lines of a note that are shown at most.
const MOST_LINES: usize = 5;

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
    let spans = if world.screen.ends().colour { set_apart(&question.source) } else { Vec::new() };
    if question.items.is_empty() || !world.screen.ends().shown {
        return Ok(world.screen.marked("Answer: ", Tone::Plain, &question.answer, &spans)?);
    }
    world.screen.hanging("Answer:", Tone::Plain, "")?;
    Ok(question.items.iter().try_for_each(|item| world.screen.marked("- ", Tone::Plain, item, &spans))?)
}

/// Returns the words that the note sets apart in the lines of an answer, each with its tone.
fn set_apart(source: &Source) -> Vec<(String, Tone)> {
    let tone = |emphasis: Emphasis| match emphasis {
        Emphasis::Code => Tone::Code,
        Emphasis::Strong => Tone::Strong,
        Emphasis::Stressed => Tone::Stressed,
    };
    emphasised(&note_lines(source).join("\n")).into_iter().map(|(words, emphasis)| (words, tone(emphasis))).collect()
}

/// Returns the lines of the note that state the answer; none where the note cannot be read.
fn note_lines(source: &Source) -> Vec<String> {
    let text = match BUILT_IN.iter().find(|(name, _)| source.path.strip_prefix("decks/") == Some(name)) {
        Some((_, text)) => (*text).to_owned(),
        None => files::read_text(Path::new(&*source.path)).unwrap_or_default(),
    };
    let (first, last) = (source.line.saturating_sub(1) as usize, source.end_line as usize);
    text.lines().take(last).skip(first).map(str::to_owned).collect()
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
    let between = if world.screen.ends().shown { "\u{a0}| " } else { " | " };
    let keys = keys.join(between);
    Ok(world.screen.hanging("Next: ", Tone::Quiet, &keys)?)
}

/// Returns the keys of this sitting: by lines those of the contract, whatever is set.
pub(super) fn keys(world: &World<'_>) -> Keymap {
    match world.screen.ends().manner {
        Manner::Keys => world.settings().keymap.clone(),
        Manner::Lines | Manner::Piped => Keymap::default(),
    }
}

/// Says what can be typed.
pub(super) fn help(world: &mut World<'_>) -> Result<(), Problem> {
    let keys = keys(world);
    let name = |act| keys.name(act);
    let [again, hard, good, easy] = Button::ALL.map(|button| name(Act::Grade(button)));
    let lines = [
        format!(
            "By lines: type an answer, or Enter to see it. By keys: {} shows the answer, {} types one.",
            name(Act::Show),
            name(Act::Type)
        ),
        "Where there are options: their number chooses. After a right one say whether you guessed.".to_owned(),
        format!(
            "Then grade: {again} again, {hard} hard, {good} good, {easy} easy; Enter (or {}) takes the suggestion.",
            name(Act::Show)
        ),
        side_by_side(
            [Act::Undo, Act::Suspend, Act::Bury, Act::Bad].map(name),
            ["take the last step back", "suspend this card", "not before tomorrow", "bad question"],
            world,
        ),
        side_by_side(
            [Act::Edit, Act::Why, Act::Quit].map(name),
            ["edit the note at its line", "why this question", "leave (all grades are kept)"],
            world,
        ),
        "An answer that is one of these letters is typed with a backslash before it: \\q".to_owned(),
    ];
    Ok(lines.iter().try_for_each(|line| world.screen.say(line))?)
}

/// Returns keys with what they do; a line may break between two of them and not within one.
fn side_by_side<const N: usize>(keys: [String; N], do_what: [&str; N], world: &World<'_>) -> String {
    let shown = world.screen.ends().shown;
    let space = if shown { "\u{a0}" } else { " " };
    let told = keys.iter().zip(do_what).map(|(key, does)| format!("{key} {does}").replace(' ', space));
    told.collect::<Vec<_>>().join("   ")
}

/// Says that a card is forgotten again and again, with the lines of the note it comes from.
pub(super) fn leech(lapses: u32, source: &Source, world: &mut World<'_>) -> Result<(), Problem> {
    let often = if lapses == 1 { "once".to_owned() } else { format!("{lapses} times") };
    let told = format!("Forgotten {often}. Most often the note is to blame; yours says:");
    world.screen.toned(Tone::Nearly, &told)?;
    world.screen.say(&format!("{}:{}", source.path, source.line))?;
    let lines = note_lines(source);
    let shown = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).take(MOST_LINES);
    Ok(shown.into_iter().try_for_each(|line| world.screen.hanging("  ", Tone::Plain, line))?)
}
