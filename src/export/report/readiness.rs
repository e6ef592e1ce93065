//! What score to expect of the coming exam: as a range beside the pass mark, and by domain.

use maud::{Markup, html};

use super::chart::{self, Range};
use super::{number, said};
use crate::exam::{Expected, Readiness, whole_percent};

/// Returns the score to expect; nothing where no exam is in sight.
pub(super) fn readiness(expected: Option<&Expected>) -> Markup {
    let Some(expected) = expected else { return html! {} };
    html! {
        h2 { "What you could expect of the exam" }
        @if let Some(today) = &expected.today {
            p { (said(&expected.blueprint)) ": " (number(expected.seen as u64)) " of its " (number(expected.questions as u64))
                " questions in your notes were seen. Each bar is the range that holds the score nine times of ten." }
            div class="pair" {
                figure class="card" {
                    h3 { "Expected score, in percent" }
                    (chart::ranges("Expected score as a range, beside the pass mark", &ranges(expected, today), expected.pass_mark))
                }
                div class="card scroll" { (scores(expected, today)) }
            }
            div class="card scroll" { (domains(expected)) }
            details { summary { "How this is reckoned" } p class="soft" { (expected.method) } }
        } @else {
            p { "Not yet: a score is told from " (number(expected.answers_needed as u64))
                " first answers of a day on, before that it would be a guess. So far there are " (number(expected.answers as u64)) "." }
        }
    }
}

fn ranges(expected: &Expected, today: &Readiness) -> Vec<Range> {
    let range = |name: String, told: &Readiness| Range {
        told: format!("{name}: {} to {} percent", whole_percent(told.low), whole_percent(told.high)),
        name,
        low: told.low,
        middle: told.expected,
        high: told.high,
    };
    let then = expected.exam_date.zip(expected.on_the_day.as_ref());
    let now = range("today".to_owned(), today);
    std::iter::once(now).chain(then.map(|(date, told)| range(date.to_string(), told))).collect()
}

fn scores(expected: &Expected, today: &Readiness) -> Markup {
    let row = |name: &str, told: &Readiness| {
        html! { tr {
            th scope="row" { (name) }
            td class="num" { (percent(told.expected)) }
            td class="num" { (percent(told.low)) " to " (percent(told.high)) }
        } }
    };
    html! { table id="readiness" {
        caption { "The pass mark is " (percent(expected.pass_mark)) "." }
        thead { tr { th scope="col" { "If the exam" } th scope="col" { "Score" } th scope="col" { "Range" } } }
        tbody {
            (row("were today", today))
            @if let Some((date, told)) = expected.exam_date.zip(expected.on_the_day.as_ref()) {
                (row(&format!("is on {date} and the plan is kept"), told))
            }
        }
    } }
}

/// Returns the domains as a table; the day of the exam has a column only if there is one.
fn domains(expected: &Expected) -> Markup {
    let planned = expected.on_the_day.is_some();
    let share = |share: Option<f64>, questions: usize| {
        html! { @match share.filter(|_| questions > 0) { Some(share) => (percent(share)), None => "\u{2013}" } }
    };
    html! { table id="readiness-domains" {
        thead { tr {
            th scope="col" class="text" { "Domain" } th scope="col" { "Weight" } th scope="col" { "Seen" } th scope="col" { "Today" }
            @if planned { th scope="col" { "On the day" } }
        } }
        tbody { @for domain in &expected.domains { tr {
            th scope="row" class="text" { (said(&domain.name)) }
            td class="num" { data value=(domain.weight) { (domain.weight) } }
            td class="num" { (number(domain.seen as u64)) " of " (number(domain.questions as u64)) }
            td class="num" { (share(domain.today, domain.questions)) }
            @if planned { td class="num" { (share(domain.on_the_day, domain.questions)) } }
        } } }
    } }
}

/// Returns a share in whole percent with its exact value.
fn percent(share: f64) -> Markup {
    html! { data value=(share) { (whole_percent(share)) "\u{a0}%" } }
}
