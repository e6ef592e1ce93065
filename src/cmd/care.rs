//! `askback doctor`, `backup` and `restore`.

use std::path::Path;
use std::process::ExitCode;

use super::{Done, World, counted};
use crate::error::Problem;

pub(super) fn doctor(world: &mut World<'_>) -> Done {
    let Some(store) = world.peek()? else {
        world.say("There is no store yet; nothing to check.")?;
        return Ok(ExitCode::SUCCESS);
    };
    let mut faults = store.faults()?;
    faults
        .extend(store.differing()?.iter().map(|card| format!("card {card}: its kept state is not what the log gives")));
    for root in
        store.roots()?.iter().filter(|root| !root.hidden && root.kind != "builtin" && !Path::new(&root.path).exists())
    {
        faults.push(format!("{}: not found; its cards are kept", root.path));
    }
    for fault in &faults {
        world.say(&format!("fault: {fault}"))?;
    }
    let (cards, events) = (counted(store.cards()?.len(), "card"), counted(store.events()?.len(), "event"));
    let verdict = if faults.is_empty() { "all is well".to_owned() } else { counted(faults.len(), "fault") };
    world.say(&format!("Checked {cards} and {events} of {}: {verdict}.", store.path().display()))?;
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

pub(super) fn backup(file: &Path, world: &mut World<'_>) -> Done {
    if file.exists() {
        return Err(Problem::failed(format!("{}: there is a file already", file.display())).hinted("name a new file"));
    }
    let store =
        world.peek()?.ok_or_else(|| Problem::failed("there is no store yet").hinted("begin with `askback study`"))?;
    store.copy_to(file)?;
    world.say(&format!("Copied to {} and checked.", file.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Puts a sound backup in the place of the store. What was there is kept beside it, and the copy
/// goes on under a name of its own, so that a merge with other machines loses nothing.
pub(super) fn restore(file: &Path, world: &mut World<'_>) -> Done {
    let backup = world.peek_at(file)?;
    let mut faults = backup.faults()?;
    faults.extend(backup.differing()?.iter().map(|card| format!("card {card} is not what its log gives")));
    if let Some(fault) = faults.first() {
        let what = format!("{}: {fault}", file.display());
        return Err(Problem::damaged(what).hinted("choose another backup"));
    }
    let events = backup.events()?.len();
    let kept = world.keep_store()?;
    backup.copy_to(world.store_path())?;
    let mut store = world.open()?;
    store.rename_device(world.fresh(), world.now().at_ms)?;
    store.close()?;
    world.say(&format!("Restored {} from {}.", counted(events, "event"), file.display()))?;
    if let Some(kept) = kept {
        world.say(&format!("The store as it was is kept as {}.", kept.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}
