//! The conversation of a sitting: a question, an answer or none, the answer shown, a grade.
//!
//! From a pipe or with `--accessible` it goes by lines, on a terminal by single keys; what is said
//! is the same.

use std::time::Duration;

use super::{World, interval};
use crate::clock::Stopwatch;
use crate::error::Problem;
use crate::model::{Button, Day, EventBody, EventKey, Moment, Quality, Question, ReviewKind};
use crate::questions::Siblings;
use crate::schedule::Outcome;
use crate::session::{Asked, Pool, Session, Step, button_of, judge};
use crate::store::Store;
use crate::terminal::{Key, Manner, Tone, Typed, kept};

/// How long the last grade can still be taken back on a terminal before the sitting ends.
const LAST_WORD: Duration = Duration::from_secs(5);

const HELP: [&str; 5] = [
    "By lines: type an answer, or Enter to see it. By keys: Space shows the answer, t types one.",
    "Then grade: 1 again, 2 hard, 3 good, 4 easy; Enter (or Space) takes the suggestion.",
    "u take the last step back   s suspend this card   b not before tomorrow",
    "e edit the note at its line   i why this question   q leave (all grades are kept)",
    "An answer that is one of these letters is typed with a backslash before it: \\q",
];

/// How a sitting ended.
pub(super) enum End {
    /// No card is left, or the learner left.
    Over,
    /// Ctrl-C.
    Interrupted,
}

/// What the learner wants beside answering and grading.
#[derive(Clone, Copy)]
enum Aside {
    Quit,
    Undo,
    Suspend,
    Bury,
    Edit,
    Explain,
    Help,
}

impl Aside {
    /// Reads the letter of the contract.
    const fn of(letter: char) -> Option<(Self, &'static str)> {
        Some(match letter {
            'q' => (Self::Quit, "leave"),
            'u' => (Self::Undo, "take back"),
            's' => (Self::Suspend, "suspend"),
            'b' => (Self::Bury, "not before tomorrow"),
            'e' => (Self::Edit, "edit"),
            'i' => (Self::Explain, "where from"),
            '?' => (Self::Help, "help"),
            _ => return None,
        })
    }

    /// Reads a line that holds nothing but the letter.
    fn of_line(line: &str) -> Option<Self> {
        let mut letters = line.trim().chars();
        let letter = letters.next().filter(|_| letters.next().is_none())?;
        Self::of(letter).map(|(aside, _)| aside)
    }
}

/// What came at one of the two places.
enum Said<T> {
    This(T),
    Aside(Aside),
    End,
    Interrupt,
}

/// What the conversation does after something was said.
enum Turn<T> {
    /// Goes on with it.
    Take(T),
    /// Leaves the card.
    Leave(Next),
    /// Waits at the same place again.
    Wait,
}

/// What follows a card.
enum Next {
    Card,
    End(End),
}

/// One sitting under way.
pub(super) struct Sitting<'a> {
    store: &'a mut Store,
    session: &'a mut Session,
    minutes: Option<u32>,
    spent_ms: u64,
    today: Day,
    pool: Option<Pool>,
}

impl<'a> Sitting<'a> {
    pub(super) fn new(store: &'a mut Store, session: &'a mut Session, minutes: Option<u32>, today: Day) -> Self {
        Self { store, session, minutes, spent_ms: 0, today, pool: None }
    }

    /// Asks until no card is left, the time is up, or the learner leaves.
    pub(super) fn run(mut self, world: &mut World<'_>) -> Result<End, Problem> {
        loop {
            let Some(asked) = self.session.current().cloned() else {
                if self.reopened(world)? {
                    continue;
                }
                return Ok(End::Over);
            };
            if self.minutes.is_some_and(|minutes| self.spent_ms >= u64::from(minutes) * 60_000) {
                world.screen.say("The time is up.")?;
                return Ok(End::Over);
            }
            if let Next::End(end) = self.card(&asked, world)? {
                return Ok(end);
            }
        }
    }

    /// Asks one card until it is graded, put aside, or the learner leaves. It belongs to the day
    /// on which it was shown, so that what its keys promise is what is stored.
    fn card(&mut self, asked: &Asked, world: &mut World<'_>) -> Result<Next, Problem> {
        self.today = world.now().day.max(self.today);
        world.screen.forget_keys()?;
        show(asked, world)?;
        let watch = world.stopwatch();
        let typed = loop {
            let said = if world.screen.ends().manner == Manner::Keys {
                first_key(self.session.left(), world)?
            } else {
                first_line(world)?
            };
            match self.beside(said, asked, world)? {
                Turn::Take(typed) => break typed,
                Turn::Leave(next) => return Ok(next),
                Turn::Wait => {}
            }
        };
        let suggested = self.answer(asked, &typed, world)?;
        self.graded(asked, &typed, suggested, watch, world)
    }

    /// Waits for the grade and stores it.
    fn graded(
        &mut self,
        asked: &Asked,
        typed: &str,
        suggested: Button,
        watch: Stopwatch,
        world: &mut World<'_>,
    ) -> Result<Next, Problem> {
        loop {
            let said = if world.screen.ends().manner == Manner::Keys {
                second_key(suggested, world)?
            } else {
                second_line(suggested, world)?
            };
            let quality = match self.beside(said, asked, world)? {
                Turn::Take(quality) => quality,
                Turn::Leave(next) => return Ok(next),
                Turn::Wait => continue,
            };
            let given = (!typed.is_empty()).then(|| typed.to_owned());
            let Some(step) = self.session.step(quality, watch.read_ms(), given, self.today) else {
                return Ok(Next::End(End::Over));
            };
            match self.store(EventBody::Review(step.review.clone()), world) {
                Ok(key) => return self.accept(asked, &step, key, world),
                // The answer stays on the screen, so that it can be graded again.
                Err(problem) if world.screen.ends().manner != Manner::Piped => {
                    world.screen.hanging("Not saved: ", Tone::Wrong, &problem.what)?;
                    world.screen.say("Grade again to retry, or q to leave.")?;
                }
                Err(problem) => return Err(problem),
            }
        }
    }

    /// Goes on after a grade is on disk.
    fn accept(&mut self, asked: &Asked, step: &Step, key: EventKey, world: &mut World<'_>) -> Result<Next, Problem> {
        if asked.was_answer.is_some() {
            self.store.clear_changed(asked.question.id)?;
        }
        self.session.take(step, key);
        self.spent_ms += u64::from(step.review.answer_ms);
        kept(self.session.summary().grades());
        let back = match &step.after {
            _ if step.comes_back() => "again today".to_owned(),
            Some(state) if step.review.kind != ReviewKind::Cram => format!("back in {}", interval(state.interval_days)),
            _ => "practice, nothing moved".to_owned(),
        };
        world.screen.say(&format!("Saved: {}, {back}.", button_of(step.review.quality).word()))?;
        if step.leech {
            let lapses = step.after.map_or(0, |state| state.lapses);
            let (path, line) = (&asked.question.source.path, asked.question.source.line);
            let advice = "e edits the note, s suspends the card";
            world.screen.toned(Tone::Nearly, &format!("Forgotten {lapses} times. Look at {path}:{line}; {advice}."))?;
        }
        world.screen.gap()?;
        Ok(Next::Card)
    }

    /// Appends an event on the day of the card; when this returns, it is on disk.
    fn store(&mut self, body: EventBody, world: &World<'_>) -> Result<EventKey, Problem> {
        let at = Moment { day: self.today, ..world.now() };
        Ok(self.store.append(body, &at)?.0.key)
    }

    /// Shows the answer with the verdict and what each grade would do; returns the suggestion.
    fn answer(&mut self, asked: &Asked, typed: &str, world: &mut World<'_>) -> Result<Button, Problem> {
        let question = &asked.question;
        if question.items.is_empty() || !world.screen.ends().shown {
            world.screen.hanging("Answer: ", Tone::Plain, &question.answer)?;
        } else {
            world.screen.hanging("Answer:", Tone::Plain, "")?;
            question.items.iter().try_for_each(|item| world.screen.hanging("- ", Tone::Plain, item))?;
        }
        let mut suggested = Button::Good;
        if !typed.is_empty() {
            let verdict = judge(typed, question, self.pool()?);
            suggested = verdict.suggested;
            let tone = match suggested {
                Button::Again => Tone::Wrong,
                Button::Hard => Tone::Nearly,
                Button::Good | Button::Easy => Tone::Right,
            };
            world.screen.hanging("Verdict: ", tone, &verdict.words)?;
        }
        if let Some(outcomes) = self.session.preview(self.today) {
            world.screen.hanging("Next: ", Tone::Quiet, &promised(&outcomes))?;
        }
        if world.screen.ends().manner != Manner::Keys {
            world.screen.hanging("Suggested: ", Tone::Plain, suggested.word())?;
        }
        Ok(suggested)
    }

    /// Returns the answers of all cards; gathered when the first answer is typed.
    fn pool(&mut self) -> Result<&Pool, Problem> {
        if self.pool.is_none() {
            let cards = self.store.cards()?;
            self.pool = Some(Pool::of(cards.iter().map(|held| held.question.answer.as_str())));
        }
        Ok(self.pool.get_or_insert_default())
    }

    /// Takes what was said to the card, or does what was asked beside it.
    fn beside<T>(&mut self, said: Said<T>, asked: &Asked, world: &mut World<'_>) -> Result<Turn<T>, Problem> {
        let card = asked.question.id;
        let aside = match said {
            Said::This(said) => return Ok(Turn::Take(said)),
            Said::End => return Ok(Turn::Leave(Next::End(End::Over))),
            Said::Interrupt => return Ok(Turn::Leave(Next::End(End::Interrupted))),
            Said::Aside(aside) => aside,
        };
        match aside {
            Aside::Quit => return Ok(Turn::Leave(Next::End(End::Over))),
            Aside::Undo if self.undo(world)? => return Ok(Turn::Leave(Next::Card)),
            Aside::Undo => {}
            Aside::Suspend => {
                let key = self.store(EventBody::Suspend { card, reason: String::new() }, world)?;
                self.session.set_aside(key);
                world
                    .screen
                    .say(&format!("Suspended (u takes it back). To ask it again:  askback cards resume {card}"))?;
                world.screen.gap()?;
                return Ok(Turn::Leave(Next::Card));
            }
            Aside::Bury => {
                let key = self.store(EventBody::Bury { card, until: self.today.plus(1) }, world)?;
                self.session.set_aside(key);
                world.screen.say("Not before tomorrow (u takes it back).")?;
                world.screen.gap()?;
                return Ok(Turn::Leave(Next::Card));
            }
            Aside::Edit => super::shell::edit(&asked.question.source, world)?,
            Aside::Explain => super::explain::show(self.store, &card.to_string(), world)?,
            Aside::Help => HELP.iter().try_for_each(|line| world.screen.say(line))?,
        }
        Ok(Turn::Wait)
    }

    /// Takes back what was done last in this sitting; tells whether there was anything.
    fn undo(&mut self, world: &mut World<'_>) -> Result<bool, Problem> {
        let Some(target) = self.session.last_event() else {
            world.screen.say("Nothing to take back in this sitting. For an earlier one:  askback undo")?;
            return Ok(false);
        };
        self.store(EventBody::Undo { target }, world)?;
        self.session.take_back();
        kept(self.session.summary().grades());
        world.screen.say("Taken back. The card again:")?;
        world.screen.gap()?;
        Ok(true)
    }

    /// After the last card, lets its grade be taken back; tells whether it was.
    fn reopened(&mut self, world: &mut World<'_>) -> Result<bool, Problem> {
        if self.session.last_event().is_none() {
            return Ok(false);
        }
        let waiting_for = "That was the last card. u takes it back, any other key ends: ";
        Ok(world.screen.last_word('u', waiting_for, LAST_WORD)? && self.undo(world)?)
    }
}

/// Shows the headings, the question, and what changed since it was last asked.
fn show(asked: &Asked, world: &mut World<'_>) -> Result<(), Problem> {
    let question = &asked.question;
    if !question.context.is_empty() {
        world.screen.toned(Tone::Quiet, &question.context.join(" > "))?;
    }
    if let Some(was) = &asked.was_answer {
        world.screen.hanging("Changed in your notes; the answer was: ", Tone::Plain, was)?;
    }
    world.screen.hanging("Question: ", Tone::Plain, &question.prompt)?;
    if question.authored {
        options(question).iter().try_for_each(|option| world.screen.hanging("- ", Tone::Plain, option))?;
    }
    Ok(())
}

/// Returns the options written by hand, in an order that tells nothing.
fn options(question: &Question) -> Vec<String> {
    let drawn = Siblings::of(&[]).options(question, question.choices.len(), 0);
    drawn.map_or_else(|_| question.choices.clone(), |options| options.shown)
}

/// Returns what each key would do, in words.
fn promised(outcomes: &[Outcome; 4]) -> String {
    let key = |((button, outcome), key): ((&Button, &Outcome), u8)| {
        let today = if button.quality().needs_redrill() { "today, then " } else { "" };
        format!("{key} {} {today}{}", button.word(), interval(outcome.state.interval_days))
    };
    Button::ALL.iter().zip(outcomes).zip(1..).map(key).collect::<Vec<_>>().join(" | ")
}

/// Reads an answer, empty to see it.
fn first_line(world: &mut World<'_>) -> Result<Said<String>, Problem> {
    Ok(match world.screen.line("Your answer, or Enter to see it: ")? {
        Typed::End => Said::End,
        Typed::Interrupt => Said::Interrupt,
        Typed::Line(line) => match Aside::of_line(&line) {
            Some(aside) => Said::Aside(aside),
            None => Said::This(unescaped(&line)),
        },
    })
}

/// Returns a typed answer without the backslash that keeps it from being a command.
fn unescaped(line: &str) -> String {
    let line = line.trim();
    line.strip_prefix('\\').filter(|rest| Aside::of_line(rest).is_some()).unwrap_or(line).to_owned()
}

/// Waits for a key before the answer is shown.
fn first_key(left: usize, world: &mut World<'_>) -> Result<Said<String>, Problem> {
    let waiting_for = format!("[Space] answer  [t] type it  [?] help  ({left} to go) ");
    let said = world.screen.key(&waiting_for, |key| match key {
        Key::Char(' ') | Key::Enter => Some((Said::This(Some(String::new())), "")),
        Key::Char('t') => Some((Said::This(None), "")),
        Key::Char(letter) => Aside::of(letter).map(|(aside, word)| (Said::Aside(aside), word)),
        Key::End => Some((Said::End, "")),
        Key::Interrupt => Some((Said::Interrupt, "")),
    })?;
    Ok(match said {
        Said::This(Some(typed)) => Said::This(typed),
        Said::This(None) => match world.screen.line("> ")? {
            Typed::Line(line) => Said::This(unescaped(&line)),
            Typed::End => Said::End,
            Typed::Interrupt => Said::Interrupt,
        },
        Said::Aside(aside) => Said::Aside(aside),
        Said::End => Said::End,
        Said::Interrupt => Said::Interrupt,
    })
}

/// Reads a grade, empty for the suggestion.
fn second_line(suggested: Button, world: &mut World<'_>) -> Result<Said<Quality>, Problem> {
    loop {
        let line = match world.screen.line(&format!("Grade (Enter for {}): ", suggested.word()))? {
            Typed::End => return Ok(Said::End),
            Typed::Interrupt => return Ok(Said::Interrupt),
            Typed::Line(line) => line,
        };
        if let Some(aside) = Aside::of_line(&line) {
            return Ok(Said::Aside(aside));
        }
        let grade = line.parse::<Button>().map(Button::quality).or_else(|_| line.parse::<Quality>());
        match grade {
            _ if line.trim().is_empty() => return Ok(Said::This(suggested.quality())),
            Ok(quality) => return Ok(Said::This(quality)),
            Err(_) => world.screen.say("Type again, hard, good or easy (1 to 4), or ? for help.")?,
        }
    }
}

/// Waits for the key of a grade; Space and Enter take the suggestion.
fn second_key(suggested: Button, world: &mut World<'_>) -> Result<Said<Quality>, Problem> {
    let waiting_for = format!("Grade [1-4, Space {}]: ", suggested.word());
    Ok(world.screen.key(&waiting_for, |key| {
        let graded = |button: Button| Some((Said::This(button.quality()), button.word()));
        match key {
            Key::Char(' ') | Key::Enter => graded(suggested),
            Key::Char(digit @ '1'..='4') => digit.to_string().parse::<Button>().ok().and_then(graded),
            Key::Char(letter) => Aside::of(letter).map(|(aside, word)| (Said::Aside(aside), word)),
            Key::End => Some((Said::End, "")),
            Key::Interrupt => Some((Said::Interrupt, "")),
        }
    })?)
}
