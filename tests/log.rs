//! Properties of the log: merging is set union, and state depends on the set of events alone.

use askback::exam::MISSES_DUE;
use askback::history::{Corrections, Record, digest, in_order, live, merge, replay};
use askback::model::{
    CardId, Confidence, Day, Device, Ease, Event, EventBody, EventKey, ExamEvent, Moment, Quality, Review, ReviewKind,
};
use proptest::prelude::*;

const DEVICES: u8 = 3;
const CARDS: u64 = 4;

fn any_key() -> impl Strategy<Value = EventKey> {
    (0..DEVICES, 1_u64..12).prop_map(|(device, seq)| EventKey { device: Device([device; 16]), seq })
}

fn any_card() -> impl Strategy<Value = CardId> {
    (0..CARDS).prop_map(CardId)
}

fn any_review() -> impl Strategy<Value = EventBody> {
    let kind = prop_oneof![8 => Just(ReviewKind::Review), 1 => Just(ReviewKind::Cram), 2 => Just(ReviewKind::Exam)];
    let confidence =
        prop_oneof![4 => Just(None), 1 => Just(Some(Confidence::Guessed)), 1 => Just(Some(Confidence::Sure))];
    let scheduler = prop_oneof![Just("sm2"), Just("sm2+late+early+cap3650"), Just("fsrs6"), Just(MISSES_DUE)];
    (any_card(), 0_u8..=5, kind, scheduler, -3..=3_i32, 1..60_u32, confidence).prop_map(
        |(card, quality, kind, scheduler, shift_days, interval_after, confidence)| {
            EventBody::Review(Review {
                card,
                quality: Quality::new(quality).expect("a grade from 0 to 5"),
                answer_ms: 1000,
                kind,
                interval_before: 0,
                interval_after,
                ease_before: Ease::START,
                ease_after: Ease::START,
                shift_days,
                scheduler: scheduler.into(),
                given: None,
                confidence,
            })
        },
    )
}

fn any_body() -> impl Strategy<Value = EventBody> {
    prop_oneof![
        12 => any_review(),
        3 => any_key().prop_map(|target| EventBody::Undo { target }),
        1 => any_card().prop_map(|card| EventBody::Suspend { card, reason: "why".into() }),
        1 => any_card().prop_map(|card| EventBody::Resume { card }),
        1 => (any_card(), 0..90_i32).prop_map(|(card, day)| EventBody::Bury { card, until: Day(day) }),
        1 => (any_card(), any_card()).prop_map(|(from, to)| EventBody::Alias { from, to }),
        1 => (any_key(), any::<bool>()).prop_map(|(exam, here)| EventBody::Exam(ExamEvent::Attended { exam, here })),
        1 => (0..90_i32, 0..90_i32).prop_map(|(from, until)| EventBody::Pause { from: Day(from), until: Day(until) }),
        1 => (0..3_u8, 0..3_u8).prop_map(|(key, value)| EventBody::Setting { key: key.to_string(), value: value.to_string() }),
    ]
}

/// What one device wrote: dense numbers, and a clock that jumps as it likes.
fn any_row(device: u8, body: impl Strategy<Value = EventBody>) -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec((0..60_i32, body), 0..12).prop_map(move |row| {
        (1..)
            .zip(row)
            .map(|(seq, (day, body))| {
                let at_ms = i64::from(day) * 86_400_000;
                let at = Moment { at_ms, offset_min: 60, zone: "Europe/Madrid".into(), day: Day(day) };
                Event { key: EventKey { device: Device([device; 16]), seq }, at, body }
            })
            .collect()
    })
}

fn any_log() -> impl Strategy<Value = Vec<Event>> {
    (any_row(0, any_body()), any_row(1, any_body()), any_row(2, any_body()))
        .prop_map(|(one, two, three)| [one, two, three].concat())
}

/// A log and three parts of it, overlapping, that together are the whole.
fn any_parts() -> impl Strategy<Value = (Vec<Event>, [Vec<Event>; 3])> {
    any_log().prop_flat_map(|log| {
        let masks = prop::collection::vec(1_u8..8, log.len());
        (Just(log), masks).prop_map(|(log, masks)| {
            let part = |bit: u8| {
                log.iter().zip(&masks).filter(|(_, mask)| *mask & bit != 0).map(|(event, _)| event.clone()).collect()
            };
            let parts = [part(1), part(2), part(4)];
            (log, parts)
        })
    })
}

fn shuffled() -> impl Strategy<Value = (Vec<Event>, Vec<Event>)> {
    any_log().prop_flat_map(|log| (Just(log.clone()), Just(log).prop_shuffle()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn merging_is_commutative_associative_and_idempotent((log, [one, two, three]) in any_parts()) {
        let union = |one: &[Event], other: &[Event]| merge(one.to_vec(), other.to_vec()).events;
        prop_assert_eq!(merge(one.clone(), two.clone()), merge(two.clone(), one.clone()));
        let left = union(&union(&one, &two), &three);
        let right = union(&one, &union(&two, &three));
        prop_assert_eq!(&left, &right);
        prop_assert_eq!(union(&left, &left), left.clone());
        let mut all = log;
        all.sort_by_key(|event| event.key);
        prop_assert_eq!(left, all, "nothing is lost, nothing is added");
    }

    #[test]
    fn one_set_of_events_gives_one_state_in_whatever_order_it_came((log, mixed) in shuffled()) {
        prop_assert_eq!(replay(&log), replay(&mixed));
        prop_assert_eq!(digest(&replay(&log)), digest(&replay(&mixed)));
    }

    #[test]
    fn one_event_after_another_gives_what_replay_gives(log in any_row(0, any_body())) {
        let corrections = Corrections::of(&log);
        for card in (0..CARDS).map(CardId) {
            let about = |event: &&Event| match &event.body {
                EventBody::Review(Review { card, .. }) | EventBody::Suspend { card, .. }
                | EventBody::Resume { card } | EventBody::Bury { card, .. } => Some(corrections.card(*card)),
                _ => None,
            } == Some(corrections.card(card)) && !corrections.is_undone(event.key);
            let record = log.iter().filter(about).fold(Record::default(), |record, event| record.after(event));
            prop_assert_eq!(replay(&log).record(card).cloned().unwrap_or_default(), record);
        }
    }

    #[test]
    fn what_was_taken_back_leaves_no_trace_and_comes_back_whole(
        log in any_log(), place in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!log.is_empty());
        let event = &log[place.index(log.len())];
        let is_live = live(&log)[place.index(log.len())];
        prop_assume!(is_live && !matches!(event.body, EventBody::Undo { .. }));
        let undo_by = |device: u8, target: EventKey| Event {
            key: EventKey { device: Device([device; 16]), seq: 1 },
            at: event.at.clone(),
            body: EventBody::Undo { target },
        };
        let mut undone = log.clone();
        undone.push(undo_by(100, event.key));
        // The place in the row stays, empty: other clocks lean on it.
        let mut without = log.clone();
        without[place.index(log.len())].body = EventBody::Undo { target: EventKey { seq: 99, ..event.key } };
        prop_assert_eq!(replay(&undone), replay(&without));
        undone.push(undo_by(101, undone[log.len()].key));
        prop_assert_eq!(replay(&undone), replay(&log));
    }

    #[test]
    fn every_event_stands_once_and_each_device_in_its_own_order(log in any_log()) {
        let ordered = in_order(&log);
        prop_assert_eq!(ordered.len(), log.len());
        for device in (0..DEVICES).map(|device| Device([device; 16])) {
            prop_assert!(ordered.iter().filter(|event| event.key.device == device).is_sorted_by_key(|event| event.key.seq));
        }
    }

    #[test]
    fn states_that_differ_have_digests_that_differ(log in any_log(), other in any_log()) {
        prop_assert_eq!(replay(&log) == replay(&other), digest(&replay(&log)) == digest(&replay(&other)));
    }
}
