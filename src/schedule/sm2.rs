//! SM-2 as published (Wozniak 1990, steps 1 to 6), on integers; no day, no chance, no card.
//!
//! Two sentences of the text are read as the author's own source reads them: the interval uses
//! the ease from before the review, and the ease moves on failures too.

use crate::model::{Ease, Quality};

/// Days after the first successful review (step 3).
pub const FIRST_INTERVAL: u32 = 1;
/// Days after the second successful review in a row (step 3).
pub const SECOND_INTERVAL: u32 = 6;

/// What SM-2 knows of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Successful reviews in a row (the text's n).
    pub repetitions: u32,
    /// Days until the next review; 0 before the first.
    pub interval_days: u32,
    /// Ease factor.
    pub ease: Ease,
}

impl Step {
    /// An item never reviewed (step 2).
    pub const NEW: Self = Self { repetitions: 0, interval_days: 0, ease: Ease::START };

    /// Returns the item after a review.
    ///
    /// ```
    /// use askback::{model::Quality, schedule::sm2::Step};
    /// let good = Quality::new(4).ok_or("quality")?;
    /// let third = Step::NEW.next(good).next(good).next(good);
    /// assert_eq!(third.interval_days, 15);
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn next(self, quality: Quality) -> Self {
        let ease = ease_after(self.ease, quality);
        if !quality.passed() {
            return Self { repetitions: 0, interval_days: FIRST_INTERVAL, ease };
        }
        let interval_days = match self.repetitions {
            0 => FIRST_INTERVAL,
            1 => SECOND_INTERVAL,
            _ => grown(self.interval_days, self.ease),
        };
        Self { repetitions: self.repetitions.saturating_add(1), interval_days, ease }
    }
}

/// Returns what SM-2 gives after each of a row of grades, beginning with a new item.
pub fn row(qualities: impl IntoIterator<Item = Quality>) -> impl Iterator<Item = Step> {
    qualities.into_iter().scan(Step::NEW, |step, quality| {
        *step = step.next(quality);
        Some(*step)
    })
}

/// Returns days times ease, a fraction rounded up to the next whole day (step 3).
pub fn grown(days: u32, ease: Ease) -> u32 {
    let hundredths = u64::from(days) * u64::from(ease.hundredths());
    u32::try_from(hundredths.div_ceil(100)).unwrap_or(u32::MAX)
}

/// Returns the ease after a review (step 5): EF + (0.1 - (5 - q) * (0.08 + (5 - q) * 0.02)),
/// not below 1.30, without an upper bound but that of the number itself.
pub fn ease_after(ease: Ease, quality: Quality) -> Ease {
    let short = i32::from(5 - quality.value());
    let moved = i32::from(ease.hundredths()) + 10 - short * (8 + 2 * short);
    Ease::from_hundredths(u16::try_from(moved.max(0)).unwrap_or(u16::MAX))
}
