//! Crashes: the program killed, cut off from power and refused by the disk, at every call by which
//! it writes. After each, every grade that was shown as saved is there once, the file is sound, and
//! the kept state is what the log gives.
//!
//! The points are found by `strace`; without it these tests say so and pass. `ASKBACK_LONG=1` tries
//! every point in every way; otherwise a sample that reaches each kind of call.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "drives the program from outside, files and all; a failure is the test's; it prints its figures"
)]

mod disk;
mod faults;
mod kills;
mod machine;
mod power;
mod traced;
mod upkeep;
