//! The parts of the summary as tables of 76 columns and more.

use super::{
    CONFUSIONS_SHOWN, HARD_SHOWN, REASONS_SHOWN, counted, cut, days, filled, more_decks, name, percent, period_name,
    share, shown_decks, time, trouble,
};
use crate::stats::{GroupPeriod, Hard, Period, Rate, Summary};

/// Columns of the names of rows.
const NAMES: usize = 16;

/// Columns of the numbers of a deck.
const NUMBERS: usize = 44;

/// Returns what was done, a column for each period.
pub(super) fn periods(periods: &[Period]) -> Vec<String> {
    let column = 60 / periods.len().max(1);
    let row = |name: &str, cell: &dyn Fn(&Period) -> String| {
        periods.iter().fold(format!("{name:<NAMES$}"), |line, period| format!("{line}{:>column$}", cell(period)))
    };
    let heading = |period: &Period| period.from.map_or_else(|| period_name(period), |from| from.to_string());
    let mut rows = vec![
        row("", &heading),
        row("Answers", &|period| period.totals.reviews.to_string()),
        row("  new cards", &|period| period.totals.learn.to_string()),
        row("  drills", &|period| period.totals.redrill.to_string()),
        row("  lapses", &|period| period.totals.lapses.to_string()),
        row("Time", &|period| time(period.totals.answer_ms)),
        row("Days studied", &|period| period.days_studied.to_string()),
        row("True retention", &|period| percent(period.retention)),
        row("  young", &|period| percent(period.totals.young)),
        row("  mature", &|period| percent(period.totals.mature)),
    ];
    if periods.iter().any(|period| period.from.is_some()) {
        rows.insert(0, row("", &|period| if period.from.is_some() { "since".to_owned() } else { String::new() }));
    }
    rows
}

/// Returns the streak and where the cards stand.
pub(super) fn standing(summary: &Summary) -> Vec<String> {
    let (streak, cards) = (&summary.streak, &summary.cards);
    let hint = if streak.studied_today || streak.days == 0 { "" } else { "; nothing answered yet today" };
    let floor = summary.share_at_lowest_ease.map_or_else(String::new, |part| format!(" ({})", share(part)));
    let mut lines = vec![
        format!("Streak  {} (longest {}){hint}", days(streak.days), days(streak.longest)),
        format!(
            "Cards   {} new, {} young, {} mature, {} suspended, {} buried",
            cards.new, cards.young, cards.mature, cards.suspended, cards.buried
        ),
        format!(
            "Lapses  {}; leeches {}; at the lowest ease {}{floor}",
            cards.lapses, cards.leeches, cards.at_lowest_ease
        ),
    ];
    if let Some(ms) = summary.pace.ms_per_review {
        let tenths = (ms + 50) / 100;
        lines.push(format!("Pace    {}.{} s a review, with the drills it leads to", tenths / 10, tenths % 10));
    }
    lines
}

/// Returns a row for each deck, and for each of its sections if they are there.
pub(super) fn decks(summary: &Summary, width: usize) -> Vec<String> {
    let (decks, more) = shown_decks(summary);
    if decks.is_empty() {
        return Vec::new();
    }
    let names = width.min(80) - 2 - NUMBERS;
    let heading = format!(
        "{}{:>6}{:>6}{:>9}{:>12}{:>11}",
        filled("Decks", names + 2),
        "cards",
        "due",
        "answers",
        "time",
        "retention"
    );
    let mut lines = vec![heading];
    for deck in decks {
        lines.push(numbered(&format!("  {}", name(&deck.deck, names)), &deck.cards, &deck.periods));
        for section in &deck.sections {
            let label =
                if section.headings.is_empty() { "(no heading)".to_owned() } else { section.headings.join(" > ") };
            lines.push(numbered(&format!("    {}", name(&label, names - 2)), &section.cards, &section.periods));
        }
    }
    lines.extend(more_decks(more));
    lines
}

/// Returns a label of a deck or section with its numbers.
fn numbered(label: &str, cards: &crate::stats::CardCounts, periods: &[GroupPeriod]) -> String {
    let ever = periods.iter().find(|period| period.period == "all");
    let answers = ever.map_or(0, |period| period.reviews);
    let spent = ever.map_or_else(|| "-".to_owned(), |period| time(period.answer_ms));
    let retention = ever.map_or_else(|| "-".to_owned(), |period| percent(period.retention));
    format!("{label}{:>6}{:>6}{answers:>9}{spent:>12}{retention:>11}", cards.all(), cards.due)
}

/// Returns the cards forgotten most often with their lines in the notes.
pub(super) fn hardest(hardest: &[Hard], width: usize) -> Vec<String> {
    if hardest.is_empty() {
        return Vec::new();
    }
    let mut lines = vec!["Hardest cards".to_owned()];
    for hard in hardest.iter().take(HARD_SHOWN) {
        lines.push(format!("  {}", cut(format!("{:<17} {}", trouble(hard), hard.prompt).trim_end(), width - 2)));
        lines.push(format!("{:20}{}", "", name(&format!("{}:{}", hard.path, hard.line), width - 20).trim_end()));
    }
    lines
}

/// Returns what was taken for each other.
pub(super) fn confusions(summary: &Summary, width: usize) -> Vec<String> {
    let told = summary.confusions.iter().take(CONFUSIONS_SHOWN);
    let mut lines: Vec<String> = told
        .map(|confusion| {
            cut(&format!("  {:>3} times  {} / {}", confusion.times, confusion.one, confusion.other), width)
        })
        .collect();
    if !lines.is_empty() {
        lines.insert(0, "Taken for each other".to_owned());
    }
    lines
}

/// Returns what became of options that were chosen and right.
pub(super) fn calibration(summary: &Summary) -> Vec<String> {
    if summary.calibration.iter().all(|row| row.chosen == 0) {
        return Vec::new();
    }
    let mut lines = vec!["Right choices        chosen   asked again   recalled then".to_owned()];
    for row in &summary.calibration {
        let rate = Rate { asked: row.asked_again, recalled: row.recalled };
        let word = row.confidence.word();
        lines.push(format!("  {word:<15}{:>10}{:>14}{:>16}", row.chosen, row.asked_again, percent(rate)));
    }
    lines
}

/// Returns how far the notes were asked.
pub(super) fn coverage(summary: &Summary) -> Vec<String> {
    let covered = summary.coverage.passages;
    if covered.all() == 0 {
        return Vec::new();
    }
    let mut lines = vec![
        format!("Notes   {}", counted(covered.all(), "passage")),
        format!("{:>9} asked", covered.asked),
        format!("{:>9} never asked yet", covered.never_asked),
        format!("{:>9} cannot be asked", covered.cannot_be_asked),
    ];
    let reasons = summary.coverage.reasons.iter().take(REASONS_SHOWN);
    lines.extend(reasons.map(|reason| format!("{:>13} {}", reason.passages, cut(&reason.reason, 60))));
    lines
}
