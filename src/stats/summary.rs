//! The summary that `stats` shows and writes as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::days::{DayTotals, MATURE_DAYS, Rate, streak};
use crate::model::{Day, Ease};
use crate::schedule::{CardState, Rules, Standing};

/// Hundredths of ease in one band of the distribution.
const BAND: u16 = 20;

/// Bands at most; the last holds every higher ease.
const BANDS: usize = 16;

/// Everything `stats` knows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Version of this document.
    pub schema_version: u32,
    /// The study day it was made on.
    pub today: Day,
    /// Done today, in the last 7 days, in the last 30 days (each with today), and ever.
    pub periods: Vec<Period>,
    /// Days in a row with at least one answer.
    pub streak: Streak,
    /// Cards by where they stand.
    pub cards: CardCounts,
    /// Reviewed cards by ease, from the floor up, without empty bands at the end.
    pub ease: Vec<EaseBand>,
    /// Reviews due on each coming day, today first with all that is overdue.
    pub forecast: Vec<Forecast>,
}

/// What was done in a period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Period {
    /// `today`, `7_days`, `30_days` or `all`.
    pub period: &'static str,
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

/// Cards by where they stand; each is in one of the first four counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CardCounts {
    /// Never reviewed.
    pub new: u32,
    /// With an interval under 21 days.
    pub young: u32,
    /// With an interval from 21 days.
    pub mature: u32,
    /// Not asked until resumed.
    pub suspended: u32,
    /// Not asked before a later day.
    pub buried: u32,
    /// With at least as many lapses as make a leech.
    pub leeches: u32,
    /// At the lowest ease.
    pub at_lowest_ease: u32,
    /// Lapses of all cards.
    pub lapses: u64,
}

/// Reviewed cards with an ease in a band.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct EaseBand {
    /// Lowest ease of the band.
    pub from: Ease,
    /// Highest ease of the band.
    pub to: Ease,
    /// Cards.
    pub cards: u32,
}

/// Reviews due on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Forecast {
    /// The day.
    pub day: Day,
    /// Cards.
    pub cards: u32,
}

/// What the summary needs of a card that stands in the notes.
#[derive(Clone, Copy, Debug)]
pub struct CardLine<'a> {
    /// Its schedule; nothing for a new card.
    pub state: Option<&'a CardState>,
    /// Whether it may be asked.
    pub standing: &'a Standing,
}

impl Summary {
    /// Returns the summary on `today`, with a forecast of `forecast_days` days.
    pub fn of<'a>(
        days: &BTreeMap<Day, DayTotals>,
        cards: impl IntoIterator<Item = CardLine<'a>>,
        rules: &Rules,
        forecast_days: u32,
        today: Day,
    ) -> Self {
        let mut gathered = Gathered::new(forecast_days, today);
        cards.into_iter().for_each(|card| gathered.add(card, rules));
        let (row, longest) = streak(days, today);
        let studied_today = days.get(&today).is_some_and(|totals| totals.reviews > 0);
        Self {
            schema_version: 1,
            today,
            periods: periods(days, today),
            streak: Streak { days: row, longest, studied_today },
            cards: gathered.counts,
            ease: gathered.ease,
            forecast: gathered.forecast,
        }
    }
}

/// Returns the sums of the four periods. Days after `today` (a clock was set back) count in none
/// but the last.
fn periods(days: &BTreeMap<Day, DayTotals>, today: Day) -> Vec<Period> {
    let spans = [("today", today, today), ("7_days", today.plus(-6), today), ("30_days", today.plus(-29), today)];
    let spans = spans.into_iter().chain([("all", Day(i32::MIN), Day(i32::MAX))]);
    spans.map(|(period, first, last)| summed(period, days.range(first..=last).map(|(_, totals)| totals))).collect()
}

/// Returns the sum of days as a period.
fn summed<'a>(period: &'static str, days: impl Iterator<Item = &'a DayTotals>) -> Period {
    let (mut totals, mut days_studied) = (DayTotals::default(), 0);
    for day in days {
        totals.add_totals(day);
        days_studied += u32::from(day.reviews > 0);
    }
    Period { period, days_studied, retention: totals.young.with(totals.mature), totals }
}

/// Counts over cards.
struct Gathered {
    counts: CardCounts,
    ease: Vec<EaseBand>,
    forecast: Vec<Forecast>,
    today: Day,
}

impl Gathered {
    fn new(forecast_days: u32, today: Day) -> Self {
        let day = |ahead: u32| Forecast { day: today.plus(ahead.cast_signed()), cards: 0 };
        let forecast = (0..forecast_days).map(day).collect();
        Self { counts: CardCounts::default(), ease: Vec::new(), forecast, today }
    }

    fn add(&mut self, card: CardLine<'_>, rules: &Rules) {
        let counts = &mut self.counts;
        let suspended = card.standing.suspended.is_some();
        counts.buried += u32::from(!suspended && card.standing.is_buried(self.today));
        *match card.state {
            _ if suspended => &mut counts.suspended,
            None => &mut counts.new,
            Some(state) if state.interval_days < MATURE_DAYS => &mut counts.young,
            Some(_) => &mut counts.mature,
        } += 1;
        let Some(state) = card.state else { return };
        counts.lapses += u64::from(state.lapses);
        counts.leeches += u32::from(rules.leech_after > 0 && state.lapses >= rules.leech_after);
        counts.at_lowest_ease += u32::from(state.ease == Ease::MIN);
        self.add_ease(state.ease);
        if !suspended {
            self.add_due(state, card.standing);
        }
    }

    fn add_ease(&mut self, ease: Ease) {
        let index = usize::from((ease.hundredths() - Ease::MIN.hundredths()) / BAND).min(BANDS - 1);
        while self.ease.len() <= index {
            let from = self.ease.last().map_or(Ease::MIN.hundredths(), |band| band.to.hundredths() + 1);
            let to = if self.ease.len() + 1 == BANDS { u16::MAX } else { from + BAND - 1 };
            self.ease.push(EaseBand { from: Ease::from_hundredths(from), to: Ease::from_hundredths(to), cards: 0 });
        }
        if let Some(band) = self.ease.get_mut(index) {
            band.cards += 1;
        }
    }

    fn add_due(&mut self, state: &CardState, standing: &Standing) {
        let due = standing.buried_until.map_or(state.due, |until| until.max(state.due));
        let ahead = usize::try_from(due.since(self.today)).unwrap_or(0);
        if let Some(day) = self.forecast.get_mut(ahead) {
            day.cards += 1;
        }
    }
}
