//! A disk that loses its power: what a program wrote, call by call, and what of it would be there
//! afterwards. Written is what was synced; the rest is lost, or some of its sectors are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use rand::RngExt;
use rand::rngs::ChaCha8Rng;

/// Bytes that a disk writes whole or not at all.
const SECTOR: usize = 512;

/// One call that changes a disk, or one that shows something to the learner.
#[derive(Clone, Debug)]
pub(crate) enum Call {
    Create(PathBuf),
    Write(PathBuf, usize, Vec<u8>),
    Truncate(PathBuf, usize),
    Sync(PathBuf),
    Rename(PathBuf, PathBuf),
    Link(PathBuf, PathBuf),
    Unlink(PathBuf),
    Say(Vec<u8>),
}

/// Runs a program under `strace` and returns what it wrote.
pub(crate) fn record(strace: &mut Command, trace: &Path, program: &str, args: &[&str]) -> Vec<Call> {
    const CALLS: &str =
        "trace=openat,write,pwrite64,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,renameat2,link,linkat";
    strace.args(["-f", "-qq", "-y", "-xx", "-s", "1000000", "--seccomp-bpf", "-e", CALLS, "-o"]).arg(trace);
    assert!(strace.arg(program).args(args).status().unwrap().success(), "the recorded run failed");
    let text = std::fs::read_to_string(trace).unwrap();
    let mut reader = Reader::default();
    text.lines().for_each(|line| reader.read(line));
    reader.calls
}

/// Reads the lines of a trace.
#[derive(Default)]
struct Reader {
    calls: Vec<Call>,
    /// How far each file that is written in a row has come.
    ends: BTreeMap<PathBuf, usize>,
}

impl Reader {
    fn read(&mut self, line: &str) {
        assert!(!line.contains("<unfinished"), "calls of two threads run into each other: {line}");
        let Some((call, rest)) = line.split_once(' ').and_then(|(_, rest)| rest.trim_start().split_once('(')) else {
            return;
        };
        let Some((arguments, result)) = rest.rsplit_once(") = ") else { return };
        if result.starts_with('-') {
            return;
        }
        let texts = texts(arguments);
        let last = || arguments.rsplit(", ").next().and_then(|number| number.parse().ok()).unwrap_or(0);
        let path = |index: usize| PathBuf::from(String::from_utf8_lossy(&texts[index]).into_owned());
        let call = match call {
            "openat" if arguments.contains("O_CREAT") => Call::Create(path(texts.len() - 1)),
            "openat" => return,
            "write" if arguments.starts_with("1<") => Call::Say(texts[1].clone()),
            "write" => {
                let end = self.ends.entry(path(0)).or_default();
                *end += texts[1].len();
                Call::Write(path(0), *end - texts[1].len(), texts[1].clone())
            }
            "pwrite64" => Call::Write(path(0), last(), texts[1].clone()),
            "ftruncate" => Call::Truncate(path(0), last()),
            "fsync" | "fdatasync" => Call::Sync(path(0)),
            "unlink" | "unlinkat" => Call::Unlink(path(texts.len() - 1)),
            "link" | "linkat" => Call::Link(named(&texts, 0), named(&texts, 1)),
            _ => Call::Rename(named(&texts, 0), named(&texts, 1)),
        };
        self.calls.push(call);
    }
}

/// Returns the first or second absolute path among the texts of a call.
fn named(texts: &[Vec<u8>], which: usize) -> PathBuf {
    let paths: Vec<PathBuf> =
        texts.iter().map(|text| PathBuf::from(String::from_utf8_lossy(text).into_owned())).collect();
    // `AT_FDCWD<folder>` stands before a path where the call takes one.
    if paths.len() == 4 { paths[which * 2 + 1].clone() } else { paths[which].clone() }
}

/// Returns the texts that stand in quotes or after a file's number in angle brackets, all written
/// in hexadecimal.
fn texts(arguments: &str) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut rest = arguments;
    while let Some(open) = rest.find(['"', '<']) {
        let close = if rest[open..].starts_with('"') { '"' } else { '>' };
        let inside = &rest[open + 1..];
        let Some(end) = inside.find(close) else { break };
        let digits = inside[..end].split("\\x").skip(1);
        found.push(digits.map(|two| u8::from_str_radix(&two[..2], 16).unwrap()).collect());
        rest = &inside[end + 1..];
    }
    found
}

/// A file as the system shows it and as the disk holds it.
#[derive(Clone, Default)]
struct File {
    durable: Vec<u8>,
    waiting: Vec<Change>,
}

#[derive(Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Truncate(usize),
}

/// A change among the names of a folder.
#[derive(Clone)]
enum Naming {
    Add(PathBuf, usize),
    Remove(PathBuf),
    Move(PathBuf, PathBuf),
}

/// What is lost of that which was not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    /// All of it.
    All,
    /// Any sector of it, and the last of the names.
    Sectors,
}

/// A disk under a program.
#[derive(Default)]
pub(crate) struct Disk {
    files: Vec<File>,
    shown: BTreeMap<PathBuf, usize>,
    durable: BTreeMap<PathBuf, usize>,
    waiting: Vec<Naming>,
    said: Vec<u8>,
}

impl Disk {
    /// Takes the next call.
    pub(crate) fn take(&mut self, call: &Call) {
        match call {
            Call::Create(path) => drop(self.file(path)),
            Call::Write(path, at, bytes) => {
                let file = self.file(path);
                self.files[file].waiting.push(Change::Write(*at, bytes.clone()));
            }
            Call::Truncate(path, length) => {
                let file = self.file(path);
                self.files[file].waiting.push(Change::Truncate(*length));
            }
            Call::Sync(path) => self.sync(path),
            Call::Rename(from, to) => self.name(Naming::Move(from.clone(), to.clone())),
            Call::Link(from, to) => {
                let file = self.file(from);
                self.name(Naming::Add(to.clone(), file));
            }
            Call::Unlink(path) => self.name(Naming::Remove(path.clone())),
            Call::Say(bytes) => self.said.extend(bytes),
        }
    }

    /// Returns what the learner has seen.
    pub(crate) fn said(&self) -> String {
        String::from_utf8_lossy(&self.said).into_owned()
    }

    /// Cuts the power and writes what is then on the disk below `folder`; paths lose `root`.
    pub(crate) fn cut(&self, loss: Loss, chance: &mut ChaCha8Rng, root: &Path, folder: &Path) {
        let mut names = self.durable.clone();
        if loss == Loss::Sectors {
            let kept = chance.random_range(0..=self.waiting.len());
            self.waiting[..kept].iter().for_each(|naming| apply(naming, &mut names));
        }
        for (path, file) in &names {
            let Ok(below) = path.strip_prefix(root) else { continue };
            // The index of a write-ahead log is made anew from the log.
            if below.to_string_lossy().ends_with("-shm") {
                continue;
            }
            let target = folder.join(below);
            std::fs::create_dir_all(target.parent().unwrap()).unwrap();
            std::fs::write(target, self.files[*file].after(loss, chance)).unwrap();
        }
    }

    fn file(&mut self, path: &Path) -> usize {
        if let Some(file) = self.shown.get(path) {
            return *file;
        }
        self.files.push(File::default());
        self.name(Naming::Add(path.to_owned(), self.files.len() - 1));
        self.files.len() - 1
    }

    fn name(&mut self, naming: Naming) {
        apply(&naming, &mut self.shown);
        self.waiting.push(naming);
    }

    /// A synced file has its bytes on the disk, a synced folder its names.
    fn sync(&mut self, path: &Path) {
        if let Some(file) = self.shown.get(path) {
            let file = &mut self.files[*file];
            file.durable = file.after_all();
            file.waiting.clear();
            return;
        }
        let (here, elsewhere) = std::mem::take(&mut self.waiting).into_iter().partition(|naming| match naming {
            Naming::Add(name, _) | Naming::Remove(name) | Naming::Move(_, name) => name.parent() == Some(path),
        });
        self.waiting = elsewhere;
        let here: Vec<Naming> = here;
        here.iter().for_each(|naming| apply(naming, &mut self.durable));
    }
}

fn apply(naming: &Naming, names: &mut BTreeMap<PathBuf, usize>) {
    match naming {
        Naming::Add(path, file) => drop(names.insert(path.clone(), *file)),
        Naming::Remove(path) => drop(names.remove(path)),
        Naming::Move(from, to) => {
            if let Some(file) = names.remove(from) {
                names.insert(to.clone(), file);
            }
        }
    }
}

impl File {
    fn after_all(&self) -> Vec<u8> {
        self.waiting.iter().fold(self.durable.clone(), |bytes, change| change.onto(bytes))
    }

    fn after(&self, loss: Loss, chance: &mut ChaCha8Rng) -> Vec<u8> {
        let mut bytes = self.durable.clone();
        if loss == Loss::Sectors {
            for change in &self.waiting {
                for part in change.sectors().into_iter().filter(|_| chance.random()) {
                    bytes = part.onto(bytes);
                }
            }
        }
        bytes
    }
}

impl Change {
    fn onto(&self, mut bytes: Vec<u8>) -> Vec<u8> {
        match self {
            Self::Truncate(length) => bytes.resize(*length, 0),
            Self::Write(at, written) => {
                let end = at + written.len();
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                bytes[*at..end].copy_from_slice(written);
            }
        }
        bytes
    }

    /// Returns the change in parts of which a disk keeps each whole or not at all.
    fn sectors(&self) -> Vec<Self> {
        let Self::Write(at, bytes) = self else { return vec![self.clone()] };
        let (mut parts, mut from) = (Vec::new(), 0);
        while from < bytes.len() {
            let room = SECTOR - (at + from) % SECTOR;
            let to = (from + room).min(bytes.len());
            parts.push(Self::Write(at + from, bytes[from..to].to_vec()));
            from = to;
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn what_was_synced_stays_and_the_rest_is_lost_or_torn() {
        let path = |name: &str| PathBuf::from("/d").join(name);
        let mut disk = Disk::default();
        let write = |byte: u8| Call::Write(path("a"), 0, vec![byte; 4 * SECTOR]);
        [write(1), Call::Sync(path("a")), Call::Sync("/d".into()), write(2), Call::Create(path("b"))]
            .iter()
            .for_each(|call| disk.take(call));
        let mut chance = ChaCha8Rng::seed_from_u64(1);
        let after = |loss, chance: &mut ChaCha8Rng| {
            let folder = tempfile::tempdir().unwrap();
            disk.cut(loss, chance, Path::new("/d"), folder.path());
            (std::fs::read(folder.path().join("a")).unwrap(), folder.path().join("b").exists())
        };
        assert_eq!(after(Loss::All, &mut chance), (vec![1; 4 * SECTOR], false));
        let torn: Vec<_> = (0..20).map(|_| after(Loss::Sectors, &mut chance)).collect();
        assert!(torn.iter().any(|(bytes, _)| bytes.contains(&1) && bytes.contains(&2)));
        assert!(
            torn.iter()
                .all(|(bytes, _)| bytes.chunks(SECTOR).all(|sector| sector.iter().all(|byte| *byte == sector[0])))
        );
        assert!(torn.iter().any(|(_, named)| *named) && torn.iter().any(|(_, named)| !*named));
    }
}
