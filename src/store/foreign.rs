//! Collections of Anki: SQLite files from anywhere, read as if by an enemy's hand.
//!
//! Opened read-only and unchanging, with views, triggers and everything that computes switched
//! off, with limits on lengths and on the work of every statement, and checked before anything in
//! them is believed.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};
use serde_json::Value;

use super::open::unchanging;
use crate::import::Skipped;
use crate::import::anki::{Collection, NoteType, RawCard, RawNote, RawReview};

/// Steps of SQLite's machine that reading one collection may take: those of a million notes with
/// fifty million reviews, and a few seconds.
const MOST_STEPS: u64 = 1_000_000_000;

/// Steps between two looks at how many there were.
const STEPS_AT_ONCE: i32 = 10_000;

/// The longest text or blob that is read, in bytes.
const LONGEST_VALUE: i32 = 64 << 20;

/// Rows of one table that are read.
const MOST_ROWS: u64 = 50_000_000;

/// Why a collection cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ForeignError {
    /// Its bytes do not hold together, or it holds what no collection does.
    #[error("the collection in it is damaged or made up ({0})")]
    Unsound(String),
    /// It is the stub that newer packages hold for older programs.
    #[error("its cards are missing: only the notice to update Anki is in it; export it again")]
    Stub,
    /// Not the tables of a collection.
    #[error("the collection in it has no table `{0}`")]
    NoTable(&'static str),
}

impl From<rusqlite::Error> for ForeignError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::OperationInterrupted) => Self::Unsound("reading it takes too long".into()),
            Some(rusqlite::ErrorCode::NotADatabase) => Self::Unsound("it is no SQLite file".into()),
            _ => Self::Unsound(error.to_string()),
        }
    }
}

/// Reads a collection; rows that cannot be understood are listed.
///
/// # Errors
/// [`ForeignError`]; nothing was run that the file brought along.
pub fn foreign_collection(path: &Path, skipped: &mut Skipped) -> Result<Collection, ForeignError> {
    let connection = guarded(path)?;
    check(&connection)?;
    let mut collection = Collection::default();
    if has_table(&connection, "notetypes")? {
        modern_types(&connection, &mut collection)?;
    } else {
        legacy_types(&connection, &mut collection)?;
    }
    notes(&connection, &mut collection, skipped)?;
    cards(&connection, &mut collection, skipped)?;
    reviews(&connection, &mut collection, skipped)?;
    let stub = |note: &RawNote| note.fields.contains("Please update to the latest Anki version");
    if collection.notes.len() == 1 && collection.notes.values().all(stub) {
        return Err(ForeignError::Stub);
    }
    Ok(collection)
}

/// Opens a file so that nothing in it can act.
fn guarded(path: &Path) -> Result<Connection, ForeignError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(unchanging(path), flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE)?;
    connection.set_limit(Limit::SQLITE_LIMIT_SQL_LENGTH, 1 << 20)?;
    connection.set_limit(Limit::SQLITE_LIMIT_COLUMN, 200)?;
    connection.set_limit(Limit::SQLITE_LIMIT_EXPR_DEPTH, 20)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.set_limit(Limit::SQLITE_LIMIT_WORKER_THREADS, 0)?;
    connection.execute_batch("pragma cell_size_check=on; pragma mmap_size=0; pragma query_only=on; pragma temp_store=memory; pragma cache_size=-16384")?;
    connection.create_collation("unicase", |one, other| one.to_lowercase().cmp(&other.to_lowercase()))?;
    let steps = AtomicU64::new(0);
    connection.progress_handler(
        STEPS_AT_ONCE,
        Some(move || steps.fetch_add(STEPS_AT_ONCE.unsigned_abs().into(), Ordering::Relaxed) > MOST_STEPS),
    )?;
    Ok(connection)
}

/// Refuses tables that are none or that compute, and a file whose pages do not hold together.
fn check(connection: &Connection) -> Result<(), ForeignError> {
    let strange: i64 = connection.query_row(
        "select count(*) from sqlite_schema where type in ('view', 'trigger') or sql like 'create virtual%'",
        [],
        |row| row.get(0),
    )?;
    if strange > 0 {
        return Err(ForeignError::Unsound("it holds views, triggers or virtual tables, as no collection does".into()));
    }
    if computes(connection)? {
        return Err(ForeignError::Unsound("its tables compute, as those of no collection do".into()));
    }
    for table in ["notes", "cards", "revlog"] {
        if !has_table(connection, table)? {
            return Err(ForeignError::NoTable(table));
        }
    }
    let verdict: String = connection.query_row("pragma quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(ForeignError::Unsound(verdict)) }
}

/// Tells whether a table has generated columns, or constraints that the check of its pages would
/// run: one function in them may take any time and memory within a single step.
fn computes(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row(
        "select exists (select 1 from sqlite_schema where type = 'table' and sql like '%check%(%')
            or exists (
                select 1 from sqlite_schema as held, pragma_table_xinfo(held.name) as field
                where held.type = 'table' and field.hidden > 1
            )",
        [],
        |row| row.get(0),
    )
}

fn has_table(connection: &Connection, name: &str) -> rusqlite::Result<bool> {
    connection.query_row(
        "select exists (select 1 from sqlite_schema where type = 'table' and name = ?1)",
        [name],
        |row| row.get(0),
    )
}

/// Note types and decks as JSON in the one row of `col`.
fn legacy_types(connection: &Connection, collection: &mut Collection) -> Result<(), ForeignError> {
    let (models, decks): (String, String) =
        connection.query_row("select models, decks from col limit 1", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let parsed = |text: &str| serde_json::from_str::<BTreeMap<String, Value>>(text);
    let wrong = |error: serde_json::Error| ForeignError::Unsound(error.to_string());
    for (id, model) in parsed(&models).map_err(wrong)? {
        let Ok(id) = id.parse() else { continue };
        let list = |name: &str| model[name].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let templates = (0..).zip(list("tmpls"));
        let kind = NoteType {
            cloze: model["type"].as_i64() == Some(1),
            fields: list("flds").iter().map(|field| text(&field["name"])).collect(),
            templates: templates
                .map(|(place, one)| (one["ord"].as_i64().unwrap_or(place), (text(&one["qfmt"]), text(&one["afmt"]))))
                .collect(),
        };
        collection.types.insert(id, kind);
    }
    for (id, deck) in parsed(&decks).map_err(wrong)? {
        let (Ok(id), Some(name)) = (id.parse(), deck["name"].as_str()) else { continue };
        collection.decks.insert(id, name.split("::").map(str::to_owned).collect());
    }
    Ok(())
}

/// Note types and decks in tables of their own, with templates as protocol buffers.
fn modern_types(connection: &Connection, collection: &mut Collection) -> Result<(), ForeignError> {
    each(connection, "select id, config from notetypes", |row| {
        let cloze = number_in(row.get_ref(1)?.as_blob().unwrap_or_default(), 1) == Some(1);
        collection.types.insert(row.get(0)?, NoteType { cloze, ..NoteType::default() });
        Ok(())
    })?;
    each(connection, "select ntid, name from fields order by ntid, ord", |row| {
        let name = text(row, 1)?;
        if let Some(kind) = collection.types.get_mut(&row.get(0)?) {
            kind.fields.push(name);
        }
        Ok(())
    })?;
    each(connection, "select ntid, ord, config from templates", |row| {
        let config = row.get_ref(2)?.as_blob().unwrap_or_default();
        let part = |field| text_in(config, field).unwrap_or_default();
        if let Some(kind) = collection.types.get_mut(&row.get(0)?) {
            kind.templates.insert(row.get(1)?, (part(1), part(2)));
        }
        Ok(())
    })?;
    each(connection, "select id, name from decks", |row| {
        collection.decks.insert(row.get(0)?, text(row, 1)?.split(['\u{1f}']).map(str::to_owned).collect());
        Ok(())
    })
}

fn notes(connection: &Connection, collection: &mut Collection, skipped: &mut Skipped) -> Result<(), ForeignError> {
    each_listed(connection, "select id, guid, mid, flds from notes", "note", skipped, |row| {
        let note = RawNote { guid: text(row, 1)?, kind: number(row, 2)?, fields: text(row, 3)? };
        collection.notes.insert(number(row, 0)?, note);
        Ok(())
    })
}

fn cards(connection: &Connection, collection: &mut Collection, skipped: &mut Skipped) -> Result<(), ForeignError> {
    each_listed(
        connection,
        "select id, nid, iif(odid <> 0, odid, did), ord, queue from cards order by id",
        "card",
        skipped,
        |row| {
            collection.cards.push(RawCard {
                id: number(row, 0)?,
                note: number(row, 1)?,
                deck: number(row, 2)?,
                number: number(row, 3)?,
                suspended: number(row, 4)? == -1,
            });
            Ok(())
        },
    )
}

fn reviews(connection: &Connection, collection: &mut Collection, skipped: &mut Skipped) -> Result<(), ForeignError> {
    each_listed(
        connection,
        "select id, cid, ease, ivl, lastIvl, factor, time, type from revlog order by id",
        "review",
        skipped,
        |row| {
            collection.reviews.push(RawReview {
                at_ms: number(row, 0)?,
                card: number(row, 1)?,
                key: number(row, 2)?,
                interval: number(row, 3)?,
                last_interval: number(row, 4)?,
                factor: number(row, 5)?,
                took_ms: number(row, 6)?,
                kind: number(row, 7)?,
            });
            Ok(())
        },
    )
}

/// Reads every row; the first that cannot be read ends it.
fn each(
    connection: &Connection,
    sql: &str,
    mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> Result<(), ForeignError> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        if count > MOST_ROWS {
            return Err(ForeignError::Unsound("more rows than any collection has".into()));
        }
        take(row)?;
    }
    Ok(())
}

/// Reads every row; those that cannot be understood are listed.
fn each_listed(
    connection: &Connection,
    sql: &str,
    what: &str,
    skipped: &mut Skipped,
    mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> Result<(), ForeignError> {
    each(connection, sql, |row| {
        if take(row).is_err() {
            skipped.add("its values are of the wrong kind", format!("{what} {}", number(row, 0).unwrap_or(0)));
        }
        Ok(())
    })
}

/// Returns a whole number; a text or a fraction of one as such.
fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<i64> {
    match row.get_ref(column)? {
        // A float becomes the nearest number that can be held.
        ValueRef::Real(real) if real.is_finite() => Ok(real as i64),
        ValueRef::Text(text) => {
            let parsed = std::str::from_utf8(text).ok().and_then(|text| text.trim().parse().ok());
            parsed.ok_or(rusqlite::Error::IntegralValueOutOfRange(column, 0))
        }
        _ => row.get(column),
    }
}

/// Returns a text; bytes that are no UTF-8 as replacement characters.
fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    match row.get_ref(column)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Ok(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Integer(number) => Ok(number.to_string()),
        ValueRef::Null => Ok(String::new()),
        ValueRef::Real(_) => row.get(column),
    }
}

/// Returns the numbers and texts of a protocol buffer, by their field.
fn fields(mut bytes: &[u8]) -> HashMap<u64, (u64, &[u8])> {
    let mut found = HashMap::new();
    while let Some(tag) = varint(&mut bytes) {
        let (field, wire) = (tag >> 3, tag & 7);
        let value = match wire {
            0 => varint(&mut bytes).map(|number| (number, &bytes[..0])),
            1 => taken(&mut bytes, 8).map(|part| (0, part)),
            2 => varint(&mut bytes).and_then(|length| taken(&mut bytes, length)).map(|part| (0, part)),
            5 => taken(&mut bytes, 4).map(|part| (0, part)),
            _ => None,
        };
        let Some(value) = value else { break };
        found.insert(field, value);
    }
    found
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for place in 0..10 {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(first & 0x7f).checked_shl(7 * place)?;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn taken<'a>(bytes: &mut &'a [u8], length: u64) -> Option<&'a [u8]> {
    let length = usize::try_from(length).ok()?;
    let part = bytes.get(..length)?;
    *bytes = &bytes[length..];
    Some(part)
}

fn number_in(bytes: &[u8], field: u64) -> Option<u64> {
    fields(bytes).get(&field).map(|(number, _)| *number)
}

fn text_in(bytes: &[u8], field: u64) -> Option<String> {
    fields(bytes).get(&field).map(|(_, part)| String::from_utf8_lossy(part).into_owned())
}
