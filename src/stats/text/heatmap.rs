//! The last year as a map: a column for each week, a row for each day of the week.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use crate::model::Day;
use crate::stats::Heatmap;

/// From few answers to many.
const RAMP: [char; 4] = [':', '+', '*', '#'];

/// Weeks that are shown of a learner who has just begun.
const FEWEST: i32 = 12;

/// Columns beside the weeks: the day's name, and the answers of its row.
const BESIDE: usize = 14;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Returns the map of as many weeks as fit, the present one last; nothing before the first answer.
pub(super) fn map(heatmap: &Heatmap, width: usize) -> Vec<String> {
    let most = heatmap.days.iter().map(|day| day.reviews).max().unwrap_or(0);
    if most == 0 {
        return Vec::new();
    }
    let begun = heatmap.days.first().map_or(heatmap.to, |day| day.day);
    let room = i32::try_from(width.saturating_sub(BESIDE)).unwrap_or(1);
    let weeks = (weeks_from(begun, heatmap.to).max(FEWEST)).min(weeks_from(heatmap.from, heatmap.to)).min(room);
    let first = heatmap.to.plus(-heatmap.to.weekday().cast_signed() - 7 * (weeks - 1));
    let counts: BTreeMap<Day, u32> = heatmap.days.iter().map(|day| (day.day, day.reviews)).collect();
    let rest: BTreeSet<Day> = heatmap.rest.iter().copied().collect();
    let mark = |day: Day| match counts.get(&day) {
        _ if day > heatmap.to => ' ',
        Some(count) => RAMP[level(*count, most)],
        None if rest.contains(&day) => '-',
        None => '.',
    };
    let mut lines = vec!["Answers by day".to_owned(), format!("      {}", months(first, weeks)).trim_end().to_owned()];
    for (weekday, name) in (0..).zip(DAYS) {
        let days = (0..weeks).map(|week| first.plus(7 * week + weekday));
        let row: String = days.clone().map(mark).collect();
        let sum: u32 = days.filter_map(|day| counts.get(&day)).sum();
        lines.push(format!("  {name} {row} {sum:>6}"));
    }
    lines.push(format!("      {}", legend(most, !rest.is_empty())));
    lines
}

/// Returns the number of calendar weeks from one day to another.
fn weeks_from(from: Day, to: Day) -> i32 {
    (to.since(from) - to.weekday().cast_signed() + from.weekday().cast_signed()) / 7 + 1
}

/// Returns the place on the ramp of a count from 1 to `most`.
fn level(count: u32, most: u32) -> usize {
    let part = (u64::from(count) * RAMP.len() as u64).div_ceil(u64::from(most.max(1)));
    usize::try_from(part.saturating_sub(1)).unwrap_or(0).min(RAMP.len() - 1)
}

fn legend(most: u32, rest: bool) -> String {
    let mut parts = vec![". none".to_owned()];
    let mut from = 1;
    for (place, mark) in RAMP.iter().enumerate() {
        let to = (from..=most).take_while(|count| level(*count, most) == place).last();
        if let Some(to) = to {
            parts.push(if from == to { format!("{mark} {from}") } else { format!("{mark} {from} to {to}") });
            from = to + 1;
        }
    }
    if rest {
        parts.push("- free".to_owned());
    }
    parts.join("   ")
}

/// Returns the names of the months, each over the first of its weeks that has room for it.
fn months(first: Day, weeks: i32) -> String {
    let mut line = String::new();
    for week in 0..weeks {
        let (monday, sunday) = (first.plus(7 * week), first.plus(7 * week + 6));
        let begins = monday.date().month() != sunday.date().month() || monday.date().day() == 1;
        let place = usize::try_from(week).unwrap_or(0);
        if begins && line.len() <= place {
            line.push_str(&" ".repeat(place - line.len()));
            line.push_str(&format!("{} ", sunday.date().format("%b")));
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::HeatmapDay;

    fn heatmap(answers: &[(&str, u32)], rest: &[&str]) -> Heatmap {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let days = answers.iter().map(|(text, reviews)| HeatmapDay { day: day(text), reviews: *reviews, answer_ms: 0 });
        Heatmap {
            from: day("2024-01-01"),
            to: day("2024-03-06"),
            days: days.collect(),
            rest: rest.iter().map(|text| day(text)).collect(),
        }
    }

    #[test]
    fn the_map_has_a_row_for_each_day_of_the_week_with_its_answers_and_a_legend() {
        let map = map(&heatmap(&[("2024-01-01", 1), ("2024-03-04", 100), ("2024-03-05", 26)], &["2024-03-03"]), 80);
        let expected = "
Answers by day
      Jan Feb Mar
  Mon :........#    101
  Tue .........+     26
  Wed ..........      0
  Thu .........       0
  Fri .........       0
  Sat .........       0
  Sun ........-       0
      . none   : 1 to 25   + 26 to 50   * 51 to 75   # 76 to 100   - free";
        assert_eq!(format!("\n{}", map.join("\n")), expected);
    }

    #[test]
    fn only_the_last_weeks_are_shown_where_more_do_not_fit() {
        let map = map(&heatmap(&[("2024-03-05", 3)], &[]), 17);
        assert_eq!(map[3], "  Tue ..#      3");
        assert_eq!(map.last().map(String::as_str), Some("      . none   + 1   * 2   # 3"));
    }

    #[test]
    fn without_answers_there_is_no_map() {
        assert!(map(&heatmap(&[], &[]), 80).is_empty());
    }
}
