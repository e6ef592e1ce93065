//! `askback completions` and `man`, and the learner's editor.

use std::process::{Command, ExitCode};

use clap::CommandFactory;

use super::{Done, World};
use crate::cli::Cli;
use crate::error::Problem;
use crate::model::Source;

pub(super) fn completions(shell: clap_complete::Shell, world: &mut World<'_>) -> Done {
    clap_complete::generate(shell, &mut Cli::command(), "askback", &mut world.output);
    Ok(ExitCode::SUCCESS)
}

pub(super) fn man(world: &mut World<'_>) -> Done {
    clap_mangen::Man::new(Cli::command()).render(&mut world.output)?;
    Ok(ExitCode::SUCCESS)
}

/// Opens the note at its line in `$VISUAL` or `$EDITOR`; without a terminal says where it is.
pub(super) fn edit(source: &Source, world: &mut World<'_>) -> Result<(), Problem> {
    let place = format!("{}:{}", source.path, source.line);
    let Some(editor) = world.editor.clone().filter(|_| world.terminal) else {
        return world.say(&format!("The note: {place}"));
    };
    let mut words = editor.split_whitespace();
    let Some(program) = words.next() else { return world.say(&format!("The note: {place}")) };
    world.output.flush()?;
    let status = Command::new(program).args(words).arg(format!("+{}", source.line)).arg(&*source.path).status();
    match status {
        Ok(_) => world.say("The change counts from the next sitting."),
        Err(error) => world.say(&format!("{program}: {error}. The note: {place}")),
    }
}
