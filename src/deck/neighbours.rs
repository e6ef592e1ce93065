//! Between which cards a card stands.

use std::collections::HashMap;
use std::hash::Hash;

/// What a card stands between, within its section: the cards before and after it that are known
/// to be the same in both readings.
pub(super) type Gap = (Option<usize>, Option<usize>);

/// Returns the gap of every card of a reading, in its order. Each card comes with its section and,
/// if it is the same card in both readings, the number by which both know it.
pub(super) fn gaps<S: Copy + Eq + Hash>(cards: &[(S, Option<usize>)]) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = vec![(None, None); cards.len()];
    let mut last: HashMap<S, usize> = HashMap::new();
    for (gap, (section, fixed)) in gaps.iter_mut().zip(cards) {
        gap.0 = last.get(section).copied();
        fixed.map(|number| last.insert(*section, number));
    }
    last.clear();
    for (gap, (section, fixed)) in gaps.iter_mut().zip(cards).rev() {
        gap.1 = last.get(section).copied();
        fixed.map(|number| last.insert(*section, number));
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::gaps;

    #[test]
    fn a_card_stands_between_the_nearest_fixed_cards_of_its_section() {
        let cards = [('a', Some(1)), ('a', None), ('b', Some(7)), ('a', None), ('a', Some(2)), ('b', None)];
        let found = gaps(&cards);
        assert_eq!(found[1], (Some(1), Some(2)));
        assert_eq!(found[3], (Some(1), Some(2)));
        assert_eq!((found[0], found[5]), ((None, Some(2)), (Some(7), None)));
    }
}
