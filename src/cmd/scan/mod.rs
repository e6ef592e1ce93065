//! `askback scan`: the notes read again, and what that changes among the cards.

mod around;
mod part;
mod root;

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use around::Around;
use root::RootRead;

use super::{Done, World, counted};
use crate::deck::{self, Changes, Known, Names, Reading};
use crate::error::Problem;
use crate::model::{CardId, Question};
use crate::store::{Held, Presence, Root, RootReading, Store};

/// Whether what a scan finds is kept, or only said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    Yes,
    No,
}

/// What a scan found in one root, or in all.
#[derive(Clone, Debug, Default)]
pub(super) struct Scanned {
    pub(super) notes: usize,
    pub(super) questions: usize,
    pub(super) facts: usize,
    pub(super) new: usize,
    pub(super) changed: usize,
    pub(super) moved: usize,
    pub(super) gone: usize,
    pub(super) doubtful: usize,
    pub(super) without: usize,
    pub(super) skipped: usize,
    /// Whether anything had to be read.
    pub(super) read: bool,
}

/// What a scan found.
pub(super) struct Scan {
    roots: Vec<RootRead>,
    changes: Changes,
    /// The cards as they were.
    before: BTreeMap<CardId, Held>,
    /// The questions as they are.
    after: BTreeMap<CardId, Question>,
}

pub(super) fn run(dry_run: bool, world: &mut World<'_>) -> Done {
    let (store, keep) = if dry_run { (world.peek()?, Keep::No) } else { (Some(world.open()?), Keep::Yes) };
    let Some(mut store) = store else {
        world.prose("No notes yet. Add some:  askback add PATH")?;
        return Ok(ExitCode::SUCCESS);
    };
    let scan = scan(&mut store, |_| true, keep, world)?;
    if scan.roots.is_empty() {
        world.prose("No notes yet. Add some:  askback add PATH")?;
    }
    for read in &scan.roots {
        let name = if read.root.kind == "builtin" { "built-in decks" } else { &read.root.path };
        world.prose(&scan.of(read.root.id).told(name))?;
    }
    if keep == Keep::No {
        scan.details(world)?;
    }
    scan.ask(world)?;
    store.close()?;
    Ok(scan.all().code())
}

/// Reads the roots wanted that have changed, compares what they give with the cards known, and
/// keeps it.
pub(super) fn scan(
    store: &mut Store,
    wanted: impl Fn(&Root) -> bool,
    keep: Keep,
    world: &mut World<'_>,
) -> Result<Scan, Problem> {
    let mut roots = Vec::new();
    for root in store.roots()?.into_iter().filter(|root| !root.hidden) {
        if wanted(&root) {
            roots.push(root::read(root, store, world)?);
        } else if root.kind != "builtin" && !std::path::Path::new(&root.path).exists() {
            roots.push(RootRead::untouched(root, true));
        }
    }
    let mut scan = Scan { roots, changes: Changes::default(), before: BTreeMap::new(), after: BTreeMap::new() };
    if scan.roots.iter().any(|read| read.reading.is_some()) {
        scan.compare(store, keep, world)?;
    }
    Ok(scan)
}

/// Reads every root again; returns what all of them hold.
pub(super) fn scan_all(store: &mut Store, world: &mut World<'_>) -> Result<Scanned, Problem> {
    Ok(scan(store, |_| true, Keep::Yes, world)?.all())
}

impl Scan {
    /// Compares the questions with the cards known, and keeps them if that is wanted.
    fn compare(&mut self, store: &mut Store, keep: Keep, world: &World<'_>) -> Result<(), Problem> {
        let corrections = store.corrections()?;
        let names = Names { present: corrections.aliases().clone(), parted: corrections.parted().clone() };
        let mut found: Vec<Question> = self.roots.iter_mut().flat_map(|read| read.found.drain(..)).collect();
        let readings: Vec<RootReading> = self.roots.iter().filter_map(|read| read.reading.clone()).collect();
        let again: BTreeSet<&str> = readings
            .iter()
            .flat_map(|read| {
                let notes = read.notes.iter().map(|note| &*note.stamp.key);
                notes.chain(read.removed.iter().map(String::as_str))
            })
            .collect();
        let away: Vec<&RootRead> = self.roots.iter().filter(|read| read.away).collect();
        let around = Around { roots: &self.roots, again: &again, names: &names };
        let (cards, beside) = around.known(&found, store)?;
        let history = store.with_history(cards.iter().map(|held| held.question.id))?;
        let again: BTreeSet<&str> = again.into_iter().chain(beside.iter().map(String::as_str)).collect();
        let known: Vec<Known<'_>> = cards
            .iter()
            .map(|held| Known {
                question: &held.question,
                present: held.presence == Presence::Present,
                reading: match &*held.question.note {
                    note if again.contains(note) => Reading::Again,
                    note if away.iter().any(|read| read.has(note)) => Reading::Away,
                    _ => Reading::Untouched,
                },
                history: history.contains(&held.question.id),
            })
            .collect();
        // Cards of notes that were not read stand among both, so that nothing is taken for the only one of its kind.
        let beside = |note: &str| beside.contains(note);
        found.extend(
            known.iter().filter(|card| card.present && beside(&card.question.note)).map(|card| card.question.clone()),
        );
        self.changes = deck::compare(&known, &mut found, &names);
        found.retain(|question| !beside(&question.note));
        if keep == Keep::Yes {
            store.save_scan(root::GENERATOR, &readings, &found, &self.changes, &world.now())?;
            // What was renamed and added again under its new name need not be looked for.
            let left: BTreeSet<CardId> = self.changes.moved.iter().map(|(former, _)| *former).collect();
            for read in self.roots.iter().filter(|read| read.away) {
                let mut cards = known.iter().filter(|card| card.present && read.has(&card.question.note)).peekable();
                if cards.peek().is_some() && cards.all(|card| left.contains(&card.question.id)) {
                    store.hide_root(read.root.id)?;
                }
            }
        }
        self.before = cards.into_iter().map(|held| (held.question.id, held)).collect();
        self.after = found.into_iter().map(|question| (question.id, question)).collect();
        Ok(())
    }

    /// Returns what was found in one root.
    pub(super) fn of(&self, root: i64) -> Scanned {
        let Some(read) = self.roots.iter().find(|read| read.root.id == root) else { return Scanned::default() };
        let here = |card: &CardId| {
            let after = self.after.get(card).map(|question| &question.note);
            after.or_else(|| self.before.get(card).map(|held| &held.question.note)).is_some_and(|note| read.has(note))
        };
        let count = |cards: &mut dyn Iterator<Item = &CardId>| cards.filter(|card| here(card)).count();
        let changes = &self.changes;
        let doubtful: BTreeSet<CardId> = changes.doubts.iter().map(|doubt| doubt.former).collect();
        Scanned {
            notes: read.notes,
            questions: read.given.questions,
            facts: read.given.facts,
            new: count(&mut changes.new.iter().chain(&changes.returned)),
            changed: count(&mut changes.changed.keys()),
            moved: count(&mut changes.moved.iter().map(|(_, now)| now)),
            gone: count(&mut changes.gone.iter()),
            doubtful: count(&mut doubtful.iter()),
            without: read.given.silent,
            skipped: read.skipped,
            read: read.reading.is_some(),
        }
    }

    /// Returns what was found in all roots.
    pub(super) fn all(&self) -> Scanned {
        let mut all = Scanned::default();
        for one in self.roots.iter().map(|read| self.of(read.root.id)) {
            all.notes += one.notes;
            all.questions += one.questions;
            all.facts += one.facts;
            all.new += one.new;
            all.changed += one.changed;
            all.moved += one.moved;
            all.gone += one.gone;
            all.doubtful += one.doubtful;
            all.without += one.without;
            all.skipped += one.skipped;
            all.read |= one.read;
        }
        all
    }

    /// Says for every card what happens to it.
    fn details(&self, world: &mut World<'_>) -> Result<(), Problem> {
        let changes = &self.changes;
        let now =
            |card: &CardId| self.after.get(card).map(|question| format!("{}  {}", place(question), question.prompt));
        let was = |card: &CardId| self.before.get(card).map(|held| &held.question);
        for card in &changes.new {
            world.say(&format!("  new        {}", now(card).unwrap_or_default()))?;
        }
        for card in &changes.returned {
            world.say(&format!("  back       {}", now(card).unwrap_or_default()))?;
        }
        for (former, card) in &changes.moved {
            let from = was(former).map(place).unwrap_or_default();
            world.say(&format!("  moved      {}  (from {from})", now(card).unwrap_or_default()))?;
        }
        for (card, answer) in &changes.changed {
            world.say(&format!("  changed    {}  (the answer was: {answer})", now(card).unwrap_or_default()))?;
        }
        for question in changes.gone.iter().filter_map(was) {
            world.say(&format!("  gone       {}  {}", place(question), question.prompt))?;
        }
        for doubt in &changes.doubts {
            let former = was(&doubt.former).map(|question| format!("{}  {}", place(question), question.prompt));
            world.say(&format!("  ambiguous  {}", former.unwrap_or_default()))?;
            world.say(&format!("             or now: {}  ({})", now(&doubt.now).unwrap_or_default(), doubt.cause))?;
        }
        Ok(())
    }

    /// Says what only the learner can decide, and how.
    pub(super) fn ask(&self, world: &mut World<'_>) -> Result<(), Problem> {
        self.all().to_decide().map_or(Ok(()), |text| world.prose(&text))
    }
}

/// Returns how to decide what former cards are now.
pub(super) fn to_decide(cards: usize) -> String {
    format!("{} may be in your notes under another name:  askback reconcile", counted(cards, "card"))
}

/// Returns where a question stands.
fn place(question: &Question) -> String {
    format!("{}:{}", question.source.path, question.source.line)
}

/// Returns the exit code of a command that passed over files.
pub(super) fn code(skipped: usize) -> ExitCode {
    if skipped > 0 { ExitCode::from(3) } else { ExitCode::SUCCESS }
}

impl Scanned {
    /// Returns the exit code of a command that read notes.
    pub(super) fn code(&self) -> ExitCode {
        code(self.skipped)
    }

    /// Returns what changed, in words.
    pub(super) fn changes(&self) -> String {
        let counts = [
            (self.new, "new"),
            (self.moved, "moved"),
            (self.changed, "with a changed answer"),
            (self.gone, "gone"),
            (self.doubtful, "ambiguous"),
        ];
        let changes: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        if changes.is_empty() { "none new".to_owned() } else { changes.join(", ") }
    }

    /// Returns what only the learner can decide, and how; nothing if there is nothing.
    pub(super) fn to_decide(&self) -> Option<String> {
        (self.doubtful > 0).then(|| to_decide(self.doubtful))
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

    /// Returns what was found in a place.
    pub(super) fn told(&self, name: &str) -> String {
        if self.notes == 0 {
            return format!("{name}: no notes.");
        }
        if !self.read {
            return format!("{name}: nothing changed.");
        }
        let (notes, questions) = (counted(self.notes, "note"), counted(self.questions, "question"));
        format!("{name}: {notes}, {questions} ({}).{}", self.changes(), self.silent())
    }
}
