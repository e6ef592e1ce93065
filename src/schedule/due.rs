//! The one definition of "due": `study`, `due` and the overview all ask here.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use rand::Rng;
use rand::seq::SliceRandom;

use super::queue::{apart, interleaved};
use super::spread::seed;
use super::{CardState, Standing, kind};
use crate::deck::is_under;
use crate::model::{CardId, Day, ReviewKind};

/// How urgent a card is that an exam missed, in millionths of its interval.
const MISSED: i64 = 1_000_000;

/// What the choice of today's cards needs to know of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The card.
    pub card: CardId,
    /// Its schedule; nothing for a new card.
    pub state: Option<CardState>,
    /// Whether it may be asked.
    pub standing: Standing,
    /// Cards of one family ask about the same fact; one a day is asked.
    pub family: u64,
    /// Cards with the same key stand in one section of the notes.
    pub section: u64,
    /// Where it stands; new cards are introduced in the order of places.
    pub place: Place,
    /// The deck it belongs to.
    pub deck: Arc<str>,
    /// Whether its answer is another one in the notes since it was last graded.
    pub changed: bool,
}

/// Where a card stands in the notes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The key of the note.
    pub note: Arc<str>,
    /// Its number among the cards of the note, from 0.
    pub number: u32,
}

impl Candidate {
    /// Returns where the card stands on `today`, as [`status`] does; one whose answer changed is
    /// due at once, on the day after its last grade at the earliest.
    pub fn status(&self, today: Day) -> Status {
        let news = self.changed && self.state.is_some_and(|state| state.last < today);
        match status(self.state.as_ref(), &self.standing, today) {
            Status::Later if news => Status::Review,
            status => status,
        }
    }
}

/// Where a card stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Never reviewed.
    New,
    /// Due for review.
    Review,
    /// Scored below 4 today and still to be drilled.
    Redrill,
    /// Reviewed, and due on a later day.
    Later,
    /// Not asked until it is resumed.
    Suspended,
    /// Not asked before a day that has not come.
    Buried,
}

impl Status {
    /// Returns the word of the JSON contract; a card that is due later is one under review.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Review | Self::Later => "review",
            Self::Redrill => "redrill",
            Self::Suspended => "suspended",
            Self::Buried => "buried",
        }
    }

    /// Tells whether the card is asked today, limits and siblings apart.
    pub const fn is_due(self) -> bool {
        matches!(self, Self::New | Self::Review | Self::Redrill)
    }
}

/// Returns where a card stands on `today`.
pub fn status(state: Option<&CardState>, standing: &Standing, today: Day) -> Status {
    if standing.suspended.is_some() {
        return Status::Suspended;
    }
    if standing.is_buried(today) {
        return Status::Buried;
    }
    match kind(state, today) {
        ReviewKind::Redrill => Status::Redrill,
        _ if standing.is_missed(today) => Status::Review,
        ReviewKind::Learn => Status::New,
        ReviewKind::Review => Status::Review,
        _ => Status::Later,
    }
}

/// How much of today's allowance is left, and what to do when it is not enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// New cards still to be introduced today.
    pub new_left: usize,
    /// Reviews still to be done today; drills do not count.
    pub review_left: usize,
    /// No new cards while more reviews are due than the day allows.
    pub new_wait_for_backlog: bool,
    /// Decks and folders of decks with an allowance of their own within that of the day, a folder
    /// before those below it.
    pub decks: Vec<Quota>,
}

/// What is left of today's allowance of a deck, or of a folder of decks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    /// The deck or folder.
    pub deck: String,
    /// New cards still to be introduced today.
    pub new_left: usize,
    /// Reviews still to be done today.
    pub review_left: usize,
}

impl Limits {
    /// Everything that is due.
    pub const NONE: Self =
        Self { new_left: usize::MAX, review_left: usize::MAX, new_wait_for_backlog: false, decks: Vec::new() };

    /// Returns the place of the allowance that a card of this deck uses, the nearest above it;
    /// nothing if that is the day's alone.
    pub fn quota(&self, deck: &str) -> Option<usize> {
        self.decks.iter().rposition(|quota| is_under(deck, &quota.deck))
    }

    /// Keeps of each deck with an allowance of its own no more cards than that; returns whether
    /// each deck had more.
    fn cut(&self, cards: &mut Vec<&Candidate>, allowed: impl Fn(usize, &Quota) -> usize) -> Vec<bool> {
        let mut left: Vec<usize> = self.decks.iter().enumerate().map(|(place, quota)| allowed(place, quota)).collect();
        let mut behind = vec![false; left.len()];
        cards.retain(|candidate| {
            let Some(place) = self.quota(&candidate.deck) else { return true };
            let free = left[place] > 0;
            left[place] -= usize::from(free);
            behind[place] |= !free;
            free
        });
        behind
    }
}

/// What is due on a day, siblings and limits applied; a card stands in one list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// Still to be drilled, in the order of the notes.
    pub redrill: Vec<CardId>,
    /// To be reviewed, the most overdue for its interval first.
    pub review: Vec<CardId>,
    /// To be introduced, in the order of the notes.
    pub new: Vec<CardId>,
}

impl Today {
    /// Returns the number of cards.
    pub fn len(&self) -> usize {
        self.redrill.len() + self.review.len() + self.new.len()
    }

    /// Tells whether nothing is due.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Returns what is due on `today`.
///
/// One card of a family is asked a day: a sibling answered today keeps the others back until
/// tomorrow, and of several that are due the first of drills, reviews, new cards is taken.
/// A drill is never kept back, nor is what an exam missed. Limits are applied after that.
pub fn due(cards: &[Candidate], today: Day, limits: &Limits) -> Today {
    let chosen = choose(cards, today, limits);
    let ids = |list: Vec<&Candidate>| list.into_iter().map(|candidate| candidate.card).collect();
    Today { redrill: ids(chosen.redrill), review: ids(chosen.review), new: ids(chosen.new) }
}

/// Returns how many more new cards the day would take than stand in `cards`: that many more have
/// to be looked for before [`due`] is final.
pub fn room_for_new(cards: &[Candidate], today: Day, limits: &Limits) -> usize {
    choose(cards, today, limits).room
}

/// Returns the cards of [`due`] in the order of a session: drills first, then reviews with the
/// new cards spread evenly among them, equally urgent reviews in an order drawn from `rng`, and
/// no two cards of one section in a row where that can be avoided.
pub fn queue(cards: &[Candidate], today: Day, limits: &Limits, rng: &mut impl Rng) -> Vec<CardId> {
    let mut chosen = choose(cards, today, limits);
    for equals in chosen.review.chunk_by_mut(|one, next| urgency(one, today) == urgency(next, today)) {
        equals.shuffle(rng);
    }
    chosen.redrill.shuffle(rng);
    let drills = apart(&chosen.redrill, None);
    let last = drills.last().map(|candidate| candidate.section);
    let rest = apart(&interleaved(&chosen.review, &chosen.new), last);
    drills.into_iter().chain(rest).map(|candidate| candidate.card).collect()
}

/// The candidates of a day, split.
struct Chosen<'a> {
    redrill: Vec<&'a Candidate>,
    review: Vec<&'a Candidate>,
    new: Vec<&'a Candidate>,
    /// New cards that the day would still take.
    room: usize,
}

/// Splits the due cards, keeps one of each family, and cuts to the limits.
fn choose<'a>(cards: &'a [Candidate], today: Day, limits: &Limits) -> Chosen<'a> {
    let mut chosen = split(cards, today);
    chosen.redrill.sort_by(|one, other| (&one.place, one.card).cmp(&(&other.place, other.card)));
    chosen.review.sort_by_key(|candidate| (Reverse(urgency(candidate, today)), chance(candidate, today)));
    chosen.new.sort_by(|one, other| (&one.place, one.card).cmp(&(&other.place, other.card)));
    let mut families = answered_families(cards, today);
    families.extend(chosen.redrill.iter().map(|candidate| candidate.family));
    chosen.review.retain(|candidate| families.insert(candidate.family) || candidate.standing.is_missed(today));
    chosen.new.retain(|candidate| families.insert(candidate.family));
    let wait = limits.new_wait_for_backlog;
    let decks_behind = limits.cut(&mut chosen.review, |_, quota| quota.review_left);
    limits.cut(&mut chosen.new, |place, quota| if wait && decks_behind[place] { 0 } else { quota.new_left });
    let behind = chosen.review.len() > limits.review_left;
    let new_left = if behind && wait { 0 } else { limits.new_left };
    chosen.review.truncate(limits.review_left);
    chosen.new.truncate(new_left);
    chosen.room = new_left - chosen.new.len();
    chosen
}

/// Splits the cards that are due by what they are due for.
fn split(cards: &[Candidate], today: Day) -> Chosen<'_> {
    let mut chosen = Chosen { redrill: Vec::new(), review: Vec::new(), new: Vec::new(), room: 0 };
    for candidate in cards {
        match candidate.status(today) {
            Status::Redrill => chosen.redrill.push(candidate),
            Status::Review => chosen.review.push(candidate),
            Status::New => chosen.new.push(candidate),
            Status::Later | Status::Suspended | Status::Buried => {}
        }
    }
    chosen
}

/// Returns the families of which a card was answered today.
fn answered_families(cards: &[Candidate], today: Day) -> HashSet<u64> {
    let answered = |candidate: &&Candidate| candidate.state.is_some_and(|state| state.last >= today);
    cards.iter().filter(answered).map(|candidate| candidate.family).collect()
}

/// Returns how overdue a card is for its interval, late days divided by interval, in millionths;
/// a day late on 2 days is worse than on 50. What an exam missed is as urgent as a card that is late
/// by its whole interval.
fn urgency(candidate: &Candidate, today: Day) -> i64 {
    let missed = if candidate.standing.is_missed(today) { MISSED } else { i64::MIN };
    let late = candidate
        .state
        .map_or(0, |state| i64::from(today.since(state.due)) * 1_000_000 / i64::from(state.interval_days.max(1)));
    late.max(missed)
}

/// Returns the place of a card among equally urgent ones: even over the notes, another each day.
fn chance(candidate: &Candidate, today: Day) -> (u64, CardId) {
    (seed(candidate.card, today.0.cast_unsigned()), candidate.card)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Strength;
    use crate::model::Ease;
    use rand::SeedableRng;
    use rand::rngs::ChaCha8Rng;

    const TODAY: Day = Day(20_000);

    fn rng(seed: u64) -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(seed)
    }

    /// A new card, alone in its family and its section.
    fn new(number: u64) -> Candidate {
        Candidate {
            card: CardId(number),
            state: None,
            standing: Standing::default(),
            family: number,
            section: number,
            place: Place { note: Arc::from("notes.md"), number: u32::try_from(number).expect("small") },
            deck: Arc::from("notes"),
            changed: false,
        }
    }

    fn reviewed(number: u64, interval_days: u32, late_days: i32) -> Candidate {
        let due = TODAY.plus(-late_days);
        let state = CardState {
            repetitions: 3,
            interval_days,
            ease: Ease::START,
            due,
            last: due.plus(-interval_days.cast_signed()),
            lapses: 0,
            reviews: 3,
            redrill_on: None,
            strength: Strength::default(),
        };
        Candidate { state: Some(state), ..new(number) }
    }

    fn answered_today(number: u64, drill: bool) -> Candidate {
        let state =
            reviewed(number, 6, -6).state.map(|state| CardState { redrill_on: drill.then_some(TODAY), ..state });
        Candidate { state, ..new(number) }
    }

    fn ids(numbers: &[u64]) -> Vec<CardId> {
        numbers.iter().copied().map(CardId).collect()
    }

    #[test]
    fn due_cards_are_split_and_the_rest_is_left_out() {
        let suspended = Standing { suspended: Some(String::new()), ..Standing::default() };
        let buried = Standing { buried_until: Some(TODAY.plus(1)), ..Standing::default() };
        let awake = Standing { buried_until: Some(TODAY), ..Standing::default() };
        let cards = [
            new(1),
            reviewed(2, 6, 0),
            reviewed(3, 6, -1),
            answered_today(4, true),
            Candidate { standing: suspended, ..reviewed(5, 6, 0) },
            Candidate { standing: buried, ..new(6) },
            Candidate { standing: awake, ..new(7) },
        ];
        let expected = Today { redrill: ids(&[4]), review: ids(&[2]), new: ids(&[1, 7]) };
        assert_eq!(due(&cards, TODAY, &Limits::NONE), expected);
    }

    #[test]
    fn reviews_come_by_lateness_relative_to_their_interval() {
        let cards = [reviewed(1, 10, 3), reviewed(2, 5, 2), reviewed(3, 100, 9), reviewed(4, 1, 0), reviewed(5, 1, 1)];
        let order = queue(&cards, TODAY, &Limits::NONE, &mut rng(1));
        assert_eq!(order, ids(&[5, 2, 1, 3, 4]));
    }

    #[test]
    fn of_a_family_one_card_a_day_is_asked_and_the_earliest_queue_wins() {
        let in_family = |candidate: Candidate| Candidate { family: 77, ..candidate };
        let pair = [in_family(new(1)), in_family(reviewed(2, 6, 0)), in_family(reviewed(3, 6, 5))];
        assert_eq!(due(&pair, TODAY, &Limits::NONE).review, ids(&[3]));
        assert!(due(&pair, TODAY, &Limits::NONE).new.is_empty());
        let answered = [in_family(new(1)), in_family(answered_today(2, false)), in_family(reviewed(3, 6, 5))];
        assert!(due(&answered, TODAY, &Limits::NONE).is_empty());
        assert_eq!(due(&answered, TODAY.plus(1), &Limits::NONE).review, ids(&[3]), "tomorrow it is free again");
        let drills = [in_family(answered_today(1, true)), in_family(answered_today(2, true)), in_family(new(3))];
        assert_eq!(due(&drills, TODAY, &Limits::NONE), Today { redrill: ids(&[1, 2]), ..Today::default() });
    }

    #[test]
    fn limits_are_counted_after_siblings_were_kept_back() {
        let twins = |number: u64| Candidate { family: number / 2, ..new(number) };
        let cards: Vec<Candidate> = (0..20).map(twins).collect();
        let limits = Limits { new_left: 4, ..Limits::NONE };
        assert_eq!(due(&cards, TODAY, &limits).new, ids(&[0, 2, 4, 6]));
    }

    #[test]
    fn new_cards_wait_while_more_is_due_than_the_day_allows() {
        let mut cards: Vec<Candidate> = (0..30).map(|number| reviewed(number, 6, 1)).collect();
        cards.push(new(30));
        let limits = Limits { new_left: 5, review_left: 20, new_wait_for_backlog: true, ..Limits::NONE };
        assert_eq!(due(&cards, TODAY, &limits).review.len(), 20);
        assert!(due(&cards, TODAY, &limits).new.is_empty());
        assert_eq!(due(&cards, TODAY, &Limits { review_left: 30, ..limits.clone() }).new, ids(&[30]));
        assert_eq!(due(&cards, TODAY, &Limits { new_wait_for_backlog: false, ..limits }).new, ids(&[30]));
    }

    #[test]
    fn a_deck_with_an_allowance_of_its_own_keeps_to_it_within_that_of_the_day() {
        let in_deck = |candidate: Candidate, deck: &str| Candidate { deck: Arc::from(deck), ..candidate };
        let mut cards: Vec<Candidate> = (0..6).map(|number| in_deck(new(number), "bio/cell")).collect();
        cards.extend((6..9).map(|number| in_deck(new(number), "bio/plant")));
        cards.extend((9..12).map(new));
        let quota = |deck: &str, new_left| Quota { deck: deck.into(), new_left, review_left: 1 };
        let limits = Limits { new_left: 5, decks: vec![quota("bio", 1), quota("bio/cell", 2)], ..Limits::NONE };
        assert_eq!(due(&cards, TODAY, &limits).new, ids(&[0, 1, 6, 9, 10]));
        cards.extend((12..15).map(|number| in_deck(reviewed(number, 6, 0), "bio/cell")));
        let waiting = Limits { new_wait_for_backlog: true, ..limits };
        let today = due(&cards, TODAY, &waiting);
        assert_eq!((today.review.len(), today.new), (1, ids(&[6, 9, 10, 11])), "bio/cell is behind, the rest is not");
    }

    #[test]
    fn a_card_whose_answer_changed_comes_before_its_day_but_not_twice_a_day() {
        let later = reviewed(1, 60, -40);
        assert!(due(std::slice::from_ref(&later), TODAY, &Limits::NONE).is_empty());
        let changed = Candidate { changed: true, ..later.clone() };
        assert_eq!(due(&[changed], TODAY, &Limits::NONE).review, ids(&[1]));
        let state = later.state.map(|state| CardState { last: TODAY, ..state });
        assert!(due(&[Candidate { state, changed: true, ..later }], TODAY, &Limits::NONE).is_empty());
    }

    #[test]
    fn what_an_exam_missed_is_due_at_once_new_or_answered_today_and_comes_early_among_reviews() {
        let missed = |candidate: Candidate| {
            let standing = Standing { missed_on: Some(TODAY), ..Standing::default() };
            Candidate { standing, ..candidate }
        };
        let cards = [
            reviewed(1, 10, 3),
            missed(reviewed(2, 60, -40)),
            missed(new(3)),
            missed(answered_today(4, false)),
            new(5),
        ];
        let limits = Limits { new_left: 0, ..Limits::NONE };
        let review = due(&cards, TODAY, &limits).review;
        assert_eq!(review.len(), 4);
        assert_eq!(review.last(), Some(&CardId(1)), "three of ten days late is less urgent");
        let suspended = Standing { suspended: Some(String::new()), missed_on: Some(TODAY), ..Standing::default() };
        assert!(due(&[Candidate { standing: suspended, ..new(6) }], TODAY, &limits).is_empty());
    }

    #[test]
    fn the_queue_holds_what_is_due_with_drills_first_and_new_cards_spread_evenly() {
        let mut cards: Vec<Candidate> = (0..12).map(|number| reviewed(number, 6, 0)).collect();
        cards.extend((12..15).map(new));
        cards.extend((15..17).map(|number| answered_today(number, true)));
        let order = queue(&cards, TODAY, &Limits::NONE, &mut rng(7));
        let places: Vec<usize> =
            order.iter().enumerate().filter(|(_, card)| (12..15).contains(&card.0)).map(|(place, _)| place).collect();
        assert!(order[..2].iter().all(|card| card.0 >= 15));
        assert_eq!(places, [4, 9, 14]);
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..17).map(CardId).collect::<Vec<_>>());
    }

    #[test]
    fn equally_urgent_reviews_come_in_another_order_with_another_seed_and_the_same_with_the_same() {
        let cards: Vec<Candidate> = (0..40).map(|number| reviewed(number, 6, 0)).collect();
        let with = |seed| queue(&cards, TODAY, &Limits::NONE, &mut rng(seed));
        assert_eq!(with(1), with(1));
        assert_ne!(with(1), with(2));
    }

    #[test]
    fn a_shuffled_deck_gives_the_same_day() {
        let mut cards: Vec<Candidate> = (0..40).map(|number| reviewed(number, 6, 0)).chain((40..60).map(new)).collect();
        let limits = Limits { new_left: 7, review_left: 11, ..Limits::NONE };
        let before = queue(&cards, TODAY, &limits, &mut rng(3));
        cards.reverse();
        assert_eq!(queue(&cards, TODAY, &limits, &mut rng(3)), before);
    }
}
