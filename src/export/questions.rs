//! Generated questions as a document for programs, a page to read, or cards to keep.

use std::fmt::Write as _;

use serde::Serialize;

use crate::model::{Direction, Question};
use crate::questions::{Coverage, Generated, Status};

/// Version of the JSON document.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    questions: &'a [Question],
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<&'a [Coverage]>,
}

/// Returns one JSON document with all questions, and the ledger if asked for.
///
/// # Errors
/// As serde_json: never for these types.
pub fn json(generated: &Generated, coverage: bool) -> serde_json::Result<String> {
    let coverage = coverage.then_some(generated.coverage.as_slice());
    let document = Document { schema_version: SCHEMA, questions: &generated.questions, coverage };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

/// Returns the questions as a reader would look through them, note by note.
pub fn text(generated: &Generated, coverage: bool) -> String {
    let mut out = String::new();
    let mut path = None;
    for question in &generated.questions {
        if path != Some(&question.source.path) {
            let _ = writeln!(out, "{}{}\n", if path.is_some() { "\n" } else { "" }, question.source.path);
            path = Some(&question.source.path);
        }
        let _ = writeln!(out, "{}", one(question));
    }
    if coverage {
        out.push_str(&ledger(generated));
    }
    out
}

/// Returns prompt, answer and place of one question.
fn one(question: &Question) -> String {
    let lines = if question.source.line == question.source.end_line {
        format!("line {}", question.source.line)
    } else {
        format!("lines {}-{}", question.source.line, question.source.end_line)
    };
    let answer = match question.direction {
        Direction::List => question.items.iter().map(|item| format!("\n     - {item}")).collect(),
        _ => format!(" {}", question.answer),
    };
    let choices: String = question.choices.iter().map(|choice| format!("\n     ( ) {choice}")).collect();
    format!("  Q: {}{choices}\n  A:{answer}\n     ({lines})\n", question.prompt)
}

/// Returns what became of every line, with the questions that a check refused.
fn ledger(generated: &Generated) -> String {
    let mut out = String::from("Coverage\n");
    let mut path = None;
    for row in &generated.coverage {
        if path != Some(&row.path) {
            let _ = writeln!(out, "\n{}", row.path);
            path = Some(&row.path);
        }
        let lines =
            if row.line == row.end_line { row.line.to_string() } else { format!("{}-{}", row.line, row.end_line) };
        let said = match row.status {
            Status::Asked => {
                format!("{} question{}", row.questions.len(), if row.questions.len() == 1 { "" } else { "s" })
            }
            Status::Covered => "part of other questions".to_owned(),
            Status::Skipped => format!("nothing: {}", row.reason.as_deref().unwrap_or("no rule fits")),
        };
        let _ = writeln!(out, "  {lines:>9}  {said}");
        for refused in generated
            .refused
            .iter()
            .filter(|refused| refused.path == row.path && (refused.line, refused.end_line) == (row.line, row.end_line))
        {
            let _ = writeln!(out, "             not asked: {} ({}: {})", refused.prompt, refused.check, refused.reason);
        }
    }
    out
}

/// Returns the questions as hand-written cards (`Q:` and `A:`), to be edited and kept as notes.
pub fn markdown(generated: &Generated) -> String {
    let mut out = String::new();
    let mut heading = None;
    for question in &generated.questions {
        let top = question.context.join(" > ");
        if heading.as_ref() != Some(&top) {
            if !top.is_empty() {
                let _ = writeln!(out, "## {top}\n");
            }
            heading = Some(top);
        }
        let _ = writeln!(out, "Q: {}\nA: {}\n", question.prompt, question.answer);
    }
    out
}
