//! After an edit only the notes that it concerns are made anew: the store is then the same, to the
//! last byte, as if all of them had been.

use rand::rngs::ChaCha8Rng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::sandbox::Sandbox;

/// Few subjects, columns and answers, so that notes often ask the same.
const SUBJECTS: [&str; 9] =
    ["Kidney", "Heart valve", "Liver", "Lung", "Skin", "Spleen", "RNA", "Nerve cells", "Bile duct"];
const ANSWERS: [&str; 9] = [
    "filters waste from blood", "moves oxygen into the body", "stores sugar for later", "carries RNA to the cell",
    "keeps germs outside", "sends signals by ions", "closes after each beat", "breaks down old cells",
    "makes bile for digestion",
];
const HEADINGS: [&str; 4] = ["Organs", "Human body", "Tissues", "Exam matters"];
const MEANINGS: [(&str, &str); 3] =
    [("RNA", "Ribonucleic Acid"), ("RNA", "Round Nodal Area"), ("ATP", "Adenosine Triphosphate")];

struct Writer(ChaCha8Rng);

impl Writer {
    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        *of.choose(&mut self.0).unwrap()
    }

    fn below(&mut self, most: usize) -> usize {
        self.0.random_range(0..most)
    }

    /// A subject and what is said of it, each now and then the same as in another note.
    fn pair(&mut self) -> (String, String) {
        (self.subject(), format!("{} of kind{}", self.one(&ANSWERS), self.below(12)))
    }

    fn subject(&mut self) -> String {
        format!(
            "{}{}",
            self.one(&SUBJECTS),
            ["", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"][self.below(12)]
        )
    }

    /// A piece of a note: a table, terms, a definition, a hand-written card, an abbreviation, a heading.
    fn piece(&mut self) -> String {
        let (subject, answer) = self.pair();
        match self.below(8) {
            0 | 1 => {
                let rows: String = (0..2 + self.below(4))
                    .map(|_| self.pair())
                    .fold(String::new(), |rows, (a, b)| rows + &format!("| {a} | {b} |\n"));
                format!("| Organ | Task |\n|---|---|\n{rows}")
            }
            2 => (0..3).map(|_| self.pair()).fold(String::new(), |rows, (a, b)| rows + &format!("- **{a}**: {b}\n")),
            3 => format!("**{subject}** is the part that {answer}.\n"),
            4 => format!("Q: {subject}\nA: {answer}\n"),
            5 => format!("Q: Which part {answer}?\nA: {subject}\n"),
            6 => {
                let (short, long) = self.one(&MEANINGS);
                format!("{long} ({short}) is found in every {}.\n", subject.to_lowercase())
            }
            _ => format!("## {}\n", self.one(&HEADINGS)),
        }
    }

    fn note(&mut self) -> String {
        let pieces: Vec<String> = (0..1 + self.below(3)).map(|_| self.piece()).collect();
        format!("# {}\n\n{}", self.one(&HEADINGS), pieces.join("\n"))
    }

    /// Edits a folder of notes as a learner would, in one to two places.
    fn edit(&mut self, notes: &mut Vec<(String, String)>) {
        for _ in 0..1 + self.below(2) {
            let at = self.below(notes.len());
            match self.below(9) {
                0 => notes.push((format!("n{:03}.md", self.below(1_000)), self.note())),
                1 if notes.len() > 24 => drop(notes.remove(at)),
                2 => notes[at].0 = format!("m{:03}.md", self.below(1_000)),
                3 => {
                    // A section goes to another note.
                    let other = self.below(notes.len());
                    if let Some(cut) = notes[at].1.rfind("\n\n") {
                        let moved = notes[at].1.split_off(cut);
                        notes[other].1.push_str(&moved);
                    }
                }
                4 => {
                    let (from, to) = (self.one(&SUBJECTS), self.subject());
                    notes[at].1 = notes[at].1.replacen(from, &to, 1);
                }
                5 => {
                    let (from, to) = (self.one(&ANSWERS), self.one(&ANSWERS));
                    notes[at].1 = notes[at].1.replacen(from, to, 1);
                }
                6 => {
                    let (from, to) = (self.one(&HEADINGS), self.one(&HEADINGS));
                    notes[at].1 = notes[at].1.replacen(from, to, 1);
                }
                _ => {
                    let piece = self.piece();
                    notes[at].1.push_str(&format!("\n{piece}"));
                }
            }
        }
        notes.sort();
        notes.dedup_by(|one, other| one.0 == other.0);
    }
}

fn write(sandbox: &Sandbox, notes: &[(String, String)]) {
    for entry in std::fs::read_dir(sandbox.path("")).unwrap() {
        std::fs::remove_file(entry.unwrap().path()).unwrap();
    }
    notes.iter().for_each(|(name, text)| sandbox.write(name, text));
}

/// Everything that a scan leaves in a store, row by row; notes by their keys.
fn left(sandbox: &Sandbox) -> Vec<String> {
    const TABLES: [&str; 8] = [
        "select c.*, w.text from card c left join word w on w.id = c.checks order by c.id",
        "select key, path, mtime_ns, size, hash, generator, questions, facts, silent from note order by key",
        "select * from silent order by 1, 2, 3",
        "select * from doubt order by 1, 2",
        "select n.key, tie.key from tie join note n on n.id = tie.note order by 1, 2",
        "select n.key, tied.keys from tied join note n on n.id = tied.note order by 1",
        "select n.key, place, short, long from meaning m join note n on n.id = m.note order by 1, 2",
        "select seq, kind, card, quality, target_seq, other, hex(chain) from log order by seq",
    ];
    let store = Connection::open(sandbox.store()).unwrap();
    let rows = |sql: &&str| {
        let mut statement = store.prepare(sql).unwrap();
        let checks = statement.column_names().iter().position(|name| *name == "checks");
        let many = statement.column_count();
        // The number of a row of checks depends on what was seen first; its text is compared.
        let columns = (0..many).filter(|at| Some(*at) != checks).collect::<Vec<usize>>();
        let rows = statement.query_map([], |row| {
            let values: Vec<Value> = columns.iter().map(|at| row.get(*at)).collect::<Result<_, _>>()?;
            Ok(format!("{values:?}"))
        });
        rows.unwrap().map(Result::unwrap).collect::<Vec<String>>()
    };
    TABLES.iter().flat_map(rows).collect()
}

/// Scans after something was done to the store; returns what is left, and how many notes were made anew.
fn scanned(sandbox: &Sandbox, before: &str) -> (Vec<String>, i64) {
    let store = Connection::open(sandbox.store()).unwrap();
    store.execute_batch(before).unwrap();
    store.execute_batch(
        "create table seen (key text); create trigger watch after update on note begin insert into seen values (new.key); end",
    ).unwrap();
    let run = sandbox.command(&["scan"]).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let seen = store.query_row("select count(*) from seen", [], |row| row.get(0)).unwrap();
    store.execute_batch("drop trigger watch; drop table seen").unwrap();
    (left(sandbox), seen)
}

/// Scans once with all notes read and once, from the same store, with only those that an edit concerns.
fn both(sandbox: &Sandbox) -> ((Vec<String>, i64), (Vec<String>, i64)) {
    let kept = std::fs::read(sandbox.store()).unwrap();
    let whole = scanned(sandbox, "update note set generator = 0");
    ["db", "db-wal", "db-shm"].iter().for_each(|ending| {
        let _ = std::fs::remove_file(sandbox.store().with_extension(ending));
    });
    std::fs::write(sandbox.store(), kept).unwrap();
    (whole, scanned(sandbox, ""))
}

#[test]
fn an_edit_of_one_note_reaches_what_another_asks_accepts_and_offers() {
    const TABLE: &str = "# Ships\n\n| Part | Task |\n|---|---|\n| Keel | carries the load |\n| Mast | holds the sails |\n\
                         | Rudder | turns the ship |\n| Anchor | stops the ship |\n";
    // The other note, the edited one before and after.
    let edits = [
        (
            "its twin is gone",
            TABLE,
            "# Ships\n\n| Part | Task |\n|---|---|\n| Keel | keeps the boat straight |\n| Mast | carries a light |\n",
            "# Boats\n\nNothing now.\n",
        ),
        (
            "a twin comes",
            TABLE,
            "# Boats\n\nNothing yet.\n",
            "# Boats\n\n| Part | Task |\n|---|---|\n| Keel | keeps the boat straight |\n| Mast | carries a light |\n",
        ),
        ("written by hand instead", TABLE, "# Boats\n\nNothing yet.\n", "# Boats\n\nQ: Keel\nA: carries the load\n"),
        (
            "an abbreviation is explained",
            "# Net\n\n| Part | Task |\n|---|---|\n| Router | reads each IP packet |\n| Switch | joins cables |\n",
            "# Words\n\nNothing yet.\n",
            "# Words\n\nThe Internet Protocol (IP) gives every host an address.\n",
        ),
        (
            "an option is right as well",
            TABLE,
            "# Boats\n\nNothing yet.\n",
            "# Boats\n\n- **Rudder**: what stops the ship in harbour\n- **Keel**: what turns the ship and stops the ship\n",
        ),
    ];
    for (what, other, before, after) in edits {
        let filler = |number: usize| {
            format!(
                "# Place{number}\n\n| Town | Good |\n|---|---|\n| Ulm{number} | sells wares{number} |\n| Bonn{number} | buys goods{number} |\n"
            )
        };
        let sandbox = (0..12).fold(Sandbox::new(), |sandbox, at| sandbox.note(&format!("place{at}.md"), filler(at)));
        let sandbox = sandbox.note("other.md", other).note("edited.md", before);
        sandbox.run(&["add", "."]).exits(0);
        let of_other = |rows: Vec<String>| -> Vec<String> {
            rows.into_iter().filter(|row| row.contains("notes/other.md") && row.contains("What")).collect()
        };
        let was = of_other(left(&sandbox));
        sandbox.write("edited.md", after);
        let ((whole, all), (part, some)) = both(&sandbox);
        assert!(whole == part, "{what}: {:#?}", whole.iter().zip(&part).find(|(whole, part)| whole != part));
        assert!(some < all, "{what}: {some} of {all} notes were made anew");
        assert!(was != of_other(whole), "{what}: nothing came of it");
    }
}

#[test]
fn what_an_edit_leaves_is_what_reading_all_notes_leaves() {
    let long = std::env::var_os("ASKBACK_LONG").is_some();
    let (seeds, steps) = if long { (60, 25) } else { (4, 8) };
    let mut in_part = 0;
    for seed in 0..seeds {
        let mut writer = Writer(ChaCha8Rng::seed_from_u64(seed));
        let mut sandbox = Sandbox::new();
        let mut notes: Vec<(String, String)> =
            (0..32).map(|at| (format!("n{:03}.md", at * 7), writer.note())).collect();
        write(&sandbox, &notes);
        sandbox.run(&["add", "."]).exits(0);
        for step in 1..=steps {
            sandbox.later(&format!("2024-03-{:02}T15:00:00+01:00", step + 1));
            if step % 2 == 0 {
                sandbox.run(&["study", ".", "--new", "9"]).types("\n4\n".repeat(6)).exits(0);
            }
            writer.edit(&mut notes);
            // Only what differs is written, so that what is unchanged looks so.
            let before = std::fs::read_dir(sandbox.path("")).unwrap().map(|entry| entry.unwrap().file_name());
            for name in before.map(|name| name.into_string().unwrap()).collect::<Vec<String>>() {
                if !notes.iter().any(|(kept, _)| *kept == name) {
                    std::fs::remove_file(sandbox.path(&name)).unwrap();
                }
            }
            for (name, text) in &notes {
                if std::fs::read_to_string(sandbox.path(name)).ok().as_ref() != Some(text) {
                    sandbox.write(name, text);
                }
            }
            let ((whole, all), (part, some)) = both(&sandbox);
            in_part += usize::from(some < all);
            let differs = whole.iter().zip(&part).find(|(whole, part)| whole != part);
            assert!(whole == part, "seed {seed}, step {step}: {} and {} rows, {differs:#?}", whole.len(), part.len());
        }
    }
    assert!(in_part * 3 > seeds as usize * steps, "{in_part} edits were followed in part");
}

#[test]
fn a_note_that_nothing_ties_to_an_edited_one_is_not_looked_at() {
    let table = |number: usize| {
        format!(
            "# Ship {number}\n\n| Part | Task |\n|---|---|\n| Keel{number} | carries load{number} |\n| Mast{number} | holds sail{number} |\n"
        )
    };
    let sandbox = (0..20).fold(Sandbox::new(), |sandbox, at| sandbox.note(&format!("ship{at}.md"), table(at)));
    sandbox.run(&["add", "."]).exits(0);
    let store = Connection::open(sandbox.store()).unwrap();
    store.execute("update note set hash = zeroblob(32) where key not like '%ship7.md'", []).unwrap();
    sandbox.write("ship7.md", format!("{}| Sail7 | catches wind7 |\n", table(7)));
    sandbox.run(&["scan"]).exits(0).shows("20 notes, 82 questions (2 new)");
    let untouched: i64 =
        store.query_row("select count(*) from note where hash = zeroblob(32)", [], |row| row.get(0)).unwrap();
    assert_eq!(untouched, 19);
}
