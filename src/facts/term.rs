//! Terms with their description: `**Term** — description` in lists, on lines, and in
//! definition lists.

use crate::model::Kind;
use crate::notes::{Block, Inline, Item, Mark, Style};

use super::section::{Terms, is_generic, link_only};
use super::table::is_blank;
use super::text::normal;
use super::{Fact, Facts, Relation};

/// Labels that name an attribute of the heading above, not a term.
const ATTRIBUTES: &[&str] = &[
    "class", "type", "defined by", "function", "location", "symptoms", "treatment", "cause", "causes", "date", "year",
    "author", "capital", "population", "purpose", "goal", "founded", "formula", "unit", "use", "uses", "origin",
    "mechanism", "indication", "indications", "side effects", "dose", "dosage", "structure", "role", "inventor",
    "discovered", "discovered by", "founder", "language", "currency", "leader", "result", "outcome", "habitat", "diet",
    "port", "default", "range", "mode of action", "contraindications", "holding", "rule", "issue", "court", "ruling",
    "synonym", "synonyms", "antonym", "syntax", "complexity", "time complexity", "space complexity", "scope",
    "duration", "symbol", "property", "properties",
];

/// A term cut from its description.
pub(super) struct Cut {
    pub(super) term: String,
    pub(super) description: String,
}

/// Cuts an item into a marked term (bold, code, link) and its description; with `loose`, also
/// plain text before a colon or spaced dash.
pub(super) fn cut(text: &Inline, loose: bool) -> Option<Cut> {
    let whole = text.text.as_str();
    let marked = marked_start(text);
    if let Some(end) = marked {
        let (term, rest) = (whole[..end].trim(), whole[end..].trim_start());
        if let Some(term) = term.strip_suffix(':') {
            return made(term, rest);
        }
        // An abbreviation in brackets belongs to the term.
        let (extra, rest) = bracket(rest);
        let description = separator(rest)?;
        return made(&format!("{term}{extra}"), description);
    }
    if !loose {
        return None;
    }
    let found = [": ", " — ", " – ", " - ", " = ", " → ", " -> "]
        .iter()
        .filter_map(|sign| whole.find(sign).map(|at| (at, sign.len())))
        .min()?;
    let term = whole[..found.0].trim();
    (term.split_whitespace().count() <= 6 && !term.contains(['.', '?']))
        .then(|| made(term, &whole[found.0 + found.1..]))
        .flatten()
}

fn made(term: &str, description: &str) -> Option<Cut> {
    let description = description.trim().trim_end_matches(['.', ';', ',']).trim();
    let term = term.trim().trim_end_matches(':').trim();
    (!is_blank(term) && !is_blank(description))
        .then(|| Cut { term: term.to_owned(), description: description.to_owned() })
}

/// Returns the end of the marked text with which the line begins, adjoining marks joined.
pub(super) fn marked_start(text: &Inline) -> Option<usize> {
    let mut end = 0;
    let marks = text.marks.iter().filter(|mark| matches!(mark.style, Style::Strong | Style::Code | Style::Link(_)));
    for mark in marks {
        let gap = text.text.get(end..mark.range.start).unwrap_or("x");
        if gap.trim().is_empty() && mark.range.end > end {
            end = mark.range.end;
        }
    }
    // `**M**ilitarism` marks the letter of a memory word, and names the whole one.
    let letter = text.text.get(..end).is_some_and(|marked| marked.chars().count() == 1);
    let rest = text.text.get(end..).unwrap_or("");
    let inside = rest.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
    match inside {
        0 => (end > 0).then_some(end),
        _ if letter => Some(end + inside),
        _ => None,
    }
}

/// Returns a bracket at the start, with the space before it, and what follows.
fn bracket(text: &str) -> (String, &str) {
    match text.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        Some((inside, rest)) if inside.split_whitespace().count() <= 4 => (format!(" ({inside})"), rest.trim_start()),
        _ => (String::new(), text),
    }
}

fn separator(text: &str) -> Option<&str> {
    ["—", "–", ":", "->", "→", "=>", "=", "- "].iter().find_map(|sign| text.strip_prefix(sign)).map(str::trim_start)
}

/// Adds the facts of list items that are terms; returns how many.
pub(super) fn items(
    place: &super::list::Place<'_>,
    items: &[&Item],
    loose: bool,
    owner: Option<&str>,
    out: &mut Facts,
) -> Vec<String> {
    let group = out.group();
    let mut names = Vec::new();
    for item in items {
        let Some(cut) = cut(&item.text, loose) else {
            out.pass(item.line, item.line, "no term with a description");
            continue;
        };
        if link_only(&item.text) {
            continue;
        }
        names.push(cut.term.clone());
        out.facts.push(fact(
            place.block,
            (item.line, item.text.lines.last().map_or(item.line, |(_, line)| *line)),
            &cut,
            group,
            place.lead,
            owner,
        ));
    }
    names
}

fn fact(block: &Block, lines: (u32, u32), cut: &Cut, group: u32, lead: Option<&Inline>, owner: Option<&str>) -> Fact {
    Fact {
        kind: Kind::Term,
        subject: cut.term.clone(),
        relation: Relation::Described,
        object: cut.description.clone(),
        items: Vec::new(),
        headings: block.headings.clone(),
        line: lines.0,
        end_line: lines.1,
        group,
        evidence: format!("{} {} {}", cut.term, cut.description, lead.map_or("", |text| text.text.as_str())),
        owner: owner.map(str::to_owned),
        example: None,
    }
}

/// Reads a paragraph that is a term or label with its description; tells whether it was one.
pub(super) fn labelled(block: &Block, text: &Inline, out: &mut Facts) -> bool {
    let pieces = pieces(text);
    let cuts: Vec<Option<Cut>> =
        pieces.iter().map(|piece| strong_start(piece).then(|| cut(piece, false)).flatten()).collect();
    if cuts.iter().any(Option::is_none) {
        return false;
    }
    let group = out.group();
    let heading = block.headings.last().filter(|heading| !is_generic(heading));
    let several = pieces.len() > 1;
    for (piece, cut) in pieces.iter().zip(cuts.iter().flatten()) {
        let line = piece.lines.first().map_or(block.line, |(_, line)| *line);
        let last = piece.lines.last().map_or(line, |(_, line)| *line);
        match heading {
            Some(heading) if several || ATTRIBUTES.contains(&normal(&cut.term).as_str()) => {
                out.facts.push(attribute(block, (line, last), heading, cut, group))
            }
            _ => out.facts.push(fact(block, (line, last), cut, group, None, None)),
        }
    }
    true
}

fn strong_start(text: &Inline) -> bool {
    text.marks.first().is_some_and(|mark| mark.style == Style::Strong && mark.range.start == 0)
}

/// Cuts running text at the source lines that begin with bold text, so that labels written one
/// a line are read one by one.
fn pieces(text: &Inline) -> Vec<Inline> {
    let bold = |at: usize| text.marks.iter().any(|mark| mark.style == Style::Strong && mark.range.start == at);
    let skip = |at: usize| at + text.text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start().len());
    let mut starts: Vec<usize> =
        text.lines.iter().map(|(start, _)| *start).filter(|start| *start == 0 || bold(skip(*start))).collect();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([text.text.len()]).collect::<Vec<_>>();
    starts.iter().zip(ends).map(|(start, end)| slice(text, skip(*start), end)).collect()
}

/// Returns a part of running text with its marks and lines.
fn slice(text: &Inline, start: usize, end: usize) -> Inline {
    let marks = text
        .marks
        .iter()
        .filter(|mark| mark.range.start >= start && mark.range.end <= end)
        .map(|mark| Mark { range: mark.range.start - start..mark.range.end - start, style: mark.style.clone() });
    let lines = text
        .lines
        .iter()
        .filter(|(at, _)| *at < end && *at + 1 >= start)
        .map(|(at, line)| (at.saturating_sub(start), *line));
    Inline {
        text: text.text.get(start..end).unwrap_or("").trim_end().to_owned(),
        marks: marks.collect(),
        lines: lines.collect(),
    }
}

/// Tells whether the label of an item names an attribute of the heading above it.
pub(super) fn is_attribute(label: &str, terms: &Terms) -> bool {
    ATTRIBUTES.contains(&normal(label).as_str()) || terms.is_repeated_label(label)
}

/// Returns the fact that a heading has an attribute.
pub(super) fn attribute(block: &Block, lines: (u32, u32), heading: &str, cut: &Cut, group: u32) -> Fact {
    Fact {
        kind: Kind::Term,
        subject: heading.to_owned(),
        relation: Relation::Attribute { name: cut.term.clone() },
        object: cut.description.clone(),
        ..fact(block, lines, cut, group, None, None)
    }
}

/// Reads a definition list (`Term` newline `: definition`).
pub(super) fn definitions(block: &Block, entries: &[(Inline, Vec<Inline>)], out: &mut Facts) {
    let group = out.group();
    for (term, meanings) in entries {
        let line = term.lines.first().map_or(block.line, |(_, line)| *line);
        let Some(meaning) = meanings.first() else { continue };
        let last = meaning.lines.last().map_or(line, |(_, line)| *line);
        match made(&term.text, &meaning.text) {
            Some(cut) => out.facts.push(fact(block, (line, last), &cut, group, None, None)),
            None => out.pass(line, last, "a term without a definition"),
        }
    }
}
