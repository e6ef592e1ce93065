//! `askback generate`: the questions of notes, without a store.

use std::process::ExitCode;

use super::{Done, World};
use crate::cli::{Form, Generate};
use crate::error::Problem;
use crate::notes::Note;
use crate::{export, files, notes, questions};

pub(super) fn run(args: &Generate, world: &mut World<'_>) -> Done {
    let (notes, skipped) = read(args, world)?;
    let generated = questions::generate(&notes);
    let failed = |error: serde_json::Error| Problem::failed(error.to_string());
    match args.format {
        Form::Json => write!(world.output, "{}", export::questions::json(&generated, args.coverage).map_err(failed)?)?,
        Form::Text => {
            export::questions::text(&generated, args.coverage).lines().try_for_each(|line| world.say(line))?
        }
        Form::Markdown => export::questions::markdown(&generated).lines().try_for_each(|line| world.say(line))?,
    }
    if args.format == Form::Text {
        let count = generated.questions.len();
        world.tell(&format!("{count} question{} from {} note{}.", plural(count), notes.len(), plural(notes.len())))?;
    }
    Ok(if skipped > 0 { ExitCode::from(3) } else { ExitCode::SUCCESS })
}

pub(super) const fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// Reads the notes at the paths; names each that cannot be read.
fn read(args: &Generate, world: &mut World<'_>) -> Result<(Vec<Note>, usize), Problem> {
    let (mut read, mut skipped) = (Vec::new(), 0);
    for path in &args.paths {
        let key = files::root_key(&files::absolute(path)?);
        let found = files::collect(path, &key)?;
        for file in found.skipped {
            skipped += 1;
            world.tell(&format!("skipped {}: {}", file.path.display(), file.reason))?;
        }
        for file in found.notes {
            let shown = file.path.to_string_lossy();
            match notes::note(&shown, &file.key, &files::read(&file.path)?) {
                Ok(note) => {
                    for remark in &note.remarks {
                        world.tell(&super::notes::remark(&note.path, remark))?;
                    }
                    read.push(note);
                }
                Err(reason) => {
                    skipped += 1;
                    world.tell(&format!("skipped {shown}: {reason}"))?;
                }
            }
        }
    }
    Ok((read, skipped))
}
