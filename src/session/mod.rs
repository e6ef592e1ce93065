//! Step 6. One sitting as a state machine: which card is asked, what its grades would do, what
//! comes back the same day. It knows neither clock nor store; whoever drives it keeps the events.

mod check;

use std::collections::VecDeque;

use crate::model::{Button, CardId, Day, Quality, Question, Review, ReviewKind};
use crate::schedule::{CardState, Load, Outcome, Rules, outcome, preview};

pub use check::{Verdict, judge};

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
}

/// What a sitting came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Grades given, drills included.
    pub graded: u32,
    /// Of them passed.
    pub passed: u32,
    /// Cards seen for the first time.
    pub learnt: u32,
    /// Time spent on answers, in milliseconds.
    pub time_ms: u64,
}

/// How grades are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Practice {
    /// They move the schedule.
    Scheduled,
    /// They are logged and move nothing.
    Cram,
}

/// One sitting.
#[derive(Debug)]
pub struct Session {
    queue: VecDeque<Asked>,
    done: Vec<(Asked, Review)>,
    today: Day,
    rules: Rules,
    load: Load,
    practice: Practice,
    summary: Summary,
}

impl Session {
    /// Begins with the cards in the order in which they are to be asked.
    pub fn new(
        cards: impl IntoIterator<Item = Asked>,
        rules: Rules,
        load: Load,
        practice: Practice,
        today: Day,
    ) -> Self {
        Self {
            queue: cards.into_iter().collect(),
            done: Vec::new(),
            today,
            rules,
            load,
            practice,
            summary: Summary::default(),
        }
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

    /// Returns what each key would do to the present card.
    pub fn preview(&self) -> Option<[Outcome; 4]> {
        let asked = self.current()?;
        Some(preview(asked.question.id, asked.state.as_ref(), self.today, &self.rules, &self.load))
    }

    /// Returns the review that a grade of the present card amounts to. It counts once it is
    /// stored and [`Session::advance`] is called.
    pub fn review(&self, quality: Quality, answer_ms: u32, given: Option<String>) -> Option<Review> {
        let asked = self.current()?;
        Some(review_of(
            asked.question.id,
            asked.state.as_ref(),
            quality,
            answer_ms,
            given,
            self.practice,
            &self.rules,
            &self.load,
            self.today,
        ))
    }

    /// Goes on after the review was stored: `after` is the card's schedule now. A card that scored
    /// below 4 comes back in this sitting (SM-2 step 7).
    pub fn advance(&mut self, review: Review, after: Option<CardState>) {
        let Some(mut asked) = self.queue.pop_front() else { return };
        self.summary.graded += 1;
        self.summary.passed += u32::from(review.quality.passed());
        self.summary.learnt += u32::from(review.kind == ReviewKind::Learn);
        self.summary.time_ms += u64::from(review.answer_ms);
        if let Some(state) = &after {
            self.load.moved(asked.state.as_ref(), state);
        }
        self.done.push((asked.clone(), review.clone()));
        if review.quality.needs_redrill() {
            asked.state = after;
            asked.was_answer = None;
            let place = DRILL_AFTER.min(self.queue.len());
            self.queue.insert(place, asked);
        }
    }

    /// Goes back to the card graded last, after its undo was stored. Returns its id; nothing if
    /// nothing was graded in this sitting.
    pub fn step_back(&mut self) -> Option<CardId> {
        let (asked, review) = self.done.pop()?;
        let card = asked.question.id;
        self.summary.graded = self.summary.graded.saturating_sub(1);
        self.summary.passed = self.summary.passed.saturating_sub(u32::from(review.quality.passed()));
        self.summary.learnt = self.summary.learnt.saturating_sub(u32::from(review.kind == ReviewKind::Learn));
        self.summary.time_ms = self.summary.time_ms.saturating_sub(u64::from(review.answer_ms));
        self.queue.retain(|other| other.question.id != card);
        self.queue.push_front(asked);
        Some(card)
    }

    /// Asks a card next that had been left out.
    pub fn ask_first(&mut self, asked: Asked) {
        self.queue.push_front(asked);
    }

    /// Leaves the present card out of this sitting: it was suspended or buried.
    pub fn drop_current(&mut self) {
        if let Some(asked) = self.queue.pop_front() {
            self.queue.retain(|other| other.question.id != asked.question.id);
        }
    }
}

/// Returns the review that a grade amounts to, in a sitting or from a script.
#[expect(
    clippy::too_many_arguments,
    reason = "each is one thing a review records; a struct would be built once and taken apart at once"
)]
pub fn review_of(
    card: CardId,
    before: Option<&CardState>,
    quality: Quality,
    answer_ms: u32,
    given: Option<String>,
    practice: Practice,
    rules: &Rules,
    load: &Load,
    today: Day,
) -> Review {
    let outcome = outcome(card, before, quality, today, rules, load);
    let (interval_before, ease_before) =
        before.map_or((0, crate::model::Ease::START), |state| (state.interval_days, state.ease));
    let (kind, after, shift_days) = match practice {
        Practice::Scheduled => (outcome.kind, (outcome.state.interval_days, outcome.state.ease), outcome.shift_days),
        Practice::Cram => (ReviewKind::Cram, (interval_before, ease_before), 0),
    };
    Review {
        card,
        quality,
        answer_ms,
        kind,
        interval_before,
        interval_after: after.0,
        ease_before,
        ease_after: after.1,
        shift_days,
        scheduler: rules.to_string(),
        given,
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
