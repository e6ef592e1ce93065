//! The rules of a sitting.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::{Device, Direction, Kind, Source};

const TODAY: Day = Day(20_000);

fn asked(number: u64) -> Asked {
    let question = Question {
        id: CardId(number),
        kind: Kind::Term,
        direction: Direction::Forward,
        prompt: format!("{number}?"),
        answer: number.to_string(),
        accepted: Vec::new(),
        items: Vec::new(),
        choices: Vec::new(),
        context: Vec::new(),
        authored: false,
        source: Source { path: Arc::from("n.md"), line: 1, end_line: 1 },
        family: number,
        note: Arc::from("n.md"),
        statement: crate::model::Statement::default(),
        passed: Vec::new(),
    };
    Asked { question, state: None, was_answer: None, rules: Rules::default() }
}

fn sitting(cards: u64, practice: Practice) -> Session {
    Session::new((1..=cards).map(asked), Load::default(), practice)
}

fn key(seq: u64) -> EventKey {
    EventKey { device: Device([1; 16]), seq }
}

fn grade(session: &mut Session, button: Button) -> Step {
    let step = session.step(button.quality(), 1_000, None, TODAY).expect("a card is asked");
    let seq = session.done.len() as u64 + 1;
    session.take(&step, key(seq));
    step
}

/// The cards still to come, and all that a sitting knows of itself.
fn picture(session: &Session) -> (Vec<Asked>, Summary, Load) {
    (session.queue.iter().cloned().collect(), session.summary, session.load.clone())
}

fn order(session: &Session) -> Vec<u64> {
    session.queue.iter().map(|asked| asked.question.id.0).collect()
}

#[test]
fn a_card_below_four_comes_back_five_cards_later_until_it_reaches_four() {
    let mut session = sitting(7, Practice::Scheduled);
    grade(&mut session, Button::Again);
    assert_eq!(order(&session), [2, 3, 4, 5, 6, 1, 7]);
    let mut short = sitting(1, Practice::Scheduled);
    assert_eq!(grade(&mut short, Button::Again).review.kind, ReviewKind::Learn);
    assert_eq!(grade(&mut short, Button::Hard).review.kind, ReviewKind::Redrill);
    assert_eq!(grade(&mut short, Button::Good).review.kind, ReviewKind::Redrill);
    assert!(short.current().is_none());
}

#[test]
fn a_drill_moves_neither_interval_nor_ease() {
    let mut session = sitting(1, Practice::Scheduled);
    grade(&mut session, Button::Again);
    let drill = grade(&mut session, Button::Easy).review;
    assert_eq!((drill.interval_before, drill.ease_before), (drill.interval_after, drill.ease_after));
}

#[test]
fn what_the_keys_promise_is_what_is_stored() {
    for button in Button::ALL {
        let session = sitting(1, Practice::Scheduled);
        let promised = session.preview(TODAY).expect("a card is asked")[button as usize];
        let step = session.step(button.quality(), 0, None, TODAY).expect("a card is asked");
        assert_eq!(step.after, Some(promised.state));
        assert_eq!(
            (step.review.interval_after, step.review.shift_days),
            (promised.state.interval_days, promised.shift_days)
        );
    }
}

#[test]
fn the_last_card_taken_back_opens_the_sitting_again() {
    let mut session = sitting(1, Practice::Scheduled);
    grade(&mut session, Button::Good);
    assert!(session.current().is_none());
    assert_eq!(session.last_event(), Some(key(1)));
    session.take_back();
    assert_eq!(session.current(), Some(&asked(1)));
    assert_eq!(session.summary(), Summary::default());
    assert_eq!(session.last_event(), None);
}

#[test]
fn a_card_set_aside_is_gone_with_its_drill_and_comes_back_when_taken_back() {
    let mut session = sitting(2, Practice::Scheduled);
    grade(&mut session, Button::Again);
    grade(&mut session, Button::Again);
    let before = picture(&session);
    session.set_aside(key(3));
    assert_eq!(order(&session), [2]);
    session.take_back();
    assert_eq!(picture(&session), before);
}

#[test]
fn practice_without_effect_keeps_the_schedule_and_says_so() {
    let mut session = sitting(2, Practice::Cram);
    assert_eq!(session.preview(TODAY), None);
    let step = grade(&mut session, Button::Again);
    assert_eq!((step.review.kind, step.after, step.review.interval_after), (ReviewKind::Cram, None, 0));
    assert_eq!(order(&session), [2, 1], "it is still drilled");
}

#[test]
fn the_summary_counts_cards_at_their_first_answer() {
    let mut session = sitting(2, Practice::Scheduled);
    grade(&mut session, Button::Again);
    grade(&mut session, Button::Good);
    grade(&mut session, Button::Good);
    let expected = Summary { cards: 2, recalled: 1, learnt: 2, drills: 1, time_ms: 3_000 };
    assert_eq!(session.summary(), expected);
}

#[test]
fn the_eighth_lapse_is_told() {
    let mut card = asked(1);
    let state = CardState {
        repetitions: 2,
        interval_days: 6,
        ease: Ease::START,
        due: TODAY,
        last: TODAY.plus(-6),
        lapses: 7,
        reviews: 9,
        redrill_on: None,
    };
    card.state = Some(state);
    let session = Session::new([card], Load::default(), Practice::Scheduled);
    let leech = |button: Button| session.step(button.quality(), 0, None, TODAY).expect("a card is asked").leech;
    assert!(leech(Button::Again) && !leech(Button::Good));
}

proptest! {
    #[test]
    fn taking_back_everything_leads_to_the_beginning(
        deeds in prop::collection::vec(0_usize..6, 0..60), cards in 1_u64..9, cram in any::<bool>(),
    ) {
        let mut session = sitting(cards, if cram { Practice::Cram } else { Practice::Scheduled });
        let mut pictures = vec![picture(&session)];
        for deed in deeds {
            if session.current().is_none() {
                break;
            }
            match Button::ALL.get(deed) {
                Some(button) => drop(grade(&mut session, *button)),
                None => session.set_aside(key(session.done.len() as u64 + 1)),
            }
            pictures.push(picture(&session));
        }
        prop_assert!(session.current().is_some() || session.done.len() + 1 == pictures.len());
        while let Some(expected) = pictures.pop() {
            prop_assert_eq!(picture(&session), expected);
            session.take_back();
        }
    }
}
