//! Does being sure mean knowing? What became of options that were chosen and right.

use std::collections::HashMap;

use serde::Serialize;

use crate::model::{CardId, Confidence, Quality, ReviewKind};

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

/// Gathers reviews, in the order of the log, those taken back left out.
#[derive(Clone, Debug, Default)]
pub struct Calibration {
    counts: [(u32, u32, u32); 3],
    open: HashMap<CardId, usize>,
}

impl Calibration {
    /// Takes the next review of a card, which is named by its present address. Drills of the same
    /// day, practice and exams ask nothing again.
    pub fn push(&mut self, card: CardId, kind: ReviewKind, quality: Quality, confidence: Option<Confidence>) {
        if !self.open.is_empty()
            && !matches!(kind, ReviewKind::Redrill | ReviewKind::Cram | ReviewKind::Exam)
            && let Some(place) = self.open.remove(&card)
            && let Some((_, asked, recalled)) = self.counts.get_mut(place)
        {
            *asked += 1;
            *recalled += u32::from(quality.passed());
        }
        let Some(confidence) = confidence else { return };
        if let Some((chosen, ..)) = self.counts.get_mut(confidence as usize) {
            *chosen += 1;
            self.open.insert(card, confidence as usize);
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

    fn calibrated(reviews: &[(u64, ReviewKind, u8, Option<Confidence>)]) -> [Calibrated; 3] {
        let mut calibration = Calibration::default();
        for (card, kind, quality, confidence) in reviews {
            let quality = Quality::new(*quality).expect("a grade from 0 to 5");
            calibration.push(CardId(*card), *kind, quality, *confidence);
        }
        calibration.finish()
    }

    #[test]
    fn each_confidence_is_held_against_the_next_answer_on_a_later_day() {
        let (sure, guessed) = (Some(Confidence::Sure), Some(Confidence::Guessed));
        let rows = calibrated(&[
            (1, ReviewKind::Learn, 4, sure),
            (2, ReviewKind::Learn, 2, guessed),
            (3, ReviewKind::Learn, 4, sure),
            (2, ReviewKind::Redrill, 4, None),
            (1, ReviewKind::Review, 4, None),
            (2, ReviewKind::Review, 1, None),
            (2, ReviewKind::Review, 4, None),
        ]);
        let row = |confidence: Confidence| rows[confidence as usize];
        let counts = |confidence| (row(confidence).chosen, row(confidence).asked_again, row(confidence).recalled);
        assert_eq!(counts(Confidence::Sure), (2, 1, 1));
        assert_eq!(counts(Confidence::Guessed), (1, 1, 0));
        assert_eq!(counts(Confidence::Unsure), (0, 0, 0));
    }

    #[test]
    fn practice_between_two_answers_is_no_answer() {
        let rows = calibrated(&[(1, ReviewKind::Learn, 4, Some(Confidence::Sure)), (1, ReviewKind::Cram, 0, None)]);
        assert_eq!(rows[Confidence::Sure as usize].asked_again, 0);
    }
}
