//! Edge. The one reader of the time.

use chrono::{DateTime, FixedOffset, Local};

use crate::model::Moment;

/// Returns the present moment in the learner's zone, with days beginning at `cutoff_hour`.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub fn now(cutoff_hour: u32) -> Moment {
    let instant = Local::now();
    let zone = iana_time_zone::get_timezone().unwrap_or_else(|_| instant.offset().to_string());
    Moment::of(&instant, &zone, cutoff_hour)
}

/// Returns the moment an RFC 3339 text names; its offset is the zone.
///
/// # Errors
/// If the text is no RFC 3339 time.
pub fn fixed(text: &str, cutoff_hour: u32) -> Result<Moment, chrono::ParseError> {
    let instant: DateTime<FixedOffset> = DateTime::parse_from_rfc3339(text)?;
    Ok(Moment::of(&instant, &instant.offset().to_string(), cutoff_hour))
}

/// Measures how long something takes, whatever happens to the wall clock meanwhile.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Option<std::time::Instant>);

impl Stopwatch {
    /// Starts; a stopped watch always reads 0, so that a replayed session is the same to the byte.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    pub fn start(stopped: bool) -> Self {
        Self((!stopped).then(std::time::Instant::now))
    }

    /// Returns the milliseconds since the start, at most ten minutes: whoever takes longer has
    /// walked away.
    pub fn read_ms(self) -> u32 {
        const LONGEST: u128 = 600_000;
        self.0.map_or(0, |start| u32::try_from(start.elapsed().as_millis().min(LONGEST)).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_time_keeps_its_offset_and_falls_on_its_study_day() {
        let moment = fixed("2024-02-29T03:59:00+02:00", 4).unwrap();
        assert_eq!((moment.day.to_string().as_str(), moment.offset_min), ("2024-02-28", 120));
        assert!(fixed("yesterday", 4).is_err());
    }

    #[test]
    fn a_stopped_watch_reads_nothing() {
        assert_eq!(Stopwatch::start(true).read_ms(), 0);
    }
}
