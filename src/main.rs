//! Builds the world, runs, maps the error to an exit code.

fn main() {}
