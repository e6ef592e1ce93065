//! Step 5. Decides on which day a card returns, and which cards are due today.
//!
//! [`sm2`] is the published algorithm and nothing else. [`Rules`] says whether it or FSRS gives the
//! interval ([`Scheduler`]), and adds what has proved itself in
//! use, each with its switch; [`review`] is the transition of a card under such rules, and
//! [`outcome`] also picks the day. [`due`] says what is asked today and in which order.

pub mod backlog;
pub mod due;
pub mod sm2;

mod queue;
mod review;
mod rules;
mod spread;
mod state;

pub use review::{is_leech_moment, kind, recorded, review};
pub use rules::{RETENTION_PERCENT, Rules, Scheduler, UnknownRules};
pub use spread::{Load, Outcome, outcome, preview, window};
pub use state::{CardState, Standing};
