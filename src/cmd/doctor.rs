//! `askback doctor`: everything that may be wrong, each with what to do; it changes nothing.

use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher;
use std::path::Path;
use std::process::ExitCode;

use rustc_hash::FxBuildHasher;
use serde::Serialize;

use super::notes::remark;
use super::{Done, World, counted};
use crate::error::{Code, Problem};
use crate::files;
use crate::model::Question;
use crate::notes;
use crate::store::{Held, Presence, Store, backups, newest_good};

/// How far a clock may stand behind the last event before it is told, in milliseconds.
const CLOCK_SLACK_MS: i64 = 3_600_000;

/// How much something found matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
enum Weight {
    /// Good to know.
    Remark,
    /// Some notes are left out.
    Skipped,
    /// The store is damaged.
    Fault,
}

/// Something found.
#[derive(Serialize)]
struct Finding {
    weight: Weight,
    kind: &'static str,
    text: String,
    next: Option<&'static str>,
}

/// All that was found.
#[derive(Serialize)]
struct Report {
    schema_version: u32,
    store: String,
    sound: bool,
    cards: usize,
    events: usize,
    backups: usize,
    newest_backup: Option<String>,
    findings: Vec<Finding>,
}

pub(super) fn run(json: bool, world: &mut World<'_>) -> Done {
    let Some(store) = world.peek()? else {
        return nothing(json, world);
    };
    let mut findings = Vec::new();
    damage(&store, &mut findings)?;
    note_files(&store, &mut findings)?;
    let cards = twins(&store, &mut findings)?;
    ambiguous(&store, &mut findings)?;
    clock(&store, &mut findings, world)?;
    let report = report(&store, cards, findings)?;
    if json {
        world.json(&report)?
    } else {
        show(&report, world)?
    }
    Ok(match report.findings.iter().map(|finding| finding.weight).max() {
        Some(Weight::Fault) => ExitCode::from(Code::Damaged as u8),
        Some(Weight::Skipped) => ExitCode::from(Code::Skipped as u8),
        _ => ExitCode::SUCCESS,
    })
}

/// Says that there is nothing to check.
fn nothing(json: bool, world: &mut World<'_>) -> Done {
    if json {
        let store = world.store_path().display().to_string();
        let none = Report {
            schema_version: 1,
            store,
            sound: true,
            cards: 0,
            events: 0,
            backups: 0,
            newest_backup: None,
            findings: Vec::new(),
        };
        world.json(&none)?;
    } else {
        world.prose("There is no store yet; nothing to check.")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Looks at the bytes, the chain of the log, and the kept state.
fn damage(store: &Store, findings: &mut Vec<Finding>) -> Result<(), Problem> {
    let broken = store.faults()?;
    let restore = "go back to a backup:  askback restore FILE";
    findings.extend(broken.into_iter().map(|text| Finding {
        weight: Weight::Fault,
        kind: "store",
        text,
        next: Some(restore),
    }));
    findings.extend(store.differing()?.into_iter().map(|card| Finding {
        weight: Weight::Fault,
        kind: "state",
        text: format!("card {card}: its kept state is not what the log gives"),
        next: Some("compute it anew:  askback repair"),
    }));
    Ok(())
}

/// Reads every note and says which cannot be, or only by a guess.
fn note_files(store: &Store, findings: &mut Vec<Finding>) -> Result<(), Problem> {
    for root in store.roots()?.iter().filter(|root| !root.hidden && root.kind != "builtin") {
        if !Path::new(&root.path).exists() {
            let text = format!("{}: not found; its cards are kept", root.path);
            let next = Some("bring it back, or:  askback forget PATH");
            findings.push(Finding { weight: Weight::Skipped, kind: "notes", text, next });
            continue;
        }
        let found = files::collect(Path::new(&root.path), &root.key)?;
        findings.extend(found.skipped.into_iter().map(|file| Finding {
            weight: Weight::Skipped,
            kind: "notes",
            text: format!("{}: {}", file.path.display(), file.reason),
            next: None,
        }));
        for file in found.notes {
            let shown = file.path.to_string_lossy();
            let read = files::read(&file.path).map_err(|error| error.to_string());
            match read
                .and_then(|bytes| notes::note(&shown, &file.key, &bytes).map_err(|reason| format!("{shown}: {reason}")))
            {
                Ok(note) => findings.extend(note.remarks.iter().map(|found| Finding {
                    weight: Weight::Remark,
                    kind: "encoding",
                    text: remark(&shown, found),
                    next: None,
                })),
                Err(text) => {
                    findings.push(Finding { weight: Weight::Skipped, kind: "notes", text, next: None });
                }
            }
        }
    }
    Ok(())
}

/// Finds cards that ask and answer the same at several places; returns how many cards there are.
///
/// The cards are read twice, so that only the texts of those few are held.
fn twins(store: &Store, findings: &mut Vec<Finding>) -> Result<usize, Problem> {
    let hasher = FxBuildHasher;
    let mark = |held: &Held| hasher.hash_one((&held.question.prompt, &held.question.answer));
    let (mut cards, mut seen, mut twice) = (0, HashSet::new(), HashSet::new());
    store.each_card(|held| {
        cards += 1;
        if held.presence == Presence::Present && !seen.insert(mark(&held)) {
            twice.insert(mark(&held));
        }
        Ok::<(), Problem>(())
    })??;
    let mut places: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    store.each_card(|held| {
        if held.presence == Presence::Present && twice.contains(&mark(&held)) {
            let Question { prompt, answer, source, .. } = held.question;
            places.entry((prompt, answer)).or_default().push(format!("{}:{}", source.path, source.line));
        }
        Ok::<(), Problem>(())
    })??;
    findings.extend(places.into_iter().filter(|(_, places)| places.len() > 1).map(|((prompt, _), places)| Finding {
        weight: Weight::Remark,
        kind: "duplicate",
        text: format!("the same question stands at {}: {prompt}", places.join(" and ")),
        next: Some("keep one of them, or suspend a card"),
    }));
    Ok(cards)
}

/// Finds cards that wait for the learner to say which they are.
fn ambiguous(store: &Store, findings: &mut Vec<Finding>) -> Result<(), Problem> {
    let mut former: Vec<_> = store.open_doubts()?.into_iter().map(|open| open.former).collect();
    former.dedup();
    findings.extend(former.into_iter().map(|card| Finding {
        weight: Weight::Remark,
        kind: "ambiguous",
        text: format!("card {card} may be in your notes under another name"),
        next: Some("decide:  askback reconcile"),
    }));
    Ok(())
}

/// Compares the clock with the log.
fn clock(store: &Store, findings: &mut Vec<Finding>, world: &World<'_>) -> Result<(), Problem> {
    if let Some(text) = behind(store, world)? {
        let next = Some("set the clock; nothing in the log depends on it");
        findings.push(Finding { weight: Weight::Remark, kind: "clock", text, next });
    }
    Ok(())
}

/// Returns that the clock stands before the last event, if it does.
pub(super) fn behind(store: &Store, world: &World<'_>) -> Result<Option<String>, Problem> {
    let now = world.now();
    let last = store.last_at_ms()?.unwrap_or(i64::MIN);
    if now.at_ms >= last.saturating_sub(CLOCK_SLACK_MS) {
        return Ok(None);
    }
    let last = crate::model::Moment { at_ms: last, ..now.clone() };
    Ok(Some(format!("the clock says {}, before the last answer at {}", now.rfc3339(), last.rfc3339())))
}

fn report(store: &Store, cards: usize, mut findings: Vec<Finding>) -> Result<Report, Problem> {
    let known = backups(store.path());
    let newest = newest_good(store.path());
    if newest.is_none() && store.event_count()? > 0 {
        let text = "there is no backup that holds together".to_owned();
        findings.push(Finding {
            weight: Weight::Remark,
            kind: "backup",
            text,
            next: Some("one is made after each day's study, or now:  askback backup FILE"),
        });
    }
    Ok(Report {
        schema_version: 1,
        store: store.path().display().to_string(),
        sound: findings.iter().all(|finding| finding.weight != Weight::Fault),
        cards,
        events: store.event_count()?,
        backups: known.len(),
        newest_backup: newest.map(|path| path.display().to_string()),
        findings,
    })
}

fn show(report: &Report, world: &mut World<'_>) -> Result<(), Problem> {
    for Finding { weight, text, next, .. } in &report.findings {
        let word = match weight {
            Weight::Fault => "fault",
            Weight::Skipped => "left out",
            Weight::Remark => "remark",
        };
        world.prose(&format!("{word}: {text}"))?;
        if let Some(next) = next {
            world.say(&format!("  {next}"))?;
        }
    }
    if let Some(newest) = &report.newest_backup {
        world.prose(&format!("Backups: {}, the newest good one {newest}.", report.backups))?;
    }
    let count = |weight: Weight| report.findings.iter().filter(|finding| finding.weight == weight).count();
    let verdict = match (count(Weight::Fault), count(Weight::Skipped)) {
        (0, 0) => "all is well".to_owned(),
        (0, skipped) => format!("the store is sound, {} left out", counted(skipped, "note")),
        (faults, _) => counted(faults, "fault"),
    };
    let (cards, events) = (counted(report.cards, "card"), counted(report.events, "event"));
    world.prose(&format!("Checked {cards} and {events} of {}: {verdict}.", report.store))
}
