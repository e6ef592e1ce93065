//! The page of promises names a test for each, and each of them is there.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "reads the repository; a failure is the test's")]

use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn every_promise_is_held_by_a_test_that_is_there() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(top.join("docs/promises.md")).unwrap();
    let source: String = [top.join("src"), top.join("tests")]
        .iter()
        .flat_map(|folder| sources(folder))
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let rows = page.lines().filter(|line| line.starts_with("| ") && line.contains('`'));
    let named: Vec<&str> =
        rows.flat_map(|row| row.rsplit_once(" | ").unwrap().1.split('`').skip(1).step_by(2)).collect();
    assert!(named.len() > 30, "{named:?}");
    let names = named.iter().filter(|name| !name.contains('/'));
    let gone: Vec<_> = names.filter(|name| !source.contains(&format!("fn {name}("))).collect();
    assert!(gone.is_empty(), "the page names tests that are not there: {gone:?}");
}
