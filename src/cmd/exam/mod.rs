//! `askback exam`: mock exams over the learner's own notes.

pub(super) mod agenda;
mod begin;
mod blueprint;
mod draft;
mod ground;
mod judge;
pub(super) mod past;
mod plan;
pub(super) mod planned;
pub(super) mod readiness;
mod room;
mod said;
mod told;

use super::{Done, World};
use crate::cli::{Exam, ExamAction};

pub(super) fn run(args: Exam, world: &mut World<'_>) -> Done {
    match args.action {
        None if args.dry_run => begin::dry_run(args.blueprint.as_deref(), world),
        None => begin::run(args.blueprint.as_deref(), world),
        Some(ExamAction::Plan(args)) => plan::run(&args, world),
        Some(ExamAction::Readiness(args)) => readiness::run(&args, world),
        Some(ExamAction::Outcome(args)) => readiness::outcome(&args, world),
        Some(ExamAction::New { output, force }) => draft::run(&output, force, world),
        Some(ExamAction::Resume { exam }) => past::resume(exam.as_deref(), world),
        Some(ExamAction::History { json }) => past::history(json, world),
        Some(ExamAction::Show { exam, json }) => past::show(exam.as_deref(), json, world),
    }
}
