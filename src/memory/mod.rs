//! Beside step 5. How well a card is remembered: a probability for any day, from the answers of
//! that card alone.
//!
//! The model is FSRS-6 (crate `fsrs`). SM-2 schedules; wherever the program says how likely a
//! card is to be recalled, it asks here, since SM-2 intervals read as probabilities forecast worse
//! than a constant does. An [`Attempt`] says whether it is scored, [`Model`] replays them all,
//! [`train`] fits the model to one learner, [`Forecaster`] corrects how long cards hold, and [`score`]
//! measures all of it. [`Strength`] is the same model on whole numbers, for decks that FSRS schedules.

mod attempt;
#[cfg(test)]
pub(crate) mod example;
mod forecaster;
mod fsrs6;
mod model;
pub mod score;
mod training;

pub use attempt::{Attempt, Past, pasts, sampled};
pub use forecaster::{Forecaster, Memories};
pub use fsrs6::Strength;
pub use model::{Memory, Model, Parameters, Rating, UnknownParameters};
pub use training::{MIN_FOR_TRAINING, Trained, fit, fitted, forecasts, train};
