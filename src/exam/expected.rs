//! What is told of a coming exam: the score to expect today and on the day, and what it rests on.

use serde::Serialize;

use super::Readiness;
use crate::model::Day;

/// How the score is reckoned, for whoever reads it.
pub const METHOD: &str = "How this is reckoned: each card's probability of recall comes from FSRS-6, replayed from your \
     own answers. A card never seen counts as not known, or as a guess where options are offered. Domains count by the \
     weights of the blueprint. The range holds nine times of ten: it allows for the draw, for chance in each answer, and \
     for the error of the model itself. It speaks of questions like those in your notes; the real exam may ask others.";

/// The score to expect of an exam.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Expected {
    /// Version of this document.
    pub schema_version: u32,
    /// Name of the blueprint.
    pub blueprint: String,
    /// The score that passes, 0 to 1.
    pub pass_mark: f64,
    /// Whether the answers are enough to tell a score.
    pub calibrated: bool,
    /// First answers of a day so far.
    pub answers: usize,
    /// How many of them are needed.
    pub answers_needed: usize,
    /// The model's own error, one standard deviation, in points of 100.
    pub model_error_points: f64,
    /// Whether the learner's own past showed that error.
    pub model_error_is_own: bool,
    /// The day of the exam, if one is planned.
    pub exam_date: Option<Day>,
    /// Questions that the notes give.
    pub questions: usize,
    /// Of these, seen at least once.
    pub seen: usize,
    /// If the exam were today; nothing before there are answers enough.
    pub today: Option<Readiness>,
    /// If the plan is followed up to the day; nothing without a plan.
    pub on_the_day: Option<Readiness>,
    /// By domain, in the order of the blueprint.
    pub domains: Vec<ExpectedDomain>,
    /// How it is reckoned.
    pub method: &'static str,
}

/// The score to expect in one domain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExpectedDomain {
    /// Its name.
    pub name: String,
    /// Its weight beside those of the others.
    pub weight: f64,
    /// Questions that the notes give.
    pub questions: usize,
    /// Of these, seen at least once.
    pub seen: usize,
    /// Share of right answers today, 0 to 1.
    pub today: Option<f64>,
    /// The same on the day.
    pub on_the_day: Option<f64>,
}
