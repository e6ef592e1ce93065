//! Identity through edits: notes of several fields, edited 200 times and more as learners edit
//! them; who is found again, and whether anybody is ever taken for another.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::ptr_arg,
    reason = "a failure is the test's; it prints its figures; edits have one shape"
)]

mod edits;
mod notes;

use std::collections::{BTreeMap, BTreeSet};

use askback::deck::{Changes, Known, Names, Reading, compare};
use askback::model::{CardId, Direction, Question};
use askback::questions::generate;
use edits::{Edited, LOOKS, OPEN_EDITS, PLAIN_EDITS, edited};
use notes::{Look, Note, PLAIN, Tag, library};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;

/// Which fact a question asks about, which way, and as its how-manieth of this way.
type Truth = (Tag, Direction, usize);

/// Reads notes; returns the questions, each with the fact it came from.
fn read(notes: &[Note], look: Look) -> (Vec<Question>, BTreeMap<CardId, Truth>) {
    let texts: Vec<(&Note, String, Vec<Option<Tag>>)> = notes
        .iter()
        .map(|note| {
            let (text, tags) = note.text(look);
            (note, text, tags)
        })
        .collect();
    let read: Vec<_> = texts
        .iter()
        .map(|(note, text, _)| askback::notes::note(&note.name, &note.name, text.as_bytes()).unwrap())
        .collect();
    let questions = generate(&read).questions;
    let mut count: BTreeMap<(Tag, Direction), usize> = BTreeMap::new();
    let mut truth = BTreeMap::new();
    for question in &questions {
        let (_, _, tags) = texts.iter().find(|(note, ..)| *note.name == *question.note).unwrap();
        let lines = question.source.line as usize - 1..question.source.end_line as usize;
        let Some(tag) = tags[lines].iter().flatten().next() else { continue };
        let number = count.entry((*tag, question.direction)).or_default();
        truth.insert(question.id, (*tag, question.direction, *number));
        *number += 1;
    }
    (questions, truth)
}

/// What became of histories in one edit or several.
#[derive(Debug, Default)]
struct Figures {
    /// Cards that are still in the notes.
    cards: usize,
    /// Of those, with their history.
    kept: usize,
    /// Cards whose address the edit touched.
    touched: usize,
    /// Of those, with their history.
    found_again: usize,
    /// With the history of another card.
    wrong: usize,
    /// Ambiguous ones that were attached without asking.
    silent: usize,
    /// Ambiguous ones that were listed.
    listed: usize,
    /// Edits of which nothing was listed.
    unlisted: usize,
    ambiguous: usize,
}

/// Compares the notes before and after an edit, all cards having a history.
fn measure(before: &(Vec<Question>, BTreeMap<CardId, Truth>), after: &Edited, figures: &mut Figures, named: &str) {
    let (old, was) = before;
    let (mut new, is) = read(&after.notes, after.look);
    let addresses: Vec<CardId> = new.iter().map(|question| question.id).collect();
    let known: Vec<Known<'_>> =
        old.iter().map(|question| Known { question, present: true, reading: Reading::Again, history: true }).collect();
    let changes = compare(&known, &mut new, &Names::default());
    let truth: BTreeMap<CardId, Truth> =
        new.iter().zip(addresses).filter_map(|(now, address)| Some((now.id, *is.get(&address)?))).collect();
    let there: BTreeSet<Truth> = truth.values().copied().collect();
    let standing: BTreeSet<&CardId> = is.keys().collect();
    let heirs = heirs(old, &new, &changes);
    let listed: BTreeSet<CardId> = changes.doubts.iter().map(|doubt| doubt.former).collect();
    figures.unlisted += usize::from(!after.open.is_empty() && listed.is_empty());
    for (former, origin) in was {
        let heir = heirs.get(former).and_then(|now| truth.get(now));
        if after.open.contains(&origin.0) {
            figures.ambiguous += 1;
            figures.listed += usize::from(listed.contains(former));
            figures.silent += usize::from(heir.is_some());
            if heir.is_some() {
                println!("SILENT {named}: {origin:?} -> {heir:?}");
            }
        } else {
            let stays = there.contains(origin);
            figures.cards += usize::from(stays);
            figures.kept += usize::from(heir == Some(origin));
            let touched = stays && !standing.contains(former);
            figures.touched += usize::from(touched);
            figures.found_again += usize::from(touched && heir == Some(origin));
            figures.wrong += usize::from(heir.is_some_and(|heir| heir != origin));
            if stays && heir != Some(origin) {
                let prompt = &old.iter().find(|question| question.id == *former).unwrap().prompt;
                println!("NOT KEPT {named}: {prompt} {origin:?} -> {heir:?}, listed {}", listed.contains(former));
            }
        }
    }
}

/// Returns for every former card the one that has its history now.
fn heirs(old: &[Question], new: &[Question], changes: &Changes) -> BTreeMap<CardId, CardId> {
    let there: BTreeSet<CardId> = new.iter().map(|question| question.id).collect();
    let stayed = old.iter().map(|question| (question.id, question.id)).filter(|(id, _)| there.contains(id));
    stayed.chain(changes.joined.iter().copied()).collect()
}

#[test]
fn two_hundred_edits_keep_histories_and_give_none_to_another_card() {
    let (library, mut rng) = (library(), ChaCha8Rng::seed_from_u64(20));
    let before = read(&library, PLAIN);
    let mut figures = Figures::default();
    let mut count = 0;
    while count < 200 {
        let (name, edit) = PLAIN_EDITS[count % PLAIN_EDITS.len()];
        let Some(after) = edited(&library, edit, &mut rng) else { continue };
        measure(&before, &after, &mut figures, name);
        count += 1;
    }
    for (name, look) in LOOKS {
        let after = Edited { notes: library.clone(), look, open: Vec::new() };
        measure(&before, &after, &mut figures, name);
    }
    let Figures { cards, kept, touched, found_again, wrong, .. } = figures;
    println!("{count} edits and {} other looks: {kept} of {cards} cards keep their history", LOOKS.len());
    println!("where the address changed: {found_again} of {touched}; with the history of another card: {wrong}");
    assert_eq!(wrong, 0);
    assert!(kept * 100 >= cards * 99, "{kept} of {cards}");
    assert!(found_again * 100 >= touched * 99, "{found_again} of {touched}");
}

#[test]
fn an_edit_that_can_be_read_in_two_ways_attaches_nothing_and_is_listed() {
    let (library, mut rng) = (library(), ChaCha8Rng::seed_from_u64(21));
    let before = read(&library, PLAIN);
    let mut figures = Figures::default();
    let mut count = 0;
    while count < 100 {
        let (name, edit) = OPEN_EDITS[count % OPEN_EDITS.len()];
        let Some(after) = edited(&library, edit, &mut rng) else { continue };
        measure(&before, &after, &mut figures, name);
        count += 1;
    }
    let Figures { ambiguous, listed, unlisted, silent, wrong, .. } = figures;
    println!(
        "{count} ambiguous edits: of {ambiguous} cards {listed} are listed, {silent} attached unasked; {wrong} others wrong"
    );
    assert_eq!((silent, wrong, unlisted), (0, 0, 0));
}
