//! `askback remind`: a daily reminder for systemd or cron, printed and never installed.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Done, World};
use crate::cli::Reminder;
use crate::error::Problem;

pub(super) fn run(form: Reminder, at: &str, world: &mut World<'_>) -> Done {
    let (hour, minute) = time(at)?;
    let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("askback"));
    let program = program.to_string_lossy();
    let text = match form {
        Reminder::Systemd => systemd(&program, hour, minute),
        Reminder::Cron => cron(&program, hour, minute),
    };
    for line in text.lines() {
        world.say(line)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads a time of day as it is typed.
fn time(typed: &str) -> Result<(u32, u32), Problem> {
    let parts = typed.split_once(':').and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)));
    parts
        .filter(|(hour, minute)| *hour < 24 && *minute < 60)
        .ok_or_else(|| Problem::usage(format!("--at {typed}: not a time of day")).hinted("write it as 18:30"))
}

/// Returns a word for the shell as it stands, whatever is in it.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// Returns the two units of a timer; `$` and `%` are doubled, since systemd reads them itself.
fn systemd(program: &str, hour: u32, minute: u32) -> String {
    let ask = format!("{} due --quiet-zero --format '{{due}} cards to ask'", quoted(program));
    let script = format!(r#"text=$({ask}); [ -z "$text" ] || notify-send askback "$text""#);
    let script = script.replace('\\', r"\\").replace('"', "\\\"").replace('$', "$$").replace('%', "%%");
    format!(
        "# Save the two parts under the names above them, then:
#   systemctl --user daemon-reload && systemctl --user enable --now askback.timer
# Once a day it looks whether something is due, and says so; it shows nothing otherwise.

# ~/.config/systemd/user/askback.service
[Unit]
Description=Say how many cards are due

[Service]
Type=oneshot
ExecStart=/bin/sh -c \"{script}\"

# ~/.config/systemd/user/askback.timer
[Unit]
Description=Look once a day whether cards are due

[Timer]
OnCalendar=*-*-* {hour:02}:{minute:02}:00
Persistent=true

[Install]
WantedBy=timers.target
"
    )
}

/// Returns a line for `crontab -e`; cron mails what is printed, and `%` would end the command.
fn cron(program: &str, hour: u32, minute: u32) -> String {
    let program = quoted(program).replace('%', "\\%");
    format!(
        "# Add the line with:  crontab -e
# cron mails what a command prints; where nothing is due, nothing is printed.
{minute} {hour} * * * {program} due --quiet-zero --format '{{due}} cards to ask: askback study'
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_read_and_anything_else_refused() {
        assert_eq!(time("18:30").unwrap(), (18, 30));
        assert_eq!(time("7:05").unwrap(), (7, 5));
        for wrong in ["24:00", "7", "7:60", "", "noon", "-1:00"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_systemd_and_cron_read_themselves_is_kept_from_them() {
        let units = systemd("/opt/50%/it's", 18, 0);
        assert!(units.contains(r#"text=$$('/opt/50%%/it'\\''s' due"#), "{units}");
        assert!(cron("/opt/50%/askback", 6, 5).contains("5 6 * * * '/opt/50\\%/askback' due --quiet-zero"));
    }
}
