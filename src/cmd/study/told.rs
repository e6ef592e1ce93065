//! What is said around a sitting: why nothing is asked, what waits, what it came to.

use super::super::settings::Key;
use super::super::today::Choice;
use super::super::{World, counted, when};
use crate::cli::Study;
use crate::error::Problem;
use crate::model::Day;
use crate::schedule::backlog;
use crate::session::Summary;
use crate::stats::{gained, text};
use crate::store::Store;

/// Reviews from earlier days from which on a backlog is spoken of.
const BACKLOG: usize = 30;

/// Minutes a day that a plan begins with where the learner has set none, and the longest it tries.
const MINUTES: u32 = 20;
const MOST_MINUTES: u32 = 80;

/// Time of an answer in milliseconds where none was measured yet.
const ANSWER_MS: u64 = 10_000;

/// Says why nothing is asked, when something will be, and what can be done until then.
pub(super) fn nothing_due(args: &Study, store: &Store, today: Day, world: &mut World<'_>) -> Result<(), Problem> {
    if !store.has_cards()? {
        world
            .screen
            .say("These notes give no questions yet. To see why, line by line:  askback generate --coverage PATH")?;
        return Ok(());
    }
    let choice = Choice::read(store, args.new, |_| true, world)?;
    if let Some((_, until)) = choice.pause {
        world
            .screen
            .say(&format!("You are on a pause; it ends {}. To end it now:  askback pause --end", when(until, today)))?;
    } else if choice.is_planned() {
        world.screen.say("What the plan for the exam asks today is done.")?;
        world.screen.say("To go on anyway:  askback study --ahead")?;
        return Ok(());
    } else {
        world.screen.say("Nothing is due now.")?;
    }
    let waiting = choice.kept_back(store, world)?;
    if waiting > 0 {
        let waiting = counted(waiting, "card");
        world.screen.say(&format!(
            "{waiting} more wait: for tomorrow's allowance, or since a card on the same fact was asked today."
        ))?;
    }
    if let Some((day, cards)) = store.next_due(today)?.filter(|_| choice.pause.is_none()) {
        let hour = world.settings().number(Key::StartsAt, None);
        world.screen.say(&format!("Next: {} from {hour:02}:00, {}.", when(day, today), counted(cards, "card")))?;
    }
    world.screen.say("To go on anyway:  askback study --ahead   or without effect:  askback study --cram")?;
    Ok(())
}

/// Returns a calm word about what has piled up, with a plan to clear it; nothing where little has.
pub(in crate::cmd) fn backlog(store: &Store, choice: &Choice, world: &World<'_>) -> Result<Option<String>, Problem> {
    let today = choice.today;
    let late = choice.reviews_waiting().filter(|card| card.state.is_some_and(|state| state.due < today)).count();
    if late < BACKLOG {
        return Ok(None);
    }
    let answer_ms = store.usual_answer_ms(today.plus(-30))?.unwrap_or(ANSWER_MS).max(1_000);
    let load = store.load(today, today.plus(400))?;
    let set = world.settings().number(Key::Minutes, None);
    let first = if set > 0 { set } else { MINUTES };
    let a_day = |minutes: u32| usize::try_from(u64::from(minutes) * 60_000 / answer_ms).unwrap_or(usize::MAX);
    let tried = std::iter::successors(Some(first), |minutes| Some(minutes * 2))
        .take_while(|minutes| *minutes <= MOST_MINUTES.max(first));
    let planned = tried.into_iter().find_map(|minutes| {
        Some((minutes, backlog::cleared_on(choice.reviews_waiting().count(), &load, a_day(minutes), today)?))
    });
    let plan = planned.map_or_else(
        || "Do a little each day; what is most overdue comes first.".to_owned(),
        |(minutes, day)| format!("The most overdue come first. {minutes} minutes a day: done {}.", when(day, today)),
    );
    Ok(Some(format!("{} wait from earlier days; that is no harm done. {plan}", counted(late, "review"))))
}

/// Says what the sitting came to.
pub(super) fn tell(
    done: Summary,
    left: usize,
    store: &Store,
    today: Day,
    world: &mut World<'_>,
) -> Result<(), Problem> {
    let tomorrow = store.load(today.plus(1), today.plus(1))?.on(today.plus(1));
    let drills = if done.drills > 0 { format!(", {}", counted(done.drills as usize, "drill")) } else { String::new() };
    let (graded, right, new) = (done.cards, done.recalled, done.learnt);
    let time = text::time(done.time_ms);
    world.screen.say(&format!(
        "{graded} graded, {right} right, {new} new{drills}, {time}. Left today: {left}. Due tomorrow: {tomorrow}."
    ))?;
    if let Some(line) = last_week(done, store, today)? {
        world.screen.say(&line)?;
    }
    world.screen.forget_keys()?;
    Ok(())
}

/// Returns what the week before brought, after the first sitting of a week.
fn last_week(done: Summary, store: &Store, today: Day) -> Result<Option<String>, Problem> {
    let monday = today.plus(-today.weekday().cast_signed());
    let events = store.events_since(monday.plus(-7))?;
    if gained(&events, monday, today.plus(1)).answers > done.grades() || done.grades() == 0 {
        return Ok(None);
    }
    Ok(gained(&events, monday.plus(-7), monday).line().map(|line| format!("Last week: {line}")))
}

/// Returns what the last seven days brought.
pub(in crate::cmd) fn seven_days(store: &Store, today: Day) -> Result<Option<String>, Problem> {
    let from = today.plus(-6);
    let line = gained(&store.events_since(from)?, from, today.plus(1)).line();
    Ok(line.map(|line| format!("Last 7 days: {line}")))
}
