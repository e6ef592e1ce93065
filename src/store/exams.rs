//! Mock exams: their events as rows, and reading them back.

use rusqlite::Row;

use super::Store;
use super::error::Result;
use super::log::append_in;
use super::row::{self, wrong};
use crate::model::{Device, Event, EventBody, EventKey, ExamEvent, ExamMark, Moment, Review};

/// Words for coming, leaving and handing in, in the column `text`.
const CAME: &str = "came";
const LEFT: &str = "left";
const HANDED_IN: &str = "handed in";
const TIME_OVER: &str = "time over";

impl Store {
    /// Returns the events of all exams in the order in which they were written here, device by
    /// device.
    ///
    /// # Errors
    /// At the first row that no version of this program writes.
    pub fn exam_events(&self) -> Result<Vec<Event>> {
        let read = || -> rusqlite::Result<Vec<Event>> {
            let sql = format!("{} where l.kind between 8 and 12 order by l.device, l.seq", row::EVENT);
            let mut statement = self.connection.prepare_cached(&sql)?;
            statement.query_map([], row::event)?.collect()
        };
        self.sorted(read())
    }

    /// Keeps the result of an exam with the answers it logs, all or nothing. Where the exam has one
    /// already, from another program that marked it meanwhile, nothing is written; returns whether
    /// anything was.
    ///
    /// # Errors
    /// As the disk reports; nothing is kept then.
    pub fn judge_exam(&mut self, exam: EventKey, outcome: String, reviews: Vec<Review>, at: &Moment) -> Result<bool> {
        self.write(|transaction| {
            let judged: bool = transaction
                .prepare_cached(
                    "select exists (select 1 from log l join device d on d.id = l.target_device where l.kind = 12 and d.name = ?1 and l.target_seq = ?2)",
                )?
                .query_row((exam.device.0, exam.seq), |found| found.get(0))?;
            if judged {
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
