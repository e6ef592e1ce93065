//! Columns of yes and no: which rows have the property.

use crate::model::Kind;
use crate::notes::{Block, Inline, Row};

use super::english::{base_of_third, is_plural, plural};
use super::table::is_idle;
use super::text::normal;
use super::{Fact, Facts, Lead, Relation};

/// Rows one can be asked to name.
const MOST: usize = 4;

/// Adds, for each column of yes and no, the rows that say yes, if they are few and not all.
pub(super) fn read(block: &Block, header: &[Inline], rows: &[Row], out: &mut Facts) {
    let Some(kind) = header.first().map(|cell| cell.text.trim()).filter(|name| is_kind(name)) else { return };
    for (column, head) in header.iter().enumerate().skip(1) {
        let values: Vec<String> =
            rows.iter().map(|row| row.cells.get(column).map_or_else(String::new, |cell| normal(&cell.text))).collect();
        let told = values.iter().all(|value| is_tick(value)) && values.iter().any(|value| is_yes(value));
        let Some(property) = property(head.text.trim()).filter(|_| told && !is_idle(&head.text)) else { continue };
        let held: Vec<(&Row, String)> = rows
            .iter()
            .zip(&values)
            .filter(|(_, value)| is_yes(value))
            .filter_map(|(row, _)| row.cells.first().map(|cell| (row, cell.text.trim().to_owned())))
            .collect();
        if !(2..=MOST).contains(&held.len()) || held.len() * 3 > rows.len() * 2 || rows.len() < 4 {
            continue;
        }
        out.facts.push(fact(block, kind, property, &head.text, rows, held, 0));
    }
}

fn fact(
    block: &Block,
    kind: &str,
    property: String,
    head: &str,
    rows: &[Row],
    held: Vec<(&Row, String)>,
    group: u32,
) -> Fact {
    let kind = plural(&kind.to_lowercase());
    let items: Vec<String> = held.iter().map(|(_, name)| name.clone()).collect();
    Fact {
        kind: Kind::List,
        evidence: format!("{kind} {property} {head} {}", items.join(" ")),
        subject: kind.clone(),
        relation: Relation::Members { lead: Lead::Which { kind, property } },
        object: items.join(", "),
        items,
        headings: block.headings.clone(),
        line: rows.first().map_or(block.line, |row| row.line),
        end_line: block.end_line,
        group,
        owner: None,
        example: None,
    }
}

fn is_kind(name: &str) -> bool {
    !name.is_empty()
        && name.split_whitespace().count() <= 2
        && !matches!(normal(name).as_str(), "name" | "item" | "key" | "thing" | "#")
}

/// Returns the property as a verb phrase: `have rings`, `are mutable`.
fn property(header: &str) -> Option<String> {
    let name = header.trim_end_matches('?').trim().to_lowercase();
    let (first, rest) = name.split_once(' ').unwrap_or((name.as_str(), ""));
    if let Some(base) = base_of_third(first).filter(|_| !is_plural(&name) || !rest.is_empty()) {
        return Some(format!("{base} {rest}").trim().to_owned());
    }
    let quality = ["able", "ible", "ed", "al", "ive", "ous", "ic", "ful", "less", "ary", "free", "bound", "safe"]
        .iter()
        .any(|ending| name.ends_with(ending) && name.len() > ending.len() + 1);
    match () {
        () if name.is_empty() || name.contains(['/', '(']) => None,
        () if quality => Some(format!("are {name}")),
        () if is_plural(&name) => Some(format!("have {name}")),
        () => None,
    }
}

/// Tells whether a value in normal form is a yes or no.
pub(super) fn is_tick(value: &str) -> bool {
    is_yes(value)
        || matches!(value, "no" | "false" | "✗" | "✘" | "partial" | "n" | "" | "none" | "never" | "❌" | "-" | "not")
}

fn is_yes(value: &str) -> bool {
    matches!(value, "yes" | "true" | "x" | "✓" | "✔" | "y" | "✅" | "☑")
}
