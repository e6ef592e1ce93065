//! Sentences and lead-ins that announce a list: `There are two kinds of law: ...`, `A ship has:`.

use super::subject::{cut, unknown_subject};
use super::{Antecedent, Place, Verb, number, trimmed};
use crate::facts::english::is_plural;
use crate::facts::section::Terms;
use crate::facts::text::{enumeration, sentences};
use crate::facts::{Facts, Lead, Relation};
use crate::model::Kind;
use crate::notes::{Block, Inline};

/// Cuts a lead-in (`An OCI image includes:`) into subject, adverb and verb phrase in base form.
pub(in crate::facts) fn lead(
    text: &Inline,
    before: Option<&Antecedent>,
    terms: &Terms,
    block: &Block,
) -> Option<(String, Lead)> {
    let last = sentences(&text.text).pop()?;
    let sentence = text.text[last.clone()].trim_end_matches(':').trim();
    let place = Place { block, text, at: last.start, end: last.end, group: 0 };
    let cut = cut(&place, sentence, before, terms).or_else(|| unknown_subject(&place, sentence))?;
    let Verb::Act(verb) = cut.verb else { return None };
    let rest = cut.rest.trim();
    let adverb = cut.adverb;
    match rest {
        "" | "the following" | "these" | "the following things" => Some((cut.subject, Lead::Verb { adverb, verb })),
        "to" => Some((cut.subject, Lead::Verb { adverb, verb: format!("{verb} to do") })),
        // `It consists of four phases:` announces the four phases of its subject.
        counted => {
            let (count, noun) = counted.split_once(' ')?;
            let noun = noun.trim_start_matches("main ").trim();
            let owned = number(count).is_some() && is_plural(noun) && noun.split_whitespace().count() <= 3;
            owned.then(|| (cut.subject.clone(), Lead::Noun(format!("{noun} of {}", cut.subject))))
        }
    }
}

/// Cuts `The aims of a SIG are A, B and C` into what is listed and the list.
fn aims(sentence: &str) -> Option<(&str, &str)> {
    let rest = sentence.strip_prefix("The ")?;
    let (lead, list) = rest.split_once(" are ").or_else(|| rest.split_once(" include "))?;
    let counted = lead.split_once(' ').is_some_and(|(count, _)| number(count).is_some());
    let noun = lead.split(" of ").next().unwrap_or(lead);
    let fine = (counted || lead.contains(" of ")) && is_plural(noun) && lead.split_whitespace().count() <= 7;
    (fine && enumeration(list.trim_end_matches('.')).len() >= 2 && !list.contains(" by ")).then_some((lead, list))
}

/// `There are two types of rules in our society: social norms and laws`, `Examples of X include A and B`.
pub(super) fn announced(place: &Place<'_>, sentence: &str, out: &mut Facts) -> bool {
    let lead_and_list = sentence
        .strip_prefix("There are ")
        .and_then(|rest| [": ", "—", " — ", " – ", "–"].iter().find_map(|sign| rest.split_once(sign)))
        .or_else(|| aims(sentence))
        .or_else(|| {
            sentence
                .starts_with("Examples of ")
                .then(|| sentence.split_once(" include ").or_else(|| sentence.split_once(" are ")))
                .flatten()
        });
    let Some((lead, list)) = lead_and_list else { return false };
    let lead = lead.split_once(' ').filter(|(count, _)| number(count).is_some()).map_or(lead, |(_, noun)| noun);
    let items: Vec<String> = enumeration(list.trim_end_matches('.')).into_iter().map(|item| trimmed(&item)).collect();
    if !(2..=7).contains(&items.len()) || items.iter().any(|item| item.split_whitespace().count() > 8) {
        return false;
    }
    let noun = crate::facts::table::lower_first(lead.trim());
    let relation = Relation::Members { lead: Lead::Noun(noun.clone()) };
    let mut fact = place.fact(Kind::List, &noun, relation, &items.join(", "));
    fact.items = items;
    out.facts.push(fact);
    true
}
