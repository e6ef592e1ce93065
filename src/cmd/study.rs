//! `askback study`: the daily session, up to the first question and after the last.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

use rand::seq::SliceRandom;

use super::notes;
use super::scan::{self, Scanned};
use super::settings::Key;
use super::sitting::{self, Sitting};
use super::today::Choice;
use super::{Done, World, counted, deck_of, memory};
use crate::cli::Study;
use crate::deck::is_under;
use crate::error::Problem;
use crate::model::{CardId, Day};
use crate::schedule::CardState;
use crate::schedule::due::{Candidate, queue};
use crate::session::{Asked, Practice, Session, Summary};
use crate::store::{Held, Store};

pub(super) fn run(args: &Study, world: &mut World<'_>) -> Done {
    let mut store = world.open()?;
    let decks = wanted_decks(args, &mut store, world)?;
    let scanned = read_notes(&mut store, world)?;
    let today = world.now().day;
    let mut session = begin(args, &decks, &store, world)?;
    if session.current().is_none() {
        nothing_due(args, &store, today, world)?;
        store.close()?;
        return Ok(scanned.code());
    }
    let left = counted(session.left(), "card");
    world.screen.say(&format!("{left} to go. ? for help, q to leave; every grade is kept at once."))?;
    world.screen.gap()?;
    let minutes = args.minutes.unwrap_or_else(|| world.settings().number(Key::Minutes, None));
    let sitting = Sitting::new(&mut store, &mut session, Some(minutes).filter(|minutes| *minutes > 0), today);
    let end = sitting.run(world);
    // The grades are on disk; what is left is to say what they came to, whatever ended the sitting.
    let told = tell(session.summary(), session.left(), &store, today, world);
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
        world.screen.say(&format!("Read {notes}: {questions} ({changes}).{silent}"))?;
        if let Some(doubtful) = found.to_decide() {
            world.screen.say(&doubtful)?;
        }
    }
    Ok(found)
}

/// Chooses today's cards and begins the sitting.
fn begin(args: &Study, decks: &BTreeSet<String>, store: &Store, world: &World<'_>) -> Result<Session, Problem> {
    let wanted = |deck: &str| decks.is_empty() || decks.iter().any(|name| is_under(deck, name));
    let (order, states) = order(args, wanted, store, world)?;
    let mut asked = Vec::new();
    for card in order.into_iter().take(args.limit.unwrap_or(usize::MAX)) {
        let Some(Held { question, changed, .. }) = store.card(card)? else { continue };
        let rules = world.rules(Some(deck_of(&question.note)));
        let state = states.get(&card).copied().flatten();
        asked.push(Asked { question, state, was_answer: changed.map(|(was, _)| was), rules });
    }
    let practice = if args.cram { Practice::Cram } else { Practice::Scheduled };
    Ok(Session::new(asked, world.load(store)?, practice))
}

/// Cards and what is known of them.
type States = BTreeMap<CardId, Option<CardState>>;

/// Returns the cards in the order in which they are asked, with the states they are in.
fn order(
    args: &Study,
    wanted: impl Fn(&str) -> bool,
    store: &Store,
    world: &World<'_>,
) -> Result<(Vec<CardId>, States), Problem> {
    let states = |cards: &[Candidate]| cards.iter().map(|card| (card.card, card.state)).collect();
    if !args.cram {
        let choice = Choice::read(store, args.new, &wanted, world)?;
        let due = queue(&choice.candidates, choice.today, &choice.limits, &mut world.rng());
        if !due.is_empty() || !args.ahead {
            return Ok((due, states(&choice.candidates)));
        }
    }
    let mut all = store.candidates()?;
    all.retain(|card| wanted(&card.deck) && world.settings().is_on(Key::Cards, Some(&card.deck)));
    let order = if args.cram { for_practice(&all, world) } else { ahead(&all, world.now().day) };
    Ok((order, states(&all)))
}

/// Returns all cards but the suspended ones, the hardest first, equals in drawn order.
fn for_practice(candidates: &[Candidate], world: &World<'_>) -> Vec<CardId> {
    let mut free: Vec<&Candidate> = candidates.iter().filter(|card| card.standing.suspended.is_none()).collect();
    free.shuffle(&mut world.rng());
    free.sort_by_key(|card| card.state.map_or(u16::MAX, |state| state.ease.hundredths()));
    free.into_iter().map(|card| card.card).collect()
}

/// Returns the cards that are due on later days, the next ones first, one of a family; those
/// answered today are left alone.
fn ahead(candidates: &[Candidate], today: Day) -> Vec<CardId> {
    let answered = |card: &&Candidate| card.state.is_some_and(|state| state.last >= today);
    let mut families: BTreeSet<u64> = candidates.iter().filter(answered).map(|card| card.family).collect();
    let free = |card: &&Candidate| card.standing.suspended.is_none() && !card.standing.is_buried(today);
    let mut later: Vec<(Day, u32, &Candidate)> = candidates
        .iter()
        .filter(free)
        .filter_map(|card| card.state.map(|state| (state.due, card.position, card)))
        .collect();
    later.sort_by_key(|(due, position, card)| (*due, *position, card.card));
    later.into_iter().filter(|(_, _, card)| families.insert(card.family)).map(|(_, _, card)| card.card).collect()
}

/// Says why nothing is asked, when something will be, and what can be done until then.
fn nothing_due(args: &Study, store: &Store, today: Day, world: &mut World<'_>) -> Result<(), Problem> {
    if !store.has_cards()? {
        world
            .screen
            .say("These notes give no questions yet. To see why, line by line:  askback generate --coverage PATH")?;
        return Ok(());
    }
    world.screen.say("Nothing is due now.")?;
    let waiting = Choice::read(store, args.new, |_| true, world)?.kept_back(store, world)?;
    if waiting > 0 {
        let waiting = counted(waiting, "card");
        world.screen.say(&format!(
            "{waiting} more wait: for tomorrow's allowance, or since a card on the same fact was asked today."
        ))?;
    }
    if let Some((day, cards)) = store.next_due(today)? {
        let when = if day.since(today) == 1 { "tomorrow".to_owned() } else { format!("on {day}") };
        world.screen.say(&format!("Next: {when}, {}.", counted(cards, "card")))?;
    }
    world.screen.say("To go on anyway:  askback study --ahead   or without effect:  askback study --cram")?;
    Ok(())
}

/// Says what the sitting came to.
fn tell(done: Summary, left: usize, store: &Store, today: Day, world: &mut World<'_>) -> Result<(), Problem> {
    let tomorrow = store.load(today.plus(1), today.plus(1))?.on(today.plus(1));
    let drills = if done.drills > 0 { format!(", {}", counted(done.drills as usize, "drill")) } else { String::new() };
    let (graded, right, new) = (done.cards, done.recalled, done.learnt);
    let time = crate::stats::text::time(done.time_ms);
    world.screen.say(&format!(
        "{graded} graded, {right} right, {new} new{drills}, {time}. Left today: {left}. Due tomorrow: {tomorrow}."
    ))?;
    world.screen.forget_keys()?;
    Ok(())
}
