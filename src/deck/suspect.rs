//! Addresses that stayed while what they say went elsewhere: two terms exchanged, a row taken out
//! and another given its name. Such a card is not taken for the one before; it is asked about.

use std::collections::{BTreeMap, BTreeSet};

use super::address::another;
use super::likeness::{is_close, overlap, words};
use super::{Doubt, Known, Reading};
use crate::model::{CardId, Question};

/// Words in common, in hundredths, below which two answers have nothing to do with each other.
const STRANGE: usize = 50;

/// Why an address with another answer is not taken for the same card.
const EXCHANGED: &str = "the same name, but its answer and that of another card changed places";
const FOLLOWED: &str = "another name, with the answer that card had";
const ELSEWHERE: &str = "the same name, under another heading with another answer";

/// What the cards of one fact share: note, relation and subject.
type Name<'a> = (&'a str, &'a str, &'a str);

/// What a fact says of its subject, with note and relation.
type Content<'a> = (&'a str, &'a str, &'a str);

/// What was parted.
#[derive(Debug, Default)]
pub(super) struct Parted {
    /// Which cards each former card may be.
    pub(super) doubts: Vec<Doubt>,
    /// Cards that are not to be matched in any other way.
    pub(super) asked: BTreeSet<CardId>,
}

/// Gives another name to every question that stands at a known address but may be another card.
pub(super) fn part(known: &[Known<'_>], found: &mut [Question]) -> Parted {
    let before: Vec<&Known<'_>> = known.iter().filter(|card| card.present && card.reading == Reading::Again).collect();
    let parted = {
        let (old, new) = (Facts::of(before.iter().map(|card| card.question)), Facts::of(found.iter()));
        let suspects = Suspects::of(&old, &new);
        let history = |card: &&&Known<'_>| card.history && suspects.old.contains(&name(card.question));
        if !before.iter().any(|card| history(&card)) {
            return Parted::default();
        }
        let formers: Vec<&Question> =
            before.iter().map(|card| card.question).filter(|card| suspects.old.contains(&name(card))).collect();
        let nows: Vec<&Question> = found.iter().filter(|card| suspects.new.contains(&name(card))).collect();
        let renamed: BTreeSet<CardId> = {
            let ids: BTreeSet<CardId> = formers.iter().map(|card| card.id).collect();
            nows.iter().map(|card| card.id).filter(|id| ids.contains(id)).collect()
        };
        (
            pairs(&formers, &nows, &suspects),
            formers.iter().chain(&nows).map(|card| card.id).collect::<Vec<_>>(),
            renamed,
        )
    };
    let (mut doubts, asked, renamed) = parted;
    let present = |card: CardId| if renamed.contains(&card) { another(card) } else { card };
    for question in found.iter_mut() {
        question.id = present(question.id);
    }
    doubts.iter_mut().for_each(|doubt| doubt.now = present(doubt.now));
    let asked = asked.into_iter().flat_map(|card| [card, present(card)]).collect();
    Parted { doubts, asked }
}

/// Returns which question each former card may be: that of its name first, then that of its answer.
fn pairs(formers: &[&Question], nows: &[&Question], suspects: &Suspects<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for former in formers {
        let same_way = || nows.iter().filter(|now| now.direction == former.direction);
        let named = same_way().filter(|now| name(now) == name(former));
        let cause = suspects.causes.get(&name(former)).copied().unwrap_or(EXCHANGED);
        let followed = same_way().filter(|now| name(now) != name(former) && content(now) == content(former));
        let all = named.map(|now| (now.id, cause)).chain(followed.map(|now| (now.id, FOLLOWED)));
        doubts.extend(all.zip(0..).map(|((now, cause), rank)| Doubt { former: former.id, now, rank, cause }));
    }
    doubts
}

fn name(question: &Question) -> Name<'_> {
    (&question.note, &question.statement.relation, &question.statement.subject)
}

fn content(question: &Question) -> Content<'_> {
    (&question.note, &question.statement.relation, &question.statement.object)
}

/// The facts of one reading.
struct Facts<'a> {
    /// By name; nothing where one name says several things.
    by_name: BTreeMap<Name<'a>, Option<&'a Question>>,
    /// By what they say; nothing where several say the same.
    by_content: BTreeMap<Content<'a>, Option<Name<'a>>>,
}

impl<'a> Facts<'a> {
    fn of(questions: impl Iterator<Item = &'a Question>) -> Self {
        let mut facts = Self { by_name: BTreeMap::new(), by_content: BTreeMap::new() };
        for question in questions.filter(|question| !question.statement.object.is_empty()) {
            let held = facts.by_name.entry(name(question)).or_insert(Some(question));
            *held = held.filter(|known| known.statement.object == question.statement.object);
            let held = facts.by_content.entry(content(question)).or_insert(Some(name(question)));
            *held = held.filter(|known| *known == name(question));
        }
        facts
    }

    fn named(&self, name: &Name<'a>) -> Option<&'a Question> {
        self.by_name.get(name).copied().flatten()
    }

    fn saying(&self, content: &Content<'_>) -> Option<Name<'a>> {
        self.by_content.get(content).copied().flatten()
    }
}

/// The names of facts on either side of which it is not clear which became which.
#[derive(Default)]
struct Suspects<'a> {
    old: BTreeSet<Name<'a>>,
    new: BTreeSet<Name<'a>>,
    causes: BTreeMap<Name<'a>, &'static str>,
}

impl<'a> Suspects<'a> {
    fn of(old: &Facts<'a>, new: &Facts<'a>) -> Self {
        let edited: Vec<(&'a Question, &'a Question)> = old
            .by_name
            .iter()
            .filter_map(|(name, was)| Some(((*was)?, new.named(name)?)))
            .filter(|(was, is)| was.statement.object != is.statement.object)
            .collect();
        let mut suspects = Self::default();
        if edited.is_empty() {
            return suspects;
        }
        let renamed = renamed_headings(old, new);
        for (was, is) in edited {
            let (source, target) = (old.saying(&content(is)), new.saying(&content(was)));
            // What it says now stood at another name, which says it no more ...
            let came = source.filter(|from| {
                *from != name(is) && new.saying(&content(is)) == Some(name(is)) && is_left(new, from, is)
            });
            // ... or what it said stands at another name now, which did not say it before.
            let went = target
                .filter(|to| *to != name(was) && old.saying(&content(was)) == Some(name(was)) && is_left(old, to, was));
            let strange = is_elsewhere(was, is, &renamed);
            if came.is_some() || went.is_some() || strange {
                suspects.old.extend([name(was)].into_iter().chain(came));
                suspects.new.extend([name(is)].into_iter().chain(went));
                let cause = if came.is_some() || went.is_some() { EXCHANGED } else { ELSEWHERE };
                suspects.causes.insert(name(was), cause);
            }
        }
        suspects
    }
}

/// Tells whether a name does not say in a reading what another fact says.
fn is_left(facts: &Facts<'_>, name: &Name<'_>, other: &Question) -> bool {
    facts.by_name.get(name).is_none_or(|held| held.is_none_or(|held| held.statement.object != other.statement.object))
}

/// Returns the headings under which facts stand that kept their answer, with those they stood under.
fn renamed_headings<'a>(old: &Facts<'a>, new: &Facts<'a>) -> BTreeSet<(&'a str, &'a str, &'a str)> {
    let kept = old.by_name.iter().filter_map(|(name, was)| Some(((*was)?, new.named(name)?)));
    kept.filter(|(was, is)| was.statement.object == is.statement.object)
        .map(|(was, is)| (&*is.note, &*was.statement.place, &*is.statement.place))
        .collect()
}

/// Tells whether a card stands under another heading than before with another answer, and nothing
/// says that the heading was renamed.
fn is_elsewhere(was: &Question, is: &Question, renamed: &BTreeSet<(&str, &str, &str)>) -> bool {
    let (old, new) = (&was.statement, &is.statement);
    let last = |place: &'_ str| place.rsplit('\u{1f}').next().unwrap_or("").to_owned();
    let (heading, now) = (last(&old.place), last(&new.place));
    heading != now
        && !is_close(&heading, &now)
        && !renamed.contains(&(&*is.note, &*old.place, &*new.place))
        && overlap(&words(&old.object), &words(&new.object)) < STRANGE
}
