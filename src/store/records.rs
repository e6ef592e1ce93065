//! The state of the cards, as kept beside the log.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{OptionalExtension, Row};

use super::Store;
use super::error::Result;
use super::row;
use crate::deck::name_of;
use crate::history::Record;
use crate::model::{CardId, Day};
use crate::schedule::Load;
use crate::schedule::due::{Candidate, Place};

/// Cards that may be asked: in the notes, and their root not hidden.
pub(super) const ASKABLE: &str = "c.present = 1";

/// The cards answered on a day or later, by every name that they ever had.
const ANSWERED: &str = "(with recursive named (card) as (select l.card from log l indexed by log_by_day where l.day >= ?1 and l.kind = 1 \
    union select l.other from named join log l on l.card = named.card where l.kind = 6 \
    union select l.card from named join log l on l.other = named.card where l.kind = 6) select card from named)";

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
        let read = || -> rusqlite::Result<Option<Record>> {
            let sql = format!("select {} from record where card = ?1", row::RECORD);
            self.connection
                .prepare_cached(&sql)?
                .query_row([row::signed(card)], |found| row::record(found, 0))
                .optional()
        };
        Ok(self.sorted(read())?.unwrap_or_default())
    }

    /// Returns what the choice of cards needs to know of every card that may be asked.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn candidates(&self) -> Result<Vec<Candidate>> {
        let all = "card c left join record r on r.card = c.id";
        self.chosen(&format!("{all} where {ASKABLE} order by c.note, c.position, c.id"), [])
    }

    /// Returns the cards beside the new ones that matter on a day: those that are due, those answered
    /// then or later, those whose answer changed, and those that an exam missed.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn candidates_on(&self, today: Day) -> Result<Vec<Candidate>> {
        let card = "cross join card c on c.id = r.card where";
        let reviewed = format!("{card} r.reviewed = 1 and r.missed_on is null and {ASKABLE}");
        let missed = format!("record r indexed by record_missed {card} r.missed_on is not null and {ASKABLE}");
        // In the order of the keys, so that each page of both tables is read once; the limit keeps SQLite
        // from leaving the order out.
        let due = format!(
            "(select card from record indexed by record_by_due where reviewed = 1 and due <= ?1 order by card limit -1) d \
             cross join record r on r.card = d.card {reviewed}"
        );
        let answered =
            format!("{ANSWERED} a cross join record r on r.card = a.card {reviewed} and r.last >= ?1 and r.due > ?1");
        let changed = format!(
            "card c indexed by card_changed cross join record r on r.card = c.id where c.was_answer is not null and {ASKABLE} and r.reviewed = 1 and r.missed_on is null and r.last < ?1 and r.due > ?1"
        );
        let mut candidates = Vec::new();
        for query in [due, answered, changed] {
            candidates.append(&mut self.chosen(&query, [today.0])?);
        }
        candidates.append(&mut self.chosen(&missed, [])?);
        Ok(candidates)
    }

    /// Returns a card of the notes as what may be asked; nothing if it is not in them.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn candidate(&self, card: CardId) -> Result<Option<Candidate>> {
        let one = format!("card c left join record r on r.card = c.id where c.id = ?1 and {ASKABLE}");
        Ok(self.chosen(&one, [row::signed(card)])?.pop())
    }

    /// Returns at most `most` cards never reviewed and not missed in an exam, in the order in which they are introduced.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn new_candidates(&self, most: usize) -> Result<Vec<Candidate>> {
        let new = "card c indexed by card_fresh left join record r on r.card = c.id";
        let rows = format!(
            "{new} where {ASKABLE} and c.fresh = 1 and r.missed_on is null order by c.note, c.position, c.id limit ?1"
        );
        self.chosen(&rows, [i64::try_from(most).unwrap_or(i64::MAX)])
    }

    /// Reads the candidates among the cards `c` and records `r` that a query says. The planner
    /// keeps no statistics here, so each says itself by which index it goes.
    fn chosen(&self, from: &str, values: impl rusqlite::Params) -> Result<Vec<Candidate>> {
        let read = || -> rusqlite::Result<Vec<Candidate>> {
            let sql = format!(
                "select c.id, c.family, c.section, c.position, c.note, c.was_answer is not null, {} from {from}",
                row::RECORD
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            let (mut note, mut deck) = (Arc::from(""), Arc::from(""));
            statement.query_map(values, |found| candidate(found, &mut note, &mut deck))?.collect()
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

    /// Counts the cards due on a day, siblings and limits apart.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn count_due(&self, today: Day) -> Result<usize> {
        let read = || -> rusqlite::Result<usize> {
            let free = "r.suspended is null and (r.buried_until is null or r.buried_until <= ?1)";
            self.connection
                .prepare_cached(&format!(
                    "select (select count(*) from card c indexed by card_fresh where {ASKABLE} and c.fresh = 1) \
                     - (select count(*) from record r cross join card c on c.id = r.card where r.reviewed = 0 and not ({free}) and {ASKABLE}) \
                     + (select count(*) from record r cross join card c on c.id = r.card where {ASKABLE} and r.reviewed = 1 and {free} \
                        and (r.due <= ?1 or r.redrill_on = ?1 or r.missed_on <= ?1 or c.was_answer is not null and r.last < ?1))"
                ))?
                .query_row([today.0], |found| found.get(0))
        };
        self.sorted(read())
    }

    /// Returns the first day after `today` on which a reviewed card that may be asked is due, and
    /// how many are; nothing if none is.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn next_due(&self, today: Day) -> Result<Option<(Day, usize)>> {
        let read = || {
            self.connection
                .prepare_cached(&format!(
                    "select r.due, count(*) from record r indexed by record_by_due cross join card c on c.id = r.card where r.reviewed = 1 and r.due > ?1 and r.missed_on is null and {ASKABLE} \
                     and r.suspended is null and (r.buried_until is null or r.buried_until <= ?1) group by r.due order by r.due limit 1"
                ))?
                .query_row([today.0], |found| Ok((Day(found.get(0)?), found.get(1)?)))
                .optional()
        };
        self.sorted(read())
    }
}

/// Reads a candidate; the cards of a note follow each other and share its name and that of their deck.
fn candidate(found: &Row<'_>, note: &mut Arc<str>, deck: &mut Arc<str>) -> rusqlite::Result<Candidate> {
    let record = row::record(found, 6)?;
    let key = found.get_ref(4)?.as_str()?;
    if key != &**note {
        (*note, *deck) = (Arc::from(key), Arc::from(name_of(key)));
    }
    let unsigned = |index: usize| found.get::<_, i64>(index).map(|number| u64::from_ne_bytes(number.to_ne_bytes()));
    Ok(Candidate {
        card: row::card_of(found.get(0)?),
        family: unsigned(1)?,
        section: unsigned(2)?,
        place: Place { note: Arc::clone(note), number: found.get(3)? },
        state: record.state,
        standing: record.standing,
        deck: Arc::clone(deck),
        changed: found.get(5)?,
    })
}
