//! Memories on a grid: stability on a logarithmic scale, difficulty on a plain one.

use crate::memory::{Forecaster, Memory};

/// Points of stability.
const STABILITIES: usize = 32;
/// Points of difficulty.
const DIFFICULTIES: usize = 4;
/// The least stability told apart, in days.
const LEAST_DAYS: f32 = 0.05;
/// The greatest stability told apart, in days.
const MOST_DAYS: f32 = 2_000.0;
/// Memories on the grid.
pub(super) const NODES: usize = STABILITIES * DIFFICULTIES;

/// A place between four points of the grid.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    /// The point with less stability and less difficulty.
    base: u16,
    /// Share of the way to the next stability, 0 to 1.
    stable: f32,
    /// Share of the way to the next difficulty, 0 to 1.
    hard: f32,
}

impl Spot {
    pub(super) fn of(memory: Memory) -> Self {
        let scale = (MOST_DAYS / LEAST_DAYS).ln() / (STABILITIES - 1) as f32;
        let along = ((memory.stability_days / LEAST_DAYS).ln() / scale).clamp(0.0, (STABILITIES - 1) as f32);
        let up = ((memory.difficulty - 1.0) / 9.0 * (DIFFICULTIES - 1) as f32).clamp(0.0, (DIFFICULTIES - 1) as f32);
        let (row, column) = ((along as usize).min(STABILITIES - 2), (up as usize).min(DIFFICULTIES - 2));
        let base = u16::try_from(row * DIFFICULTIES + column).unwrap_or(0);
        Self { base, stable: along - row as f32, hard: up - column as f32 }
    }

    /// Returns the four points with their weights, which add up to 1.
    pub(super) fn points(self) -> [(usize, f32); 4] {
        let base = usize::from(self.base);
        let (less, easy) = (1.0 - self.stable, 1.0 - self.hard);
        [
            (base, less * easy),
            (base + 1, less * self.hard),
            (base + DIFFICULTIES, self.stable * easy),
            (base + DIFFICULTIES + 1, self.stable * self.hard),
        ]
    }

    /// Returns what `values`, one for each point, come to here.
    pub(super) fn in_values(self, values: &[f32]) -> f32 {
        self.points().iter().map(|(point, weight)| weight * values.get(*point).copied().unwrap_or(0.0)).sum()
    }
}

/// Returns the memory of a point.
fn memory_at(node: usize) -> Memory {
    let (row, column) = (node / DIFFICULTIES, node % DIFFICULTIES);
    let along = row as f32 / (STABILITIES - 1) as f32;
    Memory {
        stability_days: LEAST_DAYS * (MOST_DAYS / LEAST_DAYS).powf(along),
        difficulty: 1.0 + 9.0 * column as f32 / (DIFFICULTIES - 1) as f32,
    }
}

/// What a review does to the memory of a point after so many steps of waiting.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    /// Probability of recall.
    pub(super) recall: f32,
    /// The memory after a failure and its drills.
    pub(super) failed: Spot,
    /// The memory after a success.
    pub(super) recalled: Spot,
}

/// Every turn there is, for points and steps of waiting.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    turns: Vec<Turn>,
    /// Longest wait told apart, in steps.
    pub(super) ages: usize,
    /// Days of a step.
    pub(super) step_days: u32,
    /// The memory after the first answer, failed and recalled.
    pub(super) first: (Spot, Spot),
}

impl Grid {
    pub(super) fn new(forecaster: &Forecaster, ages: usize, step_days: u32) -> Self {
        let turn = |age: usize, node: usize| {
            let (memory, days) = (memory_at(node), age as u32 * step_days);
            let (failed, recalled) = forecaster.model.fork(memory, days.max(1));
            let recall = forecaster.recall(memory, days) as f32;
            Turn { recall, failed: Spot::of(failed), recalled: Spot::of(recalled) }
        };
        let turns = (0..=ages).flat_map(|age| (0..NODES).map(move |node| (age, node)));
        let turns = turns.map(|(age, node)| turn(age, node)).collect();
        let (failed, recalled) = forecaster.model.first_fork();
        Self { turns, ages, step_days, first: (Spot::of(failed), Spot::of(recalled)) }
    }

    /// Returns the turns of all points after a wait of `age` steps; the longest wait for longer.
    pub(super) fn after(&self, age: usize) -> &[Turn] {
        let from = age.min(self.ages) * NODES;
        self.turns.get(from..from + NODES).unwrap_or_default()
    }

    /// Returns where a card stands that was answered `waited_days` ago, and its wait in steps. A
    /// longer wait than is told apart counts as the longest one with a stability that makes recall
    /// the same.
    pub(super) fn place(&self, memory: Memory, waited_days: u32) -> (Spot, usize) {
        let age = waited_days.div_ceil(self.step_days) as usize;
        if age <= self.ages {
            return (Spot::of(memory), age);
        }
        let share = self.ages as f32 / age as f32;
        (Spot::of(Memory { stability_days: memory.stability_days * share, ..memory }), self.ages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_finds_itself_and_weights_add_up() {
        for node in 0..NODES {
            let points = Spot::of(memory_at(node)).points();
            let own: f32 = points.iter().filter(|(point, _)| *point == node).map(|(_, weight)| weight).sum();
            assert!((own - 1.0).abs() < 1e-3, "{node}: {points:?}");
        }
        let between = Spot::of(Memory { stability_days: 17.3, difficulty: 4.4 });
        assert!((between.points().iter().map(|(_, weight)| weight).sum::<f32>() - 1.0).abs() < 1e-6);
        for odd in [0.0, 1e-9, 1e9, f32::INFINITY] {
            let spot = Spot::of(Memory { stability_days: odd, difficulty: 50.0 });
            assert!(spot.points().iter().all(|(point, _)| *point < NODES), "{odd}");
        }
    }
}
