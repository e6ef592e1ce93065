//! The one way in which text from outside reaches the screen.

/// Marks on one letter beyond which further ones are dropped.
const MOST_MARKS: usize = 8;

/// Returns the text with everything that could act on a terminal written out: control
/// characters as `^[` or `<U+009B>`, bidirectional overrides, isolates and invisible characters
/// by number. Joiners inside words and emoji, and the letters of every script, stay.
pub fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    let mut previous = None;
    for character in text.chars() {
        let number = u32::from(character);
        marks = if unicode_normalization::char::is_combining_mark(character) { marks + 1 } else { 0 };
        match character {
            '\n' | '\t' => out.push(' '),
            '\u{0}'..='\u{1f}' => {
                out.push('^');
                out.push(char::from_u32(number + 64).unwrap_or('?'));
            }
            '\u{7f}' => out.push_str("^?"),
            '\u{200c}' | '\u{200d}' if previous.is_some_and(joins) => out.push(character),
            _ if acts(character) => out.push_str(&format!("<U+{number:04X}>")),
            _ if marks > MOST_MARKS => {}
            _ => out.push(character),
        }
        previous = Some(character);
    }
    out
}

/// Tells whether a joiner after this character shapes it: letters beyond Latin, and emoji.
fn joins(character: char) -> bool {
    u32::from(character) >= 0x600
}

/// Tells whether a character acts on the terminal or hides what stands there.
fn acts(character: char) -> bool {
    matches!(u32::from(character),
        0x80..=0x9f | 0xad | 0x61c | 0x180e | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f
        | 0xfeff | 0xfff9..=0xfffb | 0xe0000..=0xe007f | 0xfff0..=0xfff8)
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn nothing_that_acts_on_a_terminal_is_left() {
        let hostile: String = (0..0x20)
            .chain(0x7f..0xa0)
            .chain([0x200b, 0x202e, 0x2066, 0xfeff, 0xe0001])
            .filter_map(char::from_u32)
            .collect();
        let shown = safe(&hostile);
        assert!(shown.chars().all(|c| !c.is_control() && !matches!(u32::from(c), 0x200b..=0x200f | 0x202a..=0x202e | 0x2066..=0x2069 | 0xfeff | 0xe0000..=0xe007f)), "{shown}");
        assert!(shown.starts_with("^@^A"));
        assert!(shown.contains("<U+009B>"));
    }

    #[test]
    fn letters_of_every_script_and_joined_emoji_stay() {
        for text in
            ["naïve Größe", "العربية", "हिन्दी क्\u{200d}ष", "می\u{200c}خواهم", "👨\u{200d}👩\u{200d}👧", "日本語"]
        {
            assert_eq!(safe(text), text);
        }
    }

    #[test]
    fn a_pile_of_marks_is_cut() {
        let pile = format!("a{}", "\u{301}".repeat(500));
        assert_eq!(safe(&pile).chars().count(), 1 + super::MOST_MARKS);
    }
}
