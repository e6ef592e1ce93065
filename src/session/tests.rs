//! The rules of a sitting.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::memory::Strength;
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
    Asked { question, state: None, was_answer: None, rules: Rules::default(), contrast: false }
}

fn sitting(cards: u64, practice: Practice) -> Session {
    Session::new((1..=cards).map(asked), Load::default(), practice)
}

fn key(seq: u64) -> EventKey {
    EventKey { device: Device([1; 16]), seq }
}

fn grade(session: &mut Session, button: Button) -> Step {
    let reply = Reply { answer_ms: 1_000, ..Reply::of(button.quality()) };
    let step = session.step(reply, TODAY).expect("a card is asked");
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
        let step = session.step(Reply::of(button.quality()), TODAY).expect("a card is asked");
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
    session.set_aside(CardId(1), key(3));
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
        strength: Strength::default(),
    };
    card.state = Some(state);
    let session = Session::new([card], Load::default(), Practice::Scheduled);
    let leech = |button: Button| session.step(Reply::of(button.quality()), TODAY).expect("a card is asked").leech;
    assert!(leech(Button::Again) && !leech(Button::Good));
}

#[test]
fn of_a_list_only_what_was_missed_is_asked_again() {
    let items = ["red", "green", "blue"].map(str::to_owned).to_vec();
    let mut list = asked(1);
    list.question = Question {
        direction: Direction::List,
        items: items.clone(),
        prompt: "Name all colours.".into(),
        ..list.question
    };
    let drill_after = |missed: &[&str]| {
        let mut session = Session::new([list.clone()], Load::default(), Practice::Scheduled);
        let missed = missed.iter().map(|item| (*item).to_owned()).collect();
        let step = session.step(Reply { missed, ..Reply::of(Button::Hard.quality()) }, TODAY).expect("a card is asked");
        session.take(&step, key(1));
        session.current().expect("it comes back").question.clone()
    };
    let drill = drill_after(&["green"]);
    assert_eq!((drill.items, drill.answer.as_str()), (vec!["green".to_owned()], "green"));
    assert_eq!(drill.prompt, "Name all colours. Only the one you missed.");
    assert_eq!(drill_after(&[]).items, items, "not known what was missed");
    assert_eq!(drill_after(&["red", "green", "blue"]).items, items);
}

#[test]
fn a_drill_is_recalled_without_options() {
    let mut session = sitting(1, Practice::Scheduled);
    session.queue[0].question.choices = vec!["1".into(), "2".into(), "3".into()];
    grade(&mut session, Button::Again);
    assert!(session.current().expect("it comes back").question.choices.is_empty());
}

#[test]
fn a_contrast_moves_nothing_comes_back_never_and_counts_no_card() {
    let mut session = sitting(2, Practice::Scheduled);
    session.queue[0].contrast = true;
    assert_eq!(session.preview(TODAY), None);
    let step = grade(&mut session, Button::Again);
    assert_eq!((step.review.kind, step.after, step.comes_back()), (ReviewKind::Cram, None, false));
    assert_eq!((session.summary().cards, order(&session)), (0, vec![2]));
}

#[test]
fn a_card_answered_already_can_be_set_aside_with_its_drill() {
    let mut session = sitting(2, Practice::Scheduled);
    grade(&mut session, Button::Again);
    let before = picture(&session);
    session.set_aside(CardId(1), key(2));
    assert_eq!(order(&session), [2]);
    session.take_back();
    assert_eq!(picture(&session), before);
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
                None => {
                    let card = session.current().expect("a card is asked").question.id;
                    session.set_aside(card, key(session.done.len() as u64 + 1));
                }
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
