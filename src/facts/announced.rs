//! What announces a list: the lead-in or heading as subject and verb, or as a plural noun of something.

use crate::notes::Inline;

use super::Lead;
use super::attribute;
use super::english::{bare, base_of_third, is_plural, is_pointer, small_determiner};
use super::list::Place;
use super::section::{Terms, is_generic, names_a_thing};
use super::sentence::{lead, number, topic};
use super::table::lower_first;
use super::text::normal;

/// Reads the lead-in as subject and verb, or as a counted noun.
pub(super) fn announcement(place: &Place<'_>, text: &Inline, terms: &Terms) -> Option<(String, Lead)> {
    let sentence = text.text.trim_end_matches(':').trim();
    if let Some(found) = lead(text, place.subject, terms, place.block).filter(|_| !compounds(sentence)) {
        return Some(found);
    }
    if let Some(rest) =
        ["It is about", "This is about", "They are about"].iter().find_map(|start| sentence.strip_prefix(start))
        && rest.is_empty()
    {
        let verb = Lead::Verb { adverb: None, verb: "be about".into() };
        return place.subject.map(|subject| (subject.name.clone(), verb));
    }
    let noun = means(sentence)
        .or_else(|| uses(sentence, place))
        .or_else(|| part_of(sentence, place).filter(|_| relates(sentence)))
        .or_else(|| counted_noun(sentence, true))
        .or_else(|| part_of(sentence, place))
        .or_else(|| foreign(sentence))?;
    let noun = owned(noun, place);
    Some((noun.clone(), Lead::Noun(noun)))
}

/// `parts` are the parts of what stands above.
pub(super) fn owned(noun: String, place: &Place<'_>) -> String {
    const PARTS: &[&str] = &[
        "parts", "types", "kinds", "classes", "forms", "stages", "phases", "layers", "levels", "components",
        "elements", "functions", "roles", "methods", "ways", "groups", "categories", "divisions", "branches", "lobes",
    ];
    let over = || {
        let mut names = place.block.headings.iter().rev().map(|heading| topic(heading));
        names
            .find(|name| !is_generic(name) && !normal(name).ends_with(&normal(&noun)))
            .filter(|name| names_a_thing(name))
    };
    match over().filter(|_| PARTS.contains(&noun.as_str())) {
        Some(owner) => format!("{noun} of {owner}"),
        None => noun,
    }
}

/// `It is used to:` announces what the thing of the sentence before is used for.
fn uses(lead: &str, place: &Place<'_>) -> Option<String> {
    let lead = lead.rsplit(". ").next().unwrap_or(lead);
    let name = [" is used to", " are used to", " is used for", " are used for"]
        .iter()
        .find_map(|end| lead.strip_suffix(end))?;
    let points = is_pointer(&bare(name)) || name.contains("can be");
    let owner = if points { place.subject.map(|subject| subject.name.clone())? } else { name.to_owned() };
    (owner.split_whitespace().count() <= 5).then(|| format!("uses of {owner}"))
}

/// Plural nouns that head a list more often than they are verbs: `Culture features`.
const LISTED: &[&str] =
    &["features", "forms", "functions", "results", "signs", "stages", "structures", "measures", "risks", "aims"];

/// Tells whether a word in -s is a noun more often than a verb that announces a list.
fn noun_of_verb(word: &str) -> bool {
    const ANNOUNCING: &[&str] = &[
        "use", "need", "support", "cover", "handle", "help", "cause", "control", "store", "run", "own", "offer", "aim",
        "target", "treat", "do", "show", "guard", "manage", "enable", "include", "want", "measure", "protect",
        "exploit", "test", "attack", "reduce", "increase",
    ];
    base_of_third(word).is_some_and(|base| super::english::is_noun_too(&base) && !ANNOUNCING.contains(&base.as_str()))
}

/// Words that begin the subject of a sentence: `Each gate features`.
const DETERMINERS: &[&str] = &["a", "an", "the", "each", "every", "this", "it", "our"];

/// Plural nouns of what is measured: what stands below them are causes or effects.
const MEASURES: &[&str] =
    &["rates", "levels", "costs", "prices", "numbers", "amounts", "temperatures", "incomes", "speeds"];

/// `Key features:`, `Stakeholder impact:`: what looks like subject and verb is a noun with what stands
/// before it.
fn compounds(lead: &str) -> bool {
    const BEFORE_NOUNS: &[&str] = &[
        "key", "main", "common", "typical", "other", "additional", "important", "special", "notable", "general",
        "basic", "core", "primary", "major", "more", "possible", "related", "clinical", "physical", "social",
    ];
    let words: Vec<String> = lead.split_whitespace().map(bare).collect();
    let [before @ .., verb] = words.as_slice() else { return false };
    let Some(first) = before.first() else { return false };
    let noun_too = |base: &str| super::english::is_noun_too(base);
    let base = noun_too(verb) && !is_plural(&before.join(" "));
    let third = base_of_third(verb).is_some_and(|base| noun_too(&base)) && BEFORE_NOUNS.contains(&first.as_str());
    // `Probability rules`, `Authentication approaches`: few verbs that are nouns too announce what they do.
    let rarely = noun_of_verb(verb) && !DETERMINERS.contains(&first.as_str()) && before.len() == 1;
    let listed = before.len() <= 2 && LISTED.contains(&verb.as_str()) && !DETERMINERS.contains(&first.as_str());
    let measures = before.len() == 2 && MEASURES.contains(&verb.as_str());
    before.len() <= 2 && (base || third || listed || measures || rarely)
}

/// `An offer ends by:` and `A trust can be created by:` announce the ways in which they do.
fn means(lead: &str) -> Option<String> {
    let lead = lead.rsplit(". ").next().unwrap_or(lead);
    let clause = lead.strip_suffix(" by").or_else(|| lead.strip_suffix(" in the following ways"))?;
    let first = bare(clause.split_whitespace().next()?);
    let words = clause.split_whitespace().count();
    let told = clause
        .split_whitespace()
        .skip(1)
        .any(|word| is_verb_form(word) || matches!(word, "may" | "are") || base_of_third(&bare(word)).is_some());
    let plain = (3..=9).contains(&words) && told && !is_pointer(&first) && !clause.contains([',', ':', ';']);
    plain.then(|| format!("ways in which {}", small_determiner(clause)))
}

/// `Advantages:` under `Solar power` are the advantages of solar power.
pub(super) fn part_of(lead: &str, place: &Place<'_>) -> Option<String> {
    let bare_lead = ["key ", "main "].iter().find_map(|word| lead.to_lowercase().strip_prefix(word).map(str::to_owned));
    let named = bare_lead.as_deref().unwrap_or(lead);
    let names = is_plural(lead) && (is_generic(named) || !named.contains(' ')) && lead.split_whitespace().count() <= 2;
    let over = place.block.headings.last().is_some_and(|heading| normal(heading) == normal(lead));
    if over && !relates(named) {
        return None;
    }
    let owner = place.block.headings.iter().rev().map(|heading| topic(heading)).find(|heading| {
        !is_generic(heading) && !attribute::names_attribute(heading) && normal(heading) != normal(lead)
    })?;
    let fine = names
        && names_a_thing(&owner)
        && normal(&owner) != normal(lead)
        && owner.split_whitespace().count() <= 5
        && !owner.contains(['?', ':', ',', '/'])
        && !normal(lead).starts_with("example");
    let owner = ["Types of ", "Kinds of "].iter().find_map(|sorts| owner.strip_prefix(sorts)).unwrap_or(&owner);
    fine.then(|| format!("{} of {owner}", lower_first(lead)))
}

/// Tells whether a plural noun is always of something: `complications`, `symptoms`, `key principles`.
fn relates(noun: &str) -> bool {
    let name = normal(noun);
    let noun = ["key ", "main "].iter().find_map(|word| name.strip_prefix(word)).unwrap_or(&name);
    let deed = ["tions", "ments", "ities", "ances", "ences"].iter().any(|ending| name.ends_with(ending));
    deed || is_generic(noun) || attribute::names_attribute(noun)
}

/// A short lead-in in another language, taken as it stands.
fn foreign(lead: &str) -> Option<String> {
    let words = lead.split_whitespace().count();
    ((1..=6).contains(&words) && !super::english::is_english(&format!("{lead} {lead}"))).then(|| lead.trim().to_owned())
}

/// Returns the noun phrase of a lead-in such as `Three states of matter` or `The main parts are`.
pub(super) fn noun_phrase(sentence: &str) -> Option<String> {
    counted_noun(sentence, false)
}

/// As [`noun_phrase`]; a `lead`-in needs neither a count nor an `of`.
fn counted_noun(sentence: &str, lead: bool) -> Option<String> {
    let sentence = sentence.rsplit(". ").next().unwrap_or(sentence);
    let sentence =
        ["There are ", "The following are "].iter().find_map(|start| sentence.strip_prefix(start)).unwrap_or(sentence);
    let sentence = [" are", " include", " are as follows", " are the following"]
        .iter()
        .find_map(|end| sentence.strip_suffix(end))
        .unwrap_or(sentence);
    let sentence = sentence.strip_prefix("The ").or_else(|| sentence.strip_prefix("the ")).unwrap_or(sentence);
    let counted =
        sentence.split_once(' ').filter(|(count, _)| number(count).is_some()).map_or(sentence, |(_, noun)| noun);
    let words: Vec<&str> = counted.split_whitespace().collect();
    let first = words.first()?.to_lowercase();
    // `Factors that limit growth`: the clause tells which factors.
    let (head, clause) = counted.split_once(" that ").map_or((counted, None), |(head, clause)| (head, Some(clause)));
    // `Give two causes of rust` tells the reader what to do.
    let vague = matches!(first.as_str(), "multiple" | "several" | "various" | "different" | "many" | "few");
    if vague || words.len() > 1 && super::english::is_base_verb(&first) && !super::english::is_noun_too(&first) {
        return None;
    }
    let told = clause.is_some_and(|clause| clause.split_whitespace().count() <= 6);
    let third =
        |word: &str| super::english::base_of_third(&bare(word)).is_some_and(|base| !super::english::is_noun_too(&base));
    let verbal = head.split_whitespace().any(|word| is_verb_form(word) || third(word));
    let short = lead && (2..=5).contains(&words.len()) && !is_generic(counted) && !counted.contains([',', ':']);
    // What stands below `High birth rates` are causes of them, not rates.
    let short = short && !words.last().is_some_and(|last| MEASURES.contains(&bare(last).as_str()));
    let announced = counted.len() < sentence.len() || head.contains(" of ") || told || short;
    let fine = (1..=10).contains(&words.len()) && is_plural(head) && !is_pointer(&first) && !verbal && announced;
    fine.then(|| lower_first(counted))
}

fn is_verb_form(word: &str) -> bool {
    let lower = word.to_lowercase();
    matches!(
        lower.as_str(),
        "is" | "are" | "was" | "can" | "should" | "must" | "that" | "which" | "if" | "when" | "how"
    )
}

#[cfg(test)]
mod tests {
    use super::{compounds, counted_noun, means};

    #[test]
    fn what_looks_like_a_verb_behind_an_adjective_is_a_noun() {
        for lead in ["Key features", "Stakeholder impact", "Common forms", "High birth rates", "Culture features"] {
            assert!(compounds(lead), "{lead}");
        }
        for lead in ["A SIG has", "Agile encourages", "Docker uses", "Teams support"] {
            assert!(!compounds(lead), "{lead}");
        }
    }

    #[test]
    fn what_tells_the_reader_to_give_something_announces_nothing() {
        assert_eq!(counted_noun("Give two human causes that raise heat", true), None);
        assert_eq!(counted_noun("High birth rates", true), None);
        assert_eq!(counted_noun("Multiple forms", true), None);
        assert_eq!(counted_noun("Three causes of rust", true).as_deref(), Some("causes of rust"));
    }

    #[test]
    fn a_clause_that_ends_with_by_announces_the_ways_in_which_it_comes_about() {
        assert_eq!(means("An offer ends by").as_deref(), Some("ways in which an offer ends"));
        assert_eq!(means("A trust can be created by").as_deref(), Some("ways in which a trust can be created"));
        for lead in ["It ends by", "Steps by", "Sorted by", "A book by", "In short, a trust ends by"] {
            assert_eq!(means(lead), None, "{lead}");
        }
    }

    #[test]
    fn a_noun_that_looks_like_a_verb_announces_what_it_names() {
        for lead in ["Probability rules", "Authentication approaches", "Metric types"] {
            assert!(compounds(lead), "{lead}");
        }
        assert!(!compounds("Docker uses") && !compounds("A rule rules"));
    }
}
