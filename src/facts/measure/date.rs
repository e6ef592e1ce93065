//! Dates as people write them.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Names of the months in English, German, French, Spanish and Italian, without accents; a name of
/// three letters or more may be cut short.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janner", "janvier", "enero", "gennaio"],
    &["february", "februar", "fevrier", "febrero", "febbraio"],
    &["march", "marz", "maerz", "mars", "marzo"],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maggio"],
    &["june", "juni", "juin", "junio", "giugno"],
    &["july", "juli", "juillet", "julio", "luglio"],
    &["august", "aout", "agosto"],
    &["september", "septembre", "septiembre", "settembre"],
    &["october", "oktober", "octobre", "octubre", "ottobre"],
    &["november", "novembre", "noviembre"],
    &["december", "dezember", "decembre", "diciembre", "dicembre"],
];

/// Words between the parts of a date.
const BETWEEN: [&str; 8] = ["of", "the", "de", "del", "den", "am", "le", "on"];

/// A day, a month of a year, or a day of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Date {
    year: Option<i32>,
    month: u32,
    day: Option<u32>,
}

impl Date {
    /// Returns its place in time, in days of a calendar good enough to order by.
    pub(super) fn days(&self) -> f64 {
        f64::from(self.year.unwrap_or(0)) * 372.0 + f64::from(self.month) * 31.0 + f64::from(self.day.unwrap_or(1))
    }
}

/// Tells whether two texts mean one date; nothing if one is no date, or tells more than the other.
pub(crate) fn same_date(a: &str, b: &str) -> Option<bool> {
    let (ours, theirs) = (dates(a), dates(b));
    let exact = |date: &Date| (date.year.is_some(), date.day.is_some());
    let comparable = ours.first().map(exact) == theirs.first().map(exact);
    (!ours.is_empty() && comparable).then(|| ours.iter().any(|date| theirs.contains(date)))
}

/// Returns the dates a text may mean, if it is nothing but one: two where day and month can be
/// read either way.
pub(crate) fn dates(text: &str) -> Vec<Date> {
    let plain: String = text.trim().to_lowercase().nfd().filter(|c| !is_combining_mark(*c)).collect();
    if !plain.chars().any(|c| c.is_ascii_digit()) {
        return Vec::new();
    }
    numeric(&plain).unwrap_or_else(|| named(&plain).into_iter().collect())
}

/// Tells whether a word is the name of a month.
pub(crate) fn is_month(text: &str) -> bool {
    let first: String = text.split_whitespace().next().unwrap_or("").to_lowercase();
    month(&first).is_some()
}

/// `1945-05-08`, `8.5.1945`, `5/8/1945`.
fn numeric(text: &str) -> Option<Vec<Date>> {
    let parts: Vec<&str> = text.split(['-', '.', '/']).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let number =
        |text: &str| (text.bytes().all(|b| b.is_ascii_digit()) && !text.is_empty()).then(|| text.parse().ok())?;
    let (a, b, c): (u32, u32, u32) = (number(first)?, number(second)?, number(third)?);
    let made = |year: u32, month: u32, day: u32| {
        let fine = (1..=12).contains(&month) && (1..=31).contains(&day);
        fine.then(|| Date { year: i32::try_from(year).ok(), month, day: Some(day) })
    };
    if first.len() == 4 {
        return Some(made(a, b, c).into_iter().collect());
    }
    if third.len() != 4 {
        return None;
    }
    let both = if text.contains('/') { made(c, a, b) } else { None };
    let mut found: Vec<Date> = made(c, b, a).into_iter().chain(both).collect();
    found.dedup();
    Some(found)
}

/// `8 May 1945`, `May 8th, 1945`, `May 1945`, `8. Mai`.
fn named(text: &str) -> Option<Date> {
    let (mut found, mut numbers) = (None, Vec::new());
    let mut before = false;
    for word in text.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()) {
        let bare = word.trim_end_matches('.');
        let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
        if let Some(number) = ordinal.parse::<u32>().ok().filter(|_| ordinal.len() <= 4) {
            numbers.push(number);
        } else if let Some(number) = month(bare) {
            if found.replace(number).is_some() {
                return None;
            }
        } else if matches!(bare, "bc" | "bce") {
            before = true;
        } else if !BETWEEN.contains(&bare) && !matches!(bare, "ad" | "ce") {
            return None;
        }
    }
    let month = found?;
    let signed = |year: u32| i32::try_from(year).ok().map(|year| if before { -year } else { year });
    match numbers.as_slice() {
        [day] if (1..=31).contains(day) => Some(Date { year: None, month, day: Some(*day) }),
        [year] => Some(Date { year: signed(*year), month, day: None }),
        [day, year] if (1..=31).contains(day) => Some(Date { year: signed(*year), month, day: Some(*day) }),
        _ => None,
    }
}

fn month(word: &str) -> Option<u32> {
    let named = |names: &&[&str]| {
        names.iter().any(|name| *name == word || word.len() >= 3 && word.len() <= 4 && name.starts_with(word))
    };
    (1..).zip(MONTHS).find(|(_, names)| named(names)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(a: &str, b: &str) -> bool {
        let theirs = dates(b);
        dates(a).iter().any(|date| theirs.contains(date))
    }

    #[test]
    fn one_day_may_be_written_in_many_ways() {
        for (a, b) in [
            ("8 May 1945", "May 8, 1945"),
            ("8 May 1945", "1945-05-08"),
            ("8 May 1945", "8.5.1945"),
            ("8 May 1945", "8. Mai 1945"),
            ("8 May 1945", "8 de mayo de 1945"),
            ("May 8th, 1945", "the 8th of May 1945"),
            ("8 May 1945", "5/8/1945"),
            ("8 May 1945", "8/5/1945"),
            ("14 Jul 1789", "14 juillet 1789"),
            ("1er août 1914", "1er août 1914"),
            ("15 March 44 BC", "March 15, 44 BCE"),
            ("October 1917", "Oct. 1917"),
            ("4 July", "July 4th"),
        ] {
            assert!(meet(a, b) || a == b, "{a} and {b}");
        }
    }

    #[test]
    fn another_day_and_what_is_no_date_do_not_meet() {
        for (a, b) in [
            ("8 May 1945", "9 May 1945"),
            ("8 May 1945", "May 1945"),
            ("8.5.1945", "5.8.1945"),
            ("May", "May"),
            ("8 apples", "8 apples"),
            ("1.2.3", "1.2.3"),
            ("13/13/1945", "13/13/1945"),
        ] {
            assert!(!meet(a, b), "{a} and {b}");
        }
    }
}
