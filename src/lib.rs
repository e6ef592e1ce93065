//! askback: your notes ask back.
//!
//! The way of the data, and the order in which to read the code:
//!
//! ```text
//! note bytes ─► notes      repair, blocks with line and heading path
//!            ─► facts      subject · relation · object · where
//!            ─► questions  phrased, vetted, with the reason for each refusal
//!            ─► deck       identity: new, changed, gone, ambiguous
//!            ─► schedule   SM-2, preview, what is due and in which order
//!            ─► session    one sitting as a state machine; exam stands beside it
//!            ─► history    the append-only log as a value, and its replay
//!            ─► stats      numbers from the log
//!            ─► export     bytes from the log
//! ```
//!
//! Below these steps lies `model`, the words. Beside them stand the edges, which know the
//! world and never each other: `files`, `store`, `terminal`, `clock`. Above stands the
//! wiring: `cli`, `cmd`, `error`. An import points down or left; `tests/layers.rs` holds it.

/// Layer 0: the words, without any work.
pub mod model;

/// Step 1: bytes of a note to blocks with lines and heading path.
pub mod notes;

/// Step 2: blocks to facts.
pub mod facts;

/// Step 3: facts to vetted questions.
pub mod questions;

/// Step 4: questions to a stable set of cards.
pub mod deck;

/// Beside step 5: how well a card is remembered.
pub mod memory;

/// Step 5: on which day a card returns.
pub mod schedule;

/// Step 6: one sitting.
pub mod session;

/// Beside step 6: a mock exam.
pub mod exam;

/// Step 7: the log and its replay.
pub mod history;

/// Step 8: numbers from the log.
pub mod stats;

/// Beside it: what other programs wrote, as cards and reviews.
pub mod import;

/// Step 9: bytes from the log.
pub mod export;

/// Edge: the SQLite store.
pub mod store;

/// Edge: notes on disk, files written whole or not at all, folders.
pub mod files;

/// Edge: the learner's screen and keys.
pub mod terminal;

/// Edge: the one reader of the clock.
pub mod clock;

/// Wiring: what was typed.
pub mod cli;

/// Wiring: a file for each command.
pub mod cmd;

/// Wiring: message, hint and exit code.
pub mod error;
