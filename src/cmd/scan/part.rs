//! After an edit only what it concerns is made anew: the notes that share a prompt or a subject with
//! the edited ones, and those that must be seen to vet these. The store knows which they are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::notes::{located_bytes, remark, stamp};
use super::root::Edits;
use crate::error::Problem;
use crate::notes::{self, Note};
use crate::questions::{self, Abbreviations, Generated, Part, subject_key};
use crate::store::{NoteStamp, Root, Store, StoreError};

/// What was read of a root.
pub(super) struct Read {
    /// Every note that was made anew.
    pub(super) stamps: Vec<NoteStamp>,
    pub(super) generated: Generated,
    /// Paths of the new and changed notes.
    pub(super) fresh: BTreeSet<String>,
    /// What is to be said of those.
    pub(super) told: Vec<String>,
    /// New files that cannot be read.
    pub(super) skipped: usize,
}

/// Why a root cannot be read in part.
pub(super) enum Stop {
    /// The edits concern too much of it, or a file is not as it was when it was read.
    All,
    Problem(Problem),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Problem(error.into())
    }
}

/// Short and long forms, by the note that explains them.
type Meanings = BTreeMap<String, Vec<(String, String)>>;

/// Makes anew what edits of a root concern.
pub(super) fn read(root: &Root, edits: &Edits<'_>, store: &Store) -> Result<Read, Stop> {
    if (edits.fresh.len() + edits.removed.len()) * 2 > edits.known.len() {
        return Err(Stop::All);
    }
    let mut reader = Reader::new(root, edits, store)?;
    reader.read_fresh()?;
    let (before, after) = reader.meanings()?;
    let mut wanted = reader.part.concerned();
    wanted.extend(reader.fresh.keys().map(|key| Arc::from(key.as_str())));
    if before != after {
        let differs = |answer: &str| !before.agree_on(&after, answer);
        wanted.extend(store.notes_answering(root.id, differs)?.into_iter().map(Arc::from));
    }
    wanted.retain(|key| !edits.removed.iter().any(|removed| **removed == **key));
    let mut generated = reader.generate(&mut wanted, &after)?;
    reader.give_options(&mut generated, &wanted)?;
    Ok(reader.finish(generated, &wanted))
}

/// The notes of a root, read as they are needed.
struct Reader<'a> {
    root: i64,
    store: &'a Store,
    edits: &'a Edits<'a>,
    /// Places among the files, by key.
    places: BTreeMap<&'a str, usize>,
    part: Part,
    /// The new and changed notes as they are now.
    fresh: BTreeMap<String, NoteStamp>,
    told: Vec<String>,
    skipped: usize,
}

impl<'a> Reader<'a> {
    fn new(root: &Root, edits: &'a Edits<'a>, store: &'a Store) -> Result<Self, Stop> {
        let fresh = edits.fresh.iter().map(|place| &edits.files[*place].0.key);
        let mut former = Vec::new();
        for key in edits.removed.iter().chain(fresh) {
            former.extend(store.ties_of(key)?);
        }
        Ok(Self {
            root: root.id,
            store,
            edits,
            places: edits.files.iter().enumerate().map(|(place, (file, _))| (&*file.key, place)).collect(),
            part: Part::of(former),
            fresh: BTreeMap::new(),
            told: Vec::new(),
            skipped: 0,
        })
    }

    /// Reads the new and changed notes, and all that share a prompt with what they hold or held.
    fn read_fresh(&mut self) -> Result<(), Stop> {
        for place in &self.edits.fresh {
            let (file, _) = &self.edits.files[*place];
            let shown = file.path.to_string_lossy();
            let read = located_bytes(&self.edits.files[*place]).map_err(|error| format!("skipped {error}"));
            let read = read.and_then(|bytes| {
                let note = notes::note(&shown, &file.key, &bytes).map_err(|why| format!("skipped {shown}: {why}"))?;
                Ok((note, stamp(file, &bytes)))
            });
            match read {
                Ok((note, stamp)) => {
                    self.told.extend(note.remarks.iter().map(|found| remark(&shown, found)));
                    self.part.add(note);
                    self.part.reach(&file.key);
                    self.fresh.insert(file.key.clone(), stamp);
                }
                // Its cards stay, but what it says is no longer looked at.
                Err(_) if self.edits.known.contains_key(&file.key) => return Err(Stop::All),
                Err(why) => {
                    self.told.push(why);
                    self.skipped += 1;
                }
            }
        }
        self.grow()
    }

    /// Reads further notes until none shares a prompt with a draft reached.
    fn grow(&mut self) -> Result<(), Stop> {
        loop {
            let keys = self.part.spread();
            if keys.is_empty() {
                return Ok(());
            }
            for note in self.tied(&keys)? {
                self.take(&note)?;
            }
        }
    }

    /// Returns the notes with one of these keys, those left out that are there no more.
    fn tied(&self, keys: &[u32]) -> Result<BTreeSet<String>, Stop> {
        let mut found = self.store.notes_tied(self.root, keys)?;
        found.retain(|note| !self.edits.removed.contains(note));
        Ok(found)
    }

    /// Takes in a note that is as it was when it was last read.
    fn take(&mut self, key: &str) -> Result<(), Stop> {
        if self.part.holds(key) {
            return Ok(());
        }
        let place = *self.places.get(key).ok_or(Stop::All)?;
        let bytes = located_bytes(&self.edits.files[place]).map_err(|_| Stop::All)?;
        let known = self.edits.known.get(key).ok_or(Stop::All)?;
        if blake3::hash(&bytes).as_bytes() != &known.stamp.hash || self.part.len() * 2 > self.edits.known.len() {
            return Err(Stop::All);
        }
        self.part.add(self.note(place, &bytes)?);
        Ok(())
    }

    fn note(&self, place: usize, bytes: &[u8]) -> Result<Note, Stop> {
        let (file, _) = &self.edits.files[place];
        notes::note(&file.path.to_string_lossy(), &file.key, bytes).map_err(|_| Stop::All)
    }

    /// Returns the abbreviations of the root before and after the edits.
    fn meanings(&self) -> Result<(Abbreviations, Abbreviations), Stop> {
        let of = |meanings: &Meanings| {
            Abbreviations::of(meanings.values().flatten().map(|(short, long)| (&**short, &**long)))
        };
        let mut meanings = self.store.meanings(self.root)?;
        let before = of(&meanings);
        for key in &self.edits.removed {
            meanings.remove(key);
        }
        for key in self.fresh.keys() {
            meanings.insert(key.clone(), self.part.meanings(key));
        }
        Ok((before, of(&meanings)))
    }

    /// Makes the questions of the notes wanted, and wants those too whose options follow from them.
    fn generate(&mut self, wanted: &mut BTreeSet<Arc<str>>, short: &Abbreviations) -> Result<Generated, Stop> {
        loop {
            for key in wanted.iter() {
                self.take(key)?;
                self.part.reach(key);
            }
            self.grow()?;
            let generated = self.part.generate(wanted, short);
            let more = self.tied(&self.subjects_changed(&generated, wanted)?)?;
            let many = wanted.len();
            wanted.extend(more.into_iter().map(Arc::from));
            if wanted.len() == many {
                return Ok(generated);
            }
        }
    }

    /// Returns the keys of the subjects of which other things are said than before.
    fn subjects_changed(&self, generated: &Generated, wanted: &BTreeSet<Arc<str>>) -> Result<Vec<u32>, Stop> {
        let mut before: BTreeSet<(String, String, String)> = BTreeSet::new();
        for note in wanted.iter().map(AsRef::as_ref).chain(self.edits.removed.iter().map(String::as_str)) {
            let said = self.store.statements_in(note)?;
            before.extend(said.into_iter().map(|said| (note.to_owned(), said.subject, said.object)));
        }
        let now = generated.questions.iter().map(|question| {
            let said = &question.statement;
            (question.note.to_string(), said.subject.clone(), said.object.clone())
        });
        let now = now.collect();
        let changed = before.symmetric_difference(&now).map(|(_, subject, _)| subject_key(subject));
        Ok(changed.collect::<BTreeSet<u32>>().into_iter().collect())
    }

    /// Gives options to questions, with what notes not made anew say of the same subjects.
    fn give_options(&self, generated: &mut Generated, wanted: &BTreeSet<Arc<str>>) -> Result<(), Stop> {
        let subjects = generated.questions.iter().map(|question| subject_key(&question.statement.subject));
        let subjects: BTreeSet<u32> = subjects.collect();
        let mut said = Vec::new();
        for note in self.tied(&subjects.into_iter().collect::<Vec<u32>>())? {
            if !wanted.contains(note.as_str()) {
                said.extend(self.store.statements_in(&note)?);
            }
        }
        questions::give_options(&mut generated.questions, &said);
        Ok(())
    }

    fn finish(self, generated: Generated, wanted: &BTreeSet<Arc<str>>) -> Read {
        let known = |key: &Arc<str>| self.edits.known.get(&**key).map(|note| note.stamp.clone());
        let stamps = wanted.iter().filter_map(|key| self.fresh.get(&**key).cloned().or_else(|| known(key)));
        Read {
            stamps: stamps.collect(),
            generated,
            fresh: self.fresh.values().map(|stamp| stamp.path.clone()).collect(),
            told: self.told,
            skipped: self.skipped,
        }
    }
}
