//! `askback add` and `forget`: the learner's notes, where they are and how they are read.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::scan::{self, Keep};
use super::{Done, World, existing};
use crate::error::Problem;
use crate::files::{self, FileError, Found};
use crate::notes::{self, Note, Remark};
use crate::questions::Generated;
use crate::store::{NoteStamp, Root, Store};

/// The notes that come with the program.
pub(super) const BUILT_IN: [(&str, &str); 2] = [
    ("cncf-sigs.md", include_str!("../../decks/cncf-sigs.md")),
    ("kubernetes-sigs.md", include_str!("../../decks/kubernetes-sigs.md")),
];

/// Returns the bytes of a note as they are now, by the path that is shown for it; nothing for one
/// that cannot be read.
pub(super) fn bytes_now(path: &str) -> Option<Vec<u8>> {
    match BUILT_IN.iter().find(|(name, _)| path.strip_prefix("decks/") == Some(name)) {
        Some((_, text)) => Some(text.as_bytes().to_vec()),
        None => files::read(Path::new(path)).ok(),
    }
}

pub(super) fn add(paths: &[PathBuf], world: &mut World<'_>) -> Done {
    // A slip in one path is said before anything is read.
    paths.iter().try_for_each(|path| files::absolute(path).map(drop))?;
    let mut store = world.open()?;
    let mut named: Vec<(&PathBuf, i64)> = Vec::new();
    for path in paths {
        named.push((path, register(path, &mut store)?.id));
    }
    let scan = scan::scan(&mut store, |root| named.iter().any(|(_, id)| *id == root.id), Keep::Yes, world)?;
    let mut skipped = 0;
    for (path, id) in named {
        let scanned = scan.of(id);
        skipped += scanned.skipped;
        world.prose(&scanned.told(&path.display().to_string()))?;
    }
    scan.ask(world)?;
    store.close()?;
    Ok(scan::code(skipped))
}

/// Registers a path; returns its root.
pub(super) fn register(path: &Path, store: &mut Store) -> Result<Root, Problem> {
    let resolved = files::absolute(path)?;
    let kind = if resolved.is_dir() { "folder" } else { "file" };
    let shown = resolved.to_string_lossy().into_owned();
    // A file in a folder that is known already keeps the identity it has there.
    if let Some(root) = store
        .roots()?
        .into_iter()
        .find(|root| !root.hidden && root.kind == "folder" && resolved.starts_with(&root.path))
    {
        return Ok(root);
    }
    let id = store.add_root(&files::root_key(&resolved), &shown, kind)?;
    store
        .roots()?
        .into_iter()
        .find(|root| root.id == id)
        .ok_or_else(|| Problem::failed(format!("{shown}: could not be registered")))
}

/// Returns the decks that a path stands for: those of the notes at and below it.
pub(super) fn decks_at(path: &Path, store: &Store) -> Result<Vec<String>, Problem> {
    let resolved = files::absolute(path)?;
    let roots = store.roots()?.into_iter().filter(|root| !root.hidden && root.kind != "builtin");
    let key = |root: Root| match resolved.strip_prefix(&root.path) {
        Ok(below) => Some(files::note_key(&root.key, below)),
        Err(_) => Path::new(&root.path).starts_with(&resolved).then_some(root.key),
    };
    Ok(roots.filter_map(key).collect())
}

/// Registers the decks that come with the program.
pub(super) fn register_built_in(store: &mut Store) -> Result<(), Problem> {
    store.add_root("sigs", "", "builtin")?;
    Ok(())
}

pub(super) fn forget(path: &Path, world: &mut World<'_>) -> Done {
    let mut store = existing(world)?;
    let shown = files::absolute(path)
        .map_or_else(|_| path.to_string_lossy().into_owned(), |resolved| resolved.to_string_lossy().into_owned());
    let root = store
        .roots()?
        .into_iter()
        .find(|root| !root.hidden && (root.path == shown || root.key == path.to_string_lossy()));
    let root = root.ok_or_else(|| {
        Problem::failed(format!("{}: not among your notes", path.display()))
            .hinted("name a file or folder as you added it; `askback scan` lists them")
    })?;
    store.hide_root(root.id)?;
    world.prose(&format!("{}: its cards are no longer asked; their history stays.", path.display()))?;
    store.close()?;
    Ok(ExitCode::SUCCESS)
}

/// Returns a remark about a note with its place.
pub(super) fn remark(path: &str, remark: &Remark) -> String {
    if remark.line == 0 {
        format!("{path}: {}", remark.text)
    } else {
        format!("{path}:{}: {}", remark.line, remark.text)
    }
}

/// Names what should be hand-written cards and is none, with its place, in the notes at these paths.
pub(super) fn name_malformed(
    generated: &Generated,
    at: impl Fn(&str) -> bool,
    world: &mut World<'_>,
) -> Result<(), Problem> {
    let mut malformed = generated.malformed.iter().filter(|(path, _)| at(path));
    malformed.try_for_each(|(path, malformed)| world.tell(&format!("{path}:{}: {}", malformed.line, malformed.what)))
}

/// Says what a folder without notes lacks.
pub(super) fn empty(folder: &Path) -> String {
    format!("{}: no notes in it; files that end in .md, .markdown or .txt are read", folder.display())
}

/// The notes of a root, built-in ones with their text.
pub(super) type Located = Vec<(Found, Option<&'static [u8]>)>;

/// Finds the notes of a root and counts the files passed over; nothing if the root is gone from
/// the disk: then its cards stay.
pub(super) fn locate(root: &Root, store: &Store, world: &mut World<'_>) -> Result<Option<(Located, usize)>, Problem> {
    if root.kind == "builtin" {
        let size = |text: &str| u64::try_from(text.len()).unwrap_or(u64::MAX);
        let notes = BUILT_IN.iter().map(|(name, text)| {
            (
                Found {
                    key: (*name).to_owned(),
                    path: PathBuf::from(format!("decks/{name}")),
                    size: size(text),
                    mtime_ns: 0,
                },
                Some(text.as_bytes()),
            )
        });
        return Ok(Some((notes.collect(), 0)));
    }
    let Ok(found) = files::collect(Path::new(&root.path), &root.key) else {
        world.tell(&format!("{}: not found; its cards and their history are kept", root.path))?;
        return Ok(None);
    };
    for file in &found.skipped {
        world.tell(&format!("skipped {}: {}", file.path.display(), file.reason))?;
    }
    let mut skipped = found.skipped.len();
    if found.notes.is_empty() && skipped == 0 {
        world.tell(&empty(Path::new(&root.path)))?;
        skipped = 1;
    }
    let apart: Vec<PathBuf> = roots_below(root, store)?;
    let own = found.notes.into_iter().filter(|file| !apart.iter().any(|known| file.path.starts_with(known)));
    Ok(Some((own.map(|file| (file, None)).collect(), skipped)))
}

/// Returns the places below a folder that were known before it: their notes keep the identity they have there.
fn roots_below(root: &Root, store: &Store) -> Result<Vec<PathBuf>, Problem> {
    let others = store.roots()?.into_iter().filter(|other| !other.hidden && other.kind != "builtin");
    let paths = others.map(|other| PathBuf::from(other.path));
    Ok(paths.filter(|path| path != Path::new(&root.path) && path.starts_with(&root.path)).collect())
}

/// Returns the bytes of a note of a root.
pub(super) fn located_bytes((file, built_in): &(Found, Option<&'static [u8]>)) -> Result<Vec<u8>, FileError> {
    built_in.map_or_else(|| files::read(&file.path), |bytes| Ok(bytes.to_vec()))
}

/// Returns what tells that a note is as it is now.
pub(super) fn stamp(file: &Found, bytes: &[u8]) -> NoteStamp {
    NoteStamp {
        key: file.key.clone(),
        path: file.path.to_string_lossy().into_owned(),
        mtime_ns: file.mtime_ns,
        size: i64::try_from(file.size).unwrap_or(i64::MAX),
        hash: *blake3::hash(bytes).as_bytes(),
    }
}

/// Reads one note; tells of what had to be guessed or cannot be read.
pub(super) fn one(file: &Found, bytes: &[u8], world: &mut World<'_>) -> Result<Option<(Note, NoteStamp)>, Problem> {
    let shown = file.path.to_string_lossy();
    match notes::note(&shown, &file.key, bytes) {
        Ok(note) => {
            for found in &note.remarks {
                world.tell(&remark(&shown, found))?;
            }
            Ok(Some((note, stamp(file, bytes))))
        }
        Err(reason) => {
            world.tell(&format!("skipped {shown}: {reason}"))?;
            Ok(None)
        }
    }
}
