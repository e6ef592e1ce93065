//! Sentences whose subject is known: bold, a heading's term, or a pronoun that stands for one.

mod amount;
mod boundary;
mod called;
mod gap;
mod named;
mod object;
mod passive;
mod predicate;
mod subject;

use predicate::{act, did, is, must};
use subject::{cut, unknown_subject};

use crate::model::Kind;
use crate::notes::{Block, Inline, Mark, Style};

use crate::facts::english::{Opening, bare, is_abstract, is_plural, is_pointer, opening};
use crate::facts::lines::breaks;
use crate::facts::section::{Terms, announces_cases, is_generic};
use crate::facts::text::{enumeration, sentences};
use crate::facts::{Fact, Facts, Lead, Relation};

/// What a pronoun stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::facts) struct Antecedent {
    /// The name as the notes give it.
    pub(in crate::facts) name: String,
}

/// Adverbs that may stand between subject and verb.
const ADVERBS: &[&str] = &[
    "also", "usually", "often", "generally", "typically", "mainly", "mostly", "always", "never", "commonly",
    "primarily", "normally", "sometimes", "only", "rarely", "frequently", "therefore", "thus", "then", "further",
    "actively", "directly", "automatically", "currently", "originally", "simply", "essentially", "chiefly", "largely",
    "traditionally", "formally", "either",
];

/// Words that after `is` say how good something is, not what it is.
const OPINIONS: &[&str] = &[
    "important", "essential", "useful", "great", "good", "bad", "hard", "easy", "simple", "common", "crucial", "vital",
    "critical", "key", "different", "interesting", "nice", "better", "worse", "best", "popular", "not", "now", "here",
    "there", "worth", "similar", "also", "so", "very", "more", "less", "too", "quite", "what", "why", "how", "where",
    "because", "like", "up", "about", "all",
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
    /// Base form of a verb in the past.
    Did(String),
    /// Base form of what is a duty.
    Must(String),
}

/// Returns what a heading speaks of, if it names something.
pub(in crate::facts) fn heading_subject(text: &Inline) -> Option<Antecedent> {
    let name = plain_heading(&text.text);
    let words = name.split_whitespace().count();
    (!is_generic(&name) && (1..=7).contains(&words) && !name.ends_with('?')).then_some(Antecedent { name })
}

/// Returns a heading without numbering before it.
pub(crate) fn plain_heading(text: &str) -> String {
    let trimmed = text.trim();
    let rest = trimmed.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '#' | ' '));
    let numbered =
        trimmed.starts_with(|c: char| c.is_ascii_digit()) && trimmed.contains(['.', ')']) && !rest.is_empty();
    let rest = if numbered && trimmed.find(['.', ')']).is_some_and(|at| at <= 5) { rest } else { trimmed };
    // `3 Cognitive learning`, not `3 types of learning`
    let rest = match rest.split_once(' ') {
        Some((count, name)) if is_place(count) && !is_plural(name) => name.trim_start(),
        _ => rest,
    };
    // `II. Negligence`, `Chapter 3: Cells`
    let rest = match rest.split_once(". ") {
        Some((count, name)) if !count.is_empty() && count.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) => name,
        _ => rest,
    };
    let rest = match rest.split_once(": ") {
        Some((part, name)) if is_part(part) && !name.is_empty() => name,
        _ => rest,
    };
    rest.trim_end_matches([':', '.', '#']).trim().to_owned()
}

/// Tells whether a word is the number of a section.
fn is_place(word: &str) -> bool {
    word.len() <= 2 && word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().all(|c| c.is_ascii_digit())
}

/// Tells whether a heading's first half only says which part it is: `Chapter 3`, `Week 5`.
fn is_part(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let kind = words.next().map(bare).unwrap_or_default();
    let counted =
        words.next().is_some_and(|word| word.chars().all(|c| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X')));
    counted
        && matches!(
            kind.as_str(),
            "chapter" | "lecture" | "week" | "unit" | "lesson" | "part" | "section" | "module" | "topic" | "day"
        )
}

/// Reads a paragraph; returns what a pronoun after it would stand for.
pub(in crate::facts) fn read(
    block: &Block,
    text: &Inline,
    before: Option<Antecedent>,
    terms: &Terms,
    out: &mut Facts,
) -> Option<Antecedent> {
    let mut subject = before;
    let group = out.group();
    let mut defined = false;
    let breaks = breaks(text);
    let parts =
        breaks.iter().copied().chain([text.text.len()]).scan(0, |start, end| Some(std::mem::replace(start, end)..end));
    let whole = parts.flat_map(|part| {
        sentences(&text.text[part.clone()])
            .into_iter()
            .map(move |range| range.start + part.start..range.end + part.start)
    });
    for range in whole.flat_map(|sentence| boundary::clauses(&text.text, sentence)) {
        let sentence = &text.text[range.clone()];
        let place = Place { block, text, at: range.start, end: range.end, group };
        let count = out.facts.len();
        let spoken = one(&place, sentence, subject.as_ref(), terms, &mut defined, out);
        out.facts.extend(gap::named(&place, sentence));
        if out.facts.len() == count {
            out.facts.extend(
                called::read(&place, sentence)
                    .or_else(|| gap::bold(&place, sentence))
                    .or_else(|| amount::read(&place, sentence)),
            );
        }
        if out.facts.len() == count {
            out.pass(place.line(), place.end_line(), reason(sentence, subject.is_some()));
        }
        subject = spoken.or_else(|| starts_with_pointer(sentence).then_some(subject).flatten());
    }
    subject
}

/// Reads an item of a list: a sentence of its own, or, beginning with a verb, what the heading
/// above does.
pub(in crate::facts) fn item(block: &Block, text: &Inline, lead: Option<&Inline>, terms: &Terms, out: &mut Facts) {
    if lead.is_some_and(|lead| announces_cases(&lead.text)) {
        return out.pass(text.line_at(0), text.line_at(text.text.len().saturating_sub(1)), "an example of one case");
    }
    let first = text.text.split_whitespace().next().unwrap_or("");
    let heading = block.headings.last().map(|heading| plain_heading(heading));
    let names = |name: &String| {
        // What `X's legacy` does, X did.
        !is_generic(name)
            && !name.contains("'s ")
            && !name.contains("’s ")
            && name.split_whitespace().count() <= 4
            && !name.ends_with('?')
            && !name.contains([':', ','])
    };
    let the = |name: String| {
        let words: Vec<&str> = name.split_whitespace().collect();
        let small = words.len() > 1 && words.iter().skip(1).all(|word| word.starts_with(char::is_lowercase));
        let counted = small && !is_plural(&name) && !is_abstract(&name) && !name.to_lowercase().starts_with("the ");
        if counted { format!("The {name}") } else { name }
    };
    let verb = |name: &String| {
        let how = opening(&text.text);
        if is_plural(name) {
            how == Opening::BaseVerb && first.starts_with(char::is_lowercase)
        } else {
            how == Opening::ThirdVerb
        }
    };
    match heading.filter(names).filter(verb).filter(|_| lead.is_none()).map(the) {
        Some(name) => {
            let whole = under(&name, text);
            read(block, &whole, None, terms, out);
        }
        None => {
            read(block, text, None, terms, out);
        }
    }
}

/// Returns the item with the heading's name before it as its marked subject.
fn under(name: &str, text: &Inline) -> Inline {
    let shift = name.len() + 1;
    let first = text.text.chars().next().map_or(0, char::len_utf8);
    let mut whole = Inline {
        text: format!("{name} {}{}", text.text[..first].to_lowercase(), &text.text[first..]),
        marks: vec![Mark { range: 0..name.len(), style: Style::Strong }],
        lines: text.lines.iter().map(|(at, line)| (if *at == 0 { 0 } else { at + shift }, *line)).collect(),
    };
    let moved = text
        .marks
        .iter()
        .map(|mark| Mark { range: mark.range.start + shift..mark.range.end + shift, style: mark.style.clone() });
    whole.marks.extend(moved.filter(|mark| whole.text.get(mark.range.clone()).is_some()));
    whole
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
        say(place, &cut, defined, out);
        // `X does this and does that`: the second is told of the same subject.
        if let Some(more) = boundary::second_verb(cut.rest) {
            let at = cut.rest_at - place.at + (cut.rest.len() - cut.rest[more..].len());
            subject::finish(place, sentence, cut.subject.clone(), at)
                .iter()
                .for_each(|cut| say(place, cut, defined, out));
        }
    }
    Some(Antecedent { name })
}

/// Adds what a cut sentence says.
fn say(place: &Place<'_>, cut: &Cut<'_>, defined: &mut bool, out: &mut Facts) {
    match &cut.verb {
        Verb::Be(form) => is(place, cut, form, defined, out),
        Verb::Did(verb) => did(place, cut, verb, out),
        Verb::Must(verb) => must(place, cut, verb, out),
        Verb::Act(verb) => act(place, &cut.subject, cut.adverb.as_deref(), verb, cut.rest, cut.rest_at, out),
    }
}

/// Cuts a lead-in (`An OCI image includes:`) into subject, adverb and verb phrase in base form.
pub(in crate::facts) fn lead(
    text: &Inline,
    before: Option<&Antecedent>,
    terms: &Terms,
    block: &Block,
) -> Option<(String, Lead)> {
    let last = sentences(&text.text).pop()?;
    let sentence = text.text[last.clone()].trim_end_matches(':').trim();
    let place = Place { block, text, at: last.start, end: last.end, group: 0 };
    let cut = cut(&place, sentence, before, terms).or_else(|| unknown_subject(&place, sentence))?;
    let Verb::Act(verb) = cut.verb else { return None };
    let rest = cut.rest.trim();
    let adverb = cut.adverb;
    match rest {
        "" | "the following" | "these" | "the following things" => Some((cut.subject, Lead::Verb { adverb, verb })),
        "to" => Some((cut.subject, Lead::Verb { adverb, verb: format!("{verb} to do") })),
        // `It consists of four phases:` announces the four phases of its subject.
        counted => {
            let (count, noun) = counted.split_once(' ')?;
            let noun = noun.trim_start_matches("main ").trim();
            let owned = number(count).is_some() && is_plural(noun) && noun.split_whitespace().count() <= 3;
            owned.then(|| (cut.subject.clone(), Lead::Noun(format!("{noun} of {}", cut.subject))))
        }
    }
}

/// Returns the text with a capital first letter.
pub(crate) fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |c| c.to_uppercase().chain(characters).collect())
}

/// Cuts `The aims of a SIG are A, B and C` into what is listed and the list.
fn aims(sentence: &str) -> Option<(&str, &str)> {
    let rest = sentence.strip_prefix("The ")?;
    let (lead, list) = rest.split_once(" are ").or_else(|| rest.split_once(" include "))?;
    let counted = lead.split_once(' ').is_some_and(|(count, _)| number(count).is_some());
    let noun = lead.split(" of ").next().unwrap_or(lead);
    let fine = (counted || lead.contains(" of ")) && is_plural(noun) && lead.split_whitespace().count() <= 7;
    (fine && enumeration(list.trim_end_matches('.')).len() >= 2 && !list.contains(" by ")).then_some((lead, list))
}

/// `There are two types of rules in our society: social norms and laws`, `Examples of X include A and B`.
fn announced(place: &Place<'_>, sentence: &str, out: &mut Facts) -> bool {
    let lead_and_list = sentence
        .strip_prefix("There are ")
        .and_then(|rest| [": ", "—", " — ", " – ", "–"].iter().find_map(|sign| rest.split_once(sign)))
        .or_else(|| aims(sentence))
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
pub(crate) fn number(word: &str) -> Option<usize> {
    const WORDS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let lower = word.to_lowercase();
    WORDS
        .iter()
        .position(|name| *name == lower)
        .map(|at| at + 2)
        .or_else(|| lower.parse().ok().filter(|n| (2..=10).contains(n)))
}

#[cfg(test)]
mod tests {
    use crate::facts::read;
    use crate::notes::note;

    #[test]
    fn a_bold_lead_in_with_its_colon_inside_the_mark_is_read() {
        let note = note("n.md", "n.md", b"# Pods\n\n**Containers:**\n- one process\n- kept apart\n").unwrap();
        assert!(read(&note).facts.iter().all(|fact| fact.subject != "Containers:"));
    }
}
