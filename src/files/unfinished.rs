//! Files that are not whole yet: a program that is killed leaves them behind, and the next one that
//! writes beside them takes them away.

use std::io;
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

/// How the name of such a file begins and ends.
const NAMED: (&str, &str) = (".askback-", ".part");

/// Makes a file that is not whole yet in a folder, after taking away those that were left there. As
/// long as it is open it is locked, so that no other program takes it for one left behind.
///
/// # Errors
/// As the disk reports.
pub(super) fn begin_in(folder: &Path) -> io::Result<NamedTempFile> {
    tidy(folder);
    loop {
        let file = Builder::new().prefix(NAMED.0).suffix(NAMED.1).tempfile_in(folder)?;
        // A file system without locks has none that is tidied up either.
        let locked = file.as_file().lock().is_ok();
        // Between its beginning and its lock another program may have taken it away.
        if !locked || file.path().exists() {
            return Ok(file);
        }
    }
}

/// The same in the system's folder for what passes.
///
/// # Errors
/// As the disk reports.
pub(super) fn begin() -> io::Result<NamedTempFile> {
    begin_in(&tempfile::env::temp_dir())
}

/// Takes away what programs that were killed left in a folder; what cannot be taken away stays.
fn tidy(folder: &Path) {
    let Ok(entries) = fs_err::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(NAMED.0) && name.ends_with(NAMED.1) && is_left(&entry.path()) {
            // Another program may have been quicker.
            let _ = fs_err::remove_file(entry.path());
        }
    }
}

/// Tells whether no program holds a file.
fn is_left(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|meta| meta.is_file())
        && fs_err::File::open(path).is_ok_and(|file| file.file().try_lock().is_ok())
}

#[cfg(test)]
mod tests {
    use super::super::write_whole;
    use super::*;

    #[test]
    fn what_a_killed_program_left_is_taken_away_and_what_another_still_writes_stays() {
        let folder = tempfile::tempdir().unwrap();
        let left = folder.path().join(".askback-x1.part");
        write_whole(&folder.path().join(".askback-notes.md"), b"mine").unwrap();
        write_whole(&left, b"half").unwrap();
        let first = begin_in(folder.path()).unwrap();
        let second = begin_in(folder.path()).unwrap();
        assert!(!left.exists() && first.path().exists() && second.path().exists());
        drop((first, second));
        assert_eq!(fs_err::read_dir(folder.path()).unwrap().count(), 1, "a note of that name stays");
    }
}
