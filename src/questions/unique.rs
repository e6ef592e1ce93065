//! One prompt, one answer, among all notes at once.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::facts::english::{bare, singular};
use crate::facts::{Relation, names_a_thing, normal, tokens};
use crate::model::Direction;

use super::leak::says;
use super::{Draft, Refused};

/// Keeps the drafts whose prompt determines their answer; adds the nearest heading where that
/// tells them apart, and refuses what stays ambiguous or is asked twice.
pub(super) fn settle<'a>(drafts: Vec<Draft<'a>>, refused: &mut Vec<Refused>) -> Vec<Draft<'a>> {
    let drafts = with_context(without_twins_of_written(drafts, refused));
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        groups.entry(asked(draft)).or_default().push(index);
    }
    let mut verdicts: Vec<Verdict> = vec![Verdict::Keep(Vec::new()); drafts.len()];
    for members in groups.values().filter(|members| members.len() > 1) {
        judge(&drafts, members, &mut verdicts);
    }
    let lines: Vec<u32> = drafts.iter().map(|draft| draft.fact.line).collect();
    let mut kept = Vec::new();
    for (mut draft, verdict) in drafts.into_iter().zip(verdicts) {
        match verdict {
            Verdict::Keep(also) => {
                draft.also = also;
                draft.passed.extend(["one prompt, one answer", "not asked twice"]);
                kept.push(draft);
            }
            Verdict::Twin(of) => {
                refused.push(*draft.refuse(
                    "not asked twice",
                    format!("asked already for line {}", lines.get(of).copied().unwrap_or(0)),
                ))
            }
            Verdict::Ambiguous(with) => {
                refused.push(*draft.refuse(
                    "one prompt, one answer",
                    format!("line {} answers it differently", lines.get(with).copied().unwrap_or(0)),
                ));
            }
        }
    }
    kept
}

/// Returns what a prompt asks, in the form in which two prompts are compared: what something is,
/// is one question in singular and plural, with or without its abbreviation.
pub(super) fn asked(draft: &Draft<'_>) -> String {
    let definition = draft.direction == Direction::Forward
        && matches!(draft.fact.relation, Relation::Is(_) | Relation::Described)
        && ["What is ", "What are "].iter().any(|start| draft.prompt.starts_with(start));
    if !definition {
        return normal(&draft.prompt);
    }
    let asked = draft.prompt.split_once(' ').and_then(|(_, rest)| rest.split_once(' ')).map_or("", |(_, rest)| rest);
    let plain = asked.trim_end_matches('?').split(" (").next().unwrap_or(asked);
    let tail = asked.rsplit_once(')').map_or("", |(_, tail)| tail);
    format!("what is {}{}", normal(&singular(plain)), normal(tail))
}

#[derive(Clone)]
enum Verdict {
    /// Kept; further answers that are right as well.
    Keep(Vec<String>),
    /// The same question as another draft.
    Twin(usize),
    /// The prompt has another answer.
    Ambiguous(usize),
}

/// Decides among drafts with one prompt.
fn judge(drafts: &[Draft<'_>], members: &[usize], verdicts: &mut [Verdict]) {
    let first = members[0];
    let authored = members.iter().copied().find(|index| drafts[*index].authored());
    let full = fullest(drafts, members);
    let chosen = authored.or(full).unwrap_or(first);
    let answers: Vec<String> = members.iter().map(|index| normal(&drafts[*index].answer)).collect();
    let all_same = answers.windows(2).all(|pair| pair[0] == pair[1]);
    // A definition given twice in other words is one question with two right answers.
    let definitions = full.is_some()
        || members.iter().all(|index| drafts[*index].direction == Direction::Forward && defines(&drafts[*index]));
    for index in members.iter().copied() {
        verdicts[index] = match () {
            () if index == chosen && (all_same || authored.is_some()) => Verdict::Keep(Vec::new()),
            () if drafts[index].authored() && !same_answer(&drafts[index], &drafts[chosen]) => {
                Verdict::Ambiguous(chosen)
            }
            () if index == chosen && definitions => {
                let also = members
                    .iter()
                    .filter(|other| **other != chosen)
                    .map(|other| drafts[*other].answer.clone())
                    .collect();
                Verdict::Keep(also)
            }
            () if all_same || authored.is_some() || definitions => Verdict::Twin(chosen),
            () => Verdict::Ambiguous(if index == first { members[1] } else { first }),
        };
    }
}

/// Returns the draft whose answer says all that the others say: `24 May 1370` beside `in 1370`.
fn fullest(drafts: &[Draft<'_>], members: &[usize]) -> Option<usize> {
    let words = |index: usize| tokens(&drafts[index].answer).into_iter().collect::<BTreeSet<String>>();
    let denies = |index: usize| drafts[index].answer.split_whitespace().any(|word| is_denial(&bare(word)));
    let full = members.iter().copied().max_by_key(|index| (words(*index).len(), Reverse(*index)))?;
    let all = words(full);
    let within = |index: &usize| {
        let said = words(*index);
        drafts[*index].direction == Direction::Forward && !said.is_empty() && said.is_subset(&all) && !denies(*index)
    };
    members.iter().all(within).then_some(full)
}

fn is_denial(word: &str) -> bool {
    matches!(word, "no" | "not" | "never" | "nor" | "neither" | "without" | "cannot" | "unless" | "except")
        || word.ends_with("n't")
        || word.ends_with("n’t")
}

fn same_answer(one: &Draft<'_>, other: &Draft<'_>) -> bool {
    normal(&one.answer) == normal(&other.answer)
}

/// Leaves out what a hand-written card asks already in its own words: the same subject with the same
/// answer.
fn without_twins_of_written<'a>(drafts: Vec<Draft<'a>>, refused: &mut Vec<Refused>) -> Vec<Draft<'a>> {
    let pair = |front: &str, back: &str| (normal(front), normal(back));
    let written: BTreeMap<(String, String), u32> = drafts
        .iter()
        .filter(|draft| draft.authored())
        .map(|draft| (pair(&draft.prompt, &draft.answer), draft.fact.line))
        .collect();
    if written.is_empty() {
        return drafts;
    }
    let mut kept = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let subject = match draft.direction {
            Direction::Reverse => &draft.fact.object,
            _ => &draft.fact.subject,
        };
        match written.get(&pair(subject, &draft.answer)).filter(|_| !draft.authored()) {
            Some(line) => refused.push(*draft.refuse("not asked twice", format!("written by hand on line {line}"))),
            None => kept.push(draft),
        }
    }
    kept
}

fn defines(draft: &Draft<'_>) -> bool {
    matches!(
        draft.fact.relation,
        Relation::Is(_)
            | Relation::Does { .. }
            | Relation::Undergoes { .. }
            | Relation::StandsFor
            | Relation::Described
    )
}

/// Puts the nearest heading before prompts that others share with other answers.
fn with_context(mut drafts: Vec<Draft<'_>>) -> Vec<Draft<'_>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, draft) in drafts.iter().enumerate().filter(|(_, draft)| !draft.authored()) {
        groups.entry(normal(&draft.prompt)).or_default().push(index);
    }
    for members in groups.into_values().filter(|members| members.len() > 1) {
        if members
            .iter()
            .filter_map(|index| drafts.get(*index))
            .all(|draft| matches!(draft.fact.relation, Relation::Is(_) | Relation::StandsFor))
        {
            continue;
        }
        let headings: Vec<Option<String>> = members.iter().map(|index| drafts.get(*index).and_then(place)).collect();
        let mut told: Vec<&String> = headings.iter().flatten().collect();
        told.sort_unstable();
        told.dedup();
        if told.len() == members.len() {
            for (index, heading) in members.iter().zip(headings.iter().flatten()) {
                if let Some(draft) = drafts.get_mut(*index) {
                    draft.prompt = format!("In {heading}: {}", lower_start(&draft.prompt));
                }
            }
        }
    }
    drafts
}

/// Returns the nearest heading that does not give the answer away.
fn place(draft: &Draft<'_>) -> Option<String> {
    let heading = draft.fact.headings.last()?;
    let name = heading.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' ')).to_owned();
    (names_a_thing(&name)
        && !draft.prompt.contains(" → ")
        && !says(&name, &draft.answer)
        && !says(&draft.prompt, &name)
        && !name.is_empty()
        && name.split_whitespace().count() <= 7)
        .then_some(name)
}

fn lower_start(prompt: &str) -> String {
    let mut characters = prompt.chars();
    characters.next().map_or_else(String::new, |c| c.to_lowercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use crate::questions::of_note;

    /// Returns what a note answers to a prompt, and what it accepts besides.
    fn answers(text: &str, prompt: &str) -> Vec<(String, Vec<String>)> {
        let asked = of_note(text).questions.into_iter().filter(|question| question.prompt == prompt);
        asked.map(|question| (question.answer, question.accepted)).collect()
    }

    #[test]
    fn of_two_answers_the_one_that_says_all_of_the_other_is_asked_for() {
        let text =
            "# Hansa\n\nThe League was founded in 1358.\n\n## More\n\nThe League was founded in 1358 in Lübeck.\n";
        let [(answer, accepted)] = &answers(text, "When was the League founded?")[..] else { panic!("asked once") };
        assert!(
            answer.contains("1358") && accepted.iter().all(|other| other.contains("1358")),
            "{answer} {accepted:?}"
        );
    }

    #[test]
    fn an_answer_that_denies_the_other_leaves_neither() {
        let table = |state: &str| {
            format!(
                "| Queue | Durability |\n|---|---|\n| Mail queue | {state} |\n| Print queue | kept for {} hours |\n",
                state.len()
            )
        };
        let text = |one, other| format!("# Store\n\n{}\nText.\n\n{}", table(one), table(other));
        let asked = |one, other| answers(&text(one, other), "What is the durability of mail queue?").len();
        assert_eq!((asked("kept on disk", "kept on disk twice"), asked("kept on disk", "not kept on disk")), (1, 0));
    }
}
