//! Chooses the day within a small window, so that due days do not clump; and the preview, which
//! by construction is what is then stored.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::review::planned;
use super::{CardState, Rules, kind, review};
use crate::model::{Button, CardId, Day, Quality, ReviewKind};

/// Longest interval for which the load of a day is looked at; beyond it the day is picked evenly
/// (Anki's load balancer stops at the same length).
const BALANCED_DAYS: u32 = 90;

/// How many cards are due on each coming day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    due: BTreeMap<Day, u32>,
}

impl Load {
    /// Returns the load of the given due days and counts.
    pub fn of_counts(counts: impl IntoIterator<Item = (Day, u32)>) -> Self {
        let mut load = Self::default();
        for (day, cards) in counts {
            *load.due.entry(day).or_default() += cards;
        }
        load
    }

    /// Returns the load of the given cards.
    pub fn of_states<'a>(states: impl IntoIterator<Item = &'a CardState>) -> Self {
        Self::of_counts(states.into_iter().map(|state| (state.due, 1)))
    }

    /// Notes that a card moved from one due day to another, after it was answered.
    pub fn moved(&mut self, before: Option<&CardState>, after: &CardState) {
        if let Some(cards) = before.and_then(|state| self.due.get_mut(&state.due)) {
            *cards = cards.saturating_sub(1);
        }
        *self.due.entry(after.due).or_default() += 1;
    }

    /// Returns how many cards are due on a day.
    pub fn on(&self, day: Day) -> u32 {
        self.due.get(&day).copied().unwrap_or(0)
    }
}

/// What a grade makes of a card: the review to be stored and the state that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The state after the grade.
    pub state: CardState,
    /// Days by which the spread moved the due day; stored with the review.
    pub shift_days: i32,
    /// What the grade counts as.
    pub kind: ReviewKind,
}

/// Returns what a grade on `today` makes of a card. The day within the window depends on the
/// card, its number of reviews and the load alone, so that a preview holds.
pub fn outcome(
    card: CardId,
    before: Option<&CardState>,
    quality: Quality,
    today: Day,
    rules: &Rules,
    load: &Load,
) -> Outcome {
    let kind = kind(before, today);
    let shift_days = if rules.spread && kind != ReviewKind::Redrill {
        let (step, window) = planned(before, quality, today, rules);
        let seed = seed(card, before.map_or(0, |state| state.reviews));
        let chosen = choose(step.interval_days, window, today, load, seed);
        i32::try_from(i64::from(chosen) - i64::from(step.interval_days)).unwrap_or(0)
    } else {
        0
    };
    Outcome { state: review(before, quality, today, rules, shift_days), shift_days, kind }
}

/// Returns the outcome of each key, again to easy.
pub fn preview(card: CardId, before: Option<&CardState>, today: Day, rules: &Rules, load: &Load) -> [Outcome; 4] {
    Button::ALL.map(|button| outcome(card, before, button.quality(), today, rules, load))
}

/// Returns the shortest and longest interval that the spread may make of an interval (Anki's
/// fuzz): none below 2.5 days, else a day either way plus 15 % of the days from 2.5 to 7, 10 %
/// of those from 7 to 20 and 5 % of the rest; never beyond `longest_days`.
pub fn window(interval_days: u32, longest_days: u32) -> (u32, u32) {
    if interval_days < 3 {
        return (interval_days, interval_days);
    }
    let days = u64::from(interval_days);
    // In two-hundredths of a day: 0.15 * (days - 2.5) = (30 * days - 75) / 200.
    let delta = 200 + 30 * days.min(7) - 75 + 20 * (days.clamp(7, 20) - 7) + 10 * (days.max(20) - 20);
    let shortest = days - (delta + 99) / 200;
    let longest = (days + (delta + 100) / 200).min(u64::from(longest_days)).max(days);
    (u32::try_from(shortest).unwrap_or(u32::MAX), u32::try_from(longest).unwrap_or(u32::MAX))
}

/// Picks an interval of the window around `planned`, days with few cards the likelier: the weight
/// of a day is 1 / (cards + 1)^2 (Anki's). The later days of a window are always emptier, so
/// that alone would drift late; instead of Anki's further factor 1 / interval, which drifts one
/// way or the other with the load, the sides are balanced so that the mean is `planned` itself.
fn choose(planned: u32, (shortest, longest): (u32, u32), today: Day, load: &Load, seed: u64) -> u32 {
    if longest > BALANCED_DAYS {
        return shortest.saturating_add(below(seed, longest - shortest + 1));
    }
    let weights = balanced(planned, (shortest, longest), |interval| load.on(today.plus(interval.cast_signed())));
    let mut point = scaled(seed, weights.iter().sum());
    for (interval, weight) in (shortest..longest).zip(weights) {
        match point.checked_sub(weight) {
            Some(rest) => point = rest,
            None => return interval,
        }
    }
    longest
}

/// Returns the weight of each interval of a window. At most 13 days of at most 2^24 room and
/// 2^29 pull: the sum stays below 2^57.
fn balanced(planned: u32, (shortest, longest): (u32, u32), cards_after: impl Fn(u32) -> u32) -> Vec<u64> {
    let room = |interval: u32| {
        let crowd = u64::from(cards_after(interval)) + 1;
        ((1 << 24) / crowd.saturating_mul(crowd)).max(1)
    };
    let pull = |interval: u32| room(interval) * u64::from(interval.abs_diff(planned));
    let earlier: u64 = (shortest..planned).map(pull).sum();
    let later: u64 = (planned + 1..=longest).map(pull).sum();
    // At the longest interval there is no later side to balance with.
    let (earlier, later) = if earlier.min(later) == 0 { (1, 1) } else { (earlier, later) };
    let weight = |interval: u32| match interval.cmp(&planned) {
        Ordering::Less => room(interval) * later,
        Ordering::Equal => room(interval) * (earlier + later).div_ceil(2),
        Ordering::Greater => room(interval) * earlier,
    };
    (shortest..=longest).map(weight).collect()
}

/// Returns a number below `bound`.
fn below(seed: u64, bound: u32) -> u32 {
    u32::try_from(scaled(seed, u64::from(bound))).unwrap_or(0)
}

/// Maps a seed evenly to the numbers below `bound`.
fn scaled(seed: u64, bound: u64) -> u64 {
    u64::try_from((u128::from(seed) * u128::from(bound)) >> 64).unwrap_or(0)
}

/// Returns the chance that belongs to a card and its number of reviews (SplitMix64).
pub(super) fn seed(card: CardId, reviews: u32) -> u64 {
    let mut mixed = card.0.wrapping_add(u64::from(reviews).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::super::Scheduler;
    use super::*;
    use crate::memory::Strength;
    use crate::model::Ease;

    const TODAY: Day = Day(20_000);

    fn card_of_interval(interval_days: u32) -> CardState {
        CardState {
            repetitions: 4,
            interval_days,
            ease: Ease::START,
            due: TODAY,
            last: TODAY.plus(-interval_days.cast_signed()),
            lapses: 0,
            reviews: 4,
            redrill_on: None,
            strength: Strength::default(),
        }
    }

    #[test]
    fn the_window_is_that_of_ankis_fuzz() {
        let cases = [
            (1, (1, 1)),
            (2, (2, 2)),
            (3, (2, 4)),
            (6, (4, 8)),
            (7, (5, 9)),
            (15, (13, 17)),
            (20, (17, 23)),
            (100, (93, 107)),
        ];
        for (interval, expected) in cases {
            assert_eq!(window(interval, 3650), expected, "interval {interval}");
        }
        assert_eq!(window(3650, 3650), (3466, 3650), "never beyond the longest");
        assert_eq!(window(u32::MAX, u32::MAX).1, u32::MAX);
    }

    #[test]
    fn each_key_previews_what_is_then_stored() {
        let load = Load::of_counts((0..60).map(|day| (TODAY.plus(day), 3)));
        for number in 0..200 {
            let (card, state) = (CardId(number), card_of_interval(2 + u32::try_from(number).expect("small")));
            let shown = preview(card, Some(&state), TODAY, &Rules::default(), &load);
            for (button, shown) in Button::ALL.into_iter().zip(shown) {
                let quality = button.quality();
                let stored = review(Some(&state), quality, TODAY, &Rules::default(), shown.shift_days);
                assert_eq!(shown.state, stored);
                let tag: Rules = Rules::default().to_string().parse().expect("its own tag");
                assert_eq!(review(Some(&state), quality, TODAY, &tag, shown.shift_days), stored, "replay");
            }
        }
    }

    #[test]
    fn under_fsrs_too_each_key_previews_what_is_then_stored() {
        let rules = Rules { scheduler: Scheduler::Fsrs6 { retention_percent: 85 }, ..Rules::default() };
        let tag: Rules = rules.to_string().parse().expect("its own tag");
        let load = Load::of_counts((0..60).map(|day| (TODAY.plus(day), 3)));
        let mut shifted = 0;
        for number in 0..200 {
            let strength = Strength { stability_s: 40_000 * (1 + number), difficulty: 50_000 };
            let state = CardState { strength, ..card_of_interval(1 + number / 3) };
            let shown = preview(CardId(u64::from(number)), Some(&state), TODAY, &rules, &load);
            for (button, shown) in Button::ALL.into_iter().zip(shown) {
                assert_eq!(review(Some(&state), button.quality(), TODAY, &tag, shown.shift_days), shown.state);
                shifted += usize::from(shown.shift_days != 0);
            }
        }
        assert!(shifted > 300, "due days are spread: {shifted}");
    }

    #[test]
    fn a_crowded_day_is_avoided() {
        let crowded = TODAY.plus(25);
        let load = Load::of_counts([(crowded, 500)]);
        let chosen = (0..300).filter(|card| {
            let good = Button::Good.quality();
            outcome(CardId(*card), Some(&card_of_interval(10)), good, TODAY, &Rules::default(), &load).state.due
                == crowded
        });
        assert_eq!(chosen.count(), 0);
    }

    #[test]
    fn cards_of_one_interval_are_spread_over_the_whole_window() {
        let mut days: Vec<u32> = (0..300)
            .map(|card| {
                let good = Button::Good.quality();
                let load = Load::default();
                outcome(CardId(card), Some(&card_of_interval(40)), good, TODAY, &Rules::default(), &load)
                    .state
                    .interval_days
            })
            .collect();
        days.sort_unstable();
        days.dedup();
        assert_eq!(days, (93..=107).collect::<Vec<_>>());
    }

    #[test]
    fn strict_rules_and_drills_shift_nothing() {
        let load = Load::default();
        let drilled = CardState { redrill_on: Some(TODAY), ..card_of_interval(40) };
        let good = Button::Good.quality();
        for card in (0..50).map(CardId) {
            let strict = outcome(card, Some(&card_of_interval(40)), good, TODAY, &Rules::STRICT, &load);
            assert_eq!((strict.shift_days, strict.state.interval_days), (0, 100));
            assert_eq!(outcome(card, Some(&drilled), good, TODAY, &Rules::default(), &load).shift_days, 0);
        }
    }

    #[test]
    fn a_short_cap_still_spreads() {
        let rules = Rules { longest_days: 30, ..Rules::default() };
        let shifted = |card: &u64| {
            let good = Button::Good.quality();
            outcome(CardId(*card), Some(&card_of_interval(28)), good, TODAY, &rules, &Load::default()).shift_days != 0
        };
        assert!((0..100).filter(shifted).count() > 50);
    }

    #[test]
    fn the_load_follows_a_card_that_moved() {
        let before = card_of_interval(5);
        let after = CardState { due: TODAY.plus(9), ..before };
        let mut load = Load::of_states([&before, &before]);
        load.moved(Some(&before), &after);
        assert_eq!((load.on(TODAY), load.on(TODAY.plus(9))), (1, 1));
    }
}
