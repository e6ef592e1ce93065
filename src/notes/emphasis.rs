//! What a note sets apart within its lines: code, strong and stressed words, for whoever shows them.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// How words are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emphasis {
    /// Between backticks, or a line of a code block.
    Code,
    /// Strong.
    Strong,
    /// Stressed.
    Stressed,
}

/// Returns the words that lines of Markdown set apart, in their order, without their marks.
pub fn emphasised(lines: &str) -> Vec<(String, Emphasis)> {
    let (mut found, mut fenced) = (Vec::new(), false);
    for line in lines.lines().map(str::trim) {
        if line.starts_with("```") || line.starts_with("~~~") {
            fenced = !fenced;
        } else if fenced && !line.is_empty() {
            found.push((line.to_owned(), Emphasis::Code));
        } else {
            of_line(line, &mut found);
        }
    }
    found
}

/// Reads one line by itself: what is around it sets nothing within it apart.
fn of_line(line: &str, found: &mut Vec<(String, Emphasis)>) {
    let mut open: Vec<(Emphasis, String)> = Vec::new();
    for event in Parser::new_ext(line, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Strong) => open.push((Emphasis::Strong, String::new())),
            Event::Start(Tag::Emphasis) => open.push((Emphasis::Stressed, String::new())),
            Event::End(TagEnd::Strong | TagEnd::Emphasis) => {
                found.extend(open.pop().map(|(emphasis, words)| (words, emphasis)));
            }
            Event::Code(code) => {
                open.iter_mut().for_each(|(_, words)| words.push_str(&code));
                found.push((code.into_string(), Emphasis::Code));
            }
            Event::Text(text) => open.iter_mut().for_each(|(_, words)| words.push_str(&text)),
            _ => {}
        }
    }
    found.retain(|(words, _)| !words.trim().is_empty());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lines: &str) -> Vec<(String, Emphasis)> {
        emphasised(lines)
    }

    #[test]
    fn code_strong_and_stressed_words_are_found_in_rows_lists_and_text() {
        let expected = |words: &str, emphasis| (words.to_owned(), emphasis);
        assert_eq!(
            told("| `ls` | lists *files* |\n  - then **run `cd`**"),
            [
                expected("ls", Emphasis::Code),
                expected("files", Emphasis::Stressed),
                expected("cd", Emphasis::Code),
                expected("run cd", Emphasis::Strong),
            ]
        );
        assert_eq!(told("snake_case_name and 2 * 3 * 4"), []);
    }

    #[test]
    fn every_line_of_a_code_block_is_code() {
        assert_eq!(told("```rust\nlet *x* = 1;\n\n```\n*so*").len(), 2);
    }
}
