//! Stores that are none, are damaged, or may not be written: said with file and next step, and
//! the file left as it was.

use std::os::unix::fs::PermissionsExt;

use crate::sandbox::{CAPITALS, Sandbox};

/// Every command that opens the store, and how it ends where the store is no good.
const COMMANDS: [&[&str]; 8] =
    [&["study", "."], &["due"], &["cards"], &["stats"], &["add", "."], &["scan"], &["export", "reviews"], &["doctor"]];

#[track_caller]
fn every_command_refuses(bytes: &[u8], code: i32, says: &str, hint: &str) {
    for command in COMMANDS {
        let sandbox = Sandbox::new().note("capitals.md", CAPITALS).store_of(bytes);
        let shown = sandbox.run(command).exits(code).tells(says).tells(hint).tells("askback.db");
        assert_eq!(shown.out, "", "{command:?}");
        assert_eq!(std::fs::read(sandbox.store()).unwrap(), bytes, "{command:?} changed the file");
    }
}

/// The bytes of a store with some reviews.
fn studied() -> Vec<u8> {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    sandbox.study("\n3\n\n1\n");
    std::fs::read(sandbox.store()).unwrap()
}

#[test]
fn random_bytes_are_not_a_store() {
    let bytes: Vec<u8> = (0..9000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    every_command_refuses(
        &bytes,
        5,
        "not an askback store (it is no SQLite file)",
        "hint: name another file with --store",
    );
}

#[test]
fn another_programs_database_is_left_alone() {
    let sandbox = Sandbox::new();
    let file = sandbox.path("other.db");
    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("create table song (name text); insert into song values ('la');").unwrap();
    other.close().unwrap();
    every_command_refuses(&std::fs::read(file).unwrap(), 5, "it belongs to another program", "--store");
}

#[test]
fn a_store_of_a_newer_version_is_left_alone() {
    let sandbox = Sandbox::new().store_of(studied());
    let store = rusqlite::Connection::open(sandbox.store()).unwrap();
    store.pragma_update(None, "user_version", 99).unwrap();
    store.close().unwrap();
    let bytes = std::fs::read(sandbox.store()).unwrap();
    every_command_refuses(&bytes, 6, "written by a newer askback (schema 99)", "install the newer askback");
}

#[test]
fn a_truncated_store_is_damaged() {
    let bytes = studied();
    for length in [bytes.len() / 2, 4096, 5000, 100] {
        let sandbox = Sandbox::new().note("capitals.md", CAPITALS).store_of(&bytes[..length]);
        let shown = sandbox.run(&["doctor"]).done();
        assert!(!shown.out.contains("all is well"), "{length} bytes: {shown}");
        sandbox.run(&["study", "."]).types("\n3\n").exits(5).tells("damaged").tells("hint: ");
    }
}

#[test]
fn a_folder_cannot_be_the_store() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    sandbox.run(&["--store", ".", "study"]).exits(2).tells("it is a folder").tells("hint: name a file with --store");
}

#[test]
fn an_empty_file_becomes_the_store() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS).store_of("");
    sandbox.study("\n3\n").shows("1 graded");
    sandbox.run(&["doctor"]).shows("all is well").exits(0);
}

#[test]
fn without_a_home_the_store_must_be_named() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    let homeless =
        |args: &[&str]| sandbox.run(args).without("HOME").without("XDG_DATA_HOME").without("XDG_CONFIG_HOME");
    homeless(&["--store", "here.db", "study", "capitals.md"]).types("\n3\n").shows("1 graded").exits(0);
    let sandbox = Sandbox::new();
    sandbox.run(&["due"]).with("ASKBACK_STORE", "there.db").without("HOME").exits(0);
}

#[test]
fn a_store_that_may_only_be_read_is_read_and_not_graded() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    sandbox.study("\n3\n");
    let sandbox = sandbox.of_an_ordinary_user();
    let bytes = std::fs::read(sandbox.store()).unwrap();
    let allow = |mode: u32, folder: u32| {
        std::fs::set_permissions(sandbox.store(), PermissionsExt::from_mode(mode)).unwrap();
        std::fs::set_permissions(sandbox.store().parent().unwrap(), PermissionsExt::from_mode(folder)).unwrap();
    };
    allow(0o400, 0o500);
    let study = sandbox.run(&["study"]).types("\n3\n").done();
    let read: Vec<_> = [&["due", "--count"][..], &["cards"], &["export", "reviews"], &["doctor"]]
        .iter()
        .map(|command| sandbox.run(command).done())
        .collect();
    allow(0o600, 0o700);
    let study = study.exits(1).tells("the store cannot be written").tells("hint: make the file");
    assert_eq!(study.out, "", "nothing is asked that cannot be kept");
    for (shown, text) in read.into_iter().zip(["2", "capital of France", "learn", "all is well"]) {
        shown.exits(0).shows(text);
    }
    assert_eq!(std::fs::read(sandbox.store()).unwrap(), bytes);
}

#[test]
fn a_store_of_the_first_version_is_brought_up_to_date_with_a_copy_beside_it() {
    let sandbox = Sandbox::new().note("note.md", CAPITALS).store_of("");
    let store = rusqlite::Connection::open(sandbox.store()).unwrap();
    store.execute_batch(include_str!("../../migrations/0001_log_and_cards.sql")).unwrap();
    store.execute_batch("pragma application_id = 1095977794; pragma user_version = 1").unwrap();
    store.close().unwrap();
    sandbox.run(&["due", "--count"]).exits(0).shows("0");
    assert!(sandbox.backups().iter().any(|name| name.ends_with("before-migration.db")));
    sandbox.run(&["study", "."]).types("\n3\n").exits(0).shows("3 cards to go");
}
