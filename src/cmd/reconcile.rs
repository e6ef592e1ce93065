//! `askback reconcile`: the learner decides which cards are former ones under another name.

use std::collections::BTreeSet;
use std::process::ExitCode;

use serde::Serialize;

use super::{Done, World, counted, existing, interval};
use crate::cli::Reconcile;
use crate::error::Problem;
use crate::model::{CardId, Question};
use crate::store::{Open, Store};
use crate::terminal::{Key, Manner, Tone, Typed};

/// Two cards that may be one, with what is shown of them.
struct Pair {
    open: Open,
    former: Question,
    now: Question,
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    ambiguous: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    former: Card<'a>,
    now: Card<'a>,
    cause: &'a str,
}

#[derive(Serialize)]
struct Card<'a> {
    id: CardId,
    prompt: &'a str,
    answer: &'a str,
    context: &'a [String],
    path: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct Decided {
    schema_version: u32,
    accepted: Vec<Names>,
    rejected: Vec<Names>,
}

#[derive(Serialize)]
struct Names {
    former: CardId,
    now: CardId,
}

/// What the learner says to a pair.
#[derive(Clone, Copy)]
enum Said {
    Same,
    Another,
    Later,
    Leave,
}

pub(super) fn run(args: &Reconcile, world: &mut World<'_>) -> Done {
    if args.json && !(args.accept || args.reject) {
        let store = world.peek()?;
        let pairs = store.as_ref().map(|store| pairs(store, &args.cards)).transpose()?.unwrap_or_default();
        world.json(&Document { schema_version: 1, ambiguous: pairs.iter().map(row).collect() })?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut store = existing(world)?;
    if args.undo {
        part(&mut store, world)?;
    } else {
        let pairs = pairs(&store, &args.cards)?;
        if args.accept || args.reject {
            decide_all(&pairs, args, &mut store, world)?;
        } else {
            ask(&pairs, &mut store, world)?;
        }
    }
    store.close()?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the open pairs, of all cards or of those named.
fn pairs(store: &Store, cards: &[String]) -> Result<Vec<Pair>, Problem> {
    let open = store.open_doubts()?;
    let named = |typed: &str, open: &Open| {
        let typed = typed.trim().to_lowercase();
        [open.former, open.now].iter().any(|card| card.to_string().starts_with(&typed))
    };
    if let Some(unknown) = cards.iter().find(|typed| !open.iter().any(|open| named(typed, open))) {
        return Err(Problem::usage(format!("card {unknown}: nothing is to be decided about it"))
            .hinted("see what is with `askback reconcile --json`"));
    }
    let mut pairs = Vec::new();
    for open in open.into_iter().filter(|open| cards.is_empty() || cards.iter().any(|typed| named(typed, open))) {
        if let (Some(former), Some(now)) = (store.card(open.former)?, store.card(open.now)?) {
            pairs.push(Pair { open, former: former.question, now: now.question });
        }
    }
    Ok(pairs)
}

fn row(pair: &Pair) -> Row<'_> {
    Row { former: card(&pair.former), now: card(&pair.now), cause: &pair.open.cause }
}

fn card(question: &Question) -> Card<'_> {
    Card {
        id: question.id,
        prompt: &question.prompt,
        answer: &question.answer,
        context: &question.context,
        path: &question.source.path,
        line: question.source.line,
    }
}

/// Accepts the likeliest card for every former one, each card once; or rejects all.
fn decide_all(pairs: &[Pair], args: &Reconcile, store: &mut Store, world: &mut World<'_>) -> Result<(), Problem> {
    let (mut formers, mut nows) = (BTreeSet::new(), BTreeSet::new());
    let mut chosen = Vec::new();
    for Pair { open, .. } in pairs {
        let free = !formers.contains(&open.former) && !nows.contains(&open.now);
        if args.reject || free {
            formers.insert(open.former);
            nows.insert(open.now);
            chosen.push((open.former, open.now));
        }
    }
    let now = world.now();
    if args.accept {
        store.accept(&chosen, &now)?
    } else {
        store.reject(&chosen, &now)?
    };
    if args.json {
        let names = chosen.iter().map(|(former, now)| Names { former: *former, now: *now }).collect();
        let (accepted, rejected) = if args.accept { (names, Vec::new()) } else { (Vec::new(), names) };
        return world.json(&Decided { schema_version: 1, accepted, rejected });
    }
    let done = if args.accept { "joined to the history of a former card" } else { "kept apart" };
    world.prose(&match chosen.len() {
        0 => "Nothing is to be decided.".to_owned(),
        many => format!("{} {done}. To take back the last:  askback reconcile --undo", counted(many, "card")),
    })
}

/// Asks about one pair after the other.
fn ask(pairs: &[Pair], store: &mut Store, world: &mut World<'_>) -> Result<(), Problem> {
    let (mut same, mut apart) = (0, 0);
    let (mut formers, mut nows) = (BTreeSet::new(), BTreeSet::new());
    for (pair, number) in pairs.iter().zip(1_usize..) {
        if formers.contains(&pair.open.former) || nows.contains(&pair.open.now) {
            continue;
        }
        show(pair, number, pairs.len(), store, world)?;
        let names = [(pair.open.former, pair.open.now)];
        match answer(world)? {
            Said::Same => {
                store.accept(&names, &world.now())?;
                formers.insert(pair.open.former);
                nows.insert(pair.open.now);
                same += 1;
            }
            Said::Another => {
                store.reject(&names, &world.now())?;
                apart += 1;
            }
            Said::Later => {}
            Said::Leave => break,
        }
        world.screen.gap()?;
    }
    let left = store.open_doubts()?.len();
    if pairs.is_empty() {
        return world.prose("Nothing is to be decided.");
    }
    world.prose(&format!("{same} joined, {apart} kept apart, {left} left to decide."))
}

/// Shows both cards of a pair, and what is known of the former.
fn show(pair: &Pair, number: usize, all: usize, store: &Store, world: &mut World<'_>) -> Result<(), Problem> {
    let Pair { open, former, now } = pair;
    let place = |question: &Question| {
        let context: Vec<&str> = question.context.iter().map(String::as_str).collect();
        format!("{}:{}  {}", question.source.path, question.source.line, context.join(" > "))
    };
    world.screen.toned(Tone::Quiet, &format!("{number} of {all}: {}", open.cause))?;
    world.screen.hanging("Was: ", Tone::Plain, &format!("{} {}", former.prompt, former.answer))?;
    world.screen.hanging("     ", Tone::Quiet, place(former).trim())?;
    if let Some(state) = store.record(former.id)?.state {
        let history =
            format!("{}, interval {}", counted(state.reviews as usize, "review"), interval(state.interval_days));
        world.screen.hanging("     ", Tone::Quiet, &history)?;
    }
    world.screen.hanging("Now: ", Tone::Plain, &format!("{} {}", now.prompt, now.answer))?;
    world.screen.hanging("     ", Tone::Quiet, place(now).trim())?;
    Ok(())
}

/// Waits for what the learner says to a pair.
fn answer(world: &mut World<'_>) -> Result<Said, Problem> {
    const WAITING: &str = "The same card? [y] yes, with its history  [n] no  [s] later  [q] leave: ";
    if world.screen.ends().manner == Manner::Keys {
        return Ok(world.screen.key(WAITING, |key| match key {
            Key::Char('y') => Some((Said::Same, "yes")),
            Key::Char('n') => Some((Said::Another, "no")),
            Key::Char('s') | Key::Enter => Some((Said::Later, "later")),
            Key::Char('q') | Key::End | Key::Interrupt => Some((Said::Leave, "leave")),
            Key::Char(_) => None,
        })?);
    }
    loop {
        let Typed::Line(line) = world.screen.line(WAITING)? else { return Ok(Said::Leave) };
        match line.trim().to_lowercase().as_str() {
            "y" | "yes" => return Ok(Said::Same),
            "n" | "no" => return Ok(Said::Another),
            "" | "s" | "later" => return Ok(Said::Later),
            "q" | "quit" => return Ok(Said::Leave),
            _ => world.screen.say("y, n, s or q.")?,
        }
    }
}

/// Parts the two cards that were joined last.
fn part(store: &mut Store, world: &mut World<'_>) -> Result<(), Problem> {
    let Some((former, now)) = store.part(&world.now())? else {
        return Err(Problem::failed("nothing to take back").hinted("no card was joined to another one here"));
    };
    let prompt = |card: CardId| -> Result<String, Problem> {
        Ok(store.card(card)?.map_or_else(|| card.to_string(), |held| held.question.prompt))
    };
    let (was, is) = (prompt(former)?, prompt(now)?);
    world.prose("Taken back. These are two cards again, each with its own history:")?;
    world.say(&format!("  {former}  {was}"))?;
    world.say(&format!("  {now}  {is}"))
}
