//! The program as a learner and a script meet it: typed, read, killed, and fed with rubbish.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "drives the program from outside, files and all; a failure is the test's"
)]

mod bad_input;
mod bad_store;
mod care;
mod checklist;
mod clocks;
mod edits;
mod edits_in_part;
mod exam_keys;
mod exam_plan;
mod exams;
mod fsrs;
mod habits;
mod hostile;
mod imports;
mod instant;
mod line_loop;
mod memory;
mod merging;
mod notes_kept;
mod numbers;
mod one_card;
mod options;
mod panics;
mod rows;
mod sandbox;
mod settings;
mod terminal;
mod two_programs;
mod written_by_hand;
