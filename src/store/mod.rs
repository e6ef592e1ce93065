//! Edge. The SQLite store: the append-only log, the cards, and the state that replay of the log
//! gives, kept together in one file.

mod adopt;
mod anki_file;
mod answers;
mod backup;
mod cards;
mod carried;
mod correct;
mod create;
mod error;
mod exams;
mod foreign;
mod imported;
mod lock;
mod log;
mod merge;
mod names;
mod notes;
mod open;
mod order;
mod progress;
mod records;
mod restore;
mod row;
mod scan;
mod settings;
mod ties;
mod verify;

use std::path::PathBuf;

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use anki_file::AnkiFile;
pub use backup::{Backup, Occasion, backups, newest_good};
pub use cards::{Held, Presence};
pub use error::{Result, StoreError};
pub use foreign::{ForeignError, foreign_collection};
pub use lock::Lock;
pub use merge::{Extent, Merged, Survey, log_digest, survey};
pub use names::Renaming;
pub use notes::{Given, KnownNote, NoteStamp, Root};
pub use open::Access;
pub use progress::{Prompt, ReviewOrder};
pub use scan::{NoteReading, Open, RootReading, SilentLines};
pub use settings::value_of;

/// One open store.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    access: Access,
    /// What the learner should know about the file: a journal that is not WAL.
    pub warnings: Vec<String>,
}

impl Store {
    /// Returns the file.
    pub fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// Runs `work` in one immediate transaction and commits it.
    fn write<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T> {
        if self.access == Access::Read {
            return Err(StoreError::ReadOnly { path: self.path.clone() });
        }
        let run = |connection: &mut Connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = work(&transaction)?;
            transaction.commit()?;
            Ok(value)
        };
        run(&mut self.connection).map_err(|source| error::sorted(&self.path, source))
    }

    /// Sorts an error of a reading call.
    fn sorted<T>(&self, result: rusqlite::Result<T>) -> Result<T> {
        result.map_err(|source| error::sorted(&self.path, source))
    }

    /// Moves the write-ahead log into the file and closes it, so that the file alone is the store.
    ///
    /// What another program still reads stays in the log for the last to leave: to wait for
    /// readers here would keep every other writer waiting too.
    ///
    /// # Errors
    /// As the disk reports: a failure here would otherwise be hidden by dropping the connection.
    pub fn close(self) -> Result<()> {
        if self.access == Access::Write {
            let checkpoint = self.connection.query_row("pragma wal_checkpoint(passive)", [], |_| Ok(()));
            checkpoint.map_err(|source| error::sorted(&self.path, source))?;
        }
        self.connection.close().map_err(|(_, source)| error::sorted(&self.path, source))
    }
}
