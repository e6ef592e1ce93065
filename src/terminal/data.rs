//! Data on their way out: as they are into a file or a pipe, made safe on a terminal.

use std::io::{self, Write};

use super::safe;

/// A sink for data.
pub struct Data<'a> {
    output: &'a mut dyn Write,
    guarded: bool,
    line: Vec<u8>,
}

impl<'a> Data<'a> {
    pub(super) fn new(output: &'a mut dyn Write, guarded: bool) -> Self {
        Self { output, guarded, line: Vec::new() }
    }

    /// Writes out what was gathered of a line.
    fn release(&mut self, end: &str) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        write!(self.output, "{}{end}", safe(&String::from_utf8_lossy(&line)))
    }
}

impl Write for Data<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.guarded {
            return self.output.write(bytes);
        }
        let mut lines = bytes.split(|byte| *byte == b'\n');
        self.line.extend(lines.next().unwrap_or_default());
        for line in lines {
            self.release("\n")?;
            self.line.extend(line);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.line.is_empty() {
            self.release("")?;
        }
        self.output.flush()
    }
}

impl Drop for Data<'_> {
    fn drop(&mut self) {
        if !self.line.is_empty() {
            // A stream that fails here fails again at the last flush, where it is reported.
            let _ = self.release("");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(guarded: bool) -> String {
        let mut output = Vec::new();
        let mut data = Data::new(&mut output, guarded);
        data.write_all(b"a,\x1b[2J\nhalf \xc3").unwrap();
        data.write_all(b"\xa9 a line").unwrap();
        drop(data);
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn data_are_made_safe_on_a_terminal_and_left_alone_elsewhere() {
        assert_eq!(written(true), "a,^[[2J\nhalf é a line");
        assert_eq!(written(false), "a,\u{1b}[2J\nhalf é a line");
    }
}
