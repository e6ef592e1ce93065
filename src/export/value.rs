//! The value of a cell, written the same way in CSV and JSON but for the quotes.

use std::io::Write;

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};

use crate::model::{CardId, Day, Device, Ease};

/// The value of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// Text of the learner's: made safe for spreadsheets on request.
    Text(&'a str),
    /// A word of the program's own.
    Word(&'a str),
    /// A whole number.
    Whole(i64),
    /// A finite decimal number.
    Decimal(f64),
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
        matches!(self, Self::Whole(_) | Self::Decimal(_) | Self::Ease(_) | Self::Flag(_))
    }

    /// Appends the value to `bytes`, without quotes.
    pub(super) fn write(self, bytes: &mut Vec<u8>) {
        match self {
            Self::Text(text) | Self::Word(text) => bytes.extend_from_slice(text.as_bytes()),
            Self::Whole(number) => write_whole(number, bytes),
            Self::Decimal(number) => write_decimal(number, bytes),
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

/// Appends the shortest decimal that reads back as the number, with at least one place: 0.75, 1.0.
fn write_decimal(number: f64, bytes: &mut Vec<u8>) {
    write!(bytes, "{number:?}").expect("writing to memory does not fail");
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Moment;

    fn written(value: Value<'_>) -> String {
        let mut bytes = Vec::new();
        value.write(&mut bytes);
        String::from_utf8(bytes).expect("values are text")
    }

    #[test]
    fn values_are_written_plainly() {
        let cases = [
            (Value::Whole(-42), "-42"),
            (Value::Whole(i64::MIN), "-9223372036854775808"),
            (Value::Decimal(2.0 / 3.0), "0.6666666666666666"),
            (Value::Decimal(1.0), "1.0"),
            (Value::Ease(Ease::START), "2.5"),
            (Value::Ease(Ease::from_hundredths(300)), "3.0"),
            (Value::Ease(Ease::from_hundredths(236)), "2.36"),
            (Value::Ease(Ease::from_hundredths(u16::MAX)), "655.35"),
            (Value::Flag(true), "true"),
            (Value::Day(Day(20_000)), "2024-10-04"),
            (Value::Card(CardId(0xab)), "00000000000000ab"),
            (Value::Device(Device([0x0f; 16])), "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"),
            (Value::Absent, ""),
        ];
        for (value, expected) in cases {
            assert_eq!(written(value), expected);
        }
    }

    #[test]
    fn an_instant_is_written_as_its_moment_shows_it() {
        let moments =
            [(0, 0), (1_764_000_000_123, 345), (-1, -210), (253_402_300_799_999, 840), (1_709_164_800_000, -720)];
        for (at_ms, offset_min) in moments {
            let moment = Moment { at_ms, offset_min, zone: String::new(), day: Day(0) };
            assert_eq!(written(Value::Instant { at_ms, offset_min }), moment.rfc3339());
        }
    }

    #[test]
    fn the_ids_and_days_are_written_as_they_show() {
        for number in [0, 1, 11_016, 19_782, 20_000, 2_932_896] {
            assert_eq!(written(Value::Day(Day(number))), Day(number).to_string());
            let card = CardId(u64::from(number.cast_unsigned()) * 0x0123_4567_89ab);
            assert_eq!(written(Value::Card(card)), card.to_string());
        }
    }
}
