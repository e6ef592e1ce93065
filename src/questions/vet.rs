//! The checks every question must pass by itself, in order, each with its name. What fails is
//! refused with the reason; a leak is first tried with the leaking words masked.

use crate::facts::english::{
    bare, base_of_past, base_of_third, is_base_verb, is_noun_too, is_plural, is_pointer, is_third_of,
};
use crate::facts::{Relation, is_generic, is_open, normal, telling_words, tokens, upper_first};
use crate::model::Direction;

use super::leak::{self, Siblings, same, says};
use super::{Draft, Refused, grammar, labels, reads, recovered};

/// Words an answer may have; beyond it a question asks for an essay.
const LONGEST_ANSWER: usize = 25;

/// Words a two-sided answer may have.
const LONGEST_CONTRAST: usize = 40;

/// Words a prompt may have.
const LONGEST_PROMPT: usize = 40;

/// Items one can be asked to name (Wozniak's rule 9: avoid sets).
const MOST_ITEMS: usize = 7;

/// What a check finds wrong.
pub(super) type Finding = Option<String>;

/// A check with its name.
pub(super) type Check = (&'static str, fn(&Draft<'_>) -> Finding);

/// Every check, in the order in which they are made.
const CHECKS: [&[Check]; 5] = [BY_ITSELF, reads::CHECKS, grammar::CHECKS, labels::CHECKS, recovered::CHECKS];

/// The checks of this file in their order.
const BY_ITSELF: &[Check] = &[
    ("cites its line", cites),
    ("has an answer", has_answer),
    ("free of markup", free_of_markup),
    ("knows what it speaks of", antecedent),
    ("nothing dangling", dangling),
    ("one fact", one_fact),
    ("a closed list", closed_list),
    ("not trivial", not_trivial),
    ("number agrees", number_agrees),
    ("words of the notes", words_of_notes),
];

/// Checks that are made outside this list.
const FURTHER: &[&str] = &[
    "written by hand", "answer not in the prompt", "answer masked in the prompt", "one prompt, one answer",
    "not asked twice",
];

/// Returns the check of a name.
pub(super) fn check_named(name: &str) -> Option<&'static str> {
    let made = CHECKS.into_iter().flatten().map(|(known, _)| *known);
    made.chain(FURTHER.iter().copied()).find(|known| *known == name)
}

/// Runs every check; hand-written cards are taken as written.
pub(super) fn vet<'a>(mut draft: Draft<'a>, siblings: &Siblings) -> Result<Draft<'a>, Box<Refused>> {
    if draft.authored() {
        draft.passed.push("written by hand");
        return Ok(draft);
    }
    draft.prompt = upper_first(&draft.prompt.split_whitespace().collect::<Vec<_>>().join(" "));
    for (name, check) in CHECKS.into_iter().flatten() {
        match check(&draft) {
            Some(reason) => return Err(draft.refuse(name, reason)),
            None => draft.passed.push(name),
        }
    }
    no_leak(draft, siblings)
}

/// M19. A question names the note and the lines that answer it.
fn cites(draft: &Draft<'_>) -> Finding {
    (draft.fact.line == 0 || draft.fact.end_line < draft.fact.line).then(|| "no line of the notes".into())
}

/// M07. The answer says something.
fn has_answer(draft: &Draft<'_>) -> Finding {
    let name = normal(&draft.answer);
    let letters = draft.answer.chars().filter(|c| c.is_alphanumeric()).count();
    let placeholder = matches!(name.as_str(), "n/a" | "tbd" | "todo" | "none" | "see above" | "see below");
    (letters < 1 || placeholder).then(|| "the answer is empty".into())
}

/// M10. Nothing of markup, addresses or damaged text is left.
fn free_of_markup(draft: &Draft<'_>) -> Finding {
    const SIGNS: &[&str] = &[
        "**", "](", "[[", "]]", "http://", "https://", "www.", "[^", "{{", ":::", "\u{ad}", "â€", "ðŸ", "\u{fffd}", "Ã",
    ];
    let all = format!("{} {} {}", draft.prompt, draft.answer, draft.items.join(" "));
    // `<T>` of a programming language looks like a tag on many screens: left alone as well.
    let opens = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') && rest.contains('>');
    let tag = all.split('<').skip(1).any(opens) || all.contains("__");
    let entity = all.split('&').skip(1).any(|rest| {
        rest.split_once(';').is_some_and(|(name, _)| {
            !name.is_empty() && name.len() <= 8 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
        })
    });
    let control = all.chars().any(char::is_control);
    SIGNS
        .iter()
        .find(|sign| all.contains(**sign))
        .map(|sign| format!("`{sign}` is left in the text"))
        .or_else(|| (tag || entity || control).then(|| "markup is left in the text".into()))
}

/// M05. Neither prompt nor answer leans on something said elsewhere.
fn antecedent(draft: &Draft<'_>) -> Finding {
    if draft.fact.subject.to_lowercase().contains("and so on") || draft.fact.subject.ends_with("etc.") {
        return Some("its subject is an open list".into());
    }
    let told = matches!(draft.fact.relation, Relation::Described | Relation::Is(_) | Relation::Does { .. });
    if told && draft.fact.owner.is_none() && is_generic(&draft.fact.subject) {
        return Some(format!("`{}` says nothing of what it belongs to", draft.fact.subject));
    }
    let named = told
        || matches!(draft.fact.relation, Relation::Cell { .. } | Relation::Aspect { .. } | Relation::Attribute { .. });
    if named && !is_term(&draft.fact.subject) {
        return Some(format!("`{}` is no name of a thing", draft.fact.subject));
    }
    if matches!(draft.fact.relation, Relation::Asks) {
        let points = ["it", "they", "he", "she", "this", "these", "those", "them"];
        let words: Vec<String> = draft.prompt.split_whitespace().take(6).map(bare).collect();
        let named = |at: usize| words.iter().take(at).filter(|word| word.len() > 4).count() > 1;
        if words.iter().enumerate().any(|(at, word)| points.contains(&word.as_str()) && !named(at)) {
            return Some("its pronoun stands for something outside the question".into());
        }
    }
    let first = |text: &str| text.split_whitespace().next().map(bare).unwrap_or_default();
    let pointing = [
        "it", "its", "they", "their", "them", "this", "that", "these", "those", "he", "she", "such", "here", "above",
        "below", "following",
    ];
    let subject = first(&draft.fact.subject);
    let asks = matches!(draft.fact.relation, Relation::Asks);
    if !asks
        && is_pointer(&subject)
        && !matches!(subject.as_str(), "each" | "all" | "other" | "others" | "one" | "both" | "most" | "some")
        || pointing.contains(&subject.as_str()) && !asks
    {
        return Some(format!("`{}` points at something not in the question", draft.fact.subject));
    }
    let start = first(&draft.answer);
    // What a question of the notes speaks of, its answer may name by a pronoun.
    let named = asks && matches!(start.as_str(), "it" | "they" | "its" | "their");
    if !named && pointing.contains(&start.as_str()) && draft.answer.split_whitespace().count() > 1 {
        return Some(format!("the answer begins with `{start}`"));
    }
    let inside = draft.answer.split_whitespace().map(bare).any(|word| matches!(word.as_str(), "above" | "below"));
    inside.then(|| "the answer points elsewhere in the notes".into())
}

/// Tells whether a subject can be one: no instruction, no adverb, no phrase of place or time.
fn is_term(subject: &str) -> bool {
    let words: Vec<String> = subject.split_whitespace().map(bare).collect();
    let first = words.first().map_or("", String::as_str);
    let instructs = matches!(
        first,
        "use" | "leverage" | "avoid" | "enable" | "set" | "choose" | "keep" | "ensure" | "create" | "add" | "make"
    );
    let does = words.len() > 1 && base_of_third(first).is_some_and(|base| !is_noun_too(&base));
    let told = does
        || words.len() > 1 && instructs
        || words.len() > 1 && is_base_verb(first) && !is_noun_too(first) && !words.iter().any(|word| word == "of");
    let placed = words.len() > 1
        && matches!(
            first,
            "in" | "on"
                | "at"
                | "by"
                | "for"
                | "with"
                | "from"
                | "to"
                | "when"
                | "if"
                | "while"
                | "after"
                | "before"
                | "as"
                | "because"
                | "during"
                | "not"
                | "no"
                | "how"
                | "why"
                | "what"
        );
    let adverb = words.len() == 1
        && first.ends_with("ly")
        && first.len() > 5
        && first != "assembly"
        && first != "anomaly"
        && first != "family";
    !(told || placed || adverb)
}

/// M06. Nothing breaks off: brackets and quotes close, no word waits for the next.
fn dangling(draft: &Draft<'_>) -> Finding {
    const OPEN_ENDS: &[&str] =
        &["and", "or", "but", "of", "the", "a", "an", "to", "in", "with", "for", "e.g", "as", "by", "such"];
    let last = draft.answer.split_whitespace().last().map(bare).unwrap_or_default();
    let ends = draft.answer.ends_with(':')
        || (OPEN_ENDS.contains(&last.as_str()) && draft.answer.split_whitespace().count() > 1);
    // `the body that every group reports to` ends as a relative clause may.
    let relative = [" that ", " which ", " whom ", " where "].iter().any(|word| draft.answer.contains(word));
    let ends = ends && !(relative && matches!(last.as_str(), "to" | "for" | "with" | "in" | "by" | "of"));
    let back = draft.direction == Direction::Reverse && draft.fact.object.trim_end().ends_with(" such as");
    let ends = ends || back;
    let first = draft.answer.split_whitespace().next().unwrap_or("");
    let begins = matches!(first, "and" | "or" | "but" | "which") && draft.answer.split_whitespace().count() > 1;
    let code = draft.fact.subject.contains(['(', ')', '"']) && !draft.fact.subject.contains(" (")
        || draft.direction == Direction::Reverse && draft.answer.chars().filter(|c| c.is_alphabetic()).count() < 1;
    let unbalanced = |text: &str| {
        text.matches('(').count() != text.matches(')').count()
            || text.matches('"').count() % 2 == 1
            || text.matches('“').count() != text.matches('”').count()
    };
    if matches!(draft.fact.relation, Relation::Command) {
        return None;
    }
    if ends || begins {
        return Some("the answer breaks off".into());
    }
    (unbalanced(&draft.answer) || unbalanced(&draft.prompt) && !code)
        .then(|| "a bracket or quotation mark does not close".into())
}

/// M08. One fact, in one breath.
fn one_fact(draft: &Draft<'_>) -> Finding {
    let words = draft.answer.split_whitespace().count();
    let limit = if draft.direction == Direction::Contrast { LONGEST_CONTRAST } else { LONGEST_ANSWER };
    if words > limit && draft.items.is_empty() {
        return Some(format!("an answer of {words} words"));
    }
    if draft.prompt.split_whitespace().count() > LONGEST_PROMPT {
        return Some(format!("a prompt of {} words", draft.prompt.split_whitespace().count()));
    }
    if draft.prompt.contains("(1)")
        || draft.answer.contains("(1)")
        || draft.answer.contains("(2)")
        || draft.answer.contains("(ii)")
    {
        return Some("the answer counts several points".into());
    }
    // `v.` and initials end no sentence.
    let ends = |part: &str| part.split_whitespace().last().is_some_and(|word| word.chars().count() > 3);
    let asked = 1 + draft.prompt.match_indices(". ").filter(|(at, _)| ends(&draft.prompt[..*at])).count();
    if asked > 1
        && matches!(draft.direction, Direction::Reverse | Direction::Forward)
        && !matches!(draft.fact.relation, Relation::Asks)
    {
        return Some("the prompt is more than one sentence".into());
    }
    let sentences = draft.answer.split(". ").filter(|part| part.split_whitespace().count() > 2).count();
    let joined = draft.direction != Direction::Contrast && draft.answer.contains("; ") && words > 12;
    (sentences > 1 || joined).then(|| "the answer states more than one fact".into())
}

/// M09. A list to be named is short and complete.
fn closed_list(draft: &Draft<'_>) -> Finding {
    if draft.items.is_empty() {
        return None;
    }
    if draft.items.len() > MOST_ITEMS {
        return Some(format!("a list of {} to be named", draft.items.len()));
    }
    let mut names: Vec<String> = draft.items.iter().map(|item| normal(item)).collect();
    names.sort();
    names.dedup();
    if names.len() != draft.items.len() {
        return Some("an item stands twice".into());
    }
    draft.items.iter().any(|item| is_open(item)).then(|| "the list is open".into())
}

/// M12. The answer is not what the prompt names anyway.
fn not_trivial(draft: &Draft<'_>) -> Finding {
    (normal(&draft.answer) == normal(&draft.fact.subject) && draft.direction == Direction::Forward)
        .then(|| "the answer is the term itself".into())
}

/// M15. `What is` and `What are`, `does` and `do` agree with their subject.
fn number_agrees(draft: &Draft<'_>) -> Finding {
    let simple = |start: &str| draft.prompt.strip_prefix(start).map(|rest| rest.trim_end_matches('?').to_owned());
    let wrong = |subject: Option<String>, plural: bool| {
        subject.is_some_and(|text| {
            !text.contains(" and ")
                && !text.contains(['`', ',', ':'])
                && text.split_whitespace().count() <= 3
                && is_plural(&text) != plural
        })
    };
    let is =
        matches!(draft.fact.relation, Relation::Described | Relation::Is(_)) && draft.direction == Direction::Forward;
    (is && (wrong(simple("What is "), false) || wrong(simple("What are "), true)))
        .then(|| "singular and plural do not agree".into())
}

/// Words a template brings along.
const TEMPLATE: &[&str] = &[
    "ways", "long", "often", "abbreviation", "term", "given", "step", "used", "should", "called", "part", "differ",
    "purpose", "things", "thing", "include", "described", "meant", "mean", "means", "after", "right", "comes", "come",
    "two", "three", "four", "five", "six", "seven", "which", "name", "examples", "cover", "found", "die", "one",
    "four", "has", "these", "where", "when", "why", "who", "into", "under", "either", "or", "happens", "happen",
    "happened", "state", "did", "event", "date", "year", "many", "live", "begin", "end", "start", "whom", "regard",
    "formula", "value", "command", "belongs", "given", "both", "this", "focuses", "specializes", "deals", "goes",
    "involve", "being", "decided", "about", "case", "kind", "effect", "have", "occur", "refer", "difference",
    "example",
];

/// M18. Every word that means something stands in the lines cited, or above them.
fn words_of_notes(draft: &Draft<'_>) -> Finding {
    let fact = draft.fact;
    let cited: Vec<String> = [fact.evidence.as_str(), fact.subject.as_str()]
        .into_iter()
        .chain(fact.headings.iter().map(AsRef::as_ref))
        .chain(fact.owner.as_deref())
        .map(normal)
        .collect();
    let known: Vec<&str> = cited.iter().flat_map(|text| telling_words(text)).collect();
    let in_notes = |word: &str| {
        known.contains(&word)
            || known.iter().any(|other| {
                same(word, other)
                    || is_third_of(other, word)
                    || is_third_of(word, other)
                    || base_of_past(other).is_some_and(|base| base == *word)
            })
    };
    let (answer, prompt) = (normal(&draft.answer), normal(&draft.prompt));
    let foreign = telling_words(&answer)
        .find(|word| !(in_notes(word) || draft.direction == Direction::Contrast && *word == "against"));
    let asked = || telling_words(&prompt).find(|word| !(TEMPLATE.contains(word) || in_notes(word)));
    foreign.or_else(asked).map(|word| format!("`{word}` is not in the lines cited"))
}

/// M01 and M02. The prompt does not say the answer, whole or by half; a few leaking words of a
/// reverse question are masked.
fn no_leak<'a>(mut draft: Draft<'a>, siblings: &Siblings) -> Result<Draft<'a>, Box<Refused>> {
    let exempt =
        matches!(draft.fact.relation, Relation::StandsFor | Relation::Asks) || draft.direction == Direction::Contrast;
    let reverse = draft.direction == Direction::Reverse;
    let telling = siblings.telling(draft.fact, &draft.answer, reverse);
    let choice = draft.prompt.starts_with("Which of ") && draft.prompt.contains(" has ");
    if exempt || choice {
        draft.passed.push("answer not in the prompt");
        return Ok(draft);
    }
    if !leaks(&draft, &telling) {
        draft.passed.push("answer not in the prompt");
        return Ok(draft);
    }
    if let Some(short) = reverse.then(|| without_brackets(&draft.prompt)).flatten() {
        draft.prompt = short;
        if !leaks(&draft, &telling) {
            draft.passed.push("answer not in the prompt");
            return Ok(draft);
        }
    }
    let template =
        tokens(draft.prompt.split(':').next().filter(|_| draft.prompt.contains(": ")).unwrap_or("which what"));
    match leak::mask(&draft.prompt, &telling, &template).filter(|_| reverse) {
        Some(masked) => {
            draft.prompt = masked;
            draft.passed.push("answer masked in the prompt");
            if leaks(&draft, &telling) {
                Err(draft.refuse("answer not in the prompt", "the prompt gives the answer away"))
            } else {
                Ok(draft)
            }
        }
        None => Err(draft.refuse("answer not in the prompt", "the prompt gives the answer away")),
    }
}

/// Returns the prompt without what stands in brackets, if anything does.
fn without_brackets(prompt: &str) -> Option<String> {
    let mut out = String::with_capacity(prompt.len());
    let mut depth = 0_i32;
    for character in prompt.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    let folded = out.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",").replace(" ?", "?");
    (folded != prompt).then_some(folded)
}

fn leaks(draft: &Draft<'_>, telling: &[String]) -> bool {
    let share = leak::share_of(telling, &draft.prompt);
    let short = telling.len() <= 2;
    let reverse = draft.direction == Direction::Reverse;
    let whole = normal(&draft.answer).chars().count() > 2 && says(&draft.prompt, &draft.answer);
    // `the term for special interest group, a standing group`: the letters say it.
    let spelled = reverse && draft.prompt.contains("the term for ") && leak::spells_out(&draft.prompt, &draft.answer);
    whole || spelled || share >= 0.5 || (short && share > 0.0) || (reverse && share > 0.34)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::facts::Fact;
    use crate::model::Kind;
    use crate::notes::Note;

    fn note() -> Note {
        Note {
            path: Arc::from("n.md"),
            key: Arc::from("n.md"),
            front_matter: String::new(),
            text: Arc::from(""),
            blocks: Vec::new(),
            remarks: Vec::new(),
            line_count: 9,
        }
    }

    fn fact(subject: &str, object: &str) -> Fact {
        Fact {
            kind: Kind::Term,
            subject: subject.into(),
            relation: Relation::Described,
            object: object.into(),
            items: Vec::new(),
            headings: Arc::from([]),
            line: 1,
            end_line: 1,
            group: 1,
            evidence: format!("{subject} {object}"),
            owner: None,
            example: None,
        }
    }

    /// Returns the name of the check that refuses the question, `none` if it passes.
    fn refused_by(prompt: &str, answer: &str, direction: Direction, fact: &Fact) -> &'static str {
        let note = note();
        let draft = Draft {
            fact,
            note: &note,
            direction,
            prompt: prompt.into(),
            answer: answer.into(),
            items: Vec::new(),
            context: Vec::new(),
            also: Vec::new(),
            passed: Vec::new(),
        };
        vet(draft, &Siblings::of(std::slice::from_ref(fact))).map_or_else(|refusal| refusal.check, |_| "none")
    }

    #[test]
    fn a_good_question_passes_every_check() {
        let fact = fact("Latency", "time until the first byte");
        assert_eq!(refused_by("What is Latency?", "time until the first byte", Direction::Forward, &fact), "none");
    }

    #[test]
    fn a_question_without_a_line_is_refused() {
        let mut fact = fact("Latency", "time until the first byte");
        fact.line = 0;
        assert_eq!(
            refused_by("What is Latency?", "time until the first byte", Direction::Forward, &fact),
            "cites its line"
        );
    }

    #[test]
    fn an_empty_or_placeholder_answer_is_refused() {
        assert_eq!(refused_by("What is Latency?", "TBD", Direction::Forward, &fact("Latency", "TBD")), "has an answer");
    }

    #[test]
    fn markup_and_damaged_text_are_refused() {
        assert_eq!(
            refused_by(
                "What is Latency?",
                "**time** to byte",
                Direction::Forward,
                &fact("Latency", "**time** to byte")
            ),
            "free of markup"
        );
        assert_eq!(
            refused_by("What is Latency?", "time â€” byte", Direction::Forward, &fact("Latency", "time â€” byte")),
            "free of markup"
        );
    }

    #[test]
    fn a_pronoun_without_its_noun_is_refused() {
        assert_eq!(
            refused_by(
                "What do they bring?",
                "experts and users",
                Direction::Forward,
                &fact("they", "experts and users")
            ),
            "knows what it speaks of"
        );
        assert_eq!(
            refused_by(
                "What is Latency?",
                "this is the delay",
                Direction::Forward,
                &fact("Latency", "this is the delay")
            ),
            "knows what it speaks of"
        );
    }

    #[test]
    fn an_answer_that_breaks_off_is_refused() {
        assert_eq!(
            refused_by("What is Latency?", "time of the", Direction::Forward, &fact("Latency", "time of the")),
            "nothing dangling"
        );
        assert_eq!(
            refused_by("What is Latency?", "time (of bytes", Direction::Forward, &fact("Latency", "time (of bytes")),
            "nothing dangling"
        );
    }

    #[test]
    fn an_essay_is_refused() {
        let long = "word ".repeat(26);
        assert_eq!(
            refused_by("What is Latency?", long.trim(), Direction::Forward, &fact("Latency", &long)),
            "one fact"
        );
    }

    #[test]
    fn a_term_that_answers_itself_is_refused() {
        assert_eq!(
            refused_by("What is Latency?", "latency", Direction::Forward, &fact("Latency", "latency")),
            "not trivial"
        );
    }

    #[test]
    fn singular_and_plural_must_agree() {
        assert_eq!(
            refused_by("What is Members?", "people inside", Direction::Forward, &fact("Members", "people inside")),
            "number agrees"
        );
    }

    #[test]
    fn words_from_outside_the_notes_are_refused() {
        assert_eq!(
            refused_by("What is Latency?", "delay in milliseconds", Direction::Forward, &fact("Latency", "delay")),
            "words of the notes"
        );
        assert_eq!(
            refused_by("What is Latency in networks?", "delay", Direction::Forward, &fact("Latency", "delay")),
            "words of the notes"
        );
    }

    #[test]
    fn a_prompt_that_gives_the_answer_away_is_refused_or_masked() {
        let fact = fact("SIG Storage", "storage things");
        assert_eq!(
            refused_by("What is the term for storage things?", "SIG Storage", Direction::Reverse, &fact),
            "answer not in the prompt"
        );
    }
}
