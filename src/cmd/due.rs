//! `askback due`: what is due today, by the same rules as `study`.

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde::Serialize;

use super::{Done, World, deck_of};
use crate::error::Problem;
use crate::model::{CardId, Day, Ease, Kind};
use crate::schedule::CardState;
use crate::schedule::due::{Candidate, Limits, due, status};
use crate::store::{Held, Store};

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    now: String,
    counts: Counts,
    cards: Vec<Row>,
}

#[derive(Serialize)]
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

pub(super) fn run(count: bool, json: bool, world: &mut World<'_>) -> Done {
    let store = world.peek()?;
    let today = world.now().day;
    if count && !json {
        let counts = store.map(|store| store.counts(today)).transpose()?.unwrap_or_default();
        writeln!(world.output, "{}", counts.new + counts.review + counts.redrill)?;
        return Ok(ExitCode::SUCCESS);
    }
    let (counts, rows) = store
        .map_or_else(|| Ok((Counts { new: 0, review: 0, redrill: 0 }, Vec::new())), |store| read(&store, today))?;
    if json {
        let document = Document { schema_version: 1, now: world.now().rfc3339(), counts, cards: rows };
        let text = serde_json::to_string_pretty(&document).map_err(|error| Problem::failed(error.to_string()))?;
        writeln!(world.output, "{text}")?;
        return Ok(ExitCode::SUCCESS);
    }
    world.say(&format!("New {}, to review {}, to drill {}.", counts.new, counts.review, counts.redrill))?;
    for row in rows {
        world.say(&format!("{}  {:<7}  {}", row.id, row.state, row.prompt))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns everything that is due, siblings and limits apart.
fn read(store: &Store, today: Day) -> Result<(Counts, Vec<Row>), Problem> {
    let candidates: Vec<Candidate> = store.candidates()?;
    let held: BTreeMap<CardId, Held> = store.cards()?.into_iter().map(|held| (held.question.id, held)).collect();
    let mut counts = Counts { new: 0, review: 0, redrill: 0 };
    let mut rows = Vec::new();
    for candidate in &candidates {
        let status = status(candidate.state.as_ref(), &candidate.standing, today);
        match status.word() {
            _ if !status.is_due() => continue,
            "new" => counts.new += 1,
            "redrill" => counts.redrill += 1,
            _ => counts.review += 1,
        }
        if let Some(held) = held.get(&candidate.card) {
            rows.push(row(held, candidate.state.as_ref(), status.word()));
        }
    }
    Ok((counts, rows))
}

/// Returns how many cards `study` would ask today in each deck, siblings kept apart.
pub(super) fn by_deck(store: &Store, today: Day) -> Result<BTreeMap<String, usize>, Problem> {
    let held: BTreeMap<CardId, Held> = store.cards()?.into_iter().map(|held| (held.question.id, held)).collect();
    let chosen = due(&store.candidates()?, today, &Limits::NONE);
    let mut decks = BTreeMap::new();
    for card in chosen.redrill.iter().chain(&chosen.review).chain(&chosen.new) {
        if let Some(held) = held.get(card) {
            *decks.entry(deck_of(&held.question.note).to_owned()).or_default() += 1;
        }
    }
    Ok(decks)
}
