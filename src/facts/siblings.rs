//! Sibling paragraphs `Label: text` are a definition list, though nothing marks them as one.

use crate::notes::{Block, Body, Inline};

use super::attribute::names_attribute;
use super::english::{bare, is_clause, is_pointer};
use super::section::{is_boilerplate, is_generic, tells_of_note};
use super::term::cut;

/// Words a label may have.
const LONGEST: usize = 5;

/// Returns, for each block, whether it is one of two or more labelled paragraphs of its section.
pub(super) fn labelled(blocks: &[Block]) -> Vec<bool> {
    let mut found = vec![false; blocks.len()];
    let mut start = 0;
    while start < blocks.len() {
        let section = blocks[start..].iter().skip(1).take_while(|block| !is_heading(block)).count() + 1;
        let range = start..start + section;
        start = range.end;
        let paragraphs = blocks[range.clone()].iter().filter(|block| is_paragraph(block)).count();
        if paragraphs < 2 {
            continue;
        }
        let own: Vec<usize> = range.filter(|at| is_labelled(&blocks[*at])).collect();
        let about = own.iter().any(|at| label(&blocks[*at]).is_some_and(tells_of_note));
        if own.len() >= 2 && own.len() * 2 >= paragraphs && !about {
            own.into_iter().for_each(|at| found[at] = true);
        }
    }
    found
}

fn is_heading(block: &Block) -> bool {
    matches!(block.body, Body::Heading { .. })
}

fn is_paragraph(block: &Block) -> bool {
    matches!(block.body, Body::Paragraph(_))
}

fn label(block: &Block) -> Option<&str> {
    let Body::Paragraph(text) = &block.body else { return None };
    text.text.split_once(':').map(|(label, _)| label)
}

/// Tells whether a paragraph is a short label and what it stands for.
fn is_labelled(block: &Block) -> bool {
    let Body::Paragraph(text) = &block.body else { return false };
    if !text.text.contains([':', '–', '—', '-', '：']) || is_marked(text) {
        return false;
    }
    let Some(cut) = cut(text, true).filter(|cut| !cut.mapped) else { return false };
    let words: Vec<String> = cut.term.split_whitespace().map(bare).collect();
    let first = words.first().map_or("", String::as_str);
    let named = (1..=LONGEST).contains(&words.len())
        && cut.term.starts_with(char::is_uppercase)
        && !cut.term.contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | '/' | '(' | ';'))
        && !is_pointer(first)
        && !is_clause(&cut.term)
        && !is_generic(&cut.term)
        && !is_boilerplate(&cut.term)
        && !names_attribute(&cut.term)
        && !matches!(words.last().map(String::as_str), Some("approach" | "following" | "is" | "are"))
        && !matches!(
            first,
            "better"
                | "best"
                | "worse"
                | "worst"
                | "good"
                | "bad"
                | "recommended"
                | "alternatively"
                | "next"
                | "finally"
                | "then"
                | "also"
                | "with"
                | "without"
                | "in"
                | "according"
                | "on"
                | "for"
                | "to"
                | "if"
                | "when"
        );
    let description = cut.description.as_str();
    let told = description.split_whitespace().count() >= 2
        && ![" - ", " – ", " — "].iter().any(|sign| description.contains(sign))
        && !description.ends_with([':', '?'])
        && !description.contains("://")
        && !description.starts_with(['"', '“', '\''])
        && !description.split_whitespace().next().is_some_and(|word| is_pointer(&bare(word)));
    named && told
}

/// Tells whether the paragraph begins with marked text; such labels are terms on their own.
fn is_marked(text: &Inline) -> bool {
    text.marks.first().is_some_and(|mark| mark.range.start == 0)
}

#[cfg(test)]
mod tests {
    use crate::facts::{Relation, pairs_of};

    fn told(text: &str) -> Vec<(String, String)> {
        pairs_of(text, |relation| *relation == Relation::Described)
    }

    #[test]
    fn two_labelled_paragraphs_of_a_section_are_terms_with_their_descriptions() {
        let text = "# Crimes\n\nTheft: taking of another's goods\n\nRobbery: taking of goods by force\n";
        let pair = |term: &str, text: &str| (term.to_owned(), text.to_owned());
        assert_eq!(
            told(text),
            [pair("Theft", "taking of another's goods"), pair("Robbery", "taking of goods by force")]
        );
    }

    #[test]
    fn one_labelled_paragraph_and_lines_about_the_note_are_no_terms() {
        assert_eq!(told("# Crimes\n\nTheft: taking of another's goods\n\nMuch else.\n\nAnd more.\n"), []);
        assert_eq!(told("# Crimes\n\nLecturer: Dr Marta Brown\n\nRobbery: taking of goods by force\n"), []);
    }
}
