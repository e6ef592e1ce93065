//! askback at size: every figure beside the bare loop that no program can beat, taken in turn.
//!
//! ```text
//! cargo bench --bench scale                 small: 2,000 cards, 20,000 reviews, 200 notes
//! cargo bench --bench scale -- --full       100,000 cards, 1,000,000 reviews, 10,000 notes
//! cargo bench --bench scale -- --notes 500 --reviews-a-card 4
//! ```
//!
//! A ratio is what counts: absolute times are those of one machine on one day. With `--check`, a
//! row that is more than half as slow again as its listed ratio ends the run with an error.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench measures the world; a failure is its own report"
)]

mod bare;
mod corpus;
mod history;
mod measure;
mod rows;

use std::process::ExitCode;

use rows::{Row, Site};

/// How much worse than listed a ratio may be before `--check` fails.
const SLACK: f64 = 1.5;

fn main() -> ExitCode {
    let typed: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, store] = typed.as_slice()
        && mode == "--bare-first"
    {
        bare::first(store.as_ref());
        return ExitCode::SUCCESS;
    }
    let number = |name: &str| {
        let place = typed.iter().position(|word| word == name)?;
        typed.get(place + 1)?.parse().ok()
    };
    let full = typed.iter().any(|word| word == "--full");
    let notes = number("--notes").unwrap_or(if full { 10_000 } else { 200 });
    let each = number("--reviews-a-card").unwrap_or(10);
    let site = Site::new(notes, each);
    println!("{} notes, {} questions, {} reviews\n", notes, site.cards.len(), site.reviews);
    let rows = rows::all(&site);
    println!("{:<44} {:>12} {:>12} {:>8} {:>8}", "", "askback", "bare", "ratio", "goal");
    rows.iter().for_each(|row| println!("{row}"));
    let slow: Vec<&Row> = rows.iter().filter(|row| row.ratio() > row.listed * SLACK).collect();
    if typed.iter().any(|word| word == "--check") && !slow.is_empty() {
        slow.iter().for_each(|row| println!("slower than listed ({:.2}): {}", row.listed, row.name));
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
