//! The grammar of what is asked of a verb: that the word taken for the verb is one, that the words
//! taken for its subject are whole, and that the prompt does not break off.

use crate::facts::english::{bare, base_of_third, is_base_verb, is_noun_too};
use crate::facts::{Lead, Relation};

use super::Draft;
use super::vet::{Check, Finding};

/// The checks of the grammar in their order.
pub(super) const CHECKS: &[Check] = &[
    ("its verb is a verb", verb),
    ("its subject is whole", subject),
    ("the prompt does not break off", whole),
    ("its answer answers", answer),
];

/// Verb forms with which a clause is said, whatever its other words.
pub(super) const FINITE: &[&str] = &[
    "is", "are", "was", "were", "am", "can", "cannot", "could", "will", "would", "shall", "should", "may", "might",
    "must", "isn't", "aren't", "can't", "don't", "doesn't", "won't",
];

/// Words that open a clause with a verb of its own.
const SUBORDINATORS: &[&str] = &[
    "that", "which", "who", "whom", "whose", "where", "when", "whenever", "while", "what", "whatever", "how", "if",
    "whether", "because", "since", "so", "as", "until", "unless", "although", "though", "before", "after", "once",
    "why", "than", "but", "and", "or", "for",
];

/// Verbs that take a whole clause, also without `that`.
const TAKING_CLAUSES: &[&str] = &[
    "ensure", "say", "state", "show", "mean", "prove", "claim", "suggest", "hold", "believe", "think", "argue",
    "assume", "guarantee", "require", "indicate", "imply", "find", "predict", "tell", "note", "know", "assert",
    "propose", "provide", "demonstrate", "establish", "report", "check", "verify", "assure", "determine", "conclude",
    "hypothesize", "expect", "recommend", "specify", "dictate", "decide", "reveal", "teach", "warn", "feel", "see",
    "allow", "cause", "let",
];

/// Subject pronouns: before one a clause begins.
const SUBJECTS: &[&str] = &["we", "they", "he", "she", "i", "you"];

/// `What does Azure function? -> can be created`: another verb follows, so the word was a noun.
fn verb(draft: &Draft<'_>) -> Finding {
    let (Relation::Does { verb, .. } | Relation::Did { verb, .. }) = &draft.fact.relation else { return None };
    let base = verb.split_whitespace().next().unwrap_or("");
    let object = draft.fact.object.trim();
    let words: Vec<String> = object.split_whitespace().map(bare).collect();
    let first = words.first().map_or("", String::as_str);
    let opens_clause = verb.rsplit(' ').next().is_some_and(|last| SUBORDINATORS.contains(&last));
    let takes_clause = TAKING_CLAUSES.contains(&base) || opens_clause;
    let doubtful = is_noun_too(base);
    let verb_first = doubtful && is_base_verb(first) && !is_noun_too(first) || FINITE.contains(&first);
    let clause_first = is_base_verb(first) && words.get(1).is_some_and(|word| SUBJECTS.contains(&word.as_str()));
    let that_first = first == "that" && !takes_clause;
    let sign = object.starts_with(|c: char| {
        !c.is_alphanumeric()
            && !matches!(
                c,
                '"' | '\'' | '`' | '(' | '“' | '‘' | '$' | '€' | '£' | '.' | '/' | '+' | '-' | '<' | '~' | '@' | '#'
            )
    }) || object.starts_with("- ")
        || object.contains(" / ") && object.contains("->");
    // What an `AlwaysAllow` allows, its name says.
    let own = draft.fact.subject.split(|c: char| !c.is_alphanumeric()).any(|word| says_deed(word, base));
    if own {
        return Some(format!("`{}` says already that it does `{base}`", draft.fact.subject));
    }
    // `legal systems based on ...`: nobody bases.
    let participle = base == "base";
    let second = !takes_clause && has_second_verb(&words);
    (verb_first || clause_first || that_first || sign || participle || second)
        .then(|| format!("`{base}` is no verb here: `{object}`"))
}

/// Tells whether the last part of a name of several is the verb: `AlwaysDeny`.
fn says_deed(word: &str, base: &str) -> bool {
    let part = word.char_indices().rev().find(|(_, c)| c.is_uppercase()).map_or(0, |(at, _)| at);
    part > 0 && word[part..].eq_ignore_ascii_case(base)
}

/// Tells whether a verb follows that no word before it introduces.
fn has_second_verb(words: &[String]) -> bool {
    let at = words.iter().position(|word| FINITE.contains(&word.as_str()));
    at.is_some_and(|at| !words[..at].iter().any(|word| SUBORDINATORS.contains(&word.as_str())))
}

/// Words with which no subject ends.
const OPEN_ENDS: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "the", "a", "an", "each", "every", "other",
    "same", "any", "some", "of", "and", "or", "to", "with", "for", "no", "not", "between", "in", "on", "at", "by",
    "their", "its", "this", "these", "very", "more", "most", "if", "when",
];

/// `What do identifying gaps project?`, `the interval between two`: a piece is missing.
fn subject(draft: &Draft<'_>) -> Finding {
    if !draft.fact.relation.is_deed() && !matches!(draft.fact.relation, Relation::Members { lead: Lead::Verb { .. } }) {
        return None;
    }
    let subject = draft.fact.subject.trim();
    let words: Vec<String> = subject.split_whitespace().map(bare).collect();
    let last = words.last().map_or("", String::as_str);
    let open = words.len() > 1 && OPEN_ENDS.contains(&last);
    // A deed is one thing: `identifying gaps reveals`, not `reveal`.
    let deed = words.first().is_some_and(|word| word.ends_with("ing") && word.len() > 5)
        && words.len() > 1
        && !words.iter().any(|word| word == "and")
        && draft.prompt.to_lowercase().starts_with(&format!("what do {}", subject.to_lowercase()))
        && words
            .get(1)
            .is_some_and(|word| base_of_third(word).is_none_or(|base| is_noun_too(&base)) && word.ends_with('s'));
    let sign = subject.contains(" - ") || subject.contains(" = ") || subject.contains("->") || subject.contains(" / ");
    (open || deed || sign).then(|| format!("`{subject}` is not whole"))
}

/// `What does deadlock occur when?`, `What do functions work in? -> the same way as ...`.
fn whole(draft: &Draft<'_>) -> Finding {
    let words: Vec<&str> = draft.prompt.split_whitespace().collect();
    let article = |word: &str| matches!(word, "a" | "an" | "the" | "The" | "A" | "An");
    if words.windows(2).any(|pair| pair.iter().all(|word| article(word))) {
        return Some("an article stands before another".into());
    }
    let (Relation::Does { verb, .. } | Relation::Did { verb, .. }) = &draft.fact.relation else { return None };
    let (_, last) = verb.rsplit_once(' ')?;
    if !draft.prompt.trim_end_matches('?').ends_with(last) {
        return None;
    }
    let conjunction = matches!(last, "when" | "if" | "than" | "because" | "while" | "that" | "where" | "until");
    let object = draft.fact.object.to_lowercase();
    let manner = matches!(last, "in" | "on") && MANNERS.iter().any(|start| object.starts_with(start));
    (conjunction || manner).then(|| format!("a question cannot end with `{last}`"))
}

/// `What do conditions mean? -> Under what circumstances must each party perform?`
fn answer(draft: &Draft<'_>) -> Finding {
    // The issue of a case is a question.
    let told = matches!(draft.fact.relation, Relation::Described | Relation::Is(_) | Relation::Does { .. });
    let asks = told && draft.answer.trim_end().ends_with('?') && draft.answer.split_whitespace().count() > 1;
    asks.then(|| "the answer is itself a question".into())
}

/// Objects of `in` that say how something is done.
const MANNERS: &[&str] =
    &["the same way", "a similar way", "the same manner", "a similar manner", "a way", "order to", "the following"];

#[cfg(test)]
mod tests {
    use crate::questions::prompts;

    /// Tells whether a statement under a heading is asked at all.
    fn is_asked(sentence: &str) -> bool {
        prompts(&format!("# Notes\n\n{sentence}\n")).iter().any(|prompt| !prompt.is_empty())
    }

    #[test]
    fn no_prompt_has_two_articles_in_a_row() {
        let all = prompts(
            "# Sea\n\nLet’s take a closer look at **three ferry services** that make travel easier: **Night Ferry**, **Day Ferry**, and **Slow Boat**.\n",
        );
        assert!(all.iter().all(|prompt| !prompt.contains("the a ")), "{all:?}");
    }

    #[test]
    fn where_another_verb_follows_the_first_was_a_noun() {
        for sentence in [
            "**Harbour functions** can be created as a file or by a crane.",
            "**Berth allocation rules** prevent a queue by refusing one of the four conditions.",
            "**Safe states** guarantee we will complete all the loads.",
            "**Tie notes** tied together are not played separately.",
        ] {
            assert!(!is_asked(sentence), "{sentence}: {:?}", prompts(&format!("# Notes\n\n{sentence}\n")));
        }
    }

    #[test]
    fn a_clause_behind_the_object_or_behind_a_verb_that_takes_one_is_no_second_verb() {
        for sentence in [
            "**Cranes** carry containers that are too heavy for a truck.",
            "**The tide law** states that ships must leave before the ebb.",
            "**A pilot** guides ships while they are inside the harbour.",
        ] {
            assert!(is_asked(sentence), "{sentence}");
        }
    }

    #[test]
    fn a_question_is_no_answer() {
        let all = prompts(
            "# Contract\n\n- **Price**: What is the cost of the thing?\n- **Quantity**: the number of things sold\n",
        );
        assert!(all.iter().all(|prompt| !prompt.contains("rice")), "{all:?}");
    }

    #[test]
    fn what_a_name_says_of_its_deed_is_not_asked() {
        assert!(!is_asked("`AlwaysOpen` opens every gate of the lock."));
        assert!(is_asked("`GateKeeper` opens every gate of the lock."));
    }

    #[test]
    fn a_question_does_not_end_with_a_conjunction() {
        let all = prompts(
            "# Locks\n\n**Starvation** occurs when a process waits for a lock that others take again and again.\n",
        );
        assert!(all.iter().all(|prompt| !prompt.ends_with("when?")), "{all:?}");
    }

    #[test]
    fn how_long_is_asked_of_a_span_of_time() {
        let all = prompts("# Board\n\n**A chair** serves for two years.\n");
        assert!(all.contains(&"For how long does a chair serve?".to_owned()), "{all:?}");
    }
}
