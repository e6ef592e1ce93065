//! Opening: the settings, each read back, and every reason not to touch a file.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use super::Store;
use super::backup::Occasion;
use super::create::{self, beside};
use super::error::{Result, StoreError, sorted};
use super::lock::{Lock, PATIENCE_MS};
use crate::model::Day;

/// `ASKB`, so that our files can be told from other programs'.
const APPLICATION_ID: i64 = 0x4153_4b42;

/// The oldest SQLite without the WAL-reset bug; 3.52.0, which was withdrawn, has it again.
const OLDEST_SQLITE: i32 = 3_051_003;
const WITHDRAWN_SQLITE: i32 = 3_052_000;

const DAY_MS: i64 = 86_400_000;

/// The longest path we open.
const LONGEST_PATH: usize = 4_096;

/// Flat files, only ever added to.
const STEPS: &[M<'_>] = &[
    M::up(include_str!("../../migrations/0001_log_and_cards.sql")),
    M::up(include_str!("../../migrations/0002_moved_cards.sql")),
    M::up(include_str!("../../migrations/0003_new_cards_at_hand.sql")),
    M::up(include_str!("../../migrations/0004_exams.sql")),
    M::up(include_str!("../../migrations/0005_silent_passages.sql")),
    M::up(include_str!("../../migrations/0006_clocks_set_back.sql")),
    M::up(include_str!("../../migrations/0007_checks_once.sql")),
    M::up(include_str!("../../migrations/0008_undo_by_target.sql")),
    M::up(include_str!("../../migrations/0009_imported_cards.sql")),
    M::up(include_str!("../../migrations/0010_memory_of_cards.sql")),
    M::up(include_str!("../../migrations/0011_cards_by_place.sql")),
    M::up(include_str!("../../migrations/0012_ties_of_notes.sql")),
    M::up(include_str!("../../migrations/0013_answers_by_card.sql")),
    M::up(include_str!("../../migrations/0014_answered_by_the_log.sql")),
];
const MIGRATIONS: Migrations<'_> = Migrations::from_slice(STEPS);

/// What a store is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading only: nothing is created, nothing migrated.
    Read,
    /// Reading and writing; created where it is missing.
    Write,
}

impl Store {
    /// Opens the store at `path`, making it for writing if there is none. `fresh` becomes the
    /// name of this copy if it has none yet; `now_ms` dates it.
    ///
    /// # Errors
    /// [`StoreError`], one variant for each thing a learner can do about it; the file is then
    /// untouched.
    pub fn open(path: &Path, access: Access, fresh: [u8; 16], now_ms: i64) -> Result<Self> {
        refuse_path(path)?;
        if !is_there(path)? {
            create::refuse_orphans(path)?;
            if access == Access::Read {
                return Err(StoreError::Missing { path: path.to_owned() });
            }
            create::create(path, fresh, now_ms)?;
        }
        let mut store = Self::on(path, access)?;
        store.migrate(now_ms)?;
        if access == Access::Write {
            store.name_device(fresh, now_ms)?;
        }
        Ok(store)
    }

    /// Opens a file that is there, of whatever version.
    pub(super) fn on(path: &Path, access: Access) -> Result<Self> {
        let connection = connect(path, access)?;
        let mut store = Self { connection, path: path.to_owned(), access, warnings: Vec::new() };
        // SQLite opens what it may not write for reading, and says so only at the first write.
        if access == Access::Write && store.sorted(store.connection.is_readonly("main"))? {
            return Err(StoreError::ReadOnly { path: path.to_owned() });
        }
        store.refuse_foreign()?;
        store.settings()?;
        Ok(store)
    }

    /// Another program's database, or a later version's store, is left alone.
    fn refuse_foreign(&self) -> Result<()> {
        let pragma =
            |name: &str| self.sorted(self.connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)));
        let tables: i64 =
            self.sorted(self.connection.query_row("select count(*) from sqlite_schema", [], |row| row.get(0)))?;
        let (application, version) = (pragma("application_id")?, pragma("user_version")?);
        if application != APPLICATION_ID && (tables > 0 || application != 0) {
            return Err(StoreError::NotAStore {
                path: self.path.clone(),
                reason: "it belongs to another program".into(),
            });
        }
        if version > latest() {
            return Err(StoreError::Newer { path: self.path.clone(), found: version, known: latest() });
        }
        Ok(())
    }

    /// Applies the settings and reads each back.
    fn settings(&mut self) -> Result<()> {
        let version = rusqlite::version_number();
        if version < OLDEST_SQLITE || version == WITHDRAWN_SQLITE {
            let reason = format!("SQLite {} can lose commits", rusqlite::version());
            return Err(StoreError::Path { path: self.path.clone(), reason });
        }
        if self.access == Access::Write {
            let mode: String =
                self.sorted(self.connection.query_row("pragma journal_mode=wal", [], |row| row.get(0)))?;
            let level = if mode.eq_ignore_ascii_case("wal") { "full" } else { "extra" };
            if level == "extra" {
                self.warnings.push(format!(
                    "{}: this folder does not support a write-ahead log; using a slower journal",
                    self.path.display()
                ));
            }
            self.assert("synchronous", level, if level == "full" { 2 } else { 3 })?;
        }
        self.assert("foreign_keys", "on", 1)?;
        self.assert("trusted_schema", "off", 0)?;
        self.assert("cell_size_check", "on", 1)?;
        self.sorted(self.connection.execute_batch("pragma mmap_size=0; pragma fullfsync=on; pragma checkpoint_fullfsync=on; pragma wal_autocheckpoint=100000; pragma temp_store=memory; pragma cache_size=-8192"))?;
        self.connection.set_prepared_statement_cache_capacity(64);
        Ok(())
    }

    fn assert(&self, name: &str, value: &str, reads: i64) -> Result<()> {
        self.sorted(self.connection.pragma_update(None, name, value))?;
        let found: i64 = self.sorted(self.connection.pragma_query_value(None, name, |row| row.get(0)))?;
        if found == reads {
            return Ok(());
        }
        Err(StoreError::Path { path: self.path.clone(), reason: format!("SQLite would not set {name} to {value}") })
    }

    /// Brings a store of an earlier version up to date, one program at a time, with a copy of it
    /// among the backups. A program that was killed before the records were built leaves that to the
    /// next.
    fn migrate(&mut self, now_ms: i64) -> Result<()> {
        let version = self.version()?;
        if version == latest() && !self.is_stale()? {
            return Ok(());
        }
        if self.access == Access::Read {
            let path = self.path.clone();
            return Err(if version > 0 { StoreError::ReadOnly { path } } else { StoreError::Missing { path } });
        }
        let _turn = Lock::wait(&self.path, Lock::MAKING)?;
        // No schema changes under a sitting of an older program.
        let _nobody_sits = Lock::sitting(&self.path)?;
        if (1..latest()).contains(&self.version()?) {
            let today = Day(i32::try_from(now_ms.div_euclid(DAY_MS)).unwrap_or(i32::MAX));
            self.back_up(Occasion::Migration, today)?;
        }
        self.bring_up_to_date()
    }

    /// Tells whether a migration left records to be built anew from the log.
    fn is_stale(&self) -> Result<bool> {
        self.sorted(self.connection.query_row("select exists (select 1 from stale)", [], |row| row.get(0)))
    }

    /// Applies the migrations that are missing, all in one transaction, and builds what they left to
    /// replay.
    pub(super) fn bring_up_to_date(&mut self) -> Result<()> {
        self.sorted(self.connection.pragma_update(None, "application_id", APPLICATION_ID))?;
        self.connection.set_transaction_behavior(TransactionBehavior::Immediate);
        MIGRATIONS.to_latest(&mut self.connection).map_err(|error| match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => sorted(&self.path, err),
            other => StoreError::Damaged { path: self.path.clone(), reason: other.to_string() },
        })?;
        if self.is_stale()? { self.rebuild() } else { Ok(()) }
    }

    fn version(&self) -> Result<i64> {
        self.sorted(self.connection.pragma_query_value(None, "user_version", |row| row.get(0)))
    }

    pub(super) fn name_device(&mut self, fresh: [u8; 16], now_ms: i64) -> Result<()> {
        let named: i64 =
            self.sorted(self.connection.query_row("select count(*) from device where own = 1", [], |row| row.get(0)))?;
        if named > 0 {
            return Ok(());
        }
        self.write(|transaction| {
            transaction.execute("insert into device (name, own, created_at_ms) select ?1, 1, ?2 where not exists (select 1 from device where own = 1)", (fresh, now_ms)).map(drop)
        })
    }
}

/// Gives this copy another name from its next event on.
pub(super) fn rename_own(transaction: &Transaction<'_>, fresh: [u8; 16], now_ms: i64) -> rusqlite::Result<()> {
    transaction.execute("update device set own = 0 where own = 1", [])?;
    transaction.execute("insert into device (name, own, created_at_ms) values (?1, 1, ?2)", (fresh, now_ms)).map(drop)
}

/// Paths that SQLite would not take for a file.
pub(super) fn refuse_path(path: &Path) -> Result<()> {
    let text = path.as_os_str().to_string_lossy();
    let reason = match () {
        () if text.is_empty() => "it is empty",
        () if text.len() > LONGEST_PATH => "it is too long",
        () if text.starts_with(":memory:") || text.starts_with("file:") => "it is no file name",
        () if path.is_dir() => "it is a folder",
        () => return Ok(()),
    };
    Err(StoreError::Path { path: path.to_owned(), reason: reason.into() })
}

/// Tells whether a store file is there; refuses what surely is none.
pub(super) fn is_there(path: &Path) -> Result<bool> {
    let Ok(meta) = fs_err::metadata(path) else { return Ok(false) };
    if !meta.is_file() {
        return Err(StoreError::NotAStore { path: path.to_owned(), reason: "it is no regular file".into() });
    }
    Ok(meta.len() > 0)
}

/// Returns the version of the schema that this program knows.
fn latest() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

fn connect(path: &Path, access: Access) -> Result<Connection> {
    let flags = match access {
        Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
    };
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags).map_err(|error| sorted(path, error))?;
    if access == Access::Read && lacks_room_for_a_lock(&connection) && !has_journal(path) {
        let flags = flags | OpenFlags::SQLITE_OPEN_URI;
        connection = Connection::open_with_flags(unchanging(path), flags).map_err(|error| sorted(path, error))?;
    }
    connection.busy_timeout(std::time::Duration::from_millis(PATIENCE_MS)).map_err(|error| sorted(path, error))?;
    if access == Access::Write {
        close_to_others(path);
    }
    Ok(connection)
}

/// Tells whether SQLite cannot read because it may not write its lock file: a folder that is
/// read-only, as on a mounted backup.
fn lacks_room_for_a_lock(connection: &Connection) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, ReadOnly};
    let first = connection.query_row("select count(*) from sqlite_schema", [], |_| Ok(()));
    first.is_err_and(|error| matches!(error.sqlite_error_code(), Some(ReadOnly | CannotOpen)))
}

/// Tells whether commits still stand in a journal beside the store.
fn has_journal(path: &Path) -> bool {
    ["-wal", "-journal"].iter().any(|ending| fs_err::metadata(beside(path, ending)).is_ok_and(|meta| meta.len() > 0))
}

/// Returns the store as a URI by which SQLite reads it without a lock: nobody can write there.
pub(super) fn unchanging(path: &Path) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte);
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    let name: String =
        bytes.map(|byte| if plain(*byte) { char::from(*byte).to_string() } else { format!("%{byte:02X}") }).collect();
    format!("file:{name}?immutable=1")
}

/// Lets only the owner read the store. A file system without owners keeps its own rules.
fn close_to_others(path: &Path) {
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        let _ = fs_err::set_permissions(path, mode);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A store with nothing in it.
    pub(in crate::store) fn new_store(path: &Path) -> Store {
        Store::open(path, Access::Write, [7; 16], 0).unwrap()
    }

    #[test]
    fn the_sqlite_that_is_built_in_cannot_lose_commits() {
        let version = rusqlite::version_number();
        assert!(version >= OLDEST_SQLITE && version != WITHDRAWN_SQLITE, "{version}");
    }

    #[test]
    fn a_store_is_written_with_the_settings_that_keep_commits() {
        let folder = tempfile::tempdir().unwrap();
        let store = new_store(&folder.path().join("a.db"));
        let number = |name: &str| store.connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
        let mode: String = store.connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
        assert_eq!((mode.as_str(), number("synchronous")), ("wal", 2));
        assert_eq!((number("foreign_keys"), number("trusted_schema"), number("cell_size_check")), (1, 0, 1));
        assert_eq!((number("application_id"), number("user_version")), (APPLICATION_ID, latest()));
    }

    #[test]
    fn every_migration_file_is_listed_and_valid() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let files = std::fs::read_dir(folder)
            .unwrap()
            .filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|ending| ending == "sql"))
            .count();
        assert_eq!(files, STEPS.len());
        MIGRATIONS.validate().unwrap();
    }
}
