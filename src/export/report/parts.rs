//! The sections of the page that come from the summary alone.

use std::collections::BTreeMap;

use chrono::Datelike;
use maud::{Markup, html};

use super::chart::{self, Cell, Point};
use super::{number, rate, said, spent};
use crate::model::Day;
use crate::stats::text::{percent, period_name, share};
use crate::stats::{DeckNumbers, GroupPeriod, Period, Rate, Summary};

/// Decks that have a curve of their own.
const CURVES: usize = 12;

/// Decks in the table; a page for reading needs no more.
const DECKS: usize = 60;

/// Weeks in one half of the map of the year.
const HALF: i32 = 27;

/// Returns what was done in each period.
pub(super) fn periods(summary: &Summary) -> Markup {
    let row = |name: &str, cell: &dyn Fn(&Period) -> Markup| {
        html! { tr { th scope="row" { (name) } @for period in &summary.periods { td class="num" { (cell(period)) } } } }
    };
    html! {
        h2 { "What you did" }
        div class="card scroll" { table id="periods" {
            thead { tr { td {} @for period in &summary.periods { th scope="col" { (period_name(period)) } } } }
            tbody {
                (row("Answers", &|period| number(period.totals.reviews)))
                (row("New cards", &|period| number(period.totals.learn)))
                (row("Forgotten", &|period| number(period.totals.lapses)))
                (row("Time", &|period| spent(period.totals.answer_ms)))
                (row("Days studied", &|period| number(period.days_studied)))
                (row("True retention", &|period| rate(period.retention)))
                (row("of young cards", &|period| rate(period.totals.young)))
                (row("of mature cards", &|period| rate(period.totals.mature)))
            }
        } }
    }
}

/// Returns how much was remembered, by month, of all and of each deck.
pub(super) fn retention(summary: &Summary) -> Markup {
    if summary.months.is_empty() {
        return html! {};
    }
    let points: Vec<Point> = summary.months.iter().map(|month| point(&month.month, month.retention)).collect();
    let mut decks: Vec<&DeckNumbers> = summary.decks.iter().filter(|deck| !deck.months.is_empty()).collect();
    decks.sort_by_key(|deck| std::cmp::Reverse(deck.months.iter().map(|month| month.retention.asked).sum::<u32>()));
    decks.truncate(CURVES);
    html! {
        h2 { "What you remembered" }
        p { "Of the cards that came back on their day, the share you still knew. A card counts once a day, with its first answer." }
        div class="pair" {
            figure class="card" {
                h3 { "All decks, by month" }
                (chart::curve("True retention by month, in percent", &points))
            }
            div class="card scroll" { table id="months" {
                thead { tr { th scope="col" { "Month" } th scope="col" { "Reviews" } th scope="col" { "Remembered" } } }
                tbody { @for month in &summary.months {
                    tr { th scope="row" { (month.month) } td { (number(month.retention.asked)) } td { (rate(month.retention)) } }
                } }
            } }
        }
        @if decks.len() > 1 {
            div class="small" { @for deck in &decks { (curve_of(deck, summary)) } }
            details { summary { "Every deck by month, in numbers" } (deck_months(&decks, summary)) }
        }
    }
}

fn point(month: &str, retention: Rate) -> Point {
    let name = if month.ends_with("-01") { month[..4].to_owned() } else { month[5..].to_owned() };
    Point {
        name,
        height: retention.share(),
        told: format!("{month}: {} of {} reviews", percent(retention), retention.asked),
    }
}

fn curve_of(deck: &DeckNumbers, summary: &Summary) -> Markup {
    let rates: BTreeMap<&str, Rate> = deck.months.iter().map(|month| (&*month.month, month.retention)).collect();
    let shares: Vec<Option<f64>> =
        summary.months.iter().map(|month| rates.get(&*month.month).and_then(|rate| rate.share())).collect();
    let all = rates.values().fold(Rate::default(), |sum, rate| sum.with(*rate));
    html! { figure class="card" {
        h3 { (said(&deck.deck)) }
        (chart::spark(&format!("True retention of {} by month", deck.deck), &shares))
        figcaption { (percent(all)) " of " (all.asked) " reviews" }
    } }
}

fn deck_months(decks: &[&DeckNumbers], summary: &Summary) -> Markup {
    html! { div class="scroll" { table id="deck-months" {
        thead { tr { th scope="col" class="text" { "Deck" } @for month in &summary.months { th scope="col" { (month.month) } } } }
        tbody { @for deck in decks { tr {
            th scope="row" class="text" { (said(&deck.deck)) }
            @for month in &summary.months {
                td class="num" { @if let Some(found) = deck.months.iter().find(|known| known.month == month.month) { (rate(found.retention)) } }
            }
        } } }
    } } }
}

/// Returns the last year as a map, in two halves that can be read on a telephone.
pub(super) fn heatmap(summary: &Summary) -> Markup {
    let heatmap = &summary.heatmap;
    if heatmap.days.is_empty() {
        return html! {};
    }
    let monday = heatmap.to.plus(-heatmap.to.weekday().cast_signed());
    let starts = [monday.plus(7 * (1 - 2 * HALF)), monday.plus(7 * (1 - HALF))];
    html! {
        h2 { "When you studied" }
        div class="pair" { @for start in starts { figure class="card" { (half(summary, start)) } } }
        ul class="key" {
            li { (chart::square("l0")) "nothing" } li { (chart::square("l1")) "few answers" } li { (chart::square("l4")) "most" }
            @if !heatmap.rest.is_empty() { li { (chart::square("rest")) "free" } }
        }
        details { summary { "By month, in numbers" } (months_studied(summary)) }
    }
}

fn half(summary: &Summary, start: Day) -> Markup {
    let heatmap = &summary.heatmap;
    let most = heatmap.days.iter().map(|day| day.reviews).max().unwrap_or(1);
    let counts: BTreeMap<Day, u32> = heatmap.days.iter().map(|day| (day.day, day.reviews)).collect();
    let days = (0..7 * HALF).map(|ahead| (ahead, start.plus(ahead)));
    let cells: Vec<Cell> = days
        .clone()
        .filter(|(_, day)| heatmap.from <= *day && *day <= heatmap.to)
        .map(|(ahead, day)| {
            let count = counts.get(&day).copied().unwrap_or(0);
            let class = match count {
                0 if heatmap.rest.contains(&day) => "rest",
                0 => "l0",
                _ => ["l1", "l2", "l3", "l4"][((count * 4).div_ceil(most).max(1) - 1).min(3) as usize],
            };
            let (column, row) = (usize::try_from(ahead / 7).unwrap_or(0), usize::try_from(ahead % 7).unwrap_or(0));
            Cell { column, row, class, told: format!("{day}: {count} answers") }
        })
        .collect();
    let above: Vec<(usize, String)> = days
        .filter(|(_, day)| day.date().day() == 1)
        .map(|(ahead, day)| (usize::try_from(ahead / 7).unwrap_or(0), day.date().format("%b").to_string()))
        .collect();
    let title = format!("Answers on each day from {start} to {}", heatmap.to.min(start.plus(7 * HALF - 1)));
    chart::map(&title, usize::try_from(HALF).unwrap_or(27), &["Mon", "", "Wed", "", "Fri", "", "Sun"], &above, &cells)
}

fn months_studied(summary: &Summary) -> Markup {
    let mut months: BTreeMap<String, (u32, u32, u64)> = BTreeMap::new();
    for day in &summary.heatmap.days {
        let (days, answers, ms) = months.entry(day.day.date().format("%Y-%m").to_string()).or_default();
        (*days, *answers, *ms) = (*days + 1, *answers + day.reviews, *ms + day.answer_ms);
    }
    html! { div class="scroll" { table id="studied" {
        thead { tr { th scope="col" { "Month" } th scope="col" { "Days" } th scope="col" { "Answers" } th scope="col" { "Time" } } }
        tbody { @for (month, (days, answers, ms)) in &months {
            tr { th scope="row" { (month) } td { (number(*days)) } td { (number(*answers)) } td { (spent(*ms)) } }
        } }
    } } }
}

/// Returns what is due on the coming days.
pub(super) fn forecast(summary: &Summary) -> Markup {
    let points: Vec<Point> = (0..)
        .zip(&summary.forecast)
        .map(|(place, day): (u32, _)| Point {
            name: match place {
                0 => "today".to_owned(),
                _ if place % 7 == 0 => day.day.to_string()[5..].to_owned(),
                _ => String::new(),
            },
            height: Some(f64::from(day.cards)),
            told: format!("{}: {} cards", day.day, day.cards),
        })
        .collect();
    html! {
        h2 { "What is coming" }
        p { "Reviews scheduled so far, overdue ones counted today. New cards and what you will forget come on top." }
        figure class="card wide" { (chart::bars("Reviews due on each of the coming days", &points)) }
        details { summary { "Day by day, in numbers" } div class="scroll" { table id="forecast" {
            thead { tr { th scope="col" { "Day" } th scope="col" { "Cards" } th scope="col" { "Minutes" } } }
            tbody { @for day in &summary.forecast { tr {
                th scope="row" { (day.day) } td { (number(day.cards)) }
                td { @if let Some(minutes) = day.minutes { (number(minutes)) } @else { "\u{2013}" } }
            } } }
        } } }
    }
}

/// Returns where the cards stand and how easy they are.
pub(super) fn cards(summary: &Summary) -> Markup {
    let cards = &summary.cards;
    let states = [("New", cards.new), ("Young", cards.young), ("Mature", cards.mature), ("Suspended", cards.suspended)];
    let points: Vec<Point> = summary
        .ease
        .iter()
        .map(|band| Point {
            name: band.from.to_string(),
            height: Some(f64::from(band.cards)),
            told: format!("{} to {}: {} cards", band.from, band.to, band.cards),
        })
        .collect();
    html! {
        h2 { "Your cards" }
        div class="pair" {
            div class="card" { table id="cards" {
                caption { "Young: an interval under 21 days; mature: from 21 days" }
                tbody {
                    @for (name, count) in states { tr { th scope="row" { (name) } td { (number(count)) } } }
                    tr { th scope="row" { "Forgotten, ever" } td { (number(cards.lapses)) } }
                    tr { th scope="row" { "Leeches" } td { (number(cards.leeches)) } }
                    @if let Some(part) = summary.share_at_lowest_ease {
                        tr { th scope="row" { "At the lowest ease" } td { (number(cards.at_lowest_ease)) " (" (share(part)) ")" } }
                    }
                }
            } }
            @if !points.is_empty() {
                figure class="card" {
                    h3 { "Reviewed cards by ease" }
                    (chart::bars("Reviewed cards by ease, hardest first", &points))
                    details { summary { "In numbers" } table id="ease" { tbody { @for band in &summary.ease {
                        tr { th scope="row" { (band.from) " to " (band.to) } td { (number(band.cards)) } }
                    } } } }
                }
            }
        }
    }
}

/// Returns a table of the decks.
pub(super) fn decks(summary: &Summary) -> Markup {
    let ever = |deck: &DeckNumbers| deck.periods.iter().find(|period| period.period == "all").copied();
    let mut decks: Vec<(&DeckNumbers, Option<GroupPeriod>)> =
        summary.decks.iter().map(|deck| (deck, ever(deck))).collect();
    decks.sort_by_key(|(_, ever)| std::cmp::Reverse(ever.map_or(0, |ever| ever.reviews)));
    let more = decks.len().saturating_sub(DECKS);
    decks.truncate(DECKS);
    html! {
        h2 { "Your decks" }
        div class="card scroll" { table id="decks" {
            thead { tr {
                th scope="col" class="text" { "Deck" } th scope="col" { "Cards" } th scope="col" { "Due" }
                th scope="col" { "Answers" } th scope="col" { "Time" } th scope="col" { "Remembered" }
            } }
            tbody { @for (deck, ever) in decks { tr {
                th scope="row" class="text" { (said(&deck.deck)) }
                td { (number(deck.cards.all())) } td { (number(deck.cards.due)) }
                td { (number(ever.map_or(0, |ever| ever.reviews))) }
                td class="num" { (spent(ever.map_or(0, |ever| ever.answer_ms))) }
                td class="num" { (rate(ever.map_or_else(Rate::default, |ever| ever.retention))) }
            } } }
        } }
        @if more > 0 { p class="soft" { "and " (more) " more, with fewer answers" } }
    }
}

/// Returns the cards forgotten most often, with their lines in the notes.
pub(super) fn hardest(summary: &Summary) -> Markup {
    if summary.hardest.is_empty() {
        return html! {};
    }
    html! {
        h2 { "Your hardest cards" }
        p { "Often it is the note that is hard: too much in one line, or two things that look alike." }
        div class="card scroll" { table id="hardest" {
            thead { tr {
                th scope="col" class="text" { "Question" } th scope="col" class="text" { "Answer" } th scope="col" { "Forgotten" }
            } }
            tbody { @for hard in &summary.hardest { tr {
                td class="text" {
                    (said(&hard.prompt)) " " @if hard.leech { span class="tag" { "leech" } }
                    div class="soft" { (said(&format!("{}:{}", hard.path, hard.line))) }
                }
                td class="text" { (said(&hard.answer)) }
                td { (number(hard.lapses)) }
            } } }
        } }
    }
}

/// Returns what was taken for each other.
pub(super) fn confusions(summary: &Summary) -> Markup {
    if summary.confusions.is_empty() {
        return html! {};
    }
    html! {
        h2 { "What you take for each other" }
        div class="card scroll" { table id="confusions" {
            thead { tr { th scope="col" class="text" { "One" } th scope="col" class="text" { "The other" } th scope="col" { "Times" } } }
            tbody { @for pair in &summary.confusions {
                tr { td class="text" { (said(&pair.one)) } td class="text" { (said(&pair.other)) } td { (number(pair.times)) } }
            } }
        } }
    }
}

/// Returns whether being sure meant knowing.
pub(super) fn calibration(summary: &Summary) -> Markup {
    if summary.calibration.iter().all(|row| row.chosen == 0) {
        return html! {};
    }
    html! {
        h2 { "Does being sure mean knowing?" }
        p { "Options you chose rightly, by how sure you were, and how the same cards went the next time." }
        div class="card scroll" { table id="calibration" {
            thead { tr { th scope="col" { "You were" } th scope="col" { "Chosen" } th scope="col" { "Asked again" } th scope="col" { "Remembered then" } } }
            tbody { @for row in &summary.calibration { tr {
                th scope="row" { (row.confidence.word()) } td { (number(row.chosen)) } td { (number(row.asked_again)) }
                td { (rate(Rate { asked: row.asked_again, recalled: row.recalled })) }
            } } }
        } }
    }
}
