//! The model that the program itself forecasts with: the best that the past has proved.

use super::score::Forecast;
use super::{Attempt, Memory, Model, Parameters, Platt, forecasts, train};

/// A memory model with its correction.
#[derive(Clone, Debug)]
pub struct Forecaster {
    /// The model.
    pub model: Model,
    /// The correction of its level; none unless it proved itself.
    pub platt: Platt,
}

impl Forecaster {
    /// Returns the model with these parameters, its level corrected if the past proves that this
    /// forecasts better.
    pub fn of(parameters: &Parameters, attempts: &[Attempt]) -> Self {
        let model = Model::of(parameters);
        let rows: Vec<Forecast> = forecasts(&model, attempts).into_iter().map(|(_, row)| row).collect();
        Self { platt: Platt::proven(&rows), model }
    }

    /// Returns what the program would forecast with at the end of these attempts: trained
    /// parameters where a held-out part improves, the standard ones else.
    pub fn chosen(attempts: &[Attempt]) -> Self {
        let standard = Parameters::default();
        let parameters = train(attempts, &standard).map_or(standard, |trained| trained.parameters);
        Self::of(&parameters, attempts)
    }

    /// Returns the probability that a card is recalled `days` after its last answer.
    pub fn recall(&self, memory: Memory, days: u32) -> f64 {
        self.platt.of(self.model.recall(memory, days))
    }
}
