//! Wiring. What went wrong, what to do next, and the exit code.

use std::fmt;

use crate::store::StoreError;

/// Which exit code a problem has; other programs rely on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// It failed.
    Failed = 1,
    /// It was asked for wrongly.
    Usage = 2,
    /// Done, but some inputs were left out.
    Skipped = 3,
    /// The store is held by another program.
    Busy = 4,
    /// The store is damaged.
    Damaged = 5,
    /// The store is from a later version.
    Newer = 6,
    /// The learner interrupted it.
    Interrupted = 130,
}

/// A problem as a learner reads it.
#[derive(Debug)]
pub struct Problem {
    /// What happened, and where.
    pub what: String,
    /// What to do next.
    pub hint: Option<String>,
    /// The exit code.
    pub code: Code,
    /// The reader of our output went away.
    closed_pipe: bool,
}

impl Problem {
    /// Something failed.
    pub fn failed(what: impl Into<String>) -> Self {
        Self { what: what.into(), hint: None, code: Code::Failed, closed_pipe: false }
    }

    /// Something was asked for wrongly.
    pub fn usage(what: impl Into<String>) -> Self {
        Self { code: Code::Usage, ..Self::failed(what) }
    }

    /// Something is not what a store is.
    pub fn damaged(what: impl Into<String>) -> Self {
        Self { code: Code::Damaged, ..Self::failed(what) }
    }

    /// Tells whether all that happened is that the reader of our output went away.
    pub const fn is_closed_pipe(&self) -> bool {
        self.closed_pipe
    }

    /// Adds the next step.
    #[must_use]
    pub fn hinted(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Problem {}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let what = error.to_string();
        let (code, hint) = match error {
            StoreError::Newer { .. } => (Code::Newer, "install the newer askback; your reviews are untouched"),
            StoreError::NewerLog { .. } => (Code::Newer, "install the newer askback here too; nothing was changed"),
            StoreError::NotAStore { .. } => (Code::Damaged, "name another file with --store; this one was not touched"),
            StoreError::Damaged { .. } => {
                (Code::Damaged, "keep the file; a backup is put in its place with `askback restore FILE`")
            }
            StoreError::Busy { .. } => (Code::Busy, "leave the other askback, then try again"),
            StoreError::ReadOnly { .. } => {
                (Code::Failed, "make the file and its folder writable, or name another with --store")
            }
            StoreError::NoBackup { .. } => (Code::Failed, "list the backups with `askback doctor`"),
            StoreError::Missing { .. } => (Code::Failed, "begin with `askback study`"),
            StoreError::Path { .. } => (Code::Usage, "name a file with --store"),
            StoreError::Row { .. } => (Code::Damaged, "run `askback doctor`"),
            StoreError::Database { .. } | StoreError::File(_) => (
                Code::Failed,
                "check that the disk is not full and the folder writable, then try again; grades already shown as saved are safe",
            ),
        };
        Self { what, hint: Some(hint.into()), code, closed_pipe: false }
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        let closed_pipe = error.kind() == std::io::ErrorKind::BrokenPipe;
        Self { closed_pipe, ..Self::failed(error.to_string()) }
    }
}

impl From<crate::files::FileError> for Problem {
    fn from(error: crate::files::FileError) -> Self {
        Self {
            what: error.to_string(),
            hint: Some("check the spelling, or name a folder with your notes".into()),
            code: Code::Failed,
            closed_pipe: false,
        }
    }
}
