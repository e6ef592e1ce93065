//! Mock exams: their events as rows, and reading them back.

use rusqlite::{Connection, Row};

use super::Store;
use super::error::Result;
use super::log::append_in;
use super::row::{self, wrong};
use crate::history::in_order;
use crate::model::{Device, Event, EventBody, EventKey, ExamEvent, ExamMark, Moment, Review};

/// Words for coming, leaving and handing in, in the column `text`.
const CAME: &str = "came";
const LEFT: &str = "left";
const HANDED_IN: &str = "handed in";
const TIME_OVER: &str = "time over";

impl Store {
    /// Returns the events of all exams in the order in which they count.
    ///
    /// # Errors
    /// As [`Store::each_event`].
    pub fn exam_events(&self) -> Result<Vec<Event>> {
        let read = || -> rusqlite::Result<Vec<Event>> {
            let sql = format!("{} where l.kind between 8 and 12", row::EVENT);
            let mut statement = self.connection.prepare_cached(&sql)?;
            let events = row::events(&mut statement, [])?;
            Ok(in_order(&events).into_iter().cloned().collect())
        };
        self.sorted(read())
    }

    /// Begins an exam with its paper; returns the event, which names it.
    ///
    /// # Errors
    /// As the disk reports; nothing is kept then.
    pub fn begin_exam(&mut self, paper: String, at: &Moment) -> Result<Event> {
        Ok(self.append(EventBody::Exam(ExamEvent::Begun { paper }), at)?.0)
    }

    /// Keeps a step of an exam, which is on disk when this returns. An exam that was handed in,
    /// perhaps by another program, takes no more answers and is not handed in again: then nothing
    /// is written and nothing returned.
    ///
    /// # Errors
    /// As the disk reports; nothing is kept then.
    pub fn step_exam(&mut self, step: ExamEvent, at: &Moment) -> Result<Option<Event>> {
        self.write(|transaction| {
            let after_it = matches!(step, ExamEvent::Marked { mark: ExamMark::Right | ExamMark::Wrong, .. });
            if !after_it
                && step.exam().map_or(Ok(false), |exam| said(transaction, exam, 11, Some((HANDED_IN, TIME_OVER))))?
            {
                return Ok(None);
            }
            append_in(transaction, EventBody::Exam(step), at).map(|(event, _)| Some(event))
        })
    }

    /// Keeps the result of an exam with the answers it logs, all or nothing. Where the exam has one
    /// already, from another program that marked it meanwhile, nothing is written; returns whether
    /// anything was.
    ///
    /// # Errors
    /// As the disk reports; nothing is kept then.
    pub fn judge_exam(&mut self, exam: EventKey, outcome: String, reviews: Vec<Review>, at: &Moment) -> Result<bool> {
        self.write(|transaction| {
            if said(transaction, exam, 12, None)? {
                return Ok(false);
            }
            append_in(transaction, EventBody::Exam(ExamEvent::Judged { exam, outcome }), at)?;
            for review in reviews {
                append_in(transaction, EventBody::Review(review), at)?;
            }
            Ok(true)
        })
    }
}

/// Tells whether the log holds a step of a kind about an exam, with one of two texts if these matter.
fn said(connection: &Connection, exam: EventKey, kind: i64, texts: Option<(&str, &str)>) -> rusqlite::Result<bool> {
    let (one, other) = texts.unzip();
    connection
        .prepare_cached(
            "select exists (select 1 from log l join device d on d.id = l.target_device \
             where l.kind = ?1 and l.kind between 8 and 12 and d.name = ?2 and l.target_seq = ?3 and (?4 is null or l.text in (?4, ?5)))",
        )?
        .query_row((kind, exam.device.0, exam.seq, one, other), |found| found.get(0))
}

/// Reads a step of an exam.
pub(super) fn step(found: &Row<'_>) -> rusqlite::Result<ExamEvent> {
    let text = || found.get::<_, Option<String>>(20).map(Option::unwrap_or_default);
    let kind: i64 = found.get(6)?;
    if kind == 8 {
        return Ok(ExamEvent::Begun { paper: text()? });
    }
    let exam = EventKey { device: Device(found.get(17)?), seq: found.get(18)? };
    Ok(match kind {
        9 => ExamEvent::Answered { exam, number: found.get(19)?, answer: found.get(20)?, spent_ms: found.get(9)? },
        10 => {
            let word = text()?;
            let mark = ExamMark::ALL.into_iter().find(|mark| mark.word() == word);
            ExamEvent::Marked { exam, number: found.get(19)?, mark: mark.ok_or_else(|| wrong(20, "an unknown mark"))? }
        }
        12 => ExamEvent::Judged { exam, outcome: text()? },
        _ => match text()?.as_str() {
            CAME => ExamEvent::Attended { exam, here: true },
            LEFT => ExamEvent::Attended { exam, here: false },
            HANDED_IN => ExamEvent::HandedIn { exam, by_clock: false },
            TIME_OVER => ExamEvent::HandedIn { exam, by_clock: true },
            _ => return Err(wrong(20, "an unknown step of an exam")),
        },
    })
}

/// Returns the stored kind of a step.
pub(super) const fn kind(step: &ExamEvent) -> i64 {
    match step {
        ExamEvent::Begun { .. } => 8,
        ExamEvent::Answered { .. } => 9,
        ExamEvent::Marked { .. } => 10,
        ExamEvent::Attended { .. } | ExamEvent::HandedIn { .. } => 11,
        ExamEvent::Judged { .. } => 12,
    }
}

/// Returns the number of the question that a step is about: the column `other`.
pub(super) const fn number_in(step: &ExamEvent) -> Option<u32> {
    match step {
        ExamEvent::Answered { number, .. } | ExamEvent::Marked { number, .. } => Some(*number),
        _ => None,
    }
}

/// Returns the time spent: the column `answer_ms`.
pub(super) const fn spent_ms(step: &ExamEvent) -> Option<u32> {
    match step {
        ExamEvent::Answered { spent_ms, .. } => Some(*spent_ms),
        _ => None,
    }
}

/// Returns what a step says: the column `text`.
pub(super) fn text(step: &ExamEvent) -> Option<String> {
    match step {
        ExamEvent::Begun { paper } => Some(paper.clone()),
        ExamEvent::Answered { answer, .. } => answer.clone(),
        ExamEvent::Marked { mark, .. } => Some(mark.word().to_owned()),
        ExamEvent::Attended { here, .. } => Some(if *here { CAME } else { LEFT }.to_owned()),
        ExamEvent::HandedIn { by_clock, .. } => Some(if *by_clock { TIME_OVER } else { HANDED_IN }.to_owned()),
        ExamEvent::Judged { outcome, .. } => Some(outcome.clone()),
    }
}
