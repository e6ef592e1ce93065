//! Sentences whose subject is known: bold, a heading's term, or a pronoun that stands for one.

use crate::model::Kind;
use crate::notes::{Block, Inline, Style};

use super::english::{bare, base_of_third, is_base_verb, is_particle, is_plural, is_pointer, particle_of};
use super::section::{Terms, is_generic};
use super::text::{enumeration, is_open, normal, sentences};
use super::{Fact, Facts, Lead, Relation};

/// What a pronoun stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Antecedent {
    /// The name as the notes give it.
    pub(super) name: String,
}

/// Adverbs that may stand between subject and verb.
const ADVERBS: &[&str] = &[
    "also",
    "usually",
    "often",
    "generally",
    "typically",
    "mainly",
    "mostly",
    "always",
    "never",
    "commonly",
    "primarily",
    "normally",
    "sometimes",
    "only",
    "rarely",
    "frequently",
    "therefore",
    "thus",
    "then",
    "further",
    "actively",
    "directly",
    "automatically",
    "currently",
    "originally",
    "simply",
    "essentially",
    "chiefly",
    "largely",
    "traditionally",
    "formally",
    "either",
];

/// Words that after `is` say how good something is, not what it is.
const OPINIONS: &[&str] = &[
    "important",
    "essential",
    "useful",
    "great",
    "good",
    "bad",
    "hard",
    "easy",
    "simple",
    "common",
    "crucial",
    "vital",
    "critical",
    "key",
    "different",
    "interesting",
    "nice",
    "better",
    "worse",
    "best",
    "popular",
    "not",
    "now",
    "here",
    "there",
    "worth",
    "similar",
    "also",
    "so",
    "very",
    "more",
    "less",
    "too",
    "quite",
    "what",
    "why",
    "how",
    "where",
    "when",
    "because",
    "like",
    "up",
    "about",
    "all",
];

/// A sentence cut at its verb.
struct Cut<'a> {
    subject: String,
    adverb: Option<String>,
    verb: Verb,
    rest: &'a str,
    /// Byte of the paragraph at which `rest` begins.
    rest_at: usize,
}

/// The verb of a sentence.
enum Verb {
    /// `is`, `are`, `was`, `were` as written.
    Be(String),
    /// Base form with its particle.
    Act(String),
}

/// Returns what a heading speaks of, if it names something.
pub(super) fn heading_subject(text: &Inline) -> Option<Antecedent> {
    let name = plain_heading(&text.text);
    let words = name.split_whitespace().count();
    (!is_generic(&name) && (1..=7).contains(&words) && !name.ends_with('?')).then_some(Antecedent { name })
}

/// Returns a heading without numbering before it.
pub(super) fn plain_heading(text: &str) -> String {
    let trimmed = text.trim();
    let rest = trimmed.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '#' | ' '));
    let numbered =
        trimmed.starts_with(|c: char| c.is_ascii_digit()) && trimmed.contains(['.', ')']) && !rest.is_empty();
    let rest = if numbered && trimmed.find(['.', ')']).is_some_and(|at| at <= 5) { rest } else { trimmed };
    rest.trim_end_matches([':', '.', '#']).trim().to_owned()
}

/// Reads a paragraph; returns what a pronoun after it would stand for.
pub(super) fn read(
    block: &Block,
    text: &Inline,
    before: Option<Antecedent>,
    terms: &Terms,
    out: &mut Facts,
) -> Option<Antecedent> {
    let mut subject = before;
    let group = out.group();
    let mut defined = false;
    for range in sentences(&text.text) {
        let sentence = &text.text[range.clone()];
        let place = Place { block, text, at: range.start, end: range.end, group };
        let count = out.facts.len();
        let spoken = one(&place, sentence, subject.as_ref(), terms, &mut defined, out);
        if out.facts.len() == count {
            out.pass(place.line(), place.end_line(), reason(sentence, subject.is_some()));
        }
        subject = spoken.or_else(|| starts_with_pointer(sentence).then_some(subject).flatten());
    }
    subject
}

fn reason(sentence: &str, known: bool) -> &'static str {
    match () {
        () if sentence.ends_with(':') => "",
        () if sentence.ends_with('?') => "a question without an answer",
        () if starts_with_pointer(sentence) && !known => "what its pronoun stands for is not certain",
        () => "prose without a structure to ask",
    }
}

fn starts_with_pointer(sentence: &str) -> bool {
    sentence.split_whitespace().next().is_some_and(|word| is_pointer(&bare(word)))
}

/// Where a sentence stands.
struct Place<'a> {
    block: &'a Block,
    text: &'a Inline,
    at: usize,
    end: usize,
    group: u32,
}

impl Place<'_> {
    fn line(&self) -> u32 {
        self.text.line_at(self.at)
    }

    fn end_line(&self) -> u32 {
        self.text.line_at(self.end.saturating_sub(1))
    }

    fn fact(&self, kind: Kind, subject: &str, relation: Relation, object: &str) -> Fact {
        Fact {
            kind,
            subject: subject.to_owned(),
            relation,
            object: trimmed(object),
            items: Vec::new(),
            headings: self.block.headings.clone(),
            line: self.line(),
            end_line: self.end_line(),
            group: self.group,
            evidence: format!("{subject} {}", &self.text.text[self.at..self.end]),
            owner: None,
            example: None,
        }
    }

    fn is_strong(&self, from: usize, to: usize) -> bool {
        self.text
            .marks
            .iter()
            .any(|mark| mark.style == Style::Strong && mark.range.start >= from && mark.range.end <= to)
    }
}

fn trimmed(text: &str) -> String {
    text.trim().trim_end_matches(['.', '!', ';', ',', ':']).trim_end_matches(['—', '–', '-']).trim().to_owned()
}

/// Reads one sentence; returns its subject where it is known.
fn one(
    place: &Place<'_>,
    sentence: &str,
    before: Option<&Antecedent>,
    terms: &Terms,
    defined: &mut bool,
    out: &mut Facts,
) -> Option<Antecedent> {
    if sentence.ends_with('?') || sentence.starts_with(['"', '“']) {
        return None;
    }
    if announced(place, sentence, out) {
        return None;
    }
    let cut = cut(place, sentence, before, terms)?;
    let name = cut.subject.clone();
    if !sentence.ends_with(':') {
        match &cut.verb {
            Verb::Be(form) => is(place, &cut, form, defined, out),
            Verb::Act(verb) => act(place, &cut.subject, cut.adverb.as_deref(), verb, cut.rest, cut.rest_at, out),
        }
    }
    Some(Antecedent { name })
}

/// Cuts a lead-in (`An OCI image includes:`) into subject, adverb and verb phrase in base form.
pub(super) fn lead(text: &Inline, before: Option<&Antecedent>, terms: &Terms, block: &Block) -> Option<(String, Lead)> {
    let last = sentences(&text.text).pop()?;
    let sentence = text.text[last.clone()].trim_end_matches(':').trim();
    let place = Place { block, text, at: last.start, end: last.end, group: 0 };
    let cut = cut(&place, sentence, before, terms).or_else(|| unknown_subject(&place, sentence))?;
    if !cut.rest.trim().is_empty()
        && !matches!(cut.rest.trim(), "the following" | "these" | "three parts" | "two parts" | "four parts")
    {
        return None;
    }
    match cut.verb {
        Verb::Act(verb) => Some((cut.subject, Lead::Verb { adverb: cut.adverb, verb })),
        Verb::Be(_) => None,
    }
}

/// Cuts a lead-in whose subject is not a term: `Each SIG has:`, `An OCI image includes:`.
fn unknown_subject<'a>(place: &Place<'_>, sentence: &'a str) -> Option<Cut<'a>> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let first = bare(words.first()?);
    if is_pointer(&first) && !matches!(first.as_str(), "each" | "all") {
        return None;
    }
    (1..words.len().min(7)).find_map(|count| {
        let at = nth_word(sentence, count)?;
        finish(place, sentence, words[..count].join(" "), at)
    })
}

fn nth_word(sentence: &str, count: usize) -> Option<usize> {
    let mut seen = 0;
    let mut inside = false;
    for (at, c) in sentence.char_indices() {
        if c.is_whitespace() {
            inside = false;
        } else if !inside {
            if seen == count {
                return Some(at);
            }
            seen += 1;
            inside = true;
        }
    }
    None
}

/// Cuts a sentence at the verb that follows its known subject.
fn cut<'a>(place: &Place<'_>, sentence: &'a str, before: Option<&Antecedent>, terms: &Terms) -> Option<Cut<'a>> {
    if let Some(end) = marked_subject(place, sentence) {
        let (subject, at) = with_bracket(sentence, end);
        if let Some(cut) = finish(place, sentence, subject, at) {
            return Some(cut);
        }
        // `**Substantive** laws define`: a word or two may follow the mark.
        for extra in 1..=2 {
            let words = sentence[at..].split_whitespace().count();
            let Some(next) = (words > extra).then(|| nth_word(&sentence[at..], extra)).flatten() else { break };
            let subject = sentence[..at + next].trim().to_owned();
            if let Some(cut) = finish(place, sentence, subject, at + next) {
                return Some(cut);
            }
        }
    }
    pronoun(place, sentence, before).or_else(|| term_subject(place, sentence, terms))
}

/// Returns the end of the bold, code or link text at the start of the sentence, an article allowed.
fn marked_subject(place: &Place<'_>, sentence: &str) -> Option<usize> {
    let article = ["The ", "A ", "An "].iter().find(|word| sentence.starts_with(**word)).map_or(0, |word| word.len());
    let start = place.at + article;
    let mut end = start;
    for mark in
        place.text.marks.iter().filter(|mark| matches!(mark.style, Style::Strong | Style::Code | Style::Link(_)))
    {
        let near = mark.range.start >= start
            && place.text.text.get(end..mark.range.start).is_some_and(|gap| gap.trim().is_empty());
        if near && mark.range.end > end {
            end = mark.range.end;
        }
    }
    (end > start && end <= place.end).then(|| end - place.at)
}

/// Takes a bracket right behind the subject into it: `Special Interest Groups (SIGs)`.
fn with_bracket(sentence: &str, end: usize) -> (String, usize) {
    let rest = &sentence[end..];
    let trimmed = rest.trim_start();
    if let Some(close) = trimmed.strip_prefix('(').and_then(|inside| inside.find(')'))
        && trimmed[..close].split_whitespace().count() <= 5
    {
        let at = end + (rest.len() - trimmed.len()) + close + 2;
        return (sentence[..at].trim().to_owned(), at);
    }
    (sentence[..end].trim().to_owned(), end)
}

/// A pronoun, `its goal`, or `this spec`, standing for what was spoken of.
fn pronoun<'a>(place: &Place<'_>, sentence: &'a str, before: Option<&Antecedent>) -> Option<Cut<'a>> {
    let name = &before?.name;
    let first = bare(sentence.split_whitespace().next()?);
    match first.as_str() {
        "it" | "they" => finish(place, sentence, name.clone(), first.len()),
        "its" | "their" => {
            let second = nth_word(sentence, 1)?;
            let word = sentence[second..].split_whitespace().next()?;
            finish(place, sentence, format!("{} of {}", word.to_lowercase(), definite(name)), second + word.len())
        }
        "this" | "these" => {
            let second = nth_word(sentence, 1)?;
            let word = sentence[second..].split_whitespace().next()?;
            let noun = bare(word);
            // `This is` and `These are` point at a whole thought; `this spec` at a thing of that name.
            let same_thing = normal(name).contains(noun.get(..4).unwrap_or(&noun))
                || matches!(noun.as_str(), "process" | "tool" | "term" | "method" | "type");
            match noun.as_str() {
                "is" | "are" => finish(place, sentence, name.clone(), first.len()),
                _ if same_thing => finish(place, sentence, name.clone(), second + word.len()),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Returns the name with `the` where it reads better: names of several words that are not plural.
fn definite(name: &str) -> String {
    let words = name.split_whitespace().count();
    if words >= 2 && !is_plural(name) && !name.to_lowercase().starts_with("the ") && name.contains('(') {
        format!("the {name}")
    } else {
        name.to_owned()
    }
}

/// A subject of up to five words that the note makes a term of.
fn term_subject<'a>(place: &Place<'_>, sentence: &'a str, terms: &Terms) -> Option<Cut<'a>> {
    let words = sentence.split_whitespace().count();
    if is_pointer(&bare(sentence.split_whitespace().next()?)) {
        return None;
    }
    (1..=words.min(7)).rev().find_map(|count| {
        let at = nth_word(sentence, count)?;
        let subject = sentence[..at].trim();
        if !terms.has(subject) || subject.ends_with([',', ':', ';']) {
            return None;
        }
        finish(place, sentence, subject.to_owned(), at)
    })
}

/// Finds adverb and verb at a byte of the sentence and returns the cut.
fn finish<'a>(place: &Place<'_>, sentence: &'a str, subject: String, at: usize) -> Option<Cut<'a>> {
    let mut at = at;
    let aside = sentence[at..].trim_start();
    if let Some(rest) = aside.strip_prefix(',')
        && let Some(end) = rest.find(',')
        && rest[..end].split_whitespace().count() <= 4
    {
        at += (sentence[at..].len() - aside.len()) + end + 2;
    }
    let mut adverb = None;
    let (mut word, mut next) = word_at(sentence, at)?;
    if ADVERBS.contains(&bare(word).as_str()) || (bare(word).ends_with("ly") && bare(word).len() > 4) {
        adverb = Some(bare(word)).filter(|word| word != "also");
        (word, next) = word_at(sentence, next)?;
    }
    let written = bare(word);
    let subject = tidy_subject(&subject);
    if subject.is_empty() {
        return None;
    }
    if matches!(written.as_str(), "is" | "are" | "was" | "were") {
        let (adverb2, rest_at) = adverb_at(sentence, next);
        return Some(Cut {
            subject,
            adverb: adverb.or(adverb2),
            verb: Verb::Be(written),
            rest: sentence[rest_at..].trim_start(),
            rest_at: place.at + rest_at,
        });
    }
    if word.ends_with([',', ';']) {
        return None;
    }
    let base = if written == "have" || is_base_verb(&written) && is_plural_subject(&subject) {
        Some(written.clone())
    } else {
        base_of_third(&written).filter(|_| !is_plural_subject(&subject))
    };
    let mut verb = base?;
    let mut rest_at = next;
    if let Some((particle, after)) = word_at(sentence, next)
        && particle_of(&verb, &bare(particle))
    {
        verb = format!("{verb} {}", bare(particle));
        rest_at = after;
    }
    Some(Cut {
        subject,
        adverb,
        verb: Verb::Act(verb),
        rest: sentence[rest_at.min(sentence.len())..].trim_start(),
        rest_at: place.at + rest_at,
    })
}

fn is_plural_subject(subject: &str) -> bool {
    is_plural(subject) || subject.contains(" and ")
}

fn adverb_at(sentence: &str, at: usize) -> (Option<String>, usize) {
    match word_at(sentence, at) {
        Some((word, next)) if ADVERBS.contains(&bare(word).as_str()) && !word.ends_with(',') => {
            (Some(bare(word)).filter(|word| word != "also"), next)
        }
        _ => (None, at),
    }
}

/// Returns the word at or after a byte, and the byte behind it.
fn word_at(sentence: &str, at: usize) -> Option<(&str, usize)> {
    let rest = sentence.get(at..)?;
    let lead = rest.len() - rest.trim_start().len();
    let word = rest.split_whitespace().next()?;
    Some((word, at + lead + word.len()))
}

fn tidy_subject(subject: &str) -> String {
    let trimmed = subject.trim().trim_end_matches(',').trim();
    let lower = trimmed.to_lowercase();
    let article = ["the ", "a ", "an "].iter().find(|word| lower.starts_with(**word)).map_or(0, |word| word.len());
    let kept = &trimmed[article..];
    match (article, kept.chars().next()) {
        (0, _) | (_, None) => trimmed.to_owned(),
        _ => format!("{}{kept}", lower.get(..article).unwrap_or("")),
    }
}

/// `S is ...`: what it is, what is done to it, and what a relative clause adds.
fn is(place: &Place<'_>, cut: &Cut<'_>, form: &str, defined: &mut bool, out: &mut Facts) {
    let rest = trimmed(cut.rest);
    let first = bare(rest.split_whitespace().next().unwrap_or(""));
    let second = bare(rest.split_whitespace().nth(1).unwrap_or(""));
    if rest.is_empty() || OPINIONS.contains(&first.as_str()) {
        if first == "about" {
            about(place, cut, &rest, out);
        }
        return;
    }
    if is_participle(&first) && is_particle(&second) && !first.ends_with("ing") {
        undergoes(place, cut, form, &rest, out);
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

/// Tells whether the predicate is a noun phrase and not a quality.
fn names_a_thing(rest: &str, first: &str, place: &Place<'_>, cut: &Cut<'_>) -> bool {
    let words = rest.split_whitespace().count();
    let article = matches!(first, "a" | "an" | "the" | "any" | "one");
    let strong = place.is_strong(cut.rest_at, place.end);
    let noun_head = rest.split_whitespace().take(6).any(|word| bare(word).ends_with('s')) || words >= 3;
    words >= 2 && (article || strong || noun_head) && !is_pointer(first)
}

/// `S is about X` asks what it is about.
fn about(place: &Place<'_>, cut: &Cut<'_>, rest: &str, out: &mut Facts) {
    let object = rest.split_once(' ').map_or("", |(_, object)| object);
    let object = object.split(", not ").next().unwrap_or(object);
    if object.split_whitespace().count() >= 2 {
        let relation = Relation::Does { verb: "be about".into(), adverb: None };
        out.facts.push(place.fact(Kind::Statement, &cut.subject, relation, object));
    }
}

fn undergoes(place: &Place<'_>, cut: &Cut<'_>, form: &str, rest: &str, out: &mut Facts) {
    let mut words = rest.split_whitespace().map(bare);
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let at = nth_word(rest, 2).unwrap_or(rest.len());
    let object = rest[at..].trim();
    if object.split_whitespace().count() == 0
        || !matches!(
            second.as_str(),
            "by" | "as" | "into" | "from" | "for" | "of" | "in" | "on" | "to" | "with" | "through"
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

fn is_participle(word: &str) -> bool {
    const IRREGULAR: &[&str] = &[
        "made", "built", "written", "found", "known", "brought", "given", "held", "kept", "driven", "drawn", "chosen",
        "sent", "run", "led", "bound", "broken", "born", "taken", "shown", "seen", "set", "split", "spread", "paid",
        "put", "thought", "taught", "grown", "worn",
    ];
    IRREGULAR.contains(&word) || (word.ends_with("ed") && word.len() > 4)
}

/// A relative clause with a verb of the list.
struct Clause<'a> {
    head: &'a str,
    verb: String,
    object: &'a str,
}

fn relative(rest: &str) -> Option<Clause<'_>> {
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
fn purpose_tail(text: &str) -> (&str, Option<&str>) {
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
fn list_of_verbs(tail: &str) -> bool {
    let parts = enumeration(tail.trim_start_matches("to "));
    parts.len() >= 2
        && parts.iter().all(|part| part.split_whitespace().next().is_some_and(|word| is_base_verb(&bare(word))))
}

/// `S does O`: what, for what purpose, and what those brought in do in turn.
fn act(
    place: &Place<'_>,
    subject: &str,
    adverb: Option<&str>,
    verb: &str,
    rest: &str,
    rest_at: usize,
    out: &mut Facts,
) {
    let rest = trimmed(rest);
    let (body, purpose) = purpose_tail(&rest);
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
    let relation = Relation::Does { verb: verb.to_owned(), adverb: adverb.map(str::to_owned) };
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

/// Returns the text without a bracket of examples at its end.
fn cut_bracket(text: &str) -> &str {
    text.split(" (").next().unwrap_or(text)
}

/// `X are Y under the Z`: a gap where the name Z stands.
fn tail_gap(place: &Place<'_>, cut: &Cut<'_>, form: &str, head: &str, out: &mut Facts) {
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

pub(super) fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |c| c.to_uppercase().chain(characters).collect())
}

/// `There are two types of rules in our society: social norms and laws`, `Examples of X include A and B`.
fn announced(place: &Place<'_>, sentence: &str, out: &mut Facts) -> bool {
    let lead_and_list = sentence
        .strip_prefix("There are ")
        .and_then(|rest| [": ", "—", " — ", " – ", "–"].iter().find_map(|sign| rest.split_once(sign)))
        .or_else(|| {
            sentence
                .starts_with("Examples of ")
                .then(|| sentence.split_once(" include ").or_else(|| sentence.split_once(" are ")))
                .flatten()
        });
    let Some((lead, list)) = lead_and_list else { return false };
    let lead = lead.split_once(' ').filter(|(count, _)| number(count).is_some()).map_or(lead, |(_, noun)| noun);
    let items: Vec<String> = enumeration(list.trim_end_matches('.')).into_iter().map(|item| trimmed(&item)).collect();
    if !(2..=7).contains(&items.len()) || items.iter().any(|item| item.split_whitespace().count() > 8) {
        return false;
    }
    let noun = super::table::lower_first(lead.trim());
    let relation = Relation::Members { lead: Lead::Noun(noun.clone()) };
    let mut fact = place.fact(Kind::List, &noun, relation, &items.join(", "));
    fact.items = items;
    out.facts.push(fact);
    true
}

/// Returns the number a word names, 2 to 10.
pub(super) fn number(word: &str) -> Option<usize> {
    const WORDS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let lower = word.to_lowercase();
    WORDS
        .iter()
        .position(|name| *name == lower)
        .map(|at| at + 2)
        .or_else(|| lower.parse().ok().filter(|n| (2..=10).contains(n)))
}
