//! Step 1. Bytes of a note to blocks, each with its lines and the headings above it.

mod blocks;
mod containers;
mod decode;
mod emphasis;
mod inline;
mod pseudo;
mod repair;
mod rules;
mod tags;

use std::ops::Range;
use std::sync::Arc;

pub use decode::Unreadable;
pub use emphasis::{Emphasis, emphasised};

/// Reads the bytes of a note.
///
/// # Errors
/// [`Unreadable`] if the bytes are no text.
pub fn note(path: &str, key: &str, bytes: &[u8]) -> Result<Note, Unreadable> {
    let decoded = decode::decode(bytes)?;
    let (text, repaired) = repair::repair(&decoded.text);
    let mut remarks = decoded.remarks;
    if let Some(first) = repaired.first() {
        remarks.push(Remark { line: *first, text: format!("damaged text repaired on {} lines", repaired.len()) });
    }
    let (front_matter, body) = decode::front_matter(&text);
    let body = rules::under_cards(body);
    let opened = containers::opened(&body);
    let regular = pseudo::regular(&opened);
    let lines = blocks::Lines::of(&regular);
    let blocks = blocks::read(&regular, &lines);
    let line_count = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
    let (path, key) = (Arc::from(path), Arc::from(key));
    Ok(Note { path, key, front_matter, text: Arc::from(body), blocks, remarks, line_count })
}

/// Returns a piece of Markdown as a reader sees it: no markup, on one line.
pub(crate) fn plain(markdown: &str) -> String {
    let mut texts: Vec<String> = Vec::new();
    let mut stack = blocks::read(markdown, &blocks::Lines::of(markdown));
    stack.reverse();
    while let Some(block) = stack.pop() {
        match block.body {
            Body::Heading { text, .. } | Body::Paragraph(text) | Body::Html(text) => texts.push(text.text),
            Body::List { items, .. } => {
                let children = items.into_iter().rev().flat_map(|item| {
                    texts.push(item.text.text);
                    item.children.into_iter().rev()
                });
                stack.extend(children.collect::<Vec<_>>());
            }
            Body::Quote { blocks, .. } | Body::Footnote { blocks, .. } => stack.extend(blocks.into_iter().rev()),
            Body::Code { text, .. } => texts.push(text.trim().to_owned()),
            Body::Definitions(entries) => {
                texts.extend(
                    entries.into_iter().flat_map(|(term, of)| std::iter::once(term).chain(of)).map(|part| part.text),
                );
            }
            Body::Table { .. } | Body::Rule => {}
        }
    }
    texts.join(" ").trim().to_owned()
}

/// Returns the lines of a note as they are read, repaired but with their markup; none if the bytes
/// are no text.
pub fn lines(bytes: &[u8]) -> Vec<String> {
    let Ok(decoded) = decode::decode(bytes) else { return Vec::new() };
    repair::repair(&decoded.text).0.lines().map(str::to_owned).collect()
}

/// A note as blocks in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The path as the learner would name it; shown, never part of an identity.
    pub path: Arc<str>,
    /// The path below the registered root, with `/`; part of every identity.
    pub key: Arc<str>,
    /// Front matter, as written between its fences; empty if there is none.
    pub front_matter: String,
    /// The text as it was read, with the front matter left blank.
    pub text: Arc<str>,
    /// The blocks, outermost only; lists and quotes hold their own.
    pub blocks: Vec<Block>,
    /// What had to be repaired or guessed while reading, to be told to the learner.
    pub remarks: Vec<Remark>,
    /// Number of lines in the file.
    pub line_count: u32,
}

/// Something about a note that the learner should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Line, 1-based; 0 for the file as a whole.
    pub line: u32,
    /// What it is, in one clause: `read as ISO-8859-1`.
    pub text: String,
}

/// A block with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// First line, 1-based.
    pub line: u32,
    /// Last line, included.
    pub end_line: u32,
    /// Plain texts of the headings above the block, outermost first, without emoji.
    pub headings: Arc<[Arc<str>]>,
    /// What it is.
    pub body: Body,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A heading; `headings` of the block holds those above it, not itself.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        text: Inline,
    },
    /// A paragraph.
    Paragraph(Inline),
    /// A table with its header.
    Table {
        /// Header cells.
        header: Vec<Inline>,
        /// Rows, each as long as the header.
        rows: Vec<Row>,
    },
    /// A list.
    List {
        /// Whether its items are numbered.
        ordered: bool,
        /// Its items.
        items: Vec<Item>,
    },
    /// A definition list (`Term` newline `: definition`).
    Definitions(Vec<(Inline, Vec<Inline>)>),
    /// A quotation or callout.
    Quote {
        /// The callout's kind (`NOTE`), if it is one.
        callout: Option<String>,
        /// What it holds.
        blocks: Vec<Block>,
    },
    /// A fenced or indented block of code; never read for facts.
    Code {
        /// The language named at the fence.
        language: String,
        /// The code.
        text: String,
    },
    /// A block of HTML, with the text between its tags.
    Html(Inline),
    /// A footnote's definition.
    Footnote {
        /// Its label.
        label: String,
        /// What it holds.
        blocks: Vec<Block>,
    },
    /// A horizontal rule.
    Rule,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line.
    pub line: u32,
    /// Its cells.
    pub cells: Vec<Inline>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// First line.
    pub line: u32,
    /// Last line, included, with its children.
    pub end_line: u32,
    /// Ticked or not, if it is a task.
    pub task: Option<bool>,
    /// Its own text (first paragraph).
    pub text: Inline,
    /// Blocks below it: nested lists, further paragraphs.
    pub children: Vec<Block>,
}

/// Running text as a reader sees it: no markup, no emoji, white space folded to single spaces;
/// what the markup said is kept beside it as marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    /// The text.
    pub text: String,
    /// What the markup said of parts of it, by byte ranges of `text`, in order of their start.
    pub marks: Vec<Mark>,
    /// For each source line that contributes text, the byte of `text` at which it begins and its
    /// 1-based number; never empty unless the text is.
    pub lines: Vec<(usize, u32)>,
}

/// A marked range of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What it is.
    pub style: Style,
}

/// What markup says of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// `**bold**`
    Strong,
    /// `*emphasis*`
    Emphasis,
    /// `` `code` ``
    Code,
    /// A link, with its target.
    Link(String),
    /// An image, with its target; its alternative text is not part of the text.
    Image(String),
    /// A hard line break (`<br>`, two spaces); the range is empty, a space stands there.
    Break,
    /// A footnote reference, with its label; not part of the text.
    FootnoteRef(String),
    /// Struck through.
    Strike,
    /// Mathematics, as written.
    Math,
}

impl Inline {
    /// Returns the source line of a byte of the text; 0 where the text is empty.
    pub fn line_at(&self, byte: usize) -> u32 {
        let after = self.lines.partition_point(|(start, _)| *start <= byte);
        after.checked_sub(1).and_then(|index| self.lines.get(index)).map_or(0, |(_, line)| *line)
    }
}
