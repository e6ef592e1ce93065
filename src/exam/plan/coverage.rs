//! Which new cards a plan takes where the minutes are too few for all.
//!
//! A card seen once is soon forgotten, and a model of memory that has seen no later answer of it is
//! the last to know: left to itself, it would show every card once. So a plan takes as many new cards
//! as can be looked at three times, and leaves the rest out.

use super::Costs;

/// Looks at a card that the minutes must allow before it is taken.
pub const LOOKS: u32 = 3;

/// A card as the choice sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Days on which it was asked so far; 0 for a new card.
    pub looks: u32,
    /// Its deck, by number: each gives the same share of its new cards.
    pub deck: usize,
}

/// Returns for each card whether the plan takes it: those seen, and of the new ones as many as
/// `seconds` allow beside the looks that the others still lack, the first of each deck, so that the
/// same share of each deck is seen in the end.
pub fn taken(cards: &[Looked], seconds: f32, costs: &Costs) -> Vec<bool> {
    let mut free = shares(cards, room(cards, seconds, costs));
    let mut take = |card: &Looked| {
        let Some(left) = free.get_mut(card.deck).filter(|_| card.looks == 0) else { return true };
        let taken = *left > 0;
        *left -= usize::from(taken);
        taken
    };
    cards.iter().map(&mut take).collect()
}

/// Returns how many new cards each deck gives where there is room for so many in all.
fn shares(cards: &[Looked], room: usize) -> Vec<usize> {
    let decks = cards.iter().map(|card| card.deck + 1).max().unwrap_or(0);
    let (mut all, mut seen) = (vec![0_usize; decks], vec![0_usize; decks]);
    for card in cards {
        all[card.deck] += 1;
        seen[card.deck] += usize::from(card.looks > 0);
    }
    let covered = seen.iter().sum::<usize>() + room;
    if covered >= cards.len() {
        return all;
    }
    let share = covered as f64 / cards.len() as f64;
    let lacking = |(all, seen): (&usize, &usize)| (share * *all as f64 - *seen as f64).max(0.0);
    let lacking: Vec<f64> = all.iter().zip(&seen).map(lacking).collect();
    // What the decks up to here may give in all, rounded, less what those before it were given.
    let scale = room as f64 / lacking.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    let (mut due, mut given) = (0.0, 0);
    let share = |lacking: &f64| {
        due += lacking * scale;
        let now = (due.round() as usize).max(given);
        let share = now - given;
        given = now;
        share
    };
    lacking.iter().map(share).collect()
}

/// Returns how many new cards can be looked at [`LOOKS`] times.
fn room(cards: &[Looked], seconds: f32, costs: &Costs) -> usize {
    let later = (LOOKS - 1) as f32 * costs.recalled_s;
    let lacking = |card: &Looked| LOOKS.saturating_sub(card.looks) as f32 * costs.recalled_s;
    let others: f32 = cards.iter().filter(|card| card.looks > 0).map(lacking).sum();
    ((seconds - others).max(0.0) / (costs.new_s + later)) as usize
}

/// Returns the seconds that would be missing for all of them.
pub fn missing_s(cards: &[Looked], seconds: f32, costs: &Costs) -> f32 {
    let new = cards.iter().filter(|card| card.looks == 0).count();
    let over = new.saturating_sub(room(cards, seconds, costs));
    over as f32 * (costs.new_s + (LOOKS - 1) as f32 * costs.recalled_s)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 25 seconds for a new card and 16 for two more looks: 41 in all.
    const COSTS: Costs = Costs { recalled_s: 8.0, forgotten_s: 20.0, new_s: 25.0 };

    fn cards(decks: &[usize], looks: u32) -> Vec<Looked> {
        decks.iter().enumerate().flat_map(|(deck, cards)| vec![Looked { looks, deck }; *cards]).collect()
    }

    fn counts(cards: &[Looked], taken: &[bool]) -> Vec<usize> {
        let of = |deck| cards.iter().zip(taken).filter(|(card, taken)| card.deck == deck && **taken).count();
        (0..3).map(of).collect()
    }

    #[test]
    fn with_time_for_three_looks_each_all_are_taken() {
        let all = cards(&[10, 20, 30], 0);
        assert_eq!(counts(&all, &taken(&all, 60.0 * 41.0, &COSTS)), [10, 20, 30]);
        assert!(missing_s(&all, 60.0 * 41.0, &COSTS).abs() < 1e-3);
    }

    #[test]
    fn with_less_each_deck_gives_the_first_of_its_cards_by_the_same_share() {
        let all = cards(&[10, 20, 30], 0);
        let taken = taken(&all, 30.5 * 41.0, &COSTS);
        assert_eq!(counts(&all, &taken), [5, 10, 15]);
        assert!(taken[..5].iter().all(|taken| *taken) && taken[10..20].iter().all(|taken| *taken), "the first ones");
        assert!((missing_s(&all, 30.5 * 41.0, &COSTS) - 30.0 * 41.0).abs() < 1e-3);
    }

    #[test]
    fn the_number_is_exact_however_the_decks_divide() {
        let all = cards(&[1, 1, 1], 0);
        for room in 0..=3 {
            let taken = taken(&all, room as f32 * 41.0 + 1.0, &COSTS);
            assert_eq!(taken.iter().filter(|taken| **taken).count(), room, "{room}");
        }
    }

    #[test]
    fn a_deck_of_which_more_was_seen_gives_less_of_what_is_new() {
        let mut all = cards(&[30, 30], 0);
        all.iter_mut().take(16).for_each(|card| card.looks = LOOKS);
        assert_eq!(counts(&all, &taken(&all, 24.5 * 41.0, &COSTS))[..2], [20, 20], "of each deck two thirds");
        assert_eq!(counts(&all, &taken(&all, 8.5 * 41.0, &COSTS))[..2], [16, 8]);
    }

    #[test]
    fn cards_seen_are_always_taken_and_the_looks_they_lack_come_first() {
        let mut all = cards(&[10], 1);
        all.extend(cards(&[10], 0));
        let taken = taken(&all, 10.0 * 16.0 + 4.5 * 41.0, &COSTS);
        assert_eq!(counts(&all, &taken)[0], 10 + 4);
        let known: Vec<Looked> = all.iter().map(|card| Looked { looks: card.looks * 3, ..*card }).collect();
        assert_eq!(counts(&known, &super::taken(&known, 4.5 * 41.0, &COSTS))[0], 10 + 4, "these lack none");
        assert_eq!(counts(&all, &super::taken(&all, 0.0, &COSTS))[0], 10, "no time, nothing new");
    }
}
