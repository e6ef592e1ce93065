//! What can go wrong with a store, in words a learner can act on.

use std::path::PathBuf;

/// A store could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Written by a later version.
    #[error("{path}: this store was written by a newer askback (schema {found}); this one knows schema {known}")]
    Newer {
        /// The store.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// Ours.
        known: i64,
    },
    /// A log file with what only a later version knows.
    #[error("{path}: this log was written by a newer askback")]
    NewerLog {
        /// The file.
        path: PathBuf,
    },
    /// Not ours: another program's file, or no database at all.
    #[error("{path}: not an askback store ({reason})")]
    NotAStore {
        /// The file.
        path: PathBuf,
        /// How we know.
        reason: String,
    },
    /// Ours, but its bytes do not hold together.
    #[error("{path}: the store is damaged ({reason})")]
    Damaged {
        /// The store.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// Another program has held it for longer than we wait.
    #[error("{path}: the store is in use by {}", by(*.holder))]
    Busy {
        /// The store.
        path: PathBuf,
        /// The process that holds it, where the system tells.
        holder: Option<u32>,
    },
    /// It cannot be written, and something was to be written.
    #[error("{path}: the store cannot be written")]
    ReadOnly {
        /// The store.
        path: PathBuf,
    },
    /// There is none yet, and nothing was to be written.
    #[error("{path}: there is no store yet")]
    Missing {
        /// Where it would be.
        path: PathBuf,
    },
    /// A backup that was named is not there.
    #[error("{path}: no such backup")]
    NoBackup {
        /// Where it should be.
        path: PathBuf,
    },
    /// A path that cannot be a store.
    #[error("{path}: this path cannot hold a store ({reason})")]
    Path {
        /// The path.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A row that no version of this program writes.
    #[error("{path}: {table} row {row}: {reason}")]
    Row {
        /// The store.
        path: PathBuf,
        /// The table.
        table: &'static str,
        /// The row.
        row: String,
        /// What is wrong.
        reason: String,
    },
    /// The database or the disk failed.
    #[error("{path}: {source}")]
    Database {
        /// The store.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The disk failed.
    #[error(transparent)]
    File(#[from] std::io::Error),
}

/// The result of every call on a store.
pub type Result<T> = std::result::Result<T, StoreError>;

fn by(holder: Option<u32>) -> String {
    holder.map_or_else(|| "another program".to_owned(), |process| format!("another askback (process {process})"))
}

/// Sorts what SQLite reports into what a learner can act on.
pub(super) fn sorted(path: &std::path::Path, source: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode as Code;
    let path = path.to_owned();
    match source.sqlite_error_code() {
        Some(Code::DatabaseBusy | Code::DatabaseLocked) => {
            StoreError::Busy { holder: super::lock::writer(&path), path }
        }
        Some(Code::DatabaseCorrupt) => StoreError::Damaged { path, reason: source.to_string() },
        Some(Code::NotADatabase) => StoreError::NotAStore { path, reason: "it is no SQLite file".into() },
        Some(Code::ReadOnly) => StoreError::ReadOnly { path },
        _ => StoreError::Database { path, source },
    }
}
