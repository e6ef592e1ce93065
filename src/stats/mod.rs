//! Step 8. Numbers from the log: what was done, what was remembered, what is to come.
//!
//! Answers are read once, one by one, into totals for each day ([`Tally`]); every figure of
//! [`Summary`] is a sum over days or a count over cards, so memory does not grow with the log.

mod days;
mod summary;
pub mod text;

pub use days::{Answer, DayTotals, Rate, Tally, streak};
pub use summary::{CardCounts, CardLine, EaseBand, Forecast, Period, Streak, Summary};
