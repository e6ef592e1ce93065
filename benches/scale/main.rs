//! askback at size: every figure beside the bare loop that no program can beat, taken in turn.
//!
//! ```text
//! cargo bench --bench scale                 small: 2,000 cards, 20,000 reviews, 200 notes
//! cargo bench --bench scale -- --full       100,000 cards, 1,000,000 reviews, 10,000 notes
//! cargo bench --bench scale -- --notes 500 --reviews-a-card 4
//! ```
//!
//! A ratio is what counts: absolute times are those of one machine on one day. With `--check`, a
//! row that is more than half as slow again as its ratio listed for the small size, in three runs,
//! ends with an error.
//!
//! ```text
//! cargo bench --bench scale -- --instructions           instructions of the core paths, held to those listed
//! cargo bench --bench scale -- --instructions --bless   lists them anew
//! ```
//!
//! Instructions do not depend on what else the machine does, so CI holds these.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench measures the world; a failure is its own report"
)]

mod bare;
mod corpus;
mod history;
mod instructions;
mod measure;
mod rows;

use std::process::ExitCode;

use rows::{Row, Site};

/// How much worse than listed a ratio may be before `--check` fails.
const SLACK: f64 = 1.5;

/// How many further runs a row gets that is slower than listed.
const FURTHER: usize = 2;

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
    let is_asked = |name: &str| typed.iter().any(|word| word == name);
    if is_asked("--instructions") {
        return instructions::run(is_asked("--bless"));
    }
    let full = typed.iter().any(|word| word == "--full");
    let notes: usize = number("--notes").unwrap_or(if full { 10_000 } else { 200 });
    let each = number("--reviews-a-card").unwrap_or(10);
    let (small, site) = (Site::new(notes.div_ceil(100), each), Site::new(notes, each));
    println!("{} notes, {} questions, {} reviews\n", notes, site.cards.len(), site.reviews);
    println!("{:<44} {:>12} {:>12} {:>8} {:>8}", "", "askback", "bare", "ratio", "goal");
    let take = || rows::all(&site, &small, |row| println!("{row}"));
    let mut slow = slower(take());
    // What else the machine does can slow one run; a regression slows every run.
    for _ in 0..if is_asked("--check") { FURTHER } else { 0 } {
        if !slow.is_empty() {
            println!("\nonce more, since these are slower than listed: {}", slow.join(", "));
            let again = slower(take());
            slow.retain(|name| again.contains(name));
        }
    }
    if is_asked("--check") && !slow.is_empty() {
        println!("slower than listed in every run: {}", slow.join(", "));
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Returns the names of the rows that are slower than listed.
fn slower(rows: Vec<Row>) -> Vec<&'static str> {
    rows.iter().filter(|row| row.ratio() > row.listed * SLACK).map(|row| row.name).collect()
}
