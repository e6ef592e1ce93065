//! The one definition of "due": `study`, `due` and the overview all ask here.

use std::cmp::Reverse;
use std::collections::HashSet;

use rand::Rng;
use rand::seq::SliceRandom;

use super::queue::{apart, interleaved};
use super::spread::seed;
use super::{CardState, Standing, kind};
use crate::model::{CardId, Day, ReviewKind};

/// What the choice of today's cards needs to know of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The card.
    pub card: CardId,
    /// Its schedule; nothing for a new card.
    pub state: Option<CardState>,
    /// Whether it may be asked.
    pub standing: Standing,
    /// Cards of one family ask about the same fact; one a day is asked.
    pub family: u64,
    /// Cards with the same key stand in one section of the notes.
    pub section: u64,
    /// Place in the notes, in the order in which new cards are introduced.
    pub position: u32,
}

/// Where a card stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Never reviewed.
    New,
    /// Due for review.
    Review,
    /// Scored below 4 today and still to be drilled.
    Redrill,
    /// Reviewed, and due on a later day.
    Later,
    /// Not asked until it is resumed.
    Suspended,
    /// Not asked before a day that has not come.
    Buried,
}

impl Status {
    /// Returns the word of the JSON contract; a card that is due later is one under review.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Review | Self::Later => "review",
            Self::Redrill => "redrill",
            Self::Suspended => "suspended",
            Self::Buried => "buried",
        }
    }

    /// Tells whether the card is asked today, limits and siblings apart.
    pub const fn is_due(self) -> bool {
        matches!(self, Self::New | Self::Review | Self::Redrill)
    }
}

/// Returns where a card stands on `today`.
pub fn status(state: Option<&CardState>, standing: &Standing, today: Day) -> Status {
    if standing.suspended.is_some() {
        return Status::Suspended;
    }
    if standing.is_buried(today) {
        return Status::Buried;
    }
    match kind(state, today) {
        ReviewKind::Learn => Status::New,
        ReviewKind::Redrill => Status::Redrill,
        ReviewKind::Review => Status::Review,
        _ => Status::Later,
    }
}

/// How much of today's allowance is left, and what to do when it is not enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// New cards still to be introduced today.
    pub new_left: usize,
    /// Reviews still to be done today; drills do not count.
    pub review_left: usize,
    /// No new cards while more reviews are due than the day allows.
    pub new_wait_for_backlog: bool,
}

impl Limits {
    /// Everything that is due.
    pub const NONE: Self = Self { new_left: usize::MAX, review_left: usize::MAX, new_wait_for_backlog: false };
}

/// What is due on a day, siblings and limits applied; a card stands in one list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// Still to be drilled, in the order of the notes.
    pub redrill: Vec<CardId>,
    /// To be reviewed, the most overdue for its interval first.
    pub review: Vec<CardId>,
    /// To be introduced, in the order of the notes.
    pub new: Vec<CardId>,
}

impl Today {
    /// Returns the number of cards.
    pub fn len(&self) -> usize {
        self.redrill.len() + self.review.len() + self.new.len()
    }

    /// Tells whether nothing is due.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Returns what is due on `today`.
///
/// One card of a family is asked a day: a sibling answered today keeps the others back until
/// tomorrow, and of several that are due the first of drills, reviews, new cards is taken.
/// A drill is never kept back. Limits are applied after that.
pub fn due(cards: &[Candidate], today: Day, limits: &Limits) -> Today {
    let chosen = choose(cards, today, limits);
    let ids = |list: Vec<&Candidate>| list.into_iter().map(|candidate| candidate.card).collect();
    Today { redrill: ids(chosen.redrill), review: ids(chosen.review), new: ids(chosen.new) }
}

/// Returns the cards of [`due`] in the order of a session: drills first, then reviews with the
/// new cards spread evenly among them, equally urgent reviews in an order drawn from `rng`, and
/// no two cards of one section in a row where that can be avoided.
pub fn queue(cards: &[Candidate], today: Day, limits: &Limits, rng: &mut impl Rng) -> Vec<CardId> {
    let mut chosen = choose(cards, today, limits);
    for equals in chosen.review.chunk_by_mut(|one, next| urgency(one, today) == urgency(next, today)) {
        equals.shuffle(rng);
    }
    chosen.redrill.shuffle(rng);
    let drills = apart(&chosen.redrill, None);
    let last = drills.last().map(|candidate| candidate.section);
    let rest = apart(&interleaved(&chosen.review, &chosen.new), last);
    drills.into_iter().chain(rest).map(|candidate| candidate.card).collect()
}

/// The candidates of a day, split.
struct Chosen<'a> {
    redrill: Vec<&'a Candidate>,
    review: Vec<&'a Candidate>,
    new: Vec<&'a Candidate>,
}

/// Splits the due cards, keeps one of each family, and cuts to the limits.
fn choose<'a>(cards: &'a [Candidate], today: Day, limits: &Limits) -> Chosen<'a> {
    let mut chosen = split(cards, today);
    chosen.redrill.sort_by_key(|candidate| (candidate.position, candidate.card));
    chosen.review.sort_by_key(|candidate| (Reverse(urgency(candidate, today)), chance(candidate, today)));
    chosen.new.sort_by_key(|candidate| (candidate.position, candidate.card));
    let mut families = answered_families(cards, today);
    families.extend(chosen.redrill.iter().map(|candidate| candidate.family));
    chosen.review.retain(|candidate| families.insert(candidate.family));
    chosen.new.retain(|candidate| families.insert(candidate.family));
    let behind = chosen.review.len() > limits.review_left;
    let new_left = if behind && limits.new_wait_for_backlog { 0 } else { limits.new_left };
    chosen.review.truncate(limits.review_left);
    chosen.new.truncate(new_left);
    chosen
}

/// Splits the cards that are due by what they are due for.
fn split(cards: &[Candidate], today: Day) -> Chosen<'_> {
    let mut chosen = Chosen { redrill: Vec::new(), review: Vec::new(), new: Vec::new() };
    for candidate in cards {
        match status(candidate.state.as_ref(), &candidate.standing, today) {
            Status::Redrill => chosen.redrill.push(candidate),
            Status::Review => chosen.review.push(candidate),
            Status::New => chosen.new.push(candidate),
            Status::Later | Status::Suspended | Status::Buried => {}
        }
    }
    chosen
}

/// Returns the families of which a card was answered today.
fn answered_families(cards: &[Candidate], today: Day) -> HashSet<u64> {
    let answered = |candidate: &&Candidate| candidate.state.is_some_and(|state| state.last >= today);
    cards.iter().filter(answered).map(|candidate| candidate.family).collect()
}

/// Returns how overdue a card is for its interval, late days divided by interval, in millionths;
/// a day late on 2 days is worse than on 50.
fn urgency(candidate: &Candidate, today: Day) -> i64 {
    candidate
        .state
        .map_or(0, |state| i64::from(today.since(state.due)) * 1_000_000 / i64::from(state.interval_days.max(1)))
}

/// Returns the place of a card among equally urgent ones: even over the notes, another each day.
fn chance(candidate: &Candidate, today: Day) -> (u64, CardId) {
    (seed(candidate.card, today.0.cast_unsigned()), candidate.card)
}
