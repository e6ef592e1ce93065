//! Chooses the day within a small window, so that due days do not clump; and the preview, which
//! by construction is what is then stored.

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
        let chosen = choose(window, today, load, seed);
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

/// Picks an interval of the window, days with few cards the likelier. The weight of a day is
/// 1 / (cards + 1)^2 / interval: the last factor is what keeps the choice from drifting late.
fn choose((shortest, longest): (u32, u32), today: Day, load: &Load, seed: u64) -> u32 {
    if longest > BALANCED_DAYS {
        return shortest.saturating_add(below(seed, longest - shortest + 1));
    }
    let weight = |interval: u32| {
        let cards = u64::from(load.on(today.plus(interval.cast_signed()))) + 1;
        let crowd = cards.saturating_mul(cards).saturating_mul(u64::from(interval.max(1)));
        ((1_u64 << 40) / crowd).max(1)
    };
    let total: u64 = (shortest..=longest).map(weight).sum();
    let mut point = scaled(seed, total);
    for interval in shortest..longest {
        match point.checked_sub(weight(interval)) {
            Some(rest) => point = rest,
            None => return interval,
        }
    }
    longest
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
