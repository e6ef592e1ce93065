//! Packages from anywhere: bombs, hostile names and hostile databases are refused within limits of
//! time and memory, nothing is left behind, and what is sound beside something odd still comes in.
#![cfg(target_os = "linux")]
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "makes files for the program and runs it from outside; a failure is the test's"
)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use askback::export::{AnkiNote, AnkiReview, anki_settings};
use askback::store::AnkiFile;
use rusqlite::Connection;
use zip::write::SimpleFileOptions;

/// What the program may take: address space in KiB, which is more than what it really uses.
const MEMORY_KIB: u64 = 256 * 1024;
const TIME: Duration = Duration::from_secs(5);

struct Machine {
    home: tempfile::TempDir,
}

impl Machine {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("tmp")).unwrap();
        std::fs::create_dir(home.path().join("work")).unwrap();
        Self { home }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join("work").join(name)
    }

    /// Imports a file under limits of memory; checks time and what is left behind.
    fn import(&self, args: &[&str]) -> Output {
        let begun = Instant::now();
        let done = Command::new("sh")
            .args([
                "-c",
                &format!("ulimit -v {MEMORY_KIB}; exec \"$0\" \"$@\""),
                env!("CARGO_BIN_EXE_askback"),
                "import",
            ])
            .args(args)
            .env_clear()
            .env("HOME", self.home.path())
            .env("TMPDIR", self.home.path().join("tmp"))
            .current_dir(self.home.path().join("work"))
            .output()
            .unwrap();
        assert!(begun.elapsed() < TIME, "{args:?} took {:?}", begun.elapsed());
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(!said.contains("panicked") && done.status.code().is_some_and(|code| code < 4), "{args:?}: {said}");
        let acting = said.chars().find(|c| *c != '\n' && c.is_control());
        assert_eq!(acting, None, "{args:?}: {said:?}");
        assert_eq!(std::fs::read_dir(self.home.path().join("tmp")).unwrap().count(), 0, "left in the temporary folder");
        done
    }

    /// Imports a file that must be refused, and for this reason; nothing comes of it.
    fn refuses(&self, args: &[&str], reason: &str) {
        let done = self.import(args);
        let said = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(1), "{args:?}: {said}");
        assert!(said.contains(reason), "{args:?}: {said}");
        assert!(said.contains(args[0]), "the file is named: {said}");
        assert!(!self.home.path().join(".local").exists(), "{args:?}: no store, no notes");
    }
}

fn zipped(path: &Path, members: &[(&str, &[u8])]) {
    let mut archive = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    for (name, bytes) in members {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap();
}

fn note(id: i64, front: &str, back: &str) -> AnkiNote {
    AnkiNote {
        id,
        guid: format!("g{id}"),
        fields: [front, back, "", ""].join("\u{1f}"),
        sort: front.into(),
        tags: String::new(),
        deck: 1,
        kind: 0,
        queue: 0,
        due: 1,
        interval: 0,
        factor: 0,
        reviews: 0,
        lapses: 0,
    }
}

/// A sound collection with one card, changed by `sql` afterwards.
fn collection(sql: &str) -> Vec<u8> {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut anki =
        AnkiFile::begin(file.path(), &anki_settings(&[], 1_700_000_000), 1_700_000_000, 1_700_000_000).unwrap();
    anki.note(&note(1_500_000_000_000, "Capital of France?", "Paris")).unwrap();
    anki.finish().unwrap();
    let connection = Connection::open(file.path()).unwrap();
    connection.execute_batch(sql).unwrap();
    connection.close().unwrap();
    std::fs::read(file.path()).unwrap()
}

/// A zstd frame without a size of its contents, of so many blocks of 128 KiB of one byte.
fn zstd_of_zeros(blocks: u32) -> Vec<u8> {
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58];
    for block in 0..blocks {
        let header = u32::from(block + 1 == blocks) | 1 << 1 | (128 << 10) << 3;
        frame.extend_from_slice(&header.to_le_bytes()[..3]);
        frame.push(0);
    }
    frame
}

const MODERN: &[u8] = &[8, 3];

#[test]
fn bombs_are_refused_by_what_really_comes_out_of_them() {
    let machine = Machine::new();
    let zeros = vec![0_u8; 64 << 20];
    zipped(&machine.path("zeros.apkg"), &[("collection.anki2", &zeros)]);
    zipped(&machine.path("zeros21.apkg"), &[("collection.anki21", &zeros), ("collection.anki2", b"x")]);
    machine.refuses(&["zeros.apkg"], "--max-ratio");
    machine.refuses(&["zeros21.apkg"], "--max-ratio");
    machine.refuses(&["zeros.apkg", "--max-ratio", "100000", "--max-collection", "40"], "--max-collection");
    machine.refuses(&["zeros.apkg", "--max-ratio", "100000", "--max-total", "50"], "--max-total");
    for (name, blocks) in [("z1.apkg", 8_192), ("z2.apkg", 100), ("z3.colpkg", 80_000)] {
        zipped(&machine.path(name), &[("collection.anki21b", &zstd_of_zeros(blocks)), ("meta", MODERN)]);
        machine.refuses(&[name], "--max-ratio");
    }
    let whole = std::fs::read(machine.path("zeros.apkg")).unwrap();
    zipped(&machine.path("nested.apkg"), &[("collection.anki2", &whole)]);
    machine.refuses(&["nested.apkg"], "no SQLite file");
    zipped(&machine.path("deeper.apkg"), &[("a.zip", &whole), ("b.zip", &whole)]);
    machine.refuses(&["deeper.apkg"], "it holds no collection");
}

#[test]
fn sizes_that_lie_and_tables_of_contents_without_end_are_found_out() {
    let machine = Machine::new();
    zipped(&machine.path("zeros.apkg"), &[("collection.anki2", &vec![0_u8; 30 << 20])]);
    let sound = std::fs::read(machine.path("zeros.apkg")).unwrap();
    let end = sound.len() - 22;
    let central = sound.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    let changed = |place: usize, bytes: &[u8]| {
        let mut file = sound.clone();
        file[place..place + bytes.len()].copy_from_slice(bytes);
        file
    };
    let lies: [(&str, Vec<u8>); 8] = [
        ("small", changed(central + 24, &100_u32.to_le_bytes())),
        ("packed-large", changed(central + 20, &0x7fff_ffff_u32.to_le_bytes())),
        ("both", changed(central + 20, &[0xff; 8])),
        ("elsewhere", changed(central + 42, &0x7fff_ffff_u32.to_le_bytes())),
        ("contents-long", changed(end + 12, &0x7fff_ffff_u32.to_le_bytes())),
        ("contents-elsewhere", changed(end + 16, &0x7fff_ffff_u32.to_le_bytes())),
        ("many", changed(end + 8, &[0xfe, 0xff, 0xfe, 0xff])),
        ("encrypted", changed(central + 8, &[1, 0])),
    ];
    for (name, bytes) in lies {
        let file = format!("{name}.apkg");
        std::fs::write(machine.path(&file), bytes).unwrap();
        machine.refuses(&[&file], "apkg: ");
    }
    let mut archive = zip::ZipWriter::new(std::fs::File::create(machine.path("crowd.apkg")).unwrap());
    for number in 0..66_000 {
        archive.start_file(number.to_string(), SimpleFileOptions::default()).unwrap();
    }
    archive.finish().unwrap();
    machine.refuses(&["crowd.apkg"], "--max-entries");
}

/// A table of contents in which so many names all lead to the one entry that is there.
fn overlapping(packed: &[u8], size: u32, names: u16) -> Vec<u8> {
    let name = |number: u16| if number == 0 { "collection.anki2".to_owned() } else { format!("{number:016}") };
    let sizes = [0_u32, packed.len() as u32, size].map(u32::to_le_bytes).concat();
    // Version, flags, deflated, time and date; then sum, sizes and the length of the name.
    let common = [&[20, 0, 0, 0, 8, 0, 0, 0, 0, 0][..], &sizes, &16_u16.to_le_bytes(), &[0, 0]].concat();
    let mut file = [b"PK\x03\x04", &common[..], name(0).as_bytes(), packed].concat();
    let begins = file.len() as u32;
    for number in 0..names {
        // Nothing else is said of an entry, and each begins where the file does.
        file.extend([b"PK\x01\x02\x14\x00", &common[..], &[0; 14], name(number).as_bytes()].concat());
    }
    let contents = [file.len() as u32 - begins, begins].map(u32::to_le_bytes).concat();
    let counts = [0, 0, names, names].map(u16::to_le_bytes).concat();
    file.extend([b"PK\x05\x06", &counts[..], &contents, &[0, 0]].concat());
    file
}

#[test]
fn entries_that_overlap_are_not_counted_out_one_by_one() {
    let machine = Machine::new();
    zipped(&machine.path("zeros.apkg"), &[("collection.anki2", &vec![0_u8; 64 << 20])]);
    let zeros = std::fs::read(machine.path("zeros.apkg")).unwrap();
    let begins = 30 + "collection.anki2".len();
    let ends = zeros.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    std::fs::write(machine.path("overlap.apkg"), overlapping(&zeros[begins..ends], 64 << 20, 60_000)).unwrap();
    machine.refuses(&["overlap.apkg"], "--max-ratio");
}

#[test]
fn a_window_or_a_size_that_no_memory_holds_is_not_reserved() {
    let machine = Machine::new();
    let magic = [0x28, 0xb5, 0x2f, 0xfd];
    let block = [1 | 1 << 1 | 8 << 3, 0, 0, 0];
    let frames: [(&str, Vec<u8>); 4] = [
        ("window", [&magic[..], &[0x00, 0xff], &block].concat()),
        ("size", [&magic[..], &[0xe0], &(1_u64 << 62).to_le_bytes(), &block].concat()),
        ("size-most", [&magic[..], &[0xe0], &[0xff; 8], &block].concat()),
        ("skipped", [&[0x50, 0x2a, 0x4d, 0x18, 0xff, 0xff, 0xff, 0xff][..], &[0; 64]].concat()),
    ];
    for (name, frame) in frames {
        let file = format!("{name}.colpkg");
        zipped(&machine.path(&file), &[("collection.anki21b", &frame), ("meta", MODERN)]);
        machine.refuses(&[&file], "damaged");
    }
}

#[test]
fn names_that_fill_the_table_of_contents_are_not_read() {
    let machine = Machine::new();
    let mut archive = zip::ZipWriter::new(std::fs::File::create(machine.path("names.apkg")).unwrap());
    let long = "n".repeat(2_000);
    for number in 0..20_000 {
        archive.start_file(format!("{long}{number}"), SimpleFileOptions::default()).unwrap();
    }
    archive.finish().unwrap();
    machine.refuses(&["names.apkg"], "table of contents");
}

#[test]
fn a_list_of_media_without_end_is_not_unpacked() {
    let machine = Machine::new();
    let media = format!("{{\"0\":\"{}\"}}", "x".repeat(64 << 20));
    zipped(&machine.path("media.apkg"), &[("media", media.as_bytes()), ("collection.anki2", &collection(""))]);
    let done = machine.import(&["media.apkg"]);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn tables_that_compute_are_refused_before_they_do() {
    let machine = Machine::new();
    let rows = "with recursive n (x) as (select 1 union all select x + 1 from n where x < 400)";
    let bombs = [
        (
            "generated",
            format!(
                "drop table notes; create table notes (id integer primary key, guid text, mid integer,
                    flds text as (hex(zeroblob(30000000))));
                {rows} insert into notes (id, guid, mid) select x, x, 1 from n"
            ),
        ),
        (
            "constraint",
            format!(
                "pragma ignore_check_constraints = on; create table aside (x, check (hex(zeroblob(20000000)) like '%1%1%'));
                {rows} insert into aside select x from n"
            ),
        ),
    ];
    for (name, sql) in bombs {
        let file = format!("{name}.apkg");
        zipped(&machine.path(&file), &[("collection.anki2", &collection(&sql))]);
        machine.refuses(&[&file], "compute");
    }
}

#[test]
fn what_is_no_package_is_told_with_its_cause() {
    let machine = Machine::new();
    zipped(&machine.path("sound.apkg"), &[("collection.anki2", &collection(""))]);
    let sound = std::fs::read(machine.path("sound.apkg")).unwrap();
    for (name, bytes, reason) in [
        ("empty.apkg", &b""[..], "not a zip file"),
        ("text.apkg", b"front,back", "not a zip file"),
        ("cut.apkg", &sound[..sound.len() / 2], "not a zip file"),
        ("cut-end.apkg", &sound[..sound.len() - 3], "damaged"),
    ] {
        std::fs::write(machine.path(name), bytes).unwrap();
        machine.refuses(&[name], reason);
    }
    for (name, members, reason) in [
        (
            "stub.apkg",
            vec![(
                "collection.anki2",
                collection("update notes set flds = 'Please update to the latest Anki version.' || char(31) || 'x'"),
            )],
            "notice to update",
        ),
        ("version.apkg", vec![("meta", vec![8, 9]), ("collection.anki21b", vec![])], "made by a newer Anki"),
        ("decoy.apkg", vec![("meta", MODERN.to_vec()), ("collection.anki2", collection(""))], "it holds no collection"),
        ("no-zstd.apkg", vec![("meta", MODERN.to_vec()), ("collection.anki21b", b"hello".to_vec())], "damaged"),
        ("no-sqlite.apkg", vec![("collection.anki2", b"hello".to_vec())], "no SQLite file"),
        ("no-tables.apkg", vec![("collection.anki2", collection("drop table revlog"))], "no table `revlog`"),
    ] {
        let members: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        zipped(&machine.path(name), &members);
        machine.refuses(&[name], reason);
    }
}

#[test]
fn a_database_that_computes_is_not_believed() {
    let machine = Machine::new();
    let recursive = "with recursive n (x) as (select 1 union all select x + 1 from n) select x from n";
    let hostile = [
        (
            "view",
            format!(
                "drop table notes; create view notes as select x as id, 'g' as guid, 1 as mid, 'a' as flds from ({recursive})"
            ),
        ),
        ("side", format!("create view aside as {recursive}")),
        ("trigger", "create trigger t after insert on notes begin delete from cards; end".to_owned()),
        ("virtual", "create virtual table v using fts5(a)".to_owned()),
        ("json", format!("update col set models = '{}'", "[".repeat(200_000))),
        ("models", "update col set models = '{\"1\": 7}', decks = 'null'".to_owned()),
    ];
    for (name, sql) in hostile {
        let file = format!("{name}.apkg");
        zipped(&machine.path(&file), &[("collection.anki2", &collection(&sql))]);
        let done = machine.import(&[&file]);
        assert!(done.status.code() == Some(1), "{name}: {}", String::from_utf8_lossy(&done.stderr));
    }
    let sound = collection("");
    for place in (100..sound.len()).step_by(997) {
        let mut bytes = sound.clone();
        bytes[place] ^= 0xff;
        zipped(&machine.path("flipped.apkg"), &[("collection.anki2", &bytes)]);
        machine.import(&["flipped.apkg", "--dry-run"]);
    }
}

#[test]
fn wild_values_are_brought_into_range_and_listed_and_the_rest_comes_in() {
    let machine = Machine::new();
    let wild = "update cards set ivl = 2147483647, factor = -1, due = 2147483647, reps = -5, type = 77;
        insert into revlog select 1700000000000, id, 0, 3, 9223372036854775807, -9223372036854775808, -1, -7, 1 from cards;
        insert into revlog select 1700000000001, id, 0, 99, 1, 1, 2500, 7, 1 from cards;
        insert into revlog values (1700000000002, 4, 0, 3, 'x', 1, 2.5, x'00', 1);
        insert into notes select 7, 'g7', 99, 0, 0, '', 'a', 'a', 0, 0, '' from notes;
        insert into cards select 8, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '' from cards";
    zipped(&machine.path("wild.apkg"), &[("collection.anki2", &collection(wild)), ("0", b"picture")]);
    let done = machine.import(&["wild.apkg"]);
    let (out, said) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert_eq!(done.status.code(), Some(3), "{said}");
    assert!(out.contains("Imported 1 card into") && out.contains("Imported 1 review"), "{out}\n{said}");
    for told in [
        "interval out of range", "ease out of range", "its grade is not from 1 to 4", "note type is missing",
        "its note is missing", "wrong kind",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
}

#[test]
fn nothing_that_stands_on_a_card_acts_and_no_deck_name_is_a_path() {
    let fields = "update notes set flds = '<script>alert(1)</script>Capital &#27;[2J&#x202e; of France?' || char(27) || char(31) || 'Par' || char(31) || char(31) || char(31) || 'more'";
    let long = "n".repeat(300);
    let mut names: Vec<String> = [
        "../x", "../../../../etc/x", "..", ".", "/", "/etc/passwd", "C:\\x", "..\\x", "\\\\host\\x", "CON", "con",
        "NUL", "COM1", "LPT9", "aux.md", "a/b", "a::b", "a::../b", "::", "a::::b", "", " ", "\u{0}", "a\u{0}b", "a\nb",
        "\u{1b}[2J", "\u{202e}x", "~", "~/x", "$HOME", "-rf", "--to", "*", "?", "a|b", "a;b", "`x`", "$(x)", "a\"b",
        "a'b", "<b>", "x.", "x ", ".hidden", "...", "é", "日本", "👩‍🔬", "a:b", "a%2fb", "%2e%2e/x", "file:///x",
        "x\u{7f}", "x\u{9b}", "nul.txt", "PRN", "x/../../y", "./x",
    ]
    .map(str::to_owned)
    .into();
    names.extend([long, "é".repeat(200)]);
    assert_eq!(names.len(), 60);
    for name in &names {
        let machine = Machine::new();
        let decks = serde_json::json!({ "1": { "name": name } }).to_string().replace('\'', "''");
        let sql = format!("{fields}; update col set decks = '{decks}'");
        zipped(&machine.path("x.apkg"), &[("collection.anki2", &collection(&sql)), (&format!("m{name}"), b"x")]);
        let done = machine.import(&["x.apkg", "--to", "notes"]);
        assert_eq!(done.status.code(), Some(0), "{name:?}: {}", String::from_utf8_lossy(&done.stderr));
        let notes = files_in(&machine.path("notes"));
        assert_eq!(notes.len(), 1, "{name:?}: {notes:?}");
        let text = std::fs::read_to_string(&notes[0]).unwrap();
        assert!(text.contains("Capital \\[2J of France?"), "{text}");
        assert!(!text.chars().any(|c| c != '\n' && c.is_control()) && !text.contains('\u{202e}'), "{text:?}");
        let beside: Vec<PathBuf> =
            files_in(&machine.path("")).into_iter().filter(|path| !path.starts_with(machine.path("notes"))).collect();
        assert_eq!(beside, [machine.path("x.apkg")], "{name:?}");
    }
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files_in(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn nothing_is_overwritten_and_a_second_import_adds_nothing() {
    let machine = Machine::new();
    zipped(&machine.path("one.apkg"), &[("collection.anki2", &collection(""))]);
    std::fs::create_dir(machine.path("notes")).unwrap();
    std::fs::write(machine.path("notes/Default.md"), "mine").unwrap();
    let text = |args: &[&str]| String::from_utf8(machine.import(args).stdout).unwrap();
    assert!(text(&["one.apkg", "--to", "notes"]).contains("Default-2.md"));
    assert_eq!(std::fs::read_to_string(machine.path("notes/Default.md")).unwrap(), "mine");
    assert!(text(&["one.apkg", "--to", "notes"]).contains("1 card was here already"));
    // Also where the learner has edited the note meanwhile.
    let note = machine.path("notes/Default-2.md");
    let edited = std::fs::read_to_string(&note).unwrap().replace("Capital of", "The capital of");
    std::fs::write(&note, edited).unwrap();
    text(&["one.apkg", "--to", "notes"]);
    assert_eq!(files_in(&machine.path("notes")).len(), 2);
    zipped(&machine.path("none.apkg"), &[("collection.anki2", &collection("delete from notes; delete from cards"))]);
    assert_eq!(machine.import(&["none.apkg"]).status.code(), Some(0));
}

#[test]
fn reviews_of_one_millisecond_both_go_out() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut anki = AnkiFile::begin(file.path(), &anki_settings(&[], 1), 1, 1).unwrap();
    let review =
        AnkiReview { at_ms: 5, card: 1, key: 3, interval: 1, last_interval: 0, factor: 2500, took_ms: 1, kind: 0 };
    anki.review(&review).unwrap();
    anki.review(&AnkiReview { card: 2, ..review }).unwrap();
    anki.finish().unwrap();
    let connection = Connection::open(file.path()).unwrap();
    let ids: String = connection.query_row("select group_concat(id) from revlog", [], |row| row.get(0)).unwrap();
    assert_eq!(ids, "5,6");
}
