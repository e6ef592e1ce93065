//! Formulas in a block without a language: `E = hf    (photon energy)`, each with the name of what it
//! gives.

use crate::model::Kind;
use crate::notes::{Block, Inline};

use super::section::names_a_thing;
use super::{Fact, Facts, Relation};

/// Words the name of what a formula gives may have.
const LONGEST_NAME: usize = 5;

/// Words a formula may have.
const LONGEST: usize = 12;

/// Reads a block of formulas that are named behind themselves, or one under its name; tells whether it
/// is one.
pub(super) fn read(block: &Block, language: &str, code: &str, lead: Option<&Inline>, out: &mut Facts) -> bool {
    let lines: Vec<(u32, &str)> =
        (block.line + 1..).zip(code.lines()).filter(|(_, line)| !line.trim().is_empty()).collect();
    if !language.trim().is_empty() || !lines.iter().any(|(_, line)| line.contains(" = ")) {
        return false;
    }
    let heading = block.headings.last().map(|heading| heading.trim_end_matches(':'));
    let label = match lead {
        Some(lead) => lead.text.trim().strip_suffix(':'),
        None => heading,
    };
    let label = label.filter(|_| lines.len() == 1);
    let group = out.group();
    let count = out.facts.len();
    for (line, text) in lines {
        let (formula, gloss) = cut(text);
        let name = label.or(gloss).filter(|name| is_name(name));
        if let Some(name) = name.filter(|_| is_formula(formula)) {
            out.facts.push(fact(block, line, name, formula, group));
        }
    }
    out.facts.len() > count
}

/// Cuts a formula from what stands in brackets behind it, up to the first comma.
fn cut(line: &str) -> (&str, Option<&str>) {
    let line = line.trim();
    match line.split_once("  ") {
        Some((formula, rest)) => {
            let gloss = rest.trim().strip_prefix('(').map(|rest| rest.trim_end_matches(')'));
            (formula.trim(), gloss.and_then(|gloss| gloss.split(", ").next()))
        }
        None => (line, None),
    }
}

fn is_formula(text: &str) -> bool {
    let Some((left, right)) = text.split_once(" = ") else { return false };
    let word = |word: &str| word.len() > 3 && word.chars().all(char::is_alphabetic);
    left.split_whitespace().count() <= 3
        && text.split_whitespace().count() <= LONGEST
        && right.chars().any(char::is_alphabetic)
        && text.split_whitespace().filter(|part| word(part)).count() < 2
        && !text.contains(['"', '\'', ';', '{', '[', '$'])
}

fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=LONGEST_NAME).contains(&words)
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\''))
        && text.chars().count() > 3
        && names_a_thing(text)
}

fn fact(block: &Block, line: u32, name: &str, formula: &str, group: u32) -> Fact {
    Fact {
        kind: Kind::Term,
        subject: name.to_owned(),
        relation: Relation::Attribute { name: "formula".into() },
        object: formula.to_owned(),
        items: Vec::new(),
        headings: block.headings.clone(),
        line,
        end_line: line,
        group,
        evidence: format!("{name} {formula}"),
        owner: None,
        example: None,
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::{Relation, pairs_of};

    fn formulas(text: &str) -> Vec<(String, String)> {
        pairs_of(text, |relation| matches!(relation, Relation::Attribute { .. }))
    }

    #[test]
    fn a_formula_with_the_name_of_what_it_gives_is_a_fact() {
        let pair = |name: &str, formula: &str| (name.to_owned(), formula.to_owned());
        let text = "# Light\n\n```\nE = hf    (photon energy, h = 6.6e-34)\np = h/l  (q = else)\n```\n\n**Wave length:**\n\n```\nl = h/mv\n```\n";
        assert_eq!(formulas(text), [pair("photon energy", "E = hf"), pair("Wave length", "l = h/mv")]);
    }

    #[test]
    fn code_holds_no_formulas() {
        assert_eq!(formulas("# Code\n\n```\nname = \"reef\"  (the name)\n```\n\n```python\ny = x  (copy)\n```\n"), []);
    }
}
