//! Simulated study: a learner who forgets by a power law, for reports and measurements.
//!
//! The model, all of it drawn from one seed: each card has a stability in days (the time after
//! which nine of ten are recalled), first between half a day and five days. A card asked after `t`
//! days is recalled with probability (1 + 19/81 t/s)^-0.5, FSRS's forgetting curve. A success
//! multiplies the stability by a factor of the card between 1.5 and 3, a failure by 0.4. Of the
//! successes 15 % are hard, 15 % easy. An answer takes around six seconds, a failed one twice that.
//! The learner leaves out one day in twelve, half of the Sundays, and ten days in August.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use askback::model::{CardId, Confidence, Day, Direction, EventBody, Moment, Quality, Question, Review};
use askback::schedule::{CardState, Load, Rules};
use askback::session::scheduled;
use askback::store::{Access, Store};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

/// What the learner does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// Days of study.
    pub(crate) days: i32,
    /// The last of them.
    pub(crate) last: Day,
    /// New cards a day.
    pub(crate) new_a_day: usize,
    /// Reviews a day at most.
    pub(crate) reviews_a_day: usize,
    /// Events at most.
    pub(crate) most: usize,
    /// Seed of everything drawn.
    pub(crate) seed: u64,
}

/// One card as the learner has it in mind.
struct Mind {
    card: CardId,
    stability: f64,
    growth: f64,
    state: Option<CardState>,
    /// Answers of cards of the same kind in the same note, to be confused with.
    column: usize,
}

/// A learner before a store.
struct Learner {
    store: Store,
    minds: Vec<Mind>,
    columns: Vec<Vec<String>>,
    due: BTreeMap<Day, Vec<usize>>,
    load: Load,
    rules: Rules,
    rng: ChaCha8Rng,
    at_ms: i64,
    day: Day,
    written: usize,
}

/// Studies the cards of a store for as long as planned; returns the number of reviews.
pub(crate) fn study(store: &Path, plan: Plan) -> usize {
    let store = Store::open(store, Access::Write, [7; 16], 0).expect("the store opens");
    let mut learner = Learner::of(store, &plan);
    let mut new = 0..learner.minds.len();
    for day in (1 - plan.days..=0).map(|back| plan.last.plus(back)) {
        if learner.written >= plan.most {
            break;
        }
        learner.begin(day);
        if !learner.rests(day) {
            let mut asked = learner.take_due(day, plan.reviews_a_day);
            asked.extend(new.by_ref().take(plan.new_a_day));
            asked.truncate(plan.most - learner.written);
            asked.into_iter().for_each(|place| learner.ask(place));
        }
    }
    let written = learner.written;
    learner.store.close().expect("the store closes");
    written
}

impl Learner {
    fn of(store: Store, plan: &Plan) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(plan.seed);
        let mut columns: Vec<Vec<String>> = Vec::new();
        let mut places: HashMap<(String, String, Direction), usize> = HashMap::new();
        let cards = store.cards().expect("the cards are read");
        let mind = |Question { id, note, answer, statement, direction, .. }: Question| {
            let key = (note.to_string(), statement.relation, direction);
            let column = *places.entry(key).or_insert_with(|| {
                columns.push(Vec::new());
                columns.len() - 1
            });
            columns[column].push(answer);
            let (stability, growth) = (rng.random_range(0.5..5.0), rng.random_range(1.5..3.0));
            Mind { card: id, stability, growth, state: None, column }
        };
        let minds = cards.into_iter().map(|held| held.question).map(mind).collect();
        Self {
            store,
            minds,
            columns,
            due: BTreeMap::new(),
            load: Load::default(),
            rules: Rules::default(),
            rng,
            at_ms: 0,
            day: plan.last,
            written: 0,
        }
    }

    /// Sits down on a day at about six in the evening.
    fn begin(&mut self, day: Day) {
        let minute = self.rng.random_range(0..120_i64);
        (self.day, self.at_ms) = (day, i64::from(day.0) * 86_400_000 + (18 * 60 + minute) * 60_000);
    }

    fn rests(&mut self, day: Day) -> bool {
        let holiday = day.to_string()[5..].starts_with("08-0");
        holiday || self.rng.random_bool(1.0 / 12.0) || day.weekday() == 6 && self.rng.random_bool(0.5)
    }

    /// Returns the cards due, the longest overdue first; those beyond the limit wait.
    fn take_due(&mut self, day: Day, most: usize) -> Vec<usize> {
        let later = self.due.split_off(&day.plus(1));
        let mut due: Vec<usize> = std::mem::replace(&mut self.due, later).into_values().flatten().collect();
        let waiting = due.split_off(due.len().min(most));
        self.due.entry(day.plus(1)).or_default().extend(waiting);
        due
    }

    /// Asks a card, and drills it until it is known.
    fn ask(&mut self, place: usize) {
        let recalled = self.recalls(place);
        let mind = &mut self.minds[place];
        mind.stability = if recalled { mind.stability * mind.growth } else { (mind.stability * 0.4).max(0.3) };
        let quality = self.quality(recalled);
        self.grade(place, quality);
        if let Some(state) = self.minds[place].state {
            self.due.entry(state.due).or_default().push(place);
            if state.redrill_on.is_some() {
                self.grade(place, Quality::new(4).expect("a grade"));
            }
        }
    }

    fn recalls(&mut self, place: usize) -> bool {
        let mind = &self.minds[place];
        let waited = mind.state.map_or(2.0, |state| f64::from(self.day.since(state.last)));
        self.rng.random_bool((1.0 + 19.0 / 81.0 * waited / mind.stability).powf(-0.5).clamp(0.0, 1.0))
    }

    fn quality(&mut self, recalled: bool) -> Quality {
        let value = match (recalled, self.rng.random_range(0..100)) {
            (false, 0..15) => 1,
            (false, _) => 2,
            (true, 0..15) => 3,
            (true, 15..30) => 5,
            (true, _) => 4,
        };
        Quality::new(value).expect("a grade from 0 to 5")
    }

    fn grade(&mut self, place: usize, quality: Quality) {
        let seconds = 3.0 + 6.0 * self.rng.random::<f64>().powi(2) * if quality.passed() { 2.0 } else { 5.0 };
        let answer_ms = (seconds * 1000.0) as u32;
        self.at_ms += i64::from(answer_ms) + 1500;
        let mind = &self.minds[place];
        let (review, after) = scheduled(mind.card, mind.state.as_ref(), quality, self.day, &self.rules, &self.load);
        let chosen = quality.passed() && self.rng.random_bool(0.2);
        let confidence = chosen.then(|| Confidence::ALL[self.rng.random_range(0..3)]);
        let column = &self.columns[mind.column];
        let given = (!quality.passed()).then(|| column[self.rng.random_range(0..column.len().min(3))].clone());
        let review = Review { answer_ms, given, confidence, ..review };
        let at = Moment { at_ms: self.at_ms, offset_min: 60, zone: "Europe/Madrid".into(), day: self.day };
        self.store.append(EventBody::Review(review), &at).expect("the grade is kept");
        self.written += 1;
        let before = std::mem::replace(&mut self.minds[place].state, after);
        if let Some(after) = after {
            self.load.moved(before.as_ref(), &after);
        }
    }
}
