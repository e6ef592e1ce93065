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
    /// Code in an answer.
    Code,
    /// Strong words in an answer.
    Strong,
    /// Stressed words in an answer.
    Stressed,
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
            Self::Code => colour(AnsiColor::Cyan),
            Self::Strong => style.bold(),
            Self::Stressed => style.underline(),
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

/// Returns a text that is safe already, with the words of `spans` in their tones wherever they stand
/// as words of their own; the longest goes first.
pub(super) fn marked(tone: Tone, text: &str, spans: &[(String, Tone)], colour: bool) -> String {
    if !colour {
        return text.to_owned();
    }
    let (mut out, mut rest) = (String::new(), text);
    while let Some((start, end, marked)) = next_span(rest, spans) {
        out += &shown(tone, &rest[..start], true);
        out += &shown(marked, &rest[start..end], true);
        rest = &rest[end..];
    }
    out + &shown(tone, rest, true)
}

/// Returns the first place at which one of the spans stands as a word: start, end and tone.
fn next_span(text: &str, spans: &[(String, Tone)]) -> Option<(usize, usize, Tone)> {
    let apart = |start: usize, end: usize| {
        let word = |neighbour: Option<char>| neighbour.is_some_and(char::is_alphanumeric);
        !word(text[..start].chars().next_back()) && !word(text[end..].chars().next())
    };
    let place = |(words, tone): &(String, Tone)| {
        let places = text.match_indices(words.as_str()).map(|(start, found)| (start, start + found.len()));
        places.into_iter().find(|(start, end)| apart(*start, *end)).map(|(start, end)| (start, end, *tone))
    };
    let found = spans.iter().filter(|(words, _)| !words.is_empty()).filter_map(place);
    found.min_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_set_apart_are_coloured_where_they_stand_alone_and_every_word_stays() {
        let spans = [("fn".to_owned(), Tone::Code), ("fn main".to_owned(), Tone::Strong)];
        let text = "a fn, a fnord and fn main";
        let marked_text = marked(Tone::Plain, text, &spans, true);
        assert_eq!(anstream::adapter::strip_str(&marked_text).to_string(), text);
        assert_eq!(marked_text.matches('\u{1b}').count(), 4, "two words: {marked_text:?}");
        assert_eq!(marked(Tone::Plain, text, &spans, false), text);
    }
}
