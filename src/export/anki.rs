//! Cards and reviews as Anki keeps them: the rows of a package in its oldest form, which every
//! Anki and AnkiDroid reads.
//!
//! What names a note there follows from the id of its card, so that a second import adds nothing.

use serde_json::{Value, json};

use crate::model::{CardId, Day, Direction, Question, Review, ReviewKind};
use crate::schedule::{CardState, Standing};

/// How notes of ours are named there: this and the id of the card.
pub const GUID: &str = "askback-";

/// The fields of our note type, in order.
pub const FIELDS: [&str; 4] = ["Front", "Back", "Context", "Source"];

/// Ids of our note type and of the deck that every collection has.
const NOTE_TYPE: i64 = 1_600_000_000_001;
const DEFAULT_DECK: i64 = 1;

/// Ids are instants in milliseconds; ours are drawn by digest from the years 2001 to 2017, so that
/// they meet no real one of today.
const FIRST_ID: u64 = 1_000_000_000_000;
const IDS: u64 = 500_000_000_000;

/// One note with its one card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnkiNote {
    /// Id of the note and of the card.
    pub id: i64,
    /// What names the note in every collection.
    pub guid: String,
    /// Its fields, parted by U+001F.
    pub fields: String,
    /// The front as it is sorted by.
    pub sort: String,
    /// Its tags, with a space before and after.
    pub tags: String,
    /// Its deck.
    pub deck: i64,
    /// Type of the card: 0 new, 2 in review.
    pub kind: i64,
    /// Its queue: 0 new, 2 in review, -1 suspended.
    pub queue: i64,
    /// Place among the new cards, or days from the first day to the due day.
    pub due: i64,
    /// Interval in days.
    pub interval: i64,
    /// Ease in thousandths.
    pub factor: i64,
    /// Reviews.
    pub reviews: i64,
    /// Lapses.
    pub lapses: i64,
}

/// Returns the id that the note and the card of a card of ours have there.
fn anki_id(card: CardId) -> i64 {
    (FIRST_ID + card.0 % IDS).cast_signed()
}

/// Returns a card of ours as a note of Anki; days count from `first`.
pub fn note(
    question: &Question,
    deck: &str,
    state: Option<&CardState>,
    standing: &Standing,
    place: i64,
    first: Day,
) -> AnkiNote {
    let front = html(&question.prompt);
    let source = format!("{}:{}", question.source.path, question.source.line);
    let fields = [front.clone(), back(question), html(&question.context.join(" › ")), html(&source)];
    let suspended = standing.suspended.is_some();
    let (kind, queue) = if state.is_some() { (2, 2) } else { (0, 0) };
    AnkiNote {
        id: anki_id(question.id),
        guid: format!("{GUID}{}", question.id),
        sort: question.prompt.clone(),
        fields: fields.join("\u{1f}"),
        tags: " askback ".into(),
        deck: deck_id(&deck_name(deck)),
        kind,
        queue: if suspended { -1 } else { queue },
        due: state.map_or(place, |state| i64::from(state.due.since(first))),
        interval: state.map_or(0, |state| i64::from(state.interval_days)),
        factor: state.map_or(0, |state| i64::from(state.ease.hundredths()) * 10),
        reviews: state.map_or(0, |state| i64::from(state.reviews)),
        lapses: state.map_or(0, |state| i64::from(state.lapses)),
    }
}

fn back(question: &Question) -> String {
    if question.direction == Direction::List && !question.items.is_empty() {
        let items: String = question.items.iter().map(|item| format!("<li>{}</li>", html(item))).collect();
        return format!("<ul>{items}</ul>");
    }
    html(&question.answer)
}

/// Returns text as HTML that shows it.
fn html(text: &str) -> String {
    let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\n', "<br>")
}

/// A row of the review log there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnkiReview {
    /// Milliseconds since 1970; also its id.
    pub at_ms: i64,
    /// The card.
    pub card: i64,
    /// The key, 1 to 4.
    pub key: i64,
    /// Days after.
    pub interval: i64,
    /// Days before.
    pub last_interval: i64,
    /// Ease in thousandths; 0 for practice.
    pub factor: i64,
    /// Milliseconds the answer took.
    pub took_ms: i64,
    /// 0 learning, 1 review, 2 relearning, 3 out of turn.
    pub kind: i64,
}

/// Returns a review of ours as Anki keeps it, `card` being the card by its present name.
pub fn review(at_ms: i64, card: CardId, review: &Review) -> AnkiReview {
    let practice = matches!(review.kind, ReviewKind::Cram | ReviewKind::Exam);
    AnkiReview {
        at_ms,
        card: anki_id(card),
        // Qualities 0 to 2 are all failures: key 1.
        key: i64::from(review.quality.value().max(2)) - 1,
        interval: i64::from(review.interval_after),
        last_interval: i64::from(review.interval_before),
        factor: if practice { 0 } else { i64::from(review.ease_after.hundredths()) * 10 },
        took_ms: i64::from(review.answer_ms),
        kind: match review.kind {
            ReviewKind::Learn => 0,
            ReviewKind::Review => 1,
            ReviewKind::Redrill => 2,
            ReviewKind::Early | ReviewKind::Cram | ReviewKind::Exam => 3,
        },
    }
}

/// Returns the name of a deck as Anki writes its levels.
fn deck_name(deck: &str) -> String {
    if deck.is_empty() { "askback".into() } else { deck.replace('/', "::") }
}

fn deck_id(name: &str) -> i64 {
    let number =
        blake3::hash(name.as_bytes()).as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte));
    (FIRST_ID + number % IDS).cast_signed()
}

/// The JSON that the one row of `col` holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnkiSettings {
    /// General settings.
    pub conf: String,
    /// Note types.
    pub models: String,
    /// Decks.
    pub decks: String,
    /// Settings of decks.
    pub dconf: String,
}

/// Returns the settings of a collection with these decks of ours; `now_s` dates them.
pub fn settings(decks: &[&str], now_s: i64) -> AnkiSettings {
    let mut all = serde_json::Map::new();
    all.insert(DEFAULT_DECK.to_string(), deck(DEFAULT_DECK, "Default", now_s));
    for name in decks.iter().map(|deck| deck_name(deck)) {
        // Every level above is a deck of its own.
        let levels: Vec<&str> = name.split("::").collect();
        for depth in 1..=levels.len() {
            let name = levels[..depth].join("::");
            all.insert(deck_id(&name).to_string(), deck(deck_id(&name), &name, now_s));
        }
    }
    let models = json!({ NOTE_TYPE.to_string(): model(now_s) });
    let dconf = json!({ "1": {
        "id": 1, "mod": 0, "usn": 0, "name": "Default", "timer": 0, "replayq": true, "autoplay": true, "maxTaken": 60, "dyn": false,
        "new": { "delays": [1, 10], "ints": [1, 4, 0], "initialFactor": 2500, "order": 1, "perDay": 20, "bury": false },
        "rev": { "perDay": 200, "ease4": 1.3, "ivlFct": 1, "maxIvl": 36500, "bury": false, "hardFactor": 1.2 },
        "lapse": { "delays": [10], "mult": 0, "minInt": 1, "leechFails": 8, "leechAction": 1 }
    }});
    // Without `schedVer` Anki takes the keys of learning steps for those of its first scheduler, which
    // had three.
    let conf = json!({
        "schedVer": 2, "nextPos": 1, "estTimes": true, "activeDecks": [1], "sortType": "noteFld", "timeLim": 0, "sortBackwards": false,
        "addToCur": true, "curDeck": 1, "newSpread": 0, "dueCounts": true, "curModel": NOTE_TYPE.to_string(), "collapseTime": 1200
    });
    AnkiSettings {
        conf: conf.to_string(),
        models: models.to_string(),
        decks: Value::Object(all).to_string(),
        dconf: dconf.to_string(),
    }
}

fn deck(id: i64, name: &str, now_s: i64) -> Value {
    json!({
        "id": id, "name": name, "mod": now_s, "usn": 0, "desc": "", "dyn": 0, "conf": 1, "collapsed": false, "browserCollapsed": false,
        "extendNew": 0, "extendRev": 0, "newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0]
    })
}

fn model(now_s: i64) -> Value {
    let fields: Vec<Value> = FIELDS
        .iter()
        .enumerate()
        .map(|(ord, name)| json!({ "name": name, "ord": ord, "sticky": false, "rtl": false, "font": "Arial", "size": 20, "media": [] }))
        .collect();
    json!({
        "id": NOTE_TYPE, "name": "askback", "type": 0, "mod": now_s, "usn": 0, "sortf": 0, "did": DEFAULT_DECK, "tags": [], "vers": [],
        "req": [[0, "any", [0]]], "latexPre": "", "latexPost": "", "flds": fields,
        "css": ".card { font-family: sans-serif; font-size: 20px; text-align: center; }\n.context, .source { font-size: 14px; opacity: 0.6; }\n",
        "tmpls": [{
            "name": "Card 1", "ord": 0, "did": null, "bqfmt": "", "bafmt": "",
            "qfmt": "{{#Context}}<div class=\"context\">{{Context}}</div>{{/Context}}{{Front}}",
            "afmt": "{{FrontSide}}<hr id=answer>{{Back}}<div class=\"source\">{{Source}}</div>"
        }]
    })
}

/// Returns the id of our note type.
pub const fn note_type() -> i64 {
    NOTE_TYPE
}
