//! The map of the notes: which lines were asked, which never, and which cannot be.

use maud::{Markup, html};

use super::{chart, number, said};
use crate::stats::{NotePassages, Reach, Summary};

/// Notes that are drawn, those with most passages first.
const NOTES: usize = 40;

/// Cells of a strip.
const CELLS: u32 = 90;

/// Returns how far the notes were asked.
pub(super) fn coverage(summary: &Summary, notes: &[NotePassages]) -> Markup {
    let covered = summary.coverage.passages;
    if covered.all() == 0 {
        return html! {};
    }
    let mut drawn: Vec<&NotePassages> = notes.iter().collect();
    drawn.sort_by_key(|note| std::cmp::Reverse(note.passages.len()));
    let more = drawn.len().saturating_sub(NOTES);
    drawn.truncate(NOTES);
    html! {
        h2 { "Your notes, line by line" }
        p { "Each strip is a note from its first line to its last." }
        div class="pair" {
            div class="card" { table id="coverage" { tbody {
                tr { th scope="row" { (chart::square("asked")) "Asked" } td { (number(covered.asked)) } }
                tr { th scope="row" { (chart::square("never")) "Never asked yet" } td { (number(covered.never_asked)) } }
                tr { th scope="row" { (chart::square("silent")) "Cannot be asked" } td { (number(covered.cannot_be_asked)) } }
            } } }
            @if !summary.coverage.reasons.is_empty() {
                div class="card" { table id="reasons" {
                    caption { "Why passages cannot be asked" }
                    tbody { @for reason in &summary.coverage.reasons {
                        tr { th scope="row" class="text" { (said(&reason.reason)) } td { (number(reason.passages)) } }
                    } }
                } }
            }
        }
        div class="pair" { @for note in drawn { (strip(note)) } }
        @if more > 0 { p class="soft" { "and " (more) " more notes" } }
    }
}

fn strip(note: &NotePassages) -> Markup {
    let last = note.passages.iter().map(|passage| passage.end_line).max().unwrap_or(1).max(1);
    let count = |wanted: &dyn Fn(&Reach) -> bool| note.passages.iter().filter(|passage| wanted(&passage.reach)).count();
    let (asked, never) = (count(&|reach| *reach == Reach::Asked), count(&|reach| *reach == Reach::NeverAsked));
    let silent = note.passages.len() - asked - never;
    let title = format!("{}: {asked} passages asked, {never} never asked yet, {silent} cannot be asked", note.path);
    html! { figure class="card" {
        h3 { (said(&note.deck)) }
        (chart::strip(&title, &cells(note, last)))
        figcaption { (asked) " asked, " (never) " never yet, " (silent) " cannot be" }
    } }
}

/// Returns the cells of a strip; where passages share one, the one less asked is seen.
fn cells(note: &NotePassages, last: u32) -> Vec<&'static str> {
    let cell = |line: u32| {
        usize::try_from(u64::from(line.saturating_sub(1)) * u64::from(CELLS) / u64::from(last)).unwrap_or(0)
    };
    let mut cells = vec![""; CELLS as usize];
    for wanted in ["asked", "silent", "never"] {
        for passage in &note.passages {
            let class = match passage.reach {
                Reach::Asked => "asked",
                Reach::NeverAsked => "never",
                Reach::Silent(_) => "silent",
            };
            if class == wanted {
                let end = cell(passage.end_line.saturating_add(1)).max(cell(passage.line) + 1).min(cells.len());
                cells[cell(passage.line).min(end)..end].fill(class);
            }
        }
    }
    cells
}
