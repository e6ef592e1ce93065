//! After an exam is handed in: what only the learner can judge, and keeping the result.

use std::process::ExitCode;

use super::super::{Done, World, counted};
use super::{past, told};
use crate::error::Problem;
use crate::exam::{Item, Sitting, Standing};
use crate::model::{EventKey, ExamEvent, ExamMark};
use crate::session::Pool;
use crate::store::Store;
use crate::terminal::{Key, Manner, Tone, Typed};

/// What the learner says of an answer.
enum Word {
    Right,
    Wrong,
    Leave(ExitCode),
    /// Nothing more will come: the rest counts as it stands.
    End,
}

/// Lets the learner judge what only they can, keeps the result, and shows it.
pub(super) fn finish(exam: EventKey, store: &mut Store, world: &mut World<'_>) -> Done {
    let mut sitting = past::find_by_key(exam, store)?;
    let pool = pool(&sitting, store)?;
    if !sitting.is_over() {
        if let Some(code) = judge(&mut sitting, &pool, store, world)? {
            return Ok(code);
        }
        keep(&sitting, &pool, store, world)?;
        sitting = past::find_by_key(exam, store)?;
    }
    told::result(&sitting, store, world)?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the answers among which a slip is none: those of all cards and of the paper.
fn pool(sitting: &Sitting, store: &Store) -> Result<Pool, Problem> {
    let cards = store.cards()?;
    let answers = cards.iter().map(|held| held.question.answer.as_str());
    Ok(Pool::of(answers.chain(sitting.paper.items.iter().map(|item| item.answer.as_str()))))
}

/// Asks about each answer that is doubtful; returns a code if the learner left.
fn judge(
    sitting: &mut Sitting,
    pool: &Pool,
    store: &mut Store,
    world: &mut World<'_>,
) -> Result<Option<ExitCode>, Problem> {
    let doubtful = |standing: &Standing| matches!(standing, Standing::Doubtful(_));
    let standings = sitting.standings(pool);
    let left = standings.iter().filter(|standing| doubtful(standing)).count();
    if left > 0 {
        let answers = counted(left, "answer");
        world.screen.say(&format!("{answers} for you to judge beside your notes. Be strict: the exam will be."))?;
    }
    for (place, standing) in standings.iter().enumerate() {
        let Standing::Doubtful(words) = standing else { continue };
        let Some((item, given)) = sitting.paper.items.get(place).zip(sitting.given.get(place)) else { continue };
        show(place + 1, item, given.answer.as_deref().unwrap_or_default(), words, world)?;
        let mark = match asked(world)? {
            Word::Right => ExamMark::Right,
            Word::Wrong => ExamMark::Wrong,
            Word::Leave(code) => {
                world.screen.say("The exam is handed in. To judge the rest:  askback exam resume")?;
                return Ok(Some(code));
            }
            Word::End => break,
        };
        let number = u32::try_from(place + 1).unwrap_or(u32::MAX);
        if let Some(event) = store.step_exam(ExamEvent::Marked { exam: sitting.id, number, mark }, &world.now())? {
            sitting.take(&event);
        }
    }
    Ok(None)
}

fn show(number: usize, item: &Item, answer: &str, words: &str, world: &mut World<'_>) -> Result<(), Problem> {
    world.screen.gap()?;
    world.screen.hanging(&format!("{number}. "), Tone::Plain, &item.prompt)?;
    world.screen.hanging("   Yours: ", Tone::Plain, answer)?;
    world.screen.hanging("   Notes: ", Tone::Plain, &item.answer)?;
    if !words.is_empty() {
        world.screen.hanging("   Looks: ", Tone::Quiet, words)?;
    }
    Ok(())
}

/// Asks whether an answer was right.
fn asked(world: &mut World<'_>) -> Result<Word, Problem> {
    if world.screen.ends().manner == Manner::Keys {
        return Ok(world.screen.key("Was it right? [y] yes  [n] no ", |key| match key {
            Key::Char('y' | 'Y') => Some((Word::Right, "right")),
            Key::Char('n' | 'N') => Some((Word::Wrong, "wrong")),
            Key::Char('q') => Some((Word::Leave(ExitCode::SUCCESS), "leave")),
            Key::End => Some((Word::Leave(ExitCode::SUCCESS), "")),
            Key::Interrupt => Some((Word::Leave(ExitCode::from(130)), "")),
            _ => None,
        })?);
    }
    loop {
        let line = match world.screen.line("Was it right (y or n)? ")? {
            Typed::Line(line) => line.trim().to_lowercase(),
            Typed::End => return Ok(Word::End),
            Typed::Interrupt => return Ok(Word::Leave(ExitCode::from(130))),
        };
        match line.as_str() {
            "y" | "yes" => return Ok(Word::Right),
            "n" | "no" | "" => return Ok(Word::Wrong),
            "q" => return Ok(Word::Leave(ExitCode::SUCCESS)),
            _ => world.screen.say("Type y or n, or q to go on later.")?,
        }
    }
}

/// Keeps the result and logs the answers, of cards that the store holds.
fn keep(sitting: &Sitting, pool: &Pool, store: &mut Store, world: &World<'_>) -> Result<(), Problem> {
    let outcome = sitting.result(pool);
    let records = store.records()?;
    let corrections = store.corrections()?;
    let state_of = |card| records.get(&corrections.card(card)).and_then(|record| record.state);
    let mut reviews = Vec::new();
    for review in sitting.reviews(&outcome, state_of) {
        if store.card(corrections.card(review.card))?.is_some() {
            reviews.push(review);
        }
    }
    let text = serde_json::to_string(&outcome).map_err(|error| Problem::failed(error.to_string()))?;
    store.judge_exam(sitting.id, text, reviews, &world.now())?;
    Ok(())
}
