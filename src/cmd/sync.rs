//! `askback sync`: several machines over a folder they share, or over ssh.
//!
//! In the folder each machine writes one file, its own, and reads those of the others. So nothing
//! that carries the folder about ever sees two machines write one file.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use super::merge::{Taken, take};
use super::{Done, World, counted};
use crate::error::Problem;
use crate::files;
use crate::model::Device;
use crate::store::{Extent, Store, StoreError, log_digest, survey};

/// How the files in the folder are named: this, the device, `.log`.
const NAME: &str = "askback-";

pub(super) fn run(target: &str, world: &mut World<'_>) -> Done {
    let folder = Path::new(target);
    if !folder.is_dir() {
        return match remote(target) {
            Some((host, path)) => over_ssh(host, path, world),
            None => Err(Problem::failed(format!("{target}: no such folder"))
                .hinted("make it first, or name another machine as HOST:STORE")),
        };
    }
    let mut store = world.open()?;
    let (others, skipped) = pull(folder, &mut store, world)?;
    push(folder, &store, &others, world)?;
    let machines = counted(others.len() + 1, "machine");
    world.prose(&format!("The log is now {}, from {machines} in {target}.", log_digest(&store.extent()?)))?;
    store.close()?;
    Ok(if skipped > 0 { ExitCode::from(3) } else { ExitCode::SUCCESS })
}

/// Takes over what the other machines' files hold; returns what each holds, and how many files
/// could not be read to their end.
fn pull(folder: &Path, store: &mut Store, world: &mut World<'_>) -> Result<(Vec<Extent>, usize), Problem> {
    let own = own_file(folder, store)?;
    let (mut others, mut skipped) = (Vec::new(), 0);
    for path in files::named(folder, NAME, ".log")?.into_iter().filter(|path| *path != own) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        match take(&path, &name, store, world) {
            Ok(taken) => {
                told(&taken, &name, world)?;
                skipped += usize::from(taken.merged.broken_at.is_some());
                others.push(taken.theirs);
            }
            // A file of a later version holds up nobody else's.
            Err(problem) => {
                world.tell(&format!("skipped {}", problem.what))?;
                skipped += 1;
            }
        }
    }
    Ok((others, skipped))
}

/// Says what came in from a file, if anything is to be said.
fn told(taken: &Taken, name: &str, world: &mut World<'_>) -> Result<(), Problem> {
    let quiet = taken.merged.new == 0 && taken.merged.broken_at.is_none();
    if quiet { Ok(()) } else { taken.tell(name, world) }
}

/// Writes what no other machine's file holds to our own, unless it stands there already.
fn push(folder: &Path, store: &Store, others: &[Extent], world: &mut World<'_>) -> Result<(), Problem> {
    let (own, path) = (store.own_device()?, own_file(folder, store)?);
    let extent = store.extent()?;
    let held = |device: &Device| {
        let there = |other: &Extent| other.get(device).zip(extent.get(device)).is_some_and(|(a, b)| a == b);
        others.iter().any(there)
    };
    let ours: Extent =
        extent.iter().filter(|(device, _)| **device == own || !held(device)).map(|(a, b)| (*a, *b)).collect();
    let before = if path.exists() { survey(files::open(&path)?)? } else { None };
    if before.is_some_and(|before| before.broken_at.is_none() && before.extent == ours) {
        return Ok(());
    }
    let rows = files::write_stream(&path, |sink| -> Result<u64, Problem> {
        Ok(store.write_log(sink, |device| ours.contains_key(device))?)
    })?;
    world.prose(&format!(
        "Wrote {} to {}.",
        counted(usize::try_from(rows).unwrap_or(usize::MAX), "event"),
        path.display()
    ))
}

fn own_file(folder: &Path, store: &Store) -> Result<PathBuf, StoreError> {
    Ok(folder.join(format!("{NAME}{}.log", &store.own_device()?.to_string()[..16])))
}

/// Returns host and store of `ssh://HOST/STORE` and `HOST:STORE`; nothing of the host may be taken
/// by ssh for an option.
fn remote(target: &str) -> Option<(&str, &str)> {
    let (host, path) = match target.strip_prefix("ssh://") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => target.split_once(':')?,
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "@._-[]".contains(c);
    (!host.is_empty() && !host.starts_with('-') && host.chars().all(plain)).then_some((host, path))
}

/// Pulls the other machine's log, then lets it take over ours.
fn over_ssh(host: &str, path: &str, world: &mut World<'_>) -> Done {
    let mut store = world.open()?;
    let mut pulled =
        ssh(host, path, &["export", "log"]).stdout(Stdio::piped()).spawn().map_err(|error| no_ssh(&error))?;
    let log = match &mut pulled.stdout {
        Some(stdout) => files::spooled(stdout)?,
        None => return Err(Problem::failed("ssh gave no output")),
    };
    finished(&mut pulled, host)?;
    let taken = take(log.path(), host, &mut store, world)?;
    taken.tell(host, world)?;
    let extent = store.extent()?;
    if extent != taken.theirs {
        let mut pushed = ssh(host, path, &["merge", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .map_err(|error| no_ssh(&error))?;
        if let Some(mut stdin) = pushed.stdin.take() {
            store.write_log(std::io::BufWriter::new(&mut stdin), |_| true)?;
            stdin.flush()?;
        }
        finished(&mut pushed, host)?;
    }
    world.prose(&format!("The log is now {}, here and on {host}.", log_digest(&extent)))?;
    store.close()?;
    Ok(if taken.merged.broken_at.is_some() { ExitCode::from(3) } else { ExitCode::SUCCESS })
}

/// Returns the command by which askback runs on another machine.
fn ssh(host: &str, path: &str, words: &[&str]) -> Command {
    let mut command = Command::new("ssh");
    command.arg("--").arg(host).arg("askback");
    if !path.is_empty() {
        // The shell at the other end reads this: in single quotes nothing has a meaning.
        command.arg(format!("--store='{}'", path.replace('\'', r"'\''")));
    }
    command.args(words);
    command
}

fn no_ssh(error: &std::io::Error) -> Problem {
    Problem::failed(format!("ssh cannot be started: {error}")).hinted("install ssh, or sync over a folder")
}

fn finished(child: &mut std::process::Child, host: &str) -> Result<(), Problem> {
    let status = child.wait()?;
    if status.success() {
        return Ok(());
    }
    Err(Problem::failed(format!("{host}: askback did not finish there ({status})"))
        .hinted(format!("try:  ssh {host} askback --version")))
}
