//! Tones of a text: the named colours of the terminal, and never the only bearer of a meaning.

use anstyle::{AnsiColor, Style};

/// What a text is; it reads the same without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing beside its words.
    Plain,
    /// Names what follows it.
    Label,
    /// Stands back: headings above a prompt, what a key does.
    Quiet,
    /// A right answer.
    Right,
    /// An answer that is right in part, or a warning.
    Nearly,
    /// A wrong answer, or an error.
    Wrong,
}

impl Tone {
    /// Returns a text that is safe already in this tone, for a stream that takes colours out where
    /// they cannot be shown.
    pub fn styled(self, text: &str) -> String {
        shown(self, text, true)
    }

    const fn style(self) -> Style {
        let style = Style::new();
        match self {
            Self::Plain => style,
            Self::Label => style.bold(),
            Self::Quiet => style.dimmed(),
            Self::Right => colour(AnsiColor::Green),
            Self::Nearly => colour(AnsiColor::Yellow),
            Self::Wrong => colour(AnsiColor::Red),
        }
    }
}

const fn colour(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(anstyle::Color::Ansi(colour)))
}

/// Returns a text that is safe already in its tone.
pub(super) fn shown(tone: Tone, text: &str, colour: bool) -> String {
    if !colour || text.is_empty() {
        return text.to_owned();
    }
    let style = tone.style();
    format!("{style}{text}{style:#}")
}
