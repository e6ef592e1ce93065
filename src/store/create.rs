//! Making a new store: built whole beside its place, then put there, so that there is never half a
//! store, whatever ends the program.

use std::path::{Path, PathBuf};

use super::error::{Result, StoreError};
use super::lock::Lock;
use super::{Access, Store};

/// Begins the name of everything that is built beside its place; the number of the process that
/// builds it follows.
const ASIDE: &str = ".askback-";

/// Makes the store at `path` unless there is one by now.
pub(super) fn create(path: &Path, fresh: [u8; 16], now_ms: i64) -> Result<()> {
    make_folder(path)?;
    let _turn = Lock::wait(path, Lock::MAKING)?;
    if fs_err::metadata(path).is_ok_and(|meta| meta.len() > 0) {
        return Ok(());
    }
    let aside = Aside::beside(path)?;
    let mut store = Store::on(aside.path(), Access::Write)?;
    store.bring_up_to_date()?;
    store.name_device(fresh, now_ms)?;
    store.close()?;
    aside.put(path)
}

/// A file built beside its place; with all that SQLite keeps beside it, it is removed unless it
/// was put there.
pub(super) struct Aside {
    file: tempfile::TempPath,
}

impl Aside {
    /// Makes an empty file in the folder of `path`, for its owner only.
    ///
    /// # Errors
    /// As the disk reports, with the folder's name.
    pub(super) fn beside(path: &Path) -> Result<Self> {
        let folder = folder_of(path);
        sweep(folder);
        let prefix = format!("{ASIDE}{}-", std::process::id());
        let file = tempfile::Builder::new().prefix(&prefix).suffix(".db").tempfile_in(folder);
        let file = file.map_err(|error| named(folder, &error))?.into_temp_path();
        Ok(Self { file })
    }

    pub(super) fn path(&self) -> &Path {
        &self.file
    }

    /// Puts the file in its place, replacing what is there, and makes sure that it stays there
    /// whatever happens to the power.
    ///
    /// # Errors
    /// As the disk reports; what was at the place is then still there.
    pub(super) fn put(self, path: &Path) -> Result<()> {
        self.file.persist(path).map_err(|error| named(path, &error.error))?;
        sync_names(folder_of(path))
    }

    /// Puts the file in a place where nothing may be.
    ///
    /// # Errors
    /// As the disk reports, also if there is something.
    pub(super) fn put_new(self, path: &Path) -> Result<()> {
        self.file.persist_noclobber(path).map_err(|error| named(path, &error.error))?;
        sync_names(folder_of(path))
    }
}

/// Makes sure that the names in a folder are on the disk. Some systems cannot; they keep names in
/// order by themselves.
fn sync_names(folder: &Path) -> Result<()> {
    let synced = fs_err::File::open(folder).and_then(|folder| folder.sync_all());
    if cfg!(unix) { synced.map_err(StoreError::from) } else { Ok(()) }
}

/// Removes what programs that ended at once left beside the stores of a folder.
fn sweep(folder: &Path) {
    let Ok(entries) = fs_err::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let builder = name.to_str().and_then(|name| name.strip_prefix(ASIDE)?.split('-').next()?.parse().ok());
        if builder.is_some_and(|process: i32| !is_running(process)) {
            // What cannot be removed now is in nobody's way.
            let _ = fs_err::remove_file(entry.path());
        }
    }
}

/// Tells whether a process of that number is running.
#[cfg(unix)]
fn is_running(process: i32) -> bool {
    use rustix::process::{Pid, test_kill_process};
    let ended = |pid| test_kill_process(pid).is_err_and(|error| error == rustix::io::Errno::SRCH);
    Pid::from_raw(process).is_none_or(|pid| !ended(pid))
}

#[cfg(not(unix))]
const fn is_running(_: i32) -> bool {
    true
}

/// Returns the folder a file is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Returns the path of what is kept beside a store, with an addition to its name.
pub(super) fn beside(path: &Path, addition: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(addition);
    name.into()
}

/// Makes the folder of a new store, for its owner only.
fn make_folder(path: &Path) -> Result<()> {
    let folder = folder_of(path);
    if folder.exists() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.create(folder).map_err(|error| named_io(folder, &error))?)
}

fn named(path: &Path, error: &std::io::Error) -> StoreError {
    named_io(path, error).into()
}

fn named_io(path: &Path, error: &std::io::Error) -> std::io::Error {
    std::io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// Refuses to make a store where the journal of one still lies: its commits would be thrown away.
///
/// # Errors
/// [`StoreError::Damaged`].
pub(super) fn refuse_orphans(path: &Path) -> Result<()> {
    let has_commits = |ending: &str| fs_err::metadata(beside(path, ending)).is_ok_and(|meta| meta.len() > 0);
    if has_commits("-wal") || has_commits("-journal") {
        let reason = "it is empty or gone, but its journal is not".into();
        return Err(StoreError::Damaged { path: path.to_owned(), reason });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_dead_process_left_is_swept_and_what_a_living_one_builds_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let own = format!("{ASIDE}{}-x.db", std::process::id());
        let names = [&*own, ".askback-2147483646-x.db", ".askback-2147483646-x.db-wal", ".askback-", "askback.db"];
        for name in names {
            fs_err::File::create(folder.path().join(name)).unwrap();
        }
        sweep(folder.path());
        let left: Vec<bool> = names.iter().map(|name| folder.path().join(name).exists()).collect();
        assert_eq!(left, [true, false, false, true, true]);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_store_is_for_its_owner_only_and_nothing_half_made_is_left_beside_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/a.db");
        super::super::open::tests::new_store(&path).close().unwrap();
        let mode = |path: &Path| fs_err::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&folder.path().join("deep"))), (0o600, 0o700));
        let mut names = fs_err::read_dir(folder.path().join("deep")).unwrap().map(|entry| entry.unwrap().file_name());
        assert!(names.all(|name| !name.to_string_lossy().starts_with(ASIDE)));
    }

    #[test]
    fn where_the_journal_of_a_store_lies_without_it_no_new_one_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        std::io::Write::write_all(&mut fs_err::File::create(beside(&path, "-wal")).unwrap(), b"commits").unwrap();
        let opened = Store::open(&path, Access::Write, [7; 16], 0);
        assert!(matches!(opened, Err(StoreError::Damaged { .. })));
        assert!(!path.exists() && beside(&path, "-wal").exists());
    }
}
