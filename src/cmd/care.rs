//! `askback doctor` and `backup`.

use std::path::Path;
use std::process::ExitCode;

use super::{Done, World};
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
    let (cards, reviews) = (store.cards()?.len(), store.events()?.len());
    world.say(&format!(
        "Checked {cards} cards and {reviews} events of {}: {}.",
        store.path().display(),
        if faults.is_empty() { "all is well".to_owned() } else { format!("{} faults", faults.len()) }
    ))?;
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
