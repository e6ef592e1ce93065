//! One sequence of bytes for one value, the same on every machine: for digests and comparison.
//!
//! Numbers are little-endian, texts carry their length, an absent value is a zero byte.

use super::{Record, Replay};
use crate::model::{CardId, Device, Event, EventBody, EventKey, ExamEvent, Review, ReviewKind};
use crate::schedule::{CardState, Standing};

/// Returns the digest (BLAKE3) of all that a replay gave; equal digests mean equal state.
pub fn digest(replay: &Replay) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    let mut bytes = Bytes::default();
    bytes.count(replay.records.len());
    for (card, record) in &replay.records {
        bytes.card(*card).record(record);
        hasher.update(&bytes.0);
        bytes.0.clear();
    }
    bytes.count(replay.settings.len());
    for (key, value) in &replay.settings {
        bytes.text(key).text(value);
    }
    bytes.count(replay.aliases.len());
    for (from, to) in &replay.aliases {
        bytes.card(*from).card(*to);
    }
    hasher.update(&bytes.0);
    *hasher.finalize().as_bytes()
}

/// Returns the canonical bytes of an event.
pub fn event_bytes(event: &Event) -> Vec<u8> {
    let mut bytes = Bytes::default();
    bytes.key(&event.key).put(&event.at.at_ms.to_le_bytes()).put(&event.at.offset_min.to_le_bytes());
    bytes.text(&event.at.zone).put(&event.at.day.0.to_le_bytes());
    match &event.body {
        EventBody::Review(review) => bytes.put(&[1]).review(review),
        EventBody::Undo { target } => bytes.put(&[2]).key(target),
        EventBody::Suspend { card, reason } => bytes.put(&[3]).card(*card).text(reason),
        EventBody::Resume { card } => bytes.put(&[4]).card(*card),
        EventBody::Bury { card, until } => bytes.put(&[5]).card(*card).put(&until.0.to_le_bytes()),
        EventBody::Alias { from, to } => bytes.put(&[6]).card(*from).card(*to),
        EventBody::Setting { key, value } => bytes.put(&[7]).text(key).text(value),
        EventBody::Exam(step) => bytes.exam(step),
        EventBody::Pause { from, until } => bytes.put(&[13]).put(&from.0.to_le_bytes()).put(&until.0.to_le_bytes()),
    };
    bytes.0
}

/// Bytes written one value after another.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn put(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(bytes);
        self
    }

    fn count(&mut self, count: usize) -> &mut Self {
        self.put(&u64::try_from(count).unwrap_or(u64::MAX).to_le_bytes())
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.count(text.len()).put(text.as_bytes())
    }

    fn option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T) -> &mut Self) -> &mut Self {
        match value {
            None => self.put(&[0]),
            Some(value) => write(self.put(&[1]), value),
        }
    }

    fn card(&mut self, card: CardId) -> &mut Self {
        self.put(&card.0.to_le_bytes())
    }

    fn key(&mut self, key: &EventKey) -> &mut Self {
        let Device(device) = key.device;
        self.put(&device).put(&key.seq.to_le_bytes())
    }

    fn record(&mut self, record: &Record) -> &mut Self {
        let Standing { suspended, buried_until, missed_on } = &record.standing;
        self.option(record.state.as_ref(), Self::state)
            .option(suspended.as_deref(), Self::text)
            .option(*buried_until, |bytes, day| bytes.put(&day.0.to_le_bytes()))
            .option(*missed_on, |bytes, day| bytes.put(&day.0.to_le_bytes()))
    }

    fn state(&mut self, state: &CardState) -> &mut Self {
        let CardState { repetitions, interval_days, ease, due, last, lapses, reviews, redrill_on, strength } = state;
        self.put(&repetitions.to_le_bytes())
            .put(&interval_days.to_le_bytes())
            .put(&ease.hundredths().to_le_bytes())
            .put(&due.0.to_le_bytes())
            .put(&last.0.to_le_bytes())
            .put(&lapses.to_le_bytes())
            .put(&reviews.to_le_bytes())
            .option(*redrill_on, |bytes, day| bytes.put(&day.0.to_le_bytes()))
            .put(&strength.stability_s.to_le_bytes())
            .put(&strength.difficulty.to_le_bytes())
    }

    fn exam(&mut self, step: &ExamEvent) -> &mut Self {
        match step {
            ExamEvent::Begun { paper } => self.put(&[8]).text(paper),
            ExamEvent::Answered { exam, number, answer, spent_ms } => self
                .put(&[9])
                .key(exam)
                .put(&number.to_le_bytes())
                .option(answer.as_deref(), Self::text)
                .put(&spent_ms.to_le_bytes()),
            ExamEvent::Marked { exam, number, mark } => {
                self.put(&[10]).key(exam).put(&number.to_le_bytes()).text(mark.word())
            }
            ExamEvent::Attended { exam, here } => self.put(&[11, u8::from(*here)]).key(exam),
            ExamEvent::HandedIn { exam, by_clock } => self.put(&[11, 2 + u8::from(*by_clock)]).key(exam),
            ExamEvent::Judged { exam, outcome } => self.put(&[12]).key(exam).text(outcome),
        }
    }

    fn review(&mut self, review: &Review) -> &mut Self {
        let kind = match review.kind {
            ReviewKind::Learn => 1,
            ReviewKind::Review => 2,
            ReviewKind::Redrill => 3,
            ReviewKind::Early => 4,
            ReviewKind::Cram => 5,
            ReviewKind::Exam => 6,
        };
        self.card(review.card)
            .put(&[review.quality.value(), kind])
            .put(&review.answer_ms.to_le_bytes())
            .put(&review.interval_before.to_le_bytes())
            .put(&review.interval_after.to_le_bytes())
            .put(&review.ease_before.hundredths().to_le_bytes())
            .put(&review.ease_after.hundredths().to_le_bytes())
            .put(&review.shift_days.to_le_bytes())
            .text(&review.scheduler)
            .option(review.given.as_deref(), Self::text);
        // Later than the rest, and last: without it the bytes are those of the first version.
        match review.confidence {
            None => self,
            Some(confidence) => self.text(confidence.word()),
        }
    }
}
