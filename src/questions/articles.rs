//! Which article a note itself gives its terms: `the Senate`, `a pod`, `photosynthesis`.

use std::collections::{HashMap, HashSet};

use super::grammar::FINITE;
use crate::facts::english::{article, bare, base_of_third, is_noun_too, is_plural, is_stop_word};
use crate::facts::{Fact, normal};
use crate::notes::{Inline, Style};

/// Words of a term that are looked at.
const LONGEST: usize = 4;

/// Words before a term that take the place of an article.
const DETERMINERS: &[&str] = &[
    "this", "that", "each", "every", "any", "some", "no", "one", "its", "their", "his", "her", "our", "your", "my",
    "another", "which", "what", "these", "those", "such", "same", "other", "only", "most", "more", "all", "both",
];

/// How often the note's prose writes a term with which article.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    indefinite: u32,
    definite: u32,
    without: u32,
}

/// The articles of a note's terms, as its prose uses them.
#[derive(Debug, Default)]
pub(super) struct Articles {
    seen: HashMap<String, Seen>,
    first_words: HashSet<String>,
}

impl Articles {
    /// Prepares to look for the subjects of facts.
    pub(super) fn of(facts: &[Fact]) -> Self {
        let mut articles = Self::default();
        for fact in facts {
            let name = plain(&fact.subject);
            let words = name.split_whitespace().count();
            if (1..=LONGEST).contains(&words) && !is_plural(&name) {
                articles.first_words.insert(name.split_whitespace().next().unwrap_or("").to_owned());
                articles.seen.entry(name).or_default();
            }
        }
        articles
    }

    /// Notes the articles in a running text. A term that is explained at its beginning, and what is set in bold or code are no witnesses.
    pub(super) fn look(&mut self, inline: &Inline) {
        let words: Vec<&str> = inline.text.split_whitespace().collect();
        self.look_at_first(&words);
        let mut lower = String::new();
        for at in 1..words.len() {
            lower.clear();
            lower.extend(words[at].trim_matches(|c: char| !c.is_alphanumeric()).chars().flat_map(char::to_lowercase));
            if self.first_words.contains(&lower) && !is_marked(inline, words[at]) {
                self.look_at(&words, at);
            }
        }
    }

    /// A term that begins a sentence, as in `Methane is`, has no article.
    fn look_at_first(&mut self, words: &[&str]) {
        let [first, second, ..] = words else { return };
        if let Some(seen) = self.seen.get_mut(&bare(first))
            && !first.ends_with(':')
            && goes_on(&bare(second))
        {
            seen.without += 1;
        }
    }

    /// Notes the articles of the terms that begin at a word.
    fn look_at(&mut self, words: &[&str], at: usize) {
        let next: Vec<String> = words[at..].iter().take(LONGEST + 1).map(|word| bare(word)).collect();
        for length in 1..=LONGEST.min(words.len() - at) {
            let phrase = next[..length].join(" ");
            let closed = words[at + length - 1].ends_with(['.', ',', ';', ':', '!', '?', ')']);
            if self.seen.contains_key(&phrase) && (closed || next.get(length).is_none_or(|word| goes_on(word))) {
                // `the pod` speaks of one that was named before, `the Senate` of the only one.
                let only = length > 1 || words[at].starts_with(char::is_uppercase);
                self.witness(&phrase, &bare(words[at - 1]), words[at - 1], only);
            }
        }
    }

    fn witness(&mut self, phrase: &str, before: &str, written: &str, only: bool) {
        let Some(seen) = self.seen.get_mut(phrase) else { return };
        match before {
            "a" | "an" => seen.indefinite += 1,
            "the" if only => seen.definite += 1,
            "the" => seen.without += 1,
            _ if DETERMINERS.contains(&before) || before.ends_with("'s") => {}
            // Behind another noun or adjective it is a part of a longer name.
            _ if is_stop_word(before) || base_of_third(before).is_some() || written.ends_with([',', ';', ':', '(']) => {
                seen.without += 1;
            }
            _ => {}
        }
    }

    /// Returns a subject with the article that the note gives it, if it gives it one.
    pub(super) fn with(&self, subject: &str) -> Option<String> {
        let seen = self.seen.get(&plain(subject))?;
        let has_one = ["a ", "an ", "the "].iter().any(|article| subject.to_lowercase().starts_with(article));
        let initials = !subject.contains(char::is_lowercase);
        match seen {
            _ if has_one => None,
            // Once may be another use of the words: `a criminal law` among criminal law.
            Seen { indefinite, definite, without }
                if *indefinite > definite + without && (*indefinite > 1 || !subject.contains(' ')) =>
            {
                Some(format!("{} {subject}", article(subject)))
            }
            Seen { indefinite: 0, definite: 1.., without: 0 } if !initials => Some(format!("the {subject}")),
            _ => None,
        }
    }
}

fn plain(subject: &str) -> String {
    normal(subject.split(" (").next().unwrap_or(subject))
}

fn is_marked(inline: &Inline, word: &str) -> bool {
    let at = word.as_ptr() as usize - inline.text.as_ptr() as usize;
    let set_apart = |style: &Style| matches!(style, Style::Code | Style::Strong);
    inline.marks.iter().any(|mark| set_apart(&mark.style) && mark.range.contains(&at))
}

/// Tells whether a noun phrase ends before a word: a verb or a small word.
fn goes_on(word: &str) -> bool {
    let is_verb = || base_of_third(word).is_some_and(|base| !is_noun_too(&base));
    is_stop_word(word) || FINITE.contains(&word) || is_verb()
}

#[cfg(test)]
mod tests {
    use crate::questions::prompts;

    #[test]
    fn a_term_has_the_article_that_the_notes_give_it() {
        let all = prompts(
            "# Rome\n\n- **Senate**: advises the magistrates on war and money\n- **Quaestor**: keeps the public treasury of the city\n\
             - **Concord**: binds the orders of the state together\n\n\
             In a crisis the Senate could name a dictator. Every year a quaestor was sent to each province, and concord was praised.\n",
        );
        assert!(all.contains(&"What does the Senate do?".to_owned()), "{all:?}");
        assert!(all.contains(&"What does a quaestor do?".to_owned()), "{all:?}");
        assert!(all.iter().all(|prompt| !prompt.contains("the concord") && !prompt.contains("a concord")), "{all:?}");
    }
}
