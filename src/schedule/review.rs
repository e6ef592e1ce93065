//! The transition of a card: its state after a grade, as a pure function.

use super::sm2::{self, Step};
use super::spread::window;
use super::{CardState, Rules, Scheduler};
use crate::memory::{Rating, Strength};
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
    let interval_days = interval_days.clamp(1, Rules::STRICT.longest_days);
    // A drill that moved the interval was none: another program may graduate a card at once.
    let unmoved = |state: &CardState| state.interval_days == interval_days;
    if let Some(drilled) = drill(before, quality, today).filter(unmoved) {
        return drilled;
    }
    let earlier = before.map_or(0, |state| state.repetitions);
    let repetitions = if quality.passed() { earlier.saturating_add(1) } else { 0 };
    let settled = settled(before, Step { repetitions, interval_days, ease }, quality, today);
    // A log that begins in the middle of a card's past: its interval says more than one answer.
    let longer = before.is_none() && quality.passed() && interval_days > settled.strength.interval_days(90);
    let strength =
        if longer { Strength::of_sm2(interval_days, f64::from(ease.hundredths()) / 100.0) } else { settled.strength };
    CardState { strength, ..settled }
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
    Some(CardState { redrill_on, strength: strength(before, quality, today), ..*state })
}

/// Returns what the rules give before any spread, with the shortest and longest interval that
/// the spread may make of it.
pub(super) fn planned(before: Option<&CardState>, quality: Quality, today: Day, rules: &Rules) -> (Step, (u32, u32)) {
    match rules.scheduler {
        Scheduler::Sm2 => by_sm2(before, quality, today, rules),
        Scheduler::Fsrs6 { retention_percent } => {
            // SM-2 counts on under its usual rules, so that a deck can go back to it.
            let (step, _) = by_sm2(before, quality, today, &Rules { early_rule: true, ..*rules });
            let interval_days = strength(before, quality, today).interval_days(retention_percent);
            spreadable(Step { interval_days, ..step }, rules)
        }
    }
}

/// Returns how well a card is remembered after a grade, by FSRS-6.
fn strength(before: Option<&CardState>, quality: Quality, today: Day) -> Strength {
    let rating = Rating::of(quality);
    before
        .map_or_else(|| Strength::first(rating), |state| state.strength.after(days_between(state.last, today), rating))
}

fn by_sm2(before: Option<&CardState>, quality: Quality, today: Day, rules: &Rules) -> (Step, (u32, u32)) {
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
        strength: strength(before, quality, today),
    }
}

/// Returns the days from one day to another, 0 if it lies before.
fn days_between(from: Day, to: Day) -> u32 {
    u32::try_from(to.since(from)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Model;

    const TODAY: Day = Day(20_000);

    fn quality(value: u8) -> Quality {
        Quality::new(value).expect("a grade from 0 to 5")
    }

    /// A card in its third interval or later, due on `TODAY` plus `days`.
    fn card_due_in(days: i32, interval_days: u32) -> CardState {
        let due = TODAY.plus(days);
        CardState {
            repetitions: 3,
            interval_days,
            ease: Ease::START,
            due,
            last: due.plus(-interval_days.cast_signed()),
            lapses: 0,
            reviews: 3,
            redrill_on: None,
            strength: Strength::default(),
        }
    }

    fn interval_after(state: &CardState, grade: u8, rules: &Rules) -> u32 {
        review(Some(state), quality(grade), TODAY, rules, 0).interval_days
    }

    #[test]
    fn the_kind_follows_from_the_card_and_the_day() {
        let drilled = CardState { redrill_on: Some(TODAY), ..card_due_in(1, 1) };
        assert_eq!(kind(None, TODAY), ReviewKind::Learn);
        assert_eq!(kind(Some(&card_due_in(0, 6)), TODAY), ReviewKind::Review);
        assert_eq!(kind(Some(&card_due_in(1, 6)), TODAY), ReviewKind::Early);
        assert_eq!(kind(Some(&drilled), TODAY), ReviewKind::Redrill);
        assert_eq!(kind(Some(&drilled), TODAY.plus(1)), ReviewKind::Review, "the drill ended with its day");
        assert_eq!(kind(Some(&drilled), TODAY.plus(-1)), ReviewKind::Redrill, "a flight to the west");
    }

    #[test]
    fn a_drill_moves_no_schedule_and_ends_at_quality_four() {
        let drilled = CardState { redrill_on: Some(TODAY), ..card_due_in(1, 1) };
        for grade in 0..4 {
            let after = review(Some(&drilled), quality(grade), TODAY, &Rules::default(), 3);
            assert_eq!(CardState { strength: drilled.strength, ..after }, drilled);
            assert_eq!(after.strength, drilled.strength.after(0, Rating::of(quality(grade))), "but it is remembered");
        }
        let done = review(Some(&drilled), quality(4), TODAY, &Rules::default(), 3);
        assert_eq!(done, CardState { redrill_on: None, strength: done.strength, ..drilled });
    }

    #[test]
    fn every_grade_below_four_asks_for_a_drill_the_same_day() {
        for grade in 0..=5 {
            let after = review(Some(&card_due_in(0, 15)), quality(grade), TODAY, &Rules::STRICT, 0);
            assert_eq!(after.redrill_on, (grade < 4).then_some(TODAY));
        }
    }

    #[test]
    fn a_late_success_earns_half_the_days_on_good_all_on_easy_and_at_most_the_interval() {
        // (days late, grade, interval after 10 days at ease 2.50)
        let cases =
            [(0, 4, 25), (4, 3, 25), (4, 4, 30), (5, 4, 30), (4, 5, 35), (10, 5, 50), (400, 5, 50), (400, 4, 50)];
        for (late, grade, interval) in cases {
            assert_eq!(interval_after(&card_due_in(-late, 10), grade, &Rules::default()), interval, "{late} {grade}");
            assert_eq!(interval_after(&card_due_in(-late, 10), grade, &Rules::STRICT), 25);
        }
    }

    #[test]
    fn an_early_success_grows_from_the_days_waited_and_never_shrinks() {
        // Interval 10: due in 3 means 7 days waited.
        let cases = [(1, 23), (3, 18), (5, 13), (6, 10), (9, 10), (10, 10)];
        for (due_in, interval) in cases {
            assert_eq!(interval_after(&card_due_in(due_in, 10), 4, &Rules::default()), interval, "due in {due_in}");
        }
        assert_eq!(interval_after(&card_due_in(9, 10), 4, &Rules::STRICT), 25, "published SM-2 knows no early");
    }

    #[test]
    fn before_half_the_interval_an_early_success_moves_only_the_day() {
        let before = card_due_in(6, 10);
        let after = review(Some(&before), quality(5), TODAY, &Rules::default(), 4);
        let strength = before.strength.after(4, Rating::Easy);
        let expected = CardState { due: TODAY.plus(10), last: TODAY, reviews: 4, strength, ..before };
        assert_eq!(after, expected);
    }

    #[test]
    fn a_failure_before_its_day_is_a_failure() {
        let after = review(Some(&card_due_in(9, 10)), quality(2), TODAY, &Rules::default(), 0);
        assert_eq!((after.repetitions, after.interval_days, after.lapses), (0, 1, 1));
        assert_eq!(after.ease.hundredths(), 218);
    }

    #[test]
    fn a_first_failure_is_no_lapse() {
        let learnt = review(None, quality(1), TODAY, &Rules::default(), 0);
        assert_eq!((learnt.lapses, learnt.reviews), (0, 1));
        let again = review(Some(&learnt), quality(1), TODAY.plus(1), &Rules::default(), 0);
        assert_eq!((again.lapses, again.reviews), (1, 2));
    }

    #[test]
    fn no_interval_passes_the_longest_and_none_overflows() {
        let rules = Rules { longest_days: 100, ..Rules::default() };
        assert_eq!(interval_after(&card_due_in(0, 90), 5, &rules), 100);
        let mut state = review(None, quality(5), TODAY, &Rules::STRICT, 0);
        for _ in 0..10_000 {
            state = review(Some(&state), quality(5), state.due, &Rules::STRICT, i32::MAX);
        }
        assert_eq!(state.interval_days, Rules::STRICT.longest_days);
        assert_eq!(state.due, Day(i32::MAX));
    }

    #[test]
    fn a_shift_moves_interval_and_due_day_together_within_the_window() {
        let before = card_due_in(0, 8);
        for (shift, interval) in [(0, 20), (2, 22), (-3, 17), (99, 23), (-99, 17)] {
            let after = review(Some(&before), quality(4), TODAY, &Rules::default(), shift);
            assert_eq!(after.interval_days, interval, "shift {shift}");
            assert_eq!(after.due, TODAY.plus(interval.cast_signed()));
        }
        let failed = review(Some(&before), quality(2), TODAY, &Rules::default(), 99);
        assert_eq!(failed.interval_days, 1, "short intervals are never moved");
    }

    #[test]
    fn a_day_that_ran_back_brings_no_card_forward() {
        let before = card_due_in(10, 10);
        let after = review(Some(&before), quality(4), TODAY.plus(-3), &Rules::default(), 0);
        assert_eq!((after.due, after.last), (before.due, before.last));
    }

    #[test]
    fn a_review_by_a_foreign_scheduler_is_taken_as_recorded() {
        let after = recorded(Some(&card_due_in(0, 10)), quality(4), TODAY, 37, Ease::from_hundredths(190));
        assert_eq!((after.interval_days, after.due, after.ease.hundredths()), (37, TODAY.plus(37), 190));
        assert_eq!(recorded(None, quality(2), TODAY, 0, Ease::START).interval_days, 1);
        let failed = recorded(None, quality(2), TODAY, 0, Ease::START);
        let drilled = recorded(Some(&failed), quality(4), TODAY, 0, Ease::START);
        assert_eq!((drilled.redrill_on, drilled.reviews), (None, 1), "a step within the day is a drill");
        let graduated = recorded(Some(&failed), quality(5), TODAY, 4, Ease::START);
        assert_eq!((graduated.interval_days, graduated.due), (4, TODAY.plus(4)), "what moved the interval is none");
    }

    fn fsrs(retention_percent: u8) -> Rules {
        let scheduler = Scheduler::Fsrs6 { retention_percent };
        Rules { scheduler, spread: false, ..Rules::default() }
    }

    /// A row of grades, each so many days after the one before; a drill is none of them.
    fn row(grades: &[(i32, u8)], rules: impl Fn(usize) -> Rules) -> CardState {
        let (mut day, mut state) = (TODAY, None);
        for (place, (waited, grade)) in grades.iter().enumerate() {
            day = day.plus(*waited);
            let after = review(state.as_ref(), quality(*grade), day, &rules(place), 0);
            state = Some(CardState { redrill_on: None, ..after });
        }
        state.expect("a grade")
    }

    const PAST: [(i32, u8); 7] = [(0, 4), (1, 4), (7, 5), (20, 2), (1, 4), (5, 3), (40, 5)];

    #[test]
    fn under_fsrs_a_card_is_due_when_recall_has_fallen_to_what_is_wanted() {
        // Good, each on its day; the reference code beside it.
        let (mut state, mut past, mut intervals, model) = (None, Vec::new(), Vec::new(), Model::default());
        for _ in 0..6 {
            let day = state.map_or(TODAY, |state: CardState| state.due);
            let after = review(state.as_ref(), quality(4), day, &fsrs(90), 0);
            past.push((day, Rating::Good));
            let theirs = model.replay(&past).map_or(0, |(memory, _)| model.interval(memory, 0.9));
            assert!(after.interval_days.abs_diff(theirs) <= theirs / 500, "{after:?} {theirs}");
            intervals.push(after.interval_days);
            state = Some(after);
        }
        assert_eq!(intervals, [2, 11, 46, 163, 497, 1_346]);
        let often = row(&PAST, |_| fsrs(97)).interval_days;
        let seldom = row(&PAST, |_| fsrs(75)).interval_days;
        assert!(often < row(&PAST, |_| fsrs(90)).interval_days && often * 8 < seldom, "{often} {seldom}");
    }

    #[test]
    fn under_fsrs_no_grade_gives_a_longer_interval_than_a_better_one_nor_passes_the_longest() {
        let rules = Rules { longest_days: 300, ..fsrs(90) };
        for day in 0..120 {
            let before = row(&PAST[..3], |_| rules);
            let given = [0, 2, 3, 4, 5]
                .map(|grade| review(Some(&before), quality(grade), before.last.plus(day), &rules, 0).interval_days);
            assert!(given.is_sorted() && given[4] <= 300 && given[0] >= 1, "{day}: {given:?}");
        }
        let after = |day: i32| {
            let before = row(&PAST[..3], |_| rules);
            review(Some(&before), quality(4), before.last.plus(day), &rules, 0).interval_days
        };
        assert!((1..200).map(after).is_sorted(), "the longer the wait that was bridged, the longer the next");
    }

    #[test]
    fn a_change_of_scheduler_and_back_loses_nothing_of_either() {
        let (sm2, fsrs) = (Rules::default(), fsrs(90));
        let changing = |place: usize| if place % 3 == 1 { fsrs } else { sm2 };
        let [plain, foreign, mixed] = [row(&PAST, |_| sm2), row(&PAST, |_| fsrs), row(&PAST, changing)];
        assert_eq!([plain.strength, mixed.strength], [foreign.strength; 2], "the memory is that of all answers");
        assert_eq!([plain.lapses, mixed.lapses, plain.reviews, mixed.reviews], [1, 1, 7, 7]);
        let next = |state: CardState, rules: &Rules| review(Some(&state), quality(4), state.due, rules, 0);
        let same_day = CardState { due: foreign.due, interval_days: foreign.interval_days, ..plain };
        assert_eq!(next(same_day, &fsrs).interval_days, next(foreign, &fsrs).interval_days);
        assert_eq!(foreign.ease, plain.ease, "the ease is counted on");
        assert_eq!(next(foreign, &sm2).interval_days, sm2::grown(foreign.interval_days, foreign.ease));
    }

    #[test]
    fn a_log_that_begins_with_a_long_interval_begins_with_its_strength() {
        let begun = recorded(None, quality(4), TODAY, 120, Ease::START);
        assert_eq!(begun.strength.interval_days(90), 120);
        assert_eq!(recorded(None, quality(4), TODAY, 1, Ease::START).strength, Strength::first(Rating::Good));
        assert_eq!(recorded(None, quality(1), TODAY, 120, Ease::START).strength, Strength::first(Rating::Again));
    }

    #[test]
    fn a_leech_is_told_at_eight_lapses_and_then_at_every_fourth() {
        let told = |rules: &Rules| (0..=20).filter(|lapses| is_leech_moment(*lapses, rules)).collect::<Vec<_>>();
        assert_eq!(told(&Rules::default()), [8, 12, 16, 20]);
        assert_eq!(told(&Rules { leech_after: 5, ..Rules::default() }), [5, 8, 11, 14, 17, 20]);
        assert!(told(&Rules::STRICT).is_empty());
    }
}
