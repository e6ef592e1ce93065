//! `askback study`: the daily session.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

use super::generate::plural;
use super::{Done, World, deck_of, interval, notes};
use crate::cli::Study;
use crate::clock::Stopwatch;
use crate::deck::is_under;
use crate::error::Problem;
use crate::model::{Button, CardId, Day, Event, EventBody, EventKey, Quality};
use crate::schedule::due::{Candidate, Limits, queue};
use crate::schedule::is_leech_moment;
use crate::session::{Asked, Practice, Session, judge};
use crate::store::{Held, Store};
use crate::terminal::{Screen, safe};

/// New cards a day, where nothing else is said.
const NEW_A_DAY: usize = 20;

/// Reviews a day, where nothing else is said.
const REVIEWS_A_DAY: usize = 200;

/// Days for which the load is looked at when a due day is chosen.
const LOAD_DAYS: i32 = 4_000;

pub(super) fn run(args: &Study, world: &mut World<'_>) -> Done {
    let mut store = world.open()?;
    let decks = prepare(args, &mut store, world)?;
    let today = world.now().day;
    let mut session = begin(args, &decks, &store, today, world)?;
    if session.current().is_none() {
        nothing_due(&store, today, world)?;
        store.close()?;
        return Ok(ExitCode::SUCCESS);
    }
    world.say(&format!(
        "{} card{} to go. ? for help, q to leave; every grade is kept at once.",
        session.left(),
        plural(session.left())
    ))?;
    let pool: Vec<String> = store.cards()?.into_iter().map(|held| held.question.answer).collect();
    let end = Loop {
        store: &mut store,
        session: &mut session,
        pool: &pool,
        minutes: args.minutes,
        spent_ms: 0,
        kept: vec![],
    }
    .run(world);
    // The grades are on disk; what is left is to say what they came to, whatever ended the loop.
    let closed = summary(&session, &store, today, world);
    store.close()?;
    end.and(closed)?;
    Ok(ExitCode::SUCCESS)
}

/// Adds what is new, reads the notes again; returns the decks to study, none for all.
fn prepare(args: &Study, store: &mut Store, world: &mut World<'_>) -> Result<BTreeSet<String>, Problem> {
    let mut decks = BTreeSet::new();
    let known: BTreeSet<String> =
        store.cards()?.into_iter().map(|held| deck_of(&held.question.note).to_owned()).collect();
    for what in &args.what {
        if Path::new(what).exists() {
            notes::register(Path::new(what), store)?;
            decks.extend(notes::decks_at(Path::new(what), store)?);
        } else if known.iter().any(|deck| is_under(deck, what)) {
            decks.insert(what.clone());
        } else {
            let hint = format!("decks are: {}", known.iter().cloned().collect::<Vec<_>>().join(", "));
            return Err(Problem::failed(format!("{what}: neither a file or folder nor a deck")).hinted(hint));
        }
    }
    let roots = store.roots()?;
    if roots.iter().all(|root| root.hidden) {
        notes::register_built_in(store)?;
        world.say("No notes yet, so these are the built-in decks on the SIGs of the CNCF and of Kubernetes.")?;
        world.say("To study your own:  askback study PATH/TO/NOTES")?;
    }
    let found = notes::scan_all(store, world)?;
    if found.read {
        world.say(&format!(
            "Read {} note{}: {} new card{}, {} changed, {} gone.",
            found.notes,
            plural(found.notes),
            found.new,
            plural(found.new),
            found.changed,
            found.gone
        ))?;
    }
    Ok(decks)
}

/// Chooses today's cards and begins the sitting.
fn begin(
    args: &Study,
    decks: &BTreeSet<String>,
    store: &Store,
    today: Day,
    world: &World<'_>,
) -> Result<Session, Problem> {
    let held: BTreeMap<CardId, Held> = store.cards()?.into_iter().map(|held| (held.question.id, held)).collect();
    let wanted = |card: CardId| {
        decks.is_empty()
            || held.get(&card).is_some_and(|held| decks.iter().any(|name| is_under(deck_of(&held.question.note), name)))
    };
    let candidates: Vec<Candidate> =
        store.candidates()?.into_iter().filter(|candidate| wanted(candidate.card)).collect();
    let order = order(args, candidates.clone(), store, today, world)?;
    let states: BTreeMap<CardId, _> =
        candidates.into_iter().map(|candidate| (candidate.card, candidate.state)).collect();
    let limit = args.limit.unwrap_or(usize::MAX);
    let asked = order.into_iter().take(limit).filter_map(|card| {
        let held = held.get(&card)?;
        let was_answer = held.changed.as_ref().map(|(was, _)| was.clone());
        Some(Asked { question: held.question.clone(), state: states.get(&card).copied().flatten(), was_answer })
    });
    let practice = if args.cram { Practice::Cram } else { Practice::Scheduled };
    Ok(Session::new(asked, world.rules(), store.load(today, today.plus(LOAD_DAYS))?, practice, today))
}

/// Returns the cards in the order in which they are asked.
fn order(
    args: &Study,
    candidates: Vec<Candidate>,
    store: &Store,
    today: Day,
    world: &World<'_>,
) -> Result<Vec<CardId>, Problem> {
    if args.cram {
        let mut free: Vec<Candidate> =
            candidates.into_iter().filter(|card| card.standing.suspended.is_none()).collect();
        free.sort_by_key(|card| (card.state.map(|state| state.ease), card.position));
        return Ok(free.into_iter().map(|card| card.card).collect());
    }
    let (new_done, reviews_done) = store.answered_on(today)?;
    let limits = Limits {
        new_left: args.new.unwrap_or(NEW_A_DAY).saturating_sub(new_done),
        review_left: REVIEWS_A_DAY.saturating_sub(reviews_done),
        new_wait_for_backlog: true,
    };
    let due = queue(&candidates, today, &limits, &mut world.rng());
    if !args.ahead || !due.is_empty() {
        return Ok(due);
    }
    let mut later: Vec<(Day, u32, CardId)> = candidates
        .iter()
        .filter(|card| card.standing.suspended.is_none() && !card.standing.is_buried(today))
        .filter_map(|card| {
            card.state.filter(|state| state.last < today).map(|state| (state.due, card.position, card.card))
        })
        .collect();
    later.sort_unstable();
    Ok(later.into_iter().map(|(_, _, card)| card).collect())
}

/// Says when something will be due, and what can be done until then.
fn nothing_due(store: &Store, today: Day, world: &mut World<'_>) -> Result<(), Problem> {
    world.say("Nothing is due now.")?;
    let next = store
        .records()?
        .values()
        .filter(|record| record.standing.suspended.is_none())
        .filter_map(|record| record.state)
        .map(|state| state.due)
        .filter(|due| *due > today)
        .min();
    if let Some(day) = next {
        let count = store.load(day, day)?.on(day);
        let when = if day.since(today) == 1 { "tomorrow".to_owned() } else { format!("on {day}") };
        world.say(&format!("Next: {when}, {count} card{}.", if count == 1 { "" } else { "s" }))?;
    }
    world.say("To go on anyway:  askback study --ahead   or without effect:  askback study --cram")
}

/// Says what the sitting came to.
fn summary(session: &Session, store: &Store, today: Day, world: &mut World<'_>) -> Result<(), Problem> {
    let done = session.summary();
    let (tomorrow, left) = (store.load(today.plus(1), today.plus(1))?.on(today.plus(1)), session.left());
    world.say("")?;
    let time = crate::stats::text::time(done.time_ms);
    world.say(&format!(
        "{} graded, {} right, {} new, {time}. Left today: {left}. Due tomorrow: {tomorrow}.",
        done.graded, done.passed, done.learnt
    ))
}

/// What a line means besides an answer or a grade.
enum Aside {
    Quit,
    Undo,
    Suspend,
    Bury,
    Edit,
    Explain,
    Help,
}

fn aside(line: &str) -> Option<Aside> {
    Some(match line.trim() {
        "q" => Aside::Quit,
        "u" => Aside::Undo,
        "s" => Aside::Suspend,
        "b" => Aside::Bury,
        "e" => Aside::Edit,
        "i" => Aside::Explain,
        "?" => Aside::Help,
        _ => return None,
    })
}

/// How a card was left.
enum Next {
    Card,
    End,
}

/// The conversation: a card, a line, the answer, a line.
struct Loop<'a> {
    store: &'a mut Store,
    session: &'a mut Session,
    pool: &'a [String],
    minutes: Option<u32>,
    spent_ms: u64,
    /// What can be taken back, the last at the end: the event, and the card it put aside; none
    /// for a grade.
    kept: Vec<(EventKey, Option<Asked>)>,
}

impl Loop<'_> {
    fn run(mut self, world: &mut World<'_>) -> Result<(), Problem> {
        loop {
            let Some(asked) = self.session.current().cloned() else {
                if self.last_chance(world)? {
                    continue;
                }
                break;
            };
            if self.minutes.is_some_and(|minutes| self.spent_ms >= u64::from(minutes) * 60_000) {
                world.say("Time is up.")?;
                break;
            }
            if let Next::End = self.card(&asked, world)? {
                break;
            }
        }
        Ok(())
    }

    /// After the last card: lets it be taken back. Tells whether a card is asked again.
    fn last_chance(&mut self, world: &mut World<'_>) -> Result<bool, Problem> {
        world.say("That was the last card. Enter ends the sitting, u takes the last step back.")?;
        let line = screen(world).read("> ")?.unwrap_or_default();
        if !matches!(aside(&line), Some(Aside::Undo)) {
            return Ok(false);
        }
        Ok(self.undo(world)?.is_some())
    }

    /// Asks one card until it is graded, put aside, or the learner leaves.
    fn card(&mut self, asked: &Asked, world: &mut World<'_>) -> Result<Next, Problem> {
        let watch = Stopwatch::start(world.is_replay());
        ask(asked, &mut screen(world))?;
        let typed = loop {
            let Some(line) = screen(world).read("> ")? else { return Ok(Next::End) };
            match aside(&line) {
                None => break line.strip_prefix('\\').unwrap_or(&line).trim().to_owned(),
                Some(aside) => {
                    if let Some(next) = self.aside(&aside, asked, world)? {
                        return Ok(next);
                    }
                }
            }
        };
        let suggested = self.answer(asked, &typed, world)?;
        loop {
            let Some(line) = screen(world).read("grade> ")? else { return Ok(Next::End) };
            if let Some(aside) = aside(&line) {
                if let Some(next) = self.aside(&aside, asked, world)? {
                    return Ok(next);
                }
                continue;
            }
            let button = if line.trim().is_empty() { Some(suggested) } else { line.parse::<Button>().ok() };
            match button {
                Some(button) => return self.grade(asked, button.quality(), watch.read_ms(), &typed, world),
                None => world.say("Type again, hard, good or easy (1 to 4), or ? for help.")?,
            }
        }
    }

    /// Shows the answer with the verdict and what each grade would do; returns the suggestion.
    fn answer(&self, asked: &Asked, typed: &str, world: &mut World<'_>) -> Result<Button, Problem> {
        let pool: Vec<&str> =
            self.pool.iter().map(String::as_str).filter(|answer| *answer != asked.question.answer).collect();
        let verdict = (!typed.is_empty()).then(|| judge(typed, &asked.question, &pool));
        let mut screen = screen(world);
        if asked.question.items.is_empty() {
            screen.hanging("Answer: ", &asked.question.answer)?;
        } else {
            screen.line("Answer:")?;
            asked.question.items.iter().try_for_each(|item| screen.hanging("- ", item))?;
        }
        let suggested = verdict.as_ref().map_or(Button::Good, |verdict| verdict.suggested);
        if let Some(verdict) = verdict {
            screen.line(&format!("Verdict: {}", verdict.words))?;
        }
        if let Some(outcomes) = self.session.preview() {
            let keys = Button::ALL.iter().zip(outcomes).zip(1..).map(|((button, outcome), key)| {
                let again = outcome.state.redrill_on.is_some() && button.quality().needs_redrill();
                let today = if again { "today, then " } else { "" };
                format!("{key} {} {today}{}", button.word(), interval(outcome.state.interval_days))
            });
            screen.line(&format!("Next: {}", keys.collect::<Vec<_>>().join(" | ")))?;
        }
        screen.line(&format!("Suggested: {}", suggested.word()))?;
        Ok(suggested)
    }

    /// Stores the grade, then goes on.
    fn grade(
        &mut self,
        asked: &Asked,
        quality: Quality,
        answer_ms: u32,
        typed: &str,
        world: &mut World<'_>,
    ) -> Result<Next, Problem> {
        let given = (!typed.is_empty()).then(|| typed.to_owned());
        let Some(review) = self.session.review(quality, answer_ms, given) else { return Ok(Next::End) };
        let (event, record) = self.store.append(EventBody::Review(review.clone()), &world.now())?;
        self.kept.push((event.key, None));
        if asked.was_answer.is_some() {
            self.store.clear_changed(asked.question.id)?;
        }
        self.spent_ms += u64::from(answer_ms);
        let state = record.and_then(|record| record.state);
        let lapses = |state: Option<crate::schedule::CardState>| state.map_or(0, |state| state.lapses);
        self.session.advance(review.clone(), state);
        let days = state.map_or(0, |state| state.interval_days);
        let back =
            if quality.needs_redrill() { "again today".to_owned() } else { format!("back in {}", interval(days)) };
        world.say(&format!("Saved: {}, {back}.", crate::session::button_of(quality).word()))?;
        if lapses(state) > lapses(asked.state) && is_leech_moment(lapses(state), &world.rules()) {
            let source = &asked.question.source;
            world.say(&format!(
                "This card has been forgotten {} times. Look at {}:{}: e edits the note, s suspends the card.",
                lapses(state),
                source.path,
                source.line
            ))?;
        }
        world.say("")?;
        world.output.flush()?;
        Ok(Next::Card)
    }

    /// Does what was asked beside the card; returns how the card is left, if it is.
    fn aside(&mut self, aside: &Aside, asked: &Asked, world: &mut World<'_>) -> Result<Option<Next>, Problem> {
        let card = asked.question.id;
        match aside {
            Aside::Quit => return Ok(Some(Next::End)),
            Aside::Undo => return self.undo(world),
            Aside::Suspend => {
                let (event, _) = self.store.append(EventBody::Suspend { card, reason: String::new() }, &world.now())?;
                self.put_aside(&event, asked);
                world.say(&format!("Suspended. To ask it again:  askback cards resume {card}"))?;
                world.say("")?;
                return Ok(Some(Next::Card));
            }
            Aside::Bury => {
                let until = world.now().day.plus(1);
                let (event, _) = self.store.append(EventBody::Bury { card, until }, &world.now())?;
                self.put_aside(&event, asked);
                world.say("Not before tomorrow.")?;
                world.say("")?;
                return Ok(Some(Next::Card));
            }
            Aside::Edit => super::shell::edit(&asked.question.source, world)?,
            Aside::Explain => super::explain::show(self.store, &card.to_string(), world)?,
            Aside::Help => HELP.iter().try_for_each(|line| world.say(line))?,
        }
        Ok(None)
    }

    fn put_aside(&mut self, event: &Event, asked: &Asked) {
        self.kept.push((event.key, Some(asked.clone())));
        self.session.drop_current();
    }

    /// Takes the last grade, suspension or burial of this sitting back and asks its card again.
    fn undo(&mut self, world: &mut World<'_>) -> Result<Option<Next>, Problem> {
        let Some((target, put_aside)) = self.kept.pop() else {
            world.say("Nothing to take back in this sitting.")?;
            return Ok(None);
        };
        self.store.append(EventBody::Undo { target }, &world.now())?;
        match put_aside {
            Some(asked) => self.session.ask_first(asked),
            None => drop(self.session.step_back()),
        }
        world.say("Taken back. The card again:")?;
        world.say("")?;
        Ok(Some(Next::Card))
    }
}

const HELP: [&str; 4] = [
    "Type an answer, or press Enter to see it. Then grade: 1 again, 2 hard, 3 good, 4 easy; Enter takes the suggestion.",
    "u take the last grade back   s suspend this card   b not before tomorrow",
    "e edit the note at its line   i why this question   q leave (all grades are kept)",
    "An answer that is one of these letters is typed with a backslash before it: \\q",
];

fn screen<'a>(world: &'a mut World<'_>) -> Screen<'a> {
    Screen::new(world.input, world.output, world.width, world.accessible, world.terminal && !world.accessible)
}

/// Shows the headings, the question, and what changed since it was last asked.
fn ask(asked: &Asked, screen: &mut Screen<'_>) -> Result<(), Problem> {
    if !asked.question.context.is_empty() {
        screen.line(&asked.question.context.join(" > "))?;
    }
    if let Some(was) = &asked.was_answer {
        screen.line(&format!("The answer changed in your notes; it was: {}", safe(was)))?;
    }
    screen.hanging("Question: ", &asked.question.prompt)?;
    Ok(())
}
