//! Counts with a bar and their numbers beside it.

use super::{DAYS_SHOWN, time};
use crate::stats::Summary;

/// Columns of the longest bar.
const LONGEST: usize = 36;

/// A count with what it is called and what is said beside it.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) count: u32,
    pub(super) note: String,
}

/// Returns what is due on the coming days, with the time it takes.
pub(super) fn forecast(summary: &Summary, width: usize) -> Vec<String> {
    let rows = summary.forecast.iter().take(DAYS_SHOWN).map(|day| Row {
        name: day.day.to_string(),
        count: day.cards,
        note: day.minutes.map_or_else(String::new, |minutes| time(u64::from(minutes) * 60_000)),
    });
    drawn("Due", &rows.collect::<Vec<_>>(), width)
}

/// Returns the reviewed cards by ease.
pub(super) fn ease(summary: &Summary, width: usize) -> Vec<String> {
    let reviewed: u32 = summary.ease.iter().map(|band| band.cards).sum();
    let rows = summary.ease.iter().map(|band| Row {
        name: format!("{} to {}", band.from, band.to),
        count: band.cards,
        note: super::share(f64::from(band.cards) / f64::from(reviewed.max(1))),
    });
    drawn("Ease", &rows.collect::<Vec<_>>(), width)
}

/// Returns a title and each count with its bar; a count of one is always seen. Nothing without rows.
pub(super) fn drawn(title: &str, rows: &[Row], width: usize) -> Vec<String> {
    if rows.is_empty() {
        return Vec::new();
    }
    let widest = |text: &dyn Fn(&Row) -> usize| rows.iter().map(text).max().unwrap_or(0);
    let most = widest(&|row| row.count as usize);
    let (names, counts, notes) = (widest(&|row| row.name.len()), most.to_string().len(), widest(&|row| row.note.len()));
    let room = width.saturating_sub(names + counts + notes + 8).clamp(1, LONGEST);
    let line = |row: &Row| {
        let length = (row.count as usize * room / most.max(1)).max(usize::from(row.count > 0));
        let Row { name, count, note } = row;
        format!("  {name:<names$}  {count:>counts$}  {note:>notes$}  {}", "#".repeat(length)).trim_end().to_owned()
    };
    std::iter::once(title.to_owned()).chain(rows.iter().map(line)).collect()
}
