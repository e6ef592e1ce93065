//! The memory model on a review log of a real learner. The log is not part of the repository:
//! `ASKBACK_REVIEW_LOG=reviews.csv cargo test --test backtest -- --nocapture` reads one with the
//! columns `card_id, review_rating (1-4), review_time (RFC 3339), review_duration` of py-fsrs.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "reads a file named in the environment; a failure is the test's"
)]

use std::collections::{BTreeMap, BTreeSet};

use askback::history::{Answer, Attempts};
use askback::memory::Attempt;
use askback::model::{CardId, Quality, ReviewKind, day_at};
use askback::stats::backtest::{cuts, windows};
use chrono::{DateTime, Timelike};

/// Reads a log. It says no time zone: the day begins where the learner's longest daily pause is
/// half over.
fn read(path: &str) -> Vec<Attempt> {
    let mut rows: Vec<(DateTime<chrono::FixedOffset>, u64, u8)> = csv::Reader::from_path(path)
        .unwrap()
        .into_records()
        .map(|row| row.unwrap())
        .map(|row| (row[2].parse().unwrap(), row[0].parse().unwrap(), row[1].parse::<u8>().unwrap()))
        .collect();
    rows.sort();
    let day_begins = middle_of_pause(rows.iter().map(|(at, ..)| at.naive_utc().hour()));
    let mut cards: BTreeMap<CardId, Vec<Answer>> = BTreeMap::new();
    for (at, card, rating) in rows {
        let (day, quality) = (day_at(&at.to_utc(), day_begins), Quality::new(rating + 1).unwrap());
        let kind = ReviewKind::Review;
        let answer = Answer { day, quality, answer_ms: 0, kind, interval_before: 0, confidence: None };
        cards.entry(CardId(card)).or_default().push(answer);
    }
    let mut gathered = Attempts::default();
    cards.into_iter().for_each(|(card, answers)| gathered.add(card, answers));
    gathered.in_order()
}

/// Returns the hour at which the longest run of hours of the day without any answer is half over.
fn middle_of_pause(hours: impl Iterator<Item = u32>) -> u32 {
    let busy: BTreeSet<u32> = hours.collect();
    let pause = |from: u32| (0..24).take_while(|hour| !busy.contains(&((from + hour) % 24))).count() as u32;
    let from = (0..24).max_by_key(|from| (pause(*from), 24 - from)).unwrap_or(0);
    (from + pause(from) / 2) % 24
}

#[test]
fn on_a_real_log_the_models_forecast_as_well_as_the_goals_say() {
    let Ok(path) = std::env::var("ASKBACK_REVIEW_LOG") else {
        eprintln!("skipped: ASKBACK_REVIEW_LOG names no review log");
        return;
    };
    let attempts = read(&path);
    let scored = windows(&attempts).expect("long enough");
    for row in &scored {
        eprintln!("{:<16} {:?}", row.model, row.scores);
    }
    let forecasts = cuts(&attempts);
    for row in &forecasts {
        eprintln!("{row:?}");
    }
    let loss: BTreeMap<&str, f64> = scored.iter().map(|row| (row.model, row.scores.log_loss)).collect();
    assert!(loss["fsrs trained"] < loss["fsrs standard"]);
    assert!(loss["fsrs standard"] < loss["running average"]);
    assert!(loss["sm2 logistic"] < loss["sm2 alone"]);
    let chosen = forecasts.first().expect("long enough");
    assert!(chosen.mean_error_points <= 2.0, "{chosen:?}");
    assert!(chosen.covered >= 0.85, "{chosen:?}");
}
