//! The value of a cell, written the same way in CSV and JSON but for the quotes.

use std::io::Write;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, SecondsFormat, Timelike, Utc};

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
            Self::Day(day) => write_date(day.date(), bytes),
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

/// Appends a whole number, digit by digit: an export holds millions of them.
fn write_whole(number: i64, bytes: &mut Vec<u8>) {
    if number < 0 {
        bytes.push(b'-');
    }
    let number = number.unsigned_abs();
    let width = number.checked_ilog10().map_or(1, |places| places as usize + 1);
    write_padded(number, width, bytes);
}

/// Appends the last `width` digits of a number, with leading zeros; at most twenty, which hold any.
fn write_padded(mut number: u64, width: usize, bytes: &mut Vec<u8>) {
    let mut digits = [b'0'; 20];
    let from = digits.len().saturating_sub(width);
    for digit in digits[from..].iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
    bytes.extend_from_slice(&digits[from..]);
}

/// Appends a date as ISO 8601: 2024-10-04.
fn write_date(date: NaiveDate, bytes: &mut Vec<u8>) {
    match u64::try_from(date.year()) {
        Ok(year @ 0..=9_999) => {
            write_padded(year, 4, bytes);
            bytes.push(b'-');
            write_padded(date.month().into(), 2, bytes);
            bytes.push(b'-');
            write_padded(date.day().into(), 2, bytes);
        }
        // Such years have a sign.
        _ => write_shown(date, bytes),
    }
}

/// Appends the shortest decimal that reads back as the number, with at least one place: 0.75, 1.0.
fn write_decimal(number: f64, bytes: &mut Vec<u8>) {
    write!(bytes, "{number:?}").expect("writing to memory does not fail");
}

/// Appends an ease as the shortest decimal with at least one place: 2.5, 2.36, 3.0.
fn write_ease(ease: Ease, bytes: &mut Vec<u8>) {
    let hundredths = ease.hundredths();
    write_whole((hundredths / 100).into(), bytes);
    bytes.push(b'.');
    write_padded((hundredths % 100).into(), 2, bytes);
    if bytes.ends_with(b"0") {
        bytes.pop();
    }
}

/// Appends an instant as RFC 3339 to the millisecond with its offset.
fn write_instant(at_ms: i64, offset_min: i32, bytes: &mut Vec<u8>) {
    let utc = DateTime::<Utc>::from_timestamp_millis(at_ms).unwrap_or_default();
    let offset = FixedOffset::east_opt(offset_min.saturating_mul(60)).unwrap_or(chrono::Offset::fix(&Utc));
    let local = utc.with_timezone(&offset).naive_local();
    if !(0..=9_999).contains(&local.year()) {
        let text = utc.with_timezone(&offset).to_rfc3339_opts(SecondsFormat::Millis, false);
        return bytes.extend_from_slice(text.as_bytes());
    }
    let two = |lead: u8, number: u32, bytes: &mut Vec<u8>| {
        bytes.push(lead);
        write_padded(number.into(), 2, bytes);
    };
    write_date(local.date(), bytes);
    two(b'T', local.hour(), bytes);
    two(b':', local.minute(), bytes);
    two(b':', local.second(), bytes);
    bytes.push(b'.');
    write_padded(local.and_utc().timestamp_subsec_millis().into(), 3, bytes);
    let minutes = (offset.local_minus_utc() / 60).unsigned_abs();
    two(if offset.local_minus_utc() < 0 { b'-' } else { b'+' }, minutes / 60, bytes);
    two(b':', minutes % 60, bytes);
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
            (Value::Whole(0), "0"),
            (Value::Whole(i64::MIN), "-9223372036854775808"),
            (Value::Whole(i64::MAX), "9223372036854775807"),
            (Value::Ease(Ease::from_hundredths(205)), "2.05"),
            (Value::Day(Day(i32::MAX)), "+262142-12-31"),
            (Value::Day(Day(-719_529)), "-0001-12-31"),
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
        let moments = [
            (0, 0),
            (1_764_000_000_123, 345),
            (-1, -210),
            (253_402_300_799_999, 840),
            (1_709_164_800_000, -720),
            (253_402_300_800_000, 0),
            (-62_167_219_200_001, 0),
        ];
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
