//! Lines from a pipe, a file or a terminal in its own mode.

use std::io::{self, BufRead, BufReader, Read};
use std::time::Duration;

use super::Typed;

/// Bytes read at once: as many as a pipe holds.
const CHUNK: usize = 64 << 10;

/// The longest line that is kept; the rest of a longer one is passed over.
const LONGEST: usize = 64 << 10;

/// EIO on every system that has it.
const HUNG_UP: i32 = 5;

/// Where lines come from.
pub trait Lines: BufRead {
    /// Tells whether something can be read, or the end is reached, at once or within `patience`.
    fn comes_within(&mut self, patience: Duration) -> bool;
}

impl Lines for &[u8] {
    fn comes_within(&mut self, _: Duration) -> bool {
        true
    }
}

/// The standard input, read past the library's own buffer, so that it is known what waits.
#[cfg(unix)]
#[derive(Debug)]
pub struct StandardInput(BufReader<std::fs::File>);

/// The standard input.
#[cfg(not(unix))]
#[derive(Debug)]
pub struct StandardInput(BufReader<std::io::Stdin>);

impl StandardInput {
    /// Takes the standard input. Nothing else may read from it afterwards.
    ///
    /// # Errors
    /// If the system has no handle left.
    #[cfg(unix)]
    pub fn open() -> io::Result<Self> {
        let handle = std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned()?;
        Ok(Self(BufReader::with_capacity(CHUNK, handle.into())))
    }

    /// Takes the standard input. Nothing else may read from it afterwards.
    ///
    /// # Errors
    /// None here.
    #[cfg(not(unix))]
    pub fn open() -> io::Result<Self> {
        Ok(Self(BufReader::with_capacity(CHUNK, io::stdin())))
    }
}

impl Read for StandardInput {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl BufRead for StandardInput {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.0.consume(amount);
    }
}

impl Lines for StandardInput {
    #[cfg(unix)]
    fn comes_within(&mut self, patience: Duration) -> bool {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        if !self.0.buffer().is_empty() {
            return true;
        }
        let mut waiting = [PollFd::new(self.0.get_ref(), PollFlags::IN)];
        let patience = Timespec::try_from(patience).ok();
        poll(&mut waiting, patience.as_ref()).is_ok_and(|ready| ready > 0)
    }

    #[cfg(not(unix))]
    fn comes_within(&mut self, _: Duration) -> bool {
        !self.0.buffer().is_empty()
    }
}

/// Reads a line; bytes that are no UTF-8 are replaced.
pub(super) fn read(input: &mut dyn Lines) -> io::Result<Typed> {
    let mut bytes = Vec::new();
    let mut taken = 0;
    loop {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            // A terminal that was closed reports this instead of its end.
            Err(error) if error.raw_os_error() == Some(HUNG_UP) => break,
            Err(error) => return Err(error),
        };
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let line = end.map_or(chunk, |place| chunk.get(..place).unwrap_or(chunk));
        let room = LONGEST.saturating_sub(bytes.len()).min(line.len());
        bytes.extend(line.iter().take(room));
        let used = end.map_or(chunk.len(), |place| place + 1);
        taken += used;
        input.consume(used);
        if end.is_some() || used == 0 {
            break;
        }
    }
    if taken == 0 {
        return Ok(Typed::End);
    }
    Ok(Typed::Line(String::from_utf8_lossy(&bytes).trim_end_matches('\r').to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_end_does_not_fill_the_memory() {
        let flood = "x".repeat(LONGEST * 3) + "\nnext\n";
        let mut input = flood.as_bytes();
        assert!(matches!(read(&mut input).unwrap(), Typed::Line(line) if line.len() == LONGEST));
        assert_eq!(read(&mut input).unwrap(), Typed::Line("next".into()));
    }
}
