//! One event onto one card: the step of which replay is the repetition.

use crate::exam::MISSES_DUE;
use crate::model::{Day, Event, EventBody, Moment, Review, ReviewKind};
use crate::schedule::{self, CardState, Rules, Standing};

/// Everything the log says of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Record {
    /// Its schedule; nothing before the first review that counts.
    pub state: Option<CardState>,
    /// Whether it may be asked.
    pub standing: Standing,
}

/// Returns the record of a card after an event about that card.
///
/// Equal to replay as long as the event is the last in the order of [`super::in_order`].
/// Undo, alias and setting change no record by themselves: after them the cards concerned are
/// replayed.
#[must_use]
pub fn apply(record: &Record, body: &EventBody, at: &Moment) -> Record {
    let standing = match body {
        EventBody::Review(review) => {
            let state = reviewed(record.state.as_ref(), review, at);
            let standing =
                Standing { missed_on: missed_on(record.standing.missed_on, review, at), ..record.standing.clone() };
            return Record { state, standing };
        }
        EventBody::Suspend { reason, .. } => Standing { suspended: Some(reason.clone()), ..record.standing },
        EventBody::Resume { .. } => Standing { suspended: None, buried_until: None, ..record.standing },
        EventBody::Bury { until, .. } => Standing { buried_until: Some(*until), ..record.standing.clone() },
        EventBody::Undo { .. }
        | EventBody::Alias { .. }
        | EventBody::Setting { .. }
        | EventBody::Pause { .. }
        | EventBody::Exam(_) => {
            return record.clone();
        }
    };
    Record { standing, ..*record }
}

/// Returns the schedule after a review. What the grade counts as is decided anew, since a merge
/// may have put another review before it; only practice is taken at its word. A scheduler this
/// version does not know is taken at the interval and ease it recorded.
fn reviewed(before: Option<&CardState>, review: &Review, at: &Moment) -> Option<CardState> {
    if matches!(review.kind, ReviewKind::Cram | ReviewKind::Exam) {
        return before.copied();
    }
    let after = match review.scheduler.parse::<Rules>() {
        Ok(rules) => schedule::review(before, review.quality, at.day, &rules, review.shift_days),
        Err(_) => schedule::recorded(before, review.quality, at.day, review.interval_after, review.ease_after),
    };
    Some(after)
}

/// Returns since when a card is due for having been missed in an exam: a miss asks for it under the
/// rule it names, and the next review that counts ends that.
fn missed_on(before: Option<Day>, review: &Review, at: &Moment) -> Option<Day> {
    match review.kind {
        ReviewKind::Exam if !review.quality.passed() && review.scheduler == MISSES_DUE => Some(at.day),
        ReviewKind::Exam | ReviewKind::Cram => before,
        ReviewKind::Learn | ReviewKind::Review | ReviewKind::Redrill | ReviewKind::Early => None,
    }
}

impl Record {
    /// Returns the record after an event, as [`apply`] does.
    #[must_use]
    pub fn after(&self, event: &Event) -> Self {
        apply(self, &event.body, &event.at)
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{key, on, review, review_as};
    use super::*;
    use crate::model::{CardId, Day, Ease};

    fn after(events: &[(i32, EventBody)]) -> Record {
        events.iter().fold(Record::default(), |record, (day, body)| record.after(&on(*day, key(1, 1), body.clone())))
    }

    #[test]
    fn a_row_of_reviews_is_a_row_of_sm2() {
        let record = after(&[(0, review(1, 4)), (1, review(1, 4)), (7, review(1, 4))]);
        let state = record.state.expect("reviewed");
        assert_eq!((state.repetitions, state.interval_days, state.due), (3, 15, Day(22)));
    }

    #[test]
    fn practice_moves_nothing() {
        let reviewed = after(&[(0, review(1, 4))]);
        for kind in [ReviewKind::Cram, ReviewKind::Exam] {
            assert_eq!(after(&[(0, review(1, 4)), (1, review_as(kind, 1, 0))]), reviewed);
            assert_eq!(after(&[(0, review_as(kind, 1, 5))]), Record::default());
        }
    }

    #[test]
    fn a_miss_in_an_exam_asks_for_the_card_until_it_is_reviewed_and_moves_no_schedule() {
        let answered = |quality, rule: &str| {
            let EventBody::Review(review) = review_as(ReviewKind::Exam, 1, quality) else { unreachable!("a review") };
            EventBody::Review(Review { scheduler: rule.into(), ..review })
        };
        let learnt = after(&[(0, review(1, 4))]);
        let missed = after(&[(0, review(1, 4)), (3, answered(2, MISSES_DUE))]);
        assert_eq!((missed.state, missed.standing.missed_on), (learnt.state, Some(Day(3))));
        assert_eq!(after(&[(3, answered(2, MISSES_DUE))]).standing.missed_on, Some(Day(3)), "a new card too");
        for (quality, rule) in [(4, MISSES_DUE), (2, crate::exam::NO_EFFECT), (2, "sm2")] {
            assert_eq!(after(&[(0, review(1, 4)), (3, answered(quality, rule))]), learnt, "{quality} {rule}");
        }
        let crammed = [(0, review(1, 4)), (3, answered(2, MISSES_DUE)), (3, review_as(ReviewKind::Cram, 1, 4))];
        assert_eq!(after(&crammed), missed);
        let resumed = [(0, review(1, 4)), (3, answered(2, MISSES_DUE)), (3, EventBody::Resume { card: CardId(1) })];
        assert_eq!(after(&resumed), missed);
        let reviewed = after(&[(0, review(1, 4)), (3, answered(2, MISSES_DUE)), (3, review(1, 4))]);
        assert_eq!(reviewed, after(&[(0, review(1, 4)), (3, review(1, 4))]));
    }

    #[test]
    fn what_a_grade_counts_as_is_decided_by_the_state_not_by_the_word_in_the_log() {
        let misnamed = after(&[(0, review(1, 2)), (0, review_as(ReviewKind::Learn, 1, 4))]);
        let drilled = after(&[(0, review(1, 2)), (0, review_as(ReviewKind::Redrill, 1, 4))]);
        assert_eq!(misnamed, drilled);
    }

    #[test]
    fn a_scheduler_of_another_version_is_taken_as_recorded() {
        let EventBody::Review(known) = review(1, 4) else { unreachable!("a review") };
        let foreign =
            Review { scheduler: "fsrs6".into(), interval_after: 44, ease_after: Ease::from_hundredths(211), ..known };
        let state = after(&[(10, EventBody::Review(foreign))]).state.expect("reviewed");
        assert_eq!((state.interval_days, state.due, state.ease.hundredths()), (44, Day(54), 211));
    }

    #[test]
    fn suspending_and_burying_keep_the_schedule_and_resuming_lifts_both() {
        let card = CardId(1);
        let suspend = EventBody::Suspend { card, reason: "leech".into() };
        let bury = EventBody::Bury { card, until: Day(9) };
        let put_aside = after(&[(0, review(1, 4)), (1, suspend.clone()), (1, bury.clone())]);
        let standing = Standing { suspended: Some("leech".into()), buried_until: Some(Day(9)), missed_on: None };
        assert_eq!(put_aside.standing, standing);
        let back = after(&[(0, review(1, 4)), (1, suspend), (1, bury), (2, EventBody::Resume { card })]);
        assert_eq!(back, after(&[(0, review(1, 4))]));
        assert_eq!(put_aside.state, back.state);
    }

    #[test]
    fn undo_alias_and_setting_change_no_record_by_themselves() {
        let setting = EventBody::Setting { key: "cutoff".into(), value: "3".into() };
        let undo = EventBody::Undo { target: key(1, 1) };
        let alias = EventBody::Alias { from: CardId(1), to: CardId(2) };
        for body in [setting, undo, alias] {
            assert_eq!(after(&[(0, review(1, 4)), (1, body)]), after(&[(0, review(1, 4))]));
        }
    }
}
