//! A bullet that is a term, and the bullet below it that tells what it is.

use crate::notes::{Body, Inline, Item, Style};

use super::attribute::names_attribute;
use super::clause;
use super::english::{Opening, bare, is_base_verb, is_clause, is_noun_too, is_plural, opening};
use super::heading::explains;
use super::list::Place;
use super::section::names_a_thing;
use super::term::{self, fact};
use super::text::{is_open, sentences};
use super::{Fact, Facts};

/// Words a term may have.
const LONGEST_TERM: usize = 4;

/// Words a definition may have.
const LONGEST: usize = 25;

/// Reads an item that is a term with its definition below it; tells whether it is one.
pub(super) fn read(place: &Place<'_>, item: &Item, out: &mut Facts) -> bool {
    let Some((term, child, only)) = pair(item) else { return false };
    let description = clause::first(child.text.text.trim()).trim_end_matches(['.', ';', ',']);
    let fits = if only { alone(&term, description) } else { among(description) };
    if !fits {
        return false;
    }
    let cut = term::Cut { term, description: description.to_owned(), mapped: false, code: false };
    let group = out.group();
    let told: Fact = fact(place.block, (item.line, child.line), &cut, group, None, None);
    out.facts.push(told);
    true
}

/// Reads an item that is a marked term and no more, with a paragraph below it that tells what it is.
pub(super) fn below(place: &Place<'_>, item: &Item, out: &mut Facts) {
    let Some((term, text)) = paragraph_below(item) else { return };
    let first = clause::first(text.text.trim());
    let first = sentences(first).into_iter().next().map_or(first, |range| &first[range]);
    let told = ["They are ", "It is ", "These are ", "This is "].iter().find_map(|start| first.strip_prefix(start));
    let description = told.unwrap_or(first).trim_end_matches(['.', ';', ',']);
    let pronoun = told.is_some() && whole(description) && !is_clause(description);
    if !(pronoun || explains(description)) {
        return;
    }
    let line = text.lines.first().map_or(item.line, |(_, line)| *line);
    let cut = term::Cut { term, description: description.to_owned(), mapped: false, code: false };
    let group = out.group();
    out.facts.push(fact(place.block, (item.line, line), &cut, group, None, None));
}

/// Returns the term that an item consists of and the first paragraph below it.
fn paragraph_below(item: &Item) -> Option<(String, &Inline)> {
    let name = item.text.text.trim().trim_end_matches(':');
    let marked = item
        .text
        .marks
        .iter()
        .any(|mark| mark.style == Style::Strong && mark.range.start == 0 && mark.range.end >= name.len());
    let paragraph = item.children.first().and_then(|block| match &block.body {
        Body::Paragraph(text) => Some(text),
        _ => None,
    })?;
    let fine = marked && (1..=LONGEST_TERM).contains(&name.split_whitespace().count());
    (fine && names_a_thing(name) && !names_attribute(name)).then(|| (name.to_owned(), paragraph))
}

/// Returns the term an item names, the first item below it, and whether that is the only one.
fn pair(item: &Item) -> Option<(String, &Item, bool)> {
    let [block] = item.children.as_slice() else { return None };
    let Body::List { ordered: false, items } = &block.body else { return None };
    let child = items.first().filter(|child| child.children.is_empty() && child.task.is_none())?;
    let text = item.text.text.trim();
    let (defined, name) = match text.strip_suffix(':').and_then(|text| text.strip_prefix("Definition of ")) {
        Some(name) => (true, ["a ", "an ", "the "].iter().find_map(|word| name.strip_prefix(word)).unwrap_or(name)),
        None => (false, text),
    };
    let words = name.split_whitespace().count();
    let first = name.split_whitespace().next().map(bare).unwrap_or_default();
    let deed = words > 1 && is_base_verb(&first) && !is_noun_too(&first);
    let fine = (1..=LONGEST_TERM).contains(&words)
        && names_a_thing(name)
        && !names_attribute(name)
        && !deed
        && !name.ends_with(['.', ':', '-', '=', ','])
        && !name.contains([',', '+', '=', '/', '(', ')', ';'])
        && name.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    fine.then(|| (name.to_owned(), child, items.len() == 1 && !defined))
}

/// Tells whether the only phrase below a term says what it is or does. A phrase without an article
/// may as well be a work of the term's, or a part, or a deed.
fn alone(term: &str, description: &str) -> bool {
    let words = description.split_whitespace().count();
    let mut first = description.split_whitespace();
    let article = matches!(first.next(), Some("a" | "an" | "the" | "A" | "An" | "The"));
    let small = first.next().is_some_and(|word| word.starts_with(char::is_lowercase));
    let does = opening(description) == Opening::ThirdVerb && !is_plural(term);
    let told = description.split_whitespace().skip(1).take(5).any(|word| matches!(word, "that" | "which" | "who"));
    let defines = (article && small || told && super::heading::noun_phrase(description)) && !is_clause(description);
    whole(description) && (4..=LONGEST).contains(&words) && (defines || does)
}

/// Tells whether the first of several phrases below a term defines it.
fn among(description: &str) -> bool {
    let words = description.split_whitespace().count();
    let first = description.split_whitespace().next().map(bare).unwrap_or_default();
    let lower = description.split_whitespace().nth(1).is_some_and(|word| word.starts_with(char::is_lowercase));
    whole(description)
        && lower
        && matches!(first.as_str(), "a" | "an")
        && (4..=LONGEST).contains(&words)
        && !is_clause(description)
}

fn whole(description: &str) -> bool {
    !is_open(description)
        && !description.starts_with(['"', '“', '\''])
        && !description.ends_with([':', '?'])
        && ![": ", " = ", " == ", " → ", " - ", " – ", " — "].iter().any(|sign| description.contains(sign))
}

#[cfg(test)]
mod tests {
    use crate::facts::{Relation, pairs_of};

    fn told(text: &str) -> Vec<(String, String)> {
        pairs_of(text, |relation| *relation == Relation::Described)
    }

    #[test]
    fn a_term_with_its_definition_as_the_only_bullet_below_is_a_term() {
        let text = "# Ships\n\n- Keel\n  - the beam along the bottom of a hull\n- Definition of a brig:\n  - A ship with two masts\n  - Fast\n";
        let pair = |term: &str, text: &str| (term.to_owned(), text.to_owned());
        assert_eq!(
            told(text),
            [pair("Keel", "the beam along the bottom of a hull"), pair("brig", "A ship with two masts")]
        );
    }

    #[test]
    fn a_work_a_deed_or_a_part_below_a_name_defines_nothing() {
        assert_eq!(
            told("# Bands\n\n- The Reefs\n  - A Night at Sea\n- Keel\n  - Paint it every year\n- Mast\n  - sails\n"),
            []
        );
    }

    #[test]
    fn a_paragraph_below_a_marked_item_tells_what_it_is() {
        let text = "## Kinds of norms\n\n1. **Folkways**\n\n    They are informal norms that govern daily life. More.\n\n2. **Taboo**\n\n    \
            Refers to a ban that all of them keep. More.\n\n3. **Order**\n\n    Its rules are kept by the elders.\n";
        let told = crate::facts::pairs_of(text, |it| *it == crate::facts::Relation::Described);
        let told: Vec<(&str, &str)> = told.iter().map(|(term, what)| (term.as_str(), what.as_str())).collect();
        assert_eq!(
            told,
            [("Folkways", "informal norms that govern daily life"), ("Taboo", "Refers to a ban that all of them keep")]
        );
    }
}
