//! When a backlog will be cleared, at so many cards a day.

use super::Load;
use crate::model::Day;

/// Days within which a backlog is worth planning; beyond them the plan is no plan.
const HORIZON: i32 = 365;

/// Of a hundred reviews, those that are forgotten and come back the next day (the middle of the
/// 5 to 20 that learners have).
const FORGOTTEN_PERCENT: usize = 10;

/// Returns the day on which nothing is left over any more, if `a_day` reviews are done each day
/// from `today` on; nothing if that is not within a year.
///
/// `waiting` reviews are due today, `coming` says what falls due later. A tenth of what is reviewed
/// comes back the next day; what is recalled stays away longer than that and is left out.
pub fn cleared_on(waiting: usize, coming: &Load, a_day: usize, today: Day) -> Option<Day> {
    let mut left = waiting;
    for day in (0..HORIZON).map(|ahead| today.plus(ahead)) {
        if day > today {
            left += coming.on(day) as usize;
        }
        let done = left.min(a_day);
        left -= done;
        if left == 0 {
            return Some(day);
        }
        left += done * FORGOTTEN_PERCENT / 100;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Day = Day(20_000);

    fn cleared(waiting: usize, coming: &[(i32, u32)], a_day: usize) -> Option<i32> {
        let load = Load::of_counts(coming.iter().map(|(ahead, cards)| (TODAY.plus(*ahead), *cards)));
        cleared_on(waiting, &load, a_day, TODAY).map(|day| day.since(TODAY))
    }

    #[test]
    fn what_fits_into_today_is_done_today() {
        assert_eq!(cleared(80, &[], 100), Some(0));
        assert_eq!(cleared(100, &[(1, 900)], 100), Some(0), "what comes tomorrow is no backlog");
    }

    #[test]
    fn a_backlog_takes_as_many_days_as_it_fills_with_what_comes_back_and_what_comes_new() {
        assert_eq!(cleared(300, &[], 100), Some(3), "300, 210, 120, 30");
        assert_eq!(cleared(300, &[(1, 50), (2, 50)], 100), Some(4));
    }

    #[test]
    fn more_than_can_ever_be_done_has_no_day() {
        let every_day: Vec<(i32, u32)> = (1..400).map(|ahead| (ahead, 100)).collect();
        assert_eq!(cleared(500, &every_day, 100), None);
        assert_eq!(cleared(5, &[], 0), None);
    }
}
