//! The columns of `export exams` and how an exam fills them.

use super::{Table, Value};
use crate::exam::{Outcome, Paper};
use crate::model::Moment;

/// Columns of `export exams`: first those of the exam, then those of a domain.
pub const EXAMS: Table<17> = Table {
    name: "exams",
    columns: [
        "id", "name", "started_at", "finished_at", "questions", "right", "score", "pass_mark", "passed", "seconds",
        "handed_in_by", "domain", "domain_weight", "domain_questions", "domain_right", "domain_missing",
        "domain_score",
    ],
};

/// An exam that is over, in `export exams`.
#[derive(Clone, Copy, Debug)]
pub struct ExamRow<'a> {
    /// Its name that never changes.
    pub id: &'a str,
    /// When it began.
    pub started: &'a Moment,
    /// When it was over.
    pub finished: Option<&'a Moment>,
    /// Whether the clock ended it, not the learner.
    pub by_clock: bool,
    /// What was asked.
    pub paper: &'a Paper,
    /// Its result.
    pub outcome: &'a Outcome,
}

impl<'a> ExamRow<'a> {
    /// The key of the domains in JSON.
    pub const PARTS: &'static str = "domains";

    /// Returns the cells of the exam, in the order of the first columns of [`EXAMS`].
    pub fn values(&self) -> [Value<'a>; 11] {
        let Self { paper, outcome, .. } = self;
        [
            Value::Word(self.id),
            Value::Text(&paper.name),
            instant(self.started),
            self.finished.map_or(Value::Absent, instant),
            count(outcome.questions),
            count(outcome.right),
            Value::Decimal(outcome.score),
            Value::Whole(paper.pass_mark.into()),
            Value::Flag(outcome.passed),
            Value::Decimal(outcome.taken_ms as f64 / 1000.0),
            Value::Word(if self.by_clock { "clock" } else { "learner" }),
        ]
    }

    /// Returns the cells of each domain, in the order of the other columns.
    pub fn domains(&self) -> Vec<[Value<'a>; 6]> {
        let parts = self.outcome.domains.iter().enumerate();
        let cells = parts.map(|(place, domain)| {
            [
                Value::Text(&domain.name),
                Value::Decimal(domain.weight),
                count(domain.questions),
                count(domain.right),
                self.paper.domains.get(place).map_or(Value::Absent, |part| count(part.missing)),
                domain.score.map_or(Value::Absent, Value::Decimal),
            ]
        });
        cells.collect()
    }
}

const fn instant(moment: &Moment) -> Value<'static> {
    Value::Instant { at_ms: moment.at_ms, offset_min: moment.offset_min }
}

fn count(number: usize) -> Value<'static> {
    Value::Whole(i64::try_from(number).unwrap_or(i64::MAX))
}
