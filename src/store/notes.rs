//! Which folders and files the learner asked us to read, and what tells that a note is unchanged.

use rusqlite::OptionalExtension;

use super::Store;
use super::error::Result;

/// A registered file or folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// Its row.
    pub id: i64,
    /// Its name in identities.
    pub key: String,
    /// Where it is, absolute; empty for the built-in decks.
    pub path: String,
    /// `file`, `folder` or `builtin`.
    pub kind: String,
    /// Forgotten by the learner: its cards are not asked, their history stays.
    pub hidden: bool,
}

/// What tells that a note is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteStamp {
    /// Its key in identities.
    pub key: String,
    /// Where it is, as the learner would name it.
    pub path: String,
    /// When it was changed, in nanoseconds since 1970.
    pub mtime_ns: i64,
    /// Its size in bytes.
    pub size: i64,
    /// BLAKE3 of its bytes.
    pub hash: [u8; 32],
}

/// How much a note gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Its questions.
    pub questions: usize,
    /// The facts they ask.
    pub facts: usize,
    /// Its passages without any.
    pub silent: usize,
}

/// A note as it was when it was last read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownNote {
    /// What tells that it is unchanged.
    pub stamp: NoteStamp,
    /// Version of the generator that read it.
    pub generator: i64,
    /// How much it gave.
    pub given: Given,
}

impl Store {
    /// Returns all roots, hidden ones too, in the order in which they were added.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn roots(&self) -> Result<Vec<Root>> {
        let read = || -> rusqlite::Result<Vec<Root>> {
            let mut statement =
                self.connection.prepare_cached("select id, key, path, kind, hidden from root order by id")?;
            let rows = statement.query_map([], |row| {
                Ok(Root {
                    id: row.get(0)?,
                    key: row.get(1)?,
                    path: row.get(2)?,
                    kind: row.get(3)?,
                    hidden: row.get::<_, i64>(4)? != 0,
                })
            })?;
            rows.collect()
        };
        self.sorted(read())
    }

    /// Registers a root, or shows a hidden one again; returns its row.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn add_root(&mut self, key: &str, path: &str, kind: &str) -> Result<i64> {
        self.write(|transaction| {
            let known: Option<i64> = transaction
                .query_row(
                    "select id from root where path = ?1 and kind = ?2 and (kind <> 'builtin' or key = ?3)",
                    (path, kind, key),
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(id) = known {
                transaction.execute("update root set hidden = 0 where id = ?1", [id])?;
                return Ok(id);
            }
            // Two folders of one name are told apart by a number, which stays with the folder.
            let mut name = key.to_owned();
            let mut number = 2;
            while transaction.query_row("select 1 from root where key = ?1", [&name], |_| Ok(())).optional()?.is_some()
            {
                name = format!("{key}-{number}");
                number += 1;
            }
            transaction.execute("insert into root (key, path, kind) values (?1, ?2, ?3)", (&name, path, kind))?;
            Ok(transaction.last_insert_rowid())
        })
    }

    /// Hides a root: its cards are not asked, their history stays.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn hide_root(&mut self, id: i64) -> Result<()> {
        self.write(|transaction| {
            transaction.execute("update root set hidden = 1 where id = ?1", [id])?;
            transaction.execute(
                "update card set present = 0 where present = 1 and note in (select key from note where root = ?1)",
                [id],
            )?;
            for table in ["tie", "tied", "meaning"] {
                let sql = format!("delete from {table} where note in (select id from note where root = ?1)");
                transaction.execute(&sql, [id])?;
            }
            transaction.execute("delete from note where root = ?1", [id]).map(drop)
        })
    }

    /// Returns what BLAKE3 gave for the bytes of a note when it was last read; nothing for one that
    /// is not known.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn note_hash(&self, key: &str) -> Result<Option<[u8; 32]>> {
        let read = || {
            let mut statement = self.connection.prepare_cached("select hash from note where key = ?1")?;
            statement.query_row([key], |row| row.get(0)).optional()
        };
        self.sorted(read())
    }

    /// Returns the notes of a root as they were when they were last read, by key.
    ///
    /// # Errors
    /// As the disk reports.
    pub fn notes_of(&self, root: i64) -> Result<Vec<KnownNote>> {
        let read = || -> rusqlite::Result<Vec<KnownNote>> {
            let mut statement = self.connection.prepare_cached(
                "select key, path, mtime_ns, size, hash, generator, questions, facts, silent from note where root = ?1 \
                 order by key",
            )?;
            let rows = statement.query_map([root], |row| {
                let stamp = NoteStamp {
                    key: row.get(0)?,
                    path: row.get(1)?,
                    mtime_ns: row.get(2)?,
                    size: row.get(3)?,
                    hash: row.get(4)?,
                };
                let given = Given { questions: row.get(6)?, facts: row.get(7)?, silent: row.get(8)? };
                Ok(KnownNote { stamp, generator: row.get(5)?, given })
            })?;
            rows.collect()
        };
        self.sorted(read())
    }
}
