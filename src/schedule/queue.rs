//! The order of a session: two rows mixed evenly, and cards of one section kept apart.

use std::collections::{BTreeSet, HashMap, VecDeque};

use super::due::Candidate;

/// Mixes two rows so that the second is spread evenly over the first; each keeps its order.
pub(super) fn interleaved<'a>(reviews: &[&'a Candidate], new: &[&'a Candidate]) -> Vec<&'a Candidate> {
    let total = reviews.len() + new.len();
    let (mut reviews, mut fresh) = (reviews.iter(), new.iter());
    let mut introduced = 0;
    let mut mixed = Vec::with_capacity(total);
    for place in 0..total {
        // After `place + 1` cards, that share of the new ones has been asked, rounded to nearest.
        let wanted = ((place + 1) * new.len() + total / 2) / total;
        let next = if introduced < wanted { fresh.next() } else { reviews.next() };
        introduced += usize::from(introduced < wanted);
        mixed.extend(next);
    }
    mixed
}

/// Reorders a row so that no two cards of one section follow each other, wherever an order
/// without such neighbours exists; otherwise the row is kept as far as that allows. `last` is
/// the section asked just before.
pub(super) fn apart<'a>(row: &[&'a Candidate], last: Option<u64>) -> Vec<&'a Candidate> {
    let mut sections = Sections::of(row);
    let mut last = last;
    let mut ordered = Vec::with_capacity(row.len());
    for remaining in (1..=row.len()).rev() {
        let Some(section) = sections.next(remaining, last) else { break };
        ordered.extend(sections.take(section));
        last = Some(section);
    }
    ordered
}

/// The cards still to be placed, by section.
struct Sections<'a> {
    rows: HashMap<u64, VecDeque<(usize, &'a Candidate)>>,
    /// Place of the first card of each section, and the section.
    heads: BTreeSet<(usize, u64)>,
    /// Number of cards of each section, and the section.
    sizes: BTreeSet<(usize, u64)>,
}

impl<'a> Sections<'a> {
    fn of(row: &[&'a Candidate]) -> Self {
        let mut rows: HashMap<u64, VecDeque<_>> = HashMap::new();
        for (place, candidate) in row.iter().enumerate() {
            rows.entry(candidate.section).or_default().push_back((place, *candidate));
        }
        let heads = rows.iter().filter_map(|(key, row)| row.front().map(|(place, _)| (*place, *key))).collect();
        let sizes = rows.iter().map(|(key, row)| (row.len(), *key)).collect();
        Self { rows, heads, sizes }
    }

    /// Returns the section to take from: the earliest in the row that is not the last one, unless
    /// a larger one can only be kept apart if it is taken now.
    fn next(&self, remaining: usize, last: Option<u64>) -> Option<u64> {
        let pressing = self.sizes.last().filter(|(size, _)| size * 2 > remaining).map(|(_, section)| *section);
        let others = || self.heads.iter().map(|(_, section)| *section).find(|section| Some(*section) != last);
        pressing.filter(|section| Some(*section) != last).or_else(others).or(last)
    }

    fn take(&mut self, section: u64) -> Option<&'a Candidate> {
        let row = self.rows.get_mut(&section)?;
        self.sizes.remove(&(row.len(), section));
        let (place, candidate) = row.pop_front()?;
        self.heads.remove(&(place, section));
        if let Some((place, _)) = row.front() {
            self.heads.insert((*place, section));
            self.sizes.insert((row.len(), section));
        }
        Some(candidate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CardId;
    use crate::schedule::Standing;
    use crate::schedule::due::Place;
    use proptest::prelude::*;

    fn row(sections: &[u64]) -> Vec<Candidate> {
        let candidate = |(number, section): (u64, &u64)| Candidate {
            card: CardId(number),
            state: None,
            standing: Standing::default(),
            family: number,
            section: *section,
            place: Place { note: "notes.md".into(), number: 0 },
            deck: "notes".into(),
            changed: false,
        };
        (0..).zip(sections).map(candidate).collect()
    }

    fn sections_apart(sections: &[u64], last: Option<u64>) -> Vec<u64> {
        let cards = row(sections);
        apart(&cards.iter().collect::<Vec<_>>(), last).iter().map(|candidate| candidate.section).collect()
    }

    #[test]
    fn neighbours_of_one_section_are_parted_with_as_little_change_as_that_takes() {
        assert_eq!(sections_apart(&[1, 2, 3], None), [1, 2, 3]);
        assert_eq!(sections_apart(&[1, 1, 2, 3], None), [1, 2, 1, 3]);
        assert_eq!(sections_apart(&[2, 3, 1, 1, 1], None), [1, 2, 1, 3, 1]);
        assert_eq!(sections_apart(&[1, 2, 3], Some(1)), [2, 1, 3]);
        assert_eq!(sections_apart(&[5, 5, 5], Some(5)), [5, 5, 5], "where it cannot be avoided");
    }

    proptest! {
        #[test]
        fn no_neighbours_wherever_an_order_without_them_exists(
            sections in prop::collection::vec(0_u64..5, 0..40), last in prop::option::of(0_u64..5),
        ) {
            let ordered = sections_apart(&sections, last);
            let size = |section: u64| sections.iter().filter(|other| **other == section).count();
            let room = |section: u64| (sections.len() + usize::from(last != Some(section))) / 2;
            let avoidable = (0..5).all(|section| size(section) <= room(section));
            let with_last: Vec<u64> = last.into_iter().chain(ordered.iter().copied()).collect();
            prop_assert!(!avoidable || with_last.windows(2).all(|pair| pair[0] != pair[1]), "{ordered:?}");
            let (mut before, mut after) = (sections, ordered);
            before.sort_unstable();
            after.sort_unstable();
            prop_assert_eq!(before, after);
        }

        #[test]
        fn mixing_keeps_both_orders_and_spreads_the_second_evenly(reviews in 0_usize..60, new in 0_usize..60) {
            let cards = row(&vec![0; reviews + new]);
            let all: Vec<&Candidate> = cards.iter().collect();
            let mixed = interleaved(&all[..reviews], &all[reviews..]);
            prop_assert_eq!(mixed.len(), reviews + new);
            let mut introduced = 0.0;
            for (asked, candidate) in (1..).zip(&mixed) {
                introduced += f64::from(u8::from(candidate.card.0 >= reviews as u64));
                let share = f64::from(asked) * new as f64 / (reviews + new) as f64;
                prop_assert!((introduced - share).abs() <= 0.5 + 1e-9);
            }
            let order = |fresh: bool| mixed.iter().map(|candidate| candidate.card.0).filter(move |card| (*card >= reviews as u64) == fresh);
            prop_assert!(order(false).is_sorted() && order(true).is_sorted());
        }
    }
}
