//! What ties a note to others: the prompts and subjects that it shares with them. A note whose ties
//! meet none of an edited one gives what it gave before.

use crate::facts::{Fact, Facts, Relation, normal};
use crate::model::Direction;

use super::{Draft, unique};

/// What others must know of a note to tell whether an edit of it concerns them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    /// Digests of its prompts and subjects, ascending, each once. Two texts may share a digest: then
    /// a note is vetted again that need not be.
    pub keys: Vec<u32>,
    /// The abbreviations it explains, each with what it stands for, in the order of the note.
    pub meanings: Vec<(String, String)>,
}

impl Ties {
    /// Gathers them from the drafts that passed every check of their own, and from the facts.
    pub(super) fn of(drafts: &[Draft<'_>], facts: &Facts) -> Self {
        let mut keys: Vec<u32> = drafts.iter().flat_map(|draft| Tie::of(draft).keys).collect();
        keys.sort_unstable();
        keys.dedup();
        let meanings = meanings(facts).map(|(short, long)| (short.to_owned(), long.to_owned())).collect();
        Self { keys, meanings }
    }
}

/// Returns the abbreviations that facts explain, each with what it stands for.
pub(super) fn meanings(facts: &Facts) -> impl Iterator<Item = (&str, &str)> {
    let explained = |fact: &&Fact| fact.relation == Relation::StandsFor;
    facts.facts.iter().filter(explained).map(|fact| (&*fact.subject, &*fact.object))
}

/// Returns the key of a subject in normal form.
pub fn subject_key(subject: &str) -> u32 {
    digest("subject", &[subject])
}

/// What ties one draft to others.
#[derive(Clone, Debug)]
pub(super) struct Tie {
    /// Drafts that share one of these decide about each other.
    pub(super) links: Vec<u32>,
    /// By these the notes of such drafts are found.
    pub(super) keys: Vec<u32>,
}

impl Tie {
    pub(super) fn of(draft: &Draft<'_>) -> Self {
        let subject = normal(&draft.fact.subject);
        let answer = normal(&draft.answer);
        let mut links = prompts(draft);
        let mut keys = links.clone();
        keys.push(subject_key(&subject));
        // A hand-written card stands for generated ones that ask the same in other words, so each side
        // is found by what the other asks of and for.
        let (asked, other) = match draft.direction {
            _ if draft.authored() => (normal(&draft.prompt), Some(&answer)),
            Direction::Reverse => (normal(&draft.fact.object), Some(&answer)),
            _ => (subject, None),
        };
        links.push(digest("written", &[&asked, &answer]));
        keys.extend(other.map(|answer| subject_key(answer)));
        keys.extend(draft.authored().then(|| subject_key(&asked)));
        Self { links, keys }
    }
}

/// Returns digests of a prompt in every form in which prompts are compared.
fn prompts(draft: &Draft<'_>) -> Vec<u32> {
    let plain = normal(&draft.prompt);
    let asked = unique::asked(draft);
    let mut found = vec![digest("prompt", &[&plain])];
    found.extend((asked != plain).then(|| digest("prompt", &[&asked])));
    // Put under a heading, another prompt may come to read like this one.
    let placed = draft.prompt.strip_prefix("In ").into_iter().flat_map(|rest| rest.match_indices(": "));
    found.extend(placed.map(|(at, _)| digest("prompt", &[&normal(&draft.prompt["In ".len() + at + 2..])])));
    found
}

/// Returns the first four bytes of a digest: short, since hundreds of thousands are kept.
fn digest(kind: &str, texts: &[&str]) -> u32 {
    let mut hasher = blake3::Hasher::new();
    for text in [kind].iter().chain(texts) {
        hasher.update(text.as_bytes()).update(&[0]);
    }
    hasher.finalize().as_bytes().iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}
