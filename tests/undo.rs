//! Taking back: whatever is graded, suspended, buried, taken back, brought back and left, in
//! whatever order, the store, the day's counters and the sitting are as they were.
//!
//! `ASKBACK_LONG=1` plays 1,000 sequences; otherwise 60.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a failure is the test's; it reads its switch and prints its figures"
)]

use std::collections::BTreeMap;

use askback::deck::Changes;
use askback::history::Record;
use askback::model::{CardId, Day, EventBody, EventKey, Moment, Quality, Question, ReviewKind};
use askback::schedule::Rules;
use askback::schedule::due::{Candidate, Limits, queue};
use askback::session::{Asked, Practice, Reply, Session, Summary};
use askback::store::{Access, Store};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

const NOTE: &str = "# Cell\n\n| Organelle | Function |\n|---|---|\n| Ribosome | builds proteins |\n| Nucleus | keeps the DNA |\n| Vacuole | stores water |\n| Mitochondrion | makes energy |\n| Lysosome | breaks down waste |\n| Membrane | holds all together |\n";

/// All that taking back must bring back.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    records: BTreeMap<CardId, Record>,
    counters: Vec<(CardId, ReviewKind)>,
    due: Vec<CardId>,
}

/// The same within the sitting.
#[derive(Clone, Debug, PartialEq)]
struct Sat {
    current: Option<CardId>,
    left: usize,
    summary: Summary,
}

/// A learner with a store, a sitting, and a memory of how everything was before each deed.
struct Learner {
    _folder: tempfile::TempDir,
    store: Store,
    session: Session,
    day: i32,
    /// Deeds that count, the last one last: the event and what was there before it; what was there
    /// in the sitting, if it was done in this one.
    done: Vec<(EventKey, Seen, Option<Sat>)>,
    /// Deeds taken back since the last new one: the undo, and what was there before it.
    undone: Vec<(EventKey, EventKey, Seen, Seen)>,
    kept: usize,
}

impl Learner {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("a.db"), Access::Write, [7; 16], 0).unwrap();
        let note = askback::notes::note("cell.md", "cell.md", NOTE.as_bytes()).unwrap();
        let questions = askback::questions::generate(&[note]).questions;
        assert!(questions.len() >= 12);
        let changes = Changes { new: questions.iter().map(|question| question.id).collect(), ..Changes::default() };
        save(&mut store, &questions, &changes);
        let session = sitting(&store, Day(0));
        Self { _folder: folder, store, session, day: 0, done: Vec::new(), undone: Vec::new(), kept: 0 }
    }

    fn at(&self) -> Moment {
        Moment { at_ms: i64::from(self.day) * 86_400_000, offset_min: 0, zone: "UTC".into(), day: Day(self.day) }
    }

    fn seen(&self) -> Seen {
        let today = Day(self.day);
        let due = queue(&self.store.candidates().unwrap(), today, &Limits::NONE, &mut ChaCha8Rng::seed_from_u64(1));
        Seen { records: self.store.records().unwrap(), counters: self.store.answered_on(today).unwrap(), due }
    }

    fn sat(&self) -> Sat {
        let current = self.session.current().map(|asked| asked.question.id);
        Sat { current, left: self.session.left(), summary: self.session.summary() }
    }

    fn grade(&mut self, quality: u8) {
        let (before, sat) = (self.seen(), self.sat());
        let reply = Reply::of(Quality::new(quality).unwrap());
        let Some(step) = self.session.step(reply, Day(self.day)) else { return };
        let key = self.store.append(EventBody::Review(step.review.clone()), &self.at()).unwrap().0.key;
        self.session.take(&step, key);
        self.remember(key, before, sat);
    }

    fn set_aside(&mut self, body: impl Fn(CardId) -> EventBody) {
        let (before, sat) = (self.seen(), self.sat());
        let Some(card) = sat.current else { return };
        let key = self.store.append(body(card), &self.at()).unwrap().0.key;
        self.session.set_aside(card, key);
        self.remember(key, before, sat);
    }

    fn remember(&mut self, key: EventKey, before: Seen, sat: Sat) {
        self.kept += 1;
        self.done.push((key, before, Some(sat)));
        self.undone.clear();
    }

    /// Takes the last deed back: in the sitting if it was done there, else as from a script.
    fn undo(&mut self) {
        let Some((key, before, sat)) = self.done.pop() else {
            assert_eq!(self.session.last_event(), None);
            return;
        };
        let now = self.seen();
        let undo = self.store.append(EventBody::Undo { target: key }, &self.at()).unwrap().0.key;
        if let Some(sat) = sat {
            assert_eq!(self.session.last_event(), Some(key));
            self.session.take_back();
            assert_eq!(self.sat(), sat);
        }
        self.kept += 1;
        assert_eq!(self.seen(), before);
        self.undone.push((key, undo, now, before));
    }

    /// Brings the deed taken back last back, which only a script can do; the sitting begins anew.
    fn redo(&mut self) {
        let Some((key, undo, after, before)) = self.undone.pop() else { return };
        self.store.append(EventBody::Undo { target: undo }, &self.at()).unwrap();
        self.kept += 1;
        assert_eq!(self.seen(), after);
        self.done.push((key, before, None));
        self.begin();
    }

    /// Leaves, perhaps overnight, and sits down again.
    fn quit(&mut self, overnight: bool) {
        if overnight {
            self.day += 1;
            // What was there was there yesterday.
            self.done.clear();
            self.undone.clear();
        }
        self.begin();
    }

    fn begin(&mut self) {
        self.done.iter_mut().for_each(|(_, _, sat)| *sat = None);
        self.session = sitting(&self.store, Day(self.day));
    }
}

fn save(store: &mut Store, questions: &[Question], changes: &Changes) {
    let at = Moment { at_ms: 0, offset_min: 0, zone: "UTC".into(), day: Day(0) };
    store.save_scan(1, &[], questions, changes, &at).unwrap();
}

fn sitting(store: &Store, today: Day) -> Session {
    let candidates = store.candidates().unwrap();
    let states: BTreeMap<CardId, &Candidate> = candidates.iter().map(|card| (card.card, card)).collect();
    let order = queue(&candidates, today, &Limits::NONE, &mut ChaCha8Rng::seed_from_u64(1));
    let asked = order.into_iter().map(|card| Asked {
        question: store.card(card).unwrap().unwrap().question,
        state: states[&card].state,
        was_answer: None,
        rules: Rules::default(),
        contrast: false,
    });
    Session::new(asked, store.load(today, today.plus(4_000)).unwrap(), Practice::Scheduled)
}

#[test]
fn any_row_of_deeds_taken_back_and_brought_back_leaves_everything_as_it_was() {
    let long = std::env::var("ASKBACK_LONG").is_ok_and(|value| value == "1");
    let sequences = if long { 1_000 } else { 60 };
    let (mut deeds, mut events) = (0, 0);
    for seed in 0..sequences {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let mut learner = Learner::new();
        for _ in 0..chance.random_range(5..40) {
            match chance.random_range(0..20) {
                0..=8 => learner.grade(chance.random_range(0..=5)),
                9..=13 => learner.undo(),
                14..=15 => learner.redo(),
                16 => learner.set_aside(|card| EventBody::Suspend { card, reason: String::new() }),
                17 => {
                    let until = Day(learner.day + 1);
                    learner.set_aside(|card| EventBody::Bury { card, until });
                }
                18 => learner.quit(false),
                _ => learner.quit(true),
            }
            deeds += 1;
        }
        assert_eq!(learner.store.differing().unwrap(), [], "sequence {seed}: replay gives another state");
        assert_eq!(learner.store.faults().unwrap(), Vec::<String>::new());
        assert_eq!(learner.store.events().unwrap().len(), learner.kept, "every deed is one event");
        events += learner.kept;
    }
    println!("{sequences} sequences of {deeds} deeds, {events} events: 0 differ");
}
