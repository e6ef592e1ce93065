//! The summary as lines: tables with bars where they fit, else one labelled value a line.

mod bars;
mod heatmap;
mod labelled;
mod reviews;
mod tables;

pub use reviews::{intervals, reviews};

use super::{DeckNumbers, Hard, Rate, Summary};

/// Columns that the tables need.
const TABLES_FROM: usize = 76;

/// Days of the forecast that are shown.
const DAYS_SHOWN: usize = 14;

/// Decks that are shown unless all are asked for.
const DECKS_SHOWN: usize = 12;

/// Hardest cards that are shown.
const HARD_SHOWN: usize = 5;

/// Pairs taken for each other that are shown.
const CONFUSIONS_SHOWN: usize = 5;

/// Reasons that are shown why passages cannot be asked.
const REASONS_SHOWN: usize = 5;

/// How the lines are to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Columns at most.
    pub width: usize,
    /// Whether there are bars and a map beside the numbers; without them every line is read as a
    /// sentence.
    pub bars: bool,
}

/// Returns the summary as lines to be shown in order; empty lines part its sections.
pub fn lines(summary: &Summary, layout: Layout) -> Vec<String> {
    let parts = if layout.bars && layout.width >= TABLES_FROM {
        let width = layout.width.min(100);
        vec![
            tables::periods(&summary.periods),
            tables::standing(summary),
            heatmap::map(&summary.heatmap, width),
            bars::forecast(summary, width),
            bars::ease(summary, width),
            tables::decks(summary, width),
            tables::hardest(&summary.hardest, width),
            tables::confusions(summary, width),
            tables::calibration(summary),
            tables::coverage(summary),
        ]
    } else {
        labelled::parts(summary, layout)
    };
    let parts: Vec<Vec<String>> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(&String::new())
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
    rate.share().map_or_else(|| "-".to_owned(), share)
}

/// Returns a share of 1 as a percentage with one place.
pub fn share(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// Returns the name of a period as a learner reads it.
pub fn period_name(period: &super::Period) -> String {
    match (period.period, period.from) {
        ("7_days", _) => "7 days".to_owned(),
        ("30_days", _) => "30 days".to_owned(),
        (_, Some(from)) => format!("since {from}"),
        (other, _) => other.to_owned(),
    }
}

/// Returns a number of days in words.
fn days(count: u32) -> String {
    counted(count, "day")
}

/// Returns a number of things in words: `1 card`, `2 cards`.
fn counted(count: u32, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// Returns the decks to show, those with most to do first, and how many more there are. All are
/// shown, by name, where their sections are.
fn shown_decks(summary: &Summary) -> (Vec<&DeckNumbers>, usize) {
    let mut decks: Vec<&DeckNumbers> = summary.decks.iter().collect();
    if decks.iter().any(|deck| !deck.sections.is_empty()) {
        return (decks, 0);
    }
    let answers = |deck: &DeckNumbers| deck.periods.last().map_or(0, |period| period.reviews);
    decks.sort_by_key(|deck| std::cmp::Reverse((deck.cards.due, answers(deck), deck.cards.all())));
    let more = decks.len().saturating_sub(DECKS_SHOWN);
    decks.truncate(DECKS_SHOWN);
    (decks, more)
}

/// Says where the decks are that are not shown.
fn more_decks(more: usize) -> Option<String> {
    (more > 0).then(|| format!("  and {more} more:  askback stats --sections"))
}

/// Returns what makes a card hard.
fn trouble(hard: &Hard) -> String {
    format!("{}{}", counted(hard.lapses, "lapse"), if hard.leech { ", leech" } else { "" })
}

/// Cuts a text at its end to a width in columns, with an ellipsis.
fn cut(text: &str, width: usize) -> String {
    use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
    if text.width() <= width {
        return text.to_owned();
    }
    let mut left = width.saturating_sub(3);
    let kept: String = text
        .chars()
        .take_while(|character| {
            let columns = character.width().unwrap_or(0);
            let fits = columns <= left;
            left = left.saturating_sub(columns);
            fits
        })
        .collect();
    format!("{}...", kept.trim_end())
}

/// Cuts a name at its beginning, where names of one folder are alike, and fills it to a width.
fn name(text: &str, width: usize) -> String {
    use unicode_width::UnicodeWidthStr;
    let mut kept = text;
    if text.width() > width {
        while kept.width() + 3 > width {
            let mut characters = kept.chars();
            if characters.next().is_none() {
                break;
            }
            kept = characters.as_str();
        }
        kept = kept.trim_start();
        return filled(&format!("...{kept}"), width);
    }
    filled(kept, width)
}

/// Fills a text to a width in columns, whatever its characters take.
pub fn filled(text: &str, width: usize) -> String {
    use unicode_width::UnicodeWidthStr;
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
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

    #[test]
    fn long_texts_are_cut_by_columns_names_at_their_beginning() {
        assert_eq!(cut("what is the capital of France?", 16), "what is the c...");
        assert_eq!(cut("漢字漢字漢字", 9), "漢字漢...");
        assert_eq!(name("notes/biology/cells", 12), "...ogy/cells");
        assert_eq!(name("bio", 6), "bio   ");
        assert_eq!(name("漢字漢字漢字", 8), "...漢字 ");
    }
}
