//! Clocks that are wrong and learners that travel: nothing breaks, the order of the log stays, and
//! a clock set back is told.

use crate::sandbox::{CAPITALS, Sandbox};

#[test]
fn a_clock_set_back_is_told_and_changes_no_order() {
    let mut sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    sandbox.study("\n3\n");
    sandbox.later("2024-02-01T15:00:00+01:00");
    let shown = sandbox.run(&["study", "."]).types("\n3\n").exits(0);
    shown.tells("warning: the clock says 2024-02-01T15:00:00.000+01:00, before the last answer at 2024-03-01T15:00:00");
    sandbox.later("2024-01-01T15:00:00+01:00");
    let card = sandbox.card("Spain");
    sandbox.run(&["grade", &card, "good"]).exits(0).tells("warning: the clock says");
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
    let reviews = sandbox.json(&["export", "reviews"]);
    let numbers: Vec<u64> =
        reviews["reviews"].as_array().unwrap().iter().map(|review| review["seq"].as_u64().unwrap()).collect();
    assert!(numbers.is_sorted(), "{numbers:?}");
}

#[test]
fn an_hour_set_back_by_the_season_is_not_told() {
    let mut sandbox = Sandbox::new().note("capitals.md", CAPITALS).at("2024-10-27T02:50:00+02:00");
    sandbox.study("\n3\n");
    sandbox.later("2024-10-27T02:10:00+01:00");
    let shown = sandbox.study("\n3\n");
    assert!(!shown.err.contains("the clock"), "{shown}");
}

#[test]
fn whatever_year_a_clock_shows_in_between_nothing_breaks_and_nothing_is_due_beyond_the_cap() {
    let mut sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    sandbox.study("\n3\n");
    for time in [
        "1970-01-01T00:00:00Z", "2038-01-19T03:14:08Z", "2106-02-07T06:28:16Z", "9999-12-31T23:59:59Z",
        "2024-02-28T12:00:00Z", "2034-03-01T12:00:00Z",
    ] {
        sandbox.later(time);
        sandbox.run(&["study", "--ahead"]).types("\n3\n\n1\n\n4\n").exits(0);
        sandbox.run(&["stats", "--json"]).exits(0).json();
        let due = sandbox.json(&["cards", "list"]);
        for card in due["cards"].as_array().unwrap() {
            assert!(card["interval_days"].as_u64().unwrap_or(0) <= 3_650, "{time}: {card}");
            assert!(card["interval_days"].as_i64().unwrap_or(0) >= 0, "{time}: {card}");
        }
        sandbox.run(&["doctor"]).exits(0).shows("all is well");
    }
}

#[test]
fn round_the_world_and_back_no_answer_is_lost_and_no_interval_is_negative() {
    let mut sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    let stops = [
        "2024-06-01T09:00:00+14:00", "2024-05-31T20:00:00-12:00", "2024-06-02T09:00:00-12:00",
        "2024-06-04T09:00:00+14:00", "2024-06-04T09:00:00+00:00",
    ];
    for (number, stop) in stops.iter().enumerate() {
        sandbox.later(stop);
        sandbox.run(&["study", ".", "--ahead"]).types("\n3\n\n3\n\n3\n").exits(0);
        let doctor = sandbox.run(&["doctor"]).exits(0);
        doctor.shows("all is well");
        assert!(!sandbox.json(&["export", "reviews"])["reviews"].as_array().unwrap().is_empty(), "stop {number}");
    }
    let reviews = sandbox.json(&["export", "reviews"]);
    for review in reviews["reviews"].as_array().unwrap() {
        for key in ["interval_before_days", "interval_after_days"] {
            assert!(review[key].as_i64().unwrap() >= 0, "{review}");
        }
    }
    let offsets: Vec<&str> = reviews["reviews"]
        .as_array()
        .unwrap()
        .iter()
        .map(|review| review["reviewed_at"].as_str().unwrap().split_at(23).1)
        .collect();
    assert!(offsets.contains(&"+14:00") && offsets.contains(&"-12:00"), "each review keeps its offset: {offsets:?}");
}

#[test]
fn whoever_walks_away_has_answered_in_ten_minutes_at_most() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    sandbox.study("\n3\n");
    let card = sandbox.card("Spain");
    sandbox.run(&["grade", &card, "good", "--ms", "4000000000"]).exits(0);
    let longest = sandbox.json(&["export", "reviews"])["reviews"]
        .as_array()
        .unwrap()
        .iter()
        .map(|review| review["answer_ms"].as_u64().unwrap())
        .max();
    assert_eq!(longest, Some(600_000));
}
