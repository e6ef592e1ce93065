//! Taking times: ours and the bare loop in turn, the quickest of each.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Returns the seconds that work takes.
pub(crate) fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

/// Runs both in turn, A B A B, and returns the quickest of each: what else the machine does only
/// ever adds to a time.
pub(crate) fn in_turn(rounds: usize, mut ours: impl FnMut() -> f64, mut bare: impl FnMut() -> f64) -> (f64, f64) {
    let once = |_| (ours(), bare());
    (0..rounds)
        .map(once)
        .fold((f64::MAX, f64::MAX), |(least, of_bare), (ours, bare)| (least.min(ours), of_bare.min(bare)))
}

/// Returns the value below which a share of the values lies; 0.5 is the median.
pub(crate) fn share(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = (values.len().saturating_sub(1) as f64 * share).round() as usize;
    values.get(place).copied().unwrap_or(0.0)
}

/// A program ready to run over a store on the day after the history.
pub(crate) fn askback(store: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_askback"));
    command.env_clear().env("HOME", store.parent().unwrap()).env("TZ", "UTC");
    command.arg("--store").arg(store).args(["--now", "2024-01-01T12:00:00Z", "--seed", "1"]).args(args);
    command
}

/// Returns the seconds a program takes, from start to end.
pub(crate) fn process(command: &mut Command) -> f64 {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    seconds(|| assert!(command.status().unwrap().success(), "{command:?}"))
}

/// Returns the seconds until a program prints a line that begins with `sign`; it is stopped then.
pub(crate) fn until(command: &mut Command, sign: &str) -> f64 {
    let start = Instant::now();
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let found = lines.map(Result::unwrap).any(|line| line.starts_with(sign));
    let taken = start.elapsed().as_secs_f64();
    drop(child.stdin.take());
    let _ = child.kill();
    child.wait().unwrap();
    assert!(found, "no line begins with {sign}: {command:?}");
    taken
}

/// Returns the most memory a program held, in MiB; 0 where the system does not tell.
pub(crate) fn peak(command: &mut Command) -> f64 {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let place = format!("/proc/{}/status", child.id());
    let mut most = 0.0_f64;
    while child.try_wait().unwrap().is_none() {
        let status = std::fs::read_to_string(&place).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(str::trim);
        let held = line.and_then(|line| line.strip_suffix(" kB")).and_then(|number| number.parse::<f64>().ok());
        most = most.max(held.unwrap_or(0.0) / 1024.0);
        std::thread::sleep(std::time::Duration::from_micros(200));
    }
    most
}
