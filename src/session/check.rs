//! Is a typed answer right? Forgiving in form, strict where another answer lies near.

use unicode_normalization::UnicodeNormalization;

use crate::model::{Button, Question};

/// Letters a word needs before a slip in it is forgiven.
const LONG_WORD: usize = 6;

/// What was made of a typed answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The verdict in a few words.
    pub words: String,
    /// The grade it suggests.
    pub suggested: Button,
}

impl Verdict {
    fn new(suggested: Button, words: impl Into<String>) -> Self {
        Self { words: words.into(), suggested }
    }
}

/// Judges a typed answer. `pool` holds the answers of other cards: a slip that makes one of them
/// is no slip.
pub fn judge(typed: &str, question: &Question, pool: &[&str]) -> Verdict {
    if !question.items.is_empty() {
        return items(typed, &question.items);
    }
    let given = folded(typed);
    let forms: Vec<&str> =
        std::iter::once(question.answer.as_str()).chain(question.accepted.iter().map(String::as_str)).collect();
    if forms.iter().any(|form| folded(form) == given) {
        return Verdict::new(Button::Good, "right");
    }
    if forms.iter().any(|form| loose(form) == loose(typed)) {
        return Verdict::new(Button::Good, "right, written a little differently");
    }
    let another = pool.iter().any(|other| folded(other) == given);
    if !another && forms.iter().any(|form| slip(&folded(form), &given)) {
        return Verdict::new(Button::Good, "right but for a slip in the spelling");
    }
    if another {
        return Verdict::new(Button::Again, "not this: it answers another card");
    }
    let missed = forms.iter().map(|form| missing(form, typed)).min_by_key(Vec::len).unwrap_or_default();
    let asked = words(&question.answer).len();
    if !missed.is_empty() && missed.len() * 3 <= asked && asked >= 3 {
        return Verdict::new(Button::Hard, format!("nearly: missing {}", missed.join(", ")));
    }
    if missed.is_empty() && asked >= 2 {
        return Verdict::new(Button::Good, "right: all of it is there");
    }
    Verdict::new(Button::Again, "not this")
}

/// Judges a list: any order, credit for each item.
fn items(typed: &str, items: &[String]) -> Verdict {
    let parts: Vec<String> = typed
        .split([',', ';', '\n'])
        .flat_map(|part| part.split(" and "))
        .map(loose)
        .filter(|part| !part.is_empty())
        .collect();
    let whole = loose(typed);
    let named = |item: &&String| {
        let name = loose(item);
        parts.iter().any(|part| *part == name || slip(&name, part))
            || format!(" {whole} ").contains(&format!(" {name} "))
    };
    let missed: Vec<&str> = items.iter().filter(|item| !named(item)).map(String::as_str).collect();
    let right = items.len() - missed.len();
    match missed.len() {
        0 => Verdict::new(Button::Good, format!("all {right} of {right}")),
        _ if right * 2 >= items.len() => {
            Verdict::new(Button::Hard, format!("{right} of {}; missing: {}", items.len(), missed.join(", ")))
        }
        _ => Verdict::new(Button::Again, format!("{right} of {}; missing: {}", items.len(), missed.join(", "))),
    }
}

/// Returns the text without case, odd spaces, outer punctuation or an article at its start.
fn folded(text: &str) -> String {
    let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let plain: String = lower
        .chars()
        .map(|c| if matches!(c, '’' | '‘') { '\'' } else { c })
        .filter(|c| !matches!(c, '`' | '*'))
        .collect();
    let joined = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = joined.trim_matches(|c: char| {
        c.is_ascii_punctuation()
            && !matches!(
                c,
                '(' | ')'
                    | '+'
                    | '#'
                    | '-'
                    | '&'
                    | '!'
                    | '='
                    | '<'
                    | '>'
                    | '/'
                    | '%'
                    | '$'
                    | '@'
                    | '^'
                    | '~'
                    | '?'
                    | ':'
                    | '['
                    | ']'
                    | '{'
                    | '}'
                    | '|'
            )
    });
    ["the ", "a ", "an ", "to "].iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare).to_owned()
}

/// Returns the text by its words alone: hyphens, `and`, `&`, commas, plural endings and marks over letters apart.
fn loose(text: &str) -> String {
    words(text).join(" ")
}

fn words(text: &str) -> Vec<String> {
    let plain: String = folded(text).nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
    plain
        .split(|c: char| !c.is_alphanumeric() && c != '+' && c != '#')
        .filter(|word| !word.is_empty() && !matches!(*word, "and" | "or" | "the" | "a" | "an"))
        .map(|word| {
            word.strip_suffix('s')
                .filter(|root| root.chars().count() >= 4 && !root.ends_with('s'))
                .unwrap_or(word)
                .to_owned()
        })
        .collect()
}

/// Tells whether the two differ by one slip of the keys in a long word.
fn slip(right: &str, typed: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (right.split_whitespace().collect(), typed.split_whitespace().collect());
    if a.len() != b.len() {
        return false;
    }
    let wrong: Vec<(&&str, &&str)> = a.iter().zip(&b).filter(|(x, y)| x != y).collect();
    let digits = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    matches!(wrong.as_slice(), [(x, y)] if x.chars().count() >= LONG_WORD && !digits(x) && !digits(y) && strsim::osa_distance(x, y) <= 1 + usize::from(x.chars().count() >= 10))
}

/// Returns the words of the answer that were not typed.
fn missing(answer: &str, typed: &str) -> Vec<String> {
    let given = words(typed);
    words(answer).into_iter().filter(|word| !given.iter().any(|other| other == word || slip(word, other))).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{CardId, Direction, Kind, Source};

    fn question(answer: &str, accepted: &[&str], items: &[&str]) -> Question {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Question {
            id: CardId(1),
            kind: Kind::Term,
            direction: Direction::Forward,
            prompt: "?".into(),
            answer: answer.into(),
            accepted: owned(accepted),
            items: owned(items),
            choices: Vec::new(),
            context: Vec::new(),
            authored: false,
            source: Source { path: Arc::from("n.md"), line: 1, end_line: 1 },
            family: 1,
            note: Arc::from("n.md"),
            passed: Vec::new(),
        }
    }

    fn suggested(typed: &str, answer: &str, accepted: &[&str], pool: &[&str]) -> Button {
        judge(typed, &question(answer, accepted, &[]), pool).suggested
    }

    #[test]
    fn case_articles_hyphens_plurals_and_accents_do_not_matter() {
        assert_eq!(suggested("the cloud native  foundations", "Cloud-Native Foundation", &[], &[]), Button::Good);
        assert_eq!(suggested("cafe", "Café", &[], &[]), Button::Good);
        assert_eq!(
            suggested("SIGs", "Special Interest Groups (SIGs)", &["SIGs", "Special Interest Groups"], &[]),
            Button::Good
        );
    }

    #[test]
    fn a_slip_is_forgiven_in_a_long_word_only() {
        assert_eq!(suggested("observabilty", "Observability", &[], &[]), Button::Good);
        assert_eq!(suggested("nodo", "node", &[], &[]), Button::Again);
    }

    #[test]
    fn a_slip_that_makes_another_answer_is_wrong() {
        assert_eq!(suggested("SIG Networks", "SIG Network", &[], &["SIG Networks"]), Button::Good);
        assert_eq!(suggested("CKS", "CKA", &[], &["CKS"]), Button::Again);
        assert_eq!(suggested("appellee", "appellant", &[], &["appellee"]), Button::Again);
    }

    #[test]
    fn numbers_must_be_exact() {
        assert_eq!(suggested("1000001", "1000002", &[], &[]), Button::Again);
    }

    #[test]
    fn a_list_is_judged_item_by_item_in_any_order() {
        let list = question("a", &[], &["experts", "contributors", "users"]);
        assert_eq!(judge("users, experts and contributors", &list, &[]).words, "all 3 of 3");
        assert_eq!(
            judge("users, experts", &list, &[]),
            Verdict { words: "2 of 3; missing: contributors".into(), suggested: Button::Hard }
        );
        assert_eq!(judge("nobody", &list, &[]).suggested, Button::Again);
    }

    #[test]
    fn most_of_a_long_answer_is_nearly_right_and_says_what_is_missing() {
        let verdict =
            judge("monitoring, metrics and logging", &question("Monitoring, metrics, logging, tracing", &[], &[]), &[]);
        assert_eq!(verdict, Verdict { words: "nearly: missing tracing".into(), suggested: Button::Hard });
    }
}
