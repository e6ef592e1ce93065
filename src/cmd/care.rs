//! `askback backup`, `restore` and `repair`, and the backups that are made by themselves.

use std::path::Path;
use std::process::ExitCode;

use super::{Done, World, counted, existing};
use crate::error::{Code, Problem};
use crate::store::{Lock, Occasion, Store, newest_good};

pub(super) fn backup(file: &Path, world: &mut World<'_>) -> Done {
    if file.exists() {
        return Err(Problem::failed(format!("{}: there is a file already", file.display())).hinted("name a new file"));
    }
    let store =
        world.peek()?.ok_or_else(|| Problem::failed("there is no store yet").hinted("begin with `askback study`"))?;
    store.copy_to(file)?;
    world.prose(&format!("Copied to {} and checked.", file.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Puts a sound backup in the place of the store, which is kept. The copy goes on under a name of
/// its own, so that a merge with other machines loses nothing.
pub(super) fn restore(file: &Path, world: &mut World<'_>) -> Done {
    let backup = Store::backup_at(file)?;
    if let Some(fault) = backup.faults()?.first() {
        let what = format!("{}: {fault}", file.display());
        return Err(Problem::damaged(what).hinted("choose another backup"));
    }
    let events = backup.event_count()?;
    let _turn = Lock::sitting(world.store_path())?;
    let now = world.now();
    let kept = backup.put_in_place(world.store_path(), world.fresh(), now.at_ms, now.day)?;
    world.prose(&format!("Restored {} from {}.", counted(events, "event"), file.display()))?;
    if let Some(kept) = kept {
        world.prose(&format!("The store as it was is kept as {}.", kept.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Computes the state of every card anew: the log is the truth and is not touched.
pub(super) fn repair(world: &mut World<'_>) -> Done {
    let mut store = existing(world)?;
    let _turn = Lock::sitting(world.store_path())?;
    let differing = store.differing()?.len();
    if differing == 0 {
        world.prose("The state of every card is what the log gives; there is nothing to repair.")?;
        return Ok(ExitCode::SUCCESS);
    }
    let kept = store.back_up(Occasion::Repair, world.now().day)?;
    store.rebuild()?;
    store.close()?;
    world.prose(&format!("Computed anew from the log: {}.", counted(differing, "card")))?;
    world.prose(&format!("The store as it was is kept as {}.", kept.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Makes the day's backup, unless it is there. That it could not be made is told; what was done
/// before is done nevertheless.
pub(super) fn back_up_daily(world: &mut World<'_>) -> Result<(), Problem> {
    match daily(world) {
        Ok(()) => Ok(()),
        Err(problem) => world.warn(&format!("no backup could be made: {}", problem.what)),
    }
}

fn daily(world: &mut World<'_>) -> Result<(), Problem> {
    if !world.store_path().exists() {
        return Ok(());
    }
    let store = world.open()?;
    store.back_up_daily(world.now().day)?;
    Ok(store.close()?)
}

/// Names the newest good backup where the store is damaged.
pub(super) fn with_way_back(problem: Problem, world: &World<'_>) -> Problem {
    if problem.code != Code::Damaged {
        return problem;
    }
    match newest_good(world.store_path()) {
        Some(good) => problem.hinted(format!(
            "go back to the newest good backup (the store as it is will be kept):  askback restore {}",
            quoted(&good)
        )),
        None => problem,
    }
}

/// Returns a path as a shell takes it.
pub(super) fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy();
    let plain = |c: char| c.is_alphanumeric() || "/._-~+:@%".contains(c);
    if text.chars().all(plain) { text.into_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_quoted_where_a_shell_would_take_it_apart() {
        assert_eq!(quoted(Path::new("/a/b-1.db")), "/a/b-1.db");
        assert_eq!(quoted(Path::new("/my notes/it's.db")), r"'/my notes/it'\''s.db'");
    }
}
