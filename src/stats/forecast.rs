//! What is to come: reviews due on each day, and the minutes they will take.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cards::CardLine;
use super::days::DayTotals;
use crate::model::Day;

/// Reviews that the recent pace must rest on; with fewer the whole log counts.
const ENOUGH: u32 = 20;

/// Days that are recent.
const RECENT_DAYS: i32 = 30;

/// Reviews due on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Forecast {
    /// The day.
    pub day: Day,
    /// Cards.
    pub cards: u32,
    /// Minutes they will take at the learner's pace, drills among them, rounded up; nothing
    /// before a review was timed.
    pub minutes: Option<u32>,
}

/// How long a review takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pace {
    /// Milliseconds a due card takes with the drills it leads to; nothing before one was timed.
    pub ms_per_review: Option<u64>,
    /// Reviews it rests on: those of the last 30 days, or all where these are few.
    pub reviews: u32,
}

impl Pace {
    /// Returns the pace that the answers show.
    pub fn of(days: &BTreeMap<Day, DayTotals>, today: Day) -> Self {
        let recent = Self::over(days.range(today.plus(1 - RECENT_DAYS)..=today).map(|(_, totals)| totals));
        if recent.reviews >= ENOUGH && recent.ms_per_review.is_some() { recent } else { Self::over(days.values()) }
    }

    fn over<'a>(days: impl Iterator<Item = &'a DayTotals>) -> Self {
        let (mut reviews, mut ms) = (0, 0);
        for day in days {
            reviews += day.review + day.early;
            ms += day.review_ms;
        }
        Self { ms_per_review: ms.checked_div(u64::from(reviews)).filter(|ms| *ms > 0), reviews }
    }

    /// Returns the minutes that a number of reviews take, rounded up.
    pub fn minutes(self, cards: u32) -> Option<u32> {
        let ms = self.ms_per_review? * u64::from(cards);
        Some(u32::try_from(ms.div_ceil(60_000)).unwrap_or(u32::MAX))
    }
}

/// Returns the reviews due on each of the coming days, today with all that is overdue.
pub fn forecast(cards: &[CardLine], pace: Pace, days: u32, today: Day) -> Vec<Forecast> {
    let mut counts = vec![0_u32; days as usize];
    for due in cards.iter().filter_map(|card| card.due(today)) {
        let ahead = usize::try_from(due.since(today)).unwrap_or(0);
        if let Some(count) = counts.get_mut(ahead) {
            *count += 1;
        }
    }
    let day = |(ahead, cards): (i32, u32)| Forecast { day: today.plus(ahead), cards, minutes: pace.minutes(cards) };
    (0..).zip(counts).map(day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reviewed(review: u32, review_ms: u64) -> DayTotals {
        DayTotals { reviews: review, review, review_ms, ..DayTotals::default() }
    }

    #[test]
    fn the_pace_is_that_of_the_last_thirty_days_if_they_hold_enough_and_else_of_all() {
        let today = Day(100);
        let old = (Day(10), reviewed(100, 1_000_000));
        let few = BTreeMap::from([old, (Day(99), reviewed(10, 50_000))]);
        assert_eq!(Pace::of(&few, today), Pace { ms_per_review: Some(9545), reviews: 110 });
        let enough = BTreeMap::from([old, (Day(71), reviewed(20, 100_000))]);
        assert_eq!(Pace::of(&enough, today), Pace { ms_per_review: Some(5000), reviews: 20 });
        assert_eq!(Pace::of(&BTreeMap::new(), today).minutes(5), None);
    }

    #[test]
    fn minutes_are_rounded_up() {
        let pace = Pace { ms_per_review: Some(5000), reviews: 20 };
        let minutes = [0, 1, 12, 13].map(|cards| pace.minutes(cards));
        assert_eq!(minutes, [Some(0), Some(1), Some(1), Some(2)]);
    }
}
