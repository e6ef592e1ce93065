//! Multiple choice, where it can be done well: wrong options from the same column or list only,
//! alike in form and length, none of them also right, and none rather than poor ones.

use std::collections::BTreeMap;

use crate::facts::english::{Opening, is_plural, opening};
use crate::facts::{Relation, normal, tokens};
use crate::model::Direction;

use super::Draft;
use super::leak::same;

/// Options of a question, the key among them (three are as good as four or five).
const OPTIONS: usize = 3;

/// Lengths of key and wrong options may differ by this much: the key is between these shares of
/// their mean, in percent.
const LENGTH: std::ops::RangeInclusive<usize> = 70..=140;

/// Siblings of nearest length, shorter and longer, among which wrong options are looked for: the
/// work for a column then grows with its rows and not with their square.
const NEAR: usize = 12;

/// Words by which an option gives itself away.
const ABSOLUTE: &[&str] = &["always", "never", "all", "none", "only", "both", "every"];

/// Gives options to every draft whose siblings allow it.
pub(super) fn attach(drafts: &mut [Draft<'_>]) {
    let mut sets: BTreeMap<(String, u32, &'static str), Vec<usize>> = BTreeMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        if let Some(side) = side(draft) {
            sets.entry((draft.note.key.to_string(), draft.fact.group, side)).or_default().push(index);
        }
    }
    let mut chosen = Vec::new();
    for members in sets.values().filter(|members| members.len() >= OPTIONS) {
        let mut shapes: Vec<(usize, Shape<'_>)> = members
            .iter()
            .filter_map(|index| drafts.get(*index).map(|draft| (*index, Shape::of(&draft.answer))))
            .collect();
        shapes.sort_by(|(_, a), (_, b)| (a.chars, &a.normal).cmp(&(b.chars, &b.normal)));
        for (place, (index, key)) in shapes.iter().enumerate() {
            let near = &shapes[place.saturating_sub(NEAR)..shapes.len().min(place + NEAR + 1)];
            let found = drafts.get(*index).and_then(|draft| options(draft, key, near));
            chosen.extend(found.map(|options| (*index, options)));
        }
    }
    for (index, options) in chosen {
        if let Some(draft) = drafts.get_mut(index) {
            draft.choices = options;
        }
    }
}

/// Returns which side of a set of facts a draft asks for; nothing where choice is no good form.
fn side(draft: &Draft<'_>) -> Option<&'static str> {
    let fit = matches!(draft.fact.relation, Relation::Cell { .. } | Relation::Described) && draft.items.is_empty();
    match draft.direction {
        Direction::Forward if fit => Some("forward"),
        Direction::Reverse if fit => Some("reverse"),
        _ => None,
    }
}

/// What is looked at when answers are compared, found once for each.
struct Shape<'a> {
    answer: &'a str,
    normal: String,
    words: Vec<String>,
    chars: usize,
    opening: Opening,
    plural: bool,
    numeric: bool,
    capital: bool,
    absolute: bool,
}

impl<'a> Shape<'a> {
    fn of(answer: &'a str) -> Self {
        let words = tokens(answer);
        Self {
            answer,
            normal: normal(answer),
            chars: answer.chars().count(),
            opening: opening(answer),
            plural: is_plural(answer),
            numeric: answer.chars().any(|c| c.is_ascii_digit()),
            capital: answer.starts_with(char::is_uppercase),
            absolute: words.iter().any(|word| ABSOLUTE.contains(&word.as_str())),
            words,
        }
    }

    /// Returns how many words both have.
    fn shared(&self, other: &Self) -> usize {
        self.words.iter().filter(|word| other.words.iter().any(|theirs| same(word, theirs))).count()
    }

    /// Tells whether every word of one is among those of the other.
    fn nested(&self, other: &Self) -> bool {
        self.shared(other) == self.words.len() || other.shared(self) == other.words.len()
    }

    /// Tells whether two answers are alike in form.
    fn alike(&self, other: &Self) -> bool {
        self.opening == other.opening
            && self.plural == other.plural
            && self.numeric == other.numeric
            && self.capital == other.capital
    }

    /// Returns how unlike two answers are in length, in characters: the nearest are taken.
    fn distance(&self, other: &Self) -> usize {
        self.chars.abs_diff(other.chars) * 2 / (1 + self.shared(other))
    }

    /// Tells whether a prompt of these words holds a telling word of the option.
    fn cued(&self, asked: &[String]) -> bool {
        let told = self.words.iter().filter(|word| asked.iter().any(|other| same(word, other))).count();
        told > 0 && told * 2 > self.words.len().min(1)
    }
}

/// Returns the options of a draft in their order, or nothing if two good wrong ones are not found.
fn options(draft: &Draft<'_>, key: &Shape<'_>, near: &[(usize, Shape<'_>)]) -> Option<Vec<String>> {
    let asked = tokens(&draft.prompt);
    if key.cued(&asked) || key.absolute {
        return None;
    }
    let also: Vec<String> = draft.also.iter().map(|answer| normal(answer)).collect();
    let mut wrong: Vec<(usize, u64, &Shape<'_>)> = near
        .iter()
        .map(|(_, other)| other)
        .filter(|other| !other.absolute && key.alike(other) && !other.words.is_empty())
        .filter(|other| !key.nested(other) && !also.contains(&other.normal) && !other.cued(&asked))
        .map(|other| (key.distance(other), seed("pick", &draft.prompt, other.answer), other))
        .collect();
    wrong.sort_unstable_by_key(|(distance, chance, other)| (*distance, *chance, other.answer));
    wrong.dedup_by(|a, b| a.2.normal == b.2.normal);
    let picked: Vec<&Shape<'_>> = wrong.into_iter().map(|(_, _, other)| other).take(OPTIONS - 1).collect();
    let mean = picked.iter().map(|other| other.chars).sum::<usize>() / picked.len().max(1);
    let share = key.chars * 100 / mean.max(1);
    let good = picked.len() == OPTIONS - 1 && LENGTH.contains(&share) && !converges(key, &picked);
    good.then(|| ordered(&draft.prompt, key.answer, &picked.iter().map(|other| other.answer).collect::<Vec<_>>()))
}

/// Tells whether the key shares more words with the others than any of them does: it stands out.
fn converges(key: &Shape<'_>, picked: &[&Shape<'_>]) -> bool {
    let all = || picked.iter().copied().chain([key]);
    let sum = |option: &Shape<'_>| {
        all().filter(|other| other.answer != option.answer).map(|other| option.shared(other)).sum::<usize>()
    };
    let most = picked.iter().map(|option| sum(option)).max().unwrap_or(0);
    sum(key) > most + 1
}

/// Returns the options in an order that the question alone decides; numbers stand by size.
fn ordered(prompt: &str, key: &str, picked: &[&str]) -> Vec<String> {
    let mut all: Vec<&str> = picked.iter().copied().chain([key]).collect();
    let numbers: Option<Vec<f64>> = all.iter().map(|option| option.parse::<f64>().ok()).collect();
    match numbers {
        Some(_) => all.sort_by(|a, b| a.parse::<f64>().unwrap_or(0.0).total_cmp(&b.parse::<f64>().unwrap_or(0.0))),
        None => all.sort_by_key(|option| seed("place", prompt, option)),
    }
    all.into_iter().map(str::to_owned).collect()
}

/// Returns a number that prompt and option decide, spread evenly; another for each `use_`, so that
/// which options are picked says nothing about where they stand.
fn seed(use_: &str, prompt: &str, option: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(use_.as_bytes()).update(&[0]).update(prompt.as_bytes()).update(&[0]).update(option.as_bytes());
    hasher.finalize().as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use crate::model::Question;
    use crate::notes::note;
    use crate::questions::generate;

    fn questions(text: &str) -> Vec<Question> {
        generate(&[note("n.md", "n.md", text.as_bytes()).unwrap()]).questions
    }

    /// Returns a table of `rows` rows whose values are alike in form.
    fn table(rows: usize) -> String {
        let body: String = (0..rows).map(|row| format!("| Kind{row} | moves goods{row} to port{row} |\n")).collect();
        format!("# Ships\n\n| Ship | Task |\n|---|---|\n{body}")
    }

    #[test]
    fn a_table_of_alike_rows_gives_three_options_with_the_key_among_them() {
        for question in questions(&table(6)) {
            assert_eq!(question.choices.len(), 3, "{}", question.prompt);
            assert!(question.choices.contains(&question.answer));
        }
    }

    #[test]
    fn fewer_than_two_wrong_options_give_none() {
        assert!(questions(&table(2)).iter().all(|question| question.choices.is_empty()));
    }

    #[test]
    fn an_option_of_another_form_or_length_is_not_taken() {
        let text = "# A\n\n| Organ | Job |\n|---|---|\n| Kidney | filters blood |\n| Lung | a long story about breathing in and out |\n| Skin | 3 |\n";
        assert!(questions(text).iter().all(|question| question.choices.is_empty()));
    }

    #[test]
    fn the_key_stands_in_each_place_equally_often() {
        let mut places = [0_u32; 3];
        for question in questions(&table(900)) {
            if let Some(place) = question.choices.iter().position(|choice| *choice == question.answer) {
                places[place] += 1;
            }
        }
        let total: u32 = places.iter().sum();
        let expected = f64::from(total) / 3.0;
        let chi: f64 = places.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum();
        assert!(total > 500 && chi < 9.21, "{places:?}: chi-square {chi} (2 degrees of freedom, p = 0.01)");
    }
}
