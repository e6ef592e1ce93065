//! `askback import`: what other programs wrote becomes notes and reviews of the learner's.

mod notes;
mod reviews;
mod table;

use std::io::Read;
use std::process::ExitCode;

use super::{Done, World};
use crate::cli::Import;
use crate::error::Problem;
use crate::files::{self, Limits};
use crate::import::{self, ForeignNote, ReviewTable, Skipped};
use crate::store::foreign_collection;

/// The largest text that is read, in bytes.
const LARGEST_TEXT: u64 = 512 << 20;

/// How a zip archive begins.
const ZIP: [u8; 2] = *b"PK";

pub(super) fn run(args: &Import, world: &mut World<'_>) -> Done {
    let mut skipped = Skipped::default();
    if is_package(args)? {
        let cards = package(args, &mut skipped)?;
        notes::take(cards, &mut skipped, args, world)?;
        return left_out(&skipped, world);
    }
    let text = files::read_text_up_to(&args.file, LARGEST_TEXT)?;
    if let Some(read) = read_reviews(&text)? {
        return left_out(&reviews::take(read, args, world)?, world);
    }
    refuse_note(args)?;
    let cards = import::delimited(&text, &deck(args), &mut skipped).ok_or_else(|| {
        Problem::failed(format!("{}: not a form that is known", args.file.display()))
            .hinted("a note with cards in it is studied as it is:  askback add FILE")
    })?;
    notes::take(cards, &mut skipped, args, world)?;
    left_out(&skipped, world)
}

/// Tells packages by what they begin with, or by their name where they are empty or cut.
fn is_package(args: &Import) -> Result<bool, Problem> {
    let mut head = Vec::new();
    files::open(&args.file)?.take(2).read_to_end(&mut head)?;
    let named = |ending: &std::ffi::OsStr| ending == "apkg" || ending == "colpkg";
    Ok(head == ZIP || args.file.extension().is_some_and(named))
}

/// Reads the cards of a package of Anki.
fn package(args: &Import, skipped: &mut Skipped) -> Result<Vec<ForeignNote>, Problem> {
    let limits = Limits {
        bytes: args.max_total.saturating_mul(1 << 20),
        collection: args.max_collection.saturating_mul(1 << 20),
        entries: args.max_entries,
        ratio: args.max_ratio.max(1),
    };
    let package = files::unpacked(&args.file, limits)
        .map_err(|error| Problem::failed(error.to_string()).hinted("nothing of it was kept"))?;
    let read = foreign_collection(package.collection.path(), skipped);
    let collection = read.map_err(|error| {
        Problem::failed(format!("{}: {error}", args.file.display())).hinted("nothing of it was kept")
    })?;
    let mut cards = collection.notes(skipped);
    import::media_left_out(&cards, skipped);
    if let Some(name) = &args.deck {
        let above: Vec<String> = name.split("::").map(str::to_owned).collect();
        cards.iter_mut().for_each(|note| note.deck = above.iter().chain(&note.deck).cloned().collect());
    }
    Ok(cards)
}

/// Returns the deck of cards that name none: the one typed, or the name of the file.
fn deck(args: &Import) -> Vec<String> {
    let stem = || args.file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    args.deck.clone().unwrap_or_else(stem).split("::").map(str::to_owned).collect()
}

/// A Markdown note needs no import.
fn refuse_note(args: &Import) -> Result<(), Problem> {
    let note = args.file.extension().is_some_and(|ending| ending == "md" || ending == "markdown");
    if !note {
        return Ok(());
    }
    let name = args.file.display();
    Err(Problem::failed(format!("{name}: a note already")).hinted(format!("study it as it is:  askback add {name}")))
}

/// Reads a log of reviews; nothing if the text is none.
fn read_reviews(text: &str) -> Result<Option<ReviewTable>, Problem> {
    if text.trim_start().starts_with('{') && !text.trim_start().starts_with("{{") {
        return import::own_reviews(text)
            .map_err(|error| Problem::failed(format!("not a JSON export of askback: {error}")));
    }
    Ok(table::reviews(text))
}

/// Returns how many things were, as a learner reads it.
fn were(number: usize, thing: &str) -> String {
    format!("{} {}", super::counted(number, thing), if number == 1 { "was" } else { "were" })
}

/// Says what was left out, each with its reason; returns the exit code.
fn left_out(skipped: &Skipped, world: &mut World<'_>) -> Done {
    for line in skipped.lines() {
        world.tell(&line)?;
    }
    Ok(if skipped.count() > 0 { ExitCode::from(3) } else { ExitCode::SUCCESS })
}
