//! Edge. Notes on disk, files written whole or not at all, and where things are kept.

mod archive;
mod growing;
mod unfinished;

use std::io::Write;
use std::path::{Path, PathBuf};

use etcetera::{AppStrategy, AppStrategyArgs};

pub use archive::{Limits, Package, unpacked, write_package};
pub use growing::{Existing, Growing};

/// Endings of notes in a folder; a file named outright is read whatever its ending.
const ENDINGS: [&str; 3] = ["md", "markdown", "txt"];

/// The largest note we read, in bytes.
pub const LARGEST: u64 = 64 << 20;

/// Bytes read at once from a file that is read piece by piece.
const READ_AT_ONCE: usize = 256 << 10;

/// A file could not be found, read or written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// There is nothing at the path.
    #[error("{path}: no such file or folder")]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// The disk refused.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// A note found on disk.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its name in identities, below the key of its root: `bio/cell.md`.
    pub key: String,
    /// Its path as the learner would name it.
    pub path: PathBuf,
    /// Size in bytes.
    pub size: u64,
    /// When it was changed, in nanoseconds since 1970.
    pub mtime_ns: i64,
}

/// A file that was passed over, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub reason: String,
}

/// What a path holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// The notes, by key.
    pub notes: Vec<Found>,
    /// What was passed over.
    pub skipped: Vec<Skipped>,
}

/// Returns the path with everything in it resolved, to be kept.
///
/// # Errors
/// [`FileError::Missing`] if there is nothing there.
pub fn absolute(path: &Path) -> Result<PathBuf, FileError> {
    fs_err::canonicalize(path).map_err(|_| FileError::Missing { path: path.to_owned() })
}

/// Returns the name of a root in identities: the last part of its resolved path.
pub fn root_key(resolved: &Path) -> String {
    resolved.file_name().map_or_else(|| "notes".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// Returns the name in identities of a note at `below` its root; that of the root itself if empty.
pub fn note_key(root_key: &str, below: &Path) -> String {
    let parts = below.components().map(|part| part.as_os_str().to_string_lossy());
    std::iter::once(root_key.into()).chain(parts).collect::<Vec<_>>().join("/")
}

/// Finds the notes at a path: the file itself, or all notes of a folder that git would see.
/// `shown` is the path as the learner named it; keys begin with `root_key`.
///
/// # Errors
/// [`FileError::Missing`] if there is nothing there.
pub fn collect(shown: &Path, root_key: &str) -> Result<Collected, FileError> {
    let mut collected = Collected::default();
    let meta = fs_err::metadata(shown).map_err(|_| FileError::Missing { path: shown.to_owned() })?;
    if !meta.is_dir() {
        admit(shown.to_owned(), root_key.to_owned(), &meta, &mut collected);
        return Ok(collected);
    }
    for entry in ignore::WalkBuilder::new(shown).require_git(false).follow_links(false).build() {
        let Ok(entry) = entry
            .map_err(|error| collected.skipped.push(Skipped { path: shown.to_owned(), reason: error.to_string() }))
        else {
            continue;
        };
        let path = entry.path();
        let noted =
            path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)));
        if !noted || path == shown {
            continue;
        }
        let Ok(meta) = fs_err::metadata(path) else {
            collected.skipped.push(Skipped { path: path.to_owned(), reason: "a link that leads nowhere".into() });
            continue;
        };
        if meta.is_dir() {
            continue;
        }
        let key = note_key(root_key, path.strip_prefix(shown).unwrap_or(path));
        admit(path.to_owned(), key, &meta, &mut collected);
    }
    collected.notes.sort();
    Ok(collected)
}

/// Takes a regular file of a size we read.
fn admit(path: PathBuf, key: String, meta: &std::fs::Metadata, collected: &mut Collected) {
    let reason = match () {
        () if !meta.is_file() => "not a regular file".to_owned(),
        () if meta.len() > LARGEST => format!("larger than {} MB", LARGEST >> 20),
        () => {
            let changed = meta.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
            let mtime_ns = changed.map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX));
            collected.notes.push(Found { key, path, size: meta.len(), mtime_ns });
            return;
        }
    };
    collected.skipped.push(Skipped { path, reason });
}

/// Returns the bytes of a file.
///
/// # Errors
/// As the disk reports, with the file's name.
#[expect(clippy::disallowed_methods, reason = "this is the place that reads files")]
pub fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    Ok(std::fs::read(path)
        .map_err(|error| std::io::Error::new(error.kind(), format!("{}: {error}", path.display())))?)
}

/// Reads a file of text; a mark of byte order at its start is no part of it.
///
/// # Errors
/// If the file cannot be read, or is no UTF-8.
pub fn read_text(path: &Path) -> Result<String, FileError> {
    let text = String::from_utf8(read(path)?)
        .map_err(|_| std::io::Error::other(format!("{}: not UTF-8 text", path.display())))?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

/// Makes an empty file that is removed when it is dropped.
///
/// # Errors
/// As the disk reports.
pub fn temporary() -> Result<tempfile::NamedTempFile, FileError> {
    Ok(unfinished::begin()?)
}

/// Makes such a file with these bytes.
///
/// # Errors
/// As the disk reports.
pub fn temporary_of(bytes: &[u8]) -> Result<tempfile::NamedTempFile, FileError> {
    let mut file = temporary()?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Opens a file to be read piece by piece; `-` is the standard input.
///
/// # Errors
/// [`FileError::Missing`] if there is nothing there; else as the disk reports.
pub fn open(path: &Path) -> Result<std::io::BufReader<fs_err::File>, FileError> {
    let path = if path.as_os_str() == "-" { Path::new("/dev/stdin") } else { path };
    if !path.exists() {
        return Err(FileError::Missing { path: path.to_owned() });
    }
    Ok(std::io::BufReader::with_capacity(READ_AT_ONCE, fs_err::File::open(path)?))
}

/// Copies a stream into a file that is removed when it is dropped.
///
/// # Errors
/// As the stream and the disk report.
pub fn spooled(source: &mut impl std::io::Read) -> Result<tempfile::NamedTempFile, FileError> {
    let mut file = unfinished::begin()?;
    std::io::copy(source, &mut file)?;
    Ok(file)
}

/// Copies a database file with what SQLite keeps beside it into a folder that is removed when it
/// is dropped; returns the folder and the copy.
///
/// # Errors
/// As the disk reports.
pub fn copied_database(path: &Path) -> Result<(tempfile::TempDir, PathBuf), FileError> {
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("copy.db");
    fs_err::copy(path, &copy)?;
    if beside(path, "-wal").exists() {
        fs_err::copy(beside(path, "-wal"), beside(&copy, "-wal"))?;
    }
    Ok((folder, copy))
}

/// Returns the files of a folder whose names begin and end like this, in the order of their names.
///
/// # Errors
/// As the disk reports.
pub fn named(folder: &Path, beginning: &str, ending: &str) -> Result<Vec<PathBuf>, FileError> {
    let mut found = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(beginning) && name.ends_with(ending) && entry.path().is_file() {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// Writes a file piece by piece, whole or not at all: beside the target, then in its place.
///
/// # Errors
/// As `write` and the disk report; the target is then as it was.
pub fn write_stream<T, E: From<FileError>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<T, E>,
) -> Result<T, E> {
    let io = |error: std::io::Error| {
        E::from(FileError::Io(std::io::Error::new(error.kind(), format!("{}: {error}", path.display()))))
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = std::io::BufWriter::new(unfinished::begin_in(folder).map_err(io)?);
    let value = write(&mut file)?;
    let file = file.into_inner().map_err(|error| io(error.into_error()))?;
    file.as_file().sync_all().map_err(io)?;
    file.persist(path).map_err(|error| io(error.error))?;
    Ok(value)
}

/// Reads a file of text of at most `largest` bytes.
///
/// # Errors
/// As [`read_text`], and if the file is larger.
pub fn read_text_up_to(path: &Path, largest: u64) -> Result<String, FileError> {
    let size = fs_err::metadata(path).map_err(|_| FileError::Missing { path: path.to_owned() })?.len();
    if size > largest {
        let text = format!("{}: larger than {} MB", path.display(), largest >> 20);
        return Err(std::io::Error::other(text).into());
    }
    read_text(path)
}

/// Writes a file whole or not at all: beside the target, then in its place.
///
/// # Errors
/// As the disk reports; the target is then as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut file = Growing::begin(path)?;
    file.write_all(bytes)?;
    file.finish(Existing::Replace)
}

/// Makes a folder with those above it.
///
/// # Errors
/// As the disk reports.
pub fn make_folder(path: &Path) -> Result<(), FileError> {
    Ok(fs_err::create_dir_all(path)?)
}

/// Writes a file that is not there yet, whole or not at all; where one is, under the same name with
/// a number. A file that says the same already is left as it is. Returns the path.
///
/// # Errors
/// As the disk reports; nothing is overwritten, ever.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<PathBuf, FileError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = unfinished::begin_in(folder)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all())?;
    let (stem, ending) = (path.file_stem().unwrap_or_default(), path.extension().unwrap_or_default());
    for number in 1.. {
        let name = if number == 1 {
            path.to_owned()
        } else {
            path.with_file_name(format!("{}-{number}.{}", stem.to_string_lossy(), ending.to_string_lossy()))
        };
        if name.is_file() && read(&name)? == bytes {
            return Ok(name);
        }
        match file.persist_noclobber(&name) {
            Ok(_) => return Ok(name),
            Err(refused) if refused.error.kind() == std::io::ErrorKind::AlreadyExists => file = refused.file,
            Err(refused) => return Err(refused.error.into()),
        }
    }
    unreachable!("some number is free")
}

/// Returns a name under which a file may stand on any system: letters, digits and a few signs;
/// never one with a meaning, never a path.
pub fn plain_name(name: &str) -> String {
    const LONGEST: usize = 80;
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    let plain = |c: char| if c.is_alphanumeric() || " -_.,()+&'".contains(c) { c } else { '-' };
    let mut out = String::new();
    for c in name.chars().map(plain) {
        if out.len() + c.len_utf8() > LONGEST {
            break;
        }
        out.push(c);
    }
    let out = out.trim_matches(|c: char| c == '.' || c == ' ').to_owned();
    let stem: String = out.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
    match () {
        () if out.is_empty() => "cards".to_owned(),
        () if DEVICES.contains(&stem.as_str()) => format!("{out}_"),
        () => out,
    }
}

/// Returns the path with an addition to its last part.
fn beside(path: &Path, addition: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(addition);
    name.into()
}

/// Returns where the store is kept if nothing else is said; nothing without a home folder.
pub fn store_place() -> Option<PathBuf> {
    strategy().map(|strategy| strategy.in_data_dir("askback.db"))
}

/// Returns where the settings are kept if nothing else is said; nothing without a home folder.
pub fn config_place() -> Option<PathBuf> {
    strategy().map(|strategy| strategy.in_config_dir("config.toml"))
}

/// Returns where what can be made again is kept, for the store at a path; nothing without a home folder.
pub fn cache_place(store: &Path, what: &str) -> Option<PathBuf> {
    let store = std::path::absolute(store).ok()?;
    let name = blake3::hash(store.as_os_str().as_encoded_bytes()).to_hex();
    strategy().map(|strategy| strategy.in_cache_dir(format!("{what}-{}", &name.as_str()[..16])))
}

/// Returns the path that a text names; `~/` at its start is the home folder.
pub fn from_home(text: &str) -> PathBuf {
    let below = text.strip_prefix("~/").zip(strategy());
    below.map_or_else(|| PathBuf::from(text), |(rest, strategy)| strategy.home_dir().join(rest))
}

/// XDG folders on every system, as terminal users expect.
fn strategy() -> Option<etcetera::app_strategy::Xdg> {
    let args = AppStrategyArgs { top_level_domain: String::new(), author: String::new(), app_name: "askback".into() };
    etcetera::app_strategy::Xdg::new(args).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_notes_by_key_and_what_git_ignores_stays_out() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir(place("sub")).unwrap();
        for (name, text) in [
            ("b.md", "b"),
            ("a.txt", "a"),
            ("sub/c.markdown", "c"),
            ("x.png", "x"),
            ("no.md", "n"),
            (".gitignore", "no.md\n"),
        ] {
            write_whole(&place(name), text.as_bytes()).unwrap();
        }
        let keys: Vec<String> = collect(folder.path(), "bio").unwrap().notes.into_iter().map(|note| note.key).collect();
        assert_eq!(keys, ["bio/a.txt", "bio/b.md", "bio/sub/c.markdown"]);
    }

    #[test]
    fn a_file_named_outright_is_read_whatever_its_ending_and_a_missing_one_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("notes.org");
        write_whole(&file, b"x").unwrap();
        assert_eq!(collect(&file, "notes.org").unwrap().notes.len(), 1);
        let missing = collect(&folder.path().join("nothing.md"), "n").unwrap_err();
        assert!(missing.to_string().contains("nothing.md: no such file"));
    }

    #[test]
    fn a_file_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        write_whole(&file, b"one").unwrap();
        write_whole(&file, b"two").unwrap();
        assert_eq!(read(&file).unwrap(), b"two");
        assert!(write_whole(folder.path(), b"x").is_err());
    }
}
