//! What is said beside the output, wrapped to the terminal: a word is never cut at its edge.

use std::io::{self, Write};

use textwrap::{Options, WordSeparator, WordSplitter};

/// Columns below which lines are not made narrower.
const NARROWEST: usize = 40;

/// Writes whole lines, further ones indented, none longer than the terminal is wide.
pub struct Wrapped<W: Write> {
    inner: W,
    /// The line that has not ended yet.
    line: Vec<u8>,
    /// Columns of the terminal; nothing where there is none, so that lines stay as they are.
    width: Option<usize>,
}

impl<W: Write> Wrapped<W> {
    /// Wraps what is written to `inner` to `width` columns, if it is a terminal of some.
    pub fn new(inner: W, width: Option<usize>) -> Self {
        Self { inner, line: Vec::new(), width: width.map(|width| width.max(NARROWEST)) }
    }

    fn end_line(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        let Some(width) = self.width else { return self.inner.write_all(&line) };
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches('\n');
        // A path stays whole, to be copied.
        let options = Options::new(width)
            .subsequent_indent("  ")
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .break_words(false);
        for row in textwrap::wrap(text, options) {
            writeln!(self.inner, "{row}")?;
        }
        Ok(())
    }
}

impl<W: Write> Write for Wrapped<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                self.end_line()?;
            }
        }
        Ok(bytes.len())
    }

    /// Shows what has no end of line yet, as it is.
    fn flush(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        self.inner.write_all(&line)?;
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, width: Option<usize>) -> String {
        let mut written = Vec::new();
        let mut wrapped = Wrapped::new(&mut written, width);
        write!(wrapped, "{text}").unwrap();
        wrapped.flush().unwrap();
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn a_long_line_is_wrapped_between_words_on_a_terminal_only() {
        let text = "error: the note knots.md has no heading, so that nothing can be asked of it\nhint: give it one\n";
        let narrow = said(text, Some(40));
        assert!(narrow.lines().all(|line| line.chars().count() <= 40), "{narrow}");
        assert_eq!(narrow.split_whitespace().collect::<Vec<_>>(), text.split_whitespace().collect::<Vec<_>>());
        assert!(narrow.lines().nth(1).is_some_and(|line| line.starts_with("  ")), "{narrow}");
        assert_eq!(said(text, None), text);
    }

    #[test]
    fn a_path_longer_than_a_line_and_a_line_that_has_not_ended_stay_whole() {
        let path = format!("/{}", "knots/".repeat(12));
        let shown = said(&format!("error: no such folder {path}\nworking"), Some(40));
        assert!(shown.ends_with("\nworking") && shown.contains(&path), "{shown}");
    }

    #[test]
    fn colour_takes_no_room_in_a_line() {
        let plain = "error: the store is held by another sitting";
        let coloured = format!("\u{1b}[1m\u{1b}[31m{plain}\u{1b}[0m\n");
        assert_eq!(said(&coloured, Some(plain.len())).lines().count(), 1);
    }
}
