//! Events that were not made here: rows of other devices, taken over as they are.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::error::Result;
use super::row::{self, card_of};
use super::{Store, names};
use crate::model::{CardId, Device, Event};

/// Cards replayed in one go: what later events say about earlier ones is read once for each.
const CARDS_AT_ONCE: usize = 500;

/// Rows of one device that were written just now, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// The device, by its number in this store.
    pub(super) device: i64,
    /// The first row.
    pub(super) from: u64,
    /// The last row.
    pub(super) to: u64,
}

impl Store {
    /// Takes over the events of one device, numbered from 1 without gaps, and brings the records
    /// up to date, all in one transaction. What is here already is passed over; returns how many
    /// events were new.
    ///
    /// # Errors
    /// As the disk reports; nothing is kept then.
    pub fn adopt(&mut self, events: &[Event]) -> Result<usize> {
        let Some(first) = events.first() else { return Ok(0) };
        self.write(|transaction| {
            let (known, mut chain) = last(transaction, first.key.device)?;
            let mut fresh = events.iter().skip_while(|event| event.key.seq <= known).peekable();
            let from = fresh.peek().map_or(0, |event| event.key.seq);
            let mut count = 0;
            for event in fresh {
                chain = row::chain(&chain, event);
                row::insert(transaction, event, chain)?;
                count += 1;
            }
            if count > 0 {
                let device = number(transaction, first.key.device)?;
                refresh(transaction, &[Span { device, from, to: from + count as u64 - 1 }])?;
            }
            Ok(count)
        })
    }
}

/// Returns the last row of a device that is here and its chain value; 0 if there is none.
pub(super) fn last(connection: &Connection, device: Device) -> rusqlite::Result<(u64, [u8; 16])> {
    connection
        .prepare_cached("select l.seq, l.chain from log l join device d on d.id = l.device where d.name = ?1 order by l.seq desc limit 1")?
        .query_row([device.0], |found| Ok((found.get(0)?, found.get(1)?)))
        .optional()
        .map(|found| found.unwrap_or((0, [0; 16])))
}

fn number(connection: &Connection, device: Device) -> rusqlite::Result<i64> {
    connection.prepare_cached("select id from device where name = ?1")?.query_row([device.0], |found| found.get(0))
}

/// Replays every card of which new rows say something, and those whose earlier rows they correct.
pub(super) fn refresh(transaction: &Transaction<'_>, spans: &[Span]) -> rusqlite::Result<()> {
    let mut cards = BTreeSet::new();
    for span in spans {
        concerned(transaction, *span, &mut cards)?;
    }
    let cards: Vec<CardId> = cards.into_iter().collect();
    cards.chunks(CARDS_AT_ONCE).try_for_each(|cards| names::replay_named(transaction, cards))
}

/// Collects the cards that rows speak of; through an undo, those of what it takes back in the end.
fn concerned(connection: &Connection, span: Span, cards: &mut BTreeSet<CardId>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "with recursive said (kind, card, other, target_device, target_seq) as ( \
           select kind, card, other, target_device, target_seq from log where device = ?1 and seq between ?2 and ?3 \
           union select l.kind, l.card, l.other, l.target_device, l.target_seq from said s join log l on l.device = s.target_device and l.seq = s.target_seq where s.kind = 2) \
         select card, iif(kind = 6, other, null) from said where card is not null",
    )?;
    let mut rows = statement.query((span.device, span.from, span.to))?;
    while let Some(found) = rows.next()? {
        cards.insert(card_of(found.get(0)?));
        cards.extend(found.get::<_, Option<i64>>(1)?.map(card_of));
    }
    Ok(())
}
