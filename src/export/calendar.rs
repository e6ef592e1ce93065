//! The days to come as an iCalendar file (RFC 5545).

use chrono::DateTime;
use icalendar::{Calendar, Component, Event, EventLike};

use crate::model::{Day, Moment};
use crate::stats::Forecast;

/// Returns an event for each day on which cards are due and one for the day of the exam, unless it
/// is past. Each lasts the whole day and leaves it free. Its name depends on the day alone, so that a
/// calendar which takes a later file replaces it.
pub fn calendar(days: &[Forecast], exam: Option<Day>, now: &Moment) -> String {
    let mut calendar = Calendar::empty();
    for property in
        [("VERSION", "2.0"), ("PRODID", "-//askback//askback//EN"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")]
    {
        calendar.append_property(property);
    }
    calendar.name("askback");
    calendar.extend(days.iter().filter(|day| day.cards > 0).map(|day| due(day, now)));
    calendar.extend(exam.filter(|day| *day >= now.day).map(|day| exam_on(day, now)));
    calendar.to_string()
}

fn due(forecast: &Forecast, now: &Moment) -> Event {
    let cards = if forecast.cards == 1 { "1 card".to_owned() } else { format!("{} cards", forecast.cards) };
    let minutes = forecast.minutes.map(|minutes| format!(", about {minutes} min")).unwrap_or_default();
    let mut event = all_day(&format!("due-{}@askback", forecast.day), forecast.day, now);
    event.summary(&format!("askback: {cards} due{minutes}"));
    event.description("Reviews as scheduled when this file was made. What you study until then moves some.");
    event.done()
}

fn exam_on(day: Day, now: &Moment) -> Event {
    all_day("exam@askback", day, now).summary("Exam").description("The exam that askback plans for.").done()
}

/// Begins an event. Name and stamp are set, since the library would else take a random name and the
/// time of the clock; the end is the day after, as RFC 5545 wants it (section 3.6.1).
fn all_day(uid: &str, day: Day, now: &Moment) -> Event {
    let stamp = DateTime::from_timestamp_millis(now.at_ms).unwrap_or_default();
    let mut event = Event::new();
    event.uid(uid).timestamp(stamp).starts(day.date()).ends(day.plus(1).date());
    event.add_property("TRANSP", "TRANSPARENT");
    event.done()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Day = Day(20_000);

    fn now() -> Moment {
        Moment { at_ms: 1_728_037_805_250, offset_min: 120, zone: "Europe/Madrid".into(), day: TODAY }
    }

    fn forecast(ahead: i32, cards: u32, minutes: Option<u32>) -> Forecast {
        Forecast { day: TODAY.plus(ahead), cards, minutes }
    }

    /// Returns the lines with folded ones joined, each file line held to RFC 5545, section 3.1.
    fn lines(text: &str) -> Vec<String> {
        let body = text.strip_suffix("\r\n").expect("the last line ends");
        let mut lines: Vec<String> = Vec::new();
        for line in body.split("\r\n") {
            assert!(line.len() <= 75 && !line.is_empty() && !line.contains(['\r', '\n']), "{line:?}");
            match (line.strip_prefix(' '), lines.last_mut()) {
                (Some(rest), Some(last)) => last.push_str(rest),
                _ => lines.push(line.to_owned()),
            }
        }
        lines
    }

    /// Returns the lines of each event.
    fn events(text: &str) -> Vec<Vec<String>> {
        let lines = lines(text);
        let events = lines.split(|line| line == "BEGIN:VEVENT").skip(1);
        events.map(|event| event.iter().take_while(|line| *line != "END:VEVENT").cloned().collect()).collect()
    }

    fn value<'a>(event: &'a [String], key: &str) -> &'a str {
        let found: Vec<&str> = event.iter().filter_map(|line| line.strip_prefix(key)?.strip_prefix(':')).collect();
        assert_eq!(found.len(), 1, "{key} in {event:?}");
        found[0]
    }

    #[test]
    fn each_day_with_cards_is_an_event_of_the_whole_day_with_their_number_and_minutes() {
        let text = calendar(&[forecast(0, 42, Some(12)), forecast(1, 0, Some(0)), forecast(88, 1, None)], None, &now());
        let events = events(&text);
        assert_eq!(events.len(), 2, "a day without cards is none");
        assert_eq!(value(&events[0], "SUMMARY"), "askback: 42 cards due\\, about 12 min");
        assert_eq!(value(&events[0], "DTSTART;VALUE=DATE"), "20241004");
        assert_eq!(value(&events[0], "DTEND;VALUE=DATE"), "20241005");
        assert_eq!(value(&events[1], "SUMMARY"), "askback: 1 card due");
        assert_eq!(value(&events[1], "DTSTART;VALUE=DATE"), "20241231");
        assert_eq!(value(&events[1], "DTEND;VALUE=DATE"), "20250101");
    }

    #[test]
    fn an_event_keeps_its_name_whatever_is_due_and_whenever_it_is_written() {
        let uids = |cards, later| {
            let now = Moment { at_ms: now().at_ms + later, ..now() };
            let events = events(&calendar(&[forecast(1, cards, Some(3))], Some(TODAY.plus(9)), &now));
            events.iter().map(|event| value(event, "UID").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(uids(3, 0), ["due-2024-10-05@askback", "exam@askback"]);
        assert_eq!(uids(8, 3_600_000), uids(3, 0));
    }

    #[test]
    fn the_stamp_is_the_moment_that_was_handed_in_and_the_same_input_gives_the_same_bytes() {
        let write = || calendar(&[forecast(0, 5, Some(1))], Some(TODAY), &now());
        assert!(events(&write()).iter().all(|event| value(event, "DTSTAMP") == "20241004T103005Z"));
        assert_eq!(write(), write());
    }

    #[test]
    fn the_exam_stands_on_its_day_until_it_is_past() {
        let on = |ahead| events(&calendar(&[], Some(TODAY.plus(ahead)), &now()));
        assert_eq!(value(&on(200)[0], "DTSTART;VALUE=DATE"), "20250422");
        assert_eq!((on(0).len(), on(-1).len()), (1, 0));
    }

    #[test]
    fn the_file_is_a_calendar_whose_parts_are_closed() {
        let lines = lines(&calendar(&[forecast(0, 5, Some(1)), forecast(3, 5, None)], Some(TODAY), &now()));
        assert_eq!((lines[0].as_str(), lines[1].as_str()), ("BEGIN:VCALENDAR", "VERSION:2.0"));
        assert_eq!(lines[2], "PRODID:-//askback//askback//EN");
        assert_eq!(lines.last().map(String::as_str), Some("END:VCALENDAR"));
        let count = |word: &str| lines.iter().filter(|line| *line == word).count();
        assert_eq!((count("BEGIN:VEVENT"), count("END:VEVENT")), (3, 3));
    }
}
