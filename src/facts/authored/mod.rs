//! Cards written by hand, taken as written. They are read from the lines of a note, since their
//! forms end at lines and not at blocks:
//!
//! - `Q:` and `A:`, and `C:` with [gaps], over several lines, up to the next card or a `---`
//! - `front :: back`; `front ::: back` asks both ways
//! - a lone `?` between the lines of front and back; `??` asks both ways
//! - front, `#card` or `#flashcard`, and the back on the lines below
//! - `==gaps==`, with `^[hint]` and `[^1]`, and `{{c1::gaps::hint}}`
//! - a question above a task list: the ticked options are right
//! - a question above lettered options, the right one marked or named below

mod asked;
mod gaps;
mod options;
mod quiz;
mod script;
mod sides;
mod written;

pub(crate) use asked::direction;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::Kind;
use crate::notes::{Block, Body, Item, Note};

use super::{Fact, Facts, Malformed, Relation};
use script::Script;

/// Cards of a note as they are found.
struct Cards<'a> {
    script: Script<'a>,
    facts: Vec<Fact>,
    taken: BTreeSet<u32>,
    malformed: Vec<Malformed>,
    group: u32,
}

/// Adds the facts of hand-written cards; returns the blocks in which no other reader has been, or
/// nothing if there are no such cards.
pub(super) fn read(note: &Note, out: &mut Facts) -> Option<Vec<Block>> {
    if !script::may_hold_cards(&note.text) {
        return None;
    }
    let script = Script::of(note);
    let mut cards =
        Cards { script, facts: Vec::new(), taken: BTreeSet::new(), malformed: Vec::new(), group: out.group() };
    quiz::read(&mut cards);
    asked::read(&mut cards);
    options::read(&mut cards);
    sides::read(&mut cards);
    gaps::read(&mut cards);
    if cards.facts.is_empty() && cards.malformed.is_empty() {
        return None;
    }
    cards.facts.sort_by_key(|fact| fact.line);
    cards.malformed.sort_by_key(|malformed| malformed.line);
    out.facts.extend(cards.facts);
    for malformed in &cards.malformed {
        out.pass(malformed.line, malformed.line, malformed.what);
    }
    out.malformed.extend(cards.malformed);
    Some(untaken(&note.blocks, &cards.taken, out))
}

impl<'a> Cards<'a> {
    /// Tells whether a line belongs to a card already.
    fn is_taken(&self, index: usize) -> bool {
        self.script.lines.get(index).is_some_and(|line| self.taken.contains(&line.number))
    }

    /// Marks lines, by place, as taken.
    fn take(&mut self, range: std::ops::Range<usize>) {
        let lines = self.script.lines.get(range).unwrap_or_default();
        self.taken.extend(lines.iter().map(|line| line.number));
    }

    /// Names what should be a card and is none; its lines are left to no other reader.
    fn wrong(&mut self, range: std::ops::Range<usize>, what: &'static str) {
        let line = self.script.number(range.start);
        self.malformed.push(Malformed { line, what });
        self.take(range);
    }

    /// Adds a card of front and back, and its reverse where it asks both ways.
    fn sides(&mut self, front: &str, back: &str, range: std::ops::Range<usize>, both_ways: bool) {
        if front.is_empty() || back.is_empty() {
            return self.wrong(range, "a card without its front or its back");
        }
        let whole = format!("{front} {back}");
        let card = self.card(Kind::Basic, front, back, &range, &whole);
        self.facts.push(card);
        if both_ways {
            let card = self.card(Kind::Basic, back, front, &range, &whole);
            self.facts.push(card);
        }
        self.take(range);
    }

    /// Returns the fact of a card; `whole` is what all cards made together share.
    fn card(&self, kind: Kind, front: &str, back: &str, range: &std::ops::Range<usize>, whole: &str) -> Fact {
        let line = self.script.number(range.start);
        Fact {
            kind,
            subject: front.to_owned(),
            relation: Relation::Authored { options: Vec::new() },
            object: back.to_owned(),
            items: Vec::new(),
            headings: self.script.headings(line),
            line,
            end_line: self.script.number(range.end.saturating_sub(1)).max(line),
            group: self.group,
            evidence: whole.to_owned(),
            owner: None,
            example: None,
        }
    }
}

/// Returns the blocks without those that hold a line of a card; of lists, the items without.
fn untaken(blocks: &[Block], taken: &BTreeSet<u32>, out: &mut Facts) -> Vec<Block> {
    let holds = |from: u32, to: u32| taken.range(from..=to).next().is_some();
    let mut kept = Vec::new();
    for block in blocks {
        if !holds(block.line, block.end_line) || matches!(block.body, Body::Heading { .. } | Body::Rule) {
            kept.push(block.clone());
            continue;
        }
        match &block.body {
            Body::List { ordered, items } => {
                let items: Vec<Item> = items.iter().filter_map(|item| untaken_item(item, taken, out)).collect();
                if !items.is_empty() {
                    kept.push(Block { body: Body::List { ordered: *ordered, items }, ..block.clone() });
                }
            }
            _ => {
                let beside = (block.line..=block.end_line).find(|line| !taken.contains(line));
                if let (Some(line), Body::Paragraph(_)) = (beside, &block.body) {
                    out.pass(line, line, "stands in one paragraph with a hand-written card");
                }
            }
        }
    }
    kept
}

/// Returns an item of which no line belongs to a card, with those of its children of which none does.
fn untaken_item(item: &Item, taken: &BTreeSet<u32>, out: &mut Facts) -> Option<Item> {
    let own_end = item.children.first().map_or(item.end_line, |child| child.line.saturating_sub(1).max(item.line));
    if taken.range(item.line..=own_end).next().is_some() {
        return None;
    }
    Some(Item { children: untaken(&item.children, taken, out), ..item.clone() })
}

/// Headings above a line: blocks of the outermost level with the path that holds below them.
type Path = Arc<[Arc<str>]>;

#[cfg(test)]
mod tests;
