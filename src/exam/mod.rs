//! Beside step 6. A mock exam: the blueprint, what feeds its domains, the draw, the sitting and the
//! result. It knows neither clock nor store; whoever drives it keeps the events.

mod blueprint;
mod draw;
#[cfg(test)]
mod example;
mod expected;
mod feeds;
mod forms;
mod outcome;
mod paper;
pub mod plan;
mod readiness;
mod sitting;

pub use blueprint::{Blueprint, Clock, Domain, Slip};
pub use draw::{Drawn, Fed, OPTIONS, Share, apportioned, draw, has_options, shares};
pub use expected::{Expected, ExpectedDomain, METHOD};
pub use feeds::Feeds;
pub use forms::Form;
pub use outcome::{DomainScore, Outcome, Standing, whole_percent};
pub use paper::{Item, Paper, Part};
pub use readiness::{Askable, DomainReadiness, MIN_ANSWERS, Readiness, readiness};
pub use sitting::{Given, Sitting, Unreadable, sittings};

/// The rule between exam and schedule under which a miss is due at once, as reviews name it.
pub const MISSES_DUE: &str = "exam, misses due";
/// The rule under which an exam moves nothing, as reviews name it.
pub const NO_EFFECT: &str = "exam, no effect";
