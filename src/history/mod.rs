//! Step 7. The append-only log as a value: its order, what was taken back, and its replay.
//!
//! The log is the truth and everything else a cache: [`replay`] gives the same state from the
//! same set of events, in whatever order they came and on whatever machine. [`merge`] of two
//! logs is their union.

mod answers;
mod apply;
mod attempts;
mod calibration;
mod canonical;
mod corrections;
#[cfg(test)]
mod example;
mod merge;
mod order;
mod past;
mod pauses;
mod replay;

pub use crate::schedule::Standing;
pub use answers::{Answer, Answers, Unpacked, unpacked};
pub use apply::{Record, apply};
pub use attempts::Attempts;
pub use calibration::{Calibrated, Calibration};
pub use canonical::{digest, event_bytes};
pub use corrections::{Corrections, live};
pub use merge::{Merged, merge};
pub use order::{Woven, in_order, woven};
pub use past::{CardPast, Past, past};
pub use pauses::Pauses;
pub use replay::{Replay, Replayer, replay};
