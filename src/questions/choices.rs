//! Multiple choice, where it can be done well: wrong options from the same column or list only,
//! alike in form and length, none of them also right, and none rather than poor ones.

use std::collections::BTreeMap;

use crate::facts::english::{is_plural, opening};
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

/// Gives options to every draft whose siblings allow it.
pub(super) fn attach(drafts: &mut [Draft<'_>]) {
    let mut sets: BTreeMap<(String, u32, &'static str), Vec<usize>> = BTreeMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        if let Some(side) = side(draft) {
            sets.entry((draft.note.key.to_string(), draft.fact.group, side)).or_default().push(index);
        }
    }
    let mut chosen = Vec::new();
    for members in sets.values_mut().filter(|members| members.len() >= OPTIONS) {
        members.sort_by_cached_key(|index| {
            drafts.get(*index).map(|draft| (draft.answer.chars().count(), normal(&draft.answer)))
        });
        for (place, index) in members.iter().enumerate() {
            let near = &members[place.saturating_sub(NEAR)..members.len().min(place + NEAR + 1)];
            chosen.extend(options(drafts, *index, near).map(|options| (*index, options)));
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

/// Returns the options of a draft in their order, or nothing if two good wrong ones are not found.
fn options(drafts: &[Draft<'_>], index: usize, members: &[usize]) -> Option<Vec<String>> {
    let draft = drafts.get(index)?;
    let key = draft.answer.as_str();
    if cued(key, &draft.prompt) || absolute(key) {
        return None;
    }
    let mut wrong: Vec<(usize, u64, &str)> = members
        .iter()
        .filter(|other| **other != index)
        .filter_map(|other| drafts.get(*other))
        .filter(|other| fits(draft, key, &other.answer))
        .map(|other| (distance(key, &other.answer), seed("pick", &draft.prompt, &other.answer), other.answer.as_str()))
        .collect();
    wrong.sort_unstable();
    wrong.dedup_by(|a, b| normal(a.2) == normal(b.2));
    let picked: Vec<&str> = wrong.iter().map(|(_, _, answer)| *answer).take(OPTIONS - 1).collect();
    let mean = picked.iter().map(|answer| answer.chars().count()).sum::<usize>() / picked.len().max(1);
    let share = key.chars().count() * 100 / mean.max(1);
    let good = picked.len() == OPTIONS - 1 && LENGTH.contains(&share) && !converges(key, &picked);
    good.then(|| ordered(&draft.prompt, key, &picked))
}

/// Tells whether an answer can stand beside the key as a wrong option.
fn fits(draft: &Draft<'_>, key: &str, other: &str) -> bool {
    let (own, theirs) = (tokens(key), tokens(other));
    let subset = |a: &[String], b: &[String]| a.iter().all(|word| b.iter().any(|other| same(word, other)));
    let numeric = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    let also_right = draft.also.iter().any(|answer| normal(answer) == normal(other));
    !theirs.is_empty()
        && !subset(&own, &theirs)
        && !subset(&theirs, &own)
        && !also_right
        && opening(key) == opening(other)
        && is_plural(key) == is_plural(other)
        && numeric(key) == numeric(other)
        && key.starts_with(char::is_uppercase) == other.starts_with(char::is_uppercase)
        && !cued(other, &draft.prompt)
        && !absolute(other)
}

/// Tells whether the prompt holds a telling word of an option.
fn cued(option: &str, prompt: &str) -> bool {
    let asked = tokens(prompt);
    let words = tokens(option);
    words.iter().filter(|word| asked.iter().any(|other| same(word, other))).count() * 2 > words.len().min(1)
        && words.iter().any(|word| asked.iter().any(|other| same(word, other)))
}

/// Tells whether an option speaks in absolutes, which give it away.
fn absolute(option: &str) -> bool {
    tokens(option)
        .iter()
        .any(|word| matches!(word.as_str(), "always" | "never" | "all" | "none" | "only" | "both" | "every"))
}

/// Returns how unlike the key an option is in length, in characters: the nearest are taken.
fn distance(key: &str, other: &str) -> usize {
    let shared = tokens(key).iter().filter(|word| tokens(other).iter().any(|theirs| same(word, theirs))).count();
    key.chars().count().abs_diff(other.chars().count()) * 2 / (1 + shared)
}

/// Tells whether the key shares more words with the others than any of them does: it stands out.
fn converges(key: &str, picked: &[&str]) -> bool {
    let shared =
        |a: &str, b: &str| tokens(a).iter().filter(|word| tokens(b).iter().any(|other| same(word, other))).count();
    let all: Vec<&str> = picked.iter().copied().chain([key]).collect();
    let sum =
        |option: &str| all.iter().filter(|other| **other != option).map(|other| shared(option, other)).sum::<usize>();
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
