//! What the log says of one card, for showing.

use super::Corrections;
use crate::model::{CardId, Event, EventBody, EventKey, Moment, Review, ReviewKind};

/// An event about a card, with whether it still counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past<T> {
    /// Its name in the log.
    pub key: EventKey,
    /// When it happened.
    pub at: Moment,
    /// Whether it was taken back; then it counts nowhere.
    pub undone: bool,
    /// What happened.
    pub what: T,
}

impl Past<Review> {
    /// Tells whether the review moved the interval: drills, practice and exams do not, nor does what
    /// was taken back.
    pub const fn moved(&self) -> bool {
        !self.undone && matches!(self.what.kind, ReviewKind::Learn | ReviewKind::Review | ReviewKind::Early)
    }
}

/// The past of one card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardPast {
    /// Its reviews of every kind, those taken back too.
    pub reviews: Vec<Past<Review>>,
    /// Suspensions, burials, what lifted them, and renamings.
    pub changes: Vec<Past<EventBody>>,
}

/// Parts the events about a card into its reviews and everything else, in the order given. Left out
/// is what belongs to a card that was joined to this one and parted again.
pub fn past(card: CardId, events: Vec<Event>, corrections: &Corrections) -> CardPast {
    let mut told = CardPast::default();
    for Event { key, at, body } in events {
        let undone = corrections.is_undone(key);
        match body {
            EventBody::Review(what) if corrections.card(what.card) == card => {
                told.reviews.push(Past { key, at, undone, what });
            }
            EventBody::Suspend { card: named, .. }
            | EventBody::Resume { card: named }
            | EventBody::Bury { card: named, .. }
            | EventBody::Alias { to: named, .. }
                if corrections.card(named) == card =>
            {
                told.changes.push(Past { key, at, undone, what: body });
            }
            _ => {}
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::super::example::{alias, key, on, review, review_as, undo};
    use super::*;

    #[test]
    fn a_card_has_the_reviews_of_its_former_names_and_none_of_a_card_parted_from_it() {
        let events = vec![
            on(0, key(1, 1), review(1, 4)),
            on(1, key(1, 2), review(2, 4)),
            on(2, key(1, 3), alias(1, 2)),
            on(3, key(1, 4), alias(3, 2)),
            on(3, key(1, 5), review(3, 4)),
            on(4, key(1, 6), undo(key(1, 4))),
        ];
        let corrections = Corrections::of(&events);
        let CardPast { reviews, changes } = past(CardId(2), events, &corrections);
        let seqs: Vec<u64> = reviews.iter().map(|review| review.key.seq).collect();
        assert_eq!(seqs, [1, 2]);
        let renamed: Vec<(u64, bool)> = changes.iter().map(|change| (change.key.seq, change.undone)).collect();
        assert_eq!(renamed, [(3, false), (4, true)]);
    }

    #[test]
    fn only_what_counts_for_the_schedule_moved_it() {
        let events = vec![
            on(0, key(1, 1), review_as(ReviewKind::Learn, 1, 2)),
            on(0, key(1, 2), review_as(ReviewKind::Redrill, 1, 4)),
            on(1, key(1, 3), review_as(ReviewKind::Review, 1, 4)),
            on(1, key(1, 4), undo(key(1, 3))),
            on(2, key(1, 5), review_as(ReviewKind::Cram, 1, 4)),
            on(3, key(1, 6), review_as(ReviewKind::Early, 1, 4)),
        ];
        let corrections = Corrections::of(&events);
        let reviews = past(CardId(1), events, &corrections).reviews;
        let moved: Vec<u64> = reviews.iter().filter(|review| review.moved()).map(|review| review.key.seq).collect();
        assert_eq!(moved, [1, 6]);
    }
}
