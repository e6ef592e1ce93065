//! Which texts are English: only those are asked in English words.

/// Tells whether the text is English, by the share of small words; short texts count as English
/// unless they hold letters English does not use.
pub(crate) fn is_english(text: &str) -> bool {
    let latin = text.chars().filter(|c| c.is_alphabetic() && (*c as u32) < 0x250).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters > 0 && latin * 10 < letters * 7 {
        return false;
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
    const SMALL: &[&str] = &[
        "the", "of", "and", "to", "in", "is", "are", "a", "an", "that", "for", "with", "by", "on", "as", "or", "from",
        "it", "be", "this", "which", "at", "not", "when", "between", "into", "their", "its", "can", "how",
    ];
    const FOREIGN: &[&str] = &[
        "der", "die", "das", "im", "zu", "nicht", "sich", "und", "ist", "ein", "eine", "von", "mit", "für", "auf",
        "den", "dem", "el", "la", "los", "las", "es", "un", "una", "de", "del", "que", "y", "en", "por", "con", "le",
        "les", "des", "du", "et", "est", "une", "dans", "pour", "il", "lo", "gli", "di", "che", "della", "sono", "da",
        "uma", "em", "het", "een", "van", "zijn", "och", "att", "som", "av", "på", "nie", "jest", "się", "w", "na",
        "nach", "wird", "sind", "durch", "bei", "zum", "zur", "au", "aux", "qui", "par", "sur", "é", "são", "não",
        "com",
    ];
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    let count = |list: &[&str]| words.iter().filter(|word| list.contains(&word.as_str())).count();
    let accented = words
        .iter()
        .filter(|word| word.chars().any(|c| matches!(c, '\u{c0}'..='\u{24f}') && c.is_alphabetic()))
        .count();
    (count(SMALL), count(FOREIGN) + accented)
}
