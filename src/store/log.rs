//! The log: appending one event with the state it leads to, and reading it back.

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::Store;
use super::error::Result;
use super::row::{self, signed};
use super::{answers, correct, names, order};
use crate::history::{Answer, Corrections, Pauses, Record, apply};
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
    /// As the disk reports. Rows that no version of this program writes, and those of later
    /// versions, are passed over; `doctor` names them.
    pub fn each_event(&self, mut visit: impl FnMut(Event)) -> Result<()> {
        let mut read = || -> rusqlite::Result<()> {
            let mut statement = self.connection.prepare_cached(&format!("{} order by l.device, l.seq", row::EVENT))?;
            let mut rows = statement.query([])?;
            while let Some(found) = rows.next()? {
                if let Some(event) = row::readable(found)? {
                    visit(event);
                }
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
        self.sorted(correct::all(&self.connection))
    }

    /// Returns the pauses that count.
    ///
    /// # Errors
    /// As [`Store::each_event`].
    pub fn pauses(&self) -> Result<Pauses> {
        let read = || -> rusqlite::Result<Pauses> {
            let sql = format!("{} where l.kind = 13", row::EVENT);
            let mut live = Vec::new();
            for event in row::events(&mut *self.connection.prepare_cached(&sql)?, [])? {
                if !correct::is_undone(&self.connection, event.key)? {
                    live.push(event);
                }
            }
            Ok(Pauses::of(&live))
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
        let counts = |review: &Review| matches!(review.kind, ReviewKind::Learn | ReviewKind::Review);
        let reviews = self.reviews_on(day)?.into_iter().filter(counts);
        Ok(reviews.map(|review| (review.card, review.kind)).collect())
    }

    /// Returns the answers of a day of every kind, in the order of the log, each under the present name of
    /// its card; those taken back left out.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn reviews_on(&self, day: Day) -> Result<Vec<Review>> {
        let read = || -> rusqlite::Result<Vec<Review>> {
            // One lock for all of them, not two for each.
            let _locked = self.connection.unchecked_transaction()?;
            let sql = format!("{} where l.day = ?1 and l.kind = 1", row::EVENT);
            let mut answered = Vec::new();
            for event in row::events(&mut *self.connection.prepare_cached(&sql)?, [day.0])? {
                let EventBody::Review(review) = event.body else { continue };
                if !correct::is_undone(&self.connection, event.key)? {
                    let card = names::present(&self.connection, review.card)?;
                    answered.push(Review { card, ..review });
                }
            }
            Ok(answered)
        };
        self.sorted(read())
    }

    /// Returns a digest of what was known when a day began: the log of this copy up to then, what other
    /// copies wrote so far, the notes as last read, and which cards were put aside or renamed since. Equal
    /// digests mean the same cards with the same past.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn known_before(&self, day: Day) -> Result<[u8; 32]> {
        let read = || -> rusqlite::Result<[u8; 32]> {
            let mut hasher = blake3::Hasher::new();
            let mut devices = self.connection.prepare_cached("select id, own from device order by name")?;
            let mut last = self.connection.prepare_cached(
                "select seq, chain from log where device = ?1 and (day < ?2 or not ?3) order by seq desc limit 1",
            )?;
            let mut since = self
                .connection
                .prepare_cached("select count(*) from log where device = ?1 and seq > ?2 and kind in (3, 4, 6)")?;
            for device in devices.query_map([], |found| Ok((found.get::<_, i64>(0)?, found.get::<_, bool>(1)?)))? {
                let (device, own) = device?;
                let found =
                    last.query_row((device, day.0, own), |found| Ok((found.get(0)?, found.get(1)?))).optional()?;
                let (seq, chain): (i64, [u8; 16]) = found.unwrap_or_default();
                let moved: i64 = if own { since.query_row((device, seq), |found| found.get(0))? } else { 0 };
                hasher.update(&chain).update(&moved.to_le_bytes());
            }
            let mut notes = self.connection.prepare_cached("select key, hash, generator from note order by key")?;
            let mut rows = notes.query([])?;
            while let Some(note) = rows.next()? {
                hasher.update(note.get_ref(0)?.as_bytes()?).update(note.get_ref(1)?.as_blob()?);
                hasher.update(&note.get::<_, i64>(2)?.to_le_bytes());
            }
            Ok(*hasher.finalize().as_bytes())
        };
        self.sorted(read())
    }

    /// Returns the events from a day on, in the order of the log, those taken back left out.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn events_since(&self, day: Day) -> Result<Vec<Event>> {
        let read = || -> rusqlite::Result<Vec<Event>> {
            let corrections = correct::all(&self.connection)?;
            let sql = format!("{} where l.day >= ?1 order by l.at_ms, l.device, l.seq", row::EVENT);
            let events = row::events(&mut *self.connection.prepare_cached(&sql)?, [day.0])?;
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
            let sql = format!(
                "{} where l.day >= ?1 and l.kind = 1 and l.quality < 3 and l.text is not null order by l.at_ms, l.device, l.seq",
                row::EVENT
            );
            let mut wrong = Vec::new();
            for event in row::events(&mut *self.connection.prepare_cached(&sql)?, [since.0])? {
                let EventBody::Review(Review { card, given: Some(given), .. }) = event.body else { continue };
                if !correct::is_undone(&self.connection, event.key)? {
                    wrong.push((names::present(&self.connection, card)?, given));
                }
            }
            Ok(wrong)
        };
        self.sorted(read())
    }
}

/// Returns the last event of this copy, among those that `which` says, that was not taken back.
pub(super) fn last_live(connection: &Connection, which: &str) -> rusqlite::Result<Option<Event>> {
    let own = "l.device = (select id from device where own = 1)";
    let sql = format!("{} where {own} and {which} order by l.seq desc", row::EVENT);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(found) = rows.next()? {
        if let Some(event) = row::readable(found)?
            && !correct::is_undone(connection, event.key)?
        {
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
    let (device, last): ([u8; 16], Option<(u64, [u8; 16])>) = transaction
        .prepare_cached(
            "select d.name, l.seq, l.chain from device d \
             left join log l on l.device = d.id and l.seq = (select max(seq) from log where device = d.id) where d.own = 1",
        )?
        .query_row([], |row| {
            let seq: Option<u64> = row.get(1)?;
            Ok((row.get(0)?, seq.map(|seq| row.get(2).map(|chain| (seq, chain))).transpose()?))
        })?;
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
                Some(card) => replay_card(transaction, names::present(transaction, card)?).map(Some),
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
            if let EventBody::Review(review) = body {
                answers::add(transaction, card, &Answer::of(review, event.at.day))?;
            }
            Ok(Some(record))
        }
    }
}

/// Returns what an undo concerns in the end, following undos of undos.
fn undone_body(connection: &Connection, target: EventKey) -> rusqlite::Result<Option<EventBody>> {
    let mut key = target;
    for _ in 0..1_000 {
        let sql = format!("{} where d.name = ?1 and l.seq = ?2", row::EVENT);
        let event = connection.prepare_cached(&sql)?.query_row((key.device.0, key.seq), row::readable).optional()?;
        match event.flatten().map(|event| event.body) {
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
        events.extend(row::events(&mut statement, [signed(*card)])?);
    }
    Ok(events)
}

fn record_of(connection: &Connection, card: CardId) -> rusqlite::Result<Record> {
    let sql = format!("select {} from record where card = ?1", row::RECORD);
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([signed(card)], |found| row::record(found, 0))
        .optional()?
        .unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::super::open::tests::new_store;
    use super::*;
    use crate::model::{Button, Ease, Moment, Review};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    fn answer(card: u64) -> EventBody {
        EventBody::Review(Review {
            card: CardId(card),
            quality: Button::Good.quality(),
            answer_ms: 1_000,
            kind: ReviewKind::Learn,
            interval_before: 0,
            interval_after: 1,
            ease_before: Ease::from_hundredths(250),
            ease_after: Ease::from_hundredths(250),
            shift_days: 0,
            scheduler: "sm2".to_owned(),
            given: None,
            confidence: None,
        })
    }

    /// Counts the steps SQLite takes for something.
    fn steps(store: &mut Store, work: impl FnOnce(&mut Store)) -> u32 {
        let steps = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&steps);
        let count = move || {
            counted.fetch_add(1, Ordering::Relaxed);
            false
        };
        store.connection.progress_handler(1, Some(count)).unwrap();
        work(store);
        store.connection.progress_handler(0, None::<fn() -> bool>).unwrap();
        steps.load(Ordering::Relaxed)
    }

    /// Counts the steps for something in a store of so many cards, each answered once on a day.
    fn steps_after(answers: u64, work: impl FnOnce(&mut Store)) -> u32 {
        let folder = tempfile::tempdir().unwrap();
        let mut store = new_store(&folder.path().join("a.db"));
        for card in 1..=answers {
            store.append(answer(card), &moment()).unwrap();
        }
        steps(&mut store, work)
    }

    fn moment() -> Moment {
        Moment { at_ms: 0, offset_min: 0, zone: "UTC".into(), day: Day(1) }
    }

    #[test]
    fn reading_what_was_answered_on_a_day_grows_with_the_answers_and_not_with_their_square() {
        let read = |count: usize| move |store: &mut Store| assert_eq!(store.answered_on(Day(1)).unwrap().len(), count);
        let (few, many) = (steps_after(50, read(50)), steps_after(400, read(400)));
        assert!(many < few * 12, "50 answers take {few} steps, 400 take {many}");
    }

    #[test]
    fn taking_back_and_bringing_back_do_not_grow_with_the_history() {
        let there_and_back = |store: &mut Store| {
            for _ in 0..3 {
                let last = store.last_undoable().unwrap().unwrap();
                let undo = store.append(EventBody::Undo { target: last.key }, &moment()).unwrap();
                let again = store.append(EventBody::Undo { target: undo.0.key }, &moment()).unwrap();
                store.append(EventBody::Undo { target: again.0.key }, &moment()).unwrap();
            }
        };
        let (few, many) = (steps_after(20, there_and_back), steps_after(400, there_and_back));
        assert!(many < few + few / 2, "after 20 answers it takes {few} steps, after 400 {many}");
    }
}
