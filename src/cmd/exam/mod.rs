//! `askback exam`: mock exams over the learner's own notes.

mod blueprint;
mod draft;
mod ground;

use super::{Done, World, counted};
use crate::cli::{Exam, ExamAction};
use crate::error::Problem;
use crate::exam::{Blueprint, Share, shares};
use crate::store::Store;

pub(super) fn run(args: Exam, world: &mut World<'_>) -> Done {
    match args.action {
        None => take(&args, world),
        Some(ExamAction::New { output, force }) => draft::run(&output, force, world),
    }
}

/// Takes an exam, or says what it would ask.
fn take(args: &Exam, world: &mut World<'_>) -> Done {
    let mut store = world.open()?;
    let code = ground::read_notes(&mut store, world)?;
    let blueprint = blueprint::load(args.blueprint.as_deref(), &store, world)?;
    tell_shares(&blueprint, &store, world)?;
    store.close()?;
    Ok(code)
}

/// Says what each domain is to give, and how many questions are missing.
fn tell_shares(blueprint: &Blueprint, store: &Store, world: &mut World<'_>) -> Result<(), Problem> {
    let fed = ground::fed(blueprint, store, world)?;
    let shares = shares(blueprint, &fed);
    let width = blueprint.domains.iter().map(|domain| domain.name.chars().count()).max().unwrap_or(0);
    world.say(&format!("{}: {}", blueprint.name, counted(blueprint.questions as usize, "question")))?;
    for (domain, share) in blueprint.domains.iter().zip(&shares) {
        world.say(&format!("  {:<width$}  {}", domain.name, told(*share)))?;
    }
    Ok(())
}

/// Returns what a domain gives, in words.
fn told(share: Share) -> String {
    let missing = match share.missing() {
        0 => String::new(),
        missing => format!(", {missing} missing"),
    };
    format!("{:>3} wanted, {} in your notes{missing}", share.wanted, share.available)
}
