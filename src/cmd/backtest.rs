//! `askback backtest`: how well each model of memory would have forecast one's own past.

use std::process::ExitCode;

use serde::Serialize;

use super::{Done, World, counted, memory};
use crate::error::Problem;
use crate::stats::backtest::{Cuts, MIN_REVIEWS, Scored, cuts, windows};

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    /// Answers that count for the scores: the first of a card on a day, from the second day on.
    reviews: usize,
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
    let scored = crate::memory::forecasts(&crate::memory::Model::default(), &attempts);
    let recalled = scored.iter().filter(|(_, row)| row.recalled).count();
    let document = Document {
        schema_version: 1,
        reviews: scored.len(),
        recalled: (!scored.is_empty()).then(|| recalled as f64 / scored.len() as f64),
        models: windows(&attempts).unwrap_or_default(),
        forecasts: if scored.len() < MIN_REVIEWS { Vec::new() } else { cuts(&attempts) },
    };
    if json {
        world.json(&document)?;
    } else {
        tell(&document, world)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(document: &Document, world: &mut World<'_>) -> Result<(), Problem> {
    let Some(recalled) = document.recalled.filter(|_| !document.models.is_empty()) else {
        let reviews = counted(document.reviews, "review");
        return world
            .say(&format!("Too early: {reviews} on later days so far; scores are given from {MIN_REVIEWS} on."));
    };
    let percent = 100.0 * recalled;
    world.say(&format!("{} on later days, {percent:.1} % recalled.", counted(document.reviews, "review")))?;
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
    world.say("Lower is better, but for AUC. Bias and error are in points of a hundred.")?;
    world.say("What the figures mean and what they do not:  docs/memory.md")
}

fn forecasts(forecasts: &[Cuts], world: &mut World<'_>) -> Result<(), Problem> {
    if forecasts.is_empty() {
        return world.say("Forecasts from frozen days: too few cards so far.");
    }
    world.say("Frozen on a day, each card's next answer forecast up to 90 days ahead:")?;
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
