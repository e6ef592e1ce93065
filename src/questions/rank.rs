//! Which questions are worth their time: a score from named features, and a budget for each note
//! that leaves out the lowest. The weights are those in `docs/questions.md`.

use std::collections::{BTreeMap, HashMap};

use crate::facts::{Facts, tokens};
use crate::model::{Direction, Kind, Question};
use crate::notes::Note;

use super::Refused;
use super::leak::share_of;

/// Questions for each fact of a note, in tenths, at most (M38).
const TENTHS_PER_FACT: usize = 18;

/// Facts of a note from which on the budget holds: a short note gives all it can.
const FROM: usize = 10;

/// The check that refuses what the budget leaves out.
pub(super) const BUDGET: &str = "within the budget";

/// What a question scores, in points; each feature has its share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Features {
    /// How reliable questions from its structure are, 0 to 40.
    structure: u32,
    /// How directly the fact is asked, 0 to 20.
    direction: u32,
    /// How short the answer is, 0 to 15.
    answer_length: u32,
    /// How little of the answer the prompt shows, 0 to 15.
    leak_margin: u32,
    /// The note sets the subject in bold or code, 0 or 10.
    emphasis: u32,
}

impl Features {
    /// Looks at a question of a note of these lines.
    fn of(question: &Question, lines: &[&str]) -> Self {
        Self {
            structure: structure(question.kind),
            direction: direction(question.direction),
            answer_length: answer_length(question.answer.split_whitespace().count()),
            leak_margin: leak_margin(question),
            emphasis: if emphasised(question, lines) { 10 } else { 0 },
        }
    }

    fn points(self) -> u32 {
        self.structure + self.direction + self.answer_length + self.leak_margin + self.emphasis
    }
}

const fn structure(kind: Kind) -> u32 {
    match kind {
        Kind::Table | Kind::Comparison | Kind::Basic | Kind::Cloze => 40,
        Kind::Term => 38,
        Kind::Acronym | Kind::Definition => 36,
        Kind::List | Kind::Steps => 28,
        Kind::Statement | Kind::Heading => 24,
    }
}

const fn direction(direction: Direction) -> u32 {
    match direction {
        Direction::Forward | Direction::List => 20,
        Direction::Contrast | Direction::Order | Direction::Cloze => 14,
        Direction::Reverse => 10,
    }
}

/// One to eight words are recalled in one breath.
const fn answer_length(words: usize) -> u32 {
    match words {
        0..=8 => 15,
        9..=15 => 10,
        16..=20 => 5,
        _ => 0,
    }
}

fn leak_margin(question: &Question) -> u32 {
    let shown: f64 = share_of(&tokens(&question.answer), &question.prompt);
    let masked = question.passed.contains(&"answer masked in the prompt");
    let points = (15.0 * (1.0 - shown)).round() as u32;
    if masked { points.min(5) } else { points }
}

fn emphasised(question: &Question, lines: &[&str]) -> bool {
    let subject = &question.statement.subject;
    let marks = |line: &str| {
        let lower = line.to_lowercase();
        ["**", "`"].iter().any(|mark| lower.contains(&format!("{mark}{subject}{mark}")))
    };
    let first = question.source.line.saturating_sub(1) as usize;
    !subject.is_empty() && lines.get(first).is_some_and(|line| marks(line))
}

/// Keeps of each note's questions those that its budget allows; returns what it leaves out. The only
/// question about a fact is never left out, nor what was written by hand.
pub(super) fn keep(
    questions: Vec<Question>,
    read: &[(&Note, &Facts)],
    refused: &mut Vec<Refused>,
) -> (Vec<Question>, Vec<Question>) {
    let mut by_note: HashMap<&str, Vec<&Question>> = HashMap::new();
    for question in questions.iter().filter(|question| !question.authored) {
        by_note.entry(&question.note).or_default().push(question);
    }
    let mut out: BTreeMap<u64, u32> = BTreeMap::new();
    for (note, facts) in read {
        let made = by_note.get(&*note.key).map_or(&[][..], Vec::as_slice);
        let facts = facts.facts.iter().filter(|fact| fact.kind != Kind::Basic && fact.kind != Kind::Cloze).count();
        let allowed = facts * TENTHS_PER_FACT / 10;
        if facts >= FROM && made.len() > allowed {
            out.extend(lowest(made, note, made.len() - allowed));
        }
    }
    let (left_out, kept): (Vec<Question>, Vec<Question>) =
        questions.into_iter().partition(|question| out.contains_key(&question.id.0));
    refused.extend(left_out.iter().map(|question| refusal(question, out.get(&question.id.0).copied().unwrap_or(0))));
    (kept, left_out)
}

/// Returns the lowest of a note's generated questions with their points, at most `excess`, so that
/// each fact keeps one.
fn lowest(made: &[&Question], note: &Note, excess: usize) -> Vec<(u64, u32)> {
    let lines: Vec<&str> = note.text.lines().collect();
    let mut left: BTreeMap<u64, usize> = BTreeMap::new();
    made.iter().for_each(|question| *left.entry(question.family).or_default() += 1);
    let mut ranked: Vec<(u32, std::cmp::Reverse<u32>, &Question)> = made
        .iter()
        .map(|question| (Features::of(question, &lines).points(), std::cmp::Reverse(question.source.line), *question))
        .collect();
    ranked.sort_by_key(|(points, line, question)| (*points, *line, question.id));
    let mut out = Vec::new();
    for (points, _, question) in ranked {
        let others = left.entry(question.family).or_default();
        if out.len() < excess && *others > 1 {
            *others -= 1;
            out.push((question.id.0, points));
        }
    }
    out
}

fn refusal(question: &Question, points: u32) -> Refused {
    Refused {
        path: question.source.path.clone(),
        line: question.source.line,
        end_line: question.source.end_line,
        prompt: question.prompt.clone(),
        check: BUDGET,
        reason: format!("{points} of 100 points, and its fact is asked otherwise"),
    }
}

#[cfg(test)]
mod tests {
    use crate::notes::note;
    use crate::questions::{Generated, generate};

    fn made(rows: usize) -> Generated {
        let rows: String = (0..rows).map(|row| format!("| Kind{row} | carries load{row} to gate{row} |\n")).collect();
        let text = format!("# Ships\n\n| Ship | Task |\n|---|---|\n{rows}");
        generate(&[note("n.md", "n.md", text.as_bytes()).unwrap()])
    }

    #[test]
    fn a_note_gives_at_most_the_budget_for_each_fact_and_the_rest_is_named() {
        let generated = made(20);
        assert_eq!(generated.questions.len(), 36);
        assert_eq!(generated.left_out.len(), 4);
        let named = generated.refused.iter().filter(|refused| refused.check == super::BUDGET).count();
        assert_eq!(named, 4);
    }

    #[test]
    fn the_budget_leaves_out_what_scores_lowest_and_never_the_only_question_of_a_fact() {
        let generated = made(20);
        assert!(generated.left_out.iter().all(|question| question.direction == crate::model::Direction::Reverse));
        for left in &generated.left_out {
            assert!(generated.questions.iter().any(|question| question.family == left.family));
        }
    }

    #[test]
    fn a_short_note_gives_all_it_can() {
        assert_eq!(made(5).questions.len(), 10);
        assert!(made(5).left_out.is_empty());
    }

    #[test]
    fn a_short_forward_question_of_a_table_scores_higher_than_a_long_reverse_one_of_prose() {
        let text = "# A\n\n| Organ | Job |\n|---|---|\n| Kidney | filters blood |\n\n**Mitosis** divides the nucleus of a cell into two nuclei with the same chromosomes.\n";
        let note = note("n.md", "n.md", text.as_bytes()).unwrap();
        let questions = generate(std::slice::from_ref(&note)).questions;
        let points = |word: &str| {
            let asked = questions.iter().find(|question| question.prompt.to_lowercase().contains(word)).unwrap();
            super::Features::of(asked, &note.text.lines().collect::<Vec<_>>()).points()
        };
        assert!(points("kidney") > points("mitosis"));
    }
}
