//! Charts as inline SVG. Each is an image with a title; the numbers stand in a table beside it.

use maud::{Markup, PreEscaped, html};

use crate::exam::whole_percent;

/// Width of a chart in its own units: about the pixels of a telephone, so that text can be read.
const WIDTH: f64 = 360.0;

/// Height of a chart.
const HEIGHT: f64 = 170.0;

/// Room for numbers at the left, and for names below.
const LEFT: f64 = 42.0;
const BELOW: f64 = 22.0;

/// Room above, for the number on the highest point.
const ABOVE: f64 = 16.0;

/// A named height.
pub(super) struct Point {
    /// What stands below it; may be empty.
    pub(super) name: String,
    /// Its height; nothing where there is none.
    pub(super) height: Option<f64>,
    /// What is said when it is pointed at.
    pub(super) told: String,
}

/// Returns a number with the decimals a drawing needs.
fn px(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

/// Wraps a drawing as an image.
fn image(title: &str, height: f64, body: &Markup) -> Markup {
    html! {
        svg role="img" viewBox=(format!("0 0 {} {}", px(WIDTH), px(height))) {
            title { (title) }
            (body)
        }
    }
}

/// Where heights are drawn.
struct Scale {
    from: f64,
    to: f64,
}

impl Scale {
    fn y(&self, height: f64) -> f64 {
        let part = (height - self.from) / (self.to - self.from).max(f64::MIN_POSITIVE);
        HEIGHT - BELOW - part.clamp(0.0, 1.0) * (HEIGHT - BELOW - ABOVE)
    }

    /// Returns lines with numbers at the bottom, in the middle and at the top.
    fn lines(&self, shown: &dyn Fn(f64) -> String) -> Markup {
        let middle = f64::midpoint(self.from, self.to);
        html! {
            @for height in [self.from, middle, self.to] {
                @let y = self.y(height);
                line class="grid" x1=(px(LEFT)) x2=(px(WIDTH)) y1=(px(y)) y2=(px(y)) {}
                text x=(px(LEFT - 5.0)) y=(px(y + 4.0)) text-anchor="end" { (shown(height)) }
            }
        }
    }
}

/// Returns the lowest round number that is not below a height: an even digit times a power of ten, or
/// ten times it, so that its half is whole.
fn round_up(height: f64) -> f64 {
    let mut step = 2.0;
    loop {
        for times in [1.0, 2.0, 3.0, 4.0, 5.0] {
            if step * times >= height {
                return step * times;
            }
        }
        step *= 10.0;
    }
}

/// Returns upright bars; the first is set apart.
pub(super) fn bars(title: &str, points: &[Point]) -> Markup {
    let most = points.iter().filter_map(|point| point.height).fold(0.0, f64::max);
    let scale = Scale { from: 0.0, to: round_up(most) };
    let step = (WIDTH - LEFT) / points.len().max(1) as f64;
    let gap = (step * 0.2).min(6.0);
    let body = html! {
        (scale.lines(&|height| px(height)))
        @for (place, point) in points.iter().enumerate() {
            @let x = LEFT + step * place as f64;
            @let height = point.height.unwrap_or(0.0);
            @let y = scale.y(height).min(scale.y(0.0) - if height > 0.0 { 1.5 } else { 0.0 });
            rect class=(if place == 0 { "bar now" } else { "bar" }) x=(px(x + gap / 2.0)) y=(px(y))
                width=(px(step - gap)) height=(px(scale.y(0.0) - y)) rx="1.5" { title { (point.told) } }
            @if !point.name.is_empty() {
                text x=(px(x + step / 2.0)) y=(px(HEIGHT - 6.0)) text-anchor="middle" { (point.name) }
            }
        }
    };
    image(title, HEIGHT, &body)
}

/// Returns shares of 1 as a curve with a number on each point.
pub(super) fn curve(title: &str, points: &[Point]) -> Markup {
    let lowest = points.iter().filter_map(|point| point.height).fold(1.0, f64::min);
    let scale = Scale { from: ((lowest - 0.05) * 5.0).floor().clamp(0.0, 4.0) / 5.0, to: 1.0 };
    let step = (WIDTH - LEFT - 16.0) / points.len().max(1) as f64;
    let x = |place: usize| LEFT + 8.0 + step * (place as f64 + 0.5);
    let body = html! {
        (scale.lines(&|height| format!("{:.0} %", height * 100.0)))
        path class="curve" d=(path(points, &x, &|height| scale.y(height))) {}
        @for (place, point) in points.iter().enumerate() {
            @if let Some(height) = point.height {
                @let y = scale.y(height);
                circle class="dot" cx=(px(x(place))) cy=(px(y)) r="3" { title { (point.told) } }
                text class="said" x=(px(x(place))) y=(px(if is_valley(points, place) { y + 16.0 } else { y - 7.0 })) text-anchor="middle" { (format!("{:.0}", height * 100.0)) }
            }
            text x=(px(x(place))) y=(px(HEIGHT - 6.0)) text-anchor="middle" { (point.name) }
        }
    };
    image(title, HEIGHT, &body)
}

/// Tells whether a curve comes down to a point and rises after it: there the room is below.
fn is_valley(points: &[Point], place: usize) -> bool {
    let height = |place: usize| points.get(place).and_then(|point| point.height);
    let Some(here) = height(place) else { return false };
    let before = place.checked_sub(1).and_then(height);
    let after = height(place + 1);
    let above = |side: Option<f64>| side.is_some_and(|height| height > here);
    let falls_to = |side: Option<f64>| side.is_none_or(|height| height > here);
    (above(before) && falls_to(after)) || (above(after) && falls_to(before))
}

/// A named range of shares of 1.
pub(super) struct Range {
    /// What stands at its left.
    pub(super) name: String,
    /// Its lower end, the value in it, its upper end.
    pub(super) low: f64,
    pub(super) middle: f64,
    pub(super) high: f64,
    /// What is said when it is pointed at.
    pub(super) told: String,
}

/// Returns ranges as bars from 0 to 1, one below the other, each with its middle, and a mark across all.
pub(super) fn ranges(title: &str, ranges: &[Range], mark: f64) -> Markup {
    const ROW: f64 = 44.0;
    const NAMES: f64 = 76.0;
    let x = |share: f64| NAMES + share.clamp(0.0, 1.0) * (WIDTH - NAMES - 16.0);
    let bottom = ABOVE + ROW * ranges.len() as f64;
    let body = html! {
        @for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
            line class="grid" x1=(px(x(share))) x2=(px(x(share))) y1=(px(ABOVE)) y2=(px(bottom)) {}
            text x=(px(x(share))) y=(px(bottom + 16.0)) text-anchor="middle" { (px(share * 100.0)) }
        }
        @for (row, range) in ranges.iter().enumerate() {
            @let y = ABOVE + ROW * row as f64 + 20.0;
            text class="said" x="0" y=(px(y + 10.0)) { (range.name) }
            rect class="range" x=(px(x(range.low))) y=(px(y)) width=(px((x(range.high) - x(range.low)).max(2.0))) height="14" rx="3" { title { (range.told) } }
            circle class="dot" cx=(px(x(range.middle))) cy=(px(y + 7.0)) r="4" {}
            text class="said" x=(px(x(range.middle))) y=(px(y - 4.0)) text-anchor="middle" { (whole_percent(range.middle)) }
        }
        line class="mark" x1=(px(x(mark))) x2=(px(x(mark))) y1=(px(ABOVE)) y2=(px(bottom)) {}
        text x=(px(x(mark))) y="11" text-anchor="middle" { "pass mark" }
    };
    image(title, bottom + BELOW, &body)
}

/// Returns shares of 1 as a small curve without numbers.
pub(super) fn spark(title: &str, points: &[Option<f64>]) -> Markup {
    const TALL: f64 = 70.0;
    let lowest = points.iter().flatten().fold(1.0_f64, |lowest, share| lowest.min(*share));
    let from = (lowest - 0.05).clamp(0.0, 0.7);
    let y = |share: f64| TALL - 6.0 - (share - from) / (1.0 - from) * (TALL - 12.0);
    let step = (WIDTH - 12.0) / points.len().max(1) as f64;
    let x = |place: usize| 6.0 + step * (place as f64 + 0.5);
    let named: Vec<Point> =
        points.iter().map(|share| Point { name: String::new(), height: *share, told: String::new() }).collect();
    let body = html! {
        line class="grid" x1="0" x2=(px(WIDTH)) y1=(px(y(1.0))) y2=(px(y(1.0))) {}
        path class="curve" d=(path(&named, &x, &y)) {}
        @for (place, share) in points.iter().enumerate().filter_map(|(place, share)| Some((place, (*share)?))) {
            circle class="dot" cx=(px(x(place))) cy=(px(y(share))) r="4" {}
        }
    };
    image(title, TALL, &body)
}

/// Returns a line through the points that have a height.
fn path(points: &[Point], x: &dyn Fn(usize) -> f64, y: &dyn Fn(f64) -> f64) -> String {
    let mut path = String::new();
    for (place, height) in points.iter().enumerate().filter_map(|(place, point)| Some((place, point.height?))) {
        path.push(if path.is_empty() { 'M' } else { 'L' });
        path.push_str(&format!("{} {}", px(x(place)), px(y(height))));
    }
    path
}

/// A cell of a map: its column and row, its class, and what is said when it is pointed at.
pub(super) struct Cell {
    pub(super) column: usize,
    pub(super) row: usize,
    pub(super) class: &'static str,
    pub(super) told: String,
}

/// Returns a map of cells with names at the left of its rows and above its columns.
pub(super) fn map(title: &str, columns: usize, rows: &[&str], above: &[(usize, String)], cells: &[Cell]) -> Markup {
    let size = (WIDTH - LEFT) / columns.max(1) as f64;
    let top = 16.0;
    let body = html! {
        // A name that would begin at the edge does not fit.
        @for (column, name) in above.iter().filter(|(column, _)| column + 2 < columns) {
            text x=(px(LEFT + size * *column as f64)) y="11" { (name) }
        }
        @for (row, name) in rows.iter().enumerate() {
            text x="0" y=(px(top + size * (row as f64 + 0.8))) { (name) }
        }
        @for cell in cells {
            rect class=(cell.class) x=(px(LEFT + size * cell.column as f64)) y=(px(top + size * cell.row as f64))
                width=(px(size - 1.5)) height=(px(size - 1.5)) rx="2" { title { (cell.told) } }
        }
    };
    image(title, top + size * rows.len() as f64, &body)
}

/// Returns a strip of equal cells, one path for each class.
pub(super) fn strip(title: &str, cells: &[&'static str]) -> Markup {
    const TALL: f64 = 12.0;
    let step = WIDTH / cells.len().max(1) as f64;
    let mut classes: Vec<&'static str> = cells.to_vec();
    classes.sort_unstable();
    classes.dedup();
    let drawn = |class: &str| {
        let mut path = String::new();
        let mut place = 0;
        for run in cells.chunk_by(|a, b| a == b) {
            if run.first() == Some(&class) {
                let width = px(step * run.len() as f64);
                path.push_str(&format!("M{} 0h{width}v{}h-{width}z", px(step * place as f64), px(TALL)));
            }
            place += run.len();
        }
        path
    };
    let body = html! {
        @for class in classes.iter().filter(|class| !class.is_empty()) { path class=(class) d=(drawn(class)) {} }
    };
    image(title, TALL, &body)
}

/// Returns a small square for a legend.
pub(super) fn square(class: &str) -> Markup {
    html! { svg viewBox="0 0 10 10" aria-hidden="true" { rect class=(class) width="10" height="10" rx="2" {} } }
}

/// Returns text that is markup already.
pub(super) const fn plain(text: &'static str) -> PreEscaped<&'static str> {
    PreEscaped(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_of_a_scale_is_round_and_its_half_whole() {
        let tops = [0.0, 1.0, 2.0, 3.0, 7.0, 20.0, 21.0, 99.0, 1001.0].map(round_up);
        assert_eq!(tops, [2.0, 2.0, 2.0, 4.0, 8.0, 20.0, 40.0, 100.0, 2000.0]);
    }

    #[test]
    fn a_number_stands_below_its_point_where_the_curve_comes_down_to_it() {
        let point = |height| Point { name: String::new(), height, told: String::new() };
        let points = [Some(0.9), Some(0.8), Some(0.9), None, Some(0.7), Some(0.7)].map(point);
        let valleys: Vec<usize> = (0..points.len()).filter(|place| is_valley(&points, *place)).collect();
        assert_eq!(valleys, [1]);
        let falling = [Some(0.9), Some(0.8)].map(point);
        assert!(is_valley(&falling, 1) && !is_valley(&falling, 0));
    }

    #[test]
    fn a_strip_draws_each_run_of_a_class_once() {
        let drawn = strip("lines", &["asked", "asked", "", "never", "asked", "asked"]).into_string();
        assert!(drawn.contains(r#"class="asked" d="M0 0h120v12h-120zM240 0h120v12h-120z""#), "{drawn}");
        assert_eq!(drawn.matches("<path").count(), 2);
    }
}
