//! The one pass over the answers: totals of each day, of each section of the notes in each
//! period, and of each section in each month.

use std::collections::{BTreeMap, HashMap};

use rustc_hash::FxHashMap;

use super::days::{DayTotals, Rate, rated};
use crate::history::{Answer, Calibrated, Calibration};
use crate::model::{CardId, Day, ReviewKind};

/// Months of which retention is kept by section, the present one included.
pub const MONTHS: usize = 12;

/// Days taken together, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl Span {
    /// Tells whether a day lies in the span.
    pub fn holds(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
}

/// What is asked of the answers.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Periods in which sections are told apart.
    pub spans: Vec<Span>,
    /// The section of each card, as a place in a list.
    pub sections: HashMap<CardId, u32>,
    /// The number of sections.
    pub count: usize,
    /// The last month, as [`month_of`] counts.
    pub month: i32,
}

/// What the answers amount to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallied {
    /// Every day on which something was answered.
    pub days: BTreeMap<Day, DayTotals>,
    /// Totals of each section, one for each span; cards that stand in no note count in none.
    pub sections: Vec<Vec<DayTotals>>,
    /// Retention of each section in the last [`MONTHS`] months, the earliest first.
    pub months: Vec<[Rate; MONTHS]>,
    /// What became of options that were chosen and right, the least sure first.
    pub calibration: Vec<Calibrated>,
}

/// Gathers the answers of one card after another.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    wanted: Wanted,
    /// The first day of each of the last months, and of the one to come.
    months: Vec<Day>,
    tallied: Tallied,
    days: FxHashMap<Day, DayTotals>,
    calibration: Calibration,
}

impl Tally {
    /// Begins with no answers.
    pub fn new(wanted: Wanted) -> Self {
        let tallied = Tallied {
            days: BTreeMap::new(),
            sections: vec![vec![DayTotals::default(); wanted.spans.len()]; wanted.count],
            months: vec![[Rate::default(); MONTHS]; wanted.count],
            calibration: Vec::new(),
        };
        let months = (0..=MONTHS).rev().filter_map(|back| first_of(wanted.month + 1 - i32::try_from(back).ok()?));
        Self { months: months.collect(), wanted, tallied, ..Self::default() }
    }

    /// Takes the answers of the next card, in the order in which they count; those taken back are
    /// left out.
    pub fn card(&mut self, card: CardId, answers: impl IntoIterator<Item = Answer>) {
        let section = self.wanted.sections.get(&card).map(|section| *section as usize);
        let mut last = Day(i32::MIN);
        self.calibration.next_card();
        for answer in answers {
            // A day that comes again, after a flight to the west, is no new one.
            let schedules = !matches!(answer.kind, ReviewKind::Cram | ReviewKind::Exam);
            let first = schedules && last < answer.day;
            last = if schedules { answer.day.max(last) } else { last };
            self.calibration.push(&answer);
            self.days.entry(answer.day).or_default().add(&answer, first);
            if let Some(section) = section {
                self.add_to_section(section, &answer, first);
            }
        }
    }

    fn add_to_section(&mut self, section: usize, answer: &Answer, first: bool) {
        if let Some(totals) = self.tallied.sections.get_mut(section) {
            for (span, totals) in self.wanted.spans.iter().zip(totals) {
                if span.holds(answer.day) {
                    totals.add(answer, first);
                }
            }
        }
        let Some(rate) = rated(answer, first) else { return };
        let place = self.months.partition_point(|first| *first <= answer.day).checked_sub(1);
        let rates = self.tallied.months.get_mut(section);
        if let Some(sum) = place.and_then(|place| rates?.get_mut(place)) {
            *sum = sum.with(rate);
        }
    }

    /// Returns what the answers amount to.
    pub fn finish(mut self) -> Tallied {
        self.tallied.days = self.days.into_iter().collect();
        self.tallied.calibration = self.calibration.finish().into();
        self.tallied
    }
}

/// Returns the first day of a month, as [`month_of`] counts them.
fn first_of(month: i32) -> Option<Day> {
    format!("{}-01", month_name(month)).parse().ok()
}

/// Returns the month of a day, counted from January of the year 0.
pub fn month_of(day: Day) -> i32 {
    use chrono::Datelike;
    let date = day.date();
    date.year() * 12 + date.month0().cast_signed()
}

/// Returns a month as `YYYY-MM`.
pub fn month_name(month: i32) -> String {
    format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Quality;

    fn answer(card: u64, day: i32, quality: u8, interval_before: u32) -> (CardId, Answer) {
        let quality = Quality::new(quality).expect("a grade from 0 to 5");
        let kind = if interval_before == 0 { ReviewKind::Learn } else { ReviewKind::Review };
        let answer = Answer { day: Day(day), quality, answer_ms: 5000, kind, interval_before, confidence: None };
        (CardId(card), answer)
    }

    /// Cards 1 and 2 in section 0, card 3 in section 1, card 4 in none.
    fn tally(answers: &[(CardId, Answer)], today: Day) -> Tallied {
        let sections = HashMap::from([(CardId(1), 0), (CardId(2), 0), (CardId(3), 1)]);
        let spans = vec![Span { from: today, to: today }, Span { from: Day(i32::MIN), to: Day(i32::MAX) }];
        let mut tally = Tally::new(Wanted { spans, sections, count: 2, month: month_of(today) });
        for card in (1..5).map(CardId) {
            tally.card(card, answers.iter().filter(|(of, _)| *of == card).map(|(_, answer)| *answer));
        }
        tally.finish()
    }

    #[test]
    fn sections_hold_the_answers_of_their_cards_in_each_span_and_days_hold_all() {
        let today = Day(20_000);
        let answers =
            [answer(1, 19_999, 4, 0), answer(1, 20_000, 4, 1), answer(3, 20_000, 2, 6), answer(4, 20_000, 2, 6)];
        let tallied = tally(&answers, today);
        let counts = |section: usize| tallied.sections[section].iter().map(|span| span.reviews).collect::<Vec<_>>();
        assert_eq!((counts(0), counts(1)), (vec![1, 2], vec![1, 1]));
        assert_eq!(tallied.days.values().map(|day| day.reviews).sum::<u32>(), 4);
        assert_eq!(tallied.sections[1][0].lapses, 1);
    }

    #[test]
    fn months_keep_the_rate_of_the_last_twelve_and_no_earlier_ones() {
        let today: Day = "2024-03-15".parse().expect("a day");
        let day = |text: &str| text.parse::<Day>().expect("a day").0;
        let answers = [
            answer(1, day("2023-03-31"), 4, 6),
            answer(1, day("2023-04-01"), 4, 6),
            answer(1, day("2024-03-01"), 2, 6),
            answer(2, day("2024-03-01"), 4, 6),
        ];
        let months = tally(&answers, today).months[0];
        assert_eq!(months[0], Rate { asked: 1, recalled: 1 }, "April of the year before");
        assert_eq!(months[MONTHS - 1], Rate { asked: 2, recalled: 1 });
        assert_eq!(months.iter().map(|rate| rate.asked).sum::<u32>(), 3);
        let to_come = [answer(1, day("2024-03-31"), 4, 6), answer(1, day("2024-04-01"), 4, 6)];
        assert_eq!(tally(&to_come, today).months[0][MONTHS - 1], Rate { asked: 1, recalled: 1 });
    }

    #[test]
    fn a_month_is_named_by_year_and_number() {
        let named =
            ["2024-01-01", "2023-12-31", "1969-12-31"].map(|day| month_name(month_of(day.parse().expect("a day"))));
        assert_eq!(named, ["2024-01", "2023-12", "1969-12"]);
    }
}
