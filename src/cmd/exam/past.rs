//! `askback exam resume`, `history` and `show`: exams that were begun.

use std::process::ExitCode;

use serde::Serialize;

use super::super::{Done, World, counted, existing};
use super::{room, told};
use crate::error::Problem;
use crate::exam::{Form, Outcome, Sitting, sittings};
use crate::model::{CardId, EventKey, ExamEvent, Source};
use crate::store::Store;
use crate::terminal::Tone;

/// Returns every exam, the earliest first.
pub(in crate::cmd) fn all(store: &Store) -> Result<Vec<Sitting>, Problem> {
    Ok(sittings(&store.exam_events()?).0)
}

/// Returns the exams with their numbers, from 1 for the earliest.
fn numbered(all: &[Sitting]) -> impl DoubleEndedIterator<Item = (usize, &Sitting)> {
    all.iter().enumerate().map(|(place, sitting)| (place + 1, sitting))
}

/// Returns an exam by its name in the log.
pub(super) fn find_by_key(key: EventKey, store: &Store) -> Result<Sitting, Problem> {
    let found = all(store)?.into_iter().find(|sitting| sitting.id == key);
    found.ok_or_else(|| Problem::failed("the exam is not in the store"))
}

/// Returns the name of an exam that never changes: its device and its place in that device's log.
pub(in crate::cmd) fn id(sitting: &Sitting) -> String {
    format!("{:.8}-{}", sitting.id.device.to_string(), sitting.id.seq)
}

/// Finds an exam by its number, from 1 for the earliest, or by its id.
fn find<'a>(typed: &str, all: &'a [Sitting]) -> Result<(usize, &'a Sitting), Problem> {
    let by_number = typed.parse::<usize>().ok().and_then(|wanted| numbered(all).find(|(number, _)| *number == wanted));
    by_number.or_else(|| numbered(all).find(|(_, sitting)| id(sitting) == typed)).ok_or_else(|| {
        let hint = if all.is_empty() { "begin one with `askback exam`" } else { "`askback exam history` numbers them" };
        Problem::usage(format!("exam {typed}: there is no such exam")).hinted(hint)
    })
}

/// Returns that exams wait to be gone on with, in words, where any do.
pub(in crate::cmd) fn unfinished(store: &Store) -> Result<Option<String>, Problem> {
    let waiting = all(store)?.iter().filter(|sitting| !sitting.is_over()).count();
    let told = || format!("{} begun earlier can be gone on with:  askback exam resume", counted(waiting, "exam"));
    Ok((waiting > 0).then(told))
}

/// Goes on with an exam that was left.
pub(super) fn resume(typed: Option<&str>, world: &mut World<'_>) -> Done {
    let mut store = existing(world)?;
    let all = all(&store)?;
    let chosen = match typed {
        Some(typed) => Some(find(typed, &all)?),
        None => numbered(&all).rfind(|(_, sitting)| !sitting.is_over()),
    };
    let Some((number, sitting)) = chosen else {
        return Err(Problem::failed("no exam waits to be gone on with").hinted("begin one with `askback exam`"));
    };
    if sitting.is_over() {
        return Err(Problem::failed(format!("exam {number} is over"))
            .hinted(format!("see its result with `askback exam show {number}`")));
    }
    let others: Vec<String> = numbered(&all)
        .filter(|(other, sitting)| !sitting.is_over() && *other != number)
        .map(|(other, sitting)| format!("{other} ({}, {})", sitting.paper.name, sitting.begun.day))
        .collect();
    if typed.is_none() && !others.is_empty() {
        world.tell(&format!("Others wait too: {}. To choose:  askback exam resume N", others.join(", ")))?;
    }
    let sitting = come_back(sitting.clone(), number, &mut store, world)?;
    let code = room::enter(sitting, &mut store, world)?;
    store.close()?;
    Ok(code)
}

/// Notes that the learner is back, and says where the exam stands.
fn come_back(
    mut sitting: Sitting,
    number: usize,
    store: &mut Store,
    world: &mut World<'_>,
) -> Result<Sitting, Problem> {
    let (answered, questions) = (sitting.answered(), sitting.paper.items.len());
    let now = world.now();
    let left = sitting.paper.limit_ms().map(|limit| limit.saturating_sub(sitting.elapsed_ms(now.at_ms)));
    if sitting.is_open() && left != Some(0) {
        if let Some(event) = store.step_exam(ExamEvent::Attended { exam: sitting.id, here: true }, &now)? {
            sitting.take(&event);
        }
        let time = left.map(|left| format!(", {} left", told::clock(left))).unwrap_or_default();
        world
            .screen
            .say(&format!("Exam {number}, {}: {answered} of {questions} answered{time}.", sitting.paper.name))?;
    }
    Ok(sitting)
}

#[derive(Serialize)]
struct History {
    schema_version: u32,
    exams: Vec<Taken>,
    unfinished: Vec<Unfinished>,
}

/// An exam that is over.
#[derive(Serialize)]
struct Taken {
    id: String,
    number: usize,
    name: String,
    started_at: String,
    finished_at: Option<String>,
    score: f64,
    passed: bool,
    pass_mark: u32,
    right: usize,
    questions: usize,
    minutes_taken: f64,
    minutes_allowed: Option<u32>,
    handed_in_by: &'static str,
    domains: Vec<TakenDomain>,
}

#[derive(Serialize)]
struct TakenDomain {
    name: String,
    weight: f64,
    questions: usize,
    right: usize,
    missing: usize,
    score: Option<f64>,
}

#[derive(Serialize)]
struct Unfinished {
    id: String,
    number: usize,
    name: String,
    started_at: String,
    answered: usize,
    questions: usize,
    handed_in: bool,
}

/// Returns an exam as programs read it; nothing until it is over.
fn taken(number: usize, sitting: &Sitting) -> Option<Taken> {
    let outcome = sitting.kept()?;
    let parts = sitting.paper.domains.iter().zip(outcome.domains);
    let domains = parts.map(|(part, score)| TakenDomain {
        name: score.name,
        weight: score.weight,
        questions: score.questions,
        right: score.right,
        missing: part.missing,
        score: score.score,
    });
    let by_clock = sitting.handed_in.as_ref().is_some_and(|(_, by_clock)| *by_clock);
    Some(Taken {
        id: id(sitting),
        number,
        name: sitting.paper.name.clone(),
        started_at: sitting.begun.rfc3339(),
        finished_at: sitting.finished().map(|at| at.rfc3339()),
        score: outcome.score,
        passed: outcome.passed,
        pass_mark: sitting.paper.pass_mark,
        right: outcome.right,
        questions: outcome.questions,
        minutes_taken: outcome.taken_ms as f64 / 60_000.0,
        minutes_allowed: Some(sitting.paper.minutes).filter(|minutes| *minutes > 0),
        handed_in_by: if by_clock { "clock" } else { "learner" },
        domains: domains.collect(),
    })
}

/// Lists the exams, the newest first.
pub(super) fn history(json: bool, world: &mut World<'_>) -> Done {
    let all = match world.peek()? {
        Some(store) => all(&store)?,
        None => Vec::new(),
    };
    let newest = || numbered(&all).rev();
    if json {
        let unfinished = newest().filter(|(_, sitting)| !sitting.is_over()).map(|(number, sitting)| Unfinished {
            id: id(sitting),
            number,
            name: sitting.paper.name.clone(),
            started_at: sitting.begun.rfc3339(),
            answered: sitting.answered(),
            questions: sitting.paper.items.len(),
            handed_in: !sitting.is_open(),
        });
        let exams = newest().filter_map(|(number, sitting)| taken(number, sitting)).collect();
        world.json(&History { schema_version: 1, exams, unfinished: unfinished.collect() })?;
        return Ok(ExitCode::SUCCESS);
    }
    if all.is_empty() {
        world.prose("No exams yet. To take one:  askback exam")?;
    }
    for (number, sitting) in newest() {
        world.screen.hanging(&format!("{number:>3}  "), Tone::Plain, &row(sitting))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns a line about an exam.
fn row(sitting: &Sitting) -> String {
    let (day, name) = (sitting.begun.day, &sitting.paper.name);
    match sitting.kept() {
        Some(Outcome { score, passed, right, questions, .. }) => {
            let verdict = if passed { "passed" } else { "not passed" };
            format!("{day}  {:>5}  {right:>3} of {questions:<3}  {verdict:<10}  {name}", told::percent(score))
        }
        None => {
            let (answered, questions) = (sitting.answered(), sitting.paper.items.len());
            let state = if sitting.is_open() { "unfinished" } else { "to judge" };
            format!("{day}      -  {answered:>3} of {questions:<3}  {state:<10}  {name}")
        }
    }
}

#[derive(Serialize)]
struct Shown {
    schema_version: u32,
    exam: Taken,
    questions: Vec<ShownQuestion>,
}

#[derive(Serialize)]
struct ShownQuestion {
    number: usize,
    card_id: CardId,
    domain: Option<String>,
    form: Form,
    prompt: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<String>,
    answer: String,
    given: Option<String>,
    right: bool,
    flagged: bool,
    spent_ms: u64,
    source: Source,
}

/// Shows the result of an exam.
pub(super) fn show(typed: Option<&str>, json: bool, world: &mut World<'_>) -> Done {
    let Some(store) = world.peek()? else {
        return Err(Problem::failed("no exams yet").hinted("begin one with `askback exam`"));
    };
    let all = all(&store)?;
    let chosen = match typed {
        Some(typed) => Some(find(typed, &all)?),
        None => numbered(&all).rfind(|(_, sitting)| sitting.is_over()),
    };
    let Some((number, sitting)) = chosen else {
        return Err(Problem::failed("no exam is over yet")
            .hinted("go on with `askback exam resume`, or begin one with `askback exam`"));
    };
    let Some(exam) = taken(number, sitting) else {
        return Err(Problem::failed(format!("exam {number} is not over"))
            .hinted(format!("go on with `askback exam resume {number}`")));
    };
    if json {
        let questions = questions(sitting);
        world.json(&Shown { schema_version: 1, exam, questions })?;
        return Ok(ExitCode::SUCCESS);
    }
    // To the minute; the JSON form has the rest.
    let begun: String = sitting.begun.rfc3339().replace('T', " ").chars().take(16).collect();
    world.screen.say(&format!("Exam {number}, {}, begun {begun}", sitting.paper.name))?;
    told::result(sitting, &store, world)?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the questions of an exam that is over, with what was answered.
fn questions(sitting: &Sitting) -> Vec<ShownQuestion> {
    let marks = sitting.kept().map(|outcome| outcome.marks).unwrap_or_default();
    let all = (1..).zip(sitting.paper.items.iter().zip(&sitting.given));
    let shown = all.zip(marks).map(|((number, (item, given)), right)| ShownQuestion {
        number,
        card_id: item.card,
        domain: sitting.paper.domains.get(item.domain).map(|part| part.name.clone()),
        form: item.form,
        prompt: item.prompt.clone(),
        options: item.options.clone(),
        answer: item.answer.clone(),
        given: given.answer.as_deref().map(|answer| item.in_words(answer).to_owned()),
        right,
        flagged: given.flagged,
        spent_ms: given.spent_ms,
        source: item.source.clone(),
    });
    shown.collect()
}
