//! What an exam is made over: the notes as they are now, and the domain of each question.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use rayon::prelude::*;

use super::super::settings::Key;
use super::super::{World, deck_of, notes, scan};
use super::blueprint::OF_BUILT_IN;
use crate::error::Problem;
use crate::exam::{Blueprint, Fed, has_options};
use crate::files;
use crate::model::Question;
use crate::questions::Siblings;
use crate::store::{Presence, Store};

/// What an exam is made over.
pub(super) struct Ground {
    /// All questions among which wrong options are found.
    pub(super) questions: Vec<Question>,
    /// Those that may be asked, each with its domain.
    pub(super) fed: Vec<Fed>,
    /// They are those of the built-in decks, which are not among the learner's notes.
    pub(super) foreign: bool,
}

impl Ground {
    /// Finds what a blueprint is made over. The one of the built-in decks can be taken without having
    /// them among one's notes; where `typed` names it, they are read for the exam alone.
    pub(super) fn of(blueprint: &Blueprint, typed: Option<&str>, questions: Vec<Question>) -> Self {
        let fed = in_domains(blueprint, questions.clone(), &mut Tags::of(blueprint));
        if !fed.is_empty() || typed != Some(OF_BUILT_IN) {
            return Self { questions, fed, foreign: false };
        }
        let named =
            |(name, text): (&str, &str)| crate::notes::note(&format!("decks/{name}"), name, text.as_bytes()).ok();
        let read: Vec<_> = notes::BUILT_IN.into_iter().filter_map(named).collect();
        let questions = crate::questions::generate(&read).questions;
        let fed = in_domains(blueprint, questions.clone(), &mut Tags { asked: false, known: BTreeMap::new() });
        Self { foreign: !fed.is_empty(), questions, fed }
    }
}

/// Reads the notes again, the built-in decks where there are none; returns the exit code of a
/// command that passed over files.
pub(in crate::cmd) fn read_notes(store: &mut Store, world: &mut World<'_>) -> Result<ExitCode, Problem> {
    if store.roots()?.iter().all(|root| root.hidden) {
        notes::register_built_in(store)?;
        world.tell("No notes yet, so this is about the built-in decks on the SIGs of the CNCF and of Kubernetes.")?;
        world.tell("To be examined on your own:  askback add PATH/TO/NOTES")?;
    }
    Ok(scan::scan_all(store, world)?.code())
}

/// Returns the questions that may be asked: in the notes, of a deck that is asked, not suspended.
pub(in crate::cmd) fn questions(store: &Store, world: &World<'_>) -> Result<Vec<Question>, Problem> {
    let records = store.records()?;
    let suspended =
        |question: &Question| records.get(&question.id).is_some_and(|record| record.standing.suspended.is_some());
    let asked = |question: &Question| world.settings().is_on(Key::Cards, Some(deck_of(&question.note)));
    let held = store.cards()?.into_iter().filter(|held| held.presence == Presence::Present);
    Ok(held.map(|held| held.question).filter(|question| asked(question) && !suspended(question)).collect())
}

/// Returns those of the questions that the domains of a blueprint ask, each with its domain.
pub(in crate::cmd) fn fed(blueprint: &Blueprint, questions: Vec<Question>) -> Vec<Fed> {
    in_domains(blueprint, questions, &mut Tags::of(blueprint))
}

/// Returns the questions that a domain asks. Which of them have good options is looked for on every core
/// of the machine.
fn in_domains(blueprint: &Blueprint, questions: Vec<Question>, tags: &mut Tags) -> Vec<Fed> {
    let domains: Vec<Option<usize>> =
        questions.iter().map(|question| blueprint.domain_of(question, tags.of_note(question))).collect();
    let siblings = Siblings::of(&questions);
    let placed = questions.par_iter().zip(domains);
    let placed: Vec<Option<(usize, bool)>> =
        placed.map(|(question, domain)| Some((domain?, has_options(question, &siblings)))).collect();
    let fed = |(question, placed): (Question, Option<(usize, bool)>)| {
        let (domain, choice) = placed?;
        Some(Fed { question, domain, choice })
    };
    questions.into_iter().zip(placed).filter_map(fed).collect()
}

/// The tags of notes, each read once.
struct Tags {
    asked: bool,
    known: BTreeMap<Arc<str>, Vec<String>>,
}

impl Tags {
    fn of(blueprint: &Blueprint) -> Self {
        Self { asked: blueprint.asks_for_tags(), known: BTreeMap::new() }
    }

    /// Returns the tags of the note of a question; none of one that cannot be read now.
    fn of_note(&mut self, question: &Question) -> &[String] {
        if !self.asked {
            return &[];
        }
        let read = || {
            let bytes = files::read(Path::new(&*question.source.path)).ok()?;
            crate::notes::note(&question.source.path, &question.note, &bytes).ok().map(|note| note.tags())
        };
        self.known.entry(Arc::clone(&question.note)).or_insert_with(|| read().unwrap_or_default())
    }
}
