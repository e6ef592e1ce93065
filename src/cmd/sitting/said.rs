//! What a learner says at the two places of a card, by lines or by keys: an answer, a grade, or
//! something beside them.

use super::super::World;
use super::super::keymap::{Act, Keymap};
use super::shown;
use crate::error::Problem;
use crate::model::{Button, Confidence, Quality, Question};
use crate::terminal::{Key, Manner, Typed};

/// What the learner wants beside answering and grading.
#[derive(Clone, Copy)]
pub(super) enum Aside {
    Quit,
    Undo,
    Suspend,
    Bad,
    Bury,
    Edit,
    Explain,
    Help,
}

impl Aside {
    /// Returns what an act is beside answering and grading, with the word that confirms its key.
    const fn of(act: Act) -> Option<(Self, &'static str)> {
        Some(match act {
            Act::Quit => (Self::Quit, "leave"),
            Act::Undo => (Self::Undo, "take back"),
            Act::Suspend => (Self::Suspend, "suspend"),
            Act::Bad => (Self::Bad, "bad question"),
            Act::Bury => (Self::Bury, "not before tomorrow"),
            Act::Edit => (Self::Edit, "edit"),
            Act::Why => (Self::Explain, "where from"),
            Act::Help => (Self::Help, "help"),
            Act::Show | Act::Type | Act::Grade(_) => return None,
        })
    }

    /// Reads a line that holds nothing but the letter of the contract.
    fn of_line(line: &str) -> Option<Self> {
        let mut letters = line.trim().chars();
        let letter = letters.next().filter(|_| letters.next().is_none())?;
        Self::of(Keymap::default().act(letter)?).map(|(aside, _)| aside)
    }
}

/// What came at one of the two places.
pub(super) enum Said<T> {
    This(T),
    Aside(Aside),
    /// A grade before the answer was seen.
    TooEarly,
    End,
    Interrupt,
}

/// An answer; empty where it is only to be shown.
pub(super) struct Answer {
    pub(super) text: String,
    /// It was one of the options.
    pub(super) chosen: bool,
}

impl Answer {
    /// Reads what was typed: the number or the text of an option, or an answer in words.
    fn of(typed: String, question: &Question) -> Self {
        let by_number = typed.parse::<usize>().ok().and_then(|number| question.choices.get(number.checked_sub(1)?));
        let by_text = || question.choices.iter().find(|choice| choice.to_lowercase() == typed.to_lowercase());
        match by_text().or(by_number) {
            Some(choice) => Self { text: choice.clone(), chosen: true },
            None => Self { text: typed, chosen: false },
        }
    }

    /// Returns what is kept of it in the log.
    pub(super) fn given(&self) -> Option<String> {
        (!self.text.is_empty()).then(|| self.text.clone())
    }
}

/// A grade, and how sure the learner was where an option was right.
#[derive(Clone, Copy)]
pub(super) struct Grade {
    pub(super) quality: Quality,
    pub(super) confidence: Option<Confidence>,
}

/// What the second place waits for.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub(super) suggested: Button,
    /// An option was chosen and right: was it known?
    pub(super) how_sure: bool,
}

impl Wanted {
    /// Returns the grade of a button. After a right option it says how sure the learner was: a
    /// guess is no recall, and only what was known is a pass without effort.
    fn grade(self, button: Button) -> Grade {
        let confidence = match button {
            Button::Again => Confidence::Guessed,
            Button::Hard => Confidence::Unsure,
            Button::Good | Button::Easy => Confidence::Sure,
        };
        Grade { quality: button.quality(), confidence: self.how_sure.then_some(confidence) }
    }

    /// Returns what a button is called here.
    fn word(self, button: Button) -> &'static str {
        match button {
            Button::Again if self.how_sure => "guessed",
            Button::Hard if self.how_sure => "unsure",
            Button::Good if self.how_sure => "sure",
            other => other.word(),
        }
    }

    /// Reads a line: a word or number of a grade, `q0` to `q5`, or how sure the learner was.
    fn read(self, line: &str) -> Option<Grade> {
        let button = match Confidence::of_word(line).filter(|_| self.how_sure) {
            Some(Confidence::Guessed) => Some(Button::Again),
            Some(Confidence::Unsure) => Some(Button::Hard),
            Some(Confidence::Sure) => Some(Button::Good),
            None => line.parse().ok(),
        };
        let quality = || line.parse::<Quality>().ok().map(|quality| Grade { quality, confidence: None });
        button.map(|button| self.grade(button)).or_else(quality)
    }
}

/// Waits for an answer, or the wish to see it.
pub(super) fn first(question: &Question, left: usize, world: &mut World<'_>) -> Result<Said<Answer>, Problem> {
    match world.screen.ends().manner {
        Manner::Keys => first_key(question, left, world),
        Manner::Lines | Manner::Piped => first_line(question, world),
    }
}

/// Waits for a grade.
pub(super) fn second(wanted: Wanted, world: &mut World<'_>) -> Result<Said<Grade>, Problem> {
    match world.screen.ends().manner {
        Manner::Keys => second_key(wanted, world),
        Manner::Lines | Manner::Piped => second_line(wanted, world),
    }
}

fn first_line(question: &Question, world: &mut World<'_>) -> Result<Said<Answer>, Problem> {
    let waiting_for = match question.choices.len() {
        0 => "Your answer, or Enter to see it: ".to_owned(),
        options => format!("Your choice, 1 to {options}, or Enter to see the answer: "),
    };
    Ok(match world.screen.line(&waiting_for)? {
        Typed::End => Said::End,
        Typed::Interrupt => Said::Interrupt,
        Typed::Line(line) => match Aside::of_line(&line) {
            Some(aside) => Said::Aside(aside),
            None => Said::This(Answer::of(unescaped(&line), question)),
        },
    })
}

/// Returns a typed answer without the backslash that keeps it from being a command.
fn unescaped(line: &str) -> String {
    let line = line.trim();
    line.strip_prefix('\\').filter(|rest| Aside::of_line(rest).is_some()).unwrap_or(line).to_owned()
}

/// What a key asks for before the answer is shown.
enum First {
    See,
    Type,
    Choose(usize),
}

fn first_key(question: &Question, left: usize, world: &mut World<'_>) -> Result<Said<Answer>, Problem> {
    let keys = shown::keys(world);
    let options = question.choices.len();
    let choose = if options > 0 { format!("[1-{options}] choose  ") } else { String::new() };
    let [show, write, help] = [Act::Show, Act::Type, Act::Help].map(|act| keys.name(act));
    let waiting_for = format!("{choose}[{show}] answer  [{write}] type it  [{help}] help  ({left} to go) ");
    let said = world.screen.key(&waiting_for, |key| match key {
        Key::Enter => Some((Said::This(First::See), "")),
        Key::Char(pressed) => chosen(pressed, options).or_else(|| before_answer(keys.act(pressed)?, options)),
        Key::End => Some((Said::End, "")),
        Key::Interrupt => Some((Said::Interrupt, "")),
    })?;
    Ok(match said {
        Said::This(First::See) => Said::This(Answer { text: String::new(), chosen: false }),
        Said::This(First::Choose(place)) => {
            Said::This(Answer { text: question.choices.get(place).cloned().unwrap_or_default(), chosen: true })
        }
        Said::This(First::Type) => match world.screen.line("> ")? {
            Typed::Line(line) => Said::This(Answer::of(unescaped(&line), question)),
            Typed::End => Said::End,
            Typed::Interrupt => Said::Interrupt,
        },
        Said::Aside(aside) => Said::Aside(aside),
        Said::TooEarly => Said::TooEarly,
        Said::End => Said::End,
        Said::Interrupt => Said::Interrupt,
    })
}

/// Returns the option whose digit was pressed.
fn chosen(pressed: char, options: usize) -> Option<(Said<First>, &'static str)> {
    let place = (pressed.to_digit(10)? as usize).checked_sub(1)?;
    (place < options).then_some((Said::This(First::Choose(place)), DIGITS[place]))
}

/// Returns what an act says before the answer was seen.
fn before_answer(act: Act, options: usize) -> Option<(Said<First>, &'static str)> {
    match act {
        Act::Show => Some((Said::This(First::See), "")),
        Act::Type => Some((Said::This(First::Type), "")),
        Act::Grade(_) => (options == 0).then_some((Said::TooEarly, "")),
        aside => Aside::of(aside).map(|(aside, word)| (Said::Aside(aside), word)),
    }
}

/// What is shown for the key of an option.
const DIGITS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// Reads a grade, empty for the suggestion.
fn second_line(wanted: Wanted, world: &mut World<'_>) -> Result<Said<Grade>, Problem> {
    let sure = if wanted.how_sure { "guessed, unsure, sure, or a grade" } else { "Grade" };
    loop {
        let line = match world.screen.line(&format!("{sure} (Enter for {}): ", wanted.word(wanted.suggested)))? {
            Typed::End => return Ok(Said::End),
            Typed::Interrupt => return Ok(Said::Interrupt),
            Typed::Line(line) => line,
        };
        if let Some(aside) = Aside::of_line(&line) {
            return Ok(Said::Aside(aside));
        }
        match wanted.read(&line) {
            _ if line.trim().is_empty() => return Ok(Said::This(wanted.grade(wanted.suggested))),
            Some(grade) => return Ok(Said::This(grade)),
            None => world.screen.say("Type again, hard, good or easy (1 to 4), or ? for help.")?,
        }
    }
}

/// Waits for the key of a grade; that which shows the answer, and Enter, take the suggestion.
fn second_key(wanted: Wanted, world: &mut World<'_>) -> Result<Said<Grade>, Problem> {
    let keys = shown::keys(world);
    let [again, hard, good, easy] = Button::ALL.map(|button| keys.name(Act::Grade(button)));
    let show = keys.name(Act::Show);
    let waiting_for = if wanted.how_sure {
        format!("How sure? [{again}] guessed  [{hard}] unsure  [{good}] sure  [{easy}] easy  [{show}] sure: ")
    } else {
        let grades = [again, hard, good, easy].concat();
        let grades = if grades == "1234" { "1-4" } else { &grades };
        format!("Grade [{grades}, {show} {}]: ", wanted.suggested.word())
    };
    Ok(world.screen.key(&waiting_for, |key| {
        let graded = |button: Button| Some((Said::This(wanted.grade(button)), wanted.word(button)));
        match key {
            Key::Enter => graded(wanted.suggested),
            Key::Char(pressed) => match keys.act(pressed)? {
                Act::Show => graded(wanted.suggested),
                Act::Grade(button) => graded(button),
                aside => Aside::of(aside).map(|(aside, word)| (Said::Aside(aside), word)),
            },
            Key::End => Some((Said::End, "")),
            Key::Interrupt => Some((Said::Interrupt, "")),
        }
    })?)
}
