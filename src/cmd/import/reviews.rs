//! Reviews that come in: those not here yet are written to the log.

use std::collections::{HashMap, HashSet};

use super::super::{World, counted};
use super::were;
use crate::cli::Import;
use crate::error::Problem;
use crate::import::{self, ForeignCard, Logged, ReviewTable, Skipped};
use crate::model::{CardId, Event, EventBody, Quality};
use crate::store::Store;

/// Writes the reviews that are not here yet and says how many; returns what was left out.
pub(super) fn take(read: ReviewTable, args: &Import, world: &mut World<'_>) -> Result<Skipped, Problem> {
    let ReviewTable { reviews, skipped } = read;
    let all = reviews.len();
    let fresh = match world.peek()? {
        Some(store) => unknown(reviews, &store)?,
        None => reviews,
    };
    let known = all - fresh.len();
    let span = span(&fresh);
    if !args.dry_run && !fresh.is_empty() {
        let mut store = world.open()?;
        store.adopt(&import::events(fresh.clone(), Vec::new(), &world.rules(None), |at_ms| world.moment(at_ms)))?;
        store.close()?;
    }
    let verb = if args.dry_run { "Would import" } else { "Imported" };
    let cards = fresh.iter().map(|review| review.card).collect::<HashSet<_>>().len();
    let (new, of) = (counted(fresh.len(), "review"), counted(cards, "card"));
    world.prose(&format!("{verb} {new} of {of}{span} from {}.", args.file.display()))?;
    if known > 0 {
        world.prose(&format!("{} here already.", were(known, "review")))?;
    }
    Ok(skipped)
}

/// Writes the reviews of cards that came in, those that are not here yet, and keeps from being
/// asked what was not asked there.
pub(super) fn give(
    cards: &[(CardId, ForeignCard)],
    args: &Import,
    store: &mut Store,
    world: &mut World<'_>,
) -> Result<(), Problem> {
    let own = |(ours, card): &(CardId, ForeignCard)| -> Vec<Logged> {
        card.reviews.iter().map(|review| Logged { card: *ours, ..review.clone() }).collect()
    };
    let all: Vec<Logged> = cards.iter().flat_map(own).collect();
    let count = all.len();
    let fresh = unknown(all, store)?;
    let (new, span) = (fresh.len(), span(&fresh));
    let now = world.now();
    let reason = format!("suspended in {}", args.file.file_name().unwrap_or_default().to_string_lossy());
    let suspended = cards.iter().filter(|(_, card)| card.suspended);
    let suspensions =
        suspended.map(|(card, _)| (now.clone(), EventBody::Suspend { card: *card, reason: reason.clone() })).collect();
    store.adopt(&import::events(fresh, suspensions, &world.rules(None), |at_ms| world.moment(at_ms)))?;
    if count > 0 {
        world.prose(&format!("Imported {}{span} of their history.", counted(new, "review")))?;
    }
    Ok(())
}

/// Returns the days between which reviews lie, in words.
fn span(reviews: &[Logged]) -> String {
    let day = |at_ms: i64| chrono::DateTime::from_timestamp_millis(at_ms).map(|at| at.date_naive().to_string());
    let (first, last) =
        (reviews.iter().map(|review| review.at_ms).min(), reviews.iter().map(|review| review.at_ms).max());
    match (first.and_then(day), last.and_then(day)) {
        (Some(first), Some(last)) => format!(" ({first} to {last})"),
        _ => String::new(),
    }
}

/// What makes two reviews the same one, wherever they are kept: failures are told apart by few.
type Sameness = (CardId, i64, u8);

fn sameness(card: CardId, at_ms: i64, quality: Quality) -> Sameness {
    (card, at_ms, quality.value().max(2))
}

/// Returns the reviews that the log does not hold yet, each once.
fn unknown(reviews: Vec<Logged>, store: &Store) -> Result<Vec<Logged>, Problem> {
    let corrections = store.corrections()?;
    let same = |review: &Logged| sameness(corrections.card(review.card), review.at_ms, review.quality);
    let mut fresh: HashMap<Sameness, Logged> = reviews.into_iter().map(|review| (same(&review), review)).collect();
    store.each_event(|Event { at, body, .. }| {
        if let EventBody::Review(review) = body {
            fresh.remove(&sameness(corrections.card(review.card), at.at_ms, review.quality));
        }
    })?;
    Ok(fresh.into_values().collect())
}
