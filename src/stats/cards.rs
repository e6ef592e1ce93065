//! Counts over cards: where they stand, how easy they are, and which are hardest.

use std::sync::Arc;

use serde::Serialize;

use super::days::MATURE_DAYS;
use crate::model::{CardId, Day, Ease};
use crate::schedule::{CardState, Standing};

/// Hundredths of ease in one band of the distribution.
const BAND: u16 = 20;

/// Bands at most; the last holds every higher ease.
const BANDS: usize = 16;

/// Hardest cards that are named.
const HARDEST: usize = 20;

/// What stands under one heading of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The deck that the note makes.
    pub deck: Arc<str>,
    /// The note, as the learner would name it.
    pub path: String,
    /// The headings above, outermost first.
    pub headings: Vec<String>,
}

/// A card that stands in the notes, as the numbers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardLine {
    /// The card.
    pub card: CardId,
    /// Its section, as a place in the list of all.
    pub section: u32,
    /// First line of its passage.
    pub line: u32,
    /// Last line of its passage.
    pub end_line: u32,
    /// Its schedule; nothing for a new card.
    pub state: Option<CardState>,
    /// Whether it may be asked.
    pub standing: Standing,
    /// Whether its answer is another one in the notes since it was last graded.
    pub changed: bool,
}

impl CardLine {
    /// Returns the day on which the card is asked next; nothing for one that is new or suspended.
    /// One whose answer changed is asked on the day after its last grade, one that an exam missed
    /// since that exam.
    pub(super) fn due(&self, today: Day) -> Option<Day> {
        let Standing { suspended: None, buried_until, missed_on } = &self.standing else { return None };
        let changed = self.state.filter(|_| self.changed).map(|state| state.last.plus(1).max(today));
        let days = [self.state.map(|state| state.due), changed, *missed_on];
        let due = days.into_iter().flatten().min()?;
        Some(buried_until.map_or(due, |until| until.max(due)))
    }
}

/// Cards by where they stand; each is in one of `new`, `young`, `mature`, `suspended`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CardCounts {
    /// Never reviewed.
    pub new: u32,
    /// With an interval under 21 days.
    pub young: u32,
    /// With an interval from 21 days.
    pub mature: u32,
    /// Not asked until resumed.
    pub suspended: u32,
    /// Not asked before a later day.
    pub buried: u32,
    /// With at least as many lapses as make a leech.
    pub leeches: u32,
    /// At the lowest ease.
    pub at_lowest_ease: u32,
    /// Lapses of all cards.
    pub lapses: u64,
    /// To be reviewed today, overdue ones among them, drills and new cards not.
    pub due: u32,
}

impl CardCounts {
    /// Counts a card; from `leech_after` lapses on it is a leech, with 0 none is.
    pub(super) fn add(&mut self, card: &CardLine, leech_after: u32, today: Day) {
        let suspended = card.standing.suspended.is_some();
        self.buried += u32::from(!suspended && card.standing.is_buried(today));
        self.due += u32::from(card.due(today).is_some_and(|due| due <= today));
        *match card.state {
            _ if suspended => &mut self.suspended,
            None => &mut self.new,
            Some(state) if state.interval_days < MATURE_DAYS => &mut self.young,
            Some(_) => &mut self.mature,
        } += 1;
        let Some(state) = card.state else { return };
        self.lapses += u64::from(state.lapses);
        self.leeches += u32::from(is_leech(&state, leech_after));
        self.at_lowest_ease += u32::from(state.ease == Ease::MIN);
    }

    /// Adds the counts of other cards.
    pub(crate) const fn add_counts(&mut self, other: &Self) {
        self.new += other.new;
        self.young += other.young;
        self.mature += other.mature;
        self.suspended += other.suspended;
        self.buried += other.buried;
        self.leeches += other.leeches;
        self.at_lowest_ease += other.at_lowest_ease;
        self.lapses += other.lapses;
        self.due += other.due;
    }

    /// Returns the number of cards.
    pub const fn all(&self) -> u32 {
        self.new + self.young + self.mature + self.suspended
    }
}

const fn is_leech(state: &CardState, leech_after: u32) -> bool {
    leech_after > 0 && state.lapses >= leech_after
}

/// Reviewed cards with an ease in a band.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct EaseBand {
    /// Lowest ease of the band.
    pub from: Ease,
    /// Highest ease of the band.
    pub to: Ease,
    /// Cards.
    pub cards: u32,
}

/// Adds an ease to its band; bands are made from the floor up as they are needed.
pub(super) fn add_ease(bands: &mut Vec<EaseBand>, ease: Ease) {
    let index = usize::from((ease.hundredths() - Ease::MIN.hundredths()) / BAND).min(BANDS - 1);
    while bands.len() <= index {
        let from = bands.last().map_or(Ease::MIN.hundredths(), |band| band.to.hundredths() + 1);
        let to = if bands.len() + 1 == BANDS { u16::MAX } else { from + BAND - 1 };
        bands.push(EaseBand { from: Ease::from_hundredths(from), to: Ease::from_hundredths(to), cards: 0 });
    }
    if let Some(band) = bands.get_mut(index) {
        band.cards += 1;
    }
}

/// A card that is often forgotten.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hard {
    /// The card.
    pub card_id: CardId,
    /// Its deck.
    pub deck: Arc<str>,
    /// What is asked; empty until it is looked up.
    pub prompt: String,
    /// The answer; empty until it is looked up.
    pub answer: String,
    /// The note.
    pub path: String,
    /// The line of the note.
    pub line: u32,
    /// Times it was forgotten.
    pub lapses: u32,
    /// Reviews that moved its schedule.
    pub reviews: u32,
    /// Its ease.
    pub ease: Ease,
    /// Whether it has lapses enough to be a leech.
    pub leech: bool,
}

/// Returns the cards forgotten most often, the worst first: by lapses, then by low ease.
pub(super) fn hardest(sections: &[Section], cards: &[CardLine], leech_after: &dyn Fn(&str) -> u32) -> Vec<Hard> {
    let key = |card: &CardLine, state: &CardState| (std::cmp::Reverse(state.lapses), state.ease, card.card);
    let mut lapsed: Vec<(&CardLine, CardState)> =
        cards.iter().filter_map(|card| Some((card, card.state.filter(|state| state.lapses > 0)?))).collect();
    if lapsed.len() > HARDEST {
        lapsed.select_nth_unstable_by_key(HARDEST, |(card, state)| key(card, state));
        lapsed.truncate(HARDEST);
    }
    lapsed.sort_by_key(|(card, state)| key(card, state));
    let hard = |(card, state): (&CardLine, CardState)| {
        let section = sections.get(card.section as usize)?;
        Some(Hard {
            card_id: card.card,
            deck: Arc::clone(&section.deck),
            prompt: String::new(),
            answer: String::new(),
            path: section.path.clone(),
            line: card.line,
            lapses: state.lapses,
            reviews: state.reviews,
            ease: state.ease,
            leech: is_leech(&state, leech_after(&section.deck)),
        })
    };
    lapsed.into_iter().filter_map(hard).collect()
}
