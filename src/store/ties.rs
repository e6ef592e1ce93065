//! What ties the notes of a root to each other, so that an edit is followed without reading them all.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension, Transaction};

use super::Store;
use super::error::Result;
use crate::model::Statement;
use crate::questions::Ties;

impl Store {
    /// Returns the keys of the notes of a root that hold one of these keys of [`Ties`].
    ///
    /// # Errors
    /// As the disk reports.
    pub fn notes_tied(&self, root: i64, keys: &[u32]) -> Result<BTreeSet<String>> {
        let read = || -> rusqlite::Result<BTreeSet<String>> {
            let mut statement = self.connection.prepare_cached(
                "select note.key from tie join note on note.id = tie.note where tie.key = ?1 and note.root = ?2",
            )?;
            let mut found = BTreeSet::new();
            for key in keys {
                for note in statement.query_map((key, root), |row| row.get(0))? {
                    found.insert(note?);
                }
            }
            Ok(found)
        };
        self.sorted(read())
    }

    /// Returns the keys of [`Ties`] that a note held when it was last read.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn ties_of(&self, note: &str) -> Result<Vec<u32>> {
        let read = || {
            let sql = "select keys from tied join note on note.id = tied.note where note.key = ?1";
            self.connection.prepare_cached(sql)?.query_row([note], |row| row.get::<_, Vec<u8>>(0)).optional()
        };
        Ok(unpacked(&self.sorted(read())?.unwrap_or_default()))
    }

    /// Returns the abbreviations that the notes of a root explain, by the key of the note.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn meanings(&self, root: i64) -> Result<BTreeMap<String, Vec<(String, String)>>> {
        let read = || -> rusqlite::Result<BTreeMap<String, Vec<(String, String)>>> {
            let mut statement = self.connection.prepare_cached(
                "select note.key, short, long from meaning join note on note.id = meaning.note where note.root = ?1 \
                 order by note.key, place",
            )?;
            let mut rows = statement.query([root])?;
            let mut found: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
            while let Some(row) = rows.next()? {
                found.entry(row.get(0)?).or_default().push((row.get(1)?, row.get(2)?));
            }
            Ok(found)
        };
        self.sorted(read())
    }

    /// Returns what the cards in a note state, each once.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn statements_in(&self, note: &str) -> Result<Vec<Statement>> {
        let read = || -> rusqlite::Result<Vec<Statement>> {
            let mut statement = self.connection.prepare_cached(
                "select distinct place, subject, relation, object from card indexed by card_by_place \
                 where note = ?1 and present = 1",
            )?;
            let rows = statement.query_map([note], |row| {
                Ok(Statement { place: row.get(0)?, subject: row.get(1)?, relation: row.get(2)?, object: row.get(3)? })
            })?;
            rows.collect()
        };
        self.sorted(read())
    }

    /// Returns the keys of the notes of a root with a card whose answer is among those wanted.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn notes_answering(&self, root: i64, wanted: impl Fn(&str) -> bool) -> Result<BTreeSet<String>> {
        let read = || -> rusqlite::Result<BTreeSet<String>> {
            let mut statement = self.connection.prepare_cached(
                "select card.note, card.answer from note join card on card.note = note.key \
                 where note.root = ?1 and card.present = 1",
            )?;
            let mut rows = statement.query([root])?;
            let mut found = BTreeSet::new();
            while let Some(row) = rows.next()? {
                if wanted(row.get_ref(1)?.as_str()?) {
                    found.insert(row.get(0)?);
                }
            }
            Ok(found)
        };
        self.sorted(read())
    }
}

/// Replaces what ties a note to others.
pub(super) fn put(transaction: &Transaction<'_>, note: i64, ties: &Ties) -> rusqlite::Result<()> {
    let sql = "select keys from tied where note = ?1";
    let before: Option<Vec<u8>> = transaction.prepare_cached(sql)?.query_row([note], |row| row.get(0)).optional()?;
    let keys = packed(&ties.keys);
    if before.as_ref() != Some(&keys) {
        for key in unpacked(&before.unwrap_or_default()) {
            transaction.prepare_cached("delete from tie where key = ?1 and note = ?2")?.execute((key, note))?;
        }
        for key in &ties.keys {
            transaction.prepare_cached("insert into tie (key, note) values (?1, ?2)")?.execute((key, note))?;
        }
        transaction
            .prepare_cached("insert or replace into tied (note, keys) values (?1, ?2)")?
            .execute((note, &keys))?;
    }
    transaction.prepare_cached("delete from meaning where note = ?1")?.execute([note])?;
    for ((short, long), place) in ties.meanings.iter().zip(0_u32..) {
        transaction
            .prepare_cached("insert into meaning (note, place, short, long) values (?1, ?2, ?3, ?4)")?
            .execute((note, place, short, long))?;
    }
    Ok(())
}

/// Takes away what tied a note to others, and the note.
pub(super) fn remove(transaction: &Transaction<'_>, key: &str) -> rusqlite::Result<()> {
    let sql = "select id from note where key = ?1";
    let note: Option<i64> = transaction.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?;
    let Some(note) = note else { return Ok(()) };
    put(transaction, note, &Ties::default())?;
    transaction.prepare_cached("delete from tied where note = ?1")?.execute([note])?;
    transaction.prepare_cached("delete from note where id = ?1")?.execute([note]).map(drop)
}

fn packed(keys: &[u32]) -> Vec<u8> {
    keys.iter().flat_map(|key| key.to_le_bytes()).collect()
}

fn unpacked(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four)).collect()
}
