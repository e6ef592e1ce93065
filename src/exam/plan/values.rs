//! Backward from the exam: what each memory is worth on each day, when minutes have a price.

use super::Costs;
use super::grid::{Grid, NODES, Spot};

/// The worth of every memory on every day, and by how much a review beats waiting.
#[derive(Clone, Debug)]
pub(super) struct Values {
    /// For each day, wait and point: worth of a review today less that of waiting, the price of
    /// the review taken off.
    edges: Vec<f32>,
    /// For each day: the same of introducing a new card.
    new_edges: Vec<f32>,
    /// For each wait and point: worth on the first day.
    worth: Vec<f32>,
    /// Worth of a new card on the first day.
    new_worth: f32,
    ages: usize,
}

/// Share of new cards recalled at their first answer, 0 to 1.
pub(super) type FirstRecall = f32;

impl Values {
    /// Returns the values at a price for each day, in recall (of one card, 0 to 1) per second;
    /// nothing for a day of rest.
    pub(super) fn at(grid: &Grid, prices: &[Option<f32>], costs: &Costs, first: FirstRecall) -> Self {
        let (days, ages) = (prices.len(), grid.ages);
        let size = (ages + 1) * NODES;
        let mut edges = vec![0.0; days * size];
        let mut new_edges = vec![0.0; days];
        let mut worth: Vec<f32> = (0..=ages).flat_map(|age| grid.after(age).iter().map(|turn| turn.recall)).collect();
        let mut new_worth = 0.0;
        for (day, price) in prices.iter().enumerate().rev() {
            // What a memory right after a review is worth: it has waited one step tomorrow.
            let fresh = worth.get(NODES..2 * NODES).map(<[f32]>::to_vec).unwrap_or_default();
            let edges = edges.get_mut(day * size..(day + 1) * size).unwrap_or_default();
            for age in 0..=ages {
                // In ascending order the wait of tomorrow is still untouched.
                for (node, turn) in grid.after(age).iter().enumerate() {
                    let wait = worth.get((age + 1).min(ages) * NODES + node).copied().unwrap_or(0.0);
                    let review = turn.recalled.in_values(&fresh) * turn.recall
                        + turn.failed.in_values(&fresh) * (1.0 - turn.recall);
                    let edge = match price {
                        Some(price) if age > 0 => review - price * costs.review(turn.recall) - wait,
                        _ => f32::NEG_INFINITY,
                    };
                    if let Some(slot) = edges.get_mut(age * NODES + node) {
                        *slot = edge;
                    }
                    if let Some(slot) = worth.get_mut(age * NODES + node) {
                        *slot = wait + edge.max(0.0);
                    }
                }
            }
            let begun = mixed(grid.first, first, &fresh);
            let edge = price.map_or(f32::NEG_INFINITY, |price| begun - price * costs.new_s - new_worth);
            new_worth += edge.max(0.0);
            if let Some(slot) = new_edges.get_mut(day) {
                *slot = edge;
            }
        }
        Self { edges, new_edges, worth, new_worth, ages }
    }

    /// Returns the edges of a day for a wait of `age` steps, one for each point.
    pub(super) fn edges(&self, day: usize, age: usize) -> &[f32] {
        let from = (day * (self.ages + 1) + age.min(self.ages)) * NODES;
        self.edges.get(from..from + NODES).unwrap_or_default()
    }

    /// Returns the edge of a new card on a day.
    pub(super) fn new_edge(&self, day: usize) -> f32 {
        self.new_edges.get(day).copied().unwrap_or(f32::NEG_INFINITY)
    }

    /// Returns what a memory is worth on the first day; that of a new card where there is none.
    pub(super) fn worth(&self, place: Option<(Spot, usize)>) -> f32 {
        place.map_or(self.new_worth, |(spot, age)| {
            let from = age.min(self.ages) * NODES;
            spot.in_values(self.worth.get(from..from + NODES).unwrap_or_default())
        })
    }
}

/// Returns the mean of `values` after a first answer.
fn mixed((failed, recalled): (Spot, Spot), first: FirstRecall, values: &[f32]) -> f32 {
    first * recalled.in_values(values) + (1.0 - first) * failed.in_values(values)
}
