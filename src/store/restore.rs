//! A backup in the place of the store: there is one at every moment, and the old one is kept.

use std::path::{Path, PathBuf};

use super::backup::Occasion;
use super::create::beside;
use super::error::{Result, StoreError};
use super::{Access, Store};
use crate::model::Day;

impl Store {
    /// Opens a backup, of whatever version of the schema, for reading.
    ///
    /// # Errors
    /// [`StoreError`], as for a store.
    pub fn backup_at(path: &Path) -> Result<Self> {
        super::open::refuse_path(path)?;
        if !super::open::is_there(path)? {
            return Err(StoreError::NoBackup { path: path.to_owned() });
        }
        Self::on(path, Access::Read)
    }

    /// Puts this store, a backup, in the place of the one at `path`, under a name of its own: the
    /// copy that wrote the backup may have gone on meanwhile. Returns where what was there is kept
    /// now. A sound store is kept among the backups and written to through the database, so that
    /// whoever has it open loses nothing; a damaged one is moved beside its place as it is.
    ///
    /// # Errors
    /// As the disk reports; what was there is then still there.
    pub fn put_in_place(&self, path: &Path, fresh: [u8; 16], now_ms: i64, today: Day) -> Result<Option<PathBuf>> {
        let aside = self.copy_aside(path, None)?;
        let mut copy = Self::on(aside.path(), Access::Write)?;
        copy.bring_up_to_date()?;
        copy.write(|transaction| super::open::rename_own(transaction, fresh, now_ms))?;
        copy.close()?;
        if !path.exists() {
            aside.put_new(path)?;
            return Ok(None);
        }
        match sound(path) {
            Ok(Some(mut store)) => {
                let kept = store.back_up(Occasion::Restore, today)?;
                let replaced = store.connection.restore("main", aside.path(), None::<fn(rusqlite::backup::Progress)>);
                store.sorted(replaced)?;
                store.close()?;
                Ok(Some(kept))
            }
            Ok(None) => {
                let kept = keep(path)?;
                aside.put(path)?;
                Ok(Some(kept))
            }
            Err(error) => Err(error),
        }
    }
}

/// Opens the store that is to be replaced; nothing if it is damaged.
fn sound(path: &Path) -> Result<Option<Store>> {
    match Store::on(path, Access::Write) {
        Ok(store) => match store.faults() {
            Ok(faults) if faults.is_empty() => Ok(Some(store)),
            _ => Ok(None),
        },
        Err(StoreError::Damaged { .. } | StoreError::NotAStore { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Keeps a damaged store under another name, with what belongs to it, and leaves its own name
/// where it is until it is replaced.
fn keep(path: &Path) -> Result<PathBuf> {
    let free = |number: &u32| !beside(path, &format!(".damaged-{number}")).exists();
    let kept = beside(path, &format!(".damaged-{}", (1..).find(free).unwrap_or(0)));
    if fs_err::hard_link(path, &kept).is_err() {
        fs_err::copy(path, &kept)?;
    }
    for ending in ["-wal", "-shm", "-journal"] {
        if beside(path, ending).exists() {
            fs_err::rename(beside(path, ending), beside(&kept, ending))?;
        }
    }
    Ok(kept)
}
