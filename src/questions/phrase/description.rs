//! What a description is: names beside each other, a name of one thing, an aside, a deed.

use crate::facts::english::{
    Opening, bare, base_of_past, base_of_third, is_adjective, is_base_verb, is_noun_too, is_plural, without_brackets,
};

/// Tells whether an item says what something does: `PPV increases`, `prices fall`.
pub(super) fn acts(item: &str) -> bool {
    const CHANGES: &[&str] =
        &["increase", "decrease", "rise", "fall", "grow", "drop", "occur", "improve", "fail", "die", "move", "shrink"];
    let last = item.rsplit_once(' ').map_or_else(String::new, |(_, last)| bare(last));
    CHANGES.contains(&base_of_third(&last).unwrap_or(last).as_str())
}

/// Tells whether a text is names beside each other: `codeine, dextromethorphan`.
pub(super) fn enumerated(text: &str) -> bool {
    let article = ["a ", "an ", "the ", "A ", "An ", "The "].iter().any(|word| text.starts_with(word));
    let parts: Vec<&str> = text.split(", ").collect();
    !article
        && parts.len() >= 2
        && parts.iter().all(|part| part.split_whitespace().count() <= 4)
        && !parts.iter().any(|part| {
            ["which", "who", "that", "where", "by", "with", "from", "not", "or"]
                .contains(&part.split_whitespace().next().unwrap_or(""))
        })
}

/// Words of a description that is asked back.
const LONGEST_BACK: usize = 34;

/// Words with which a place begins.
const PLACES: &[&str] =
    &["along", "beside", "beneath", "below", "above", "behind", "inside", "outside", "near", "around", "between"];

/// Tells whether a description is a noun phrase and can stand behind `the term for`.
pub(super) fn is_name_phrase(object: &str) -> bool {
    let first = bare(object.split_whitespace().next().unwrap_or(""));
    let verb = is_base_verb(&first) || base_of_third(&first).is_some() || base_of_past(&first).is_some();
    let modal = matches!(
        first.as_str(),
        "can"
            | "must"
            | "should"
            | "may"
            | "will"
            | "is"
            | "are"
            | "has"
            | "have"
            | "be"
            | "not"
            | "no"
            | "if"
            | "when"
            | "by"
            | "in"
            | "on"
            | "at"
            | "with"
            | "for"
            | "from"
            | "to"
            | "more"
            | "most"
            | "only"
            | "used"
            | "based"
            | "while"
            | "whereas"
            | "although"
            | "aka"
            | "as"
            | "whether"
    );
    let told = is_told(&words_of(object)) || is_quality_first(object);
    // `stool softeners, analgesics at night` are several things, `any heir may claim` is a sentence.
    let plain = without_brackets(object);
    let several = plain.split_once(", ").is_some_and(|(one, _)| {
        one.split_whitespace().count() <= 3 && is_plural(one) && !matches!(first.as_str(), "a" | "an" | "the")
    });
    let words: Vec<String> = plain.split_whitespace().map(bare).collect();
    let claims = words.windows(2).any(|pair| {
        matches!(pair, [before, verb] if matches!(verb.as_str(), "may" | "must" | "shall" | "should")
            && !matches!(before.as_str(), "that" | "which" | "who" | "it" | "they" | "one"))
    });
    // `one diode, rectifies one half of a cycle` goes on with a verb.
    let goes_on = plain.split(", ").skip(1).any(|part| {
        let verb = bare(part.split_whitespace().next().unwrap_or(""));
        base_of_third(&verb).is_some_and(|base| !is_noun_too(&base))
    });
    let gerund = first.ends_with("ing") && object.split_whitespace().count() < 5;
    !(verb
        || several
        || goes_on
        || is_frequent(&words)
        || claims
        || told
        || modal
        || PLACES.contains(&first.as_str())
        || gerund
        || listed(object)
        || enumerated(object)
        || object.contains(['$', ':', ';', '?', '→', '=', '&', '+'])
        || object.split_whitespace().count() > LONGEST_BACK)
}

fn words_of(text: &str) -> Vec<String> {
    without_brackets(text).split_whitespace().map(bare).collect()
}

/// Tells whether a verb in the past takes an object before any relative clause: `court drained the treasury`.
fn is_told(words: &[String]) -> bool {
    let relative =
        |word: &String| matches!(word.as_str(), "that" | "which" | "who" | "whom" | "whose" | "where" | "when" | "by");
    let own = words.iter().position(relative).map_or(words, |at| &words[..at]);
    let determined = |next: &str| {
        matches!(next, "the" | "a" | "an" | "its" | "their" | "his" | "her" | "all" | "many" | "thousands" | "millions")
    };
    own.windows(2)
        .skip(1)
        .any(|pair| matches!(pair, [verb, next] if base_of_past(verb).is_some() && verb != "set" && determined(next)))
}

/// `broad and gently sloping`: qualities joined before any noun.
fn is_quality_first(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (first, second) = (words.next().map(bare).unwrap_or_default(), words.next().unwrap_or(""));
    const PLAIN: &[&str] =
        &["broad", "wealthy", "steep", "narrow", "large", "small", "tall", "long", "thin", "thick", "rich"];
    (is_adjective(&first) || PLAIN.contains(&first.as_str()))
        && matches!(second, "and" | "but")
        && !text.split_whitespace().nth(3).is_some_and(|word| is_plural(word) || !word.ends_with(','))
}

/// Tells whether a description says how often something is met: `common in infants`, `a common reason for visits`.
fn is_frequent(words: &[String]) -> bool {
    const OFTEN: &[&str] = &["common", "rare", "frequent", "typical", "prevalent", "usual", "widespread", "uncommon"];
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [often, "in" | "among" | "for" | "with", ..] => OFTEN.contains(often),
        ["a" | "an" | "the", often, noun, ..] => {
            OFTEN.contains(often)
                && matches!(*noun, "reason" | "cause" | "problem" | "issue" | "example" | "symptom" | "finding")
        }
        _ => false,
    }
}

/// Tells whether a description is an aside or a count and no answer by itself.
pub(super) fn says_little(object: &str, how: Opening) -> bool {
    const ASIDES: &[&str] = &[
        "especially", "particularly", "mainly", "mostly", "usually", "often", "also", "only", "not", "e.g", "i.e",
        "like", "see", "same", "maybe", "probably",
    ];
    let first = bare(object.split_whitespace().next().unwrap_or(""));
    let counted = object.starts_with(|c: char| c.is_ascii_digit()) && how != Opening::Value;
    // What a syllabus lists is a topic, no answer.
    const TOPICS: &[&str] = &[
        "mechanism", "mechanisms", "classification", "overview", "management", "monitoring", "considerations",
        "principles", "basics", "introduction", "indications", "pharmacokinetics",
    ];
    let topic = TOPICS.contains(&first.as_str()) && object.split_whitespace().count() <= 5;
    // What stands in brackets is said beside it.
    let plain = &without_brackets(object);
    let words: Vec<String> = plain.split_whitespace().map(bare).collect();
    let told = words.iter().any(|word| matches!(word.as_str(), "i" | "we" | "my"));
    let reader = words.iter().take(if how == Opening::Noun { 2 } else { usize::MAX });
    let addressed = plain.split(", ").skip(1).any(|part| part.starts_with("you "));
    let reader = told || addressed || reader.into_iter().any(|word| matches!(word.as_str(), "you" | "your" | "you're"));
    // `Only one buyer in a market`, `not a contract at all` say what something is.
    let second = words.get(1).map_or("", String::as_str);
    let whole =
        matches!(first.as_str(), "only" | "not") && words.len() > 3 && matches!(second, "a" | "an" | "one" | "the");
    let placed = matches!(
        first.as_str(),
        "via" | "through" | "by" | "with" | "from" | "during" | "per" | "within" | "due" | "under"
    );
    topic
        || is_frequent(&words)
        || placed && how == Opening::Noun
        || reader
        || ASIDES.contains(&first.as_str()) && !whole
        || counted
        || plain.contains(['→', '⇒'])
        || ["->", "=>", "⟶", " = ", " vs. ", " vs "].iter().any(|sign| plain.contains(sign))
}

/// Returns the parts that a description tells of: `Includes the neck and the head`.
pub(super) fn parts_of(object: &str) -> Option<String> {
    let rest = ["includes ", "contains ", "consists of ", "comprises "].iter().find_map(|verb| {
        object.get(..verb.len()).filter(|start| start.eq_ignore_ascii_case(verb)).map(|_| verb.len())
    })?;
    object.get(rest..).filter(|rest| !rest.contains(" and includes ")).map(str::to_owned)
}

/// Returns how to ask for what a verb without an object tells, the verb, and the answer: `Occurs mainly
/// during sleep` is asked by `When does ... occur?`, `Refers to ...` by `What does ... refer to?`.
pub(super) fn happening(object: &str) -> Option<(&'static str, &'static str, String)> {
    let (verb, rest) = object.split_once(' ')?;
    let verb = verb.to_lowercase();
    if let Some(meant) = rest.strip_prefix("to ").filter(|_| verb == "refers") {
        return Some(("What", "refer to", meant.to_owned()));
    }
    let base = [("occurs", "occur"), ("happens", "happen"), ("arises", "arise")];
    let base = base.iter().find_map(|(third, base)| (verb == *third).then_some(*base))?;
    let mut words = rest.split_whitespace().map(bare).skip_while(|word| word.ends_with("ly"));
    let asks = match words.next()?.as_str() {
        "during" | "when" | "after" | "before" | "while" | "if" => "When",
        "in" | "at" | "on" | "within" | "between" => "Where",
        "due" | "because" => "Why",
        _ => return None,
    };
    Some((asks, base, rest.to_owned()))
}

/// Tells whether commas part no things: `short-term, immediate threats` are adjectives before one
/// noun, and `decreased bone mass, more fractures` tells how something is.
pub(super) fn is_one_thing(text: &str) -> bool {
    const CHANGED: &[&str] = &[
        "increased", "decreased", "reduced", "elevated", "lowered", "raised", "impaired", "improved", "altered",
        "enhanced",
    ];
    let parts: Vec<&str> = text.split(" (").next().unwrap_or(text).split(", ").collect();
    let first = parts.first().map_or("", |part| *part);
    let opens = bare(first.split_whitespace().next().unwrap_or(""));
    let compound =
        first.split_once('-').is_some_and(|(one, other)| one.len() > 1 && other.starts_with(char::is_lowercase));
    let adjectives = parts.len() == 2 && !first.contains(' ') && (is_adjective(&opens) || compound);
    let told =
        text.split_whitespace().map(bare).any(|word| matches!(word.as_str(), "which" | "that" | "who" | "whose"));
    // `Struggles over power, wealth or values` are struggles, whatever they are over.
    let joined = [" of ", " over ", " to ", " between ", " for ", " like "].iter().any(|word| first.contains(word));
    let short = parts.iter().skip(1).all(|part| part.split_whitespace().count() <= 3);
    let reach = joined && short && (text.contains(", and ") || text.contains(", or ") || text.contains(" and "));
    adjectives || reach || CHANGED.contains(&opens.as_str()) || told
}

/// Tells whether a description is two names and no more: `verapamil, diltiazem`.
pub(super) fn is_pair(text: &str) -> bool {
    text.split_once(", ").is_some_and(|(one, other)| [one, other].iter().all(|name| !name.contains([' ', ','])))
}

/// Tells whether a description is an enumeration of three or more things.
pub(super) fn listed(text: &str) -> bool {
    let text = without_brackets(text).replace(" ,", ",");
    let text = text.as_str();
    let commas = text.matches(", ").count();
    let article = ["a ", "an ", "the ", "A ", "An ", "The "].iter().any(|word| text.starts_with(word));
    commas >= 2 && !article && text.split(", ").all(|part| part.split_whitespace().count() <= 5)
}

/// Returns a deed without what else is said behind a comma: `hears complaints, must be elected`.
pub(super) fn first_deed(object: &str) -> String {
    const MODAL: &[&str] = &["must", "can", "cannot", "may", "should", "will", "needs", "is", "are", "has", "then"];
    let further = |at: &usize| {
        let next = object.get(at + 2..).and_then(|rest| rest.split_whitespace().next()).unwrap_or("");
        MODAL.contains(&next)
    };
    let cut = object.match_indices(", ").map(|(at, _)| at).find(further);
    cut.map_or(object, |at| &object[..at]).to_owned()
}

/// Tells whether a description only says how much its thing counts: `crucial in a storm`.
pub(super) fn praises(object: &str) -> bool {
    const PRAISE: &[&str] = &["critical", "crucial", "essential", "important", "key", "necessary", "vital", "integral"];
    PRAISE.contains(&bare(object.split_whitespace().next().unwrap_or("")).as_str())
}

/// Tells whether an adverb stands first: `partly due to rust`.
pub(super) fn is_manner(text: &str) -> bool {
    bare(text.split_whitespace().next().unwrap_or("")).ends_with("ly")
}

/// Tells whether a description says where something is: `along the sides of a valley`.
pub(super) fn is_place(object: &str) -> bool {
    let words: Vec<String> = object.split_whitespace().take(2).map(bare).collect();
    let [preposition, next] = words.as_slice() else { return false };
    PLACES.contains(&preposition.as_str()) && matches!(next.as_str(), "the" | "a" | "an" | "two" | "its" | "each")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_ends_before_what_else_is_said() {
        assert_eq!(first_deed("hears complaints, must be elected"), "hears complaints");
        assert_eq!(first_deed("mends, cleans and stores nets"), "mends, cleans and stores nets");
    }

    #[test]
    fn what_is_said_beside_a_description_does_not_spoil_it() {
        for whole in [
            "volume pumped in a minute (CO = HR × SV)",
            "strain between roles (son vs. clerk)",
            "only one buyer in a market",
        ] {
            assert!(!says_little(whole, Opening::Noun), "{whole}");
        }
        for aside in [
            "common in infants and the old", "a common reason for visits", "only in summer", "CO = HR × SV",
            "we saw this before", "sea → land",
        ] {
            assert!(says_little(aside, Opening::Noun), "{aside}");
        }
    }

    #[test]
    fn what_is_listed_or_claimed_is_no_name_of_one_thing() {
        assert!(!is_name_phrase("stool softeners, warm baths at night"));
        assert!(!is_name_phrase("an adult of sound mind may make a will"));
        assert!(is_name_phrase("the body that must approve a plan"));
        assert!(!is_name_phrase("one diode, rectifies half of a cycle"));
        assert!(!is_name_phrase("common in infants and the old"));
        assert!(!listed("actions allowed (get, list, watch, delete)"));
    }

    #[test]
    fn adjectives_before_one_noun_are_no_list() {
        assert!(is_one_thing("Short-term, immediate threats"));
        assert!(is_one_thing("Increased load, more cracks"));
        assert!(is_one_thing("Struggles over power, wealth, or values"));
        assert!(is_one_thing("places which have hot, dry summers"));
        assert!(!is_one_thing("oak, ash, elm"));
        assert!(!is_one_thing("Renal, biliary, pulmonary routes"));
    }

    #[test]
    fn two_names_are_what_a_class_includes() {
        assert!(is_pair("verapamil, diltiazem"));
        assert!(!is_pair("fresh, clean water") && !is_pair("verapamil"));
    }
}
