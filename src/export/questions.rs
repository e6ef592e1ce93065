//! Generated questions as a document for programs, a page to read, or cards to keep.

use std::fmt::Write as _;

use serde::Serialize;

use crate::model::{Direction, Question};
use crate::notes::plain;
use crate::questions::{Coverage, Generated, Status};

/// Version of the JSON document.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    questions: &'a [Question],
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<&'a [Question]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<&'a [Coverage]>,
}

/// What is shown beside the questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// What became of every line.
    pub coverage: bool,
    /// What the budget left out.
    pub left_out: bool,
}

/// Returns one JSON document with all questions, and what is asked for beside them.
///
/// # Errors
/// As serde_json: never for these types.
pub fn json(generated: &Generated, beside: Beside) -> serde_json::Result<String> {
    let coverage = beside.coverage.then_some(generated.coverage.as_slice());
    let left_out = beside.left_out.then_some(generated.left_out.as_slice());
    let document = Document { schema_version: SCHEMA, questions: &generated.questions, left_out, coverage };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

/// Returns the questions as a reader would look through them, note by note.
pub fn text(generated: &Generated, beside: Beside) -> String {
    let mut out = by_note(&generated.questions);
    if beside.left_out && !generated.left_out.is_empty() {
        out.push_str("Left out by the budget, since each of these facts is asked otherwise\n\n");
        out.push_str(&by_note(&generated.left_out));
    }
    if beside.coverage {
        out.push_str(&ledger(generated));
    }
    out
}

fn by_note(questions: &[Question]) -> String {
    let mut out = String::new();
    let mut path = None;
    for question in questions {
        if path != Some(&question.source.path) {
            let _ = writeln!(out, "{}{}\n", if path.is_some() { "\n" } else { "" }, question.source.path);
            path = Some(&question.source.path);
        }
        let _ = writeln!(out, "{}", one(question));
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

/// Returns the questions as hand-written cards, to be edited and kept as notes: read again they give
/// the same prompts and answers under the same headings. hashcards reads them too; a rule parts
/// cards from the headings that follow, which it would else take for more of the answer.
pub fn markdown(generated: &Generated) -> String {
    let mut out = String::new();
    let mut above: &[String] = &[];
    for question in &generated.questions {
        if question.context != above {
            if !out.is_empty() {
                out.push_str("---\n\n");
            }
            let same = question.context.iter().zip(above).take_while(|(one, other)| one == other).count();
            // A path that is the beginning of the one before needs its last heading again.
            let from = same.min(question.context.len().saturating_sub(1));
            for (depth, heading) in question.context.iter().enumerate().skip(from) {
                let _ = writeln!(out, "{} {}\n", "#".repeat((depth + 1).min(6)), escaped(heading));
            }
            above = &question.context;
        }
        let _ = writeln!(out, "{}\n", card(question));
    }
    out
}

/// Returns one question as a card.
fn card(question: &Question) -> String {
    if question.direction == Direction::Cloze
        && question.prompt.matches('[').count() == 1
        && !question.answer.contains([']', '['])
        && let Some((before, after)) = question.prompt.split_once("[...]")
    {
        return format!("C: {}[{}]{}", escaped(before), escaped(&question.answer), escaped(after));
    }
    let right = |choice: &String| *choice == question.answer || question.items.contains(choice);
    let answer = if question.authored && !question.choices.is_empty() {
        let option = |choice: &String| format!("\n- [{}] {}", if right(choice) { 'x' } else { ' ' }, escaped(choice));
        question.choices.iter().map(option).collect()
    } else if question.items.len() > 1 {
        question.items.iter().map(|item| format!("\n- {}", escaped(item))).collect()
    } else if question.answer.contains('\n') {
        format!("\n```\n{}\n```", question.answer)
    } else {
        format!(" {}", escaped(&question.answer))
    };
    format!("Q: {}\nA:{answer}", escaped(&question.prompt.replace('\n', " ")))
}

/// Returns text so that Markdown gives it back: as it is where that is so, else with its signs
/// escaped.
fn escaped(text: &str) -> String {
    const SIGNS: [char; 10] = ['\\', '*', '_', '`', '[', ']', '<', '&', '~', '#'];
    let listed = text.split_once(['.', ')']).is_some_and(|(digits, rest)| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && rest.starts_with(' ')
    });
    if listed {
        return text.replacen(['.', ')'], if text.contains(')') && !text.contains('.') { "\\)" } else { "\\." }, 1);
    }
    let signed = text.contains(SIGNS) && !text.contains('$');
    if !signed || plain(text) == text.trim() && text.trim() == text {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 4);
    for character in text.chars() {
        if SIGNS.contains(&character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::notes::note;
    use crate::questions::generate;

    use super::*;

    /// Returns what a learner sees of each question, in order of the text.
    fn seen(text: &str) -> Vec<(Vec<String>, String, String, Vec<String>)> {
        let questions = generate(&[note("n.md", "n.md", text.as_bytes()).unwrap()]).questions;
        let mut seen: Vec<_> = questions
            .into_iter()
            .map(|question| (question.context, question.prompt, question.answer, question.items))
            .collect();
        seen.sort();
        seen
    }

    fn round_trip(text: &str) {
        let cards = markdown(&generate(&[note("n.md", "n.md", text.as_bytes()).unwrap()]));
        assert_eq!(seen(&cards), seen(text), "{cards}");
    }

    #[test]
    fn cards_written_out_give_the_same_questions_when_they_are_read_again() {
        for text in [
            include_str!("../../decks/cncf-sigs.md"),
            include_str!("../../decks/kubernetes-sigs.md"),
            include_str!("../../tests/hostile/every-form.md"),
            "# Code\n\n| Operator | Meaning |\n|---|---|\n| `*expr` | dereference |\n| `__init__` | makes an *instance* |\n| `a < b` | less than |\n",
            "# Order\n\nQ: Which year?\nA: 1. January\n\nQ: Loop?\nA:\n```\nfor x in y:\n    go()\n```\n",
        ] {
            round_trip(text);
        }
    }

    #[test]
    fn a_rule_parts_the_cards_from_the_next_heading_for_readers_that_know_no_headings() {
        let text = "# A\n\n## B\n\nQ: b?\nA: c\n\n## D\n\nQ: e?\nA: f\n";
        let cards = markdown(&generate(&[note("n.md", "n.md", text.as_bytes()).unwrap()]));
        assert_eq!(cards, "# A\n\n## B\n\nQ: b?\nA: c\n\n---\n\n## D\n\nQ: e?\nA: f\n\n");
    }
}
