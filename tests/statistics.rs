//! The numbers of the statistics come from what is kept beside each card; counted anew, answer by
//! answer from the log, they are the same to the last digit.
#![expect(clippy::unwrap_used, reason = "drives the store from outside; a failure is the test's")]

use std::collections::{BTreeMap, BTreeSet, HashMap};

use askback::history::{Corrections, in_order};
use askback::model::{CardId, Confidence, Day, Ease, Event, EventBody, Moment, Quality, Review, ReviewKind};
use askback::stats::{DayTotals, Span, Tallied, Tally, Wanted, month_of};
use askback::store::{Access, Store};
use proptest::prelude::*;

/// The day on which the numbers are looked at.
const TODAY: Day = Day(20_040);

/// What is done on the next day or the same.
#[derive(Clone, Debug)]
enum Deed {
    Answer(Box<Review>),
    Rename(u64, u64),
    /// Takes back an event of this copy, counted from its first.
    Undo(usize),
}

fn any_review() -> impl Strategy<Value = Review> {
    let kinds = prop::sample::select(vec![
        ReviewKind::Learn,
        ReviewKind::Review,
        ReviewKind::Redrill,
        ReviewKind::Early,
        ReviewKind::Cram,
        ReviewKind::Exam,
    ]);
    let sure = prop::option::of(prop::sample::select(Confidence::ALL.to_vec()));
    (0..6_u64, 0..6_u8, 0..90_000_u32, kinds, 0..40_u32, sure).prop_map(
        |(card, quality, answer_ms, kind, interval_before, confidence)| Review {
            card: CardId(card),
            quality: Quality::new(quality).unwrap(),
            answer_ms,
            kind,
            interval_before,
            interval_after: 1,
            ease_before: Ease::START,
            ease_after: Ease::START,
            shift_days: 0,
            scheduler: "sm2".into(),
            given: None,
            confidence,
        },
    )
}

fn any_deed() -> impl Strategy<Value = (Deed, bool, usize)> {
    let deed = prop_oneof![
        8 => any_review().prop_map(|review| Deed::Answer(Box::new(review))),
        1 => (0..6_u64, 0..6_u64).prop_map(|(from, to)| Deed::Rename(from, to)),
        2 => (0..30_usize).prop_map(Deed::Undo),
    ];
    (deed, any::<bool>(), 0..2_usize)
}

fn do_it(store: &mut Store, deed: &Deed, at: &Moment) {
    let own = store.own_device().unwrap();
    let body = match deed {
        Deed::Answer(review) => EventBody::Review((**review).clone()),
        Deed::Rename(from, to) => EventBody::Alias { from: CardId(*from), to: CardId(*to) },
        Deed::Undo(place) => {
            let events: Vec<Event> =
                store.events().unwrap().into_iter().filter(|event| event.key.device == own).collect();
            let Some(event) = events.get(place % events.len().max(1)) else { return };
            EventBody::Undo { target: event.key }
        }
    };
    store.append(body, at).unwrap();
}

/// Cards 0 to 2 in the first section, 3 and 4 in the second, 5 in no note.
fn wanted() -> Wanted {
    let sections: HashMap<CardId, u32> = (0..5).map(|card| (CardId(card), u32::from(card > 2))).collect();
    let last = |days: i32| Span { from: TODAY.plus(1 - days), to: TODAY };
    Wanted { spans: vec![last(7), last(1_000)], sections, count: 2, month: month_of(TODAY) }
}

/// Returns the numbers from what is kept by card.
fn kept(store: &Store) -> Tallied {
    let mut tally = Tally::new(wanted());
    store.each_answered(|card, answers| tally.card(card, answers)).unwrap();
    tally.finish()
}

/// Counts the log anew: totals by day of the cards that `of` chooses.
fn counted(events: &[Event], of: impl Fn(CardId) -> bool) -> BTreeMap<Day, DayTotals> {
    let corrections = Corrections::of(in_order(events));
    let mut days: BTreeMap<Day, DayTotals> = BTreeMap::new();
    let mut asked: BTreeSet<(CardId, Day)> = BTreeSet::new();
    for event in in_order(events) {
        let EventBody::Review(review) = &event.body else { continue };
        let card = corrections.card(review.card);
        if corrections.is_undone(event.key) || !of(card) {
            continue;
        }
        let day = days.entry(event.at.day).or_default();
        let ms = u64::from(review.answer_ms.min(60_000));
        let (due, failed) = (matches!(review.kind, ReviewKind::Review | ReviewKind::Early), review.quality.value() < 3);
        day.reviews += 1;
        day.answer_ms += ms;
        day.lapses += u32::from(due && failed);
        match review.kind {
            ReviewKind::Learn => day.learn += 1,
            ReviewKind::Review => day.review += 1,
            ReviewKind::Redrill => day.redrill += 1,
            ReviewKind::Early => day.early += 1,
            ReviewKind::Cram => day.cram += 1,
            ReviewKind::Exam => day.exam += 1,
        }
        if due || review.kind == ReviewKind::Redrill {
            day.review_ms += ms;
        }
        let practice = matches!(review.kind, ReviewKind::Cram | ReviewKind::Exam);
        if !practice && asked.insert((card, event.at.day)) && due && review.interval_before >= 1 {
            let rate = if review.interval_before < 21 { &mut day.young } else { &mut day.mature };
            rate.asked += 1;
            rate.recalled += u32::from(!failed);
        }
    }
    days
}

fn check(store: &Store) -> Result<(), TestCaseError> {
    let events = store.events().unwrap();
    let kept = kept(store);
    prop_assert_eq!(&kept.days, &counted(&events, |_| true));
    for (section, cards) in [0..3, 3..5].into_iter().enumerate() {
        let days = counted(&events, |card| cards.contains(&card.0));
        for (span, totals) in wanted().spans.iter().zip(&kept.sections[section]) {
            let mut sum = DayTotals::default();
            days.iter().filter(|(day, _)| span.holds(**day)).for_each(|(_, day)| sum.add_totals(day));
            prop_assert_eq!(totals, &sum);
        }
        let asked: u32 = kept.months[section].iter().map(|rate| rate.asked).sum();
        prop_assert_eq!(asked, days.values().map(|day| day.young.asked + day.mature.asked).sum::<u32>());
    }
    prop_assert_eq!(store.differing().unwrap(), vec![]);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn numbers_kept_by_card_are_those_counted_anew_from_the_log(
        deeds in prop::collection::vec(any_deed(), 1..50)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = |number: usize| folder.path().join(format!("{number}.db"));
        let open = |number: usize| Store::open(&path(number), Access::Write, [number as u8 + 1; 16], 0).unwrap();
        let mut stores = [open(0), open(1)];
        let mut day = TODAY.plus(-60);
        for (deed, tomorrow, who) in &deeds {
            day = day.plus(i32::from(*tomorrow));
            let at_ms = i64::from(day.0) * 86_400_000;
            do_it(&mut stores[*who], deed, &Moment { at_ms, offset_min: 0, zone: "UTC".into(), day });
            check(&stores[*who])?;
        }
        let [one, other] = &mut stores;
        one.merge(other, [9; 16], 0).unwrap();
        check(one)?;
        let before = kept(one);
        one.rebuild().unwrap();
        prop_assert_eq!(kept(one), before);
    }
}

#[test]
fn a_kept_answer_that_the_log_does_not_give_is_found_and_mended() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut store = Store::open(&path, Access::Write, [1; 16], 0).unwrap();
    let review = Review {
        card: CardId(7),
        quality: Quality::new(4).unwrap(),
        answer_ms: 900,
        kind: ReviewKind::Cram,
        interval_before: 0,
        interval_after: 0,
        ease_before: Ease::START,
        ease_after: Ease::START,
        shift_days: 0,
        scheduler: "sm2".into(),
        given: None,
        confidence: None,
    };
    let at = Moment { at_ms: 0, offset_min: 0, zone: "UTC".into(), day: TODAY };
    store.append(EventBody::Review(review), &at).unwrap();
    assert_eq!(kept(&store).days[&TODAY].cram, 1, "practice is kept of a card that has no record");
    for broken in ["update answered set answers = substr(answers, 1, 3)", "delete from answered"] {
        rusqlite::Connection::open(&path).unwrap().execute(broken, []).unwrap();
        assert_eq!(store.differing().unwrap(), [CardId(7)], "{broken}");
        store.rebuild().unwrap();
        assert_eq!(store.differing().unwrap(), []);
    }
}
