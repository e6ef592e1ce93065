//! `askback export anki`, `gift` and `aiken`: cards as other programs read them.

use std::collections::{BTreeSet, HashSet};
use std::io::Write;
use std::process::ExitCode;

use super::settings::Key;
use super::{Done, World, counted, deck_of};
use crate::cli::{Export, Exported};
use crate::error::Problem;
use crate::export::{self, AnkiNote};
use crate::files;
use crate::history::Record;
use crate::model::{CardId, Day, EventBody};
use crate::store::{AnkiFile, Held, Presence, Store};

/// Tells whether an export is one of those made here.
pub(super) const fn makes(what: Exported) -> bool {
    matches!(what, Exported::Anki | Exported::Gift | Exported::Aiken)
}

/// Writes the package or the text; the target was found fit for it.
pub(super) fn run(args: &Export, store: &Store, world: &mut World<'_>) -> Done {
    let held: Vec<Held> = store.cards()?.into_iter().filter(|held| held.presence == Presence::Present).collect();
    let (bytes, told) = match args.what {
        Exported::Anki => return anki(args, &held, store, world),
        Exported::Gift => quiz(&held, |held, deck| {
            let question = export::gift(&held.question)?;
            Some(deck.map_or_else(String::new, export::gift_category) + &question)
        }),
        _ => quiz(&held, |held, _| export::aiken(&held.question)),
    };
    if args.output.as_os_str() == "-" {
        world.data().write_all(bytes.as_bytes())?;
    } else {
        files::write_whole(&args.output, bytes.as_bytes())?;
    }
    world.tell(&told)?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the questions that can be written, one after another, and what is said of the others.
/// Where a deck begins, `write` is given its name.
fn quiz(held: &[Held], write: impl Fn(&Held, Option<&str>) -> Option<String>) -> (String, String) {
    let (mut out, mut count, mut deck) = (String::new(), 0, None);
    for held in held {
        let name = deck_of(&held.question.note);
        let begins = (deck != Some(name)).then_some(name);
        if let Some(text) = write(held, begins) {
            out.push_str(&text);
            deck = Some(name);
            count += 1;
        }
    }
    let left = held.len() - count;
    let rest = if left > 0 { format!("; {left} do not fit this form and are left out") } else { String::new() };
    (out, format!("{}{rest}.", counted(count, "question")))
}

fn anki(args: &Export, held: &[Held], store: &Store, world: &mut World<'_>) -> Done {
    let file = files::temporary()?;
    let reviews = write_collection(file.path(), held, store, world)?;
    let media = files::temporary_of(b"{}")?;
    let members = [("collection.anki2", file.path()), ("media", media.path())];
    if args.output.as_os_str() == "-" {
        let package = files::temporary()?;
        files::write_package(package.path(), &members)?;
        std::io::copy(&mut files::open(package.path())?, &mut world.data())?;
    } else {
        files::write_package(&args.output, &members)?;
    }
    world.tell(&format!("{} with {}.", counted(held.len(), "card"), counted(reviews, "review")))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes cards and reviews as a collection of Anki; returns the number of reviews.
fn write_collection(path: &std::path::Path, held: &[Held], store: &Store, world: &World<'_>) -> Result<usize, Problem> {
    let failed = |error: rusqlite::Error| Problem::failed(format!("the package cannot be written: {error}"));
    let now = world.now();
    let cutoff_s = i64::from(world.settings().number(Key::StartsAt, None)) * 3_600;
    let first_s = i64::from(now.day.0) * 86_400 + cutoff_s - i64::from(now.offset_min) * 60;
    let names: BTreeSet<&str> = held.iter().map(|held| deck_of(&held.question.note)).collect();
    let settings = export::anki_settings(&names.into_iter().collect::<Vec<_>>(), now.at_ms / 1000);
    let mut file = AnkiFile::begin(path, &settings, first_s, now.at_ms / 1000).map_err(failed)?;
    for note in notes(held, store, now.day)? {
        file.note(&note).map_err(failed)?;
    }
    let cards: HashSet<CardId> = held.iter().map(|held| held.question.id).collect();
    let corrections = store.corrections()?;
    let (mut count, mut error) = (0, None);
    store.each_event(|event| {
        let EventBody::Review(review) = &event.body else { return };
        let card = corrections.card(review.card);
        if error.is_none() && cards.contains(&card) && !corrections.is_undone(event.key) {
            error = file.review(&export::anki_review(event.at.at_ms, card, review)).err();
            count += 1;
        }
    })?;
    error.map_or(Ok(()), Err).map_err(failed)?;
    file.finish().map_err(failed)?;
    Ok(count)
}

/// Returns the cards as notes, no two with one id.
fn notes(held: &[Held], store: &Store, first: Day) -> Result<Vec<AnkiNote>, Problem> {
    let records = store.records()?;
    let none = Record::default();
    let note = |(held, place): (&Held, i64)| {
        let record = records.get(&held.question.id).unwrap_or(&none);
        let deck = deck_of(&held.question.note);
        export::anki_note(&held.question, deck, record.state.as_ref(), &record.standing, place, first)
    };
    let mut seen = HashSet::new();
    Ok(held.iter().zip(1..).map(note).filter(|note| seen.insert(note.id)).collect())
}
