//! Packages: one member of a zip archive is unpacked, within limits counted on the bytes that
//! really come out. No name in an archive is ever used as a path.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use tempfile::NamedTempFile;
use zip::ZipArchive;

use super::FileError;

/// What an archive may hold; more is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that may come out of it, all stages of unpacking together.
    pub bytes: u64,
    /// Bytes that its collection may have.
    pub collection: u64,
    /// Entries that it may have.
    pub entries: u64,
    /// How many times larger than it was packed something may be, once it is larger than
    /// [`RATIO_FROM`].
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 1 << 30, collection: 512 << 20, entries: 65_536, ratio: 200 }
    }
}

/// Bytes below which any ratio is harmless.
const RATIO_FROM: u64 = 10 << 20;

/// The longest table of contents: every entry with a name of some length.
const LONGEST_CONTENTS: u64 = 32 << 20;

/// Collections by the names that Anki gives them, the newest form first.
const COLLECTIONS: [&str; 3] = ["collection.anki21b", "collection.anki21", "collection.anki2"];

/// The newest form of package that is read (the first field of its `meta`).
const NEWEST: u8 = 3;

/// The collection of a package, unpacked into a file that is removed when it is dropped.
#[derive(Debug)]
pub struct Package {
    /// The SQLite file.
    pub collection: NamedTempFile,
    /// Whether it is of the oldest form, which newer packages hold as a stub only.
    pub oldest: bool,
    /// Entries that are no part of the collection: media.
    pub others: usize,
}

/// Unpacks the collection of a package of Anki.
///
/// # Errors
/// If the file is no such package, is damaged, or passes a limit; then the text names the flag that
/// raises it. Nothing is left behind.
pub fn unpacked(path: &Path, limits: Limits) -> Result<Package, FileError> {
    unpack(path, limits).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())).into())
}

fn unpack(path: &Path, limits: Limits) -> io::Result<Package> {
    let mut file = super::open(path).map_err(io::Error::other)?;
    refuse_contents(&mut file, limits)?;
    let mut archive = ZipArchive::new(file).map_err(|error| not_sound(&error))?;
    if archive.len() as u64 > limits.entries {
        return Err(too_many(archive.len() as u64, limits));
    }
    let version = meta(&mut archive)?;
    let wanted = if version == Some(NEWEST) { &COLLECTIONS[..1] } else { &COLLECTIONS[..] };
    let name = wanted.iter().find(|name| archive.index_for_name(name).is_some());
    let name = *name.ok_or_else(|| io::Error::other("a zip file, but no package of Anki: it holds no collection"))?;
    let mut member = archive.by_name(name).map_err(|error| not_sound(&error))?;
    let packed = member.compressed_size();
    let mut budget = Budget { left: limits.bytes, limits };
    let plain = budget.copy(&mut member, packed)?;
    drop(member);
    let collection = if name == COLLECTIONS[0] { budget.unzstd(plain)? } else { plain };
    let known = |entry: &str| COLLECTIONS.contains(&entry) || entry == "meta" || entry == "media";
    let others = archive.file_names().filter(|entry| !entry.as_ref().is_ok_and(|name| known(name))).count();
    Ok(Package { collection, oldest: name == COLLECTIONS[2], others })
}

/// Returns the form that a package says it has; nothing of one from before forms were named.
fn meta(archive: &mut ZipArchive<impl Read + Seek>) -> io::Result<Option<u8>> {
    let Ok(mut member) = archive.by_name("meta") else { return Ok(None) };
    let mut bytes = Vec::new();
    member.by_ref().take(64).read_to_end(&mut bytes)?;
    // Protocol buffers: field 1, a number.
    match bytes[..] {
        [8, version @ ..=NEWEST, ..] => Ok(Some(version)),
        _ => Err(io::Error::other("made by a newer Anki; export it again with `Support older Anki versions`")),
    }
}

/// Refuses an archive by its table of contents before that is read: by its length and by the
/// number of entries.
fn refuse_contents(file: &mut (impl Read + Seek), limits: Limits) -> io::Result<()> {
    const END: [u8; 4] = [b'P', b'K', 5, 6];
    const END_64: [u8; 4] = [b'P', b'K', 6, 6];
    const LONGEST_TAIL: u64 = 22 + 65_535 + 76;
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST_TAIL)))?;
    let mut tail = Vec::new();
    file.take(LONGEST_TAIL).read_to_end(&mut tail)?;
    file.seek(SeekFrom::Start(0))?;
    let number = |at: usize, bytes: usize| -> u64 {
        tail.get(at..at + bytes).unwrap_or_default().iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
    };
    let place = |mark: [u8; 4]| tail.windows(4).rposition(|window| window == mark);
    let Some(end) = place(END) else {
        return Err(io::Error::other("no package of Anki, or a truncated one: not a zip file"));
    };
    let (mut entries, mut contents) = (number(end + 10, 2), number(end + 12, 4));
    if let Some(end) = place(END_64) {
        (entries, contents) = (entries.max(number(end + 32, 8)), contents.max(number(end + 40, 8)));
    }
    match () {
        () if entries > limits.entries && entries != 0xffff => Err(too_many(entries, limits)),
        () if contents > LONGEST_CONTENTS && contents != 0xffff_ffff => {
            Err(io::Error::other("its table of contents is longer than any package needs"))
        }
        () => Ok(()),
    }
}

fn too_many(entries: u64, limits: Limits) -> io::Error {
    io::Error::other(format!("{entries} entries; at most {} are read (--max-entries N raises that)", limits.entries))
}

fn not_sound(error: &zip::result::ZipError) -> io::Error {
    use zip::result::ZipError::{FileNotFound, InvalidPassword, UnsupportedArchive};
    let why = match error {
        UnsupportedArchive(why) => format!("packed in a way that is not read ({why})"),
        InvalidPassword => "encrypted".to_owned(),
        FileNotFound => "it holds no collection".to_owned(),
        other => format!("damaged ({other})"),
    };
    io::Error::other(format!("the zip file is {why}"))
}

/// Bytes that may still come out.
struct Budget {
    left: u64,
    limits: Limits,
}

impl Budget {
    /// Copies what comes out of `source`, which was packed into `packed` bytes, into a new file.
    fn copy(&mut self, source: &mut impl Read, packed: u64) -> io::Result<NamedTempFile> {
        let mut file = super::unfinished::begin()?;
        let mut buffer = vec![0; 64 << 10];
        let mut size = 0;
        loop {
            let read = source.read(&mut buffer).map_err(|error| io::Error::other(format!("damaged ({error})")))?;
            if read == 0 {
                break;
            }
            size += read as u64;
            self.left = self.left.saturating_sub(read as u64);
            self.refuse(size, packed)?;
            file.write_all(&buffer[..read])?;
        }
        file.flush()?;
        Ok(file)
    }

    fn refuse(&self, size: u64, packed: u64) -> io::Result<()> {
        let Limits { bytes, collection, ratio, .. } = self.limits;
        let what = match () {
            () if size > collection => {
                format!("its collection is larger than {} MB (--max-collection MB raises that)", collection >> 20)
            }
            () if self.left == 0 => format!("more than {} MB come out of it (--max-total MB raises that)", bytes >> 20),
            () if size > RATIO_FROM && size / ratio > packed => {
                format!("unpacked it is more than {ratio} times as large (--max-ratio N raises that)")
            }
            () => return Ok(()),
        };
        Err(io::Error::other(what))
    }

    /// Unpacks the second stage of newer packages.
    fn unzstd(&mut self, packed: NamedTempFile) -> io::Result<NamedTempFile> {
        let mut source = packed.reopen()?;
        let length = source.metadata()?.len();
        let frame = ruzstd::decoding::StreamingDecoder::new(&mut source);
        let mut frame = frame.map_err(|error| io::Error::other(format!("damaged ({error})")))?;
        self.copy(&mut frame, length)
    }
}

/// Writes a zip archive of files under the names given, whole or not at all; the same files give
/// the same bytes.
///
/// # Errors
/// As the disk reports; the target is then as it was.
pub fn write_package(path: &Path, members: &[(&str, &Path)]) -> Result<(), FileError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = super::unfinished::begin_in(folder)?;
    let mut archive = zip::ZipWriter::new(&mut file);
    let options = zip::write::SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, source) in members {
        archive.start_file(*name, options).map_err(io::Error::other)?;
        io::copy(&mut super::open(source)?, &mut archive)?;
    }
    archive.finish().map_err(io::Error::other)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
