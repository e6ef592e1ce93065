//! Edge. The one reader of the time.

use std::path::Path;

use chrono::{DateTime, FixedOffset, Local, Utc};

use crate::model::Moment;

/// Where systems keep their time zones.
const ZONE_FOLDERS: [&str; 4] = ["/usr/share/zoneinfo", "/share/zoneinfo", "/etc/zoneinfo", "/usr/share/lib/zoneinfo"];

/// The zone in which days are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zone {
    /// The system's, by its name.
    System(String),
    /// UTC.
    Utc,
    /// UTC, because the one asked for is unknown.
    Unknown(String),
}

/// Returns the zone that the variable `TZ` names, or the system's if it is not set. An empty one is
/// UTC, as everywhere on Unix; an unknown one counts as UTC and is to be told.
pub fn zone(tz: Option<&str>) -> Zone {
    let Some(wanted) = tz else {
        return iana_time_zone::get_timezone().map_or(Zone::Utc, Zone::System);
    };
    let name = wanted.strip_prefix(':').unwrap_or(wanted);
    match name {
        "" => Zone::Utc,
        "localtime" => Zone::System(iana_time_zone::get_timezone().unwrap_or_else(|_| name.to_owned())),
        _ if is_zone_file(name) || is_zone_rule(name) => Zone::System(name.to_owned()),
        _ => Zone::Unknown(name.to_owned()),
    }
}

/// Tells whether the system knows a zone of that name.
fn is_zone_file(name: &str) -> bool {
    let is_data = |path: &Path| path.is_file();
    if name.starts_with('/') {
        return is_data(Path::new(name));
    }
    ZONE_FOLDERS.iter().any(|folder| is_data(&Path::new(folder).join(name)))
}

/// Tells whether a text is a rule as POSIX writes it: a name of three letters or more, or one in
/// angle brackets, and an offset, as in `CET-1CEST,M3.5.0,M10.5.0/3`.
fn is_zone_rule(text: &str) -> bool {
    let rest = match text.strip_prefix('<') {
        Some(quoted) => quoted.split_once('>').map(|(_, rest)| rest),
        None => {
            Some(text.trim_start_matches(|c: char| c.is_ascii_alphabetic())).filter(|rest| text.len() >= rest.len() + 3)
        }
    };
    rest.is_some_and(|rest| rest.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit()))
}

/// Returns the present moment in a zone, with days beginning at `cutoff_hour`.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub fn now(zone: &Zone, cutoff_hour: u32) -> Moment {
    match zone {
        Zone::System(name) => Moment::of(&Local::now(), name, cutoff_hour),
        Zone::Utc | Zone::Unknown(_) => Moment::of(&Utc::now(), "UTC", cutoff_hour),
    }
}

/// Returns the moment of an instant in milliseconds since 1970, in a zone.
pub fn at(zone: &Zone, at_ms: i64, cutoff_hour: u32) -> Moment {
    let utc = DateTime::<Utc>::from_timestamp_millis(at_ms).unwrap_or_default();
    match zone {
        Zone::System(name) => Moment::of(&utc.with_timezone(&Local), name, cutoff_hour),
        Zone::Utc | Zone::Unknown(_) => Moment::of(&utc, "UTC", cutoff_hour),
    }
}

/// Returns the moment an RFC 3339 text names; its offset is the zone.
///
/// # Errors
/// If the text is no RFC 3339 time.
pub fn fixed(text: &str, cutoff_hour: u32) -> Result<Moment, chrono::ParseError> {
    let instant: DateTime<FixedOffset> = DateTime::parse_from_rfc3339(text)?;
    Ok(Moment::of(&instant, &instant.offset().to_string(), cutoff_hour))
}

/// Returns the moment of another instant at the offset of `held`.
pub fn shifted(held: &Moment, at_ms: i64, cutoff_hour: u32) -> Moment {
    let utc = DateTime::<Utc>::from_timestamp_millis(at_ms).unwrap_or_default();
    match FixedOffset::east_opt(held.offset_min.saturating_mul(60)) {
        Some(offset) => Moment::of(&utc.with_timezone(&offset), &held.zone, cutoff_hour),
        None => Moment::of(&utc, "UTC", cutoff_hour),
    }
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

    /// Milliseconds an answer takes at most, ten minutes: whoever takes longer has walked away.
    pub const LONGEST_MS: u32 = 600_000;

    /// Returns all milliseconds since the start.
    pub fn elapsed_ms(self) -> u64 {
        self.0.map_or(0, |start| u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX))
    }

    /// Returns the milliseconds since the start, at most [`Stopwatch::LONGEST_MS`].
    pub fn read_ms(self) -> u32 {
        u32::try_from(self.elapsed_ms()).unwrap_or(u32::MAX).min(Self::LONGEST_MS)
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
    fn an_unknown_zone_is_utc_and_is_told() {
        assert_eq!(zone(Some("Nowhere/At_All")), Zone::Unknown("Nowhere/At_All".into()));
        assert_eq!(zone(Some("../../etc/nothing")), Zone::Unknown("../../etc/nothing".into()));
        assert_eq!(zone(Some("")), Zone::Utc);
        assert_eq!(now(&Zone::Unknown("x".into()), 4).offset_min, 0);
        assert_eq!(now(&Zone::Utc, 4).zone, "UTC");
    }

    #[test]
    fn a_rule_as_posix_writes_it_is_a_zone() {
        for rule in ["CET-1CEST,M3.5.0,M10.5.0/3", "EST5EDT", "<+0330>-3:30", "UTC0"] {
            assert_eq!(zone(Some(rule)), Zone::System(rule.into()));
        }
        assert!(!is_zone_rule("Xx") && !is_zone_rule("A1") && !is_zone_rule("Moon"));
    }

    #[test]
    fn a_stopped_watch_reads_nothing() {
        assert_eq!(Stopwatch::start(true).read_ms(), 0);
    }
}
