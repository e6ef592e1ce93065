//! `askback generate`: the questions of notes, without a store.

use std::io::Write;
use std::process::ExitCode;

use super::{Done, World, counted};
use crate::cli::{Form, Generate};
use crate::error::Problem;
use crate::notes::Note;
use crate::terminal::safe_json;
use crate::{export, files, notes, questions};

pub(super) fn run(args: &Generate, world: &mut World<'_>) -> Done {
    let (notes, skipped) = read(args, world)?;
    let generated = questions::generate(&notes);
    super::notes::name_malformed(&generated, |_| true, world)?;
    let beside = export::questions::Beside { coverage: args.coverage, left_out: args.all };
    let failed = |error: serde_json::Error| Problem::failed(error.to_string());
    match args.format {
        Form::Json => {
            let json = export::questions::json(&generated, beside).map_err(failed)?;
            world.data().write_all(safe_json(&json).as_bytes())?;
        }
        Form::Text => rows(&export::questions::text(&generated, beside), world)?,
        Form::Markdown => rows(&export::questions::markdown(&generated), world)?,
    }
    if args.format == Form::Text {
        let (questions, notes) = (counted(generated.questions.len(), "question"), counted(notes.len(), "note"));
        let left_out = match generated.left_out.len() {
            0 => String::new(),
            _ if args.all => format!(" {} left out.", generated.left_out.len()),
            left_out => format!(" {left_out} left out; --all shows them."),
        };
        world.tell(&format!("{questions} from {notes}.{left_out}"))?;
    }
    Ok(if skipped > 0 { ExitCode::from(3) } else { ExitCode::SUCCESS })
}

/// Writes a text line by line, made safe.
fn rows(text: &str, world: &mut World<'_>) -> Result<(), Problem> {
    text.lines().try_for_each(|line| world.say(line))
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
        if found.notes.is_empty() && skipped == 0 {
            skipped += 1;
            world.tell(&super::notes::empty(path))?;
        }
        for file in found.notes {
            let shown = file.path.to_string_lossy();
            let bytes = files::read(&file.path).map_err(|error| error.to_string());
            match bytes
                .and_then(|bytes| notes::note(&shown, &file.key, &bytes).map_err(|reason| format!("{shown}: {reason}")))
            {
                Ok(note) => {
                    for remark in &note.remarks {
                        world.tell(&super::notes::remark(&note.path, remark))?;
                    }
                    read.push(note);
                }
                Err(reason) => {
                    skipped += 1;
                    world.tell(&format!("skipped {reason}"))?;
                }
            }
        }
    }
    Ok((read, skipped))
}
