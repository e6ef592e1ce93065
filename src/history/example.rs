//! Events for the tests of the history, made in words.

use crate::model::{CardId, Day, Device, Ease, Event, EventBody, EventKey, Moment, Quality, Review, ReviewKind};

/// A device by its number.
pub(super) const fn device(number: u8) -> Device {
    Device([number; 16])
}

/// A key by the number of its device and its place in the row.
pub(super) const fn key(number: u8, seq: u64) -> EventKey {
    EventKey { device: device(number), seq }
}

/// An event at noon of a day.
pub(super) fn on(day: i32, key: EventKey, body: EventBody) -> Event {
    let at_ms = i64::from(day) * 86_400_000 + 43_200_000;
    Event { key, at: Moment { at_ms, offset_min: 0, zone: "UTC".into(), day: Day(day) }, body }
}

/// A review under strict rules.
pub(super) fn review(card: u64, quality: u8) -> EventBody {
    EventBody::Review(Review {
        card: CardId(card),
        quality: Quality::new(quality).expect("a grade from 0 to 5"),
        answer_ms: 4000,
        kind: ReviewKind::Review,
        interval_before: 0,
        interval_after: 0,
        ease_before: Ease::START,
        ease_after: Ease::START,
        shift_days: 0,
        scheduler: "sm2".into(),
        given: None,
        confidence: None,
    })
}

/// A review of another kind.
pub(super) fn review_as(kind: ReviewKind, card: u64, quality: u8) -> EventBody {
    let EventBody::Review(review) = review(card, quality) else { unreachable!("`review` makes reviews") };
    EventBody::Review(Review { kind, ..review })
}

/// An undo of an event.
pub(super) const fn undo(target: EventKey) -> EventBody {
    EventBody::Undo { target }
}

/// A renaming.
pub(super) const fn alias(from: u64, to: u64) -> EventBody {
    EventBody::Alias { from: CardId(from), to: CardId(to) }
}
