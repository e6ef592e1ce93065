//! A collection of Anki as a SQLite file, in the schema that every version reads (11).

use std::path::Path;

use rusqlite::{Connection, params};

use crate::export::{AnkiNote, AnkiReview, AnkiSettings, note_type};

/// The tables and indexes of schema 11, in the words of that program.
const SCHEMA: &str = "
create table col (id integer primary key, crt integer not null, mod integer not null, scm integer not null, ver integer not null, dty integer not null,
  usn integer not null, ls integer not null, conf text not null, models text not null, decks text not null, dconf text not null, tags text not null);
create table notes (id integer primary key, guid text not null, mid integer not null, mod integer not null, usn integer not null, tags text not null,
  flds text not null, sfld integer not null, csum integer not null, flags integer not null, data text not null);
create table cards (id integer primary key, nid integer not null, did integer not null, ord integer not null, mod integer not null, usn integer not null,
  type integer not null, queue integer not null, due integer not null, ivl integer not null, factor integer not null, reps integer not null,
  lapses integer not null, left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null);
create table revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null, ivl integer not null,
  lastIvl integer not null, factor integer not null, time integer not null, type integer not null);
create table graves (usn integer not null, oid integer not null, type integer not null);
create index ix_notes_usn on notes (usn);
create index ix_cards_usn on cards (usn);
create index ix_revlog_usn on revlog (usn);
create index ix_cards_nid on cards (nid);
create index ix_cards_sched on cards (did, queue, due);
create index ix_revlog_cid on revlog (cid);
create index ix_notes_csum on notes (csum);
";

/// A collection that is being written.
#[derive(Debug)]
pub struct AnkiFile {
    connection: Connection,
    now_s: i64,
}

impl AnkiFile {
    /// Begins a collection in an empty file; `first_s` is the second at which its first day begins.
    ///
    /// # Errors
    /// As the disk reports; so for every method.
    pub fn begin(path: &Path, settings: &AnkiSettings, first_s: i64, now_s: i64) -> rusqlite::Result<Self> {
        let connection = Connection::open(path)?;
        connection.execute_batch("pragma journal_mode=off; pragma synchronous=off; begin")?;
        connection.execute_batch(SCHEMA)?;
        let AnkiSettings { conf, models, decks, dconf } = settings;
        connection.execute(
            "insert into col values (1, ?1, ?2, ?2, 11, 0, 0, 0, ?3, ?4, ?5, ?6, '{}')",
            params![first_s, now_s * 1000, conf, models, decks, dconf],
        )?;
        Ok(Self { connection, now_s })
    }

    /// Adds a note with its card.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn note(&mut self, note: &AnkiNote) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("insert into notes values (?1, ?2, ?3, ?4, 0, ?5, ?6, ?7, 0, 0, '')")?
            .execute(params![note.id, note.guid, note_type(), self.now_s, note.tags, note.fields, note.sort])?;
        self.connection
            .prepare_cached(
                "insert into cards values (?1, ?1, ?2, 0, ?3, 0, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, 0, 0, 0, '{}')",
            )?
            .execute(params![
                note.id, note.deck, self.now_s, note.kind, note.queue, note.due, note.interval, note.factor,
                note.reviews, note.lapses,
            ])
            .map(drop)
    }

    /// Adds a review. Its instant is its id there, so one of the same millisecond goes into the next.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn review(&mut self, review: &AnkiReview) -> rusqlite::Result<()> {
        let mut statement = self
            .connection
            .prepare_cached("insert or ignore into revlog values (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8)")?;
        let mut at_ms = review.at_ms;
        while statement.execute(params![
            at_ms, review.card, review.key, review.interval, review.last_interval, review.factor, review.took_ms,
            review.kind,
        ])? == 0
        {
            at_ms += 1;
        }
        Ok(())
    }

    /// Ends the collection.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn finish(self) -> rusqlite::Result<()> {
        // Anki keeps the second of a card's last review beside it, and repairs a collection without.
        self.connection.execute_batch(
            "update cards set data = coalesce((select '{\"lrt\":' || (max(id) / 1000) || '}' from revlog where cid = cards.id and (type <> 3 or factor <> 0)), '{}') where type = 2; commit",
        )?;
        self.connection.close().map_err(|(_, error)| error)
    }
}
