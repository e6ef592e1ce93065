//! A sitting reads only the cards that matter today: what it chooses from them is what it would
//! choose from all.

use askback::deck::Changes;
use askback::model::{CardId, Day, Ease, EventBody, Moment, Quality, Review, ReviewKind};
use askback::notes;
use askback::questions;
use askback::schedule::due::{Candidate, Limits, due, room_for_new};
use askback::store::{Access, Store};
use proptest::prelude::*;

/// One thing done with a card of a note, by its place.
#[derive(Clone, Debug)]
enum Deed {
    Grade(usize, u8),
    Suspend(usize),
    Miss(usize),
    Bury(usize, i32),
    TakeBack,
    Change(usize),
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let card = 0..CARDS;
    prop_oneof![
        8 => (card.clone(), 0..=5_u8).prop_map(|(card, grade)| Deed::Grade(card, grade)),
        1 => card.clone().prop_map(Deed::Suspend),
        2 => card.clone().prop_map(Deed::Miss),
        1 => (card.clone(), 0..20).prop_map(|(card, days)| Deed::Bury(card, days)),
        2 => Just(Deed::TakeBack),
        1 => card.prop_map(Deed::Change),
    ]
}

/// Cards of the note at most, two of a fact.
const CARDS: usize = 24;

/// The parts of a plant with what each does.
const PARTS: [(&str, &str); CARDS / 2] = [
    ("Anther", "makes pollen"),
    ("Bark", "repels frost"),
    ("Bud", "protects young leaves"),
    ("Calyx", "encloses the flower"),
    ("Cuticle", "holds water back"),
    ("Node", "carries branches"),
    ("Ovary", "contains seeds"),
    ("Petal", "attracts insects"),
    ("Phloem", "transports sugar"),
    ("Trichome", "takes up minerals"),
    ("Stoma", "admits air"),
    ("Tendril", "clings to fences"),
];

/// The note after each answer was changed so many times.
fn note(changes: &[usize]) -> String {
    let row = |((part, function), changes): (&(&str, &str), &usize)| {
        format!("| {part} | {function}{} |\n", " well".repeat(*changes))
    };
    let rows: String = PARTS.iter().zip(changes).map(row).collect();
    format!("# Plants\n\n| Part | Function |\n|---|---|\n{rows}")
}

fn at(day: i32) -> Moment {
    Moment { at_ms: i64::from(day) * 86_400_000, offset_min: 0, zone: "UTC".into(), day: Day(day) }
}

fn graded(card: CardId, grade: u8) -> EventBody {
    EventBody::Review(Review {
        card,
        quality: Quality::new(grade).expect("a grade from 0 to 5"),
        answer_ms: 1000,
        kind: ReviewKind::Review,
        interval_before: 0,
        interval_after: 1,
        ease_before: Ease::START,
        ease_after: Ease::START,
        shift_days: 0,
        scheduler: "sm2".into(),
        given: None,
        confidence: None,
    })
}

/// An exam in which a card was missed.
fn missed(card: CardId) -> EventBody {
    let EventBody::Review(review) = graded(card, 2) else { unreachable!("`graded` makes reviews") };
    EventBody::Review(Review { kind: ReviewKind::Exam, scheduler: askback::exam::MISSES_DUE.into(), ..review })
}

/// A store with a note, in which answers can be changed.
struct Kept {
    store: Store,
    answers: Vec<usize>,
    cards: Vec<CardId>,
    _folder: tempfile::TempDir,
}

impl Kept {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&folder.path().join("store.db"), Access::Write, [1; 16], 0).expect("a store");
        let mut kept = Self { store, answers: vec![0; PARTS.len()], cards: Vec::new(), _folder: folder };
        kept.scan(None, 0);
        kept
    }

    fn scan(&mut self, changed: Option<CardId>, day: i32) {
        let note = notes::note("parts.md", "parts.md", note(&self.answers).as_bytes()).expect("a note");
        let found = questions::generate(&[note]).questions;
        let changed = changed.map(|card| (card, "as it was".to_owned())).into_iter().collect();
        let changes = Changes { changed, ..Changes::default() };
        self.store.save_scan(1, &[], &found, &changes, &at(day)).expect("kept");
        self.cards = found.iter().map(|question| question.id).collect();
        assert!(self.cards.len() > PARTS.len(), "at least one fact is asked both ways");
    }

    fn do_it(&mut self, deed: &Deed, day: i32) {
        let card = |place: usize| self.cards[place % self.cards.len()];
        let body = match *deed {
            Deed::Grade(place, grade) => graded(card(place), grade),
            Deed::Miss(place) => missed(card(place)),
            Deed::Suspend(place) => EventBody::Suspend { card: card(place), reason: String::new() },
            Deed::Bury(place, days) => EventBody::Bury { card: card(place), until: Day(day + days) },
            Deed::TakeBack => match self.store.last_undoable().expect("read") {
                Some(event) => EventBody::Undo { target: event.key },
                None => return,
            },
            Deed::Change(place) => {
                self.answers[place / 2] = 1;
                return self.scan(Some(card(place)), day);
            }
        };
        self.store.append(body, &at(day)).expect("written");
    }

    /// The cards that matter on a day, with at most `most` new ones.
    fn at_hand(&self, today: Day, most: usize) -> Vec<Candidate> {
        let mut candidates = self.store.candidates_on(today).expect("read");
        candidates.append(&mut self.store.new_candidates(most).expect("read"));
        candidates
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_is_chosen_from_the_cards_at_hand_is_what_is_chosen_from_all(
        deeds in prop::collection::vec((any_deed(), 0..3_i32), 0..60),
        new_left in 0..12_usize,
        most in 1..16_usize,
        rebuilt: bool,
    ) {
        let mut kept = Kept::new();
        let mut day = 0;
        for (deed, days) in &deeds {
            day += days;
            kept.do_it(deed, day);
        }
        if rebuilt {
            kept.store.rebuild().expect("replayed");
        }
        let limits = Limits { new_left, review_left: 5, new_wait_for_backlog: true, decks: Vec::new() };
        let all = kept.store.candidates().expect("read");
        for today in [day, day + 1, day + 9].map(Day) {
            prop_assert_eq!(due(&kept.at_hand(today, usize::MAX), today, &limits), due(&all, today, &limits));
            let few = kept.at_hand(today, most);
            if room_for_new(&few, today, &limits) == 0 {
                prop_assert_eq!(due(&few, today, &limits), due(&all, today, &limits));
            }
            let counted = all.iter().filter(|card| card.status(today).is_due()).count();
            prop_assert_eq!(kept.store.count_due(today).expect("counted"), counted);
        }
    }
}
