//! The house as a test: which module may import which, what the core may not touch, how files
//! are named and how long they grow. `src/lib.rs` tells the same in words.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "reads the program's own source; a failure is the test's"
)]

use std::fmt;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The core in the order of the data: a module may import those before it, never those after it.
const CORE: [&str; 13] = [
    "model", "notes", "facts", "questions", "deck", "memory", "schedule", "session", "exam", "history", "stats",
    "import", "export",
];

/// What a module of the core may not name: it would see files, screen, clock, chance or database.
const WORLD: [&str; 22] = [
    "anstream", "chrono::Local", "clap", "crossterm", "etcetera", "fs_err", "iana_time_zone", "ignore", "rand::rng",
    "rusqlite", "rusqlite_migration", "rustyline", "std::env", "std::fs", "std::io::stderr", "std::io::stdin",
    "std::io::stdout", "std::process", "std::thread", "std::time::Instant", "std::time::SystemTime", "tempfile",
];

/// What nothing may name: the program has no network.
const NETWORK: [&str; 2] = ["std::net", "std::os::unix::net"];

/// Lines a file may have, its unit tests included.
const LONGEST_FILE: usize = 600;

/// Files that may be longer, each with its reason.
const LONG_FILES: [(&str, &str); 0] = [];

/// Words that name no place in the house.
const EMPTY_NAMES: [&str; 9] =
    ["util", "utils", "utility", "common", "helper", "helpers", "manager", "managers", "misc"];

#[test]
fn every_import_points_down_or_left() {
    let broken: Vec<String> = sources().iter().flat_map(|source| broken_imports(&source.name, &source.text)).collect();
    assert!(broken.is_empty(), "imports against the layers:\n{}", broken.join("\n"));
}

#[test]
fn the_core_knows_no_file_screen_clock_chance_or_database() {
    let broken: Vec<String> = sources().iter().flat_map(|source| worldly_names(&source.name, &source.text)).collect();
    assert!(broken.is_empty(), "the world inside the core:\n{}", broken.join("\n"));
}

#[test]
fn no_file_is_named_after_nothing() {
    let named: Vec<String> =
        sources().into_iter().map(|source| source.name).filter(|name| says_nothing(name)).collect();
    assert!(named.is_empty(), "name these after what they hold: {named:?}");
}

#[test]
fn no_file_outgrows_the_house_unless_its_reason_is_listed() {
    let mut wrong = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        let listed = LONG_FILES.iter().any(|(name, _)| *name == source.name);
        if lines > LONGEST_FILE && !listed {
            wrong
                .push(format!("{}: {lines} lines, {LONGEST_FILE} at most: divide it, or list its reason", source.name));
        }
        if lines <= LONGEST_FILE && listed {
            wrong.push(format!("{}: {lines} lines: take it off the list of long files", source.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_import_to_the_right_is_reported_with_file_line_and_both_modules() {
    let text = "//! A file.\n\nuse crate::model::Day;\nuse crate::questions::Refusal;\n";
    assert_eq!(
        broken_imports("src/notes/blocks.rs", text),
        ["src/notes/blocks.rs:4: `notes` may not import `questions`"]
    );
}

#[test]
fn an_import_is_found_in_groups_in_expressions_and_behind_super() {
    let grouped = "use crate::{\n    model::{Day, Ease},\n    store::Store,\n};\n";
    assert_eq!(broken_imports("src/deck/mod.rs", grouped), ["src/deck/mod.rs:3: `deck` may not import `store`"]);

    let inline = "fn f() -> u32 {\n    crate::export::csv::width(&[1])\n}\n";
    assert_eq!(broken_imports("src/stats/mod.rs", inline), ["src/stats/mod.rs:2: `stats` may not import `export`"]);

    let above = "mod inner {\n    use super::super::super::deck::Deck;\n}\n";
    assert_eq!(broken_imports("src/facts/table.rs", above), ["src/facts/table.rs:2: `facts` may not import `deck`"]);
}

#[test]
fn words_in_comments_and_strings_are_no_imports() {
    let text = "//! See crate::cmd.\n// crate::store\nconst A: &str = \"crate::store::Store\";\npub(crate) struct B;\n";
    assert_eq!(broken_imports("src/model/day.rs", text), Vec::<String>::new());
}

#[test]
fn edges_know_the_core_and_never_each_other() {
    assert!(may_import("store", "export") && may_import("terminal", "session") && may_import("files", "notes"));
    for (from, to) in [
        ("store", "files"),
        ("terminal", "store"),
        ("files", "terminal"),
        ("files", "deck"),
        ("clock", "notes"),
        ("cli", "notes"),
        ("cli", "store"),
        ("store", "error"),
        ("session", "history"),
        ("schedule", "clock"),
    ] {
        assert!(!may_import(from, to), "`{from}` must not import `{to}`");
    }
}

#[test]
fn error_takes_the_error_types_of_others_and_nothing_else() {
    let text = "use crate::store::StoreError;\nuse crate::store::Store;\n";
    assert_eq!(
        broken_imports("src/error.rs", text),
        ["src/error.rs:2: `error` may import only error types, not `store::Store`"]
    );
}

#[test]
fn a_worldly_name_in_the_core_is_reported_and_in_an_edge_is_not() {
    let text = "use std::{fmt, fs};\n\nfn f() {\n    let _ = rusqlite::version();\n}\n";
    assert_eq!(
        worldly_names("src/schedule/mod.rs", text),
        [
            "src/schedule/mod.rs:1: the core may not name `std::fs`",
            "src/schedule/mod.rs:4: the core may not name `rusqlite`"
        ]
    );
    assert_eq!(worldly_names("src/store/mod.rs", text), Vec::<String>::new());
    let network = "use std::net::TcpStream;\n";
    assert_eq!(worldly_names("src/store/mod.rs", network), ["src/store/mod.rs:1: nothing may name `std::net`"]);
}

/// Tells whether a module may import another one; both are folders or files directly below `src`.
fn may_import(from: &str, to: &str) -> bool {
    let place = |name: &str| CORE.iter().position(|module| *module == name);
    match from {
        "main" | "lib" => true,
        "cmd" => to != "main" && to != "*",
        "cli" | "clock" => to == "model",
        "files" => ["model", "notes"].contains(&to),
        "store" | "terminal" => place(to).is_some(),
        _ => matches!((place(from), place(to)), (Some(mine), Some(other)) if other < mine),
    }
}

/// Returns each import of a file that the layers refuse, as `file:line: reason`.
fn broken_imports(name: &str, text: &str) -> Vec<String> {
    let here = module_path(name);
    let Some(from) = here.get(1).cloned() else { return Vec::new() };
    let mut broken = Vec::new();
    for used in paths(text, &here) {
        let (Some("crate"), Some(to)) = (used.segment(0), used.segment(1)) else { continue };
        let at = format!("{name}:{}", used.line);
        if from == "error" && to != "error" && to != "model" {
            if !used.segments.iter().any(|segment| segment.ends_with("Error")) {
                broken.push(format!(
                    "{at}: `error` may import only error types, not `{}`",
                    used.segments[1..].join("::")
                ));
            }
        } else if from != to && !may_import(&from, to) {
            broken.push(format!("{at}: `{from}` may not import `{to}`"));
        }
    }
    broken
}

/// Returns each name of a file that lets the world into the core, or the network in anywhere.
fn worldly_names(name: &str, text: &str) -> Vec<String> {
    let here = module_path(name);
    let core = here.get(1).is_some_and(|module| CORE.contains(&module.as_str()));
    let mut broken = Vec::new();
    for used in paths(text, &here) {
        let full = format!("{used}::");
        let names = |list: &[&'static str]| list.iter().find(|world| full.starts_with(&format!("{world}::"))).copied();
        if let Some(network) = names(&NETWORK) {
            broken.push(format!("{name}:{}: nothing may name `{network}`", used.line));
        } else if let Some(world) = names(&WORLD).filter(|_| core) {
            broken.push(format!("{name}:{}: the core may not name `{world}`", used.line));
        }
    }
    broken
}

/// Tells whether a word of a file's path below `src` says nothing of what it holds.
fn says_nothing(name: &str) -> bool {
    let words = name.trim_end_matches(".rs").split(['/', '_']);
    words.into_iter().any(|word| EMPTY_NAMES.contains(&word))
}

/// A file of the program.
struct SourceFile {
    /// Its path from the top of the repository, with `/`.
    name: String,
    /// Its text.
    text: String,
}

/// Returns every Rust file below `src`, in the order of their names.
fn sources() -> Vec<SourceFile> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![top.join("src")];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    let named = |path: &Path| path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/");
    files.iter().map(|path| SourceFile { name: named(path), text: std::fs::read_to_string(path).unwrap() }).collect()
}

/// Returns the module a file holds: `src/notes/blocks.rs` is `crate::notes::blocks`.
fn module_path(name: &str) -> Vec<String> {
    let inside = name.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    let below = inside.split('/').filter(|step| *step != "lib").map(str::to_owned);
    std::iter::once("crate".to_owned()).chain(below).collect()
}

/// A path as code names it, made absolute: `crate::store::Store`, `std::fs`.
struct Used {
    line: usize,
    segments: Vec<String>,
}

impl Used {
    fn segment(&self, index: usize) -> Option<&str> {
        self.segments.get(index).map(String::as_str)
    }
}

impl fmt::Display for Used {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.segments.join("::"))
    }
}

/// Returns every path of two names or more in a source text, comments and strings left out.
fn paths(text: &str, here: &[String]) -> Vec<Used> {
    let stream: TokenStream = text.parse().unwrap();
    let mut found = Vec::new();
    walk(stream, here, &mut found);
    found
}

/// Walks tokens inside the module `here`, going down into brackets and into `mod name { .. }`.
fn walk(stream: TokenStream, here: &[String], found: &mut Vec<Used>) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Group(group) => {
                let inner =
                    named_before(&tokens, at).map(|name| here.iter().cloned().chain([name]).collect::<Vec<_>>());
                walk(group.stream(), inner.as_deref().unwrap_or(here), found);
                at += 1;
            }
            TokenTree::Ident(_) if joins(&tokens, at + 1) => at = read_path(&tokens, at, &[], here, found),
            _ => at += 1,
        }
    }
}

/// Returns the name in `mod name { .. }` where the bracket stands at `at`.
fn named_before(tokens: &[TokenTree], at: usize) -> Option<String> {
    let before = |steps: usize| at.checked_sub(steps).map(|place| tokens[place].to_string());
    before(2).filter(|word| word == "mod").and_then(|_| before(1))
}

/// Tells whether `::` stands at `at`.
fn joins(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |place: usize| matches!(tokens.get(place), Some(TokenTree::Punct(mark)) if mark.as_char() == ':');
    colon(at) && colon(at + 1)
}

/// Reads the path that goes on at `at` after `before`, with all branches of a grouped import;
/// returns the place after it.
fn read_path(tokens: &[TokenTree], at: usize, before: &[String], here: &[String], found: &mut Vec<Used>) -> usize {
    let mut segments = before.to_vec();
    let mut line = tokens[at].span().start().line;
    let mut at = at;
    loop {
        match tokens.get(at) {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace && !segments.is_empty() => {
                let inside: Vec<TokenTree> = group.stream().into_iter().collect();
                for branch in inside.split(|token| token.to_string() == ",").filter(|branch| !branch.is_empty()) {
                    read_path(branch, 0, &segments, here, found);
                }
                return at + 1;
            }
            Some(TokenTree::Ident(name)) => {
                line = name.span().start().line;
                segments.push(name.to_string());
                at += 1;
            }
            Some(TokenTree::Punct(mark)) if mark.as_char() == '*' => {
                segments.push("*".to_owned());
                at += 1;
            }
            _ => {}
        }
        if !joins(tokens, at) {
            found.push(Used { line, segments: absolute(&segments, here) });
            return at;
        }
        at += 2;
        if matches!(tokens.get(at), Some(TokenTree::Punct(mark)) if mark.as_char() == '<') {
            found.push(Used { line, segments: absolute(&segments, here) });
            return at;
        }
    }
}

/// Returns a path with `self` and `super` replaced by what they stand for in the module `here`.
fn absolute(segments: &[String], here: &[String]) -> Vec<String> {
    let ups = segments.iter().take_while(|segment| ["self", "super"].contains(&segment.as_str())).count();
    if ups == 0 {
        return segments.to_vec();
    }
    let supers = segments[..ups].iter().filter(|segment| *segment == "super").count();
    let base = &here[..here.len().saturating_sub(supers).max(1)];
    base.iter().chain(&segments[ups..]).cloned().collect()
}
