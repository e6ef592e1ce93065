//! Does the prompt give the answer away? By whole words, stems and shortened words, with what
//! all sibling answers share left out; and the masking of the few words that do.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Fact, normal, telling_words, tokens};

/// Words shared by nearly all answers of a sibling set (`SIG` in `SIG Storage`) tell nothing.
pub(super) struct Siblings {
    subjects: BTreeMap<u32, BTreeSet<String>>,
    objects: BTreeMap<u32, BTreeSet<String>>,
}

impl Siblings {
    /// Finds, for each sibling set of a note, the words that at least four in five share.
    pub(super) fn of(facts: &[Fact]) -> Self {
        Self { subjects: shared(facts, |fact| &fact.subject), objects: shared(facts, |fact| &fact.object) }
    }

    /// Returns the answer's words that count: those not shared by its siblings.
    pub(super) fn telling(&self, fact: &Fact, answer: &str, reverse: bool) -> Vec<String> {
        let sets = if reverse { &self.subjects } else { &self.objects };
        let all = tokens(answer);
        let in_most = |word: &String| sets.get(&fact.group).is_some_and(|set| set.contains(word));
        let telling: Vec<String> = all.iter().filter(|word| !in_most(word)).cloned().collect();
        if telling.is_empty() { all } else { telling }
    }
}

fn shared(facts: &[Fact], side: impl Fn(&Fact) -> &str) -> BTreeMap<u32, BTreeSet<String>> {
    let mut groups: BTreeMap<u32, Vec<BTreeSet<String>>> = BTreeMap::new();
    for fact in facts {
        groups.entry(fact.group).or_default().push(tokens(side(fact)).into_iter().collect());
    }
    groups
        .into_iter()
        .filter(|(_, members)| members.len() >= 3)
        .map(|(group, members)| {
            let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
            members.iter().flatten().for_each(|word| *counts.entry(word).or_default() += 1);
            let shared = counts
                .into_iter()
                .filter(|(_, count)| count * 5 >= members.len() * 4)
                .map(|(word, _)| word.clone())
                .collect();
            (group, shared)
        })
        .collect()
}

/// Tells whether two words count as one: equal, of one stem, or one the beginning of the other.
pub(super) fn same(a: &str, b: &str) -> bool {
    // Most words differ in their first letter, and then in all that follows.
    if a.as_bytes().first() != b.as_bytes().first() {
        return false;
    }
    if a == b || stem(a) == stem(b) {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.chars().count() >= 3 && long.starts_with(short) && !short.chars().all(|c| c.is_ascii_digit())
}

/// Tells whether a text spells an abbreviation out: a word for each of its letters, one behind the other.
pub(super) fn spells_out(text: &str, initials: &str) -> bool {
    let letters: Vec<char> = initials.chars().collect();
    let first: Vec<char> = words(&normal(text))
        .into_iter()
        .filter(|word| !matches!(*word, "of" | "and" | "the" | "for" | "in"))
        .filter_map(|word| word.chars().next())
        .collect();
    let lower: Vec<char> = letters.iter().flat_map(|letter| letter.to_lowercase()).collect();
    letters.len() >= 3
        && letters.iter().all(|letter| letter.is_uppercase())
        && first.windows(lower.len()).any(|run| run == lower)
}

/// Returns the word without the commonest endings.
fn stem(word: &str) -> &str {
    ["ments", "ment", "tions", "tion", "ings", "ing", "ies", "es", "ed", "al", "s"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|root| root.chars().count() >= 3))
        .unwrap_or(word)
}

/// Tells whether the text holds the answer as a run of whole words.
pub(super) fn says(text: &str, answer: &str) -> bool {
    let (text, answer) = (normal(text), normal(answer));
    let (hay, needle) = (words(&text), words(&answer));
    !needle.is_empty()
        && hay.windows(needle.len()).any(|window| window.iter().zip(&needle).all(|(a, b)| a == b || stem(a) == stem(b)))
}

fn words(normal: &str) -> Vec<&str> {
    normal.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Returns the share of the answer's telling words that stand in the prompt, 0 to 1.
pub(super) fn share_of(telling: &[String], prompt: &str) -> f64 {
    let prompt = normal(prompt);
    let asked: Vec<&str> = telling_words(&prompt).collect();
    let leaked = telling.iter().filter(|word| asked.iter().any(|other| same(word, other))).count();
    if telling.is_empty() { 0.0 } else { leaked as f64 / telling.len() as f64 }
}

/// Returns the prompt with the leaking words masked, if enough is left to ask by: at least
/// three telling words, three quarters of them, and the first among them.
pub(super) fn mask(prompt: &str, telling: &[String], template: &[String]) -> Option<String> {
    let leaks = |word: &str| tokens(word).iter().any(|part| telling.iter().any(|other| same(part, other)));
    let counts = |word: &str| {
        let parts = tokens(word);
        !parts.is_empty() && !parts.iter().all(|part| template.contains(part))
    };
    let content: Vec<&str> = prompt.split_whitespace().filter(|word| counts(word)).collect();
    let masked = content.iter().filter(|word| leaks(word)).count();
    let left = content.len() - masked;
    if content.first().is_some_and(|word| leaks(word)) || left < 3 || masked * 4 > content.len() || masked > 2 {
        return None;
    }
    let mut out: Vec<String> = Vec::new();
    for word in prompt.split_whitespace() {
        if counts(word) && leaks(word) {
            let (lead, tail) = edges(word);
            let mask = format!("{lead}[...]{tail}");
            if out.last().is_some_and(|before| before.ends_with("[...]") && lead.is_empty()) {
                out.pop();
            }
            out.push(mask);
        } else {
            out.push(word.to_owned());
        }
    }
    Some(out.join(" "))
}

/// Returns the punctuation before and after a word.
fn edges(word: &str) -> (&str, &str) {
    let start = word.find(char::is_alphanumeric).unwrap_or(0);
    let end = word
        .rfind(char::is_alphanumeric)
        .map_or(word.len(), |at| at + word[at..].chars().next().map_or(1, char::len_utf8));
    (&word[..start], &word[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortened_word_and_a_stem_count_as_the_same() {
        assert!(same("app", "application"));
        assert!(same("network", "networking"));
        assert!(!same("12", "1234"));
        assert!(!same("node", "network"));
    }

    #[test]
    fn an_abbreviation_is_spelled_out_by_a_word_for_each_letter() {
        assert!(spells_out("the term for special Interest Group, a standing group", "SIG"));
        assert!(spells_out("the office of Science and Technology Policy", "OSTP"));
        assert!(!spells_out("a standing group of contributors", "SIG") && !spells_out("special interests", "Si"));
    }

    #[test]
    fn a_leak_inside_is_masked_but_not_the_first_telling_word() {
        let telling = vec!["storage".to_owned()];
        let template = tokens("Which SIG has this focus area");
        assert_eq!(
            mask("Which SIG has this focus area: persistent storage patterns and standards?", &telling, &template)
                .as_deref(),
            Some("Which SIG has this focus area: persistent [...] patterns and standards?")
        );
        assert_eq!(
            mask("Which SIG has this focus area: storage patterns and good standards?", &telling, &template),
            None
        );
    }
}
