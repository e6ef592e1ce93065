//! How a description opens, and whether it is a sentence of its own.

use super::bare;
use super::verbs::{base_of_past, base_of_third, is_base_verb, is_noun_too, is_particle, particle_of};

/// How a description begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// A verb in its base form: `define standards`.
    BaseVerb,
    /// A verb in the third person: `filters blood`.
    ThirdVerb,
    /// A participle or adjective with what belongs to it: `open to anyone`, `used for joints`.
    Adjective,
    /// Who does something: `who files the suit`.
    Clause,
    /// A verb in the past: `abolished the monarchy`.
    PastVerb,
    /// `to` and a verb: `to reduce cost`.
    Infinitive,
    /// A quantity, date or range: `60–100 bpm`.
    Value,
    /// A name of a thing, or anything else.
    Noun,
}

/// Adjectives and participles that open a description and need something after them.
const ADJECTIVES: &[&str] = &[
    "open", "responsible", "able", "capable", "based", "made", "used", "located", "found", "known", "related",
    "similar", "equal", "available", "independent", "dependent", "subject", "limited", "designed", "intended",
    "optimized", "built", "written", "required", "needed", "suitable", "useful", "ideal", "prone", "resistant", "rich",
    "high", "low", "compatible", "caused", "characterized", "characterised", "associated", "bound", "composed",
    "involved", "named", "produced", "stored", "released", "secreted", "triggered", "defined", "formed", "managed",
    "controlled",
];

/// Tells how a description opens, from its first words alone.
pub(crate) fn opening(text: &str) -> Opening {
    let words: Vec<String> = text.split_whitespace().take(4).map(bare).collect();
    let Some(first) = words.first() else { return Opening::Noun };
    let second = words.get(1).map_or("", String::as_str);
    if let Some(known) = plain_sign(text, first, second) {
        return known;
    }
    if let Some(voice) = series(text) {
        return voice;
    }
    if let Some(rest) = without_adverb(text)
        && let voice @ (Opening::BaseVerb | Opening::ThirdVerb) = opening(rest)
        && !rest.split_whitespace().next().is_some_and(|verb| ADJECTIVE_TOO.contains(&bare(verb).as_str()))
    {
        return voice;
    }
    if text.split_whitespace().next().is_some_and(|word| word.ends_with([',', ':', ';', '.'])) {
        return Opening::Noun;
    }
    if text.split_whitespace().next().is_some_and(is_abbreviation) {
        return Opening::Noun;
    }
    let joined = matches!(second, "and" | "or");
    let third = words.get(2).map_or("", String::as_str);
    if is_base_verb(first) && joined && is_base_verb(third) && !(is_noun_too(third) || is_noun_too(first)) {
        return Opening::BaseVerb;
    }
    if is_base_verb(first) && takes_object(first, second, is_noun_too(first)) {
        return Opening::BaseVerb;
    }
    // `Controls which resources ...`
    let chosen = second == "which" && third.ends_with('s') && text.starts_with(char::is_uppercase);
    if chosen && base_of_third(first).is_some() {
        return Opening::ThirdVerb;
    }
    let joined = joined && base_of_third(third).is_some();
    if let Some(base) = base_of_third(first)
        && !COMPOUNDING.contains(&first.as_str())
        && (joined || takes_object(&base, second, false))
        && (joined || !is_noun_too(&base) || particle_of(&base, second) || verb_follows(second, third))
        && (!is_noun_too(&base) || !is_span(second))
        && (joined || !matches!(second, "is" | "are" | "and" | "or" | "per" | "vs"))
    {
        return Opening::ThirdVerb;
    }
    if base_of_past(first).is_some()
        && !ADJECTIVES.contains(&first.as_str())
        && (is_determiner(second) || !first.ends_with("ed") && !second.is_empty() && !is_particle(second))
    {
        return Opening::PastVerb;
    }
    let participle = ADJECTIVES.contains(&first.as_str())
        || first.ends_with("ed")
        || matches!(first.as_str(), "held" | "kept" | "given" | "led" | "driven" | "run");
    if participle && is_particle(second) {
        return Opening::Adjective;
    }
    Opening::Noun
}

/// `1-4`, behind what is as often a noun: `Stages 1-4`.
fn is_span(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(['-', '–'])
}

/// Verbs that behind an adverb are adjectives: `potentially lower prices`.
const ADJECTIVE_TOO: &[&str] = &[
    "lower", "slow", "cool", "warm", "dry", "empty", "clean", "clear", "open", "complete", "separate", "free",
    "direct", "perfect", "narrow", "smooth", "secure", "live", "close", "double", "mature", "correct", "better",
    "equal",
];

/// Recognises verbs beside each other: `develops, tests and ships tools`, `detects/blocks worms`.
fn series(text: &str) -> Option<Opening> {
    let (first, rest) = text.split_once(' ')?;
    let (one, other) = match first.split_once('/') {
        Some(pair) => pair,
        None => (first.strip_suffix(',')?, rest.split_whitespace().next()?),
    };
    let (one, other) = (bare(one), bare(other));
    let third = [&one, &other].map(|word| base_of_third(word));
    if let [Some(one), Some(other)] = &third {
        return (!is_noun_too(one) || !is_noun_too(other)).then_some(Opening::ThirdVerb);
    }
    let base = [&one, &other].iter().all(|word| is_base_verb(word) && !is_noun_too(word));
    base.then_some(Opening::BaseVerb)
}

/// Returns what follows an adverb of manner at the start of a phrase: `rapidly conducts impulses`.
pub(crate) fn without_adverb(text: &str) -> Option<&str> {
    const NOUNS: &[&str] = &[
        "family", "assembly", "anomaly", "monopoly", "italy", "july", "early", "daily", "weekly", "monthly", "yearly",
        "only", "ally", "lily", "belly", "jelly", "bodily", "friendly", "costly", "deadly", "elderly", "orderly",
        "likely", "unlikely", "lonely", "lively", "timely", "scholarly", "quarterly", "hourly", "oily", "homely",
        "cowardly", "worldly", "earthly", "kingly", "motherly",
    ];
    let (first, rest) = text.split_once(' ')?;
    let word = first.to_lowercase();
    (word.len() > 4 && word.ends_with("ly") && !NOUNS.contains(&word.as_str()) && !is_base_verb(&word)).then_some(rest)
}

/// Tells whether a word is written as abbreviations are (`TAG`, `TAGs`), so that it is no verb.
fn is_abbreviation(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    letters.len() <= 6
        && capitals >= 2
        && capitals + 1 >= letters.len()
        && letters.first().is_some_and(|c| c.is_uppercase())
}

/// Past forms that are no participles.
pub(super) const PAST_ONLY: &[&str] = &[
    "became", "began", "broke", "came", "chose", "drew", "drove", "fell", "gave", "grew", "knew", "ran", "rose", "saw",
    "spoke", "took", "threw", "went", "wrote", "withdrew", "overthrew", "arose", "forgave", "underwent", "undertook",
];

/// Plurals that stand before another noun: `arms race`.
pub(super) const COMPOUNDING: &[&str] = &[
    "arms", "sales", "sports", "systems", "operations", "customs", "savings", "goods", "communications", "rights",
    "gas", "news", "works", "means", "odds", "series", "species", "drugs", "numbers", "glasses", "settings", "details",
    "media", "accounts", "parts", "materials", "fields", "windows", "graphics", "analytics", "waters",
];

/// Tells whether what follows a word in -s shows that it is a verb: a noun in the plural is
/// followed by a preposition, a participle or nothing, never by another noun.
fn verb_follows(second: &str, third: &str) -> bool {
    let number = third.starts_with(|c: char| c.is_ascii_digit());
    if second == "about" || second == "over" || second == "up" {
        return number || third == "to";
    }
    let participle =
        second.ends_with("ing") || second.ends_with("ed") || base_of_past(second).is_some() && second != "set";
    let joins = matches!(
        second,
        "that"
            | "which"
            | "who"
            | "when"
            | "where"
            | "than"
            | "but"
            | "not"
            | "can"
            | "may"
            | "must"
            | "within"
            | "among"
            | "under"
            | "without"
            | "during"
            | "via"
            | "like"
            | "made"
            | "using"
            | "are"
            | "found"
    );
    !(is_particle(second) || participle || joins)
}

/// Tells how a description opens where its siblings open as `voice`: `show changed files` among
/// commands is a verb phrase, though `show` is a noun as well.
pub(crate) fn opening_among(text: &str, voice: Option<Opening>) -> Opening {
    let alone = opening(text);
    match (alone, voice) {
        (Opening::Noun, Some(voice)) if may_open(text, voice) => voice,
        _ => alone,
    }
}

/// Tells whether the first word is as often a noun, so that its siblings decide.
pub(crate) fn opens_doubtfully(text: &str) -> bool {
    let first = text.split_whitespace().next().map(bare).unwrap_or_default();
    is_noun_too(&first) || base_of_third(&first).is_some_and(|base| is_noun_too(&base))
}

/// Tells whether the first word may be a verb of the given form, an object after it.
pub(crate) fn may_open(text: &str, voice: Opening) -> bool {
    let mut words = text.split_whitespace();
    let Some(written) = words.next().filter(|word| !word.ends_with([',', ':', ';', '.']) && !is_abbreviation(word))
    else {
        return false;
    };
    let (first, second) = (bare(written), words.next().map(bare).unwrap_or_default());
    // `condition in which ...` is a noun with its clause.
    if words.next() == Some("which") {
        return false;
    }
    if second.is_empty() || matches!(second.as_str(), "of" | "is" | "are" | "and" | "or" | "vs") {
        return false;
    }
    match voice {
        Opening::BaseVerb => is_base_verb(&first),
        Opening::ThirdVerb => base_of_third(&first).is_some(),
        Opening::PastVerb => base_of_past(&first).is_some() && !is_particle(&second),
        _ => false,
    }
}

/// Recognises the openings that need no verb: clauses, infinitives, values.
fn plain_sign(text: &str, first: &str, second: &str) -> Option<Opening> {
    match first {
        "who" | "that" | "which" | "where" | "when" | "how" | "whether" | "what" | "why" | "if" => {
            Some(Opening::Clause)
        }
        "to" if is_base_verb(second) => Some(Opening::Infinitive),
        _ if is_value(text) => Some(Opening::Value),
        _ => None,
    }
}

/// Tells whether a text is a quantity, a date or a range: a number with at most its unit.
pub(crate) fn is_value(text: &str) -> bool {
    if text.split_whitespace().nth(MOST_VALUE_WORDS).is_some() {
        return false;
    }
    let start = text.trim_start_matches(['<', '>', '≤', '≥', '≈', '~', '$', '€', '£', '+', '-', '−', '±', ' ']);
    let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ];
    let words: Vec<String> = text.split_whitespace().map(bare).collect();
    let lead = words.first().map_or("", String::as_str);
    let hedged =
        matches!(lead, "about" | "approx" | "around" | "max" | "min" | "up" | "over" | "under" | "circa" | "ca")
            && words.iter().take(3).any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let dated = months.contains(&lead) && words.iter().any(|word| word.chars().all(|c| c.is_ascii_digit()));
    let number = start.starts_with(|c: char| c.is_ascii_digit()) && !start.contains(':');
    (number || hedged || dated) && ![", ", " – ", " — ", " - "].iter().any(|sign| text.contains(sign))
}

/// Words a quantity, date or range has, at most.
const MOST_VALUE_WORDS: usize = 5;

pub(super) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "its"
            | "their"
            | "his"
            | "her"
            | "all"
            | "any"
            | "each"
            | "that"
            | "women"
            | "men"
            | "people"
            | "many"
            | "most"
            | "several"
            | "over"
            | "two"
            | "three"
            | "four"
    )
}

/// Returns the text without its brackets and what stands in them.
pub(crate) fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells whether `next` can follow `base` used as a verb; `strict` asks for a sign of an object.
pub(super) fn takes_object(base: &str, next: &str, strict: bool) -> bool {
    if particle_of(base, next) {
        return true;
    }
    match next {
        "" | "of" | "for" | "and" | "or" | "is" | "are" | "was" | "were" if strict => false,
        "" | "of" => false,
        _ if !strict => true,
        "a" | "an" | "the" | "its" | "their" | "all" | "any" | "each" | "one" | "two" | "new" | "other" | "how"
        | "whether" | "what" | "it" | "them" | "more" | "most" | "many" => true,
        _ => next.ends_with('s') && !next.ends_with("ss") || base != next && uncountable(next),
    }
}

/// Nouns of notes that stand as objects without article or plural.
pub(super) fn uncountable(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "access", "air", "bile", "blood", "code", "content", "data", "energy", "evidence", "feedback", "food", "force",
        "heat", "information", "input", "insulin", "knowledge", "light", "mass", "memory", "metadata", "money",
        "network", "output", "oxygen", "power", "pressure", "protein", "software", "storage", "support", "time",
        "traffic", "water", "weight", "work", "state", "society", "nutrient", "glucose", "urine", "sound",
    ];
    WORDS.contains(&word)
}
