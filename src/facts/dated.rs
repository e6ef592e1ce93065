//! The date that a term carries in brackets: `Tennis Court Oath (June 1789)`.

use super::english::bare;
use super::measure::is_month;
use super::{Facts, Relation};

/// Years between two dates above which they are a life or an age, and no event.
const LONGEST_EVENT: i32 = 15;

/// Adds, for each term with a date in brackets, when it was.
pub(super) fn read(out: &mut Facts) {
    let mut dated = Vec::new();
    for fact in out.facts.iter().filter(|fact| fact.owner.is_none()) {
        let described = matches!(fact.relation, Relation::Described | Relation::Attribute { .. });
        let Some((name, date)) = parted(&fact.subject).filter(|_| described) else { continue };
        if dated.iter().all(|(known, ..): &(String, _, _)| known != name) {
            dated.push((name.to_owned(), date.to_owned(), fact.clone()));
        }
    }
    for (subject, object, fact) in dated {
        let (relation, group) = (Relation::Attribute { name: "when".into() }, out.group());
        out.facts.push(super::Fact { subject, relation, object, group, ..fact });
    }
}

/// Returns the name and the date of an event.
fn parted(term: &str) -> Option<(&str, &str)> {
    let (name, date) = term.strip_suffix(')')?.rsplit_once(" (")?;
    let cited = name.contains(" et al") || name.contains(" & ");
    let event = name.contains(' ') && !cited && name.starts_with(char::is_uppercase) && !may_be_person(name);
    (event && is_date(date)).then_some((name, date))
}

/// Tells whether a name of two capital words may be that of a person: its last word names no event.
fn may_be_person(name: &str) -> bool {
    const EVENTS: &[&str] = &[
        "accord", "accords", "act", "battle", "bill", "charter", "compromise", "conference", "congress", "convention",
        "coup", "crash", "crisis", "deal", "edict", "famine", "fear", "fire", "flood", "landing", "landings", "march",
        "massacre", "massacres", "mutiny", "oath", "pact", "plague", "plan", "purchase", "purge", "rebellion",
        "reform", "reforms", "revolt", "riot", "riots", "siege", "spring", "strike", "terror", "treaty", "uprising",
        "war", "wars", "doctrine", "affair", "trial", "trials", "games", "expedition", "voyage", "rise", "fall",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = words.iter().all(|word| word.starts_with(char::is_uppercase));
    let last = bare(words.last().unwrap_or(&""));
    words.len() <= 3 && capital && !EVENTS.contains(&last.as_str()) && !super::english::is_abstract(&last)
}

/// Tells whether a text is a year, a month with one, a day, or a short span of years.
fn is_date(text: &str) -> bool {
    const BESIDE: &[&str] = &["bc", "ad", "bce", "ce", "early", "mid", "late", "spring", "summer", "autumn", "winter"];
    let parts: Vec<String> = text.split([' ', '-', '–', ',']).map(bare).filter(|part| !part.is_empty()).collect();
    let number = |part: &String| part.parse::<i32>().ok();
    let known = |part: &String| {
        is_month(part) || BESIDE.contains(&part.as_str()) || number(part).is_some_and(|it| (1..=2100).contains(&it))
    };
    let years: Vec<i32> = parts.iter().filter_map(number).filter(|it| *it >= 100).collect();
    let short = match years.as_slice() {
        [_] => true,
        [from, to] => (0..=LONGEST_EVENT).contains(&(to - from)),
        _ => false,
    };
    short && parts.iter().all(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::pairs_of;

    #[test]
    fn an_event_with_its_date_in_brackets_is_asked_for_it() {
        let when = |text: &str| pairs_of(text, |it| matches!(it, Relation::Attribute { name } if name == "when"));
        let text = "# Sea\n\n- **Battle of the Nile (August 1798):** *Significance: Cut off an army from its ships.*\n- **Horatio Nelson (1758–1805)**: an admiral\n";
        assert_eq!(when(text), [("Battle of the Nile".to_owned(), "August 1798".to_owned())]);
    }

    #[test]
    fn a_date_is_told_from_other_numbers() {
        for date in ["1789", "June 1789", "July 14, 1789", "1793-1794", "early 1790", "44 BC"] {
            assert_eq!(is_date(date), date != "44 BC", "{date}");
        }
        for other in ["v. 2", "12 items", "1758–1805", "TCP 443 8080", "RFC 1918"] {
            assert!(!is_date(other), "{other}");
        }
    }
}
