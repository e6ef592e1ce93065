//! Text that would act on the terminal: from notes, names, arguments, the environment, settings and
//! rows of the store, through every command, with a terminal at the other end. What arrives there
//! are letters and nothing else.

use std::os::unix::ffi::OsStrExt;

use crate::sandbox::Sandbox;
use crate::terminal::Terminal;

/// Every kind of character that moves a cursor, turns the writing round or hides, raw.
const RAW: &str = "\u{1b}]0;x\u{7}\u{1b}[2J\u{1b}]52;c;aGk=\u{7}\u{1b}Pq\u{1b}\\\u{9b}31m\u{85}\u{7f}\u{8}\u{8}\u{202e}abc\u{2066}\u{2028}\u{200b}\u{200b}\u{feff}\u{e0041}\u{ad}";

/// The same as entities of plain ASCII.
const ENTITIES: &str = "&#27;[2J &#x9b;31m &#x202e;abc &#x2066; &#127; &#8; &#xE0041; &#x200b; &#7;";

/// A sandbox whose notes, names and settings are all hostile.
fn hostile() -> Sandbox {
    let sandbox = Sandbox::new();
    let piled = format!("e{}", "\u{301}".repeat(500));
    let text = format!(
        "---\ntitle: {RAW}\n---\n# {RAW} {ENTITIES}\n\n| Organelle {RAW} | Function {ENTITIES} |\n|---|---|\n| Ribosome {ENTITIES} | builds {RAW} proteins |\n| Nucleus | keeps {piled} the DNA |\n\nQ: What is [shown {RAW}](x \"{ENTITIES}\") by `{RAW}` ![{RAW}](y)?\nA: {ENTITIES} {RAW}\n\nQ: family\nA: 👨\u{200d}👩\u{200d}👧 می\u{200c}خواهم हिन्दी क्\u{200d}ष\n"
    );
    sandbox.write("plain.md", &text);
    let name = format!("evil\u{1b}[2J\u{202e}\u{9b}31m\nname {}.md", "\u{200b}".repeat(3));
    sandbox.write(&name, text.replace("Ribosome", "Vacuole").replace("What is", "What else is"));
    let odd = std::ffi::OsStr::from_bytes(b"odd\xff\x1b[2J.md");
    std::fs::write(sandbox.path("").join(odd), "# Odd\n\nQ: odd?\nA: yes\n").unwrap();
    sandbox.write("sub\u{1b}]0;y\u{7}/deep.md", "# Deep\n\nQ: deep?\nA: yes\n");
    sandbox.write("broken\u{1b}[31m.md", b"\x89PNG\0\0\0");
    sandbox
}

/// Tells whether a character acts on what shows it.
fn acts(c: char) -> bool {
    c.is_control() && !matches!(c, '\r' | '\n')
        || matches!(u32::from(c), 0xad | 0x200b | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff | 0xe_0000..=0xe_007f)
}

/// Takes out what the program itself sends a terminal: colours, and what editing a line needs.
fn without_our_own(shown: &str) -> String {
    let mut left = shown.to_owned();
    for own in ["\u{1b}[?2004h", "\u{1b}[?2004l", "\u{1b}[J", "\u{1b}[K", "\u{1b}[C", "\u{1b}[D", "\u{1b}[0m"] {
        left = left.replace(own, "");
    }
    left
}

/// Reads what a terminal was sent, which comes byte by byte.
fn decoded(shown: &str) -> String {
    let bytes: Vec<u8> = shown.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    String::from_utf8(bytes).unwrap()
}

#[track_caller]
fn is_harmless(shown: &str, of: &str) {
    let left = without_our_own(shown);
    let acting: Vec<char> = left.chars().filter(|c| acts(*c)).collect();
    assert!(acting.is_empty(), "{of}: {acting:?} reached the terminal in\n{left:?}");
}

#[test]
fn no_text_from_anywhere_acts_on_the_terminal_whatever_the_command() {
    let sandbox = hostile();
    sandbox.run(&["study", "."]).types("\n3\n\n1\n\n3\n").done();
    std::fs::write(sandbox.path("../config.toml"), "[study]\n\"\\u001B[2J\" = 1\n").unwrap();
    let id = sandbox.json(&["cards", "list"])["cards"][0]["id"].as_str().unwrap().to_owned();
    let hostile_argument = "$(printf 'x\\033[2J\\342\\200\\256\\302\\2331m')";
    let mut script = String::new();
    for command in [
        "",
        "study --limit 2 </dev/null",
        "study --accessible --limit 1 </dev/null",
        "add .",
        "scan --dry-run",
        "scan",
        "reconcile </dev/null",
        "generate . --coverage",
        "generate . --format markdown",
        "generate . --format json",
        "due",
        "due --json",
        "due --count",
        "cards",
        "cards list --json",
        "stats",
        "stats --json",
        "export reviews",
        "export cards",
        "export cards --raw",
        "export days",
        "export log",
        "config",
        "config --json",
        "doctor",
        "doctor --json",
        "exam history",
        "undo",
        "repair",
    ] {
        script.push_str(&format!("\"$askback\" {command} 2>&1; "));
    }
    for command in ["explain", "cards show"] {
        script.push_str(&format!("\"$askback\" {command} {id} 2>&1; "));
    }
    for command in [
        "study", "add", "forget", "generate", "explain", "grade", "cards list --text", "cards list --deck",
        "cards show", "restore", "import", "merge", "export", "schedule", "--now", "--store", "--config", "backup",
        "due --format", "",
    ] {
        script.push_str(&format!("\"$askback\" {command} \"{hostile_argument}\" 2>&1 </dev/null; "));
    }
    for variable in ["TZ", "ASKBACK_STORE", "ASKBACK_NOW", "ASKBACK_SEED", "XDG_CONFIG_HOME", "ASKBACK_CONFIG"] {
        script.push_str(&format!("{variable}=\"{hostile_argument}\" \"$askback\" due 2>&1; "));
    }
    script.push_str("\"$askback\" --config ../config.toml due 2>&1; echo the end");
    let mut terminal = Terminal::running(sandbox, 80, &script);
    let shown = decoded(&terminal.rest());
    assert!(shown.contains("the end") && shown.contains("deep?") && shown.contains("^["), "{shown}");
    is_harmless(&shown, "every command");
    for harmless in ["👨\u{200d}👩\u{200d}👧", "می\u{200c}خواهم", "हिन्दी क्\u{200d}ष"] {
        assert!(shown.contains(harmless), "{harmless} was harmed");
    }
}

#[test]
fn a_sitting_by_keys_shows_hostile_cards_as_letters() {
    let mut terminal = Terminal::running(hostile(), 60, "exec \"$askback\" study . --new 3");
    terminal.sees("answer");
    let mut shown = String::new();
    for _ in 0..3 {
        terminal.types(" ");
        shown.push_str(&terminal.sees("Grade"));
        terminal.types("3");
        shown.push_str(&terminal.sees("Saved"));
    }
    terminal.types("q");
    shown.push_str(&terminal.rest());
    is_harmless(&decoded(&shown), "a sitting");
}

#[test]
fn a_row_of_the_store_that_was_made_hostile_is_shown_as_letters() {
    let sandbox = Sandbox::new().note("capitals.md", crate::sandbox::CAPITALS);
    sandbox.study("\n3\n");
    let store = rusqlite::Connection::open(sandbox.store()).unwrap();
    store
        .execute(
            "update card set prompt = ?1, answer = ?1, path = ?1, note = ?1, context = ?2",
            (RAW, format!("[{}]", serde_json::json!(RAW))),
        )
        .unwrap();
    store.execute("update root set path = ?1", [RAW]).unwrap();
    store.execute("insert into word (text) values (?1)", [RAW]).unwrap();
    store.close().unwrap();
    let script: String = ["", "due", "cards", "cards list --json", "stats", "export cards", "doctor", "scan"]
        .iter()
        .map(|command| format!("\"$askback\" {command} 2>&1; "))
        .collect();
    let mut terminal = Terminal::running(sandbox, 80, &script);
    is_harmless(&decoded(&terminal.rest()), "a hostile row");
}
