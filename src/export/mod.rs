//! Step 9. Bytes from the log and from the questions.

pub mod questions;
