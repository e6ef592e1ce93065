//! Packages of Anki.

mod collection;
mod template;

pub use collection::{Collection, NoteType, RawCard, RawNote, RawReview};
