//! `askback backtest`: how well each model of memory would have forecast one's own past.

use std::collections::HashSet;
use std::process::ExitCode;

use serde::Serialize;

use super::{Done, World, counted, memory};
use crate::error::Problem;
use crate::memory::{Attempt, sampled};
use crate::stats::backtest::{Cuts, MIN_REVIEWS, Scored, cuts, windows};

/// Attempts that are looked at at most.
const MOST: usize = 100_000;

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    /// Answers that count for the scores: the first of a card on a day, from the second day on.
    reviews: usize,
    /// Of them, those on which the models are scored: all, or the answers of cards drawn from a long past.
    scored: usize,
    /// Of them recalled, 0 to 1.
    recalled: Option<f64>,
    models: Vec<Scored>,
    forecasts: Vec<Cuts>,
}

pub(super) fn run(json: bool, world: &mut World<'_>) -> Done {
    let attempts = match world.peek()? {
        Some(store) => memory::attempts(&store)?,
        None => Vec::new(),
    };
    let reviews = scorable(&attempts).count();
    let attempts = sampled(&attempts, MOST);
    let scored = scorable(&attempts).count();
    let recalled = scorable(&attempts).filter(|attempt| attempt.quality.passed()).count();
    let document = Document {
        schema_version: 1,
        reviews,
        scored,
        recalled: (scored > 0).then(|| recalled as f64 / scored as f64),
        models: windows(&attempts).unwrap_or_default(),
        forecasts: if scored < MIN_REVIEWS { Vec::new() } else { cuts(&attempts) },
    };
    if json {
        world.json(&document)?;
    } else {
        tell(&document, world)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the attempts that are scored: the first of a card on a day, from the second day on.
fn scorable(attempts: &[Attempt]) -> impl Iterator<Item = &Attempt> {
    let mut seen = HashSet::new();
    attempts.iter().filter(move |attempt| !seen.insert(attempt.card) && attempt.first)
}

fn tell(document: &Document, world: &mut World<'_>) -> Result<(), Problem> {
    let Some(recalled) = document.recalled.filter(|_| !document.models.is_empty()) else {
        let reviews = counted(document.reviews, "review");
        return world
            .prose(&format!("Too early: {reviews} on later days so far; scores are given from {MIN_REVIEWS} on."));
    };
    let percent = 100.0 * recalled;
    world.prose(&format!("{} on later days, {percent:.1} % recalled.", counted(document.reviews, "review")))?;
    if document.scored < document.reviews {
        world.prose(&format!("Scored on {}, those of cards drawn from all.", counted(document.scored, "review")))?;
    }
    world.say("")?;
    world.say("model            log loss   RMSE    ECE    AUC   bias")?;
    for Scored { model, scores } in &document.models {
        world.say(&format!(
            "{model:<15}  {:>8.4}  {:.3}  {:.3}  {:.3}  {:>+5.1}",
            scores.log_loss, scores.rmse_bins, scores.ece, scores.auc, scores.bias_points
        ))?;
    }
    world.say("")?;
    forecasts(&document.forecasts, world)?;
    world.prose("Lower is better, but for AUC. Bias and error are in points of a hundred.")?;
    world.prose("What the figures mean and what they do not:  docs/memory.md")
}

fn forecasts(forecasts: &[Cuts], world: &mut World<'_>) -> Result<(), Problem> {
    if forecasts.is_empty() {
        return world.prose("Forecasts from frozen days: too few cards so far.");
    }
    world.prose("Frozen on a day, each card's next answer forecast up to 90 days ahead:")?;
    world.say("model            days  error   bias  90 % range held")?;
    for row in forecasts {
        world.say(&format!(
            "{:<15}  {:>4}  {:>5.1}  {:>+5.1}  {:>14.0} %",
            row.model,
            row.cuts.len(),
            row.mean_error_points,
            row.bias_points,
            100.0 * row.covered
        ))?;
    }
    world.say("")
}
