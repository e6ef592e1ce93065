//! Edge. The learner's screen and keys: lines in, lines out, and nothing of a note acts on the
//! terminal.

mod safe;

use std::io::{BufRead, Write};

pub use safe::safe;

/// Columns beyond which lines are wrapped even on a wide screen.
const WIDEST: usize = 100;

/// Where a sitting is shown and typed.
pub struct Screen<'a> {
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
    width: usize,
    labelled: bool,
    prompting: bool,
}

impl<'a> Screen<'a> {
    /// Makes a screen of `width` columns; `usize::MAX` wraps nothing. `labelled` keeps every line in words alone;
    /// `prompting` shows what is waited for, as a terminal needs it.
    pub fn new(
        input: &'a mut dyn BufRead,
        output: &'a mut dyn Write,
        width: usize,
        labelled: bool,
        prompting: bool,
    ) -> Self {
        let width = if width == usize::MAX { width } else { width.clamp(20, WIDEST) };
        Self { input, output, width, labelled, prompting }
    }

    /// Tells whether lines are kept in words alone.
    pub const fn labelled(&self) -> bool {
        self.labelled
    }

    /// Shows a line, made safe and wrapped.
    ///
    /// # Errors
    /// As the stream reports.
    pub fn line(&mut self, text: &str) -> std::io::Result<()> {
        self.hanging("", text)
    }

    /// Shows a label and a text wrapped beside it.
    ///
    /// # Errors
    /// As the stream reports.
    pub fn hanging(&mut self, label: &str, text: &str) -> std::io::Result<()> {
        let clean = safe(text);
        let indent = " ".repeat(if label.is_empty() { 0 } else { 2 });
        let options = textwrap::Options::new(self.width).initial_indent(label).subsequent_indent(&indent);
        for line in textwrap::wrap(&clean, options) {
            writeln!(self.output, "{line}")?;
        }
        if clean.is_empty() {
            writeln!(self.output, "{}", label.trim_end())?;
        }
        Ok(())
    }

    /// Shows an empty line.
    ///
    /// # Errors
    /// As the stream reports.
    pub fn gap(&mut self) -> std::io::Result<()> {
        writeln!(self.output)
    }

    /// Reads a line; nothing at the end of input. Bytes that are no UTF-8 are replaced.
    ///
    /// # Errors
    /// As the stream reports.
    pub fn read(&mut self, waiting_for: &str) -> std::io::Result<Option<String>> {
        if self.prompting {
            write!(self.output, "{waiting_for}")?;
        }
        self.output.flush()?;
        let mut bytes = Vec::new();
        if self.input.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_wrapped_at_the_width_and_made_safe() {
        let (mut input, mut output) = (&b"yes\nlast"[..], Vec::new());
        let mut screen = Screen::new(&mut input, &mut output, 20, false, false);
        screen.hanging("Question: ", "what clears \u{1b}[2J the screen?").unwrap();
        assert_eq!(screen.read("> ").unwrap().as_deref(), Some("yes"));
        assert_eq!(screen.read("> ").unwrap().as_deref(), Some("last"));
        assert_eq!(screen.read("> ").unwrap(), None);
        assert_eq!(String::from_utf8(output).unwrap(), "Question: what\n  clears ^[[2J the\n  screen?\n");
    }
}
