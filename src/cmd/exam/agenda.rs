//! What the plan for an exam asks on a day. It is made from what was known when the day began, so that
//! it holds all day whatever is answered meanwhile, and it is kept outside the store: only the first
//! look of a day has to read the whole log.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::super::settings::Key;
use super::super::{World, memory};
use super::planned::{self, Past};
use crate::error::Problem;
use crate::exam::plan::{Intent, Known, LEAST_GAIN, Plan, counted_s};
use crate::files;
use crate::model::{CardId, Day, ReviewKind};
use crate::schedule::due::{Candidate, Status};
use crate::store::Store;

/// What is kept begins with the name of its form; another form is made anew.
const FORM: &[u8] = b"askback agenda 1\n";
/// Bytes of a card: its id and its seconds.
const ROW: usize = 12;

/// What the plan for an exam asks on a day.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::cmd) struct Agenda {
    /// The day of the exam.
    pub(in crate::cmd) date: Day,
    /// Seconds that were to be spent before the day, less those that were: behind if above 0.
    pub(in crate::cmd) behind_s: f32,
    today: Day,
    /// Seconds of the whole day.
    seconds: f32,
    /// Cards with the seconds each is expected to take, those that gain most in a second first.
    order: Vec<(CardId, f32)>,
}

/// What is still to be asked today.
pub(in crate::cmd) struct Left {
    /// Cards answered today that are still to be drilled.
    pub(in crate::cmd) drills: Vec<Candidate>,
    /// The other cards, in the order in which they are asked.
    pub(in crate::cmd) cards: Vec<Candidate>,
}

impl Agenda {
    /// Returns what the plan in force asks today; nothing without one, and from the day of the exam on.
    pub(in crate::cmd) fn read(store: &Store, world: &World<'_>) -> Result<Option<Self>, Problem> {
        let today = world.now().day;
        let Some(intent) = planned::intent(store)?.filter(|intent| today < intent.date) else { return Ok(None) };
        let (name, place) = (Self::name(&intent, store, world)?, files::cache_place(world.store_path(), "agenda"));
        let kept = place.as_ref().and_then(|place| files::read(place).ok());
        if let Some(kept) = kept.and_then(|bytes| Self::of_bytes(&bytes, &name, intent.date, today)) {
            return Ok(Some(kept));
        }
        let made = Self::made(&intent, store, world)?;
        made.keep(&name, place);
        Ok(Some(made))
    }

    /// Returns what tells one agenda from another: all that it was made from.
    fn name(intent: &Intent, store: &Store, world: &World<'_>) -> Result<[u8; 32], Problem> {
        let today = world.now().day;
        let off = world.settings().decks().filter(|(_, keys)| keys.contains(&Key::Cards));
        let decks: Vec<String> =
            off.map(|(deck, _)| format!("{deck} {}", world.settings().is_on(Key::Cards, Some(deck)))).collect();
        let said = [intent.text(), today.to_string(), memory::parameters(store)?.to_string(), decks.join("\n")];
        let mut hasher = blake3::Hasher::new();
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes()).update(&store.known_before(today)?);
        for text in said {
            hasher.update(&text.len().to_le_bytes()).update(text.as_bytes());
        }
        Ok(*hasher.finalize().as_bytes())
    }

    fn made(intent: &Intent, store: &Store, world: &World<'_>) -> Result<Self, Problem> {
        let today = world.now().day;
        let (past, cards) = (Past::before(today, store)?, planned::cards(intent, store, world)?);
        let (seconds, learner) = (intent.seconds_from(today), past.learner());
        let (cards, _) = past.taken(intent, cards, &seconds);
        let known: Vec<Known> = cards.iter().map(|card| past.known(card.card, today)).collect();
        let plan = Plan::of(&known, &seconds, &learner, None);
        let index = |(card, known)| (plan.index(known, 0), card, known);
        let rows = cards.iter().zip(&known).map(index);
        let mut order: Vec<(f32, &Candidate, &Known)> = rows.filter(|(index, ..)| *index > LEAST_GAIN).collect();
        order.sort_by(|(one, card, _), (other, next, _)| {
            other.total_cmp(one).then((&card.place, card.card).cmp(&(&next.place, next.card)))
        });
        Ok(Self {
            date: intent.date,
            behind_s: intent.seconds_before(today) - past.spent_since(intent.since),
            today,
            seconds: seconds.first().copied().unwrap_or(0.0),
            order: order.into_iter().map(|(_, card, known)| (card.card, learner.seconds(known))).collect(),
        })
    }

    /// Returns what is left of it among the decks that `wanted` names: one card of a family, as many
    /// as the minutes that are left allow.
    pub(in crate::cmd) fn left(
        &self,
        store: &Store,
        world: &World<'_>,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Left, Problem> {
        let (mut drills, mut families, mut left) = (Vec::new(), BTreeSet::new(), self.seconds);
        let mut met = BTreeSet::new();
        for review in store.reviews_on(self.today)? {
            if matches!(review.kind, ReviewKind::Cram | ReviewKind::Exam) {
                continue;
            }
            left -= counted_s(review.answer_ms);
            if let Some(card) = store.candidate(review.card)?.filter(|card| met.insert(card.card)) {
                families.insert(card.family);
                drills
                    .extend(Some(card).filter(|card| card.status(self.today) == Status::Redrill && wanted(&card.deck)));
            }
        }
        let mut cards = Vec::new();
        for (card, seconds) in &self.order {
            if left <= 0.0 {
                break;
            }
            let free = |card: &Candidate| {
                wanted(&card.deck)
                    && card.standing.suspended.is_none()
                    && !card.standing.is_buried(self.today)
                    && card.state.is_none_or(|state| state.last < self.today)
                    && world.settings().is_on(Key::Cards, Some(&card.deck))
            };
            let asked = store.candidate(*card)?.filter(free).filter(|card| families.insert(card.family));
            left -= asked.as_ref().map_or(0.0, |_| *seconds);
            cards.extend(asked);
        }
        Ok(Left { drills, cards })
    }

    /// Keeps the agenda for the rest of the day. Where that cannot be, it is made again.
    fn keep(&self, name: &[u8; 32], place: Option<PathBuf>) {
        let Some(place) = place else { return };
        let mut bytes = [FORM, name, &self.behind_s.to_le_bytes(), &self.seconds.to_le_bytes()].concat();
        for (card, seconds) in &self.order {
            bytes.extend(card.0.to_le_bytes());
            bytes.extend(seconds.to_le_bytes());
        }
        if let Some(folder) = place.parent() {
            let _ = files::make_folder(folder).and_then(|()| files::write_whole(&place, &bytes));
        }
    }

    /// Reads what was kept; nothing if it is of another name or form, or was cut.
    fn of_bytes(bytes: &[u8], name: &[u8; 32], date: Day, today: Day) -> Option<Self> {
        let bytes = bytes.strip_prefix(FORM)?.strip_prefix(name)?;
        let (behind, bytes) = bytes.split_first_chunk::<4>()?;
        let (seconds, rows) = bytes.split_first_chunk::<4>()?;
        let row = |row: &[u8]| {
            let (card, seconds) = row.split_first_chunk::<8>()?;
            Some((CardId(u64::from_le_bytes(*card)), f32::from_le_bytes(seconds.try_into().ok()?)))
        };
        let order: Option<Vec<_>> = rows.chunks(ROW).map(row).collect();
        let (behind_s, seconds) = (f32::from_le_bytes(*behind), f32::from_le_bytes(*seconds));
        Some(Self { date, behind_s, today, seconds, order: order? })
    }
}
