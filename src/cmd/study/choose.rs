//! Which cards a sitting asks, in which order, with options or without.

use std::collections::{BTreeSet, HashMap};

use rand::seq::SliceRandom;

use super::super::settings::Key;
use super::super::today::Choice;
use super::super::{World, deck_of};
use crate::cli::Study;
use crate::error::Problem;
use crate::model::{CardId, Day, Question};
use crate::questions::Siblings;
use crate::schedule::CardState;
use crate::schedule::due::Candidate;
use crate::session::{Asked, Offer, Practice, REPEATED, Rows, Session, options};
use crate::store::{Held, Store};
use crate::terminal::Manner;

/// Days for which mix-ups are remembered.
pub(in crate::cmd) const REMEMBERED: i32 = 90;

/// Contrast questions in a sitting at most, and how many cards later than the first card of the
/// two rows each comes.
const CONTRASTS: usize = 3;
const CONTRAST_AFTER: usize = 3;

/// Chooses the cards of a sitting and begins it.
pub(super) fn begin(
    args: &Study,
    choice: &Choice,
    wanted: impl Fn(&str) -> bool,
    store: &Store,
    world: &World<'_>,
) -> Result<Session, Problem> {
    let (order, states) = order(args, choice, wanted, store, world)?;
    // Mix-ups matter only where options are offered at all.
    let offered = offer(args, None, world) != Offer::Never;
    let wrong = if offered { store.wrong_answers(choice.today.plus(-REMEMBERED))? } else { Vec::new() };
    let confused: HashMap<CardId, &str> = wrong.iter().map(|(card, given)| (*card, given.as_str())).collect();
    let mut asked = Vec::new();
    for card in order.into_iter().take(args.limit.unwrap_or(usize::MAX)) {
        let Some(Held { question, changed, .. }) = store.card(card)? else { continue };
        let (deck, state) = (deck_of(&question.note), states.get(&card).copied().flatten());
        let (rules, offer) = (world.rules(Some(deck)), offer(args, Some(deck), world));
        let question = if offer.holds(&question, state.as_ref(), &rules) {
            question
        } else {
            Question { choices: Vec::new(), ..question }
        };
        asked.push(Asked { question, state, was_answer: changed.map(|(was, _)| was), rules, contrast: false });
    }
    draw_options(&mut asked, &confused, store)?;
    if offered && !args.cram {
        add_contrasts(&mut asked, &wrong, store)?;
    }
    let practice = if args.cram { Practice::Cram } else { Practice::Scheduled };
    Ok(Session::new(asked, world.load(store)?, practice))
}

/// Draws the options of the cards that are asked with some.
fn draw_options(asked: &mut [Asked], confused: &HashMap<CardId, &str>, store: &Store) -> Result<(), Problem> {
    let with_options = |card: &&mut Asked| !card.question.choices.is_empty();
    let cards: Vec<CardId> = asked.iter_mut().filter(with_options).map(|card| card.question.id).collect();
    let beside = store.questions_beside(cards, usize::MAX)?;
    let siblings = Siblings::of(&beside);
    for card in asked.iter_mut().filter(with_options) {
        let reviews = card.state.map_or(0, |state| state.reviews);
        let confused = confused.get(&card.question.id).copied();
        card.question.choices = options(&card.question, &siblings, reviews, confused);
    }
    Ok(())
}

/// Returns which cards of a deck are asked with options: as typed, else as set; by itself a pipe
/// gets none, so that what a program writes into it means what the contract says.
fn offer(args: &Study, deck: Option<&str>, world: &World<'_>) -> Offer {
    let set = || world.settings().text_of(Key::Choices, deck);
    match args.choices.clone().or_else(set).as_deref() {
        Some("never") => Offer::Never,
        Some("new") => Offer::New,
        Some("always") => Offer::Always,
        _ if world.screen.ends().manner == Manner::Piped => Offer::Never,
        _ => Offer::New,
    }
}

/// Puts a contrast question a few cards behind the first card of two rows that were mixed up
/// repeatedly.
fn add_contrasts(asked: &mut Vec<Asked>, wrong: &[(CardId, String)], store: &Store) -> Result<(), Problem> {
    let near = store.questions_beside(wrong.iter().map(|(card, _)| *card), usize::MAX)?;
    let rows = Rows::of(&near);
    let confusions = rows.confusions(wrong.iter().map(|(card, given)| (*card, given.as_str())));
    for confusion in confusions.iter().filter(|confusion| confusion.times >= REPEATED).take(CONTRASTS) {
        let family = |card: &CardId| near.iter().find(|question| question.id == *card).map(|question| question.family);
        let families = [&confusion.cards.0, &confusion.cards.1].map(family);
        let first = asked.iter().position(|card| families.contains(&Some(card.question.family)));
        let question = rows.contrast(confusion, confusion.times as usize);
        let (Some(first), Some(question)) = (first, question) else { continue };
        let Some(Asked { rules, .. }) = asked.get(first).cloned() else { continue };
        let state = store.record(question.id)?.state;
        let place = (first + CONTRAST_AFTER).min(asked.len());
        asked.insert(place, Asked { question, state, was_answer: None, rules, contrast: true });
    }
    Ok(())
}

/// Cards and what is known of them.
type States = HashMap<CardId, Option<CardState>>;

/// Returns the cards in the order in which they are asked, with the states they are in.
fn order(
    args: &Study,
    choice: &Choice,
    wanted: impl Fn(&str) -> bool,
    store: &Store,
    world: &World<'_>,
) -> Result<(Vec<CardId>, States), Problem> {
    let states = |cards: &[Candidate]| cards.iter().map(|card| (card.card, card.state)).collect();
    if !args.cram {
        let due = choice.queue(&mut world.rng());
        if !due.is_empty() || !args.ahead {
            return Ok((due, states(&choice.candidates)));
        }
    }
    let mut all = store.candidates()?;
    all.retain(|card| wanted(&card.deck) && world.settings().is_on(Key::Cards, Some(&card.deck)));
    let order = if args.cram { for_practice(&all, world) } else { ahead(&all, choice.today) };
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
    let mut later: Vec<(Day, &Candidate)> =
        candidates.iter().filter(free).filter_map(|card| card.state.map(|state| (state.due, card))).collect();
    later.sort_by(|(due, one), (day, other)| (due, &one.place, one.card).cmp(&(day, &other.place, other.card)));
    later.into_iter().filter(|(_, card)| families.insert(card.family)).map(|(_, card)| card.card).collect()
}
