//! `askback merge`: what was done on another machine, from its store or its exported log.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use super::{Done, World, counted};
use crate::error::Problem;
use crate::files;
use crate::store::{Extent, Merged, Occasion, Store, StoreError, log_digest, survey};

/// How a SQLite file begins.
const SQLITE: &[u8; 16] = b"SQLite format 3\0";

pub(super) fn run(file: &Path, world: &mut World<'_>) -> Done {
    // What cannot be read a second time is kept first.
    let kept = if file.as_os_str() == "-" { Some(files::spooled(&mut files::open(file)?)?) } else { None };
    let path = kept.as_ref().map_or(file, |kept| kept.path());
    let mut store = world.open()?;
    let name = file.display().to_string();
    let taken = take(path, &name, &mut store, world)?;
    taken.tell(&name, world)?;
    let digest = log_digest(&store.extent()?);
    let same = if digest == log_digest(&taken.theirs) { format!(", as is that of {name}") } else { String::new() };
    world.prose(&format!("The log is now {digest}{same}."))?;
    store.close()?;
    Ok(if taken.merged.broken_at.is_some() { ExitCode::from(3) } else { ExitCode::SUCCESS })
}

/// What came in from one file.
pub(super) struct Taken {
    pub(super) merged: Merged,
    /// What the file holds.
    pub(super) theirs: Extent,
}

/// Takes over what a store or a log file holds and `store` does not; before that keeps a copy of
/// the store.
pub(super) fn take(path: &Path, name: &str, store: &mut Store, world: &World<'_>) -> Result<Taken, Problem> {
    let mut head = Vec::new();
    files::open(path)?.take(SQLITE.len() as u64).read_to_end(&mut head)?;
    if head == SQLITE {
        return of_store(path, store, world);
    }
    let unknown = || {
        Problem::failed(format!("{name}: neither a store nor a log of askback"))
            .hinted("make a log on the other machine:  askback export log -o FILE")
    };
    let theirs = survey(files::open(path)?)?.ok_or_else(unknown)?;
    if theirs.newer {
        return Err(StoreError::NewerLog { path: name.into() }.into());
    }
    let mut merged = Merged { broken_at: theirs.broken_at, ..Merged::default() };
    if store.lacks(&theirs.extent)? {
        store.back_up(Occasion::Merge, world.now().day)?;
        let log = files::open(path)?;
        merged = store.merge_log(log, Path::new(name), world.fresh(), world.now().at_ms)?.ok_or_else(unknown)?;
    }
    Ok(Taken { merged, theirs: theirs.extent })
}

fn of_store(path: &Path, store: &mut Store, world: &World<'_>) -> Result<Taken, Problem> {
    let (_folder, other) = world.peek_at_any(path)?;
    let theirs = other.extent()?;
    let mut merged = Merged::default();
    if store.lacks(&theirs)? {
        store.back_up(Occasion::Merge, world.now().day)?;
        merged = store.merge(&other, world.fresh(), world.now().at_ms)?;
    }
    Ok(Taken { merged, theirs })
}

impl Taken {
    /// Says what came in, and what the learner should know of it.
    pub(super) fn tell(&self, name: &str, world: &mut World<'_>) -> Result<(), Problem> {
        let Merged { new, held_back, parted, broken_at, .. } = &self.merged;
        if *new > 0 {
            world.prose(&format!("Took over {} from {name}.", counted(*new, "event")))?;
        } else {
            world.prose(&format!("Nothing new in {name}."))?;
        }
        if !parted.is_empty() {
            world.warn(&format!(
                "{name} and this store are copies of one another, and both were used: what was done in both is kept"
            ))?;
        }
        if *held_back > 0 {
            world.warn(&format!(
                "{name}: {} came before what they follow; they are taken over once that is here",
                counted(*held_back, "event")
            ))?;
        }
        if let Some(line) = broken_at {
            world.tell(&format!("{name}:{line}: cut or damaged here; what stands before it was taken over"))?;
        }
        Ok(())
    }
}
