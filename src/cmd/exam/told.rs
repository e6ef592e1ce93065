//! The result of an exam, in words.

use super::super::{World, counted, filled, widest};
use super::past;
use crate::error::Problem;
use crate::exam::{DomainScore, Item, Outcome, Sitting, whole_percent};
use crate::store::Store;
use crate::terminal::Tone;

/// Earlier exams that a result is compared with.
const COMPARED: usize = 5;

/// Says how an exam went: score, domains, time, earlier ones, what was missed, and what that means
/// for the schedule.
pub(super) fn result(sitting: &Sitting, store: &Store, world: &mut World<'_>) -> Result<(), Problem> {
    let Some(outcome) = sitting.kept() else {
        return Err(Problem::failed("the result of this exam cannot be read by this version")
            .hinted("install the newer askback"));
    };
    score(sitting, &outcome, world)?;
    time(sitting, &outcome, world)?;
    compared(sitting, &outcome, store, world)?;
    missed(sitting, &outcome, world)?;
    consequence(sitting, &outcome, world)
}

fn score(sitting: &Sitting, outcome: &Outcome, world: &mut World<'_>) -> Result<(), Problem> {
    let (verdict, tone) = if outcome.passed { ("passed", Tone::Right) } else { ("not passed", Tone::Wrong) };
    let mark = sitting.paper.pass_mark;
    world.screen.hanging(
        "Result: ",
        tone,
        &format!(
            "{}, {} of {} right; {verdict} (the mark is {mark} %)",
            percent(outcome.score),
            outcome.right,
            outcome.questions
        ),
    )?;
    let width = widest(outcome.domains.iter().map(|domain| &*domain.name));
    for domain in &outcome.domains {
        let told = domain_told(domain, mark);
        world.screen.hanging(&format!("  {}  ", filled(&domain.name, width)), Tone::Plain, &told)?;
    }
    if outcome.domains.len() > 1 {
        world.screen.say("The score is the mean of the domains by their weights.")?;
    }
    Ok(())
}

fn domain_told(domain: &DomainScore, mark: u32) -> String {
    let DomainScore { right, questions, score, .. } = domain;
    match score {
        None => "no questions".to_owned(),
        Some(score) => {
            let below = if whole_percent(*score) < mark { "  below the mark" } else { "" };
            format!("{right:>3} of {questions:<3} {:>5}{below}", percent(*score))
        }
    }
}

fn time(sitting: &Sitting, outcome: &Outcome, world: &mut World<'_>) -> Result<(), Problem> {
    let questions = u64::try_from(outcome.questions.max(1)).unwrap_or(1);
    let each = |ms: u64| format!("{} s", (ms / questions + 500) / 1000);
    let taken = clock(outcome.taken_ms);
    let budget = sitting.paper.limit_ms();
    let of = budget.map(|limit| format!(" of {}", clock(limit))).unwrap_or_default();
    let allowed = budget.map(|limit| format!(" (there were {})", each(limit))).unwrap_or_default();
    world.screen.say(&format!("Time: {taken}{of}, {} a question{allowed}.", each(outcome.taken_ms)))?;
    let mut slow: Vec<(usize, u64)> = (1..).zip(sitting.given.iter().map(|given| given.spent_ms)).collect();
    slow.sort_by_key(|(number, spent)| (std::cmp::Reverse(*spent), *number));
    let over: Vec<String> = slow
        .iter()
        .filter(|(_, spent)| budget.is_some_and(|limit| *spent > limit / questions))
        .take(3)
        .map(|(number, spent)| format!("question {number} ({})", clock(*spent)))
        .collect();
    if !over.is_empty() {
        world.screen.say(&format!("Longest over that: {}.", over.join(", ")))?;
    }
    Ok(())
}

/// Sets the score beside those of earlier exams by the same blueprint.
fn compared(sitting: &Sitting, outcome: &Outcome, store: &Store, world: &mut World<'_>) -> Result<(), Problem> {
    let earlier = |other: &&Sitting| {
        other.paper.name == sitting.paper.name && (other.begun.at_ms, other.id) < (sitting.begun.at_ms, sitting.id)
    };
    let all = past::all(store)?;
    let before: Vec<Outcome> = all.iter().filter(earlier).filter_map(Sitting::kept).collect();
    let Some(last) = before.last() else { return Ok(()) };
    let row: Vec<String> = before.iter().rev().take(COMPARED).rev().map(|earlier| percent(earlier.score)).collect();
    let moved = (outcome.score - last.score) * 100.0;
    let points = format!("{:+.0} points", if moved.abs() < 0.5 { 0.0 } else { moved });
    world.screen.say(&format!("Earlier: {}; now {} ({points}).", row.join(", "), percent(outcome.score)))?;
    Ok(())
}

fn missed(sitting: &Sitting, outcome: &Outcome, world: &mut World<'_>) -> Result<(), Problem> {
    let misses: Vec<usize> =
        (0..outcome.marks.len()).filter(|place| outcome.marks.get(*place) == Some(&false)).collect();
    if misses.is_empty() {
        return Ok(());
    }
    world.screen.gap()?;
    world.screen.say(&format!("Missed ({}):", misses.len()))?;
    for place in misses {
        let Some((item, given)) = sitting.paper.items.get(place).zip(sitting.given.get(place)) else { continue };
        world.screen.gap()?;
        world.screen.hanging(&format!("{}. ", place + 1), Tone::Plain, &item.prompt)?;
        let yours = given.answer.as_deref().map_or_else(|| "(open)".to_owned(), |given| answer(item, given));
        world.screen.hanging("   Yours: ", Tone::Wrong, &yours)?;
        world.screen.hanging("   Right: ", Tone::Right, &right(item))?;
        let source = &item.source;
        for (number, line) in (source.line..).zip(&item.lines) {
            let place = if item.lines.len() > 1 {
                format!("{}:{number}", source.path)
            } else {
                format!("{}:{}", source.path, source.line)
            };
            world.screen.hanging(&format!("   {place}: "), Tone::Quiet, line.trim())?;
        }
    }
    Ok(())
}

/// Says what the exam does to the schedule: the one rule between the two.
fn consequence(sitting: &Sitting, outcome: &Outcome, world: &mut World<'_>) -> Result<(), Problem> {
    let by_clock = sitting.handed_in.as_ref().is_some_and(|(_, by_clock)| *by_clock);
    let counted_miss = |place: usize| {
        outcome.marks.get(place) == Some(&false)
            && (!by_clock || sitting.given.get(place).is_some_and(|given| given.answer.is_some()))
    };
    let misses = (0..outcome.marks.len()).filter(|place| counted_miss(*place)).count();
    world.screen.gap()?;
    let text = if !sitting.paper.misses_due {
        "Your schedule is as it was: the exam was set to change nothing.".to_owned()
    } else if misses == 0 {
        let why = if by_clock { "what the clock cut off changes nothing" } else { "right answers change nothing" };
        format!("Your schedule is as it was: {why}.")
    } else {
        let cards = counted(misses, "missed card");
        let open = if by_clock { " What the clock cut off changes nothing." } else { "" };
        format!("{cards} are due today:  askback study   Right answers change nothing.{open}")
            .replacen("1 missed card are", "1 missed card is", 1)
    };
    world.screen.say(&text)?;
    Ok(())
}

/// Returns an answer as a learner reads it: an option with its letter.
pub(super) fn answer(item: &Item, given: &str) -> String {
    item.option(given).map_or_else(|| given.to_owned(), |option| format!("{given}) {option}"))
}

/// Returns the right answer, an option with its letter.
fn right(item: &Item) -> String {
    let lettered = item.lettered().find(|(_, option)| *option == item.answer);
    lettered.map_or_else(|| item.answer.clone(), |(letter, option)| format!("{letter}) {option}"))
}

/// Returns a score in percent, as it is told.
pub(super) fn percent(share: f64) -> String {
    format!("{} %", whole_percent(share))
}

/// Returns a time in hours, minutes and seconds: `1:30:00`, `4:05`.
pub(super) fn clock(ms: u64) -> String {
    let seconds = ms / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_below_the_mark_never_reads_as_the_mark() {
        let shares = [(0.7499, "74 %"), (0.75, "75 %"), (1.0, "100 %"), (0.0, "0 %"), (45.0 / 60.0, "75 %")];
        for (share, expected) in shares {
            assert_eq!(percent(share), expected);
        }
    }

    #[test]
    fn time_reads_as_on_a_clock() {
        let times = [(0, "0:00"), (65_000, "1:05"), (5_400_000, "1:30:00"), (3_599_999, "59:59")];
        for (ms, expected) in times {
            assert_eq!(clock(ms), expected);
        }
    }
}
