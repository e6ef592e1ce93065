//! The wording of sentences: what something is, does, undergoes, and to what end.

use crate::facts::english::{bare, is_base_verb, is_plural, singular, small_determiner, third_of_base};
use crate::facts::{Fact, tokens};
use crate::model::Direction;

use super::kind::person;
use super::{Names, Wording, answer_of, bare_name, be_for, do_for, inner, tail, worded};

pub(super) fn is(fact: &Fact, form: &str, names: &Names) -> Vec<Wording> {
    let answer = answer_of(fact);
    let person = person(&fact.subject, &answer);
    let prompt = match (person, form) {
        (true, _) => format!("Who {form} {}?", inner(&fact.subject)),
        (false, "is") => format!("What is {}?", names.inner(&fact.subject)),
        _ => format!("What {form} {}?", names.inner(&fact.subject)),
    };
    let mut wordings = vec![worded(Direction::Forward, prompt, &*answer)];
    let finite = answer.starts_with(|c: char| c.is_ascii_digit())
        || ["about ", "when "].iter().any(|word| answer.starts_with(word));
    if tokens(&answer).len() >= 4 && !person && !finite && answer.split_whitespace().count() <= 18 {
        wordings.push(worded(Direction::Reverse, format!("What {form} {answer} called?"), bare_name(&fact.subject)));
    }
    wordings
}

/// Verbs too wide to ask with: `What does X have?` has many answers.
const WIDE: &[&str] = &[
    "have", "do", "get", "make", "take", "be", "come", "go", "need", "let", "begin", "occur", "exist", "work", "act",
    "become", "remain", "keep", "give", "put",
];

/// Verbs of which a subject has as many objects as there is to tell of it: where the object says little,
/// asked back only.
const MANIFOLD: &[&str] =
    &["use", "support", "include", "involve", "face", "want", "see", "offer", "contain", "require", "enjoy", "show"];

/// Words by which the object of such a verb says enough.
const LEAST_TOLD: usize = 4;

/// Words that begin what is left open: `several regions`.
const UNTOLD: &[&str] = &["several", "various", "multiple", "many", "some", "both", "certain", "other"];

/// Nouns of ways, of which a thing has one: `uses a pull model` tells the kind of model.
const OF_ONE_KIND: &[&str] = &[
    "model", "approach", "architecture", "format", "protocol", "algorithm", "strategy", "structure", "mechanism",
    "technique", "layout", "notation", "scheme", "topology", "schedule", "system", "method", "process", "pattern",
    "paradigm", "style", "design",
];

/// `What kind of model does Prometheus use?`, where the object is a way with what tells it from others.
fn of_one_kind(subject: &str, verb: &str, answer: &str) -> Option<Wording> {
    let plain = answer.split(" (").next().unwrap_or(answer);
    let way = plain.split_once(" to ").map_or(plain, |(way, _)| way);
    let own = ["a ", "an "].iter().find_map(|article| way.strip_prefix(article))?;
    let (kind, noun) = own.rsplit_once(' ')?;
    let told = OF_ONE_KIND.contains(&noun)
        && matches!(verb, "use" | "have" | "follow" | "employ" | "adopt")
        && kind.split_whitespace().count() <= 3
        && !kind.contains([',', '"'])
        && !is_vague(kind);
    told.then(|| {
        let prompt = format!("What kind of {noun} {} {subject} {verb}?", do_for(subject));
        worded(Direction::Forward, prompt, kind)
    })
}

/// Tells whether what stands before a noun tells it from no other.
fn is_vague(kind: &str) -> bool {
    matches!(kind, "new" | "different" | "similar" | "certain" | "special" | "specific" | "single" | "common" | "good")
}

pub(super) fn does(fact: &Fact, verb: &str, adverb: Option<&str>, names: &Names) -> Vec<Wording> {
    let subject = names.inner(&fact.subject);
    let adverb = adverb
        .filter(|word| !matches!(*word, "then" | "also" | "therefore" | "thus"))
        .map_or_else(String::new, |word| format!("{word} "));
    let answer = answer_of(fact);
    if verb == "be about" {
        return vec![worded(Direction::Forward, format!("What {} {subject} about?", be_for(&subject)), answer)];
    }
    if let Some(base) = ["occur", "take place", "happen", "live", "form", "originate", "grow"]
        .iter()
        .find(|base| [" in", " at", " on"].iter().any(|word| verb == format!("{base}{word}")))
    {
        let preposition = verb.split_whitespace().last().unwrap_or("");
        return vec![worded(
            Direction::Forward,
            format!("Where {} {subject} {adverb}{base}?", do_for(&subject)),
            format!("{preposition} {answer}"),
        )];
    }
    if let Some(base) = verb.strip_suffix(" for").filter(|_| is_span(&answer)) {
        let prompt = format!("For how long {} {subject} {adverb}{base}?", do_for(&subject));
        return vec![worded(Direction::Forward, prompt, answer)];
    }
    if let Some(base) = verb.strip_suffix(" when").or_else(|| verb.strip_suffix(" if")) {
        let conjunction = &verb[base.len() + 1..];
        if answer.split_whitespace().count() < 3 {
            // No clause is that short.
            return Vec::new();
        }
        let prompt = format!("When {} {subject} {adverb}{base}?", do_for(&subject));
        return vec![worded(Direction::Forward, prompt, format!("{conjunction} {answer}"))];
    }
    if let Some(kind) = of_one_kind(&subject, verb, &answer).filter(|_| adverb.is_empty()) {
        return vec![kind];
    }
    if WIDE.contains(&verb) && fact.items.is_empty() {
        return Vec::new();
    }
    let prompt = format!("What {} {subject} {adverb}{verb}?", do_for(&subject));
    let mut wording = worded(Direction::Forward, prompt, &*answer);
    if (2..=4).contains(&fact.items.len()) {
        wording.direction = Direction::List;
        wording.items = fact.items.clone();
    }
    let opens = bare(answer.split_whitespace().next().unwrap_or(""));
    let little = tokens(&answer).len() < LEAST_TOLD || UNTOLD.contains(&opens.as_str());
    let manifold = MANIFOLD.contains(&verb) && wording.items.is_empty() && little;
    let mut wordings = if manifold { Vec::new() } else { vec![wording] };
    let single = !is_plural(&subject) && !subject.contains(" and ");
    if single && tokens(&answer).len() >= 4 && adverb.is_empty() && answer.split_whitespace().count() <= 16 {
        let words: Vec<&str> = verb.split_whitespace().collect();
        let third = words.first().map(|word| format!("{}{}", third_of_base(word), tail(&words, 1)));
        wordings.extend(
            third
                .filter(|_| verb != "mean" && !answer.contains([':', ';', '=']))
                .map(|third| worded(Direction::Reverse, format!("What {third} {answer}?"), bare_name(&fact.subject))),
        );
    }
    wordings
}

/// Tells whether the text is a span of time: `two years`, `up to 90 days`.
fn is_span(text: &str) -> bool {
    const UNITS: &[&str] =
        &["second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "generation"];
    let words: Vec<String> = text.split_whitespace().map(bare).collect();
    let unit = words.last().is_some_and(|word| UNITS.contains(&singular(word).as_str()));
    unit && words.len() <= 6
}

/// What the subject did: `When did ...` where only the time is said, else `What did ...`.
pub(super) fn did(fact: &Fact, verb: &str, adverb: Option<&str>, names: &Names) -> Vec<Wording> {
    let adverb = adverb.map_or_else(String::new, |word| format!("{word} "));
    let subject = names.inner(&fact.subject);
    let answer = answer_of(fact);
    if let Some(base) = verb.strip_suffix(" in").or_else(|| verb.strip_suffix(" on")) {
        let preposition = &verb[base.len() + 1..];
        let dated = is_date(&answer);
        let placed = answer.starts_with(char::is_uppercase) && !dated;
        let word = if dated { "When" } else { "Where" };
        return if dated || placed {
            vec![worded(
                Direction::Forward,
                format!("{word} did {subject} {adverb}{base}?"),
                format!("{preposition} {answer}"),
            )]
        } else {
            Vec::new()
        };
    }
    vec![worded(Direction::Forward, format!("What did {subject} {adverb}{verb}?"), answer)]
}

/// Tells whether the text is a year, a date or a century.
pub(super) fn is_date(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(bare).collect();
    let year = |word: &String| {
        word.len() == 4 && word.chars().all(|c| c.is_ascii_digit())
            || word.len() == 5 && word.ends_with('s') && word.starts_with(|c: char| c.is_ascii_digit())
    };
    words.len() <= 5
        && (words.iter().any(year)
            || words.iter().any(|word| matches!(word.as_str(), "bc" | "ad" | "bce" | "ce" | "century")))
}

pub(super) fn undergoes(
    fact: &Fact,
    form: &str,
    participle: &str,
    adverb: Option<&str>,
    names: &Names,
) -> Vec<Wording> {
    let adverb = adverb.map_or_else(String::new, |word| format!("{word} "));
    let subject = names.inner(&fact.subject);
    let answer = answer_of(fact);
    let (verb, preposition) = participle.split_once(' ').unwrap_or((participle, ""));
    let name = answer.starts_with(char::is_uppercase);
    let (asks, prompt, key) = match preposition {
        "when" | "if" | "during" | "after" | "before" => {
            ("When", format!("{subject} {adverb}{verb}"), format!("{preposition} {answer}"))
        }
        "where" | "between" | "behind" | "near" | "along" => {
            ("Where", format!("{subject} {adverb}{verb}"), format!("{preposition} {answer}"))
        }
        "to" if verb == "used" || is_base_verb(&bare(answer.split_whitespace().next().unwrap_or(""))) => {
            let asked = if verb == "used" { "used for" } else { &format!("{verb} to do") };
            ("What", format!("{subject} {adverb}{asked}"), format!("to {answer}"))
        }
        "in" | "on" if is_date(&answer) => {
            ("When", format!("{subject} {adverb}{verb}"), format!("{preposition} {answer}"))
        }
        "in" | "on" | "at"
            if name && verb != "based" || matches!(verb, "found" | "located" | "stored" | "produced" | "made") =>
        {
            ("Where", format!("{subject} {adverb}{verb}"), format!("{preposition} {answer}"))
        }
        "by" if bare(answer.split_whitespace().next().unwrap_or("")).ends_with("ing") => {
            ("How", format!("{subject} {adverb}{verb}"), format!("by {answer}"))
        }
        "by" if name && answer.split_whitespace().count() <= 4 && !answer.contains(" in ") => {
            // `Glial cells` are no persons, `Isaac Newton` and `Congress` may be.
            let person = answer.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || word == "the");
            (if person { "By whom" } else { "By what" }, format!("{subject} {adverb}{verb}"), answer.clone())
        }
        _ => ("What", format!("{subject} {adverb}{participle}"), answer.clone()),
    };
    let mut wording = worded(Direction::Forward, format!("{asks} {form} {prompt}?"), key);
    if fact.items.len() >= 2 && asks == "What" {
        wording.direction = Direction::List;
        wording.items = fact.items.clone();
    }
    vec![wording]
}

/// `What must all contributors sign?`
pub(super) fn must(fact: &Fact, verb: &str, names: &Names) -> Vec<Wording> {
    let prompt = format!("What must {} {verb}?", small_determiner(&names.inner(&fact.subject)));
    vec![worded(Direction::Forward, prompt, answer_of(fact))]
}

pub(super) fn purpose(fact: &Fact, deed: &str, names: &Names) -> Vec<Wording> {
    let prompt = format!("For what purpose {} {} {deed}?", do_for(&fact.subject), names.inner(&fact.subject));
    vec![worded(Direction::Forward, prompt, &*fact.object)]
}

pub(super) fn through(fact: &Fact, actors: &str, verb: &str, deed: &str) -> Vec<Wording> {
    let prompt = format!("What do the {actors} that {} {verb} {deed}?", inner(&fact.subject));
    if is_plural(&fact.subject) { vec![worded(Direction::Forward, prompt, answer_of(fact))] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use crate::questions::prompts;

    #[test]
    fn a_way_that_is_used_is_asked_by_its_kind() {
        let all = prompts("# Locks\n\n**Caisson lock** uses a sealed chamber design.\n\n**Flash lock** uses gates.\n");
        assert!(all.contains(&"What kind of design does caisson lock use?".to_owned()), "{all:?}");
        assert!(all.iter().all(|prompt| !prompt.contains("lash lock use")), "{all:?}");
    }

    #[test]
    fn a_noun_that_points_back_is_asked_of_nothing() {
        let all =
            prompts("# Court system\n\nThe **bench** hears pleas. The system sends each plea to the nearest town.\n");
        assert!(all.iter().all(|prompt| !prompt.contains("the system")), "{all:?}");
    }
}
