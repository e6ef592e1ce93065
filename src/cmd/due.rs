//! `askback due`: what is due today, by the same rules as `study`.

use std::collections::HashMap;
use std::process::ExitCode;

use serde::Serialize;

use super::today::{self, Choice};
use super::{Done, World, counted, deck_of};
use crate::error::Problem;
use crate::model::{CardId, Day, Ease, Kind};
use crate::schedule::CardState;
use crate::store::{Held, Store};

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    now: String,
    counts: Counts,
    cards: Vec<Row>,
}

#[derive(Default, Serialize)]
struct Counts {
    new: usize,
    review: usize,
    redrill: usize,
}

/// A card as `due` and `cards list` show it.
#[derive(Serialize)]
pub(super) struct Row {
    pub(super) id: CardId,
    pub(super) deck: String,
    pub(super) prompt: String,
    pub(super) kind: Kind,
    pub(super) state: &'static str,
    pub(super) due: Option<Day>,
    pub(super) interval_days: u32,
    pub(super) ease: Ease,
    pub(super) lapses: u32,
}

/// Returns the row of a card in a state.
pub(super) fn row(held: &Held, state: Option<&CardState>, word: &'static str) -> Row {
    Row {
        id: held.question.id,
        deck: deck_of(&held.question.note).to_owned(),
        prompt: held.question.prompt.clone(),
        kind: held.question.kind,
        state: word,
        due: state.map(|state| state.due),
        interval_days: state.map_or(0, |state| state.interval_days),
        ease: state.map_or(Ease::START, |state| state.ease),
        lapses: state.map_or(0, |state| state.lapses),
    }
}

pub(super) fn run(count: bool, json: bool, format: Option<&str>, world: &mut World<'_>) -> Done {
    let (counts, rows, kept_back) = match world.peek()? {
        None => (Counts::default(), Vec::new(), 0),
        Some(store) => read(&store, world)?,
    };
    if count {
        world.say(&counts.all().to_string())?;
    } else if let Some(format) = format {
        world.say(&counts.filled(format))?;
    } else if json {
        world.json(&Document { schema_version: 1, now: world.now().rfc3339(), counts, cards: rows })?;
    } else {
        tell(&counts, &rows, kept_back, world)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns what `study` would ask now, with the number of cards that limits and siblings keep back.
fn read(store: &Store, world: &World<'_>) -> Result<(Counts, Vec<Row>, usize), Problem> {
    let choice = Choice::read(store, None, world)?;
    let today = choice.due();
    let held = today::by_id(store)?;
    let states: HashMap<CardId, _> =
        choice.candidates.iter().filter_map(|card| card.state.map(|state| (card.card, state))).collect();
    let counts = Counts { new: today.new.len(), review: today.review.len(), redrill: today.redrill.len() };
    let row = |word| {
        let (held, states) = (&held, &states);
        move |card: &CardId| held.get(card).map(|held| row(held, states.get(card), word))
    };
    let drills = today.redrill.iter().filter_map(row("redrill"));
    let reviews = today.review.iter().filter_map(row("review"));
    let rows = drills.chain(reviews).chain(today.new.iter().filter_map(row("new"))).collect();
    Ok((counts, rows, choice.kept_back()))
}

fn tell(counts: &Counts, rows: &[Row], kept_back: usize, world: &mut World<'_>) -> Result<(), Problem> {
    let Counts { new, review, redrill } = counts;
    world
        .say(&format!("Due: {} ({new} new, {review} to review, {redrill} to drill).", counted(counts.all(), "card")))?;
    for row in rows {
        world.say(&format!("{}  {:<7}  {}", row.id, row.state, row.prompt))?;
    }
    if kept_back > 0 {
        world.tell(&format!("{kept_back} more wait: the day's limit, or a card on the same fact."))?;
    }
    Ok(())
}

impl Counts {
    const fn all(&self) -> usize {
        self.new + self.review + self.redrill
    }

    /// Fills the numbers into a line for a prompt.
    fn filled(&self, format: &str) -> String {
        let numbers =
            [("{due}", self.all()), ("{new}", self.new), ("{review}", self.review), ("{redrill}", self.redrill)];
        numbers.iter().fold(format.to_owned(), |line, (name, number)| line.replace(name, &number.to_string()))
    }
}
