//! The learner's day: a local date that begins at a cut-off hour and never runs backward.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Offset, TimeZone, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A study day, counted in days since 1970-01-01. Shown as `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// Returns the day `days` later (earlier if negative), never wrapping around.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Returns how many days lie from `earlier` to this day; negative if it is the earlier one.
    pub const fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Returns the calendar date, held within the years chrono knows.
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_epoch_days(self.0).unwrap_or(if self.0 < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
    }

    /// Returns the study day of a calendar date.
    pub fn of_date(date: NaiveDate) -> Self {
        Self(date.to_epoch_days())
    }

    /// Returns the day of the week, Monday as 0.
    pub fn weekday(self) -> u32 {
        self.date().weekday().num_days_from_monday()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.date(), f)
    }
}

impl FromStr for Day {
    type Err = chrono::ParseError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<NaiveDate>().map(Self::of_date)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// An instant with everything about it that must outlive the moment: the zone's offset and
/// name as they were, and the study day it fell on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// Minutes to add to UTC for the local wall clock.
    pub offset_min: i32,
    /// Name of the zone, as `Europe/Madrid`, or the offset where no name is known.
    pub zone: String,
    /// The study day.
    pub day: Day,
}

impl Moment {
    /// Returns the moment of an instant in `zone`, whose days begin at `cutoff_hour` (0 to 23).
    pub fn of<Z: TimeZone>(instant: &DateTime<Z>, zone_name: &str, cutoff_hour: u32) -> Self {
        Self {
            at_ms: instant.timestamp_millis(),
            offset_min: instant.offset().fix().local_minus_utc() / 60,
            zone: zone_name.to_owned(),
            day: day_at(instant, cutoff_hour),
        }
    }

    /// Returns the moment as RFC 3339 with its offset, to the millisecond.
    pub fn rfc3339(&self) -> String {
        let utc = DateTime::<Utc>::from_timestamp_millis(self.at_ms).unwrap_or_default();
        match chrono::FixedOffset::east_opt(self.offset_min.saturating_mul(60)) {
            Some(offset) => utc.with_timezone(&offset).to_rfc3339_opts(chrono::SecondsFormat::Millis, false),
            None => utc.to_rfc3339_opts(chrono::SecondsFormat::Millis, false),
        }
    }
}

/// Returns the study day of an instant: the largest day D whose start has come, where D starts
/// at the first instant at which the wall clock of the zone shows D at `cutoff_hour` or later.
///
/// Defined by starts, not by subtracting hours, so that it cannot fall when a zone's clock is
/// set back over the cut-off (Pacific/Chatham does so every April at 03:00).
pub fn day_at<Z: TimeZone>(instant: &DateTime<Z>, cutoff_hour: u32) -> Day {
    let zone = instant.timezone();
    let today = instant.naive_local().date();
    let candidates = [today.checked_add_days(Days::new(1)), Some(today)];
    let started = candidates
        .into_iter()
        .flatten()
        .find(|date| start_of(*date, cutoff_hour, &zone).is_some_and(|start| start <= instant.naive_utc()));
    Day::of_date(started.or_else(|| today.pred_opt()).unwrap_or(today))
}

/// Returns the first instant (UTC) at which the zone's wall clock reaches `date` at `cutoff_hour`,
/// stepping over a gap in the clock.
fn start_of<Z: TimeZone>(date: NaiveDate, cutoff_hour: u32, zone: &Z) -> Option<chrono::NaiveDateTime> {
    let wall = date.and_time(NaiveTime::from_hms_opt(cutoff_hour.min(23), 0, 0)?);
    // A gap is at most a day (Samoa skipped 2011-12-30); in it the first later wall time counts.
    (0..=24 * 4).find_map(|quarter| {
        let later = wall.checked_add_signed(chrono::Duration::minutes(15 * quarter))?;
        zone.from_local_datetime(&later).earliest().map(|found| found.naive_utc())
    })
}
