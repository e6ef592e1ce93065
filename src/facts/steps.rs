//! Numbered steps of a process: which comes after which.

use crate::model::Kind;
use crate::notes::Item;

use super::english::{bare, base_of_third, is_base_verb, is_clause};
use super::list::Place;
use super::section::names_a_thing;
use super::sentence::plain_heading;
use super::term;
use super::text::normal;
use super::{Fact, Facts, Relation};

/// Words by which a heading or lead-in says that what follows happens in order.
const IN_ORDER: &[&str] = &[
    "steps", "step", "stages", "stage", "phases", "phase", "process", "procedure", "sequence", "order", "cycle",
    "workflow", "pipeline", "handshake", "protocol", "lifecycle", "life cycle", "how to", "algorithm", "method",
    "pathway", "timeline", "chain",
];

/// Steps one can keep in order.
const MOST: usize = 9;

/// Adds the facts of a numbered list that is a process; tells whether it was one.
pub(super) fn read(place: &Place<'_>, items: &[Item], out: &mut Facts) -> bool {
    let finished: Vec<&Item> = items.iter().filter(|item| !is_unfinished(&item.text.text)).collect();
    let Some(process) = process(place, items) else { return false };
    if items.iter().any(|item| is_errand(&item.text.text)) || finished.len() < items.len().saturating_sub(1) {
        return false;
    }
    let items = finished;
    let names: Vec<String> = items.iter().map(|item| name(item)).collect();
    let mut sorted: Vec<String> = names.iter().map(|name| normal(name)).collect();
    sorted.sort();
    sorted.dedup();
    let short = names.iter().all(|name| !name.is_empty() && name.split_whitespace().count() <= 14);
    if !(3..=MOST).contains(&items.len()) || sorted.len() != names.len() || !short {
        return false;
    }
    let group = out.group();
    for (pair, lines) in names.windows(2).zip(items.windows(2)) {
        let ([before, after], [first, second]) = (pair, lines) else { continue };
        out.facts.push(Fact {
            kind: Kind::Steps,
            subject: before.clone(),
            relation: Relation::After { process: process.clone() },
            object: after.clone(),
            items: Vec::new(),
            headings: place.block.headings.clone(),
            line: first.line,
            end_line: second.line,
            group,
            evidence: format!("{process} {before} {after}"),
            owner: None,
            example: None,
        });
    }
    true
}

fn is_unfinished(text: &str) -> bool {
    text.trim().is_empty() || text.trim().ends_with([':', '-', '–', '—'])
}

/// Tells whether a step sends the reader to people or pages: a checklist, not a process to know.
fn is_errand(text: &str) -> bool {
    let first = text.split_whitespace().next().map(bare).unwrap_or_default();
    matches!(
        first.as_str(),
        "ask" | "read" | "contact" | "join" | "email" | "see" | "visit" | "click" | "talk" | "sign" | "download"
    )
}

/// Returns the text of a step: its term where it has one, else its first sentence.
fn name(item: &Item) -> String {
    let whole = term::cut(&item.text, false).map_or_else(|| item.text.text.clone(), |cut| cut.term);
    whole.split(". ").next().unwrap_or(&whole).trim().trim_end_matches(['.', ';', ',']).to_owned()
}

/// Returns what the steps are steps of: the lead-in or heading that says that they have an order,
/// or that of a list of deeds.
fn process(place: &Place<'_>, items: &[Item]) -> Option<String> {
    let lead = place
        .lead
        .map(|text| text.text.trim_end_matches(':').trim().to_owned())
        .filter(|text| text.split_whitespace().count() <= 8);
    // `three phases` says only that there are some: what they belong to stands above.
    let heading = place
        .block
        .headings
        .iter()
        .rev()
        .map(|heading| plain_heading(heading))
        .find(|name| !names_order(name))
        .filter(|name| names_a_thing(name) || name.to_lowercase().starts_with("how to "));
    let counted = place.block.headings.last().is_some_and(|name| names_order(&plain_heading(name)))
        || place.lead.is_some_and(|lead| is_count(lead.text.trim_end_matches(':')));
    if counted {
        return heading;
    }
    let sentence = |text: &String| {
        text.split_whitespace()
            .map(bare)
            .any(|word| matches!(word.as_str(), "it" | "they" | "is" | "are" | "has" | "have" | "consists" | "this"))
    };
    let lead = lead.filter(|text| !sentence(text) && !is_clause(text));
    let says = |text: &String| IN_ORDER.iter().any(|word| format!(" {} ", normal(text)).contains(&format!(" {word} ")));
    let deeds = items.iter().filter(|item| is_deed(&item.text.text)).count() == items.len();
    lead.clone()
        .filter(says)
        .or_else(|| heading.clone().filter(says))
        .or_else(|| lead.filter(|_| deeds && items.len() >= 3))
}

/// Tells whether a heading only says that what follows has an order: `Process`, `Three steps`.
fn names_order(text: &str) -> bool {
    is_count(text)
        || matches!(normal(text).as_str(), "process" | "procedure" | "sequence" | "method" | "workflow" | "order")
}

fn is_count(text: &str) -> bool {
    let name = normal(text);
    let last = name.split_whitespace().last().unwrap_or("");
    let ordered = matches!(last, "steps" | "stages" | "phases" | "step" | "stage" | "phase");
    ordered && name.split_whitespace().count() <= 2
}

/// Tells whether a step begins with a verb, or with who does something.
fn is_deed(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().take(5).map(bare).collect();
    let first = words.first().is_some_and(|word| is_base_verb(word));
    first || words.iter().skip(1).any(|word| base_of_third(word).is_some())
}

#[cfg(test)]
mod tests {
    use crate::facts::{Relation, pairs_of};

    #[test]
    fn a_heading_that_only_says_process_leaves_its_name_to_the_heading_above() {
        let process = |text: &str| {
            let note = crate::notes::note("n.md", "n.md", text.as_bytes()).expect("is text");
            crate::facts::read(&note).facts.into_iter().find_map(|fact| match fact.relation {
                Relation::After { process } => Some(process),
                _ => None,
            })
        };
        let steps = "1. Soak the hides\n2. Scrape the hair\n3. Dry the leather\n";
        let text = format!("# Crafts\n\n## Tanning\n\n### Process\n\n{steps}");
        assert_eq!(process(&text).as_deref(), Some("Tanning"));
        assert_eq!(
            pairs_of(&format!("# Crafts\n\n{steps}"), |relation| matches!(relation, Relation::After { .. })),
            []
        );
    }
}
