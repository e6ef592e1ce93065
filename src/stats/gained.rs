//! What a week brought.

use std::collections::BTreeSet;

use super::days::Rate;
use crate::model::{Day, Event, EventBody, ReviewKind};

/// First interval in days that counts as held for long: three weeks.
const HELD_DAYS: u32 = 21;

/// What was gained in a stretch of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gained {
    /// Days on which something was answered.
    pub days: u32,
    /// Answers of every kind.
    pub answers: u32,
    /// Cards seen for the first time.
    pub learnt: u32,
    /// Cards whose interval grew to three weeks or more.
    pub held: u32,
    /// Reviews that were due.
    pub reviews: Rate,
}

/// Returns what the reviews among `events` brought from `from` to the day before `until`; events
/// taken back are left out before.
pub fn gained<'a>(events: impl IntoIterator<Item = &'a Event>, from: Day, until: Day) -> Gained {
    let mut gained = Gained::default();
    let mut days = BTreeSet::new();
    for event in events.into_iter().filter(|event| (from..until).contains(&event.at.day)) {
        let EventBody::Review(review) = &event.body else { continue };
        days.insert(event.at.day);
        gained.answers += 1;
        gained.learnt += u32::from(review.kind == ReviewKind::Learn);
        gained.held += u32::from(review.interval_before < HELD_DAYS && review.interval_after >= HELD_DAYS);
        if review.kind == ReviewKind::Review {
            gained.reviews = gained.reviews.with(Rate { asked: 1, recalled: u32::from(review.quality.passed()) });
        }
    }
    gained.days = u32::try_from(days.len()).unwrap_or(u32::MAX);
    gained
}

impl Gained {
    /// Returns it as one line; nothing where nothing was done.
    pub fn line(&self) -> Option<String> {
        let plural = |count: u32, thing: &str| format!("{count} {thing}{}", if count == 1 { "" } else { "s" });
        if self.answers == 0 {
            return None;
        }
        let mut parts = vec![format!("{} on {}", plural(self.answers, "answer"), plural(self.days, "day"))];
        parts.extend((self.learnt > 0).then(|| format!("{} met", plural(self.learnt, "new card"))));
        parts.extend((self.held > 0).then(|| format!("{} now held for three weeks or longer", self.held)));
        parts.extend(self.reviews.share().map(|share| format!("{:.0} % of reviews recalled", share * 100.0)));
        Some(format!("{}.", parts.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CardId, Device, Ease, EventKey, Moment, Quality, Review};

    fn event(day: i32, kind: ReviewKind, quality: u8, interval: (u32, u32)) -> Event {
        let review = Review {
            card: CardId(1),
            quality: Quality::new(quality).expect("a grade"),
            answer_ms: 1_000,
            kind,
            interval_before: interval.0,
            interval_after: interval.1,
            ease_before: Ease::START,
            ease_after: Ease::START,
            shift_days: 0,
            scheduler: "sm2".into(),
            given: None,
            confidence: None,
        };
        let at = Moment { at_ms: i64::from(day) * 86_400_000, offset_min: 0, zone: "UTC".into(), day: Day(day) };
        Event { key: EventKey { device: Device([1; 16]), seq: 1 }, at, body: EventBody::Review(review) }
    }

    #[test]
    fn a_week_is_told_by_what_was_met_held_and_recalled() {
        let events = [
            event(6, ReviewKind::Learn, 4, (0, 1)),
            event(7, ReviewKind::Learn, 4, (0, 1)),
            event(7, ReviewKind::Review, 4, (15, 38)),
            event(8, ReviewKind::Review, 2, (38, 1)),
            event(8, ReviewKind::Redrill, 4, (1, 1)),
            event(14, ReviewKind::Learn, 4, (0, 1)),
        ];
        let week = gained(&events, Day(7), Day(14));
        let expected =
            "4 answers on 2 days, 1 new card met, 1 now held for three weeks or longer, 50 % of reviews recalled.";
        assert_eq!(week.line().as_deref(), Some(expected));
        assert_eq!(gained(&events, Day(20), Day(27)).line(), None);
    }
}
