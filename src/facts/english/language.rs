//! Which texts are English: only those are asked in English words.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::Words;

/// Small words of English.
const SMALL: &[&str] = &[
    "the", "of", "and", "to", "in", "is", "are", "a", "an", "that", "for", "with", "by", "on", "as", "or", "from",
    "it", "be", "this", "which", "at", "not", "when", "between", "into", "their", "its", "can", "how",
];

/// Small words of other languages.
const FOREIGN: &[&str] = &[
    "der", "die", "das", "im", "zu", "nicht", "sich", "und", "ist", "ein", "eine", "von", "mit", "für", "auf", "den",
    "dem", "el", "la", "los", "las", "es", "un", "una", "de", "del", "que", "y", "en", "por", "con", "le", "les",
    "des", "du", "et", "est", "une", "dans", "pour", "il", "lo", "gli", "di", "che", "della", "sono", "da", "uma",
    "em", "het", "een", "van", "zijn", "och", "att", "som", "av", "på", "nie", "jest", "się", "w", "na", "nach",
    "wird", "sind", "durch", "bei", "zum", "zur", "au", "aux", "qui", "par", "sur", "é", "são", "não", "com",
];

/// Bytes of the longest word of either list.
const LONGEST: usize = 7;

/// Tells whether the text is English, by the share of small words; short texts count as English
/// unless they hold letters English does not use.
pub(crate) fn is_english(text: &str) -> bool {
    if !text.is_ascii() {
        let latin = text.chars().filter(|c| c.is_alphabetic() && (*c as u32) < 0x250).count();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        if letters > 0 && latin * 10 < letters * 7 {
            return false;
        }
    }
    let (english, foreign) = small_words(text);
    foreign < 2 || english >= foreign
}

/// Returns how many small English words a text holds.
pub(crate) fn english_words(text: &str) -> usize {
    small_words(text).0
}

/// Returns how many small words of English, and how many words of other languages, a text holds.
pub(crate) fn small_words(text: &str) -> (usize, usize) {
    static IS_SMALL: LazyLock<Words> = LazyLock::new(|| SMALL.iter().copied().collect());
    static IS_FOREIGN: LazyLock<Words> = LazyLock::new(|| FOREIGN.iter().copied().collect());
    let accented = |word: &str| word.chars().any(|c| matches!(c, '\u{c0}'..='\u{24f}') && c.is_alphabetic());
    let (mut english, mut foreign) = (0, 0);
    for written in text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()) {
        if written.is_ascii() && written.len() > LONGEST {
            continue;
        }
        let word = lower(written);
        english += usize::from(IS_SMALL.contains(&*word));
        foreign += usize::from(IS_FOREIGN.contains(&*word));
        foreign += usize::from(!word.is_ascii() && accented(&word));
    }
    (english, foreign)
}

/// Returns a word in lower case: mostly as it is.
fn lower(word: &str) -> Cow<'_, str> {
    let small = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}
