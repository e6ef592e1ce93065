//! Every answer a card ever got, in about five bytes each.
//!
//! Statistics ask all answers the same few things: when, how well, how long. Kept by card beside
//! its record, they are read a hundred times faster than from the log, and they follow a card
//! wherever its note goes. Like the record they are what the log gives, and nothing else.

use crate::model::{Confidence, Day, Quality, Review, ReviewKind};

/// What statistics need of a graded answer that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The study day.
    pub day: Day,
    /// The grade.
    pub quality: Quality,
    /// Time from prompt to grade in milliseconds, as measured.
    pub answer_ms: u32,
    /// Why the card was graded.
    pub kind: ReviewKind,
    /// Interval in days before.
    pub interval_before: u32,
    /// How sure the learner was, where an option was chosen and right.
    pub confidence: Option<Confidence>,
}

impl Answer {
    /// Returns what a review of `day` tells.
    pub const fn of(review: &Review, day: Day) -> Self {
        Self {
            day,
            quality: review.quality,
            answer_ms: review.answer_ms,
            kind: review.kind,
            interval_before: review.interval_before,
            confidence: review.confidence,
        }
    }
}

/// The answers of one card that count, in the order in which they count.
///
/// For each a byte holds kind, quality and confidence; then follow, in groups of seven bits (LEB128),
/// the days since the answer before (zigzag, since days may run back), the milliseconds it took, and
/// the interval before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    bytes: Vec<u8>,
    /// The day of the last.
    last: i32,
}

impl Answers {
    /// Takes answers as they were kept. What cannot be read ends the row.
    pub fn of_bytes(bytes: Vec<u8>) -> Self {
        let last = unpacked(&bytes).last().map_or(0, |answer| answer.day.0);
        Self { bytes, last }
    }

    /// Returns the bytes to be kept.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Adds an answer that counts after all others.
    pub fn push(&mut self, answer: &Answer) {
        let confidence = answer.confidence.map_or(0, |confidence| confidence as u8 + 1);
        self.bytes.push(answer.kind.number() | answer.quality.value() << 3 | confidence << 6);
        let days = i64::from(answer.day.0) - i64::from(self.last);
        self.number((days << 1 ^ days >> 63).cast_unsigned());
        self.number(answer.answer_ms.into());
        self.number(answer.interval_before.into());
        self.last = answer.day.0;
    }

    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }
}

/// Returns the answers that were kept as `bytes`, up to the end or to what cannot be read.
pub const fn unpacked(bytes: &[u8]) -> Unpacked<'_> {
    Unpacked { bytes, day: 0 }
}

/// The iterator of [`unpacked`].
#[derive(Clone, Debug)]
pub struct Unpacked<'a> {
    bytes: &'a [u8],
    day: i64,
}

impl Unpacked<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

impl Iterator for Unpacked<'_> {
    type Item = Answer;

    fn next(&mut self) -> Option<Answer> {
        let head = self.byte()?;
        let days = self.number()?;
        self.day = self.day.checked_add((days >> 1).cast_signed() ^ -(days & 1).cast_signed())?;
        Some(Answer {
            day: Day(i32::try_from(self.day).ok()?),
            quality: Quality::new(head >> 3 & 7)?,
            answer_ms: u32::try_from(self.number()?).ok()?,
            kind: *ReviewKind::ALL.get(usize::from(head & 7))?,
            interval_before: u32::try_from(self.number()?).ok()?,
            confidence: usize::from(head >> 6).checked_sub(1).and_then(|place| Confidence::ALL.get(place).copied()),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_answer() -> impl Strategy<Value = Answer> {
        (any::<i32>(), 0..6_u8, any::<u32>(), 0..6_usize, any::<u32>(), 0..4_usize).prop_map(
            |(day, quality, answer_ms, kind, interval_before, sure)| Answer {
                day: Day(day),
                quality: Quality::new(quality).expect("a grade from 0 to 5"),
                answer_ms,
                kind: ReviewKind::ALL[kind],
                interval_before,
                confidence: sure.checked_sub(1).map(|place| Confidence::ALL[place]),
            },
        )
    }

    proptest! {
        #[test]
        fn answers_come_out_as_they_went_in_also_when_kept_between(answers in prop::collection::vec(any_answer(), 0..20)) {
            let mut kept = Answers::default();
            for answer in &answers {
                kept = Answers::of_bytes(kept.as_bytes().to_vec());
                kept.push(answer);
            }
            prop_assert_eq!(unpacked(kept.as_bytes()).collect::<Vec<_>>(), answers);
        }

        #[test]
        fn bytes_that_are_no_answers_end_the_row_and_nothing_else(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            prop_assert!(unpacked(&bytes).count() <= bytes.len());
        }
    }

    #[test]
    fn an_ordinary_answer_takes_five_bytes() {
        let mut answers = Answers::default();
        let answer = Answer {
            day: Day(20_000),
            quality: Quality::new(4).expect("a grade"),
            answer_ms: 7_400,
            kind: ReviewKind::Review,
            interval_before: 40,
            confidence: Some(Confidence::Unsure),
        };
        answers.push(&answer);
        let first = answers.as_bytes().len();
        answers.push(&Answer { day: Day(20_041), ..answer });
        assert_eq!(answers.as_bytes().len() - first, 5);
    }
}
