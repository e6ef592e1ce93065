//! Does a question ask a fact? By the keywords of the fact in prompt and answer.

use crate::facts::english::is_stop_word;
use crate::facts::normal;

use super::super::leak::same;
use super::{Asked, Expected};

/// Keywords from which on four in five of them are enough.
const LONG: usize = 4;

/// A text in the form in which keywords are looked for.
struct Plain {
    normal: String,
    words: Vec<String>,
}

impl Plain {
    fn of(text: &str) -> Self {
        let normal = normal(text);
        Self { words: words(&normal), normal }
    }

    /// Tells whether the text says a keyword: as it is, or each of its telling words in some form.
    fn says(&self, keyword: &str) -> bool {
        let wanted = normal(keyword);
        if self.normal.contains(&wanted) {
            return true;
        }
        let telling: Vec<String> = words(&wanted).into_iter().filter(|word| !is_stop_word(word)).collect();
        !telling.is_empty() && telling.iter().all(|word| self.words.iter().any(|other| same(word, other)))
    }
}

fn words(normal: &str) -> Vec<String> {
    normal
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What a question shows and what it is answered by.
pub(super) struct Text {
    shown: Plain,
    answer: Plain,
}

impl Text {
    pub(super) fn of(question: &Asked) -> Self {
        let shown = format!("{} {}", question.prompt, question.context.join(" "));
        let answer = format!("{} ; {}", question.answer, question.items.join(" ; "));
        Self { shown: Plain::of(&shown), answer: Plain::of(&answer) }
    }

    fn asks(&self, fact: &Expected) -> bool {
        fact.prompt_keywords.iter().all(|keyword| self.shown.says(keyword))
    }
}

/// Returns the questions that ask a fact, by place: each by itself, or all parts of a list together.
pub(super) fn covering(texts: &[Text], fact: &Expected) -> Vec<usize> {
    let asking: Vec<usize> = (0..texts.len()).filter(|place| texts[*place].asks(fact)).collect();
    let wanted = &fact.answer_keywords;
    let whole = |place: &usize| {
        let said = wanted.iter().filter(|keyword| texts[*place].answer.says(keyword)).count();
        if wanted.len() < LONG { said == wanted.len() } else { said * 5 >= wanted.len() * 4 }
    };
    let found: Vec<usize> = asking.iter().copied().filter(whole).collect();
    if !found.is_empty() || wanted.len() < 2 {
        return found;
    }
    let says = |place: usize, keyword: &String| texts[place].answer.says(keyword);
    let parts: Vec<usize> =
        asking.into_iter().filter(|place| wanted.iter().any(|keyword| says(*place, keyword))).collect();
    let together = wanted.iter().all(|keyword| parts.iter().any(|place| says(*place, keyword)));
    if together { parts } else { Vec::new() }
}
