//! A collection of Anki as it was read from its tables, and the notes of ours it becomes.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::template;
use crate::import::{ForeignCard, ForeignNote, Logged, Recorded, Skipped, Written, foreign_card, plain};
use crate::model::{Button, CardId, Ease, ReviewKind};

/// A collection as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collection {
    /// Note types by their id.
    pub types: HashMap<i64, NoteType>,
    /// Names of decks by their id, outermost first.
    pub decks: HashMap<i64, Vec<String>>,
    /// Notes by their id.
    pub notes: BTreeMap<i64, RawNote>,
    /// Cards, in the order of their ids.
    pub cards: Vec<RawCard>,
    /// Reviews, in the order of time.
    pub reviews: Vec<RawReview>,
}

/// A note type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteType {
    /// Its notes are sentences with gaps.
    pub cloze: bool,
    /// Names of its fields, in order.
    pub fields: Vec<String>,
    /// Front and back of its cards, by their number.
    pub templates: BTreeMap<i64, (String, String)>,
}

/// A note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawNote {
    /// What names it in every collection.
    pub guid: String,
    /// Its type.
    pub kind: i64,
    /// Its fields, parted by U+001F.
    pub fields: String,
}

/// A card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RawCard {
    /// Its id, which reviews name.
    pub id: i64,
    /// Its note.
    pub note: i64,
    /// Its deck.
    pub deck: i64,
    /// Which template, or for gaps their number less one.
    pub number: i64,
    /// It is not asked.
    pub suspended: bool,
}

/// A row of the review log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RawReview {
    /// Milliseconds since 1970, which is also its id.
    pub at_ms: i64,
    /// The card.
    pub card: i64,
    /// The key pressed, 1 to 4; 0 where nothing was asked.
    pub key: i64,
    /// Days after; seconds if negative.
    pub interval: i64,
    /// Days before; seconds if negative.
    pub last_interval: i64,
    /// Ease in thousandths.
    pub factor: i64,
    /// Milliseconds the answer took.
    pub took_ms: i64,
    /// 0 learning, 1 review, 2 relearning, 3 out of turn, 4 and more set by hand.
    pub kind: i64,
}

/// The fields of the notes that `export anki` writes, and how it names them.
const OWN_FIELDS: [&str; 4] = ["Front", "Back", "Context", "Source"];
const OWN_GUID: &str = "askback-";

/// The longest text of a note, in bytes.
const LONGEST_NOTE: usize = 1 << 20;

/// The longest interval that comes in, in days: a hundred years.
const LONGEST_INTERVAL: i64 = 36_500;

impl Collection {
    /// Returns the notes of ours that the collection becomes; what does not come in is listed.
    pub fn notes(&self, skipped: &mut Skipped) -> Vec<ForeignNote> {
        let mut reviews = self.reviews_by_card(skipped);
        let mut cards: BTreeMap<i64, Vec<RawCard>> = BTreeMap::new();
        for card in &self.cards {
            cards.entry(card.note).or_default().push(*card);
        }
        let mut notes = Vec::new();
        for (id, note) in &self.notes {
            let place = format!("note {id}");
            let mut own = cards.remove(id).unwrap_or_default();
            own.sort_by_key(|card| card.number);
            let Some(kind) = self.types.get(&note.kind) else {
                skipped.add("its note type is missing", place);
                continue;
            };
            if note.fields.len() > LONGEST_NOTE {
                skipped.add("its text is longer than 1 MB", place);
                continue;
            }
            let mut one = Reading { collection: self, note, place, reviews: &mut reviews, skipped };
            if kind.cloze { notes.extend(one.gaps(&own)) } else { notes.extend(one.sides(kind, &own)) }
        }
        for card in cards.into_values().flatten() {
            skipped.add("its note is missing", format!("card {}", card.id));
        }
        notes
    }

    fn reviews_by_card(&self, skipped: &mut Skipped) -> HashMap<i64, Vec<RawReview>> {
        let mut by_card: HashMap<i64, Vec<RawReview>> = HashMap::new();
        for review in &self.reviews {
            if review.key == 0 && review.kind >= 3 {
                skipped.add("a due day set by hand is no review", format!("review {}", review.at_ms));
            } else {
                by_card.entry(review.card).or_default().push(*review);
            }
        }
        by_card
    }
}

/// One note under way.
struct Reading<'a> {
    collection: &'a Collection,
    note: &'a RawNote,
    place: String,
    reviews: &'a mut HashMap<i64, Vec<RawReview>>,
    skipped: &'a mut Skipped,
}

impl Reading<'_> {
    /// A card of each template that has a front and a back.
    fn sides(&mut self, kind: &NoteType, cards: &[RawCard]) -> Vec<ForeignNote> {
        let values = self.note.fields.split('\u{1f}').map(str::to_owned);
        let fields: Vec<(String, String)> = kind.fields.iter().cloned().zip(values).collect();
        let mut notes = Vec::new();
        for card in cards {
            let Some((front, back)) = kind.templates.get(&card.number) else {
                self.skipped.add("its template is missing", format!("card {}", card.id));
                continue;
            };
            // Our own packages show heading and source beside front and back, which are no part of them.
            let own = kind.fields == OWN_FIELDS;
            let value = |place: usize| fields.get(place).map_or_else(String::new, |(_, value)| value.clone());
            let back = if own { value(1) } else { template::answer_part(&template::rendered(back, &fields)) };
            let front = if own { value(0) } else { template::rendered(front, &fields) };
            match Written::sides(&front.replace(template::FRONT, ""), &back) {
                Ok(text) => {
                    let card = self.card(card);
                    notes.push(self.written(text, vec![card.1], card.0));
                }
                Err(reason) => self.skipped.add(reason, format!("card {}", card.id)),
            }
        }
        notes
    }

    /// One sentence for all the gaps of a note; its cards in the order in which the gaps stand.
    fn gaps(&mut self, cards: &[RawCard]) -> Option<ForeignNote> {
        let text = plain(self.note.fields.split('\u{1f}').next().unwrap_or_default());
        let mut order: Vec<i64> = Vec::new();
        for part in text.line().split("{{c").skip(1) {
            let number = part.split("::").next().and_then(|digits| digits.parse::<i64>().ok());
            order.extend(number.map(|number| number - 1).filter(|number| !order.contains(number)));
        }
        if order.is_empty() {
            self.skipped.add("it has no gap", self.place.clone());
            return None;
        }
        if self.note.fields.split('\u{1f}').skip(1).any(|field| !field.trim().is_empty()) {
            self.skipped.add("what stands beside a sentence with gaps", self.place.clone());
        }
        let found = |number: &i64| cards.iter().find(|card| card.number == *number);
        let deck = order.iter().find_map(found).map_or(0, |card| card.deck);
        let cards: Vec<ForeignCard> = order
            .iter()
            .map(|number| match found(number) {
                Some(card) => self.card(card).1,
                None => ForeignCard { key: self.key(*number), suspended: false, reviews: Vec::new() },
            })
            .collect();
        Some(self.written(Written::Gaps(text), cards, deck))
    }

    fn written(&self, text: Written, cards: Vec<ForeignCard>, deck: i64) -> ForeignNote {
        let deck = self.collection.decks.get(&deck).cloned().unwrap_or_else(|| vec!["Default".into()]);
        ForeignNote { deck, text, cards, place: self.place.clone() }
    }

    fn key(&self, number: i64) -> CardId {
        // A card that went out from here comes back as itself.
        let own = self.note.guid.strip_prefix(OWN_GUID).and_then(|id| id.parse().ok());
        own.unwrap_or_else(|| foreign_card("anki", &format!("{}\u{1f}{number}", self.note.guid)))
    }

    /// Returns the deck of a card, and the card with its reviews.
    fn card(&mut self, card: &RawCard) -> (i64, ForeignCard) {
        let key = self.key(card.number);
        let rows = self.reviews.remove(&card.id).unwrap_or_default();
        let mut seen = false;
        let mut reviews = Vec::with_capacity(rows.len());
        for row in rows {
            match logged(&row, key, &mut seen, self.skipped) {
                Ok(review) => reviews.push(review),
                Err(reason) => self.skipped.add(reason, format!("review {}", row.at_ms)),
            }
        }
        (card.deck, ForeignCard { key, suspended: card.suspended, reviews })
    }
}

/// Returns a row of the review log as a review of ours; values out of range are brought into it
/// and listed.
fn logged(row: &RawReview, card: CardId, seen: &mut bool, skipped: &mut Skipped) -> Result<Logged, &'static str> {
    const YEAR_10000_MS: i64 = 253_402_300_800_000;
    if !(0..YEAR_10000_MS).contains(&row.at_ms) {
        return Err("its instant is out of range");
    }
    let button = usize::try_from(row.key).ok().and_then(|key| Button::ALL.get(key.checked_sub(1)?));
    let button = button.ok_or("its grade is not from 1 to 4")?;
    let mut held = |value: i64, low: i64, high: i64, what: &str| {
        let held = value.clamp(low, high);
        if held != value {
            skipped.adjust(format!("{what} out of range was brought into it"), format!("review {}", row.at_ms));
        }
        u32::try_from(held).unwrap_or(0)
    };
    // A negative interval counts seconds: a step within the day.
    let days = |value: i64| if (-i64::from(u32::MAX)..0).contains(&value) { 0 } else { value };
    let first = !std::mem::replace(seen, true);
    let kind = match (row.kind, row.factor) {
        (3, 0) => Some(ReviewKind::Cram),
        (3, _) => Some(ReviewKind::Early),
        (0, _) if first => Some(ReviewKind::Learn),
        (1, _) => Some(ReviewKind::Review),
        (2, _) => Some(ReviewKind::Redrill),
        _ => None,
    };
    let ease = if row.factor == 0 { 2500 } else { i64::from(held(row.factor, 1300, 9990, "an ease")) };
    Ok(Logged {
        card,
        at_ms: row.at_ms,
        local: None,
        quality: button.quality(),
        answer_ms: held(row.took_ms, 0, i64::from(u32::MAX), "an answer time"),
        kind,
        recorded: Some(Recorded {
            interval_before: held(days(row.last_interval), 0, LONGEST_INTERVAL, "an interval"),
            interval_after: held(days(row.interval), 0, LONGEST_INTERVAL, "an interval"),
            ease_before: None,
            ease_after: Ease::from_hundredths(u16::try_from((ease + 5) / 10).unwrap_or(u16::MAX)),
            scheduler: Arc::from("anki"),
        }),
        undone: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn basic(fields: &str) -> Collection {
        let templates = BTreeMap::from([
            (0, ("{{Front}}".into(), "{{FrontSide}}<hr id=answer>{{Back}}".into())),
            (1, ("{{Back}}".into(), "{{Front}}".into())),
        ]);
        let kind = NoteType { cloze: false, fields: vec!["Front".into(), "Back".into()], templates };
        let card = |id, number| RawCard { id, note: 1, deck: 7, number, suspended: false };
        Collection {
            types: HashMap::from([(5, kind)]),
            decks: HashMap::from([(7, vec!["Geo".into(), "Cities".into()])]),
            notes: BTreeMap::from([(1, RawNote { guid: "g".into(), kind: 5, fields: fields.into() })]),
            cards: vec![card(11, 0), card(12, 1)],
            reviews: Vec::new(),
        }
    }

    #[test]
    fn every_template_gives_a_card_in_its_deck_under_a_name_that_stays() {
        let (one, other) = (basic("Paris\u{1f}France"), basic("Paris!\u{1f}France"));
        let (notes, edited) = (one.notes(&mut Skipped::default()), other.notes(&mut Skipped::default()));
        assert_eq!(notes.len(), 2);
        assert_eq!(notes[1].deck, ["Geo", "Cities"]);
        assert_eq!(notes[1].text, Written::sides("France", "Paris").unwrap());
        assert_eq!(notes[0].cards[0].key, edited[0].cards[0].key);
        assert_ne!(notes[0].cards[0].key, notes[1].cards[0].key);
    }

    #[test]
    fn what_has_no_front_no_note_or_no_type_is_named() {
        let mut skipped = Skipped::default();
        let mut collection = basic("<img src=x.png>\u{1f}France");
        collection.cards.push(RawCard { id: 13, note: 99, ..RawCard::default() });
        assert_eq!(collection.notes(&mut skipped).len(), 0);
        let lines = skipped.lines();
        assert!(lines.contains(&"1 left out: its front is a picture or a sound (card 11)".to_owned()), "{lines:?}");
        assert!(lines.contains(&"1 left out: its note is missing (card 13)".to_owned()));
    }

    #[test]
    fn reviews_keep_instant_key_interval_and_ease_and_wild_values_are_brought_into_range() {
        let mut collection = basic("Paris\u{1f}France");
        let row = |at_ms, key, interval, factor, kind| RawReview {
            at_ms,
            card: 11,
            key,
            interval,
            last_interval: 0,
            factor,
            took_ms: 900,
            kind,
        };
        collection.reviews = vec![
            row(1_700_000_000_000, 3, -600, 0, 0),
            row(1_700_000_600_000, 4, 4, 2650, 0),
            row(1_700_400_000_000, 3, 2_147_483_647, -1, 1),
            row(1_700_400_000_001, 0, 9, 0, 4),
            row(-5, 3, 1, 2500, 1),
        ];
        let mut skipped = Skipped::default();
        let notes = collection.notes(&mut skipped);
        let reviews = &notes[0].cards[0].reviews;
        let rows: Vec<_> = reviews
            .iter()
            .map(|review| {
                let recorded = review.recorded.as_ref().unwrap();
                (review.quality.value(), recorded.interval_after, recorded.ease_after.hundredths(), review.kind)
            })
            .collect();
        assert_eq!(
            rows,
            [(4, 0, 250, Some(ReviewKind::Learn)), (5, 4, 265, None), (4, 36_500, 130, Some(ReviewKind::Review))]
        );
        assert_eq!(skipped.count(), 4, "{:?}", skipped.lines());
    }

    #[test]
    fn the_cards_of_gaps_come_in_the_order_of_the_gaps() {
        let mut collection = basic("{{c2::Paris}} is in {{c1::France}}");
        collection.types.insert(5, NoteType { cloze: true, ..NoteType::default() });
        let notes = collection.notes(&mut Skipped::default());
        let of = |number: i64| foreign_card("anki", &format!("g\u{1f}{number}"));
        let keys: Vec<CardId> = notes[0].cards.iter().map(|card| card.key).collect();
        assert_eq!(keys, [of(1), of(0)]);
    }
}
