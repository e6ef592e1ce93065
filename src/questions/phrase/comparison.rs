//! The wording of tables that compare: what one shows in an aspect, and how two differ in it.

use crate::facts::english::{bare, is_plural, opening};
use crate::facts::{Fact, normal, tokens};
use crate::model::Direction;
use crate::questions::leak::{self, says};

use super::cell::{Slot, ask};
use super::{Names, Wording, answer_of, small, worded};

/// Words with which a whole question opens.
const OPENERS: &[&str] = &[
    "what", "who", "whom", "whose", "which", "where", "when", "why", "how", "is", "are", "was", "were", "do", "does",
    "did", "can", "could", "must", "may", "should", "has", "have", "will", "would", "at", "by", "for", "from", "in",
    "of", "on", "to", "with",
];

/// Returns the questions of a cell in a table that compares.
pub(super) fn aspect(fact: &Fact, aspect: &str, rivals: &[(String, String)], names: &Names) -> Vec<Wording> {
    // `Civil` is civil law only where the headings above speak of law.
    let above = normal(&fact.headings.join(" "));
    let whole = |name: &str| {
        let full = names.full(name);
        let said = full.rsplit(' ').next().is_some_and(|noun| tokens(&above).iter().any(|word| word == noun));
        if said { full } else { name.to_owned() }
    };
    let entity = whole(&fact.subject);
    let answer = answer_of(fact);
    let bare_state = matches!(
        normal(&answer).as_str(),
        "yes" | "no" | "present" | "absent" | "true" | "false" | "kept" | "partial" | "full"
    );
    let aspect = aspect.trim_end_matches(':');
    let forward = ask_aspect(aspect, &entity, &answer, names);
    let mut wordings =
        if bare_state || forward.is_empty() { Vec::new() } else { vec![worded(Direction::Forward, forward, &*answer)] };
    let asks = aspect.trim_end().ends_with('?');
    if let [(rival, other)] = rivals
        && fact.subject < *rival
        && !asks
        && normal(other) != normal(&fact.object)
    {
        wordings.extend(contrast(names, aspect, &entity, &whole(rival), &answer, other));
    }
    if rivals.len() >= 2
        && !asks
        && tokens(&answer).len() >= 2
        && rivals.iter().all(|(_, text)| normal(text) != normal(&fact.object))
    {
        let mut all: Vec<&str> = rivals.iter().map(|(name, _)| name.as_str()).chain([fact.subject.as_str()]).collect();
        all.sort_unstable();
        let last = all.pop().unwrap_or("");
        let these = if is_plural(aspect) { "these" } else { "this" };
        let prompt = format!("Which of {} and {last} has {these} {}: {answer}?", all.join(", "), names.noun(aspect));
        wordings.push(worded(Direction::Reverse, prompt, &*fact.subject));
    }
    wordings
}

fn ask_aspect(aspect: &str, entity: &str, answer: &str, names: &Names) -> String {
    if aspect.trim_end().ends_with('?') {
        // `Exporter needed?` is half a question.
        let first = bare(aspect.split_whitespace().next().unwrap_or(""));
        if !OPENERS.contains(&first.as_str()) {
            return String::new();
        }
        return format!("In {}, {}?", names.inner(entity), small(aspect.trim_end_matches('?').trim()));
    }
    ask(aspect, &Slot { subject: &names.inner(entity), class: "", answer, how: opening(answer) }, names)
}

fn contrast(names: &Names, aspect: &str, entity: &str, rival: &str, own: &str, other: &str) -> Option<Wording> {
    let other = crate::facts::cut_tail(other, 14);
    let own = crate::facts::cut_tail(own, 14);
    let (one, two) = (names.term(entity), names.term(rival));
    let noun = names.noun(aspect);
    let words: Vec<&str> = noun.split_whitespace().collect();
    let prompt = match words.as_slice() {
        ["what", "it" | "they", "is" | "are"] | ["definition" | "meaning" | "description"] => {
            format!("What is the difference between {one} and {two}?")
        }
        [first, ..] if OPENERS.contains(first) => return None,
        [.., last] if OPENERS.contains(last) => return None,
        _ => format!("How do {one} and {two} differ in {noun}?"),
    };
    let labelled = format!("{}: {own}; {}: {other}", names.term(entity), names.term(rival));
    // An abbreviation that both names share (`SIGs`) gives nothing away.
    let short = |word: &str| {
        entity
            .split_whitespace()
            .any(|part| part.to_lowercase() == word && part.chars().filter(|c| c.is_uppercase()).count() >= 2)
    };
    let apart: Vec<String> = tokens(&labelled)
        .into_iter()
        .filter(|word| !(short(word) && says(entity, word) && says(rival, word)))
        .collect();
    let leaks = leak::share_of(&apart, &prompt) >= 0.5;
    (!leaks && labelled.split_whitespace().count() <= 40).then(|| worded(Direction::Contrast, prompt, labelled))
}

#[cfg(test)]
mod tests {
    use crate::questions::prompts;

    #[test]
    fn a_first_column_of_attributes_compares_what_the_headers_name() {
        let all = prompts(
            "# Ropes\n\n| Kind of rope | Hemp | Manila |\n|---|---|---|\n| Weight | heavy when wet | light |\n| Use | rigging of old ships | nets |\n\
             | Colour: | brown | pale gold |\n| Remember: | rots in salt | floats |\n",
        );
        assert!(
            all.iter()
                .any(|prompt| prompt == "What is the weight of manila?" || prompt == "What is the weight of Manila?"),
            "{all:?}"
        );
        assert!(all.iter().all(|prompt| !prompt.contains("emember")), "{all:?}");
    }

    #[test]
    fn a_whole_question_of_the_first_column_is_asked_and_half_of_one_is_not() {
        let all = prompts(
            "# Ships\n\n| Feature | Brig | Sloop |\n|---|---|---|\n| Who steers? | the helmsman at the wheel | the skipper at the tiller |\n\
             | Pilot needed? | often taken in narrow rivers | requires none at all |\n| Masts | two tall ones | one with a boom |\n",
        );
        assert!(all.iter().any(|prompt| prompt.ends_with("who steers?")), "{all:?}");
        assert!(all.iter().all(|prompt| !prompt.contains("needed?")), "{all:?}");
    }

    #[test]
    fn an_aspect_that_is_no_noun_is_no_difference_and_what_both_are_is_one() {
        let all = prompts(
            "# Rigs\n\n## Sloop vs cutter\n\n| | Sloop | Cutter |\n|---|---|---|\n| What it is | a boat with a single headsail | a boat with two headsails |\n\
             | Best for | short tacks in a harbour | long passages over oceans |\n| Crew | two sailors | four sailors |\n",
        );
        assert!(all.contains(&"What is the difference between Cutter and Sloop?".to_owned()), "{all:?}");
        assert!(all.iter().all(|prompt| !prompt.contains("differ in best for")), "{all:?}");
    }
}
