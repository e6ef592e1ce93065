//! Step 4. Decides on which day a card returns.

use crate::model::{Day, Ease};

/// The schedule of one card that has been reviewed at least once.
/// A card never reviewed has no state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardState {
    /// Successful reviews in a row since the last failure (SM-2's n).
    pub repetitions: u32,
    /// Days from the last scheduling review to the due day.
    pub interval_days: u32,
    /// Ease factor.
    pub ease: Ease,
    /// First day on which the card is due.
    pub due: Day,
    /// Day of the last review that moved the schedule.
    pub last: Day,
    /// Failures of a card that had been learnt.
    pub lapses: u32,
    /// Reviews that moved the schedule; with the card it seeds the spread of due days.
    pub reviews: u32,
    /// The day on which it scored below 4 and is still to be drilled (SM-2 step 7).
    pub redrill_on: Option<Day>,
}
