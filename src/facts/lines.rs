//! Lines of a paragraph that are terms or labels with their description.

use crate::notes::{Block, Inline, Mark, Style};

use super::Facts;
use super::attribute::{attribute, belongs, entity, hangs, names_attribute, told};
use super::english::{bare, is_clause, is_stop_word};
use super::section::names_a_thing;
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
        Some(cuts) if cuts.len() >= 2 || cuts.iter().all(|(_, cut)| defines(cut)) => lines_of(block, cuts, out),
        _ => return false,
    }
    true
}

/// Tells whether a plain term is surely one, by the article with which its description begins.
fn defines(cut: &Cut) -> bool {
    let mut words = cut.description.split_whitespace();
    let article = words.next().is_some_and(|word| matches!(bare(word).as_str(), "a" | "an" | "the"));
    let small = words.next().is_some_and(|word| word.starts_with(char::is_lowercase));
    let name = cut.term.starts_with(char::is_uppercase) && cut.term.split_whitespace().count() <= 4;
    article
        && small
        && words.count() >= 2
        && name
        && names_a_thing(&cut.term)
        && !hangs(&cut.term)
        && !names_attribute(&cut.term)
        && !is_clause(&cut.description)
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
            .any(|mark| matches!(mark.style, Style::Strong | Style::Emphasis) || at == 0 && mark.style == Style::Code)
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

/// Line length below which no paragraph is wrapped by an editor.
const NARROW: usize = 60;

/// Returns the bytes at which a line of a paragraph begins a thought of its own: no editor broke the
/// line before, for its next word would have fitted.
pub(super) fn breaks(text: &Inline) -> Vec<usize> {
    if text.lines.len() < 2 {
        return Vec::new();
    }
    let starts = text.lines.iter().map(|(at, _)| *at);
    let ends = starts.clone().skip(1).chain([text.text.len()]);
    let lines: Vec<(usize, &str)> =
        starts.zip(ends).filter_map(|(start, end)| Some((start, text.text.get(start..end)?.trim()))).collect();
    let width = lines.iter().map(|(_, line)| line.chars().count()).max().unwrap_or(0);
    let parted = |before: &str, after: &str| {
        let next = after.split_whitespace().next().unwrap_or("");
        let fitted = before.chars().count() + 1 + next.chars().count() <= width || width < NARROW;
        let open = before.ends_with([',', ';', ':', '-', '–', '—', '(', '/', '&', '='])
            || before.split_whitespace().last().is_some_and(|word| is_stop_word(&bare(word)));
        fitted && !open && next.starts_with(char::is_uppercase) && before.split_whitespace().count() >= 3
    };
    let pairs = lines.windows(2).filter_map(|pair| match pair {
        [(_, before), (at, after)] if parted(before, after) => Some(*at),
        _ => None,
    });
    pairs.collect()
}

/// Returns the part of a running text that is its first thought.
pub(super) fn first_thought(text: &Inline) -> Option<Inline> {
    breaks(text).first().map(|end| slice(text, 0, *end))
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

#[cfg(test)]
mod tests {
    use crate::facts::{Relation, pairs_of};

    fn told(text: &str) -> Vec<String> {
        pairs_of(text, |relation| *relation == Relation::Described).into_iter().map(|(_, object)| object).collect()
    }

    #[test]
    fn a_line_that_an_editor_would_not_have_broken_begins_a_new_thought() {
        assert_eq!(
            told("**Ebb**: the water falls away\nEven a deep harbour may run dry then\n"),
            ["the water falls away"]
        );
        assert_eq!(
            told("**Ebb**: the fall of the water in each harbour along the coast of Europe and\nAsia\n"),
            ["the fall of the water in each harbour along the coast of Europe and Asia"]
        );
    }

    #[test]
    fn a_lone_term_counts_by_the_article_of_its_description() {
        assert_eq!(told("# Sea\n\nProse here.\n\nBrig - a ship with two masts\n"), ["a ship with two masts"]);
        assert_eq!(told("# Sea\n\nProse here.\n\nBrig - ask the harbour master\n"), Vec::<String>::new());
    }

    #[test]
    fn a_term_in_code_with_a_dash_is_one() {
        assert_eq!(told("# Sea\n\n`brig` - ship with two masts\n"), ["ship with two masts"]);
    }
}
