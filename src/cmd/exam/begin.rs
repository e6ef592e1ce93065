//! `askback exam`: from the blueprint to the first question.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use std::sync::Arc;

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;

use super::super::notes::bytes_now;
use super::super::settings::Key;
use super::super::{Done, World, counted, deck_of, filled, widest};
use super::ground::Ground;
use super::{blueprint, ground, past, room};
use crate::error::Problem;
use crate::exam::{Blueprint, Clock, Fed, Form, Paper, Share, Sitting, draw, shares};
use crate::model::Question;
use crate::notes;
use crate::questions::Siblings;
use crate::terminal::Tone;

/// Lines of the notes kept with a question, at most.
const MOST_LINES: usize = 8;

/// Says what each domain is to give, and how many questions are missing.
pub(super) fn dry_run(typed: Option<&str>, world: &mut World<'_>) -> Done {
    blueprint::check(typed)?;
    let mut store = world.open()?;
    let code = ground::read_notes(&mut store, world)?;
    let questions = ground::questions(&store, world)?;
    let blueprint = blueprint::load(typed, &questions, &store, world)?;
    let Ground { questions, fed, foreign } = Ground::of(&blueprint, typed, questions);
    let shares = shares(&blueprint, &fed);
    let (number, conditions) = (counted(blueprint.questions as usize, "question"), conditions(&blueprint));
    world.prose(&format!("{}: {number}, {conditions}.", blueprint.name))?;
    let width = widest(blueprint.domains.iter().map(|domain| &*domain.name));
    for (domain, share) in blueprint.domains.iter().zip(&shares) {
        world.screen.hanging(&format!("  {}  ", filled(&domain.name, width)), Tone::Plain, &told(share))?;
    }
    if !foreign {
        tell_unasked(&fed, &questions, world)?;
    }
    store.close()?;
    Ok(code)
}

/// Returns what a domain gives, in words.
fn told(share: &Share) -> String {
    let Share { wanted, available, forms } = share;
    let forms: Vec<String> = Form::ALL
        .iter()
        .zip(forms)
        .filter(|(_, count)| **count > 0)
        .map(|(form, count)| format!("{count} {}", form.word()))
        .collect();
    let forms = if forms.is_empty() { String::new() } else { format!(" ({})", forms.join(", ")) };
    let missing = if share.missing() > 0 { format!(", {} missing", share.missing()) } else { String::new() };
    format!("{wanted:>3} wanted, {available} in your notes{forms}{missing}")
}

/// Says which decks no domain takes a question of, so that a name that fits nothing is found.
fn tell_unasked(fed: &[Fed], questions: &[Question], world: &mut World<'_>) -> Result<(), Problem> {
    let asked: BTreeSet<&str> = fed.iter().map(|each| &*each.question.note).collect();
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for question in questions.iter().filter(|question| !asked.contains(&*question.note)) {
        *left.entry(deck_of(&question.note).to_owned()).or_default() += 1;
    }
    if left.is_empty() {
        return Ok(());
    }
    world.say("In no domain:")?;
    for (deck, count) in left {
        world.say(&format!("  {deck}, {}", counted(count, "question")))?;
    }
    Ok(())
}

/// Draws an exam, keeps it and asks its questions.
pub(super) fn run(typed: Option<&str>, world: &mut World<'_>) -> Done {
    blueprint::check(typed)?;
    let mut store = world.open()?;
    let code = ground::read_notes(&mut store, world)?;
    let questions = ground::questions(&store, world)?;
    let blueprint = blueprint::load(typed, &questions, &store, world)?;
    if let Some(unfinished) = past::unfinished(&store)? {
        world.tell(&unfinished)?;
    }
    let paper = drawn(&blueprint, typed, questions, world)?;
    tell_paper(&paper, &blueprint, world)?;
    let text = serde_json::to_string(&paper).map_err(|error| Problem::failed(error.to_string()))?;
    let begun = store.begin_exam(text, &world.now())?;
    let sitting = Sitting::of(&begun).and_then(Result::ok);
    let sitting = sitting.ok_or_else(|| Problem::failed("the exam could not be begun"))?;
    let done = room::enter(sitting, &mut store, world)?;
    store.close()?;
    Ok(if done == ExitCode::SUCCESS { code } else { done })
}

/// Draws the questions of an exam, with the lines of the notes that answer them.
fn drawn(
    blueprint: &Blueprint,
    typed: Option<&str>,
    questions: Vec<Question>,
    world: &mut World<'_>,
) -> Result<Paper, Problem> {
    let Ground { questions, fed, foreign } = Ground::of(blueprint, typed, questions);
    if foreign {
        world.tell("The built-in decks are not among your notes, so this exam leaves your schedule alone.")?;
    }
    let shares = shares(blueprint, &fed);
    let seed = blueprint.seed.unwrap_or_else(|| world.seed());
    let drawn = draw(blueprint, &fed, &Siblings::of(&questions), &mut ChaCha8Rng::seed_from_u64(seed));
    if drawn.is_empty() {
        let named = typed.map_or_else(String::new, |typed| format!(" {typed}"));
        let what = if questions.is_empty() {
            "your notes give no questions yet"
        } else {
            "its domains find no question in your notes"
        };
        return Err(Problem::failed(format!("{}: {what}", blueprint.name))
            .hinted(format!("see what each domain finds:  askback exam{named} --dry-run")));
    }
    let wanted = blueprint.misses_due.unwrap_or_else(|| world.settings().is_on(Key::MissesDue, None));
    let mut paper = Paper::of(blueprint, &shares, drawn, wanted && !foreign, seed);
    let mut notes: BTreeMap<Arc<str>, Vec<String>> = BTreeMap::new();
    for item in &mut paper.items {
        let lines = notes
            .entry(Arc::clone(&item.source.path))
            .or_insert_with(|| bytes_now(&item.source.path).map(|bytes| notes::lines(&bytes)).unwrap_or_default());
        let (from, to) = (item.source.line as usize, item.source.end_line as usize);
        let quoted = lines.iter().take(to).skip(from.saturating_sub(1)).filter(|line| !line.trim().is_empty());
        item.lines = quoted.take(MOST_LINES).map(|line| folded(line)).collect();
    }
    Ok(paper)
}

/// Returns a line with its columns drawn together, as tables are padded for the eye of the writer.
fn folded(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Says what begins: how many questions, how long, and what is missing.
fn tell_paper(paper: &Paper, blueprint: &Blueprint, world: &mut World<'_>) -> Result<(), Problem> {
    let questions = counted(paper.items.len(), "question");
    world.screen.say(&format!("{}: {questions}, {}.", paper.name, conditions(blueprint)))?;
    for part in paper.domains.iter().filter(|part| part.missing > 0) {
        let missing = counted(part.missing, "question");
        world.screen.say(&format!("{}: {missing} missing; your notes have no more.", part.name))?;
    }
    let short = (blueprint.questions as usize).saturating_sub(paper.items.len());
    let told: usize = paper.domains.iter().map(|part| part.missing).sum();
    if short > told {
        world.screen.say(&format!("{} more could not be put well and are left out.", short - told))?;
    }
    world.screen.say("Every answer is kept at once. ? for help, q to leave and go on later.")?;
    Ok(())
}

/// Returns the conditions of an exam, in words.
fn conditions(blueprint: &Blueprint) -> String {
    let time = match (blueprint.minutes, blueprint.clock) {
        (0, _) => "no time limit".to_owned(),
        (minutes, Clock::Running) => format!("{} (they run on when you leave)", counted(minutes as usize, "minute")),
        (minutes, Clock::Paused) => format!("{} (they wait when you leave)", counted(minutes as usize, "minute")),
    };
    format!("{time}, {} % to pass", blueprint.pass_mark)
}
