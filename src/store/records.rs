//! The state of the cards, as kept beside the log.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Store;
use super::error::Result;
use super::row;
use crate::deck::name_of;
use crate::history::Record;
use crate::model::{CardId, Day};
use crate::schedule::Load;
use crate::schedule::due::Candidate;

/// How many cards are due, siblings and limits apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Never reviewed.
    pub new: usize,
    /// Due for review.
    pub review: usize,
    /// Still to be drilled today.
    pub redrill: usize,
}

/// Cards that may be asked: in the notes, and their root not hidden.
pub(super) const ASKABLE: &str = "c.present = 1";

impl Store {
    /// Returns the record of every card that has one.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn records(&self) -> Result<BTreeMap<CardId, Record>> {
        let read = || -> rusqlite::Result<BTreeMap<CardId, Record>> {
            let mut statement = self.connection.prepare_cached(&format!("select card, {} from record", row::RECORD))?;
            let rows = statement.query_map([], |found| Ok((row::card_of(found.get(0)?), row::record(found, 1)?)))?;
            rows.collect()
        };
        self.sorted(read())
    }

    /// Returns the record of a card; that of a new card if nothing is known of it.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn record(&self, card: CardId) -> Result<Record> {
        use rusqlite::OptionalExtension;
        let read = || -> rusqlite::Result<Option<Record>> {
            let sql = format!("select {} from record where card = ?1", row::RECORD);
            self.connection
                .prepare_cached(&sql)?
                .query_row([row::signed(card)], |found| row::record(found, 0))
                .optional()
        };
        Ok(self.sorted(read())?.unwrap_or_default())
    }

    /// Returns what the choice of today's cards needs to know of every card that may be asked.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn candidates(&self) -> Result<Vec<Candidate>> {
        let read = || -> rusqlite::Result<Vec<Candidate>> {
            let sql = format!(
                "select c.id, c.family, c.section, c.position, c.note, c.was_answer is not null, {} from card c left join record r on r.card = c.id where {ASKABLE} order by c.note, c.position, c.id",
                row::RECORD
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut deck: Arc<str> = Arc::from("");
            let rows = statement.query_map([], |found| {
                let record = row::record(found, 6)?;
                // The cards of a note follow each other and share the name of their deck.
                let note = found.get_ref(4)?.as_str()?;
                if name_of(note) != &*deck {
                    deck = Arc::from(name_of(note));
                }
                let unsigned =
                    |index: usize| found.get::<_, i64>(index).map(|number| u64::from_ne_bytes(number.to_ne_bytes()));
                Ok(Candidate {
                    card: row::card_of(found.get(0)?),
                    family: unsigned(1)?,
                    section: unsigned(2)?,
                    position: found.get(3)?,
                    state: record.state,
                    standing: record.standing,
                    deck: Arc::clone(&deck),
                    changed: found.get(5)?,
                })
            })?;
            rows.collect()
        };
        self.sorted(read())
    }

    /// Returns how many cards are due for each day in a range, both ends included.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn load(&self, from: Day, to: Day) -> Result<Load> {
        let read = || -> rusqlite::Result<Vec<(Day, u32)>> {
            let mut statement = self.connection.prepare_cached(
                "select due, count(*) from record where reviewed = 1 and due between ?1 and ?2 group by due",
            )?;
            let rows = statement.query_map([from.0, to.0], |found| Ok((Day(found.get(0)?), found.get(1)?)))?;
            rows.collect()
        };
        Ok(Load::of_counts(self.sorted(read())?))
    }

    /// Counts the cards due on a day.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn counts(&self, today: Day) -> Result<Counts> {
        let read = || -> rusqlite::Result<Counts> {
            let one = |sql: &str| -> rusqlite::Result<usize> {
                let mut statement = self.connection.prepare_cached(sql)?;
                if statement.parameter_count() == 0 {
                    statement.query_row([], |row| row.get(0))
                } else {
                    statement.query_row([today.0], |row| row.get(0))
                }
            };
            let free = "r.suspended is null and (r.buried_until is null or r.buried_until <= ?1)";
            let cards: usize = one("select count(*) from card where present = 1")?;
            let touched: usize = one("select count(*) from record r join card c on c.id = r.card where c.present = 1")?;
            let resting_new: usize = one(&format!(
                "select count(*) from record r join card c on c.id = r.card where c.present = 1 and r.reviewed = 0 and {free}"
            ))?;
            let redrill: usize = one(&format!(
                "select count(*) from record r join card c on c.id = r.card where c.present = 1 and r.reviewed = 1 and r.redrill_on = ?1 and {free}"
            ))?;
            let review: usize = one(&format!(
                "select count(*) from record r join card c on c.id = r.card where c.present = 1 and r.reviewed = 1 and r.due <= ?1 and (r.redrill_on is null or r.redrill_on <> ?1) and {free}"
            ))?;
            Ok(Counts { new: cards - touched + resting_new, review, redrill })
        };
        self.sorted(read())
    }
}
