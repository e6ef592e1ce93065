//! Bytes to text: UTF-8, UTF-16 with its mark, and older encodings told to the learner.

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::Remark;

/// Text with what had to be guessed.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) remarks: Vec<Remark>,
}

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Zero bytes: a picture, a program, an archive.
    #[error("not text (it holds zero bytes)")]
    Binary,
    /// Mostly UTF-8 with damage.
    #[error("line {line}: byte {byte} is not UTF-8")]
    Damaged {
        /// Line, 1-based.
        line: u32,
        /// Offset in the file, from 0.
        byte: usize,
    },
}

/// Returns the text of the bytes.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    for (mark, encoding) in [(&[0xFF, 0xFE][..], UTF_16LE), (&[0xFE, 0xFF][..], UTF_16BE)] {
        if bytes.starts_with(mark) {
            let (text, _) = encoding.decode_without_bom_handling(&bytes[2..]);
            return Ok(Decoded {
                text: unified(&text),
                remarks: vec![Remark { line: 0, text: format!("read as {}", encoding.name()) }],
            });
        }
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err(Unreadable::Binary);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: unified(text), remarks: Vec::new() }),
        Err(error) => legacy(bytes, error.valid_up_to()),
    }
}

/// Reads older encodings; refuses text that is UTF-8 with a few damaged bytes.
fn legacy(bytes: &[u8], byte: usize) -> Result<Decoded, Unreadable> {
    let lossy = String::from_utf8_lossy(bytes);
    let damaged = lossy.chars().filter(|c| *c == '\u{fffd}').count();
    let multibyte = lossy.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    let line = u32::try_from(bytes[..byte].iter().filter(|b| **b == b'\n').count() + 1).unwrap_or(u32::MAX);
    if multibyte > damaged || bytes.iter().any(|b| *b < 9) {
        return Err(Unreadable::Damaged { line, byte });
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    let (text, _, broken) = encoding.decode(bytes);
    if broken || text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return Err(Unreadable::Damaged { line, byte });
    }
    Ok(Decoded {
        text: unified(&text),
        remarks: vec![Remark { line, text: format!("not UTF-8; read as {}", encoding.name()) }],
    })
}

/// Returns the text with every kind of line end as `\n`.
fn unified(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Returns the front matter, and the text with its lines left empty so that line numbers stay.
pub(super) fn front_matter(text: &str) -> (String, String) {
    let Some(rest) = text.strip_prefix("---\n") else { return (String::new(), text.to_owned()) };
    let Some(end) = rest.find("\n---\n").or_else(|| rest.strip_suffix("\n---").map(str::len)) else {
        return (String::new(), text.to_owned());
    };
    let matter = &rest[..end];
    let after = rest.get(end + 4..).unwrap_or("");
    // Byte offsets must stay too: every byte of the matter becomes a space or a line end.
    let blank: String =
        text.as_bytes()[..text.len() - after.len()].iter().map(|b| if *b == b'\n' { '\n' } else { ' ' }).collect();
    (matter.to_owned(), blank + after)
}
