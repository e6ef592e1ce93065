//! Builds the world, runs, maps the error to an exit code.

use std::io::{BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use askback::cli::{Cli, Color};
use askback::cmd::{self, Settings, World};
use askback::error::Problem;
use askback::terminal::{self, Ends, Manner, StandardInput, Tone, Wrapped, safe};

fn main() -> ExitCode {
    cmd::answer_shell();
    terminal::watch();
    match Cli::read() {
        Ok(cli) => run(cli),
        Err(refusal) => refused(&refusal),
    }
}

/// Runs a command in the world that was typed.
fn run(cli: Cli) -> ExitCode {
    let settings = match Settings::read(&cli.global) {
        Ok(settings) => settings,
        Err(problem) => return report(&problem, &mut aside(ColorChoice::Auto, false)),
    };
    let colour = if settings.accessible() { Color::Never } else { settings.colour() };
    let ends = ends(settings.accessible(), colour);
    let mut error = aside(choice(colour), settings.accessible());
    let mut output = BufWriter::new(std::io::stdout().lock());
    let done = StandardInput::open().map_err(Problem::from).and_then(|mut input| {
        let mut world = World::new(&cli.global, settings, &mut input, &mut output, &mut error, ends)?;
        cmd::run(cli.command, &mut world)
    });
    let flushed = output.flush().map_err(Problem::from);
    match done.and_then(|code| flushed.map(|()| code)) {
        Ok(code) => code,
        Err(problem) => report(&problem, &mut error),
    }
}

/// What is said beside the output: wrapped where somebody looks, as it is for a screen reader or a file.
fn aside(colour: ColorChoice, accessible: bool) -> Wrapped<AutoStream<std::io::Stderr>> {
    let stderr = std::io::stderr();
    let shown = stderr.is_terminal() && !accessible;
    Wrapped::new(AutoStream::new(stderr, colour), shown.then(textwrap::termwidth))
}

/// Finds out what the two ends are.
fn ends(accessible: bool, colour: Color) -> Ends {
    let shown = std::io::stdout().is_terminal();
    let manner = match shown && std::io::stdin().is_terminal() {
        false => Manner::Piped,
        true if accessible => Manner::Lines,
        true => Manner::Keys,
    };
    let colour = match choice(colour) {
        ColorChoice::Auto => AutoStream::choice(&std::io::stdout()) != ColorChoice::Never,
        chosen => chosen != ColorChoice::Never,
    };
    Ends { manner, shown, colour, width: if shown { textwrap::termwidth() } else { 80 } }
}

const fn choice(colour: Color) -> ColorChoice {
    match colour {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
}

/// Shows the help that was asked for, or says what is wrong with what was typed. That may hold
/// anything, so nothing of it acts on the terminal.
fn refused(refusal: &clap::Error) -> ExitCode {
    if !refusal.use_stderr() {
        // Help into a closed pipe is no failure.
        let _ = refusal.print();
        return ExitCode::SUCCESS;
    }
    let mut error = aside(ColorChoice::Auto, false);
    for line in refusal.render().to_string().lines() {
        // With nowhere left to say it, the exit code must do.
        let _ = writeln!(error, "{}", safe(line));
    }
    ExitCode::from(2)
}

/// Says what went wrong and what to do. A reader that has gone away is no error.
fn report(problem: &Problem, error: &mut impl Write) -> ExitCode {
    if problem.is_closed_pipe() {
        return ExitCode::SUCCESS;
    }
    // With nowhere left to say it, the exit code must do.
    let _ = writeln!(error, "{} {}", Tone::Wrong.styled("error:"), safe(&problem.what));
    if let Some(hint) = &problem.hint {
        let _ = writeln!(error, "{} {}", Tone::Label.styled("hint:"), safe(hint));
    }
    ExitCode::from(problem.code as u8)
}
