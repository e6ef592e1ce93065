//! Addresses that stayed while what they say went elsewhere: two terms exchanged, a row taken out
//! and another given its name. Such a card is not taken for the one before; it is asked about.

use std::collections::{BTreeMap, BTreeSet};

use super::address::another;
use super::likeness::{is_close, overlap, words};
use super::{Doubt, Known, Reading};
use crate::model::{CardId, Direction, Question};

/// Words in common, in hundredths, below which two answers have nothing to do with each other.
const STRANGE: usize = 50;

/// What tells an answer from the others of a note.
type Content<'a> = (&'a str, &'a str, Direction, &'a str);

fn content(question: &Question) -> Content<'_> {
    (&question.note, &question.statement.relation, question.direction, &question.statement.object)
}

/// Gives another name to every question that stands at a known address but may be another card;
/// returns which cards each may be.
pub(super) fn part(known: &[Known<'_>], found: &mut [Question]) -> Vec<Doubt> {
    let before: BTreeMap<CardId, &Question> = known
        .iter()
        .filter(|card| card.present && card.reading == Reading::Again)
        .map(|card| (card.question.id, card.question))
        .collect();
    let edited = |question: &&Question| {
        before.get(&question.id).is_some_and(|was| {
            let (was, is) = (&was.statement.object, &question.statement.object);
            was != is && !was.is_empty() && !is.is_empty()
        })
    };
    let history: BTreeSet<CardId> = known.iter().filter(|card| card.history).map(|card| card.question.id).collect();
    let mut doubts: Vec<(CardId, CardId, &'static str)> = {
        let suspects: Vec<&Question> = found.iter().filter(edited).collect();
        if suspects.is_empty() {
            return Vec::new();
        }
        let view = View::of(&before, found);
        suspects
            .into_iter()
            .map(|question| view.doubts(before[&question.id], question))
            .filter(|doubts| doubts.iter().any(|(former, ..)| history.contains(former)))
            .flatten()
            .collect()
    };
    doubts.sort_by_key(|(former, now, _)| former != now);
    let parted: BTreeSet<CardId> =
        doubts.iter().filter(|(former, now, _)| former == now).map(|(_, now, _)| *now).collect();
    let name = |card: CardId| if parted.contains(&card) { another(card) } else { card };
    for question in found.iter_mut() {
        question.id = name(question.id);
    }
    let mut ranks: BTreeMap<CardId, u32> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut listed = Vec::new();
    for (former, now, cause) in doubts {
        let rank = ranks.entry(former).or_default();
        if seen.insert((former, now)) {
            listed.push(Doubt { former, now: name(now), rank: *rank, cause });
            *rank += 1;
        }
    }
    listed
}

/// Both readings of the notes by content.
struct View<'a> {
    old: BTreeMap<Content<'a>, Vec<&'a Question>>,
    new: BTreeMap<Content<'a>, Vec<&'a Question>>,
    before: &'a BTreeMap<CardId, &'a Question>,
    after: BTreeMap<CardId, &'a Question>,
    /// Headings under which cards stand that kept their answer, by those they stood under.
    moved: BTreeSet<(&'a str, &'a str, &'a str)>,
}

impl<'a> View<'a> {
    fn of(before: &'a BTreeMap<CardId, &'a Question>, found: &'a [Question]) -> Self {
        let (mut old, mut new): (BTreeMap<_, Vec<_>>, BTreeMap<_, Vec<_>>) = (BTreeMap::new(), BTreeMap::new());
        before.values().for_each(|question| old.entry(content(question)).or_default().push(*question));
        found.iter().for_each(|question| new.entry(content(question)).or_default().push(question));
        let moved = found
            .iter()
            .filter_map(|question| before.get(&question.id).map(|was| (*was, question)))
            .filter(|(was, is)| was.statement.object == is.statement.object)
            .map(|(was, is)| (&*is.note, &*was.statement.place, &*is.statement.place))
            .collect();
        let after = found.iter().map(|question| (question.id, question)).collect();
        Self { old, new, before, after, moved }
    }

    /// Returns the pairs of which one may be meant, the card itself first; none if there is no doubt.
    fn doubts(&self, was: &'a Question, is: &'a Question) -> Vec<(CardId, CardId, &'static str)> {
        let stays = |cause| (was.id, is.id, cause);
        let mut doubts = Vec::new();
        if let Some(source) = self.alone(&self.old, is)
            && self.alone(&self.new, is).is_some()
            && source.id != is.id
            && self.after.get(&source.id).is_none_or(|now| now.statement.object != source.statement.object)
        {
            doubts.extend([stays(EXCHANGED), (source.id, is.id, "it has the answer that card had")]);
        }
        if let Some(target) = self.alone(&self.new, was)
            && self.alone(&self.old, was).is_some()
            && target.id != was.id
            && self.before.get(&target.id).is_none_or(|old| old.statement.object != target.statement.object)
        {
            doubts.extend([stays(EXCHANGED), (was.id, target.id, "it has the answer that card had")]);
        }
        if doubts.is_empty() && self.is_elsewhere(was, is) {
            doubts.push(stays("under another heading with another answer"));
        }
        doubts
    }

    /// Returns the only question with the content of another one.
    fn alone(&self, side: &BTreeMap<Content<'a>, Vec<&'a Question>>, question: &'a Question) -> Option<&'a Question> {
        match side.get(&content(question)).map(Vec::as_slice) {
            Some([only]) => Some(only),
            _ => None,
        }
    }

    /// Tells whether a card stands under another heading than before with another answer, and
    /// nothing says that the heading was renamed.
    fn is_elsewhere(&self, was: &Question, is: &Question) -> bool {
        let (old, new) = (&was.statement, &is.statement);
        let (heading, now) = (old.place.rsplit('\u{1f}').next(), new.place.rsplit('\u{1f}').next());
        heading != now
            && !is_close(heading.unwrap_or(""), now.unwrap_or(""))
            && !self.moved.contains(&(&*is.note, old.place.as_str(), new.place.as_str()))
            && overlap(&words(&old.object), &words(&new.object)) < STRANGE
    }
}

/// Why an address with another answer is not taken for the same card.
const EXCHANGED: &str = "same name, but its answer and that of another card changed places";
