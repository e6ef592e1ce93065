//! The bare loops: the least that a program must do for each row, with nothing around it.

use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};

use askback::model::{Event, EventBody, Question};
use rusqlite::{Connection, Statement, params};

const SCHEMA: &str = "
create table card (id integer primary key, prompt text, answer text, path text, line integer, due integer, interval integer, ease integer, reviews integer) strict;
create index card_due on card (due);
create table review (at integer primary key, card integer, quality integer, interval integer, before integer, ease integer, ms integer) strict;";

/// Opens a bare store as durable as ours.
pub(crate) fn open(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("pragma journal_mode=wal; pragma synchronous=full; pragma wal_autocheckpoint=100000")
        .unwrap();
    connection
}

/// Makes a bare store of the same cards and reviews; returns the seconds the cards took.
pub(crate) fn fill(path: &Path, questions: &[Question], events: &[Event]) -> f64 {
    let connection = open(path);
    connection.execute_batch(SCHEMA).unwrap();
    let taken = super::measure::seconds(|| insert(&connection, questions));
    connection.execute_batch("begin immediate").unwrap();
    let mut review = connection.prepare("insert or ignore into review values (?, ?, ?, ?, ?, ?, ?)").unwrap();
    let mut card = connection
        .prepare("update card set due = ?, interval = ?, ease = ?, reviews = reviews + 1 where id = ?")
        .unwrap();
    for (number, event) in (0_i64..).zip(events) {
        let EventBody::Review(graded) = &event.body else { continue };
        let id = i64::from_ne_bytes(graded.card.0.to_ne_bytes());
        let (interval, ease) = (graded.interval_after, graded.ease_after.hundredths());
        review
            .execute(params![
                event.at.at_ms * 64 + number % 64,
                id,
                graded.quality.value(),
                interval,
                graded.interval_before,
                ease,
                graded.answer_ms
            ])
            .unwrap();
        card.execute(params![event.at.day.0 + interval.cast_signed(), interval, ease, id]).unwrap();
    }
    connection.execute_batch("commit; pragma wal_checkpoint(truncate)").unwrap();
    taken
}

fn insert(connection: &Connection, questions: &[Question]) {
    connection.execute_batch("begin immediate").unwrap();
    let mut card = connection.prepare("insert or ignore into card values (?, ?, ?, ?, ?, ?, 0, 250, 0)").unwrap();
    for question in questions {
        let id = i64::from_ne_bytes(question.id.0.to_ne_bytes());
        card.execute(params![
            id,
            question.prompt,
            question.answer,
            &*question.source.path,
            question.source.line,
            i32::MAX
        ])
        .unwrap();
    }
    connection.execute_batch("commit").unwrap();
}

/// Opens, looks up the first due card and counts the due ones: the floor of a start.
pub(crate) fn first(path: &Path) {
    let (id, prompt, due) = first_due(path);
    println!("{id} {prompt} {due}");
}

/// The same without a word.
pub(crate) fn first_quietly(path: &Path) {
    black_box(first_due(path));
}

fn first_due(path: &Path) -> (i64, String, i64) {
    let connection = open(path);
    let today = super::history::LAST.0 + 1;
    let (id, prompt): (i64, String) = connection
        .query_row("select id, prompt from card where due <= ? order by due limit 1", [today], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap_or_default();
    let due: i64 = connection.query_row("select count(*) from card where due <= ?", [today], |row| row.get(0)).unwrap();
    (id, prompt, due)
}

/// Returns every note below a folder after asking the system for its size and time.
pub(crate) fn walk(folder: &Path) -> Vec<PathBuf> {
    let (mut waiting, mut files) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            match entry.file_type().unwrap().is_dir() {
                true => waiting.push(entry.path()),
                false => {
                    black_box(entry.metadata().unwrap().modified().unwrap());
                    files.push(entry.path());
                }
            }
        }
    }
    files
}

/// Reads and parses every note, and takes its digest.
pub(crate) fn read_parse_hash(folder: &Path) {
    for file in walk(folder) {
        let bytes = std::fs::read(file).unwrap();
        black_box(blake3::hash(&bytes));
        parse(std::str::from_utf8(&bytes).unwrap());
    }
}

/// Runs the Markdown parser alone.
pub(crate) fn parse(text: &str) {
    pulldown_cmark::Parser::new_ext(text, pulldown_cmark::Options::ENABLE_TABLES)
        .for_each(|event| drop(black_box(event)));
}

/// Answers, each committed before the next.
pub(crate) struct Commits<'a> {
    connection: &'a Connection,
    card: Statement<'a>,
    review: Statement<'a>,
    first_at: i64,
    number: i64,
}

impl<'a> Commits<'a> {
    /// Begins with reviews from `first_at` on.
    pub(crate) fn after(connection: &'a Connection, first_at: i64) -> Self {
        let card = "update card set due = ?, interval = ?, ease = ?, reviews = reviews + 1 where id = ?";
        let card = connection.prepare(card).unwrap();
        let review = connection.prepare("insert into review values (?, ?, ?, ?, ?, ?, ?)").unwrap();
        Self { connection, card, review, first_at, number: 0 }
    }

    /// Commits an answer about a card; returns the seconds it takes.
    pub(crate) fn commit(&mut self, card: i64) -> f64 {
        let Self { connection, card: update, review, first_at, number } = self;
        *number += 1;
        super::measure::seconds(|| {
            connection.execute_batch("begin immediate").unwrap();
            update.execute(params![*number % 400, *number % 200, 250, card]).unwrap();
            review.execute(params![*first_at + *number, card, 4, *number % 200, *number % 90, 250, 4_000]).unwrap();
            connection.execute_batch("commit").unwrap();
        })
    }
}

/// One pass over all reviews: by day and grade, intervals, time.
pub(crate) fn stream(path: &Path) {
    let connection = open(path);
    let (mut days, mut intervals, mut ms) = (vec![[0_u32; 6]; 40_000], vec![0_u32; 4_096], 0_i64);
    let mut statement = connection.prepare("select at, quality, interval, ms from review").unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let number = |column: usize| row.get::<_, i64>(column).unwrap();
        let day = usize::try_from(number(0) / 64 / 86_400_000).unwrap_or(0).min(39_999);
        days[day][usize::try_from(number(1)).unwrap_or(0).min(5)] += 1;
        intervals[usize::try_from(number(2)).unwrap_or(0).min(4_095)] += 1;
        ms += number(3);
    }
    black_box((days, intervals, ms));
}

/// Writes all reviews as CSV, plainly.
pub(crate) fn dump(path: &Path, target: &Path) {
    let connection = open(path);
    let mut out = std::io::BufWriter::with_capacity(1 << 20, std::fs::File::create(target).unwrap());
    let mut statement = connection.prepare("select at, card, quality, interval, before, ease, ms from review").unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let number = |column: usize| row.get::<_, i64>(column).unwrap();
        writeln!(
            out,
            "{},{},{},{},{},{},{}",
            number(0),
            number(1),
            number(2),
            number(3),
            number(4),
            number(5),
            number(6)
        )
        .unwrap();
    }
    out.flush().unwrap();
}

/// Writes all cards as CSV, plainly.
pub(crate) fn dump_cards(path: &Path, target: &Path) {
    let connection = open(path);
    let mut out = std::io::BufWriter::with_capacity(1 << 20, std::fs::File::create(target).unwrap());
    let mut statement = connection.prepare("select id, prompt, answer, due, interval, ease from card").unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let text = |column: usize| row.get::<_, String>(column).unwrap();
        let number = |column: usize| row.get::<_, i64>(column).unwrap();
        writeln!(out, "{},\"{}\",\"{}\",{},{},{}", number(0), text(1), text(2), number(3), number(4), number(5))
            .unwrap();
    }
    out.flush().unwrap();
}
