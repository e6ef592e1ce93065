//! The examination room: one question after another, forth and back, until the exam is handed in,
//! left, or its time is over. Every answer is on disk before the next question shows.

mod listen;
mod time;

use std::process::ExitCode;

use super::super::{Done, World};
use super::said::Said;
use super::{judge, told};
use crate::clock::Stopwatch;
use crate::error::Problem;
use crate::exam::Sitting;
use crate::model::{ExamEvent, ExamMark};
use crate::store::Store;
use crate::terminal::{Key, Manner, Tone, Typed, answers_kept};

const HELP: [&str; 5] = [
    "Choice: the letter of an option. Otherwise type the answer. Enter alone leaves a question as it is.",
    "n next   p back   g N go to question N   f flag it or lift the flag   - take the answer back",
    "t time left   h hand in (asks once)   q leave; askback exam resume goes on",
    "An answer that is one of these letters is typed with a backslash before it: \\n",
    "Nothing is told of right and wrong before you hand in.",
];

/// An exam with its learner.
struct Room<'a> {
    sitting: Sitting,
    store: &'a mut Store,
    /// The question shown, from 0; the number of questions after the last one.
    place: usize,
    /// Time that had counted when the learner came in, and since then.
    before_ms: u64,
    watch: Stopwatch,
    /// Time that had counted when the present question was first shown.
    shown_ms: u64,
    /// Moments of the time still to be told, in milliseconds from the beginning, the next last.
    moments: Vec<u64>,
}

/// What follows something said.
enum Next {
    /// The question at the present place is shown.
    Show,
    /// Nothing new is shown.
    Wait,
    /// The exam is handed in.
    HandIn { by_clock: bool },
    /// The learner leaves.
    Leave(ExitCode),
}

/// Asks the questions of an exam from where it stands; marks it once it is handed in.
pub(super) fn enter(sitting: Sitting, store: &mut Store, world: &mut World<'_>) -> Done {
    let before_ms = sitting.elapsed_ms(world.now().at_ms);
    let (place, id) = (sitting.next_place(), sitting.id);
    let watch = world.stopwatch();
    let mut room = Room { sitting, store, place, before_ms, watch, shown_ms: before_ms, moments: Vec::new() };
    room.moments = room.sitting.paper.limit_ms().map(|limit| time::moments(limit, before_ms)).unwrap_or_default();
    let left = if room.sitting.is_open() { room.ask(world)? } else { None };
    if let Some(code) = left {
        return Ok(code);
    }
    judge::finish(id, room.store, world)
}

impl Room<'_> {
    /// Asks until the exam is handed in (then nothing is returned) or the learner leaves.
    fn ask(&mut self, world: &mut World<'_>) -> Result<Option<ExitCode>, Problem> {
        answers_kept(u32::try_from(self.sitting.answered()).unwrap_or(u32::MAX));
        let mut next = Next::Show;
        loop {
            if self.is_over() {
                next = Next::HandIn { by_clock: true };
            }
            match next {
                Next::HandIn { by_clock } => {
                    self.hand_in(by_clock, world)?;
                    answers_kept(0);
                    return Ok(None);
                }
                Next::Leave(code) => {
                    self.leave(world)?;
                    return Ok(Some(code));
                }
                Next::Show => self.show(world)?,
                Next::Wait => {}
            }
            self.tell_moment(world)?;
            let said = self.listen(world)?;
            next = self.answer_to(said, world)?;
        }
    }

    /// Does what was said.
    fn answer_to(&mut self, said: Said, world: &mut World<'_>) -> Result<Next, Problem> {
        let last = self.sitting.paper.items.len();
        Ok(match said {
            Said::Answer(answer) => return self.take(Some(answer), world),
            Said::Clear => return self.take(None, world),
            Said::Open | Said::Next if self.place < last => self.go(self.place + 1),
            Said::Open => Next::Wait,
            Said::Moment => {
                world.screen.gap()?;
                Next::Wait
            }
            Said::Next => self.go(self.second_look()),
            Said::Back => self.go(self.place.saturating_sub(1)),
            Said::GoTo(number) if (1..=last).contains(&number) => self.go(number - 1),
            Said::GoTo(number) => {
                world.screen.say(&format!("There is no question {number}; they go from 1 to {last}."))?;
                Next::Wait
            }
            Said::Flag => return self.flag(world),
            Said::Time => {
                self.tell_time(world)?;
                Next::Wait
            }
            Said::HandIn => return self.ask_to_hand_in(world),
            Said::Help => {
                HELP.iter().try_for_each(|line| world.screen.say(line))?;
                Next::Wait
            }
            Said::Unclear(advice) => {
                world.screen.say(&advice)?;
                Next::Wait
            }
            Said::Quit | Said::End => Next::Leave(ExitCode::SUCCESS),
            Said::Interrupt => Next::Leave(ExitCode::from(130)),
            Said::Over => Next::HandIn { by_clock: true },
        })
    }

    /// Moves to a place.
    fn go(&mut self, place: usize) -> Next {
        self.place = place;
        self.shown_ms = self.elapsed_ms();
        Next::Show
    }

    /// Returns the first question that is open or flagged; the first of all if none is.
    fn second_look(&self) -> usize {
        self.sitting.given.iter().position(|given| given.answer.is_none() || given.flagged).unwrap_or(0)
    }

    /// Keeps an answer, or that there is none any more, and moves on.
    fn take(&mut self, answer: Option<String>, world: &mut World<'_>) -> Result<Next, Problem> {
        if self.place >= self.sitting.paper.items.len() {
            world.screen.say("No question stands here: g N goes to one, h hands in, ? helps.")?;
            return Ok(Next::Wait);
        }
        let cleared = answer.is_none();
        let spent_ms = u32::try_from(self.elapsed_ms().saturating_sub(self.shown_ms)).unwrap_or(u32::MAX);
        let step = ExamEvent::Answered { exam: self.sitting.id, number: self.number(), answer, spent_ms };
        match self.keep(step, world) {
            Ok(true) => {}
            Ok(false) => return Ok(Next::HandIn { by_clock: false }),
            // The question stays, so that it can be answered again.
            Err(problem) if world.screen.ends().manner != Manner::Piped => {
                world.screen.hanging("Not saved: ", Tone::Wrong, &problem.what)?;
                world.screen.say("Answer again to retry, or q to leave.")?;
                return Ok(Next::Wait);
            }
            Err(problem) => return Err(problem),
        }
        if cleared {
            world.screen.say("The question is open again.")?;
            self.shown_ms = self.elapsed_ms();
            return Ok(Next::Wait);
        }
        answers_kept(u32::try_from(self.sitting.answered()).unwrap_or(u32::MAX));
        Ok(self.go(self.place + 1))
    }

    /// Flags the question, or lifts its flag.
    fn flag(&mut self, world: &mut World<'_>) -> Result<Next, Problem> {
        let Some(given) = self.sitting.given.get(self.place) else {
            world.screen.say("No question stands here to flag.")?;
            return Ok(Next::Wait);
        };
        let mark = if given.flagged { ExamMark::Unflagged } else { ExamMark::Flagged };
        let step = ExamEvent::Marked { exam: self.sitting.id, number: self.number(), mark };
        if !self.keep(step, world)? {
            return Ok(Next::HandIn { by_clock: false });
        }
        let done = if mark == ExamMark::Flagged {
            "Flagged: look at it again before you hand in."
        } else {
            "The flag is lifted."
        };
        world.screen.say(done)?;
        Ok(Next::Wait)
    }

    /// Keeps a step; tells whether it counts: not if another program has handed the exam in.
    fn keep(&mut self, step: ExamEvent, world: &mut World<'_>) -> Result<bool, Problem> {
        let kept = self.store.step_exam(step, &world.now())?;
        match &kept {
            Some(event) => self.sitting.take(event),
            None => world.screen.say("This exam was handed in meanwhile, by another askback.")?,
        }
        Ok(kept.is_some())
    }

    /// Says what is open and flagged, and asks once.
    fn ask_to_hand_in(&mut self, world: &mut World<'_>) -> Result<Next, Problem> {
        world.screen.say(&format!("{} Hand in? y hands in, anything else goes on.", self.standing()))?;
        let yes = if world.screen.ends().manner == Manner::Keys {
            let patience = self.patience();
            let key = world.screen.key_within("[y] hand in ", patience, |key| match key {
                Key::Char('y' | 'Y') => Some((true, "hand in")),
                _ => Some((false, "go on")),
            })?;
            key.unwrap_or(false)
        } else {
            let patience = self.patience();
            let line = world.screen.line_within("Hand in (y): ", patience)?;
            match line {
                Some(Typed::Line(line)) => ["y", "yes"].contains(&line.trim().to_lowercase().as_str()),
                Some(Typed::End) => return Ok(Next::Leave(ExitCode::SUCCESS)),
                Some(Typed::Interrupt) => return Ok(Next::Leave(ExitCode::from(130))),
                None => false,
            }
        };
        Ok(if yes { Next::HandIn { by_clock: false } } else { Next::Show })
    }

    fn hand_in(&mut self, by_clock: bool, world: &mut World<'_>) -> Result<(), Problem> {
        world.screen.forget_keys()?;
        if by_clock {
            world.screen.gap()?;
            world.screen.say("The time is over. The exam is handed in as it stands.")?;
        }
        // Nothing is written where another program has done it already.
        self.store.step_exam(ExamEvent::HandedIn { exam: self.sitting.id, by_clock }, &world.now())?;
        world.screen.gap()?;
        Ok(())
    }

    fn leave(&mut self, world: &mut World<'_>) -> Result<(), Problem> {
        self.store.step_exam(ExamEvent::Attended { exam: self.sitting.id, here: false }, &world.now())?;
        answers_kept(0);
        let clock = match (self.left_ms(), self.sitting.paper.clock) {
            (None, _) => String::new(),
            (Some(_), crate::exam::Clock::Running) => " The clock runs on.".to_owned(),
            (Some(left), crate::exam::Clock::Paused) => format!(" {} are left.", told::clock(left)),
        };
        world.screen.say(&format!("{}{clock} To go on:  askback exam resume", self.standing()))?;
        Ok(())
    }

    /// Returns how much is answered, open and flagged, in words.
    fn standing(&self) -> String {
        let (open, flagged) = (self.sitting.unanswered(), self.sitting.flagged());
        let named = |numbers: &[usize]| {
            let shown: Vec<String> = numbers.iter().take(12).map(usize::to_string).collect();
            let more = if numbers.len() > shown.len() { ", ..." } else { "" };
            if numbers.is_empty() { String::new() } else { format!(" ({}{more})", shown.join(", ")) }
        };
        let answered = self.sitting.answered();
        format!(
            "{answered} answered, {} open{}, {} flagged{}.",
            open.len(),
            named(&open),
            flagged.len(),
            named(&flagged)
        )
    }

    /// Shows the question, its options, and what was answered before; after the last one, where the
    /// exam stands.
    fn show(&self, world: &mut World<'_>) -> Result<(), Problem> {
        world.screen.forget_keys()?;
        let last = self.sitting.paper.items.len();
        let Some((item, given)) = self.sitting.paper.items.get(self.place).zip(self.sitting.given.get(self.place))
        else {
            world.screen.gap()?;
            world.screen.say(&format!("That was the last question. {}", self.standing()))?;
            world.screen.say("h hands in, g N goes to a question, n to the first open or flagged one, q leaves.")?;
            return Ok(());
        };
        world.screen.gap()?;
        let flag = if given.flagged { ", flagged" } else { "" };
        world.screen.toned(Tone::Label, &format!("Question {} of {last}{flag}", self.number()))?;
        if !item.context.is_empty() {
            world.screen.toned(Tone::Quiet, &item.context.join(" > "))?;
        }
        world.screen.hanging("Question: ", Tone::Plain, &item.prompt)?;
        for (letter, option) in item.lettered() {
            world.screen.hanging(&format!("  {letter}) "), Tone::Plain, option)?;
        }
        if let Some(answer) = &given.answer {
            world.screen.hanging("Answered: ", Tone::Plain, &told::answer(item, answer))?;
        }
        Ok(())
    }

    fn number(&self) -> u32 {
        u32::try_from(self.place + 1).unwrap_or(u32::MAX)
    }
}
