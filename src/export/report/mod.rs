//! The progress report: one page that needs nothing else, with a table beside every chart.
//!
//! No script, nothing loaded, a policy that forbids both; light and dark, printable. Every number
//! comes from [`Summary`] or from the exams, and stands in a `data` element with its exact value, so that a program
//! can read the page too.

mod chart;
mod coverage;
mod exams;
mod parts;
mod readiness;

use maud::{DOCTYPE, Markup, html};

use super::ExamRow;
use crate::exam::Expected;
use crate::stats::text::{percent, time};
use crate::stats::{NotePassages, Rate, Summary};

/// What the page may do: show itself.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// Returns the page. The exams are those that are over, the earliest first; what is expected is told
/// only where an exam is in sight.
pub fn report(
    summary: &Summary,
    passages: &[NotePassages],
    expected: Option<&Expected>,
    taken: &[ExamRow<'_>],
) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { "Progress, " (summary.today) }
                style { (chart::plain(include_str!("style.css"))) }
            }
            body { main {
                (head(summary))
                (parts::periods(summary))
                (parts::retention(summary))
                (parts::heatmap(summary))
                (parts::forecast(summary))
                (readiness::readiness(expected))
                (exams::exams(taken))
                (parts::cards(summary))
                (parts::decks(summary))
                (parts::hardest(summary))
                (parts::confusions(summary))
                (parts::calibration(summary))
                (coverage::coverage(summary, passages))
                footer { p class="soft" { "Made by askback from your own notes and answers. What each number means: docs/export.md." } }
            } }
        }
    };
    page.into_string()
}

/// Returns the title and the numbers that matter most.
fn head(summary: &Summary) -> Markup {
    let month = summary.periods.iter().find(|period| period.period == "30_days");
    let today = summary.forecast.first();
    let covered = summary.coverage.passages;
    let learnt = summary.cards.young + summary.cards.mature;
    html! {
        h1 { "Your progress" }
        p class="soft" { "On " time { (summary.today) } }
        ul class="tiles" {
            (tile(if summary.streak.days == 1 { "day in a row" } else { "days in a row" }, number(summary.streak.days), &format!("longest: {}", grouped(summary.streak.longest))))
            @if let Some(month) = month {
                (tile("answers in 30 days", number(month.totals.reviews), &format!("in {}", time_of(month.totals.answer_ms))))
                (tile("remembered in 30 days", rate(month.retention), "true retention, by Anki's definition"))
            }
            @if let Some(today) = today {
                (tile("due today", number(today.cards), &today.minutes.map_or_else(String::new, |m| format!("about {}", time(u64::from(m) * 60_000)))))
            }
            (tile("cards learnt", number(learnt), &format!("of {} in your notes", grouped(summary.cards.all()))))
            (tile("passages asked", number(covered.asked), &format!("of {} in your notes", grouped(covered.all()))))
        }
    }
}

fn tile(name: &str, value: Markup, more: &str) -> Markup {
    html! { li { b { (value) } span { (name) } @if !more.is_empty() { span { (more) } } } }
}

/// Returns a number with its exact value.
fn number(number: impl Into<u64>) -> Markup {
    let number = number.into();
    html! { data value=(number) { (grouped(number)) } }
}

/// Returns a rate as a percentage, with the exact share.
fn rate(rate: Rate) -> Markup {
    html! {
        @match rate.share() {
            Some(share) => data value=(share) title=(format!("{} of {}", rate.recalled, rate.asked)) { (percent(rate).replace(' ', "\u{a0}")) },
            None => "\u{2013}",
        }
    }
}

/// Returns a time with its exact milliseconds.
fn spent(ms: u64) -> Markup {
    html! { data value=(ms) { (time_of(ms)) } }
}

/// Returns a time, each number beside its unit where the line breaks.
fn time_of(ms: u64) -> String {
    let text = time(ms);
    let words: Vec<&str> = text.split(' ').collect();
    words.chunks(2).map(|number| number.join("\u{a0}")).collect::<Vec<_>>().join(" ")
}

/// Returns a number with its thousands apart.
fn grouped(number: impl Into<u64>) -> String {
    let digits = number.into().to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Returns a text of the learner's: apart from the writing around it, and without characters that
/// act on what is beside them.
fn said(text: &str) -> Markup {
    let clean: String = text
        .chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => ' ',
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect();
    html! { bdi { (clean) } }
}
