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
    /// Returns the summary on `today`, with a forecast of `forecast_days` days; days that are `free`
    /// break no streak.
    pub fn of<'a>(
        days: &BTreeMap<Day, DayTotals>,
        cards: impl IntoIterator<Item = CardLine<'a>>,
        rules: &Rules,
        free: &dyn Fn(Day) -> bool,
        forecast_days: u32,
        today: Day,
    ) -> Self {
        let mut gathered = Gathered::new(forecast_days, today);
        cards.into_iter().for_each(|card| gathered.add(card, rules));
        let (row, longest) = streak(days, free, today);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CardId, Quality, ReviewKind};
    use crate::stats::{Answer, Tally, text};

    const TODAY: Day = Day(20_000);

    fn state(interval_days: u32, ease: u16, due_in: i32) -> CardState {
        CardState {
            repetitions: 2,
            interval_days,
            ease: Ease::from_hundredths(ease),
            due: TODAY.plus(due_in),
            last: TODAY,
            lapses: 0,
            reviews: 2,
            redrill_on: None,
        }
    }

    fn summary(states: &[(Option<CardState>, Standing)], answers: &[(i32, u8, u32)]) -> Summary {
        let mut tally = Tally::default();
        for (number, (day, quality, interval_before)) in (0..).zip(answers) {
            let quality = Quality::new(*quality).expect("a grade from 0 to 5");
            let kind = if *interval_before == 0 { ReviewKind::Learn } else { ReviewKind::Review };
            let (card, day) = (CardId(number), TODAY.plus(*day));
            tally.push(&Answer { card, day, quality, answer_ms: 9000, kind, interval_before: *interval_before });
        }
        let cards = states.iter().map(|(state, standing)| CardLine { state: state.as_ref(), standing });
        Summary::of(&tally.finish(), cards, &Rules::default(), &|_| false, 3, TODAY)
    }

    fn sample() -> Summary {
        let suspended = Standing { suspended: Some("hard".into()), ..Standing::default() };
        let buried = Standing { buried_until: Some(TODAY.plus(2)), ..Standing::default() };
        let leech = CardState { lapses: 9, ..state(1, 130, 1) };
        let states = [
            (None, Standing::default()),
            (Some(state(20, 250, -5)), Standing::default()),
            (Some(state(21, 250, 0)), Standing::default()),
            (Some(state(6, 262, 0)), buried),
            (Some(leech), Standing::default()),
            (Some(state(6, 250, 0)), suspended),
        ];
        summary(&states, &[(0, 4, 0), (0, 2, 5), (-6, 4, 30), (-7, 5, 6), (-29, 3, 6), (-30, 4, 6), (1, 4, 6)])
    }

    #[test]
    fn the_periods_end_today_and_hold_their_days() {
        let reviews: Vec<(&str, u32, u32)> =
            sample().periods.iter().map(|period| (period.period, period.totals.reviews, period.days_studied)).collect();
        assert_eq!(reviews, [("today", 2, 1), ("7_days", 3, 2), ("30_days", 5, 4), ("all", 7, 6)]);
        assert_eq!(sample().periods[2].retention, Rate { asked: 4, recalled: 3 });
    }

    #[test]
    fn cards_are_counted_where_they_stand() {
        let expected = CardCounts {
            new: 1,
            young: 3,
            mature: 1,
            suspended: 1,
            buried: 1,
            leeches: 1,
            at_lowest_ease: 1,
            lapses: 9,
        };
        assert_eq!(sample().cards, expected);
    }

    #[test]
    fn the_forecast_holds_what_is_overdue_today_and_leaves_suspended_cards_out() {
        let cards: Vec<u32> = sample().forecast.iter().map(|day| day.cards).collect();
        assert_eq!(cards, [2, 1, 1]);
    }

    #[test]
    fn ease_is_banded_from_the_floor_and_the_last_band_is_open() {
        let bands: Vec<(String, u32)> = sample().ease.iter().map(|band| (band.from.to_string(), band.cards)).collect();
        let expected = [("1.30", 1), ("1.50", 0), ("1.70", 0), ("1.90", 0), ("2.10", 0), ("2.30", 0), ("2.50", 4)];
        assert_eq!(bands, expected.map(|(from, cards)| (from.to_owned(), cards)));
        let far = summary(&[(Some(state(6, 60_000, 0)), Standing::default())], &[]);
        assert_eq!((far.ease.len(), far.ease[15].cards, far.ease[15].from.to_string()), (16, 1, "4.30".into()));
    }

    #[test]
    fn the_document_has_a_version_and_flat_snake_case_periods() {
        let json = serde_json::to_value(sample()).expect("a summary is JSON");
        assert_eq!(json["schema_version"], 1);
        assert_eq!(json["today"], "2024-10-04");
        assert_eq!(json["periods"][3]["reviews"], 7);
        assert_eq!(json["periods"][0]["retention"], serde_json::json!({"asked": 1, "recalled": 0, "share": 0.0}));
        assert_eq!(json["streak"], serde_json::json!({"days": 1, "longest": 2, "studied_today": true}));
    }

    #[test]
    fn the_text_is_as_shown_here() {
        let expected = "
                          today         7 days        30 days            all
Answers                       2              3              5              7
  new cards                   1              1              1              1
  drills                      0              0              0              0
Time                       18 s           27 s           45 s          1 min
Days studied                  1              2              4              6
True retention            0.0 %         50.0 %         75.0 %         83.3 %
  young                   0.0 %          0.0 %         66.7 %         80.0 %
  mature                      -        100.0 %        100.0 %        100.0 %

Streak  1 day (longest 2 days)
Cards   1 new, 3 young, 1 mature, 1 suspended, 1 buried
Lapses  9; leeches 1; at the lowest ease 1

Due
  2024-10-04          2  ########################################
  2024-10-05          1  ####################
  2024-10-06          1  ####################

Ease
  1.30 to 1.49        1  ##########
  1.50 to 1.69        0
  1.70 to 1.89        0
  1.90 to 2.09        0
  2.10 to 2.29        0
  2.30 to 2.49        0
  2.50 to 2.69        4  ########################################";
        assert_eq!(format!("\n{}", text::lines(&sample()).join("\n")), expected);
    }

    #[test]
    fn no_line_is_wider_than_eighty_columns_even_after_a_hundred_years() {
        let mut summary = sample();
        for period in &mut summary.periods {
            period.totals = DayTotals { reviews: u32::MAX, answer_ms: 60_000 * 2_000_000_000, ..period.totals };
        }
        summary.cards = CardCounts {
            new: 999_999,
            young: 999_999,
            mature: 999_999,
            suspended: 99_999,
            buried: 99_999,
            ..summary.cards
        };
        summary.forecast.iter_mut().for_each(|day| day.cards = u32::MAX);
        for line in text::lines(&summary) {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}
