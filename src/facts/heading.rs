//! A heading that asks, answered by the sentence below it, and a heading that is a term,
//! explained by the phrase below it.

use crate::model::Kind;
use crate::notes::{Block, Inline};

use super::english::{
    Opening, bare, base_of_past, base_of_third, is_base_verb, is_clause, is_noun_too, is_plural, is_pointer,
    is_stop_word, opening,
};
use super::section::{is_boilerplate, is_generic, names_a_thing};
use super::sentence::{plain_heading, topic};
use super::text::{enumeration, normal, sentences};
use super::{Fact, Facts, Relation};

/// Words in an answer above which it is an essay.
const LONGEST: usize = 25;

/// Words a term may have.
const LONGEST_TERM: usize = 5;

/// Reads the first paragraph under a heading that asks; tells whether it answers.
pub(super) fn answer(block: &Block, text: &Inline, out: &mut Facts) -> bool {
    let Some(question) =
        block.headings.last().map(|heading| plain_heading(heading)).filter(|heading| heading.ends_with(['?', '？']))
    else {
        return false;
    };
    let Some(first) = sentences(&text.text).into_iter().next() else { return false };
    let answer = text.text[first.clone()].trim_end_matches(['.', '。']).trim();
    let words = answer.split_whitespace().count();
    let whole = words <= LONGEST && words > 0 && !answer.ends_with([':', '?']);
    let opening = bare(answer.split_whitespace().next().unwrap_or(""));
    let points = is_pointer(&opening) && !matches!(opening.as_str(), "it" | "they" | "each" | "both" | "all" | "most");
    let closed = ["is ", "are ", "do ", "does ", "can ", "should ", "will ", "did ", "has ", "have "]
        .iter()
        .any(|word| question.to_lowercase().starts_with(word));
    let decided = matches!(opening.as_str(), "yes" | "no");
    if !whole || points || closed || decided || leads_in(answer) {
        return false;
    }
    let group = out.group();
    out.facts.push(Fact {
        kind: Kind::Heading,
        subject: question.clone(),
        relation: Relation::Asks,
        object: answer.to_owned(),
        headings: above(block),
        ..base(block, text, &first, group)
    });
    true
}

/// Tells whether the first sentence below a question only leads to its answer: `The following rules ...`,
/// `Often, when you write code, you ...`.
fn leads_in(sentence: &str) -> bool {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let first = words.first().map_or("", |word| *word);
    let opens = matches!(
        bare(first).as_str(),
        "often"
            | "when"
            | "if"
            | "as"
            | "while"
            | "although"
            | "today"
            | "now"
            | "imagine"
            | "let"
            | "let's"
            | "suppose"
            | "there"
            | "you"
            | "we"
            | "so"
            | "well"
            | "like"
    );
    let follows = words.iter().take(6).any(|word| matches!(bare(word).as_str(), "following" | "below"));
    opens && sentence.contains(',') || matches!(bare(first).as_str(), "you" | "we") || first.ends_with(',') || follows
}

/// Reads a line that asks with its answer in the lines below; tells whether it is one.
pub(super) fn asked(block: &Block, text: &Inline, out: &mut Facts) -> bool {
    let Some((second, _)) = text.lines.get(1) else { return false };
    let (question, answer) = (text.text[..*second].trim(), text.text[*second..].trim());
    let words = |text: &str| text.split_whitespace().count();
    let fine = question.ends_with('?')
        && !question.contains(": ")
        && (3..=16).contains(&words(question))
        && (1..=LONGEST).contains(&words(answer))
        && !answer.contains('?')
        && sentences(answer).len() == 1
        && sentences(question).len() == 1
        && !is_pointer(&bare(answer.split_whitespace().next().unwrap_or("")));
    if !fine {
        return false;
    }
    let group = out.group();
    out.facts.push(Fact {
        kind: Kind::Heading,
        subject: question.to_owned(),
        relation: Relation::Asks,
        object: answer.trim_end_matches(['.', '。']).to_owned(),
        ..base(block, text, &(0..text.text.len()), group)
    });
    true
}

/// Reads the first paragraph under a heading that is a term: a phrase without a verb of its own
/// tells what the term is. Tells whether it does.
pub(super) fn definition(block: &Block, text: &Inline, titled: bool, out: &mut Facts) -> bool {
    let Some(term) = block.headings.last().map(|heading| topic(heading)) else { return false };
    let thought = super::lines::first_thought(text);
    let text = thought.as_ref().unwrap_or(text);
    let Some(first) = sentences(&text.text).into_iter().next() else { return false };
    let phrase = text.text[first.clone()].trim_end_matches('.').trim();
    let marked = text.marks.iter().any(|mark| mark.range.start <= first.start && mark.range.len() > 1);
    let named = normal(phrase).starts_with(&normal(&term));
    let below_title = block.headings.len() > usize::from(titled);
    if !below_title || marked || named || !is_term(&term) || !explains(phrase) {
        return false;
    }
    let group = out.group();
    out.facts.push(Fact {
        subject: term,
        relation: Relation::Described,
        object: phrase.to_owned(),
        headings: above(block),
        ..base(block, text, &first, group)
    });
    true
}

/// Tells whether a heading is a term that a phrase may explain.
fn is_term(heading: &str) -> bool {
    let words: Vec<&str> = heading.split_whitespace().collect();
    !is_generic(heading)
        && !is_boilerplate(heading)
        && names_a_thing(heading)
        && words.len() <= LONGEST_TERM
        && heading.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !heading.contains([':', '?', '/', ',', '!'])
        && ![" vs", " and ", " & ", " of the "].iter().any(|sign| heading.to_lowercase().contains(sign))
        && !words.first().is_some_and(|word| words.len() > 1 && instructs(&bare(word)))
}

/// Words with which no explanation begins.
const OPENERS: &[&str] =
    &["in", "when", "if", "see", "for", "by", "as", "note", "with", "there", "from", "because", "use", "to"];

/// Tells whether a phrase says what a term is: no sentence, no list of topics.
pub(super) fn explains(phrase: &str) -> bool {
    let first = bare(phrase.split_whitespace().next().unwrap_or(""));
    let begins = !is_pointer(&first) && !OPENERS.contains(&first.as_str());
    let count = phrase.split_whitespace().count();
    let whole = (3..=LONGEST).contains(&count) && !phrase.ends_with([':', '?', '!']) && !phrase.contains(": ");
    let deed = opening(phrase) == Opening::ThirdVerb && phrase.starts_with(char::is_uppercase);
    begins && whole && !happened(phrase) && !lists_topics(phrase) && !is_clause(phrase) && (deed || noun_phrase(phrase))
}

/// `The war ended in 1918` is a sentence, though `ended` might be a participle.
fn happened(phrase: &str) -> bool {
    let heads: Vec<String> = phrase.split_whitespace().take(4).map(bare).collect();
    let place = |next: &str| matches!(next, "in" | "on" | "at" | "when" | "after" | "a" | "the");
    heads.windows(2).skip(1).any(|pair| matches!(pair, [verb, next] if base_of_past(verb).is_some() && place(next)))
}

/// `Primitives, signed certificates, and access control` are the topics of a section.
fn lists_topics(phrase: &str) -> bool {
    let parts = enumeration(phrase);
    let several = parts.iter().skip(1).any(|part| part.contains(' '));
    let process = phrase.to_lowercase().starts_with("the process");
    parts.len() > 2 && several && !process && !phrase.contains(" that ")
}

/// Tells whether a word opens a heading that tells the reader to do something.
fn instructs(word: &str) -> bool {
    matches!(
        word,
        "how"
            | "why"
            | "what"
            | "using"
            | "install"
            | "installing"
            | "create"
            | "creating"
            | "run"
            | "running"
            | "add"
            | "adding"
            | "set"
            | "setting"
            | "get"
            | "getting"
            | "make"
            | "build"
            | "building"
            | "use"
            | "write"
            | "writing"
            | "configure"
            | "working"
            | "about"
    )
}

/// Tells whether of several bullets the first alone is built as a definition is.
pub(super) fn only_definition<'a>(first: &Inline, mut rest: impl Iterator<Item = &'a Inline>) -> bool {
    let defines = |text: &Inline| {
        let phrase = text.text.trim();
        noun_phrase(phrase) && (4..=LONGEST).contains(&phrase.split_whitespace().count()) && !is_clause(phrase)
    };
    let article =
        |text: &Inline| matches!(bare(text.text.split_whitespace().next().unwrap_or("")).as_str(), "a" | "an" | "the");
    let bound = first
        .text
        .split_whitespace()
        .skip(1)
        .take(6)
        .any(|word| matches!(word, "that" | "which" | "who" | "used" | "of"));
    defines(first) && (article(first) || bound) && !rest.any(|text| defines(text) || text.text.contains(": "))
}

/// Tells whether a phrase opens as a definition does: an article, a gerund, a comparison, or a noun
/// that a few words later is told more closely.
pub(super) fn noun_phrase(phrase: &str) -> bool {
    let first = bare(phrase.split_whitespace().next().unwrap_or(""));
    let articled = matches!(first.as_str(), "a" | "an" | "the" | "any" | "all" | "one" | "how" | "when");
    let third = base_of_third(&first).is_some_and(|base| !is_noun_too(&base));
    let verb = third || is_base_verb(&first) && !is_noun_too(&first);
    let bound = |word: &str| {
        matches!(word, "that" | "which" | "who" | "whose" | "of" | "for" | "used" | "by" | "where" | "from")
    };
    let noun = opening(phrase) == Opening::Noun && !verb && !first.ends_with("ly") && !is_stop_word(&first);
    let second = bare(phrase.split_whitespace().nth(1).unwrap_or(""));
    let acts = is_plural(&first) && (is_base_verb(&second) || base_of_past(&second).is_some() && second != "used");
    let told = phrase.split_whitespace().skip(1).take(4).take_while(|word| !word.ends_with([',', ';', ':'])).any(bound);
    articled
        || noun
            && told
            && !acts
            && phrase.split_whitespace().nth(1).is_some_and(|word| word.starts_with(char::is_lowercase))
        || first.ends_with("ing") && first.len() > 5
        || matches!(second.as_str(), "of" | "that" | "for" | "in" | "which" | "who")
}

fn above(block: &Block) -> std::sync::Arc<[std::sync::Arc<str>]> {
    block.headings.iter().take(block.headings.len().saturating_sub(1)).cloned().collect()
}

fn base(block: &Block, text: &Inline, range: &std::ops::Range<usize>, group: u32) -> Fact {
    Fact {
        kind: Kind::Heading,
        subject: String::new(),
        relation: Relation::Asks,
        object: String::new(),
        items: Vec::new(),
        headings: block.headings.clone(),
        line: text.line_at(range.start),
        end_line: text.line_at(range.end.saturating_sub(1)),
        group,
        evidence: format!("{} {}", block.headings.last().map_or("", |heading| heading), text.text),
        owner: None,
        example: None,
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::{Relation, pairs_of};

    fn told(text: &str) -> Vec<String> {
        pairs_of(text, |relation| *relation == Relation::Described).into_iter().map(|(_, object)| object).collect()
    }

    #[test]
    fn the_phrase_below_a_term_explains_it_in_a_line_or_a_bullet() {
        let text = "## 1 Rods\n\nRetinal receptors that detect grey\n\n## 2 Cones\n\n- the receptors that detect colour\n\
            - packed densely\n";
        assert_eq!(told(text), ["Retinal receptors that detect grey", "the receptors that detect colour"]);
    }

    #[test]
    fn a_sentence_or_one_of_several_like_phrases_explains_no_heading() {
        for below in [
            "Experiments show that bodies push back",
            "Sailors searched for better ways of trade",
            "Guns of each deck, spare sails, and masts of pine",
            "- a ship of the line\n- a boat of the coast",
        ] {
            assert_eq!(told(&format!("# Sea\n\n## Fleet\n\n{below}\n")), Vec::<String>::new(), "{below}");
        }
    }

    #[test]
    fn the_title_of_a_note_is_no_term() {
        assert_eq!(
            told("# Sea\n\nThe water that covers most of the earth\n\n## Ebb\n\nOn it.\n\n## Flood\n\nOff it.\n"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_sentence_that_only_leads_to_its_answer_answers_no_heading() {
        let asked = |below: &str| {
            pairs_of(&format!("# Sea\n\n## What is a tide?\n\n{below}\n"), |it| *it == Relation::Asks).len()
        };
        assert_eq!(asked("The rise and fall of the sea."), 1);
        for below in [
            "The following rules say what it is.",
            "Often, when you sail, you wait for the tide.",
            "You will see it daily.",
        ] {
            assert_eq!(asked(below), 0, "{below}");
        }
    }

    #[test]
    fn what_a_thing_does_is_told_below_its_heading() {
        let text =
            "# Ship\n\n## Rudder\n\nSteers the ship, even in a storm.\n\n- Hangs from the stern\n- Needs a tiller\n";
        assert_eq!(told(text), ["Steers the ship, even in a storm"]);
        let needs = pairs_of(text, |relation| matches!(relation, Relation::Does { .. }));
        assert_eq!(needs, [("Rudder".to_owned(), "a tiller".to_owned())]);
    }
}
