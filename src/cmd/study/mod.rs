//! `askback study`: the daily session, up to the first question and after the last.

mod choose;
mod told;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use super::notes;
use super::scan::{self, Scanned};
use super::settings::Key;
use super::sitting::{self, Sitting};
use super::today::Choice;
use super::{Done, World, counted, doctor, memory};
use crate::cli::Study;
use crate::deck::is_under;
use crate::error::Problem;
use crate::store::{Lock, Store};

pub(super) use choose::REMEMBERED;
pub(super) use told::{backlog, seven_days};

pub(super) fn run(args: &Study, world: &mut World<'_>) -> Done {
    let mut store = world.open()?;
    let _turn = Lock::sitting(world.store_path())?;
    if let Some(text) = doctor::behind(&store, world)? {
        world.warn(&format!("{text}; order and history are kept, but days may be wrong"))?;
    }
    let decks = wanted_decks(args, &mut store, world)?;
    let scanned = read_notes(&mut store, world)?;
    let today = world.now().day;
    let wanted = |deck: &str| decks.is_empty() || decks.iter().any(|name| is_under(deck, name));
    let choice = Choice::read(&store, args.new, wanted, world)?;
    let mut session = choose::begin(args, &choice, wanted, &store, world)?;
    if session.current().is_none() {
        told::nothing_due(args, &store, today, world)?;
        store.close()?;
        return Ok(scanned.code());
    }
    if let Some(word) = backlog(&store, &choice, world)?.filter(|_| !args.cram) {
        world.screen.say(&word)?;
    }
    if let Some(standing) = choice.standing().filter(|_| !args.cram) {
        world.screen.say(&standing)?;
    }
    let left = counted(session.left(), "card");
    world.screen.say(&format!("{left} to go. ? for help, q to leave; every grade is kept at once."))?;
    world.screen.gap()?;
    let minutes = args.minutes.unwrap_or_else(|| world.settings().number(Key::Minutes, None));
    let sitting = Sitting::new(&mut store, &mut session, Some(minutes).filter(|minutes| *minutes > 0), today);
    let end = sitting.run(world);
    // The grades are on disk; what is left is to say what they came to, whatever ended the sitting.
    let told = told::tell(session.summary(), session.left(), &store, today, world);
    memory::fit_monthly(&mut store, world)?;
    store.close()?;
    match end.and_then(|end| told.map(|()| end))? {
        sitting::End::Interrupted => Ok(ExitCode::from(130)),
        sitting::End::Over => Ok(scanned.code()),
    }
}

/// Registers the paths among what is to be studied; returns the decks, none for all.
fn wanted_decks(args: &Study, store: &mut Store, world: &mut World<'_>) -> Result<BTreeSet<String>, Problem> {
    let mut decks = BTreeSet::new();
    let known: BTreeSet<String> = if args.what.is_empty() { BTreeSet::new() } else { store.decks()? };
    for what in &args.what {
        if Path::new(what).exists() {
            notes::register(Path::new(what), store)?;
            decks.extend(notes::decks_at(Path::new(what), store)?);
        } else if known.iter().any(|deck| is_under(deck, what)) {
            decks.insert(what.clone());
        } else {
            let known: Vec<String> = known.into_iter().collect();
            let hint = if known.is_empty() {
                "check the spelling, or name a folder with your notes".to_owned()
            } else {
                format!("decks are: {}", known.join(", "))
            };
            return Err(Problem::failed(format!("{what}: neither a file or folder nor a deck")).hinted(hint));
        }
    }
    if store.roots()?.iter().all(|root| root.hidden) {
        notes::register_built_in(store)?;
        world.screen.say("No notes yet, so these are the built-in decks on the SIGs of the CNCF and of Kubernetes.")?;
        world.screen.say("To study your own:  askback study PATH/TO/NOTES")?;
    }
    Ok(decks)
}

/// Reads the notes again and says what they gave.
fn read_notes(store: &mut Store, world: &mut World<'_>) -> Result<Scanned, Problem> {
    let found = scan::scan_all(store, world)?;
    if found.read {
        let (notes, questions) = (counted(found.notes, "note"), counted(found.questions, "question"));
        let (changes, silent) = (found.changes(), found.silent());
        let facts = counted(found.facts, "fact");
        world.screen.say(&format!("Read {notes}: {questions} about {facts} ({changes}).{silent}"))?;
        if found.new > 0 && found.without > 0 && found.questions > 0 {
            world.screen.say("Which lines, and why:  askback generate --coverage PATH")?;
        }
        if let Some(doubtful) = found.to_decide() {
            world.screen.say(&doubtful)?;
        }
    }
    Ok(found)
}
