//! The log: appending one event with the state it leads to, and reading it back.

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::Store;
use super::error::Result;
use super::row::{self, signed};
use super::{names, order};
use crate::history::{Corrections, Pauses, Record, Replayer, apply, in_order, replay};
use crate::model::{CardId, Day, Device, Event, EventBody, EventKey, Moment, Review, ReviewKind};

impl Store {
    /// Appends an event and brings the card's record up to date, in one transaction; when this
    /// returns, both are on disk. Returns the event and the record of its card, if it has one.
    ///
    /// # Errors
    /// As the disk and a second writer allow; nothing is kept then.
    pub fn append(&mut self, body: EventBody, at: &Moment) -> Result<(Event, Option<Record>)> {
        self.write(|transaction| append_in(transaction, body, at))
    }

    /// Reads every event in the order in which it was written here, device by device.
    ///
    /// # Errors
    /// At the first row that no version of this program writes, named.
    pub fn each_event(&self, mut visit: impl FnMut(Event)) -> Result<()> {
        let mut read = || -> rusqlite::Result<()> {
            let mut statement = self.connection.prepare_cached(&format!("{} order by l.device, l.seq", row::EVENT))?;
            let mut rows = statement.query([])?;
            while let Some(found) = rows.next()? {
                visit(row::event(found)?);
            }
            Ok(())
        };
        self.sorted(read())
    }

    /// Returns all events; for logs that fit in memory.
    ///
    /// # Errors
    /// As [`Store::each_event`].
    pub fn events(&self) -> Result<Vec<Event>> {
        let mut events = Vec::new();
        self.each_event(|event| events.push(event))?;
        Ok(events)
    }

    /// Returns the events about a card under every name it had, oldest first.
    ///
    /// # Errors
    /// As [`Store::each_event`].
    pub fn events_of(&self, card: CardId) -> Result<Vec<Event>> {
        let read = || {
            let events = events_of(&self.connection, &names::all(&self.connection, card)?)?;
            order::sorted(&self.connection, events)
        };
        self.sorted(read())
    }

    /// Returns undo, alias and setting events: what later events say about earlier ones.
    ///
    /// # Errors
    /// As [`Store::each_event`].
    pub fn corrections(&self) -> Result<Corrections> {
        self.sorted(corrections(&self.connection))
    }

    /// Returns the pauses that count.
    ///
    /// # Errors
    /// As [`Store::each_event`].
    pub fn pauses(&self) -> Result<Pauses> {
        let read = || -> rusqlite::Result<Pauses> {
            // Undo events too: a pause can be taken back.
            let sql = format!("{} where l.kind in (2, 13)", row::EVENT);
            let mut statement = self.connection.prepare_cached(&sql)?;
            let events: Vec<Event> = statement.query_map([], row::event)?.collect::<rusqlite::Result<_>>()?;
            Ok(Pauses::of(&events))
        };
        self.sorted(read())
    }

    /// Returns the last grade, suspension or burial of this copy that still counts: what an undo
    /// takes back. Answers of an exam are handed in for good.
    ///
    /// # Errors
    /// As [`Store::each_event`].
    pub fn last_undoable(&self) -> Result<Option<Event>> {
        self.sorted(last_live(&self.connection, "(l.kind in (3, 4, 5) or l.kind = 1 and l.review_kind <> 5)"))
    }

    /// Returns the new cards and the due reviews that were answered on a day, in the order of the
    /// log, grades taken back and other kinds left out.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn answered_on(&self, day: Day) -> Result<Vec<(CardId, ReviewKind)>> {
        let read = || -> rusqlite::Result<Vec<(CardId, ReviewKind)>> {
            let corrections = corrections(&self.connection)?;
            let sql = format!("{} where l.day = ?1 and l.kind = 1", row::EVENT);
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query([day.0])?;
            let mut answered = Vec::new();
            while let Some(found) = rows.next()? {
                let event = row::event(found)?;
                let EventBody::Review(review) = &event.body else { continue };
                let counts = matches!(review.kind, ReviewKind::Learn | ReviewKind::Review);
                if counts && !corrections.is_undone(event.key) {
                    answered.push((corrections.card(review.card), review.kind));
                }
            }
            Ok(answered)
        };
        self.sorted(read())
    }

    /// Returns the events from a day on, in the order of the log, those taken back left out.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn events_since(&self, day: Day) -> Result<Vec<Event>> {
        let read = || -> rusqlite::Result<Vec<Event>> {
            let corrections = corrections(&self.connection)?;
            let sql = format!("{} where l.day >= ?1 order by l.at_ms, l.device, l.seq", row::EVENT);
            let mut statement = self.connection.prepare_cached(&sql)?;
            let events = statement.query_map([day.0], row::event)?.collect::<rusqlite::Result<Vec<Event>>>()?;
            Ok(events.into_iter().filter(|event| !corrections.is_undone(event.key)).collect())
        };
        self.sorted(read())
    }

    /// Returns the mean time of an answer since a day, in milliseconds, each counted up to a
    /// minute; nothing where none was measured.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn usual_answer_ms(&self, since: Day) -> Result<Option<u64>> {
        let read = || -> rusqlite::Result<Option<u64>> {
            let sql = "select cast(avg(min(answer_ms, 60000)) as integer) from log where day >= ?1 and kind = 1 and answer_ms > 0";
            self.connection.prepare_cached(sql)?.query_row([since.0], |row| row.get(0))
        };
        self.sorted(read())
    }

    /// Returns the wrong answers from a day on that were typed or chosen, in the order of the log,
    /// grades taken back left out: the card by its present address, and what was answered.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn wrong_answers(&self, since: Day) -> Result<Vec<(CardId, String)>> {
        let read = || -> rusqlite::Result<Vec<(CardId, String)>> {
            let corrections = corrections(&self.connection)?;
            let sql = format!(
                "{} where l.day >= ?1 and l.kind = 1 and l.quality < 3 and l.text is not null order by l.at_ms, l.device, l.seq",
                row::EVENT
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query([since.0])?;
            let mut wrong = Vec::new();
            while let Some(found) = rows.next()? {
                let event = row::event(found)?;
                let EventBody::Review(Review { card, given: Some(given), .. }) = event.body else { continue };
                if !corrections.is_undone(event.key) {
                    wrong.push((corrections.card(card), given));
                }
            }
            Ok(wrong)
        };
        self.sorted(read())
    }

    /// Replays the whole log and writes the records anew.
    ///
    /// # Errors
    /// As [`Store::each_event`] and the disk.
    pub fn rebuild(&mut self) -> Result<()> {
        let replayed = replay(&self.events()?);
        self.write(|transaction| {
            transaction.execute("delete from record", [])?;
            replayed.records.iter().try_for_each(|(card, record)| row::put_record(transaction, *card, record))
        })
    }

    /// Compares the kept records with a replay of the log; returns the cards that differ.
    ///
    /// # Errors
    /// As [`Store::each_event`].
    pub fn differing(&self) -> Result<Vec<CardId>> {
        let mut replayer = Replayer::new(self.corrections()?);
        let mut events = self.events()?;
        events.sort_by_key(|event| event.key);
        in_order(&events).into_iter().for_each(|event| replayer.push(event));
        let replayed = replayer.finish().records;
        let kept = self.records()?;
        let cards: std::collections::BTreeSet<CardId> = replayed.keys().chain(kept.keys()).copied().collect();
        Ok(cards.into_iter().filter(|card| replayed.get(card) != kept.get(card)).collect())
    }

    /// Checks the file and the chain of the log; returns every fault, in words.
    ///
    /// # Errors
    /// If the file cannot be read at all.
    pub fn faults(&self) -> Result<Vec<String>> {
        let check = || -> rusqlite::Result<Vec<String>> {
            let mut statement = self.connection.prepare("pragma integrity_check")?;
            let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok(lines.into_iter().filter(|line| line != "ok").collect())
        };
        let mut faults = self.sorted(check())?;
        faults.extend(self.sorted(broken_chains(&self.connection))?);
        Ok(faults)
    }
}

/// Returns the last event of this copy, among those that `which` says, that was not taken back.
pub(super) fn last_live(connection: &Connection, which: &str) -> rusqlite::Result<Option<Event>> {
    let corrections = corrections(connection)?;
    let own = "l.device = (select id from device where own = 1)";
    let sql = format!("{} where {own} and {which} order by l.seq desc", row::EVENT);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(found) = rows.next()? {
        let event = row::event(found)?;
        if !corrections.is_undone(event.key) {
            return Ok(Some(event));
        }
    }
    Ok(None)
}

/// Appends within a transaction that is already open.
pub(super) fn append_in(
    transaction: &Transaction<'_>,
    body: EventBody,
    at: &Moment,
) -> rusqlite::Result<(Event, Option<Record>)> {
    let event = write_in(transaction, body, at)?;
    let record = refresh(transaction, &event)?;
    Ok((event, record))
}

/// Writes an event as the next of this copy; the records are left as they are.
pub(super) fn write_in(transaction: &Transaction<'_>, body: EventBody, at: &Moment) -> rusqlite::Result<Event> {
    let (device, number): ([u8; 16], i64) = transaction
        .prepare_cached("select name, id from device where own = 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let last: Option<(u64, [u8; 16])> = transaction
        .prepare_cached("select seq, chain from log where device = ?1 order by seq desc limit 1")?
        .query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (seq, before) = last.map_or((1, [0; 16]), |(seq, chain)| (seq + 1, chain));
    let event = Event { key: EventKey { device: Device(device), seq }, at: at.clone(), body };
    row::insert(transaction, &event, row::chain(&before, &event))?;
    Ok(event)
}

/// Brings the records up to date with an event: by one step where it is the card's last, by
/// replay of the card where it corrects the past.
fn refresh(transaction: &Transaction<'_>, event: &Event) -> rusqlite::Result<Option<Record>> {
    match &event.body {
        EventBody::Setting { .. } | EventBody::Pause { .. } | EventBody::Exam(_) => Ok(None),
        EventBody::Undo { target } => match undone_body(transaction, *target)? {
            Some(EventBody::Alias { from, to }) => names::replay_named(transaction, &[from, to]).map(|()| None),
            Some(body) => match row::subject(&body) {
                Some(card) => replay_card(transaction, corrections(transaction)?.card(card)).map(Some),
                None => Ok(None),
            },
            None => Ok(None),
        },
        EventBody::Alias { from, to } => {
            names::replay_named(transaction, &[*from, *to])?;
            record_of(transaction, *to).map(Some)
        }
        body => {
            let Some(named) = row::subject(body) else { return Ok(None) };
            let card = names::present(transaction, named)?;
            if names::latest(transaction, card)? > event.at.at_ms || order::is_ahead(transaction, event.at.at_ms)? {
                return replay_card(transaction, card).map(Some);
            }
            let record = apply(&record_of(transaction, card)?, body, &event.at);
            row::put_record(transaction, card, &record)?;
            Ok(Some(record))
        }
    }
}

/// Returns what an undo concerns in the end, following undos of undos.
fn undone_body(connection: &Connection, target: EventKey) -> rusqlite::Result<Option<EventBody>> {
    let mut key = target;
    for _ in 0..1_000 {
        let sql = format!("{} where d.name = ?1 and l.seq = ?2", row::EVENT);
        let event = connection.prepare_cached(&sql)?.query_row((key.device.0, key.seq), row::event).optional()?;
        match event.map(|event| event.body) {
            Some(EventBody::Undo { target }) => key = target,
            other => return Ok(other),
        }
    }
    Ok(None)
}

/// Replays the events of one card under all its names and keeps the result.
fn replay_card(transaction: &Transaction<'_>, card: CardId) -> rusqlite::Result<Record> {
    names::replay_named(transaction, &[card])?;
    record_of(transaction, card)
}

pub(super) fn events_of(connection: &Connection, cards: &[CardId]) -> rusqlite::Result<Vec<Event>> {
    let sql = format!("{} where l.card = ?1", row::EVENT);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut events = Vec::new();
    for card in cards {
        let found = statement.query_map([signed(*card)], row::event)?;
        for event in found {
            events.push(event?);
        }
    }
    Ok(events)
}

pub(super) fn corrections(connection: &Connection) -> rusqlite::Result<Corrections> {
    // In the words of the index, without which every row of the log would be looked at.
    let sql = format!("{} where l.kind in (2, 6, 7) and l.kind <> 7", row::EVENT);
    let mut statement = connection.prepare_cached(&sql)?;
    let events: Vec<Event> = statement.query_map([], row::event)?.collect::<rusqlite::Result<_>>()?;
    Ok(Corrections::of(&order::sorted(connection, events)?))
}

fn record_of(connection: &Connection, card: CardId) -> rusqlite::Result<Record> {
    let sql = format!("select {} from record where card = ?1", row::RECORD);
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([signed(card)], |found| row::record(found, 0))
        .optional()?
        .unwrap_or_default())
}

/// Returns the first row of each device whose chain value or number does not follow.
fn broken_chains(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = row::EVENT.replacen("select ", "select l.chain, ", 1);
    let sql = sql.replacen("l.chain, d.name", "d.name", 1).replacen(" from log", ", l.chain from log", 1);
    let mut statement = connection.prepare(&format!("{sql} order by l.device, l.seq"))?;
    let mut rows = statement.query([])?;
    let (mut faults, mut before, mut seq, mut device) = (Vec::new(), [0_u8; 16], 0, None);
    let mut broken = false;
    while let Some(found) = rows.next()? {
        let event = row::event(found)?;
        if device != Some(event.key.device) {
            (before, seq, device, broken) = ([0; 16], 0, Some(event.key.device), false);
        }
        let chain: [u8; 16] = found.get(22)?;
        let follows = event.key.seq == seq + 1 && chain == row::chain(&before, &event);
        if !follows && !broken {
            faults.push(format!(
                "log row {} of device {} does not follow from the one before it",
                event.key.seq, event.key.device
            ));
            broken = true;
        }
        (before, seq) = (chain, event.key.seq);
    }
    Ok(faults)
}
