//! Two logs into one: the union of their rows by device and number, in one transaction.
//!
//! Where two different rows bear one name, a store was copied and both copies went on under one
//! device. Both are kept: of the two, the row whose content sorts first stays, and what follows
//! the other goes on under a device named after that row. So every store parts them alike.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::adopt::{self, Span};
use super::carried::{self, Carried, End, Reader};
use super::error::{Result, StoreError};
use super::{Store, row};
use crate::model::Device;

/// What a merge did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Rows that came in.
    pub new: usize,
    /// Rows that were here already.
    pub known: usize,
    /// Rows held back, since rows of their device before them are missing.
    pub held_back: usize,
    /// Devices under which two copies had gone on, now parted.
    pub parted: Vec<Device>,
    /// The line at which a file was cut or damaged, if it was: what stood before it came in.
    pub broken_at: Option<u64>,
}

/// How far each device of a log goes, and the chain value there: what the log holds.
pub type Extent = BTreeMap<Device, (u64, [u8; 16])>;

/// What a log file holds, up to its end or to the first line that does not fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// How far each device goes in it.
    pub extent: Extent,
    /// The line at which it was cut or damaged, if it was.
    pub broken_at: Option<u64>,
    /// A later version wrote it.
    pub newer: bool,
}

/// Reads what a log file holds; nothing if it is none.
///
/// # Errors
/// As the disk reports.
pub fn survey(source: impl BufRead) -> Result<Option<Survey>> {
    let Some(mut reader) = Reader::begin(source)? else { return Ok(None) };
    let mut survey = Survey::default();
    while let Some(row) = reader.next()? {
        survey.extent.insert(Device(row.device), (row.seq, row.chain));
    }
    match reader.end {
        Some(End::Broken(line)) => survey.broken_at = Some(line),
        Some(End::Newer) => survey.newer = true,
        _ => {}
    }
    Ok(Some(survey))
}

/// Returns the digest of a log by its extent; equal digests mean the same set of events.
pub fn log_digest(extent: &Extent) -> String {
    let mut hasher = blake3::Hasher::new();
    for (Device(device), (seq, chain)) in extent {
        hasher.update(device).update(&seq.to_le_bytes()).update(chain);
    }
    hasher.finalize().to_hex().as_str()[..32].to_owned()
}

impl Store {
    /// Returns how far each device of the log goes.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn extent(&self) -> Result<Extent> {
        let read = || -> rusqlite::Result<Extent> {
            let mut statement = self.connection.prepare_cached(
                "select d.name, l.seq, l.chain from device d join log l on l.device = d.id \
                 where l.seq = (select max(seq) from log where device = d.id)",
            )?;
            statement.query_map([], |found| Ok((Device(found.get(0)?), (found.get(1)?, found.get(2)?))))?.collect()
        };
        self.sorted(read())
    }

    /// Returns the name under which this copy writes.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn own_device(&self) -> Result<Device> {
        let read = self.connection.query_row("select name from device where own = 1", [], |found| found.get(0));
        self.sorted(read).map(Device)
    }

    /// Tells whether another log holds anything that is not here.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn lacks(&self, other: &Extent) -> Result<bool> {
        let lacks = |(Device(device), (seq, chain)): (&Device, &(u64, [u8; 16]))| {
            Ok(held(&self.connection, *device, *seq)?.is_none_or(|here| here.chain != *chain))
        };
        let read = || other.iter().map(lacks).collect::<rusqlite::Result<Vec<bool>>>();
        Ok(self.sorted(read())?.contains(&true))
    }

    /// Takes over every row of another store that is not here yet; `fresh` becomes the name of
    /// this copy if another one went on under its name.
    ///
    /// # Errors
    /// As the disk reports; nothing is kept then.
    pub fn merge(&mut self, other: &Self, fresh: [u8; 16], now_ms: i64) -> Result<Merged> {
        other.refuse_strange_tables()?;
        let path = other.path.clone();
        let work = |transaction: &Transaction<'_>| -> rusqlite::Result<Merged> {
            let mut union = Union::new(transaction);
            let mut statement = other.connection.prepare(&format!("{} order by l.device, l.seq", carried::select()))?;
            let mut rows = statement.query([])?;
            while let Some(found) = rows.next()? {
                union.take(Carried::of(found)?)?;
            }
            union.finish(fresh, now_ms)
        };
        self.write(|transaction| work(transaction)).map_err(|error| named(error, &path))
    }

    /// A file that came from elsewhere must hold its log in tables, not in something that computes.
    fn refuse_strange_tables(&self) -> Result<()> {
        let read = || -> rusqlite::Result<(i64, String)> {
            let tables =
                "select count(*) from sqlite_schema where type = 'table' and name in ('log', 'device', 'word')";
            let tables = self.connection.query_row(tables, [], |found| found.get(0))?;
            Ok((tables, self.connection.query_row("pragma quick_check(1)", [], |found| found.get(0))?))
        };
        let (tables, verdict) = self.sorted(read())?;
        let reason = if tables == 3 { verdict } else { "its log is no table".to_owned() };
        if reason == "ok" { Ok(()) } else { Err(StoreError::Damaged { path: self.path.clone(), reason }) }
    }

    /// Takes over every row of a log file that is not here yet, up to its end or to the first line
    /// that does not fit its seal; nothing if it is no log file.
    ///
    /// # Errors
    /// As the disk reports; [`StoreError::Newer`] if a later version wrote it. Nothing is kept then.
    pub fn merge_log(
        &mut self,
        source: impl BufRead,
        name: &std::path::Path,
        fresh: [u8; 16],
        now_ms: i64,
    ) -> Result<Option<Merged>> {
        let Some(mut reader) = Reader::begin(source)? else { return Ok(None) };
        let mut failed = None;
        let merged = self.write(|transaction| {
            let mut union = Union::new(transaction);
            loop {
                match reader.next() {
                    Ok(Some(row)) => union.take(row)?,
                    Ok(None) => break,
                    Err(error) => {
                        failed = Some(error);
                        return Err(rusqlite::Error::QueryReturnedNoRows);
                    }
                }
            }
            if matches!(reader.end, Some(End::Newer)) {
                return Err(unknown_kind());
            }
            union.finish(fresh, now_ms)
        });
        if let Some(error) = failed {
            return Err(error.into());
        }
        let mut merged = merged.map_err(|error| named(error, name))?;
        if let Some(End::Broken(line)) = reader.end {
            merged.broken_at = Some(line);
        }
        Ok(Some(merged))
    }

    /// Writes the rows of the devices that `wanted` chooses as a log file; returns how many.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn write_log(&self, sink: impl Write, wanted: impl Fn(&Device) -> bool) -> Result<u64> {
        let extent: Extent = self.extent()?.into_iter().filter(|(device, _)| wanted(device)).collect();
        let mut writer = carried::Writer::begin(sink, &log_digest(&extent))?;
        let mut failed = None;
        let mut read = || -> rusqlite::Result<()> {
            let sql = format!("{} where d.name = ?1 order by l.seq", carried::select());
            let mut statement = self.connection.prepare_cached(&sql)?;
            for Device(name) in extent.keys() {
                let mut rows = statement.query([name])?;
                while let Some(found) = rows.next()? {
                    if let Err(error) = writer.row(&Carried::of(found)?) {
                        failed = Some(error);
                        return Ok(());
                    }
                }
            }
            Ok(())
        };
        self.sorted(read())?;
        failed.map_or(Ok(()), Err)?;
        Ok(writer.finish()?)
    }
}

/// The error that stands for a row of a later version until the file is named.
fn unknown_kind() -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(6, rusqlite::types::Type::Integer, "of a later version".into())
}

/// Names the file in which a row of a later version or a wrong one stood.
fn named(error: StoreError, path: &std::path::Path) -> StoreError {
    match error {
        StoreError::Database { source: rusqlite::Error::FromSqlConversionFailure(6, ..), .. } => {
            StoreError::NewerLog { path: path.to_owned() }
        }
        StoreError::Database { source, .. } if !matches!(source, rusqlite::Error::SqliteFailure(..)) => {
            StoreError::Damaged { path: path.to_owned(), reason: source.to_string() }
        }
        other => other,
    }
}

/// A union under way.
struct Union<'a> {
    transaction: &'a Transaction<'a>,
    merged: Merged,
    spans: BTreeMap<Device, Span>,
    readings: BTreeMap<Device, Reading>,
    /// Rows that were here and were written again under another name.
    cut: usize,
}

/// How the rows of one device are taken.
#[derive(Clone, Copy)]
struct Reading {
    /// The last row here and its chain value.
    last: (u64, [u8; 16]),
    /// Where they part from the rows here, if they do.
    fork: Option<Fork>,
}

/// The rows of a device from one on, under the name they go on under.
#[derive(Clone, Copy)]
struct Fork {
    from: u64,
    name: Device,
    /// The chain value of the last row under that name.
    chain: [u8; 16],
}

impl<'a> Union<'a> {
    const fn new(transaction: &'a Transaction<'a>) -> Self {
        let merged = Merged { new: 0, known: 0, held_back: 0, parted: Vec::new(), broken_at: None };
        Self { transaction, merged, spans: BTreeMap::new(), readings: BTreeMap::new(), cut: 0 }
    }

    /// Takes the next row; rows of one device come in their order.
    fn take(&mut self, carried: Carried) -> rusqlite::Result<()> {
        let device = Device(carried.device);
        let mut reading = match self.readings.get(&device) {
            Some(reading) => *reading,
            None => Reading { last: adopt::last(self.transaction, device)?, fork: None },
        };
        if let Some(fork) = &mut reading.fork {
            self.follow(carried, fork)?;
        } else if carried.seq == reading.last.0 + 1 {
            reading.last = self.insert(&carried, reading.last.1)?;
        } else if carried.seq > reading.last.0 {
            self.merged.held_back += 1;
        } else {
            match held(self.transaction, carried.device, carried.seq)? {
                Some(here) if here.chain != carried.chain => return self.part(here, carried, reading),
                _ => self.merged.known += 1,
            }
        }
        self.readings.insert(device, reading);
        Ok(())
    }

    /// Takes a row under the name that its copy goes on under.
    fn follow(&mut self, carried: Carried, fork: &mut Fork) -> rusqlite::Result<()> {
        let mut renamed = renamed(carried, fork);
        fork.chain = row::chain(&fork.chain, &renamed.event(self.transaction)?);
        renamed.chain = fork.chain;
        self.take(renamed)
    }

    /// Writes a row that must follow from the one before it; returns it as the last one.
    fn insert(&mut self, carried: &Carried, before: [u8; 16]) -> rusqlite::Result<(u64, [u8; 16])> {
        let event = carried.event(self.transaction)?;
        if row::chain(&before, &event) != carried.chain {
            let what =
                format!("row {} of device {} does not follow from the one before it", carried.seq, event.key.device);
            return Err(rusqlite::Error::FromSqlConversionFailure(22, rusqlite::types::Type::Blob, what.into()));
        }
        carried::insert(self.transaction, carried)?;
        self.merged.new += 1;
        let device = row::device_number(self.transaction, carried.device)?;
        let span = Span { device, from: carried.seq, to: carried.seq };
        self.spans.entry(event.key.device).or_insert(span).to = carried.seq;
        Ok((carried.seq, carried.chain))
    }

    /// Parts two copies that went on under one device, from the first row in which they differ.
    fn part(&mut self, here: Carried, other: Carried, reading: Reading) -> rusqlite::Result<()> {
        let device = Device(other.device);
        if !self.merged.parted.contains(&device) {
            self.merged.parted.push(device);
        }
        let from = other.seq;
        if here.content() < other.content() {
            let mut fork = Fork { from, name: name_after(&other), chain: [0; 16] };
            self.follow(other, &mut fork)?;
            self.readings.insert(device, Reading { fork: Some(fork), ..reading });
            return Ok(());
        }
        let mut fork = Fork { from, name: name_after(&here), chain: [0; 16] };
        for row in self.cut(device, from)? {
            self.cut += 1;
            self.follow(row, &mut fork)?;
        }
        self.readings.remove(&device);
        self.take(other)
    }

    /// Takes the rows of a device from `from` on out of the log, to be written under another name
    /// in the same transaction.
    fn cut(&self, device: Device, from: u64) -> rusqlite::Result<Vec<Carried>> {
        let sql = format!("{} where d.name = ?1 and l.seq >= ?2 order by l.seq", carried::select());
        let rows: Vec<Carried> = self
            .transaction
            .prepare(&sql)?
            .query_map((device.0, from), Carried::of)?
            .collect::<rusqlite::Result<_>>()?;
        let guard: String = self.transaction.query_row(
            "select sql from sqlite_schema where type = 'trigger' and name = 'log_is_never_cut'",
            [],
            |found| found.get(0),
        )?;
        self.transaction.execute("drop trigger log_is_never_cut", [])?;
        self.transaction.execute(
            "delete from log where device = (select id from device where name = ?1) and seq >= ?2",
            (device.0, from),
        )?;
        self.transaction.execute_batch(&guard)?;
        self.transaction.execute(
            "delete from backward where device = (select id from device where name = ?1) and seq >= ?2",
            (device.0, from),
        )?;
        Ok(rows)
    }

    /// Replays the cards concerned, and gives this copy a name of its own if its name was shared.
    fn finish(self, fresh: [u8; 16], now_ms: i64) -> rusqlite::Result<Merged> {
        let spans: Vec<Span> = self.spans.into_values().collect();
        adopt::refresh(self.transaction, &spans)?;
        let own: Option<[u8; 16]> =
            self.transaction.query_row("select name from device where own = 1", [], |found| found.get(0)).optional()?;
        if own.is_some_and(|own| self.merged.parted.contains(&Device(own))) {
            super::open::rename_own(self.transaction, fresh, now_ms)?;
        }
        Ok(Merged { new: self.merged.new.saturating_sub(self.cut), ..self.merged })
    }
}

/// Returns a row under the name of its fork; what it takes back there is named likewise.
fn renamed(carried: Carried, fork: &Fork) -> Carried {
    let number = |seq: u64| seq - fork.from + 1;
    let Carried { device, target_device, target_seq, .. } = carried;
    let inside = target_device == Some(device) && target_seq.is_some_and(|seq| seq >= fork.from);
    Carried {
        device: fork.name.0,
        seq: number(carried.seq),
        target_device: if inside { Some(fork.name.0) } else { target_device },
        target_seq: if inside { target_seq.map(number) } else { target_seq },
        ..carried
    }
}

/// Returns the name of a device whose first row this is.
fn name_after(first: &Carried) -> Device {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"parted").update(first.content().as_bytes());
    let mut name = [0; 16];
    name.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    Device(name)
}

/// Returns a row that is here.
fn held(connection: &Connection, device: [u8; 16], seq: u64) -> rusqlite::Result<Option<Carried>> {
    connection
        .prepare_cached(&format!("{} where d.name = ?1 and l.seq = ?2", carried::select()))?
        .query_row((device, seq), Carried::of)
        .optional()
}
