//! The names a card ever had: alias events join the histories of two names, an undo parts them.

use std::collections::BTreeSet;

use rusqlite::{Connection, Transaction};

use super::error::Result;
use super::row::{self, card_of, signed};
use super::{Store, answers, correct, log, order};
use crate::history::{Record, Replayer};
use crate::model::{CardId, EventBody, Moment};

/// Two names of one card, the former first.
pub type Renaming = (CardId, CardId);

impl Store {
    /// Joins the histories of former names to the present ones, in one transaction.
    ///
    /// # Errors
    /// As the disk reports; nothing is kept then.
    pub fn rename(&mut self, renamings: &[Renaming], at: &Moment) -> Result<()> {
        self.write(|transaction| rename_in(transaction, renamings, at))
    }
}

/// Writes a renaming event each and replays every card concerned once.
pub(super) fn rename_in(transaction: &Transaction<'_>, renamings: &[Renaming], at: &Moment) -> rusqlite::Result<()> {
    for (from, to) in renamings {
        log::write_in(transaction, EventBody::Alias { from: *from, to: *to }, at)?;
    }
    let cards: Vec<CardId> = renamings.iter().flat_map(|(from, to)| [*from, *to]).collect();
    replay_named(transaction, &cards)
}

/// Returns every name that alias events ever joined to a card, that one included.
pub(super) fn all(connection: &Connection, card: CardId) -> rusqlite::Result<Vec<CardId>> {
    connection
        .prepare_cached(
            "with recursive name (id) as (values (?1) \
             union select l.other from name join log l on l.card = name.id where l.kind = 6 \
             union select l.card from name join log l on l.other = name.id where l.kind = 6) select id from name",
        )?
        .query_map([signed(card)], |found| found.get(0).map(card_of))?
        .collect()
}

/// Returns the name under which a card is kept now.
pub(super) fn present(connection: &Connection, card: CardId) -> rusqlite::Result<CardId> {
    let renamed: bool = connection
        .prepare_cached(
            "select exists (select 1 from log where kind = 6 and card = ?1) or exists (select 1 from log where kind = 6 and other = ?1)",
        )?
        .query_row([signed(card)], |found| found.get(0))?;
    if renamed { Ok(correct::about(connection, &all(connection, card)?)?.card(card)) } else { Ok(card) }
}

/// Returns the instant of the last event about a card under any name, in milliseconds since 1970; one
/// of another device counts a millisecond later, since at the same instant it may go behind ours.
pub(super) fn latest(connection: &Connection, card: CardId) -> rusqlite::Result<i64> {
    let mut latest = 0;
    for name in all(connection, card)? {
        latest = connection
            .prepare_cached("select coalesce(max(l.at_ms + 1 - d.own), 0) from log l join device d on d.id = l.device where l.card = ?1")?
            .query_row([signed(name)], |found| found.get(0).map(|at: i64| at.max(latest)))?;
    }
    Ok(latest)
}

/// Replays every card that one of these names belongs or belonged to, all in one pass.
pub(super) fn replay_named(transaction: &Transaction<'_>, cards: &[CardId]) -> rusqlite::Result<()> {
    let mut names = BTreeSet::new();
    for card in cards {
        if !names.contains(card) {
            names.extend(all(transaction, *card)?);
        }
    }
    let names: Vec<CardId> = names.into_iter().collect();
    let events = log::events_of(transaction, &names)?;
    let mut replayer = Replayer::new(correct::about(transaction, &names)?);
    order::sorted(transaction, events)?.iter().for_each(|event| replayer.push(event));
    let replay = replayer.finish();
    names.iter().try_for_each(|name| {
        row::put_record(transaction, *name, replay.records.get(name).unwrap_or(&Record::default()))?;
        answers::put(transaction, *name, replay.answers.get(name))
    })
}
