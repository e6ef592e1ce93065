//! The numbers of one deck and of one section of a note.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::cards::{CardCounts, CardLine, Section};
use super::coverage::Covered;
use super::days::{DayTotals, Rate};
use super::tally::{MONTHS, Tallied, month_name};
use crate::model::Day;

/// What was done in a period with the cards of a deck or section.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct GroupPeriod {
    /// As in the periods of all.
    pub period: &'static str,
    /// Answers of every kind.
    pub reviews: u32,
    /// Time in milliseconds, each answer counted up to one minute.
    pub answer_ms: u64,
    /// Reviews that failed.
    pub lapses: u32,
    /// True retention of young cards.
    pub young: Rate,
    /// True retention of mature cards.
    pub mature: Rate,
    /// Both together.
    pub retention: Rate,
}

/// True retention in a month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Month {
    /// `YYYY-MM`.
    pub month: String,
    /// The rate.
    pub retention: Rate,
}

/// The numbers of one deck.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DeckNumbers {
    /// The deck.
    pub deck: Arc<str>,
    /// Its cards.
    pub cards: CardCounts,
    /// Its passages.
    pub coverage: Covered,
    /// What was done; periods without answers are left out.
    pub periods: Vec<GroupPeriod>,
    /// True retention by month; months without reviews are left out.
    pub months: Vec<Month>,
    /// Its sections, in the order of the note; only if asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<SectionNumbers>,
}

/// The numbers of one section of a note.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SectionNumbers {
    /// The headings above, outermost first.
    pub headings: Vec<String>,
    /// Its cards.
    pub cards: CardCounts,
    /// What was done; periods without answers are left out.
    pub periods: Vec<GroupPeriod>,
}

/// What the decks are made from.
pub(super) struct Ground<'a> {
    pub(super) sections: &'a [Section],
    pub(super) cards: &'a [CardLine],
    pub(super) tallied: &'a Tallied,
    pub(super) periods: &'a [&'static str],
    pub(super) leech_after: &'a dyn Fn(&str) -> u32,
    pub(super) coverage: BTreeMap<Arc<str>, Covered>,
    pub(super) month: i32,
    pub(super) today: Day,
}

impl Ground<'_> {
    /// Returns every deck by name, with its sections if that is wanted.
    pub(super) fn decks(mut self, with_sections: bool) -> Vec<DeckNumbers> {
        let mut counts = vec![CardCounts::default(); self.sections.len()];
        let leech_after: Vec<u32> = self.sections.iter().map(|section| (self.leech_after)(&section.deck)).collect();
        for card in self.cards {
            let section = card.section as usize;
            if let (Some(counts), Some(leech_after)) = (counts.get_mut(section), leech_after.get(section)) {
                counts.add(card, *leech_after, self.today);
            }
        }
        let mut decks: BTreeMap<Arc<str>, Gathered> = BTreeMap::new();
        for ((place, section), cards) in self.sections.iter().enumerate().zip(counts) {
            if cards.all() == 0 {
                continue;
            }
            let deck = decks.entry(Arc::clone(&section.deck)).or_insert_with(|| Gathered::new(self.periods.len()));
            let totals = self.tallied.sections.get(place).map_or(&[][..], Vec::as_slice);
            deck.add(&cards, totals, self.tallied.months.get(place));
            if with_sections {
                let periods = periods(self.periods, totals);
                deck.sections.push(SectionNumbers { headings: section.headings.clone(), cards, periods });
            }
        }
        for deck in self.coverage.keys() {
            decks.entry(Arc::clone(deck)).or_insert_with(|| Gathered::new(self.periods.len()));
        }
        let month = self.month;
        let numbers = |(deck, gathered): (Arc<str>, Gathered)| DeckNumbers {
            cards: gathered.cards,
            coverage: self.coverage.remove(&deck).unwrap_or_default(),
            periods: periods(self.periods, &gathered.totals),
            months: months(&gathered.months, month),
            sections: gathered.sections,
            deck,
        };
        decks.into_iter().map(numbers).collect()
    }
}

/// A deck while its sections are added up.
struct Gathered {
    cards: CardCounts,
    totals: Vec<DayTotals>,
    months: [Rate; MONTHS],
    sections: Vec<SectionNumbers>,
}

impl Gathered {
    fn new(periods: usize) -> Self {
        Self {
            cards: CardCounts::default(),
            totals: vec![DayTotals::default(); periods],
            months: [Rate::default(); MONTHS],
            sections: Vec::new(),
        }
    }

    fn add(&mut self, cards: &CardCounts, totals: &[DayTotals], months: Option<&[Rate; MONTHS]>) {
        self.cards.add_counts(cards);
        self.totals.iter_mut().zip(totals).for_each(|(sum, totals)| sum.add_totals(totals));
        let months = months.into_iter().flatten();
        self.months.iter_mut().zip(months).for_each(|(sum, rate)| *sum = sum.with(*rate));
    }
}

fn periods(names: &[&'static str], totals: &[DayTotals]) -> Vec<GroupPeriod> {
    let period = |(period, totals): (&&'static str, &DayTotals)| GroupPeriod {
        period,
        reviews: totals.reviews,
        answer_ms: totals.answer_ms,
        lapses: totals.lapses,
        young: totals.young,
        mature: totals.mature,
        retention: totals.young.with(totals.mature),
    };
    names.iter().zip(totals).filter(|(_, totals)| totals.reviews > 0).map(period).collect()
}

/// Returns the months with reviews, the last of them being `last`.
pub(super) fn months(rates: &[Rate], last: i32) -> Vec<Month> {
    let month = |(back, retention): (i32, &Rate)| Month { month: month_name(last - back), retention: *retention };
    let mut months: Vec<Month> = (0..).zip(rates.iter().rev()).filter(|(_, rate)| rate.asked > 0).map(month).collect();
    months.reverse();
    months
}
