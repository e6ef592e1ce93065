//! Edge. The learner's screen and keys: text out, lines and keys in, and nothing of a note acts on
//! the terminal. Output is only ever added to: no redraw, no cursor moves, the scrollback keeps
//! the session.

mod data;
mod keys;
mod leave;
mod lines;
mod safe;
mod style;
mod wrapped;

use std::io::{self, Write};
use std::time::Duration;

pub use data::Data;
pub use keys::Key;
use keys::Pressed;
pub use leave::{answers_kept, kept, watch};
pub use lines::{Lines, StandardInput};
pub use safe::{safe, safe_json};
pub use style::Tone;
pub use wrapped::Wrapped;

/// Columns between which lines are wrapped on a terminal.
const WIDTHS: (usize, usize) = (40, 100);

/// How the learner is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// By lines, from a pipe or a file: nothing is shown but the text, unwrapped.
    Piped,
    /// By lines, on a terminal: what is waited for is shown in words.
    Lines,
    /// By single keys, on a terminal.
    Keys,
}

/// A line that was typed, or why none came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A line, without its end.
    Line(String),
    /// Nothing more will come.
    End,
    /// Ctrl-C.
    Interrupt,
}

/// What is known of the two ends.
#[derive(Clone, Copy, Debug)]
pub struct Ends {
    /// How the learner is asked.
    pub manner: Manner,
    /// Output goes to a terminal: it is wrapped, and data are made safe as well.
    pub shown: bool,
    /// Output is coloured.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// Where the learner reads and types.
pub struct Screen<'a> {
    input: &'a mut dyn Lines,
    output: &'a mut dyn Write,
    ends: Ends,
}

impl<'a> Screen<'a> {
    /// Makes a screen.
    pub fn new(input: &'a mut dyn Lines, output: &'a mut dyn Write, ends: Ends) -> Self {
        Self { input, output, ends }
    }

    /// Returns what is known of the two ends.
    pub const fn ends(&self) -> Ends {
        self.ends
    }

    /// Tells whether a row of so many columns stands on one line; where nobody looks, it always does.
    pub const fn fits(&self, columns: usize) -> bool {
        !self.ends.shown || columns <= self.ends.width
    }

    /// Shows a text, made safe and wrapped; an empty one as an empty line.
    ///
    /// # Errors
    /// As the stream reports.
    pub fn say(&mut self, text: &str) -> io::Result<()> {
        self.toned(Tone::Plain, text)
    }

    /// Shows a row of a list or table: made safe and never wrapped, so that columns stay.
    ///
    /// # Errors
    /// As the stream reports.
    pub fn row(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.output, "{}", safe(text))
    }

    /// Returns where data go as they are; on a terminal they are made safe.
    pub fn data(&mut self) -> Data<'_> {
        Data::new(self.output, self.ends.shown)
    }

    /// Shows a text in a tone.
    ///
    /// # Errors
    /// As the stream reports.
    pub fn toned(&mut self, tone: Tone, text: &str) -> io::Result<()> {
        self.hanging("", tone, text)
    }

    /// Shows a label, and a text wrapped beside it; further lines of the text stand indented below,
    /// so that none of them passes for a line of the program.
    ///
    /// # Errors
    /// As the stream reports.
    pub fn hanging(&mut self, label: &str, tone: Tone, text: &str) -> io::Result<()> {
        self.marked(label, tone, text, &[])
    }

    /// Shows a label and a text as [`Screen::hanging`] does, with the words of `spans` in their
    /// tones.
    ///
    /// # Errors
    /// As the stream reports.
    pub fn marked(&mut self, label: &str, tone: Tone, text: &str, spans: &[(String, Tone)]) -> io::Result<()> {
        let spans: Vec<(String, Tone)> = spans.iter().map(|(words, tone)| (safe(words), *tone)).collect();
        let mut lines = text.split('\n');
        self.line_beside(label, tone, lines.next().unwrap_or(""), &spans)?;
        lines.try_for_each(|line| self.line_beside("  ", tone, line, &spans))
    }

    fn line_beside(&mut self, label: &str, tone: Tone, text: &str, spans: &[(String, Tone)]) -> io::Result<()> {
        let (label, clean) = (safe(label), safe(text));
        let body = if clean.is_empty() { label.trim_end().to_owned() } else { format!("{label}{clean}") };
        // Further lines stand two columns to the right of the label; below a blank one, below the text.
        let deep = if label.trim().is_empty() { label.len() } else { label.len() - label.trim_start().len() + 2 };
        let indent = " ".repeat(deep);
        let lines = if self.ends.shown && self.ends.manner != Manner::Lines {
            let width = self.ends.width.clamp(WIDTHS.0, WIDTHS.1);
            textwrap::wrap(&body, textwrap::Options::new(width).subsequent_indent(&indent))
        } else {
            vec![body.as_str().into()]
        };
        for (number, line) in lines.iter().enumerate() {
            let labelled = if number == 0 { label.trim_end().len().min(line.len()) } else { 0 };
            let (head, rest) = line.split_at(labelled);
            writeln!(
                self.output,
                "{}{}",
                style::shown(Tone::Label, head, self.ends.colour),
                style::marked(tone, rest, spans, self.ends.colour)
            )?;
        }
        Ok(())
    }

    /// Shows an empty line.
    ///
    /// # Errors
    /// As the stream reports.
    pub fn gap(&mut self) -> io::Result<()> {
        writeln!(self.output)
    }

    /// Shows what is waited for, on a terminal, and makes sure that all of it is seen.
    fn prompt(&mut self, waiting_for: &str) -> io::Result<()> {
        if self.ends.manner != Manner::Piped {
            let waiting_for = safe(waiting_for);
            let wrapped = match self.ends.manner {
                Manner::Keys => textwrap::fill(&waiting_for, self.ends.width.clamp(WIDTHS.0, WIDTHS.1)),
                Manner::Lines | Manner::Piped => waiting_for.clone(),
            };
            // Wrapping drops the space before the place where the learner types.
            let space = if waiting_for.ends_with(' ') && !wrapped.ends_with(' ') { " " } else { "" };
            write!(self.output, "{}{space}", style::shown(Tone::Quiet, &wrapped, self.ends.colour))?;
        }
        self.output.flush()
    }

    /// Reads a line; bytes that are no UTF-8 are replaced.
    ///
    /// # Errors
    /// As the streams report.
    pub fn line(&mut self, waiting_for: &str) -> io::Result<Typed> {
        if self.ends.manner == Manner::Keys {
            self.output.flush()?;
            return keys::line(&safe(waiting_for));
        }
        self.prompt(waiting_for)?;
        lines::read(self.input)
    }

    /// Reads a line as [`Screen::line`] does, but waits at most for `patience`; nothing if none came,
    /// for whatever reason. On a terminal the line is then edited as the terminal itself does it.
    ///
    /// # Errors
    /// As the streams report.
    pub fn line_within(&mut self, waiting_for: &str, patience: Option<Duration>) -> io::Result<Option<Typed>> {
        let Some(patience) = patience.filter(|_| cfg!(unix)) else { return self.line(waiting_for).map(Some) };
        self.prompt(waiting_for)?;
        if self.input.comes_within(patience) { lines::read(self.input).map(Some) } else { Ok(None) }
    }

    /// Waits for a key as [`Screen::key`] does, but at most for `patience`; nothing if none came.
    ///
    /// # Errors
    /// As the terminal reports.
    pub fn key_within<T>(
        &mut self,
        waiting_for: &str,
        patience: Option<Duration>,
        means: impl Fn(Key) -> Option<(T, &'static str)>,
    ) -> io::Result<Option<T>> {
        self.prompt(waiting_for)?;
        loop {
            match keys::key(patience)? {
                Some(Pressed::Back) => self.prompt(waiting_for)?,
                Some(Pressed::Key(key)) => {
                    if let Some((meaning, word)) = means(key) {
                        writeln!(self.output, "{word}")?;
                        return Ok(Some(meaning));
                    }
                }
                None => return Ok(None),
            }
        }
    }

    /// Waits for a key that `means` something and shows in words what it means.
    ///
    /// # Errors
    /// As the terminal reports.
    pub fn key<T>(&mut self, waiting_for: &str, means: impl Fn(Key) -> Option<(T, &'static str)>) -> io::Result<T> {
        loop {
            if let Some(meaning) = self.key_within(waiting_for, None, &means)? {
                return Ok(meaning);
            }
        }
    }

    /// Forgets keys pressed too early, so that none of them grades a card not yet seen; and looks
    /// how wide the terminal is now.
    ///
    /// # Errors
    /// As the terminal reports.
    pub fn forget_keys(&mut self) -> io::Result<()> {
        self.output.flush()?;
        if self.ends.manner == Manner::Keys {
            self.ends.width = textwrap::termwidth();
            keys::drain()?;
        }
        Ok(())
    }

    /// Tells whether the learner types `wanted` at the end of a sitting: from a pipe what is there
    /// already counts, on a terminal what comes within `patience`.
    ///
    /// # Errors
    /// As the streams report.
    pub fn last_word(&mut self, wanted: char, waiting_for: &str, patience: Duration) -> io::Result<bool> {
        self.prompt(waiting_for)?;
        if self.ends.manner == Manner::Keys {
            let key = keys::key(Some(patience))?;
            writeln!(self.output)?;
            return Ok(key == Some(Pressed::Key(Key::Char(wanted))));
        }
        let patience = if self.ends.manner == Manner::Piped { Duration::ZERO } else { patience };
        if !self.input.comes_within(patience) {
            return Ok(false);
        }
        Ok(matches!(lines::read(self.input)?, Typed::Line(line) if line.trim() == wanted.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(ends: Ends, tell: impl Fn(&mut Screen<'_>)) -> String {
        let (mut input, mut output) = (&b""[..], Vec::new());
        tell(&mut Screen::new(&mut input, &mut output, ends));
        String::from_utf8(output).unwrap()
    }

    const PIPED: Ends = Ends { manner: Manner::Piped, shown: false, colour: false, width: 80 };

    #[test]
    fn lines_are_wrapped_and_made_safe_on_a_terminal_only() {
        let question = |screen: &mut Screen<'_>| {
            screen.hanging("Question: ", Tone::Plain, "what clears \u{1b}[2J the whole of the screen?").unwrap();
        };
        assert_eq!(shown(PIPED, question), "Question: what clears ^[[2J the whole of the screen?\n");
        let narrow = Ends { manner: Manner::Keys, shown: true, colour: false, width: 10 };
        assert_eq!(shown(narrow, question), "Question: what clears ^[[2J the whole of\n  the screen?\n", "40 at least");
        let read_out = Ends { manner: Manner::Lines, ..narrow };
        assert_eq!(shown(read_out, question).lines().count(), 1, "a screen reader wraps nothing");
    }

    #[test]
    fn further_lines_stand_to_the_right_of_their_label_and_a_row_fits_where_nobody_looks() {
        let narrow = Ends { manner: Manner::Keys, shown: true, colour: false, width: 40 };
        let told = |label: &str| {
            let tell = |screen: &mut Screen<'_>| {
                screen.hanging(label, Tone::Plain, "lets developers share what they know").unwrap();
            };
            shown(narrow, tell).lines().nth(1).unwrap_or_default().to_owned()
        };
        assert_eq!(told("   Right: "), "     they know");
        assert_eq!(told("Answer: "), "  know");
        let fits = |ends: Ends| Screen::new(&mut &b""[..], &mut Vec::new(), ends).fits(60);
        assert_eq!((fits(narrow), fits(PIPED)), (false, true));
    }

    #[test]
    fn colour_is_added_around_safe_text_and_changes_no_word() {
        let coloured = Ends { colour: true, shown: true, manner: Manner::Keys, width: 80 };
        let tell = |screen: &mut Screen<'_>| screen.hanging("Verdict: ", Tone::Right, "right \u{1b}[0m").unwrap();
        let plain = anstream::adapter::strip_str(&shown(coloured, tell)).to_string();
        assert_eq!(plain, "Verdict: right ^[[0m\n");
        assert_ne!(shown(coloured, tell), plain);
    }

    #[test]
    fn lines_are_read_to_the_end_and_bad_bytes_replaced() {
        let (mut input, mut output) = (&b"yes\r\n\xff\nlast"[..], Vec::new());
        let mut screen = Screen::new(&mut input, &mut output, PIPED);
        for expected in ["yes", "\u{fffd}", "last"] {
            assert_eq!(screen.line("> ").unwrap(), Typed::Line(expected.to_owned()));
        }
        assert_eq!(screen.line("> ").unwrap(), Typed::End);
    }

    #[test]
    fn a_last_word_counts_if_it_is_there() {
        for (typed, expected) in [("u\n", true), ("good\n", false), ("", false)] {
            let (mut input, mut output) = (typed.as_bytes(), Vec::new());
            let mut screen = Screen::new(&mut input, &mut output, PIPED);
            assert_eq!(screen.last_word('u', "", Duration::ZERO).unwrap(), expected);
        }
    }
}
