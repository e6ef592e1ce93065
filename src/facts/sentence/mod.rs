//! Sentences whose subject is known: bold, a heading's term, or a pronoun that stands for one.

mod amount;
mod announced;
mod boundary;
mod called;
mod gap;
mod named;
mod object;
mod passive;
mod predicate;
mod subject;

pub(in crate::facts) use announced::lead;

use announced::announced;
use predicate::{act, did, is, must};
use subject::cut;

use crate::model::Kind;
use crate::notes::{Block, Inline, Mark, Style};

use crate::facts::english::{
    Opening, bare, base_of_past, is_abstract, is_base_verb, is_noun_too, is_plural, is_pointer, opening,
};
use crate::facts::lines::breaks;
use crate::facts::section::{Terms, announces_cases, is_generic, names_a_thing};
use crate::facts::text::sentences;
use crate::facts::{Fact, Facts, Relation};

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
    let name = topic(&text.text);
    let words = name.split_whitespace().count();
    (!is_generic(&name) && (1..=7).contains(&words) && !name.ends_with('?')).then_some(Antecedent { name })
}

/// Words with which a heading says only how it speaks of its thing: `Argo CD Overview`.
const SPOKEN_AFTER: &[&str] = &[
    "overview", "basics", "introduction", "intro", "fundamentals", "summary", "explained", "essentials", "notes",
    "recap", "cheatsheet", "cheat sheet", "at a glance", "in a nutshell", "deep dive", "in brief", "in short", "contd",
    "cont'd", "cont", "continued", "(continued)", "(cont)",
];

/// The same before its thing: `Introduction to law`.
const SPOKEN_BEFORE: &[&str] = &[
    "introduction to", "intro to", "overview of", "basics of", "fundamentals of", "facts about", "all about",
    "more about", "notes on", "summary of", "a word on", "recap of", "recap:", "overview:",
];

/// Returns what a heading speaks of, as [`plain_heading`] without the words that say how it does.
pub(in crate::facts) fn topic(heading: &str) -> String {
    let name = plain_heading(heading);
    let lower = name.to_lowercase();
    // Lower case may take another number of bytes; such a name keeps all its words.
    let within = |lower: &String| lower.len() == name.len();
    let before =
        SPOKEN_BEFORE.iter().find_map(|start| lower.strip_prefix(start)?.starts_with(' ').then_some(start.len()));
    let after =
        SPOKEN_AFTER.iter().find_map(|end| lower.strip_suffix(end)?.strip_suffix([' ', '-', ':']).map(str::len));
    let (start, end) = (before.unwrap_or(0), after.unwrap_or(name.len()));
    let inner = name.get(start..end).filter(|_| within(&lower)).unwrap_or(&name);
    let inner = inner.trim().trim_end_matches([':', '-', '–', '—']).trim();
    let named = inner.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !is_generic(&name);
    if named { inner.to_owned() } else { name }
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
    if is_diary(&text.text) {
        out.pass(text.line_at(0), text.line_at(text.text.len().saturating_sub(1)), "what the writer did");
        return None;
    }
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
    let heading = block.headings.last().map(|heading| topic(heading));
    let names = |name: &String| {
        // What `X's legacy` does, X did.
        !is_generic(name)
            && !names_deeds(name)
            && !is_doing(name)
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
    // `Made of gravel` below `Esker`: what is done to it.
    let undergoes = |name: &String| passive::left_out(&text.text, is_plural(name)).filter(|_| undergoes_itself(name));
    let told = |name: &String| undergoes(name).is_some() || verb(name);
    let announced = lead.is_some_and(|lead| lead.text.trim_end().ends_with([':', '：']));
    match heading.filter(names).filter(told).filter(|_| !announced) {
        Some(name) => {
            let be = undergoes(&name).map_or_else(String::new, |be| format!("{be} "));
            let whole = under(&the(name), &be, text);
            read(block, &whole, None, terms, out);
        }
        None => {
            read(block, text, None, terms, out);
        }
    }
}

/// Tells whether a heading announces deeds, which its bullets are: `Steps in analysis`, `Ways to learn`.
fn names_deeds(heading: &str) -> bool {
    const DEEDS: &[&str] = &[
        "steps", "ways", "methods", "techniques", "strategies", "tips", "guidelines", "tasks", "rules", "goals",
        "objectives", "aims", "responsibilities", "duties", "activities", "practices", "skills", "presentations",
        "requirements", "purposes", "instructions", "habits", "recommendations", "actions", "solutions",
    ];
    let words = heading.split_whitespace().map(bare);
    let own: Vec<String> =
        words.take_while(|word| !matches!(word.as_str(), "in" | "of" | "for" | "to" | "on" | "with")).collect();
    own.last().is_some_and(|last| DEEDS.contains(&last.as_str()))
}

/// `Securing the proxy`: the heading of what one does, and no thing that does something.
fn is_doing(heading: &str) -> bool {
    let base =
        |stem: &str| [stem.to_owned(), format!("{stem}e")].iter().any(|base| is_base_verb(base) && !is_noun_too(base));
    heading.split_once(' ').and_then(|(first, _)| bare(first).strip_suffix("ing").map(base)).unwrap_or(false)
}

/// Tells whether what stands below a heading is done to the thing it names: what is formed below
/// `Formation of a delta` is the delta.
fn undergoes_itself(heading: &str) -> bool {
    const OVER_OTHERS: &[&str] = &[
        "formation", "background", "rise", "fall", "highlights", "evolution", "history", "development", "origin",
        "origins", "question", "case", "issues", "part", "beginnings", "end", "start", "examples", "properties",
    ];
    let told = |word: &str| OVER_OTHERS.contains(&bare(word).as_str());
    names_a_thing(heading) && !heading.split_whitespace().any(told) && !heading.contains(|c: char| c.is_ascii_digit())
}

/// Returns the item with the heading's name before it as its marked subject.
fn under(name: &str, be: &str, text: &Inline) -> Inline {
    let shift = name.len() + 1 + be.len();
    let first = text.text.chars().next().map_or(0, char::len_utf8);
    let mut whole = Inline {
        text: format!("{name} {be}{}{}", text.text[..first].to_lowercase(), &text.text[first..]),
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

/// Tells whether a paragraph tells what its writer did: `I` before a verb, not `class I`.
fn is_diary(text: &str) -> bool {
    if ["Let's ", "Let’s ", "Let us "].iter().any(|start| text.starts_with(start)) {
        return true;
    }
    let words: Vec<&str> =
        if text.contains("I ") || text.contains("I'") { text.split_whitespace().collect() } else { return false };
    let tells = |pair: &[&str]| {
        let [first, second] = pair else { return false };
        let verb = bare(second);
        let deed = is_base_verb(&verb) || base_of_past(&verb).is_some();
        matches!(*first, "I'm" | "I've" | "I'd")
            || *first == "I" && (deed || matches!(verb.as_str(), "am" | "have" | "had" | "was" | "did"))
    };
    let numbered = |before: &str| before.starts_with(char::is_uppercase) && !before.ends_with(['.', ',']);
    words.windows(2).enumerate().any(|(at, pair)| {
        tells(pair) && !at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|before| numbered(before))
    })
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

/// Returns the text with a capital first letter.
pub(crate) fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |c| c.to_uppercase().chain(characters).collect())
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
    use crate::facts::{pairs_of, read};
    use crate::notes::note;

    #[test]
    fn a_heading_over_deeds_does_none_of_them() {
        let all = pairs_of(
            "# Work\n\n## Steps in analysis\n\n- identify the alternatives\n- compare the costs\n\n## Controllers\n\n- watch the state of the cluster\n- create pods for jobs\n",
            |_| true,
        );
        assert!(all.len() == 2 && all.iter().all(|(subject, _)| subject == "Controllers"), "{all:?}");
    }

    #[test]
    fn what_the_writer_did_gives_nothing() {
        let facts = |text: &str| read(&note("n.md", "n.md", text.as_bytes()).unwrap()).facts.len();
        assert_eq!(facts("I ran the script twice. The **script** is started by a command of the shell."), 0);
        assert!(facts("World War I saw new arms. The **tank** was built by the British army.") > 0);
    }

    #[test]
    fn a_bold_lead_in_with_its_colon_inside_the_mark_is_read() {
        let note = note("n.md", "n.md", b"# Pods\n\n**Containers:**\n- one process\n- kept apart\n").unwrap();
        assert!(read(&note).facts.iter().all(|fact| fact.subject != "Containers:"));
    }

    #[test]
    fn a_heading_speaks_of_its_thing_however_it_does() {
        for heading in ["Looms overview", "Introduction to Looms", "Facts about looms", "2. Looms: basics", "Looms"] {
            assert_eq!(super::topic(heading).to_lowercase(), "looms", "{heading}");
        }
        for whole in ["High-Level Overview", "Overview", "Key points", "Loom setup"] {
            assert_eq!(super::topic(whole), whole);
        }
    }

    #[test]
    fn a_reason_a_direction_or_a_feeling_is_no_object() {
        for text in [
            "**The cliff** erodes due to frost and salt.",
            "**The dune** moves inland due to wind.",
            "**The sea wall** is widely felt that it must be raised.",
            "Let's build a **sea wall**.",
        ] {
            assert_eq!(pairs_of(text, |_| true), Vec::<(String, String)>::new(), "{text}");
        }
    }

    #[test]
    fn a_bullet_that_tells_what_is_done_to_the_thing_above_it_is_read_with_its_name() {
        let told = pairs_of(
            "# Ice\n\n## Esker\n\n- Made of sand and gravel\n- Formed where a stream ran below the ice\n\n## Formation of a drumlin\n\n- Formed from dumped clay\n",
            |_| true,
        );
        let told: Vec<(&str, &str)> =
            told.iter().map(|(subject, object)| (subject.as_str(), object.as_str())).collect();
        assert_eq!(told, [("Esker", "sand and gravel"), ("Esker", "a stream ran below the ice")]);
    }
}
