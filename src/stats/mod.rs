//! Step 8. Numbers from the log: what was done, what was remembered, what is to come.
//!
//! The answers of one card after another go into totals of each day and each section ([`Tally`]);
//! every figure of [`Summary`] is a sum over these or a count over cards, so memory does not grow
//! with the log.

pub mod backtest;
mod cards;
mod coverage;
mod days;
mod forecast;
mod gained;
mod groups;
mod summary;
mod tally;
pub mod text;

#[cfg(test)]
mod tests;

pub use cards::{CardCounts, CardLine, EaseBand, Hard, Section};
pub use coverage::{Coverage, Covered, NotePassages, Passage, Reach, Reason, Silent, passages};
pub use days::{DayTotals, LONGEST_ANSWER_MS, Rate, streak};
pub use forecast::{Forecast, Pace, forecast};
pub use gained::{Gained, gained};
pub use groups::{DeckNumbers, GroupPeriod, Month, SectionNumbers};
pub use summary::{Heatmap, HeatmapDay, Numbers, Period, Streak, Summary, wanted};
pub use tally::{MONTHS, Span, Tallied, Tally, Wanted, month_name, month_of};
