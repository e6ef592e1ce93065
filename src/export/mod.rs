//! Step 9. Bytes from the log and from the questions.
//!
//! Reviews, cards and days go row by row into any sink, as CSV or JSON; their columns are a
//! contract, described in `docs/export.md`. Questions go as text, JSON or cards.

pub mod questions;

mod tables;
mod value;
mod writer;

pub use tables::{CARDS, CardRow, DAYS, REVIEWS, ReviewRow, day_values};
pub use value::Value;
pub use writer::{Format, Table, Texts, Writer};
