//! One root read again: all of its notes, or only those that an edit concerns.

use std::collections::{BTreeMap, BTreeSet};

use super::super::World;
use super::super::notes::{self, Located, locate, located_bytes, one};
use super::part::{self, Stop};
use crate::error::Problem;
use crate::model::Question;
use crate::questions::{self, Coverage, Generated, Status};
use crate::store::{Given, KnownNote, NoteReading, NoteStamp, Root, RootReading, SilentLines, Store};

/// Version of the generator: when it grows, unchanged notes are read again.
pub(super) const GENERATOR: i64 = 4;

/// One root, read or found unchanged.
pub(super) struct RootRead {
    pub(super) root: Root,
    /// What was read; nothing if nothing changed.
    pub(super) reading: Option<RootReading>,
    /// The questions of the notes read.
    pub(super) found: Vec<Question>,
    /// Whether notes were passed over since nothing that changed concerns them.
    pub(super) in_part: bool,
    /// Notes in all.
    pub(super) notes: usize,
    /// What they give in all.
    pub(super) given: Given,
    pub(super) skipped: usize,
    pub(super) away: bool,
}

/// How the files of a root differ from what was last read.
pub(super) struct Edits<'a> {
    /// The files there are.
    pub(super) files: &'a Located,
    /// The notes that were read, by key.
    pub(super) known: &'a BTreeMap<String, KnownNote>,
    /// Places among the files of those that are new or changed.
    pub(super) fresh: Vec<usize>,
    /// Notes that are there no more.
    pub(super) removed: Vec<String>,
}

/// Reads the notes of a root if any has changed.
pub(super) fn read(root: Root, store: &Store, world: &mut World<'_>) -> Result<RootRead, Problem> {
    let known: BTreeMap<String, KnownNote> =
        store.notes_of(root.id)?.into_iter().map(|note| (note.stamp.key.clone(), note)).collect();
    let Some((files, skipped)) = locate(&root, store, world)? else {
        return Ok(RootRead { skipped: 1, ..RootRead::untouched(root, true) });
    };
    let mut done = RootRead { notes: files.len(), skipped, ..RootRead::untouched(root, false) };
    let edits = Edits::between(&files, &known);
    if edits.fresh.is_empty() && edits.removed.is_empty() {
        done.given = sum(known.values().map(|note| note.given));
        return Ok(done);
    }
    match part::read(&done.root, &edits, store) {
        Ok(read) => done.take_part(read, &edits, world)?,
        Err(Stop::All) => done.read(&files, edits.removed, world)?,
        Err(Stop::Problem(problem)) => return Err(problem),
    }
    Ok(done)
}

impl<'a> Edits<'a> {
    fn between(files: &'a Located, known: &'a BTreeMap<String, KnownNote>) -> Self {
        let is_same = |known: &KnownNote, mtime_ns: i64, size: u64| {
            known.generator == GENERATOR
                && known.stamp.mtime_ns == mtime_ns
                && u64::try_from(known.stamp.size) == Ok(size)
        };
        let fresh = files.iter().enumerate().filter(|(_, (file, _))| {
            !known.get(&file.key).is_some_and(|known| is_same(known, file.mtime_ns, file.size))
        });
        let keys: BTreeSet<&str> = files.iter().map(|(file, _)| &*file.key).collect();
        let removed = known.keys().filter(|key| !keys.contains(key.as_str()));
        Self { files, known, fresh: fresh.map(|(place, _)| place).collect(), removed: removed.cloned().collect() }
    }
}

impl RootRead {
    pub(super) const fn untouched(root: Root, away: bool) -> Self {
        let given = Given { questions: 0, facts: 0, silent: 0 };
        Self { root, reading: None, found: Vec::new(), in_part: false, notes: 0, given, skipped: 0, away }
    }

    /// Reads all notes and makes their questions; a note that cannot be read keeps its cards.
    fn read(&mut self, files: &Located, removed: Vec<String>, world: &mut World<'_>) -> Result<(), Problem> {
        let (mut notes, mut stamps) = (Vec::new(), Vec::new());
        for located in files {
            let bytes = match located_bytes(located) {
                Ok(bytes) => bytes,
                Err(error) => {
                    world.tell(&format!("skipped {error}"))?;
                    self.skipped += 1;
                    continue;
                }
            };
            match one(&located.0, &bytes, world)? {
                Some((note, stamp)) => {
                    notes.push(note);
                    stamps.push(stamp);
                }
                None => self.skipped += 1,
            }
        }
        let mut generated = questions::generate(&notes);
        notes::name_malformed(&generated, |_| true, world)?;
        self.notes = notes.len();
        let read = readings(stamps, &mut generated);
        self.given = sum(read.iter().map(|note| note.given));
        self.found = generated.questions;
        self.reading = Some(RootReading { root: self.root.id, notes: read, removed });
        Ok(())
    }

    /// Takes over what was read of the notes that edits concern.
    fn take_part(&mut self, mut read: part::Read, edits: &Edits<'_>, world: &mut World<'_>) -> Result<(), Problem> {
        read.told.iter().try_for_each(|text| world.tell(text))?;
        notes::name_malformed(&read.generated, |path| read.fresh.contains(path), world)?;
        let notes = readings(read.stamps, &mut read.generated);
        let again: BTreeSet<&str> = notes.iter().map(|note| &*note.stamp.key).collect();
        let gone = |key: &String| edits.removed.contains(key);
        let rest = edits.known.iter().filter(|(key, _)| !again.contains(key.as_str()) && !gone(key));
        let rest: Vec<Given> = rest.map(|(_, note)| note.given).collect();
        self.notes = rest.len() + notes.len();
        self.given = sum(rest.into_iter().chain(notes.iter().map(|note| note.given)));
        self.skipped += read.skipped;
        self.in_part = true;
        self.found = read.generated.questions;
        self.reading = Some(RootReading { root: self.root.id, notes, removed: edits.removed.clone() });
        Ok(())
    }

    /// Tells whether a note belongs to this root.
    pub(super) fn has(&self, note: &str) -> bool {
        note == self.root.key
            || self.root.kind == "builtin" && notes::BUILT_IN.iter().any(|(name, _)| *name == note)
            || note.strip_prefix(&*self.root.key).is_some_and(|rest| rest.starts_with('/'))
    }
}

fn sum(given: impl Iterator<Item = Given>) -> Given {
    given.fold(Given::default(), |all, one| Given {
        questions: all.questions + one.questions,
        facts: all.facts + one.facts,
        silent: all.silent + one.silent,
    })
}

/// Returns what is kept of each note beside its cards.
fn readings(stamps: Vec<NoteStamp>, generated: &mut Generated) -> Vec<NoteReading> {
    let mut silent = silent(&generated.coverage);
    let mut families: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for question in &generated.questions {
        families.entry(&question.note).or_default().push(question.family);
    }
    let ties = &mut generated.ties;
    let reading = |stamp: NoteStamp| {
        let silent = silent.remove(&*stamp.path).unwrap_or_default();
        let families = families.remove(&*stamp.key).unwrap_or_default();
        let questions = families.len();
        let facts = families.into_iter().collect::<BTreeSet<u64>>().len();
        let ties = ties.remove(&*stamp.key).unwrap_or_default();
        NoteReading { given: Given { questions, facts, silent: silent.len() }, stamp, silent, ties }
    };
    stamps.into_iter().map(reading).collect()
}

/// Returns the passages that give no question, by the paths of their notes.
fn silent(coverage: &[Coverage]) -> BTreeMap<&str, Vec<SilentLines>> {
    let mut silent: BTreeMap<&str, Vec<SilentLines>> = BTreeMap::new();
    for row in coverage.iter().filter(|row| row.status == Status::Skipped) {
        let reason = row.reason.clone().unwrap_or_default();
        let passage = SilentLines { line: row.line, end_line: row.end_line, reason };
        silent.entry(&row.path).or_default().push(passage);
    }
    silent
}
