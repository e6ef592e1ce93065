//! Beside step 6. A mock exam: the blueprint, what feeds its domains, the draw, the sitting and the
//! result. It knows neither clock nor store; whoever drives it keeps the events.

mod blueprint;
mod draw;
mod feeds;
mod forms;

pub use blueprint::{Blueprint, Clock, Domain, Slip};
pub use draw::{Drawn, Fed, Share, apportioned, draw, shares};
pub use feeds::Feeds;
pub use forms::Form;

/// The rule between exam and schedule under which a miss is due at once, as reviews name it.
pub const MISSES_DUE: &str = "exam, misses due";
/// The rule under which an exam moves nothing, as reviews name it.
pub const NO_EFFECT: &str = "exam, no effect";
