//! The memory model of this learner: where its parameters are kept, and when they are fitted anew.

use super::World;
use crate::error::Problem;
use crate::history;
use crate::memory::{Attempt, MIN_FOR_TRAINING, Parameters, train};
use crate::model::EventBody;
use crate::store::{Store, value_of};

/// Name of the setting that keeps the parameters.
const PARAMETERS: &str = "memory.parameters";
/// Days between two fits.
const FIT_EVERY_DAYS: i32 = 30;

/// Returns the attempts that tell of memory.
pub(super) fn attempts(store: &Store) -> Result<Vec<Attempt>, Problem> {
    let mut gathered = history::Attempts::default();
    store.each_answered(|card, answers| gathered.add(card, answers))?;
    Ok(gathered.in_order())
}

/// Returns the parameters in force: those of the last fit, the standard ones before it and where
/// a later version wrote some that this one does not know.
pub(super) fn parameters(store: &Store) -> Result<Parameters, Problem> {
    let kept = store.setting(PARAMETERS)?;
    Ok(kept.as_ref().and_then(value_of).and_then(|text| text.parse().ok()).unwrap_or_default())
}

/// Fits the parameters anew where a month has passed since the last fit and the log is long
/// enough; keeps them only if they forecast a held-out part better. Either way the log says which
/// are in force from now on.
pub(super) fn fit_monthly(store: &mut Store, world: &mut World<'_>) -> Result<(), Problem> {
    let now = world.now();
    let fresh = store.setting(PARAMETERS)?.is_some_and(|event| now.day.since(event.at.day) < FIT_EVERY_DAYS);
    if fresh || store.answers()? < MIN_FOR_TRAINING {
        return Ok(());
    }
    let attempts = attempts(store)?;
    if attempts.iter().filter(|attempt| attempt.first).count() < MIN_FOR_TRAINING {
        return Ok(());
    }
    let before = parameters(store)?;
    let trained = train(&attempts, &before);
    let value = trained.as_ref().map_or(&before, |trained| &trained.parameters).to_string();
    store.append(EventBody::Setting { key: PARAMETERS.to_owned(), value }, &now)?;
    if let Some(trained) = trained {
        world.tell(&format!(
            "note: the memory model was fitted to your answers (log loss on the latest fifth: {:.3} before, {:.3} now)",
            trained.loss_before, trained.loss_after
        ))?;
    }
    Ok(())
}
