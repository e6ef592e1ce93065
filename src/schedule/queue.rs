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
