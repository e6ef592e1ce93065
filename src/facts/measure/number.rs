//! Numbers in digits and in words.

const SMALL: [&str; 20] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
];

const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const LARGE: [(&str, f64); 4] = [("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)];

/// Reads a number at the start of a text; returns its value and what follows.
pub(super) fn read(text: &str) -> Option<(f64, &str)> {
    let (value, rest) = digits(text).or_else(|| in_words(text))?;
    let (value, rest) = powered(value, rest);
    let next = rest.trim_start();
    let word: &str = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    match LARGE.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)) {
        Some((_, factor)) => Some((value * factor, &next[word.len()..])),
        None => Some((value, rest)),
    }
}

/// Reads digits with their grouping and decimals.
fn digits(text: &str) -> Option<(f64, &str)> {
    let body = text.strip_prefix(['-', '−', '+']).unwrap_or(text);
    let sign = if text.starts_with(['-', '−']) { -1.0 } else { 1.0 };
    let inside =
        |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '\'' | '_' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    let end = body.find(|c: char| !inside(c)).unwrap_or(body.len());
    let run = body.get(..end)?;
    let kept = grouped_by_spaces(run);
    let run = run.get(..kept)?.trim_end_matches(['.', ',', '\'', '_']);
    if !run.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((sign * value_of(run)?, body.get(run.len()..)?))
}

/// Returns how much of a run of digits and marks is one number: a space goes on only before a full
/// group of three digits.
fn grouped_by_spaces(run: &str) -> usize {
    let space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    let mut kept = run.find(space).unwrap_or(run.len());
    let short = run[..kept].len() <= 3;
    while let Some(rest) = run.get(kept..).filter(|rest| short && rest.starts_with(space)) {
        let lead = rest.chars().next().map_or(1, char::len_utf8);
        let group: String = rest[lead..].chars().take_while(|c| !space(*c)).collect();
        let whole = group.split('.').next().unwrap_or("");
        if whole.len() != 3 || !whole.bytes().all(|b| b.is_ascii_digit()) {
            break;
        }
        kept += lead + group.len();
    }
    kept
}

/// Returns the value of digits with marks: groups of three are groups, another last comma is a
/// decimal one.
fn value_of(run: &str) -> Option<f64> {
    let plain: String = run.chars().filter(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
    let grouped_by = |mark: char| {
        let groups: Vec<&str> = plain.split(mark).collect();
        let last = groups.last().map_or("", |group| group.split('.').next().unwrap_or(""));
        groups.len() > 1
            && groups[0].len() <= 3
            && groups[1..groups.len() - 1].iter().all(|group| group.len() == 3)
            && last.len() == 3
    };
    let number = if grouped_by(',') {
        plain.replace(',', "")
    } else if plain.matches('.').count() > 1 {
        if !grouped_by('.') {
            return None;
        }
        plain.replace('.', "")
    } else if plain.matches(',').count() == 1 && !plain.contains('.') {
        plain.replace(',', ".")
    } else {
        plain
    };
    number.parse().ok()
}

/// Reads a power of ten behind a number: `× 10^8`, `e8`, or superscripts behind `10`.
fn powered(value: f64, rest: &str) -> (f64, &str) {
    let next = rest.trim_start();
    let times = ["× 10", "×10", "x 10", "x10", "* 10", "*10", "· 10"].iter().find_map(|sign| next.strip_prefix(sign));
    if let Some((power, rest)) = times.and_then(exponent) {
        return (value * 10_f64.powi(power), rest);
    }
    let short = rest.strip_prefix(['e', 'E']).and_then(|rest| {
        let (power, rest) = signed(rest)?;
        (!rest.starts_with(char::is_alphanumeric)).then_some((power, rest))
    });
    if let Some((power, rest)) = short {
        return (value * 10_f64.powi(power), rest);
    }
    match exponent(rest) {
        Some((power, rest)) => (value.powi(power), rest),
        None => (value, rest),
    }
}

/// Reads `^8` or `⁸`.
fn exponent(text: &str) -> Option<(i32, &str)> {
    if let Some(rest) = text.strip_prefix('^') {
        return signed(rest);
    }
    let end = text.find(|c| superscript(c).is_none()).unwrap_or(text.len());
    let plain: String = text[..end].chars().filter_map(superscript).collect();
    plain.parse().ok().map(|power: i32| (power.clamp(-300, 300), &text[end..]))
}

fn signed(text: &str) -> Option<(i32, &str)> {
    let body = text.strip_prefix(['-', '−', '+']).unwrap_or(text);
    let end = body.find(|c: char| !c.is_ascii_digit()).unwrap_or(body.len());
    let power: i32 = body[..end].parse().ok()?;
    let power = if text.starts_with(['-', '−']) { -power } else { power };
    Some((power.clamp(-300, 300), &body[end..]))
}

fn superscript(character: char) -> Option<char> {
    const SIGNS: [char; 11] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁻'];
    let place = SIGNS.iter().position(|sign| *sign == character)?;
    "0123456789-".chars().nth(place)
}

/// Reads a number in English words at the start of a text: `one thousand two hundred and five`.
pub(crate) fn in_words(text: &str) -> Option<(f64, &str)> {
    let (mut total, mut part): (f64, f64) = (0.0, 0.0);
    let (mut read, mut round, mut end) = (false, false, 0);
    for (start, word) in words(text) {
        let lower = word.to_ascii_lowercase();
        let free = |below: f64| !read || part % below == 0.0;
        if let Some(small) = SMALL.iter().position(|name| *name == lower).filter(|small| *small != 0 || !read) {
            let fits = if small < 10 { free(10.0) && (free(100.0) || part % 100.0 >= 20.0) } else { free(100.0) };
            if !fits {
                break;
            }
            part += small as f64;
            round = false;
        } else if let Some(tens) = TENS.iter().position(|name| *name == lower).filter(|_| free(100.0)) {
            part += (tens as f64 + 2.0) * 10.0;
            round = false;
        } else if lower == "hundred" && read && part < 100.0 && part > 0.0 {
            part *= 100.0;
            round = true;
        } else if let Some((_, factor)) = LARGE.iter().find(|(name, _)| *name == lower).filter(|_| read && part > 0.0) {
            total += part * factor;
            part = 0.0;
            round = true;
        } else if lower == "and" && round {
            round = false;
            continue;
        } else {
            break;
        }
        read = true;
        end = start + word.len();
    }
    read.then(|| (total + part, &text[end..]))
}

/// Returns the words of a text with their places; hyphens part them.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split([' ', '-']).scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, word))
    })
}
