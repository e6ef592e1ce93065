//! Running text from the parser's events: markup to marks, emoji dropped, white space folded.

use pulldown_cmark::{Event, Tag};

use super::{Inline, Mark, Style};

/// Collects the events of one piece of running text.
#[derive(Default)]
pub(super) struct Builder {
    out: Inline,
    open: Vec<(Style, usize)>,
    hidden: usize,
    space: bool,
}

impl Builder {
    pub(super) fn is_empty(&self) -> bool {
        self.out.text.is_empty()
    }

    pub(super) fn open(&mut self, tag: Tag<'_>) {
        let style = match tag {
            Tag::Strong => Style::Strong,
            Tag::Emphasis => Style::Emphasis,
            Tag::Strikethrough => Style::Strike,
            Tag::Link { dest_url, .. } => Style::Link(dest_url.to_string()),
            Tag::Image { dest_url, .. } => {
                self.hidden += 1;
                Style::Image(dest_url.to_string())
            }
            _ => Style::Emphasis,
        };
        self.begin(style);
    }

    pub(super) fn close(&mut self) {
        let Some((style, start)) = self.open.pop() else { return };
        if matches!(style, Style::Image(_)) {
            self.hidden = self.hidden.saturating_sub(1);
        }
        let range = start.min(self.out.text.len())..self.out.text.len();
        let empty = range.is_empty() && !matches!(style, Style::Image(_));
        if !empty {
            self.out.marks.push(Mark { range, style });
        }
    }

    pub(super) fn event(&mut self, event: Event<'_>, line: u32) {
        match event {
            Event::Text(text) => self.push(&text, line),
            Event::Code(code) => {
                self.begin(Style::Code);
                self.push(&code, line);
                self.close();
            }
            Event::InlineMath(math) | Event::DisplayMath(math) => {
                self.begin(Style::Math);
                self.push(&math, line);
                self.close();
            }
            Event::SoftBreak => self.space = true,
            Event::HardBreak => self.line_break(),
            Event::FootnoteReference(label) => {
                let at = self.out.text.len();
                self.out.marks.push(Mark { range: at..at, style: Style::FootnoteRef(label.to_string()) });
            }
            Event::InlineHtml(html) | Event::Html(html) => self.html(&html, line),
            _ => {}
        }
    }

    /// Adds finished text behind a space.
    pub(super) fn append(&mut self, text: &Inline) {
        self.space = true;
        let line = text.lines.first().map_or(0, |(_, line)| *line);
        self.push(&text.text, line);
    }

    fn begin(&mut self, style: Style) {
        if self.space && !self.out.text.is_empty() {
            self.out.text.push(' ');
            self.space = false;
        }
        self.open.push((style, self.out.text.len()));
    }

    fn line_break(&mut self) {
        let at = self.out.text.len();
        self.out.marks.push(Mark { range: at..at, style: Style::Break });
        self.space = true;
    }

    /// Reads tags as their Markdown twins and drops the rest.
    fn html(&mut self, html: &str, line: u32) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            self.push(&rest[..at], line);
            if rest[at..].starts_with("<!--") {
                rest = rest[at..].find("-->").map_or("", |end| &rest[at + end + 3..]);
                continue;
            }
            let Some(end) = rest[at..].find('>') else { return };
            self.tag(&rest[at + 1..at + end]);
            rest = &rest[at + end + 1..];
        }
        self.push(rest, line);
    }

    fn tag(&mut self, tag: &str) {
        let name = tag.trim_matches('/').split_whitespace().next().unwrap_or("").to_ascii_lowercase();
        let style = match name.as_str() {
            "br" => return self.line_break(),
            "b" | "strong" => Style::Strong,
            "i" | "em" => Style::Emphasis,
            "code" | "kbd" | "tt" => Style::Code,
            _ => return,
        };
        if tag.starts_with('/') {
            if self.open.last().is_some_and(|(open, _)| *open == style) {
                self.close();
            }
        } else {
            self.begin(style);
        }
    }

    fn push(&mut self, text: &str, line: u32) {
        if self.hidden > 0 {
            return;
        }
        for character in text.chars().filter(|c| !is_emoji(*c)) {
            if character.is_whitespace() {
                self.space = true;
                continue;
            }
            if self.space && !self.out.text.is_empty() {
                self.out.text.push(' ');
            }
            self.space = false;
            if self.out.lines.last().is_none_or(|(_, last)| *last != line) {
                self.out.lines.push((self.out.text.len(), line));
            }
            self.out.text.push(character);
        }
    }

    /// Returns the text with its marks in order.
    pub(super) fn finish(mut self) -> Inline {
        while !self.open.is_empty() {
            self.close();
        }
        self.drop_ticks();
        self.out.marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
        self.out
    }

    /// Drops ticks at the end of a text: they mark it as done or right. A tick alone is what a cell says.
    fn drop_ticks(&mut self) {
        let text = &mut self.out.text;
        let end = text.trim_end_matches(|c| is_tick(c) || c == ' ').len();
        if end > 0 && end < text.len() {
            text.truncate(end);
            self.out.marks.retain(|mark| mark.range.start < end);
            self.out.marks.iter_mut().for_each(|mark| mark.range.end = mark.range.end.min(end));
            self.out.lines.retain(|(at, _)| *at < end);
        }
    }
}

fn is_tick(c: char) -> bool {
    matches!(c, '✓' | '✗' | '✔' | '✘')
}

/// Tells whether a character is a pictograph or part of one.
fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0xFE0F | 0x200D | 0x20E3 | 0xE0020..=0xE007F | 0x2300..=0x23FF)
        && !is_tick(c)
}

#[cfg(test)]
mod tests {
    use crate::notes::{Body, note};

    #[test]
    fn a_tick_behind_a_text_is_no_part_of_it_and_one_alone_is_what_a_cell_says() {
        let note =
            note("n.md", "n.md", "a sail is set **aft ✓**\n\n| a | b |\n|---|---|\n| mast | ✓ |\n".as_bytes()).unwrap();
        let texts: Vec<&str> = note
            .blocks
            .iter()
            .flat_map(|block| match &block.body {
                Body::Paragraph(text) => vec![text.text.as_str()],
                Body::Table { rows, .. } => rows[0].cells.iter().map(|cell| cell.text.as_str()).collect(),
                _ => Vec::new(),
            })
            .collect();
        assert_eq!(texts, ["a sail is set aft", "mast", "✓"]);
    }
}
