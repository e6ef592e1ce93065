//! The laboratory: simulated learners, none of whom forgets as the planner thinks, learn for an
//! exam in several ways with the same minutes. `cargo run --release --example laboratory` prints
//! the tables; a number as argument sets how many learners each cell has.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "prints its tables")]

mod learners;
mod strategies;

use learners::{Family, Learner};
use strategies::{Result, Scenario, Strategy, learn};

/// Learners in each cell.
const LEARNERS: u64 = 30;

/// The exams; the last one has too little time for its cards.
const SCENARIOS: [Scenario; 5] = [
    Scenario { cards: 400, days: 60, minutes: 10 },
    Scenario { cards: 300, days: 30, minutes: 15 },
    Scenario { cards: 600, days: 60, minutes: 12 },
    Scenario { cards: 800, days: 120, minutes: 12 },
    Scenario { cards: 600, days: 30, minutes: 10 },
];

fn main() {
    let learners = std::env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(LEARNERS);
    println!("Share recalled on the day of the exam, in points; {learners} learners a cell, paired.");
    println!("SM-2 as it is; the others as the difference from it, with half the 95 % interval.");
    println!();
    let names: Vec<String> = Strategy::ALL.iter().map(|strategy| format!("{:>14}", strategy.name())).collect();
    println!("{:<18} {:<6}{}", "exam", "memory", names.join(""));
    for scenario in SCENARIOS {
        for family in Family::ALL {
            cell(scenario, family, learners);
        }
    }
    println!();
    println!("Exam: cards / days / minutes a day. In brackets: the same 30 days after the exam.");
    println!("Last column: what the memory model said of the planned learner the evening before, less the truth.");
}

/// Prints one row.
fn cell(scenario: Scenario, family: Family, learners: u64) {
    let rows = in_parallel(learners, |seed| {
        Strategy::ALL.map(|strategy| learn(strategy, scenario, Learner::drawn(family, scenario.cards, seed)))
    });
    let column =
        |strategy: usize, of: &dyn Fn(&Result) -> f64| rows.iter().map(|row| of(&row[strategy])).collect::<Vec<f64>>();
    let (at_exam, later) = (|result: &Result| result.at_exam, |result: &Result| result.a_month_later);
    let plain = (column(0, &at_exam), column(0, &later));
    let mut line =
        format!("{:<18} {:<6}", format!("{}/{}/{}", scenario.cards, scenario.days, scenario.minutes), family.name());
    line.push_str(&format!("{:>8.1} ({:>3.0})", mean(&plain.0), mean(&plain.1)));
    for strategy in 1..Strategy::ALL.len() {
        let less =
            |one: Vec<f64>, other: &[f64]| one.iter().zip(other).map(|(one, other)| one - other).collect::<Vec<f64>>();
        let gain = less(column(strategy, &at_exam), &plain.0);
        let month = less(column(strategy, &later), &plain.1);
        line.push_str(&format!(" {:>+5.1}±{:.1}({:>+3.0})", mean(&gain), half_interval(&gain), mean(&month)));
    }
    let off = column(3, &|result: &Result| result.forecast - result.at_exam);
    println!("{line}  {:>+5.1}", mean(&off));
}

/// Does the work of each seed on two threads; the order of the results is that of the seeds.
fn in_parallel<T: Send>(seeds: u64, work: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let half = |from: u64| (from..seeds).step_by(2).map(&work).collect::<Vec<T>>();
    std::thread::scope(|scope| {
        let odd = scope.spawn(|| half(1));
        let even = half(0);
        let odd = odd.join().expect("the other half ends");
        let mut odd = odd.into_iter();
        even.into_iter().flat_map(|row| std::iter::once(row).chain(odd.next())).collect()
    })
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

fn half_interval(numbers: &[f64]) -> f64 {
    let centre = mean(numbers);
    let variance =
        numbers.iter().map(|number| (number - centre).powi(2)).sum::<f64>() / (numbers.len() as f64 - 1.0).max(1.0);
    1.96 * (variance / numbers.len() as f64).sqrt()
}
