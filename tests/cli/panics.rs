//! A fault in the program itself: the terminal is as it was, the learner hears that the grades are
//! kept, and the exit code says what it was.

use crate::sandbox::Sandbox;
use crate::terminal::Terminal;

/// Panics in the middle of a sitting at a terminal, as a program of its own.
#[test]
#[ignore = "started by the test below, as a program of its own"]
fn breaks() {
    askback::terminal::watch();
    askback::terminal::kept(3);
    crossterm::terminal::enable_raw_mode().unwrap();
    let nothing: Option<u8> = std::env::var_os("ASKBACK_NOTHING").map(|_| 1);
    nothing.expect("a fault \u{1b}[2J of the program");
}

#[test]
fn a_panic_puts_the_terminal_back_says_that_the_grades_are_kept_and_ends_with_101() {
    let itself = std::env::current_exe().unwrap();
    let script = format!(
        "stty -a > before; '{}' --exact panics::breaks --ignored --nocapture; echo code $?; stty -a > after; cmp before after && echo as it was",
        itself.display()
    );
    let mut terminal = Terminal::running(Sandbox::new(), 80, &script);
    let shown = terminal.rest();
    for said in [
        "error: a fault in askback itself at ", "Your 3 grades are kept.", "hint: please report", "code 101",
        "as it was",
    ] {
        assert!(shown.contains(said), "{said:?} is not in\n{shown}");
    }
    assert!(!shown.contains('\u{1b}'), "{shown:?}");
}
