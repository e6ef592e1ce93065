//! Cards found again after an edit of their address: by what they say, and where.
//!
//! Each step takes cards that are alone in something on both sides, so that no other can be
//! meant, and asks for enough besides. What is alike but not enough is a doubt. All by indexes:
//! the work grows with the number of cards, not with its square.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::likeness::{is_close, overlap, words};
use super::neighbours::{Gap, gaps};
use super::pairs::alone;
use super::suspect::Parted;
use super::{Doubt, Known, Names, Reading};
use crate::model::{CardId, Direction, Question};

/// Words of meaning with which an answer alone tells a card whose name changed altogether.
const TELLING: usize = 4;

/// Words of meaning with which a whole statement tells a card under another heading.
const WHOLE: usize = 3;

/// Cards that must agree before a column or verb with another name is taken for the same.
const COLUMN: usize = 3;

/// Words in common, in hundredths, from which a card is asked about.
const ALIKE: usize = 40;

/// How many cards one former card is asked about.
const CHOICES: usize = 3;

/// A word that more new cards than this have tells nothing.
const COMMON_WORD: usize = 16;

/// Note and headings.
type Section<'a> = (&'a str, &'a str);

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// Former and present card.
    pub(super) sure: Vec<(CardId, CardId)>,
    /// What must be asked.
    pub(super) doubts: Vec<Doubt>,
}

/// Finds the cards that vanished among those that appeared; those `parted` before are left
/// as they are.
pub(super) fn matched(known: &[Known<'_>], found: &[Question], names: &Names, parted: &Parted) -> Matched {
    let mut search = Search::new(known, found, names, parted);
    if search.is_idle() {
        return search.finish(&parted.doubts);
    }
    search.moved();
    search.map_sections();
    search.map_renamed_headings();
    search.edited_where_moved();
    search.renamed();
    search.finish(&parted.doubts)
}

/// The two readings, and what is decided so far.
struct Search<'a> {
    known: &'a [Known<'a>],
    found: &'a [Question],
    names: &'a Names,
    /// For each known card the question that it is now.
    now: Vec<Option<usize>>,
    /// Known cards that may be one of the questions found.
    lost: Vec<bool>,
    /// Questions that may be one of the cards known.
    free: Vec<bool>,
    /// Sections that were renamed, and notes.
    sections: HashMap<Section<'a>, Option<Section<'a>>>,
    notes: HashMap<&'a str, Option<&'a str>>,
    unsure: Vec<(usize, usize, &'static str)>,
    sure: Vec<(usize, usize)>,
}

fn section(question: &Question) -> Section<'_> {
    (&question.note, &question.statement.place)
}

/// What a question says, wherever it stands.
fn says(question: &Question) -> (&str, &str, &str, Direction) {
    let statement = &question.statement;
    (&statement.subject, &statement.relation, &statement.object, question.direction)
}

impl<'a> Search<'a> {
    fn new(known: &'a [Known<'a>], found: &'a [Question], names: &'a Names, parted: &Parted) -> Self {
        let places: HashMap<CardId, usize> = found.iter().zip(0..).map(|(question, at)| (question.id, at)).collect();
        let asked = &parted.asked;
        let now: Vec<Option<usize>> = known.iter().map(|card| places.get(&card.question.id).copied()).collect();
        let cards: HashSet<CardId> = known.iter().map(|card| card.question.id).collect();
        let lost = known.iter().zip(&now).map(|(card, now)| {
            let can_be = if card.present { card.reading != Reading::Untouched } else { card.history };
            now.is_none() && can_be && !asked.contains(&card.question.id)
        });
        let lost = lost.collect();
        let free =
            found.iter().map(|question| !cards.contains(&question.id) && !asked.contains(&question.id)).collect();
        Self {
            known,
            found,
            names,
            now,
            lost,
            free,
            sections: HashMap::new(),
            notes: HashMap::new(),
            unsure: Vec::new(),
            sure: Vec::new(),
        }
    }

    /// Tells whether there is nothing to find.
    fn is_idle(&self) -> bool {
        !self.lost.contains(&true)
    }

    /// Takes a pair for one card, unless the learner parted the two before.
    fn take(&mut self, old: usize, new: usize) {
        let pair = (self.known[old].question.id, self.found[new].id);
        if self.lost[old] && self.free[new] && !self.names.parted.contains(&pair) {
            (self.lost[old], self.free[new], self.now[old]) = (false, false, Some(new));
            self.sure.push((old, new));
        }
    }

    /// Returns the cards that stood in the notes read now, with their places.
    fn read_before(&self) -> impl Iterator<Item = (usize, &'a Question)> + use<'a> {
        let known = self.known;
        (0..)
            .zip(known)
            .filter(|(_, card)| card.present && card.reading == Reading::Again)
            .map(|(at, card)| (at, card.question))
    }

    /// Returns the lost cards of a kind, with their places.
    fn lost_of(&self, is_kind: impl Fn(&Known<'a>) -> bool) -> Vec<(usize, &'a Question)> {
        let lost = |at: &usize| self.lost[*at] && is_kind(&self.known[*at]);
        (0..self.known.len()).filter(lost).map(|at| (at, self.known[at].question)).collect()
    }

    fn read_now(&self) -> impl Iterator<Item = (usize, &'a Question)> + use<'a> {
        let found = self.found;
        (0..).zip(found)
    }

    /// Pairs what both sides have alone by a key, and of that keeps what is still open.
    fn pairs<K: Eq + std::hash::Hash>(
        &self,
        old_key: impl Fn(&'a Question) -> K,
        new_key: impl Fn(&'a Question) -> K,
    ) -> Vec<(usize, usize)> {
        let old = self.read_before().map(|(at, question)| (at, old_key(question)));
        let new = self.read_now().map(|(at, question)| (at, new_key(question)));
        let mut pairs = alone(old, new);
        pairs.retain(|(old, new)| self.lost[*old] && self.free[*new]);
        pairs
    }

    /// First step: cards that say the same as before, elsewhere.
    fn moved(&mut self) {
        let whole = |question: &'a Question| (section(question), says(question));
        self.pairs(whole, whole).into_iter().for_each(|(old, new)| self.take(old, new));
        let placed = |question: &'a Question| (&*question.statement.place, says(question));
        self.pairs(placed, placed).into_iter().for_each(|(old, new)| self.take(old, new));
        for kind in [|card: &Known<'a>| card.reading == Reading::Away, |card: &Known<'a>| !card.present] {
            let old = self.lost_of(kind).into_iter().map(|(at, question)| (at, placed(question)));
            let open = self.read_now().filter(|(at, _)| self.free[*at]).map(|(at, question)| (at, placed(question)));
            alone(old, open).into_iter().for_each(|(old, new)| self.take(old, new));
        }
        self.under_another_heading();
    }

    /// Cards that say the same under another heading: sure where the statement tells enough, or
    /// where all of a section went to one other section.
    fn under_another_heading(&mut self) {
        let pairs = self.pairs(says, says);
        let mut facts: BTreeMap<(Section<'_>, Section<'_>), BTreeSet<(&str, &str)>> = BTreeMap::new();
        let fact = |question: &'a Question| (&*question.statement.subject, &*question.statement.relation);
        for (old, new) in &pairs {
            let (old, new) = (self.known[*old].question, &self.found[*new]);
            facts.entry((section(old), section(new))).or_default().insert(fact(old));
        }
        let mut left: HashMap<Section<'_>, BTreeSet<(&str, &str)>> = HashMap::new();
        let mut came: HashMap<Section<'_>, BTreeSet<(&str, &str)>> = HashMap::new();
        let mut labels: HashMap<(&str, &str), BTreeSet<Section<'_>>> = HashMap::new();
        for (at, question) in self.read_before() {
            labels.entry(fact(question)).or_default().insert(section(question));
            if self.lost[at] {
                left.entry(section(question)).or_default().insert(fact(question));
            }
        }
        for (_, question) in self.read_now().filter(|(at, _)| self.free[*at]) {
            came.entry(section(question)).or_default().insert(fact(question));
        }
        for (old, new) in pairs {
            let (before, after) = (self.known[old].question, &self.found[new]);
            let (from, to) = (section(before), section(after));
            let together = facts.get(&(from, to)).map_or(0, BTreeSet::len);
            let whole = together >= 2
                && left.get(&from).map(BTreeSet::len) == Some(together)
                && came.get(&to).map(BTreeSet::len) == Some(together);
            let statement = &before.statement;
            let telling = words(&format!("{} {}", statement.subject, statement.object)).len() >= WHOLE;
            let of_one_place = labels.get(&fact(before)).is_none_or(|places| places.len() == 1);
            if whole || telling && of_one_place || is_near(&statement.place, &after.statement.place) {
                self.take(old, new);
            } else {
                self.unsure.push((old, new, "the same under another heading"));
            }
        }
    }

    /// Learns from the cards found which sections and notes were renamed as a whole.
    fn map_sections(&mut self) {
        let pairs = (0..).zip(&self.now).filter_map(|(old, new): (usize, _)| new.map(|new| (old, new)));
        let pairs: Vec<(usize, usize)> =
            pairs.filter(|(old, _)| self.known[*old].reading != Reading::Untouched).collect();
        let held: HashSet<&str> = self.found.iter().map(|question| &*question.note).collect();
        for (old, new) in pairs {
            let (before, after) = (self.known[old].question, &self.found[new]);
            let (from, to) = (section(before), section(after));
            if before.statement.object == after.statement.object && !before.statement.object.is_empty() {
                let target = self.sections.entry(from).or_insert(Some(to));
                *target = target.filter(|known| *known == to);
                if !held.contains(from.0) {
                    let target = self.notes.entry(from.0).or_insert(Some(to.0));
                    *target = target.filter(|known| *known == to.0);
                }
            }
        }
    }

    /// Learns of sections whose heading was renamed and with it what their cards speak of: all of
    /// one section vanished, all of another appeared, and most of what they say is the same.
    fn map_renamed_headings(&mut self) {
        let key = |question: &'a Question| {
            (&*question.note, &*question.statement.relation, &*question.statement.object, question.direction)
        };
        let mut common: BTreeMap<(Section<'a>, Section<'a>), usize> = BTreeMap::new();
        for (old, new) in self.pairs(key, key) {
            *common.entry((section(self.known[old].question), section(&self.found[new]))).or_default() += 1;
        }
        let (mut before, mut after) = (HashMap::new(), HashMap::new());
        for (at, question) in self.read_before() {
            let (all, lost): &mut (usize, usize) = before.entry(section(question)).or_default();
            (*all, *lost) = (*all + 1, *lost + usize::from(self.lost[at]));
        }
        for (at, question) in self.read_now() {
            let (all, free): &mut (usize, usize) = after.entry(section(question)).or_default();
            (*all, *free) = (*all + 1, *free + usize::from(self.free[at]));
        }
        for ((from, to), cards) in common {
            let ((all, lost), (many, free)) = (before[&from], after[&to]);
            if all == lost && many == free && cards * 2 > all && cards * 2 > many && !self.sections.contains_key(&from)
            {
                self.sections.insert(from, Some(to));
            }
        }
    }

    /// Returns where the section of a former card is now.
    fn section_now(&self, question: &'a Question) -> Section<'a> {
        let (note, place) = section(question);
        let renamed = |note: &'a str| self.notes.get(note).copied().flatten().unwrap_or(note);
        self.sections.get(&(note, place)).copied().flatten().unwrap_or_else(|| (renamed(note), place))
    }

    /// Second step: the same subject and relation in a section that is elsewhere now.
    fn edited_where_moved(&mut self) {
        let key = |section: Section<'a>, question: &'a Question| {
            (section, &*question.statement.subject, &*question.statement.relation, question.direction)
        };
        let pairs = self
            .pairs(|question| key(self.section_now(question), question), |question| key(section(question), question));
        for (old, new) in pairs {
            if section(self.known[old].question) != section(&self.found[new]) {
                self.take(old, new);
            }
        }
    }

    /// Third step: another subject with the same answer, or another relation with the same
    /// subject and answer, in the same section.
    fn renamed(&mut self) {
        let place = Places::of(self);
        let by_object = |section: Section<'a>, question: &'a Question| {
            (section, &*question.statement.relation, &*question.statement.object, question.direction)
        };
        let pairs = self.pairs(
            |question| by_object(self.section_now(question), question),
            |question| by_object(section(question), question),
        );
        let together = self.together(&pairs, |statement| (&*statement.subject, &*statement.relation));
        for (old, new) in pairs {
            let (before, after) = (&self.known[old].question.statement, &self.found[new].statement);
            let group = &together[&(self.section_now(self.known[old].question), &*before.subject, &*after.subject)];
            let telling = words(&before.object).len() >= TELLING || group.facts >= 2 && group.words >= TELLING;
            if is_close(&before.subject, &after.subject) || telling && place.same(old, new) {
                self.take(old, new);
            } else {
                self.unsure.push((old, new, "the same answer to another name"));
            }
        }
        self.renamed_relation(&place);
    }

    /// Another column or verb with the same subject and answer.
    fn renamed_relation(&mut self, place: &Places) {
        let by_both = |section: Section<'a>, question: &'a Question| {
            (section, &*question.statement.subject, &*question.statement.object, question.direction)
        };
        let pairs = self.pairs(
            |question| by_both(self.section_now(question), question),
            |question| by_both(section(question), question),
        );
        let together = self.together(&pairs, |statement| (&*statement.relation, &*statement.subject));
        let mut left: HashMap<(Section<'a>, &str), BTreeSet<&str>> = HashMap::new();
        for (_, question) in self.read_before() {
            let statement = &question.statement;
            left.entry((self.section_now(question), &*statement.relation)).or_default().insert(&*statement.subject);
        }
        for (old, new) in pairs {
            let (before, after) = (&self.known[old].question.statement, &self.found[new].statement);
            let section = self.section_now(self.known[old].question);
            let group = &together[&(section, &*before.relation, &*after.relation)];
            let whole = group.facts >= COLUMN
                && left.get(&(section, &*before.relation)).is_some_and(|subjects| subjects.len() == group.facts);
            let telling = words(&before.object).len() >= TELLING;
            if whole || is_close(&before.relation, &after.relation) || telling && place.same(old, new) {
                self.take(old, new);
            } else {
                self.unsure.push((old, new, "the same name and answer, asked in another way"));
            }
        }
    }

    /// Counts for each change of a word within a section how many facts it is seen in.
    fn together(
        &self,
        pairs: &[(usize, usize)],
        parts: impl Fn(&'a crate::model::Statement) -> (&'a str, &'a str),
    ) -> HashMap<(Section<'a>, &'a str, &'a str), Together> {
        let mut facts: HashMap<_, BTreeMap<&str, usize>> = HashMap::new();
        for (old, new) in pairs {
            let (before, after) = (self.known[*old].question, &self.found[*new]);
            let ((was, fact), (is, _)) = (parts(&before.statement), parts(&after.statement));
            let words = words(&before.statement.object).len();
            facts.entry((self.section_now(before), was, is)).or_default().insert(fact, words);
        }
        let sum = |facts: BTreeMap<&str, usize>| Together { facts: facts.len(), words: facts.values().sum() };
        facts.into_iter().map(|(change, facts)| (change, sum(facts))).collect()
    }

    /// Returns what was found; former cards without a history are not asked about.
    fn finish(mut self, doubted: &[Doubt]) -> Matched {
        let ids = |(old, new): &(usize, usize)| (self.known[*old].question.id, self.found[*new].id);
        let sure: Vec<(CardId, CardId)> = self.sure.iter().map(ids).collect();
        let alike = self.alike();
        let mut open: Vec<(usize, usize, &'static str)> = std::mem::take(&mut self.unsure);
        open.extend(alike);
        let mut choices: BTreeMap<CardId, BTreeSet<CardId>> = BTreeMap::new();
        let with_history: HashSet<CardId> =
            self.known.iter().filter(|card| card.history).map(|card| card.question.id).collect();
        let mut doubts: Vec<Doubt> =
            doubted.iter().filter(|doubt| with_history.contains(&doubt.former)).copied().collect();
        for (old, new, cause) in open {
            let (former, now) = (self.known[old].question.id, self.found[new].id);
            let chosen = choices.entry(former).or_default();
            let open = self.lost[old] && self.free[new] && self.known[old].history && self.known[old].present;
            if open && chosen.len() < CHOICES && !self.names.parted.contains(&(former, now)) && chosen.insert(now) {
                let rank = u32::try_from(chosen.len() - 1).unwrap_or(u32::MAX);
                doubts.push(Doubt { former, now, rank, cause });
            }
        }
        Matched { sure, doubts }
    }

    /// Returns the cards that share many words with a lost one, the likest first.
    fn alike(&self) -> Vec<(usize, usize, &'static str)> {
        let whole =
            |question: &Question| words(&format!("{} {}", question.statement.subject, question.statement.object));
        let mut index: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, question) in self.read_now().filter(|(at, _)| self.free[*at]) {
            whole(question).into_iter().for_each(|word| index.entry(word).or_default().push(at));
        }
        let mut alike = Vec::new();
        for (old, question) in self.lost_of(|card| card.present && card.reading == Reading::Again && card.history) {
            let near = whole(question)
                .iter()
                .filter_map(|word| index.get(word).filter(|cards| cards.len() <= COMMON_WORD))
                .flatten()
                .copied()
                .filter(|new| self.found[*new].direction == question.direction)
                .collect::<BTreeSet<usize>>();
            let score = |new: usize| (likeness(question, &self.found[new]), new);
            let mut scored: Vec<(usize, usize)> =
                near.into_iter().map(score).filter(|(score, _)| *score >= ALIKE).collect();
            scored.sort_by_key(|(score, new)| (std::cmp::Reverse(*score), *new));
            alike.extend(scored.into_iter().map(|(_, new)| (old, new, "many words in common")));
        }
        alike
    }
}

/// Returns the share of words that two questions have in common, in hundredths: of all they say or
/// of their answers, whichever is more; all of it where one name is the other corrected.
fn likeness(one: &Question, other: &Question) -> usize {
    let (old, new) = (&one.statement, &other.statement);
    if is_close(&old.subject, &new.subject) {
        return 100;
    }
    let objects = overlap(&words(&old.object), &words(&new.object));
    let all = |statement: &crate::model::Statement| words(&format!("{} {}", statement.subject, statement.object));
    objects.max(overlap(&all(old), &all(new)))
}

/// How many facts a change of a word is seen in, and the words of meaning of their answers.
struct Together {
    facts: usize,
    words: usize,
}

/// Where cards stand among those that are the same in both readings.
struct Places {
    old: HashMap<usize, Gap>,
    new: Vec<Gap>,
    /// Whether as many cards appeared as vanished, in sections without any such card.
    balanced: HashMap<usize, bool>,
}

impl Places {
    fn of(search: &Search<'_>) -> Self {
        let old: Vec<(usize, &Question)> = search.read_before().collect();
        let before: Vec<_> = old.iter().map(|(at, question)| (search.section_now(question), search.now[*at])).collect();
        let fixed: HashSet<usize> = search.now.iter().flatten().copied().collect();
        let after: Vec<_> = search
            .read_now()
            .map(|(at, question)| (section(question), Some(at).filter(|at| fixed.contains(at))))
            .collect();
        let count = |cards: &[(Section<'_>, Option<usize>)]| {
            let mut counts: HashMap<(String, String), usize> = HashMap::new();
            for ((note, place), _) in cards {
                *counts.entry(((*note).to_owned(), (*place).to_owned())).or_default() += 1;
            }
            counts
        };
        let (many, now) = (count(&before), count(&after));
        let balanced = old
            .iter()
            .zip(&before)
            .map(|((at, _), ((note, place), _))| {
                let key = ((*note).to_owned(), (*place).to_owned());
                (*at, many.get(&key) == now.get(&key))
            })
            .collect();
        Self { old: old.iter().map(|(at, _)| *at).zip(gaps(&before)).collect(), new: gaps(&after), balanced }
    }

    /// Tells whether a card stands where the other stood.
    fn same(&self, old: usize, new: usize) -> bool {
        let (Some(before), Some(after)) = (self.old.get(&old), self.new.get(new)) else { return false };
        let alone = *before == (None, None);
        before == after && (!alone || self.balanced.get(&old).copied().unwrap_or(false))
    }
}

/// Tells whether one row of headings is the other with one of them corrected, added or left out.
fn is_near(one: &str, other: &str) -> bool {
    let (old, new): (Vec<&str>, Vec<&str>) = (one.split('\u{1f}').collect(), other.split('\u{1f}').collect());
    if old.len() == new.len() {
        let differing: Vec<_> = old.iter().zip(&new).filter(|(was, is)| was != is).collect();
        return matches!(differing.as_slice(), [(was, is)] if is_close(was, is));
    }
    old.ends_with(&new) || new.ends_with(&old)
}
