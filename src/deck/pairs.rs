//! Pairs of which each side is the only one of its kind.

use std::collections::HashMap;
use std::hash::Hash;

/// Returns the pairs of places whose key stands once on either side.
pub(super) fn alone<K: Eq + Hash>(
    old: impl IntoIterator<Item = (usize, K)>,
    new: impl IntoIterator<Item = (usize, K)>,
) -> Vec<(usize, usize)> {
    let mut once: HashMap<K, (Slot, Slot)> = HashMap::new();
    for (place, key) in old {
        once.entry(key).or_default().0.put(place);
    }
    for (place, key) in new {
        if let Some((_, slot)) = once.get_mut(&key) {
            slot.put(place);
        }
    }
    let mut pairs: Vec<(usize, usize)> = once
        .into_values()
        .filter_map(|slots| match slots {
            (Slot::One(old), Slot::One(new)) => Some((old, new)),
            _ => None,
        })
        .collect();
    pairs.sort_unstable();
    pairs
}

/// What stands at a key on one side.
#[derive(Clone, Copy, Default)]
enum Slot {
    #[default]
    None,
    One(usize),
    Many,
}

impl Slot {
    fn put(&mut self, place: usize) {
        *self = if matches!(self, Self::None) { Self::One(place) } else { Self::Many };
    }
}

#[cfg(test)]
mod tests {
    use super::alone;

    #[test]
    fn a_key_that_stands_twice_on_one_side_pairs_nothing() {
        let side = |keys: &str| keys.chars().enumerate().collect::<Vec<_>>();
        assert_eq!(alone(side("abcc"), side("cba")), [(0, 2), (1, 1)]);
        assert_eq!(alone(side("a"), side("aa")), []);
    }
}
