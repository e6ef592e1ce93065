//! The parts of the summary as one labelled value a line: for narrow terminals, and for readers
//! that speak.

use super::{
    CONFUSIONS_SHOWN, DAYS_SHOWN, HARD_SHOWN, Layout, REASONS_SHOWN, bars, counted, days, heatmap, more_decks, percent,
    period_name, share, shown_decks, time, trouble,
};
use crate::stats::{CardCounts, GroupPeriod, Period, Rate, Summary};

/// Weeks that are told one by one where there is no map.
const WEEKS_TOLD: i32 = 8;

/// Returns every part.
pub(super) fn parts(summary: &Summary, layout: Layout) -> Vec<Vec<String>> {
    let drawn = layout.bars;
    let mut parts: Vec<Vec<String>> = summary.periods.iter().map(period).collect();
    parts.push(standing(summary));
    parts.push(if drawn { heatmap::map(&summary.heatmap, layout.width) } else { weeks(summary) });
    parts.push(if drawn { bars::forecast(summary, layout.width) } else { forecast(summary) });
    parts.push(if drawn { bars::ease(summary, layout.width) } else { ease(summary) });
    parts.push(deck_list(summary));
    parts.push(hardest(summary));
    parts.push(confusions(summary));
    parts.push(calibration(summary));
    parts.push(coverage(summary));
    parts
}

fn period(period: &Period) -> Vec<String> {
    let totals = &period.totals;
    let mut title = period_name(period);
    title[..1].make_ascii_uppercase();
    vec![
        format!("{title}:"),
        format!("  Answers: {}", totals.reviews),
        format!("  New cards: {}", totals.learn),
        format!("  Drills: {}", totals.redrill),
        format!("  Lapses: {}", totals.lapses),
        format!("  Time: {}", time(totals.answer_ms)),
        format!("  Days studied: {}", period.days_studied),
        format!("  True retention: {}", percent(period.retention)),
        format!("  Young: {}", percent(totals.young)),
        format!("  Mature: {}", percent(totals.mature)),
    ]
}

fn standing(summary: &Summary) -> Vec<String> {
    let (streak, cards) = (&summary.streak, &summary.cards);
    let mut lines = vec![
        format!("Streak: {}", days(streak.days)),
        format!("Longest streak: {}", days(streak.longest)),
        format!("Studied today: {}", if streak.studied_today { "yes" } else { "no" }),
        format!("New cards: {}", cards.new),
        format!("Young cards: {}", cards.young),
        format!("Mature cards: {}", cards.mature),
        format!("Suspended: {}", cards.suspended),
        format!("Buried: {}", cards.buried),
        format!("Lapses: {}", cards.lapses),
        format!("Leeches: {}", cards.leeches),
        format!("At the lowest ease: {}", cards.at_lowest_ease),
    ];
    lines.extend(summary.share_at_lowest_ease.map(|part| format!("Share at the lowest ease: {}", share(part))));
    lines.extend(summary.pace.ms_per_review.map(|ms| format!("Time for a review: {}", time(ms))));
    lines
}

fn weeks(summary: &Summary) -> Vec<String> {
    let heatmap = &summary.heatmap;
    if heatmap.days.is_empty() {
        return Vec::new();
    }
    let monday = heatmap.to.plus(-heatmap.to.weekday().cast_signed());
    let week = |back: i32| {
        let (from, to) = (monday.plus(-7 * back), monday.plus(6 - 7 * back));
        let held = heatmap.days.iter().filter(|day| (from..=to).contains(&day.day));
        let (studied, answers) = held.fold((0, 0), |(days, answers), day| (days + 1, answers + day.reviews));
        format!("  From {from}: {}, {}", counted(answers, "answer"), days(studied))
    };
    std::iter::once("Weeks:".to_owned()).chain((0..WEEKS_TOLD).map(week)).collect()
}

fn forecast(summary: &Summary) -> Vec<String> {
    let told = summary.forecast.iter().take(DAYS_SHOWN).map(|day| {
        let takes = day.minutes.map_or_else(String::new, |minutes| format!(", {}", time(u64::from(minutes) * 60_000)));
        format!("  {}: {}{takes}", day.day, counted(day.cards, "card"))
    });
    std::iter::once("Due:".to_owned()).chain(told).collect()
}

fn ease(summary: &Summary) -> Vec<String> {
    if summary.ease.is_empty() {
        return Vec::new();
    }
    let told =
        summary.ease.iter().map(|band| format!("  {} to {}: {}", band.from, band.to, counted(band.cards, "card")));
    std::iter::once("Ease:".to_owned()).chain(told).collect()
}

fn deck_list(summary: &Summary) -> Vec<String> {
    let (decks, more) = shown_decks(summary);
    if decks.is_empty() {
        return Vec::new();
    }
    let mut lines = vec!["Decks:".to_owned()];
    for deck in decks {
        lines.push(format!("  {}:", deck.deck));
        lines.extend(group(&deck.cards, &deck.periods));
        for section in &deck.sections {
            let label =
                if section.headings.is_empty() { "(no heading)".to_owned() } else { section.headings.join(" > ") };
            lines.push(format!("  {}, {label}:", deck.deck));
            lines.extend(group(&section.cards, &section.periods));
        }
    }
    lines.extend(more_decks(more));
    lines
}

fn group(cards: &CardCounts, periods: &[GroupPeriod]) -> Vec<String> {
    let mut lines = vec![format!("    {}, {} due", counted(cards.all(), "card"), cards.due)];
    if let Some(ever) = periods.iter().find(|period| period.period == "all") {
        lines.push(format!("    {} in {}", counted(ever.reviews, "answer"), time(ever.answer_ms)));
        lines.push(format!("    True retention: {}", percent(ever.retention)));
    }
    lines
}

fn hardest(summary: &Summary) -> Vec<String> {
    if summary.hardest.is_empty() {
        return Vec::new();
    }
    let mut lines = vec!["Hardest cards:".to_owned()];
    for hard in summary.hardest.iter().take(HARD_SHOWN) {
        lines.push(format!("  {}", hard.prompt));
        lines.push(format!("    {}", trouble(hard)));
        lines.push(format!("    {}:{}", hard.path, hard.line));
    }
    lines
}

fn confusions(summary: &Summary) -> Vec<String> {
    let told = summary.confusions.iter().take(CONFUSIONS_SHOWN);
    let mut lines: Vec<String> = told
        .map(|confusion| format!("  {} and {}: {} times", confusion.one, confusion.other, confusion.times))
        .collect();
    if !lines.is_empty() {
        lines.insert(0, "Taken for each other:".to_owned());
    }
    lines
}

fn calibration(summary: &Summary) -> Vec<String> {
    if summary.calibration.iter().all(|row| row.chosen == 0) {
        return Vec::new();
    }
    let mut lines = vec!["Right choices:".to_owned()];
    for row in &summary.calibration {
        let rate = Rate { asked: row.asked_again, recalled: row.recalled };
        lines.push(format!("  {}: {}", row.confidence.word(), row.chosen));
        lines.push(format!("    Asked again: {}", row.asked_again));
        lines.push(format!("    Recalled then: {}", percent(rate)));
    }
    lines
}

fn coverage(summary: &Summary) -> Vec<String> {
    let covered = summary.coverage.passages;
    if covered.all() == 0 {
        return Vec::new();
    }
    let mut lines = vec![
        format!("Passages of the notes: {}", covered.all()),
        format!("  Asked: {}", covered.asked),
        format!("  Never asked yet: {}", covered.never_asked),
        format!("  Cannot be asked: {}", covered.cannot_be_asked),
    ];
    let reasons = summary.coverage.reasons.iter().take(REASONS_SHOWN);
    lines.extend(reasons.map(|reason| format!("    {}: {}", reason.reason, reason.passages)));
    lines
}
