//! The spread of due days: an import of many cards on one day must not come back as a wall.

use askback::model::{CardId, Day, Quality};
use askback::schedule::{CardState, Load, Rules, outcome};

const DAYS: i32 = 180;

/// Reviews on each day of half a year in which `new_a_day` of `cards` are learnt; nine of ten
/// reviews pass. The first two days are left out: an import and its one-day intervals.
fn reviews_a_day(cards: u64, new_a_day: u64, rules: &Rules, salt: u64) -> Vec<u32> {
    let mut states: Vec<(CardId, i32, Option<CardState>)> = (0..cards)
        .map(|card| (CardId((card + salt).wrapping_mul(0x9e37_79b9_7f4a_7c15)), (card / new_a_day) as i32, None))
        .collect();
    let mut load = Load::default();
    let mut chance = 88_172_645_463_325_252_u64 ^ salt;
    let mut counts = Vec::new();
    for day in (0..DAYS).map(Day) {
        let mut count = 0;
        for (card, learnt_on, state) in &mut states {
            if state.map_or(Day(*learnt_on), |state| state.due) > day {
                continue;
            }
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            let grade = if chance.is_multiple_of(10) { 2 } else { 4 };
            let quality = Quality::new(grade).expect("a grade");
            let after = outcome(*card, state.as_ref(), quality, day, rules, &load).state;
            load.moved(state.as_ref(), &after);
            *state = Some(CardState { redrill_on: None, ..after });
            count += 1;
        }
        counts.push(count);
    }
    counts.split_off(2)
}

fn total(counts: &[u32]) -> u32 {
    counts.iter().sum()
}

/// Share by which spreading changes the number of reviews over twenty runs.
fn drift(cards: u64, new_a_day: u64) -> f64 {
    let plain = Rules { spread: false, ..Rules::default() };
    let reviews = |rules: &Rules| (0..20).map(|salt| total(&reviews_a_day(cards, new_a_day, rules, salt))).sum::<u32>();
    f64::from(reviews(&Rules::default())) / f64::from(reviews(&plain)) - 1.0
}

#[test]
fn three_hundred_cards_learnt_on_one_day_never_come_back_more_than_eighty_at_once() {
    let plain = Rules { spread: false, ..Rules::default() };
    for salt in 0..20 {
        let peak = |rules: &Rules| reviews_a_day(300, 300, rules, salt).into_iter().max().unwrap_or(0);
        assert!(peak(&plain) > 220, "without spread they come back as a wall");
        assert!(peak(&Rules::default()) <= 80, "peak {}", peak(&Rules::default()));
    }
}

#[test]
fn spreading_changes_the_number_of_reviews_by_less_than_three_percent() {
    let (import, steady) = (drift(300, 300), drift(2000, 20));
    assert!(import.abs() < 0.03, "an import: {:.1} %", import * 100.0);
    assert!(steady.abs() < 0.03, "twenty new cards a day: {:.1} %", steady * 100.0);
}

#[test]
fn under_strict_rules_half_a_year_is_plain_sm2_to_the_day() {
    use askback::schedule::sm2::Step;
    for salt in 0..5_u64 {
        let mut chance = 88_172_645_463_325_252_u64 ^ salt;
        for card in 0..300 {
            let (mut state, mut plain, mut day) = (None::<CardState>, Step::NEW, Day(0));
            while day < Day(DAYS) {
                chance ^= chance << 13;
                chance ^= chance >> 7;
                chance ^= chance << 17;
                let quality = Quality::new((chance % 6) as u8).expect("a grade");
                // A learner is late now and then; strict rules do not look at it.
                let late = i32::from(chance.is_multiple_of(7)) * 3;
                let before = state.map(|state: CardState| CardState { redrill_on: None, ..state });
                let load = Load::of_counts([(day.plus(1), 500)]);
                let after = outcome(CardId(card), before.as_ref(), quality, day.plus(late), &Rules::STRICT, &load);
                plain = plain.next(quality);
                assert_eq!(
                    (after.state.interval_days, after.state.ease, after.shift_days),
                    (plain.interval_days, plain.ease, 0)
                );
                day = day.plus(late + plain.interval_days.cast_signed());
                state = Some(after.state);
            }
        }
    }
}
