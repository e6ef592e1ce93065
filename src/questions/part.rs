//! Some notes of many vetted again: those that were edited, those that an edit concerns, and those
//! that must be seen with them. What comes of them is what all notes together would give.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::facts::{self, Facts};
use crate::notes::Note;

use super::ties::Tie;
use super::{Abbreviations, Generated, Ties, settled, vet_note};

type Keys = HashSet<u32, FxBuildHasher>;

/// The notes read so far, and how far the edit is known to reach.
#[derive(Default)]
pub struct Part {
    notes: BTreeMap<Arc<str>, Held>,
    /// Links of the drafts reached.
    links: Keys,
    /// Keys that edited notes had before.
    former: Keys,
    /// Keys by which notes were looked for.
    sought: Keys,
}

/// One note with what it states.
struct Held {
    note: Note,
    facts: Facts,
    ties: Vec<Tie>,
    /// Which of its drafts are reached.
    reached: Vec<bool>,
}

impl Part {
    /// Begins with the keys that edited and removed notes had before.
    pub fn of(former: impl IntoIterator<Item = u32>) -> Self {
        Self { former: former.into_iter().collect(), ..Self::default() }
    }

    /// Takes a note in.
    pub fn add(&mut self, note: Note) {
        let facts = facts::read(&note);
        let ties: Vec<Tie> = vet_note(&note, &facts).kept.iter().map(Tie::of).collect();
        let reached = vec![false; ties.len()];
        self.notes.insert(note.key.clone(), Held { note, facts, ties, reached });
    }

    /// Tells whether a note was taken in.
    pub fn holds(&self, key: &str) -> bool {
        self.notes.contains_key(key)
    }

    /// Returns how many notes were taken in.
    pub fn len(&self) -> usize {
        self.notes.len()
    }

    /// Tells whether no note was taken in.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// Reaches every draft of a note.
    pub fn reach(&mut self, key: &str) {
        if let Some(held) = self.notes.get_mut(key) {
            held.reached.fill(true);
            self.links.extend(held.ties.iter().flat_map(|tie| &tie.links));
        }
    }

    /// Reaches every draft that one reached already decides about or is decided by, and returns the
    /// keys by which to look for further notes with such drafts; each is returned once.
    pub fn spread(&mut self) -> Vec<u32> {
        let mut grows = true;
        while grows {
            grows = false;
            for held in self.notes.values_mut() {
                for (tie, reached) in held.ties.iter().zip(&mut held.reached).filter(|(_, reached)| !**reached) {
                    *reached = tie.links.iter().any(|link| self.links.contains(link))
                        || tie.keys.iter().any(|key| self.former.contains(key));
                    if *reached {
                        self.links.extend(&tie.links);
                        grows = true;
                    }
                }
            }
        }
        let drafts = self.notes.values().flat_map(|held| held.ties.iter().zip(&held.reached));
        let keys = drafts.filter(|(_, reached)| **reached).flat_map(|(tie, _)| &tie.keys).chain(&self.former);
        let fresh: BTreeSet<u32> = keys.filter(|key| !self.sought.contains(key)).copied().collect();
        self.sought.extend(&fresh);
        fresh.into_iter().collect()
    }

    /// Returns the notes of which a draft is reached.
    pub fn concerned(&self) -> BTreeSet<Arc<str>> {
        let concerned = self.notes.iter().filter(|(_, held)| held.reached.contains(&true));
        concerned.map(|(key, _)| key.clone()).collect()
    }

    /// Returns the abbreviations that a note explains.
    pub fn meanings(&self, key: &str) -> Vec<(String, String)> {
        let held = self.notes.get(key);
        held.map(|held| Ties::of(&[], &held.facts).meanings).unwrap_or_default()
    }

    /// Returns what notes give, every draft of which is reached with all that it leads to; their
    /// questions without options.
    pub fn generate(&self, wanted: &BTreeSet<Arc<str>>, short: &Abbreviations) -> Generated {
        let read: Vec<(&Note, &Facts)> = self.notes.values().map(|held| (&held.note, &held.facts)).collect();
        settled(&read, short, Some(wanted))
    }
}
