//! Which answers tell of memory: all that were grades, the first of each day apart.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Rating;
use crate::model::{CardId, Day, Quality};

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

/// The attempts at one card, oldest first.
pub type Past = Vec<(Day, Rating)>;

/// Returns the attempts of each card.
pub fn pasts(attempts: &[Attempt]) -> BTreeMap<CardId, Past> {
    let mut pasts: BTreeMap<CardId, Past> = BTreeMap::new();
    for attempt in attempts {
        pasts.entry(attempt.card).or_default().push((attempt.day, Rating::of(attempt.quality)));
    }
    pasts
}

/// Returns these attempts, or about `most` of them where they are more: all those of cards drawn by
/// their names, so that each past stays whole and the same cards are drawn each time.
pub fn sampled(attempts: &[Attempt], most: usize) -> Cow<'_, [Attempt]> {
    if attempts.len() <= most {
        return Cow::Borrowed(attempts);
    }
    let drawn_below = (most as f64 / attempts.len() as f64 * f64::from(u32::MAX)) as u64;
    // Fibonacci hashing (Knuth, TAOCP 3, 6.4): names that follow each other fall far apart.
    let place = |card: CardId| card.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    Cow::Owned(attempts.iter().filter(|attempt| place(attempt.card) < drawn_below).copied().collect())
}

#[cfg(test)]
mod tests {
    use super::super::example::attempt;
    use super::*;

    #[test]
    fn a_sample_holds_whole_pasts_and_about_as_many_as_asked_for() {
        let all: Vec<Attempt> = (0..10).flat_map(|day| (0..1_000).map(move |card| attempt(card, day, 4))).collect();
        assert!(matches!(sampled(&all, 10_000), Cow::Borrowed(_)));
        let few = sampled(&all, 2_000);
        assert!((1_500..2_500).contains(&few.len()), "{}", few.len());
        assert!(pasts(&few).values().all(|past| past.len() == 10));
    }

    #[test]
    fn each_card_has_its_own_past() {
        let all = [attempt(1, 5, 2), attempt(2, 5, 4), attempt(1, 9, 5)];
        let pasts = pasts(&all);
        assert_eq!(pasts[&CardId(1)], [(Day(5), Rating::Again), (Day(9), Rating::Easy)]);
        assert_eq!(pasts[&CardId(2)], [(Day(5), Rating::Good)]);
    }
}
