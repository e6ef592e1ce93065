//! `askback add`, `forget`, `scan`: the learner's notes and the cards they give.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Done, World, counted, existing};
use crate::deck;
use crate::error::Problem;
use crate::files::{self, Found};
use crate::model::Question;
use crate::notes::{self, Note, Remark};
use crate::questions;
use crate::store::{NoteStamp, Presence, Root, Store};

/// Version of the generator: when it grows, unchanged notes are read again.
const GENERATOR: i64 = 1;

/// The notes that come with the program.
pub(super) const BUILT_IN: [(&str, &str); 2] = [
    ("cncf-sigs.md", include_str!("../../decks/cncf-sigs.md")),
    ("kubernetes-sigs.md", include_str!("../../decks/kubernetes-sigs.md")),
];

/// What a scan found.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    pub(super) notes: usize,
    pub(super) questions: usize,
    pub(super) new: usize,
    pub(super) changed: usize,
    pub(super) gone: usize,
    pub(super) without: usize,
    pub(super) skipped: usize,
    /// Whether anything had to be read.
    pub(super) read: bool,
}

pub(super) fn add(paths: &[PathBuf], world: &mut World<'_>) -> Done {
    // A slip in one path is said before anything is read.
    paths.iter().try_for_each(|path| files::absolute(path).map(drop))?;
    let mut store = world.open()?;
    let mut skipped = 0;
    for path in paths {
        let root = register(path, &mut store)?;
        let scanned = scan_root(&root, &mut store, false, world)?;
        skipped += scanned.skipped;
        world.say(&told(&path.display().to_string(), &scanned))?;
    }
    store.close()?;
    Ok(code(skipped))
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
    world.say(&format!("{}: its cards are no longer asked; their history stays.", path.display()))?;
    store.close()?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn scan(dry_run: bool, world: &mut World<'_>) -> Done {
    let mut store = world.open()?;
    let roots: Vec<Root> = store.roots()?.into_iter().filter(|root| !root.hidden).collect();
    if roots.is_empty() {
        world.say("No notes yet. Add some:  askback add PATH")?;
    }
    let mut skipped = 0;
    for root in roots {
        let scanned = scan_root(&root, &mut store, dry_run, world)?;
        skipped += scanned.skipped;
        let name = if root.kind == "builtin" { "built-in decks" } else { &root.path };
        world.say(&told(name, &scanned))?;
    }
    store.close()?;
    Ok(code(skipped))
}

/// Reads every root again; returns what all of them hold.
pub(super) fn scan_all(store: &mut Store, world: &mut World<'_>) -> Result<Scanned, Problem> {
    let mut all = Scanned::default();
    for root in store.roots()?.into_iter().filter(|root| !root.hidden) {
        let one = scan_root(&root, store, false, world)?;
        all.notes += one.notes;
        all.questions += one.questions;
        all.new += one.new;
        all.changed += one.changed;
        all.gone += one.gone;
        all.without += one.without;
        all.skipped += one.skipped;
        all.read |= one.read;
    }
    Ok(all)
}

impl Scanned {
    /// Returns the exit code of a command that read notes.
    pub(super) fn code(&self) -> ExitCode {
        code(self.skipped)
    }

    /// Returns what changed, in words.
    pub(super) fn changes(&self) -> String {
        let counts = [(self.new, "new"), (self.changed, "with a changed answer"), (self.gone, "gone")];
        let changes: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        if changes.is_empty() { "none new".to_owned() } else { changes.join(", ") }
    }

    /// Returns what is said of passages that give no question.
    pub(super) fn silent(&self) -> String {
        match (self.questions, self.without) {
            (0, _) => " Why, line by line:  askback generate --coverage PATH".to_owned(),
            (_, 0) => String::new(),
            (_, 1) => " 1 passage gives none.".to_owned(),
            (_, many) => format!(" {many} passages give none."),
        }
    }
}

fn code(skipped: usize) -> ExitCode {
    if skipped > 0 { ExitCode::from(3) } else { ExitCode::SUCCESS }
}

fn told(name: &str, scanned: &Scanned) -> String {
    if scanned.notes == 0 {
        return format!("{name}: no notes.");
    }
    if !scanned.read {
        return format!("{name}: nothing changed.");
    }
    let (notes, questions) = (counted(scanned.notes, "note"), counted(scanned.questions, "question"));
    format!("{name}: {notes}, {questions} ({}).{}", scanned.changes(), scanned.silent())
}

/// Returns a remark about a note with its place.
pub(super) fn remark(path: &str, remark: &Remark) -> String {
    if remark.line == 0 {
        format!("{path}: {}", remark.text)
    } else {
        format!("{path}:{}: {}", remark.line, remark.text)
    }
}

/// Reads the notes of a root if any has changed, and keeps what they give unless `dry_run`.
pub(super) fn scan_root(
    root: &Root,
    store: &mut Store,
    dry_run: bool,
    world: &mut World<'_>,
) -> Result<Scanned, Problem> {
    let stamps: BTreeMap<String, NoteStamp> =
        store.stamps(root.id, GENERATOR)?.into_iter().map(|stamp| (stamp.key.clone(), stamp)).collect();
    let Some(found) = locate(root, store, world)? else { return Ok(Scanned { skipped: 1, ..Scanned::default() }) };
    let (files, mut skipped) = found;
    let unchanged = files.len() == stamps.len()
        && files.iter().all(|(file, _)| {
            stamps
                .get(&file.key)
                .is_some_and(|stamp| stamp.mtime_ns == file.mtime_ns && u64::try_from(stamp.size) == Ok(file.size))
        });
    if unchanged {
        return Ok(Scanned { notes: files.len(), skipped, ..Scanned::default() });
    }
    let (mut read, mut fresh) = (Vec::new(), Vec::new());
    for (file, bytes) in &files {
        let bytes = match bytes.map_or_else(|| files::read(&file.path), |bytes| Ok(bytes.to_vec())) {
            Ok(bytes) => bytes,
            Err(error) => {
                world.tell(&format!("skipped {error}"))?;
                skipped += 1;
                continue;
            }
        };
        match one(file, &bytes, world)? {
            Some((note, stamp)) => {
                read.push(note);
                fresh.push(stamp);
            }
            None => skipped += 1,
        }
    }
    let generated = questions::generate(&read);
    let removed: Vec<String> =
        stamps.keys().filter(|key| !fresh.iter().any(|stamp| stamp.key == **key)).cloned().collect();
    let scanned = compared(store, &fresh, &removed, &generated.questions)?;
    if !dry_run {
        store.save_notes(root.id, GENERATOR, &fresh, &removed, &generated.questions, world.now().day)?;
    }
    let without = generated.coverage.iter().filter(|row| row.status == questions::Status::Skipped).count();
    Ok(Scanned { notes: read.len(), without, skipped, ..scanned })
}

/// Says what a folder without notes lacks.
pub(super) fn empty(folder: &Path) -> String {
    format!("{}: no notes in it; files that end in .md, .markdown or .txt are read", folder.display())
}

type Located = (Vec<(Found, Option<&'static [u8]>)>, usize);

/// Finds the notes of a root; nothing if the root is gone from the disk: then its cards stay.
fn locate(root: &Root, store: &Store, world: &mut World<'_>) -> Result<Option<Located>, Problem> {
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

/// Reads one note; tells of what had to be guessed or cannot be read.
fn one(file: &Found, bytes: &[u8], world: &mut World<'_>) -> Result<Option<(Note, NoteStamp)>, Problem> {
    let shown = file.path.to_string_lossy();
    match notes::note(&shown, &file.key, bytes) {
        Ok(note) => {
            for found in &note.remarks {
                world.tell(&remark(&shown, found))?;
            }
            let stamp = NoteStamp {
                key: file.key.clone(),
                path: shown.into_owned(),
                mtime_ns: file.mtime_ns,
                size: i64::try_from(file.size).unwrap_or(i64::MAX),
                hash: *blake3::hash(bytes).as_bytes(),
            };
            Ok(Some((note, stamp)))
        }
        Err(reason) => {
            world.tell(&format!("skipped {shown}: {reason}"))?;
            Ok(None)
        }
    }
}

/// Counts what the questions found change among the cards held.
fn compared(store: &Store, fresh: &[NoteStamp], removed: &[String], found: &[Question]) -> Result<Scanned, Problem> {
    let concerned = |note: &str| removed.iter().any(|key| key == note) || fresh.iter().any(|stamp| stamp.key == note);
    let held: Vec<_> = store.cards()?.into_iter().filter(|held| concerned(&held.question.note)).collect();
    let changes = deck::compare(held.iter().map(|held| (&held.question, held.presence == Presence::Present)), found);
    Ok(Scanned {
        questions: found.len(),
        new: changes.new.len() + changes.returned.len(),
        changed: changes.changed.len(),
        gone: changes.gone.len(),
        read: true,
        ..Scanned::default()
    })
}
