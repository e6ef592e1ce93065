//! A file that takes its place when it is whole.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{FileError, unfinished};

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// The new one takes its place.
    Replace,
    /// It stays, and the new one is not written.
    Keep,
}

/// A file that grows beside its target and takes its place when it is whole; dropped before that,
/// it leaves nothing behind.
#[derive(Debug)]
pub struct Growing {
    path: PathBuf,
    file: std::io::BufWriter<tempfile::NamedTempFile>,
}

impl Growing {
    /// Begins a file that will be at `path`.
    ///
    /// # Errors
    /// If `path` is a folder, or nothing can be written beside it.
    pub fn begin(path: &Path) -> Result<Self, FileError> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if path.is_dir() {
            return Err(std::io::Error::other(format!("{}: is a folder", path.display())).into());
        }
        let file = unfinished::begin_in(folder).map_err(|error| of_file(path, &error))?;
        Ok(Self { path: path.to_owned(), file: std::io::BufWriter::with_capacity(1 << 16, file) })
    }

    /// Puts the file in its place, once all of it is on disk.
    ///
    /// # Errors
    /// As the disk reports, or if there is a file that is to be kept; all is then as it was.
    pub fn finish(self, existing: Existing) -> Result<(), FileError> {
        let Self { path, file } = self;
        let file = file.into_inner().map_err(|error| of_file(&path, error.error()))?;
        file.as_file().sync_all().map_err(|error| of_file(&path, &error))?;
        let done = match existing {
            Existing::Replace => file.persist(&path),
            Existing::Keep => file.persist_noclobber(&path),
        };
        done.map_err(|error| of_file(&path, &error.error))?;
        Ok(())
    }
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes).map_err(|error| of_file(&self.path, &error))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush().map_err(|error| of_file(&self.path, &error))
    }
}

/// Returns an error with the name of its file.
fn of_file(path: &Path, error: &std::io::Error) -> std::io::Error {
    std::io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::super::{read, write_whole};
    use super::*;

    #[test]
    fn a_file_that_never_became_whole_leaves_nothing_behind_and_one_to_be_kept_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        Growing::begin(&file).unwrap().write_all(b"half").unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        write_whole(&file, b"mine").unwrap();
        let mut other = Growing::begin(&file).unwrap();
        other.write_all(b"theirs").unwrap();
        assert!(other.finish(Existing::Keep).unwrap_err().to_string().contains(&*file.to_string_lossy()));
        assert_eq!(read(&file).unwrap(), b"mine");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
