//! Which answers tell of memory: all that were grades, the first of each day apart.

use std::collections::BTreeMap;

use super::Rating;
use crate::model::{CardId, Day, Event, EventBody, Quality, Review, ReviewKind};

/// One attempt to recall a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The card, by its present address.
    pub card: CardId,
    /// The study day, as it was logged.
    pub day: Day,
    /// The grade.
    pub quality: Quality,
    /// Time from prompt to grade in milliseconds; 0 where unknown.
    pub answer_ms: u32,
    /// Whether it was the first of the card on that day. Memory is scored on these alone; the
    /// drills that follow strengthen it, but what they ask was fresh in mind.
    pub first: bool,
}

impl Attempt {
    /// Returns the attempt that an event tells of. Practice and mock exams are left out: they move
    /// no schedule, and an option recognised is not an answer recalled.
    pub fn of(event: &Event) -> Option<Self> {
        let EventBody::Review(review) = &event.body else { return None };
        let counts = !matches!(review.kind, ReviewKind::Cram | ReviewKind::Exam);
        let Review { card, quality, answer_ms, .. } = *review;
        counts.then_some(Self { card, day: event.at.day, quality, answer_ms, first: true })
    }
}

/// The attempts at one card, oldest first.
pub type Past = Vec<(Day, Rating)>;

/// Marks the first attempt of each card on each day, in the order given. One on a day before the
/// last (a flight to the west) is no first.
pub fn marked(attempts: impl IntoIterator<Item = Attempt>) -> Vec<Attempt> {
    let mut last: BTreeMap<CardId, Day> = BTreeMap::new();
    let mark = |attempt: Attempt| {
        let before = last.get(&attempt.card).copied();
        last.insert(attempt.card, before.map_or(attempt.day, |day| day.max(attempt.day)));
        Attempt { first: before.is_none_or(|day| day < attempt.day), ..attempt }
    };
    attempts.into_iter().map(mark).collect()
}

/// Returns the attempts of each card.
pub fn pasts(attempts: &[Attempt]) -> BTreeMap<CardId, Past> {
    let mut pasts: BTreeMap<CardId, Past> = BTreeMap::new();
    for attempt in attempts {
        pasts.entry(attempt.card).or_default().push((attempt.day, Rating::of(attempt.quality)));
    }
    pasts
}

#[cfg(test)]
mod tests {
    use super::super::example::attempt;
    use super::*;

    #[test]
    fn only_the_first_answer_of_a_card_on_a_day_is_marked() {
        let all = [attempt(1, 5, 2), attempt(2, 5, 4), attempt(1, 5, 4), attempt(1, 4, 5), attempt(1, 6, 3)];
        let firsts: Vec<bool> = marked(all).iter().map(|attempt| attempt.first).collect();
        assert_eq!(firsts, [true, true, false, false, true]);
    }

    #[test]
    fn each_card_has_its_own_past() {
        let all = [attempt(1, 5, 2), attempt(2, 5, 4), attempt(1, 9, 5)];
        let pasts = pasts(&all);
        assert_eq!(pasts[&CardId(1)], [(Day(5), Rating::Again), (Day(9), Rating::Easy)]);
        assert_eq!(pasts[&CardId(2)], [(Day(5), Rating::Good)]);
    }
}
