//! Layer 0. The words of the program: no work, no world.

mod day;
mod event;
mod exam;
mod grade;
mod question;

pub use day::{Day, Moment, day_at};
pub use event::{Confidence, Device, Event, EventBody, EventKey, Review, ReviewKind};
pub use exam::{ExamEvent, ExamMark};
pub use grade::{Button, Ease, Quality, UnknownGrade};
pub use question::{CardId, Direction, Kind, Question, Source, Statement};
