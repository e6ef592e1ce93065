//! `askback exam readiness`: the score to expect, as a range. `askback exam outcome`: the real one.

use std::collections::HashMap;
use std::process::ExitCode;

use serde::{Deserialize, Serialize};

use super::super::{Done, World, filled, widest};
use super::planned::{self, Past, Planned};
use super::{blueprint, ground};
use crate::cli::{OutcomeArgs, ReadinessArgs};
use crate::error::Problem;
use crate::exam::{
    Askable, Blueprint, Expected, ExpectedDomain, Fed, Form, METHOD, MIN_ANSWERS, OPTIONS, Readiness, readiness,
};
use crate::memory::Attempt;
use crate::model::{CardId, Day, EventBody};
use crate::stats::backtest::{self, MODEL_ERROR_POINTS};
use crate::store::{Store, value_of};
use crate::terminal::Tone;

/// Name of the setting that keeps how a real exam went.
const OUTCOME: &str = "exam.outcome";
/// Latest answers from which the model's own error is measured.
const MEASURED: usize = 20_000;

/// Columns of the table of domains beside their names.
const COLUMNS: usize = 44;

pub(super) fn run(args: &ReadinessArgs, world: &mut World<'_>) -> Done {
    let Some(store) = world.peek()? else {
        return Err(Problem::failed("there are no cards yet").hinted("begin with `askback study`"));
    };
    let document = of(args.blueprint.as_deref(), &store, world)?;
    if args.json {
        world.json(&document)?;
    } else {
        tell(&document, world)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the score to expect of the exam that is in sight: one is planned, or mock exams were sat.
/// A blueprint that cannot be read is told and leaves it out.
pub(in crate::cmd) fn in_sight(sat: bool, store: &Store, world: &mut World<'_>) -> Result<Option<Expected>, Problem> {
    let today = world.now().day;
    if !sat && planned::intent(store)?.is_none_or(|intent| intent.date <= today) {
        return Ok(None);
    }
    match of(None, store, world) {
        Ok(expected) => Ok(Some(expected)),
        Err(problem) => {
            world.tell(&format!("no expected score, since the blueprint cannot be used: {problem}"))?;
            Ok(None)
        }
    }
}

fn of(blueprint: Option<&str>, store: &Store, world: &mut World<'_>) -> Result<Expected, Problem> {
    let questions = ground::questions(store, world)?;
    let blueprint = blueprint::load(blueprint, &questions, store, world)?;
    let fed = ground::fed(&blueprint, questions);
    document(&blueprint, &fed, &Past::read(store)?, store, world)
}

fn document(
    blueprint: &Blueprint,
    fed: &[Fed],
    past: &Past,
    store: &Store,
    world: &World<'_>,
) -> Result<Expected, Problem> {
    let today = world.now().day;
    let answers = past.attempts.iter().filter(|attempt| attempt.first).count();
    let calibrated = answers >= MIN_ANSWERS;
    let (model_error_points, model_error_is_own) = own_error(&past.attempts);
    let planned = Planned::read(store, world)?;
    let score = |recall: &dyn Fn(CardId) -> f64| score(blueprint, fed, model_error_points, recall);
    let now = calibrated.then(|| score(&|card| recall_on(past, card, today)));
    let then = planned.as_ref().filter(|_| calibrated).map(|planned| {
        let (followed, date) = (followed(planned, world), planned.intent.date);
        score(&|card| followed.get(&card).copied().unwrap_or_else(|| recall_on(past, card, date)))
    });
    let seen = |domain: usize| {
        let known = |fed: &&Fed| fed.domain == domain && past.known(fed.question.id, today).is_some();
        fed.iter().filter(known).count()
    };
    let in_domain = |told: &Option<Readiness>, domain: usize| Some(told.as_ref()?.domains.get(domain)?.expected);
    let row = |(place, domain): (usize, &crate::exam::Domain)| ExpectedDomain {
        name: domain.name.clone(),
        weight: domain.weight,
        questions: fed.iter().filter(|fed| fed.domain == place).count(),
        seen: seen(place),
        today: in_domain(&now, place),
        on_the_day: in_domain(&then, place),
    };
    let domains: Vec<ExpectedDomain> = blueprint.domains.iter().enumerate().map(row).collect();
    Ok(Expected {
        schema_version: 1,
        blueprint: blueprint.name.clone(),
        pass_mark: f64::from(blueprint.pass_mark) / 100.0,
        calibrated,
        answers,
        answers_needed: MIN_ANSWERS,
        model_error_points,
        model_error_is_own,
        exam_date: planned.map(|planned| planned.intent.date),
        questions: fed.len(),
        seen: domains.iter().map(|domain| domain.seen).sum(),
        today: now,
        on_the_day: then,
        domains,
        method: METHOD,
    })
}

/// Returns the model's own error in points, and whether the learner's own past showed it.
fn own_error(attempts: &[Attempt]) -> (f64, bool) {
    let latest = attempts.get(attempts.len().saturating_sub(MEASURED)..).unwrap_or_default();
    backtest::model_error(latest).map_or((MODEL_ERROR_POINTS, false), |points| (points, true))
}

fn recall_on(past: &Past, card: CardId, day: Day) -> f64 {
    past.known(card, day).map_or(0.0, |(memory, days)| past.forecaster.recall(memory, days))
}

/// Returns the probability of each card of the plan on the day, if the plan is followed.
fn followed(planned: &Planned, world: &World<'_>) -> HashMap<CardId, f64> {
    let known: Vec<_> = planned.cards.iter().map(|card| planned.past.known(card.card, planned.today)).collect();
    let told = planned.plan.followed(&known, &planned.past.learner(), &mut world.rng());
    planned.cards.iter().map(|card| card.card).zip(told).collect()
}

fn score(blueprint: &Blueprint, fed: &[Fed], error_points: f64, recall: &dyn Fn(CardId) -> f64) -> Readiness {
    let askable = |fed: &Fed| {
        let choice = Form::of(&fed.question, fed.choice, &blueprint.kinds) == Some(Form::Choice);
        let guess = if choice { 1.0 / OPTIONS as f64 } else { 0.0 };
        Askable { domain: fed.domain, recall: recall(fed.question.id), guess }
    };
    let askable: Vec<Askable> = fed.iter().map(askable).collect();
    let weights: Vec<f64> = blueprint.domains.iter().map(|domain| domain.weight).collect();
    readiness(&askable, &weights, blueprint.questions, error_points / 100.0)
}

fn range(told: &Readiness) -> String {
    format!("{:.0} to {:.0} of 100", 100.0 * told.low, 100.0 * told.high)
}

fn tell(document: &Expected, world: &mut World<'_>) -> Result<(), Problem> {
    let Expected { questions, seen, answers, answers_needed, .. } = document;
    world.prose(&format!("{}: {questions} questions in your notes, {seen} of them seen.", document.blueprint))?;
    let Some(today) = &document.today else {
        world.prose(&format!("Not yet calibrated: {answers} of {answers_needed} first answers of a day."))?;
        return world.prose("A score before that would be a guess; study on, and ask again.");
    };
    let pass = 100.0 * document.pass_mark;
    world.prose(&format!("If the exam were today:    {} (pass mark {pass:.0})", range(today)))?;
    match (&document.on_the_day, document.exam_date) {
        (Some(then), Some(date)) => {
            world.prose(&format!("If the plan is followed:   {} on {date}", range(then)))?;
        }
        _ => world.prose("For the day of the exam:   make a plan with `askback exam plan`")?,
    }
    world.screen.gap()?;
    domains(document, world)?;
    world.screen.gap()?;
    let whose = if document.model_error_is_own { "as your own past shows" } else { "until your own past shows it" };
    world.prose(&format!("The model's own error: {:.1} points, {whose}.", document.model_error_points))?;
    world.prose(METHOD)
}

fn domains(document: &Expected, world: &mut World<'_>) -> Result<(), Problem> {
    let width = widest(document.domains.iter().map(|domain| &*domain.name)).max(6);
    let share = |share: Option<f64>| share.map_or_else(|| "-".to_owned(), |share| format!("{:.0}", 100.0 * share));
    let wide = world.screen.fits(width + COLUMNS);
    if wide {
        world.say(&format!("{:<width$}  weight  questions  seen  today  on the day", "domain"))?;
    }
    for domain in &document.domains {
        let told = |value| if domain.questions == 0 { "none".to_owned() } else { share(value) };
        let (today, then) = (told(domain.today), told(domain.on_the_day));
        let ExpectedDomain { name, weight, questions, seen, .. } = domain;
        if wide {
            let name = filled(name, width);
            world.say(&format!("{name}  {weight:>6}  {questions:>9}  {seen:>4}  {today:>5}  {then:>10}"))?;
        } else {
            let told = format!("weight {weight}, {seen} of {questions} seen, {today} today, {then} on the day");
            world.screen.hanging(&format!("{name}: "), Tone::Plain, &told)?;
        }
    }
    Ok(())
}

/// How a real exam went, beside what was forecast.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Outcome {
    date: Day,
    /// The real score, 0 to 1.
    score: f64,
    blueprint: String,
    /// What the answers up to that day would have forecast; nothing where they were too few.
    forecast: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

#[derive(Serialize)]
struct Outcomes {
    schema_version: u32,
    outcomes: Vec<Outcome>,
}

pub(super) fn outcome(args: &OutcomeArgs, world: &mut World<'_>) -> Done {
    if let Some(typed) = &args.score {
        let mut store = super::super::existing(world)?;
        let outcome = reckoned(typed, args, &store, world)?;
        let value = serde_json::to_string(&outcome).map_err(|error| Problem::failed(error.to_string()))?;
        store.append(EventBody::Setting { key: OUTCOME.to_owned(), value }, &world.now())?;
        store.close()?;
    }
    let outcomes = match world.peek()? {
        Some(store) => store.every_setting(OUTCOME)?.iter().filter_map(read).collect(),
        None => Vec::new(),
    };
    if args.json {
        world.json(&Outcomes { schema_version: 1, outcomes })?;
    } else {
        tell_outcomes(&outcomes, world)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn read(event: &crate::model::Event) -> Option<Outcome> {
    serde_json::from_str(value_of(event)?).ok()
}

/// Returns the outcome that was typed, with the forecast that the answers before that day give.
fn reckoned(typed: &str, args: &OutcomeArgs, store: &Store, world: &mut World<'_>) -> Result<Outcome, Problem> {
    let score: f64 = typed.trim().trim_end_matches('%').trim().parse().unwrap_or(f64::NAN);
    if !(0.0..=100.0).contains(&score) {
        return Err(Problem::usage(format!("{typed}: not a score")).hinted("write it in percent, 0 to 100"));
    }
    let today = world.now().day;
    let date = match &args.date {
        Some(text) => text
            .parse::<Day>()
            .map_err(|_| Problem::usage(format!("--date {text}: not a day")).hinted("write it as 2026-12-01"))?,
        None => planned::intent(store)?.map_or(today, |intent| intent.date.min(today)),
    };
    let questions = ground::questions(store, world)?;
    let blueprint = blueprint::load(args.blueprint.as_deref(), &questions, store, world)?;
    let fed = ground::fed(&blueprint, questions);
    let past = Past::before(date, store)?;
    let enough = past.attempts.iter().filter(|attempt| attempt.first).count() >= MIN_ANSWERS;
    let told = enough
        .then(|| self::score(&blueprint, &fed, own_error(&past.attempts).0, &|card| recall_on(&past, card, date)));
    Ok(Outcome {
        date,
        score: score / 100.0,
        blueprint: blueprint.name,
        forecast: told.as_ref().map(|told| told.expected),
        low: told.as_ref().map(|told| told.low),
        high: told.as_ref().map(|told| told.high),
    })
}

fn tell_outcomes(outcomes: &[Outcome], world: &mut World<'_>) -> Result<(), Problem> {
    if outcomes.is_empty() {
        return world.prose("No exam so far. After the real one:  askback exam outcome SCORE");
    }
    for outcome in outcomes {
        let forecast = match (outcome.forecast, outcome.low, outcome.high) {
            (Some(middle), Some(low), Some(high)) => {
                let held = if (low..=high).contains(&outcome.score) { "held" } else { "missed" };
                let (low, high, middle) = (100.0 * low, 100.0 * high, 100.0 * middle);
                format!("forecast {middle:.0}, {low:.0} to {high:.0}: {held}")
            }
            _ => "no forecast, too few answers".to_owned(),
        };
        world.prose(&format!(
            "{}  {:.0} of 100  {forecast}  ({})",
            outcome.date,
            100.0 * outcome.score,
            outcome.blueprint
        ))?;
    }
    Ok(())
}
