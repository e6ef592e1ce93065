//! Our own `export reviews` as JSON, read row by row.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{ReviewTable, review_table::Columns};

/// The newest document that is read.
const SCHEMA: u64 = 1;

#[derive(Deserialize)]
struct Document {
    schema_version: u64,
    #[serde(default, deserialize_with = "rows")]
    reviews: Option<ReviewTable>,
}

/// Reads the reviews of a JSON document of ours; nothing if it holds none.
///
/// # Errors
/// If it is no JSON, or of a later version.
pub fn own_reviews(text: &str) -> serde_json::Result<Option<ReviewTable>> {
    let document: Document = serde_json::from_str(text)?;
    if document.schema_version > SCHEMA {
        return Err(serde::de::Error::custom(format!(
            "its version {} is newer than {SCHEMA}",
            document.schema_version
        )));
    }
    Ok(document.reviews)
}

fn rows<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ReviewTable>, D::Error> {
    deserializer.deserialize_seq(Rows).map(Some)
}

/// Turns each row into a review as it is read, so that the document is never held as a tree.
struct Rows;

impl<'de> Visitor<'de> for Rows {
    type Value = ReviewTable;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of reviews")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<ReviewTable, A::Error> {
        let mut table = ReviewTable::default();
        let mut number = 0;
        while let Some(row) = rows.next_element::<Map<String, Value>>()? {
            number += 1;
            let names: Vec<&str> = row.keys().map(String::as_str).collect();
            let cells: Vec<String> = row.values().map(cell).collect();
            match Columns::of(&names).ok_or("it lacks a card, a grade or an instant").and_then(|at| at.row(&cells)) {
                Ok(review) => table.reviews.push(review),
                Err(reason) => table.skipped.add(reason, format!("review {number}")),
            }
        }
        Ok(table)
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reviews_are_read_and_rows_that_are_none_are_named() {
        let text = r#"{"schema_version":1,"reviews":[
            {"reviewed_at":"2024-03-01T10:00:00.000+01:00","local_day":"2024-03-01","card_id":"00000000000000ab",
             "quality":4,"answer_ms":900,"kind":"learn","interval_before_days":0,"interval_after_days":1,
             "ease_before":2.5,"ease_after":2.5,"scheduler":"sm2","undone":false},
            {"card_id":"00000000000000ab","quality":7,"reviewed_at":"2024-03-01T10:00:00.000+01:00"}]}"#;
        let read = own_reviews(text).unwrap().unwrap();
        assert_eq!((read.reviews.len(), read.reviews[0].answer_ms), (1, 900));
        assert_eq!(read.skipped.lines(), ["1 left out: its grade is not from 0 to 5 (review 2)"]);
    }

    #[test]
    fn a_later_version_and_a_document_of_another_kind_are_told_apart() {
        assert!(own_reviews(r#"{"schema_version":2,"reviews":[]}"#).unwrap_err().to_string().contains("newer"));
        assert_eq!(own_reviews(r#"{"schema_version":1,"cards":[]}"#).unwrap(), None);
        assert!(own_reviews("{").is_err());
    }
}
