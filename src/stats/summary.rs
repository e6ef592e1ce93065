//! The summary that `stats` shows and writes as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cards::{CardCounts, CardLine, EaseBand, Hard, Section, add_ease, hardest};
use super::coverage::{self, Coverage, NotePassages};
use super::days::{DayTotals, Rate, streak};
use super::forecast::{Forecast, Pace, forecast};
use super::groups::{DeckNumbers, Ground, Month, months};
use super::tally::{MONTHS, Span, Tallied, Wanted, month_of};
use crate::history::Calibrated;
use crate::model::Day;
use crate::session::Confusion;

/// Weeks of the heatmap before the present one.
const WEEKS: i32 = 52;

/// Everything `stats` knows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Version of this document.
    pub schema_version: u32,
    /// The study day it was made on.
    pub today: Day,
    /// Done today, in the last 7 days, in the last 30 days (each with today), and ever; and since
    /// a day, if one was named.
    pub periods: Vec<Period>,
    /// Days in a row with at least one answer.
    pub streak: Streak,
    /// Cards by where they stand.
    pub cards: CardCounts,
    /// Share of the reviewed cards that stand at the lowest ease; nothing where none was reviewed.
    pub share_at_lowest_ease: Option<f64>,
    /// Reviewed cards by ease, from the floor up, without empty bands at the end.
    pub ease: Vec<EaseBand>,
    /// How long a review takes.
    pub pace: Pace,
    /// Reviews due on each coming day, today first with all that is overdue.
    pub forecast: Vec<Forecast>,
    /// Answers on each day of the last year.
    pub heatmap: Heatmap,
    /// True retention of the last twelve months; months without reviews are left out.
    pub months: Vec<Month>,
    /// Every deck.
    pub decks: Vec<DeckNumbers>,
    /// Cards forgotten most often, the worst first.
    pub hardest: Vec<Hard>,
    /// Things that were taken for each other again and again; empty until they are looked up.
    pub confusions: Vec<Confusion>,
    /// What became of options that were chosen and right, by how sure the learner was.
    pub calibration: Vec<Calibrated>,
    /// How far the notes were asked.
    pub coverage: Coverage,
}

/// What was done in a period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Period {
    /// `today`, `7_days`, `30_days`, `all`, or `since`.
    pub period: &'static str,
    /// First day of a period that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Days of the period on which something was answered.
    pub days_studied: u32,
    /// The counts.
    #[serde(flatten)]
    pub totals: DayTotals,
    /// Young and mature retention together.
    pub retention: Rate,
}

/// Days in a row with at least one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Streak {
    /// Up to today, or up to yesterday while nothing was answered today.
    pub days: u32,
    /// The most there ever were.
    pub longest: u32,
    /// Whether something was answered today.
    pub studied_today: bool,
}

/// Answers on each day of whole weeks, from a Monday on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Heatmap {
    /// First day, a Monday.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Days on which something was answered.
    pub days: Vec<HeatmapDay>,
    /// Free days on which nothing was answered.
    pub rest: Vec<Day>,
}

/// One day of the heatmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HeatmapDay {
    /// The day.
    pub day: Day,
    /// Answers.
    pub reviews: u32,
    /// Time in milliseconds.
    pub answer_ms: u64,
}

/// What the summary is made from.
pub struct Numbers<'a> {
    /// The sections of the notes.
    pub sections: &'a [Section],
    /// Every card that may be asked.
    pub cards: &'a [CardLine],
    /// What the answers amount to, as [`wanted`] asked for it.
    pub tallied: &'a Tallied,
    /// The passages of every note.
    pub passages: &'a [NotePassages],
    /// Lapses that make a leech in a deck; 0 for never.
    pub leech_after: &'a dyn Fn(&str) -> u32,
    /// Days that break no streak.
    pub free: &'a dyn Fn(Day) -> bool,
    /// Whether sections are told apart.
    pub with_sections: bool,
    /// Days of the forecast.
    pub forecast_days: u32,
    /// A day since which everything is added up as well.
    pub since: Option<Day>,
}

/// Returns the periods that are told apart, by name.
fn spans(since: Option<Day>, today: Day) -> Vec<(&'static str, Span)> {
    let last = |days: i32| Span { from: today.plus(1 - days), to: today };
    // A clock that was set back leaves days to come: they count in none but the last.
    let all = Span { from: Day(i32::MIN), to: Day(i32::MAX) };
    let since = since.map(|from| ("since", Span { from, to: today }));
    [("today", last(1)), ("7_days", last(7)), ("30_days", last(30)), ("all", all)].into_iter().chain(since).collect()
}

/// Returns what the answers are asked for.
pub fn wanted(sections: &[Section], cards: &[CardLine], since: Option<Day>, today: Day) -> Wanted {
    Wanted {
        spans: spans(since, today).into_iter().map(|(_, span)| span).collect(),
        sections: cards.iter().map(|card| (card.card, card.section)).collect(),
        count: sections.len(),
        month: month_of(today),
    }
}

impl Summary {
    /// Returns the summary on `today`. The prompts of the hardest cards are still to be looked up.
    pub fn of(numbers: &Numbers<'_>, today: Day) -> Self {
        let days = &numbers.tallied.days;
        let spans = spans(numbers.since, today);
        let names: Vec<&'static str> = spans.iter().map(|(name, _)| *name).collect();
        let pace = Pace::of(days, today);
        let ground = Ground {
            sections: numbers.sections,
            cards: numbers.cards,
            tallied: numbers.tallied,
            periods: &names,
            leech_after: numbers.leech_after,
            coverage: coverage::by_deck(numbers.passages),
            month: month_of(today),
            today,
        };
        let decks = ground.decks(numbers.with_sections);
        let mut cards = CardCounts::default();
        decks.iter().for_each(|deck| cards.add_counts(&deck.cards));
        let mut ease = Vec::new();
        numbers.cards.iter().filter_map(|card| card.state).for_each(|state| add_ease(&mut ease, state.ease));
        let reviewed: u32 = ease.iter().map(|band| band.cards).sum();
        Self {
            schema_version: 1,
            today,
            periods: spans.into_iter().map(|(name, span)| period(name, span, days)).collect(),
            streak: streak_of(days, numbers.free, today),
            share_at_lowest_ease: (reviewed > 0).then(|| f64::from(cards.at_lowest_ease) / f64::from(reviewed)),
            cards,
            ease,
            pace,
            forecast: forecast(numbers.cards, pace, numbers.forecast_days, today),
            heatmap: heatmap(days, numbers.free, today),
            months: months_of(days, today),
            decks,
            hardest: hardest(numbers.sections, numbers.cards, numbers.leech_after),
            confusions: Vec::new(),
            calibration: numbers.tallied.calibration.clone(),
            coverage: coverage::of_all(numbers.passages),
        }
    }
}

/// Returns the sum of the days of a span.
fn period(period: &'static str, span: Span, days: &BTreeMap<Day, DayTotals>) -> Period {
    let (mut totals, mut days_studied) = (DayTotals::default(), 0);
    let held = days.iter().filter(|(day, _)| span.holds(**day)).map(|(_, totals)| totals);
    for day in held {
        totals.add_totals(day);
        days_studied += u32::from(day.reviews > 0);
    }
    let from = (period == "since").then_some(span.from);
    Period { period, from, days_studied, retention: totals.young.with(totals.mature), totals }
}

fn streak_of(days: &BTreeMap<Day, DayTotals>, free: &dyn Fn(Day) -> bool, today: Day) -> Streak {
    let studied = days.iter().filter(|(_, totals)| totals.reviews > 0).map(|(day, _)| *day);
    let (row, longest) = streak(studied, free, today);
    Streak { days: row, longest, studied_today: days.get(&today).is_some_and(|totals| totals.reviews > 0) }
}

/// Returns the whole weeks up to the one of `today`.
fn heatmap(days: &BTreeMap<Day, DayTotals>, free: &dyn Fn(Day) -> bool, today: Day) -> Heatmap {
    let from = today.plus(-today.weekday().cast_signed() - 7 * WEEKS);
    let studied: Vec<HeatmapDay> = days
        .range(from..=today)
        .filter(|(_, totals)| totals.reviews > 0)
        .map(|(day, totals)| HeatmapDay { day: *day, reviews: totals.reviews, answer_ms: totals.answer_ms })
        .collect();
    let idle = |day: &Day| studied.binary_search_by_key(day, |studied| studied.day).is_err();
    // Before the first answer there was nothing to rest from.
    let first = studied.first().map_or(today, |studied| studied.day);
    let rest = (0..=today.since(first)).map(|ahead| first.plus(ahead)).filter(|day| free(*day) && idle(day)).collect();
    Heatmap { from, to: today, days: studied, rest }
}

fn months_of(days: &BTreeMap<Day, DayTotals>, today: Day) -> Vec<Month> {
    let mut rates = [Rate::default(); MONTHS];
    let last = month_of(today);
    for (day, totals) in days {
        let back = usize::try_from(last - month_of(*day)).ok();
        if let Some(rate) = back.and_then(|back| (MONTHS - 1).checked_sub(back)).and_then(|place| rates.get_mut(place))
        {
            *rate = rate.with(totals.young).with(totals.mature);
        }
    }
    months(&rates, last)
}
