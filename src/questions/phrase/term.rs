//! The wording of terms with their description, of attributes and of abbreviations.

use crate::facts::english::{
    Opening, article, bare, base_of_past, is_abstract, is_adjective, is_base_verb, is_clause, is_particle, is_plural,
    may_open, opening, opens_bound, plural,
};
use crate::facts::{Fact, Relation, is_expansion, is_generic, normal, plain_heading, tokens};
use crate::model::{Direction, Kind};

use super::case::{case, is_case};
use super::description::{
    acts, enumerated, first_deed, happening, is_manner, is_name_phrase, is_one_thing, is_pair, is_place, listed,
    parts_of, praises, says_little,
};
use super::kind::{kind_of_list, person, was};
use super::label::{
    SAYINGS, is_bare_sign, is_deed, is_instruction, is_moment, measures, names_people, names_quality,
    tells_in_some_regard,
};

use super::sentence::is_date;
use super::{Names, Wording, answer_of, be_for, cell, do_for, in_third, inner, is_code, small, worded};

/// Endings of names whose description is what happens.
const HAPPENINGS: &[&str] = &["phase", "stage", "step", "sion", "tion", "osis", "lysis", "kinesis"];

/// Returns the questions of a term and its description.
pub(super) fn described(fact: &Fact, names: &Names) -> Vec<Wording> {
    let object = answer_of(fact);
    let how = names.how(&object, fact.group);
    // A command is told in the imperative, whatever its siblings.
    let coded = names.is_coded(&fact.subject) && may_open(&object, Opening::BaseVerb);
    let how = if coded && how == Opening::Noun { Opening::BaseVerb } else { how };
    let how = match how {
        Opening::Noun if opens_bound(&object) && !is_manner(&object) => Opening::Adjective,
        Opening::Noun if is_clause(&object) => Opening::Clause,
        how => how,
    };
    let scope = names.scope(fact);
    if is_case(&fact.subject) && fact.owner.is_none() {
        return case(fact, &object, how, names);
    }
    if is_moment(&fact.subject) {
        return moment(fact, &object);
    }
    if let Some(wordings) = figure(fact, &object, how) {
        return wordings;
    }
    if is_bare_sign(&fact.subject) && kind_of_list(&fact.headings, names).is_none() {
        return Vec::new();
    }
    // What a syllabus or a heading over cases tells of a thing is not what it is.
    let regards = fact.headings.last().is_some_and(|heading| tells_in_some_regard(heading)) && fact.kind == Kind::Term;
    let articled = matches!(bare(object.split_whitespace().next().unwrap_or("")).as_str(), "a" | "an" | "the");
    if regards && how == Opening::Noun && !articled || is_instruction(&fact.subject) {
        return Vec::new();
    }
    if let Some(named) = several(fact, &object, how, names) {
        return vec![named];
    }
    let effects = is_plural(&fact.subject) && object.contains(", ") && object.split(", ").all(acts);
    if says_little(&object, how) || effects || how == Opening::Adjective && praises(&object) {
        return Vec::new();
    }
    let lone = is_plural(&fact.subject)
        && how == Opening::Noun
        && object.split_whitespace().count() <= 2
        && !is_plural(&object)
        && !names.translates(&fact.subject, &object);
    if lone {
        return Vec::new();
    }
    let Some((prompt, answer)) = forward(fact, &object, how, names) else { return Vec::new() };
    let prompt = scope.as_ref().map_or_else(|| prompt.clone(), |scope| format!("{scope}, {}", small(&prompt)));
    let mut wordings = vec![worded(Direction::Forward, prompt, answer)];
    if scope.is_none() {
        wordings.extend(reverse(fact, &object, how, names));
    }
    wordings
}

/// A date and what happened then, asked both ways.
fn moment(fact: &Fact, object: &str) -> Vec<Wording> {
    let date = fact.subject.as_str();
    let day = date.split_whitespace().count() >= 3 && date.chars().filter(char::is_ascii_digit).count() > 4;
    let range = date.contains(['–', '-', '/']);
    let preposition = if day { "on" } else { "in" };
    let happened = format!("What happened {preposition} {date}?");
    let back = format!("What is the {} of this event: {object}?", if day { "date" } else { "year" });
    let mut wordings = vec![worded(Direction::Forward, happened, object)];
    if !range {
        wordings.push(worded(Direction::Reverse, back, date));
    }
    wordings
}

/// A plural term before a list of names: its members, to be named.
fn several(fact: &Fact, object: &str, how: Opening, names: &Names) -> Option<Wording> {
    let items = crate::facts::enumeration(object);
    let short =
        items.iter().all(|item| !item.is_empty() && item.split_whitespace().count() <= 4 && !item.contains([';', ':']));
    // `Four chambers` says itself how many there are.
    let counted = fact.subject.split_whitespace().find_map(crate::facts::number);
    let fits = counted.is_none_or(|count| count == items.len())
        && object.contains(", ")
        && how == Opening::Noun
        && is_plural(&fact.subject)
        && fact.owner.is_none()
        && enumerated(object)
        && !items.iter().any(|item| acts(item) || is_clause(item))
        && short;
    if !fits || crate::facts::is_open(object) || !(2..=7).contains(&items.len()) {
        return None;
    }
    let count = ["two", "three", "four", "five", "six", "seven"].get(items.len() - 2)?;
    let things = names.inner(&fact.subject);
    Some(Wording {
        direction: Direction::List,
        prompt: if counted.is_some() {
            format!("What are the {things}?")
        } else {
            format!("What are {count} {things}?")
        },
        answer: object.to_owned(),
        items,
    })
}

/// A name below `Key figures`: who it was, or what they did.
fn figure(fact: &Fact, object: &str, how: Opening) -> Option<Vec<Wording>> {
    let named = fact.subject.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3);
    fact.headings.last().filter(|heading| named && names_people(heading))?;
    if person(&fact.subject, object) {
        return None;
    }
    let name = &fact.subject;
    let did = how == Opening::PastVerb || base_of_past(&bare(object.split_whitespace().next()?)).is_some();
    let prompt = match how {
        _ if did => format!("What did {name} do?"),
        Opening::ThirdVerb | Opening::BaseVerb => format!("What does {name} do?"),
        Opening::Noun | Opening::Clause => format!("Who {} {name}?", if was(object) { "was" } else { "is" }),
        _ => return None,
    };
    Some(vec![worded(Direction::Forward, prompt, object)])
}

/// Returns prompt and answer by how the description opens.
fn forward(fact: &Fact, object: &str, how: Opening, names: &Names) -> Option<(String, String)> {
    let place = within(fact);
    let subject = names.inner(&fact.subject);
    let (is, does) = (be_for(&subject), do_for(&subject));
    let short = fact.subject.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && fact.owner.is_none();
    let kind = kind_of_list(&fact.headings, names).filter(|_| short && !is_plural(&fact.subject));
    let prompt = match how {
        Opening::ThirdVerb | Opening::BaseVerb if kind.is_some() => {
            format!("What does the {} {} do?", kind.unwrap_or_default(), fact.subject)
        }
        Opening::ThirdVerb if let Some(parts) = parts_of(object) => {
            return Some((format!("What {does} {subject} include{place}?"), parts));
        }
        Opening::ThirdVerb if let Some((asks, verb, answer)) = happening(object) => {
            return Some((format!("{asks} {does} {subject} {verb}{place}?"), answer));
        }
        // A name may be plural and one thing: `Kata Containers runs pods`.
        Opening::ThirdVerb => {
            let common = subject.starts_with(char::is_lowercase) && fact.subject.starts_with(char::is_uppercase);
            format!("What {} {} do{place}?", if common { does } else { "does" }, one(&subject, fact))
        }
        // What is done is a deed's, what a thing does is the thing's own.
        Opening::BaseVerb if fact.owner.is_none() && is_deed(&subject) && !names.is_coded(&fact.subject) => {
            format!("What does {subject} involve?")
        }
        // `Intracellular: bind ...` below `Receptors` is told of receptors of that kind.
        Opening::BaseVerb if let Some(kinds) = of_kind(fact, names) => {
            format!("What do {} {kinds} do{place}?", small(&fact.subject))
        }
        Opening::BaseVerb => format!("What {does} {subject} do{place}?"),
        Opening::PastVerb => format!("What did {subject} do{place}?"),
        Opening::Infinitive => format!("What is the purpose of {subject}{place}?"),
        Opening::Clause if measures(&fact.subject) => format!("What effect does the {subject} have{place}?"),
        Opening::Clause if object.to_lowercase().starts_with("who ") => format!("Who {is} {subject}{place}?"),
        Opening::Clause => said(&subject, object, fact, &place),
        Opening::Adjective if is_loose(object) => return None,
        Opening::Adjective => return Some(stranded(&subject, object, &place)),
        Opening::Value => return None,
        Opening::Noun if is_bare_sign(&fact.subject) => {
            format!("What does {} {} mean?", kind_of_list(&fact.headings, names)?, fact.subject)
        }
        Opening::Noun if person(&fact.subject, object) => {
            format!("Who {} {}?", if was(object) { "was" } else { "is" }, inner(&fact.subject))
        }
        Opening::Noun if names.translates(&fact.subject, object) => format!("What does {} mean?", fact.subject),
        Opening::Noun if names_quality(&subject) && object.contains(' ') && !listed(object) && !is_pair(object) => {
            format!("What does {subject} mean?")
        }
        Opening::Noun if (listed(object) || is_pair(object)) && !is_one_thing(object) => {
            format!("What {does} {subject} include{place}?")
        }
        Opening::Noun if is_place(object) => format!("Where {is} {subject} found{place}?"),
        Opening::Noun => what_is(&fact.subject, object, &place, fact.group, names),
    };
    Some((prompt, object.to_owned()))
}

/// Returns the kinds that the heading names in the plural, where the term is one of them by a quality or a
/// place of theirs and not by a name of its own.
fn of_kind(fact: &Fact, names: &Names) -> Option<String> {
    let kind = kind_of_list(&fact.headings, names).filter(|_| fact.owner.is_none() && !is_plural(&fact.subject))?;
    let has = kind.split_whitespace().any(|word| fact.subject.to_lowercase().contains(word));
    let last = fact.subject.split_whitespace().last().map(bare).unwrap_or_default();
    let quality = is_adjective(&last) || last.ends_with("ar") || matches!(last.as_str(), "surface" | "side" | "end");
    (quality && !has).then(|| plural(&kind))
}

/// `tech lead` takes an article, `osmosis` and names do not.
fn one(subject: &str, fact: &Fact) -> String {
    let common = subject.starts_with(char::is_lowercase) && fact.subject.starts_with(char::is_uppercase);
    let counted =
        common && subject.contains(' ') && !is_plural(subject) && !is_abstract(subject) && !subject.contains(" and ");
    let articled = ["a ", "an ", "the "].iter().any(|word| subject.starts_with(word));
    let agent = ["er", "or", "ist", "ian", "lead", "loop"].iter().any(|ending| subject.ends_with(ending));
    if counted && agent && !articled { format!("{} {subject}", article(subject)) } else { subject.to_owned() }
}

/// Asks for a sentence: what a law states, what happens in a phase, what a word means.
fn said(subject: &str, object: &str, fact: &Fact, place: &str) -> String {
    let plain = subject.split(" (").next().unwrap_or(subject);
    let head = bare(plain.split(" of ").next().unwrap_or(plain).split_whitespace().last().unwrap_or(""));
    let ordinal =
        ["first ", "second ", "third ", "fourth "].iter().any(|word| subject.to_lowercase().starts_with(word));
    let question = ["how", "when", "where", "what", "why", "whether", "if", "that"];
    let asked = question.contains(&bare(object.split_whitespace().next().unwrap_or("")).as_str());
    if SAYINGS.contains(&head.as_str()) {
        let under = fact.headings.last().filter(|_| ordinal).map(|name| format!("Under {name}, what"));
        let what = under.as_deref().unwrap_or("What");
        let has_one = ["a ", "an ", "the "].iter().any(|word| subject.starts_with(word));
        let articled = subject.contains(' ') && !subject.contains("'s ") && !has_one;
        return format!(
            "{what} does {}{} state?",
            if articled { "the " } else { "" },
            if ordinal { small(subject) } else { subject.to_owned() }
        );
    }
    if !asked && HAPPENINGS.iter().any(|ending| head.ends_with(ending)) {
        return format!("What happens in {}{place}?", subject);
    }
    format!("What {} {subject} mean{place}?", do_for(subject))
}

/// `permissive with few limits`, `called to raise taxes`: what cannot stand behind its preposition alone.
fn is_loose(object: &str) -> bool {
    let words: Vec<String> = object.split_whitespace().take(3).map(bare).collect();
    let [first, preposition, next @ ..] = words.as_slice() else { return true };
    let to_do = preposition == "to" && first != "used" && next.first().is_some_and(|next| is_base_verb(next));
    let vague = matches!(first.as_str(), "similar" | "described" | "called" | "retired" | "known");
    preposition == "with" && !first.ends_with("ed") || to_do || vague || object.contains("; ")
}

/// `open to anyone` is asked as `What are X open to?`; a place as `Where is X found?`.
fn stranded(subject: &str, object: &str, place: &str) -> (String, String) {
    let is = be_for(subject);
    let words: Vec<&str> = object.split_whitespace().collect();
    let (first, second) = (words.first().copied().unwrap_or(""), words.get(1).copied().unwrap_or(""));
    let taken =
        2 + usize::from(words.get(2).is_some_and(|word| matches!(*word, "of" | "to" | "by") && is_particle(second)));
    let rest = words.get(taken..).unwrap_or_default().join(" ");
    let begins = bare(words.get(taken).copied().unwrap_or(""));
    let first = small(first);
    if matches!(first.as_str(), "found" | "located" | "stored" | "situated" | "produced")
        && matches!(second, "in" | "on" | "at")
    {
        return (format!("Where {is} {subject} {first}{place}?"), words.get(1..).unwrap_or_default().join(" "));
    }
    if first == "used" && second == "to" {
        return (format!("What {is} {subject} used for{place}?"), words.get(1..).unwrap_or_default().join(" "));
    }
    let who =
        if matches!(begins.as_str(), "anyone" | "everyone" | "people" | "those" | "anybody") { "Who" } else { "What" };
    let prepositions = words.get(1..taken).unwrap_or_default().join(" ");
    if rest.is_empty() {
        return (format!("How {is} {subject} described{place}?"), object.to_owned());
    }
    (format!("{who} {is} {subject} {first} {prepositions}{place}?"), rest)
}

/// Returns ` in a SIG` for an owner, nothing without one.
fn within(fact: &Fact) -> String {
    match &fact.owner {
        Some(owner) if is_plural(owner) => format!(" in {}", inner(owner)),
        Some(owner) => format!(" in {} {owner}", article(owner)),
        None => String::new(),
    }
}

/// `What is a gamete?` where the notes show that gametes are common things; `What is Docker Hub?`
/// for names, and for what might be either.
pub(super) fn what_is(subject: &str, object: &str, place: &str, group: u32, names: &Names) -> String {
    let shown = names.inner(subject);
    if is_plural(subject) || subject.contains(" and ") {
        return format!("What are {shown}{place}?");
    }
    let counted = ["a ", "an ", "A ", "An "].iter().any(|word| object.starts_with(word));
    let articled = ["a ", "an ", "the "].iter().any(|word| shown.starts_with(word));
    let common = shown.starts_with(char::is_lowercase)
        && (names.is_common(subject) || subject.starts_with(char::is_uppercase))
        && !names.are_names(group)
        && !is_abstract(&shown);
    if counted && common && !articled && !is_code(subject) {
        return format!("What is {} {shown}{place}?", article(&shown));
    }
    format!("What is {shown}{place}?")
}

fn reverse(fact: &Fact, written: &str, how: Opening, names: &Names) -> Option<Wording> {
    // `SIG: Special Interest Group, a team of ...` is not asked for by its own words.
    let told = written
        .split_once(", ")
        .filter(|(long, _)| is_expansion(&fact.subject, long))
        .map_or(written, |(_, rest)| rest);
    let object = names.inside(told, fact.group);
    let words = tokens(&object).len();
    if words < 2 || is_code(&fact.subject) && fact.owner.is_none() && words < 3 {
        return None;
    }
    let owned = fact.owner.is_some();
    let kind = kind_of_list(&fact.headings, names).filter(|_| !owned && fact.kind == Kind::Term);
    let who = match (&fact.owner, &kind) {
        (Some(owner), _) if is_plural(owner) => format!("Which part of {}", inner(owner)),
        (Some(owner), _) => format!("Which part of {} {owner}", article(owner)),
        (None, Some(kind)) => format!("Which {kind}"),
        (None, None) => "What".to_owned(),
    };
    // An example is one of many: that it is one says too little to name it.
    let example = fact.evidence.to_lowercase().contains("example");
    let enough = owned || words >= 3 || kind.is_some();
    let counted = ["a ", "an ", "the "].iter().any(|word| object.starts_with(word));
    let object = if matches!(how, Opening::BaseVerb | Opening::ThirdVerb) { first_deed(&object) } else { object };
    let prompt = match how {
        _ if example => return None,
        Opening::ThirdVerb if happening(&object).is_some() => return None,
        Opening::BaseVerb | Opening::ThirdVerb if enough => format!("{who} {}?", in_third(&small(&object))?),
        Opening::PastVerb if enough && !owned => format!("{who} {object}?"),
        Opening::Adjective if owned => format!("{who} is {object}?"),
        Opening::Noun if person(&fact.subject, written) => return who_is(fact, written),
        Opening::Noun if owned => format!("{who} is this: {written}?"),
        Opening::Noun if words >= 3 || counted => match &kind {
            _ if !is_name_phrase(&object) => return None,
            Some(kind) if counted => format!("Which {kind} is {object}?"),
            Some(_) if listed(written) || enumerated(written) => return None,
            Some(kind) if !is_plural(&object) && !is_abstract(&object) => format!("Which {kind} is this: {written}?"),
            _ if is_plural(&fact.subject) && !is_plural(&object) => return None,
            _ if !is_name_phrase(&object) => return None,
            _ => format!("What is the term for {object}?"),
        },
        Opening::Clause if object.starts_with("who ") => format!("What is the term for the one {object}?"),
        _ => return None,
    };
    Some(worded(Direction::Reverse, prompt, &*fact.subject))
}

/// `Which US president proposed the Fourteen Points?`
fn who_is(fact: &Fact, object: &str) -> Option<Wording> {
    let bare = ["a ", "an ", "the "].iter().find_map(|word| object.strip_prefix(word)).unwrap_or(object);
    let (kind, deed) = bare.split_once(" who ")?;
    let fine = !kind.contains([',', ';']) && kind.split_whitespace().count() <= 4;
    fine.then(|| worded(Direction::Reverse, format!("Which {kind} {deed}?"), &*fact.subject))
}

/// Asks for an attribute by its label, whatever its grammar.
pub(super) fn attribute(fact: &Fact, label: &str, names: &Names) -> Vec<Wording> {
    let answer = answer_of(fact);
    if label.is_empty() {
        let heading = fact.headings.last().map(|heading| plain_heading(heading)).filter(|heading| !is_generic(heading));
        let pair = heading.map(|heading| format!("{heading}: what goes with {}?", names.term(&fact.subject)));
        return pair.map(|prompt| worded(Direction::Forward, prompt, answer)).into_iter().collect();
    }
    if normal(label) == "value" && !matches!(fact.relation, Relation::Cell { .. }) && opening(&answer) != Opening::Value
    {
        return Vec::new();
    }
    if label == "when" && is_date(&answer) {
        return vec![worded(Direction::Forward, when(&names.inner(&fact.subject)), answer)];
    }
    let slot = cell::Slot { subject: &names.inner(&fact.subject), class: "", answer: &answer, how: opening(&answer) };
    let prompt = cell::ask(label, &slot, names);
    if prompt.is_empty() { Vec::new() } else { vec![worded(Direction::Forward, prompt, answer)] }
}

/// `When was the Tennis Court Oath?`, `When was Brown v. Board of Education decided?`
fn when(event: &str) -> String {
    let owned = event.contains("'s ") || event.contains("’s ") || event.starts_with("the ");
    match () {
        () if is_case(event) => format!("When was {event} decided?"),
        () if is_plural(event) => format!("When were {}{event}?", if owned { "" } else { "the " }),
        () => format!("When was {}{event}?", if owned { "" } else { "the " }),
    }
}

/// Returns the questions of an abbreviation, both ways.
pub(super) fn stands_for(fact: &Fact) -> Vec<Wording> {
    vec![
        worded(Direction::Forward, format!("What does {} stand for?", fact.subject), &*fact.object),
        worded(Direction::Reverse, format!("What is the abbreviation for {}?", fact.object), &*fact.subject),
    ]
}

#[cfg(test)]
mod tests {
    use crate::questions::prompts;

    #[test]
    fn a_quality_means_something_and_holds_nothing() {
        let all = prompts(
            "# Soils\n\n- **Permeable**: a ground that lets water through\n- **Roman**: villas, baths, roads\n- **Loam**: a mix of sand and clay\n",
        );
        assert!(all.contains(&"What does Permeable mean?".to_owned()), "{all:?}");
        assert!(all.iter().all(|prompt| !prompt.contains("Roman")), "{all:?}");
    }

    #[test]
    fn a_way_is_no_definition() {
        let all = prompts(
            "# Mills\n\n- **Speed control**: via sluices, weights and a bell\n- **Sluice**: a gate for water\n",
        );
        assert!(all.iter().all(|prompt| !prompt.contains("peed control")), "{all:?}");
    }

    #[test]
    fn a_thing_does_and_a_deed_involves() {
        let all = prompts(
            "# Mill\n\n- **Miller**: grind the corn of the village\n- **Hopper**: feed the corn into the stones\n\
             - **Dressing**: cut new furrows into the stones\n",
        );
        assert!(all.contains(&"What does Miller do?".to_owned()), "{all:?}");
        assert!(all.contains(&"What does Dressing involve?".to_owned()), "{all:?}");
    }

    #[test]
    fn what_something_does_is_no_member_of_it() {
        let all =
            prompts("# Tides\n\n- **High winds**: waves rise, boats drop\n- **Swell**: long waves from far away\n");
        assert!(all.iter().all(|prompt| !prompt.contains("igh winds")), "{all:?}");
    }

    #[test]
    fn below_things_for_something_a_label_is_what_they_are_for() {
        let all = prompts(
            "# Trade\n\n## Tests for the yard\n\n- **Caulking**: mallet, iron, oakum\n- **Planking**: adze, auger, clamp\n",
        );
        assert!(all.contains(&"What are the tests for Caulking?".to_owned()), "{all:?}");
    }

    #[test]
    fn what_a_thing_is_good_for_is_asked_and_that_it_is_important_is_not() {
        let all = prompts(
            "# Knots\n\n- **Bowline**: good for a loop that holds\n- **Hitch**: crucial in a storm to hold the sail\n- **Splice**: two ropes made one\n",
        );
        assert!(all.contains(&"What is Bowline good for?".to_owned()), "{all:?}");
        assert!(all.iter().all(|prompt| !prompt.contains("itch")), "{all:?}");
    }

    #[test]
    fn what_acts_in_several_places_is_a_thing_and_no_attribute() {
        let acts = "- **Rudder**: steers the boat past the locks\n- **Keel**: holds the boat upright in a wind\n";
        let all = prompts(&format!("# Boats\n\n## Sloop rig\n\n{acts}\n## Ketch rig\n\n{acts}"));
        assert!(all.iter().all(|prompt| !prompt.contains("the rudder of")), "{all:?}");
    }

    #[test]
    fn what_lies_somewhere_is_asked_for_its_place() {
        let all = prompts(
            "# Ice\n\n- **Cirque**: beneath the crest of a hill\n- **Esker**: a ridge of gravel left by a stream\n",
        );
        assert!(all.contains(&"Where is Cirque found?".to_owned()), "{all:?}");
    }

    #[test]
    fn what_happens_is_asked_for_its_time_or_place_and_what_is_measured_for_its_effect() {
        let all = prompts(
            "# Tides\n\n- **Neap tide**: occurs when sun and moon pull apart\n- **Bore**: refers to a wave that runs up a river\n\
             - **Angle of the shore**: A steep shore lets waves break late\n",
        );
        for prompt in
            ["When does neap tide occur?", "What does Bore refer to?", "What effect does the angle of the shore have?"]
        {
            assert!(all.iter().any(|made| made.eq_ignore_ascii_case(prompt)), "{prompt}: {all:?}");
        }
    }

    #[test]
    fn a_quality_that_acts_is_told_of_the_kinds_that_the_heading_names() {
        let all = prompts(
            "# Ships\n\n## Lanterns\n\n- **Lateral**: show the sides of the hull to others\n- **Top**: show the mast to the harbour\n- **Stern lantern**: a lamp at the back\n",
        );
        assert!(all.contains(&"What do lateral lanterns do?".to_owned()), "{all:?}");
    }

    #[test]
    fn what_tells_the_reader_what_to_do_names_nothing() {
        let all = prompts(
            "# Knots\n\n- **Group similar knots**: bends together, hitches together\n- **Bend**: a knot of two ropes\n",
        );
        assert!(all.iter().all(|prompt| !prompt.contains("roup")), "{all:?}");
    }

    #[test]
    fn a_name_below_key_figures_is_a_person() {
        let all = prompts(
            "# Mutiny\n\n## Key figures\n\n- **Bligh**: harsh master of the ship\n- **Christian**: led the crew against him\n- **Heywood**: midshipman on the voyage\n",
        );
        assert!(all.contains(&"Who is Bligh?".to_owned()) || all.contains(&"Who was Bligh?".to_owned()), "{all:?}");
        assert!(all.contains(&"What did Christian do?".to_owned()), "{all:?}");
    }

    #[test]
    fn what_happened_is_no_term_for_anything() {
        let all = prompts(
            "# Harbour\n\n- **Decay**: a long war drained the treasury of the town\n- **Rise**: broad and gently sloping, built by trade\n\
             - **Pier**: a long wall of stone that keeps the waves from the boats at anchor in the inner part of a harbour and carries the crane by which the cargo of the ships is landed\n",
        );
        assert!(
            all.iter().all(|prompt| !prompt.contains("term for a long war") && !prompt.contains("term for broad")),
            "{all:?}"
        );
        assert!(
            all.iter().any(|prompt| prompt.contains("the term for a long wall")),
            "too long to say, asked back: {all:?}"
        );
    }

    #[test]
    fn what_hangs_on_its_preposition_is_not_asked_behind_it() {
        let all = prompts(
            "# Licences\n\n- **BSD**: permissive with few duties\n- **Pact**: called to raise taxes\n- **Buoy**: used to mark a rock\n",
        );
        assert!(all.iter().all(|prompt| !prompt.ends_with("with?") && !prompt.ends_with("called to?")), "{all:?}");
    }
}
