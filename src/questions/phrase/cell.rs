//! The wording of table cells: what a header asks for, and of what.

use crate::facts::english::{Opening, article, bare, base_of_third, is_clause, is_noun_too, is_plural, is_quality};
use crate::facts::{Fact, normal, upper_first};
use crate::model::Direction;

use super::kind::{PEOPLE, class_of, kind_of_list};
use super::reverse::reverse;
use super::row::{apposed, named};
use super::sentence::is_date;
use super::{Names, Wording, answer_of, be_for, do_for, small, worded};
use crate::questions::names::LANGUAGES;

/// Headers that only say that a description follows.
pub(super) const GENERIC: &[&str] = &[
    "description", "descriptions", "definition", "explanation", "details", "what it is", "what is it", "what it does",
    "meaning", "notes", "note", "summary", "comment", "info", "information", "overview", "about", "remarks", "remark",
    "content", "translation", "what they do", "what it means", "value", "in plain words",
];

/// Nouns that take `for`: the port for SSH, the symbol for gold.
const FOR: &[&str] = &[
    "port", "command", "syntax", "shortcut", "symbol", "code", "term", "word", "abbreviation", "sign", "default",
    "rule", "formula", "test", "treatment", "reason", "requirement", "limit", "threshold", "tool", "key", "flag",
    "example", "evidence", "cure", "use", "antidote", "value", "age", "ending", "form", "conjugation", "translation",
    "remedy", "room", "equipment", "transport", "staff", "ppe", "drug", "medication", "score", "password",
    "alternative", "equivalent", "synonym", "antonym",
];

/// Headers that ask when.
pub(super) const WHEN: &[&str] = &[
    "founded", "born", "built", "released", "discovered", "invented", "published", "introduced", "established",
    "signed", "created", "opened", "completed", "adopted", "abolished",
];

/// What a header is asked of.
pub(super) struct Slot<'a> {
    /// The subject as it stands inside a sentence.
    pub(super) subject: &'a str,
    /// What kind of thing it is, a singular noun; empty where unknown.
    pub(super) class: &'a str,
    /// The answer.
    pub(super) answer: &'a str,
    /// How the answer opens, its column considered.
    pub(super) how: Opening,
}

/// Returns the questions of a table row.
pub(super) fn cell(fact: &Fact, key: &str, column: &str, names: &Names) -> Vec<Wording> {
    // In a table of forms the language beside them translates the form, not the person.
    if matches!(normal(key).as_str(), "pronoun" | "pronouns" | "person" | "subject pronoun" | "subject")
        && LANGUAGES.contains(&normal(column).as_str())
        && !names.is_first_column(fact.group)
    {
        return Vec::new();
    }
    let numbered = matches!(normal(key).as_str(), "#" | "no" | "nr" | "number" | "№");
    let class = if numbered { kind_of_list(&fact.headings, names) } else { class_of(key, &fact.headings, names) };
    let answer = answer_of(fact);
    if let Some(example) = &fact.example {
        return vec![worded(Direction::Forward, format!("In {example}, what does {} mean?", fact.subject), answer)];
    }
    if is_event(column) && is_date_header(key) {
        return event(fact, &answer);
    }
    // Small headers under a capital first one are items themselves: a grid, not attributes.
    if column.starts_with(char::is_lowercase) && key.starts_with(char::is_uppercase) {
        return grid(fact, column, answer, names);
    }
    let slot = Slot {
        subject: &names.inner(&fact.subject),
        class: class.as_deref().unwrap_or(""),
        answer: &answer,
        how: names.how(&answer, fact.group),
    };
    // A note beside another column is a remark and not what the row is.
    let remark = matches!(normal(column).as_str(), "note" | "notes" | "remark" | "remarks" | "comment" | "comments")
        && !names.is_first_column(fact.group);
    let prompt = if remark { String::new() } else { ask(column, &slot, names) };
    let mut wordings = if prompt.is_empty() { Vec::new() } else { vec![worded(Direction::Forward, prompt, &*answer)] };
    wordings.extend(class.as_deref().and_then(|class| reverse(fact, class, column, &slot, names)));
    wordings
}

/// Tells whether a header, in normal form, is no word of its question but the form of it.
pub(super) fn says_itself(header: &str) -> bool {
    GENERIC.contains(&header)
        || LANGUAGES.contains(&header)
        || is_event(header)
        || is_date_header(header)
        || matches!(
            header,
            "" | "stands for"
                | "full name"
                | "expansion"
                | "full form"
                | "born-died"
                | "lived"
                | "life"
                | "lifespan"
                | "life dates"
                | "use"
                | "uses"
                | "usage"
                | "used for"
        )
}

fn is_event(header: &str) -> bool {
    matches!(normal(header).as_str(), "event" | "events" | "what happened" | "happening" | "milestone" | "key event")
}

pub(super) fn is_date_header(header: &str) -> bool {
    matches!(normal(header).as_str(), "date" | "dates" | "year" | "years" | "when" | "day" | "time")
}

/// A date and what happened then.
fn event(fact: &Fact, answer: &str) -> Vec<Wording> {
    let date = fact.subject.trim();
    let digits = date.chars().filter(char::is_ascii_digit).count();
    let day = date.split_whitespace().count() >= 3 && digits > 4;
    let prompt = format!("What happened {} {date}?", if day { "on" } else { "in" });
    let asked = if day { "date" } else { "year" };
    let back = format!("What is the {asked} of this event: {answer}?");
    vec![worded(Direction::Forward, prompt, answer), worded(Direction::Reverse, back, date)]
}

/// A cell of a grid whose rows and columns are items both: asked by the heading's noun.
fn grid(fact: &Fact, column: &str, answer: String, names: &Names) -> Vec<Wording> {
    let Some(heading) = fact.headings.last().map(|heading| crate::facts::plain_heading(heading)) else {
        return Vec::new();
    };
    let noun = names.noun(&heading);
    let fine = noun.split_whitespace().count() <= 3 && !is_plural(&noun) && !noun.ends_with('?');
    let prompt = format!("What is the {noun} of {} for {column}?", names.inner(&fact.subject));
    if fine { vec![worded(Direction::Forward, prompt, answer)] } else { Vec::new() }
}

/// Asks for what stands under a header, of a subject of a class; nothing if no wording fits.
pub(super) fn ask(header: &str, slot: &Slot<'_>, names: &Names) -> String {
    let subject = slot.subject;
    let name = normal(header);
    if name.chars().filter(|c| c.is_alphabetic()).count() < 2 || name.starts_with("think ") || name.ends_with(" it as")
    {
        return String::new();
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let (first, last) = (words.first().copied().unwrap_or(""), words.last().copied().unwrap_or(""));
    if GENERIC.contains(&name.as_str()) {
        return generic(&name, slot);
    }
    if LANGUAGES.contains(&name.as_str()) {
        return format!("What is {subject} in {header}?");
    }
    if name == "stands for" || name == "full name" || name == "expansion" || name == "full form" {
        return format!("What does {subject} stand for?");
    }
    if let Some(prompt) = dated(&name, slot) {
        return prompt;
    }
    if matches!(first, "who" | "what" | "when" | "where" | "why" | "how" | "which") {
        return asked(header, slot, &words);
    }
    if ["also called", "also known as", "aka", "other names", "other name"].contains(&name.as_str()) {
        return format!("What {} {subject} also called?", be_for(subject));
    }
    if matches!(name.as_str(), "use" | "uses" | "usage" | "used for") {
        return format!("What {} {subject} used for?", be_for(subject));
    }
    if let Some(rest) =
        ["ended", "began", "started", "resulted", "led"].iter().find(|verb| first == **verb).and(words.get(1))
    {
        let base = match first {
            "began" => "begin",
            "led" => "lead",
            _ => first.trim_end_matches("ed"),
        };
        return format!("What did {subject} {base} {rest}?");
    }
    let participle =
        first.ends_with("ed") || matches!(first, "found" | "made" | "known" | "written" | "good" | "best" | "built");
    if participle && words.len() <= 3 && ENDS_VERB.contains(&last) {
        return match name.as_str() {
            "found in" | "located in" | "found at" => {
                format!("Where {} {} found?", be_for(subject), named(subject, slot.class, true))
            }
            "defined by" | "discovered by" | "founded by" | "invented by" | "developed by" | "created by"
            | "written by" => {
                format!("By whom or what {} {subject} {first}?", be_for(subject))
            }
            _ => format!("What {} {subject} {name}?", be_for(subject)),
        };
    }
    if let [thing, participle @ ("needed" | "required" | "used" | "involved")] = words.as_slice()
        && is_plural(thing)
    {
        return format!("Which {thing} are {participle} for {subject}?");
    }
    if let Some(base) = verb_header(&words).filter(|_| words.len() == 1 && is_frequency(slot.answer)) {
        return format!("How often {} {subject} {base}?", do_for(subject));
    }
    if let Some(base) = verb_header(&words) {
        let rest = words.iter().skip(1).fold(String::new(), |text, word| format!("{text} {word}"));
        return format!("What {} {subject} {base}{rest}?", do_for(subject));
    }
    // `A failure leads to` is half a sentence, `TCP/UDP` a choice: no question comes of them.
    if matches!(first, "a" | "an" | "the") || words.len() > 5 || name.contains('/') || name.contains(" or ") {
        return String::new();
    }
    noun(header, slot, names)
}

/// Tells whether an answer says how often: `weekly`, `every two months`, `twice a year`.
fn is_frequency(answer: &str) -> bool {
    const OFTEN: &[&str] = &[
        "daily", "weekly", "biweekly", "fortnightly", "monthly", "bimonthly", "quarterly", "yearly", "annually",
        "hourly", "every", "once", "twice", "rarely", "seldom", "never",
    ];
    OFTEN.contains(&bare(answer.split_whitespace().next().unwrap_or("")).as_str())
}

/// Headers that ask for a time: `Founded`, `Born`, `Year`, `Born–Died`.
fn dated(name: &str, slot: &Slot<'_>) -> Option<String> {
    let (subject, answer) = (slot.subject, slot.answer);
    let was = if is_plural(subject) { "were" } else { "was" };
    match name {
        _ if !is_date(answer) && !answer.contains(|c: char| c.is_ascii_digit()) => None,
        _ if WHEN.contains(&name) => Some(format!("When {was} {subject} {name}?")),
        "died" => Some(format!("When did {subject} die?")),
        "born-died" | "lived" | "life" | "lifespan" | "life dates" => Some(format!("When did {subject} live?")),
        "began" | "started" | "ended" | "start" | "end" => {
            let base = match name {
                "began" => "begin",
                "started" | "start" => "start",
                _ => "end",
            };
            Some(format!("When did {subject} {base}?"))
        }
        "year" | "date" if is_date(answer) => {
            Some(format!("What is the {name} of {}?", named(subject, slot.class, true)))
        }
        "year" | "date" => None,
        _ => None,
    }
}

/// Words that end a header which is a verb and not a noun.
const ENDS_VERB: &[&str] = &["by", "for", "in", "as", "with", "from", "to", "on", "at", "of"];

/// Words in -s that head columns as plural nouns.
const NOUN_HEADERS: &[&str] = &[
    "uses", "functions", "causes", "forms", "types", "effects", "limits", "results", "costs", "tests", "signs",
    "rules", "states", "names", "measures", "controls", "features", "notes", "links", "roles", "values", "members",
    "tasks", "goals", "aims", "needs", "grades", "duplicates", "exports", "imports", "changes", "ranges", "orders",
    "outputs", "inputs", "triggers", "limits", "signals", "structures", "elements", "hosts", "matches", "stages",
];

/// Returns the base of the verb with which a header begins (`Covers`, `Depends on`).
pub(super) fn verb_header(words: &[&str]) -> Option<String> {
    // `Conditions` heads what a row has, `Covers` what it does.
    const DEEDS: &[&str] =
        &["cover", "handle", "support", "treat", "own", "run", "store", "guard", "meet", "help", "need", "target"];
    let first = words.first()?;
    let noun = |base: &String| words.len() == 1 && is_noun_too(base) && !DEEDS.contains(&base.as_str());
    base_of_third(first).filter(|base| !noun(base)).filter(|_| {
        words.len() <= 4
            && !NOUN_HEADERS.contains(first)
            && words.get(1).is_none_or(|word| *word != "of" && *word != "and")
    })
}

/// A header that is itself a question: `What it covers`, `Who files the case?`, `How does it work?`
fn asked(header: &str, slot: &Slot<'_>, words: &[&str]) -> String {
    let subject = slot.subject;
    let rest = |from: usize| words.iter().skip(from).fold(String::new(), |text, word| format!("{text} {word}"));
    let pronoun = |word: &str| matches!(word, "it" | "they");
    match words {
        [_, it, is @ ("is" | "are" | "was" | "were")] if pronoun(it) => {
            format!("What {} {subject}?", if matches!(*is, "was" | "were") { "was" } else { be_for(subject) })
        }
        [wh, it, "is" | "are", ..] if pronoun(it) => {
            format!("{} {} {subject}{}?", upper_first(wh), be_for(subject), rest(3))
        }
        ["why", it, verb, ..] if pronoun(it) && is_quality(subject) => {
            format!("Why does being {} {}{}?", subject.to_lowercase(), base_of_told(verb), rest(3))
        }
        [wh, it, verb, ..] if pronoun(it) => {
            format!("{} {} {subject} {}{}?", upper_first(wh), do_for(subject), base_of_told(verb), rest(3))
        }
        [_, it] if pronoun(it) => format!("What {} {subject}?", be_for(subject)),
        [wh, "is" | "are", it, _, ..] if pronoun(it) => {
            format!("{} {} {subject}{}?", upper_first(wh), be_for(subject), rest(3))
        }
        [wh, "do" | "does", it, _, ..] if pronoun(it) => {
            format!("{} {} {subject}{}?", upper_first(wh), do_for(subject), rest(3))
        }
        [_, "to", "use"] => format!("When should {subject} be used?"),
        [_, "to", ..] => String::new(),
        _ => bare_question(header, slot, words),
    }
}

/// Returns the base of what stands behind `it`, which is a verb whatever else it may be.
fn base_of_told(word: &str) -> String {
    base_of_third(word).unwrap_or_else(|| word.strip_suffix('s').unwrap_or(word).to_owned())
}

/// A question word that stands alone or before a participle, else a whole question asked within the row.
fn bare_question(header: &str, slot: &Slot<'_>, words: &[&str]) -> String {
    let (subject, is) = (slot.subject, be_for(slot.subject));
    let finite = |word: &&&str| {
        base_of_third(word).is_some()
            || matches!(**word, "is" | "are" | "was" | "were" | "does" | "do" | "can" | "must")
    };
    match words {
        ["where"] => format!("Where {is} {} found?", named(subject, slot.class, true)),
        ["when"] if is_date(slot.answer) => format!("When was {subject}?"),
        [wh @ ("where" | "when" | "how" | "why"), participle]
            if participle.ends_with("ed") || matches!(*participle, "found" | "made" | "built" | "kept") =>
        {
            format!("{} {is} {subject} {participle}?", upper_first(wh))
        }
        _ if words.iter().skip(1).any(|word| finite(&word)) => {
            let asks = header.trim_end_matches('?').split_whitespace().map(small).collect::<Vec<_>>().join(" ");
            format!("In {subject}, {asks}?")
        }
        _ => String::new(),
    }
}

/// Headers of things with a place and a job: their subjects take `the`.
const OF_THINGS: &[&str] = &["function", "functions", "location", "structure", "job", "shape", "found in"];

/// `What is the capital of France?`, `How many moons does Mars have?`
fn noun(header: &str, slot: &Slot<'_>, names: &Names) -> String {
    let header = header.replace("(s)", "");
    let (shown, unit) = unit_of(header.trim_end_matches(':').trim());
    let column = names.noun(shown);
    let head = column.split(" of ").next().unwrap_or(&column);
    let count = slot.answer.trim_start_matches(['~', '<', '>', '≈']).replace([',', '.', ' '], "");
    if is_plural(head) && !count.is_empty() && count.chars().all(|c| c.is_ascii_digit()) {
        return format!("How many {column} {} {} have?", do_for(slot.subject), named(slot.subject, slot.class, false));
    }
    let column = in_number(&column, slot.answer);
    let head = column.split(" of ").next().unwrap_or(&column);
    let last = bare(head.split_whitespace().last().unwrap_or(""));
    let joint = if column.contains(" of ")
        || FOR.contains(&crate::facts::english::singular(&last).as_str())
        || FOR.contains(&last.as_str())
    {
        "for"
    } else {
        "of"
    };
    if has_tail(&column) {
        return format!("For {}, what {} the {column}?", slot.subject, be_for(head));
    }
    if let Some((effect, on)) = column.split_once(" on ") {
        return format!("What {} the {effect} of {} on {on}?", be_for(effect), slot.subject);
    }
    if last.starts_with("example") && head == column {
        let of = named(slot.subject, slot.class, false);
        return match is_plural(head) {
            true => format!("What are {column} of {of}?"),
            false if slot.answer.contains(", ") && !is_clause(slot.answer) => {
                format!("What are {} of {of}?", crate::facts::english::plural(&column))
            }
            false => format!("What is {} {column} of {of}?", article(&column)),
        };
    }
    let people =
        PEOPLE.contains(&last.as_str()) && slot.how == Opening::Noun && slot.answer.starts_with(char::is_uppercase);
    let things = OF_THINGS.contains(&column.as_str());
    let subject = named(slot.subject, slot.class, things);
    let unit = unit.map_or_else(String::new, |unit| format!(" in {unit}"));
    format!("{} {} the {column} {joint} {subject}{unit}?", if people { "Who" } else { "What" }, be_for(head))
}

/// Returns a header in the number of the answer: `antidotes` of which there is one is `antidote`,
/// a `medication` of which there are three is `medications`.
pub(super) fn in_number(column: &str, answer: &str) -> String {
    if column.contains([' ', '(']) {
        return column.to_owned();
    }
    let parts: Vec<&str> = answer.split(", ").collect();
    let joined = [" and ", " & ", " or ", " + ", "/", ";", ":", "→"].iter().any(|sign| answer.contains(sign));
    let one = parts.len() == 1 && !joined && answer.split_whitespace().count() <= 3 && !is_plural(answer);
    let several = parts.len() >= 2
        && parts.iter().all(|part| part.split_whitespace().count() <= 2 && part.starts_with(char::is_uppercase));
    let counted =
        matches!(column, "medication" | "drug" | "treatment" | "example" | "tool" | "command" | "antidote" | "remedy");
    match is_plural(column) {
        true if one => crate::facts::english::singular(column),
        false if several && counted => crate::facts::english::plural(column),
        _ => column.to_owned(),
    }
}

/// Tells whether a header goes on behind its noun, as `Equipment operating on a layer` does.
fn has_tail(column: &str) -> bool {
    let words: Vec<&str> = column.split_whitespace().collect();
    words.windows(2).skip(1).any(|pair| {
        let [word, next] = pair else { return false };
        (word.ends_with("ing") || word.ends_with("ed")) && ENDS_VERB.contains(next)
    })
}

/// Tells whether a word in brackets is the abbreviation of the header before it.
fn abbreviates(name: &str, short: &str) -> bool {
    let initials: String = name.split([' ', '-']).filter_map(|word| word.chars().next()).collect();
    initials.eq_ignore_ascii_case(short) && short.chars().count() > 1
}

/// Cuts a unit in brackets from a header: `Diameter (km)`.
fn unit_of(header: &str) -> (&str, Option<&str>) {
    let cut = header.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    match cut {
        Some((name, short)) if abbreviates(name, short) => (name, None),
        Some((name, unit)) if (2..=8).contains(&unit.chars().count()) && !unit.contains(',') => (name, Some(unit)),
        _ => (header, None),
    }
}

/// Asks for a description whose header says no more than that.
fn generic(header: &str, slot: &Slot<'_>) -> String {
    let (subject, class) = (slot.subject, slot.class);
    let role = if class.contains(" of ") { format!(", as {} {class}", article(class)) } else { String::new() };
    match slot.how {
        Opening::BaseVerb | Opening::ThirdVerb => {
            format!("What {} {} do{role}?", do_for(subject), apposed(subject, class))
        }
        Opening::PastVerb => format!("What did {} do{role}?", apposed(subject, class)),
        _ if matches!(header, "meaning" | "what it means" | "translation" | "explanation") || is_quality(subject) => {
            format!("What {} {} mean{role}?", do_for(subject), named(subject, class, false))
        }
        _ if matches!(header, "covers" | "does") => {
            format!("What {} {} cover{role}?", do_for(subject), apposed(subject, class))
        }
        Opening::Infinitive => format!("What is the purpose of {}?", apposed(subject, class)),
        Opening::Adjective => format!("How {} {} described{role}?", be_for(subject), apposed(subject, class)),
        _ => format!("What {} {}{role}?", be_for(subject), named(subject, class, false)),
    }
}

#[cfg(test)]
mod tests {
    use crate::questions::prompts;

    #[test]
    fn a_header_where_asks_where_a_row_is_found() {
        let all = prompts("# Ores\n\n| Ore | Where |\n|---|---|\n| Bauxite | river plains |\n| Galena | old veins |\n");
        assert!(
            all.len() == 2 && all.iter().all(|prompt| prompt.starts_with("Where is ") && prompt.ends_with(" found?")),
            "{all:?}"
        );
    }

    #[test]
    fn a_header_that_goes_on_behind_its_noun_stays_whole() {
        let all = prompts(
            "# Mill\n\n| Floor | Machine standing on that floor |\n|---|---|\n| Attic | hopper |\n| Cellar | water wheel |\n",
        );
        assert!(all.iter().all(|prompt| !prompt.contains("standing of")), "{all:?}");
        assert!(all.iter().any(|prompt| prompt.contains("machine standing on that floor")), "{all:?}");
    }

    #[test]
    fn the_abbreviation_of_a_header_is_no_unit() {
        let all = prompts(
            "# Stack\n\n| Layer | Protocol data unit (PDU) |\n|---|---|\n| Transport | segment |\n| Network | packet |\n",
        );
        assert!(!all.is_empty() && all.iter().all(|prompt| !prompt.ends_with(" in PDU?")), "{all:?}");
    }

    #[test]
    fn what_is_done_to_a_row_is_not_asked_as_its_deed() {
        let all = prompts(
            "# Pests\n\n| Pest | Remedy |\n|---|---|\n| Slugs | remove the wet boards at dawn |\n\
             | Aphids | wash the leaves with soap |\n| Moles | flood the tunnels with water |\n",
        );
        assert!(all.iter().all(|prompt| !prompt.starts_with("Which pest removes")), "{all:?}");
    }

    #[test]
    fn a_table_of_questions_and_answers_is_taken_as_written() {
        let all = prompts(
            "# Kiln\n\n| Question | Answer |\n|---|---|\n| Which clay for pots? | Loam |\n| Cracked glaze? | Fire it anew |\n",
        );
        assert_eq!(all, ["Which clay for pots?", "Cracked glaze?"]);
    }

    #[test]
    fn the_way_back_names_the_header_in_the_number_of_its_cell() {
        let all = prompts(
            "# Dyes\n\n| Dye | Sources |\n|---|---|\n| Madder | Roots |\n| Indigo | Woad, Knotweed |\n| Weld | Stalks |\n",
        );
        assert!(all.iter().all(|prompt| !prompt.contains("has the sources Roots")), "{all:?}");
    }

    #[test]
    fn a_verb_over_how_often_asks_how_often() {
        let all =
            prompts("# Choir\n\n| Group | Meets |\n|---|---|\n| Altos | weekly |\n| Basses | every two weeks |\n");
        assert!(all.contains(&"How often do Altos meet?".to_owned()), "{all:?}");
        assert!(all.iter().all(|prompt| !prompt.starts_with("What do")), "{all:?}");
    }

    #[test]
    fn a_remark_beside_other_columns_does_not_say_what_a_row_is() {
        let all = prompts(
            "# Locks\n\n| Lock | Width | Note |\n|---|---|---|\n| Tower lock | 9 feet | the oldest one |\n| Mill lock | 12 feet | beside the weir |\n",
        );
        assert!(
            all.iter().all(|prompt| !prompt.starts_with("What is Tower") && !prompt.starts_with("What is the Tower")),
            "{all:?}"
        );
        assert!(all.iter().any(|prompt| prompt.contains("width")), "{all:?}");
    }

    #[test]
    fn a_table_of_counts_with_totals_gives_nothing() {
        let all = prompts(
            "# Test\n\n| | Ill | Well | Total |\n|---|---|---|---|\n| Found | a few | some | a + b |\n| Missed | two | many | c + d |\n| Total | a + c | b + d | all four |\n",
        );
        assert!(all.is_empty(), "{all:?}");
    }

    #[test]
    fn a_plural_header_is_a_noun_though_a_verb_is_written_so() {
        let all = prompts("# Bells\n\n| Bell | Strikes |\n|---|---|\n| Great Tom | 101 |\n| Mary | 12 |\n");
        assert!(all.contains(&"How many strikes does Great Tom have?".to_owned()), "{all:?}");
    }

    #[test]
    fn columns_that_part_things_by_who_has_them_have_no_key() {
        let all = prompts(
            "# Rigs\n\n| Shared | Only in brigs | Only in sloops |\n|---|---|---|\n| hull | square sails | one mast |\n| keel | foremast | gaff |\n",
        );
        assert!(all.is_empty(), "{all:?}");
    }

    #[test]
    fn a_worked_calculation_gives_nothing() {
        let all = prompts(
            "# Sums\n\n| Part | Value |\n|---|---|\n| Source | 0x0a0a + 0x0a02 + |\n| Target | 0x0a0a + 0x0a01 = |\n\
             | Subtotal | 0x2817 |\n",
        );
        assert!(all.is_empty(), "{all:?}");
    }

    #[test]
    fn in_a_table_of_forms_the_translation_is_that_of_the_form() {
        let all = prompts(
            "# Verbs\n\n| Pronoun | Ser | English |\n|---|---|---|\n| Yo | soy | I am |\n| Tú | eres | You are |\n",
        );
        assert!(all.iter().all(|prompt| !prompt.contains(" in English?")), "{all:?}");
    }

    #[test]
    fn a_label_that_asks_is_asked_in_plain_english() {
        let labels = |heading: &str| {
            format!(
                "## {heading}\n\n- **Definition**: a way of weaving cloth in {heading} sheds\n- **Why it matters**: cloth keeps its width at any speed\n- **How it works**: two frames lift in turn\n\n"
            )
        };
        let all = prompts(&format!("# Looms\n\n{}{}", labels("Shedding"), labels("Continuous")));
        for prompt in ["Why does Shedding matter?", "How does Shedding work?", "Why does being continuous matter?"] {
            assert!(all.contains(&prompt.to_owned()), "{prompt}: {all:?}");
        }
    }
}
