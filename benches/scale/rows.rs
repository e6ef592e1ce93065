//! The rows of the table: what is measured, beside what, and the ratio to reach.

use std::fmt;
use std::path::PathBuf;
use std::process::Command;

use askback::model::{CardId, EventBody, Moment, Question, Review};
use askback::store::{Access, Store};
use tempfile::TempDir;

use super::measure::{askback, in_turn, peak, process, seconds, share, until};
use super::{bare, corpus, history};

/// Times each row is taken.
const ROUNDS: usize = 7;

/// Cards that are read again to take the time of their ingest; of more the first time is taken.
const FEW: usize = 10_000;

/// One line of the table.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    ours: f64,
    bare: f64,
    unit: &'static str,
    /// The ratio to reach.
    goal: f64,
    /// The ratio it has at the small size; `--check` holds it.
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

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn askback(&self, args: &[&str]) -> Command {
        askback(&self.path("store.db"), args)
    }
}

/// Takes every row, in the order of the table; `told` is given each as soon as it is taken.
pub(crate) fn all(site: &Site, small: &Site, mut told: impl FnMut(&Row)) -> Vec<Row> {
    let takers: [fn(&Site) -> Vec<Row>; 17] = [
        start, opened, first_question, fresh_start, ingest, unchanged, one_changed, answers, replay, taken_back,
        statistics, reviews_csv, cards_csv, memory, size, generate, binary,
    ];
    let mut rows: Vec<Row> = Vec::new();
    for row in takers.iter().flat_map(|take| take(site)).chain(growth(site, small)) {
        told(&row);
        rows.push(row);
    }
    rows
}

const fn row(name: &'static str, (ours, bare): (f64, f64), unit: &'static str, goal: f64, listed: f64) -> Row {
    Row { name, ours, bare, unit, goal, listed }
}

fn ms((ours, bare): (f64, f64)) -> (f64, f64) {
    (ours * 1e3, bare * 1e3)
}

fn start(site: &Site) -> Vec<Row> {
    let bare = || process(Command::new(std::env::current_exe().unwrap()).arg("--bare-first").arg(site.path("bare.db")));
    let times = in_turn(ROUNDS, || process(&mut site.askback(&["due", "--count"])), bare);
    vec![row("start: what is due (process)", ms(times), "ms", 2.0, 5.0)]
}

/// Opens the store in the program itself and reads all that a sitting begins with.
fn opened(site: &Site) -> Vec<Row> {
    let today = history::LAST.plus(1);
    let ours = || {
        seconds(|| {
            let store = Store::open(&site.path("store.db"), Access::Read, [9; 16], 0).unwrap();
            let first = store.candidates_on(today).unwrap();
            std::hint::black_box((first, store.new_candidates(50).unwrap()));
        })
    };
    let times = in_turn(ROUNDS, ours, || seconds(|| bare::first_quietly(&site.path("bare.db"))));
    vec![row("open and all that is due (in process)", ms(times), "ms", 8.0, 4.0)]
}

/// From an empty home to the first question, against the start of any program.
fn fresh_start(_: &Site) -> Vec<Row> {
    let ours = || {
        let home = tempfile::tempdir().unwrap();
        until(&mut askback(&home.path().join("store.db"), &["study"]), "Question:")
    };
    let times = in_turn(ROUNDS, ours, || process(&mut Command::new("true")));
    vec![row("first start to the first question, to `true`", ms(times), "ms", 50.0, 70.0)]
}

/// The program on disk, against what we allow it.
fn binary(_: &Site) -> Vec<Row> {
    let megabytes = std::fs::metadata(env!("CARGO_BIN_EXE_askback")).unwrap().len() as f64 / 1e6;
    vec![row("program on disk, to 8 MB", (megabytes, 8.0), "MB", 1.0, 2.0)]
}

/// The same with as many cards as here, against a hundredth of them.
fn growth(site: &Site, small: &Site) -> Vec<Row> {
    let due = |site: &Site| process(&mut site.askback(&["due", "--count"]));
    let card = |site: &Site| {
        let card = site.cards[0].to_string();
        process(&mut site.askback(&["grade", &card, "good"]))
    };
    let goal = 1.2;
    vec![
        row("growth: what is due (process)", ms(in_turn(ROUNDS, || due(site), || due(small))), "ms", goal, 2.0),
        row("growth: one grade (process)", ms(in_turn(ROUNDS, || card(site), || card(small))), "ms", goal, 1.5),
    ]
}

fn first_question(site: &Site) -> Vec<Row> {
    let notes = site.path("notes");
    let ours = || until(&mut site.askback(&["study"]), "Question:");
    let times = in_turn(ROUNDS, ours, || seconds(|| drop(bare::walk(&notes))));
    vec![row("study to the first question, notes checked", ms(times), "ms", 1.25, 60.0)]
}

fn ingest(site: &Site) -> Vec<Row> {
    let bare = || seconds(|| bare::read_parse_hash(&site.path("notes"))) + site.bare_insert;
    let again = || {
        let store = tempfile::tempdir().unwrap();
        process(&mut askback(&store.path().join("store.db"), &["add", site.path("notes").to_str().unwrap()]))
    };
    let times = if site.cards.len() < FEW { in_turn(3, again, bare) } else { (site.ingest, bare()) };
    vec![row("first ingest", times, "s", 2.0, 25.0)]
}

fn unchanged(site: &Site) -> Vec<Row> {
    let notes = site.path("notes");
    let times = in_turn(ROUNDS, || process(&mut site.askback(&["scan"])), || seconds(|| drop(bare::walk(&notes))));
    vec![row("scan, nothing changed", ms(times), "ms", 1.25, 25.0)]
}

fn one_changed(site: &Site) -> Vec<Row> {
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
    vec![row("scan, one note changed", ms(times), "ms", 1.35, 90.0)]
}

/// Answers in one sitting, each on disk before the next, a bare commit after each.
fn answers(site: &Site) -> Vec<Row> {
    let cards: Vec<CardId> = site.cards.iter().copied().step_by(7).take(2_000).collect();
    let mut store = Store::open(&site.path("store.db"), Access::Write, [9; 16], 0).unwrap();
    let past = history::events(&cards[..1], 1);
    let EventBody::Review(model) = &past[0].body else { unreachable!("a review") };
    // All that a sitting does between two questions.
    let one = |card: CardId| {
        let review = Review { card, ..model.clone() };
        seconds(|| {
            store.append(EventBody::Review(review), &next_day()).unwrap();
            store.card(card).unwrap();
        })
    };
    let bare = bare::open(&site.path("bare.db"));
    let (mut ours, mut bare) = commits(&cards, one, &mut bare::Commits::after(&bare, i64::MAX / 2));
    store.close().unwrap();
    let mut times = |part: f64| (share(&mut ours, part) * 1e6, share(&mut bare, part) * 1e6);
    vec![
        row("durable answer, median", times(0.5), "us", 1.3, 2.0),
        row("durable answer, p99", times(0.99), "us", 1.5, 2.0),
    ]
}

/// Does something with each card and commits a bare answer about it, in turn; returns the seconds of each.
fn commits(
    cards: &[CardId],
    mut ours: impl FnMut(CardId) -> f64,
    bare: &mut bare::Commits<'_>,
) -> (Vec<f64>, Vec<f64>) {
    let both = |card: &CardId| (ours(*card), bare.commit(i64::from_ne_bytes(card.0.to_ne_bytes())));
    cards.iter().map(both).unzip()
}

fn next_day() -> Moment {
    let day = history::LAST.plus(1);
    Moment { at_ms: i64::from(day.0) * 86_400_000, offset_min: 0, zone: "UTC".into(), day }
}

/// The state of every card from the whole log, against one pass over as many bare rows.
fn replay(site: &Site) -> Vec<Row> {
    let store = Store::open(&site.path("store.db"), Access::Read, [9; 16], 0).unwrap();
    let ours = || seconds(|| drop(std::hint::black_box(store.replay().unwrap())));
    vec![row(
        "replay of the whole log, against one pass",
        in_turn(3, ours, || seconds(|| bare::stream(&site.path("bare.db")))),
        "s",
        8.0,
        7.0,
    )]
}

/// A grade taken back, against a bare commit: what was written before costs nothing.
fn taken_back(site: &Site) -> Vec<Row> {
    let mut store = Store::open(&site.path("store.db"), Access::Write, [9; 16], 0).unwrap();
    let one = |_| {
        let event = store.last_undoable().unwrap().unwrap();
        seconds(|| drop(store.append(EventBody::Undo { target: event.key }, &next_day()).unwrap()))
    };
    let bare = bare::open(&site.path("bare.db"));
    let cards = &site.cards[..200.min(site.cards.len())];
    let (mut ours, mut bare) = commits(cards, one, &mut bare::Commits::after(&bare, i64::MAX / 4));
    store.close().unwrap();
    vec![row("a grade taken back, median", (share(&mut ours, 0.5) * 1e6, share(&mut bare, 0.5) * 1e6), "us", 1.5, 6.0)]
}

fn statistics(site: &Site) -> Vec<Row> {
    let bare = || seconds(|| bare::stream(&site.path("bare.db")));
    let times = in_turn(ROUNDS, || process(&mut site.askback(&["stats", "--json"])), bare);
    vec![row("full statistics, against one pass", ms(times), "ms", 0.034, 15.0)]
}

fn reviews_csv(site: &Site) -> Vec<Row> {
    let (target, plain) = (site.path("reviews.csv"), site.path("bare.csv"));
    let args = ["export", "reviews", "--force", "-o", target.to_str().unwrap()];
    let bare = || seconds(|| bare::dump(&site.path("bare.db"), &plain));
    vec![row("reviews to CSV", ms(in_turn(3, || process(&mut site.askback(&args)), bare)), "ms", 1.0, 8.0)]
}

fn cards_csv(site: &Site) -> Vec<Row> {
    let (target, plain) = (site.path("cards.csv"), site.path("bare.csv"));
    let args = ["export", "cards", "--force", "-o", target.to_str().unwrap()];
    let bare = || seconds(|| bare::dump_cards(&site.path("bare.db"), &plain));
    vec![row("cards to CSV", ms(in_turn(3, || process(&mut site.askback(&args)), bare)), "ms", 1.0, 40.0)]
}

fn memory(site: &Site) -> Vec<Row> {
    let target = site.path("reviews.csv");
    let args = ["export", "reviews", "--force", "-o", target.to_str().unwrap()];
    vec![row("memory: export of all reviews, start", (peak(&mut site.askback(&args)), 16.0), "MB", 3.0, 1.2)]
}

fn size(site: &Site) -> Vec<Row> {
    let megabytes = |name: &str| std::fs::metadata(site.path(name)).unwrap().len() as f64 / 1e6;
    vec![row("store on disk", (megabytes("store.db"), megabytes("bare.db")), "MB", 1.3, 4.0)]
}

/// Seconds for a megabyte of notes, on one core.
fn generate(site: &Site) -> Vec<Row> {
    let files = bare::walk(&site.path("notes"));
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let texts: Vec<String> = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let ours = || {
        seconds(|| {
            let read = |(number, text): (usize, &String)| {
                let name = format!("n{number}.md");
                askback::notes::note(&name, &name, text.as_bytes()).unwrap()
            };
            let notes: Vec<_> = texts.iter().enumerate().map(read).collect();
            drop(alone.install(|| askback::questions::generate(&notes)));
        })
    };
    let (ours, bare) = in_turn(3, ours, || seconds(|| texts.iter().for_each(|text| bare::parse(text))));
    let per_megabyte = |seconds: f64| seconds * 1e3 / (site.bytes as f64 / 1e6);
    vec![row("generate, ms for a MB of notes", (per_megabyte(ours), per_megabyte(bare)), "ms", 8.0, 350.0)]
}
