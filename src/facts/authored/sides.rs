//! `front :: back` on a line, a lone `?` between front and back, and `#card` behind a front.

use std::ops::Range;

use super::script::{Role, outside_code};
use super::{Cards, written};

/// Words of a front that two colons without spaces may end.
const SHORT: usize = 6;

/// Reads all cards of these forms.
pub(super) fn read(cards: &mut Cards<'_>) {
    let mut at = 0;
    while at < cards.script.lines.len() {
        if cards.is_taken(at) || !matches!(cards.script.role(at), Some(Role::Text | Role::Heading)) {
            at += 1;
            continue;
        }
        at = parted(cards, at).or_else(|| tagged(cards, at)).unwrap_or_else(|| {
            sided(cards, at);
            at + 1
        });
    }
}

/// Reads the lines around a lone `?` or `??`; returns where to go on.
fn parted(cards: &mut Cards<'_>, at: usize) -> Option<usize> {
    let heading = cards.script.role(at) == Some(Role::Heading);
    let runs_on = |line: usize| cards.script.lines.get(line).is_some_and(|line| line.runs_on());
    if !heading && at.checked_sub(1).is_some_and(|before| runs_on(before) && !cards.is_taken(before)) {
        return None;
    }
    let end = cards.script.paragraph_end(at + usize::from(heading), usize::MAX);
    let sign = |line: usize| {
        matches!(cards.script.text(line).trim(), "?" | "??") && cards.script.role(line) == Some(Role::Text)
    };
    let middle = (at..end).find(|line| sign(*line)).filter(|middle| !heading || *middle == at + 1)?;
    let both_ways = cards.script.text(middle).trim() == "??";
    let (front, back) = (text(cards, at..middle), text(cards, middle + 1..end));
    match (front.is_empty(), back.is_empty()) {
        (true, true) => return None,
        (true, false) => cards.wrong(at..end, "nothing above the `?`"),
        (false, true) => cards.wrong(at..end, "nothing below the `?`"),
        (false, false) => cards.sides(&front, &back, at..end, both_ways),
    }
    Some(end)
}

/// Reads a front that `#card` or `#flashcard` closes, and the lines below it.
fn tagged(cards: &mut Cards<'_>, at: usize) -> Option<usize> {
    let line = cards.script.text(at);
    let place = [" #flashcard", " #card"].iter().find_map(|tag| outside_code(line, tag))?;
    let tag = line[place + 1..].split_whitespace().next().unwrap_or("");
    let only_tags = line[place..].split_whitespace().all(|word| word.starts_with('#'));
    if !only_tags || place == 0 || sides(cards, at).is_some() {
        return None;
    }
    let front = written::plain(written::item(&line[..place]).unwrap_or(&line[..place]).trim_start_matches('#').trim());
    let from = (at + 1..cards.script.lines.len()).find(|line| cards.script.role(*line) != Some(Role::Blank))?;
    let end = cards.script.paragraph_end(from, usize::MAX);
    let back = text(cards, from..end);
    let both_ways = tag.ends_with("-reverse") || tag.ends_with("/reverse");
    if back.is_empty() {
        cards.wrong(at..at + 1, "nothing below a front with `#card`");
        return Some(at + 1);
    }
    cards.sides(&front, &back, at..end, both_ways);
    Some(end)
}

/// Returns the text of lines, headings without their signs.
fn text(cards: &Cards<'_>, range: Range<usize>) -> String {
    let lines = cards.script.lines.get(range).unwrap_or_default();
    let bare = lines.iter().map(|line| match line.role {
        Role::Heading => (Role::Text, line.text.trim_start_matches('#').trim()),
        role => (role, line.text),
    });
    written::text(bare)
}

/// Reads `front :: back` on a line.
fn sided(cards: &mut Cards<'_>, at: usize) {
    let line = cards.script.text(at);
    if cards.script.role(at) != Some(Role::Text) || !line.contains("::") || line.contains("{{c") {
        return;
    }
    match sides(cards, at) {
        Some((front, back, both_ways)) => {
            let (front, back) = (written::plain(front), written::plain(back));
            cards.sides(&front, &back, at..at + 1, both_ways);
        }
        None if line.ends_with(" ::") || line.ends_with(" :::") => {
            cards.wrong(at..at + 1, "nothing behind the `::`");
        }
        None => {}
    }
}

/// Returns the two sides of a line, tags behind them left out, and whether it is asked both ways.
fn sides<'a>(cards: &Cards<'a>, at: usize) -> Option<(&'a str, &'a str, bool)> {
    let line = cards.script.text(at);
    let line = written::item(line).unwrap_or(line).trim();
    let line = line.split("<!--SR:").next().unwrap_or(line).trim_end();
    cut(without_tags(line), cards.script.tagged, cards.script.coded)
}

/// Returns a line without the tags at its end, if anything is left.
fn without_tags(line: &str) -> &str {
    let mut rest = line;
    while let Some((before, last)) = rest.rsplit_once(' ') {
        let tag = last.strip_prefix('#').is_some_and(|name| name.starts_with(char::is_alphabetic));
        if !tag || before.trim_end().ends_with(':') {
            break;
        }
        rest = before.trim_end();
    }
    rest
}

/// Cuts front and back. Two colons in code, in a path (`std::vec`), behind a single key
/// (`Status:: done`) or in an address part nothing.
fn cut(line: &str, tagged: bool, coded: bool) -> Option<(&str, &str, bool)> {
    let both_ways = outside_code(line, ":::").is_some();
    let sign = if both_ways { ":::" } else { "::" };
    let at = outside_code(line, sign)?;
    let (front, back) = (&line[..at], &line[at + sign.len()..]);
    let (before, behind) = (front.ends_with(' '), back.starts_with(' '));
    let (front, back) = (front.trim(), back.trim());
    if front.is_empty() || back.is_empty() || back.contains("::") {
        return None;
    }
    let words = front.split_whitespace().count();
    let path = |word: &str| word.contains(['(', '<', '_', '/']) || word.chars().skip(1).any(char::is_uppercase);
    let near = [front.split_whitespace().last(), back.split_whitespace().next()];
    let titled = front.starts_with(char::is_uppercase) && words <= SHORT && !near.into_iter().flatten().any(path);
    let fine = match (before, behind) {
        (true, true) => true,
        (false, false) => both_ways || front.ends_with('?') || tagged || titled && !coded,
        (false, true) => tagged || words >= 2 || front.ends_with('?'),
        (true, false) => tagged,
    };
    fine.then_some((front, back, both_ways))
}
