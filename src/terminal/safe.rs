//! The one way in which text from outside reaches the screen.

/// Marks on one letter beyond which further ones are dropped.
const MOST_MARKS: usize = 8;

/// Returns the text with everything that could act on a terminal written out: control
/// characters as `^[` or `<U+009B>`, bidirectional overrides and isolates, tags and invisible
/// characters by number. Joiners inside words and emoji, direction marks among letters that run
/// from right to left, and the letters of every script stay. Line ends and tabs become spaces.
///
/// ```
/// assert_eq!(askback::terminal::safe("a \u{1b}[2J b\u{202e}"), "a ^[[2J b<U+202E>");
/// ```
pub fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let right_to_left = text.chars().any(runs_right_to_left);
    let mut marks = 0;
    let mut previous = None;
    for character in text.chars() {
        marks = if unicode_normalization::char::is_combining_mark(character) { marks + 1 } else { 0 };
        match character {
            '\n' | '\t' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{7f}' => {
                out.push('^');
                out.push(char::from(u8::try_from(u32::from(character)).unwrap_or(b'?') ^ 0x40));
            }
            '\u{200c}' | '\u{200d}' if previous.is_some_and(shaped_by_a_joiner) => out.push(character),
            '\u{200e}' | '\u{200f}' | '\u{61c}' if right_to_left && previous.is_none_or(|c| !is_unseen(c)) => {
                out.push(character);
            }
            _ if is_unseen(character) => out.push_str(&format!("<U+{:04X}>", u32::from(character))),
            _ if marks > MOST_MARKS => {}
            _ => out.push(character),
        }
        previous = Some(character);
    }
    out
}

/// Returns JSON with every character that could act on a terminal written as `\u` escapes: the
/// same document to every reader, whatever it is shown on.
pub fn safe_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    // Nearly all of it is plain ASCII, which is copied in runs.
    while let Some(at) = rest.bytes().position(|byte| byte >= 0x7f) {
        let (plain, tail) = rest.split_at(at);
        out.push_str(plain);
        let mut characters = tail.chars();
        match characters.next() {
            Some(character) if character == '\u{7f}' || is_unseen(character) => {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            character => out.extend(character),
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    out
}

/// Tells whether a joiner after this character shapes it: letters beyond Latin, and emoji.
fn shaped_by_a_joiner(character: char) -> bool {
    u32::from(character) >= 0x600 && !is_unseen(character)
}

/// Tells whether a letter runs from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and their
/// presentation forms.
fn runs_right_to_left(character: char) -> bool {
    matches!(u32::from(character), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff)
        && character != '\u{61c}'
}

/// Tells whether a character acts on what stands around it or hides there: C1 controls, soft
/// hyphen, direction marks, overrides and isolates, joiners, fillers, tags.
fn is_unseen(character: char) -> bool {
    matches!(u32::from(character),
        0x80..=0x9f | 0xad | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180e | 0x200b..=0x200f | 0x2028..=0x202e
        | 0x2060..=0x206f | 0x3164 | 0xfeff | 0xffa0 | 0xfff0..=0xfffb | 0x1_bca0..=0x1_bca3 | 0x1_d173..=0x1_d17a
        | 0xe_0000..=0xe_00ff | 0xe_01f0..=0xe_0fff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Characters that must never reach a terminal, whatever stands around them.
    fn acts(c: char) -> bool {
        c.is_control()
            || matches!(u32::from(c), 0xad | 0x200b | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff | 0xe_0000..=0xe_007f)
    }

    #[test]
    fn every_control_override_and_tag_is_written_out() {
        let numbers = (0..0x20).chain(0x7f..0xa0).chain([0xad, 0x200b, 0xfeff]).chain(0x2028..=0x202e);
        for hostile in numbers.chain(0x2060..=0x206f).chain(0xe_0000..=0xe_007f).filter_map(char::from_u32) {
            let shown = safe(&format!("a{hostile}b"));
            assert!(!shown.chars().any(acts), "{hostile:?} gave {shown:?}");
            assert!(hostile == '\n' || hostile == '\t' || shown.len() > 3, "{hostile:?} vanished");
        }
        assert_eq!(safe("\u{1b}]0;x\u{7}\u{7f}\u{9b}31m"), "^[]0;x^G^?<U+009B>31m");
    }

    #[test]
    fn letters_of_every_script_and_joined_emoji_stay() {
        let texts = [
            "naïve Größe", "العربية", "\u{200f}עברית (abc)\u{200f}", "हिन्दी क्\u{200d}ष", "می\u{200c}خواهم",
            "👨\u{200d}👩\u{200d}👧", "❤\u{fe0f}\u{200d}🔥", "日本語", "ภาษาไทย", "🇪🇸",
        ];
        for text in texts {
            assert_eq!(safe(text), text);
        }
    }

    #[test]
    fn piles_and_floods_are_cut_or_written_out() {
        let pile = format!("a{}", "\u{301}".repeat(500));
        assert_eq!(safe(&pile).chars().count(), 1 + MOST_MARKS);
        assert_eq!(safe("क\u{200d}\u{200d}\u{200d}"), "क\u{200d}<U+200D><U+200D>");
        assert_eq!(safe("abc\u{200d}"), "abc<U+200D>", "no joiner among Latin letters");
        assert_eq!(safe("x\u{200f}y"), "x<U+200F>y", "no direction mark among Latin letters");
    }

    #[test]
    fn json_is_the_same_document_without_a_character_that_acts() {
        let value = "a\u{9b}b\u{202e}c\u{7f}d\u{e0041}é\u{1b}";
        let json = safe_json(&serde_json::to_string(value).unwrap());
        assert!(!json.chars().any(acts), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), value);
    }

    /// A hundred thousand texts with `ASKBACK_LONG=1`.
    #[expect(clippy::disallowed_methods, reason = "a test reads its switch")]
    fn cases() -> u32 {
        if std::env::var("ASKBACK_LONG").is_ok_and(|value| value == "1") { 100_000 } else { 2_000 }
    }

    fn hostile_text() -> impl Strategy<Value = String> {
        let hostile = prop::sample::select(vec![
            '\u{1b}', '[', 'J', '\u{9b}', '\u{202e}', '\u{2066}', '\u{2069}', '\u{200d}', '\u{200c}', '\u{200b}',
            '\u{200f}', '\u{e0041}', '\u{7f}', '\r', '\n', 'a', 'ع', 'क', '👩', '\u{301}', '\u{fe0f}',
        ]);
        prop_oneof![prop::collection::vec(hostile, 0..60).prop_map(String::from_iter), any::<String>()]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(cases()))]
        #[test]
        fn no_text_acts_on_the_terminal(text in hostile_text()) {
            let shown = safe(&text);
            prop_assert!(!shown.chars().any(acts), "{shown:?}");
            prop_assert_eq!(safe(&shown), shown.clone(), "what is safe stays as it is");
            let joiners: Vec<char> = shown.chars().collect();
            let joiner = |c: char| matches!(c, '\u{200c}' | '\u{200d}');
            prop_assert!(!joiners.windows(2).any(|pair| joiner(pair[0]) && joiner(pair[1])));
        }
    }
}
