//! What a sentence says of its subject: what it is, does, undergoes, and to what end.

use super::subject::{nth_word, word_at};
use super::{Cut, OPINIONS, Place, number, trimmed, upper_first};
use crate::facts::english::{
    bare, base_of_past, base_of_third, is_base_verb, is_noun_too, is_particle, is_plural, is_pointer, particle_of,
};
use crate::facts::text::{enumeration, is_open};
use crate::facts::{Facts, Lead, Relation};
use crate::model::Kind;

/// `S is ...`: what it is, what is done to it, and what a relative clause adds.
pub(super) fn is(place: &Place<'_>, cut: &Cut<'_>, form: &str, defined: &mut bool, out: &mut Facts) {
    let rest = trimmed(own_clause(cut.rest));
    let first = bare(rest.split_whitespace().next().unwrap_or(""));
    let second = bare(rest.split_whitespace().nth(1).unwrap_or(""));
    if rest.is_empty() || OPINIONS.contains(&first.as_str()) {
        if first == "about" && !second.starts_with(|c: char| c.is_ascii_digit()) {
            about(place, cut, &rest, out);
        }
        return;
    }
    if is_participle(&first) && (is_particle(&second) || matches!(second.as_str(), "when" | "if")) {
        undergoes(place, cut, form, &rest, out);
        return;
    }
    if is_participle(&first) && base_of_past(&first).is_some()
        || first == "about"
        || first.starts_with(|c: char| c.is_ascii_digit())
    {
        return;
    }
    if rest.to_lowercase().starts_with("to ") {
        let attribute = cut.subject.split_once(" of ");
        if let Some((name, owner)) = attribute {
            let relation = Relation::Attribute { name: name.to_owned() };
            out.facts.push(place.fact(Kind::Statement, owner, relation, &rest));
        }
        return;
    }
    if !names_a_thing(&rest, &first, place, cut) {
        return;
    }
    let clause = relative(&rest);
    *defined = true;
    let head = clause.as_ref().map_or(rest.as_str(), |clause| clause.head);
    let (body, purpose) = purpose_tail(&rest);
    // A head that says enough by itself leaves the clause to a question of its own.
    let apart = clause.is_some() && head.split_whitespace().count() >= 4;
    let long = rest.split_whitespace().count() > 22;
    let whole = match () {
        () if apart => head,
        () if long && purpose.is_some() => body,
        () => rest.as_str(),
    };
    if let Some((name, owner)) = cut
        .subject
        .split_once(" of ")
        .filter(|(name, _)| name.split_whitespace().count() == 1 && name.chars().all(char::is_lowercase))
    {
        out.facts.push(place.fact(Kind::Statement, owner, Relation::Attribute { name: name.to_owned() }, whole));
        return;
    }
    out.facts.push(place.fact(Kind::Definition, &cut.subject, Relation::Is(form.to_owned()), whole));
    tail_gap(place, cut, form, head, out);
    if let Some(clause) = clause.filter(|_| apart) {
        let at = cut.rest_at;
        act(place, &cut.subject, None, &clause.verb, clause.object, at, out);
    }
}

/// Words behind `is` after which no name of a thing comes.
const HEDGES: &[&str] = &[
    "still", "ongoing", "always", "never", "often", "only", "just", "already", "mostly", "no", "in", "on", "at", "for",
    "with", "under", "from", "by",
];

/// Tells whether the predicate is a noun phrase and not a quality.
pub(super) fn names_a_thing(rest: &str, first: &str, place: &Place<'_>, cut: &Cut<'_>) -> bool {
    let words = rest.split_whitespace().count();
    let article = matches!(first, "a" | "an" | "the" | "any" | "one");
    let strong = place.is_strong(cut.rest_at, place.end);
    let head = [" that ", " which ", " who ", ", ", " of ", " for ", " in ", " to "]
        .iter()
        .filter_map(|sign| rest.find(sign))
        .min()
        .map_or(rest, |at| &rest[..at]);
    let qualified = [" that ", " of ", " which ", " who "].iter().any(|sign| rest.contains(sign));
    let ranked = ["the last", "the first", "the same", "the only", "the best", "the most"]
        .iter()
        .any(|start| rest.strip_prefix(start).is_some_and(|tail| tail.is_empty() || tail.starts_with([',', '.'])));
    // `are transforming` tells what goes on, not what something is.
    if ranked || first.ends_with("ing") && first.len() > 5 {
        return false;
    }
    let hedged = HEDGES.contains(&first);
    let noun_head = !hedged && (is_plural(head) || qualified && head.split_whitespace().count() <= 4);
    let bare_noun = !hedged
        && words >= 3
        && rest.split_whitespace().next().is_some_and(|word| word.starts_with(char::is_uppercase));
    words >= 2 && (article || strong || noun_head || bare_noun) && !is_pointer(first)
}

/// `S is about X` asks what it is about.
pub(super) fn about(place: &Place<'_>, cut: &Cut<'_>, rest: &str, out: &mut Facts) {
    let object = rest.split_once(' ').map_or("", |(_, object)| object);
    let object = object.split(", not ").next().unwrap_or(object);
    if object.split_whitespace().count() >= 2 {
        let relation = Relation::Does { verb: "be about".into(), adverb: None };
        out.facts.push(place.fact(Kind::Statement, &cut.subject, relation, object));
    }
}

pub(super) fn undergoes(place: &Place<'_>, cut: &Cut<'_>, form: &str, rest: &str, out: &mut Facts) {
    let mut words = rest.split_whitespace().map(bare);
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let at = nth_word(rest, 2).unwrap_or(rest.len());
    let object = rest[at..].trim();
    if object.split_whitespace().count() == 0
        || !matches!(
            second.as_str(),
            "by" | "as"
                | "into"
                | "from"
                | "for"
                | "of"
                | "in"
                | "on"
                | "to"
                | "with"
                | "through"
                | "when"
                | "if"
                | "at"
        )
    {
        return;
    }
    let relation = Relation::Undergoes {
        form: form.to_owned(),
        participle: format!("{first} {second}"),
        adverb: cut.adverb.clone(),
    };
    let mut fact = place.fact(Kind::Statement, &cut.subject, relation, object);
    let parts = enumeration(&fact.object);
    if matches!(second.as_str(), "as" | "into") && (2..=5).contains(&parts.len()) && !is_open(object) {
        fact.items = parts;
    }
    out.facts.push(fact);
}

pub(super) fn is_participle(word: &str) -> bool {
    const IRREGULAR: &[&str] = &[
        "made", "built", "written", "found", "known", "brought", "given", "held", "kept", "driven", "drawn", "chosen",
        "sent", "run", "led", "bound", "broken", "born", "taken", "shown", "seen", "set", "split", "spread", "paid",
        "put", "thought", "taught", "grown", "worn",
    ];
    IRREGULAR.contains(&word) || (word.ends_with("ed") && word.len() > 3)
}

/// A relative clause with a verb of the list.
pub(super) struct Clause<'a> {
    head: &'a str,
    verb: String,
    object: &'a str,
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
            if is_base_verb(&verb) && tail.split_whitespace().count() >= 3 && (sign != " to " || list_of_verbs(tail)) {
                return (text[..at].trim().trim_end_matches(','), Some(tail));
            }
        }
    }
    (text, None)
}

/// Tells whether `to V ..., V ..., and V ...` joins several verbs: only then is a bare ` to ` surely a purpose.
pub(super) fn list_of_verbs(tail: &str) -> bool {
    let parts = enumeration(tail.trim_start_matches("to "));
    parts.len() >= 2
        && parts.iter().all(|part| part.split_whitespace().next().is_some_and(|word| is_base_verb(&bare(word))))
}

/// `S does O`: what, for what purpose, and what those brought in do in turn.
pub(super) fn act(
    place: &Place<'_>,
    subject: &str,
    adverb: Option<&str>,
    verb: &str,
    rest: &str,
    rest_at: usize,
    out: &mut Facts,
) {
    let rest = trimmed(first_clause(rest));
    let (verb, rest) = with_preposition(verb, &rest);
    let verb = verb.as_str();
    let opening = bare(rest.split_whitespace().next().unwrap_or(""));
    if !verb.contains(' ')
        && (is_particle(&opening)
            || matches!(
                opening.as_str(),
                "off" | "near" | "along" | "behind" | "under" | "around" | "when" | "if" | "while" | "before" | "after"
            ))
    {
        return;
    }
    if counted_list(place, subject, verb, rest, out) || second_subject(rest) {
        return;
    }
    if verb == "help" {
        return;
    }
    let rest = first_verb(rest);
    let (body, purpose) = purpose_tail(rest);
    let clause = relative(body);
    let object = clause.as_ref().map_or(body, |clause| clause.head);
    let object = trimmed(object);
    if object.is_empty()
        || object.split_whitespace().count() > 40
        || is_pointer(&bare(object.split_whitespace().next().unwrap_or(""))) && object.split_whitespace().count() < 3
    {
        return;
    }
    let keep_clause = clause.is_some() && purpose.is_none() && !place.is_strong(rest_at, place.end);
    let shown = if keep_clause { trimmed(body) } else { object.clone() };
    let relation =
        Relation::Does { verb: verb.to_owned(), adverb: adverb.filter(|word| *word != "also").map(str::to_owned) };
    let mut fact = place.fact(Kind::Statement, subject, relation, &shown);
    let parts = enumeration(&shown);
    let qualified =
        |part: &String| [" of ", " in ", " for ", " to ", " from ", " by "].iter().any(|word| part.contains(word));
    let alike = parts.iter().all(qualified) || !parts.iter().any(qualified);
    if alike
        && (2..=7).contains(&parts.len())
        && parts.iter().all(|part| part.split_whitespace().count() <= 4)
        && !is_open(&shown)
        && parts.len() >= 3
    {
        fact.items = parts;
    }
    out.facts.push(fact);
    if let Some(clause) = clause.filter(|_| !keep_clause)
        && clause.object.split_whitespace().count() >= 2
    {
        let relation = Relation::Through { actors: clause.head.to_owned(), verb: verb.to_owned(), deed: clause.verb };
        out.facts.push(place.fact(Kind::Statement, subject, relation, clause.object));
    }
    if let Some(purpose) = purpose {
        let deed = format!("{verb} {}", cut_bracket(&object));
        out.facts.push(place.fact(Kind::Statement, subject, Relation::For { deed }, purpose));
    }
}

/// Returns the text up to a second verb: `repetitive tasks and provide help`.
fn first_verb(text: &str) -> &str {
    let second = |rest: &str| {
        let word = bare(rest.split_whitespace().next().unwrap_or(""));
        let verb =
            is_base_verb(&word) && !is_noun_too(&word) || base_of_third(&word).is_some_and(|base| !is_noun_too(&base));
        verb && rest.split_whitespace().count() >= 2
    };
    let purpose = if text.starts_with("to ") { 0 } else { text.find(" to ").unwrap_or(text.len()) };
    text.match_indices(" and ")
        .take_while(|(at, _)| *at < purpose)
        .find(|(at, _)| second(&text[at + 5..]))
        .map_or(text, |(at, _)| text[..at].trim_end_matches(','))
}

/// `has three sections: a, b and c` lists the three sections of its subject.
fn counted_list(place: &Place<'_>, subject: &str, verb: &str, rest: &str, out: &mut Facts) -> bool {
    if !matches!(verb, "have" | "include" | "contain" | "comprise" | "consist of") {
        return false;
    }
    let Some((noun, list)) = rest.split_once(": ") else { return false };
    let Some(noun) = noun.split_once(' ').filter(|(count, _)| number(count).is_some()).map(|(_, noun)| noun) else {
        return false;
    };
    let items: Vec<String> = enumeration(list).into_iter().map(|item| trimmed(&item)).collect();
    if !(2..=7).contains(&items.len())
        || noun.split_whitespace().count() > 3
        || items.iter().any(|item| item.split_whitespace().count() > 6)
    {
        return false;
    }
    let lead = format!("{noun} of {subject}");
    let mut fact =
        place.fact(Kind::List, &lead, Relation::Members { lead: Lead::Noun(lead.clone()) }, &items.join(", "));
    fact.items = items;
    out.facts.push(fact);
    true
}

/// Tells whether a second subject follows whose verb is left out: `layer 2, a router at layer 3`.
fn second_subject(rest: &str) -> bool {
    let outside = rest.split(['(', ')']).step_by(2).collect::<String>();
    let articled = [", a ", ", an ", ", the "].iter().filter(|sign| outside.contains(**sign)).count();
    articled == 1 && !rest.contains(" and ") && !rest.contains(" or ")
}

/// `S did O`, or what it did `in` a year or place.
pub(super) fn did(place: &Place<'_>, cut: &Cut<'_>, verb: &str, out: &mut Facts) {
    let rest = trimmed(first_clause(cut.rest));
    let (verb, object) = with_preposition(verb, &rest);
    let object = object.split(", which ").next().unwrap_or(object);
    let words = object.split_whitespace().count();
    let first = bare(object.split_whitespace().next().unwrap_or(""));
    let direct = !verb.contains(' ');
    if words == 0
        || words > 18
        || is_pointer(&first)
        || direct && (is_particle(&first) || words < 2 || matches!(first.as_str(), "that" | "to" | "how"))
    {
        return;
    }
    if !direct && ![" in", " on"].iter().any(|end| verb.ends_with(end)) {
        return;
    }
    let relation = Relation::Did { verb, adverb: cut.adverb.clone() };
    out.facts.push(place.fact(Kind::Statement, &cut.subject, relation, object));
}

/// Returns the text up to a second clause: `..., while the other ...`.
fn first_clause(text: &str) -> &str {
    let text = own_clause(text);
    [", which ", ", while ", ", whereas ", ", but ", ", because ", ", so ", ", although ", " whereas ", "; "]
        .iter()
        .filter_map(|sign| text.find(sign))
        .chain(
            [" — ", " – "]
                .iter()
                .filter_map(|sign| text.find(sign).filter(|at| !text[at + sign.len()..].starts_with("to "))),
        )
        .min()
        .map_or(text, |at| &text[..at])
}

/// Returns the text up to a clause with a subject of its own: `..., and it ...`, `..., X does ...`.
fn own_clause(text: &str) -> &str {
    let second = |rest: &str| {
        let words: Vec<String> = rest.split_whitespace().take(4).map(bare).collect();
        let pronoun = matches!(words.first().map(String::as_str), Some("and" | "but" | "so"))
            && words
                .get(1)
                .is_some_and(|word| matches!(word.as_str(), "it" | "they" | "this" | "he" | "she" | "there"));
        let relative = words.first().is_some_and(|word| matches!(word.as_str(), "which" | "who" | "that" | "where"));
        let verb = words.get(1).is_some_and(|word| base_of_third(word).is_some_and(|base| !is_noun_too(&base)));
        pronoun || verb && !relative && !words.first().is_some_and(|word| matches!(word.as_str(), "and" | "or" | "but"))
    };
    text.match_indices(", ").find(|(at, _)| second(&text[at + 2..])).map_or(text, |(at, _)| &text[..at])
}

/// Takes a preposition behind the verb into it: `operate` and `under the board`.
fn with_preposition<'a>(verb: &str, rest: &'a str) -> (String, &'a str) {
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

/// Returns the text without a bracket of examples at its end.
pub(super) fn cut_bracket(text: &str) -> &str {
    text.split(" (").next().unwrap_or(text)
}

/// `X are Y under the Z`: a gap where the name Z stands.
pub(super) fn tail_gap(place: &Place<'_>, cut: &Cut<'_>, form: &str, head: &str, out: &mut Facts) {
    let Some((before, name)) =
        [" under the ", " part of the ", " founded by ", " developed by ", " created by ", " led by "].iter().find_map(
            |sign| {
                let at = head.find(sign)?;
                Some((&head[..at + sign.len()], &head[at + sign.len()..]))
            },
        )
    else {
        return;
    };
    let capital = name.split_whitespace().next().is_some_and(|word| word.starts_with(char::is_uppercase));
    if !capital || name.split_whitespace().count() > 6 || name.contains(',') {
        return;
    }
    let before = format!("{} {form} {before}", upper_first(&cut.subject));
    let relation = Relation::Gap { before: before.trim().to_owned(), after: ".".to_owned() };
    out.facts.push(place.fact(Kind::Statement, &cut.subject, relation, name));
}
