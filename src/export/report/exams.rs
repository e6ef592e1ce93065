//! The mock exams on the page: each score beside its pass mark, and the domains of the latest.

use maud::{Markup, html};

use super::chart::{self, Point};
use super::{number, said};
use crate::exam::whole_percent;
use crate::export::ExamRow;

/// Exams on the page, the latest; a page for reading needs no more.
const EXAMS: usize = 12;

/// Returns the exams that are over, which come the earliest first.
pub(super) fn exams(taken: &[ExamRow<'_>]) -> Markup {
    let more = taken.len().saturating_sub(EXAMS);
    let latest = taken.get(more..).unwrap_or_default();
    let Some(last) = latest.last() else { return html! {} };
    html! {
        h2 { "Your mock exams" }
        p { "The score counts each domain by its weight in the exam." }
        div class="card scroll" { (scores(latest)) }
        div class="pair" {
            @if latest.len() > 1 {
                figure class="card" {
                    h3 { "Scores, the latest at the right" }
                    (chart::curve("Score of each mock exam, in percent", &latest.iter().map(point).collect::<Vec<_>>()))
                }
            }
            div class="card scroll" { (domains(last)) }
        }
        @if more > 0 { p class="soft" { "and " (more) " earlier, in " code { "askback exam history" } } }
    }
}

fn point(exam: &ExamRow<'_>) -> Point {
    let (day, score) = (exam.started.day.to_string(), exam.outcome.score);
    let told = format!("{}, {day}: {} %", exam.paper.name, whole_percent(score));
    Point { name: day[5..].to_owned(), height: Some(f64::from(whole_percent(score)) / 100.0), told }
}

/// Returns the exams as a table, the newest first.
fn scores(exams: &[ExamRow<'_>]) -> Markup {
    html! { table id="exams" {
        thead { tr {
            th scope="col" { "Day" } th scope="col" class="text" { "Exam" } th scope="col" { "Right" }
            th scope="col" { "Score" }
        } }
        tbody { @for exam in exams.iter().rev() { tr {
            th scope="row" class="num" { (exam.started.day) }
            td class="text" { (said(&exam.paper.name)) div class="soft" { (passed(exam)) } }
            td class="num" { (number(exam.outcome.right as u64)) " of " (number(exam.outcome.questions as u64)) }
            td class="num" { (exact(exam.outcome.score)) }
        } } }
    } }
}

/// Returns the domains of one exam as a table.
fn domains(exam: &ExamRow<'_>) -> Markup {
    html! { table id="domains" {
        caption { "Domains of the exam of " (exam.started.day) }
        thead { tr { th scope="col" class="text" { "Domain" } th scope="col" { "Right" } th scope="col" { "Score" } } }
        tbody { @for domain in &exam.outcome.domains { tr {
            th scope="row" class="text" { (said(&domain.name)) }
            td class="num" { (number(domain.right as u64)) " of " (number(domain.questions as u64)) }
            td class="num" { @if let Some(score) = domain.score { (exact(score)) } @else { "\u{2013}" } }
        } } }
    } }
}

fn passed(exam: &ExamRow<'_>) -> String {
    let word = if exam.outcome.passed { "passed" } else { "not passed" };
    format!("{word}, {} % needed", exam.paper.pass_mark)
}

/// Returns a score in whole percent with its exact value.
fn exact(score: f64) -> Markup {
    html! { data value=(score) { (whole_percent(score)) "\u{a0}%" } }
}
