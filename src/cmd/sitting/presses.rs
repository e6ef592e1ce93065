//! Presses that were meant, told from a key held down or struck twice.

use std::cell::Cell;

use crate::clock::Stopwatch;
use crate::terminal::Key;

/// How long the key that did something does nothing more: longer than systems wait before they
/// repeat a key held down (X11 the longest with 660 ms), shorter than it takes to read an answer and
/// judge it.
const TWICE_MS: u64 = 700;
/// How close the presses of a key held down follow each other at most (systems: 30 to 110 ms).
const HELD_MS: u64 = 150;

/// The presses of a sitting.
#[derive(Default)]
pub(super) struct Presses(Cell<Option<Last>>);

/// The key that did something last.
#[derive(Clone, Copy)]
struct Last {
    key: Key,
    /// Runs since it did it.
    done: Stopwatch,
    /// Runs since it was last pressed.
    pressed: Stopwatch,
}

impl Presses {
    /// Returns what a key does, if it was meant: the one that did something last does nothing more
    /// for a moment, nor as long as it is held, so that it grades no answer not yet read and shows
    /// none not yet tried.
    pub(super) fn meant<T>(&self, key: Key, does: impl FnOnce() -> Option<T>) -> Option<T> {
        if let Some(last) = self.0.get().filter(|last| last.key == key)
            && is_same_press(last.done.elapsed_ms(), last.pressed.elapsed_ms())
        {
            self.0.set(Some(Last { pressed: Stopwatch::start(false), ..last }));
            return None;
        }
        let done = does();
        if done.is_some() {
            self.did(key);
        }
        done
    }

    /// Keeps that a key did something.
    pub(super) fn did(&self, key: Key) {
        let now = Stopwatch::start(false);
        self.0.set(Some(Last { key, done: now, pressed: now }));
    }
}

const fn is_same_press(done_ms: u64, pressed_ms: u64) -> bool {
    done_ms < TWICE_MS || pressed_ms < HELD_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOES: fn() -> Option<()> = || Some(());

    #[test]
    fn a_key_struck_twice_counts_once_and_another_key_at_once() {
        let presses = Presses::default();
        assert!(presses.meant(Key::Char(' '), DOES).is_some());
        assert!(presses.meant(Key::Char(' '), DOES).is_none());
        assert!(presses.meant(Key::Char('3'), DOES).is_some());
    }

    #[test]
    fn a_key_that_did_nothing_may_be_pressed_again() {
        let presses = Presses::default();
        assert!(presses.meant(Key::Char('x'), || None::<()>).is_none());
        assert!(presses.meant(Key::Char('x'), DOES).is_some());
    }

    #[test]
    fn a_key_held_down_counts_once_however_long_it_is_held() {
        // X11: 660 ms until the first repetition, then 25 a second.
        assert!(is_same_press(660, 660));
        assert!(is_same_press(5_000, 40));
        assert!(!is_same_press(800, 800), "read and pressed again");
    }
}
