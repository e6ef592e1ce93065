//! The memory model as a learner meets it: the backtest, and the monthly fit.

use crate::sandbox::{CAPITALS, Sandbox};

/// A review log in the form of py-fsrs: cards asked after 1, 4, 11 and 26 days, of which `share`
/// of a hundred are recalled each time.
fn log(cards: u32, share: u32) -> String {
    let start = chrono::DateTime::parse_from_rfc3339("2023-10-01T10:00:00+00:00").unwrap();
    let mut rows = String::from("card_id,review_rating,review_time,review_duration\n");
    for card in 0..cards {
        for (number, days) in [0, 1, 4, 11, 26].into_iter().enumerate() {
            let chance = (card * 5 + u32::try_from(number).unwrap()).wrapping_mul(2_654_435_761) >> 16;
            let rating = if chance % 100 < share { 3 } else { 1 };
            let at =
                start + chrono::Duration::days(i64::from(card / 3) + days) + chrono::Duration::seconds(i64::from(card));
            rows.push_str(&format!("{card},{rating},{},5000\n", at.to_rfc3339()));
        }
    }
    rows
}

#[test]
fn a_backtest_without_a_past_says_what_it_needs() {
    Sandbox::new().run(&["backtest"]).shows("Too early: 0 reviews").exits(0);
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.json(&["backtest"])["models"], serde_json::json!([]));
}

#[test]
fn a_backtest_scores_five_models_and_three_forecasts() {
    let sandbox = Sandbox::new();
    sandbox.write("log.csv", log(200, 80));
    sandbox.run(&["import", "log.csv"]).exits(0);
    sandbox.run(&["backtest"]).shows("800 reviews on later days").shows("fsrs trained").shows("as chosen").exits(0);
    let document = sandbox.json(&["backtest"]);
    let names =
        |list: &str| document[list].as_array().unwrap().iter().map(|row| row["model"].clone()).collect::<Vec<_>>();
    assert_eq!(names("models"), ["fsrs trained", "fsrs standard", "sm2 logistic", "sm2 alone", "running average"]);
    assert_eq!(names("forecasts"), ["as chosen", "fsrs trained", "fsrs standard"]);
    assert!(document["models"][0]["log_loss"].as_f64().unwrap() > 0.0);
}

#[test]
fn a_long_log_fits_the_model_once_a_month_and_the_log_keeps_what_holds() {
    let mut sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    sandbox.write("log.csv", log(300, 55));
    sandbox.run(&["import", "log.csv"]).exits(0);
    let note = "the memory model was fitted to your answers";
    sandbox.run(&["study", "."]).types("\n\n").done().tells(note).exits(0);
    let again = sandbox.study("\n\n");
    assert!(!again.err.contains(note), "only once a month: {}", again.err);
    sandbox.later("2024-04-05T15:00:00+02:00");
    sandbox.study("q").exits(0);
    sandbox.run(&["doctor"]).exits(0);
}
