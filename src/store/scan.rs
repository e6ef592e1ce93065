//! What a scan of notes leaves behind: cards, what was joined in the log, and what is asked about.

use std::collections::BTreeSet;

use rusqlite::{Transaction, params};

use super::error::Result;
use super::row::{card_of, signed};
use super::{Given, NoteStamp, Renaming, Store, cards, log, names, ties};
use crate::deck::{Changes, Doubt};
use crate::model::{CardId, EventBody, Moment, Question};
use crate::questions::Ties;

/// The notes of one root as they were read now.
#[derive(Clone, Debug, Default)]
pub struct RootReading {
    /// The root.
    pub root: i64,
    /// Every note that was read and vetted.
    pub notes: Vec<NoteReading>,
    /// Notes that were there before and are not now.
    pub removed: Vec<String>,
}

/// One note as it was read now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteReading {
    /// What tells that it is unchanged.
    pub stamp: NoteStamp,
    /// How much it gives.
    pub given: Given,
    /// Its passages that give no question.
    pub silent: Vec<SilentLines>,
    /// What ties it to other notes.
    pub ties: Ties,
}

/// A passage of a note that gives no question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SilentLines {
    /// First line.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
    /// Why it gives none.
    pub reason: String,
}

/// Two cards that may be one, as the learner is asked about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The card with the history.
    pub former: CardId,
    /// The card in the notes.
    pub now: CardId,
    /// Why it is asked.
    pub cause: String,
}

impl Store {
    /// Keeps what a scan found: all questions of the notes read, those of a note together, and how
    /// they differ from the cards before. Everything is kept or nothing.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn save_scan(
        &mut self,
        generator: i64,
        read: &[RootReading],
        found: &[Question],
        changes: &Changes,
        at: &Moment,
    ) -> Result<()> {
        self.write(|transaction| {
            read.iter().try_for_each(|root| save_notes(transaction, generator, root))?;
            changes.gone.iter().try_for_each(|card| cards::set_gone(transaction, *card))?;
            names::rename_in(transaction, &changes.joined, at)?;
            for of_note in found.chunk_by(|one, next| one.note == next.note) {
                for (question, position) in of_note.iter().zip(0_u32..) {
                    let was = changes.changed.get(&question.id).map(String::as_str);
                    let was = if was.is_some() && is_reviewed(transaction, question.id)? { was } else { None };
                    cards::put(transaction, question, position, was, at.day)?;
                }
            }
            changes.moved.iter().try_for_each(|pair| hand_over(transaction, *pair))?;
            save_doubts(transaction, &changes.doubts)
        })
    }

    /// Returns those cards of which the log says anything under any name.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn with_history(&self, cards: impl IntoIterator<Item = CardId>) -> Result<BTreeSet<CardId>> {
        let read = || -> rusqlite::Result<BTreeSet<CardId>> {
            let mut statement = self.connection.prepare_cached(
                "select exists (select 1 from log where card = ?1) or exists (select 1 from log where kind = 6 and other = ?1)",
            )?;
            let mut found = BTreeSet::new();
            for card in cards {
                if statement.query_row([signed(card)], |row| row.get(0))? {
                    found.insert(card);
                }
            }
            Ok(found)
        };
        self.sorted(read())
    }

    /// Returns what is to be decided, by former card, the likeliest first.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn open_doubts(&self) -> Result<Vec<Open>> {
        let read = || -> rusqlite::Result<Vec<Open>> {
            let mut statement = self.connection.prepare_cached(
                "select d.former, d.now, d.cause from doubt d join card f on f.id = d.former join card n on n.id = d.now \
                 order by n.note, n.position, d.former, d.rank",
            )?;
            let rows = statement.query_map([], |found| {
                Ok(Open { former: card_of(found.get(0)?), now: card_of(found.get(1)?), cause: found.get(2)? })
            })?;
            rows.collect()
        };
        self.sorted(read())
    }

    /// Joins each former card to the one it is now, as the learner decided; what else was asked
    /// about either is settled with it.
    ///
    /// # Errors
    /// As the disk reports; nothing is kept then.
    pub fn accept(&mut self, pairs: &[Renaming], at: &Moment) -> Result<()> {
        self.write(|transaction| {
            for (former, now) in pairs {
                transaction
                    .prepare_cached(
                        "update card set changed_day = ?3, was_answer = (select answer from card where id = ?1) \
                         where id = ?2 and answer <> (select answer from card where id = ?1)",
                    )?
                    .execute((signed(*former), signed(*now), at.day.0))?;
                hand_over(transaction, (*former, *now))?;
                transaction
                    .prepare_cached("delete from doubt where former = ?1 or now = ?2")?
                    .execute((signed(*former), signed(*now)))?;
            }
            names::rename_in(transaction, pairs, at)
        })
    }

    /// Keeps two cards apart, as the learner decided: they are joined and parted in the log, so
    /// that no scan on any machine joins them again.
    ///
    /// # Errors
    /// As the disk reports; nothing is kept then.
    pub fn reject(&mut self, pairs: &[Renaming], at: &Moment) -> Result<()> {
        self.write(|transaction| {
            for (former, now) in pairs {
                let joined = log::write_in(transaction, EventBody::Alias { from: *former, to: *now }, at)?;
                log::write_in(transaction, EventBody::Undo { target: joined.key }, at)?;
                transaction
                    .prepare_cached("delete from doubt where former = ?1 and now = ?2")?
                    .execute((signed(*former), signed(*now)))?;
            }
            Ok(())
        })
    }

    /// Parts the two cards that were joined last here, by a scan or by the learner; returns them.
    ///
    /// # Errors
    /// As the disk reports; nothing is kept then.
    pub fn part(&mut self, at: &Moment) -> Result<Option<Renaming>> {
        self.write(|transaction| {
            let Some(event) = log::last_live(transaction, "l.kind = 6")? else { return Ok(None) };
            let EventBody::Alias { from, to } = event.body else { return Ok(None) };
            log::append_in(transaction, EventBody::Undo { target: event.key }, at)?;
            transaction.execute("update card set present = 0 where id = ?1 and present = 2", [signed(from)])?;
            Ok(Some((from, to)))
        })
    }
}

/// Replaces what is kept of the notes of a root that were read now.
fn save_notes(transaction: &Transaction<'_>, generator: i64, read: &RootReading) -> rusqlite::Result<()> {
    let RootReading { root, notes, removed } = read;
    let kept = notes.iter().map(|note| &note.stamp.key);
    for key in removed.iter().chain(kept) {
        transaction.prepare_cached("delete from silent where note = ?1")?.execute([key])?;
    }
    removed.iter().try_for_each(|key| ties::remove(transaction, key))?;
    notes.iter().try_for_each(|note| save_note(transaction, generator, *root, note))
}

fn save_note(transaction: &Transaction<'_>, generator: i64, root: i64, read: &NoteReading) -> rusqlite::Result<()> {
    let NoteReading { stamp, given, silent, ties } = read;
    let note: i64 = transaction
        .prepare_cached(
            "insert into note (root, key, path, mtime_ns, size, hash, generator, questions, facts, silent) \
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) on conflict (key) do update set root = ?1, path = ?3, \
             mtime_ns = ?4, size = ?5, hash = ?6, generator = ?7, questions = ?8, facts = ?9, silent = ?10 returning id",
        )?
        .query_row(
            params![
                root,
                stamp.key,
                stamp.path,
                stamp.mtime_ns,
                stamp.size,
                stamp.hash,
                generator,
                given.questions,
                given.facts,
                given.silent
            ],
            |row| row.get(0),
        )?;
    for passage in silent {
        transaction
            .prepare_cached("insert or ignore into silent (note, line, end_line, reason) values (?1, ?2, ?3, ?4)")?
            .execute((&stamp.key, passage.line, passage.end_line, &passage.reason))?;
    }
    ties::put(transaction, note, ties)
}

/// Tells whether a card was ever graded: only then a changed answer is news.
fn is_reviewed(transaction: &Transaction<'_>, card: CardId) -> rusqlite::Result<bool> {
    transaction
        .prepare_cached("select exists (select 1 from record where card = ?1 and reviewed = 1)")?
        .query_row([signed(card)], |found| found.get(0))
}

/// Leaves a former name as such; what was to be told of its answer is told of the present one.
fn hand_over(transaction: &Transaction<'_>, (former, now): Renaming) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "update card set was_answer = f.was_answer, changed_day = f.changed_day from (select was_answer, changed_day from card where id = ?1) f \
             where card.id = ?2 and f.was_answer is not null",
        )?
        .execute((signed(former), signed(now)))?;
    transaction
        .prepare_cached("update card set present = 2, was_answer = null, changed_day = null where id = ?1")?
        .execute([signed(former)])
        .map(drop)
}

/// Adds what is to be decided, and drops what the notes have decided meanwhile.
fn save_doubts(transaction: &Transaction<'_>, doubts: &[Doubt]) -> rusqlite::Result<()> {
    for doubt in doubts {
        transaction
            .prepare_cached("insert or replace into doubt (former, now, rank, cause) values (?1, ?2, ?3, ?4)")?
            .execute((signed(doubt.former), signed(doubt.now), doubt.rank, doubt.cause))?;
    }
    transaction
        .execute(
            "delete from doubt where exists (select 1 from card where id = doubt.former and present <> 0) \
             or exists (select 1 from card where id = doubt.now and present <> 1)",
            [],
        )
        .map(drop)
}
