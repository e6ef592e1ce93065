//! The cards: questions as last made from the notes, and those that are gone.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::Store;
use super::error::Result;
use super::row::{self, signed};
use crate::deck::name_of;
use crate::model::{CardId, Day, Direction, Kind, Question, Source, Statement};

/// Questions this far before and behind a card in its note are near it: more than any table has
/// rows, and little to read.
const NEAR: i64 = 500;

/// Whether the notes still hold a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// In the notes.
    Present,
    /// No longer in the notes; its history stays.
    Gone,
    /// In the notes under another name, where its history is now.
    Moved,
}

/// A card as the store holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The question.
    pub question: Question,
    /// Whether the notes still hold it.
    pub presence: Presence,
    /// The answer before the notes changed it, and the day of the change, until it is graded again.
    pub changed: Option<(String, Day)>,
}

const COLUMNS: &str = "id, note, kind, direction, family, prompt, answer, accepted, items, choices, context, path, line, end_line, authored, (select text from word where word.id = card.checks), present, was_answer, changed_day, place, subject, relation, object";

impl Store {
    /// Returns every card, gone ones too, in the order of the notes; former names left out.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn cards(&self) -> Result<Vec<Held>> {
        let mut cards = Vec::new();
        let Ok(()) = self.each_card(|card| {
            cards.push(card);
            Ok::<(), std::convert::Infallible>(())
        })?;
        Ok(cards)
    }

    /// Reads every card as [`Store::cards`] returns them, one held at a time. The first error of `visit`
    /// ends the reading and is returned inside.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn each_card<E>(
        &self,
        mut visit: impl FnMut(Held) -> std::result::Result<(), E>,
    ) -> Result<std::result::Result<(), E>> {
        let mut read = || -> rusqlite::Result<std::result::Result<(), E>> {
            let mut statement = self.connection.prepare_cached(&format!(
                "select {COLUMNS} from card where present <> 2 order by note, position, id"
            ))?;
            for card in statement.query_map([], held)? {
                if let Err(error) = visit(card?) {
                    return Ok(Err(error));
                }
            }
            Ok(Ok(()))
        };
        self.sorted(read())
    }

    /// Returns the cards of notes, gone ones too, in the order of the notes; former names left out.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn cards_in<'a>(&self, notes: impl IntoIterator<Item = &'a str>) -> Result<Vec<Held>> {
        let read = || -> rusqlite::Result<Vec<Held>> {
            let mut statement = self.connection.prepare_cached(&format!(
                "select {COLUMNS} from card where note = ?1 and present <> 2 order by position, id"
            ))?;
            let mut found = Vec::new();
            for note in notes {
                for card in statement.query_map([note], held)? {
                    found.push(card?);
                }
            }
            Ok(found)
        };
        self.sorted(read())
    }

    /// Returns the cards that are gone from the notes, in the order of the notes.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn cards_gone(&self) -> Result<Vec<Held>> {
        let read = || -> rusqlite::Result<Vec<Held>> {
            let mut statement = self.connection.prepare_cached(&format!(
                "select {COLUMNS} from card indexed by card_present where present = 0 order by note, position, id"
            ))?;
            statement.query_map([], held)?.collect()
        };
        self.sorted(read())
    }

    /// Returns a card by its id.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn card(&self, card: CardId) -> Result<Option<Held>> {
        let read = || {
            self.connection
                .prepare_cached(&format!("select {COLUMNS} from card where id = ?1"))?
                .query_row([signed(card)], held)
                .optional()
        };
        self.sorted(read())
    }

    /// Returns the cards on one fact, gone ones too, in the order of the notes; former names left out.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn cards_on(&self, family: u64) -> Result<Vec<Held>> {
        let read = || -> rusqlite::Result<Vec<Held>> {
            let sql =
                format!("select {COLUMNS} from card where family = ?1 and present <> 2 order by note, position, id");
            let family = i64::from_ne_bytes(family.to_ne_bytes());
            self.connection.prepare_cached(&sql)?.query_map([family], held)?.collect()
        };
        self.sorted(read())
    }

    /// Returns the answers of all cards in the notes, each once.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn answer_texts(&self) -> Result<Vec<String>> {
        let read = || -> rusqlite::Result<Vec<String>> {
            let sql = "select answer from card where present = 1 union \
                       select form.value from card, json_each(card.accepted) form where present = 1 and accepted <> '[]'";
            self.connection.prepare_cached(sql)?.query_map([], |found| found.get(0))?.collect()
        };
        self.sorted(read())
    }

    /// Returns the decks that ever had a card.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn decks(&self) -> Result<BTreeSet<String>> {
        let read = || -> rusqlite::Result<BTreeSet<String>> {
            let mut statement = self.connection.prepare_cached(
                "select note from (select distinct note from card) d where exists (select 1 from card where note = d.note and present <> 2)",
            )?;
            statement.query_map([], |found| Ok(name_of(found.get_ref(0)?.as_str()?).to_owned()))?.collect()
        };
        self.sorted(read())
    }

    /// Tells whether the notes hold any card.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn has_cards(&self) -> Result<bool> {
        let sql = "select exists (select 1 from card where present = 1)";
        self.sorted(self.connection.query_row(sql, [], |found| found.get(0)))
    }

    /// Returns the questions near these cards in their notes, those of the notes that hold most of
    /// them first, until there are `enough`.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn questions_beside(&self, cards: impl IntoIterator<Item = CardId>, enough: usize) -> Result<Vec<Question>> {
        let read = || -> rusqlite::Result<Vec<Question>> {
            let mut notes: Vec<(String, Vec<i64>)> = self.places(cards)?.into_iter().collect();
            notes.sort_by_key(|(_, places)| Reverse(places.len()));
            let sql = format!(
                "select {COLUMNS} from card where note = ?1 and position between ?2 and ?3 and present = 1 \
                 order by position, id"
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut questions = Vec::new();
            for (note, places) in notes {
                if questions.len() >= enough {
                    break;
                }
                for (first, last) in stretches(places) {
                    for found in statement.query_map((&note, first, last), held)? {
                        questions.push(found?.question);
                    }
                }
            }
            Ok(questions)
        };
        self.sorted(read())
    }

    /// Returns the places of cards in their notes, by note.
    fn places(&self, cards: impl IntoIterator<Item = CardId>) -> rusqlite::Result<BTreeMap<String, Vec<i64>>> {
        let mut statement = self.connection.prepare_cached("select note, position from card where id = ?1")?;
        let mut places: BTreeMap<String, Vec<i64>> = BTreeMap::new();
        for card in cards {
            let found = statement.query_row([signed(card)], |found| Ok((found.get(0)?, found.get(1)?))).optional()?;
            if let Some((note, position)) = found {
                places.entry(note).or_default().push(position);
            }
        }
        Ok(places)
    }

    /// Forgets that the answer of a card changed: it was graded since.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn clear_changed(&mut self, card: CardId) -> Result<()> {
        self.write(|transaction| {
            transaction
                .prepare_cached("update card set was_answer = null, changed_day = null where id = ?1")?
                .execute([signed(card)])
                .map(drop)
        })
    }
}

/// Returns the stretches of a note that lie near some places, each place of the note once.
fn stretches(mut places: Vec<i64>) -> Vec<(i64, i64)> {
    places.sort_unstable();
    let mut found: Vec<(i64, i64)> = Vec::new();
    for place in places {
        match found.last_mut() {
            Some((_, last)) if *last >= place - NEAR => *last = place + NEAR,
            _ => found.push((place - NEAR, place + NEAR)),
        }
    }
    found
}

/// Writes a card that is in the notes, unless it stands there already word for word; `was` is its
/// answer before, if that changed.
pub(super) fn put(
    transaction: &Transaction<'_>,
    question: &Question,
    position: u32,
    was: Option<&str>,
    today: Day,
) -> rusqlite::Result<()> {
    let word = |value: &dyn erased::Word| value.word();
    let list = |items: &[String]| serde_json::to_string(items).unwrap_or_else(|_| "[]".to_owned());
    let number = |value: u64| i64::from_ne_bytes(value.to_ne_bytes());
    let checks = row::word(transaction, &question.passed.join("\n"))?;
    transaction
        .prepare_cached(
            "insert into card (id, note, kind, direction, family, section, position, prompt, answer, accepted, items, choices, context, path, line, end_line, authored, checks, \
             place, subject, relation, object, present, was_answer, changed_day) \
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?21, ?22, ?23, ?24, 1, ?20, iif(?20 is null, null, ?19)) \
             on conflict (id) do update set note = ?2, kind = ?3, direction = ?4, family = ?5, section = ?6, position = ?7, prompt = ?8, answer = ?9, accepted = ?10, \
             items = ?11, choices = ?12, context = ?13, path = ?14, line = ?15, end_line = ?16, authored = ?17, checks = ?18, place = ?21, subject = ?22, relation = ?23, \
             object = ?24, present = 1, \
             changed_day = case when coalesce(was_answer, ?20) = ?9 then null when ?20 is not null then ?19 else changed_day end, \
             was_answer = case when coalesce(was_answer, ?20) = ?9 then null else coalesce(was_answer, ?20) end \
             where ?20 is not null or (present, note, kind, direction, family, section, position, prompt, answer, accepted, items, choices, context, path, line, end_line, \
             authored, checks, place, subject, relation, object) \
             is not (1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?21, ?22, ?23, ?24)",
        )?
        .execute(params![
            signed(question.id),
            &*question.note,
            word(&question.kind),
            word(&question.direction),
            number(question.family),
            number(section(question)),
            position,
            question.prompt,
            question.answer,
            list(&question.accepted),
            list(&question.items),
            list(&question.choices),
            list(&question.context),
            &*question.source.path,
            question.source.line,
            question.source.end_line,
            i64::from(question.authored),
            checks,
            today.0,
            was,
            question.statement.place,
            question.statement.subject,
            question.statement.relation,
            question.statement.object,
        ])
        .map(drop)
}

/// Notes that a card is no longer in the notes.
pub(super) fn set_gone(transaction: &Transaction<'_>, card: CardId) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("update card set present = 0 where id = ?1 and present = 1")?
        .execute([signed(card)])
        .map(drop)
}

/// Kinds and directions by the word that stands for them in JSON.
mod erased {
    use crate::model::{Direction, Kind};

    pub(super) trait Word {
        fn word(&self) -> String;
    }

    fn json(value: &impl serde::Serialize) -> String {
        serde_json::to_string(value).map_or_else(|_| String::new(), |text| text.trim_matches('"').to_owned())
    }

    impl Word for Kind {
        fn word(&self) -> String {
            json(self)
        }
    }

    impl Word for Direction {
        fn word(&self) -> String {
            json(self)
        }
    }
}

/// Cards with one section number stand under the same heading of one note.
fn section(question: &Question) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(question.note.as_bytes());
    for heading in &question.context {
        hasher.update(&[0]).update(heading.as_bytes());
    }
    hasher.finalize().as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn held(row: &Row<'_>) -> rusqlite::Result<Held> {
    let text = |index: usize| row.get::<_, String>(index);
    let list = |index: usize| -> rusqlite::Result<Vec<String>> {
        let list = row.get_ref(index)?.as_str()?;
        // Most lists of a card are empty.
        if list == "[]" {
            return Ok(Vec::new());
        }
        serde_json::from_str(list).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, Box::new(error))
        })
    };
    let changed = row.get::<_, Option<String>>(17)?.zip(row.get::<_, Option<i32>>(18)?.map(Day));
    let question = Question {
        id: row::card_of(row.get(0)?),
        note: Arc::from(text(1)?),
        kind: parsed::<Kind>(2, row.get_ref(2)?.as_str()?)?,
        direction: parsed::<Direction>(3, row.get_ref(3)?.as_str()?)?,
        family: u64::from_ne_bytes(row.get::<_, i64>(4)?.to_ne_bytes()),
        prompt: text(5)?,
        answer: text(6)?,
        accepted: list(7)?,
        items: list(8)?,
        choices: list(9)?,
        context: list(10)?,
        source: Source { path: Arc::from(text(11)?), line: row.get(12)?, end_line: row.get(13)? },
        authored: row.get::<_, i64>(14)? != 0,
        statement: Statement { place: text(19)?, subject: text(20)?, relation: text(21)?, object: text(22)? },
        passed: crate::questions::check_names(row.get_ref(15)?.as_str()?),
    };
    let presence = match row.get::<_, i64>(16)? {
        0 => Presence::Gone,
        2 => Presence::Moved,
        _ => Presence::Present,
    };
    Ok(Held { question, presence, changed })
}

fn parsed<T: serde::de::DeserializeOwned>(column: usize, word: &str) -> rusqlite::Result<T> {
    T::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(word)).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_near_each_other_are_read_once() {
        assert_eq!(stretches(vec![3_000, 10, 700]), [(-490, 1_200), (2_500, 3_500)]);
        assert_eq!(stretches(Vec::new()), []);
    }
}
