//! `askback stats`: what was done, what was remembered, and what is coming.

use std::collections::BTreeMap;
use std::process::ExitCode;

use super::settings::Key;
use super::{Done, World};
use crate::cli::Stats;
use crate::error::Problem;
use crate::history::Pauses;
use crate::model::Day;
use crate::session::{Confusion, REPEATED, Rows};
use crate::stats::text::{self, Layout};
use crate::stats::{
    CardLine, DayTotals, Forecast, NotePassages, Numbers, Pace, Section, Summary, Tallied, Tally, forecast, passages,
    wanted,
};
use crate::store::Store;

/// Days of the forecast.
const FORECAST: u32 = 30;

/// Days in which what was taken for each other counts.
const LATE_DAYS: i32 = 90;

/// Questions that are looked at for it.
const LOOKED_AT: usize = 1_000;

/// Pairs at most that are named.
const CONFUSIONS: usize = 20;

pub(super) fn run(args: &Stats, world: &mut World<'_>) -> Done {
    let today = world.now().day;
    let since = args.since.as_deref().map(|text| day_since(text, today)).transpose()?;
    let summary = match world.peek()? {
        Some(store) => Progress::read(&store, since, world)?.summary(args.sections, &store, world)?,
        None => Progress { since, ..Progress::default() }.numbers(args.sections, world),
    };
    if args.json {
        world.json(&summary)?;
    } else {
        let accessible = world.settings().accessible();
        let width = if accessible { usize::MAX } else { world.screen.ends().width };
        text::lines(&summary, Layout { width, bars: !accessible }).iter().try_for_each(|line| world.say(line))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads a day, or a number of days, weeks, months or years back: `2026-01-31`, `90d`, `6m`.
fn day_since(text: &str, today: Day) -> Result<Day, Problem> {
    if let Ok(day) = text.parse() {
        return Ok(day);
    }
    let days = text.char_indices().next_back().and_then(|(place, unit)| {
        let days = match unit {
            'd' => 1,
            'w' => 7,
            'm' => 30,
            'y' => 365,
            _ => return None,
        };
        text[..place].parse::<u16>().ok().map(|number| i32::from(number) * days)
    });
    days.map(|days| today.plus(1 - days)).ok_or_else(|| {
        Problem::usage(format!("--since {text}: not a day"))
            .hinted("write a day as 2026-01-31, or how far back: 90d, 12w, 6m, 1y")
    })
}

/// Everything that was read for the numbers.
#[derive(Default)]
pub(super) struct Progress {
    pub(super) sections: Vec<Section>,
    pub(super) cards: Vec<CardLine>,
    pub(super) tallied: Tallied,
    pub(super) passages: Vec<NotePassages>,
    pauses: Pauses,
    since: Option<Day>,
}

impl Progress {
    /// Reads the cards and their answers.
    pub(super) fn read(store: &Store, since: Option<Day>, world: &World<'_>) -> Result<Self, Problem> {
        let (sections, mut cards) = store.card_lines()?;
        let asked: Vec<bool> =
            sections.iter().map(|section| world.settings().is_on(Key::Cards, Some(&section.deck))).collect();
        cards.retain(|card| asked.get(card.section as usize) == Some(&true));
        let mut tally = Tally::new(wanted(&sections, &cards, since, world.now().day));
        store.each_answered(|card, answers| tally.card(card, answers))?;
        let mut silent = store.silent()?;
        silent.retain(|passage| world.settings().is_on(Key::Cards, Some(&passage.deck)));
        let passages = passages(&sections, &cards, &silent);
        Ok(Self { sections, cards, tallied: tally.finish(), passages, pauses: store.pauses()?, since })
    }

    /// Returns the summary of what was read, the hardest cards with what they ask.
    pub(super) fn summary(&self, with_sections: bool, store: &Store, world: &World<'_>) -> Result<Summary, Problem> {
        let mut summary = self.numbers(with_sections, world);
        for hard in &mut summary.hardest {
            if let Some(held) = store.card(hard.card_id)? {
                (hard.prompt, hard.answer) = (held.question.prompt, held.question.answer);
            }
        }
        summary.confusions = confusions(store, world.now().day)?;
        Ok(summary)
    }

    /// Returns the reviews due on each of the coming days, as the summary does for fewer.
    pub(super) fn forecast(&self, days: u32, today: Day) -> Vec<Forecast> {
        forecast(&self.cards, Pace::of(&self.tallied.days, today), days, today)
    }

    fn numbers(&self, with_sections: bool, world: &World<'_>) -> Summary {
        let rest = world.settings().rest();
        let numbers = Numbers {
            sections: &self.sections,
            cards: &self.cards,
            tallied: &self.tallied,
            passages: &self.passages,
            leech_after: &|deck| world.rules(Some(deck)).leech_after,
            free: &|day| rest[day.weekday() as usize % 7] || self.pauses.hold(day),
            with_sections,
            forecast_days: FORECAST,
            since: self.since,
        };
        Summary::of(&numbers, world.now().day)
    }
}

/// Returns what was taken for each other again and again of late, in the notes with the most wrong
/// answers.
fn confusions(store: &Store, today: Day) -> Result<Vec<Confusion>, Problem> {
    let wrong = store.wrong_answers(today.plus(1 - LATE_DAYS))?;
    let questions = store.questions_beside(wrong.iter().map(|(card, _)| *card), LOOKED_AT)?;
    let mut found = Rows::of(&questions).confusions(wrong.iter().map(|(card, given)| (*card, given.as_str())));
    found.retain(|confusion| confusion.times >= REPEATED);
    found.truncate(CONFUSIONS);
    Ok(found)
}

/// Returns the totals of every day.
pub(super) fn days(store: &Store) -> Result<BTreeMap<Day, DayTotals>, Problem> {
    let mut tally = Tally::default();
    store.each_answered(|card, answers| tally.card(card, answers))?;
    Ok(tally.finish().days)
}

/// Returns the days in a row with an answer, up to today.
pub(super) fn streak(store: &Store, world: &World<'_>) -> Result<u32, Problem> {
    let rest = world.settings().rest();
    let pauses = store.pauses()?;
    let free = |day: Day| rest[day.weekday() as usize % 7] || pauses.hold(day);
    Ok(crate::stats::streak(store.study_days()?, &free, world.now().day).0)
}
