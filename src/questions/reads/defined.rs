//! A definition: it says what a thing is.

use super::pointed::is_role;
use crate::facts::Relation;
use crate::facts::english::{bare, is_adjective, is_quality, opens_bound};
use crate::model::Direction;
use crate::questions::Draft;
use crate::questions::vet::Finding;

/// `What is static analysis? -> proactive`: a quality says how something is, not what.
pub(super) fn definition(draft: &Draft<'_>) -> Finding {
    if matches!(draft.fact.relation, Relation::Is(_)) && is_eased(&draft.fact.object) {
        return Some(format!("`{}` is said of the deed, not of the thing", draft.fact.object));
    }
    let asks = ["What is ", "What are ", "What was ", "What were "].iter().any(|start| draft.prompt.starts_with(start))
        && !["What is the term ", "What is the purpose "].iter().any(|start| draft.prompt.starts_with(start));
    let told = matches!(draft.fact.relation, Relation::Is(_) | Relation::Described);
    if told && is_quality(&draft.fact.subject) && says_again(&draft.fact.subject, &draft.answer) {
        return Some(format!("`{}` is told by itself", draft.fact.subject));
    }
    if !(asks && told && draft.direction == Direction::Forward) {
        return None;
    }
    let name = draft.fact.subject.trim_start_matches(['$', '`']);
    if matches!(draft.fact.relation, Relation::Is(_)) && name.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return Some(format!("`{name}` is a sign, of whatever it stands for there"));
    }
    let place = draft.answer.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    if place.is_some_and(|(name, _)| name.chars().all(char::is_alphanumeric)) {
        return Some("a place for a value is no definition".into());
    }
    if is_class_alone(&draft.answer) || judges(&draft.answer) {
        return Some(format!("`{}` says not enough of it", draft.answer));
    }
    let first = bare(draft.answer.split_whitespace().next().unwrap_or(""));
    if !tells_how(&first) && is_bald(draft) {
        return Some(format!("`{}` says not enough of it", draft.answer));
    }
    let how = tells_how(&first)
        || opens_bound(&draft.answer)
        || opens_with_quality(&draft.answer)
        || SHOWING.contains(&first.as_str())
        || is_part(&draft.answer);
    how.then(|| format!("`{}` says how it is, not what", draft.answer))
}

/// Tells whether an answer says of something that it is of a quality, and no more.
fn says_again(quality: &str, answer: &str) -> bool {
    let (quality, answer) = (quality.to_lowercase(), answer.to_lowercase());
    ["is", "are", "be"].iter().any(|be| answer.contains(&format!(" {be} {quality}")))
}

/// `a good way to ...`, `the industry standard`: says what one thinks of it.
fn judges(answer: &str) -> bool {
    const JUDGING: &[&str] = &["good", "great", "pivotal", "perfect", "nice"];
    let mut words = answer.split_whitespace().map(bare);
    let articled = words.next().is_some_and(|word| matches!(word.as_str(), "a" | "an" | "the"));
    let second = words.next().unwrap_or_default();
    articled
        && (JUDGING.contains(&second.as_str()) || second == "industry" && words.next().as_deref() == Some("standard"))
}

/// `a risk`, `a method`: a class so wide that its name alone tells nothing of a thing.
fn is_class_alone(answer: &str) -> bool {
    const WIDE: &[&str] = &[
        "risk", "problem", "issue", "tool", "thing", "method", "process", "concept", "topic", "term", "technology",
        "technique", "feature", "challenge", "skill", "way", "system", "type", "kind", "word", "name", "option",
    ];
    let noun = ["a ", "an ", "the "].iter().find_map(|article| answer.strip_prefix(article)).unwrap_or(answer);
    WIDE.contains(&noun.to_lowercase().as_str())
}

/// Words with which a deed is told and no thing.
const SHOWING: &[&str] = &[
    "exposing", "reshaping", "using", "helping", "allowing", "enabling", "including", "providing", "offering",
    "supporting", "based",
];

/// Tells whether one word is all that is said of a name, and nothing in the prompt says in which regard.
fn is_bald(draft: &Draft<'_>) -> bool {
    let sign =
        |word: &str| word.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) || !word.chars().all(char::is_alphabetic);
    let mut subject = draft.fact.subject.split_whitespace();
    let prompt = draft.prompt.trim_end_matches('?').to_lowercase();
    matches!(draft.fact.relation, Relation::Described)
        && draft.fact.owner.is_none()
        && !draft.answer.contains(' ')
        && subject.clone().next_back().is_some_and(|last| prompt.ends_with(&last.to_lowercase()))
        && !subject.any(sign)
}

/// Tells whether an answer opens with a quality that waits for its noun, or is one.
fn opens_with_quality(answer: &str) -> bool {
    const ENDS: &[&str] = &["-based", "-driven", "-oriented", "-friendly", "-intensive", "-specific"];
    let first = answer.split_whitespace().next().unwrap_or("");
    let word = bare(first);
    // `Flexible, secure access` has its noun, `proactive, early` has none.
    let noun = answer.split(", ").nth(1).is_some_and(|next| next.split_whitespace().count() > 1);
    let waits = first.ends_with(['—', ';']) || first.ends_with(',') && !noun;
    first.ends_with(',') && ENDS.iter().any(|end| word.ends_with(end))
        || is_adjective(&word) && (waits || answer.split_whitespace().count() == 1)
}

/// `a catalyst of the movement`: what it was to something else.
fn is_part(answer: &str) -> bool {
    const PARTS: &[&str] = &["catalyst", "cause", "result", "consequence", "effect", "reason", "step"];
    is_role(answer) && answer.split_whitespace().take(4).any(|word| PARTS.contains(&bare(word).as_str()))
}

/// Tells whether a text that opens with a word says what is not, or how often something is.
pub(super) fn tells_how(first: &str) -> bool {
    const HOW: &[&str] = &[
        "no", "not", "none", "often", "usually", "sometimes", "mostly", "typically", "generally", "rarely", "must",
        "can", "may", "should", "over", "under", "during", "since", "within", "through", "throughout", "via", "by",
        "from", "at", "on", "into", "with", "without", "for", "after", "before",
    ];
    HOW.contains(&first)
}

/// Tells whether a text begins as `difficult to know` does: so the deed is, whatever stood before.
fn is_eased(text: &str) -> bool {
    const QUALITIES: &[&str] = &[
        "difficult", "hard", "harder", "easy", "easier", "important", "necessary", "likely", "unlikely", "best",
        "better", "good", "useful", "helpful", "common", "crucial", "worth", "safe", "safer", "impossible", "possible",
        "essential", "convenient", "recommended", "ready", "able", "meant",
    ];
    let first = bare(text.split_whitespace().next().unwrap_or(""));
    QUALITIES.contains(&first.as_str()) && text.contains(" to ")
}
