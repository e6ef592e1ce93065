//! What the statistics read: every answer in a few numbers, and every card with its place.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rusqlite::{OptionalExtension, Row};

use super::Store;
use super::error::Result;
use super::row::{self, card_of};
use crate::deck::name_of;
use crate::export::ReviewRow;
use crate::history::Answer;
use crate::model::{CardId, Confidence, Day, Device, Ease, EventKey, Quality};
use crate::stats::{CardLine, Section, Silent};

/// A section while its cards are read.
struct Placed {
    number: u32,
    /// Place of its first card in the notes.
    position: u32,
    /// That card.
    first: i64,
}

/// The order in which reviews are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewOrder {
    /// Device by device, each as it wrote; nothing is held.
    Log,
    /// By their instants; of several devices all are sorted first.
    Time,
}

/// A card as reviews name it: its deck, and what it asks.
pub type Prompt = (Arc<str>, Box<str>);

impl Store {
    /// Reads every review, those taken back marked as such; deck and prompt are left empty. The first error of `visit` ends the reading and is
    /// returned inside.
    ///
    /// # Errors
    /// As the disk reports; rows that no version of this program writes are passed over.
    pub fn each_review<E>(
        &self,
        order: ReviewOrder,
        mut visit: impl FnMut(&ReviewRow<'_>) -> std::result::Result<(), E>,
    ) -> Result<std::result::Result<(), E>> {
        let corrections = self.corrections()?;
        let mut read = || -> rusqlite::Result<std::result::Result<(), E>> {
            let (devices, schedulers) = (self.devices()?, self.words()?);
            let order = match order {
                ReviewOrder::Time if devices.len() > 1 => "at_ms, device, seq",
                _ => "device, seq",
            };
            let mut statement = self.connection.prepare_cached(&format!(
                "select device, seq, day, card, quality, answer_ms, review_kind, interval_before, more, \
                 at_ms, offset_min, interval_after, ease_before, ease_after, scheduler \
                 from log where kind = 1 order by {order}",
            ))?;
            let mut rows = statement.query([])?;
            while let Some(found) = rows.next()? {
                let device = devices.get(&found.get(0)?).copied().unwrap_or(Device([0; 16]));
                let key = EventKey { device, seq: found.get(1)? };
                let Some(answer) = readable(found)? else { continue };
                let scheduler: Option<i64> = found.get(14)?;
                let row = ReviewRow {
                    device,
                    seq: key.seq,
                    at_ms: found.get(9)?,
                    offset_min: found.get(10)?,
                    local_day: answer.day,
                    card: card_of(found.get(3)?),
                    deck: "",
                    prompt: "",
                    quality: answer.quality,
                    answer_ms: answer.answer_ms,
                    kind: answer.kind,
                    interval_before_days: answer.interval_before,
                    interval_after_days: found.get(11)?,
                    ease_before: Ease::from_hundredths(found.get(12)?),
                    ease_after: Ease::from_hundredths(found.get(13)?),
                    scheduler: scheduler.and_then(|id| schedulers.get(&id)).map_or("", String::as_str),
                    undone: corrections.is_undone(key),
                };
                if let Err(error) = visit(&row) {
                    return Ok(Err(error));
                }
            }
            Ok(Ok(()))
        };
        self.sorted(read())
    }

    /// Returns the deck and the prompt of every card, gone ones too.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn prompts(&self) -> Result<HashMap<CardId, Prompt>> {
        let read = || -> rusqlite::Result<HashMap<CardId, Prompt>> {
            let mut statement =
                self.connection.prepare_cached("select id, note, prompt from card where present <> 2 order by note")?;
            let mut deck: Arc<str> = Arc::from("");
            let rows = statement.query_map([], |found| {
                let note = found.get_ref(1)?.as_str()?;
                if name_of(note) != &*deck {
                    deck = Arc::from(name_of(note));
                }
                Ok((card_of(found.get(0)?), (Arc::clone(&deck), found.get_ref(2)?.as_str()?.into())))
            })?;
            rows.collect()
        };
        self.sorted(read())
    }

    fn words(&self) -> rusqlite::Result<HashMap<i64, String>> {
        let mut statement = self.connection.prepare_cached("select id, text from word")?;
        statement.query_map([], |found| Ok((found.get(0)?, found.get(1)?)))?.collect()
    }

    fn devices(&self) -> rusqlite::Result<HashMap<i64, Device>> {
        let mut statement = self.connection.prepare_cached("select id, name from device")?;
        statement.query_map([], |found| Ok((found.get(0)?, Device(found.get(1)?))))?.collect()
    }

    /// Returns the sections of the notes and every card that may be asked, with its section as a
    /// place in that list; the cards of a section follow each other.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn card_lines(&self) -> Result<(Vec<Section>, Vec<CardLine>)> {
        let read = || -> rusqlite::Result<(Vec<Section>, Vec<CardLine>)> {
            // One lock for all sections, not one for each.
            let _locked = self.connection.unchecked_transaction()?;
            // In the order of the keys, which cards and records share: both tables are read once,
            // from end to end, where the order of the notes would fetch each row on its own.
            let sql = format!(
                "select c.id, c.section, c.position, c.line, c.end_line, c.was_answer is not null, {} \
                 from card c not indexed left join record r on r.card = c.id where c.present = 1",
                row::RECORD
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query([])?;
            let mut places: HashMap<i64, Placed> = HashMap::new();
            let mut cards = Vec::new();
            while let Some(found) = rows.next()? {
                let number = u32::try_from(places.len()).unwrap_or(u32::MAX);
                let (first, position) = (found.get(0)?, found.get(2)?);
                let placed = places.entry(found.get(1)?).or_insert(Placed { number, position, first });
                if position < placed.position {
                    (placed.position, placed.first) = (position, first);
                }
                let record = row::record(found, 6)?;
                cards.push(CardLine {
                    card: card_of(first),
                    section: placed.number,
                    line: found.get(3)?,
                    end_line: found.get(4)?,
                    state: record.state,
                    standing: record.standing,
                    changed: found.get(5)?,
                });
            }
            let sections = self.in_order_of_notes(places.into_values().collect(), &mut cards)?;
            Ok((sections, cards))
        };
        self.sorted(read())
    }

    /// Returns the sections by note and place, and gives the cards their places in that order.
    fn in_order_of_notes(&self, placed: Vec<Placed>, cards: &mut [CardLine]) -> rusqlite::Result<Vec<Section>> {
        let mut sections = Vec::with_capacity(placed.len());
        for placed in placed {
            sections.push((self.section(placed.first)?, placed));
        }
        sections.sort_by(|(a, one), (b, other)| (&a.deck, one.position).cmp(&(&b.deck, other.position)));
        let mut moved = vec![0; sections.len()];
        for ((_, placed), place) in sections.iter().zip(0_u32..) {
            if let Some(slot) = moved.get_mut(placed.number as usize) {
                *slot = place;
            }
        }
        for card in cards.iter_mut() {
            card.section = moved.get(card.section as usize).copied().unwrap_or(0);
        }
        cards.sort_unstable_by_key(|card| (card.section, card.line, card.card));
        Ok(sections.into_iter().map(|(section, _)| section).collect())
    }

    /// Returns the days on which something was answered, from the index by day alone.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn study_days(&self) -> Result<BTreeSet<Day>> {
        let corrections = self.corrections()?;
        let read = || -> rusqlite::Result<BTreeSet<Day>> {
            let mut undone: HashMap<Day, i64> = HashMap::new();
            let mut reviewed = self.connection.prepare_cached(
                "select l.day from log l join device d on d.id = l.device where d.name = ?1 and l.seq = ?2 and l.kind = 1",
            )?;
            for key in corrections.undone() {
                let day = reviewed.query_row((key.device.0, key.seq), |found| found.get(0).map(Day)).optional()?;
                if let Some(day) = day {
                    *undone.entry(day).or_default() += 1;
                }
            }
            let mut counted = self.connection.prepare_cached("select count(*) from log where day = ?1 and kind = 1")?;
            let mut days = self.connection.prepare_cached(
                "with recursive d (day) as (select min(day) from log union all \
                 select (select min(day) from log where day > d.day) from d where d.day is not null) \
                 select day from d where exists (select 1 from log where day = d.day and kind = 1)",
            )?;
            let mut studied: BTreeSet<Day> =
                days.query_map([], |found| found.get(0).map(Day))?.collect::<rusqlite::Result<_>>()?;
            for (day, taken_back) in undone {
                if counted.query_row([day.0], |found| found.get::<_, i64>(0))? == taken_back {
                    studied.remove(&day);
                }
            }
            Ok(studied)
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

/// Reads an answer; nothing where no version of this program writes such a row.
fn readable(found: &Row<'_>) -> rusqlite::Result<Option<Answer>> {
    match answer(found) {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if row::is_unreadable(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads an answer from the columns of [`Store::each_review`].
fn answer(found: &Row<'_>) -> rusqlite::Result<Answer> {
    let number = |column: usize| found.get_ref(column)?.as_i64().map_err(rusqlite::Error::from);
    let whole = |column: usize| number(column).map(|number| u32::try_from(number).unwrap_or(u32::MAX));
    let wrong = |column: usize, what: &str| row::wrong(column, what);
    Ok(Answer {
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
