//! Does being sure mean knowing? What became of options that were chosen and right.

use serde::Serialize;

use super::Answer;
use crate::model::{Confidence, ReviewKind};

/// How cards did after an option was chosen with one confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Calibrated {
    /// How sure the learner was.
    pub confidence: Confidence,
    /// Options chosen and right with this confidence.
    pub chosen: u32,
    /// Of these, cards asked again on a later day.
    pub asked_again: u32,
    /// Of these, recalled then (quality 3 or better).
    pub recalled: u32,
}

/// Gathers the answers of one card after another, each in the order in which they count.
#[derive(Clone, Debug, Default)]
pub struct Calibration {
    counts: [(u32, u32, u32); 3],
    /// How sure the learner last was of the card at hand, until it is asked again.
    open: Option<Confidence>,
}

impl Calibration {
    /// Turns to the next card.
    pub const fn next_card(&mut self) {
        self.open = None;
    }

    /// Takes the next answer of the card at hand. Drills of the same day, practice and exams ask
    /// nothing again.
    pub fn push(&mut self, answer: &Answer) {
        let asks = !matches!(answer.kind, ReviewKind::Redrill | ReviewKind::Cram | ReviewKind::Exam);
        if asks && let Some(before) = self.open.take() {
            let (_, asked, recalled) = &mut self.counts[before as usize];
            *asked += 1;
            *recalled += u32::from(answer.quality.passed());
        }
        if let Some(confidence) = answer.confidence {
            self.counts[confidence as usize].0 += 1;
            self.open = Some(confidence);
        }
    }

    /// Returns what was gathered, the least sure first.
    pub fn finish(self) -> [Calibrated; 3] {
        Confidence::ALL.map(|confidence| {
            let (chosen, asked_again, recalled) = self.counts[confidence as usize];
            Calibrated { confidence, chosen, asked_again, recalled }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::model::{Day, Quality};

    type Graded = (ReviewKind, u8, Option<Confidence>);

    fn calibrated(cards: &[&[Graded]]) -> [Calibrated; 3] {
        let mut calibration = Calibration::default();
        for card in cards {
            calibration.next_card();
            for (kind, quality, confidence) in *card {
                let quality = Quality::new(*quality).expect("a grade from 0 to 5");
                let (kind, confidence) = (*kind, *confidence);
                let answer = Answer { day: Day(0), quality, answer_ms: 0, kind, interval_before: 1, confidence };
                calibration.push(&answer);
            }
        }
        calibration.finish()
    }

    #[test]
    fn each_confidence_is_held_against_the_next_answer_on_a_later_day() {
        use ReviewKind::{Learn, Redrill, Review};
        let (sure, guessed) = (Some(Confidence::Sure), Some(Confidence::Guessed));
        let rows = calibrated(&[
            &[(Learn, 4, sure), (Review, 4, None)],
            &[(Learn, 2, guessed), (Redrill, 4, None), (Review, 1, None), (Review, 4, None)],
            &[(Learn, 4, sure)],
            &[(Review, 4, None)],
        ]);
        let row = |confidence: Confidence| rows[confidence as usize];
        let counts = |confidence| (row(confidence).chosen, row(confidence).asked_again, row(confidence).recalled);
        assert_eq!(counts(Confidence::Sure), (2, 1, 1));
        assert_eq!(counts(Confidence::Guessed), (1, 1, 0));
        assert_eq!(counts(Confidence::Unsure), (0, 0, 0));
    }

    #[test]
    fn practice_between_two_answers_is_no_answer() {
        let rows = calibrated(&[&[(ReviewKind::Learn, 4, Some(Confidence::Sure)), (ReviewKind::Cram, 0, None)]]);
        assert_eq!(rows[Confidence::Sure as usize].asked_again, 0);
    }
}
