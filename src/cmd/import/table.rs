//! Text as rows of cells.

use crate::import::{self, ReviewTable};

/// Signs that part cells, the likeliest first.
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];

/// Reads a log of reviews from comma-, tab- or semicolon-separated text; nothing if no reading of
/// the first line names the columns of one.
pub(super) fn reviews(text: &str) -> Option<ReviewTable> {
    SEPARATORS.iter().find_map(|separator| {
        let mut reader = csv::ReaderBuilder::new().delimiter(*separator).flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().ok()?.clone();
        let header: Vec<&str> = header.iter().collect();
        let rows = reader.into_records().filter_map(Result::ok).map(|record| {
            let line = record.position().map_or(0, csv::Position::line);
            (line, record.iter().map(str::to_owned).collect())
        });
        import::review_table(&header, rows)
    })
}
