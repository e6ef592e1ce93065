//! `askback cards`: listing cards, and keeping one from being asked.

use std::process::ExitCode;

use serde::Serialize;

use super::card::Reviews;
use super::due::{Row, row};
use super::{Done, World, deck_of, existing, find};
use crate::cli::Cards;
use crate::error::Problem;
use crate::history::Record;
use crate::model::{CardId, Day, EventBody};
use crate::schedule::due::status;
use crate::store::{Held, Presence, Store};

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    cards: Vec<Row>,
}

/// Which cards to list.
#[derive(Default)]
struct Wanted {
    text: Option<String>,
    deck: Option<String>,
    state: Option<String>,
}

pub(super) fn run(action: Option<Cards>, world: &mut World<'_>) -> Done {
    match action {
        None => list(&Wanted::default(), false, world),
        Some(Cards::List { text, deck, state, json }) => list(&Wanted { text, deck, state }, json, world),
        Some(Cards::Show { card, fact: false, json }) => super::card::show(&card, Reviews::OfCard, json, world),
        Some(Cards::Show { card, fact: true, json }) => super::card::show(&card, Reviews::OfFact, json, world),
        Some(Cards::Suspend { card, reason }) => {
            change(&card, "suspended", world, |card, _| EventBody::Suspend { card, reason })
        }
        Some(Cards::Resume { card }) => change(&card, "asked again", world, |card, _| EventBody::Resume { card }),
        Some(Cards::Bury { card }) => change(&card, "not asked before tomorrow", world, |card, today| {
            EventBody::Bury { card, until: today.plus(1) }
        }),
    }
}

fn change(typed: &str, done: &str, world: &mut World<'_>, body: impl FnOnce(CardId, Day) -> EventBody) -> Done {
    let mut store = existing(world)?;
    let card = find(&store, typed)?.question.id;
    let now = world.now();
    store.append(body(card, now.day), &now)?;
    world.prose(&format!("{card}: {done}."))?;
    store.close()?;
    Ok(ExitCode::SUCCESS)
}

fn list(wanted: &Wanted, json: bool, world: &mut World<'_>) -> Done {
    let rows = world.peek()?.map(|store| rows(&store, wanted, world)).transpose()?.unwrap_or_default();
    if json {
        world.json(&Document { schema_version: 1, cards: rows })?;
        return Ok(ExitCode::SUCCESS);
    }
    if rows.is_empty() {
        world.tell("No such cards.")?;
    }
    for row in rows {
        let due = row.due.map_or_else(|| "-".to_owned(), |day| day.to_string());
        world.prose(&format!("{}  {:<9}  {due:<10}  {}  {}", row.id, row.state, row.deck, row.prompt))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the keys of the files and folders that the learner forgot.
pub(super) fn hidden(store: &Store) -> Result<Vec<String>, Problem> {
    Ok(store.roots()?.into_iter().filter(|root| root.hidden).map(|root| root.key).collect())
}

/// Returns where a card stands, in the word of the contract.
pub(super) fn word(held: &Held, record: &Record, hidden: &[String], today: Day) -> &'static str {
    match held.presence {
        Presence::Present => status(record.state.as_ref(), &record.standing, today).word(),
        Presence::Gone if hidden.iter().any(|key| held.question.note.starts_with(key.as_str())) => "hidden",
        Presence::Gone | Presence::Moved => "gone",
    }
}

fn rows(store: &Store, wanted: &Wanted, world: &World<'_>) -> Result<Vec<Row>, Problem> {
    let today = world.now().day;
    let records = store.records()?;
    let hidden = hidden(store)?;
    let text = wanted.text.as_ref().map(|text| text.to_lowercase());
    let mut rows = Vec::new();
    store.each_card(|held| {
        let record = records.get(&held.question.id).cloned().unwrap_or_default();
        let row = row(&held, &record, word(&held, &record, &hidden, today));
        let in_deck = wanted.deck.as_ref().is_none_or(|deck| {
            deck_of(&held.question.note) == deck_of(deck) || held.question.note.starts_with(&format!("{deck}/"))
        });
        let in_text = text.as_ref().is_none_or(|text| {
            row.prompt.to_lowercase().contains(text) || held.question.answer.to_lowercase().contains(text)
        });
        let bad = record.standing.suspended.as_deref() == Some(super::sitting::BAD);
        let leech = world.rules(Some(deck_of(&held.question.note))).leech_after;
        let in_state = wanted.state.as_ref().is_none_or(|state| {
            row.state == state || state == "bad" && bad || state == "leech" && leech > 0 && row.lapses >= leech
        });
        if in_deck && in_text && in_state {
            rows.push(row);
        }
        Ok::<(), Problem>(())
    })??;
    Ok(rows)
}
