//! A past for every card: reviews on the days SM-2 asks for, up to a day within the last interval,
//! with the grades of a learner who forgets one time in eight and is not behind: of a hundred cards
//! a few are due.

use askback::model::{CardId, Day, Device, Ease, Event, EventBody, EventKey, Moment, Quality, Review, ReviewKind};
use askback::schedule::{self, CardState, Rules};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

/// The last day of the past, 2023-12-31; the bench studies on the next.
pub(crate) const LAST: Day = Day(19_722);

/// The last interval of every card, in days, is at least so long ...
const SETTLED: u32 = 6;

/// ... and one of so many days ends its past.
const LONG: u32 = 400;

/// Returns about `each` reviews for every card, in the order in which they were given.
pub(crate) fn events(cards: &[CardId], each: usize) -> Vec<Event> {
    let mut chance = ChaCha8Rng::seed_from_u64(7);
    let rules: Rules = "sm2".parse().unwrap();
    let mut reviews: Vec<(i64, Day, Review)> = Vec::with_capacity(cards.len() * each);
    for card in cards {
        let mut day = Day(0);
        let mut state: Option<CardState> = None;
        let mut past: Vec<(Day, Review)> = Vec::with_capacity(each);
        let goes_on = |many: usize, interval: u32| many < each && interval < LONG || interval < SETTLED;
        while goes_on(past.len(), state.map_or(0, |state| state.interval_days)) {
            let quality = Quality::new([2, 3, 4, 4, 4, 4, 4, 5][chance.random_range(0..8)]).unwrap();
            let after = schedule::review(state.as_ref(), quality, day, &rules, 0);
            past.push((day, review(*card, quality, state.as_ref(), &after, &mut chance)));
            (day, state) = (after.due, Some(after));
        }
        let interval = past.last().map_or(1, |(_, review)| review.interval_after);
        let since = i32::try_from(chance.random_range(0..interval)).unwrap();
        let shift = LAST.0 - past.last().map_or(0, |(day, _)| day.0) - since;
        for (day, review) in past {
            let day = day.plus(shift);
            let at_ms = i64::from(day.0) * 86_400_000 + chance.random_range(28_800_000..72_000_000);
            reviews.push((at_ms, day, review));
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
