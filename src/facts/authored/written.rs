//! What a card says, from its lines: running text as one, list items and code each on a line of
//! their own, without markup.

use crate::notes;

use super::script::{Line, Role};

/// Returns the text of lines.
pub(super) fn text<'a>(lines: impl IntoIterator<Item = (Role, &'a str)>) -> String {
    let mut parts: Vec<(Role, String)> = Vec::new();
    let mut after_blank = true;
    for (role, line) in lines {
        let trimmed = line.trim();
        if role == Role::Code {
            if !is_fence(trimmed) {
                parts.push((Role::Code, line.trim_end().to_owned()));
            }
        } else if trimmed.is_empty() {
            after_blank = true;
            continue;
        } else if let Some(item) = item(trimmed) {
            parts.push((Role::Text, format!("- {item}")));
        } else {
            match parts.last_mut() {
                Some((Role::Text, before)) if !after_blank => {
                    before.push(' ');
                    before.push_str(trimmed);
                }
                _ => parts.push((Role::Text, trimmed.to_owned())),
            }
        }
        after_blank = false;
    }
    let shown: Vec<String> =
        parts.into_iter().map(|(role, part)| if role == Role::Code { part } else { plain(&part) }).collect();
    shown.join("\n").trim().to_owned()
}

/// Returns the items if the lines are a list and nothing else.
pub(super) fn items(lines: &[(Role, &str)]) -> Option<Vec<String>> {
    let lines: Vec<&(Role, &str)> = lines.iter().filter(|(_, line)| !line.trim().is_empty()).collect();
    let all: Option<Vec<String>> = lines
        .iter()
        .map(|(role, line)| item(line).filter(|_| *role == Role::Text && !line.starts_with("  ")).map(plain))
        .collect();
    all.filter(|items| items.len() >= 2 && items.iter().all(|item| !item.is_empty()))
}

/// Returns the text of a list item without its mark.
pub(super) fn item(line: &str) -> Option<&str> {
    let line = line.trim_start();
    if let Some(rest) = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark)) {
        return Some(rest.trim());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).filter(|_| (1..=3).contains(&digits))?;
    [". ", ") "].iter().find_map(|mark| rest.strip_prefix(mark)).map(str::trim)
}

fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}

/// Returns running text without its markup; what is set in dollars stays as written.
pub(super) fn plain(text: &str) -> String {
    let marked = text.contains(['*', '_', '`', '<', '[', '\\', '&', '~']);
    if !marked || text.contains('$') {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let (mark, body) = text.strip_prefix("- ").map_or(("", text), |rest| ("- ", rest));
    let plain = notes::plain(body).split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.is_empty() { text.to_owned() } else { format!("{mark}{plain}") }
}

/// Returns role and text of lines.
pub(super) fn roles<'a>(lines: &[Line<'a>]) -> Vec<(Role, &'a str)> {
    lines.iter().map(|line| (line.role, line.text)).collect()
}
