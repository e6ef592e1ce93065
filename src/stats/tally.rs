//! The one pass over the answers: totals of each day, of each section of the notes in each
//! period, and of each section in each month.

use std::collections::{BTreeMap, HashMap};

use super::days::{Answer, DayTotals, Rate};
use crate::history::{Calibrated, Calibration};
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

/// Gathers answers. They come in the order of the log, those taken back left out.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    spans: Vec<Span>,
    month: i32,
    tallied: Tallied,
    /// The section of each card and the last day on which it had a scheduling answer.
    cards: HashMap<CardId, (Option<u32>, Day)>,
    calibration: Calibration,
    /// The day answered last, with its totals and its month: most answers share it.
    open: Option<(Day, DayTotals, i32)>,
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
        let unseen = |(card, section)| (card, (Some(section), Day(i32::MIN)));
        let cards = wanted.sections.into_iter().map(unseen).collect();
        Self {
            spans: wanted.spans,
            month: wanted.month,
            tallied,
            cards,
            calibration: Calibration::default(),
            open: None,
        }
    }

    /// Takes the next answer.
    pub fn push(&mut self, answer: &Answer) {
        let (section, first) = self.seen(answer);
        self.calibration.push(answer.card, answer.kind, answer.quality, answer.confidence);
        let month = match &mut self.open {
            Some((day, totals, month)) if *day == answer.day => {
                totals.add(answer, first);
                *month
            }
            _ => {
                self.close_day();
                let mut totals = DayTotals::default();
                totals.add(answer, first);
                let month = month_of(answer.day);
                self.open = Some((answer.day, totals, month));
                month
            }
        };
        if let Some(section) = section {
            self.add_to_section(section as usize, answer, first, month);
        }
    }

    /// Returns the section of the card, and whether a scheduling answer is its first on the day.
    /// A day that comes again, after a flight to the west, is no new one.
    fn seen(&mut self, answer: &Answer) -> (Option<u32>, bool) {
        let (section, last) = self.cards.entry(answer.card).or_insert((None, Day(i32::MIN)));
        if matches!(answer.kind, ReviewKind::Cram | ReviewKind::Exam) {
            return (*section, false);
        }
        let first = *last < answer.day;
        *last = answer.day.max(*last);
        (*section, first)
    }

    fn add_to_section(&mut self, section: usize, answer: &Answer, first: bool, month: i32) {
        if let Some(totals) = self.tallied.sections.get_mut(section) {
            for (span, totals) in self.spans.iter().zip(totals) {
                if span.holds(answer.day) {
                    totals.add(answer, first);
                }
            }
        }
        let place = usize::try_from(self.month - month).ok().and_then(|back| (MONTHS - 1).checked_sub(back));
        let rates = self.tallied.months.get_mut(section);
        if let (Some(rates), Some(place), Some(rate)) = (rates, place, answer.rated(first)) {
            rates[place] = rates[place].with(rate);
        }
    }

    fn close_day(&mut self) {
        if let Some((day, totals, _)) = self.open.take() {
            self.tallied.days.entry(day).or_default().add_totals(&totals);
        }
    }

    /// Returns what the answers amount to.
    pub fn finish(mut self) -> Tallied {
        self.close_day();
        self.tallied.calibration = self.calibration.finish().into();
        self.tallied
    }
}

impl<'a> Extend<&'a Answer> for Tally {
    fn extend<I: IntoIterator<Item = &'a Answer>>(&mut self, answers: I) {
        answers.into_iter().for_each(|answer| self.push(answer));
    }
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

    fn answer(card: u64, day: i32, quality: u8, interval_before: u32) -> Answer {
        let quality = Quality::new(quality).expect("a grade from 0 to 5");
        let kind = if interval_before == 0 { ReviewKind::Learn } else { ReviewKind::Review };
        Answer { card: CardId(card), day: Day(day), quality, answer_ms: 5000, kind, interval_before, confidence: None }
    }

    /// Cards 1 and 2 in section 0, card 3 in section 1, card 4 in none.
    fn tally(answers: &[Answer], today: Day) -> Tallied {
        let sections = HashMap::from([(CardId(1), 0), (CardId(2), 0), (CardId(3), 1)]);
        let spans = vec![Span { from: today, to: today }, Span { from: Day(i32::MIN), to: Day(i32::MAX) }];
        let mut tally = Tally::new(Wanted { spans, sections, count: 2, month: month_of(today) });
        tally.extend(answers);
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
    }

    #[test]
    fn a_month_is_named_by_year_and_number() {
        let named =
            ["2024-01-01", "2023-12-31", "1969-12-31"].map(|day| month_name(month_of(day.parse().expect("a day"))));
        assert_eq!(named, ["2024-01", "2023-12", "1969-12"]);
    }
}
