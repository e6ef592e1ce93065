//! The history of a renamed card: whatever is graded, renamed and taken back in whatever order,
//! the kept state is what the log gives.

use askback::history::Record;
use askback::model::{CardId, Day, Ease, Event, EventBody, Moment, Quality, Review, ReviewKind};
use askback::store::{Access, Store};
use proptest::prelude::*;

/// One thing done; cards and earlier events by number.
#[derive(Clone, Debug)]
enum Deed {
    Grade(u64, u8),
    Suspend(u64),
    Rename(Vec<(u64, u64)>),
    Undo(usize),
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let pair = || (0..5_u64, 0..5_u64);
    prop_oneof![
        6 => (0..5_u64, 0..=5_u8).prop_map(|(card, grade)| Deed::Grade(card, grade)),
        1 => (0..5_u64).prop_map(Deed::Suspend),
        3 => prop::collection::vec(pair(), 1..4).prop_map(Deed::Rename),
        3 => (0..30_usize).prop_map(Deed::Undo),
    ]
}

fn at(day: i32) -> Moment {
    Moment { at_ms: i64::from(day) * 86_400_000, offset_min: 0, zone: "UTC".into(), day: Day(day) }
}

fn graded(card: u64, grade: u8) -> EventBody {
    EventBody::Review(Review {
        card: CardId(card),
        quality: Quality::new(grade).expect("a grade from 0 to 5"),
        answer_ms: 1000,
        kind: ReviewKind::Review,
        interval_before: 0,
        interval_after: 1,
        ease_before: Ease::START,
        ease_after: Ease::START,
        shift_days: 0,
        scheduler: "sm2".into(),
        given: None,
        confidence: None,
    })
}

fn do_it(store: &mut Store, deed: &Deed, day: i32) {
    let events: Vec<Event> = store.events().expect("a sound log");
    match deed {
        Deed::Grade(card, grade) => drop(store.append(graded(*card, *grade), &at(day)).expect("written")),
        Deed::Suspend(card) => {
            let body = EventBody::Suspend { card: CardId(*card), reason: "why".into() };
            drop(store.append(body, &at(day)).expect("written"));
        }
        Deed::Rename(pairs) => {
            let pairs: Vec<_> = pairs.iter().map(|(from, to)| (CardId(*from), CardId(*to))).collect();
            store.rename(&pairs, &at(day)).expect("written");
        }
        Deed::Undo(number) => {
            let Some(event) = events.get(*number) else { return };
            drop(store.append(EventBody::Undo { target: event.key }, &at(day)).expect("written"));
        }
    }
}

fn open(folder: &tempfile::TempDir) -> Store {
    Store::open(&folder.path().join("a.db"), Access::Write, [7; 16], 0).expect("a new store")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn kept_state_is_what_the_log_gives_after_every_renaming_and_undo(deeds in prop::collection::vec(any_deed(), 1..30)) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut store = open(&folder);
        for (deed, day) in deeds.iter().zip(0..) {
            do_it(&mut store, deed, day);
            prop_assert_eq!(store.differing().expect("a sound log"), vec![], "after {:?}", deed);
        }
    }
}

#[test]
fn a_renamed_card_brings_its_history_and_the_undo_of_the_renaming_gives_it_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = open(&folder);
    for day in [0, 1] {
        do_it(&mut store, &Deed::Grade(1, 4), day);
    }
    let before = store.record(CardId(1)).expect("a record");
    do_it(&mut store, &Deed::Rename(vec![(1, 2)]), 2);
    assert_eq!(store.record(CardId(2)).expect("a record"), before);
    assert_eq!(store.record(CardId(1)).expect("a record"), Record::default());
    assert_eq!(store.events_of(CardId(2)).expect("events").len(), 3, "two grades and the renaming");
    do_it(&mut store, &Deed::Undo(2), 3);
    assert_eq!(store.record(CardId(1)).expect("a record"), before);
    assert_eq!(store.record(CardId(2)).expect("a record"), Record::default());
}

#[test]
fn a_grade_under_a_former_name_counts_for_the_present_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = open(&folder);
    do_it(&mut store, &Deed::Grade(1, 4), 0);
    do_it(&mut store, &Deed::Rename(vec![(1, 2), (2, 3)]), 1);
    do_it(&mut store, &Deed::Grade(1, 4), 1);
    let state = store.record(CardId(3)).expect("a record").state.expect("graded twice");
    assert_eq!((state.reviews, state.due), (2, Day(7)));
}
