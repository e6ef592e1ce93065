//! One event onto one card: the step of which replay is the repetition.

use crate::model::{Event, EventBody, Moment, Review, ReviewKind};
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
            return Record { state, ..record.clone() };
        }
        EventBody::Suspend { reason, .. } => Standing { suspended: Some(reason.clone()), ..record.standing },
        EventBody::Resume { .. } => Standing::default(),
        EventBody::Bury { until, .. } => Standing { buried_until: Some(*until), ..record.standing.clone() },
        EventBody::Undo { .. } | EventBody::Alias { .. } | EventBody::Setting { .. } => return record.clone(),
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

impl Record {
    /// Returns the record after an event, as [`apply`] does.
    #[must_use]
    pub fn after(&self, event: &Event) -> Self {
        apply(self, &event.body, &event.at)
    }
}
