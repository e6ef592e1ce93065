//! Attempts for tests, made in few words.

use super::Attempt;
use crate::model::{CardId, Day, Quality};

/// The first answer of a card on a day, its time unknown.
pub(crate) fn attempt(card: u64, day: i32, quality: u8) -> Attempt {
    let quality = Quality::new(quality).expect("0 to 5");
    Attempt { card: CardId(card), day: Day(day), quality, answer_ms: 0, first: true }
}
