//! Multiple choice, where it can be done well: wrong options from the same column or list only,
//! alike in form and length, none of them also right, and none rather than poor ones.

mod shape;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use rustc_hash::FxBuildHasher;

use crate::facts::measure::scale;
use crate::facts::{normal, tokens};
use crate::model::{Direction, Question, Statement};

use shape::Shape;

/// Options of a question, the key among them: three are as good as four or five (Haladyna,
/// Downing and Rodriguez 2002, guideline 18).
pub const OPTIONS: usize = 3;

/// Lengths of key and wrong options may differ by this much: the key is between these shares of
/// their mean, in percent.
const LENGTH: std::ops::RangeInclusive<usize> = 70..=140;

/// Siblings of nearest length, shorter and longer, among which wrong options are looked for: the
/// work for a column then grows with its rows and not with their square.
const NEAR: usize = 12;

/// Lines between two facts of one list, at most; with more between them they are two lists.
const ADJACENT: u32 = 2;

/// Options in the order in which they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The options.
    pub shown: Vec<String>,
    /// Place of the right one, from 0.
    pub key: usize,
}

/// Why a question is better answered freely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum NoChoice {
    /// Its answer has several parts.
    #[error("its items are to be named")]
    Items,
    /// It stands in no column or list whose other answers could stand beside its own.
    #[error("no column or list of answers to choose from")]
    Alone,
    /// Its answer says `always`, `never` or the like.
    #[error("an absolute word gives the answer away")]
    Absolute,
    /// The prompt holds a telling word of the answer.
    #[error("a word of the prompt gives the answer away")]
    Cued,
    /// Fewer than two other answers are of its form and surely wrong.
    #[error("fewer than two good wrong options")]
    TooFew,
    /// All that could stand beside it is much longer or shorter.
    #[error("its length gives the answer away")]
    Length,
    /// It shares more words with the others than they among themselves.
    #[error("its words give the answer away")]
    Converging,
}

/// The questions whose answers can stand beside each other.
pub struct Siblings<'a> {
    sets: Vec<Set<'a>>,
    /// Set and place of each question in it, by id.
    places: HashMap<u64, (usize, usize), FxBuildHasher>,
    /// All that is said of a subject anywhere, in normal form.
    said: HashMap<&'a str, Vec<Said<'a>>, FxBuildHasher>,
}

/// Something said of a subject, with its telling words, found when they are first asked for.
struct Said<'a> {
    object: &'a str,
    words: OnceLock<Vec<String>>,
}

impl<'a> Said<'a> {
    fn of(object: &'a str) -> Self {
        Self { object, words: OnceLock::new() }
    }

    fn words(&self) -> &[String] {
        self.words.get_or_init(|| tokens(self.object))
    }
}

/// One column or list, asked one way: the answers by length.
struct Set<'a> {
    members: Vec<(&'a Question, Shape<'a>)>,
}

impl<'a> Siblings<'a> {
    /// Finds the columns and lists among questions.
    pub fn of(questions: &'a [Question]) -> Self {
        Self::among(questions, &[])
    }

    /// Finds them where something is said of their subjects in further notes.
    fn among(questions: &'a [Question], elsewhere: &'a [Statement]) -> Self {
        let mut said: HashMap<&str, Vec<Said<'_>>, FxBuildHasher> = HashMap::default();
        for statement in questions.iter().map(|question| &question.statement).chain(elsewhere) {
            let of_subject = said.entry(&statement.subject).or_default();
            if !of_subject.iter().any(|known| known.object == statement.object) {
                of_subject.push(Said::of(&statement.object));
            }
        }
        let sets: Vec<Set<'a>> = columns(questions).into_iter().map(Set::of).collect();
        let placed = sets.iter().enumerate().flat_map(|(number, set)| {
            set.members.iter().enumerate().map(move |(place, (question, _))| (question.id.0, (number, place)))
        });
        Self { places: placed.collect(), sets, said }
    }

    /// Returns `wanted` options of a question, or fewer if not so many are good but at least
    /// three, in an order that `seed` decides; where numbers or dates stand on one scale, in
    /// their natural order.
    ///
    /// # Errors
    /// [`NoChoice`] says why the question is better answered freely.
    pub fn options(&self, question: &Question, wanted: usize, seed: u64) -> Result<Options, NoChoice> {
        if question.authored && !question.choices.is_empty() {
            return written(question, seed);
        }
        if !question.items.is_empty() {
            return Err(NoChoice::Items);
        }
        let (set, place) = self.places.get(&question.id.0).ok_or(NoChoice::Alone)?;
        let members = &self.sets.get(*set).ok_or(NoChoice::Alone)?.members;
        let (asked, key) = members.get(*place).ok_or(NoChoice::Alone)?;
        let prompt = tokens(&asked.prompt);
        if key.absolute {
            return Err(NoChoice::Absolute);
        }
        if key.cued(&prompt) {
            return Err(NoChoice::Cued);
        }
        let near = &members[place.saturating_sub(NEAR)..members.len().min(place + NEAR + 1)];
        let good: Vec<&Shape<'_>> = near
            .iter()
            .filter(|(other, shape)| key.fits(shape) && !shape.cued(&prompt) && !self.also_right(asked, other, shape))
            .map(|(_, shape)| shape)
            .collect();
        let draw = Draw { key, question: asked, seed };
        let mut why = NoChoice::TooFew;
        for count in (OPTIONS..=wanted.max(OPTIONS)).rev() {
            match draw.options(&good, count) {
                Ok(options) => return Ok(options),
                Err(reason) => why = reason,
            }
        }
        Err(why)
    }

    /// Tells whether the answer of another question would be right here too: it is said of this
    /// subject elsewhere, or what is asked for is said of that subject as well.
    fn also_right(&self, asked: &Question, other: &Question, shape: &Shape<'_>) -> bool {
        if asked.accepted.iter().any(|form| normal(form) == shape.normal) {
            return true;
        }
        let (here, there) = (&asked.statement, &other.statement);
        let all_of = |subject: &str| self.said.get(subject).map_or(&[][..], Vec::as_slice);
        let words_of = |subject: &str, object: &str| {
            all_of(subject).iter().find(|said| said.object == object).map_or(&[][..], Said::words)
        };
        if asked.direction == Direction::Reverse {
            let wanted = words_of(&here.subject, &here.object);
            return all_of(&there.subject).iter().any(|said| within(wanted, said.words()));
        }
        let offered = words_of(&there.subject, &there.object);
        let others = all_of(&here.subject).iter().filter(|said| said.object != here.object);
        others.into_iter().any(|said| within(offered, said.words()) || within(said.words(), offered))
    }
}

/// Tells whether every telling word of one text stands in the other.
fn within(short: &[String], long: &[String]) -> bool {
    !short.is_empty() && short.iter().all(|word| long.contains(word))
}

/// Returns the questions of each column and list that is asked one way, three or more of them.
fn columns(questions: &[Question]) -> Vec<Vec<&Question>> {
    let mut columns: BTreeMap<(&str, Direction, &str, &str), Vec<&Question>> = BTreeMap::new();
    for question in questions.iter().filter(|question| question.items.is_empty() && !question.authored) {
        let relation = question.statement.relation.split('\u{1f}').next().unwrap_or("");
        let listed = relation.starts_with("cell:") || relation == "described";
        if listed && matches!(question.direction, Direction::Forward | Direction::Reverse) {
            let key = (&*question.note, question.direction, relation, question.statement.place.as_str());
            columns.entry(key).or_default().push(question);
        }
    }
    let lists = columns.into_iter().flat_map(|((.., relation, _), mut column)| {
        column.sort_by_key(|question| question.source.line);
        let parted = relation == "described";
        let apart =
            |a: &&Question, b: &&Question| !parted || b.source.line.saturating_sub(a.source.end_line) <= ADJACENT;
        column.chunk_by(apart).map(<[&Question]>::to_vec).collect::<Vec<_>>()
    });
    lists.filter(|list| list.len() >= OPTIONS).collect()
}

impl<'a> Set<'a> {
    fn of(questions: Vec<&'a Question>) -> Self {
        let shared = shape::shared(questions.iter().map(|question| question.answer.as_str()));
        let mut members: Vec<(&Question, Shape<'_>)> =
            questions.into_iter().map(|question| (question, Shape::of(&question.answer, &shared))).collect();
        members.sort_by(|(a, one), (b, other)| (one.chars, &one.normal, a.id).cmp(&(other.chars, &other.normal, b.id)));
        Self { members }
    }
}

/// The drawing of wrong options for one question.
struct Draw<'a> {
    key: &'a Shape<'a>,
    question: &'a Question,
    seed: u64,
}

impl Draw<'_> {
    /// Draws `count` options, the key among them. The key's place by length is drawn first, so
    /// that over a deck neither the longest nor the shortest option is the likely one.
    fn options(&self, good: &[&Shape<'_>], count: usize) -> Result<Options, NoChoice> {
        let mut nearest: Vec<&Shape<'_>> = good.to_vec();
        nearest.sort_by_key(|other| (self.key.distance(other), self.chance("pick", other.answer), other.answer));
        let mut seen = BTreeSet::from([self.key.normal.as_str()]);
        nearest.retain(|other| seen.insert(&other.normal));
        let (shorter, longer): (Vec<&Shape<'_>>, Vec<&Shape<'_>>) =
            nearest.iter().partition(|other| other.chars < self.key.chars);
        let first = usize::try_from(self.chance("length", "") % count as u64).unwrap_or(0);
        let ranks = (0..count).map(|step| (first + step) % count);
        let by_rank = ranks.filter_map(|rank| {
            let (below, above) = (shorter.get(..rank)?, longer.get(..count - 1 - rank)?);
            Some([below, above].concat())
        });
        let mut why = NoChoice::TooFew;
        for picked in by_rank {
            match self.flaw(&picked) {
                None => return Ok(self.placed(&picked)),
                Some(flaw) => why = flaw,
            }
        }
        Err(why)
    }

    /// Returns what would give the key away among the options picked.
    fn flaw(&self, picked: &[&Shape<'_>]) -> Option<NoChoice> {
        let mean = picked.iter().map(|other| other.chars).sum::<usize>() / picked.len().max(1);
        let share = self.key.chars * 100 / mean.max(1);
        if !LENGTH.contains(&share) {
            return Some(NoChoice::Length);
        }
        self.key.stands_out_among(picked).then_some(NoChoice::Converging)
    }

    fn placed(&self, picked: &[&Shape<'_>]) -> Options {
        let all: Vec<&str> = picked.iter().map(|other| other.answer).chain([self.key.answer]).collect();
        in_order(&all, self.key.answer, |option| self.chance("place", option))
    }

    /// Returns a number that seed, question and option decide, spread evenly; another for each
    /// use, so that which options are picked says nothing about where they stand.
    fn chance(&self, for_what: &str, option: &str) -> u64 {
        chance(self.seed, for_what, self.question, option)
    }
}

fn chance(seed: u64, for_what: &str, question: &Question, option: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&seed.to_le_bytes()).update(&question.id.0.to_le_bytes());
    hasher.update(for_what.as_bytes()).update(&[0]).update(option.as_bytes());
    hasher.finalize().as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Returns options by their places on a scale if they have one, else by chance.
fn in_order(options: &[&str], key: &str, by_chance: impl Fn(&str) -> u64) -> Options {
    let mut shown: Vec<&str> = options.to_vec();
    match scale(&shown) {
        Some(places) => {
            let mut placed: Vec<(f64, &str)> = places.into_iter().zip(shown).collect();
            placed.sort_by(|(a, one), (b, other)| a.total_cmp(b).then_with(|| one.cmp(other)));
            shown = placed.into_iter().map(|(_, option)| option).collect();
        }
        None => shown.sort_by_key(|option| (by_chance(option), *option)),
    }
    let key = shown.iter().position(|option| *option == key).unwrap_or(0);
    Options { shown: shown.into_iter().map(str::to_owned).collect(), key }
}

/// Returns the options the learner wrote: in their order if one of them speaks of the others.
fn written(question: &Question, seed: u64) -> Result<Options, NoChoice> {
    if !question.items.is_empty() {
        return Err(NoChoice::Items);
    }
    let options: Vec<&str> = question.choices.iter().map(String::as_str).collect();
    let refers = |option: &str| {
        let lower = option.to_lowercase();
        ["above", "both ", "neither ", "a and b", "b and c"].iter().any(|word| lower.contains(word))
    };
    if options.iter().any(|option| refers(option)) {
        let key = options.iter().position(|option| *option == question.answer).ok_or(NoChoice::TooFew)?;
        return Ok(Options { shown: question.choices.clone(), key });
    }
    Ok(in_order(&options, &question.answer, |option| chance(seed, "place", question, option)))
}

/// Gives options to every question whose siblings allow it, and what further notes say of their subjects.
pub(super) fn attach(questions: &mut [Question], elsewhere: &[Statement]) {
    let found: Vec<Option<Vec<String>>> = {
        let siblings = Siblings::among(questions, elsewhere);
        let wanted = |question: &Question| question.choices.is_empty();
        questions
            .iter()
            .map(|question| siblings.options(question, OPTIONS, 0).ok().filter(|_| wanted(question)))
            .map(|options| options.map(|options| options.shown))
            .collect()
    };
    for (question, options) in questions.iter_mut().zip(found) {
        question.choices = options.unwrap_or_else(|| std::mem::take(&mut question.choices));
    }
}

#[cfg(test)]
mod tests;
