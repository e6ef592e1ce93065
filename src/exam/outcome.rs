//! The result of an exam: each answer right or wrong, the score by domain, and what it means for the
//! schedule.

use serde::{Deserialize, Serialize};

use super::paper::Item;
use super::sitting::{Given, Sitting};
use super::{Form, MISSES_DUE, NO_EFFECT};
use crate::model::{Button, CardId, Ease, Quality, Review, ReviewKind};
use crate::schedule::CardState;
use crate::session::{Pool, judge};

/// Returns a score in whole percent, never rounded up: what reads as the mark reaches it.
pub fn whole_percent(score: f64) -> u32 {
    // A billionth makes up for what binary fractions lose: 0.29 is 29 %.
    (score * 100.0 + 1e-9).floor() as u32
}

/// How an answer stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Right.
    Right,
    /// Wrong.
    Wrong,
    /// Only the learner can say, who has not yet; what the program makes of it.
    Doubtful(String),
    /// None was given.
    Open,
}

/// The result as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The score from 0 to 1: the share of right answers in each domain, by the domains' weights.
    pub score: f64,
    /// Whether it reaches the pass mark.
    pub passed: bool,
    /// Right answers.
    pub right: usize,
    /// Questions asked.
    pub questions: usize,
    /// Time it took, in milliseconds.
    pub taken_ms: u64,
    /// The domains, those without questions too.
    pub domains: Vec<DomainScore>,
    /// Whether each question was answered rightly, in the order of the paper.
    pub marks: Vec<bool>,
}

/// The score in one domain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DomainScore {
    /// Its name.
    pub name: String,
    /// Its share, in any unit.
    pub weight: f64,
    /// Right answers.
    pub right: usize,
    /// Questions asked.
    pub questions: usize,
    /// The share of right answers, from 0 to 1; nothing where none was asked.
    pub score: Option<f64>,
}

/// Returns how an answer stands. A choice is decided by its letter. What was typed is judged as in
/// study; where that is no clear yes or no, and where the question is one for the learner to judge,
/// the learner's word counts.
fn standing(item: &Item, given: &Given, pool: &Pool) -> Standing {
    let Some(answer) = &given.answer else { return Standing::Open };
    if item.form == Form::Choice {
        return if item.option(answer) == Some(&item.answer) { Standing::Right } else { Standing::Wrong };
    }
    if let Some(right) = given.right {
        return if right { Standing::Right } else { Standing::Wrong };
    }
    let verdict = judge(answer, &item.question(), pool);
    match verdict.suggested {
        Button::Good | Button::Easy => Standing::Right,
        Button::Hard => Standing::Doubtful(verdict.words),
        Button::Again if item.form == Form::SelfJudged => Standing::Doubtful(verdict.words),
        Button::Again => Standing::Wrong,
    }
}

impl Sitting {
    /// Returns how each answer stands.
    pub fn standings(&self, pool: &Pool) -> Vec<Standing> {
        self.paper.items.iter().zip(&self.given).map(|(item, given)| standing(item, given, pool)).collect()
    }

    /// Returns the result; an answer that is still doubtful counts as wrong.
    pub fn result(&self, pool: &Pool) -> Outcome {
        let marks: Vec<bool> = self.standings(pool).iter().map(|standing| *standing == Standing::Right).collect();
        let domains: Vec<DomainScore> = (0..self.paper.domains.len()).map(|place| self.domain(place, &marks)).collect();
        let score = weighted(&domains);
        let right = marks.iter().filter(|right| **right).count();
        // A score that reaches the mark but for rounding reaches it.
        let passed = whole_percent(score) >= self.paper.pass_mark;
        Outcome { score, passed, right, questions: marks.len(), taken_ms: self.taken_ms(), domains, marks }
    }

    fn domain(&self, place: usize, marks: &[bool]) -> DomainScore {
        let here = self.paper.items.iter().zip(marks).filter(|(item, _)| item.domain == place);
        let (mut questions, mut right) = (0, 0);
        for (_, mark) in here {
            questions += 1;
            right += usize::from(*mark);
        }
        let part = self.paper.domains.get(place);
        DomainScore {
            name: part.map(|part| part.name.clone()).unwrap_or_default(),
            weight: part.map_or(0.0, |part| part.weight),
            right,
            questions,
            score: (questions > 0).then(|| right as f64 / questions as f64),
        }
    }

    /// Returns the result as it was kept; nothing until then, or if a later version wrote it.
    pub fn kept(&self) -> Option<Outcome> {
        self.outcome.as_deref().and_then(|text| serde_json::from_str(text).ok())
    }

    /// Returns the answers as the log of reviews shows them. A question left open is missed if the
    /// learner handed the exam in, and says nothing if the clock did.
    pub fn reviews(&self, outcome: &Outcome, state_of: impl Fn(CardId) -> Option<CardState>) -> Vec<Review> {
        let by_clock = self.handed_in.as_ref().is_some_and(|(_, by_clock)| *by_clock);
        let all = self.paper.items.iter().zip(&self.given).zip(&outcome.marks);
        let counted = all.filter(|((_, given), _)| given.answer.is_some() || !by_clock);
        counted.map(|((item, given), right)| self.review(item, given, *right, state_of(item.card))).collect()
    }

    fn review(&self, item: &Item, given: &Given, right: bool, state: Option<CardState>) -> Review {
        let interval = state.map_or(0, |state| state.interval_days);
        let ease = state.map_or(Ease::START, |state| state.ease);
        Review {
            card: item.card,
            quality: quality(right),
            answer_ms: u32::try_from(given.spent_ms).unwrap_or(u32::MAX),
            kind: ReviewKind::Exam,
            interval_before: interval,
            interval_after: interval,
            ease_before: ease,
            ease_after: ease,
            shift_days: 0,
            scheduler: if self.paper.misses_due { MISSES_DUE } else { NO_EFFECT }.to_owned(),
            given: given.answer.as_deref().map(|answer| item.in_words(answer).to_owned()),
            confidence: None,
        }
    }
}

/// Returns the quality under which an answer of an exam is logged.
const fn quality(right: bool) -> Quality {
    if right { Button::Good.quality() } else { Button::Again.quality() }
}

/// Returns the mean of the domains' scores by their weights, those without questions left out.
fn weighted(domains: &[DomainScore]) -> f64 {
    let asked = || domains.iter().filter_map(|domain| domain.score.map(|score| (score, domain.weight)));
    let sum: f64 = asked().map(|(_, weight)| weight).sum();
    if sum > 0.0 { asked().map(|(score, weight)| score * weight).sum::<f64>() / sum } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::super::example::{answered, begun, item, paper, step};
    use super::super::{MISSES_DUE, Paper};
    use super::*;
    use crate::memory::Strength;
    use crate::model::{Day, ExamEvent};

    fn given(answer: &str) -> Given {
        Given { answer: Some(answer.into()), ..Given::default() }
    }

    fn typed(answer: &str, form: Form) -> Item {
        Item { answer: answer.into(), form, ..item(&[]) }
    }

    /// An exam of four choices, answered so, and handed in by learner or clock.
    fn over(paper: Paper, answers: &[Option<&str>], by_clock: bool) -> Sitting {
        let mut sitting = Sitting::of(&begun(&paper)).unwrap().unwrap();
        for (number, answer) in (1..).zip(answers) {
            sitting.take(&step(1 + u64::from(number), i64::from(number), answered(number, *answer)));
        }
        sitting.take(&step(90, 90, ExamEvent::HandedIn { exam: sitting.id, by_clock }));
        sitting
    }

    #[test]
    fn a_choice_is_decided_by_its_letter() {
        let pool = Pool::default();
        let colours = item(&["red", "green"]);
        assert_eq!(standing(&colours, &given("a"), &pool), Standing::Right);
        assert_eq!(standing(&colours, &given("b"), &pool), Standing::Wrong);
        assert_eq!(standing(&colours, &Given::default(), &pool), Standing::Open);
    }

    #[test]
    fn what_is_typed_is_judged_as_in_study_and_what_is_not_clear_is_left_to_the_learner() {
        let pool = Pool::default();
        let is = |item: &Item, answer: &str| standing(item, &given(answer), &pool);
        let short = typed("Observability", Form::Typed);
        assert_eq!((is(&short, "observabilty"), is(&short, "storage")), (Standing::Right, Standing::Wrong));
        let long = typed("Monitoring, metrics, logging, tracing", Form::Typed);
        assert!(
            matches!(is(&long, "monitoring, metrics and logging"), Standing::Doubtful(words) if words.contains("missing"))
        );
        let own = typed("Whatever the learner thinks it is", Form::SelfJudged);
        assert!(matches!(is(&own, "no idea"), Standing::Doubtful(_)));
        assert_eq!(is(&own, "whatever the learner thinks it is"), Standing::Right, "nothing to ask about");
        for (right, expected) in [(true, Standing::Right), (false, Standing::Wrong)] {
            let said = Given { right: Some(right), ..given("no idea") };
            assert_eq!(standing(&own, &said, &pool), expected);
        }
    }

    #[test]
    fn the_score_is_that_of_the_domains_by_their_weights() {
        // Even numbers from 0 weigh 3, odd ones 1: both even ones right, one of two odd ones.
        let sitting = over(paper(4), &[Some("a"), Some("a"), Some("a"), Some("b")], false);
        let outcome = sitting.result(&Pool::default());
        assert_eq!((outcome.right, outcome.questions, outcome.passed), (3, 4, true));
        assert!((outcome.score - (3.0 * 1.0 + 1.0 * 0.5) / 4.0).abs() < 1e-12);
        assert_eq!(outcome.marks, [true, true, true, false]);
    }

    #[test]
    fn a_domain_without_questions_has_no_score_and_weighs_nothing() {
        let sitting = over(paper(1), &[Some("a")], false);
        let outcome = sitting.result(&Pool::default());
        assert_eq!((outcome.score, outcome.domains[1].score), (1.0, None));
        assert_eq!(over(Paper { items: Vec::new(), ..paper(0) }, &[], false).result(&Pool::default()).score, 0.0);
    }

    #[test]
    fn exactly_the_pass_mark_passes() {
        let all_in_one = |mark: u32| {
            let mut paper = Paper { pass_mark: mark, ..paper(3) };
            paper.items.iter_mut().for_each(|item| item.domain = 0);
            over(paper, &[Some("a"), Some("a"), Some("b")], false).result(&Pool::default()).passed
        };
        assert!(all_in_one(66) && !all_in_one(67));
    }

    #[test]
    fn misses_and_what_was_left_open_are_logged_as_failed_but_not_what_the_clock_cut_off() {
        let answers = [Some("a"), Some("b"), None, None];
        let logged = |by_clock| {
            let sitting = over(paper(4), &answers, by_clock);
            let reviews = sitting.reviews(&sitting.result(&Pool::default()), |_| None);
            reviews.into_iter().map(|review| (review.card.0, review.quality.value())).collect::<Vec<_>>()
        };
        assert_eq!(logged(false), [(0, 4), (1, 2), (2, 2), (3, 2)]);
        assert_eq!(logged(true), [(0, 4), (1, 2)]);
    }

    #[test]
    fn a_logged_answer_names_the_rule_the_words_and_the_schedule_it_left_alone() {
        let state = CardState {
            repetitions: 3,
            interval_days: 15,
            ease: Ease::from_hundredths(236),
            due: Day(19_680),
            last: Day(19_665),
            lapses: 0,
            reviews: 3,
            redrill_on: None,
            strength: Strength::default(),
        };
        let sitting = over(paper(1), &[Some("b")], false);
        let reviews = sitting.reviews(&sitting.result(&Pool::default()), |_| Some(state));
        let review = &reviews[0];
        assert_eq!((review.kind, review.scheduler.as_str()), (ReviewKind::Exam, MISSES_DUE));
        assert_eq!((review.given.as_deref(), review.answer_ms), (Some("green"), 1_000));
        assert_eq!((review.interval_before, review.interval_after, review.ease_after.hundredths()), (15, 15, 236));
    }

    #[test]
    fn a_result_is_read_back_as_it_was_kept() {
        let mut sitting = over(paper(4), &[Some("a")], false);
        let outcome = sitting.result(&Pool::default());
        let kept = serde_json::to_string(&outcome).unwrap();
        sitting.take(&step(91, 91, ExamEvent::Judged { exam: sitting.id, outcome: kept }));
        assert_eq!(sitting.kept(), Some(outcome));
        assert!(sitting.is_over());
    }
}
