//! The value of a cell, written the same way in CSV and JSON but for the quotes.

use std::io::Write;

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};

use crate::model::{CardId, Day, Device, Ease};

/// The value of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Text of the learner's: made safe for spreadsheets on request.
    Text(&'a str),
    /// A word of the program's own.
    Word(&'a str),
    /// A whole number.
    Whole(i64),
    /// An ease, as a decimal number.
    Ease(Ease),
    /// Yes or no.
    Flag(bool),
    /// A study day.
    Day(Day),
    /// An instant in milliseconds since 1970-01-01 UTC, with the minutes its wall clock was ahead.
    Instant {
        /// Milliseconds.
        at_ms: i64,
        /// Minutes.
        offset_min: i32,
    },
    /// The id of a card.
    Card(CardId),
    /// The id of a store copy.
    Device(Device),
    /// No value: empty in CSV, `null` in JSON.
    Absent,
}

impl Value<'_> {
    /// Tells whether JSON writes the value without quotes.
    pub(super) const fn is_bare(self) -> bool {
        matches!(self, Self::Whole(_) | Self::Ease(_) | Self::Flag(_))
    }

    /// Appends the value to `bytes`, without quotes.
    pub(super) fn write(self, bytes: &mut Vec<u8>) {
        match self {
            Self::Text(text) | Self::Word(text) => bytes.extend_from_slice(text.as_bytes()),
            Self::Whole(number) => write_whole(number, bytes),
            Self::Ease(ease) => write_ease(ease, bytes),
            Self::Flag(flag) => bytes.extend_from_slice(if flag { b"true" } else { b"false" }),
            Self::Day(day) => write_shown(day, bytes),
            Self::Instant { at_ms, offset_min } => write_instant(at_ms, offset_min, bytes),
            Self::Card(card) => write_hex(&card.0.to_be_bytes(), bytes),
            Self::Device(Device(device)) => write_hex(&device, bytes),
            Self::Absent => {}
        }
    }
}

/// Appends what a value shows as.
fn write_shown(value: impl std::fmt::Display, bytes: &mut Vec<u8>) {
    write!(bytes, "{value}").expect("writing to memory does not fail");
}

fn write_whole(number: i64, bytes: &mut Vec<u8>) {
    write_shown(number, bytes);
}

/// Appends an ease as the shortest decimal with at least one place: 2.5, 2.36, 3.0.
fn write_ease(ease: Ease, bytes: &mut Vec<u8>) {
    write_shown(ease, bytes);
    if bytes.ends_with(b"0") {
        bytes.pop();
    }
}

/// Appends an instant as RFC 3339 to the millisecond with its offset.
fn write_instant(at_ms: i64, offset_min: i32, bytes: &mut Vec<u8>) {
    let utc = DateTime::<Utc>::from_timestamp_millis(at_ms).unwrap_or_default();
    let offset = FixedOffset::east_opt(offset_min.saturating_mul(60)).unwrap_or(chrono::Offset::fix(&Utc));
    let text = utc.with_timezone(&offset).to_rfc3339_opts(SecondsFormat::Millis, false);
    bytes.extend_from_slice(text.as_bytes());
}

fn write_hex(digits: &[u8], bytes: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in digits {
        bytes.extend([DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
}
