//! `askback export`: what was done and what is known, as files for other programs and for people.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use super::exam::{past, planned, readiness};
use super::{Done, World, counted, deck_of, package, stats};
use crate::cli::{Export, Exported};
use crate::error::Problem;
use crate::exam::{Outcome, Sitting};
use crate::export::{
    CARDS, CardRow, DAYS, EXAMS, ExamRow, Format, REVIEWS, REVLOG, ReviewRow, Texts, Writer, day_values,
};
use crate::files::{self, Existing, Growing};
use crate::model::{Day, Moment};
use crate::schedule::due::status;
use crate::store::{Presence, ReviewOrder, Store};

/// Days to come that a calendar shows.
const CALENDAR_DAYS: u32 = 90;

pub(super) fn run(args: &Export, world: &mut World<'_>) -> Done {
    // A machine on which nothing was done yet has a log too: an empty one.
    let made =
        if args.what == Exported::Log && world.peek()?.is_none() { Some(world.open()?) } else { world.peek()? };
    let store =
        made.ok_or_else(|| Problem::failed("there is nothing to export yet").hinted("begin with `askback study`"))?;
    match args.what {
        Exported::Report => return report(args, &store, world),
        Exported::Calendar => return calendar(args, &store, world),
        _ => {}
    }
    let today = world.now().day;
    if args.output.as_os_str() == "-" {
        if package::makes(args.what) {
            return package::run(args, &store, world);
        }
        let mut data = world.data();
        table(args, &store, today, &mut data)?;
        data.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    refuse(args, store.path())?;
    if package::makes(args.what) {
        return package::run(args, &store, world);
    }
    let mut file = Growing::begin(&args.output)?;
    let rows = table(args, &store, today, &mut file)?;
    file.finish(if args.force { Existing::Replace } else { Existing::Keep })?;
    world.tell(&format!("{rows} rows to {}", args.output.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the page.
fn report(args: &Export, store: &Store, world: &mut World<'_>) -> Done {
    let progress = stats::Progress::read(store, None, world)?;
    let summary = progress.summary(false, store, world)?;
    let over = over(store)?;
    let exams: Vec<ExamRow<'_>> = over.iter().map(Over::row).collect();
    let expected = readiness::in_sight(!over.is_empty(), store, world)?;
    let page = crate::export::report(&summary, &progress.passages, expected.as_ref(), &exams);
    let told = format!("a page of {} kB", page.len().div_ceil(1000));
    write_text(args, store, &page, &told, world)
}

/// Writes the calendar.
fn calendar(args: &Export, store: &Store, world: &mut World<'_>) -> Done {
    let now = world.now();
    let days = stats::Progress::read(store, None, world)?.forecast(CALENDAR_DAYS, now.day);
    let exam = planned::intent(store)?.map(|intent| intent.date).filter(|date| *date >= now.day);
    let due = days.iter().filter(|day| day.cards > 0).count();
    let and_exam = exam.map(|date| format!(" and the exam on {date}")).unwrap_or_default();
    let told = format!("{} with cards due{and_exam}", counted(due, "day"));
    write_text(args, store, &crate::export::calendar(&days, exam, &now), &told, world)
}

/// Writes a text that is made as a whole, and says of a file what is in it.
fn write_text(args: &Export, store: &Store, text: &str, told: &str, world: &mut World<'_>) -> Done {
    if args.output.as_os_str() == "-" {
        let mut data = world.data();
        data.write_all(text.as_bytes())?;
        data.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    refuse(args, store.path())?;
    let mut file = Growing::begin(&args.output)?;
    file.write_all(text.as_bytes())?;
    file.finish(if args.force { Existing::Replace } else { Existing::Keep })?;
    world.tell(&format!("{told} to {}", args.output.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Refuses a file that is there already, and the store whatever was typed.
fn refuse(args: &Export, store: &Path) -> Result<(), Problem> {
    let shown = args.output.display();
    if is_of_store(&args.output, store) {
        return Err(Problem::failed(format!("{shown}: is the store itself")).hinted("name another file"));
    }
    if fs_err::symlink_metadata(&args.output).is_ok_and(|meta| !meta.is_dir()) && !args.force {
        return Err(Problem::failed(format!("{shown}: there is a file already")).hinted("replace it with --force"));
    }
    Ok(())
}

/// Tells whether a path leads to the store, or to what SQLite keeps beside it.
fn is_of_store(path: &Path, store: &Path) -> bool {
    let Ok(store) = files::absolute(store) else { return false };
    if files::absolute(path).is_ok_and(|resolved| resolved == store) {
        return true;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = files::absolute(folder).ok().as_deref() == store.parent();
    let names = path.file_name().zip(store.file_name());
    beside
        && names.is_some_and(|(name, store)| {
            let (name, store) = (name.to_string_lossy(), store.to_string_lossy());
            name.strip_prefix(&*store).is_some_and(|end| ["", "-wal", "-shm", "-journal"].contains(&end))
        })
}

fn table(args: &Export, store: &Store, today: Day, sink: &mut dyn Write) -> Result<u64, Problem> {
    let json = args.json || args.output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let format = if json { Format::Json } else { Format::Csv(if args.raw { Texts::Raw } else { Texts::Safe }) };
    match args.what {
        Exported::Anki | Exported::Gift | Exported::Aiken | Exported::Report | Exported::Calendar => Ok(0),
        Exported::Log => Ok(store.write_log(sink, |_| true)?),
        Exported::Reviews => reviews(format, store, sink),
        Exported::Cards => cards(format, store, today, sink),
        Exported::Days => days(format, store, sink),
        Exported::Exams => exams(format, store, sink),
        Exported::Revlog => revlog(format, store, sink),
    }
}

fn reviews(format: Format, store: &Store, sink: &mut dyn Write) -> Result<u64, Problem> {
    let corrections = store.corrections()?;
    let prompts = store.prompts()?;
    let mut writer = Writer::begin(&REVIEWS, format, sink)?;
    store.each_review(ReviewOrder::Log, |row| {
        let known = prompts.get(&corrections.card(row.card));
        let (deck, prompt) = known.map_or(("", ""), |(deck, prompt)| (deck, prompt));
        writer.row(&ReviewRow { deck, prompt, ..*row }.values())
    })??;
    Ok(writer.finish()?)
}

fn revlog(format: Format, store: &Store, sink: &mut dyn Write) -> Result<u64, Problem> {
    let corrections = store.corrections()?;
    let mut writer = Writer::begin(&REVLOG, format, sink)?;
    let mut last = 0;
    store.each_review(ReviewOrder::Time, |row| {
        if row.undone {
            return Ok(());
        }
        let (id, cells) = ReviewRow { card: corrections.card(row.card), ..*row }.revlog(last);
        last = id;
        writer.row(&cells)
    })??;
    Ok(writer.finish()?)
}

fn cards(format: Format, store: &Store, today: Day, sink: &mut dyn Write) -> Result<u64, Problem> {
    let records = store.records()?;
    let mut writer = Writer::begin(&CARDS, format, sink)?;
    store.each_card(|held| {
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
        writer.row(&row.values())
    })??;
    Ok(writer.finish()?)
}

fn days(format: Format, store: &Store, sink: &mut dyn Write) -> Result<u64, Problem> {
    let mut writer = Writer::begin(&DAYS, format, sink)?;
    for (day, totals) in &stats::days(store)? {
        writer.row(&day_values(*day, totals))?;
    }
    Ok(writer.finish()?)
}

/// An exam that is over.
struct Over {
    id: String,
    finished: Option<Moment>,
    sitting: Sitting,
    outcome: Outcome,
}

impl Over {
    fn row(&self) -> ExamRow<'_> {
        let Sitting { begun, paper, handed_in, .. } = &self.sitting;
        ExamRow {
            id: &self.id,
            started: begun,
            finished: self.finished.as_ref(),
            by_clock: handed_in.as_ref().is_some_and(|(_, by_clock)| *by_clock),
            paper,
            outcome: &self.outcome,
        }
    }
}

/// Returns the exams that are over, the earliest first.
fn over(store: &Store) -> Result<Vec<Over>, Problem> {
    let ended = |sitting: Sitting| {
        let outcome = sitting.kept()?;
        Some(Over { id: past::id(&sitting), finished: sitting.finished(), sitting, outcome })
    };
    Ok(past::all(store)?.into_iter().filter_map(ended).collect())
}

/// Writes the exams that are over, the earliest first.
fn exams(format: Format, store: &Store, sink: &mut dyn Write) -> Result<u64, Problem> {
    let mut writer = Writer::begin(&EXAMS, format, sink)?;
    for exam in &over(store)? {
        let row = exam.row();
        writer.row_of_parts(&row.values(), ExamRow::PARTS, &row.domains())?;
    }
    Ok(writer.finish()?)
}
