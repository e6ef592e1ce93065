//! Care of the store: what doctor finds and leaves alone, backups made by themselves, and the way
//! back from damage.

use serde_json::Value;

use crate::sandbox::{CAPITALS, Sandbox};

fn studied() -> Sandbox {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    sandbox.study("\n3\n\n1\n");
    sandbox
}

fn changed(sandbox: &Sandbox, sql: &str) {
    let store = rusqlite::Connection::open(sandbox.store()).unwrap();
    store.execute_batch(sql).unwrap();
    store.close().unwrap();
}

#[track_caller]
fn finds(sandbox: &Sandbox, code: i32, kind: &str) -> Value {
    let report = sandbox.run(&["doctor", "--json"]).exits(code).json();
    let found = report["findings"].as_array().unwrap().iter().find(|finding| finding["kind"] == kind);
    found.unwrap_or_else(|| panic!("no finding of the kind {kind}: {report:#}")).clone()
}

#[test]
fn doctor_says_as_json_how_a_store_is() {
    let report = studied().run(&["doctor", "--json"]).exits(0).json();
    assert_eq!((&report["schema_version"], &report["sound"]), (&1.into(), &true.into()));
    assert_eq!((&report["cards"], &report["events"], &report["backups"]), (&3.into(), &2.into(), &1.into()));
    assert_eq!(report["findings"], serde_json::json!([]));
    let none = Sandbox::new().run(&["doctor", "--json"]).exits(0).json();
    assert_eq!((&none["sound"], &none["events"]), (&true.into(), &0.into()));
}

#[test]
fn doctor_finds_a_state_that_is_not_what_the_log_gives_and_repair_computes_it_anew() {
    let sandbox = studied();
    changed(&sandbox, "update record set interval_days = 99");
    finds(&sandbox, 5, "state");
    sandbox.run(&["doctor"]).exits(5).shows("its kept state is not what the log gives").shows("askback repair");
    sandbox.run(&["repair"]).exits(0).shows("Computed anew from the log: 2 cards.").shows("before-repair.db");
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
    sandbox.run(&["repair"]).exits(0).shows("nothing to repair");
}

#[test]
fn doctor_names_a_row_of_the_log_that_was_edited_and_the_others_stay_usable() {
    for (edit, says) in [
        ("quality = 0", "does not follow from the one before it"),
        ("at_ms = 9476160000000000", "does not follow"),
        ("answer_ms = -1", "cannot be read"),
        ("quality = 9", "cannot be read"),
    ] {
        let sandbox = studied();
        changed(
            &sandbox,
            &format!(
                "pragma ignore_check_constraints = on; drop trigger log_is_never_changed; update log set {edit} where seq = 1"
            ),
        );
        let finding = finds(&sandbox, 5, "store");
        let text = finding["text"].as_str().unwrap();
        assert!(
            text.starts_with("log row 1 of device ") && text.contains(says) || text.contains("CHECK"),
            "{edit}: {text}"
        );
        sandbox.run(&["export", "reviews"]).exits(0).shows("capitals");
        sandbox.run(&["study", "."]).types("\n3\n").exits(0);
    }
}

#[test]
fn doctor_tells_of_notes_that_cannot_be_read_and_guessed_encodings_and_twins() {
    let sandbox = studied();
    sandbox.write("picture.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    assert!(finds(&sandbox, 3, "notes")["text"].as_str().unwrap().contains("picture.md"));
    std::fs::remove_file(sandbox.path("picture.md")).unwrap();
    sandbox.write("old.md", b"# Caf\xe9\n\nQ: What is drunk in a caf\xe9?\nA: coffee\n");
    assert!(finds(&sandbox, 0, "encoding")["text"].as_str().unwrap().contains("old.md"));
    sandbox.write("../other/twin.md", "# Other\n\nQ: What is the capital of France?\nA: Paris\n");
    sandbox.run(&["add", "../other"]).exits(0);
    sandbox.run(&["scan"]).exits(0);
    let twins = finds(&sandbox, 0, "duplicate")["text"].as_str().unwrap().to_owned();
    assert!(twins.contains("capitals.md:3") && twins.contains("twin.md:3"), "{twins}");
    std::fs::remove_dir_all(sandbox.path("../other")).unwrap();
    assert!(finds(&sandbox, 3, "notes")["text"].as_str().unwrap().contains("other: not found"));
}

#[test]
fn doctor_changes_not_one_byte() {
    let sandbox = studied();
    let listing = || {
        let folder = sandbox.store().parent().unwrap().to_owned();
        let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    sandbox.run(&["due"]).exits(0);
    let before = (std::fs::read(sandbox.store()).unwrap(), sandbox.backups());
    let names = listing();
    sandbox.run(&["doctor"]).exits(0);
    sandbox.run(&["doctor", "--json"]).exits(0);
    assert_eq!((std::fs::read(sandbox.store()).unwrap(), sandbox.backups()), before);
    let left: Vec<_> = listing()
        .into_iter()
        .filter(|name| !name.to_string_lossy().contains("-shm") && !name.to_string_lossy().contains("-wal"))
        .collect();
    assert!(left.iter().all(|name| names.contains(name)), "{left:?}");
}

#[test]
fn after_each_days_study_there_is_one_backup_that_can_be_put_back() {
    let mut sandbox = studied();
    assert_eq!(sandbox.backups(), ["2024-03-01-daily.db"]);
    sandbox.study("\n3\n");
    assert_eq!(sandbox.backups(), ["2024-03-01-daily.db"]);
    sandbox.later("2024-03-02T15:00:00+01:00");
    sandbox.study("\n3\n");
    assert_eq!(sandbox.backups(), ["2024-03-01-daily.db", "2024-03-02-daily.db"]);
    let backup = sandbox.store().with_extension("backups").join("2024-03-01-daily.db");
    let shown = sandbox.run(&["restore", backup.to_str().unwrap()]).exits(0).shows("Restored 2 events");
    let kept = shown.lines_after("The store as it was is kept as ")[0].trim_end_matches('.').to_owned();
    assert!(kept.ends_with("2024-03-02-before-restore.db"), "{kept}");
    assert_eq!(sandbox.json(&["export", "reviews"])["reviews"].as_array().unwrap().len(), 2);
    // And back again: nothing was thrown away.
    sandbox.run(&["restore", &kept]).exits(0).shows("Restored ");
    assert!(sandbox.json(&["export", "reviews"])["reviews"].as_array().unwrap().len() > 2);
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
}

#[test]
fn a_damaged_store_is_told_with_the_command_that_brings_it_back() {
    for length in [5_000, 20_000] {
        let sandbox = studied();
        let bytes = std::fs::read(sandbox.store()).unwrap();
        std::fs::write(sandbox.store(), &bytes[..length]).unwrap();
        let shown = sandbox.run(&["study", "."]).types("\n3\n").exits(5);
        let command = shown.err.split("askback restore ").nth(1).unwrap_or_else(|| panic!("{shown}")).trim();
        assert!(command.ends_with("2024-03-01-daily.db"), "{command}");
        sandbox.run(&["restore", command]).exits(0).shows("Restored 2 events").shows("askback.db.damaged-1");
        assert_eq!(std::fs::read(sandbox.store().with_file_name("askback.db.damaged-1")).unwrap(), &bytes[..length]);
        sandbox.run(&["doctor"]).exits(0).shows("all is well");
        assert_eq!(sandbox.json(&["export", "reviews"])["reviews"].as_array().unwrap().len(), 2);
    }
}

#[test]
fn what_is_no_good_backup_is_never_put_in_the_place_of_the_store() {
    let sandbox = studied();
    let bytes = std::fs::read(sandbox.store()).unwrap();
    sandbox.write("garbage.db", vec![7_u8; 9_000]);
    sandbox.write("cut.db", &bytes[..bytes.len() / 2]);
    sandbox.write("empty.db", "");
    for (file, code) in [("garbage.db", 5), ("cut.db", 5), ("empty.db", 1), ("none.db", 1)] {
        sandbox.run(&["restore", file]).exits(code).tells(file).tells("hint: ");
        assert_eq!(std::fs::read(sandbox.store()).unwrap(), bytes, "{file}");
    }
    let mine = sandbox.store().to_str().unwrap().to_owned();
    sandbox.run(&["restore", &mine]).exits(0);
    assert_eq!(sandbox.json(&["export", "reviews"])["reviews"].as_array().unwrap().len(), 2);
}

#[test]
fn a_backup_is_for_its_owner_only_and_never_replaces_a_file() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = studied();
    sandbox.run(&["backup", "copy.db"]).exits(0).shows("Copied to copy.db and checked.");
    let mode = |path: std::path::PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(sandbox.path("copy.db")), 0o600);
    assert_eq!(mode(sandbox.store()), 0o600);
    assert_eq!(mode(sandbox.store().with_extension("backups")), 0o700);
    sandbox.run(&["backup", "copy.db"]).exits(1).tells("there is a file already");
    sandbox.run(&["backup", "no/such/folder.db"]).exits(1).tells("no/such");
}

#[test]
fn a_backup_that_cannot_be_made_is_told_and_the_grades_stay() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    std::fs::create_dir_all(sandbox.store().parent().unwrap()).unwrap();
    // A file where the folder of the backups should be.
    std::fs::write(sandbox.store().with_extension("backups"), "in the way").unwrap();
    sandbox.study("\n3\n").shows("Saved: good").tells("no backup could be made");
    assert_eq!(sandbox.json(&["export", "reviews"])["reviews"].as_array().unwrap().len(), 1);
}
