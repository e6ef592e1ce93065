//! `askback exam plan`: the days until an exam.

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde::Serialize;

use super::super::settings::WEEKDAYS;
use super::super::{Done, World, counted};
use super::agenda::Agenda;
use super::planned::{self, PLAN, Planned, is_one_of};
use crate::cli::PlanArgs;
use crate::deck::is_under;
use crate::error::Problem;
use crate::exam::plan::{DayPlan, Intent, LAST_DAYS, LOOKS, Plan, RESERVE};
use crate::model::{Day, EventBody};
use crate::schedule::due::Candidate;
use crate::store::Store;

/// Days ahead that can be planned for.
const FARTHEST_DAYS: i32 = 1_000;

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    date: Day,
    days_left: i32,
    cards: usize,
    seen_today: usize,
    /// Share of the cards expected to be recalled, 0 to 1.
    recall_today: f64,
    recall_on_the_day: f64,
    /// No plan with these minutes and the cards covered passes this share under the model.
    recall_bound: f64,
    /// With the same minutes laid out evenly.
    recall_if_even: Option<f64>,
    minutes_left: f64,
    behind_minutes: f64,
    /// Cards that the plan takes.
    cards_covered: usize,
    today: Today,
    days: Vec<Row>,
}

#[derive(Serialize)]
struct Today {
    minutes: f64,
    minutes_done: f64,
    new: usize,
    review: usize,
}

#[derive(Serialize)]
struct Row {
    day: Day,
    minutes: f64,
    new: f64,
    review: f64,
}

pub(super) fn run(args: &PlanArgs, world: &mut World<'_>) -> Done {
    let mut store = world.open()?;
    let code = if args.date.is_some() { super::ground::read_notes(&mut store, world)? } else { ExitCode::SUCCESS };
    if args.end {
        end(&mut store, world)?;
        store.close()?;
        return Ok(ExitCode::SUCCESS);
    }
    let made = match intent(args, &store, world)? {
        Some(intent) => Some(Planned::of(intent, &store, world)?),
        None => Planned::read(&store, world)?,
    };
    let Some(planned) = made else {
        none(&store, world)?;
        store.close()?;
        return Ok(ExitCode::SUCCESS);
    };
    if planned.cards.is_empty() {
        return Err(Problem::failed("there are no cards to plan for").hinted("add notes with `askback add PATH`"));
    }
    if args.date.is_some() {
        let value = planned.intent.text();
        store.append(EventBody::Setting { key: PLAN.to_owned(), value }, &world.now())?;
    }
    let left = Agenda::read(&store, world)?.map(|agenda| agenda.left(&store, world, |_| true)).transpose()?;
    let document = document(&planned, &left.map_or_else(Vec::new, |left| left.cards));
    if args.json {
        world.json(&document)?;
    } else {
        tell(&document, &planned, world)?;
    }
    store.close()?;
    Ok(code)
}

/// Ends the plan, if there is one.
fn end(store: &mut Store, world: &mut World<'_>) -> Result<(), Problem> {
    if planned::intent(store)?.is_none() {
        return world.prose("There is no plan.");
    }
    store.append(EventBody::Setting { key: PLAN.to_owned(), value: "ended".to_owned() }, &world.now())?;
    world.prose("The plan is ended. What is due is again what the schedule says.")
}

/// Says why there is no plan.
fn none(store: &Store, world: &mut World<'_>) -> Result<(), Problem> {
    match planned::intent(store)? {
        Some(intent) => {
            world.prose(&format!("The exam was on {}; the schedule is as usual again.", intent.date))?;
            world.prose("To keep how it went beside the forecast:  askback exam outcome SCORE")
        }
        None => {
            world.prose("There is no plan yet.")?;
            world.prose("To make one:  askback exam plan --date 2026-12-01 --minutes 20")
        }
    }
}

/// Reads what was typed; nothing where no date was.
fn intent(args: &PlanArgs, store: &Store, world: &World<'_>) -> Result<Option<Intent>, Problem> {
    let (Some(date), Some(minutes)) = (&args.date, args.minutes) else { return Ok(None) };
    let today = world.now().day;
    let date = day(date, "--date")?;
    if date <= today || date.since(today) > FARTHEST_DAYS {
        let said = format!("--date {date}: the exam must be after today, {today}, and within {FARTHEST_DAYS} days");
        return Err(Problem::usage(said).hinted("write it as 2026-12-01"));
    }
    if minutes == 0 || minutes > 1_440 {
        return Err(Problem::usage(format!("--minutes {minutes}: a day has 1 to 1440 minutes to give"))
            .hinted("say how long you can study on an ordinary day"));
    }
    let rest = rest(args.rest.as_deref(), world)?;
    let other = args.extra.iter().map(|text| extra(text, minutes)).collect::<Result<BTreeMap<Day, u32>, _>>()?;
    known_topics(&args.drop, store)?;
    let dropped = args.drop.clone();
    Ok(Some(Intent { date, since: today, minutes, rest, other, dropped, even: args.even, all: args.all }))
}

fn day(text: &str, option: &str) -> Result<Day, Problem> {
    let wrong = |_| Problem::usage(format!("{option} {text}: not a day")).hinted("write it as 2026-12-01");
    text.parse().map_err(wrong)
}

/// Reads the days of rest; those of the settings where none were typed.
fn rest(typed: Option<&str>, world: &World<'_>) -> Result<Vec<u32>, Problem> {
    let Some(typed) = typed else {
        return Ok((0..).zip(world.settings().rest()).filter(|(_, rests)| *rests).map(|(day, _)| day).collect());
    };
    let place = |name: &str| {
        let known = WEEKDAYS.iter().position(|day| day.eq_ignore_ascii_case(name.trim()));
        known.and_then(|place| u32::try_from(place).ok()).ok_or_else(|| {
            Problem::usage(format!("--rest {name}: not a day of the week"))
                .hinted(format!("days are {}", WEEKDAYS.join(",")))
        })
    };
    typed.split(',').filter(|name| !name.trim().is_empty()).map(place).collect()
}

/// Reads `DAY=MIN`: minutes beside the ordinary ones of that day.
fn extra(text: &str, minutes: u32) -> Result<(Day, u32), Problem> {
    let parts = text.split_once('=').and_then(|(name, more)| Some((name, more.trim().parse::<u32>().ok()?)));
    let Some((name, more)) = parts.filter(|(_, more)| *more <= 1_440) else {
        return Err(
            Problem::usage(format!("--extra {text}: not a day with minutes")).hinted("write it as 2026-11-28=60")
        );
    };
    Ok((day(name.trim(), "--extra")?, (minutes + more).min(1_440)))
}

/// Refuses a topic that names nothing.
fn known_topics(topics: &[String], store: &Store) -> Result<(), Problem> {
    if topics.is_empty() {
        return Ok(());
    }
    let (decks, cards) = (store.decks()?, store.cards()?);
    let names = |topic: &String| {
        let one = std::slice::from_ref(topic);
        decks.iter().any(|deck| is_under(deck, topic))
            || cards.iter().any(|held| held.question.context.iter().any(|heading| is_one_of(heading, one)))
    };
    match topics.iter().find(|topic| !names(topic)) {
        None => Ok(()),
        Some(topic) => Err(Problem::usage(format!("--drop {topic}: neither a deck nor a heading of your notes"))
            .hinted(format!("decks are: {}", decks.into_iter().collect::<Vec<_>>().join(", ")))),
    }
}

fn document(planned: &Planned, left: &[Candidate]) -> Document {
    let Planned { intent, plan, today, .. } = planned;
    let new = left.iter().filter(|card| card.state.is_none()).count();
    let minutes = |seconds: f32| f64::from(seconds) / 60.0;
    let row = |(ahead, day): (i32, &DayPlan)| Row {
        day: today.plus(ahead),
        minutes: minutes(day.seconds),
        new: f64::from(day.new),
        review: f64::from(day.reviews),
    };
    Document {
        schema_version: 1,
        date: intent.date,
        days_left: intent.date.since(*today),
        cards: planned.all(),
        seen_today: planned.cards.iter().filter(|card| card.state.is_some()).count(),
        recall_today: planned.recall_today(),
        recall_on_the_day: planned.of_all(plan.recall),
        recall_bound: planned.of_all(plan.bound),
        recall_if_even: even(planned).map(|even| planned.of_all(even.recall)),
        minutes_left: plan.days.iter().map(|day| minutes(day.seconds)).sum(),
        behind_minutes: minutes(planned.behind),
        cards_covered: planned.cards.len(),
        today: Today {
            minutes: plan.days.first().map_or(0.0, |day| minutes(day.seconds)),
            minutes_done: minutes(planned.spent_today),
            new,
            review: left.len() - new,
        },
        days: (0..).zip(&plan.days).map(row).collect(),
    }
}

/// Returns the plan with the same minutes laid out evenly; nothing if they are.
fn even(planned: &Planned) -> Option<Plan> {
    let seconds: Vec<f32> = planned.plan.days.iter().map(|day| day.seconds).collect();
    let plain = Intent { even: true, ..planned.intent.clone() };
    let even = plain.seconds_from(planned.today);
    let sum = |days: &[f32]| days.iter().sum::<f32>();
    if planned.intent.even || sum(&even) <= 0.0 || seconds == even {
        return None;
    }
    let scale = sum(&seconds) / sum(&even);
    Some(planned.with(&even.iter().map(|day| day * scale).collect::<Vec<f32>>()))
}

fn points(share: f64) -> String {
    format!("{:.0}", 100.0 * share)
}

fn tell(document: &Document, planned: &Planned, world: &mut World<'_>) -> Result<(), Problem> {
    let (cards, days) = (counted(document.cards, "card"), counted(document.days_left.unsigned_abs() as usize, "day"));
    world.prose(&format!(
        "Exam on {}, in {days}: {cards}, {} of them seen, {:.0} minutes to go.",
        document.date, document.seen_today, document.minutes_left
    ))?;
    world.prose(&format!(
        "Expected to be recalled: {} of 100 today, {} on the day if the plan is followed.",
        points(document.recall_today),
        points(document.recall_on_the_day)
    ))?;
    let which = if planned.left_out > 0 { " for the cards it takes" } else { "" };
    let gap = 100.0 * (document.recall_bound - document.recall_on_the_day);
    world.prose(&format!(
        "That is within {gap:.1} points of the best possible plan{which} under the model (not of the truth)."
    ))?;
    if let Some(even) = document.recall_if_even {
        let kept = 100.0 * RESERVE;
        world.prose(&format!(
            "{kept:.0} % of the minutes are kept for the last {LAST_DAYS} days; laid out evenly the same minutes give {} of 100.",
            points(even)
        ))?;
        world.prose("To lay them out evenly:  --even")?;
    }
    thin(planned, world)?;
    behind(document, world)?;
    world.screen.gap()?;
    weeks(document, world)?;
    world.screen.gap()?;
    let Today { minutes, minutes_done, new, review } = document.today;
    let minutes = counted(minutes.round() as usize, "minute");
    world.prose(&format!("Today: {minutes} to go, {minutes_done:.0} done; {new} new, {review} to review."))?;
    world.prose("`askback study` follows the plan; after the exam the schedule is as usual again.")
}

/// Says where the minutes are too few for the cards.
fn thin(planned: &Planned, world: &mut World<'_>) -> Result<(), Problem> {
    if planned.missing_s <= 0.0 {
        return Ok(());
    }
    let days = planned.plan.days.iter().filter(|day| day.seconds > 0.0).count().max(1) as f32;
    let more = (planned.missing_s / 60.0 / days).ceil();
    if planned.left_out == 0 {
        let more = counted(more as usize, "more minute");
        return world.prose(&format!("The minutes do not allow {LOOKS} looks at each card; for that, {more} a day."));
    }
    world.prose(&format!(
        "The minutes allow {LOOKS} looks at {} of {} cards; {} are left out, the same share of each deck.",
        planned.cards.len(),
        planned.all(),
        planned.left_out
    ))?;
    let more = counted(more as usize, "more minute");
    world.prose(&format!("For all: {more} a day, or a topic less with --drop; or --all to see each once."))
}

/// Says how far behind or ahead the learner is.
fn behind(document: &Document, world: &mut World<'_>) -> Result<(), Problem> {
    let minutes = document.behind_minutes.round();
    if minutes >= 1.0 {
        world.prose(&format!("You are {minutes:.0} minutes behind; the days below make the best of the rest."))
    } else if minutes <= -1.0 {
        world.prose(&format!("You are {:.0} minutes ahead.", -minutes))
    } else {
        Ok(())
    }
}

/// Shows the plan week by week, the last week day by day.
fn weeks(document: &Document, world: &mut World<'_>) -> Result<(), Problem> {
    world.say("from        days  minutes  new  review")?;
    let late = document.days.len().saturating_sub(LAST_DAYS);
    let (early, last) = document.days.split_at(late);
    let parts = early.chunks(7).chain(last.chunks(1));
    for part in parts {
        let sum = |of: &dyn Fn(&Row) -> f64| part.iter().map(of).sum::<f64>();
        let Some(first) = part.first() else { continue };
        world.say(&format!(
            "{}  {:>4}  {:>7.0}  {:>3.0}  {:>6.0}",
            first.day,
            part.len(),
            sum(&|row| row.minutes),
            sum(&|row| row.new),
            sum(&|row| row.review)
        ))?;
    }
    Ok(())
}
