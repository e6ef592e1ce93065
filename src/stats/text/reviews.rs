//! The reviews of one card: a table where it fits, else two lines for each, else one sentence.

use super::bars::{self, Row};
use super::{Layout, time};
use crate::history::Past;
use crate::model::{Quality, Review, ReviewKind};

/// Intervals that are drawn, the last ones.
const INTERVALS_SHOWN: usize = 30;

/// Columns of the narrowest terminal.
const NARROW: usize = 40;

/// Columns of the table; the last one marks what was taken back.
const COLUMNS: [&str; 7] = ["day", "grade", "counted as", "interval", "ease", "time", ""];

/// Returns all reviews of a card with their grades, intervals in days, and times.
pub fn reviews(reviews: &[Past<Review>], layout: Layout) -> Vec<String> {
    if reviews.is_empty() {
        return vec!["Reviews: none yet".to_owned()];
    }
    if !layout.bars {
        return titled("Reviews:", reviews.iter().map(sentence));
    }
    let cells: Vec<[String; 7]> = reviews.iter().map(cells).collect();
    let widths: [usize; 7] = std::array::from_fn(|column| {
        cells.iter().map(|row| row[column].len()).max().unwrap_or(0).max(COLUMNS[column].len())
    });
    if widths.iter().map(|width| width + 2).sum::<usize>() > layout.width {
        return titled("Reviews", reviews.iter().flat_map(stacked));
    }
    let heading = COLUMNS.map(str::to_owned);
    titled("Reviews", std::iter::once(&heading).chain(&cells).map(|row| aligned(row, &widths)))
}

/// Returns the intervals as they grew and fell, one for each review that moved them, with bars
/// where these are drawn. Nothing where no review did.
pub fn intervals(reviews: &[Past<Review>], layout: Layout) -> Vec<String> {
    let moved: Vec<&Past<Review>> = reviews.iter().filter(|review| review.moved()).collect();
    let shown = &moved[moved.len().saturating_sub(INTERVALS_SHOWN)..];
    if shown.is_empty() {
        return Vec::new();
    }
    let last = if shown.len() < moved.len() {
        format!(", the last {} of {}", shown.len(), moved.len())
    } else {
        String::new()
    };
    if !layout.bars {
        let days: Vec<String> = shown.iter().map(|review| review.what.interval_after.to_string()).collect();
        return vec![format!("Intervals in days{last}: {}", days.join(", "))];
    }
    let row = |review: &&Past<Review>| Row {
        name: review.at.day.to_string(),
        count: review.what.interval_after,
        note: word(review.what.quality).to_owned(),
    };
    bars::drawn(&format!("Intervals in days{last}"), &shown.iter().map(row).collect::<Vec<_>>(), layout.width)
}

fn titled(title: &str, lines: impl Iterator<Item = String>) -> Vec<String> {
    std::iter::once(title.to_owned()).chain(lines).collect()
}

fn cells(review: &Past<Review>) -> [String; 7] {
    let Past { at, undone, what, .. } = review;
    [
        at.day.to_string(),
        format!("{} {}", what.quality.value(), word(what.quality)),
        counted_as(what.kind).to_owned(),
        format!("{} -> {}", what.interval_before, what.interval_after),
        what.ease_after.to_string(),
        taken(what.answer_ms).unwrap_or_else(|| "-".to_owned()),
        if *undone { "taken back".to_owned() } else { String::new() },
    ]
}

/// Returns a row of the table: words from the left, numbers to the right.
fn aligned(row: &[String; 7], widths: &[usize; 7]) -> String {
    let cell = |(column, (text, width)): (usize, (&String, &usize))| match column {
        3..=5 => format!("  {text:>width$}"),
        _ => format!("  {text:<width$}"),
    };
    row.iter().zip(widths).enumerate().map(cell).collect::<String>().trim_end().to_owned()
}

/// Returns a review as lines of 40 columns at most.
fn stacked(review: &Past<Review>) -> Vec<String> {
    let [day, grade, counted_as, interval, ease, time, undone] = cells(review);
    let moved = format!("    {interval} days, ease {ease}");
    let rest: Vec<String> = [time, undone].into_iter().filter(|text| !text.is_empty() && text != "-").collect();
    let rest = rest.join(", ");
    let mut lines = vec![format!("  {day}  {grade}, {counted_as}")];
    if rest.is_empty() {
        lines.push(moved);
    } else if moved.len() + 2 + rest.len() <= NARROW {
        lines.push(format!("{moved}, {rest}"));
    } else {
        lines.extend([moved, format!("    {rest}")]);
    }
    lines
}

/// Returns a review as it is read out.
fn sentence(review: &Past<Review>) -> String {
    let Past { at, undone, what, .. } = review;
    let mut parts = vec![
        format!("{}, grade {}", word(what.quality), what.quality.value()),
        counted_as(what.kind).to_owned(),
        format!("interval from {} to {} days", what.interval_before, what.interval_after),
        format!("ease {}", what.ease_after),
    ];
    parts.extend(taken(what.answer_ms));
    if *undone {
        parts.push("taken back".to_owned());
    }
    format!("  {}: {}", at.day, parts.join(", "))
}

/// Returns the time an answer took; nothing where it is unknown.
fn taken(answer_ms: u32) -> Option<String> {
    (answer_ms > 0).then(|| time(answer_ms.into()))
}

/// Returns the word of the key that stands for a quality or comes nearest to it.
const fn word(quality: Quality) -> &'static str {
    match quality.value() {
        0..3 => "again",
        3 => "hard",
        4 => "good",
        _ => "easy",
    }
}

/// Returns what a grade counted as, as a learner says it.
const fn counted_as(kind: ReviewKind) -> &'static str {
    match kind {
        ReviewKind::Learn => "new card",
        ReviewKind::Review => "review",
        ReviewKind::Redrill => "drill",
        ReviewKind::Early => "early",
        ReviewKind::Cram => "practice",
        ReviewKind::Exam => "exam",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CardId, Day, Device, Ease, EventKey, Moment};

    fn reviewed(day: i32, quality: u8, kind: ReviewKind, before: u32, after: u32) -> Past<Review> {
        Past {
            key: EventKey { device: Device([1; 16]), seq: 1 },
            at: Moment { at_ms: 0, offset_min: 0, zone: "UTC".into(), day: Day(day) },
            undone: false,
            what: Review {
                card: CardId(1),
                quality: Quality::new(quality).expect("a grade from 0 to 5"),
                answer_ms: 3_000,
                kind,
                interval_before: before,
                interval_after: after,
                ease_before: Ease::START,
                ease_after: Ease::START,
                shift_days: 0,
                scheduler: "sm2".into(),
                given: None,
                confidence: None,
            },
        }
    }

    fn forgotten_once() -> Vec<Past<Review>> {
        let unknown = reviewed(22, 2, ReviewKind::Review, 15, 1);
        let slip = reviewed(23, 4, ReviewKind::Review, 1, 6);
        vec![
            reviewed(0, 4, ReviewKind::Learn, 0, 1),
            reviewed(1, 5, ReviewKind::Review, 1, 6),
            reviewed(7, 4, ReviewKind::Early, 6, 15),
            Past { what: Review { answer_ms: 0, ..unknown.what.clone() }, ..unknown },
            reviewed(22, 4, ReviewKind::Redrill, 1, 1),
            Past { undone: true, ..slip },
        ]
    }

    #[test]
    fn a_wide_terminal_has_a_table_and_a_bar_for_every_interval_that_moved() {
        let wide = Layout { width: 80, bars: true };
        let table = [
            "Reviews",
            "  day         grade    counted as  interval  ease  time",
            "  1970-01-01  4 good   new card      0 -> 1  2.50   3 s",
            "  1970-01-02  5 easy   review        1 -> 6  2.50   3 s",
            "  1970-01-08  4 good   early        6 -> 15  2.50   3 s",
            "  1970-01-23  2 again  review       15 -> 1  2.50     -",
            "  1970-01-23  4 good   drill         1 -> 1  2.50   3 s",
            "  1970-01-24  4 good   review        1 -> 6  2.50   3 s  taken back",
        ];
        assert_eq!(reviews(&forgotten_once(), wide), table);
        let plot = [
            "Intervals in days",
            "  1970-01-01   1   good  ##",
            "  1970-01-02   6   easy  ##############",
            "  1970-01-08  15   good  ####################################",
            "  1970-01-23   1  again  ##",
        ];
        assert_eq!(intervals(&forgotten_once(), wide), plot);
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_whatever_the_numbers() {
        let mut long = forgotten_once();
        long.push(Past { undone: true, ..reviewed(36_524, 1, ReviewKind::Cram, 36_500, 36_500) });
        long.iter_mut().for_each(|review| review.what.answer_ms = 3_599_000);
        for width in [40, 60, 80] {
            let layout = Layout { width, bars: true };
            for line in reviews(&long, layout).into_iter().chain(intervals(&long, layout)) {
                assert!(line.len() <= width, "{width}: {line}");
            }
        }
        let narrow = reviews(&forgotten_once(), Layout { width: 40, bars: true });
        assert_eq!(
            narrow[9..],
            [
                "  1970-01-23  4 good, drill", "    1 -> 1 days, ease 2.50, 3 s", "  1970-01-24  4 good, review",
                "    1 -> 6 days, ease 2.50", "    3 s, taken back"
            ]
        );
    }

    #[test]
    fn what_is_read_out_has_no_bars_and_no_columns() {
        let spoken = Layout { width: usize::MAX, bars: false };
        let lines = reviews(&forgotten_once(), spoken);
        assert_eq!(lines[4], "  1970-01-23: again, grade 2, review, interval from 15 to 1 days, ease 2.50");
        assert!(lines[6].ends_with("ease 2.50, 3 s, taken back"), "{lines:?}");
        assert_eq!(intervals(&forgotten_once(), spoken), ["Intervals in days: 1, 6, 15, 1"]);
    }

    #[test]
    fn a_long_history_is_listed_whole_and_drawn_from_its_end() {
        let many: Vec<Past<Review>> =
            (1..=40).map(|n| reviewed(n, 4, ReviewKind::Review, 1, n.unsigned_abs())).collect();
        let layout = Layout { width: 80, bars: true };
        assert_eq!(reviews(&many, layout).len(), 42);
        let plot = intervals(&many, layout);
        assert_eq!((plot.len(), plot[0].as_str()), (31, "Intervals in days, the last 30 of 40"));
        assert!(plot[1].starts_with("  1970-01-12  11"), "{plot:?}");
    }

    #[test]
    fn a_card_never_asked_says_so_and_has_no_plot() {
        let layout = Layout { width: 80, bars: true };
        assert_eq!(reviews(&[], layout), ["Reviews: none yet"]);
        assert_eq!(intervals(&[], layout), Vec::<String>::new());
    }
}
