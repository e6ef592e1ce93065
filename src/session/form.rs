//! The forms in which answers are compared: what is left of a text once everything that does not
//! matter for being right has been taken away.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::facts::measure::in_words;

/// Words that carry nothing of their own in an answer.
const FILLERS: [&str; 5] = ["a", "an", "the", "and", "or"];

/// Returns the text without differences in case, width, quotes, dashes and spaces, without marks of
/// code and emphasis, outer punctuation and an article at its start. The marks of languages and
/// operators (`C++`, `C#`, `-f`, `/etc`, `&&`) stay.
pub(super) fn folded(text: &str) -> String {
    let lower: String = match text.is_ascii() {
        true => text.to_ascii_lowercase(),
        false => raised(text).nfkc().flat_map(char::to_lowercase).nfkc().collect(),
    };
    let plain: String = lower.chars().filter(|c| !matches!(c, '`' | '*' | '_' | '\u{ad}')).map(ascii_mark).collect();
    // A text of marks alone is an operator: it stays as it is.
    let plain = if plain.chars().any(char::is_alphanumeric) { plain } else { lower };
    let joined = plain.replace('ß', "ss").split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = joined.trim_end_matches(['.', ',', ';', ':', '!', '?', '"', '\'']).trim_start_matches(['"', '\'']);
    let bare = if bare.is_empty() { joined.as_str() } else { bare };
    ["the ", "a ", "an "].iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare).trim().to_owned()
}

/// Returns the text with a power behind a digit as `10^8`, which would else be read as 108.
fn raised(text: &str) -> std::borrow::Cow<'_, str> {
    const POWERS: [char; 11] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁻'];
    if !text.contains(POWERS) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 2);
    for character in text.chars() {
        if POWERS.contains(&character) && out.ends_with(|c: char| c.is_ascii_digit()) && !out.ends_with(POWERS) {
            out.push('^');
        }
        out.push(character);
    }
    out.into()
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

/// Returns the text without the marks that are often left out: accents on Latin and Greek letters,
/// stress and the two dots on Cyrillic ones, vowel signs of Arabic and Hebrew. Marks that make
/// other letters (`й`, `が`) stay.
pub(super) fn without_accents(text: &str) -> String {
    let mut base = ' ';
    let kept = text.nfd().filter(|character| {
        if !is_combining_mark(*character) {
            base = *character;
            return true;
        }
        let vowel_sign = matches!(character, '\u{64b}'..='\u{652}' | '\u{5b0}'..='\u{5c7}');
        let stress = *character == '\u{301}' || *character == '\u{308}' && matches!(base, 'е' | 'Е');
        let cyrillic = matches!(base, '\u{400}'..='\u{52f}');
        let greek = matches!(base, '\u{370}'..='\u{3ff}');
        !(base.is_ascii_alphabetic() || greek || vowel_sign || cyrillic && stress)
    });
    kept.nfc().flat_map(plain_letter).collect()
}

/// Returns the plain letters for one that has no mark to take off.
fn plain_letter(character: char) -> impl Iterator<Item = char> {
    let plain = match character {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ı' => "i",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => "",
    };
    plain.chars().chain(plain.is_empty().then_some(character))
}

/// Returns the text with its umlauts written out, as on a keyboard without them.
pub(super) fn umlauts_written_out(text: &str) -> String {
    text.nfc().collect::<String>().replace('ä', "ae").replace('ö', "oe").replace('ü', "ue")
}

/// Returns the words of a text as they are compared: hyphens part words, fillers are left out,
/// numbers go by value, plurals stand as singulars.
pub(super) fn words(text: &str) -> Vec<String> {
    let plain = without_accents(&folded(text)).replace('%', " percent ").replace('&', " and ");
    let mut rest = plain.trim_start();
    let mut found = Vec::new();
    while !rest.is_empty() {
        if let Some((value, after)) = in_words(rest).filter(|(_, after)| !after.starts_with(char::is_alphanumeric)) {
            found.push(value.to_string());
            rest = after.trim_start();
            continue;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        match number(&rest[..end]) {
            Some(value) => found.push(value),
            None => found.extend(parts(&rest[..end])),
        }
        rest = rest[end..].trim_start();
    }
    found
}

/// Returns the parts of a word that marks divide, without fillers, each as it is compared.
fn parts(word: &str) -> Vec<String> {
    let joins = |c: char| c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '+' | '#' | '.' | '^');
    let parts = word.split(|c: char| !joins(c)).map(|part| part.trim_matches('.'));
    let kept = parts.filter(|part| !part.is_empty() && !FILLERS.contains(part));
    kept.map(|part| number(part).unwrap_or_else(|| singular(part))).collect()
}

/// Returns the words without what joins them, so that `trade-off`, `trade off` and `tradeoff` are one.
pub(super) fn joined(text: &str) -> String {
    words(text).concat()
}

/// Returns a number by its value: `1,000`, `1000.0` and `1000` are one, and so are `three` and `3`.
fn number(word: &str) -> Option<String> {
    if let Some((value, "")) = in_words(word) {
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
        assert_eq!(words("two hundred and six bones"), words("206 bones"));
        assert_ne!(words("10⁸ cells"), words("108 cells"));
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
    fn accents_may_be_left_out_but_other_letters_stay_others() {
        assert_eq!(without_accents("café ñandú"), "cafe nandu");
        assert_eq!(without_accents("が й हिन्दी"), "が й हिन्दी");
        assert_eq!(without_accents("ёлка за́мок όνομα كِتَاب"), "елка замок ονομα كتاب");
        assert_eq!(without_accents("smørrebrød łódź œuvre"), "smorrebrod lodz oeuvre");
    }
}
