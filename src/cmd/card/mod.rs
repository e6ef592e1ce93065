//! `askback cards show`: one card with its lines in the notes, its past, and the cards on its fact.

mod document;

use std::process::ExitCode;

use self::document::document;
use super::due::{Row, row};
use super::explain;
use super::{Done, World, cards, find, notes};
use crate::error::Problem;
use crate::history::{CardPast, Past, past};
use crate::model::{CardId, EventBody, Source};
use crate::stats::text::{self, Layout};
use crate::store::{Held, Presence, Store};
use crate::terminal::Tone;

/// Lines of the notes that are quoted to a reader, at most.
const MOST_LINES: usize = 12;

/// Whose reviews are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reviews {
    OfCard,
    OfFact,
}

/// A card on the fact, with its past where that is shown.
struct Shown {
    held: Held,
    row: Row,
    past: Option<CardPast>,
}

/// What the notes say at the place of a card.
enum Quoted {
    Lines(Vec<String>),
    /// The note was changed since it was last read: its lines may stand elsewhere.
    Changed,
    Nothing,
}

pub(super) fn show(typed: &str, reviews: Reviews, json: bool, world: &mut World<'_>) -> Done {
    let store =
        world.peek()?.ok_or_else(|| Problem::failed("there are no cards yet").hinted("begin with `askback study`"))?;
    let held = find(&store, typed)?;
    let quoted = quoted(&store, &held)?;
    let fact = fact(&store, &held, reviews, world)?;
    if json {
        world.json(&document(&held, quoted, &fact, reviews, world))?;
    } else {
        explain::about(&store, &held, world)?;
        tell_quoted(quoted, &held.question.source, world)?;
        tell_past(held.question.id, &fact, world)?;
        tell_fact(held.question.id, &fact, world)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the cards on the fact of a card, that one among them.
fn fact(store: &Store, card: &Held, reviews: Reviews, world: &World<'_>) -> Result<Vec<Shown>, Problem> {
    let (today, hidden, corrections) = (world.now().day, cards::hidden(store)?, store.corrections()?);
    let shown = |held: Held| -> Result<Shown, Problem> {
        let id = held.question.id;
        let record = store.record(id)?;
        let row = row(&held, &record, cards::word(&held, &record, &hidden, today));
        let wanted = reviews == Reviews::OfFact || id == card.question.id;
        let past = if wanted { Some(past(id, store.events_of(id)?, &corrections)) } else { None };
        Ok(Shown { held, row, past })
    };
    store.cards_on(card.question.family)?.into_iter().map(shown).collect()
}

/// Returns the lines of the note that state the answer, if the note is as it was last read.
fn quoted(store: &Store, held: &Held) -> Result<Quoted, Problem> {
    let source = &held.question.source;
    let (Presence::Present, Some(bytes)) = (held.presence, notes::bytes_now(&source.path)) else {
        return Ok(Quoted::Nothing);
    };
    if store.note_hash(&held.question.note)? != Some(*blake3::hash(&bytes).as_bytes()) {
        return Ok(Quoted::Changed);
    }
    let (first, last) = (source.line.saturating_sub(1) as usize, source.end_line as usize);
    Ok(Quoted::Lines(crate::notes::lines(&bytes).into_iter().take(last).skip(first).collect()))
}

fn tell_quoted(quoted: Quoted, source: &Source, world: &mut World<'_>) -> Result<(), Problem> {
    match quoted {
        Quoted::Lines(lines) => {
            let place = if lines.len() > 1 {
                format!("lines {} to {}", source.line, source.end_line)
            } else {
                format!("line {}", source.line)
            };
            world.screen.gap()?;
            world.screen.say(&format!("In the notes, {place}"))?;
            for line in lines.iter().take(MOST_LINES) {
                world.screen.hanging("  ", Tone::Plain, line.trim_end())?;
            }
            let more = lines.len().saturating_sub(MOST_LINES);
            if more > 0 {
                world.screen.say(&format!("  and {} more", super::counted(more, "line")))?;
            }
        }
        Quoted::Changed => {
            world.screen.gap()?;
            world.screen.say("The note was changed since it was last read; read it again with: askback scan")?;
        }
        Quoted::Nothing => {}
    }
    Ok(())
}

/// Shows the reviews of a card, then those of the others on its fact that were asked for.
fn tell_past(card: CardId, fact: &[Shown], world: &mut World<'_>) -> Result<(), Problem> {
    let accessible = world.settings().accessible();
    let width = if accessible { usize::MAX } else { world.screen.ends().width };
    let layout = Layout { width, bars: !accessible };
    let (this, others): (Vec<&Shown>, Vec<&Shown>) = fact.iter().partition(|shown| shown.row.id == card);
    for shown in this.into_iter().chain(others) {
        let Some(CardPast { reviews, changes }) = &shown.past else { continue };
        if shown.row.id != card {
            world.screen.gap()?;
            world.screen.hanging("Card: ", Tone::Plain, &shown.row.id.to_string())?;
            world.screen.hanging("Question: ", Tone::Plain, &shown.row.prompt)?;
        }
        for part in [text::reviews(reviews, layout), text::intervals(reviews, layout)] {
            if !part.is_empty() {
                world.screen.gap()?;
            }
            part.iter().try_for_each(|line| world.say(line))?;
        }
        tell_changes(changes, world)?;
    }
    Ok(())
}

fn tell_changes(changes: &[Past<EventBody>], world: &mut World<'_>) -> Result<(), Problem> {
    if changes.is_empty() {
        return Ok(());
    }
    world.screen.gap()?;
    world.screen.say("Beside the reviews")?;
    for change in changes {
        let undone = if change.undone { " (taken back)" } else { "" };
        let what = explain::changed(&change.what).unwrap_or_default();
        world.screen.hanging("  ", Tone::Plain, &format!("{}: {what}{undone}", change.at.day))?;
    }
    Ok(())
}

/// Shows every card on the fact with where it stands.
fn tell_fact(card: CardId, fact: &[Shown], world: &mut World<'_>) -> Result<(), Problem> {
    world.screen.gap()?;
    world.screen.say(&format!("Cards on this fact: {}", fact.len()))?;
    for Shown { row, .. } in fact {
        world.screen.hanging("- ", Tone::Plain, &row.prompt)?;
        let this = if row.id == card { " (this card)" } else { "" };
        world.say(&format!("  {}{this}", row.id))?;
        let due = row.due.map_or_else(String::new, |day| format!(", due {day}"));
        world.say(&format!("  {}{due}", row.state))?;
    }
    Ok(())
}
