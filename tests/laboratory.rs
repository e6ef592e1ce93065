//! The laboratory in its short form: the planner against SM-2 at the same minutes, for learners
//! that forget in other ways than it thinks. `ASKBACK_LONG=1` takes more learners and all exams.
#![expect(clippy::disallowed_methods, reason = "looks for ASKBACK_LONG; a failure is the test's")]

#[path = "../examples/laboratory/learners.rs"]
#[expect(dead_code, reason = "the tables use more of it")]
mod learners;
#[path = "../examples/laboratory/strategies.rs"]
#[expect(dead_code, reason = "the tables use more of it")]
mod strategies;

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use askback::exam::plan::{Costs, Known, Learner as Pace, Plan};
use askback::memory::{Forecaster, Memory};
use learners::{Family, Learner};
use strategies::{Scenario, Strategy, learn};

/// Exams with time enough for their cards.
const ORDINARY: [Scenario; 4] = [
    Scenario { cards: 300, days: 30, minutes: 15 },
    Scenario { cards: 400, days: 60, minutes: 10 },
    Scenario { cards: 600, days: 60, minutes: 12 },
    Scenario { cards: 800, days: 120, minutes: 12 },
];

/// Returns the mean points by which one way is ahead of another on the day.
fn ahead(strategy: Strategy, of: Strategy, scenario: Scenario, family: Family, learners: u64) -> f64 {
    let on_the_day = |strategy, seed| learn(strategy, scenario, Learner::drawn(family, scenario.cards, seed)).at_exam;
    (0..learners).map(|seed| on_the_day(strategy, seed) - on_the_day(of, seed)).sum::<f64>() / learners as f64
}

#[test]
fn the_plan_is_ahead_of_sm2_at_the_same_minutes_whatever_the_memory_obeys() {
    let long = std::env::var_os("ASKBACK_LONG").is_some();
    let (scenarios, learners) = if long { (&ORDINARY[..], 10) } else { (&ORDINARY[..1], 1) };
    let cells = |of| {
        let row =
            |scenario: &Scenario| Family::ALL.map(|family| ahead(Strategy::Plan, of, *scenario, family, learners));
        scenarios.iter().flat_map(row).collect::<Vec<f64>>()
    };
    let plain = cells(Strategy::Sm2);
    assert!(plain.iter().all(|cell| *cell > 0.0), "{plain:?}");
    let mean = |cells: &[f64]| cells.iter().sum::<f64>() / cells.len() as f64;
    let clear = plain.iter().filter(|cell| **cell >= 3.0).count();
    assert!(if long { clear >= 10 } else { mean(&plain) >= 3.0 }, "{plain:?}");
    let review_ahead = cells(Strategy::Sm2Ahead);
    assert!(mean(&review_ahead) >= 1.0 && review_ahead.iter().all(|cell| *cell >= -1.0), "{review_ahead:?}");
}

#[test]
fn with_too_little_time_for_all_cards_the_plan_is_not_behind_and_not_deceived_about_it() {
    let scenario = Scenario { cards: 600, days: 30, minutes: 10 };
    let learners = if std::env::var_os("ASKBACK_LONG").is_some() { 10 } else { 1 };
    for family in Family::ALL {
        let cell = ahead(Strategy::Plan, Strategy::Sm2, scenario, family, learners);
        assert!(cell > 0.0, "{family:?}: {cell}");
        let end = learn(Strategy::Plan, scenario, Learner::drawn(family, scenario.cards, 0));
        assert!((end.forecast - end.at_exam).abs() < 10.0, "{family:?}: {end:?}");
    }
}

#[test]
fn a_learner_answers_the_same_whoever_asks_and_forgets() {
    for family in Family::ALL {
        let mut learner = Learner::drawn(family, 3, 7);
        assert!(learner.recall(0, 0.0).abs() < 1e-12, "never seen");
        learner.asked(0, 0.0);
        let (soon, late) = (learner.recall(0, 1.0), learner.recall(0, 40.0));
        assert!(soon > late && soon <= 1.0 && late >= 0.0, "{family:?}: {soon} {late}");
        learner.asked(0, 1.0);
        assert!(learner.recall(0, 2.0) > soon - 0.05, "{family:?}: practice helps");
        let answers = |seed| {
            let mut learner = Learner::drawn(family, 3, seed);
            (0..20).map(|day| learner.asked(1, f64::from(day * 3))).collect::<Vec<bool>>()
        };
        assert_eq!(answers(5), answers(5));
    }
}

#[test]
fn ten_thousand_cards_over_a_hundred_and_twenty_days_are_planned_in_a_second_of_one_core() {
    if cfg!(debug_assertions) {
        println!("skipped: it measures the release build (`cargo test --release --test laboratory`)");
        return;
    }
    let card = |number: u32| {
        let memory =
            Memory { stability_days: 0.3 * (1 + number % 300) as f32, difficulty: 1.0 + (number % 90) as f32 / 10.0 };
        (!number.is_multiple_of(3)).then_some((memory, number % 45))
    };
    let cards: Vec<Known> = (0..10_000).map(card).collect();
    let forecaster = Forecaster::default();
    let pace = Pace { forecaster: &forecaster, costs: Costs::default(), first_recall: 0.5 };
    // Of three rounds the best: what else the machine does then counts for nothing.
    let round = || {
        let start = busy();
        let plan = Plan::of(&cards, &[3_600.0; 120], &pace, None);
        let index: f32 = cards.iter().map(|card| plan.index(card, 0)).sum();
        let spent = busy() - start;
        println!("{spent:?} for a plan within {:.2} points ({index})", 100.0 * (plan.bound - plan.recall));
        spent
    };
    let spent = (0..3).map(|_| round()).min().expect("three rounds");
    assert!(spent < Duration::from_secs(1), "{spent:?}");
}

/// Returns the time this thread has been on a processor; where the system does not say (only Linux
/// does here), the time that passed.
fn busy() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}
