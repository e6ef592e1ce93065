//! `askback due`: what is due today, by the same rules as `study`.

use std::collections::HashMap;
use std::process::ExitCode;

use serde::Serialize;

use super::today::Choice;
use super::{Done, World, counted, deck_of};
use crate::cli::Due;
use crate::error::Problem;
use crate::history::Record;
use crate::model::{CardId, Day, Ease, Kind};
use crate::schedule::due::{Candidate, Today};
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

/// Returns the row of a card in a state; what an exam missed is due from then on.
pub(super) fn row(held: &Held, record: &Record, word: &'static str) -> Row {
    let state = record.state.as_ref();
    let missed = record.standing.missed_on;
    Row {
        id: held.question.id,
        deck: deck_of(&held.question.note).to_owned(),
        prompt: held.question.prompt.clone(),
        kind: held.question.kind,
        state: word,
        due: state.map(|state| state.due).into_iter().chain(missed).min(),
        interval_days: state.map_or(0, |state| state.interval_days),
        ease: state.map_or(Ease::START, |state| state.ease),
        lapses: state.map_or(0, |state| state.lapses),
    }
}

pub(super) fn run(args: &Due, world: &mut World<'_>) -> Done {
    let store = world.peek()?;
    let choice = store.as_ref().map(|store| Choice::read(store, None, |_| true, world)).transpose()?;
    let today = choice.as_ref().map(Choice::due).unwrap_or_default();
    let counts = Counts { new: today.new.len(), review: today.review.len(), redrill: today.redrill.len() };
    let nothing = counts.all() == 0;
    let code = if nothing && args.exit_code { ExitCode::from(3) } else { ExitCode::SUCCESS };
    if nothing && args.quiet_zero {
        return Ok(code);
    }
    if args.count {
        world.say(&counts.all().to_string())?;
        return Ok(code);
    }
    if let Some(format) = &args.format {
        world.say(&counts.filled(format))?;
        return Ok(code);
    }
    let (rows, kept_back) = match store.as_ref().zip(choice.as_ref()) {
        None => (Vec::new(), 0),
        Some((store, choice)) if args.json => (chosen(&today, choice, store)?, 0),
        Some((store, choice)) => (chosen(&today, choice, store)?, choice.kept_back(store, world)?),
    };
    if args.json {
        world.json(&Document { schema_version: 1, now: world.now().rfc3339(), counts, cards: rows })?;
    } else {
        tell(&counts, &rows, kept_back, world)?;
    }
    Ok(code)
}

/// Returns what `study` would ask now.
fn chosen(today: &Today, choice: &Choice, store: &Store) -> Result<Vec<Row>, Problem> {
    let record = |card: &Candidate| Record { state: card.state, standing: card.standing.clone() };
    let records: HashMap<CardId, Record> = choice.candidates.iter().map(|card| (card.card, record(card))).collect();
    let words = [(&today.redrill, "redrill"), (&today.review, "review"), (&today.new, "new")];
    let mut rows = Vec::new();
    for (card, word) in words.into_iter().flat_map(|(cards, word)| cards.iter().map(move |card| (card, word))) {
        let record = records.get(card).cloned().unwrap_or_default();
        rows.extend(store.card(*card)?.map(|held| row(&held, &record, word)));
    }
    Ok(rows)
}

fn tell(counts: &Counts, rows: &[Row], kept_back: usize, world: &mut World<'_>) -> Result<(), Problem> {
    let Counts { new, review, redrill } = counts;
    world.prose(&format!(
        "Due: {} ({new} new, {review} to review, {redrill} to drill).",
        counted(counts.all(), "card")
    ))?;
    for row in rows {
        world.prose(&format!("{}  {:<7}  {}", row.id, row.state, row.prompt))?;
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
