//! The conversation of a sitting: a question, an answer or none, the answer shown, a grade.
//!
//! From a pipe or with `--accessible` it goes by lines, on a terminal by single keys; what is said
//! is the same.

mod said;
mod shown;

use std::time::Duration;

use super::explain;
use super::keymap::Act;
use super::study::REMEMBERED;
use super::{World, interval};
use crate::clock::Stopwatch;
use crate::error::Problem;
use crate::model::{Button, CardId, Day, EventBody, EventKey, Moment, Question, ReviewKind};
use crate::session::{Asked, Pool, REPEATED, Reply, Rows, Session, Step, Verdict, button_of, judge};
use crate::store::Store;
use crate::terminal::{Key, Manner, Tone, kept};
use said::{Answer, Aside, Said, Wanted};

/// How long the last grade can still be taken back on a terminal before the sitting ends.
const LAST_WORD: Duration = Duration::from_secs(5);

/// Why a card that asks badly is suspended; `cards list --state bad` finds it by this.
pub(super) const BAD: &str = "bad question";

/// How a sitting ended.
pub(super) enum End {
    /// No card is left, or the learner left.
    Over,
    /// Ctrl-C.
    Interrupted,
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
    /// The answers of all cards, gathered when the first answer is typed.
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
        shown::question(asked, world)?;
        let watch = world.stopwatch();
        let answer = loop {
            let said = said::first(&asked.question, self.session.left(), world)?;
            match self.beside(said, asked, explain::Answer::Kept, world)? {
                Turn::Take(answer) => break answer,
                Turn::Leave(next) => return Ok(next),
                Turn::Wait => {}
            }
        };
        let verdict = self.answer(asked, &answer, world)?;
        self.graded(asked, &answer, verdict, watch, world)
    }

    /// Waits for the grade and stores it.
    fn graded(
        &mut self,
        asked: &Asked,
        answer: &Answer,
        verdict: Option<Verdict>,
        watch: Stopwatch,
        world: &mut World<'_>,
    ) -> Result<Next, Problem> {
        let suggested = verdict.as_ref().map_or(Button::Good, |verdict| verdict.suggested);
        let how_sure = answer.chosen && suggested != Button::Again;
        let missed = verdict.map(|verdict| verdict.missed).unwrap_or_default();
        loop {
            let said = said::second(Wanted { suggested, how_sure }, world)?;
            let grade = match self.beside(said, asked, explain::Answer::Shown, world)? {
                Turn::Take(grade) => grade,
                Turn::Leave(next) => return Ok(next),
                Turn::Wait => continue,
            };
            let reply = Reply {
                quality: grade.quality,
                answer_ms: watch.read_ms(),
                given: answer.given(),
                confidence: grade.confidence,
                missed: missed.clone(),
            };
            let Some(step) = self.session.step(reply, self.today) else {
                return Ok(Next::End(End::Over));
            };
            match self.store(EventBody::Review(step.review.clone()), world) {
                Ok(key) => return self.accept(asked, &step, key, world),
                // The answer stays on the screen, so that it can be graded again.
                Err(problem) if world.screen.ends().manner != Manner::Piped => {
                    world.screen.hanging("Not saved: ", Tone::Wrong, &problem.what)?;
                    let quit = shown::keys(world).name(Act::Quit);
                    world.screen.say(&format!("Grade again to retry, or {quit} to leave."))?;
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
            _ if step.comes_back() => "comes back today".to_owned(),
            Some(state) if step.review.kind != ReviewKind::Cram => format!("back in {}", interval(state.interval_days)),
            _ => "practice, nothing moved".to_owned(),
        };
        world.screen.say(&format!("Saved: {}, {back}.", button_of(step.review.quality).word()))?;
        if step.leech {
            self.leech(&asked.question, step.after.map_or(0, |state| state.lapses), world)?;
        }
        world.screen.gap()?;
        Ok(Next::Card)
    }

    /// Shows the note of a card that is forgotten again and again, and lets the learner choose what
    /// becomes of it; by lines, how to.
    fn leech(&mut self, question: &Question, lapses: u32, world: &mut World<'_>) -> Result<(), Problem> {
        let card = question.id;
        shown::leech(lapses, &question.source, world)?;
        if world.screen.ends().manner != Manner::Keys {
            let advice = format!("Make the note plainer, or do without the card:  askback cards suspend {card}");
            return Ok(world.screen.say(&advice)?);
        }
        world.screen.forget_keys()?;
        let keys = shown::keys(world);
        let [edit, suspend, show] = [Act::Edit, Act::Suspend, Act::Show].map(|act| keys.name(act));
        let waiting_for = format!("[{edit}] edit the note  [{suspend}] suspend the card  [{show}] keep it: ");
        let choice = world.screen.key(&waiting_for, |key| match key {
            Key::Char(pressed) => match keys.act(pressed)? {
                Act::Edit => Some((Some(Aside::Edit), "edit")),
                Act::Suspend => Some((Some(Aside::Suspend), "suspend")),
                Act::Show => Some((None, "keep")),
                _ => None,
            },
            Key::Enter | Key::End | Key::Interrupt => Some((None, "keep")),
        })?;
        match choice {
            Some(Aside::Suspend) => self.suspend(card, "leech", world),
            Some(_) => super::shell::edit(&question.source, world),
            None => Ok(()),
        }
    }

    /// Suspends a card and says how to have it back.
    fn suspend(&mut self, card: CardId, reason: &str, world: &mut World<'_>) -> Result<(), Problem> {
        let key = self.store(EventBody::Suspend { card, reason: reason.to_owned() }, world)?;
        self.session.set_aside(card, key);
        let what = if reason == BAD { "Marked as a bad question" } else { "Suspended" };
        let undo = shown::keys(world).name(Act::Undo);
        world.screen.say(&format!("{what} ({undo} takes it back)."))?;
        Ok(world.screen.say(&format!("To ask it again:  askback cards resume {card}"))?)
    }

    /// Appends an event on the day of the card; when this returns, it is on disk.
    fn store(&mut self, body: EventBody, world: &World<'_>) -> Result<EventKey, Problem> {
        let at = Moment { day: self.today, ..world.now() };
        Ok(self.store.append(body, &at)?.0.key)
    }

    /// Shows the answer with the verdict and what each grade would do.
    fn answer(&mut self, asked: &Asked, answer: &Answer, world: &mut World<'_>) -> Result<Option<Verdict>, Problem> {
        shown::answer(asked, world)?;
        let verdict = match answer.text.as_str() {
            "" => None,
            typed => Some(judge(typed, &asked.question, self.pool()?)),
        };
        if let Some(verdict) = &verdict {
            shown::verdict(verdict, world)?;
            if verdict.suggested == Button::Again {
                self.tell_mix_up(asked, &answer.text, world)?;
            }
        }
        if let Some(outcomes) = self.session.preview(self.today) {
            shown::promised(&outcomes, world)?;
        }
        if world.screen.ends().manner != Manner::Keys {
            let suggested = verdict.as_ref().map_or(Button::Good, |verdict| verdict.suggested);
            world.screen.hanging("Suggested: ", Tone::Plain, suggested.word())?;
        }
        Ok(verdict)
    }

    /// Returns the answers of all cards.
    fn pool(&mut self) -> Result<&Pool, Problem> {
        if self.pool.is_none() {
            self.pool = Some(Pool::of(self.store.answer_texts()?.iter().map(String::as_str)));
        }
        Ok(self.pool.get_or_insert_default())
    }

    /// Says to which row of the notes a wrong answer belongs, and how often the two were mixed up.
    fn tell_mix_up(&mut self, asked: &Asked, given: &str, world: &mut World<'_>) -> Result<(), Problem> {
        if !self.pool()?.holds(given) {
            return Ok(());
        }
        let beside = self.store.questions_beside([asked.question.id], usize::MAX)?;
        let rows = Rows::of(&beside);
        let Some(meant) = rows.meant(asked.question.id, given) else { return Ok(()) };
        let before = self.store.wrong_answers(self.today.plus(-REMEMBERED))?;
        let before = rows.confusions(before.iter().map(|(card, given)| (*card, given.as_str())));
        let times = rows.times(asked.question.id, meant.id, &before) + 1;
        let often = if times >= REPEATED { format!(" (mixed up {times} times)") } else { String::new() };
        Ok(world.screen.hanging("Your answer belongs to: ", Tone::Plain, &format!("{}{often}", rows.name(meant)))?)
    }

    /// Takes what was said to the card, or does what was asked beside it.
    fn beside<T>(
        &mut self,
        said: Said<T>,
        asked: &Asked,
        seen: explain::Answer,
        world: &mut World<'_>,
    ) -> Result<Turn<T>, Problem> {
        let card = asked.question.id;
        let aside = match said {
            Said::This(said) => return Ok(Turn::Take(said)),
            Said::End => return Ok(Turn::Leave(Next::End(End::Over))),
            Said::Interrupt => return Ok(Turn::Leave(Next::End(End::Interrupted))),
            Said::TooEarly => {
                let show = shown::keys(world).name(Act::Show);
                world.screen.say(&format!("The answer first: {show} shows it. Then it is graded."))?;
                return Ok(Turn::Wait);
            }
            Said::Aside(aside) => aside,
        };
        match aside {
            Aside::Quit => return Ok(Turn::Leave(Next::End(End::Over))),
            Aside::Undo if self.undo(world)? => return Ok(Turn::Leave(Next::Card)),
            Aside::Undo => {}
            Aside::Suspend | Aside::Bad => {
                self.suspend(card, if matches!(aside, Aside::Bad) { BAD } else { "" }, world)?;
                world.screen.gap()?;
                return Ok(Turn::Leave(Next::Card));
            }
            Aside::Bury => {
                let key = self.store(EventBody::Bury { card, until: self.today.plus(1) }, world)?;
                self.session.set_aside(card, key);
                let undo = shown::keys(world).name(Act::Undo);
                world.screen.say(&format!("Not before tomorrow ({undo} takes it back)."))?;
                world.screen.gap()?;
                return Ok(Turn::Leave(Next::Card));
            }
            Aside::Edit => super::shell::edit(&asked.question.source, world)?,
            Aside::Explain => explain::show(self.store, &card.to_string(), seen, world)?,
            Aside::Help => shown::help(world)?,
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
        let undo = shown::keys(world).key(Act::Undo);
        let waiting_for = format!("That was the last card. {undo} takes it back, any other key ends: ");
        Ok(world.screen.last_word(undo, &waiting_for, LAST_WORD)? && self.undo(world)?)
    }
}
