//! The forms in which answers are compared: what is left of a text once everything that does not
//! matter for being right has been taken away.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that carry nothing of their own in an answer.
const FILLERS: [&str; 5] = ["a", "an", "the", "and", "or"];

/// Numbers that are as often written as words.
const NUMBERS: [&str; 21] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
];

/// Returns the text without differences in case, width, quotes, dashes and spaces, without marks of
/// code and emphasis, outer punctuation and an article at its start. The marks of languages and
/// operators (`C++`, `C#`, `-f`, `/etc`, `&&`) stay.
pub(super) fn folded(text: &str) -> String {
    let lower: String = text.nfkc().flat_map(char::to_lowercase).nfkc().collect();
    let plain: String = lower.chars().filter(|c| !matches!(c, '`' | '*' | '_' | '\u{ad}')).map(ascii_mark).collect();
    // A text of marks alone is an operator: it stays as it is.
    let plain = if plain.chars().any(char::is_alphanumeric) { plain } else { lower };
    let joined = plain.replace('ß', "ss").split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = joined.trim_end_matches(['.', ',', ';', ':', '!', '?', '"', '\'']).trim_start_matches(['"', '\'']);
    let bare = if bare.is_empty() { joined.as_str() } else { bare };
    ["the ", "a ", "an "].iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare).trim().to_owned()
}

/// Returns the plain mark for a typographic one.
fn ascii_mark(character: char) -> char {
    match character {
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

/// Returns the text without the marks over Latin letters. In other scripts marks make other letters
/// and stay.
pub(super) fn without_accents(text: &str) -> String {
    let mut base_is_latin = false;
    let kept = text.nfd().filter(|character| {
        if is_combining_mark(*character) {
            return !base_is_latin;
        }
        base_is_latin = character.is_ascii_alphabetic();
        true
    });
    kept.nfc().collect()
}

/// Returns the words of a text as they are compared: hyphens part words, fillers are left out,
/// numbers go by value, plurals stand as singulars.
pub(super) fn words(text: &str) -> Vec<String> {
    let plain = without_accents(&folded(text)).replace('%', " percent ").replace('&', " and ");
    let bare: String = plain
        .split_whitespace()
        .map(|word| number(word).unwrap_or_else(|| word.to_owned()))
        .collect::<Vec<_>>()
        .join(" ");
    let parts = bare.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c) && !matches!(c, '+' | '#' | '.'));
    let parts = parts.map(|word| word.trim_matches('.')).filter(|word| !word.is_empty() && !FILLERS.contains(word));
    parts.map(|word| number(word).unwrap_or_else(|| singular(word))).collect()
}

/// Returns the words without what joins them, so that `trade-off`, `trade off` and `tradeoff` are one.
pub(super) fn joined(text: &str) -> String {
    words(text).concat()
}

/// Returns a number by its value: `1,000`, `1000.0` and `1000` are one, and so are `three` and `3`.
fn number(word: &str) -> Option<String> {
    if let Some(value) = NUMBERS.iter().position(|name| *name == word) {
        return Some(value.to_string());
    }
    let word = word.trim_end_matches([',', ';', ':', '.']);
    let groups: Vec<&str> = word.split(',').collect();
    let grouped =
        groups.len() > 1 && groups[1..].iter().all(|group| group.split('.').next().is_some_and(|g| g.len() == 3));
    if groups.len() > 1 && !grouped {
        return None;
    }
    let digits = groups.concat();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    if whole.is_empty() || !whole.chars().chain(fraction.chars()).all(|c| c.is_ascii_digit()) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })
}

/// Returns an English word without the ending of its plural; short words, and words in -ss, -us and
/// -is, have none.
fn singular(word: &str) -> String {
    let letters = word.chars().count();
    if letters < 4 || !word.is_ascii() || ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let sibilant = ["ses", "xes", "zes", "ches", "shes"].iter().any(|ending| word.ends_with(ending));
    let stem = word.strip_suffix(if sibilant { "es" } else { "s" }).unwrap_or(word);
    // `databases` and `releases` end in a silent e that `classes` has not; without it they still meet.
    let stem =
        if sibilant { stem } else { stem.strip_suffix('e').filter(|_| ends_like_sibilant(stem)).unwrap_or(stem) };
    stem.to_owned()
}

/// Tells whether a word ends in a sibilant and a silent e: `release`, `size`.
fn ends_like_sibilant(word: &str) -> bool {
    ["se", "xe", "ze", "che", "she"].iter().any(|ending| word.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_width_quotes_and_outer_marks_do_not_matter() {
        assert_eq!(folded("  The Node’s  ＫＵＢＥＬＥＴ. "), "node's kubelet");
        assert_eq!(folded("`kube-proxy`"), "kube-proxy");
        assert_eq!(folded("Straße"), "strasse");
        for kept in ["c++", "c#", "-f", "/etc", "&&", "*", "[::]"] {
            assert_eq!(folded(kept), kept);
        }
    }

    #[test]
    fn numbers_go_by_value() {
        assert_eq!(words("1,000 nodes"), ["1000", "node"]);
        assert_eq!(words("1000.0 Nodes"), ["1000", "node"]);
        assert_eq!(words("three"), words("3"));
        assert_eq!(words("50%"), words("50 percent"));
        assert_eq!(words("3.14"), ["3.14"]);
        assert_ne!(words("1,5"), words("15"), "a decimal comma is no grouping");
    }

    #[test]
    fn plurals_hyphens_and_fillers_do_not_matter() {
        assert_eq!(words("the cloud-native policies and classes"), words("cloud native policy, class"));
        assert_eq!(joined("trade-off"), joined("tradeoffs"));
        assert_eq!(words("databases"), words("database"));
        assert_eq!(words("releases"), words("release"));
        assert_eq!(words("status"), ["status"]);
    }

    #[test]
    fn accents_are_apart_on_latin_letters_only() {
        assert_eq!(without_accents("café ñandú"), "cafe nandu");
        assert_eq!(without_accents("が й हिन्दी"), "が й हिन्दी");
    }
}
