//! Settings that history depends on: events of the log, the last of each name holds.

use super::Store;
use super::error::Result;
use super::{correct, row};
use crate::history::in_order;
use crate::model::{Event, EventBody};

impl Store {
    /// Returns the event that last set a name, if it was not taken back.
    ///
    /// # Errors
    /// As [`Store::each_event`].
    pub fn setting(&self, name: &str) -> Result<Option<Event>> {
        Ok(self.every_setting(name)?.pop())
    }

    /// Returns every event that set a name and was not taken back, in the order in which they
    /// count.
    ///
    /// # Errors
    /// As [`Store::each_event`].
    pub fn every_setting(&self, name: &str) -> Result<Vec<Event>> {
        let read = || -> rusqlite::Result<Vec<Event>> {
            // In the words of the index, without which every row of the log would be looked at.
            let sql = format!("{} where l.kind in (2, 6, 7) and l.kind = 7 and l.text = ?1", row::EVENT);
            let events = row::events(&mut *self.connection.prepare_cached(&sql)?, [name])?;
            let mut live = Vec::new();
            for event in in_order(&events) {
                if !correct::is_undone(&self.connection, event.key)? {
                    live.push(event.clone());
                }
            }
            Ok(live)
        };
        self.sorted(read())
    }

    /// Returns how many answers the log holds, of whatever kind.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn answers(&self) -> Result<usize> {
        let count = self.connection.query_row("select count(*) from log where kind = 1", [], |row| row.get(0));
        self.sorted(count)
    }
}

/// Returns the value that a setting event sets.
pub fn value_of(event: &Event) -> Option<&str> {
    match &event.body {
        EventBody::Setting { value, .. } => Some(value),
        _ => None,
    }
}
