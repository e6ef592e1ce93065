//! The summary as lines of at most 80 columns.

use super::{EaseBand, Forecast, Period, Rate, Summary};

/// Columns of the longest bar.
const BAR: u32 = 40;

/// Returns the summary as lines to be shown in order; empty lines part its sections.
pub fn lines(summary: &Summary) -> Vec<String> {
    let mut lines = table(&summary.periods);
    lines.push(String::new());
    lines.extend(standing(summary));
    lines.push(String::new());
    lines.extend(forecast(&summary.forecast));
    if !summary.ease.is_empty() {
        lines.push(String::new());
        lines.extend(ease(&summary.ease));
    }
    lines
}

/// Returns a time in seconds, minutes, or hours: `45 s`, `12 min`, `3 h 05 min`, `1200 h`.
pub fn time(ms: u64) -> String {
    let seconds = (ms + 500) / 1000;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3570 => format!("{} min", (seconds + 30) / 60),
        3570..3_600_000 => {
            let minutes = (seconds + 30) / 60;
            format!("{} h {:02} min", minutes / 60, minutes % 60)
        }
        _ => format!("{} h", (seconds + 1800) / 3600),
    }
}

/// Returns a rate as a percentage, a dash where nothing was asked.
pub fn percent(rate: Rate) -> String {
    rate.share().map_or_else(|| "-".to_owned(), |share| format!("{:.1} %", share * 100.0))
}

fn table(periods: &[Period]) -> Vec<String> {
    let heading = |period: &Period| match period.period {
        "7_days" => "7 days".to_owned(),
        "30_days" => "30 days".to_owned(),
        other => other.to_owned(),
    };
    let row = |name: &str, cell: &dyn Fn(&Period) -> String| {
        periods.iter().fold(format!("{name:<16}"), |line, period| format!("{line}{:>15}", cell(period)))
    };
    vec![
        row("", &heading),
        row("Answers", &|period| period.totals.reviews.to_string()),
        row("  new cards", &|period| period.totals.learn.to_string()),
        row("  drills", &|period| period.totals.redrill.to_string()),
        row("Time", &|period| time(period.totals.answer_ms)),
        row("Days studied", &|period| period.days_studied.to_string()),
        row("True retention", &|period| percent(period.retention)),
        row("  young", &|period| percent(period.totals.young)),
        row("  mature", &|period| percent(period.totals.mature)),
    ]
}

fn standing(summary: &Summary) -> Vec<String> {
    let (streak, cards) = (&summary.streak, &summary.cards);
    let hint = if streak.studied_today || streak.days == 0 { "" } else { "; nothing answered yet today" };
    vec![
        format!("Streak  {} (longest {}){hint}", days(streak.days), days(streak.longest)),
        format!(
            "Cards   {} new, {} young, {} mature, {} suspended, {} buried",
            cards.new, cards.young, cards.mature, cards.suspended, cards.buried
        ),
        format!("Lapses  {}; leeches {}; at the lowest ease {}", cards.lapses, cards.leeches, cards.at_lowest_ease),
    ]
}

fn forecast(forecast: &[Forecast]) -> Vec<String> {
    let most = forecast.iter().map(|day| day.cards).max().unwrap_or(0);
    let bars = forecast.iter().map(|day| barred(&day.day.to_string(), day.cards, most));
    std::iter::once("Due".to_owned()).chain(bars).collect()
}

fn ease(bands: &[EaseBand]) -> Vec<String> {
    let most = bands.iter().map(|band| band.cards).max().unwrap_or(0);
    let bars = bands.iter().map(|band| barred(&format!("{} to {}", band.from, band.to), band.cards, most));
    std::iter::once("Ease".to_owned()).chain(bars).collect()
}

/// Returns a count with its bar; one card is always seen.
fn barred(name: &str, cards: u32, most: u32) -> String {
    let length = u64::from(cards) * u64::from(BAR) / u64::from(most.max(1));
    let bar = "#".repeat(usize::try_from(length).unwrap_or(0).max(usize::from(cards > 0)));
    format!("  {name:<13} {cards:>7}  {bar}").trim_end().to_owned()
}

fn days(count: u32) -> String {
    format!("{count} {}", if count == 1 { "day" } else { "days" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_in_the_unit_that_fits() {
        let cases = [
            (0, "0 s"),
            (59_400, "59 s"),
            (59_600, "1 min"),
            (3_571_000, "1 h 00 min"),
            (720_000, "12 min"),
            (3_600_000, "1 h 00 min"),
            (11_100_000, "3 h 05 min"),
            (4_320_000_000, "1200 h"),
        ];
        for (ms, expected) in cases {
            assert_eq!(time(ms), expected);
        }
    }
}
