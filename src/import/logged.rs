//! Reviews as another program kept them, and the events they become.

use std::collections::HashMap;
use std::sync::Arc;

use crate::history::{Record, apply, event_bytes};
use crate::model::{CardId, Day, Device, Ease, Event, EventBody, EventKey, Moment, Quality, Review, ReviewKind};
use crate::schedule::{self, CardState, Rules};

/// A review as another program kept it.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// The card.
    pub card: CardId,
    /// Milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// Minutes the wall clock was ahead of UTC and the study day, where they were kept.
    pub local: Option<(i32, Day)>,
    /// The grade.
    pub quality: Quality,
    /// Time the answer took in milliseconds; 0 where unknown.
    pub answer_ms: u32,
    /// Why it was graded; nothing where that follows from the reviews before it.
    pub kind: Option<ReviewKind>,
    /// What the other program made of it; nothing where it kept grades only.
    pub recorded: Option<Recorded>,
    /// It was taken back there.
    pub undone: bool,
}

/// The schedule that another program made of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Days before; 0 for a new card.
    pub interval_before: u32,
    /// Days after; 0 for a step within the day.
    pub interval_after: u32,
    /// Ease before, where it was kept.
    pub ease_before: Option<Ease>,
    /// Ease after.
    pub ease_after: Ease,
    /// The rules in force there, in that program's words.
    pub scheduler: Arc<str>,
}

/// Returns the events that these reviews become, in the order of time, under a device that
/// follows from them: the same reviews give the same events on every machine in one time zone.
///
/// A review of which only the grade is known is scheduled by `rules`. `moment` gives the local
/// day of an instant that was kept without one. What is to follow the reviews stands in `after`.
pub fn events(
    mut logged: Vec<Logged>,
    after: Vec<(Moment, EventBody)>,
    rules: &Rules,
    moment: impl Fn(i64) -> Moment,
) -> Vec<Event> {
    logged.sort_by_key(|review| (review.at_ms, review.card));
    let mut records: HashMap<CardId, Record> = HashMap::new();
    let mut events = Vec::with_capacity(logged.len());
    for review in &logged {
        let at = review.moment(&moment);
        let record = records.entry(review.card).or_default();
        let body = EventBody::Review(review.event(record.state.as_ref(), &at, rules));
        if !review.undone {
            *record = apply(record, &body, &at);
        }
        push(&mut events, at.clone(), body);
        if review.undone {
            let target = EventKey { device: NOBODY, seq: events.len() as u64 };
            push(&mut events, at, EventBody::Undo { target });
        }
    }
    after.into_iter().for_each(|(at, body)| push(&mut events, at, body));
    signed(events)
}

/// The device of events that have none yet.
const NOBODY: Device = Device([0; 16]);

fn push(events: &mut Vec<Event>, at: Moment, body: EventBody) {
    let seq = events.len() as u64 + 1;
    events.push(Event { key: EventKey { device: NOBODY, seq }, at, body });
}

/// Gives the events the device that follows from all of them.
fn signed(mut events: Vec<Event>) -> Vec<Event> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"imported");
    for event in &events {
        hasher.update(&event_bytes(event));
    }
    let mut device = [0; 16];
    device.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    for event in &mut events {
        event.key.device = Device(device);
        if let EventBody::Undo { target } = &mut event.body {
            target.device = Device(device);
        }
    }
    events
}

impl Logged {
    fn moment(&self, moment: impl Fn(i64) -> Moment) -> Moment {
        let Some((offset_min, day)) = self.local else { return moment(self.at_ms) };
        let offset = chrono::FixedOffset::east_opt(offset_min.saturating_mul(60));
        let zone = offset.map_or_else(|| "UTC".to_owned(), |offset| offset.to_string());
        Moment { at_ms: self.at_ms, offset_min, zone, day }
    }

    /// Returns the review as an event holds it, `before` being the state that the ones before
    /// it gave.
    fn event(&self, before: Option<&CardState>, at: &Moment, rules: &Rules) -> Review {
        let kind = self.kind.unwrap_or_else(|| schedule::kind(before, at.day));
        let (interval_before, ease_before) = before.map_or((0, Ease::START), |state| (state.interval_days, state.ease));
        let plain = Review {
            card: self.card,
            quality: self.quality,
            answer_ms: self.answer_ms,
            kind,
            interval_before,
            interval_after: interval_before,
            ease_before,
            ease_after: ease_before,
            shift_days: 0,
            scheduler: rules.to_string(),
            given: None,
            confidence: None,
        };
        match &self.recorded {
            Some(recorded) => recorded.onto(plain, before, at.day),
            None if matches!(kind, ReviewKind::Cram | ReviewKind::Exam) => plain,
            None => {
                let after = schedule::review(before, self.quality, at.day, rules, 0);
                Review { interval_after: after.interval_days, ease_after: after.ease, ..plain }
            }
        }
    }
}

impl Recorded {
    /// Returns the review with what was recorded of it. Under rules of ours the days by which the
    /// due day was moved are found again: those that are missing to the recorded interval.
    fn onto(&self, plain: Review, before: Option<&CardState>, day: Day) -> Review {
        let moved = |rules: Rules| {
            let unmoved = schedule::review(before, plain.quality, day, &rules, 0).interval_days;
            self.interval_after.cast_signed().saturating_sub(unmoved.cast_signed())
        };
        Review {
            interval_before: self.interval_before,
            interval_after: self.interval_after,
            ease_before: self.ease_before.unwrap_or(plain.ease_before),
            ease_after: self.ease_after,
            shift_days: self.scheduler.parse::<Rules>().map_or(0, moved),
            scheduler: self.scheduler.to_string(),
            ..plain
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::replay;

    const DAY_MS: i64 = 86_400_000;

    fn utc(at_ms: i64) -> Moment {
        let day = i32::try_from(at_ms.div_euclid(DAY_MS)).unwrap();
        Moment { at_ms, offset_min: 0, zone: "UTC".into(), day: Day(day) }
    }

    fn graded(card: u64, day: i64, quality: u8) -> Logged {
        Logged {
            card: CardId(card),
            at_ms: day * DAY_MS,
            local: None,
            quality: Quality::new(quality).unwrap(),
            answer_ms: 900,
            kind: None,
            recorded: None,
            undone: false,
        }
    }

    fn kinds(events: &[Event]) -> Vec<ReviewKind> {
        let kind = |event: &Event| match &event.body {
            EventBody::Review(review) => Some(review.kind),
            _ => None,
        };
        events.iter().filter_map(kind).collect()
    }

    #[test]
    fn grades_alone_are_scheduled_by_the_rules_in_the_order_of_time() {
        let made = events(vec![graded(1, 1, 4), graded(1, 0, 4), graded(1, 1, 5)], Vec::new(), &Rules::STRICT, utc);
        assert_eq!(kinds(&made), [ReviewKind::Learn, ReviewKind::Review, ReviewKind::Early]);
        let state = replay(&made).records[&CardId(1)].state.unwrap();
        assert_eq!((state.interval_days, state.due), (15, Day(16)));
    }

    #[test]
    fn the_same_reviews_are_the_same_events_whatever_their_order_in_the_file() {
        let rows = vec![graded(1, 0, 4), graded(2, 0, 2), graded(1, 3, 4)];
        let mixed = rows.iter().rev().cloned().collect();
        assert_eq!(
            events(rows.clone(), Vec::new(), &Rules::STRICT, utc),
            events(mixed, Vec::new(), &Rules::STRICT, utc)
        );
        let other = events(rows[..2].to_vec(), Vec::new(), &Rules::STRICT, utc);
        assert_ne!(other[0].key.device, events(rows, Vec::new(), &Rules::STRICT, utc)[0].key.device);
    }

    #[test]
    fn what_was_taken_back_there_is_taken_back_here() {
        let made =
            events(vec![graded(1, 0, 4), Logged { undone: true, ..graded(1, 1, 2) }], Vec::new(), &Rules::STRICT, utc);
        assert_eq!(made.len(), 3);
        assert_eq!(replay(&made).records[&CardId(1)].state.unwrap().due, Day(1));
    }

    #[test]
    fn an_interval_that_was_spread_is_replayed_as_it_was_recorded() {
        let recorded = |before, after| Recorded {
            interval_before: before,
            interval_after: after,
            ease_before: None,
            ease_after: Ease::START,
            scheduler: "sm2+late+early+cap3650".into(),
        };
        let row = |day, before, after| Logged { recorded: Some(recorded(before, after)), ..graded(1, day, 4) };
        let made = events(vec![row(0, 0, 1), row(1, 1, 6), row(7, 6, 16)], Vec::new(), &Rules::STRICT, utc);
        let state = replay(&made).records[&CardId(1)].state.unwrap();
        assert_eq!((state.interval_days, state.due), (16, Day(23)));
    }
}
