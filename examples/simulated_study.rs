//! Studies the cards of a store as a simulated learner would, so that statistics and reports of a
//! long time can be looked at and measured:
//!
//! ```sh
//! askback --store /tmp/year.db add notes/
//! cargo run --release --example simulated_study -- /tmp/year.db 365 20 200
//! ```
//!
//! The numbers are days, new cards a day, reviews a day, and events at most. The learner is
//! described in `tests/progress/simulated.rs`.

#[path = "../tests/progress/simulated.rs"]
mod simulated;

use askback::model::Day;

#[expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example tells what it did")]
fn main() {
    let typed: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize, default: usize| typed.get(place).and_then(|text| text.parse().ok()).unwrap_or(default);
    let Some(store) = typed.first() else {
        println!("usage: simulated_study STORE [DAYS] [NEW A DAY] [REVIEWS A DAY] [EVENTS AT MOST]");
        return;
    };
    let plan = simulated::Plan {
        days: i32::try_from(number(1, 365)).unwrap_or(365),
        last: Day::of_date(chrono::Utc::now().date_naive()),
        new_a_day: number(2, 20),
        reviews_a_day: number(3, 200),
        most: number(4, usize::MAX),
        seed: 1,
    };
    let written = simulated::study(std::path::Path::new(store), plan);
    println!("{written} reviews in {store}");
}
