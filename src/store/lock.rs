//! Who holds a store: one sitting at a time, and the name of a program that writes for too long.

use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::Duration;

use super::create::beside;
use super::error::{Result, StoreError};

/// How long one program waits for another, in milliseconds.
pub(super) const PATIENCE_MS: u64 = 5_000;

/// Between two tries, in milliseconds.
const PAUSE_MS: u64 = 25;

/// A lock on a store, held until it is dropped or the program ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    /// The system lets go of it with the file.
    _file: Option<fs_err::File>,
}

impl Lock {
    /// Beside the store, while one is made or brought up to date.
    pub(super) const MAKING: &'static str = ".lock";
    /// Beside the store, while a sitting lasts.
    const SITTING: &'static str = ".sitting";

    /// Waits until this is the only sitting on a store. Reading it, and grading single cards from
    /// scripts, goes on beside a sitting.
    ///
    /// # Errors
    /// [`StoreError::Busy`] with the process that holds it, after five seconds.
    pub fn sitting(store: &Path) -> Result<Self> {
        Self::wait(store, Self::SITTING)
    }

    /// Waits for the lock that is named so beside a store.
    ///
    /// # Errors
    /// [`StoreError::Busy`] with the process that holds it, after five seconds.
    pub(super) fn wait(store: &Path, name: &str) -> Result<Self> {
        let path = beside(store, name);
        let opened = fs_err::OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        // Where no lock file may be, the store itself cannot be written, which is said soon enough.
        let Ok(mut file) = opened else { return Ok(Self { _file: None }) };
        for _ in 0..PATIENCE_MS / PAUSE_MS {
            match file.file().try_lock() {
                Ok(()) => {
                    sign(&mut file);
                    return Ok(Self { _file: Some(file) });
                }
                Err(std::fs::TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(PAUSE_MS)),
                // A file system without locks: then the database's own must do.
                Err(std::fs::TryLockError::Error(_)) => return Ok(Self { _file: None }),
            }
        }
        let mut holder = String::new();
        let holder = file.read_to_string(&mut holder).ok().and_then(|_| holder.trim().parse().ok());
        Err(StoreError::Busy { path: store.to_owned(), holder })
    }
}

/// Leaves the number of this process for whoever waits. Without it they are told less.
fn sign(file: &mut fs_err::File) {
    let _ = file.rewind();
    let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
}

/// Returns the process that is writing to a store at this moment, as far as the system tells.
///
/// The locks are read from the system's list: opening the files themselves would let go of the
/// locks that SQLite holds in this process.
pub(super) fn writer(store: &Path) -> Option<u32> {
    let locks = fs_err::read_to_string("/proc/locks").ok()?;
    let inodes: Vec<u64> = ["-shm", ""].iter().filter_map(|ending| inode(&beside(store, ending))).collect();
    locks.lines().find_map(|line| holder(line, &inodes))
}

/// Returns the process of a line as `1: POSIX  ADVISORY  WRITE 4711 fe:00:1234 120 120` if it
/// writes to one of the files.
fn holder(line: &str, inodes: &[u64]) -> Option<u32> {
    let mut words = line.split_whitespace().skip(1).filter(|word| *word != "->");
    let (_kind, _advisory, access) = (words.next()?, words.next()?, words.next()?);
    let (process, file) = (words.next()?.parse().ok()?, words.next()?);
    let inode = file.rsplit(':').next()?.parse().ok()?;
    (access == "WRITE" && inodes.contains(&inode) && process != std::process::id()).then_some(process)
}

#[cfg(unix)]
fn inode(path: &Path) -> Option<u64> {
    fs_err::metadata(path).ok().map(|meta| std::os::unix::fs::MetadataExt::ino(&meta))
}

#[cfg(not(unix))]
fn inode(_: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_free_again_when_its_holder_is_gone_and_tells_who_that_was() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("a.db");
        let first = Lock::sitting(&store).unwrap();
        let waiting = std::time::Duration::from_millis(PATIENCE_MS);
        let second = Lock::sitting(&store);
        assert!(
            matches!(second, Err(StoreError::Busy { holder: Some(pid), .. }) if pid == std::process::id()),
            "{waiting:?}"
        );
        drop(first);
        assert!(Lock::sitting(&store).is_ok());
    }

    #[test]
    fn the_writer_is_found_among_the_locks_of_the_system() {
        let line = "7: POSIX  ADVISORY  WRITE 4711 fe:00:1234 120 120";
        assert_eq!(holder(line, &[1234]), Some(4711));
        assert_eq!(holder(line, &[99]), None);
        assert_eq!(holder("7: POSIX  ADVISORY  READ 4711 fe:00:1234 120 120", &[1234]), None);
        assert_eq!(holder("", &[1234]), None);
    }
}
