//! The program under `strace`: which calls it writes by, and something that happens at one of them.

use std::collections::BTreeMap;
use std::process::{Command, ExitStatus};
use std::sync::OnceLock;

use crate::machine::{Machine, long};

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_askback");

/// The calls by which anything reaches a disk or a reader.
const WRITING: &str = "write,writev,pwrite64,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,renameat2,link,linkat,mkdir,mkdirat";

/// One call of the program: the how-manieth of its kind, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) call: String,
    pub(crate) number: usize,
}

/// Tells whether calls can be traced here; says why not where they cannot.
pub(crate) fn can_trace() -> bool {
    static CAN: OnceLock<bool> = OnceLock::new();
    *CAN.get_or_init(|| {
        let tried = Command::new("strace").args(["-qq", "-e", "trace=none", "true"]).output();
        let can = tried.as_ref().is_ok_and(|output| output.status.success());
        if !can {
            let why = tried
                .map_or_else(|error| error.to_string(), |output| String::from_utf8_lossy(&output.stderr).into_owned());
            eprintln!("SKIPPED: strace cannot trace here ({}); no crash was tried", why.trim());
        }
        can
    })
}

/// Returns every writing call of a run, in order.
pub(crate) fn calls(machine: &Machine, args: &[&str]) -> Vec<Point> {
    let trace = machine.path("trace");
    let mut strace = machine.command("strace");
    strace.args(["-f", "-qq", "--seccomp-bpf", "-e"]).arg(format!("trace={WRITING}")).arg("-o").arg(&trace);
    assert!(strace.arg(PROGRAM).args(args).status().unwrap().success(), "{}", machine.shown("err"));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let text = String::from_utf8_lossy(&std::fs::read(trace).unwrap()).into_owned();
    let named =
        text.lines().filter_map(|line| line.split_once(' ')?.1.trim_start().split_once('(')).map(|(call, _)| call);
    named
        .filter(|call| WRITING.split(',').any(|known| known == *call))
        .map(|call| {
            let number = counts.entry(call.to_owned()).or_default();
            *number += 1;
            Point { call: call.to_owned(), number: *number }
        })
        .collect()
}

/// Runs the program and lets something happen at one of its calls: `signal=KILL`, `error=EIO`.
pub(crate) fn happens(machine: &Machine, args: &[&str], what: &str, point: &Point, for_ever: bool) -> ExitStatus {
    let Point { call, number } = point;
    let from_here_on = if for_ever { "+" } else { "" };
    let mut strace = machine.command("strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e"]).arg(format!("trace={call}")).arg("-e");
    strace.arg(format!("inject={call}:{what}:when={number}{from_here_on}"));
    strace.arg(PROGRAM).args(args).status().unwrap()
}

/// Returns the points to try: all of them, or in a short run all at both ends and some between,
/// at a distance that reaches every kind of call.
pub(crate) fn chosen(points: Vec<Point>, ends: usize, every: usize) -> Vec<Point> {
    let last = points.len();
    let is_chosen = |index: usize| long() || index < ends || index + ends >= last || index.is_multiple_of(every);
    points.into_iter().enumerate().filter(|(index, _)| is_chosen(*index)).map(|(_, point)| point).collect()
}
