//! A past for every card: reviews on the days SM-2 asks for, over three years, with the grades of
//! a learner who forgets one time in eight.

use askback::model::{CardId, Day, Device, Ease, Event, EventBody, EventKey, Moment, Quality, Review, ReviewKind};
use askback::schedule::{self, CardState, Rules};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

/// The last day of the past, 2023-12-31; the bench studies on the next.
pub(crate) const LAST: Day = Day(19_722);

const SPAN: i32 = 1_095;

/// Returns at most `each` reviews for every card, in the order in which they were given.
pub(crate) fn events(cards: &[CardId], each: usize) -> Vec<Event> {
    let mut chance = ChaCha8Rng::seed_from_u64(7);
    let rules: Rules = "sm2".parse().unwrap();
    let mut reviews: Vec<(i64, Day, Review)> = Vec::with_capacity(cards.len() * each);
    for card in cards {
        let mut day = LAST.plus(-SPAN + chance.random_range(0..SPAN / 3));
        let mut state: Option<CardState> = None;
        for _ in 0..each {
            if day > LAST {
                break;
            }
            let quality = Quality::new([2, 3, 4, 4, 4, 4, 4, 5][chance.random_range(0..8)]).unwrap();
            let after = schedule::review(state.as_ref(), quality, day, &rules, 0);
            let at_ms = i64::from(day.0) * 86_400_000 + chance.random_range(28_800_000..72_000_000);
            reviews.push((at_ms, day, review(*card, quality, state.as_ref(), &after, &mut chance)));
            (day, state) = (after.due, Some(after));
        }
    }
    reviews.sort_by_key(|(at_ms, _, review)| (*at_ms, review.card));
    (1..).zip(reviews).map(|(seq, (at_ms, day, review))| event(seq, at_ms, day, review)).collect()
}

fn review(
    card: CardId,
    quality: Quality,
    before: Option<&CardState>,
    after: &CardState,
    chance: &mut ChaCha8Rng,
) -> Review {
    Review {
        card,
        quality,
        answer_ms: chance.random_range(1_500..25_000),
        kind: if before.is_some() { ReviewKind::Review } else { ReviewKind::Learn },
        interval_before: before.map_or(0, |state| state.interval_days),
        interval_after: after.interval_days,
        ease_before: before.map_or(Ease::START, |state| state.ease),
        ease_after: after.ease,
        shift_days: 0,
        scheduler: "sm2".into(),
        given: None,
        confidence: None,
    }
}

/// Returns the event of a review, written by a device of its own.
pub(crate) fn event(seq: u64, at_ms: i64, day: Day, review: Review) -> Event {
    let at = Moment { at_ms, offset_min: 0, zone: "UTC".into(), day };
    Event { key: EventKey { device: Device([7; 16]), seq }, at, body: EventBody::Review(review) }
}
