//! Cutting running text into sentences, phrases and tokens.

use std::ops::Range;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::english::{is_clause, is_stop_word};

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "etc", "vs", "cf", "dr", "mr", "mrs", "ms", "prof", "st", "no", "fig", "approx", "ca", "al", "u.s",
    "inc", "ltd", "jr", "sr", "p", "pp", "vol", "ed", "eds", "sec", "ch", "eq", "resp", "viz", "b.c", "a.d", "a.m",
    "p.m",
];

/// Returns the byte ranges of the sentences of a text, without the white space between them.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0_i32;
    for (at, character) in text.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = (depth - 1).max(0),
            '.' | '!' | '?' if depth == 0 && ends_sentence(text, start, at, character) => {
                let end = at + character.len_utf8();
                let end = end
                    + text[end..]
                        .chars()
                        .take_while(|c| matches!(c, '"' | '”' | '’' | ')'))
                        .map(char::len_utf8)
                        .sum::<usize>();
                push(text, start..end, &mut found);
                start = end;
            }
            _ => {}
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let Some(part) = text.get(range.clone()) else { return };
    let lead = part.len() - part.trim_start().len();
    let trimmed = part.trim();
    if !trimmed.is_empty() {
        let start = range.start + lead;
        found.push(start..start + trimmed.len());
    }
}

fn ends_sentence(text: &str, start: usize, at: usize, character: char) -> bool {
    let after = &text[at + character.len_utf8()..];
    let after = after.trim_start_matches(['"', '”', '’', ')']);
    if !(after.is_empty() || after.starts_with(char::is_whitespace)) {
        return false;
    }
    let next = after.trim_start().chars().next();
    if next.is_some_and(|c| c.is_lowercase()) {
        return false;
    }
    if character != '.' {
        return true;
    }
    let last_word = text[start..at].split_whitespace().last().unwrap_or("").trim_start_matches('(').to_lowercase();
    let initial = last_word.chars().count() == 1 && last_word.chars().all(char::is_alphabetic);
    let numbering = at > start
        && last_word.chars().all(|c| c.is_ascii_digit())
        && !last_word.is_empty()
        && text[start..at].trim() == last_word;
    if last_word == "etc" && next.is_some_and(char::is_uppercase) {
        return true;
    }
    !(ABBREVIATIONS.contains(&last_word.as_str()) || initial || numbering) || next.is_none()
}

/// Returns the text in the form in which two texts are compared: compatibility-composed, lower
/// case, straight quotes, one kind of dash, single spaces, no closing punctuation, no article first.
pub(crate) fn normal(text: &str) -> String {
    let mut out = match text.is_ascii() {
        true if is_even(text.as_bytes()) => text.to_ascii_lowercase(),
        true => normal_ascii(text.as_bytes()),
        false => {
            let mut out = String::with_capacity(text.len());
            // Most text with letters beyond ASCII is composed already, and telling is quicker than composing.
            match is_nfkc_quick(text.chars()) {
                IsNormalized::Yes => text.chars().flat_map(char::to_lowercase).for_each(|c| push_normal(c, &mut out)),
                _ => text.nfkc().flat_map(char::to_lowercase).for_each(|c| push_normal(c, &mut out)),
            }
            out
        }
    };
    let end = out.trim_end().trim_end_matches(['.', '!', '?', ':', ';', ',']).trim_end().len();
    out.truncate(end);
    let lead = out.len() - out.trim_start().len();
    let article =
        ["the ", "a ", "an "].iter().find(|word| out[lead..].starts_with(**word)).map_or(0, |word| word.len());
    if lead + article > 0 {
        out.drain(..lead + article);
    }
    out
}

/// Returns plain ASCII text in normal form but for its ends.
fn normal_ascii(text: &[u8]) -> String {
    let mut out = Vec::with_capacity(text.len());
    for byte in text {
        match byte {
            b'*' | b'_' | b'`' => {}
            b' ' | b'\t'..=b'\r' => {
                if out.last() != Some(&b' ') {
                    out.push(b' ');
                }
            }
            other => out.push(other.to_ascii_lowercase()),
        }
    }
    String::from_utf8(out).unwrap_or_default()
}

/// Tells whether nothing but the case of an ASCII text differs from its normal form, ends apart.
fn is_even(text: &[u8]) -> bool {
    let mut before = 0;
    let odd = |found: bool, byte: &u8| {
        let doubled = *byte == b' ' && before == b' ';
        before = *byte;
        found | doubled | matches!(byte, b'*' | b'_' | b'`' | b'\t'..=b'\r')
    };
    !text.iter().fold(false, odd)
}

fn push_normal(character: char, out: &mut String) {
    match character {
        '\u{2013}' | '\u{2014}' | '\u{2212}' => out.push('-'),
        '\u{2018}' | '\u{2019}' => out.push('\''),
        '\u{201c}' | '\u{201d}' => out.push('"'),
        '*' | '_' | '`' => {}
        c if c.is_whitespace() => {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        }
        c => out.push(c),
    }
}

/// Returns the words of a text that carry meaning, in normal form.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    telling_words(&normal(text)).map(str::to_owned).collect()
}

/// Returns the words that carry meaning of a text that is in normal form already.
pub(crate) fn telling_words(normal: &str) -> impl Iterator<Item = &str> {
    normal.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty() && !is_stop_word(word))
}

/// Returns the parts of an enumeration (`a, b, and c`; `a and b`), cut outside brackets only;
/// a single part if it is none.
pub(crate) fn enumeration(text: &str) -> Vec<String> {
    let text = text.trim().trim_end_matches('.');
    let commas = split_outside(text, ',');
    if commas.len() >= 2 {
        let mut parts: Vec<String> = commas.iter().map(|part| (*part).trim().to_owned()).collect();
        let Some(last) = parts.pop() else { return Vec::new() };
        let joined =
            ["and/or ", "and ", "or ", "& "].iter().find_map(|word| last.strip_prefix(word)).map(str::to_owned);
        match joined {
            Some(item) => parts.push(item),
            None => match split_and(&last) {
                Some((left, right)) => parts.extend([left, right]),
                None => parts.push(last),
            },
        }
        return parts.into_iter().filter(|part| !part.is_empty()).collect();
    }
    match split_and(text) {
        Some((left, right)) => vec![left, right],
        None => vec![text.to_owned()],
    }
}

fn split_and(text: &str) -> Option<(String, String)> {
    let cut = [" and ", " or "].iter().find_map(|word| {
        let at = text.find(word)?;
        (depth_at(text, at) == 0 && text[at + word.len()..].find(word).is_none()).then_some((at, word.len()))
    })?;
    Some((text[..cut.0].trim().to_owned(), text[cut.0 + cut.1..].trim().to_owned()))
}

fn depth_at(text: &str, at: usize) -> i32 {
    text[..at].chars().fold(0, |depth, c| depth + i32::from(c == '(') - i32::from(c == ')'))
}

/// Returns the parts of a text between a separator that stands outside brackets.
pub(super) fn split_outside(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_i32);
    for (at, character) in text.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = (depth - 1).max(0),
            c if c == separator && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// Tells whether a text says that its list goes on.
pub(crate) fn is_open(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "etc.", "etc)", "...", "…", "and so on", "and more", "such as", "e.g.", "for example", "among others",
        "and others", "like ",
    ]
    .iter()
    .any(|sign| lower.contains(sign))
        || lower.ends_with("etc")
}

/// Returns the text without a closing tail of examples (`, such as ...`) if it is longer than `words`.
pub(crate) fn cut_tail(text: &str, words: usize) -> &str {
    if text.split_whitespace().count() <= words {
        return text;
    }
    const EXAMPLES: &[&str] =
        &[", such as ", ", including ", ", for example", ", e.g.", " (i.e.", " (e.g.", " (such as ", "; "];
    const ASIDES: &[&str] = &[
        ", which ", ", where ", ", so that ", ", allowing ", ", making ", ", creating ", ", leading to ",
        ", resulting in ", ", consisting of ", ", usually ", ", used ", ", while ", ", whereas ", ", but ",
        ", because ", " — ", " – ",
    ];
    let ends = |signs: &'static [&str]| {
        signs.iter().flat_map(|sign| text.match_indices(sign).map(|(at, _)| at)).filter(|at| depth_at(text, *at) == 0)
    };
    let count = |at: &usize| text[..*at].split_whitespace().count();
    let shorter = ends(EXAMPLES).filter(|at| count(at) >= 3).min().map_or(text, |at| &text[..at]);
    if shorter.split_whitespace().count() <= words || is_clause(shorter) {
        return shorter;
    }
    ends(ASIDES).filter(|at| (4..=words).contains(&count(at))).max().map_or(shorter, |at| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_full_stop_in_an_abbreviation_or_number_ends_no_sentence() {
        assert_eq!(
            cut("Fines (e.g. U.S. law) apply. Version 1.2 is out! Why?"),
            ["Fines (e.g. U.S. law) apply.", "Version 1.2 is out!", "Why?"]
        );
        assert_eq!(cut("See J. Smith for it. He knows."), ["See J. Smith for it.", "He knows."]);
    }

    #[test]
    fn an_enumeration_is_cut_outside_brackets() {
        assert_eq!(enumeration("experts, contributors, and users"), ["experts", "contributors", "users"]);
        assert_eq!(enumeration("runtimes (a, b) and sandboxing"), ["runtimes (a, b)", "sandboxing"]);
        assert_eq!(enumeration("one thing"), ["one thing"]);
    }

    #[test]
    fn texts_compare_without_case_quotes_articles_and_final_stops() {
        assert_eq!(normal("The  “Entire” ecosystem."), "\"entire\" ecosystem");
        assert_eq!(tokens("The goal of the SIGs"), ["goal", "sigs"]);
    }

    #[test]
    fn a_long_answer_loses_its_examples_only() {
        assert_eq!(cut_tail("rules of the court, such as evidence and notice", 4), "rules of the court");
        assert_eq!(cut_tail("rules, such as these", 9), "rules, such as these");
    }
}
