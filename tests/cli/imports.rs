//! What other programs wrote comes in, and comes in once.

use crate::sandbox::{CAPITALS, Sandbox};

const LOG: &str = "card_id,review_rating,review_time,review_duration\n\
    17,3,2024-01-01T10:00:00+00:00,4000\n17,3,2024-01-02T10:00:00+00:00,3000\n\
    18,1,2024-01-02T10:01:00+00:00,9000\n18,7,2024-01-02T10:02:00+00:00,1\n";

#[test]
fn a_review_log_comes_in_once_and_each_row_left_out_is_named() {
    let learner = Sandbox::new().note("log.csv", LOG);
    learner
        .run(&["import", "log.csv"])
        .exits(3)
        .shows("Imported 3 reviews of 2 cards (2024-01-01 to 2024-01-02) from log.csv")
        .tells("1 left out: its grade is not from 1 to 4 (line 5)");
    let first = learner.run(&["export", "reviews"]).exits(0).out;
    learner.run(&["import", "log.csv"]).exits(3).shows("Imported 0 reviews").shows("3 reviews were here already");
    assert_eq!(learner.run(&["export", "reviews"]).exits(0).out, first);
    learner.run(&["doctor"]).exits(0).shows("all is well");
}

#[test]
fn a_dry_run_makes_no_store() {
    let learner = Sandbox::new().note("log.csv", LOG);
    learner.run(&["import", "log.csv", "--dry-run"]).exits(3).shows("Would import 3 reviews");
    assert!(!learner.store().exists());
}

/// A machine with three days of study, the last answer of which was taken back.
fn studied() -> Sandbox {
    let mut learner = Sandbox::new().note("capitals.md", CAPITALS);
    for day in ["2024-03-01", "2024-03-02", "2024-03-08"] {
        learner.later(&format!("{day}T15:00:00+01:00"));
        learner.run(&["study", "."]).types("\ngood\n\nhard\n\nagain\n\ngood\n\ngood\n").exits(0);
    }
    learner.run(&["undo"]).exits(0);
    learner
}

/// Takes a file from one machine into a fresh one with the same notes.
fn carried(from: &Sandbox, file: &str, command: &str) -> Sandbox {
    let other = Sandbox::new().note("capitals.md", CAPITALS).at("2024-03-09T15:00:00+01:00");
    std::fs::copy(from.path(file), other.path(file)).unwrap();
    other.run(&[command, file]).exits(0);
    other.run(&["add", "."]).exits(0);
    other.run(&["doctor"]).exits(0).shows("all is well");
    other
}

#[test]
fn our_own_reviews_are_the_same_log_however_often_they_go_out_and_come_in() {
    let learner = studied();
    let out = |machine: &Sandbox, args: &[&str]| machine.run(&[&["export"], args].concat()).exits(0).out;
    learner.run(&["export", "reviews", "-o", "r.json"]).exits(0);
    let second = carried(&learner, "r.json", "import");
    second.run(&["export", "reviews", "-o", "r.json", "--force"]).exits(0);
    let third = carried(&second, "r.json", "import");
    assert!(out(&second, &["reviews"]).lines().count() > 9);
    assert_eq!(out(&second, &["reviews", "--json"]), out(&third, &["reviews", "--json"]));
    assert_eq!(out(&second, &["log"]), out(&third, &["log"]));
    assert_ne!(out(&learner, &["log"]), out(&second, &["log"]), "what is taken over has a device of its own");
    // The whole log keeps its devices, and with them its digest.
    learner.run(&["export", "log", "-o", "all.log"]).exits(0);
    let fourth = carried(&learner, "all.log", "merge");
    assert_eq!(out(&learner, &["log"]), out(&fourth, &["log"]));
    assert_eq!(out(&learner, &["reviews", "--json"]), out(&fourth, &["reviews", "--json"]));
}

#[test]
fn our_own_reviews_read_again_give_the_same_reviews_and_the_same_schedule() {
    let mut learner = studied();
    for (file, flags) in [("r.json", &["--json"][..]), ("r.csv", &["--raw"])] {
        learner.run(&[&["export", "reviews", "-o", file], flags].concat()).exits(0);
        learner.run(&["import", file]).exits(0).shows("Imported 0 reviews");
        let other = Sandbox::new().note("capitals.md", CAPITALS).at("2024-03-09T15:00:00+01:00");
        std::fs::copy(learner.path(file), other.path(file)).unwrap();
        other.run(&["import", file]).exits(0);
        other.run(&["add", "."]).exits(0);
        let cards = |machine: &Sandbox| {
            let out = machine.run(&["export", "cards"]).exits(0).out;
            out.replace(machine.path("").to_str().unwrap(), "")
        };
        learner.later("2024-03-09T15:00:00+01:00");
        assert_eq!(cards(&learner), cards(&other), "{file}");
        other.run(&["doctor"]).exits(0).shows("all is well");
    }
}
