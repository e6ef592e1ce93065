//! Notes without meaning but with structure: definitions, a table of three columns, terms in a
//! list, prose between. The same number gives the same notes.

use std::fmt::Write as _;
use std::path::Path;

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

const SYLLABLES: [&str; 24] = [
    "ba", "cor", "di", "fen", "ga", "hol", "ki", "lum", "ma", "nor", "pe", "quil", "ra", "sel", "ti", "ul", "va",
    "wen", "xi", "yor", "ze", "bral", "stin", "trom",
];
const FILLERS: [&str; 20] = [
    "the", "of", "in", "with", "which", "under", "and", "can", "stored", "node", "stable", "after", "every", "change",
    "valid", "most", "reading", "cheap", "while", "order",
];

/// Writes `count` notes in folders of a hundred.
pub(crate) fn write(folder: &Path, count: usize) {
    for number in 0..count {
        let below = folder.join(format!("part{:03}", number / 100));
        std::fs::create_dir_all(&below).unwrap();
        std::fs::write(below.join(format!("note{number:05}.md")), note(number)).unwrap();
    }
}

/// Returns one note.
fn note(number: usize) -> String {
    let mut chance = ChaCha8Rng::seed_from_u64(number as u64);
    let topic = word(&mut chance, 3);
    let mut text = format!("# {topic}\n\n{}\n\n## Terms\n", sentence(&mut chance, 40));
    for _ in 0..3 {
        let _ = write!(text, "\n**{}** — {}\n", word(&mut chance, 4), phrase(&mut chance, 12));
    }
    text.push_str("\n## Properties\n\n| Item | Class | Value |\n|---|---|---|\n");
    for _ in 0..4 {
        let value = chance.random_range(1..10_000);
        let _ = writeln!(text, "| {} | `{}` | {value} units |", word(&mut chance, 4), word(&mut chance, 2));
    }
    let _ = write!(text, "\n## Facts\n\n{}\n\n", sentence(&mut chance, 30));
    for _ in 0..3 {
        let _ = writeln!(text, "- **{}**: {}", word(&mut chance, 4), phrase(&mut chance, 9));
    }
    text
}

fn word(chance: &mut ChaCha8Rng, syllables: usize) -> String {
    let plain: String = (0..syllables).map(|_| SYLLABLES[chance.random_range(0..SYLLABLES.len())]).collect();
    plain[..1].to_uppercase() + &plain[1..]
}

fn phrase(chance: &mut ChaCha8Rng, words: usize) -> String {
    let one = |chance: &mut ChaCha8Rng| match chance.random_range(0..10) {
        0..7 => FILLERS[chance.random_range(0..FILLERS.len())].to_owned(),
        _ => word(chance, 2).to_lowercase(),
    };
    (0..words).map(|_| one(chance)).collect::<Vec<_>>().join(" ")
}

fn sentence(chance: &mut ChaCha8Rng, words: usize) -> String {
    format!("Here {}.", phrase(chance, words))
}
