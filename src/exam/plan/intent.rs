//! What the learner said of an exam, as the log keeps it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Minutes, Shape};
use crate::model::Day;

/// An exam and the time there is for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// The day of the exam.
    pub date: Day,
    /// The day on which the plan was made; what was to be done is counted from here.
    pub since: Day,
    /// Minutes of an ordinary day.
    pub minutes: u32,
    /// Days of the week without study, 0 for Monday.
    #[serde(default)]
    pub rest: Vec<u32>,
    /// Days with other minutes.
    #[serde(default)]
    pub other: BTreeMap<Day, u32>,
    /// Decks, folders of decks or headings that are left out.
    #[serde(default)]
    pub dropped: Vec<String>,
    /// The minutes lie evenly over the days; else two fifths are kept for the last week.
    #[serde(default)]
    pub even: bool,
    /// Every card is taken, however few looks the minutes allow; else no more than three looks are for.
    #[serde(default)]
    pub all: bool,
}

impl Intent {
    /// Returns the text that the log keeps.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads it; nothing where the plan was ended, or a later version wrote what this one cannot
    /// read.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Returns the minutes of the days.
    pub fn time(&self) -> Minutes {
        let mut rest = [false; 7];
        for day in &self.rest {
            if let Some(day) = rest.get_mut(*day as usize) {
                *day = true;
            }
        }
        let shape = if self.even { Shape::Even } else { Shape::Reserve };
        Minutes { a_day: self.minutes, rest, other: self.other.clone(), shape }
    }

    /// Returns the seconds of each day from `today` on, as they were laid out when the plan was made.
    pub fn seconds_from(&self, today: Day) -> Vec<f32> {
        let passed = usize::try_from(today.since(self.since)).unwrap_or(0);
        self.time().seconds(self.since, self.date).into_iter().skip(passed).collect()
    }

    /// Returns the seconds that were to be spent on the days before `today`.
    pub fn seconds_before(&self, today: Day) -> f32 {
        let passed = usize::try_from(today.since(self.since)).unwrap_or(0);
        self.time().seconds(self.since, self.date).iter().take(passed).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intent() -> Intent {
        Intent {
            date: Day(20_091),
            since: Day(20_059),
            minutes: 10,
            rest: vec![6],
            other: BTreeMap::from([(Day(20_061), 45)]),
            dropped: vec!["bio/cells".into()],
            even: true,
            all: false,
        }
    }

    #[test]
    fn an_intent_is_read_back_and_what_ended_it_is_none() {
        assert_eq!(Intent::read(&intent().text()), Some(intent()));
        assert_eq!(Intent::read("ended"), None);
    }

    #[test]
    fn the_days_are_laid_out_once_and_counted_from_then() {
        let intent = intent();
        assert_eq!(intent.seconds_from(Day(20_061))[..2], [2_700.0, 600.0]);
        assert!((intent.seconds_before(Day(20_061)) - 1_200.0).abs() < 1e-3);
        assert!(intent.seconds_from(Day(20_091)).is_empty() && intent.seconds_from(Day(30_000)).is_empty());
        let kept = Intent { even: false, ..intent };
        let (whole, late) = (kept.seconds_from(kept.since), kept.seconds_from(kept.date.plus(-3)));
        assert_eq!(whole[whole.len() - 3..], late[..], "the last days do not move as they come near");
    }
}
