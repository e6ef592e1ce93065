//! `askback export`: reviews, cards and days as CSV or JSON.

use std::collections::HashMap;
use std::io::Write;
use std::process::ExitCode;

use super::{Done, World, deck_of, package, stats};
use crate::cli::{Export, Table};
use crate::error::Problem;
use crate::export::{CARDS, CardRow, DAYS, Format, REVIEWS, ReviewRow, Texts, Writer, day_values};
use crate::files;
use crate::model::{CardId, EventBody};
use crate::schedule::due::status;
use crate::store::{Held, Presence, Store};

pub(super) fn run(args: &Export, world: &mut World<'_>) -> Done {
    // A machine on which nothing was done yet has a log too: an empty one.
    let made = if args.what == Table::Log && world.peek()?.is_none() { Some(world.open()?) } else { world.peek()? };
    let store =
        made.ok_or_else(|| Problem::failed("there is nothing to export yet").hinted("begin with `askback study`"))?;
    let standard = args.output.as_os_str() == "-";
    let json = args.json || args.output.extension().is_some_and(|ending| ending == "json");
    let format = if json { Format::Json } else { Format::Csv(if args.raw { Texts::Raw } else { Texts::Safe }) };
    if standard && package::makes(args.what) {
        return package::run(args, &store, world);
    }
    if standard {
        let today = world.now().day;
        let mut data = world.data();
        table(args.what, format, &store, today, &mut data)?;
        data.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.output.exists() && !args.force {
        return Err(Problem::failed(format!("{}: there is a file already", args.output.display()))
            .hinted("replace it with --force"));
    }
    let same = |path: &std::path::Path| files::absolute(path).ok();
    if same(&args.output).is_some() && same(&args.output) == same(store.path()) {
        return Err(Problem::failed(format!("{}: is the store itself", args.output.display())));
    }
    if package::makes(args.what) {
        return package::run(args, &store, world);
    }
    let mut bytes = Vec::new();
    let rows = table(args.what, format, &store, world.now().day, &mut bytes)?;
    files::write_whole(&args.output, &bytes)?;
    world.tell(&format!("{rows} rows to {}", args.output.display()))?;
    Ok(ExitCode::SUCCESS)
}

fn table(
    what: Table,
    format: Format,
    store: &Store,
    today: crate::model::Day,
    sink: &mut dyn Write,
) -> Result<u64, Problem> {
    match what {
        Table::Anki | Table::Gift | Table::Aiken => Ok(0),
        Table::Log => Ok(store.write_log(sink, |_| true)?),
        Table::Reviews => reviews(format, store, sink),
        Table::Cards => cards(format, store, today, sink),
        Table::Days => days(format, store, sink),
    }
}

fn reviews(format: Format, store: &Store, sink: &mut dyn Write) -> Result<u64, Problem> {
    let corrections = store.corrections()?;
    let cards: HashMap<CardId, (String, String)> = store
        .cards()?
        .into_iter()
        .map(|held| (held.question.id, (deck_of(&held.question.note).to_owned(), held.question.prompt)))
        .collect();
    let mut writer = Writer::begin(&REVIEWS, format, sink)?;
    let mut failed = None;
    store.each_event(|event| {
        if let (EventBody::Review(review), None) = (&event.body, &failed) {
            let (deck, prompt) =
                cards.get(&corrections.card(review.card)).map_or(("", ""), |(deck, prompt)| (deck, prompt));
            let row = ReviewRow::of(&event, review, deck, prompt, corrections.is_undone(event.key));
            failed = writer.row(&row.values()).err();
        }
    })?;
    failed.map_or(Ok(()), Err)?;
    Ok(writer.finish()?)
}

fn cards(format: Format, store: &Store, today: crate::model::Day, sink: &mut dyn Write) -> Result<u64, Problem> {
    let records = store.records()?;
    let mut writer = Writer::begin(&CARDS, format, sink)?;
    let held: Vec<Held> = store.cards()?;
    for held in &held {
        let record = records.get(&held.question.id).cloned().unwrap_or_default();
        let word = if held.presence == Presence::Gone {
            "gone"
        } else {
            status(record.state.as_ref(), &record.standing, today).word()
        };
        let row = CardRow {
            card: held.question.id,
            deck: deck_of(&held.question.note),
            prompt: &held.question.prompt,
            answer: &held.question.answer,
            path: &held.question.source.path,
            line: held.question.source.line,
            status: word,
            schedule: record.state.as_ref(),
            suspended: record.standing.suspended.as_deref(),
        };
        writer.row(&row.values())?;
    }
    Ok(writer.finish()?)
}

fn days(format: Format, store: &Store, sink: &mut dyn Write) -> Result<u64, Problem> {
    let totals = stats::days(store)?;
    let mut writer = Writer::begin(&DAYS, format, sink)?;
    for (day, totals) in &totals {
        writer.row(&day_values(*day, totals))?;
    }
    Ok(writer.finish()?)
}
