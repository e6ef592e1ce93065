//! Whether a store holds together: its bytes, the chain of its log, and its kept state against a
//! replay. The log is read as a stream, so that its length costs no memory.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::error::Result;
use super::{Store, answers, carried, correct, row};
use crate::history::{Replay, Replayer, unpacked, woven};
use crate::model::{CardId, Event};

/// The number and the chain value of a row of the log, by the name of its device.
pub(super) type Heads = BTreeMap<[u8; 16], (i64, [u8; 16])>;

impl Store {
    /// Replays the whole log and writes the records anew.
    ///
    /// # Errors
    /// As [`Store::each_event`] and the disk.
    pub fn rebuild(&mut self) -> Result<()> {
        let replayed = self.replay()?;
        self.write(|transaction| {
            transaction.execute_batch("delete from record; delete from answered; delete from stale")?;
            replayed.records.iter().try_for_each(|(card, record)| row::put_record(transaction, *card, record))?;
            replayed.answers.iter().try_for_each(|(card, kept)| answers::put(transaction, *card, Some(kept)))
        })
    }

    /// Compares the kept records and answers with a replay of the log; returns the cards that differ.
    ///
    /// # Errors
    /// As [`Store::each_event`].
    pub fn differing(&self) -> Result<Vec<CardId>> {
        let mut replayed = self.replay()?;
        let kept = self.records()?;
        let cards: BTreeSet<CardId> = replayed.records.keys().chain(kept.keys()).copied().collect();
        let mut differing: BTreeSet<CardId> =
            cards.into_iter().filter(|card| replayed.records.get(card) != kept.get(card)).collect();
        self.each_answered(|card, kept| {
            let told = replayed.answers.remove(&card).unwrap_or_default();
            if !unpacked(told.as_bytes()).eq(kept) {
                differing.insert(card);
            }
        })?;
        differing.extend(replayed.answers.into_keys());
        Ok(differing.into_iter().collect())
    }

    /// Returns what the whole log amounts to.
    ///
    /// # Errors
    /// As [`Store::each_event`].
    pub fn replay(&self) -> Result<Replay> {
        self.sorted(replay(&self.connection))
    }

    /// Checks the file and the chain of the log; returns every fault, in words.
    ///
    /// # Errors
    /// If the file cannot be read at all.
    pub fn faults(&self) -> Result<Vec<String>> {
        self.faults_by("integrity_check", &Heads::new())
    }

    /// Checks the pages of the file, and the chain of the log from rows whose chain values were checked
    /// before; returns every fault, in words.
    ///
    /// # Errors
    /// If the file cannot be read at all.
    pub(super) fn faults_after(&self, checked: &Heads) -> Result<Vec<String>> {
        self.faults_by("quick_check", checked)
    }

    /// Checks the pages of the file by a pragma, and the chain of the log after rows checked before.
    fn faults_by(&self, pragma: &str, checked: &Heads) -> Result<Vec<String>> {
        let check = || -> rusqlite::Result<Vec<String>> {
            let mut statement = self.connection.prepare(&format!("pragma {pragma}"))?;
            let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok(lines.into_iter().filter(|line| line != "ok").collect())
        };
        let mut faults = self.sorted(check())?;
        // A file whose pages do not hold together cannot be read row by row.
        if faults.is_empty() {
            faults.extend(self.sorted(broken_rows(&self.connection, checked))?);
        }
        Ok(faults)
    }

    /// Counts the events of the log.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn event_count(&self) -> Result<usize> {
        self.sorted(self.connection.query_row("select count(*) from log", [], |found| found.get(0)))
    }

    /// Returns when the last event of any device happened, in milliseconds since 1970.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn last_at_ms(&self) -> Result<Option<i64>> {
        self.sorted(self.connection.query_row(
            "select max((select at_ms from log where device = d.id order by seq desc limit 1)) from device d",
            [],
            |found| found.get(0),
        ))
    }
}

/// Replays the log, one event of each device held at a time.
fn replay(connection: &Connection) -> rusqlite::Result<Replay> {
    let mut replayer = Replayer::new(correct::all(connection)?);
    let devices: Vec<i64> = connection
        .prepare("select id from device")?
        .query_map([], |found| found.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut statements = devices
        .iter()
        .map(|_| connection.prepare(&format!("{} where l.device = ?1 order by l.seq", row::EVENT)))
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let failed: Cell<Option<rusqlite::Error>> = Cell::new(None);
    let rows = statements.iter_mut().zip(&devices).map(|(statement, device)| {
        let rows = statement.query_map([device], row::readable)?;
        Ok(rows.filter_map(|read| read.map_err(|error| failed.set(Some(error))).ok().flatten()))
    });
    let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    woven::<Event, _>(rows).for_each(|event| replayer.push(&event));
    match failed.take() {
        Some(error) => Err(error),
        None => Ok(replayer.finish()),
    }
}

/// Returns every row that cannot be read, and the first row of each device whose chain value or
/// number does not follow; those up to the rows checked before are not looked at.
fn broken_rows(connection: &Connection, checked: &Heads) -> rusqlite::Result<Vec<String>> {
    let devices: Vec<(i64, [u8; 16])> = connection
        .prepare("select id, name from device order by id")?
        .query_map([], |found| Ok((found.get(0)?, found.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut faults = Vec::new();
    for (device, name) in devices {
        let from = checked.get(&name).copied().unwrap_or((0, [0; 16]));
        broken_rows_of(connection, device, from, &mut faults)?;
    }
    Ok(faults)
}

fn broken_rows_of(
    connection: &Connection,
    device: i64,
    (mut last, mut before): (i64, [u8; 16]),
    faults: &mut Vec<String>,
) -> rusqlite::Result<()> {
    let sql = carried::select();
    let mut statement =
        connection.prepare_cached(&format!("{sql} where l.device = ?1 and l.seq > ?2 order by l.seq"))?;
    let column = statement.column_count() - 1;
    let mut rows = statement.query((device, last))?;
    let mut broken = false;
    while let Some(found) = rows.next()? {
        let (name, seq): ([u8; 16], i64) = (found.get(0)?, found.get(1)?);
        let named = || format!("log row {seq} of device {}", crate::model::Device(name));
        let chain: [u8; 16] = found.get(column)?;
        let follows = match row::event(found) {
            Ok(event) => chain == row::chain(&before, &event),
            Err(error) if row::is_unreadable(&error) => {
                // An event of a later version is none the worse for it.
                if !row::is_of_a_later_version(&error) {
                    faults.push(format!("{} cannot be read: {error}", named()));
                }
                true
            }
            Err(error) => return Err(error),
        };
        let follows = follows && seq == last + 1;
        if !follows && !broken {
            faults.push(format!("{} does not follow from the one before it", named()));
            broken = true;
        }
        (before, last) = (chain, seq);
    }
    Ok(())
}
