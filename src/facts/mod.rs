//! Step 2. Blocks to facts: subject, relation, object, and where the notes say so.
//!
//! A reader knows one structure and nothing of wording. What it passes over it names with the
//! reason, so that every line of a note is accounted for.

mod acronym;
mod announced;
mod answered;
mod attribute;
mod authored;
mod callout;
mod clause;
mod command;
mod dated;
pub(crate) mod english;
mod formula;
mod heading;
mod lines;
mod list;
pub(crate) mod measure;
mod nested;
mod section;
mod sentence;
mod several;
mod siblings;
mod steps;
mod table;
mod term;
mod text;
mod ticks;

use std::sync::Arc;

use crate::model::Kind;
use crate::notes::{Block, Body, Inline, Item, Note};

pub(crate) use acronym::is_expansion;
pub(crate) use attribute::hangs;
pub(crate) use authored::direction;
pub(crate) use section::{announces_cases, is_generic, is_worked_case, names_a_thing, running, tells_of_note};
pub(crate) use sentence::{number, plain_heading, upper_first};
pub(crate) use text::{cut_tail, enumeration, is_open, normal, telling_words, tokens};

/// What the notes say of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The structure it was read from.
    pub kind: Kind,
    /// What is spoken of.
    pub subject: String,
    /// How subject and object belong together.
    pub relation: Relation,
    /// What is said.
    pub object: String,
    /// The object's parts, where it is a closed list.
    pub items: Vec<String>,
    /// Headings above, outermost first.
    pub headings: Arc<[Arc<str>]>,
    /// First line of the statement.
    pub line: u32,
    /// Last line of the statement.
    pub end_line: u32,
    /// Facts of one column or one list share a number within the note: siblings.
    pub group: u32,
    /// The words of the notes that state it, with the headers and lead-ins it depends on.
    pub evidence: String,
    /// What the fact belongs to, where a lead-in says so: `SIG` for `Each SIG has:`.
    pub owner: Option<String>,
    /// A further column that tells this row from others with the same subject.
    pub example: Option<String>,
}

/// How subject and object belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Subject is object; the verb as written (`is`, `are`, `was`, `were`).
    Is(String),
    /// The object stands in `column` of the row whose `key` column holds the subject.
    Cell {
        /// Header of the first column.
        key: String,
        /// Header of the object's column.
        column: String,
    },
    /// The object is what the subject shows in one aspect, beside its rivals.
    Aspect {
        /// The row's label.
        aspect: String,
        /// The other things compared, with their cells.
        rivals: Vec<(String, String)>,
    },
    /// A term and its description.
    Described,
    /// An abbreviation and what it stands for.
    StandsFor,
    /// Subject does object; the verb phrase in the form it has after `does` (`focus on`).
    Does {
        /// Base form with its particle.
        verb: String,
        /// An adverb before it, as `usually`.
        adverb: Option<String>,
    },
    /// Subject did object; the verb in base form, with `in` or `on` where the object is a time or place.
    Did {
        /// Base form with its particle.
        verb: String,
        /// An adverb before it.
        adverb: Option<String>,
    },
    /// Subject is done to by the object: participle and preposition (`brought by`).
    Undergoes {
        /// The verb before it as written: `is`, `were`.
        form: String,
        /// `brought by`, `classified as`.
        participle: String,
        /// An adverb before it.
        adverb: Option<String>,
    },
    /// Subject must do object; the verb in base form (`sign`, `be`).
    Must {
        /// Base form with its particle.
        verb: String,
    },
    /// The purpose (object) for which the subject does `deed`.
    For {
        /// Base form and object: `bring together experts`.
        deed: String,
    },
    /// The object is what `actors`, brought in by the subject's `verb`, in turn do by `deed`.
    Through {
        /// `experts, contributors, and users`
        actors: String,
        /// Base verb by which the subject has them: `bring together`.
        verb: String,
        /// Base verb of what they do: `share`.
        deed: String,
    },
    /// The items are all that the lead-in announces.
    Members {
        /// The lead-in as a noun phrase (`types of rules in our society`) ...
        lead: Lead,
    },
    /// The statement with a gap where the object stands.
    Gap {
        /// Text before the gap.
        before: String,
        /// Text after it.
        after: String,
    },
    /// The object's attribute of the subject: `goal`.
    Attribute {
        /// `goal`, `defined by`.
        name: String,
    },
    /// The object is the step that follows the subject.
    After {
        /// The process.
        process: String,
    },
    /// The object is the command that does what the subject says.
    Command,
    /// The heading asks, the text answers.
    Asks,
    /// Written by hand: the subject is the front, the object the back.
    Authored {
        /// The options of a question that has some, the right ones among them.
        options: Vec<String>,
    },
}

impl Relation {
    /// Tells whether the subject acts, is acted upon or has to act.
    pub(crate) fn is_deed(&self) -> bool {
        matches!(
            self,
            Self::Does { .. } | Self::Did { .. } | Self::Undergoes { .. } | Self::Must { .. } | Self::For { .. }
        )
    }
}

/// How a list announces itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// A plural noun phrase: `types of rules in our society`.
    Noun(String),
    /// Subject and verb in base form: `SIG`, `have`.
    Verb {
        /// Adverb before the verb.
        adverb: Option<String>,
        /// Base form with its particle.
        verb: String,
    },
    /// The rows of a table that share a property: `Which planets have rings?`
    Which {
        /// `planets`
        kind: String,
        /// `have rings`
        property: String,
    },
}

/// Lines that gave no fact, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// First line.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
    /// Why, in a few words; empty if the lines are part of how others are asked.
    pub reason: &'static str,
}

/// Lines that should be a hand-written card and are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// First line.
    pub line: u32,
    /// What is wrong, in one clause.
    pub what: &'static str,
}

/// All that one note states.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// In the order of the note.
    pub facts: Vec<Fact>,
    /// Lines without facts.
    pub passed: Vec<Passed>,
    /// Hand-written cards that are none.
    pub malformed: Vec<Malformed>,
    groups: u32,
}

impl Facts {
    /// Returns a fresh number for a set of siblings.
    fn group(&mut self) -> u32 {
        self.groups += 1;
        self.groups
    }

    /// Says that the lines of a block gave nothing.
    fn pass(&mut self, line: u32, end_line: u32, reason: &'static str) {
        self.passed.push(Passed { line, end_line, reason });
    }
}

/// Reads all facts of a note.
pub fn read(note: &Note) -> Facts {
    let mut out = Facts::default();
    if section::opted_out(&note.front_matter) {
        out.pass(1, note.line_count, "the note says `cards: false`");
        return out;
    }
    let terms = section::terms(&note.blocks);
    let left = authored::read(note, &mut out);
    let blocks = left.as_deref().unwrap_or(&note.blocks);
    let top = |block: &&Block| matches!(block.body, Body::Heading { .. }) && block.headings.is_empty();
    let has_title = blocks.iter().filter(top).nth(1).is_none();
    let mut reader = Reader { out: &mut out, subject: None, first: false, has_title, terms: &terms };
    reader.blocks(blocks);
    acronym::read(note, &mut out);
    dated::read(&mut out);
    out
}

/// Subject and object of the facts of a note that stand in a wanted relation, for the tests of the
/// files below.
#[cfg(test)]
fn pairs_of(text: &str, wanted: impl Fn(&Relation) -> bool) -> Vec<(String, String)> {
    let note = crate::notes::note("n.md", "n.md", text.as_bytes()).expect("is text");
    let facts = read(&note).facts.into_iter().filter(|fact| wanted(&fact.relation));
    facts.map(|fact| (fact.subject, fact.object)).collect()
}

/// Walks the blocks in order, remembering what the last sentence was about.
struct Reader<'a> {
    out: &'a mut Facts,
    /// What a pronoun at the start of the next paragraph would stand for, and where it was said.
    subject: Option<sentence::Antecedent>,
    /// The block is the first under its heading.
    first: bool,
    /// One heading stands over all others: the title of the note.
    has_title: bool,
    /// Terms the note sets in bold, code or headings.
    terms: &'a section::Terms,
}

impl Reader<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        let labelled = siblings::labelled(blocks);
        for (index, block) in blocks.iter().enumerate() {
            if let Some(reason) = section::boilerplate(block) {
                self.out.pass(block.line, block.end_line, reason);
                continue;
            }
            let lead = index.checked_sub(1).and_then(|before| blocks.get(before));
            self.first = opens(blocks, index);
            match paragraph_of(block) {
                Some(text) if labelled.get(index) == Some(&true) => lines::sibling(block, text, self.out),
                _ => self.block(block, lead),
            }
        }
    }

    fn block(&mut self, block: &Block, before: Option<&Block>) {
        match &block.body {
            Body::Heading { text, .. } => {
                self.subject = sentence::heading_subject(text);
                self.out.pass(block.line, block.end_line, "");
            }
            Body::Paragraph(text) => self.paragraph(block, text),
            Body::Table { header, rows } => table::read(block, header, rows, self.out),
            Body::List { ordered, items } => {
                let defined = self.defined(block, *ordered, items);
                let (place, rest) = (before.and_then(paragraph_of), items.get(usize::from(defined)..));
                let place = list::Place { block, lead: place, subject: self.subject.as_ref(), owned: false };
                if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
                    list::read(&place, *ordered, rest, self.terms, self.out);
                }
            }
            Body::Definitions(entries) => term::definitions(block, entries, self.out),
            Body::Quote { callout, blocks } => self.quote(block, callout.as_deref(), blocks),
            Body::Code { language, text } => {
                let lead = before.and_then(paragraph_of);
                let known = command::read(block, language, text, lead, self.out)
                    || formula::read(block, language, text, lead, self.out);
                if !known {
                    self.out.pass(block.line, block.end_line, "code");
                }
            }
            Body::Html(_) => self.out.pass(block.line, block.end_line, "HTML"),
            Body::Footnote { .. } => self.out.pass(block.line, block.end_line, "footnote"),
            Body::Rule => self.out.pass(block.line, block.end_line, ""),
        }
    }

    /// Reads a first bullet under a heading that it answers or explains; tells whether it does.
    fn defined(&mut self, block: &Block, ordered: bool, items: &[Item]) -> bool {
        let Some((item, rest)) = items.split_first().filter(|_| self.first) else { return false };
        let opening = english::bare(item.text.text.split_whitespace().next().unwrap_or(""));
        let names = matches!(opening.as_str(), "a" | "an" | "the" | "any" | "all") || !english::is_stop_word(&opening);
        if !names || opening == "instead" || !item.children.is_empty() || item.task.is_some() {
            return false;
        }
        if rest.is_empty() && heading::answer(block, &item.text, self.out) {
            return true;
        }
        // The first of several explains the heading where it alone is built as a definition.
        let alone =
            rest.is_empty() || !ordered && heading::only_definition(&item.text, rest.iter().map(|item| &item.text));
        alone && heading::definition(block, &item.text, self.has_title, self.out)
    }

    fn paragraph(&mut self, block: &Block, text: &Inline) {
        if let Some((title, body)) = callout::cut(text) {
            self.titled(block, title, &body);
            return;
        }
        if self.first
            && (heading::answer(block, text, self.out) || heading::definition(block, text, self.has_title, self.out))
        {
            return;
        }
        if heading::asked(block, text, self.out) || lines::labelled(block, text, self.out) {
            return;
        }
        self.subject = sentence::read(block, text, self.subject.take(), self.terms, self.out);
    }

    /// Reads the text of a callout under its title as under a heading.
    fn titled(&mut self, block: &Block, title: Option<String>, body: &Inline) {
        let mut block = block.clone();
        self.first = title.is_some();
        if let Some(title) = title {
            block.headings = block.headings.iter().cloned().chain([Arc::from(title.as_str())]).collect();
        }
        if !body.text.is_empty() {
            self.paragraph(&block, body);
        }
    }

    fn quote(&mut self, block: &Block, callout: Option<&str>, blocks: &[Block]) {
        let attributed = blocks.iter().filter_map(paragraph_of).any(|text| section::quotation(&text.text));
        if callout.is_none() && attributed {
            self.out.pass(block.line, block.end_line, "a quotation");
            return;
        }
        self.blocks(blocks);
    }
}

/// Tells whether a block is the first under its heading that says anything.
fn opens(blocks: &[Block], index: usize) -> bool {
    let said = |block: &&Block| !matches!(block.body, Body::Rule) && section::boilerplate(block).is_none();
    blocks[..index].iter().rev().find(said).is_none_or(|before| matches!(before.body, Body::Heading { .. }))
}

/// Returns the text of a paragraph block.
fn paragraph_of(block: &Block) -> Option<&Inline> {
    match &block.body {
        Body::Paragraph(text) => Some(text),
        _ => None,
    }
}
