//! What was answered instead: answers that belong to another row of the same column, how often two
//! rows were mixed up, and a question on a cell in which they differ.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Serialize;

use super::form::folded;
use crate::model::{CardId, Direction, Kind, Question};

/// Times after which a mix-up is no slip any more.
pub const REPEATED: u32 = 2;

/// Two things of one note that were taken for each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// The note.
    pub note: Arc<str>,
    /// The thing asked about first, as the notes name it.
    pub one: String,
    /// The thing it was taken for.
    pub other: String,
    /// How often, either way round.
    pub times: u32,
    /// The card asked last among them, and the card whose answer was given.
    pub cards: (CardId, CardId),
}

/// The questions of one or several notes, by the column they belong to.
#[derive(Debug)]
pub struct Rows<'q> {
    by_id: HashMap<CardId, &'q Question>,
    columns: HashMap<(&'q str, &'q str, Direction), Vec<&'q Question>>,
}

impl<'q> Rows<'q> {
    /// Gathers questions in the order given.
    pub fn of(questions: impl IntoIterator<Item = &'q Question>) -> Self {
        let mut rows = Self { by_id: HashMap::new(), columns: HashMap::new() };
        for question in questions {
            rows.by_id.insert(question.id, question);
            rows.columns.entry(column(question)).or_default().push(question);
        }
        rows
    }

    /// Returns the question of the same column whose answer was given for that of another card;
    /// nothing where the answer was right for the card itself, or is nobody's.
    pub fn meant(&self, asked: CardId, given: &str) -> Option<&'q Question> {
        let asked = self.by_id.get(&asked)?;
        let given = folded(given);
        if asked.statement.subject.is_empty() || has_answer(asked, &given) {
            return None;
        }
        let others = self.columns.get(&column(asked))?;
        others
            .iter()
            .copied()
            .find(|other| other.statement.subject != asked.statement.subject && has_answer(other, &given))
    }

    /// Counts the mix-ups among wrong answers, which come in the order of the log; those that were
    /// most frequent first.
    pub fn confusions<'a>(&self, wrong: impl IntoIterator<Item = (CardId, &'a str)>) -> Vec<Confusion> {
        let mut pairs: BTreeMap<(&str, &str, &str), Confusion> = BTreeMap::new();
        for (card, given) in wrong {
            let Some((asked, meant)) = self.by_id.get(&card).copied().zip(self.meant(card, given)) else { continue };
            let (one, other) = (asked.statement.subject.as_str(), meant.statement.subject.as_str());
            let pair = pairs.entry((&asked.note, one.min(other), one.max(other))).or_insert_with(|| Confusion {
                note: Arc::clone(&asked.note),
                one: self.name(asked),
                other: self.name(meant),
                times: 0,
                cards: (card, meant.id),
            });
            pair.times += 1;
            pair.cards = (card, meant.id);
        }
        let mut found: Vec<Confusion> = pairs.into_values().collect();
        found.sort_by_key(|confusion| std::cmp::Reverse(confusion.times));
        found
    }

    /// Returns how often the two rows behind these cards were mixed up.
    pub fn times(&self, one: CardId, other: CardId, confusions: &[Confusion]) -> u32 {
        let subjects = |(one, other): (CardId, CardId)| {
            let subject = |card: CardId| self.by_id.get(&card).map(|question| question.statement.subject.as_str());
            subject(one).zip(subject(other)).map(|(one, other)| (one.min(other), one.max(other)))
        };
        let wanted = subjects((one, other));
        confusions
            .iter()
            .filter(|known| wanted.is_some() && subjects(known.cards) == wanted)
            .map(|known| known.times)
            .sum()
    }

    /// Returns a question on a cell in which two mixed-up rows differ, with the two as its options;
    /// `turn` chooses among the cells. It is practice on the card it was made from, and bears its id.
    pub fn contrast(&self, confusion: &Confusion, turn: usize) -> Option<Question> {
        let (one, other) = (self.by_id.get(&confusion.cards.0)?, self.by_id.get(&confusion.cards.1)?);
        let cells = self.differing(one, other);
        let cell = cells.get(turn % cells.len().max(1))?;
        let (this, that) =
            (self.name(cell), self.name(if *cell.statement.subject == one.statement.subject { other } else { one }));
        let mut choices = vec![this.clone(), that];
        choices.sort();
        Some(Question {
            kind: Kind::Comparison,
            direction: Direction::Contrast,
            prompt: self.contrast_prompt(cell, &choices),
            answer: this,
            accepted: Vec::new(),
            items: Vec::new(),
            choices,
            ..(*cell).clone()
        })
    }

    /// Returns the questions from the cells in which two rows differ: of each column in which both
    /// stand, that of either row, the reverse one where there is one.
    fn differing(&self, one: &Question, other: &Question) -> Vec<&'q Question> {
        let row = |of: &Question| -> BTreeMap<&'q str, &'q Question> {
            let mut cells: BTreeMap<&str, &Question> = BTreeMap::new();
            let same = |cell: &&Question| {
                cell.note == of.note
                    && cell.statement.place == of.statement.place
                    && cell.statement.subject == of.statement.subject
            };
            let asks = |cell: &&Question| {
                matches!(cell.direction, Direction::Forward | Direction::Reverse) && cell.items.is_empty()
            };
            for cell in self.by_id.values().copied().filter(same).filter(asks) {
                let kept = cells.entry(&cell.statement.relation).or_insert(cell);
                if (cell.direction, cell.id) > (kept.direction, kept.id) {
                    *kept = cell;
                }
            }
            cells
        };
        let (first, second) = (row(one), row(other));
        let mut cells = Vec::new();
        for (relation, cell) in &first {
            let Some(theirs) = second.get(relation) else { continue };
            if theirs.statement.object != cell.statement.object {
                cells.extend([*cell, *theirs]);
            }
        }
        cells
    }

    /// Returns the prompt of a contrast question: that of the reverse question, or the cell itself.
    fn contrast_prompt(&self, cell: &Question, names: &[String]) -> String {
        let either = names.join(" or ");
        if cell.direction == Direction::Reverse {
            return format!("{either}? {}", cell.prompt);
        }
        let column = cell.statement.relation.rsplit(':').next().unwrap_or_default();
        format!("{either}? The {column} is: {}", cell.answer)
    }

    /// Returns the name of the row a question is about, as the notes write it: the answer of its
    /// reverse question, else its place in the prompt.
    pub fn name(&self, question: &Question) -> String {
        let reverse = (&*question.note, question.statement.relation.as_str(), Direction::Reverse);
        let sibling = self.columns.get(&reverse).into_iter().flatten();
        let named = sibling.copied().find(|other| other.statement.subject == question.statement.subject);
        match named {
            Some(reverse) => reverse.answer.clone(),
            None if question.direction == Direction::Reverse => question.answer.clone(),
            None => in_prompt(question).unwrap_or_else(|| question.statement.subject.clone()),
        }
    }
}

/// Returns the subject of a forward question as its prompt writes it.
fn in_prompt(question: &Question) -> Option<String> {
    let subject = question.statement.subject.as_str();
    let starts = question.prompt.char_indices().map(|(start, _)| start);
    let shown = starts.filter_map(|start| question.prompt.get(start..)?.get(..subject.len()));
    shown.into_iter().find(|shown| !shown.is_empty() && shown.to_lowercase() == subject).map(str::to_owned)
}

/// Returns the column of a question: its note, its relation and which way it asks.
fn column(question: &Question) -> (&str, &str, Direction) {
    (&question.note, &question.statement.relation, question.direction)
}

/// Tells whether a folded text is an answer of the question.
fn has_answer(question: &Question, given: &str) -> bool {
    std::iter::once(&question.answer).chain(&question.accepted).any(|form| folded(form) == given)
}

/// Returns the options of a question with an answer that was given for it before among the wrong
/// ones, in the place of the last of them.
pub fn with_confused(question: &Question, given: &str) -> Vec<String> {
    let mut choices = question.choices.clone();
    let wanted = folded(given);
    if wanted.is_empty() || has_answer(question, &wanted) || choices.iter().any(|choice| folded(choice) == wanted) {
        return choices;
    }
    if let Some(place) = choices.iter().rposition(|choice| *choice != question.answer) {
        choices[place] = given.to_owned();
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::note;
    use crate::questions::generate;

    const CELL: &str = "# Cell\n\n| Organelle | Function | Size |\n|---|---|---|\n| Ribosome | builds proteins | 20 nm |\n| Nucleus | keeps the DNA | 6 um |\n| Vacuole | stores water | 2 um |\n";

    fn questions() -> Vec<Question> {
        generate(&[note("cell.md", "cell.md", CELL.as_bytes()).unwrap()]).questions
    }

    fn card(questions: &[Question], prompt: &str) -> CardId {
        questions.iter().find(|question| question.prompt.contains(prompt)).expect("asked").id
    }

    #[test]
    fn an_answer_of_another_row_is_traced_to_that_row() {
        let questions = questions();
        let rows = Rows::of(&questions);
        let function = card(&questions, "function of the ribosome");
        let meant = |given: &str| rows.meant(function, given).map(|question| question.statement.subject.clone());
        assert_eq!(meant("Keeps the DNA."), Some("nucleus".into()));
        assert_eq!(meant("builds proteins"), None, "its own answer");
        assert_eq!(meant("6 um"), None, "of another column");
        assert_eq!(meant("nonsense"), None);
    }

    #[test]
    fn mix_ups_are_counted_either_way_round_and_the_most_frequent_comes_first() {
        let questions = questions();
        let rows = Rows::of(&questions);
        let (ribosome, nucleus) =
            (card(&questions, "function of the ribosome"), card(&questions, "Which organelle keeps"));
        let size = card(&questions, "size of Vacuole");
        let found =
            rows.confusions([(size, "6 um"), (ribosome, "keeps the DNA"), (nucleus, "ribosome"), (nucleus, "?")]);
        let told: Vec<(&str, &str, u32)> =
            found.iter().map(|pair| (pair.one.as_str(), pair.other.as_str(), pair.times)).collect();
        assert_eq!(told, [("Ribosome", "Nucleus", 2), ("Vacuole", "Nucleus", 1)]);
        assert_eq!(rows.times(nucleus, ribosome, &found), 2);
    }

    #[test]
    fn a_contrast_question_asks_a_cell_in_which_the_two_differ() {
        let questions = questions();
        let rows = Rows::of(&questions);
        let ribosome = card(&questions, "function of the ribosome");
        let found = rows.confusions([(ribosome, "keeps the DNA")]);
        for turn in 0..9 {
            let contrast = rows.contrast(&found[0], turn).expect("the rows differ");
            assert_eq!(contrast.choices, ["Nucleus", "Ribosome"]);
            assert!(contrast.choices.contains(&contrast.answer) && contrast.prompt.starts_with("Nucleus or Ribosome?"));
            let cell = questions.iter().find(|question| question.id == contrast.id).expect("made from a card");
            assert!(
                contrast.prompt.contains(&cell.prompt) || contrast.prompt.contains(&cell.answer),
                "{}",
                contrast.prompt
            );
        }
    }

    #[test]
    fn a_cell_in_which_both_say_the_same_is_no_contrast() {
        let text = "# A\n\n| Tool | Maker |\n|---|---|\n| Saw | Smith |\n| Axe | Smith |\n| Rasp | Jones |\n";
        let questions = generate(&[note("a.md", "a.md", text.as_bytes()).unwrap()]).questions;
        let rows = Rows::of(&questions);
        let (saw, axe) = (card(&questions, "Saw"), card(&questions, "Axe"));
        let pair =
            Confusion { note: Arc::from("a.md"), one: "Saw".into(), other: "Axe".into(), times: 2, cards: (saw, axe) };
        assert_eq!(rows.contrast(&pair, 0), None);
    }

    #[test]
    fn the_confused_answer_takes_the_place_of_a_wrong_option() {
        let questions = questions();
        let asked = Question {
            choices: ["a", "keeps the DNA", "stores water"].map(str::to_owned).to_vec(),
            ..questions
                .iter()
                .find(|question| question.prompt.contains("Which organelle keeps"))
                .expect("asked")
                .clone()
        };
        let asked = Question { answer: "keeps the DNA".into(), ..asked };
        assert_eq!(with_confused(&asked, "stores fat"), ["a", "keeps the DNA", "stores fat"]);
        assert_eq!(with_confused(&asked, "A"), asked.choices, "it is there already");
        assert_eq!(with_confused(&asked, "Keeps the DNA"), asked.choices, "the key is no wrong option");
    }
}
