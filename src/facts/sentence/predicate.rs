//! What a sentence says of its subject: what it is, does, undergoes, and to what end.

use super::boundary::{first_clause, predicate};
use super::object::{no_object, purpose_tail, relative, second_subject, with_preposition};
use super::passive::{BINDING, BOUND, date_head, is_participle, undergoes};
use super::subject::is_adverb;
use super::{Cut, OPINIONS, Place, Verb, number, trimmed, upper_first};
use crate::facts::english::{
    Opening, bare, base_of_past, base_of_third, is_abstract, is_particle, is_plural, is_pointer, opening,
};
use crate::facts::text::{enumeration, is_open, tokens};
use crate::facts::{Facts, Lead, Relation};
use crate::model::Kind;

/// `S is ...`: what it is, what is done to it, and what a relative clause adds.
pub(super) fn is(place: &Place<'_>, cut: &Cut<'_>, form: &str, defined: &mut bool, out: &mut Facts) {
    let rest = trimmed(first_statement(predicate(cut.rest)));
    let first = bare(rest.split_whitespace().next().unwrap_or(""));
    let second = bare(rest.split_whitespace().nth(1).unwrap_or(""));
    if is_adverb(&first) && is_participle(&second) {
        return;
    }
    if rest.is_empty() || OPINIONS.contains(&first.as_str()) {
        if first == "about" && !second.starts_with(|c: char| c.is_ascii_digit()) {
            about(place, cut, &rest, out);
        }
        return;
    }
    let told_with = is_participle(&first) && (is_particle(&second) || BINDING.contains(&second.as_str()));
    if told_with || BOUND.contains(&(first.as_str(), second.as_str())) {
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
        () if apart && (long || tokens(head).len() > LEAST_TOLD) => head,
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
    if let Some(clause) = clause.filter(|_| apart && is_of_first(head, &rest[head.len()..])) {
        let at = cut.rest_at;
        act(place, &cut.subject, None, &clause.verb, clause.object, at, out);
    }
}

/// Tells whether a relative clause behind a noun phrase can only be about its first noun: `a team formed
/// to solve a problem that ...` may be about the problem, `a pact between towns that binds ...` may not.
fn is_of_first(head: &str, clause: &str) -> bool {
    let words: Vec<String> = head.split_whitespace().map(bare).collect();
    let joins = |word: &str| is_particle(word) && word != "of";
    let bound = |pair: &[String]| matches!(pair, [word, next] if is_participle(word) && joins(next));
    let further = words.iter().any(|word| joins(word)) || words.windows(2).any(bound);
    let singular = clause.split_whitespace().nth(1).is_some_and(|verb| base_of_third(&bare(verb)).is_some());
    !further || singular && words.last().is_some_and(|last| is_plural(last))
}

/// Returns a predicate up to a sentence that follows an initial: `middle C. It is the note ...`.
fn first_statement(text: &str) -> &str {
    let ends = [". It ", ". They ", ". This ", ". The ", ". These "].iter().filter_map(|sign| text.find(sign));
    ends.min().map_or(text, |at| &text[..at])
}

/// Verbs that end a war or a life without an object, so that where or when is all that is left to say.
const TAKING_NO_OBJECT: &[&str] = &[
    "end", "begin", "start", "fall", "rise", "die", "occur", "happen", "take place", "live", "work", "arrive", "land",
    "meet", "fight", "collapse", "surrender", "emerge", "appear", "originate", "open", "close", "reign", "rule",
    "resign", "retire", "return", "march", "settle", "grow", "form", "move", "graduate", "erupt", "peak", "secede",
    "migrate", "gather", "study", "serve", "develop", "evolve", "expire", "survive", "dissolve", "converge",
    "culminate", "come", "launch", "join", "run", "govern",
];

/// Telling words above which a head says what something is without its clause: not `a set of rules`.
const LEAST_TOLD: usize = 3;

/// Words behind `is` after which no name of a thing comes.
const HEDGES: &[&str] = &[
    "still", "ongoing", "always", "never", "often", "only", "just", "already", "mostly", "no", "in", "on", "at", "for",
    "with", "under", "from", "by",
];

/// Tells whether the predicate is a noun phrase and not a quality.
pub(super) fn names_a_thing(rest: &str, first: &str, place: &Place<'_>, cut: &Cut<'_>) -> bool {
    let words = rest.split_whitespace().count();
    let article =
        matches!(first, "a" | "an" | "the" | "any" | "one" | "something" | "anything" | "someone" | "anyone" | "when");
    let strong = place.is_strong(cut.rest_at, place.end);
    let head = [" that ", " which ", " who ", ", ", " of ", " for ", " in ", " to "]
        .iter()
        .filter_map(|sign| rest.find(sign))
        .min()
        .map_or(rest, |at| &rest[..at]);
    let tail = &rest[head.len()..];
    let qualified =
        [" that ", " of ", " which ", " who "].iter().any(|sign| rest.contains(sign)) && !tail.starts_with(", ");
    let ranked =
        ["the last", "the first", "the same", "the only", "the best", "the most", "the default", "the main", "the key"]
            .iter()
            .any(|start| rest.strip_prefix(start).is_some_and(|tail| tail.is_empty() || tail.starts_with([',', '.'])));
    // `are transforming` tells what goes on, not what something is.
    if ranked || opening(rest) == Opening::Adjective {
        return false;
    }
    if first.ends_with("ing") && first.len() > 5 {
        return is_deed(cut, rest);
    }
    let hedged = HEDGES.contains(&first);
    let noun_head = !hedged && (is_plural(head) || qualified && head.split_whitespace().count() <= 4);
    let bare_noun = !hedged
        && words >= 3
        && rest.split_whitespace().next().is_some_and(|word| word.starts_with(char::is_uppercase));
    words >= 2 && (article || strong || noun_head || bare_noun) && !is_pointer(first)
}

/// `Courage is speaking up`: a quality or a deed that is told by a deed.
fn is_deed(cut: &Cut<'_>, rest: &str) -> bool {
    matches!(&cut.verb, Verb::Be(form) if form == "is")
        && is_abstract(&cut.subject)
        && !cut.subject.contains(' ')
        && !rest.starts_with("ongoing")
        && rest.split_whitespace().count() >= 3
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
    if counted_list(place, subject, verb, rest, out) || second_subject(rest) || no_object(verb, rest) {
        return;
    }
    if verb == "help" {
        return;
    }
    let (body, purpose) = purpose_tail(rest);
    let clause = relative(body);
    let object = clause.as_ref().map_or(body, |clause| clause.head);
    let object = trimmed(object);
    if object.is_empty()
        || object.split_whitespace().count() > 40
        || is_pointer(&bare(object.split_whitespace().next().unwrap_or(""))) && object.split_whitespace().count() < 3
        || leans(&object)
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

/// Tells whether an object stands for something said before, or runs on into what follows.
fn leans(object: &str) -> bool {
    const PRONOUNS: &[&str] = &["it", "they", "them", "he", "she", "him", "her"];
    let pronoun = |word: Option<&str>| word.is_some_and(|word| PRONOUNS.contains(&bare(word).as_str()));
    let short = object.split_whitespace().count() <= 5;
    let runs_on =
        |(at, _): (usize, &str)| object[..at].split_whitespace().last().is_some_and(|word| word.chars().count() > 3);
    pronoun(object.split_whitespace().next())
        || short && pronoun(object.split_whitespace().last())
        || object.match_indices(". ").any(runs_on)
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

/// `S must V O`: what it must do, or be.
pub(super) fn must(place: &Place<'_>, cut: &Cut<'_>, verb: &str, out: &mut Facts) {
    let rest = trimmed(first_clause(cut.rest));
    let (verb, object) = with_preposition(verb, &rest);
    let words: Vec<String> = object.split_whitespace().map(bare).collect();
    let first = words.first().map_or("", String::as_str);
    let second = words.get(1).map_or("", String::as_str);
    let counted = first == "at" && matches!(second, "least" | "most");
    let being = verb == "be" && (is_participle(first) || first == "able" || words.len() < 3);
    let open =
        is_particle(first) && !counted || matches!(first, "not" | "that" | "to" | "how" | "only" | "when" | "if");
    let stranded = verb.starts_with("be ");
    if !(2..=18).contains(&words.len())
        || being
        || stranded
        || leans(object)
        || open
        || is_pointer(first)
        || no_object(&verb, object)
    {
        return;
    }
    out.facts.push(place.fact(Kind::Statement, &cut.subject, Relation::Must { verb }, object));
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
        || no_object(&verb, object)
        || is_pointer(&first)
        || direct && (is_particle(&first) || words < 2 || matches!(first.as_str(), "that" | "to" | "how"))
    {
        return;
    }
    let base = [" in", " on"].iter().find_map(|end| verb.strip_suffix(end));
    if !direct && base.is_none_or(|base| !TAKING_NO_OBJECT.contains(&base)) {
        return;
    }
    let dated = date_head(object).filter(|_| !direct);
    let object = dated.map_or(object, |(date, _)| date);
    let relation = Relation::Did { verb, adverb: cut.adverb.clone() };
    out.facts.push(place.fact(Kind::Statement, &cut.subject, relation, object));
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

#[cfg(test)]
mod tests {
    use crate::facts::{Relation, pairs_of};

    fn defined(text: &str) -> Vec<String> {
        pairs_of(text, |relation| matches!(relation, Relation::Is(_))).into_iter().map(|(_, object)| object).collect()
    }

    #[test]
    fn a_quality_is_defined_by_a_deed_or_a_case_and_a_thing_is_not() {
        assert_eq!(
            defined("**Navigation** is finding the way of a ship at sea."),
            ["finding the way of a ship at sea"]
        );
        assert_eq!(defined("**Starvation** is when a crew never eats."), ["when a crew never eats"]);
        assert_eq!(defined("**The harbour** is growing each year in size."), Vec::<String>::new());
    }

    #[test]
    fn a_second_verb_tells_of_the_same_subject() {
        let told = pairs_of("**A pilot** guides large ships and warns young crews.", |relation| {
            matches!(relation, Relation::Does { .. })
        });
        let objects: Vec<&str> = told.iter().map(|(_, object)| object.as_str()).collect();
        assert_eq!(objects, ["large ships", "young crews"]);
    }

    #[test]
    fn a_duty_is_told_and_a_denial_is_not() {
        let duties = |text: &str| pairs_of(text, |relation| matches!(relation, Relation::Must { .. }));
        assert_eq!(
            duties("**Every ship** must carry two anchors."),
            [("Every ship".to_owned(), "two anchors".to_owned())]
        );
        assert_eq!(duties("**Every ship** must not carry two anchors."), []);
    }

    #[test]
    fn an_adjective_with_what_it_speaks_of_is_no_definition() {
        let text = "**Pilots** are responsible for the way of a ship in the harbour.";
        assert_eq!(defined(text), Vec::<String>::new());
        let told = pairs_of(text, |relation| matches!(relation, Relation::Undergoes { .. }));
        assert_eq!(told, [("Pilots".to_owned(), "the way of a ship in the harbour".to_owned())]);
    }

    #[test]
    fn a_clause_behind_two_nouns_is_told_of_neither_unless_its_verb_says_of_which() {
        let deeds = |text: &str| {
            let told = pairs_of(text, |relation| matches!(relation, Relation::Does { .. }));
            told.into_iter().map(|(_, object)| object).collect::<Vec<_>>()
        };
        assert_eq!(
            deeds("**A convoy** is a group formed to cross a sea that holds many wolf packs."),
            Vec::<String>::new()
        );
        assert_eq!(
            deeds("**A charter** is a written pact between towns that binds each of its signers."),
            ["each of its signers"]
        );
    }
}
