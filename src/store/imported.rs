//! Which card of ours a card of another program became.

use std::collections::HashMap;

use super::Store;
use super::error::Result;
use super::row::{card_of, signed};
use crate::model::CardId;

impl Store {
    /// Returns the card of ours for each card of another program that came in before, under its
    /// present name.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn imported(&self) -> Result<HashMap<CardId, CardId>> {
        let corrections = self.corrections()?;
        let read = || -> rusqlite::Result<HashMap<CardId, CardId>> {
            let mut statement = self.connection.prepare_cached("select foreign_card, card from imported")?;
            let pair =
                |found: &rusqlite::Row<'_>| Ok((card_of(found.get(0)?), corrections.card(card_of(found.get(1)?))));
            statement.query_map([], pair)?.collect()
        };
        self.sorted(read())
    }

    /// Keeps which cards of ours cards of another program became.
    ///
    /// # Errors
    /// As the disk reports; nothing is kept then.
    pub fn keep_imported(&mut self, pairs: &[(CardId, CardId)]) -> Result<()> {
        self.write(|transaction| {
            let mut statement =
                transaction.prepare_cached("insert or replace into imported (foreign_card, card) values (?1, ?2)")?;
            for (foreign, card) in pairs {
                statement.execute((signed(*foreign), signed(*card)))?;
            }
            Ok(())
        })
    }
}
