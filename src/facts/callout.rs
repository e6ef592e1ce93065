//! Callouts of other programs: `[!info] Title` in a quotation, `!!! note "Title"`, `:::note Title`.

use crate::notes::Inline;

use super::lines::slice;

/// Titles that say only what sort of callout it is.
const KINDS: &[&str] = &[
    "note", "tip", "warning", "info", "important", "caution", "danger", "example", "question", "faq", "help",
    "abstract", "summary", "todo", "success", "failure", "bug", "quote", "definition", "hint", "attention", "error",
    "tldr", "theorem",
];

/// Cuts a callout's first line from its text: its title, where it has one, and the rest.
pub(super) fn cut(text: &Inline) -> Option<(Option<String>, Inline)> {
    let after = marker(&text.text)?;
    let second = text.lines.get(1).map_or(text.text.len(), |(at, _)| *at);
    let title = text.text.get(after..second)?.trim().trim_matches(['"', '+', '-']).trim();
    let said = !title.is_empty() && !KINDS.contains(&title.to_lowercase().as_str());
    let rest = text.text.get(second..).map_or(second, |rest| second + (rest.len() - rest.trim_start().len()));
    Some((said.then(|| title.to_owned()), slice(text, rest, text.text.len())))
}

/// Returns the byte behind the marker of a callout.
fn marker(text: &str) -> Option<usize> {
    let kind = |rest: &str| rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    if let Some(rest) = text.strip_prefix("[!") {
        return rest.find(']').filter(|end| *end < 20).map(|end| end + 3);
    }
    let sign = ["!!! ", "??? ", ":::"].into_iter().find(|sign| text.starts_with(sign))?;
    let lead = text[sign.len()..].len() - text[sign.len()..].trim_start().len();
    let word = kind(text[sign.len() + lead..].trim_start());
    (word > 0).then_some(sign.len() + lead + word)
}
