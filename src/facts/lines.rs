//! Lines of a paragraph that are terms or labels with their description.

use crate::notes::{Block, Inline, Mark, Style};

use super::Facts;
use super::attribute::{attribute, belongs, entity, hangs, names_attribute, told};
use super::term::{Cut, cut, shared_noun};

/// Reads a paragraph that is a term or label with its description, or lines of them; tells
/// whether it was one.
pub(super) fn labelled(block: &Block, text: &Inline, out: &mut Facts) -> bool {
    if let Some(cuts) = pieces(text, true).map(|piece| cut(&piece, false).map(|cut| (piece, cut))).collect() {
        lines_of(block, cuts, out);
        return true;
    }
    // Plain lines of `term: meaning` count from two on, if all are.
    let plain: Option<Vec<_>> = pieces(text, false).map(|piece| cut(&piece, true).map(|cut| (piece, cut))).collect();
    match plain {
        Some(cuts) if cuts.len() >= 2 => lines_of(block, cuts, out),
        _ => return false,
    }
    true
}

/// Reads a paragraph that is one of several `Label: text` beside each other.
pub(super) fn sibling(block: &Block, text: &Inline, out: &mut Facts) {
    if let Some(cut) = cut(text, true) {
        lines_of(block, vec![(text.clone(), cut)], out);
    }
}

fn lines_of(block: &Block, mut cuts: Vec<(Inline, Cut)>, out: &mut Facts) {
    let group = out.group();
    let labels: Vec<&str> = cuts.iter().map(|(_, cut)| cut.term.as_str()).collect();
    if let Some(noun) = shared_noun(block, None, &labels) {
        cuts.iter_mut().for_each(|(_, cut)| cut.term = format!("{} {noun}", cut.term));
    }
    let heading = entity(block, &cuts.iter().map(|(_, cut)| cut.term.as_str()).collect::<Vec<_>>());
    let listed = cuts.iter().filter(|(_, cut)| names_attribute(&cut.term)).count();
    let attributes = listed > 0 && listed * 2 >= cuts.len();
    for (piece, cut) in &cuts {
        let line = piece.lines.first().map_or(block.line, |(_, line)| *line);
        let last = piece.lines.last().map_or(line, |(_, line)| *line);
        if heading.is_none() && hangs(&cut.term) {
            out.pass(line, last, "a label without what it belongs to");
            continue;
        }
        out.facts.push(match &heading {
            Some(heading) if attributes && belongs(cut) => attribute(block, (line, last), heading, cut, group),
            _ => told(block, (line, last), cut, group, None, None),
        });
    }
}

/// Cuts running text at its source lines, or only at those that begin with marked text.
fn pieces(text: &Inline, marked: bool) -> impl Iterator<Item = Inline> + '_ {
    let skip = |at: usize| at + text.text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start().len());
    let marks = move |at: usize| {
        let first = text.marks.partition_point(|mark| mark.range.start < at);
        text.marks[first..]
            .iter()
            .take_while(|mark| mark.range.start == at)
            .any(|mark| matches!(mark.style, Style::Strong | Style::Emphasis))
    };
    let mut starts: Vec<usize> =
        text.lines.iter().map(|(start, _)| skip(*start)).filter(|at| !marked || *at == 0 || marks(*at)).collect();
    if marked && !marks(0) {
        starts.clear();
    }
    starts.dedup();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.text.len()]).collect();
    // Without any piece there is nothing to cut: one that no cut fits stands for it.
    let none = starts.is_empty().then(Inline::default);
    none.into_iter().chain(starts.into_iter().zip(ends).map(|(start, end)| slice(text, start, end)))
}

/// Returns a part of running text with its marks and lines.
pub(super) fn slice(text: &Inline, start: usize, end: usize) -> Inline {
    let (first, last) = (
        text.marks.partition_point(|mark| mark.range.start < start),
        text.marks.partition_point(|mark| mark.range.start < end),
    );
    let marks = text.marks[first..last]
        .iter()
        .filter(|mark| mark.range.end <= end)
        .map(|mark| Mark { range: mark.range.start - start..mark.range.end - start, style: mark.style.clone() });
    let line = text.lines.partition_point(|(at, _)| *at <= start).saturating_sub(1);
    let lines = text.lines[line.min(text.lines.len())..]
        .iter()
        .take_while(|(at, _)| *at < end)
        .map(|(at, line)| (at.saturating_sub(start), *line));
    Inline {
        text: text.text.get(start..end).unwrap_or("").trim_end().to_owned(),
        marks: marks.collect(),
        lines: lines.collect(),
    }
}
