//! Labels that name an attribute of the heading above, and values that the heading names.

use crate::model::Kind;
use crate::notes::{Block, Inline};

use super::english::{Opening, bare, is_clause, is_plural, is_value, opening, singular};
use super::section::{Terms, is_generic, names_a_thing};
use super::sentence::{plain_heading, topic};
use super::term::{Cut, fact};
use super::text::normal;
use super::{Fact, Relation};

/// Labels that name an attribute of the heading above, not a term.
const ATTRIBUTES: &[&str] = &[
    "class", "parties", "signatories", "type", "defined by", "function", "location", "symptoms", "treatment", "cause",
    "causes", "date", "year", "author", "capital", "population", "purpose", "goal", "founded", "formula", "unit",
    "use", "uses", "origin", "mechanism", "indication", "indications", "side effects", "dose", "dosage", "structure",
    "role", "inventor", "discovered", "discovered by", "founder", "language", "currency", "leader", "result",
    "outcome", "habitat", "diet", "port", "default", "range", "mode of action", "contraindications", "holding", "rule",
    "issue", "court", "ruling", "synonym", "synonyms", "antonym", "syntax", "complexity", "time complexity",
    "space complexity", "scope", "duration", "symbol", "property", "properties", "examples", "facts", "judge",
    "reasoning", "signed", "reparations", "area", "height", "weight", "length", "mass", "density", "melting point",
    "boiling point", "half-life", "onset", "risk factors", "complications", "diagnosis", "prognosis", "incidence",
    "prevalence", "etiology", "pathophysiology", "epidemiology", "presentation", "signs", "key enzyme", "input",
    "inputs", "output", "outputs", "products", "reactants", "site", "period", "reign", "born", "died", "nationality",
    "occupation", "known for", "era", "genre", "composer", "director", "publisher", "paradigm", "typing", "developer",
    "initial release", "extension", "family", "genus", "phylum", "kingdom", "lifespan", "size", "color", "colour",
    "taste", "use case", "use cases", "advantages", "disadvantages", "pros", "cons", "strengths", "weaknesses",
    "best for", "meaning", "definition", "description", "pronunciation", "plural", "gender", "opposite", "alias",
    "motto", "anthem", "religion", "government", "elevation", "depth", "speed", "voltage", "theme", "themes",
    "setting", "protagonist", "antagonist", "narrator", "significance", "impact", "effect", "effects", "consequences",
    "key figures", "started", "ended", "began", "start", "end", "signed by", "led by", "headquarters", "headquartered",
    "members", "founders", "established", "abolished", "metabolism", "excretion", "absorption", "route", "monitoring",
    "antidote", "toxicity", "interactions", "time", "space", "room", "equipment", "transport", "staff", "staffing",
    "ppe", "focus", "leadership", "natural history", "benefit", "benefits", "drawback", "drawbacks", "limitation",
    "limitations",
];

/// Returns the fact of a term by what its description is: what an abbreviation stands for, a
/// value under a heading that names values, or else what the term is.
pub(super) fn told(
    block: &Block,
    lines: (u32, u32),
    cut: &Cut,
    group: u32,
    lead: Option<&Inline>,
    owner: Option<&str>,
) -> Fact {
    let plain = fact(block, lines, cut, group, lead, owner);
    // `**Term:** Significance: ...` names the aspect itself.
    if let Some((label, object)) = cut.description.split_once(": ").filter(|(label, _)| names_attribute(label)) {
        let relation = Relation::Attribute { name: label.to_lowercase() };
        return Fact { relation, object: super::clause::first(object).to_owned(), ..plain };
    }
    let expansion = cut.description.split(" (").next().unwrap_or(&cut.description);
    if super::acronym::is_expansion(&cut.term, expansion) {
        return Fact { kind: Kind::Acronym, relation: Relation::StandsFor, ..plain };
    }
    if cut.code && plain.object.contains(' ') {
        return Fact { relation: Relation::Attribute { name: "command".into() }, ..plain };
    }
    if cut.mapped && is_formula(&cut.description) || is_equation(&cut.description) && !is_clause(&cut.term) {
        return Fact { relation: Relation::Attribute { name: "formula".into() }, ..plain };
    }
    let quantity = is_value(&cut.description);
    let noun = lead
        .map(|text| text.text.trim_end_matches(':').trim().to_owned())
        .into_iter()
        .chain(block.headings.last().map(|heading| plain_heading(heading)))
        .find(|name| values_of(name, quantity));
    // Under `Drugs for the brain` a singular label is what its drugs are for.
    let served = block.headings.last().and_then(|heading| serves(&plain_heading(heading)));
    let names =
        cut.description.contains(", ") && cut.description.split(", ").all(|part| part.split_whitespace().count() <= 3);
    if let Some(things) = served.filter(|_| owner.is_none() && names && !is_plural(&cut.term)) {
        return Fact { relation: Relation::Attribute { name: things }, ..plain };
    }
    match noun {
        Some(noun) if owner.is_none() && (quantity || cut.mapped && short(&cut.description)) => {
            Fact { relation: Relation::Attribute { name: singular(&noun) }, ..plain }
        }
        // A name mapped to a word or two, or to another name: what joins them only the heading can say.
        None if cut.mapped
            && short(&cut.description)
            && owner.is_none()
            && (is_name(&cut.term) || are_names(&cut.term, &cut.description))
            && opening(&cut.description) == Opening::Noun =>
        {
            Fact { relation: Relation::Attribute { name: String::new() }, ..plain }
        }
        _ => plain,
    }
}

/// Things that are for something.
const SERVING: &[&str] = &[
    "drugs", "medications", "medicines", "treatments", "remedies", "antidotes", "tests", "tools", "commands",
    "shortcuts",
];

/// Returns what a heading says to be for something: `drugs` of `Drugs for the heart`.
fn serves(heading: &str) -> Option<String> {
    let (things, _) = heading.split_once(" for ")?;
    let things = things.to_lowercase();
    SERVING.contains(&things.as_str()).then_some(things)
}

fn is_name(term: &str) -> bool {
    let first = term.split_whitespace().next().unwrap_or("");
    first.starts_with(char::is_uppercase) && first.chars().skip(1).all(char::is_lowercase) && first.is_ascii()
}

/// Tells whether a name of several words stands on either side: `TAG Runtime → TAG Workloads`.
fn are_names(term: &str, description: &str) -> bool {
    [term, description]
        .iter()
        .all(|side| side.contains(' ') && side.split_whitespace().all(|word| word.starts_with(char::is_uppercase)))
}

/// Tells whether a text calculates something.
fn is_formula(text: &str) -> bool {
    // `a push system / a store` names two things.
    let prose = text.split(" / ").filter(|part| part.split_whitespace().count() >= 2).count() >= 2;
    let operators = [" + ", " − ", " - ", " × ", " / ", " ÷ ", " * ", " x ", " · ", "²", "³", "^", "½"];
    !prose
        && operators.iter().any(|sign| text.contains(sign))
        && text.split_whitespace().count() <= 16
        && !text.contains(',')
}

/// Tells whether a text is an equation and nothing else: `F = m a`.
fn is_equation(text: &str) -> bool {
    let Some((left, right)) = text.split_once(" = ") else { return false };
    let short = |side: &str, longest: usize| (1..=longest).contains(&side.split_whitespace().count());
    let word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let prose = |side: &str| side.split_whitespace().filter(|part| word(part)).count() > 2;
    let worked = right.chars().all(|c| !c.is_alphabetic());
    short(left, 3)
        && short(right, 9)
        && !prose(left)
        && !prose(right)
        && !worked
        && !text.contains([',', ';', '"', '`', '?', '→'])
}

fn short(description: &str) -> bool {
    description.split_whitespace().count() <= 4
}

/// Tells whether a heading or lead-in names what its items give: `Antidotes`, `Minimum age`.
fn values_of(name: &str, quantity: bool) -> bool {
    let words = name.split_whitespace().count();
    let words_of = [
        "vocabulary", "friends", "greetings", "phrases", "words", "verbs", "nouns", "adjectives", "adverbs",
        "expressions", "idioms", "numbers", "colors", "colours", "terms", "days", "months", "abbreviations",
        "acronyms", "concepts", "definitions", "people", "keys", "shortcuts", "laws", "rules", "equations", "formulas",
        "notes", "facts",
    ];
    if name.split_whitespace().last().is_some_and(|word| words_of.contains(&word.to_lowercase().as_str())) {
        return false;
    }
    let each = name.split_whitespace().next().is_some_and(|word| matches!(bare(word).as_str(), "each" | "every"));
    let plain = !each && !name.contains([',', ':', '?', '&', '/']) && !name.contains(" and ") && !name.contains(" of ");
    (1..=3).contains(&words)
        && plain
        && !is_generic(name)
        && (!quantity && is_plural(name) || quantity && measured(&singular(name)))
}

/// Tells whether a singular noun names a quantity.
fn measured(name: &str) -> bool {
    const QUANTITIES: &[&str] = &[
        "age", "size", "length", "height", "weight", "speed", "temperature", "pressure", "range", "rate", "dose",
        "port", "price", "cost", "population", "distance", "duration", "limit", "number", "score", "density", "mass",
        "year", "date", "time", "frequency", "voltage", "capacity", "half-life", "lifespan", "percentage", "count",
        "value",
    ];
    let last = name.split_whitespace().last().map(str::to_lowercase).unwrap_or_default();
    QUANTITIES.contains(&last.as_str())
}

/// Returns the nearest heading that names what labels are attributes of: not one that only says
/// what the labels say (`Causes` over `Immediate cause`).
pub(super) fn entity(block: &Block, labels: &[&str]) -> Option<String> {
    let says = |heading: &str| {
        let head = normal(&singular(heading.split([' ', ':']).next().unwrap_or(heading)));
        labels.iter().any(|label| normal(label).split_whitespace().any(|word| word == head))
    };
    const LISTS_OF_TERMS: &[&str] = &[
        "key terms", "terms", "definitions", "glossary", "vocabulary", "terminology", "key concepts", "concepts",
        "formulas", "key definitions", "important terms", "quantities", "basic terms", "basics",
    ];
    if block.headings.last().is_some_and(|heading| LISTS_OF_TERMS.contains(&normal(&plain_heading(heading)).as_str())) {
        return None;
    }
    block
        .headings
        .iter()
        .rev()
        .map(|heading| topic(heading))
        .map(|heading| heading.strip_prefix("Example: ").map_or(heading.clone(), str::to_owned))
        .find(|heading| !is_generic(heading) && !says(heading) && !regards(heading) && !is_part(heading))
        .filter(|heading| names_a_thing(heading))
}

/// `Ch. 2 Phonetics`, `Week 3`: a part of the notes, and no thing.
fn is_part(heading: &str) -> bool {
    const PARTS: &[&str] =
        &["ch", "chapter", "week", "lecture", "unit", "lesson", "part", "module", "section", "day", "lab"];
    let mut words = heading.split_whitespace().map(super::english::bare);
    words.next().is_some_and(|first| PARTS.contains(&first.as_str()))
        && words.next().is_some_and(|second| second.starts_with(|c: char| c.is_ascii_digit()))
}

/// Tells whether a heading says in which regard things are told: `Clinical relevance`.
fn regards(heading: &str) -> bool {
    let last = normal(heading).rsplit(' ').next().unwrap_or_default().to_owned();
    matches!(last.as_str(), "relevance" | "considerations" | "implications" | "correlations" | "perspective")
}

/// Tells whether the label of an item names an attribute of the heading above it.
pub(super) fn is_attribute(label: &str, terms: &Terms) -> bool {
    names_attribute(label) || terms.is_repeated_label(label)
}

/// Tells whether a label only says which aspect follows, where nothing above says of what.
pub(crate) fn hangs(label: &str) -> bool {
    const ASPECTS: &[&str] = &[
        "facts", "issue", "holding", "judge", "rule", "court", "ruling", "reasoning", "causes", "cause", "symptoms",
        "treatment", "signs", "diagnosis", "examples", "example", "purpose", "use", "uses", "advantages",
        "disadvantages", "result", "outcome", "date", "author", "location", "function", "role", "definition",
        "meaning", "effects", "impact", "significance", "year", "side effects", "dose", "dosage", "indications",
        "contraindications", "mechanism", "default", "type", "leader", "formula", "started", "ended", "ended with",
        "began", "founded", "founder", "slogan", "motto", "also", "aka", "exception", "exceptions", "general rule",
        "management", "choice", "common features", "common disorders", "key features", "observation", "observations",
    ];
    let name = normal(label);
    ASPECTS.contains(&name.as_str()) || ["also called", "also known"].iter().any(|start| name.starts_with(start))
}

/// Tells whether a label is the name of an attribute, as it stands or with an adjective of degree.
pub(super) fn names_attribute(label: &str) -> bool {
    const DEGREES: &[&str] = &[
        "key", "main", "immediate", "major", "common", "first-line", "typical", "primary", "secondary", "max",
        "maximum", "minimum", "min", "average", "normal", "initial", "final", "official", "total", "chief",
        "long-term", "short-term",
    ];
    let name = normal(label);
    let noun =
        name.split_once(' ').filter(|(degree, _)| DEGREES.contains(degree)).map_or(name.as_str(), |(_, noun)| noun);
    ATTRIBUTES.contains(&noun) || name.starts_with("key ") && noun != name
}

/// Tells whether a label among attributes is one too: by its name, or by a value.
pub(super) fn belongs(cut: &Cut) -> bool {
    names_attribute(&cut.term) || is_value(&cut.description)
}

/// Returns the fact that a heading has an attribute.
pub(super) fn attribute(block: &Block, lines: (u32, u32), heading: &str, cut: &Cut, group: u32) -> Fact {
    Fact {
        kind: Kind::Term,
        subject: heading.to_owned(),
        relation: Relation::Attribute { name: cut.term.clone() },
        object: cut.description.clone(),
        ..fact(block, lines, cut, group, None, None)
    }
}
