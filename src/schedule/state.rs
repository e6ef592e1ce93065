//! What is kept of a card: its schedule, and whether it may be asked at all.

use crate::memory::Strength;
use crate::model::{Day, Ease};

/// The schedule of one card that has been reviewed at least once.
/// A card never reviewed has no state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CardState {
    /// Successful reviews in a row since the last failure (SM-2's n).
    pub repetitions: u32,
    /// Days from the last scheduling review to the due day, the spread included.
    pub interval_days: u32,
    /// Ease factor.
    pub ease: Ease,
    /// First day on which the card is due.
    pub due: Day,
    /// Day of the last review that moved the schedule.
    pub last: Day,
    /// Failures after the first review; same-day drills do not count.
    pub lapses: u32,
    /// Reviews that moved the schedule; with the card it seeds the spread of due days.
    pub reviews: u32,
    /// The day on which it scored below 4 and is still to be drilled (SM-2 step 7).
    pub redrill_on: Option<Day>,
    /// How well it was remembered after the last answer, drills too, by FSRS-6. It is kept under every
    /// scheduler, so that a deck can change between them.
    pub strength: Strength,
}

/// Whether a card may be asked, apart from its schedule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Standing {
    /// Set while the card is suspended: the reason, possibly empty.
    pub suspended: Option<String>,
    /// The first day on which a buried card may be asked again.
    pub buried_until: Option<Day>,
    /// Since when the card is due for having been missed in a mock exam, whatever its schedule says;
    /// until the next review that counts.
    pub missed_on: Option<Day>,
}

impl Standing {
    /// Tells whether the card is buried on `today`.
    pub fn is_buried(&self, today: Day) -> bool {
        self.buried_until.is_some_and(|until| today < until)
    }

    /// Tells whether the card was missed in an exam and not reviewed since.
    pub fn is_missed(&self, today: Day) -> bool {
        self.missed_on.is_some_and(|day| day <= today)
    }
}
