//! Beside step 6. A mock exam: the blueprint, what feeds its domains, the draw, the sitting and the
//! result. It knows neither clock nor store; whoever drives it keeps the events.

mod blueprint;
mod draw;
mod feeds;
mod forms;

pub use blueprint::{Blueprint, Clock, Domain, Slip};
pub use draw::{Drawn, Fed, Share, apportioned, draw, shares};
pub use feeds::Feeds;
pub use forms::Form;
