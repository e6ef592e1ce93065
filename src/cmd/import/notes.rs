//! Cards that come in: written as notes of the learner's, read like any other note, and given the
//! history they bring along.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::super::scan::{self, Keep};
use super::super::{World, counted, notes as registry};
use super::{reviews, were};
use crate::cli::Import;
use crate::error::Problem;
use crate::files;
use crate::import::{ForeignCard, ForeignNote, Page, Skipped, pages};
use crate::model::CardId;
use crate::store::{Occasion, Store};

/// Writes the notes that are not here yet and gives all cards their reviews; says what came in.
pub(super) fn take(
    foreign: Vec<ForeignNote>,
    skipped: &mut Skipped,
    args: &Import,
    world: &mut World<'_>,
) -> Result<(), Problem> {
    let known = world.peek()?.map_or_else(|| Ok(HashMap::new()), |store| known(&store, &foreign))?;
    let is_known = |note: &ForeignNote| note.cards.iter().any(|card| known.contains_key(&card.key));
    let (here, new): (Vec<ForeignNote>, Vec<ForeignNote>) = foreign.into_iter().partition(is_known);
    let mut pages = pages(new);
    if args.dry_run {
        return preview(&pages, &here, args, world);
    }
    let mut cards: Vec<(CardId, ForeignCard)> = Vec::new();
    for card in here.into_iter().flat_map(|note| note.cards) {
        match known.get(&card.key) {
            Some(ours) => cards.push((*ours, ForeignCard { suspended: false, ..card })),
            None => skipped.add("its note is here already, without this card", card.key.to_string()),
        }
    }
    let kept = cards.len();
    let mut store = world.open()?;
    if !store.extent()?.is_empty() {
        store.back_up(Occasion::Import, world.now().day)?;
    }
    if !pages.is_empty() {
        cards.extend(write(&mut pages, skipped, args, &mut store, world)?);
    }
    reviews::give(&cards, args, &mut store, world)?;
    let fresh: Vec<(CardId, CardId)> = cards[kept..].iter().map(|(ours, card)| (card.key, *ours)).collect();
    store.keep_imported(&fresh)?;
    if kept > 0 {
        world.prose(&format!("{} here already.", were(kept, "card")))?;
    }
    store.close()?;
    Ok(())
}

/// Returns the card of ours for each that came in before, and for each that once went out from here.
fn known(store: &Store, foreign: &[ForeignNote]) -> Result<HashMap<CardId, CardId>, Problem> {
    let mut known = store.imported()?;
    let corrections = store.corrections()?;
    for card in foreign.iter().flat_map(|note| &note.cards) {
        let ours = corrections.card(card.key);
        if !known.contains_key(&card.key) && store.card(ours)?.is_some() {
            known.insert(card.key, ours);
        }
    }
    Ok(known)
}

/// Says what would come in.
fn preview(pages: &[Page], here: &[ForeignNote], args: &Import, world: &mut World<'_>) -> Result<(), Problem> {
    for page in pages {
        let cards: usize = page.notes.iter().map(|(_, note)| note.cards.len()).sum();
        world.prose(&format!(
            "Would write {} to {}",
            counted(cards, "card"),
            place(&folder(args, world), page).display()
        ))?;
    }
    let known: usize = here.iter().map(|note| note.cards.len()).sum();
    world.prose(&format!("Here already: {}.", counted(known, "card")))
}

/// Returns the folder in which the notes are written.
fn folder(args: &Import, world: &World<'_>) -> PathBuf {
    let beside = || world.store_path().with_file_name("imported");
    args.to.clone().unwrap_or_else(beside)
}

/// Writes the pages, reads them, and returns each foreign card with the card it became.
fn write(
    pages: &mut [Page],
    skipped: &mut Skipped,
    args: &Import,
    store: &mut Store,
    world: &mut World<'_>,
) -> Result<Vec<(CardId, ForeignCard)>, Problem> {
    let folder = folder(args, world);
    files::make_folder(&folder)?;
    let folder = files::absolute(&folder)?;
    let mut written: Vec<PathBuf> = Vec::new();
    for page in pages.iter() {
        let path = place(&folder, page);
        if let Some(above) = path.parent() {
            files::make_folder(above)?;
        }
        written.push(files::write_new(&path, page.text.as_bytes())?);
    }
    let root = registry::register(&folder, store)?;
    scan::scan(store, |other| other.id == root.id, Keep::Yes, world)?;
    let mut found = by_line(store, &written)?;
    let mut cards = Vec::new();
    for (page, path) in pages.iter_mut().zip(&written) {
        let before = cards.len();
        for (line, note) in std::mem::take(&mut page.notes) {
            let ours = found.remove(&(path.to_string_lossy().into_owned(), line)).unwrap_or_default();
            for (place, card) in note.cards.into_iter().enumerate() {
                match ours.get(place) {
                    Some(id) => cards.push((*id, card)),
                    None => skipped.add("it is written down, but asked by another card already", note.place.clone()),
                }
            }
        }
        let count = counted(cards.len() - before, "card");
        world.prose(&format!("Imported {count} into {}.", path.display()))?;
    }
    Ok(cards)
}

/// Returns the cards of notes by path and line, those of one line in their order.
fn by_line(store: &Store, paths: &[PathBuf]) -> Result<BTreeMap<(String, u32), Vec<CardId>>, Problem> {
    let wanted: HashSet<String> = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let mut found: BTreeMap<(String, u32), Vec<CardId>> = BTreeMap::new();
    for held in store.cards()? {
        let source = &held.question.source;
        if wanted.contains(&*source.path) {
            found.entry((source.path.to_string(), source.line)).or_default().push(held.question.id);
        }
    }
    Ok(found)
}

/// Returns where a page is written: a folder for each deck, and in it a file of the last name.
fn place(folder: &Path, page: &Page) -> PathBuf {
    let mut names: Vec<String> = page.deck.iter().map(|name| files::plain_name(name)).collect();
    let last = names.pop().unwrap_or_else(|| files::plain_name(""));
    let mut path = folder.to_owned();
    path.extend(names);
    path.join(format!("{last}.md"))
}
