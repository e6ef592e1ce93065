//! Several terms with their descriptions on one line: `**A**: one; **B**: two`.

use crate::notes::{Inline, Item, Style};

use super::lines::slice;
use super::term::{cut, marked_start};

/// Words a plain term inside a line may have; more are a clause before a colon.
const LONGEST_TERM: usize = 4;

/// Parts the items that hold several terms, each part an item of its own on the same lines; nothing
/// where no item does.
pub(super) fn parted(items: &[Item]) -> Option<Vec<Item>> {
    let of_item = |item: &Item| if item.children.is_empty() { parts(&item.text) } else { Vec::new() };
    let found: Vec<Vec<Inline>> = items.iter().map(of_item).collect();
    if found.iter().all(Vec::is_empty) {
        return None;
    }
    let each = |(item, parts): (&Item, Vec<Inline>)| match parts.is_empty() {
        true => vec![item.clone()],
        false => parts.into_iter().map(|text| Item { text, ..item.clone() }).collect(),
    };
    Some(items.iter().zip(found).flat_map(each).collect())
}

/// Cuts a line before every term in it but the first; nothing where there is one term or none.
fn parts(text: &Inline) -> Vec<Inline> {
    let starts = starts(text);
    if starts.is_empty() {
        return Vec::new();
    }
    let ends: Vec<usize> = starts.iter().copied().chain([text.text.len()]).collect();
    let begins = std::iter::once(0).chain(starts);
    let parts: Vec<Inline> = begins.zip(ends).map(|(start, end)| slice(text, start, end)).collect();
    let one = |part: &Inline| cut(part, true).is_some_and(|cut| !cut.description.contains(": "));
    if parts.iter().all(one) { parts } else { Vec::new() }
}

/// Returns the bytes at which further terms of a line begin, marked as the first is.
fn starts(text: &Inline) -> Vec<usize> {
    let whole = text.text.as_str();
    let marked = marked_start(text).is_some();
    let after_sign = |sign| whole.match_indices(sign).map(move |(at, sign): (usize, &str)| at + sign.len());
    let mut starts: Vec<usize> = ["; ", ", ", ". "]
        .into_iter()
        .flat_map(after_sign)
        .filter(|at| !in_brackets(&whole[..*at]))
        .filter(|at| if marked { marks_a_term(text, *at) } else { names_a_term(&whole[*at..]) })
        .collect();
    starts.sort_unstable();
    starts
}

fn in_brackets(before: &str) -> bool {
    before.matches('(').count() != before.matches(')').count()
}

/// Tells whether marked text begins here and a sign parts it from what follows.
fn marks_a_term(text: &Inline, at: usize) -> bool {
    let mark = text.marks.iter().find(|mark| mark.range.start == at);
    mark.filter(|mark| matches!(mark.style, Style::Strong | Style::Emphasis | Style::Code)).is_some_and(|mark| {
        let (term, rest) = (&text.text[at..mark.range.end], text.text[mark.range.end..].trim_start());
        term.ends_with(':') || rest.starts_with([':', '—', '–', '=', '→']) || rest.starts_with("- ")
    })
}

/// Tells whether text begins with a short capitalised name, and a colon after it.
fn names_a_term(text: &str) -> bool {
    let Some((term, _)) = text.split_once(": ") else { return false };
    let bare = term.split(" (").next().unwrap_or(term);
    text.starts_with(char::is_uppercase)
        && bare.split_whitespace().count() <= LONGEST_TERM
        && !term.contains([',', ';', '.', '!', '?'])
}

#[cfg(test)]
mod tests {
    use crate::facts::{Relation, pairs_of};

    fn told(text: &str) -> Vec<(String, String)> {
        pairs_of(text, |relation| *relation == Relation::Described)
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(term, text)| ((*term).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn each_term_of_a_line_has_its_own_description() {
        let marked = "# Ships\n\n- **Brig**: a ship with two masts; **Sloop**: a boat with one mast\n- **Barque**: a ship with three masts\n";
        assert_eq!(
            told(marked),
            pairs(&[
                ("Brig", "a ship with two masts"),
                ("Sloop", "a boat with one mast"),
                ("Barque", "a ship with three masts")
            ])
        );
        let plain = "# Ships\n\n- Brig: a ship with two masts, Sloop (small): a boat with one mast\n- Barque: a ship with three masts\n";
        assert_eq!(told(plain).len(), 3);
    }

    #[test]
    fn a_colon_inside_a_description_parts_nothing() {
        let inner = "# Ships\n\n- **Brig**: a ship with two masts, the **fore mast** and the main mast\n- **Sloop**: a boat (crew, Captain: one) with one mast\n";
        assert_eq!(told(inner).len(), 2);
    }
}
