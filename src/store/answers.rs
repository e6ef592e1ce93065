//! The answers of each card, kept beside its record and like it a cache of the log.

use rusqlite::{OptionalExtension, Transaction};

use super::Store;
use super::error::Result;
use super::row::{card_of, signed};
use crate::history::{Answer, Answers, Unpacked, unpacked};
use crate::model::CardId;

impl Store {
    /// Reads the answers that count, card by card, each by its present name.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn each_answered(&self, mut visit: impl FnMut(CardId, Unpacked<'_>)) -> Result<()> {
        let mut read = || -> rusqlite::Result<()> {
            let mut statement = self.connection.prepare_cached("select card, answers from answered")?;
            let mut rows = statement.query([])?;
            while let Some(found) = rows.next()? {
                visit(card_of(found.get(0)?), unpacked(found.get_ref(1)?.as_blob()?));
            }
            Ok(())
        };
        self.sorted(read())
    }
}

/// Adds an answer that counts after all others of its card.
pub(super) fn add(transaction: &Transaction<'_>, card: CardId, answer: &Answer) -> rusqlite::Result<()> {
    let kept = transaction
        .prepare_cached("select answers from answered where card = ?1")?
        .query_row([signed(card)], |found| found.get(0))
        .optional()?;
    let mut answers = Answers::of_bytes(kept.unwrap_or_default());
    answers.push(answer);
    put(transaction, card, Some(&answers))
}

/// Writes the answers of a card; a card without any has no row.
pub(super) fn put(transaction: &Transaction<'_>, card: CardId, answers: Option<&Answers>) -> rusqlite::Result<()> {
    let card = signed(card);
    let Some(answers) = answers else {
        return transaction.prepare_cached("delete from answered where card = ?1")?.execute([card]).map(drop);
    };
    transaction
        .prepare_cached(
            "insert into answered (card, answers) values (?1, ?2) on conflict (card) do update set answers = ?2",
        )?
        .execute((card, answers.as_bytes()))
        .map(drop)
}
