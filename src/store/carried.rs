//! Rows of the log as they travel between stores: one JSON object a line, each line sealed by a
//! digest over itself and all lines before it.
//!
//! ```text
//! {"askback_log":1,"digest":".."}
//! {"row":{"device":"..","seq":1,"at_ms":..,..,"chain":".."},"seal":".."}
//! {"rows":1,"seal":".."}
//! ```
//!
//! So a file that was cut anywhere, or in which a byte is wrong, is good up to the last line whose
//! seal fits.

use std::io::{self, BufRead, Write};

use rusqlite::{Connection, Row, ToSql, params};
use serde::{Deserialize, Serialize};

use super::{order, row};
use crate::model::Event;

/// The newest form of the file that is read, and the one that is written.
const FORMAT: u64 = 1;

/// The longest line that is read, in bytes: an answer typed or a setting, never a book.
const LONGEST_LINE: u64 = 16 << 20;

/// A row of the log with the names of devices, zones and schedulers written out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Carried {
    #[serde(with = "hex")]
    pub(super) device: [u8; 16],
    pub(super) seq: u64,
    pub(super) at_ms: i64,
    pub(super) offset_min: i32,
    pub(super) zone: String,
    pub(super) day: i32,
    pub(super) kind: i64,
    #[serde(with = "digits", default, skip_serializing_if = "Option::is_none")]
    pub(super) card: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) quality: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) answer_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) review_kind: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) interval_before: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) interval_after: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) ease_before: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) ease_after: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) shift_days: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) scheduler: Option<String>,
    #[serde(with = "hex_option", default, skip_serializing_if = "Option::is_none")]
    pub(super) target_device: Option<[u8; 16]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) target_seq: Option<u64>,
    #[serde(with = "digits", default, skip_serializing_if = "Option::is_none")]
    pub(super) other: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) more: Option<String>,
    #[serde(with = "hex")]
    pub(super) chain: [u8; 16],
}

/// Returns the query of all rows, with the chain value after the columns of an event.
pub(super) fn select() -> String {
    row::EVENT.replacen(" from log", ", l.chain from log", 1)
}

impl Carried {
    /// Reads a row of [`select`].
    pub(super) fn of(found: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            device: found.get(0)?,
            seq: found.get(1)?,
            at_ms: found.get(2)?,
            offset_min: found.get(3)?,
            zone: found.get(4)?,
            day: found.get(5)?,
            kind: found.get(6)?,
            card: found.get(7)?,
            quality: found.get(8)?,
            answer_ms: found.get(9)?,
            review_kind: found.get(10)?,
            interval_before: found.get(11)?,
            interval_after: found.get(12)?,
            ease_before: found.get(13)?,
            ease_after: found.get(14)?,
            shift_days: found.get(15)?,
            scheduler: found.get(16)?,
            target_device: found.get(17)?,
            target_seq: found.get(18)?,
            other: found.get(19)?,
            text: found.get(20)?,
            more: found.get(21)?,
            chain: found.get(22)?,
        })
    }

    /// Returns the event the row holds, read as it would be from the log.
    ///
    /// # Errors
    /// If the row holds what this version does not know.
    pub(super) fn event(&self, connection: &Connection) -> rusqlite::Result<Event> {
        let columns: [&dyn ToSql; 22] = [
            &self.device, &self.seq, &self.at_ms, &self.offset_min, &self.zone, &self.day, &self.kind, &self.card,
            &self.quality, &self.answer_ms, &self.review_kind, &self.interval_before, &self.interval_after,
            &self.ease_before, &self.ease_after, &self.shift_days, &self.scheduler, &self.target_device,
            &self.target_seq, &self.other, &self.text, &self.more,
        ];
        connection
            .prepare_cached("select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22")?
            .query_row(columns, row::event)
    }

    /// Returns everything the row says but its own name and chain value: what tells two events
    /// under one name apart.
    pub(super) fn content(&self) -> String {
        let nameless = Self { device: [0; 16], seq: 0, chain: [0; 16], ..self.clone() };
        serde_json::to_string(&nameless).unwrap_or_default()
    }
}

/// Writes rows as lines, each sealed.
pub(super) struct Writer<W: Write> {
    sink: W,
    seal: blake3::Hasher,
    rows: u64,
}

#[derive(Serialize, Deserialize)]
struct Header {
    askback_log: u64,
    digest: String,
}

#[derive(Serialize, Deserialize)]
struct Line<T> {
    row: T,
    seal: String,
}

#[derive(Serialize, Deserialize)]
struct Footer {
    rows: u64,
    seal: String,
}

impl<W: Write> Writer<W> {
    pub(super) fn begin(mut sink: W, digest: &str) -> io::Result<Self> {
        serde_json::to_writer(&mut sink, &Header { askback_log: FORMAT, digest: digest.to_owned() })?;
        sink.write_all(b"\n")?;
        Ok(Self { sink, seal: blake3::Hasher::new(), rows: 0 })
    }

    pub(super) fn row(&mut self, row: &Carried) -> io::Result<()> {
        let text = serde_json::to_string(row)?;
        self.rows += 1;
        writeln!(self.sink, "{{\"row\":{text},\"seal\":\"{}\"}}", sealed(&mut self.seal, &text))
    }

    pub(super) fn finish(mut self) -> io::Result<u64> {
        let seal = sealed(&mut self.seal, &self.rows.to_string());
        serde_json::to_writer(&mut self.sink, &Footer { rows: self.rows, seal })?;
        self.sink.write_all(b"\n")?;
        self.sink.flush()?;
        Ok(self.rows)
    }
}

/// Returns the seal after one more text.
fn sealed(hasher: &mut blake3::Hasher, text: &str) -> String {
    hasher.update(text.as_bytes()).update(b"\n");
    hasher.finalize().to_hex().as_str()[..16].to_owned()
}

/// How far a file could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// To its end.
    Whole,
    /// Up to this line, which is cut or does not fit its seal.
    Broken(u64),
    /// Not at all: a later version wrote it.
    Newer,
}

/// Reads the rows of a file until the first line that does not fit; nothing if it is no such file.
pub(super) struct Reader<R: BufRead> {
    source: R,
    seal: blake3::Hasher,
    rows: u64,
    line: u64,
    /// How the reading ended, once it has.
    pub(super) end: Option<End>,
}

impl<R: BufRead> Reader<R> {
    /// Begins to read; nothing if the first line is not that of such a file.
    pub(super) fn begin(source: R) -> io::Result<Option<Self>> {
        let mut reader = Self { source, seal: blake3::Hasher::new(), rows: 0, line: 0, end: None };
        let first = reader.line()?;
        let header: Option<Header> = serde_json::from_str(&first).ok();
        if header.as_ref().is_some_and(|header| header.askback_log > FORMAT) {
            reader.end = Some(End::Newer);
        }
        Ok(header.map(|_| reader))
    }

    /// Returns the next line without its end; empty at the end of the file.
    fn line(&mut self) -> io::Result<String> {
        let mut bytes = Vec::new();
        io::Read::take(&mut self.source, LONGEST_LINE).read_until(b'\n', &mut bytes)?;
        self.line += 1;
        // A line that was cut is not one: its last byte must be the line end.
        let whole = bytes.pop() == Some(b'\n');
        Ok(if whole { String::from_utf8(bytes).unwrap_or_default() } else { String::new() })
    }

    /// Returns the next row; nothing once the end is known.
    pub(super) fn next(&mut self) -> io::Result<Option<Carried>> {
        if self.end.is_some() {
            return Ok(None);
        }
        let text = self.line()?;
        if let Ok(Line { row, seal }) = serde_json::from_str::<Line<Carried>>(&text) {
            let written = serde_json::to_string(&row)?;
            if sealed(&mut self.seal, &written) == seal {
                self.rows += 1;
                return Ok(Some(row));
            }
        } else if let Ok(Footer { rows, seal }) = serde_json::from_str::<Footer>(&text)
            && rows == self.rows
            && sealed(&mut self.seal, &rows.to_string()) == seal
        {
            self.end = Some(End::Whole);
            return Ok(None);
        }
        self.end = Some(End::Broken(self.line));
        Ok(None)
    }
}

/// Inserts a row as it is.
pub(super) fn insert(connection: &Connection, carried: &Carried) -> rusqlite::Result<()> {
    let device = row::device_number(connection, carried.device)?;
    let zone = row::word(connection, &carried.zone)?;
    let scheduler = carried.scheduler.as_deref().map(|text| row::word(connection, text)).transpose()?;
    let target = carried.target_device.map(|device| row::device_number(connection, device)).transpose()?;
    connection
        .prepare_cached(
            "insert into log (device, seq, at_ms, offset_min, zone, day, kind, card, quality, answer_ms, review_kind, interval_before, interval_after, \
             ease_before, ease_after, shift_days, scheduler, target_device, target_seq, other, text, more, chain) \
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
        )?
        .execute(params![
            device,
            carried.seq,
            carried.at_ms,
            carried.offset_min,
            zone,
            carried.day,
            carried.kind,
            carried.card,
            carried.quality,
            carried.answer_ms,
            carried.review_kind,
            carried.interval_before,
            carried.interval_after,
            carried.ease_before,
            carried.ease_after,
            carried.shift_days,
            scheduler,
            target,
            carried.target_seq,
            carried.other,
            carried.text,
            carried.more,
            carried.chain,
        ])?;
    order::keep(connection, device, carried.seq, carried.at_ms)
}

/// Bytes as hexadecimal digits.
mod hex {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8; 16], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&crate::model::Device(*bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 16], D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = (text.len() == 32).then(|| u128::from_str_radix(&text, 16).ok()).flatten();
        number.map(u128::to_be_bytes).ok_or_else(|| D::Error::custom("not 32 hexadecimal digits"))
    }
}

/// The same where there may be none.
mod hex_option {
    use serde::{Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &Option<[u8; 16]>, serializer: S) -> Result<S::Ok, S::Error> {
        match bytes {
            Some(bytes) => super::hex::serialize(bytes, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<[u8; 16]>, D::Error> {
        super::hex::deserialize(deserializer).map(Some)
    }
}

/// Whole numbers beyond 2^53 as texts, since other readers of JSON would round them.
mod digits {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(number: &Option<i64>, serializer: S) -> Result<S::Ok, S::Error> {
        match number {
            Some(number) => serializer.collect_str(number),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
        String::deserialize(deserializer)?.parse().map(Some).map_err(|_| D::Error::custom("not a whole number"))
    }
}
