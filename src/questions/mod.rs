//! Step 3. Facts to questions: phrased, vetted against all facts at once, and accounted for
//! line by line.
//!
//! A wording belongs in `phrase`, a check of one question into the file of its kind, which `vet` runs
//! in order: `grammar` (verbs and subjects), `reads` (headers, objects, definitions), `labels` (labels
//! and values), `recovered` (the way back to the fact), or `vet` itself. `leak` and `unique` look at
//! the other facts.

mod accepted;
mod articles;
mod choices;
mod coverage;
mod grammar;
mod identity;
mod labels;
mod leak;
mod names;
mod part;
mod phrase;
mod rank;
mod reads;
mod recovered;
pub mod score;
mod siblings;
mod ties;
mod unique;
mod vet;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use crate::facts::{self, Fact, Facts, Malformed};
use crate::model::{Direction, Question, Source, Statement};
use crate::notes::Note;

pub use accepted::Abbreviations;
pub use choices::{NoChoice, OPTIONS, Options, Siblings};
pub use coverage::{Coverage, Status};
pub use part::Part;
pub use ties::{Ties, subject_key};

/// A question before it is vetted.
#[derive(Clone, Debug)]
struct Draft<'a> {
    fact: &'a Fact,
    note: &'a Note,
    direction: Direction,
    prompt: String,
    answer: String,
    items: Vec<String>,
    context: Vec<Arc<str>>,
    /// Answers of other facts that the same prompt would also take.
    also: Vec<String>,
    passed: Vec<&'static str>,
}

/// A question that was not asked, and the check that refused it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// The note.
    #[serde(skip)]
    pub path: Arc<str>,
    /// First line of the fact.
    pub line: u32,
    /// Last line of the fact.
    pub end_line: u32,
    /// What would have been asked.
    pub prompt: String,
    /// Name of the check.
    pub check: &'static str,
    /// What it found.
    pub reason: String,
}

/// All questions of a set of notes, and what became of every line.
#[derive(Clone, Debug, Default)]
pub struct Generated {
    /// The questions, by note and line.
    pub questions: Vec<Question>,
    /// Questions that passed every check and that the budget of their note leaves out.
    pub left_out: Vec<Question>,
    /// Questions that a check refused.
    pub refused: Vec<Refused>,
    /// Lines that should be hand-written cards and are none, with their note.
    pub malformed: Vec<(Arc<str>, Malformed)>,
    /// Every line of the notes that holds something: asked, covered or skipped.
    pub coverage: Vec<Coverage>,
    /// What ties each note to others, by its key.
    pub ties: BTreeMap<Arc<str>, Ties>,
}

/// Makes the questions of all notes together, so that one prompt has one answer among them all.
///
/// The same notes give the same questions in the same order, whatever the order of `notes`.
pub fn generate(notes: &[Note]) -> Generated {
    let mut sorted: Vec<&Note> = notes.iter().collect();
    sorted.sort_by(|a, b| (&a.key, &a.path).cmp(&(&b.key, &b.path)));
    // Each note is read and vetted by itself, on whichever core is free; `collect` keeps their order.
    let read: Vec<(&Note, Facts)> = sorted.into_par_iter().map(|note| (note, facts::read(note))).collect();
    let short = Abbreviations::of(read.iter().flat_map(|(_, facts)| ties::meanings(facts)));
    let each: Vec<(&Note, &Facts)> = read.iter().map(|(note, facts)| (*note, facts)).collect();
    let mut generated = settled(&each, &short, None);
    choices::attach(&mut generated.questions, &[]);
    generated
}

/// Gives options to the questions of some notes, where what is said of their subjects in the other
/// notes is `said`.
pub fn give_options(questions: &mut [Question], said: &[Statement]) {
    choices::attach(questions, said);
}

/// Vets notes against each other; returns what those wanted give, all if nothing is said, without options.
fn settled(read: &[(&Note, &Facts)], short: &Abbreviations, wanted: Option<&BTreeSet<Arc<str>>>) -> Generated {
    let is_wanted = |note: &Note| wanted.is_none_or(|keys| keys.contains(&note.key));
    let vetted: Vec<Vetted<'_>> = read.par_iter().map(|(note, facts)| vet_note(note, facts)).collect();
    let asked: Vec<(&Note, &Facts)> = read.iter().copied().filter(|(note, _)| is_wanted(note)).collect();
    let mut ties = BTreeMap::new();
    let (mut drafts, mut refused) = (Vec::new(), Vec::new());
    for (of_note, (note, facts)) in vetted.into_iter().zip(read) {
        if is_wanted(note) {
            ties.insert(note.key.clone(), Ties::of(&of_note.kept, facts));
            refused.extend(of_note.refused);
        }
        drafts.extend(of_note.kept);
    }
    drafts
        .sort_by(|a, b| (&a.note.key, a.fact.line, a.fact.end_line).cmp(&(&b.note.key, b.fact.line, b.fact.end_line)));
    let mut drafts = unique::settle(drafts, &mut refused);
    drafts.retain(|draft| is_wanted(draft.note));
    let questions = identity::name(drafts, short, &mut refused);
    let (questions, left_out) = rank::keep(questions, &asked, &mut refused);
    let coverage = coverage::ledger(&asked, &questions, &refused);
    let malformed = asked
        .iter()
        .flat_map(|(note, facts)| facts.malformed.iter().map(|malformed| (note.path.clone(), *malformed)))
        .collect();
    Generated { questions, left_out, refused, malformed, coverage, ties }
}

/// Returns the checks named in `lines`, one a line, as this version knows them.
pub fn check_names(lines: &str) -> Vec<&'static str> {
    lines.lines().filter_map(vet::check_named).collect()
}

/// What the checks that look at one note alone made of its facts.
struct Vetted<'a> {
    kept: Vec<Draft<'a>>,
    refused: Vec<Refused>,
}

/// Phrases every fact of a note and keeps the drafts that pass every check of their own.
fn vet_note<'a>(note: &'a Note, facts: &'a Facts) -> Vetted<'a> {
    let siblings = leak::Siblings::of(&facts.facts);
    let names = names::Names::of(note, &facts.facts);
    let mut vetted = Vetted { kept: Vec::new(), refused: Vec::new() };
    for draft in facts.facts.iter().flat_map(|fact| phrase::drafts(note, fact, &names)) {
        match vet::vet(draft, &siblings) {
            Ok(draft) => vetted.kept.push(draft),
            Err(refusal) => vetted.refused.push(*refusal),
        }
    }
    vetted
}

impl Draft<'_> {
    fn refuse(&self, check: &'static str, reason: impl Into<String>) -> Box<Refused> {
        Box::new(Refused {
            path: self.note.path.clone(),
            line: self.fact.line,
            end_line: self.fact.end_line,
            prompt: self.prompt.clone(),
            check,
            reason: reason.into(),
        })
    }

    fn authored(&self) -> bool {
        matches!(self.fact.relation, facts::Relation::Authored { .. })
    }

    fn source(&self) -> Source {
        Source { path: self.note.path.clone(), line: self.fact.line, end_line: self.fact.end_line }
    }
}

/// What a note gives, for the tests of the files below.
#[cfg(test)]
fn of_note(text: &str) -> Generated {
    let note = crate::notes::note("n.md", "n.md", text.as_bytes()).expect("readable notes");
    generate(&[note])
}

/// The prompts that a note gives.
#[cfg(test)]
fn prompts(text: &str) -> Vec<String> {
    of_note(text).questions.into_iter().map(|question| question.prompt).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::note;

    #[test]
    fn the_questions_are_the_same_on_any_number_of_cores() {
        let text = |number: usize| {
            format!(
                "# Ship {number}\n\n| Part | Task |\n|---|---|\n| Keel | carries load {number} |\n| Mast | holds the sails |\n\
                 | Sail {number} | catches wind |\n\n**Hold {number}**: the room for cargo\n\nIt was late.\n"
            )
        };
        let name = |number: usize| format!("ship{number:02}.md");
        let notes: Vec<Note> =
            (0..40).map(|number| note(&name(number), &name(number), text(number).as_bytes()).unwrap()).collect();
        let on = |cores: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(cores).build().unwrap();
            let made = pool.install(|| generate(&notes));
            (made.questions, made.left_out, made.refused, made.coverage)
        };
        let alone = on(1);
        assert!(alone.0.len() > 80, "{}", alone.0.len());
        assert_eq!(alone, on(7));
    }
}
