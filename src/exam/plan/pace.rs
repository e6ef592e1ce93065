//! How long a learner takes, and how much they know at first sight.

use std::collections::BTreeMap;

use super::Costs;
use crate::memory::Attempt;
use crate::model::{CardId, Day};

/// Longest time counted for one answer; beyond it the learner has walked away (Anki's cap).
const LONGEST_MS: u32 = 60_000;
/// Answers of a kind from which the learner's own time counts.
const ENOUGH: usize = 30;
/// Share of new cards recalled at first sight until the learner's own is known.
const FIRST_RECALL: f32 = 0.5;

/// The pace of a learner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// Seconds that answers take.
    pub costs: Costs,
    /// Share of new cards recalled at the first answer, 0 to 1.
    pub first_recall: f32,
}

impl Pace {
    /// Returns the pace that attempts show: medians of the time a card took on a day with its
    /// drills. What is too rare, or was never timed, is as for everyone.
    pub fn of(attempts: &[Attempt]) -> Self {
        let mut cards: BTreeMap<(CardId, Day), (usize, u32)> = BTreeMap::new();
        let mut kinds: [Vec<(CardId, Day)>; 3] = Default::default();
        let mut seen: BTreeMap<CardId, bool> = BTreeMap::new();
        for attempt in attempts {
            let time = cards.entry((attempt.card, attempt.day)).or_default();
            time.1 += attempt.answer_ms.min(LONGEST_MS);
            if attempt.first {
                let recalled = attempt.quality.passed();
                let new = !seen.contains_key(&attempt.card);
                seen.entry(attempt.card).or_insert(recalled);
                time.0 = if new { 2 } else { usize::from(!recalled) };
            }
        }
        for (key, (kind, time)) in &cards {
            if let Some(kind) = kinds.get_mut(*kind).filter(|_| *time > 0) {
                kind.push(*key);
            }
        }
        let median = |kind: usize, usual: f32| {
            let mut times: Vec<u32> =
                kinds.get(kind).into_iter().flatten().filter_map(|key| cards.get(key)).map(|(_, time)| *time).collect();
            times.sort_unstable();
            times.get(times.len() / 2).filter(|_| times.len() >= ENOUGH).map_or(usual, |time| *time as f32 / 1000.0)
        };
        let usual = Costs::default();
        let costs = Costs {
            recalled_s: median(0, usual.recalled_s),
            forgotten_s: median(1, usual.forgotten_s),
            new_s: median(2, usual.new_s),
        };
        let known = seen.values().filter(|recalled| **recalled).count() as f32;
        let first_recall = if seen.len() < ENOUGH { FIRST_RECALL } else { known / seen.len() as f32 };
        Self { costs, first_recall }
    }
}

/// Returns the seconds spent on each day, each answer counted up to a minute.
pub fn spent(attempts: &[Attempt]) -> BTreeMap<Day, f32> {
    let mut days = BTreeMap::new();
    for attempt in attempts {
        *days.entry(attempt.day).or_default() += counted_s(attempt.answer_ms);
    }
    days
}

/// Returns the seconds that an answer counts, a minute at most.
pub fn counted_s(answer_ms: u32) -> f32 {
    answer_ms.min(LONGEST_MS) as f32 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::example;

    fn attempt(card: u64, day: i32, quality: u8, answer_ms: u32, first: bool) -> Attempt {
        Attempt { answer_ms, first, ..example::attempt(card, day, quality) }
    }

    #[test]
    fn the_time_of_a_card_on_a_day_holds_its_drills_and_the_median_counts() {
        let day = |card: u64| {
            let drilled = [attempt(card, 0, 2, 9_000, true), attempt(card, 0, 4, 4_000, false)];
            drilled.into_iter().chain([attempt(card, 1, 4, 5_000, true), attempt(card, 5, 2, 200_000, true)])
        };
        let pace = Pace::of(&(0..40).flat_map(day).collect::<Vec<_>>());
        assert_eq!(pace.costs, Costs { recalled_s: 5.0, forgotten_s: 60.0, new_s: 13.0 });
        assert!(pace.first_recall.abs() < 1e-6);
    }

    #[test]
    fn a_short_or_untimed_past_is_as_for_everyone() {
        let usual = Pace { costs: Costs::default(), first_recall: FIRST_RECALL };
        assert_eq!(Pace::of(&[]), usual);
        let untimed: Vec<Attempt> = (0..40).map(|card| attempt(card, 0, 4, 0, true)).collect();
        assert_eq!(Pace::of(&untimed).costs, usual.costs);
    }
}
