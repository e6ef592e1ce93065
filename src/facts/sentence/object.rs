//! What follows a verb: its object with the preposition before it, a relative clause, a purpose; and
//! what is no object.

use super::passive::is_set_phrase;
use super::subject::word_at;
use crate::facts::english::{bare, base_of_third, is_base_verb, is_particle, particle_of};
use crate::facts::text::enumeration;

/// Takes a preposition behind the verb into it: `operate` and `under the board`.
pub(super) fn with_preposition<'a>(verb: &str, rest: &'a str) -> (String, &'a str) {
    const PLACES: &[&str] = &[
        "in", "on", "at", "by", "with", "for", "from", "under", "within", "through", "during", "near", "outside",
        "inside", "into", "between",
    ];
    let (verb, rest) = match rest.strip_prefix("place ") {
        Some(after) if verb == "take" => ("take place", after),
        _ => (verb, rest),
    };
    match rest.split_once(' ') {
        Some((word, after))
            if PLACES.contains(&word) && !verb.contains(' ')
                || matches!(rest.split_once(' '), Some((word, _)) if verb == "take place" && PLACES.contains(&word)) =>
        {
            (format!("{verb} {word}"), after)
        }
        _ => (verb.to_owned(), rest),
    }
}

/// Tells whether what follows a verb is a manner or a place and no thing it is done to: `travel
/// fastest`, `run east-west`, `run in place`.
pub(super) fn no_object(verb: &str, rest: &str) -> bool {
    const TAKING_NONE: &[&str] = &[
        "travel", "go", "come", "lie", "sit", "stand", "exist", "happen", "arrive", "appear", "differ", "vary", "rise",
        "fall", "flow", "emerge", "arise", "live", "sleep", "stay", "behave", "function", "belong", "participate",
        "die", "remain", "occur", "depend", "rely", "consist", "proceed", "tend", "seem", "continue", "interact",
        "react", "respond", "persist", "last", "endure", "thrive", "shine",
    ];
    // What they are done to is not all that belongs to them: `called the states a curtain`.
    const TAKING_TWO: &[&str] = &["call", "tell", "teach", "ask"];
    const MANNERS: &[&str] = &[
        "fast", "faster", "fastest", "slow", "slower", "slowest", "well", "better", "best", "far", "farther",
        "further", "deeper", "higher", "lower", "east", "west", "north", "south", "east-west", "north-south",
        "parallel", "perpendicular", "straight", "forward", "backward", "forwards", "backwards", "upward", "upwards",
        "downward", "downwards", "inward", "inwards", "outward", "outwards", "sideways", "clockwise", "alone", "apart",
        "again", "twice", "once", "less", "longer", "there", "here", "back", "away", "inland", "overseas", "offshore",
        "abroad", "upstream", "downstream", "uphill", "downhill", "home", "around", "together",
    ];
    // `erodes due to frost`: why it does, and nothing that it is done to.
    const REASONS: &[&str] = &["due", "because", "thanks", "therefore", "thus", "hence", "per"];
    let words: Vec<String> = rest.split_whitespace().take(2).map(|word| bare(&word.replace(['–', '—'], "-"))).collect();
    let (first, second) = (words.first().map_or("", String::as_str), words.get(1).map_or("", String::as_str));
    let manner = MANNERS.contains(&first)
        && (second.is_empty() || matches!(second, "and" | "or" | "to" | "than" | "due") || is_particle(second));
    let set = verb.rsplit_once(' ').is_some_and(|(_, preposition)| is_set_phrase(preposition, rest));
    // `treats the request as the limit`: what as what.
    let likened = matches!(verb, "treat" | "regard" | "view" | "define" | "see") && rest.contains(" as ");
    likened || REASONS.contains(&first) || TAKING_NONE.contains(&verb) || TAKING_TWO.contains(&verb) || manner || set
}

/// Tells whether a second subject follows whose verb is left out: `layer 2, a router at layer 3`.
pub(super) fn second_subject(rest: &str) -> bool {
    let outside = rest.split(['(', ')']).step_by(2).collect::<String>();
    let articled = [", a ", ", an ", ", the "].iter().filter(|sign| outside.contains(**sign)).count();
    articled == 1 && !rest.contains(" and ") && !rest.contains(" or ")
}

/// A relative clause with a verb of the list.
pub(super) struct Clause<'a> {
    pub(super) head: &'a str,
    pub(super) verb: String,
    pub(super) object: &'a str,
}

pub(super) fn relative(rest: &str) -> Option<Clause<'_>> {
    let (at, word) =
        [" that ", " which ", " who "].iter().filter_map(|word| rest.find(word).map(|at| (at, *word))).min()?;
    let clause = &rest[at + word.len()..];
    let (written, next) = word_at(clause, 0)?;
    let written = bare(written);
    let mut verb = if is_base_verb(&written) { written } else { base_of_third(&written)? };
    let mut from = next;
    if let Some((particle, after)) = word_at(clause, next)
        && particle_of(&verb, &bare(particle))
    {
        verb = format!("{verb} {}", bare(particle));
        from = after;
    }
    Some(Clause { head: rest[..at].trim().trim_end_matches(','), verb, object: clause[from..].trim() })
}

/// Cuts `X to V ...` behind a dash or as the last clause: the purpose.
pub(super) fn purpose_tail(text: &str) -> (&str, Option<&str>) {
    for sign in [" — to ", " – to ", ", to ", " in order to ", " to "] {
        if let Some(at) = text.rfind(sign).filter(|at| text[..*at].split_whitespace().count() >= 2) {
            let start = at + sign.len() - "to ".len();
            let verb = text[start + 3..].split_whitespace().next().map(bare).unwrap_or_default();
            let tail = &text[start..];
            if !takes_infinitive(&text[..at])
                && is_base_verb(&verb)
                && tail.split_whitespace().count() >= 3
                && (sign != " to " || list_of_verbs(tail))
            {
                return (text[..at].trim().trim_end_matches(','), Some(tail));
            }
        }
    }
    (text, None)
}

/// Tells whether a text ends with a noun that an infinitive completes: `a way to`, `the right to`.
fn takes_infinitive(text: &str) -> bool {
    const NOUNS: &[&str] = &[
        "way", "ways", "ability", "means", "method", "methods", "opportunity", "chance", "power", "right", "rights",
        "capacity", "tendency", "need", "authority", "permission", "freedom", "attempt", "decision", "plan", "effort",
        "willingness", "duty", "obligation", "promise", "time", "tools", "easier", "possible", "able", "likely",
    ];
    text.split_whitespace().last().is_some_and(|word| NOUNS.contains(&bare(word).as_str()))
}

/// Tells whether `to V ..., V ..., and V ...` joins several verbs: only then is a bare ` to ` surely a purpose.
fn list_of_verbs(tail: &str) -> bool {
    let parts = enumeration(tail.trim_start_matches("to "));
    parts.len() >= 2
        && parts.iter().all(|part| part.split_whitespace().next().is_some_and(|word| is_base_verb(&bare(word))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manner_or_a_place_is_no_object() {
        for (verb, rest) in
            [("travel", "fastest and pass through rock"), ("run", "east–west"), ("work in", "place of it")]
        {
            assert!(no_object(verb, rest), "{verb} {rest}");
        }
        assert!(!no_object("run", "containers on a node") && !no_object("gather", "better evidence"));
    }

    #[test]
    fn an_infinitive_that_completes_a_noun_is_no_purpose() {
        assert_eq!(purpose_tail("a way to sort and count the goods").1, None);
        assert_eq!(purpose_tail("paper labels to sort and count the goods").1, Some("to sort and count the goods"));
    }
}
