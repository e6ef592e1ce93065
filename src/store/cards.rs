//! The cards: questions as last made from the notes, and those that are gone.

use std::sync::Arc;

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::error::Result;
use super::row::{self, signed};
use super::{NoteStamp, Store};
use crate::model::{CardId, Day, Direction, Kind, Question, Source};

/// Whether the notes still hold a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// In the notes.
    Present,
    /// No longer in the notes; its history stays.
    Gone,
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

const COLUMNS: &str = "id, note, kind, direction, family, prompt, answer, accepted, items, choices, context, path, line, end_line, authored, passed, present, was_answer, changed_day";

impl Store {
    /// Returns every card, gone ones too, in the order of the notes.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn cards(&self) -> Result<Vec<Held>> {
        let read = || -> rusqlite::Result<Vec<Held>> {
            let mut statement =
                self.connection.prepare_cached(&format!("select {COLUMNS} from card order by note, position, id"))?;
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

    /// Keeps the questions of a set of notes as they are now: `found` are all of them; cards of
    /// those notes that are not among them are gone. An answer that changed is remembered.
    ///
    /// # Errors
    /// As the disk reports; nothing is kept then.
    pub fn save_notes(
        &mut self,
        root: i64,
        generator: i64,
        notes: &[NoteStamp],
        removed: &[String],
        found: &[Question],
        today: Day,
    ) -> Result<()> {
        self.write(|transaction| {
            for key in removed.iter().map(String::as_str).chain(notes.iter().map(|note| note.key.as_str())) {
                transaction.prepare_cached("update card set present = 0 where note = ?1")?.execute([key])?;
            }
            for key in removed {
                transaction.prepare_cached("delete from note where key = ?1")?.execute([key])?;
            }
            for note in notes {
                transaction
                    .prepare_cached("insert into note (root, key, path, mtime_ns, size, hash, generator) values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict (key) do update set root = ?1, path = ?3, mtime_ns = ?4, size = ?5, hash = ?6, generator = ?7")?
                    .execute((root, &note.key, &note.path, note.mtime_ns, note.size, note.hash, generator))?;
            }
            found.iter().zip(0_u32..).try_for_each(|(question, position)| put(transaction, question, position, today))
        })
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

fn put(transaction: &Transaction<'_>, question: &Question, position: u32, today: Day) -> rusqlite::Result<()> {
    let word = |value: &dyn erased::Word| value.word();
    let list = |items: &[String]| serde_json::to_string(items).unwrap_or_else(|_| "[]".to_owned());
    let number = |value: u64| i64::from_ne_bytes(value.to_ne_bytes());
    transaction
        .prepare_cached(
            "insert into card (id, note, kind, direction, family, section, position, prompt, answer, accepted, items, choices, context, path, line, end_line, authored, passed, present) \
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, 1) on conflict (id) do update set note = ?2, kind = ?3, direction = ?4, \
             family = ?5, section = ?6, position = ?7, prompt = ?8, answer = ?9, accepted = ?10, items = ?11, choices = ?12, context = ?13, path = ?14, line = ?15, end_line = ?16, \
             authored = ?17, passed = ?18, present = 1, was_answer = case when answer <> ?9 then answer else was_answer end, \
             changed_day = case when answer <> ?9 then ?19 else changed_day end",
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
            question.passed.join("\n"),
            today.0,
        ])
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
        serde_json::from_str(&row.get::<_, String>(index)?).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, Box::new(error))
        })
    };
    let changed = row.get::<_, Option<String>>(17)?.zip(row.get::<_, Option<i32>>(18)?.map(Day));
    let question = Question {
        id: row::card_of(row.get(0)?),
        note: Arc::from(text(1)?),
        kind: parsed::<Kind>(2, &text(2)?)?,
        direction: parsed::<Direction>(3, &text(3)?)?,
        family: u64::from_ne_bytes(row.get::<_, i64>(4)?.to_ne_bytes()),
        prompt: text(5)?,
        answer: text(6)?,
        accepted: list(7)?,
        items: list(8)?,
        choices: list(9)?,
        context: list(10)?,
        source: Source { path: Arc::from(text(11)?), line: row.get(12)?, end_line: row.get(13)? },
        authored: row.get::<_, i64>(14)? != 0,
        passed: crate::questions::check_names(&text(15)?),
    };
    let presence = if row.get::<_, i64>(16)? == 0 { Presence::Gone } else { Presence::Present };
    Ok(Held { question, presence, changed })
}

fn parsed<T: serde::de::DeserializeOwned>(column: usize, word: &str) -> rusqlite::Result<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}
