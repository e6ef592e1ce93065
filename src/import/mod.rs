//! Beside the export: what other programs wrote, as cards and reviews of ours.
//!
//! A review that comes in becomes an event like any other, with the instant, the grade, the
//! interval and the ease that were recorded elsewhere. What cannot be taken over is listed with
//! its reason, never dropped in silence.

pub mod anki;

mod card;
mod delimited;
mod html;
mod logged;
mod own;
mod review_table;
mod skipped;

pub use card::{ForeignCard, ForeignNote, Page, Written, media_left_out, pages};
pub use delimited::delimited;
pub use html::{Plain, plain};
pub use logged::{Logged, Recorded, events};
pub use own::own_reviews;
pub use review_table::{ReviewTable, is_review_table, review_table};
pub use skipped::Skipped;

use crate::model::CardId;

/// Returns the id of a card that another program knows as `name`, in the files of `origin`.
pub fn foreign_card(origin: &str, name: &str) -> CardId {
    let mut hasher = blake3::Hasher::new();
    for part in ["card of another program", origin, name] {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    CardId(hasher.finalize().as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
