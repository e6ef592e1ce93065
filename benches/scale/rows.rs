//! The rows of the table: what is measured, beside what, and the ratio to reach.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use askback::model::{CardId, EventBody, Moment, Question};
use askback::store::{Access, Store};
use tempfile::TempDir;

use super::measure::{askback, in_turn, peak, process, seconds, share, until};
use super::{bare, corpus, history};

/// Times each row is taken.
const ROUNDS: usize = 7;

/// One line of the table.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    ours: f64,
    bare: f64,
    unit: &'static str,
    /// The ratio to reach.
    goal: f64,
    /// The ratio it has; `--check` holds it.
    pub(crate) listed: f64,
}

impl Row {
    pub(crate) fn ratio(&self) -> f64 {
        self.ours / self.bare
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, ours, bare, unit, goal, .. } = self;
        let verdict = if self.ratio() <= *goal { "met" } else { "" };
        write!(f, "{name:<44} {ours:>9.3} {unit:<2} {bare:>9.3} {unit:<2} {:>8.2} {goal:>8.2}  {verdict}", self.ratio())
    }
}

/// A learner's folder and store of a size, with a bare store of the same content.
pub(crate) struct Site {
    folder: TempDir,
    pub(crate) cards: Vec<CardId>,
    pub(crate) reviews: usize,
    bytes: u64,
    ingest: f64,
    bare_insert: f64,
}

impl Site {
    /// Writes the notes, adds them, and gives every card its past.
    pub(crate) fn new(notes: usize, each: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        corpus::write(&folder.path().join("notes"), notes);
        let store = folder.path().join("store.db");
        let notes = folder.path().join("notes");
        let ingest = process(&mut askback(&store, &["add", notes.to_str().unwrap()]));
        let mut open = Store::open(&store, Access::Write, [9; 16], 0).unwrap();
        let questions: Vec<Question> = open.cards().unwrap().into_iter().map(|held| held.question).collect();
        let cards: Vec<CardId> = questions.iter().map(|question| question.id).collect();
        let events = history::events(&cards, each);
        open.adopt(&events).unwrap();
        open.close().unwrap();
        let bare_insert = bare::fill(&folder.path().join("bare.db"), &questions, &events);
        let bytes = bare::walk(&notes).iter().map(|file| std::fs::metadata(file).unwrap().len()).sum();
        Self { cards, reviews: events.len(), bytes, ingest, bare_insert, folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn askback(&self, args: &[&str]) -> Command {
        askback(&self.path("store.db"), args)
    }
}

/// Takes every row.
pub(crate) fn all(site: &Site) -> Vec<Row> {
    let mut rows = vec![start(site), first_question(site), ingest(site), unchanged(site), one_changed(site)];
    rows.extend(answers(site));
    rows.extend([replay(site), taken_back(site)]);
    rows.extend([statistics(site), reviews_csv(site), cards_csv(site), memory(site), size(site), generate(site)]);
    rows
}

const fn row(name: &'static str, (ours, bare): (f64, f64), unit: &'static str, goal: f64, listed: f64) -> Row {
    Row { name, ours, bare, unit, goal, listed }
}

fn ms((ours, bare): (f64, f64)) -> (f64, f64) {
    (ours * 1e3, bare * 1e3)
}

fn start(site: &Site) -> Row {
    let bare = || process(Command::new(std::env::current_exe().unwrap()).arg("--bare-first").arg(site.path("bare.db")));
    let times = in_turn(ROUNDS, || process(&mut site.askback(&["due", "--count"])), bare);
    row("start: what is due (process)", ms(times), "ms", 2.0, 6.0)
}

fn first_question(site: &Site) -> Row {
    let notes = site.path("notes");
    let ours = || until(&mut site.askback(&["study"]), "Question:");
    let times = in_turn(ROUNDS, ours, || seconds(|| drop(bare::walk(&notes))));
    row("study to the first question, notes checked", ms(times), "ms", 1.25, 8.0)
}

fn ingest(site: &Site) -> Row {
    let bare = seconds(|| bare::read_parse_hash(&site.path("notes"))) + site.bare_insert;
    row("first ingest", (site.ingest, bare), "s", 2.0, 40.0)
}

fn unchanged(site: &Site) -> Row {
    let notes = site.path("notes");
    let times = in_turn(ROUNDS, || process(&mut site.askback(&["scan"])), || seconds(|| drop(bare::walk(&notes))));
    row("scan, nothing changed", ms(times), "ms", 1.25, 6.0)
}

fn one_changed(site: &Site) -> Row {
    let notes = site.path("notes");
    let mut number = 0;
    let ours = || {
        number += 1;
        let file = notes.join("part000/note00000.md");
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, format!("{text}- **Addition {number}**: one more line of the note\n")).unwrap();
        process(&mut site.askback(&["scan"]))
    };
    let times = in_turn(3, ours, || seconds(|| drop(bare::walk(&notes))));
    row("scan, one note changed", ms(times), "ms", 1.35, 3_000.0)
}

/// Answers in one sitting, each on disk before the next.
fn answers(site: &Site) -> [Row; 2] {
    let cards: Vec<CardId> = site.cards.iter().copied().step_by(7).take(2_000).collect();
    let mut ours = durable(&site.path("store.db"), &cards);
    let ids: Vec<i64> = cards.iter().map(|card| i64::from_ne_bytes(card.0.to_ne_bytes())).collect();
    let mut bare = bare::commits(&bare::open(&site.path("bare.db")), &ids, i64::MAX / 2);
    let mut times = |part: f64| (share(&mut ours, part) * 1e6, share(&mut bare, part) * 1e6);
    [row("durable answer, median", times(0.5), "us", 1.3, 3.0), row("durable answer, p99", times(0.99), "us", 1.5, 3.0)]
}

/// Grades cards with all a sitting does between two questions; returns the seconds of each.
fn durable(path: &Path, cards: &[CardId]) -> Vec<f64> {
    let mut store = Store::open(path, Access::Write, [9; 16], 0).unwrap();
    let day = history::LAST.plus(1);
    let at = Moment { at_ms: i64::from(day.0) * 86_400_000, offset_min: 0, zone: "UTC".into(), day };
    let past = history::events(&cards[..1], 1);
    let EventBody::Review(model) = &past[0].body else { unreachable!("a review") };
    let one = |card: &CardId| {
        let mut review = model.clone();
        review.card = *card;
        let start = Instant::now();
        store.append(EventBody::Review(review), &at).unwrap();
        store.card(*card).unwrap();
        start.elapsed().as_secs_f64()
    };
    let taken = cards.iter().map(one).collect();
    store.close().unwrap();
    taken
}

/// The state of every card from the whole log, against one pass over as many bare rows.
fn replay(site: &Site) -> Row {
    let store = Store::open(&site.path("store.db"), Access::Read, [9; 16], 0).unwrap();
    let ours = || seconds(|| drop(std::hint::black_box(store.replay().unwrap())));
    row(
        "replay of the whole log, against one pass",
        in_turn(3, ours, || seconds(|| bare::stream(&site.path("bare.db")))),
        "s",
        8.0,
        16.0,
    )
}

/// A grade taken back, against a bare commit: what was written before costs nothing.
fn taken_back(site: &Site) -> Row {
    let mut store = Store::open(&site.path("store.db"), Access::Write, [9; 16], 0).unwrap();
    let day = history::LAST.plus(1);
    let at = Moment { at_ms: i64::from(day.0) * 86_400_000, offset_min: 0, zone: "UTC".into(), day };
    let mut ours: Vec<f64> = (0..200)
        .map(|_| {
            let event = store.last_undoable().unwrap().unwrap();
            seconds(|| drop(store.append(EventBody::Undo { target: event.key }, &at).unwrap()))
        })
        .collect();
    store.close().unwrap();
    let ids: Vec<i64> = (0..200).collect();
    let mut bare = bare::commits(&bare::open(&site.path("bare.db")), &ids, i64::MAX / 4);
    row("a grade taken back, median", (share(&mut ours, 0.5) * 1e6, share(&mut bare, 0.5) * 1e6), "us", 1.5, 4.0)
}

fn statistics(site: &Site) -> Row {
    let bare = || seconds(|| bare::stream(&site.path("bare.db")));
    let times = in_turn(ROUNDS, || process(&mut site.askback(&["stats", "--json"])), bare);
    row("full statistics, against one pass", ms(times), "ms", 0.034, 6.0)
}

fn reviews_csv(site: &Site) -> Row {
    let (target, plain) = (site.path("reviews.csv"), site.path("bare.csv"));
    let args = ["export", "reviews", "--force", "-o", target.to_str().unwrap()];
    let bare = || seconds(|| bare::dump(&site.path("bare.db"), &plain));
    row("reviews to CSV", ms(in_turn(3, || process(&mut site.askback(&args)), bare)), "ms", 1.0, 12.0)
}

fn cards_csv(site: &Site) -> Row {
    let (target, plain) = (site.path("cards.csv"), site.path("bare.csv"));
    let args = ["export", "cards", "--force", "-o", target.to_str().unwrap()];
    let bare = || seconds(|| bare::dump_cards(&site.path("bare.db"), &plain));
    row("cards to CSV", ms(in_turn(3, || process(&mut site.askback(&args)), bare)), "ms", 1.0, 12.0)
}

fn memory(site: &Site) -> Row {
    let target = site.path("reviews.csv");
    let args = ["export", "reviews", "--force", "-o", target.to_str().unwrap()];
    row("memory: export of all reviews, start", (peak(&mut site.askback(&args)), 16.0), "MB", 3.0, 60.0)
}

fn size(site: &Site) -> Row {
    let megabytes = |name: &str| std::fs::metadata(site.path(name)).unwrap().len() as f64 / 1e6;
    row("store on disk", (megabytes("store.db"), megabytes("bare.db")), "MB", 1.3, 6.0)
}

/// Seconds for a megabyte of notes, on one core.
fn generate(site: &Site) -> Row {
    let files = bare::walk(&site.path("notes"));
    let texts: Vec<String> = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let ours = || {
        seconds(|| {
            let read = |(number, text): (usize, &String)| {
                let name = format!("n{number}.md");
                askback::notes::note(&name, &name, text.as_bytes()).unwrap()
            };
            let notes: Vec<_> = texts.iter().enumerate().map(read).collect();
            drop(askback::questions::generate(&notes));
        })
    };
    let (ours, bare) = in_turn(3, ours, || seconds(|| texts.iter().for_each(|text| bare::parse(text))));
    let per_megabyte = |seconds: f64| seconds * 1e3 / (site.bytes as f64 / 1e6);
    row("generate, ms for a MB of notes", (per_megabyte(ours), per_megabyte(bare)), "ms", 8.0, 200.0)
}
