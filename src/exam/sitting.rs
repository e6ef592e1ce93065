//! An exam under way: what the events say of it. Its state is their replay and nothing else, so that
//! it goes on where it was after a crash, on another day, on another machine.

use super::{Clock, Paper};
use crate::model::{Event, EventBody, EventKey, ExamEvent, ExamMark, Moment};

/// What a learner did with a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The answer: a letter or a text; nothing while it is open.
    pub answer: Option<String>,
    /// Time spent on it, in milliseconds.
    pub spent_ms: u64,
    /// To be looked at again.
    pub flagged: bool,
    /// What the learner said of the answer after handing in.
    pub right: Option<bool>,
}

/// An exam, under way or over.
#[derive(Clone, Debug, PartialEq)]
pub struct Sitting {
    /// The event that began it.
    pub id: EventKey,
    /// When it began.
    pub begun: Moment,
    /// What it asks.
    pub paper: Paper,
    /// What was done, question by question.
    pub given: Vec<Given>,
    /// When it was handed in, and whether the clock did it.
    pub handed_in: Option<(Moment, bool)>,
    /// The result, as it was kept.
    pub outcome: Option<String>,
    /// The question answered or marked last, from 0.
    pub last: Option<usize>,
    /// Milliseconds of attendance in stretches that are over.
    attended_ms: u64,
    /// First and last instant of the present stretch, in milliseconds since 1970.
    stretch: Option<(i64, i64)>,
}

/// A paper that cannot be read: a later version wrote it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the exam of {begun} cannot be read by this version")]
pub struct Unreadable {
    /// When the exam began.
    pub begun: String,
}

impl Sitting {
    /// Begins with the event that begins an exam; nothing for any other.
    ///
    /// # Errors
    /// If a later version wrote the paper.
    pub fn of(event: &Event) -> Option<Result<Self, Unreadable>> {
        let EventBody::Exam(ExamEvent::Begun { paper }) = &event.body else { return None };
        let Ok(paper) = serde_json::from_str::<Paper>(paper) else {
            return Some(Err(Unreadable { begun: event.at.rfc3339() }));
        };
        let at_ms = event.at.at_ms;
        Some(Ok(Self {
            id: event.key,
            begun: event.at.clone(),
            given: vec![Given::default(); paper.items.len()],
            paper,
            handed_in: None,
            outcome: None,
            last: None,
            attended_ms: 0,
            stretch: Some((at_ms, at_ms)),
        }))
    }

    /// Takes the next event; those of other exams, and answers after handing in, change nothing.
    pub fn take(&mut self, event: &Event) {
        let EventBody::Exam(step) = &event.body else { return };
        if step.exam() != Some(self.id) {
            return;
        }
        match step {
            ExamEvent::Begun { .. } => {}
            ExamEvent::Answered { number, answer, spent_ms, .. } if self.is_open() => {
                if let Some(given) = self.at(*number) {
                    given.answer.clone_from(answer);
                    given.spent_ms = given.spent_ms.saturating_add(u64::from(*spent_ms));
                }
                self.seen(event);
            }
            ExamEvent::Marked { number, mark, .. } => self.mark(*number, *mark, event),
            ExamEvent::Attended { here, .. } if self.is_open() => self.attend(*here, event.at.at_ms),
            ExamEvent::HandedIn { by_clock, .. } if self.is_open() => {
                self.seen(event);
                self.attend(false, event.at.at_ms);
                self.handed_in = Some((event.at.clone(), *by_clock));
            }
            ExamEvent::Judged { outcome, .. } if self.outcome.is_none() => self.outcome = Some(outcome.clone()),
            ExamEvent::Answered { .. }
            | ExamEvent::Attended { .. }
            | ExamEvent::HandedIn { .. }
            | ExamEvent::Judged { .. } => {}
        }
    }

    fn mark(&mut self, number: u32, mark: ExamMark, event: &Event) {
        let open = self.is_open();
        let Some(given) = self.at(number) else { return };
        match mark {
            ExamMark::Flagged | ExamMark::Unflagged if open => given.flagged = mark == ExamMark::Flagged,
            ExamMark::Right | ExamMark::Wrong if !open => given.right = Some(mark == ExamMark::Right),
            _ => return,
        }
        if open {
            self.seen(event);
        }
    }

    /// Returns what was done with a question, by its number from 1; notes it as the last one.
    fn at(&mut self, number: u32) -> Option<&mut Given> {
        let place = (number as usize).checked_sub(1)?;
        let given = self.given.get_mut(place)?;
        self.last = Some(place);
        Some(given)
    }

    /// Notes that the learner was there at an event.
    fn seen(&mut self, event: &Event) {
        if let Some((_, last)) = &mut self.stretch {
            *last = event.at.at_ms.max(*last);
        }
    }

    /// Ends the present stretch, at the last event if it broke off, and begins the next.
    fn attend(&mut self, here: bool, at_ms: i64) {
        if let Some((from, last)) = self.stretch {
            let end = if here { last } else { at_ms.max(last) };
            self.attended_ms = self.attended_ms.saturating_add(u64::try_from(end - from).unwrap_or(0));
        }
        self.stretch = here.then_some((at_ms, at_ms));
    }

    /// Tells whether answers still count.
    pub const fn is_open(&self) -> bool {
        self.handed_in.is_none()
    }

    /// Tells whether nothing is left to do: it was handed in and marked.
    pub const fn is_over(&self) -> bool {
        self.outcome.is_some()
    }

    /// Returns the time that has counted at an instant, in milliseconds, for a learner who comes
    /// back at it: since the beginning, or the stretches of attendance where the clock pauses.
    pub fn elapsed_ms(&self, now_ms: i64) -> u64 {
        let since = |from: i64, to: i64| u64::try_from(to.saturating_sub(from)).unwrap_or(0);
        match self.paper.clock {
            Clock::Running => {
                let (_, last) = self.stretch.unwrap_or((0, 0));
                since(self.begun.at_ms, now_ms.max(last))
            }
            Clock::Paused => self.attended_ms + self.stretch.map_or(0, |(from, last)| since(from, last)),
        }
    }

    /// Returns the time the exam took, once it was handed in: never more than it lasts.
    pub fn taken_ms(&self) -> u64 {
        let end = self.handed_in.as_ref().map_or(self.begun.at_ms, |(at, _)| at.at_ms);
        let elapsed = self.elapsed_ms(end);
        self.paper.limit_ms().map_or(elapsed, |limit| elapsed.min(limit))
    }

    /// Returns when it was over: when it was handed in or, where the clock ran on after the learner
    /// had left, when its time ended.
    pub fn finished(&self) -> Option<Moment> {
        let (at, by_clock) = self.handed_in.as_ref()?;
        let limit = self.paper.limit_ms().filter(|_| *by_clock && self.paper.clock == Clock::Running);
        let end_ms = limit.map(|limit| self.begun.at_ms.saturating_add(i64::try_from(limit).unwrap_or(i64::MAX)));
        Some(Moment { at_ms: end_ms.map_or(at.at_ms, |end| end.min(at.at_ms)), ..at.clone() })
    }

    /// Returns the numbers, from 1, of questions still open.
    pub fn unanswered(&self) -> Vec<usize> {
        self.numbers(|given| given.answer.is_none())
    }

    /// Returns the numbers, from 1, of questions to be looked at again.
    pub fn flagged(&self) -> Vec<usize> {
        self.numbers(|given| given.flagged)
    }

    fn numbers(&self, which: impl Fn(&Given) -> bool) -> Vec<usize> {
        (1..).zip(&self.given).filter(|(_, given)| which(given)).map(|(number, _)| number).collect()
    }

    /// Returns how many questions were answered.
    pub fn answered(&self) -> usize {
        self.given.len() - self.unanswered().len()
    }

    /// Returns the place, from 0, at which a learner who comes back goes on: after the question
    /// answered last.
    pub fn next_place(&self) -> usize {
        self.last.map_or(0, |place| place + 1)
    }
}

/// Returns every exam of a log whose events come in the order in which they count, the earliest
/// first; in the second place those that a later version wrote.
pub fn sittings<'a>(events: impl IntoIterator<Item = &'a Event>) -> (Vec<Sitting>, Vec<Unreadable>) {
    let events: Vec<&Event> = events.into_iter().collect();
    let (mut read, mut unreadable) = (Vec::<Sitting>::new(), Vec::new());
    for begun in events.iter().filter_map(|event| Sitting::of(event)) {
        match begun {
            Ok(sitting) => read.push(sitting),
            Err(later) => unreadable.push(later),
        }
    }
    for event in events {
        read.iter_mut().for_each(|sitting| sitting.take(event));
    }
    read.sort_by_key(|sitting| (sitting.begun.at_ms, sitting.id));
    (read, unreadable)
}

#[cfg(test)]
mod tests {
    use super::super::example::{answered, at, begun, paper, step};
    use super::*;

    fn sitting(clock: Clock, steps: &[(i64, ExamEvent)]) -> Sitting {
        let paper = Paper { clock, minutes: 10, ..paper(3) };
        let mut sitting = Sitting::of(&begun(&paper)).unwrap().unwrap();
        (2..).zip(steps).for_each(|(seq, (second, body))| sitting.take(&step(seq, *second, body.clone())));
        sitting
    }

    fn attended(here: bool) -> ExamEvent {
        ExamEvent::Attended { exam: begun(&paper(3)).key, here }
    }

    fn marked(number: u32, mark: ExamMark) -> ExamEvent {
        ExamEvent::Marked { exam: begun(&paper(3)).key, number, mark }
    }

    fn handed_in(by_clock: bool) -> ExamEvent {
        ExamEvent::HandedIn { exam: begun(&paper(3)).key, by_clock }
    }

    #[test]
    fn answers_can_be_changed_and_taken_back_until_the_exam_is_handed_in() {
        let steps = [
            (1, answered(1, Some("a"))),
            (2, answered(2, Some("x"))),
            (3, answered(1, Some("b"))),
            (4, answered(2, None)),
        ];
        let open = sitting(Clock::Running, &steps);
        assert_eq!((open.given[0].answer.as_deref(), open.given[0].spent_ms), (Some("b"), 2_000));
        assert_eq!((open.unanswered(), open.answered(), open.next_place()), (vec![2, 3], 1, 2));
        let late = [steps.as_slice(), &[(5, handed_in(false)), (6, answered(3, Some("c")))]].concat();
        assert_eq!(sitting(Clock::Running, &late).unanswered(), [2, 3]);
    }

    #[test]
    fn a_flag_is_set_and_lifted_and_the_learners_own_mark_counts_after_handing_in_only() {
        let steps = [
            (1, marked(2, ExamMark::Flagged)),
            (2, marked(3, ExamMark::Flagged)),
            (3, marked(2, ExamMark::Unflagged)),
            (4, marked(1, ExamMark::Right)),
        ];
        let open = sitting(Clock::Running, &steps);
        assert_eq!((open.flagged(), open.given[0].right), (vec![3], None));
        let over = [steps.as_slice(), &[(5, handed_in(false)), (6, marked(1, ExamMark::Right))]].concat();
        assert_eq!(sitting(Clock::Running, &over).given[0].right, Some(true));
    }

    #[test]
    fn a_running_clock_counts_from_the_beginning_and_a_paused_one_while_the_learner_is_there() {
        let steps =
            [(60, answered(1, Some("a"))), (90, attended(false)), (500, attended(true)), (530, answered(2, Some("b")))];
        assert_eq!(sitting(Clock::Running, &steps).elapsed_ms(at(560).at_ms), 560_000);
        assert_eq!(sitting(Clock::Paused, &steps).elapsed_ms(at(10_000).at_ms), 120_000, "90 s and 30 s");
    }

    #[test]
    fn a_sitting_that_broke_off_counts_to_its_last_answer_where_the_clock_pauses() {
        let killed = [(60, answered(1, Some("a"))), (5_000, attended(true)), (5_010, answered(2, Some("b")))];
        assert_eq!(sitting(Clock::Paused, &killed).elapsed_ms(at(9_000).at_ms), 70_000);
    }

    #[test]
    fn an_exam_never_takes_longer_than_it_lasts_nor_ends_after_its_time() {
        let over = sitting(Clock::Running, &[(60, answered(1, Some("a"))), (4_000, handed_in(true))]);
        assert_eq!(over.taken_ms(), 600_000);
        assert_eq!(over.finished().unwrap().at_ms, at(600).at_ms);
        let paused = sitting(Clock::Paused, &[(4_000, attended(true)), (4_600, handed_in(true))]);
        assert_eq!((paused.taken_ms(), paused.finished().unwrap().at_ms), (600_000, at(4_600).at_ms));
    }

    #[test]
    fn steps_of_another_exam_and_of_questions_that_are_not_there_change_nothing() {
        let other = EventKey { seq: 99, ..begun(&paper(3)).key };
        let strange = ExamEvent::Answered { exam: other, number: 1, answer: Some("a".into()), spent_ms: 1 };
        let steps = [(1, strange), (2, answered(0, Some("a"))), (3, answered(4, Some("a")))];
        assert_eq!(sitting(Clock::Running, &steps).given, sitting(Clock::Running, &[]).given);
    }

    #[test]
    fn exams_are_told_apart_and_a_paper_of_a_later_version_stops_none() {
        let mut strange = begun(&paper(3));
        strange.key.seq = 50;
        strange.body = EventBody::Exam(ExamEvent::Begun { paper: "{}".into() });
        let events = [strange, step(2, 5, answered(1, Some("a"))), begun(&paper(3))];
        let (read, unreadable) = sittings(&events);
        assert_eq!((read.len(), unreadable.len(), read[0].answered()), (1, 1, 1));
    }
}
