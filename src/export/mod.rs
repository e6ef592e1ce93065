//! Step 9. Bytes from the log and from the questions.
//!
//! Reviews, cards and days go row by row into any sink, as CSV or JSON; their columns are a
//! contract, described in `docs/export.md`. Questions go as text, JSON or cards, days to come as a
//! calendar.

pub mod questions;

mod anki;
mod calendar;
mod exams;
mod quiz;
mod report;
mod tables;
mod value;
mod writer;

pub use anki::{
    AnkiNote, AnkiReview, AnkiSettings, FIELDS as ANKI_FIELDS, GUID as ANKI_GUID, note as anki_note, note_type,
    review as anki_review, settings as anki_settings,
};
pub use calendar::calendar;
pub use exams::{EXAMS, ExamRow};
pub use quiz::{aiken, gift, gift_category};
pub use report::report;
pub use tables::{CARDS, CardRow, DAYS, REVIEWS, REVLOG, ReviewRow, day_values};
pub use value::Value;
pub use writer::{Format, Table, Texts, Writer};
