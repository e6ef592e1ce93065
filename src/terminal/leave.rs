//! Leaving in whatever way: signals and panics put the terminal back and say what is kept.

use std::io::Write;
use std::sync::atomic::{AtomicU32, Ordering};

use super::safe;

/// Grades of this sitting that are on disk, for whoever has to leave at once.
static KEPT: AtomicU32 = AtomicU32::new(0);

/// Answers of this exam that are on disk.
static ANSWERS: AtomicU32 = AtomicU32::new(0);

/// Notes how many answers of this exam are on disk.
pub fn answers_kept(answers: u32) {
    ANSWERS.store(answers, Ordering::Relaxed);
}

/// Notes how many grades of this sitting are on disk.
pub fn kept(grades: u32) {
    KEPT.store(grades, Ordering::Relaxed);
}

/// Returns the line that says what is kept; empty where nothing was graded.
fn kept_line() -> String {
    match KEPT.load(Ordering::Relaxed) {
        0 => match ANSWERS.load(Ordering::Relaxed) {
            0 => String::new(),
            1 => "Your answer is kept. To go on:  askback exam resume\n".to_owned(),
            answers => format!("Your {answers} answers are kept. To go on:  askback exam resume\n"),
        },
        1 => "Your grade is kept.\n".to_owned(),
        grades => format!("Your {grades} grades are kept.\n"),
    }
}

/// From here on a signal or a panic leaves the terminal as it was found: Ctrl-C, TERM and HUP end
/// with 128 plus the signal, a panic with 101; both say what is kept.
pub fn watch() {
    terminal_settings::remember();
    std::panic::set_hook(Box::new(|panic| {
        terminal_settings::put_back();
        // With nowhere left to say it, the exit code must do.
        let _ = std::io::stderr().write_all(fault(panic).as_bytes());
    }));
    #[cfg(unix)]
    signals::watch();
}

/// Returns what is said about a panic.
fn fault(panic: &std::panic::PanicHookInfo<'_>) -> String {
    let place = panic.location().map(|place| format!(" at {}:{}", place.file(), place.line())).unwrap_or_default();
    let said = panic.payload_as_str().unwrap_or("no reason given");
    let kept = kept_line();
    format!(
        "\nerror: a fault in askback itself{place}: {}\n{kept}hint: please report this line and what you did\n",
        safe(said)
    )
}

#[cfg(unix)]
mod signals {
    use std::io::Write;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    use super::{kept_line, terminal_settings};

    /// Waits for the signals in a thread of its own, so that leaving needs nothing of the loop
    /// that waits for a line. Where the handler cannot be set, the signals end the program as
    /// they always do.
    pub(super) fn watch() {
        let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP]) else { return };
        std::thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                terminal_settings::put_back();
                let _ = std::io::stderr().write_all(format!("\n{}", kept_line()).as_bytes());
                std::process::exit(128 + signal);
            }
        });
    }
}

#[cfg(unix)]
mod terminal_settings {
    use std::sync::OnceLock;

    use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

    /// The settings as they were found, if the input is a terminal.
    static FOUND: OnceLock<Termios> = OnceLock::new();

    pub(super) fn remember() {
        if let Ok(settings) = tcgetattr(std::io::stdin()) {
            let _ = FOUND.set(settings);
        }
    }

    pub(super) fn put_back() {
        if let Some(settings) = FOUND.get() {
            // The terminal may be gone already; then there is nothing to put back.
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, settings);
        }
    }
}

#[cfg(not(unix))]
mod terminal_settings {
    pub(super) fn remember() {}

    pub(super) fn put_back() {
        // Without raw mode this changes nothing.
        let _ = crossterm::terminal::disable_raw_mode();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_counted_in_words() {
        assert_eq!(kept_line(), "");
        kept(1);
        assert_eq!(kept_line(), "Your grade is kept.\n");
        kept(12);
        assert_eq!(kept_line(), "Your 12 grades are kept.\n");
        kept(0);
    }
}
