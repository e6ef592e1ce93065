//! Markdown to blocks, with an explicit stack: no depth of nesting can overflow ours.

use std::sync::Arc;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::inline::Builder;
use super::{Block, Body, Inline, Item, Row};

/// Nesting beyond which blocks are read as belonging to their parent.
const DEEPEST: usize = 64;

/// Byte offsets at which lines begin.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(starts).collect())
    }

    /// Returns the 1-based line of a byte.
    pub(super) fn at(&self, byte: usize) -> u32 {
        u32::try_from(self.0.partition_point(|start| *start <= byte)).unwrap_or(u32::MAX)
    }
}

/// A block being read.
enum Open {
    Root(Vec<Block>),
    Inline {
        kind: Kind,
        text: Builder,
    },
    Table {
        header: Vec<Inline>,
        rows: Vec<Row>,
    },
    Cells {
        line: u32,
        cells: Vec<Inline>,
    },
    List {
        ordered: bool,
        items: Vec<Item>,
    },
    Item {
        task: Option<bool>,
        text: Builder,
        own: Option<Inline>,
        children: Vec<Block>,
        line: u32,
    },
    Quote {
        callout: Option<String>,
        blocks: Vec<Block>,
    },
    Code {
        language: String,
        text: String,
    },
    Footnote {
        label: String,
        blocks: Vec<Block>,
    },
    Definitions(Vec<(Inline, Vec<Inline>)>),
    /// A block deeper than we follow: its text is dropped.
    Deep,
}

/// What running text belongs to.
enum Kind {
    Heading(u8),
    Paragraph,
    Cell,
    Html,
    Term,
    Meaning,
}

struct Reader<'a> {
    lines: &'a Lines,
    open: Vec<(Open, u32)>,
    headings: Vec<(u8, Arc<str>)>,
    path: Arc<[Arc<str>]>,
}

/// Reads the blocks of a text.
pub(super) fn read(text: &str, lines: &Lines) -> Vec<Block> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_GFM;
    let mut reader =
        Reader { lines, open: vec![(Open::Root(Vec::new()), 1)], headings: Vec::new(), path: Arc::from([]) };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.event(event, range.start, trimmed_end(text, range.start, range.end));
    }
    match reader.open.into_iter().next() {
        Some((Open::Root(blocks), _)) => blocks,
        _ => Vec::new(),
    }
}

/// Returns the last byte of a range that is not white space.
fn trimmed_end(text: &str, start: usize, end: usize) -> usize {
    text.get(start..end).map_or(start, |part| start + part.trim_end().len().saturating_sub(1))
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, start: usize, last: usize) {
        match event {
            Event::Start(tag) => self.start(tag, start),
            Event::End(tag) => self.end(tag, last),
            Event::Rule => self.add(Body::Rule, self.lines.at(start), self.lines.at(last)),
            Event::Html(html) if !self.in_text() => self.html(&html, start, last),
            Event::TaskListMarker(done) => {
                if let Some((Open::Item { task, .. }, _)) = self.open.last_mut() {
                    *task = Some(done);
                }
            }
            Event::Text(text) if matches!(self.open.last(), Some((Open::Code { .. }, _))) => {
                if let Some((Open::Code { text: code, .. }, _)) = self.open.last_mut() {
                    code.push_str(&text);
                }
            }
            other => {
                let line = self.lines.at(start);
                if let Some(builder) = self.builder() {
                    builder.event(other, line);
                }
            }
        }
    }

    fn in_text(&mut self) -> bool {
        self.builder().is_some()
    }

    fn builder(&mut self) -> Option<&mut Builder> {
        match self.open.last_mut() {
            Some((Open::Inline { text, .. } | Open::Item { text, .. }, _)) => Some(text),
            _ => None,
        }
    }

    fn start(&mut self, tag: Tag<'_>, start: usize) {
        let line = self.lines.at(start);
        if self.open.len() > DEEPEST && !is_span(&tag) {
            self.open.push((Open::Deep, line));
            return;
        }
        let inline = |kind| Open::Inline { kind, text: Builder::default() };
        let open = match tag {
            Tag::Paragraph => inline(Kind::Paragraph),
            Tag::Heading { level, .. } => inline(Kind::Heading(depth(level))),
            Tag::BlockQuote(kind) => Open::Quote { callout: kind.map(callout), blocks: Vec::new() },
            Tag::CodeBlock(kind) => Open::Code { language: language(kind), text: String::new() },
            Tag::HtmlBlock => inline(Kind::Html),
            Tag::List(first) => Open::List { ordered: first.is_some(), items: Vec::new() },
            Tag::Item => Open::Item { task: None, text: Builder::default(), own: None, children: Vec::new(), line },
            Tag::FootnoteDefinition(label) => Open::Footnote { label: label.to_string(), blocks: Vec::new() },
            Tag::DefinitionList => Open::Definitions(Vec::new()),
            Tag::DefinitionListTitle => inline(Kind::Term),
            Tag::DefinitionListDefinition => inline(Kind::Meaning),
            Tag::Table(_) => Open::Table { header: Vec::new(), rows: Vec::new() },
            Tag::TableHead | Tag::TableRow => Open::Cells { line, cells: Vec::new() },
            Tag::TableCell => inline(Kind::Cell),
            span => {
                if let Some(builder) = self.builder() {
                    builder.open(span);
                }
                return;
            }
        };
        self.open.push((open, line));
    }

    fn end(&mut self, tag: TagEnd, last: usize) {
        if is_span_end(tag) {
            if let Some(builder) = self.builder() {
                builder.close();
            }
            return;
        }
        if self.open.len() <= 1 {
            return;
        }
        let Some((open, line)) = self.open.pop() else { return };
        let end_line = self.lines.at(last).max(line);
        match open {
            Open::Inline { kind, text } => self.text(kind, text.finish(), line, end_line),
            Open::Cells { line, cells } => self.cells(tag, line, cells),
            Open::Table { header, rows } => self.add(Body::Table { header, rows }, line, end_line),
            Open::List { ordered, items } => self.add(Body::List { ordered, items }, line, end_line),
            Open::Item { task, text, own, children, line } => {
                let item = Item { line, end_line, task, text: own.unwrap_or_else(|| text.finish()), children };
                if let Some((Open::List { items, .. }, _)) = self.open.last_mut() {
                    items.push(item);
                }
            }
            Open::Quote { callout, blocks } => self.add(Body::Quote { callout, blocks }, line, end_line),
            Open::Code { language, text } => self.add(Body::Code { language, text }, line, end_line),
            Open::Footnote { label, blocks } => self.add(Body::Footnote { label, blocks }, line, end_line),
            Open::Definitions(entries) => self.add(Body::Definitions(entries), line, end_line),
            Open::Deep | Open::Root(_) => {}
        }
    }

    fn text(&mut self, kind: Kind, text: Inline, line: u32, end_line: u32) {
        match (kind, self.open.last_mut()) {
            (Kind::Cell, Some((Open::Cells { cells, .. }, _))) => cells.push(text),
            (Kind::Term, Some((Open::Definitions(entries), _))) => entries.push((text, Vec::new())),
            (Kind::Meaning, Some((Open::Definitions(entries), _))) => {
                if let Some((_, meanings)) = entries.last_mut() {
                    meanings.push(text);
                }
            }
            (Kind::Paragraph, Some((Open::Item { own, text: builder, .. }, _)))
                if own.is_none() && builder.is_empty() =>
            {
                *own = Some(text)
            }
            (Kind::Paragraph, Some((Open::Inline { kind: Kind::Meaning, text: outer }, _))) => outer.append(&text),
            // A heading in a bullet is what the bullet says.
            (Kind::Heading(_), Some((Open::Item { own, text: builder, .. }, _)))
                if own.is_none() && builder.is_empty() =>
            {
                *own = Some(text)
            }
            (Kind::Heading(level), _) => {
                let name: Arc<str> = Arc::from(untagged(&text.text));
                self.headings.retain(|(above, _)| *above < level);
                self.path = self.headings.iter().map(|(_, name)| name.clone()).collect();
                self.add(Body::Heading { level, text }, line, end_line);
                if !name.is_empty() {
                    self.headings.push((level, name));
                }
                self.path = self.headings.iter().map(|(_, name)| name.clone()).collect();
            }
            (Kind::Html, _) => self.add(Body::Html(text), line, end_line),
            _ => self.add(Body::Paragraph(text), line, end_line),
        }
    }

    fn cells(&mut self, tag: TagEnd, line: u32, cells: Vec<Inline>) {
        if let Some((Open::Table { header, rows }, _)) = self.open.last_mut() {
            match tag {
                TagEnd::TableHead => *header = cells,
                _ => rows.push(Row { line, cells }),
            }
        }
    }

    fn html(&mut self, html: &str, start: usize, last: usize) {
        let mut builder = Builder::default();
        builder.event(Event::Html(html.into()), self.lines.at(start));
        let text = builder.finish();
        self.add(Body::Html(text), self.lines.at(start), self.lines.at(last));
    }

    fn add(&mut self, body: Body, line: u32, end_line: u32) {
        let block = Block { line, end_line: end_line.max(line), headings: self.path.clone(), body };
        match self.open.last_mut() {
            Some((Open::Root(blocks) | Open::Quote { blocks, .. } | Open::Footnote { blocks, .. }, _)) => {
                blocks.push(block)
            }
            Some((Open::Item { children, text, own, .. }, _)) => {
                if own.is_none() && !text.is_empty() {
                    *own = Some(std::mem::take(text).finish());
                }
                children.push(block);
            }
            _ => {}
        }
    }
}

/// Returns a heading without the tags of flashcards at its end.
fn untagged(heading: &str) -> &str {
    let tag = |word: &str| word.starts_with("#card") || word.starts_with("#flashcard");
    let mut name = heading;
    while let Some((before, _)) = name.rsplit_once(' ').filter(|(_, word)| tag(word)) {
        name = before.trim_end();
    }
    name
}

fn is_span(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_)
    )
}

fn is_span_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_)
    )
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}

fn callout(kind: BlockQuoteKind) -> String {
    format!("{kind:?}").to_uppercase()
}

fn language(kind: CodeBlockKind<'_>) -> String {
    match kind {
        CodeBlockKind::Fenced(name) => name.to_string(),
        CodeBlockKind::Indented => String::new(),
    }
}
