//! Structure that was meant but is no Markdown: `##Title##`, `•` for a bullet, a tab between term
//! and meaning. Rewritten line by line, so that every line keeps its number.

use std::borrow::Cow;

/// Signs that people paste as bullets.
const BULLETS: &[char] = &['•', '◦', '▪', '‣', '●', '○', '∙', '–', '▸', '►', '➢', '➤'];

/// Returns the text with such lines as Markdown; the number of lines stays.
pub(super) fn regular(text: &str) -> Cow<'_, str> {
    if !(text.contains("**")
        || text.contains(") ")
        || text.contains(". ")
        || text.contains(BULLETS)
        || text.contains('\t')
        || text.contains("-- ")
        || has_glued_heading(text))
    {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let mut out = String::with_capacity(text.len() + 64);
    let mut fence: Option<&str> = None;
    let mut below = false;
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let trimmed = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        if fence.is_some() || mark.is_some() || line.starts_with("    ") {
            out.push_str(line);
        } else {
            let near = |at: Option<usize>| at.and_then(|at| lines.get(at)).copied().unwrap_or("");
            let dashed = trimmed.strip_prefix("-- ").filter(|_| below);
            match dashed {
                Some(item) => out.extend(["  - ", item]),
                None => push(line, near(index.checked_sub(1)), near(Some(index + 1)), &mut out),
            }
            // `--` below a bullet is a bullet of that bullet.
            below = dashed.is_some() || ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark));
        }
    }
    Cow::Owned(out)
}

fn has_glued_heading(text: &str) -> bool {
    text.lines().any(|line| line.starts_with('#') && glued_heading(line).is_some())
}

fn push(line: &str, before: &str, after: &str, out: &mut String) {
    let trimmed = line.trim_start();
    let indent = &line[..line.len() - trimmed.len()];
    if let Some(title) = glued_heading(trimmed) {
        out.push_str(&title);
    } else if let Some(item) = bullet(trimmed) {
        out.push_str(indent);
        out.push_str("- ");
        out.push_str(item);
    } else if let Some(title) = bold_line(line).filter(|_| before.trim().is_empty() && !is_fence(after)) {
        out.push_str("###### ");
        out.push_str(title);
    } else if let Some(item) =
        lettered(trimmed).filter(|_| lettered(before.trim_start()).is_some() || lettered(after.trim_start()).is_some())
    {
        out.push_str(indent);
        out.push_str("- ");
        out.push_str(item);
    } else if let Some(item) = trimmed.strip_prefix("-- ") {
        let over = bullet(after.trim_start()).is_some() || after.trim_start().starts_with("- ");
        out.push_str(if over && !item.contains(':') { "#### " } else { "- " });
        out.push_str(item);
    } else if tabbed(line).is_some() && (tabbed(before).is_some() || tabbed(after).is_some()) {
        let (term, meaning) = tabbed(line).unwrap_or_default();
        out.push_str("- ");
        out.push_str(term);
        out.push_str(" → ");
        out.push_str(meaning);
    } else {
        out.push_str(line);
    }
}

/// `##Title##` is a heading that lacks its space; `#tag` is a tag.
fn glued_heading(line: &str) -> Option<String> {
    let depth = line.chars().take_while(|c| *c == '#').count();
    let title = line.get(depth..)?.trim_end().trim_end_matches('#').trim_end();
    let words = title.chars().next().is_some_and(char::is_alphanumeric);
    let heading =
        (2..=6).contains(&depth) || depth == 1 && title.contains(' ') && title.starts_with(char::is_uppercase);
    (words && heading).then(|| format!("{} {title}", &line[..depth]))
}

/// A bold line right above a block of code is its caption.
fn is_fence(line: &str) -> bool {
    ["```", "~~~"].iter().any(|mark| line.trim_start().starts_with(mark))
}

/// A line that is bold from end to end stands for a heading over what follows it.
fn bold_line(line: &str) -> Option<&str> {
    let title = line.trim_end().strip_prefix("**")?.strip_suffix("**")?.trim_end_matches(':').trim();
    let card = ["Q:", "A:", "C:", "Answer:", "Correct answer:"].iter().any(|sign| title.starts_with(sign))
        || title.contains("::");
    let plain =
        !card && !title.contains("**") && !title.ends_with(['.', '!']) && title.chars().any(char::is_alphabetic);
    (plain && title.split_whitespace().count() <= 8).then_some(title)
}

/// Returns what follows a letter that numbers an item: `A. Battery`, `b) mass`.
fn lettered(line: &str) -> Option<&str> {
    let mut characters = line.chars();
    let (letter, sign) = (characters.next()?, characters.next()?);
    let item = characters.as_str();
    let fine =
        letter.is_ascii_alphabetic() && matches!(sign, '.' | ')') && item.starts_with(' ') && item.trim().len() > 1;
    fine.then(|| item.trim_start())
}

/// Returns what follows a pasted bullet.
fn bullet(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(BULLETS)?;
    rest.starts_with([' ', '\t', '\u{a0}']).then(|| rest.trim_start()).filter(|item| !item.is_empty())
}

/// Cuts a line at its only tab.
fn tabbed(line: &str) -> Option<(&str, &str)> {
    let (term, meaning) = line.split_once('\t')?;
    let (term, meaning) = (term.trim_end(), meaning.trim());
    let plain = !term.is_empty()
        && !meaning.is_empty()
        && !term.starts_with([' ', '\t', '-', '*', '+', '>', '|', '#'])
        && !meaning.contains('\t')
        && !term.ends_with('.')
        && term.split_whitespace().count() <= 6;
    plain.then_some((term, meaning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_dashes_below_a_bullet_are_a_bullet_of_it() {
        assert_eq!(
            regular("- **Reef (1902):**\n-- Leader: Ann\n-- Date: May\n"),
            "- **Reef (1902):**\n  - Leader: Ann\n  - Date: May\n"
        );
        assert_eq!(regular("Reef\n-- Leader: Ann\n"), "Reef\n- Leader: Ann\n");
    }

    #[test]
    fn a_bold_line_above_code_is_a_caption_and_no_heading() {
        assert_eq!(regular("**Chain:**\n```\nA-A\n```\n"), "**Chain:**\n```\nA-A\n```\n");
        assert_eq!(regular("**Chain:**\n\ntext\n"), "###### Chain\n\ntext\n");
    }

    #[test]
    fn glued_headings_pasted_bullets_and_tabbed_pairs_become_markdown() {
        assert_eq!(regular("##Memory##"), "## Memory");
        assert_eq!(regular("#todo"), "#todo");
        assert_eq!(regular("•\tSensory\n▪ Short"), "- Sensory\n- Short");
        assert_eq!(
            regular("OCI\tOpen Container Initiative\nGC\tgarbage collection"),
            "- OCI → Open Container Initiative\n- GC → garbage collection"
        );
        assert_eq!(regular("a lone\ttab"), "a lone\ttab");
    }

    #[test]
    fn code_stays_as_it_is_and_no_line_is_added_or_lost() {
        let text = "```\n##Not##\n• not\n```\n• yes\n";
        assert_eq!(regular(text), "```\n##Not##\n• not\n```\n- yes\n");
    }
}
