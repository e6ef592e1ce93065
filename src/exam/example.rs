//! Papers and events for the tests of the exam.

use std::sync::Arc;

use super::paper::{Item, Paper, Part};
use super::{Clock, Form};
use crate::model::{CardId, Day, Device, Direction, Event, EventBody, EventKey, ExamEvent, Kind, Moment, Source};

/// A question with these options, the first of them right; typed if there are none.
pub(super) fn item(options: &[&str]) -> Item {
    Item {
        card: CardId(1),
        domain: 0,
        form: if options.is_empty() { Form::Typed } else { Form::Choice },
        kind: Kind::Table,
        direction: Direction::Forward,
        context: vec!["Colours".into()],
        prompt: "Which colour?".into(),
        answer: options.first().copied().unwrap_or("red").into(),
        accepted: Vec::new(),
        items: Vec::new(),
        options: options.iter().map(|option| (*option).to_owned()).collect(),
        source: Source { path: Arc::from("colours.md"), line: 3, end_line: 3 },
        lines: vec!["| sky | red |".into()],
    }
}

/// A paper of so many choices, in two domains by turns; a is right.
pub(super) fn paper(items: u64) -> Paper {
    let part = |name: &str, weight| Part { name: name.into(), weight, missing: 0 };
    let numbered =
        |number: u64| Item { card: CardId(number), domain: (number % 2) as usize, ..item(&["red", "green", "blue"]) };
    Paper {
        name: "Colours".into(),
        minutes: 90,
        pass_mark: 75,
        clock: Clock::Running,
        misses_due: true,
        seed: 7,
        domains: vec![part("Even", 3.0), part("Odd", 1.0)],
        items: (0..items).map(numbered).collect(),
    }
}

/// A moment, in seconds after the beginning.
pub(super) fn at(second: i64) -> Moment {
    Moment { at_ms: 1_700_000_000_000 + second * 1000, offset_min: 0, zone: "UTC".into(), day: Day(19_675) }
}

/// The event that begins an exam.
pub(super) fn begun(paper: &Paper) -> Event {
    let body = EventBody::Exam(ExamEvent::Begun { paper: serde_json::to_string(paper).expect("a paper is JSON") });
    Event { key: EventKey { device: Device([1; 16]), seq: 1 }, at: at(0), body }
}

/// A step of that exam.
pub(super) fn step(seq: u64, second: i64, step: ExamEvent) -> Event {
    Event { key: EventKey { device: Device([1; 16]), seq }, at: at(second), body: EventBody::Exam(step) }
}

/// An answer after a second.
pub(super) fn answered(number: u32, answer: Option<&str>) -> ExamEvent {
    let exam = EventKey { device: Device([1; 16]), seq: 1 };
    ExamEvent::Answered { exam, number, answer: answer.map(str::to_owned), spent_ms: 1_000 }
}
