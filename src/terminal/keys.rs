//! One key at a time, and lines with editing: only where both ends are a terminal.

use std::io;
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{Config, Editor};

use super::Typed;

/// A key that means something here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A character; the space bar is one.
    Char(char),
    /// Enter.
    Enter,
    /// Ctrl-D: nothing more will come.
    End,
    /// Ctrl-C.
    Interrupt,
}

/// What came of waiting for a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pressed {
    /// A key.
    Key(Key),
    /// Ctrl-Z, and the learner is back: what was waited for is to be shown again.
    Back,
}

/// Raw mode as long as it lives.
struct Raw;

impl Raw {
    fn enter() -> io::Result<Self> {
        enable_raw_mode()?;
        Ok(Self)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // A terminal that is gone needs no putting back.
        let _ = disable_raw_mode();
    }
}

/// Waits for one key; at most `patience`, for ever if that is nothing.
///
/// # Errors
/// As the terminal reports.
pub(super) fn key(patience: Option<Duration>) -> io::Result<Option<Pressed>> {
    let raw = Raw::enter()?;
    loop {
        if let Some(longest) = patience
            && !event::poll(longest)?
        {
            return Ok(None);
        }
        if let Event::Key(pressed) = event::read()?
            && let Some(key) = meant(pressed)
        {
            if key == Pressed::Back {
                drop(raw);
                stop()?;
            }
            return Ok(Some(key));
        }
    }
}

/// Gives the terminal back to the shell until the learner brings the program to the front again.
/// Raw mode has taken this key from the terminal, so it is done here.
fn stop() -> io::Result<()> {
    #[cfg(unix)]
    signal_hook::low_level::raise(signal_hook::consts::SIGTSTP)?;
    Ok(())
}

/// Forgets keys that were pressed before the next question was shown.
///
/// # Errors
/// As the terminal reports.
pub(super) fn drain() -> io::Result<()> {
    let _raw = Raw::enter()?;
    while event::poll(Duration::ZERO)? {
        event::read()?;
    }
    Ok(())
}

/// Returns the key that was meant; nothing for releases, function keys and chords.
fn meant(pressed: KeyEvent) -> Option<Pressed> {
    if pressed.kind != KeyEventKind::Press {
        return None;
    }
    let control = pressed.modifiers.contains(KeyModifiers::CONTROL);
    let key = match pressed.code {
        KeyCode::Char('z') if control => return Some(Pressed::Back),
        KeyCode::Char('c') if control => Key::Interrupt,
        KeyCode::Char('d') if control => Key::End,
        // Without its own mode a terminal sends these for Enter.
        KeyCode::Char('j' | 'm') if control => Key::Enter,
        KeyCode::Char(typed) if !control && !pressed.modifiers.contains(KeyModifiers::ALT) => Key::Char(typed),
        KeyCode::Enter => Key::Enter,
        _ => return None,
    };
    Some(Pressed::Key(key))
}

/// Reads a line with editing; nothing is kept as a history, since answers are not commands.
///
/// # Errors
/// As the terminal reports.
pub(super) fn line(prompt: &str) -> io::Result<Typed> {
    let config = Config::builder().auto_add_history(false).build();
    let refused = |error: ReadlineError| io::Error::other(error.to_string());
    let mut editor = Editor::<(), MemHistory>::with_history(config, MemHistory::new()).map_err(refused)?;
    match editor.readline(prompt) {
        Ok(line) => Ok(Typed::Line(line)),
        Err(ReadlineError::Eof) => Ok(Typed::End),
        Err(ReadlineError::Interrupted) => Ok(Typed::Interrupt),
        Err(ReadlineError::Io(error)) => Err(error),
        Err(other) => Err(refused(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyEventState;

    fn press(code: KeyCode, modifiers: KeyModifiers, kind: KeyEventKind) -> Option<Pressed> {
        meant(KeyEvent { code, modifiers, kind, state: KeyEventState::NONE })
    }

    #[test]
    fn a_key_counts_when_pressed_and_without_a_chord() {
        let plain = |code| press(code, KeyModifiers::NONE, KeyEventKind::Press);
        assert_eq!(plain(KeyCode::Char('3')), Some(Pressed::Key(Key::Char('3'))));
        assert_eq!(
            press(KeyCode::Char('Q'), KeyModifiers::SHIFT, KeyEventKind::Press),
            Some(Pressed::Key(Key::Char('Q')))
        );
        assert_eq!(plain(KeyCode::Enter), Some(Pressed::Key(Key::Enter)));
        assert_eq!(
            press(KeyCode::Char('c'), KeyModifiers::CONTROL, KeyEventKind::Press),
            Some(Pressed::Key(Key::Interrupt))
        );
        assert_eq!(press(KeyCode::Char('d'), KeyModifiers::CONTROL, KeyEventKind::Press), Some(Pressed::Key(Key::End)));
        assert_eq!(press(KeyCode::Char('z'), KeyModifiers::CONTROL, KeyEventKind::Press), Some(Pressed::Back));
        assert_eq!(press(KeyCode::Char('3'), KeyModifiers::NONE, KeyEventKind::Release), None);
        assert_eq!(press(KeyCode::Char('3'), KeyModifiers::ALT, KeyEventKind::Press), None);
        assert_eq!(plain(KeyCode::F(1)), None);
    }
}
