//! The transition of a card: its state after a grade, as a pure function.

use super::sm2::{self, Step};
use super::spread::window;
use super::{CardState, Rules};
use crate::model::{Day, Ease, Quality, ReviewKind};

/// Returns what a grade given on `today` would count as: the first review, a same-day drill of
/// what scored below 4, a review before its day, or one that is due.
///
/// A drill stays one when the day runs back (travel to the west) before it is finished.
pub fn kind(before: Option<&CardState>, today: Day) -> ReviewKind {
    match before {
        None => ReviewKind::Learn,
        Some(state) if state.redrill_on.is_some_and(|day| today <= day) => ReviewKind::Redrill,
        Some(state) if today < state.due => ReviewKind::Early,
        Some(_) => ReviewKind::Review,
    }
}

/// Returns the state after a grade on `today`.
///
/// `shift_days` moves the due day and the interval together, held within [`window`] of the
/// interval the rules give. A same-day drill moves nothing; it ends at quality 4. Grades that
/// are practice (cram, exam) never come here.
pub fn review(before: Option<&CardState>, quality: Quality, today: Day, rules: &Rules, shift_days: i32) -> CardState {
    if let Some(drilled) = drill(before, quality, today) {
        return drilled;
    }
    let (step, window_days) = planned(before, quality, today, rules);
    let (shortest, longest) = window_days;
    let interval_days = step.interval_days.saturating_add_signed(shift_days).clamp(shortest, longest);
    settled(before, Step { interval_days, ..step }, quality, today)
}

/// Returns the state after a review by a scheduler that this version cannot compute: the interval
/// and ease that the review itself records.
pub fn recorded(before: Option<&CardState>, quality: Quality, today: Day, interval_days: u32, ease: Ease) -> CardState {
    if let Some(drilled) = drill(before, quality, today) {
        return drilled;
    }
    let earlier = before.map_or(0, |state| state.repetitions);
    let repetitions = if quality.passed() { earlier.saturating_add(1) } else { 0 };
    let interval_days = interval_days.clamp(1, Rules::STRICT.longest_days);
    settled(before, Step { repetitions, interval_days, ease }, quality, today)
}

/// Tells whether a card that has just lapsed for the `lapses`th time is to be pointed out as a
/// leech: at the threshold, then after each half of it, rounded up (Anki's numbers: 8, 12, 16).
pub const fn is_leech_moment(lapses: u32, rules: &Rules) -> bool {
    let threshold = rules.leech_after;
    threshold > 0 && lapses >= threshold && (lapses - threshold).is_multiple_of(threshold.div_ceil(2))
}

/// Returns the state after a same-day drill, nothing if this is none.
fn drill(before: Option<&CardState>, quality: Quality, today: Day) -> Option<CardState> {
    let state = before.filter(|_| kind(before, today) == ReviewKind::Redrill)?;
    let redrill_on = state.redrill_on.filter(|_| quality.needs_redrill());
    Some(CardState { redrill_on, ..*state })
}

/// Returns what the rules give before any spread, with the shortest and longest interval that
/// the spread may make of it.
pub(super) fn planned(before: Option<&CardState>, quality: Quality, today: Day, rules: &Rules) -> (Step, (u32, u32)) {
    let Some(state) = before else {
        return spreadable(Step::NEW.next(quality), rules);
    };
    let now = Step { repetitions: state.repetitions, interval_days: state.interval_days, ease: state.ease };
    if rules.early_rule && today < state.due && quality.passed() {
        return early(now, quality, days_between(state.last, today), rules);
    }
    let credit = if rules.late_credit { late_credit(state, quality, today) } else { 0 };
    spreadable(Step { interval_days: now.interval_days.saturating_add(credit), ..now }.next(quality), rules)
}

/// Returns the days by which a late success counts as a longer interval.
fn late_credit(state: &CardState, quality: Quality, today: Day) -> u32 {
    let late = days_between(state.due, today);
    let credit = match quality.value() {
        4 => late / 2,
        5 => late,
        _ => 0,
    };
    credit.min(state.interval_days)
}

/// Returns the step of a success before its day: the interval grows from the days really waited
/// and never shrinks; before half of the interval has passed, nothing is learnt about the card,
/// so that repetitions, ease and interval stay exactly as they are.
fn early(now: Step, quality: Quality, waited: u32, rules: &Rules) -> (Step, (u32, u32)) {
    if waited.saturating_mul(2) < now.interval_days {
        return (now, (now.interval_days, now.interval_days));
    }
    let grown = sm2::grown(waited, now.ease).max(now.interval_days);
    spreadable(Step { interval_days: grown, ..now.next(quality) }, rules)
}

/// Holds a step to the longest interval and adds the window of its spread.
fn spreadable(step: Step, rules: &Rules) -> (Step, (u32, u32)) {
    let interval_days = step.interval_days.clamp(1, rules.longest_days.max(1));
    (Step { interval_days, ..step }, window(interval_days, rules.longest_days))
}

/// Returns the state of a card whose schedule has just moved to `step`.
fn settled(before: Option<&CardState>, step: Step, quality: Quality, today: Day) -> CardState {
    // A clock that ran back must not bring a card forward: count from the later day.
    let day = before.map_or(today, |state| today.max(state.last));
    let lapsed = before.is_some() && !quality.passed();
    CardState {
        repetitions: step.repetitions,
        interval_days: step.interval_days,
        ease: step.ease,
        due: day.plus(i32::try_from(step.interval_days).unwrap_or(i32::MAX)),
        last: day,
        lapses: before.map_or(0, |state| state.lapses).saturating_add(u32::from(lapsed)),
        reviews: before.map_or(0, |state| state.reviews).saturating_add(1),
        redrill_on: quality.needs_redrill().then_some(today),
    }
}

/// Returns the days from one day to another, 0 if it lies before.
fn days_between(from: Day, to: Day) -> u32 {
    u32::try_from(to.since(from)).unwrap_or(0)
}
