//! A learner's machine for one test: a home of its own, notes, a fixed time, and nothing of the
//! environment that runs the tests.

use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_askback");

/// Three answers with one card each, so that what is typed can be right.
pub(crate) const CAPITALS: &str = "# Capitals\n\nQ: What is the capital of France?\nA: Paris\n\nQ: What is the capital of Italy?\nA: Rome\n\nQ: What is the capital of Spain?\nA: Madrid\n";

/// Three facts with two cards each.
pub(crate) const CELL: &str = "# Cell\n\n## Organelles\n\n| Organelle | Function |\n|---|---|\n| Ribosome | builds proteins |\n| Nucleus | keeps the DNA |\n| Vacuole | stores water |\n";

/// Returns a note with `count` cards, one for each fact: `What is the colour of item 7?`.
pub(crate) fn many(count: usize) -> String {
    let card = |n: usize| format!("Q: What is the number of item {n}?\nA: number {n}\n\n");
    format!("# Numbers\n\n{}", (1..=count).map(card).collect::<String>())
}

/// A machine with notes.
pub(crate) struct Sandbox {
    home: TempDir,
    at: String,
    seed: u64,
    /// Whom the program runs as, if not whoever runs the tests.
    user: Option<u32>,
}

impl Sandbox {
    /// An empty machine on an afternoon.
    pub(crate) fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("notes")).unwrap();
        Self { home, at: "2024-03-01T15:00:00+01:00".into(), seed: 7, user: None }
    }

    /// Puts a note into the notes folder, which is where commands run.
    pub(crate) fn note(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        self.write(name, text);
        self
    }

    /// Sets the time.
    pub(crate) fn at(mut self, time: &str) -> Self {
        self.at = time.into();
        self
    }

    /// Moves to another time.
    pub(crate) fn later(&mut self, time: &str) {
        self.at = time.into();
    }

    /// Sets the seed of everything drawn.
    pub(crate) fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Gives the machine to a user for whom permissions count; root may write everything.
    pub(crate) fn of_an_ordinary_user(mut self) -> Self {
        const NOBODY: u32 = 65_534;
        let root = std::fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0);
        if root {
            // The folder of the build may be closed to others.
            std::fs::copy(PROGRAM, self.own_program()).unwrap();
            let mut waiting = vec![self.home.path().to_owned()];
            while let Some(path) = waiting.pop() {
                std::os::unix::fs::chown(&path, Some(NOBODY), Some(NOBODY)).unwrap();
                if path.is_dir() {
                    waiting.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
                }
            }
            self.user = Some(NOBODY);
        }
        self
    }

    /// Returns where an ordinary user finds the program.
    fn own_program(&self) -> PathBuf {
        self.home.path().join("askback")
    }

    /// Writes a file into the notes folder.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Returns the path of a file in the notes folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join("notes").join(name)
    }

    /// Returns the path of the store.
    pub(crate) fn store(&self) -> PathBuf {
        self.home.path().join("data/askback/askback.db")
    }

    /// Returns the names of the backups beside the store, the oldest first.
    pub(crate) fn backups(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.store().with_extension("backups")) else { return Vec::new() };
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Puts bytes where the store should be.
    pub(crate) fn store_of(self, bytes: impl AsRef<[u8]>) -> Self {
        std::fs::create_dir_all(self.store().parent().unwrap()).unwrap();
        std::fs::write(self.store(), bytes).unwrap();
        self
    }

    /// Returns the program with arguments, ready to run in the notes folder.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = match self.user {
            Some(_) => Command::new(self.own_program()),
            None => Command::new(PROGRAM),
        };
        command.env_clear().current_dir(self.home.path().join("notes"));
        command.env("HOME", self.home.path()).env("XDG_DATA_HOME", self.home.path().join("data"));
        command.env("XDG_CONFIG_HOME", self.home.path().join("config")).env("TZ", "UTC");
        if let Some(user) = self.user {
            command.uid(user).gid(user);
        }
        command.env("ASKBACK_NOW", &self.at).env("ASKBACK_SEED", self.seed.to_string()).args(args);
        command
    }

    /// Runs the program; nothing is typed unless [`Call::types`] follows.
    pub(crate) fn run(&self, args: &[&str]) -> Call {
        Call { command: self.command(args), typed: Vec::new() }
    }

    /// Studies with what is typed and returns what was shown.
    #[track_caller]
    pub(crate) fn study(&self, typed: &str) -> Shown {
        self.run(&["study", "."]).types(typed).exits(0)
    }

    /// Runs a reading command with `--json` and returns its document.
    #[track_caller]
    pub(crate) fn json(&self, args: &[&str]) -> serde_json::Value {
        self.run(&[args, &["--json"]].concat()).exits(0).json()
    }

    /// Returns the id of the only card whose prompt holds `text`.
    #[track_caller]
    pub(crate) fn card(&self, text: &str) -> String {
        let found = self.json(&["cards", "list", "--text", text]);
        let cards = found["cards"].as_array().unwrap();
        assert_eq!(cards.len(), 1, "cards with {text:?}: {cards:?}");
        cards[0]["id"].as_str().unwrap().to_owned()
    }
}

/// A run that has not begun.
pub(crate) struct Call {
    command: Command,
    typed: Vec<u8>,
}

impl Call {
    /// What the learner types; then the input ends.
    pub(crate) fn types(mut self, text: impl AsRef<[u8]>) -> Self {
        self.typed.extend_from_slice(text.as_ref());
        self
    }

    /// Sets a variable of the environment.
    pub(crate) fn with(mut self, name: &str, value: impl AsRef<Path>) -> Self {
        self.command.env(name, value.as_ref());
        self
    }

    /// Removes a variable of the environment.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Runs to the end.
    #[track_caller]
    pub(crate) fn done(mut self) -> Shown {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let typed = self.typed;
        // The program may leave before it has read everything: that is no fault of the test.
        let typing = std::thread::spawn(move || input.write_all(&typed).is_ok());
        let output = child.wait_with_output().unwrap();
        typing.join().unwrap();
        Shown::of(&output)
    }

    /// Runs to the end and checks the exit code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Shown {
        self.done().exits(code)
    }

    /// Runs to the end and looks for a text on stdout.
    #[track_caller]
    pub(crate) fn shows(self, text: &str) -> Shown {
        self.done().shows(text)
    }
}

/// What a run left behind.
pub(crate) struct Shown {
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
    code: Option<i32>,
}

impl Shown {
    /// Takes what a run left; whatever it was, it neither panicked nor acted on the terminal.
    #[track_caller]
    pub(crate) fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("what is shown is UTF-8");
        let shown = Self { out: text(&output.stdout), err: text(&output.stderr), code: output.status.code() };
        assert!(!shown.err.contains("panicked at"), "{shown}");
        let acting = shown.out.chars().chain(shown.err.chars()).find(|c| acts_on_a_terminal(*c));
        assert_eq!(acting, None, "this reached the screen as it is\n{shown:?}");
        shown
    }

    /// Checks the exit code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "exit code\n{self}");
        self
    }

    /// Checks that stdout holds a text.
    #[track_caller]
    pub(crate) fn shows(self, text: &str) -> Self {
        assert!(self.out.contains(text), "not on stdout: {text:?}\n{self}");
        self
    }

    /// Checks that stdout does not hold a text.
    #[track_caller]
    pub(crate) fn hides(self, text: &str) -> Self {
        assert!(!self.out.contains(text), "on stdout: {text:?}\n{self}");
        self
    }

    /// Checks that stderr holds a text.
    #[track_caller]
    pub(crate) fn tells(self, text: &str) -> Self {
        assert!(self.err.contains(text), "not on stderr: {text:?}\n{self}");
        self
    }

    /// Returns how often stdout holds a text.
    pub(crate) fn count(&self, text: &str) -> usize {
        self.out.matches(text).count()
    }

    /// Returns what follows a label on each line that begins with it.
    pub(crate) fn lines_after(&self, label: &str) -> Vec<&str> {
        self.out.lines().filter_map(|line| line.strip_prefix(label)).collect()
    }

    /// Reads stdout as one JSON document.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("not JSON: {error}\n{self}"))
    }
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit {:?}\n--- stdout\n{}--- stderr\n{}", self.code, self.out, self.err)
    }
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit {:?}\n--- stdout\n{:?}\n--- stderr\n{:?}", self.code, self.out, self.err)
    }
}

/// Tells whether a character could move the cursor, turn the writing round or hide.
fn acts_on_a_terminal(c: char) -> bool {
    c != '\n' && c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}
