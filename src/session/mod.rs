//! Step 6. One sitting as a state machine: which card is asked, what its grades would do, what
//! comes back the same day. It knows neither clock nor store; whoever drives it keeps the events.

mod check;
mod confusion;
mod form;
mod offer;

use std::collections::VecDeque;

use crate::model::{Button, CardId, Confidence, Day, Direction, Ease, EventKey, Quality, Question, Review, ReviewKind};
use crate::schedule::{CardState, Load, Outcome, Rules, is_leech_moment, outcome, preview};

pub use check::{Pool, Verdict, judge};
pub use confusion::{Confusion, REPEATED, Rows, with_confused};
pub use offer::{Offer, options};

/// Cards that come between a failed card and its drill, if there are that many.
const DRILL_AFTER: usize = 5;

/// A card to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// Its schedule; nothing for a new card.
    pub state: Option<CardState>,
    /// The answer before the notes changed it, if it has not been graded since.
    pub was_answer: Option<String>,
    /// The rules of its deck.
    pub rules: Rules,
    /// It was made for this sitting, from two rows that were mixed up: its grade moves nothing.
    pub contrast: bool,
}

/// What a learner says to a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The grade.
    pub quality: Quality,
    /// Time from prompt to grade, in milliseconds.
    pub answer_ms: u32,
    /// What was typed or chosen, where something was.
    pub given: Option<String>,
    /// How sure the learner was of an option that was right.
    pub confidence: Option<Confidence>,
    /// Items of a list that were not named: its drill asks for these alone. Empty asks for all.
    pub missed: Vec<String>,
}

impl Reply {
    /// Returns a grade without anything beside it.
    pub const fn of(quality: Quality) -> Self {
        Self { quality, answer_ms: 0, given: None, confidence: None, missed: Vec::new() }
    }
}

/// How grades are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Practice {
    /// They move the schedule.
    Scheduled,
    /// They are logged and move nothing.
    Cram,
}

/// What a grade of the present card amounts to. It counts once its review is stored and
/// [`Session::take`] is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The review to be stored.
    pub review: Review,
    /// The schedule of the card after it.
    pub after: Option<CardState>,
    /// The card has now been forgotten so often that the learner should hear of it.
    pub leech: bool,
    /// The question as it comes back in this sitting (SM-2 step 7); nothing where it does not.
    again: Option<Question>,
}

impl Step {
    /// Tells whether the card comes back in this sitting (SM-2 step 7).
    pub const fn comes_back(&self) -> bool {
        self.again.is_some()
    }
}

/// Returns the question of a drill: recalled without options, and of a list what was not named.
fn drill(question: &Question, missed: Vec<String>) -> Question {
    let mut drill = Question { choices: Vec::new(), ..question.clone() };
    let in_part = !missed.is_empty() && missed.len() < question.items.len();
    if in_part && question.direction == Direction::List {
        let missing = if missed.len() == 1 { "the one".to_owned() } else { format!("the {}", missed.len()) };
        drill.prompt = format!("{} Only {missing} you missed.", question.prompt);
        drill.answer = missed.join(", ");
        drill.items = missed;
    }
    drill
}

/// What a sitting came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Cards graded, each at its first answer.
    pub cards: u32,
    /// Of them recalled.
    pub recalled: u32,
    /// Of them seen for the first time.
    pub learnt: u32,
    /// Further answers the same day, until the card was known.
    pub drills: u32,
    /// Time spent on answers, in milliseconds.
    pub time_ms: u64,
}

impl Summary {
    /// Counts a review; a card below 4 is asked again, `first` tells its first answer.
    fn count(&mut self, review: &Review, first: bool) {
        if first {
            self.cards += 1;
            self.recalled += u32::from(review.quality.passed());
            self.learnt += u32::from(review.kind == ReviewKind::Learn);
        } else {
            self.drills += 1;
        }
        self.time_ms += u64::from(review.answer_ms);
    }

    /// Returns how many grades were given.
    pub const fn grades(&self) -> u32 {
        self.cards + self.drills
    }
}

/// Something done in the sitting, with all that taking it back needs.
#[derive(Debug)]
struct Deed {
    /// The event that holds it.
    key: EventKey,
    /// The card as it was asked; nothing where it had been answered before.
    asked: Option<Asked>,
    /// Where its drill was put into the queue.
    back_at: Option<usize>,
    /// Places and cards that left the queue with it.
    left: Vec<(usize, Asked)>,
    /// The sitting before it.
    summary: Summary,
    load: Load,
}

/// One sitting.
#[derive(Debug)]
pub struct Session {
    queue: VecDeque<Asked>,
    done: Vec<Deed>,
    load: Load,
    practice: Practice,
    summary: Summary,
}

impl Session {
    /// Begins with the cards in the order in which they are to be asked.
    pub fn new(cards: impl IntoIterator<Item = Asked>, load: Load, practice: Practice) -> Self {
        let queue = cards.into_iter().collect();
        Self { queue, done: Vec::new(), load, practice, summary: Summary::default() }
    }

    /// Returns the card being asked; nothing when the sitting is over.
    pub fn current(&self) -> Option<&Asked> {
        self.queue.front()
    }

    /// Returns how many cards are still to come, the present one included.
    pub fn left(&self) -> usize {
        self.queue.len()
    }

    /// Returns what the sitting came to so far.
    pub const fn summary(&self) -> Summary {
        self.summary
    }

    /// Returns what each key would do to the present card; what is shown is what is then stored.
    pub fn preview(&self, today: Day) -> Option<[Outcome; 4]> {
        let asked = self.current().filter(|asked| self.moves(asked))?;
        Some(preview(asked.question.id, asked.state.as_ref(), today, &asked.rules, &self.load))
    }

    /// Tells whether a grade of the card moves its schedule.
    fn moves(&self, asked: &Asked) -> bool {
        self.practice == Practice::Scheduled && !asked.contrast
    }

    /// Returns what a reply to the present card amounts to; changes nothing yet.
    pub fn step(&self, reply: Reply, today: Day) -> Option<Step> {
        let asked = self.current()?;
        let Reply { quality, answer_ms, given, confidence, missed } = reply;
        let before = asked.state.as_ref();
        let (review, after) = if self.moves(asked) {
            scheduled(asked.question.id, before, quality, today, &asked.rules, &self.load)
        } else {
            (crammed(asked.question.id, before, quality, &asked.rules), asked.state)
        };
        let lapses = |state: Option<&CardState>| state.map_or(0, |state| state.lapses);
        let leech = lapses(after.as_ref()) > lapses(before) && is_leech_moment(lapses(after.as_ref()), &asked.rules);
        let comes_back = quality.needs_redrill() && !asked.contrast;
        let again = comes_back.then(|| drill(&asked.question, missed));
        Some(Step { review: Review { answer_ms, given, confidence, ..review }, after, leech, again })
    }

    /// Goes on after the step's review was stored under `key`. A card that scored below 4 comes
    /// back in this sitting.
    pub fn take(&mut self, step: &Step, key: EventKey) {
        let Some(asked) = self.queue.pop_front() else { return };
        let (summary, load) = (self.summary, self.load.clone());
        let same = |deed: &&Deed| {
            deed.asked.as_ref().is_some_and(|done| done.question.id == asked.question.id && !done.contrast)
        };
        let first = !asked.contrast && !self.done.iter().any(|deed| same(&deed));
        self.summary.count(&step.review, first);
        if let Some(state) = step.after.as_ref().filter(|_| self.moves(&asked)) {
            self.load.moved(asked.state.as_ref(), state);
        }
        let back_at = step.again.as_ref().map(|question| {
            let place = DRILL_AFTER.min(self.queue.len());
            let again = Asked { question: question.clone(), state: step.after, was_answer: None, ..asked.clone() };
            self.queue.insert(place, again);
            place
        });
        self.done.push(Deed { key, asked: Some(asked), back_at, left: Vec::new(), summary, load });
    }

    /// Leaves a card out of this sitting, the present one or one whose drill is still to come,
    /// after it was suspended or buried by the event `key`.
    pub fn set_aside(&mut self, card: CardId, key: EventKey) {
        let present = self.current().is_some_and(|asked| asked.question.id == card);
        let asked = if present { self.queue.pop_front() } else { None };
        let again = |(_, other): &(usize, &Asked)| other.question.id == card;
        let left = self.queue.iter().enumerate().filter(again).map(|(place, other)| (place, other.clone())).collect();
        self.queue.retain(|other| other.question.id != card);
        self.done.push(Deed { key, asked, back_at: None, left, summary: self.summary, load: self.load.clone() });
    }

    /// Returns the event that [`Session::take_back`] would take back.
    pub fn last_event(&self) -> Option<EventKey> {
        self.done.last().map(|deed| deed.key)
    }

    /// Goes back to the card graded or set aside last, after its undo was stored: the queue, the
    /// load and the summary are as they were when it was asked. A sitting that was over is open
    /// again.
    pub fn take_back(&mut self) {
        let Some(deed) = self.done.pop() else { return };
        if let Some(place) = deed.back_at {
            self.queue.remove(place);
        }
        for (place, other) in deed.left {
            self.queue.insert(place.min(self.queue.len()), other);
        }
        if let Some(asked) = deed.asked {
            self.queue.push_front(asked);
        }
        (self.summary, self.load) = (deed.summary, deed.load);
    }
}

/// Returns the review that a grade on `today` amounts to, and the state it leads to; time and
/// answer are still to be filled in.
pub fn scheduled(
    card: CardId,
    before: Option<&CardState>,
    quality: Quality,
    today: Day,
    rules: &Rules,
    load: &Load,
) -> (Review, Option<CardState>) {
    let Outcome { state, shift_days, kind } = outcome(card, before, quality, today, rules, load);
    let plain = unmoved(card, before, quality, kind, rules);
    let (interval_after, ease_after) = (state.interval_days, state.ease);
    (Review { interval_after, ease_after, shift_days, ..plain }, Some(state))
}

/// Returns the review of a grade that moves nothing.
fn crammed(card: CardId, before: Option<&CardState>, quality: Quality, rules: &Rules) -> Review {
    unmoved(card, before, quality, ReviewKind::Cram, rules)
}

/// Returns a review after which interval and ease are as before.
fn unmoved(card: CardId, before: Option<&CardState>, quality: Quality, kind: ReviewKind, rules: &Rules) -> Review {
    let interval = before.map_or(0, |state| state.interval_days);
    let ease = before.map_or(Ease::START, |state| state.ease);
    Review {
        card,
        quality,
        answer_ms: 0,
        kind,
        interval_before: interval,
        interval_after: interval,
        ease_before: ease,
        ease_after: ease,
        shift_days: 0,
        scheduler: rules.to_string(),
        given: None,
        confidence: None,
    }
}

/// Returns the button whose quality this is, the nearest for those without a key of their own.
pub const fn button_of(quality: Quality) -> Button {
    match quality.value() {
        0..=2 => Button::Again,
        3 => Button::Hard,
        4 => Button::Good,
        _ => Button::Easy,
    }
}

#[cfg(test)]
mod tests;
