//! Writes rows as CSV or JSON, holding one row at a time.

use std::io::{self, Write};

use super::Value;

/// The name and the columns of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table<const N: usize> {
    /// The key of the rows in the JSON document.
    pub name: &'static str,
    /// CSV columns and JSON keys, in order.
    pub columns: [&'static str; N],
}

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, with a header line; lines end in a line feed.
    Csv(Texts),
    /// `{"schema_version":1,"<table>":[{..}, ..]}`, one row a line.
    Json,
}

/// What becomes of texts in CSV that a spreadsheet would run as a formula.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Texts {
    /// They get a leading apostrophe, by which spreadsheets know text.
    #[default]
    Safe,
    /// They stay as they are, so that the file can be read back unchanged.
    Raw,
}

/// Writes one export.
pub struct Writer<const N: usize, W: Write> {
    columns: [&'static str; N],
    sink: Sink<W>,
    scratch: Vec<u8>,
    rows: u64,
}

enum Sink<W: Write> {
    Csv(Box<csv::Writer<W>>, Texts),
    Json(io::BufWriter<W>),
}

impl<const N: usize, W: Write> Writer<N, W> {
    /// Begins an export: writes what stands before the first row.
    ///
    /// # Errors
    /// Those of the sink; so for every method.
    pub fn begin(table: &Table<N>, format: Format, sink: W) -> io::Result<Self> {
        let sink = match format {
            Format::Csv(texts) => {
                let mut csv = csv::Writer::from_writer(sink);
                csv.write_record(table.columns)?;
                Sink::Csv(Box::new(csv), texts)
            }
            Format::Json => {
                let mut json = io::BufWriter::new(sink);
                write!(json, "{{\"schema_version\":1,\"{}\":[", table.name)?;
                Sink::Json(json)
            }
        };
        Ok(Self { columns: table.columns, sink, scratch: Vec::new(), rows: 0 })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn row(&mut self, values: &[Value<'_>; N]) -> io::Result<()> {
        self.scratch.clear();
        match &mut self.sink {
            Sink::Csv(csv, texts) => write_record(csv, *texts, values, &mut self.scratch)?,
            Sink::Json(json) => {
                self.scratch.extend_from_slice(if self.rows == 0 { b"\n" } else { b",\n" });
                write_object(&self.columns, values, &mut self.scratch)?;
                json.write_all(&self.scratch)?;
            }
        }
        self.rows += 1;
        Ok(())
    }

    /// Writes what has parts. `whole` fills the first columns, each part the others: in CSV a row for
    /// each part, or one with these cells empty where there is none; in JSON one object, which holds
    /// its parts as a list under `name`.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn row_of_parts<const P: usize>(
        &mut self,
        whole: &[Value<'_>],
        name: &str,
        parts: &[[Value<'_>; P]],
    ) -> io::Result<()> {
        let none = [[Value::Absent; P]];
        self.scratch.clear();
        match &mut self.sink {
            Sink::Csv(csv, texts) => {
                let rows = if parts.is_empty() { &none } else { parts };
                for part in rows {
                    write_record(csv, *texts, whole.iter().chain(part), &mut self.scratch)?;
                }
                self.rows += rows.len() as u64;
            }
            Sink::Json(json) => {
                let (first, others) = self.columns.split_at(N.saturating_sub(P));
                self.scratch.extend_from_slice(if self.rows == 0 { b"\n" } else { b",\n" });
                write_object(first, whole, &mut self.scratch)?;
                self.scratch.pop();
                write!(self.scratch, ",\"{name}\":[")?;
                for (index, part) in parts.iter().enumerate() {
                    self.scratch.extend_from_slice(if index == 0 { b"" } else { b"," });
                    write_object(others, part, &mut self.scratch)?;
                }
                self.scratch.extend_from_slice(b"]}");
                json.write_all(&self.scratch)?;
                self.rows += 1;
            }
        }
        Ok(())
    }

    /// Writes what stands after the last row, and returns the number of rows.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn finish(self) -> io::Result<u64> {
        match self.sink {
            Sink::Csv(mut csv, _) => csv.flush()?,
            Sink::Json(mut json) => {
                json.write_all(b"\n]}\n")?;
                json.flush()?;
            }
        }
        Ok(self.rows)
    }
}

/// Writes a line of CSV.
fn write_record<'a, W: Write>(
    csv: &mut csv::Writer<W>,
    texts: Texts,
    values: impl IntoIterator<Item = &'a Value<'a>>,
    scratch: &mut Vec<u8>,
) -> io::Result<()> {
    for value in values {
        scratch.clear();
        if texts == Texts::Safe && matches!(value, Value::Text(text) if is_formula(text)) {
            scratch.push(b'\'');
        }
        value.write(scratch);
        csv.write_field(&*scratch)?;
    }
    Ok(csv.write_record(None::<&[u8]>)?)
}

/// Appends a JSON object.
fn write_object(columns: &[&str], values: &[Value<'_>], bytes: &mut Vec<u8>) -> io::Result<()> {
    bytes.push(b'{');
    for (index, (column, value)) in columns.iter().zip(values).enumerate() {
        if index > 0 {
            bytes.push(b',');
        }
        bytes.push(b'"');
        bytes.extend_from_slice(column.as_bytes());
        bytes.extend_from_slice(b"\":");
        match *value {
            Value::Absent => bytes.extend_from_slice(b"null"),
            Value::Text(text) | Value::Word(text) => serde_json::to_writer(&mut *bytes, text)?,
            bare if bare.is_bare() => bare.write(bytes),
            // Digits and punctuation of dates and ids: nothing that JSON would escape.
            quoted => {
                bytes.push(b'"');
                quoted.write(bytes);
                bytes.push(b'"');
            }
        }
    }
    bytes.push(b'}');
    Ok(())
}

/// Tells whether a spreadsheet would take a text for a formula: one that begins, after blanks or
/// a byte order mark, with `=`, `+`, `-` or `@` (full-width too), or with a tab or line break
/// (OWASP, CSV injection).
fn is_formula(text: &str) -> bool {
    let blank = |character: char| character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}');
    let rest = text.trim_start_matches(blank);
    let lead = &text[..text.len() - rest.len()];
    lead.contains(['\t', '\r', '\n'])
        || rest.starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}
