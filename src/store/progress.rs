//! What the statistics read: every answer in a few numbers, and every card with its place.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::Row;

use super::Store;
use super::error::Result;
use super::row::{self, card_of};
use crate::deck::name_of;
use crate::model::{Confidence, Day, Device, EventKey, Quality};
use crate::stats::{Answer, CardLine, Section, Silent};

impl Store {
    /// Reads every answer that counts, device by device in the order of the log, the card by its
    /// present name.
    ///
    /// # Errors
    /// At the first row that no version of this program writes, named.
    pub fn each_answer(&self, mut visit: impl FnMut(&Answer)) -> Result<()> {
        let corrections = self.corrections()?;
        let mut read = || -> rusqlite::Result<()> {
            let devices = self.devices()?;
            let mut statement = self.connection.prepare_cached(
                "select device, seq, day, card, quality, answer_ms, review_kind, interval_before, more \
                 from log where kind = 1 order by device, seq",
            )?;
            let mut rows = statement.query([])?;
            while let Some(found) = rows.next()? {
                let device = devices.get(&found.get(0)?).copied().unwrap_or(Device([0; 16]));
                if corrections.is_undone(EventKey { device, seq: found.get(1)? }) {
                    continue;
                }
                let mut answer = answer(found)?;
                answer.card = corrections.card(answer.card);
                visit(&answer);
            }
            Ok(())
        };
        self.sorted(read())
    }

    fn devices(&self) -> rusqlite::Result<HashMap<i64, Device>> {
        let mut statement = self.connection.prepare_cached("select id, name from device")?;
        statement.query_map([], |found| Ok((found.get(0)?, Device(found.get(1)?))))?.collect()
    }

    /// Returns the sections of the notes, in the order of the notes, and every card that may be
    /// asked with its section as a place in that list.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn card_lines(&self) -> Result<(Vec<Section>, Vec<CardLine>)> {
        let read = || -> rusqlite::Result<(Vec<Section>, Vec<CardLine>)> {
            let sql = format!(
                "select c.id, c.section, c.note, c.line, c.end_line, c.was_answer is not null, {} from card c left join record r on r.card = c.id \
                 where c.present = 1 order by c.note, c.position",
                row::RECORD
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query([])?;
            let (mut sections, mut cards, mut places) = (Vec::new(), Vec::new(), HashMap::new());
            while let Some(found) = rows.next()? {
                let key: i64 = found.get(1)?;
                let card = card_of(found.get(0)?);
                let section = match places.get(&key) {
                    Some(place) => *place,
                    None => {
                        sections.push(self.section(found.get(0)?)?);
                        let place = u32::try_from(sections.len() - 1).unwrap_or(u32::MAX);
                        places.insert(key, place);
                        place
                    }
                };
                let record = row::record(found, 6)?;
                let (line, end_line) = (found.get(3)?, found.get(4)?);
                let (state, standing) = (record.state, record.standing);
                cards.push(CardLine { card, section, line, end_line, state, standing, changed: found.get(5)? });
            }
            Ok((sections, cards))
        };
        self.sorted(read())
    }

    /// Returns the passages that give no question, in the order of the notes.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn silent(&self) -> Result<Vec<Silent>> {
        let read = || -> rusqlite::Result<Vec<Silent>> {
            let mut statement = self.connection.prepare_cached(
                "select s.note, n.path, s.line, s.end_line, s.reason from silent s join note n on n.key = s.note order by s.note, s.line",
            )?;
            let mut deck: Arc<str> = Arc::from("");
            let rows = statement.query_map([], |found| {
                let note = found.get_ref(0)?.as_str()?;
                if name_of(note) != &*deck {
                    deck = Arc::from(name_of(note));
                }
                let (path, reason) = (found.get(1)?, found.get(4)?);
                Ok(Silent { deck: Arc::clone(&deck), path, line: found.get(2)?, end_line: found.get(3)?, reason })
            })?;
            rows.collect()
        };
        self.sorted(read())
    }

    /// Returns the section that a card stands in.
    fn section(&self, card: i64) -> rusqlite::Result<Section> {
        let mut statement = self.connection.prepare_cached("select note, path, context from card where id = ?1")?;
        statement.query_row([card], |found| {
            let note: String = found.get(0)?;
            let headings = serde_json::from_str(&found.get::<_, String>(2)?).unwrap_or_default();
            Ok(Section { deck: Arc::from(name_of(&note)), path: found.get(1)?, headings })
        })
    }
}

/// Reads an answer from the columns of [`Store::each_answer`].
fn answer(found: &Row<'_>) -> rusqlite::Result<Answer> {
    let number = |column: usize| found.get_ref(column)?.as_i64().map_err(rusqlite::Error::from);
    let whole = |column: usize| number(column).map(|number| u32::try_from(number).unwrap_or(u32::MAX));
    let wrong = |column: usize, what: &str| row::wrong(column, what);
    Ok(Answer {
        card: card_of(number(3)?),
        day: Day(i32::try_from(number(2)?).map_err(|_| wrong(2, "a day out of range"))?),
        quality: u8::try_from(number(4)?)
            .ok()
            .and_then(Quality::new)
            .ok_or_else(|| wrong(4, "a quality outside 0 to 5"))?,
        answer_ms: whole(5)?,
        kind: row::review_kind(number(6)?).ok_or_else(|| wrong(6, "an unknown kind of review"))?,
        interval_before: whole(7)?,
        confidence: found.get_ref(8)?.as_str_or_null()?.and_then(Confidence::of_word),
    })
}
