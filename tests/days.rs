//! The study day in every zone of the world: it never runs backward, whatever the clocks do.
//!
//! `ASKBACK_LONG=1` checks all zones; otherwise those that have broken other programs.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "reads its switch; a failure is the test's")]

use askback::model::{Day, Moment, day_at};
use chrono::{DateTime, Duration, NaiveDate, Offset, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

/// Changes at midnight or at the cut-off, half hours, whole days, seconds, twice a year and more.
const NOTORIOUS: [Tz; 16] = [
    Tz::Pacific__Chatham,
    Tz::Pacific__Apia,
    Tz::Pacific__Kwajalein,
    Tz::Pacific__Kiritimati,
    Tz::America__St_Johns,
    Tz::America__Sao_Paulo,
    Tz::America__Havana,
    Tz::America__New_York,
    Tz::Antarctica__Troll,
    Tz::Africa__Cairo,
    Tz::Africa__Casablanca,
    Tz::Africa__Monrovia,
    Tz::Asia__Gaza,
    Tz::Asia__Tehran,
    Tz::Australia__Lord_Howe,
    Tz::Europe__Madrid,
];

fn second(year: i32) -> i64 {
    Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).unwrap().timestamp()
}

fn offset_at(zone: Tz, at: i64) -> i32 {
    zone.offset_from_utc_datetime(&DateTime::from_timestamp(at, 0).unwrap().naive_utc()).fix().local_minus_utc()
}

/// Returns the first second of every new offset from 1970 to 2040.
fn transitions(zone: Tz) -> Vec<i64> {
    const STEP: i64 = 6 * 3600;
    let (mut found, mut from) = (Vec::new(), second(1970));
    while from < second(2041) {
        let (mut low, mut high) = (from, from + STEP);
        if offset_at(zone, low) != offset_at(zone, high) {
            while high - low > 1 {
                let middle = i64::midpoint(low, high);
                if offset_at(zone, middle) == offset_at(zone, low) { low = middle } else { high = middle }
            }
            found.push(high);
        }
        from += STEP;
    }
    found
}

/// Counts the falls of a day around every change of a zone's clock: at the change itself, a
/// second to either side, and every half hour for three hours.
fn falls(zone: Tz, transitions: &[i64], day: impl Fn(&DateTime<Tz>) -> Day) -> usize {
    let around = |change: i64| {
        let seconds = (-6..=6).map(|half| half * 1800).chain([-1, 1]);
        let mut instants: Vec<i64> = seconds.map(|second| change + second).collect();
        instants.sort_unstable();
        let days: Vec<Day> = instants.iter().map(|at| day(&zone.timestamp_opt(*at, 0).unwrap())).collect();
        days.windows(2).filter(|pair| pair[1] < pair[0]).count()
    };
    transitions.iter().map(|change| around(*change)).sum()
}

#[test]
fn the_day_never_runs_backward_in_any_zone_at_any_change_of_the_clock_with_any_cutoff() {
    let long = std::env::var("ASKBACK_LONG").is_ok_and(|value| value == "1");
    let zones: &[Tz] = if long { &TZ_VARIANTS } else { &NOTORIOUS };
    let mut cases = 0;
    for zone in zones {
        let changes = transitions(*zone);
        for cutoff in 0..24 {
            assert_eq!(falls(*zone, &changes, |instant| day_at(instant, cutoff)), 0, "{zone} with cut-off {cutoff}");
            cases += changes.len();
        }
    }
    println!("{cases} cases in {} zones", zones.len());
    assert!(cases > if long { 500_000 } else { 20_000 }, "only {cases} cases");
}

#[test]
fn subtracting_hours_from_the_wall_clock_runs_backward_every_april_in_chatham() {
    let zone = Tz::Pacific__Chatham;
    let naive = |instant: &DateTime<Tz>| Day::of_date((instant.naive_local() - Duration::hours(3)).date());
    assert!(falls(zone, &transitions(zone), naive) > 30, "the check above can fail");
}

#[test]
fn chathams_april_repeats_an_hour_but_no_day() {
    let zone = Tz::Pacific__Chatham;
    let start = zone.with_ymd_and_hms(2026, 4, 5, 2, 30, 0).unwrap();
    let instants: Vec<DateTime<Tz>> = (0..6).map(|quarter| start + Duration::minutes(15 * quarter)).collect();
    let walls: Vec<String> = instants.iter().map(|instant| instant.format("%H:%M").to_string()).collect();
    let days: Vec<String> = instants.iter().map(|instant| day_at(instant, 3).to_string()).collect();
    assert_eq!(walls, ["02:30", "02:45", "03:00", "03:15", "03:30", "02:45"]);
    let (fourth, fifth) = ("2026-04-04", "2026-04-05");
    assert_eq!(days, [fourth, fourth, fifth, fifth, fifth, fifth]);
}

#[test]
fn samoas_missing_day_is_stepped_over() {
    let zone = Tz::Pacific__Apia;
    let last = zone.with_ymd_and_hms(2011, 12, 29, 23, 59, 59).unwrap();
    let next = last + Duration::seconds(1);
    assert_eq!(next.naive_local().date(), NaiveDate::from_ymd_opt(2011, 12, 31).unwrap());
    let day = |instant: &DateTime<Tz>, cutoff| day_at(instant, cutoff).to_string();
    assert_eq!((day(&last, 0), day(&next, 0)), ("2011-12-29".into(), "2011-12-31".into()));
    // With a cut-off at 4, the missing day has the four hours before that of the 31st.
    assert_eq!((day(&last, 4), day(&next, 4)), ("2011-12-29".into(), "2011-12-30".into()));
    assert_eq!(day(&(next + Duration::hours(4)), 4), "2011-12-31");
}

#[test]
fn a_day_begins_at_the_cutoff_and_a_moment_keeps_it_with_offset_and_zone() {
    let zone = Tz::Europe__Madrid;
    let before = zone.with_ymd_and_hms(2026, 3, 10, 3, 59, 59).unwrap();
    let moment = Moment::of(&before, "Europe/Madrid", 4);
    assert_eq!(moment.day.to_string(), "2026-03-09");
    assert_eq!((moment.offset_min, moment.rfc3339().as_str()), (60, "2026-03-10T03:59:59.000+01:00"));
    assert_eq!(day_at(&(before + Duration::seconds(1)), 4).to_string(), "2026-03-10");
}

#[test]
fn a_day_reads_and_prints_as_a_date_and_counts_without_wrapping() {
    let leap: Day = "2024-02-29".parse().unwrap();
    assert_eq!((leap.plus(1).to_string().as_str(), leap.plus(-60).since(leap)), ("2024-03-01", -60));
    assert_eq!((Day(0).to_string().as_str(), Day(0).weekday()), ("1970-01-01", 3));
    assert_eq!(Day(i32::MAX).plus(1), Day(i32::MAX));
    assert_eq!(Day(i32::MAX).date(), NaiveDate::MAX);
    assert!("2023-02-29".parse::<Day>().is_err());
}
