//! Review logs as tables: our own `export reviews`, and those of py-fsrs and of Anki's revlog.

use std::collections::HashMap;

use chrono::DateTime;

use super::{Logged, Recorded, Skipped, foreign_card};
use crate::model::{Button, CardId, Day, Ease, Quality, ReviewKind};

/// The reviews of a table, and the rows left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReviewTable {
    /// The reviews, in the order of the table.
    pub reviews: Vec<Logged>,
    /// Rows that are no reviews.
    pub skipped: Skipped,
}

/// Tells whether a header names the columns of a review log: a card, a grade and an instant.
pub fn is_review_table(header: &[&str]) -> bool {
    Columns::of(header).is_some()
}

/// Reads a table of reviews row by row; each row has its line and its cells.
///
/// Returns nothing if the header names no card, no grade or no instant.
pub fn review_table(header: &[&str], rows: impl Iterator<Item = (u64, Vec<String>)>) -> Option<ReviewTable> {
    let columns = Columns::of(header)?;
    let mut table = ReviewTable::default();
    for (line, cells) in rows {
        match columns.row(&cells) {
            Ok(review) => table.reviews.push(review),
            Err(reason) => table.skipped.add(reason, format!("line {line}")),
        }
    }
    Some(table)
}

/// Where each value stands in a row.
pub(super) struct Columns {
    places: HashMap<String, usize>,
    card: usize,
    grade: usize,
    instant: usize,
    /// Grades are SM-2 qualities 0 to 5, not the keys 1 to 4.
    six_points: bool,
}

/// Names that programs give to one column, the likeliest first.
const CARD: [&str; 2] = ["card_id", "cid"];
const GRADE: [&str; 5] = ["quality", "review_rating", "rating", "ease", "grade"];
const INSTANT: [&str; 4] = ["reviewed_at", "review_time", "review_date", "id"];
const ANSWER_TIME: [&str; 4] = ["answer_ms", "review_duration", "duration", "time"];

impl Columns {
    pub(super) fn of(header: &[&str]) -> Option<Self> {
        let places: HashMap<String, usize> =
            header.iter().enumerate().map(|(place, name)| (name.trim().to_ascii_lowercase(), place)).collect();
        let find = |names: &[&str]| names.iter().find_map(|name| places.get(*name).copied());
        let (card, grade, instant) = (find(&CARD)?, find(&GRADE)?, find(&INSTANT)?);
        let six_points = places.contains_key("quality");
        Some(Self { places, card, grade, instant, six_points })
    }

    fn named<'a>(&self, cells: &'a [String], names: &[&str]) -> Option<&'a str> {
        let place = names.iter().find_map(|name| self.places.get(*name))?;
        cells.get(*place).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    pub(super) fn row(&self, cells: &[String]) -> Result<Logged, &'static str> {
        let cell = |place: usize| cells.get(place).map_or("", |cell| cell.trim());
        let (at_ms, offset_min) = instant(cell(self.instant)).ok_or("its instant cannot be read")?;
        let card = cell(self.card);
        if card.is_empty() {
            return Err("it names no card");
        }
        let number = cell(self.grade).parse::<u8>().map_err(|_| "its grade cannot be read")?;
        let day = self.named(cells, &["local_day"]).and_then(|text| text.parse::<Day>().ok());
        let answer_ms = self.named(cells, &ANSWER_TIME).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
        Ok(Logged {
            card: self.card_id(card),
            at_ms,
            local: offset_min.zip(day),
            quality: self.quality(number)?,
            // A float becomes the nearest number that can be held.
            answer_ms: answer_ms as u32,
            kind: self.named(cells, &["kind"]).and_then(kind),
            recorded: self.recorded(cells),
            undone: self.named(cells, &["undone"]) == Some("true"),
        })
    }

    /// Our own ids are taken as they are; any other name of a card gets an id from it.
    fn card_id(&self, name: &str) -> CardId {
        let own = (self.six_points && name.len() == 16).then(|| name.parse().ok()).flatten();
        own.unwrap_or_else(|| foreign_card("review log", name))
    }

    fn quality(&self, number: u8) -> Result<Quality, &'static str> {
        if self.six_points {
            return Quality::new(number).ok_or("its grade is not from 0 to 5");
        }
        let button = usize::from(number).checked_sub(1).and_then(|key| Button::ALL.get(key));
        button.map(|button| button.quality()).ok_or("its grade is not from 1 to 4")
    }

    /// Returns the schedule the row records, in our own columns or in those of Anki's revlog.
    fn recorded(&self, cells: &[String]) -> Option<Recorded> {
        let number = |name: &str| self.named(cells, &[name]).and_then(|text| text.parse::<f64>().ok());
        let days = |value: f64| value.clamp(0.0, f64::from(i32::MAX)) as u32;
        let ease = |value: f64| Ease::from_hundredths((value * 100.0).round().clamp(0.0, f64::from(u16::MAX)) as u16);
        if let Some(scheduler) = self.named(cells, &["scheduler"]) {
            return Some(Recorded {
                interval_before: days(number("interval_before_days")?),
                interval_after: days(number("interval_after_days")?),
                ease_before: number("ease_before").map(ease),
                ease_after: ease(number("ease_after")?),
                scheduler: scheduler.into(),
            });
        }
        let factor = number("factor").filter(|factor| *factor > 0.0);
        Some(Recorded {
            interval_before: days(number("lastivl")?),
            interval_after: days(number("ivl")?),
            ease_before: None,
            ease_after: factor.map_or(Ease::START, |factor| ease(factor / 1000.0)),
            scheduler: "anki".into(),
        })
    }
}

/// Reads an instant: RFC 3339, or milliseconds or seconds since 1970. An offset counts as that of
/// the learner's clock only where the study day stands beside it.
fn instant(text: &str) -> Option<(i64, Option<i32>)> {
    if let Ok(number) = text.parse::<i64>() {
        // 10^11 seconds lie in the year 5138, as many milliseconds in 1973.
        let at_ms = if number.abs() < 100_000_000_000 { number.checked_mul(1000)? } else { number };
        return in_range(at_ms).map(|at_ms| (at_ms, None));
    }
    let spaced = text.replacen(' ', "T", 1);
    let at = DateTime::parse_from_rfc3339(&spaced).ok()?;
    Some((in_range(at.timestamp_millis())?, Some(at.offset().local_minus_utc() / 60)))
}

/// Holds an instant to the years 1970 to 9999.
fn in_range(at_ms: i64) -> Option<i64> {
    const YEAR_10000_MS: i64 = 253_402_300_800_000;
    (0..YEAR_10000_MS).contains(&at_ms).then_some(at_ms)
}

fn kind(word: &str) -> Option<ReviewKind> {
    Some(match word {
        "learn" => ReviewKind::Learn,
        "review" => ReviewKind::Review,
        "redrill" => ReviewKind::Redrill,
        "early" => ReviewKind::Early,
        "cram" => ReviewKind::Cram,
        "exam" => ReviewKind::Exam,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(header: &str, rows: &[&str]) -> ReviewTable {
        let header: Vec<&str> = header.split(',').collect();
        let rows = rows.iter().map(|row| row.split(',').map(str::to_owned).collect());
        review_table(&header, (2..).zip(rows)).expect("a review log")
    }

    #[test]
    fn a_log_of_py_fsrs_gives_grades_by_key_and_instants_without_a_day() {
        let rows = ["17,1,2024-03-29T20:32:32.250000+00:00,25060", "18,4,1711744352250,300"];
        let read = table("card_id,review_rating,review_time,review_duration", &rows);
        let [one, other] = &read.reviews[..] else { panic!("{read:?}") };
        assert_eq!((one.at_ms, one.quality.value(), one.answer_ms), (1_711_744_352_250, 2, 25_060));
        assert_eq!((other.at_ms, other.quality.value()), (1_711_744_352_250, 5));
        assert_eq!((one.local, &one.recorded), (None, &None));
        assert_ne!(one.card, other.card);
    }

    #[test]
    fn a_revlog_of_anki_gives_intervals_in_days_and_eases() {
        let read = table("id,cid,ease,ivl,lastIvl,factor,time,type", &["1711744352250,17,3,15,-600,2500,4000,1"]);
        let recorded = read.reviews[0].recorded.clone().expect("recorded");
        assert_eq!((recorded.interval_before, recorded.interval_after), (0, 15));
        assert_eq!(recorded.ease_after, Ease::START);
    }

    #[test]
    fn our_own_log_is_read_as_it_was_written() {
        let header = "device,seq,reviewed_at,local_day,card_id,deck,prompt,quality,answer_ms,kind,interval_before_days,interval_after_days,ease_before,ease_after,scheduler,undone";
        let row =
            "00,1,2024-03-01T01:00:00.000+02:00,2024-02-29,00000000000000ab,d,p,0,7,redrill,1,1,2.5,2.36,sm2,true";
        let read = table(header, &[row]);
        let review = &read.reviews[0];
        assert_eq!((review.card, review.quality.value(), review.kind), (CardId(0xab), 0, Some(ReviewKind::Redrill)));
        assert_eq!(review.local, Some((120, "2024-02-29".parse().unwrap())));
        assert_eq!(review.recorded.as_ref().unwrap().ease_after.hundredths(), 236);
        assert!(review.undone);
    }

    #[test]
    fn a_row_that_is_no_review_is_named_by_its_line_and_the_others_come_in() {
        let rows = ["17,9,1711744352250", "17,3,yesterday", ",3,1711744352250", "17,3,1711744352250", "17,3,-5"];
        let read = table("card_id,rating,review_time", &rows);
        assert_eq!((read.reviews.len(), read.skipped.count()), (1, 4));
        assert!(read.skipped.lines().contains(&"1 left out: its grade is not from 1 to 4 (line 2)".to_owned()));
    }

    #[test]
    fn a_table_without_card_grade_or_instant_is_no_review_log() {
        for header in [["front", "back", "tags"], ["card_id", "rating", "front"], ["rating", "review_time", "x"]] {
            assert!(!is_review_table(&header));
        }
    }
}
