//! The time of an exam: how much has counted, when it is told unasked, and when it is over.

use std::time::Duration;

use super::super::super::{World, counted};
use super::super::told;
use super::Room;
use crate::error::Problem;
use crate::terminal::Tone;

/// Minutes before the end at which the time is told, the nearest last.
const WARNINGS: [u64; 2] = [10, 5];

impl Room<'_> {
    /// Returns the time that has counted.
    pub(super) fn elapsed_ms(&self) -> u64 {
        self.before_ms.saturating_add(self.watch.elapsed_ms())
    }

    pub(super) fn left_ms(&self) -> Option<u64> {
        self.sitting.paper.limit_ms().map(|limit| limit.saturating_sub(self.elapsed_ms()))
    }

    pub(super) fn is_over(&self) -> bool {
        self.left_ms() == Some(0)
    }

    /// Returns how long to wait at most; for ever without an end.
    pub(super) fn patience(&self) -> Option<Duration> {
        self.left_ms().map(|left| Duration::from_millis(left.max(1)))
    }

    /// Returns how long to wait until the time is to be told, or is over.
    pub(super) fn moment_or_end(&self) -> Option<Duration> {
        let until = |moment: &u64| Duration::from_millis(moment.saturating_sub(self.elapsed_ms()).max(1));
        self.patience().map(|end| self.moments.last().map_or(end, |moment| until(moment).min(end)))
    }

    /// Tells the time where a moment for it has come.
    pub(super) fn tell_moment(&mut self, world: &mut World<'_>) -> Result<(), Problem> {
        let elapsed = self.elapsed_ms();
        let before = self.moments.len();
        self.moments.retain(|moment| *moment > elapsed);
        if self.moments.len() < before { self.tell_time(world) } else { Ok(()) }
    }

    pub(super) fn tell_time(&self, world: &mut World<'_>) -> Result<(), Problem> {
        let open = counted(self.sitting.unanswered().len(), "question");
        let text = match self.left_ms() {
            Some(left) => format!("Time left: {}, with {open} open.", told::clock(left)),
            None => format!("No time limit; {} so far, with {open} open.", told::clock(self.elapsed_ms())),
        };
        Ok(world.screen.toned(Tone::Nearly, &text)?)
    }
}

/// Returns the moments at which the time is told unasked: half of it, and shortly before its end;
/// those still to come, the next last.
pub(super) fn moments(limit_ms: u64, elapsed_ms: u64) -> Vec<u64> {
    let half = limit_ms / 2;
    let late = WARNINGS.iter().filter_map(|minutes| limit_ms.checked_sub(minutes * 60_000)).filter(|at| *at > half);
    let mut moments: Vec<u64> = late.chain([half]).filter(|at| *at > elapsed_ms).collect();
    moments.sort_unstable_by(|a, b| b.cmp(a));
    moments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_told_at_half_of_it_ten_and_five_minutes_before_the_end() {
        let minutes = |limit: u64, elapsed: u64| -> Vec<u64> {
            moments(limit * 60_000, elapsed * 60_000).into_iter().map(|moment| moment / 60_000).collect()
        };
        assert_eq!(minutes(90, 0), [85, 80, 45]);
        assert_eq!(minutes(90, 50), [85, 80], "what has passed is not told again");
        assert_eq!(minutes(18, 0), [13, 9], "ten minutes before the end is before half of it");
        assert_eq!(minutes(4, 0), [2]);
        assert_eq!(minutes(90, 90), [0_u64; 0]);
    }
}
