//! Several machines: merged over files, synced over a folder and over a pipe to ssh.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Stdio;

use crate::sandbox::{CAPITALS, PROGRAM, Sandbox, Shown};

/// A machine with three cards, of which some were graded.
fn machine(grades: &str) -> Sandbox {
    let learner = Sandbox::new().note("capitals.md", CAPITALS);
    learner.run(&["study", "."]).types(grades).exits(0);
    learner
}

/// What a machine knows of its cards, without where the notes lie there.
fn cards(machine: &Sandbox) -> String {
    machine.run(&["export", "cards"]).exits(0).out.replace(machine.path("").to_str().unwrap(), "")
}

fn digest(shown: &Shown) -> String {
    let line = shown.out.lines().find(|line| line.starts_with("The log is now ")).expect("the digest is told");
    line["The log is now ".len()..][..32].to_owned()
}

fn carried(from: &Sandbox, to: &Sandbox) -> PathBuf {
    let file = to.path("other.log");
    from.run(&["export", "log", "-o", file.to_str().unwrap(), "--force"]).exits(0);
    file
}

#[test]
fn two_machines_that_merge_each_other_know_the_same() {
    let (one, other) = (machine("\ngood\n\nagain\n\ngood\n"), machine("\nhard\n"));
    let store = other.store();
    let first = one.run(&["merge", store.to_str().unwrap()]).exits(0).shows("Took over 1 event from");
    carried(&one, &other);
    let second = other.run(&["merge", "other.log"]).exits(0).shows("Took over").shows("as is that of other.log");
    assert_eq!(digest(&first), digest(&second));
    assert_eq!(cards(&one), cards(&other));
    other.run(&["merge", "other.log"]).exits(0).shows("Nothing new in other.log");
    for machine in [&one, &other] {
        machine.run(&["doctor"]).exits(0).shows("all is well");
        assert!(machine.backups().iter().any(|name| name.ends_with("before-merge.db")), "a copy was kept");
    }
}

#[test]
fn a_machine_without_a_store_takes_over_everything_from_a_pipe() {
    let one = machine("\ngood\n\ngood\n");
    let other = Sandbox::new().note("capitals.md", CAPITALS);
    let log = std::fs::read(carried(&one, &other)).unwrap();
    other.run(&["merge", "-"]).types(log).exits(0).shows("Took over 2 events");
    other.run(&["add", "."]).exits(0);
    assert_eq!(cards(&one), cards(&other));
}

#[test]
fn a_log_that_was_cut_is_taken_over_up_to_there_and_told() {
    let (one, other) = (machine("\ngood\n\ngood\n\ngood\n"), Sandbox::new());
    let file = carried(&one, &other);
    let log = std::fs::read(&file).unwrap();
    std::fs::write(&file, &log[..log.len() / 2]).unwrap();
    other.run(&["merge", "other.log"]).exits(3).tells("other.log:").tells("cut or damaged here");
    std::fs::write(&file, &log).unwrap();
    other.run(&["merge", "other.log"]).exits(0).shows("Took over");
    other.run(&["merge", "other.log"]).exits(0).shows("Nothing new");
}

#[test]
fn what_is_no_log_and_what_a_later_version_wrote_change_nothing() {
    let learner = machine("\ngood\n");
    learner.write("later.log", "{\"askback_log\":2,\"digest\":\"\"}\n");
    learner.run(&["merge", "later.log"]).exits(6).tells("written by a newer askback");
    learner.run(&["merge", "capitals.md"]).exits(1).tells("neither a store nor a log").tells("export log");
    learner.run(&["merge", "nothing.log"]).exits(1).tells("no such file");
    learner.write("broken.db", "SQLite format 3\0and then nothing of the kind");
    learner.run(&["merge", "broken.db"]).exits(5).tells("broken.db");
    let own = learner.store();
    learner.run(&["merge", own.to_str().unwrap()]).exits(0).shows("Nothing new");
}

#[test]
fn machines_that_sync_over_a_folder_write_one_file_each_and_know_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().to_str().unwrap();
    let machines = [machine("\ngood\n\nagain\n"), machine("\nhard\n"), machine("\neasy\n\neasy\n\neasy\n")];
    for machine in machines.iter().chain(&machines) {
        machine.run(&["sync", target]).exits(0);
    }
    let digests: Vec<String> =
        machines.iter().map(|machine| digest(&machine.run(&["sync", target]).exits(0))).collect();
    assert!(digests.iter().all(|digest| *digest == digests[0]), "{digests:?}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
    assert_eq!(cards(&machines[0]), cards(&machines[1]));
    assert_eq!(cards(&machines[0]), cards(&machines[2]));
}

#[test]
fn a_sync_that_finds_nothing_new_leaves_every_file_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().to_str().unwrap();
    let learner = machine("\ngood\n");
    learner.run(&["sync", target]).exits(0).shows("Wrote 1 event to");
    learner.run(&["sync", target]).exits(0).hides("Wrote");
    learner.run(&["sync", "nowhere/at/all"]).exits(1).tells("no such folder");
}

#[test]
fn a_file_of_a_later_version_in_the_folder_holds_up_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().to_str().unwrap();
    let (one, other) = (machine("\ngood\n"), machine("\nhard\n\nhard\n"));
    one.run(&["sync", target]).exits(0);
    std::fs::write(folder.path().join("askback-0000.log"), "{\"askback_log\":9,\"digest\":\"\"}\n").unwrap();
    other.run(&["sync", target]).exits(3).tells("skipped askback-0000.log").shows("Took over 1 event");
}

#[test]
fn two_machines_sync_over_ssh() {
    let (one, other) = (machine("\ngood\n\nagain\n"), machine("\nhard\n"));
    let store = other.store();
    // Stands for ssh: runs what it is given in a shell, as the other machine would.
    let bin = one.path("bin");
    std::fs::create_dir(&bin).unwrap();
    let script = format!(
        "#!/bin/sh\n[ \"$1\" = -- ] && shift\n[ \"$1\" = there ] || exit 255\nshift\nshift\neval exec '{PROGRAM}' \"$@\"\n"
    );
    std::fs::write(bin.join("ssh"), script).unwrap();
    std::fs::set_permissions(bin.join("ssh"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let sync = |target: &str| {
        let path = format!("{}:/usr/bin:/bin", bin.display());
        Shown::of(&one.command(&["sync", target]).env("PATH", path).stdin(Stdio::null()).output().unwrap())
    };
    sync(&format!("there:{}", store.display())).exits(0).shows("here and on there");
    assert_eq!(cards(&one), cards(&other));
    sync(&format!("ssh://there{}", store.display())).exits(0).shows("Nothing new in there");
    sync("elsewhere:x.db").exits(1).tells("elsewhere: askback did not finish there");
    sync("ssh://-oProxyCommand=touch/y").exits(1).tells("no such folder");
}

/// A machine with a log of so many imported reviews.
fn long_log(count: usize) -> Sandbox {
    let rows: String =
        (0..count).map(|n| format!("{},3,{},900\n", n % 400, 1_600_000_000_000_u64 + n as u64 * 40_000_000)).collect();
    let learner = Sandbox::new().note("log.csv", format!("card_id,review_rating,review_time,review_duration\n{rows}"));
    learner.run(&["import", "log.csv"]).exits(0);
    learner
}

#[test]
fn a_merge_that_is_killed_leaves_the_store_as_it_was_or_merged_and_can_be_repeated() {
    let one = long_log(4_000);
    let other = machine("\ngood\n");
    carried(&one, &other);
    for pause_ms in [2, 5, 10, 20, 40, 80, 120, 160, 240, 320] {
        let mut child =
            other.command(&["merge", "other.log"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(pause_ms));
        child.kill().unwrap();
        child.wait().unwrap();
        other.run(&["doctor"]).exits(0).shows("all is well");
        let events = other.run(&["export", "log"]).exits(0).out.lines().count() - 2;
        assert!([1, 4_001].contains(&events), "killed after {pause_ms} ms: {events} events");
    }
    other.run(&["merge", "other.log"]).exits(0);
    other.run(&["merge", "other.log"]).exits(0).shows("Nothing new");
    assert_eq!(other.run(&["export", "log"]).exits(0).out.lines().count() - 2, 4_001);
}
