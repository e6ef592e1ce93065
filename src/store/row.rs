//! Events and records as rows.

use rusqlite::{Connection, OptionalExtension, Params, Row, Statement, Transaction, params};

use super::{exams, order};
use crate::history::{Record, event_bytes};
use crate::memory::Strength;
use crate::model::{
    CardId, Confidence, Day, Device, Ease, Event, EventBody, EventKey, Moment, Quality, Review, ReviewKind,
};
use crate::schedule::{CardState, Standing};

/// Columns of an event, in the order in which [`event`] reads them.
pub(super) const EVENT: &str = "select d.name, l.seq, l.at_ms, l.offset_min, z.text, l.day, l.kind, l.card, l.quality, l.answer_ms, l.review_kind, \
     l.interval_before, l.interval_after, l.ease_before, l.ease_after, l.shift_days, s.text, t.name, l.target_seq, l.other, l.text, l.more \
     from log l join device d on d.id = l.device join word z on z.id = l.zone left join word s on s.id = l.scheduler left join device t on t.id = l.target_device";

/// Returns the query of the events that a table `hit (device, seq)` names. It is gone through first: left
/// to itself SQLite looks at every row of the log and asks whether it is hit.
pub(super) fn event_hit() -> String {
    EVENT.replacen(" from log l", " from hit cross join log l on l.device = hit.device and l.seq = hit.seq", 1)
}

/// The column of the kind of an event.
const KIND: usize = 6;

pub(super) fn signed(card: CardId) -> i64 {
    i64::from_ne_bytes(card.0.to_ne_bytes())
}

pub(super) fn card_of(number: i64) -> CardId {
    CardId(u64::from_ne_bytes(number.to_ne_bytes()))
}

/// An error that names the column.
pub(super) fn wrong(column: usize, what: &str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Integer, what.to_owned().into())
}

/// Reads an event.
pub(super) fn event(row: &Row<'_>) -> rusqlite::Result<Event> {
    let key = EventKey { device: Device(row.get(0)?), seq: row.get(1)? };
    let at = Moment { at_ms: row.get(2)?, offset_min: row.get(3)?, zone: row.get(4)?, day: Day(row.get(5)?) };
    let card = || row.get::<_, i64>(7).map(card_of);
    let body = match row.get::<_, i64>(KIND)? {
        1 => EventBody::Review(review(row)?),
        2 => EventBody::Undo { target: EventKey { device: Device(row.get(17)?), seq: row.get(18)? } },
        3 => EventBody::Suspend { card: card()?, reason: row.get::<_, Option<String>>(20)?.unwrap_or_default() },
        4 => EventBody::Resume { card: card()? },
        5 => EventBody::Bury { card: card()?, until: Day(row.get(19)?) },
        6 => EventBody::Alias { from: card()?, to: card_of(row.get(19)?) },
        7 => EventBody::Setting { key: row.get(20)?, value: row.get(21)? },
        8..=12 => EventBody::Exam(exams::step(row)?),
        13 => EventBody::Pause { from: day(row, 20)?, until: day(row, 21)? },
        _ => return Err(wrong(KIND, "an event of a kind this version does not know")),
    };
    Ok(Event { key, at, body })
}

/// Reads an event; nothing where no version of this program, or only a later one, writes such a row.
pub(super) fn readable(row: &Row<'_>) -> rusqlite::Result<Option<Event>> {
    match event(row) {
        Ok(event) => Ok(Some(event)),
        Err(error) if is_unreadable(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads the events that a statement finds, those that cannot be read left out.
pub(super) fn events(statement: &mut Statement<'_>, params: impl Params) -> rusqlite::Result<Vec<Event>> {
    statement.query_map(params, readable)?.filter_map(Result::transpose).collect()
}

/// Tells whether it is a value that is wrong, and not the disk.
pub(super) const fn is_unreadable(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
    matches!(error, FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..) | Utf8Error(..))
}

/// Tells whether a row could not be read since only a later version knows its kind of event.
pub(super) const fn is_of_a_later_version(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::FromSqlConversionFailure(KIND, ..))
}

/// Reads a day that is kept as a text, `YYYY-MM-DD`.
fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Day> {
    row.get::<_, String>(column)?.parse().map_err(|_| wrong(column, "no day"))
}

/// Returns a review kind by its stored number.
pub(super) fn review_kind(number: i64) -> Option<ReviewKind> {
    usize::try_from(number).ok().and_then(|index| ReviewKind::ALL.get(index).copied())
}

fn review(row: &Row<'_>) -> rusqlite::Result<Review> {
    let kind = review_kind(row.get(10)?);
    Ok(Review {
        card: card_of(row.get(7)?),
        quality: Quality::new(row.get(8)?).ok_or_else(|| wrong(8, "a quality outside 0 to 5"))?,
        answer_ms: row.get(9)?,
        kind: kind.ok_or_else(|| wrong(10, "an unknown kind of review"))?,
        interval_before: row.get(11)?,
        interval_after: row.get(12)?,
        ease_before: Ease::from_hundredths(row.get(13)?),
        ease_after: Ease::from_hundredths(row.get(14)?),
        shift_days: row.get(15)?,
        scheduler: row.get(16)?,
        given: row.get(20)?,
        confidence: row.get::<_, Option<String>>(21)?.as_deref().and_then(Confidence::of_word),
    })
}

/// Writes an event with the chain value over the one before it.
pub(super) fn insert(transaction: &Transaction<'_>, event: &Event, chain: [u8; 16]) -> rusqlite::Result<()> {
    let device = device_number(transaction, event.key.device.0)?;
    let zone = word(transaction, &event.at.zone)?;
    let mut statement = transaction.prepare_cached(
        "insert into log (device, seq, at_ms, offset_min, zone, day, kind, card, quality, answer_ms, review_kind, interval_before, interval_after, \
         ease_before, ease_after, shift_days, scheduler, target_device, target_seq, other, text, more, chain) \
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
    )?;
    let (kind, card) = (number(&event.body), subject(&event.body).map(signed));
    let review = match &event.body {
        EventBody::Review(review) => Some(review),
        _ => None,
    };
    let scheduler = review.map(|review| word(transaction, &review.scheduler)).transpose()?;
    let target: Option<EventKey> = match &event.body {
        EventBody::Undo { target } => Some(*target),
        EventBody::Exam(step) => step.exam(),
        _ => None,
    };
    let target =
        target.map(|key| Ok::<_, rusqlite::Error>((device_number(transaction, key.device.0)?, key.seq))).transpose()?;
    let other = match &event.body {
        EventBody::Bury { until, .. } => Some(i64::from(until.0)),
        EventBody::Alias { to, .. } => Some(signed(*to)),
        EventBody::Exam(step) => exams::number_in(step).map(i64::from),
        _ => None,
    };
    let (text, more) = words(&event.body);
    let answer_ms = match &event.body {
        EventBody::Review(review) => Some(review.answer_ms),
        EventBody::Exam(step) => exams::spent_ms(step),
        _ => None,
    };
    statement.execute(params![
        device,
        event.key.seq,
        event.at.at_ms,
        event.at.offset_min,
        zone,
        event.at.day.0,
        kind,
        card,
        review.map(|review| review.quality.value()),
        answer_ms,
        review.map(|review| review.kind.number()),
        review.map(|review| review.interval_before),
        review.map(|review| review.interval_after),
        review.map(|review| review.ease_before.hundredths()),
        review.map(|review| review.ease_after.hundredths()),
        review.map(|review| review.shift_days),
        scheduler,
        target.map(|(device, _)| device),
        target.map(|(_, seq)| seq),
        other,
        text,
        more,
        chain,
    ])?;
    order::keep(transaction, device, event.key.seq, event.at.at_ms)
}

/// Returns the chain value of an event: a digest over the one before it and its own bytes.
pub(super) fn chain(before: &[u8], event: &Event) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(before).update(&event_bytes(event));
    let mut short = [0; 16];
    short.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    short
}

/// Returns what an event says in words: its columns `text` and `more`.
fn words(body: &EventBody) -> (Option<String>, Option<String>) {
    match body {
        EventBody::Review(review) => {
            (review.given.clone(), review.confidence.map(|confidence| confidence.word().to_owned()))
        }
        EventBody::Suspend { reason, .. } => (Some(reason.clone()), None),
        EventBody::Setting { key, value } => (Some(key.clone()), Some(value.clone())),
        EventBody::Pause { from, until } => (Some(from.to_string()), Some(until.to_string())),
        EventBody::Exam(step) => (exams::text(step), None),
        EventBody::Undo { .. } | EventBody::Resume { .. } | EventBody::Bury { .. } | EventBody::Alias { .. } => {
            (None, None)
        }
    }
}

const fn number(body: &EventBody) -> i64 {
    match body {
        EventBody::Review(_) => 1,
        EventBody::Undo { .. } => 2,
        EventBody::Suspend { .. } => 3,
        EventBody::Resume { .. } => 4,
        EventBody::Bury { .. } => 5,
        EventBody::Alias { .. } => 6,
        EventBody::Setting { .. } => 7,
        EventBody::Exam(step) => exams::kind(step),
        EventBody::Pause { .. } => 13,
    }
}

/// Returns the card an event is about.
pub(super) const fn subject(body: &EventBody) -> Option<CardId> {
    match body {
        EventBody::Review(review) => Some(review.card),
        EventBody::Suspend { card, .. } | EventBody::Resume { card } | EventBody::Bury { card, .. } => Some(*card),
        EventBody::Alias { from, .. } => Some(*from),
        EventBody::Undo { .. } | EventBody::Setting { .. } | EventBody::Pause { .. } | EventBody::Exam(_) => None,
    }
}

/// Returns the number of a text that repeats; a new one gets the next.
pub(super) fn word(connection: &Connection, text: &str) -> rusqlite::Result<i64> {
    let known = connection
        .prepare_cached("select id from word where text = ?1")?
        .query_row([text], |row| row.get(0))
        .optional()?;
    match known {
        Some(id) => Ok(id),
        None => {
            connection.prepare_cached("insert into word (text) values (?1)")?.execute([text])?;
            Ok(connection.last_insert_rowid())
        }
    }
}

pub(super) fn device_number(connection: &Connection, name: [u8; 16]) -> rusqlite::Result<i64> {
    let known = connection
        .prepare_cached("select id from device where name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    match known {
        Some(id) => Ok(id),
        None => {
            connection.execute("insert into device (name, own, created_at_ms) values (?1, 0, 0)", [name])?;
            Ok(connection.last_insert_rowid())
        }
    }
}

/// Columns of a record, in the order in which [`record`] reads them.
pub(super) const RECORD: &str = "reviewed, repetitions, interval_days, ease, due, last, lapses, reviews, redrill_on, suspended, buried_until, missed_on, stability_s, difficulty";

/// Reads a record from the columns that begin at `from`.
pub(super) fn record(row: &Row<'_>, from: usize) -> rusqlite::Result<Record> {
    let day = |index: usize| row.get::<_, Option<i32>>(from + index).map(|day| day.map(Day));
    let standing = Standing { suspended: row.get(from + 9)?, buried_until: day(10)?, missed_on: day(11)? };
    if row.get::<_, Option<i64>>(from)?.unwrap_or(0) == 0 {
        return Ok(Record { state: None, standing });
    }
    let state = CardState {
        repetitions: row.get(from + 1)?,
        interval_days: row.get(from + 2)?,
        ease: Ease::from_hundredths(row.get(from + 3)?),
        due: Day(row.get(from + 4)?),
        last: Day(row.get(from + 5)?),
        lapses: row.get(from + 6)?,
        reviews: row.get(from + 7)?,
        redrill_on: day(8)?,
        strength: Strength { stability_s: row.get(from + 12)?, difficulty: row.get(from + 13)? },
    };
    Ok(Record { state: Some(state), standing })
}

/// Writes the record of a card; one like a new card's is removed.
pub(super) fn put_record(transaction: &Transaction<'_>, card: CardId, record: &Record) -> rusqlite::Result<()> {
    if *record == Record::default() {
        return transaction.prepare_cached("delete from record where card = ?1")?.execute([signed(card)]).map(drop);
    }
    let state = record.state;
    transaction
        .prepare_cached(
            "insert into record (card, reviewed, repetitions, interval_days, ease, due, last, lapses, reviews, redrill_on, suspended, buried_until, missed_on, stability_s, difficulty) \
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) on conflict (card) do update set reviewed = ?2, repetitions = ?3, \
             interval_days = ?4, ease = ?5, due = ?6, last = ?7, lapses = ?8, reviews = ?9, redrill_on = ?10, suspended = ?11, buried_until = ?12, missed_on = ?13, stability_s = ?14, difficulty = ?15",
        )?
        .execute(params![
            signed(card),
            i64::from(state.is_some()),
            state.map_or(0, |state| state.repetitions),
            state.map_or(0, |state| state.interval_days),
            state.map_or(0, |state| state.ease.hundredths()),
            state.map(|state| state.due.0),
            state.map_or(0, |state| state.last.0),
            state.map_or(0, |state| state.lapses),
            state.map_or(0, |state| state.reviews),
            state.and_then(|state| state.redrill_on).map(|day| day.0),
            record.standing.suspended,
            record.standing.buried_until.map(|day| day.0),
            record.standing.missed_on.map(|day| day.0),
            state.map_or(0, |state| state.strength.stability_s),
            state.map_or(0, |state| state.strength.difficulty),
        ])
        .map(drop)
}
