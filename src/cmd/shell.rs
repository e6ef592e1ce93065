//! `askback man`, and the learner's editor.

use std::process::{Command, ExitCode};

use clap::CommandFactory;

use super::settings::Key;
use super::{Done, World};
use crate::cli::Cli;
use crate::error::Problem;
use crate::model::Source;
use crate::terminal::Manner;

pub(super) fn man(world: &mut World<'_>) -> Done {
    clap_mangen::Man::new(Cli::command()).render(&mut world.data())?;
    Ok(ExitCode::SUCCESS)
}

/// Opens the note at its line in `$VISUAL` or `$EDITOR`; without a terminal says where it is.
pub(super) fn edit(source: &Source, world: &mut World<'_>) -> Result<(), Problem> {
    let place = format!("{}:{}", source.path, source.line);
    let editor = world.settings().text(Key::Editor).filter(|_| world.screen.ends().manner != Manner::Piped);
    let Some(editor) = editor else {
        return Ok(world.screen.say(&format!("The note: {place}"))?);
    };
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or_default().to_owned();
    world.screen.forget_keys()?;
    let status = Command::new(&program).args(words).arg(format!("+{}", source.line)).arg(&*source.path).status();
    Ok(match status {
        Ok(_) => world.screen.say("What you changed counts from the next sitting."),
        Err(error) => world.screen.say(&format!("{program}: {error}. The note: {place}")),
    }?)
}
