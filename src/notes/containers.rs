//! Containers of site generators hold ordinary content: `!!! note`, `??? info` and `=== "Tab"` with
//! their body indented by four (MkDocs), `:::note` to `:::` (Docusaurus, Pandoc). The lines that
//! open and close them are left blank and the body is moved out, so that every line keeps its number.

use std::borrow::Cow;

/// Columns by which the body of a MkDocs container is indented.
const STEP: usize = 4;

/// Returns the text with its containers opened.
pub(super) fn opened(text: &str) -> Cow<'_, str> {
    if !["!!! ", "!!!+", "??? ", "???+", "=== \"", ":::"].iter().any(|sign| text.contains(sign)) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let mut out = String::with_capacity(text.len());
    // The columns at which the containers around the line begin, and the fence it stands in.
    let (mut open, mut fence): (Vec<usize>, Option<&str>) = (Vec::new(), None);
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let trimmed = line.trim();
        let indent = columns(line);
        if !trimmed.is_empty() && fence.is_none() {
            while open.last().is_some_and(|column| indent < column + STEP) {
                open.pop();
            }
        }
        let depth = open.len();
        let mark = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(inside), Some(mark)) if inside == mark => fence = None,
            _ => {}
        }
        let marker = fence.is_none() && mark.is_none() && is_marker(trimmed);
        let next = lines.get(index + 1).copied().unwrap_or("");
        if marker && !trimmed.starts_with(":::") {
            let body = lines[index + 1..].iter().find(|line| !line.trim().is_empty()).copied().unwrap_or("");
            if columns(body) >= indent + STEP {
                open.push(indent);
            } else {
                push_moved(line, depth, &mut out);
                continue;
            }
        }
        // A title stays with the sentence below it, which is read under it.
        if !marker || is_titled(trimmed) && is_running(next) {
            push_moved(line, depth, &mut out);
        }
    }
    Cow::Owned(out)
}

/// Returns the width of the white space at the start of a line.
fn columns(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { STEP } else { 1 }).sum()
}

/// Writes a line without the indentation of the containers around it.
fn push_moved(line: &str, depth: usize, out: &mut String) {
    let (mut rest, mut left) = (line, depth * STEP);
    while left > 0 {
        match rest.chars().next() {
            Some('\t') => left = left.saturating_sub(STEP),
            Some(' ') => left -= 1,
            _ => break,
        }
        rest = &rest[1..];
    }
    out.push_str(rest);
}

/// Tells whether a line opens or closes a container.
fn is_marker(line: &str) -> bool {
    let kind = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_alphabetic() || c == '"' || c == '{');
    if let Some(rest) = ["!!!", "???"].iter().find_map(|sign| line.strip_prefix(sign)) {
        let rest = rest.strip_prefix('+').unwrap_or(rest);
        return rest.starts_with(' ') && kind(rest);
    }
    if let Some(title) = line.strip_prefix("=== \"") {
        return title.ends_with('"');
    }
    line.starts_with(":::") && {
        let rest = line.trim_start_matches(':');
        // `::: back` would be the rest of a card written by hand only behind a front.
        rest.is_empty() || kind(rest)
    }
}

/// Tells whether a marker says more than what sort of container it opens.
fn is_titled(line: &str) -> bool {
    let words = line.trim_start_matches([':', '!', '?', '+', ' ']);
    !line.starts_with("===") && !words.starts_with('{') && words.split_whitespace().count() > 1
}

/// Tells whether a line is running text, and not the beginning of a list, table or other block.
fn is_running(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(|c: char| c.is_alphabetic() || matches!(c, '*' | '_' | '`'))
        && !line.starts_with("* ")
        && !line.starts_with("```")
}

#[cfg(test)]
mod tests {
    use super::opened;

    #[test]
    fn an_indented_container_is_ordinary_content_and_every_line_keeps_its_number() {
        let text = "Start\n??? info\n    - One\n        - Two\n\n        | A | B |\nAfter\n";
        assert_eq!(opened(text), "Start\n\n- One\n    - Two\n\n    | A | B |\nAfter\n");
    }

    #[test]
    fn a_container_within_a_container_is_opened_too() {
        let text = "!!! note\n    - One\n        ???+ tip\n            Deep\n    - Two\nOut";
        assert_eq!(opened(text), "\n- One\n\n    Deep\n- Two\nOut");
    }

    #[test]
    fn fenced_containers_lose_their_fences_and_a_title_stays_over_its_sentence() {
        assert_eq!(opened(":::note\n- One\n:::\n"), "\n- One\n\n");
        assert_eq!(opened(":::info Latency\nThe delay.\n:::"), ":::info Latency\nThe delay.\n");
        assert_eq!(opened("!!! note \"Latency\"\n    The delay."), "!!! note \"Latency\"\nThe delay.");
    }

    #[test]
    fn code_and_a_marker_without_a_body_stay_as_they_are() {
        for text in ["```\n!!! note\n    x\n```", "??? what now\nNext", "front ::: back", "Title\n==="] {
            assert_eq!(opened(text), text);
        }
    }
}
