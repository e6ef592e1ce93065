//! A machine for one crash: notes, a store that may be lost, and a look at what is left of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use askback::model::EventBody;
use askback::store::{Access, Store, StoreError};
use tempfile::TempDir;

/// Grades in the session that is cut short.
pub(crate) const GRADES: usize = 50;

/// Tells whether every point is to be tried.
pub(crate) fn long() -> bool {
    std::env::var("ASKBACK_LONG").is_ok_and(|value| value == "1")
}

/// A folder in memory where there is one: a kill leaves what the system has taken, so no disk is
/// needed to see what remains.
pub(crate) fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// A machine with sixty cards in its notes.
pub(crate) struct Machine {
    folder: TempDir,
}

impl Machine {
    pub(crate) fn new() -> Self {
        let folder = folder();
        let card = |n: usize| format!("Q: What is the number of item {n}?\nA: number {n}\n\n");
        let note = format!("# Numbers\n\n{}", (1..=GRADES + 10).map(card).collect::<String>());
        std::fs::create_dir(folder.path().join("notes")).unwrap();
        std::fs::write(folder.path().join("notes/numbers.md"), note).unwrap();
        std::fs::write(folder.path().join("typed"), "\n3\n".repeat(GRADES)).unwrap();
        let machine = Self { folder };
        machine.clear();
        machine
    }

    /// Throws away what the program keeps.
    pub(crate) fn clear(&self) {
        let data = self.path("data");
        if data.exists() {
            std::fs::remove_dir_all(&data).unwrap();
        }
        std::fs::create_dir_all(data.join("askback")).unwrap();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.path("data/askback/askback.db")
    }

    /// Returns a program with the surroundings of this machine, its input and output in files.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let path = std::env::var("PATH").unwrap_or_default();
        command.env_clear().env("PATH", path).current_dir(self.folder.path());
        command.env("HOME", self.folder.path()).env("XDG_DATA_HOME", self.path("data")).env("TZ", "UTC");
        command.env("XDG_CONFIG_HOME", self.path("config"));
        command.env("ASKBACK_NOW", "2024-03-01T15:00:00+01:00").env("ASKBACK_SEED", "7");
        let made = |name: &str| std::fs::File::create(self.path(name)).unwrap();
        command.stdin(std::fs::File::open(self.path("typed")).unwrap());
        command.stdout(made("out")).stderr(made("err"));
        command
    }

    /// Runs the program to its end, unharmed.
    #[track_caller]
    pub(crate) fn run(&self, args: &[&str]) {
        let status = self.command(crate::traced::PROGRAM).args(args).status().unwrap();
        assert!(status.success(), "{args:?}: {status}\n{}", self.shown("err"));
    }

    /// Returns what was shown in a stream of the last run.
    pub(crate) fn shown(&self, stream: &str) -> String {
        String::from_utf8_lossy(&std::fs::read(self.path(stream)).unwrap()).into_owned()
    }

    /// Returns how many grades the last run said are saved.
    pub(crate) fn acknowledged(&self) -> usize {
        self.shown("out").matches("Saved: ").count()
    }
}

/// The arguments of the session that is cut short.
pub(crate) const SESSION: [&str; 6] = ["study", "notes", "--new", "100", "--limit", "50"];

/// What is left in a store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Left {
    /// Cards graded.
    pub(crate) graded: usize,
    /// Grades beyond the first of a card.
    pub(crate) doubled: usize,
    /// Whatever is wrong with it, in words.
    pub(crate) damage: Vec<String>,
}

/// Opens a store as the next start of the program would and says what is in it.
pub(crate) fn look(store: &Path) -> Left {
    let opened = match Store::open(store, Access::Write, [9; 16], 0) {
        Ok(store) => store,
        Err(StoreError::Missing { .. }) => return Left::default(),
        Err(error) => return Left { damage: vec![error.to_string()], ..Left::default() },
    };
    let mut damage = opened.faults().unwrap_or_else(|error| vec![error.to_string()]);
    match opened.differing() {
        Ok(cards) => damage.extend(cards.iter().map(|card| format!("the state of {card} is not what the log gives"))),
        Err(error) => damage.push(error.to_string()),
    }
    let mut cards = BTreeSet::new();
    let mut grades = 0;
    for event in opened.events().unwrap_or_default() {
        if let EventBody::Review(review) = event.body {
            cards.insert(review.card);
            grades += 1;
        }
    }
    drop(opened);
    Left { graded: cards.len(), doubled: grades - cards.len(), damage }
}

/// What many crashes came to.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    /// Crashes.
    pub(crate) points: AtomicUsize,
    /// Grades shown as saved and gone.
    pub(crate) lost: AtomicUsize,
    /// Grades kept twice.
    pub(crate) doubled: AtomicUsize,
    /// Stores that are not sound.
    pub(crate) damaged: AtomicUsize,
    /// Losses are expected, so none is told of.
    pub(crate) quiet: bool,
}

impl Figures {
    /// Counts one crash after which `acknowledged` grades had been shown as saved.
    pub(crate) fn count(&self, acknowledged: usize, left: &Left, named: &dyn Fn() -> String) {
        let lost = acknowledged.saturating_sub(left.graded);
        self.points.fetch_add(1, Ordering::Relaxed);
        self.lost.fetch_add(lost, Ordering::Relaxed);
        self.doubled.fetch_add(left.doubled, Ordering::Relaxed);
        self.damaged.fetch_add(usize::from(!left.damage.is_empty()), Ordering::Relaxed);
        // One grade may have been on its way: on disk, and not yet shown.
        let unasked = left.graded > acknowledged + 1;
        if !self.quiet && (lost > 0 || left.doubled > 0 || !left.damage.is_empty() || unasked) {
            println!("{}: {acknowledged} acknowledged, {left:?}", named());
        }
        assert!(!unasked, "more is kept than was graded");
    }

    /// Prints the figures; all but the first must be nothing.
    #[track_caller]
    pub(crate) fn sound(&self, what: &str) {
        println!("{}", self.line(what));
        assert_eq!(self.bad(), (0, 0, 0), "lost, doubled, damaged");
    }

    pub(crate) fn bad(&self) -> (usize, usize, usize) {
        let read = |number: &AtomicUsize| number.load(Ordering::Relaxed);
        (read(&self.lost), read(&self.doubled), read(&self.damaged))
    }

    pub(crate) fn line(&self, what: &str) -> String {
        let ((lost, doubled, damaged), points) = (self.bad(), self.points.load(Ordering::Relaxed));
        format!("{what}: {points} points, {lost} grades lost, {doubled} doubled, {damaged} stores damaged")
    }
}

/// Does the same with every point, on as many machines as there are processors.
pub(crate) fn on_machines<P: Sync>(points: &[P], work: impl Fn(&Machine, &P) + Sync) {
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let machine = Machine::new();
                while let Some(point) = points.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(&machine, point);
                }
            });
        }
    });
}
