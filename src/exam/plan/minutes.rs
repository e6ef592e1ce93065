//! The minutes until an exam, and their shape.

use std::collections::BTreeMap;

use crate::model::Day;

/// Share of all minutes that is best kept for the last days.
pub const RESERVE: f64 = 0.4;
/// The last days before the exam, for which minutes are kept.
pub const LAST_DAYS: usize = 7;
/// Days from which a reserve makes sense: on fewer, the last days are most of the time anyway.
const RESERVE_FROM_DAYS: usize = 14;

/// How the minutes lie over the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// As many each day.
    Even,
    /// The same sum, two fifths of it in the last week.
    Reserve,
}

/// What the learner says of the time there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minutes {
    /// Minutes of an ordinary day.
    pub a_day: u32,
    /// Days of the week without study, Monday first.
    pub rest: [bool; 7],
    /// Days with other minutes than the ordinary ones.
    pub other: BTreeMap<Day, u32>,
    /// How they lie over the days.
    pub shape: Shape,
}

impl Minutes {
    /// Returns the seconds of each day from `today` to the day before the exam.
    pub fn seconds(&self, today: Day, exam: Day) -> Vec<f32> {
        let days = usize::try_from(exam.since(today)).unwrap_or(0);
        let day = |ahead: usize| today.plus(i32::try_from(ahead).unwrap_or(i32::MAX));
        let plain = |day: Day| {
            let rests = self.rest.get(day.weekday() as usize).copied().unwrap_or(false);
            let ordinary = if rests { 0 } else { self.a_day };
            60.0 * self.other.get(&day).copied().unwrap_or(ordinary) as f32
        };
        let mut seconds: Vec<f32> = (0..days).map(|ahead| plain(day(ahead))).collect();
        if self.shape == Shape::Reserve && days >= RESERVE_FROM_DAYS {
            reserve(&mut seconds);
        }
        seconds
    }
}

/// Moves seconds into the last days until these have their share of the whole.
fn reserve(seconds: &mut [f32]) {
    let (early, late) = seconds.split_at_mut(seconds.len().saturating_sub(LAST_DAYS));
    let sum = |days: &[f32]| days.iter().sum::<f32>();
    let (before, last) = (sum(early), sum(late));
    let wanted = (before + last) * RESERVE as f32;
    if last > 0.0 && before > 0.0 && wanted > last {
        let (less, more) = ((before + last - wanted) / before, wanted / last);
        early.iter_mut().for_each(|day| *day *= less);
        late.iter_mut().for_each(|day| *day *= more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Monday.
    const TODAY: Day = Day(20_059);

    fn minutes(shape: Shape) -> Minutes {
        let rest = [false, false, false, false, false, false, true];
        Minutes { a_day: 10, rest, other: BTreeMap::from([(TODAY.plus(1), 30)]), shape }
    }

    #[test]
    fn rest_days_have_none_and_other_days_what_was_said() {
        assert_eq!(TODAY.weekday(), 0);
        let seconds = minutes(Shape::Even).seconds(TODAY, TODAY.plus(8));
        assert_eq!(seconds, [600.0, 1800.0, 600.0, 600.0, 600.0, 600.0, 0.0, 600.0]);
        assert!(minutes(Shape::Even).seconds(TODAY, TODAY).is_empty());
    }

    #[test]
    fn the_reserve_keeps_the_sum_and_gives_two_fifths_to_the_last_week() {
        let (even, kept) = (minutes(Shape::Even), minutes(Shape::Reserve));
        let (even, kept) = (even.seconds(TODAY, TODAY.plus(60)), kept.seconds(TODAY, TODAY.plus(60)));
        let sum = |days: &[f32]| days.iter().sum::<f32>();
        assert!((sum(&even) - sum(&kept)).abs() < 1.0);
        assert!((sum(&kept[53..]) / sum(&kept) - 0.4).abs() < 0.001);
        let near = minutes(Shape::Reserve).seconds(TODAY, TODAY.plus(10));
        assert_eq!(near, minutes(Shape::Even).seconds(TODAY, TODAY.plus(10)), "too near to move anything");
    }
}
