//! Notes that nobody meant to write: random bytes, random Markdown, real structure cut and mixed up,
//! endless lines and bottomless nesting. None may panic, take long, or give a question that its own
//! lines do not hold.
//!
//! `ASKBACK_LONG=1` tries 300,000 documents instead of some 10,000.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "reads the decks; a failure is the test's")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use askback::notes::note;
use askback::questions::{Generated, generate};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

/// Pieces of Markdown and of hand-written cards, chosen for what they open and do not close.
const PIECES: [&str; 78] = [
    "# ", "## ", "###### ", "\n", "\n\n", "- ", "* ", "1. ", "2) ", "  - ", "    ", "\t", "> ", "> [!NOTE]\n", "| ",
    " | ", "|---|---|\n", "|", "**", "*", "_", "`", "```\n", "~~~\n", "[", "](", ")", "](http://x.y)", "![", "[^1]",
    "[^1]: ", "<br>", "<div>", "</div>", "<!--", "-->", "&amp;", "&#x1b;", "\\", "---\n", "===\n", ": ", ":   ", "Q: ",
    "A: ", "C: ", "::", ":::", "?\n", "??\n", "==", "{{c1::", "}}", "- [ ] ", "- [x] ", "#card", "#flashcards ", " — ",
    " - ", " is ", " are ", " stands for ", "SIG", "(SIG)", "Special Interest Group", "**Term**", "mitosis",
    "the division", "of a cell", "1945", "5 km", ",", ".", "?", "é", "漢字", "🧠", "â€”",
];

/// Returns how many documents to try of each kind.
fn tries() -> u64 {
    if std::env::var("ASKBACK_LONG").is_ok_and(|value| value == "1") { 100_000 } else { 3_400 }
}

/// Returns what a document gives, or what it broke.
fn tried(bytes: &[u8]) -> Result<Option<Generated>, String> {
    let made = catch_unwind(AssertUnwindSafe(|| note("n.md", "n.md", bytes).ok().map(|read| generate(&[read]))));
    made.map_err(|_| "panic".to_owned())
}

/// Returns what is wrong with a question, if anything: its lines must exist, and hold its answer.
fn astray(generated: &Generated, text: &str) -> Option<String> {
    let lines: Vec<&str> = text.split('\n').collect();
    generated.questions.iter().find_map(|question| {
        let (from, to) = (question.source.line as usize, question.source.end_line as usize);
        if from == 0 || to < from || to > lines.len() {
            return Some(format!("lines {from}-{to} of {}: {}", lines.len(), question.prompt));
        }
        let control = |text: &str| text.contains(|c: char| matches!(c, '\u{1}'..='\u{3}'));
        if question.answer.trim().is_empty() || question.prompt.trim().is_empty() || control(&question.prompt) {
            return Some(format!("half a card: {:?} -> {:?}", question.prompt, question.answer));
        }
        None
    })
}

/// Tries documents and reports the first that breaks.
fn hold(kind: &str, seed: u64, made: impl Fn(&mut ChaCha8Rng) -> Vec<u8>) {
    for number in 0..tries() {
        let mut rng = ChaCha8Rng::seed_from_u64(seed << 32 | number);
        let bytes = made(&mut rng);
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n");
        let fault = match tried(&bytes) {
            Err(fault) => Some(fault),
            Ok(generated) => generated.and_then(|generated| astray(&generated, &text)),
        };
        if let Some(fault) = fault {
            panic!("{kind} {number}: {fault}\n{text:?}");
        }
    }
}

fn pick<'a>(rng: &mut ChaCha8Rng, pieces: &[&'a str]) -> &'a str {
    pieces[rng.random_range(0..pieces.len())]
}

/// Returns the lines of notes of many shapes: the built-in decks and one with every form of card.
fn real_lines() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let decks = ["decks/cncf-sigs.md", "decks/kubernetes-sigs.md"]
        .map(|deck| std::fs::read_to_string(folder.join(deck)).unwrap());
    let cards = include_str!("hostile/every-form.md");
    decks.iter().flat_map(|deck| deck.lines()).chain(cards.lines()).map(str::to_owned).collect()
}

#[test]
fn random_bytes_break_nothing() {
    hold("bytes", 1, |rng| {
        let length = rng.random_range(0..400);
        (0..length).map(|_| if rng.random_bool(0.7) { rng.random_range(9..127) } else { rng.random() }).collect()
    });
}

#[test]
fn random_markdown_breaks_nothing() {
    hold("markdown", 2, |rng| {
        let length = rng.random_range(1..60);
        (0..length).map(|_| pick(rng, &PIECES)).collect::<String>().into_bytes()
    });
}

#[test]
fn real_structure_cut_and_mixed_breaks_nothing() {
    let lines = real_lines();
    hold("mutated", 3, |rng| {
        let mut text = String::new();
        for _ in 0..rng.random_range(1..14) {
            let start = rng.random_range(0..lines.len());
            for line in lines.iter().skip(start).take(rng.random_range(1..7)) {
                text.push_str(line);
                text.push('\n');
            }
        }
        for _ in 0..rng.random_range(0..8) {
            let mut at = rng.random_range(0..=text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            match rng.random_range(0..3) {
                0 => text.insert_str(at, pick(rng, &PIECES)),
                1 => text.truncate(at),
                _ => text = text.split_off(at),
            }
        }
        text.into_bytes()
    });
}

/// Returns what a document gives; it must not take long, whatever it holds.
fn in_time(name: &str, text: String) -> Generated {
    let worker = std::thread::Builder::new().stack_size(2 << 20);
    let (name, begun) = (name.to_owned(), Instant::now());
    let done = worker.spawn(move || tried(text.as_bytes()).unwrap().unwrap_or_default()).unwrap().join();
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(20), "{name} took {took:?}");
    done.unwrap_or_else(|_| panic!("{name} broke off"))
}

#[test]
fn bottomless_nesting_and_endless_lines_are_read_in_time_and_on_a_small_stack() {
    let nested = (0..10_000).map(|depth| format!("{}- item {depth}\n", " ".repeat(depth.min(400) * 2))).collect();
    let table = format!("| a | b |\n|---|---|\n{}", "| x | y |\n".repeat(50_000));
    for (name, text) in [
        ("100,000 quotes", ">".repeat(100_000) + " **Term** is a thing"),
        ("100,000 quotes, spaced", "> ".repeat(100_000) + "text"),
        ("a list 10,000 deep", nested),
        ("10,000 marks of lists on a line", "- ".repeat(10_000) + "text"),
        ("a word of 1 MB", "a".repeat(1 << 20)),
        ("a line of 1 MB", "word ".repeat(200_000)),
        ("a sentence of 1 MB", format!("**Term** is {}.", "a thing, ".repeat(110_000))),
        ("1 MB of brackets", "[".repeat(1 << 20)),
        ("1 MB of stars", "*".repeat(1 << 20)),
        ("1 MB of backquotes", "`a".repeat(1 << 19)),
        ("1 MB of colons", ":".repeat(1 << 20)),
        ("half a MB of two colons", "a :: ".repeat(100_000)),
        ("1 MB of gaps", "==a== ".repeat(170_000)),
        ("1 MB of open gaps", "{{c1::a ".repeat(130_000)),
        ("1 MB of equals", "=".repeat(1 << 20)),
        ("100,000 questions without answers", "Q: a\n".repeat(100_000)),
        ("100,000 questions with one answer each", "Q: a\nA: b\n\n".repeat(100_000)),
        ("100,000 blank lines in an answer", format!("Q: a\nA: b\n{}c\n", "\n".repeat(100_000))),
        ("a table of one row 50,000 times", table),
        ("100,000 headings", "# a\n".repeat(100_000)),
        ("1 MB of parentheses", format!("SIG {}", "(a".repeat(1 << 19))),
    ] {
        let generated = in_time(name, text);
        assert!(generated.questions.len() < 400_000, "{name}");
    }
}

#[test]
fn a_note_cut_off_anywhere_gives_no_half_made_card() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["decks/cncf-sigs.md", "decks/kubernetes-sigs.md", "tests/hostile/every-form.md"] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        for end in (0..bytes.len()).step_by(if name.starts_with("decks") { 500 } else { 7 }) {
            let text = String::from_utf8_lossy(&bytes[..end]).into_owned();
            let generated = tried(&bytes[..end]).unwrap().unwrap_or_default();
            assert_eq!(astray(&generated, &text), None, "{name} cut at byte {end}");
        }
    }
}
