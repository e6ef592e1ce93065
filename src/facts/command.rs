//! One line of code under a line that says what it does: `To list all branches:`.

use crate::model::Kind;
use crate::notes::{Block, Inline};

use super::english::{bare, is_base_verb};
use super::{Fact, Facts, Relation};

/// Words a deed may have.
const LONGEST: usize = 12;

/// Reads a block of code with the paragraph before it; tells whether it is a command and its deed.
pub(super) fn read(block: &Block, language: &str, code: &str, lead: Option<&Inline>, out: &mut Facts) -> bool {
    let mut lines = code.lines().filter(|line| !line.trim().is_empty());
    let (Some(only), None) = (lines.next(), lines.next()) else { return false };
    let shell = matches!(
        language.trim(),
        "" | "sh" | "bash" | "zsh" | "shell" | "console" | "fish" | "powershell" | "cmd" | "sql"
    );
    let command = only.trim().trim_start_matches("$ ").trim();
    let Some(deed) = lead.and_then(|lead| deed(&lead.text)) else { return false };
    if !shell || command.starts_with('#') || command.split_whitespace().count() > 12 {
        return false;
    }
    let line = lead.and_then(|lead| lead.lines.last()).map_or(block.line, |(_, line)| *line);
    let group = out.group();
    out.facts.push(Fact {
        kind: Kind::Statement,
        evidence: format!("{deed} {command}"),
        subject: deed,
        relation: Relation::Command,
        object: command.to_owned(),
        items: Vec::new(),
        headings: block.headings.clone(),
        line: line.min(block.line),
        end_line: block.end_line,
        group,
        owner: None,
        example: None,
    });
    true
}

/// Returns what a lead-in says is done: `list all branches` for `To list all branches:`.
fn deed(lead: &str) -> Option<String> {
    let text = lead.trim();
    let text = text.rsplit(". ").next().unwrap_or(text);
    let announced = text.ends_with(':');
    let text = text.trim_end_matches([':', '.']).trim();
    let text = text
        .split_once(", ")
        .filter(|(_, rest)| ["run", "use", "type", "enter"].contains(&rest.split_whitespace().next().unwrap_or("")))
        .map_or(text, |(deed, _)| deed);
    let purpose = text.strip_prefix("To ").or_else(|| text.strip_prefix("to "));
    let deed = purpose.unwrap_or(text);
    let first = bare(deed.split_whitespace().next()?);
    let empty =
        ["run", "use", "type", "enter", "see", "try", "execute", "add", "note", "set", "do"].contains(&first.as_str());
    let words = deed.split_whitespace().count();
    let pointing = deed.split_whitespace().map(bare).any(|word| {
        matches!(
            word.as_str(),
            "this" | "these" | "that" | "it" | "following" | "your" | "you" | "above" | "below" | "them"
        )
    });
    let fine = is_base_verb(&first) && (2..=LONGEST).contains(&words) && !pointing && (!empty || purpose.is_some());
    (fine && (announced || purpose.is_some())).then(|| deed.to_owned())
}
