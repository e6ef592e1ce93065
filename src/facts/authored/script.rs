//! The lines of a note, each with what it is, as the readers of hand-written cards see them.

use std::sync::Arc;

use crate::notes::{Block, Body, Note};

use super::Path;

/// Tags that say that what they stand by is a card.
const TAGS: [&str; 2] = ["#flashcard", "#card"];

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Blank,
    /// Inside a block of code or HTML: it holds no cards.
    Code,
    /// A row of a table, a line of a quotation.
    Other,
    Heading,
    /// A rule, which ends a card.
    Rule,
    Text,
}

/// A line without what other programs keep in it.
pub(super) struct Line<'a> {
    pub(super) number: u32,
    pub(super) role: Role,
    pub(super) text: &'a str,
}

impl Line<'_> {
    /// Tells whether it is part of a paragraph.
    pub(super) fn runs_on(&self) -> bool {
        matches!(self.role, Role::Text | Role::Other | Role::Code)
    }
}

/// A note line by line.
pub(super) struct Script<'a> {
    pub(super) lines: Vec<Line<'a>>,
    /// The note says that it holds flashcards.
    pub(super) tagged: bool,
    /// The note has two colons in code, so that without spaces they are no sign of a card.
    pub(super) coded: bool,
    headings: Vec<(u32, Path)>,
}

/// Tells whether a text has any sign of a hand-written card, in one pass.
pub(super) fn may_hold_cards(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts = |at: usize, sign: &[u8]| bytes.get(at..at + sign.len()) == Some(sign);
    let begins = |at: usize| {
        [b"Q:", b"A:", b"C:"].iter().any(|sign| starts(at, *sign)) || starts(at, b"**Q") || starts(at, b"?")
    };
    begins(0)
        || bytes.windows(2).enumerate().any(|(at, pair)| match pair {
            [b':', b':'] | [b'=', b'='] | [b'{', b'{'] => true,
            [b'\n', _] => begins(at + 1),
            [b'#', b'c' | b'f'] => TAGS.iter().any(|tag| starts(at, tag.as_bytes())),
            [b'[', b'x' | b'X' | b' '] => bytes.get(at + 2) == Some(&b']'),
            // The first letter of a quiz: `A)`, `(a)`, `- **A.**`.
            [b'A' | b'a', b')' | b'.' | b':'] => {
                at.checked_sub(1).is_none_or(|before| matches!(bytes[before], b'\n' | b' ' | b'(' | b'*'))
            }
            _ => false,
        })
}

impl<'a> Script<'a> {
    pub(super) fn of(note: &'a Note) -> Self {
        let mut roles = vec![Role::Text; note.text.lines().count()];
        mark(&note.blocks, &mut roles);
        let mut lines = Vec::with_capacity(roles.len());
        let mut tagged = note.front_matter.contains("flashcard");
        let mut coded = false;
        for ((number, raw), role) in (1_u32..).zip(note.text.lines()).zip(roles) {
            let text = if role == Role::Code { raw } else { bare(raw) };
            tagged |= role == Role::Text && TAGS.iter().any(|tag| raw.starts_with(tag));
            coded |= role == Role::Code && text.contains("::") || in_code(text, "::");
            let role = if role != Role::Code && text.trim().is_empty() { Role::Blank } else { role };
            lines.push(Line { number, role, text });
        }
        Self { lines, tagged, coded, headings: paths(&note.blocks) }
    }

    pub(super) fn number(&self, index: usize) -> u32 {
        self.lines.get(index).or(self.lines.last()).map_or(1, |line| line.number)
    }

    pub(super) fn role(&self, index: usize) -> Option<Role> {
        self.lines.get(index).map(|line| line.role)
    }

    pub(super) fn text(&self, index: usize) -> &'a str {
        self.lines.get(index).map_or("", |line| line.text)
    }

    /// Returns the headings above a line.
    pub(super) fn headings(&self, line: u32) -> Path {
        let after = self.headings.partition_point(|(from, _)| *from <= line);
        let path = after.checked_sub(1).and_then(|at| self.headings.get(at));
        path.map_or_else(|| Arc::from([]), |(_, path)| path.clone())
    }

    /// Returns the end of the run of lines from `start`, before `stop`, that no blank line, heading or
    /// rule parts.
    pub(super) fn paragraph_end(&self, start: usize, stop: usize) -> usize {
        let stop = stop.min(self.lines.len()).max(start);
        let run = self.lines.get(start..stop).unwrap_or_default().iter().take_while(|line| line.runs_on()).count();
        start + run
    }
}

/// Marks the lines of blocks by what they are; what lies deeper is marked last.
fn mark(blocks: &[Block], roles: &mut [Role]) {
    for block in blocks {
        let role = match &block.body {
            Body::Heading { .. } => Role::Heading,
            Body::Code { .. } | Body::Html(_) => Role::Code,
            Body::Table { .. } | Body::Quote { .. } | Body::Footnote { .. } => Role::Other,
            Body::Rule => Role::Rule,
            Body::Paragraph(_) | Body::List { .. } | Body::Definitions(_) => Role::Text,
        };
        let (from, to) = (block.line.saturating_sub(1) as usize, block.end_line as usize);
        if role != Role::Text {
            let end = to.min(roles.len());
            roles.get_mut(from.min(end)..end).unwrap_or_default().fill(role);
        }
        match &block.body {
            Body::List { items, .. } => items.iter().for_each(|item| mark(&item.children, roles)),
            Body::Quote { blocks, .. } | Body::Footnote { blocks, .. } => mark_code(blocks, roles),
            _ => {}
        }
    }
}

/// Marks code inside a quotation.
fn mark_code(blocks: &[Block], roles: &mut [Role]) {
    for block in blocks.iter().filter(|block| matches!(block.body, Body::Code { .. })) {
        mark(std::slice::from_ref(block), roles);
    }
}

/// Returns from which line on which headings stand above.
fn paths(blocks: &[Block]) -> Vec<(u32, Path)> {
    let mut paths: Vec<(u32, Path)> = Vec::new();
    for block in blocks {
        if paths.last().is_none_or(|(_, path)| *path != block.headings) {
            paths.push((block.line, block.headings.clone()));
        }
    }
    paths
}

/// Returns a line without comments of schedulers, the mark of a block and tags of flashcards at its
/// start.
fn bare(raw: &str) -> &str {
    let mut text = raw.trim_end();
    if let Some(at) = text.rfind("<!--").filter(|_| text.ends_with("-->")) {
        text = text[..at].trim_end();
    }
    if let Some((before, mark)) = text.rsplit_once(" ^") {
        let id = mark.len() >= 6 && mark.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        text = if id { before.trim_end() } else { text };
    }
    while let Some(rest) = tag_at_start(text) {
        text = rest;
    }
    text
}

/// Returns what follows a tag of flashcards at the start of a text.
fn tag_at_start(text: &str) -> Option<&str> {
    TAGS.iter().find(|tag| text.starts_with(**tag))?;
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    Some(text[end..].trim_start())
}

/// Returns the place of a sign in a text outside its code; the text begins outside.
pub(super) fn outside_code(text: &str, sign: &str) -> Option<usize> {
    let (mut from, mut open) = (0, false);
    loop {
        let at = from + text[from..].find(sign)?;
        open ^= text[from..at].bytes().filter(|byte| *byte == b'`').count() % 2 == 1;
        if !open {
            return Some(at);
        }
        from = at + text[at..].find('`')? + 1;
        open = false;
    }
}

/// Tells whether a sign stands in code on a line.
fn in_code(text: &str, sign: &str) -> bool {
    text.contains('`') && text.split('`').skip(1).step_by(2).any(|code| code.contains(sign))
}
