//! Builds the world, runs, maps the error to an exit code.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use askback::cli::Cli;
use askback::cmd::{self, World};
use askback::error::{Code, Problem};
use clap::Parser;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut input = std::io::stdin().lock();
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    let mut error = anstream::stderr();
    let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    // Where nobody looks at columns, a text stays on its line.
    let width = if terminal { textwrap::termwidth() } else { usize::MAX };
    let result = World::new(&cli.global, &mut input, &mut output, &mut error, terminal, width)
        .and_then(|mut world| cmd::run(cli.command, &mut world));
    let flushed = output.flush().map_err(Problem::from);
    match result.and_then(|code| flushed.map(|()| code)) {
        Ok(code) => code,
        Err(problem) => report(&problem, &mut error),
    }
}

/// Says what went wrong and what to do. A reader that has gone away is no error.
fn report(problem: &Problem, error: &mut impl Write) -> ExitCode {
    if problem.is_closed_pipe() {
        return ExitCode::SUCCESS;
    }
    // With nowhere left to say it, the exit code must do.
    let _ = writeln!(error, "error: {}", askback::terminal::safe(&problem.what));
    if let Some(hint) = &problem.hint {
        let _ = writeln!(error, "hint: {}", askback::terminal::safe(hint));
    }
    ExitCode::from(match problem.code {
        Code::Failed => 1,
        code => code as u8,
    })
}
