//! Is a typed answer right? Forgiving in form, strict where another answer lies near.
//!
//! The verdict only suggests a grade; the learner gives it.

use std::collections::HashSet;

use super::form::{folded, joined, umlauts_written_out, without_accents, words};
use crate::facts::english::singular;
use crate::facts::measure::{Compared, Quantity, same_date};
use crate::model::{Button, Direction, Question};

/// Letters a word needs before a slip in it is forgiven.
const LONG_WORD: usize = 6;

/// Beginnings that turn a word into its opposite; leaving one out is no slip.
const TURNING: [&str; 10] = ["a", "ab", "un", "in", "im", "ir", "il", "non", "dis", "anti"];

/// Words that turn a statement round when they are left out or put in.
const VITAL: [&str; 8] = ["not", "no", "never", "without", "cannot", "except", "only", "nor"];

/// What was made of a typed answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The verdict in a few words.
    pub words: String,
    /// The grade it suggests: good where all is right, hard from half of it on, else again.
    pub suggested: Button,
    /// How much of the answer was right, in percent.
    pub percent: u8,
    /// Items of a list that were not named, where others were; empty for every other answer.
    pub missed: Vec<String>,
}

impl Verdict {
    fn right(how: &str) -> Self {
        Self { suggested: Button::Good, words: format!("right{how}"), percent: 100, missed: Vec::new() }
    }

    fn wrong(why: &str) -> Self {
        Self { suggested: Button::Again, words: format!("not this{why}"), percent: 0, missed: Vec::new() }
    }

    /// A verdict on an answer of which `right` parts of `all` were given.
    fn in_parts(suggested: Button, right: usize, all: usize, words: impl Into<String>) -> Self {
        let percent = u8::try_from(right * 100 / all.max(1)).unwrap_or(100).min(100);
        Self { words: words.into(), suggested, percent, missed: Vec::new() }
    }
}

/// The answers of all cards: a slip that makes another one of them is no slip.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    folded: HashSet<String>,
}

impl Pool {
    /// Gathers the answers.
    pub fn of<'a>(answers: impl IntoIterator<Item = &'a str>) -> Self {
        Self { folded: answers.into_iter().map(folded).collect() }
    }

    /// Tells whether what was typed is an answer of any card.
    pub fn holds(&self, typed: &str) -> bool {
        self.folded.contains(&folded(typed))
    }

    /// Tells whether the text is an answer other than these forms.
    fn holds_another(&self, given: &str, forms: &[String]) -> bool {
        self.folded.contains(given) && !forms.iter().any(|form| folded(form) == given)
    }

    /// Tells whether an answer other than these forms lies as near to the text as one slip.
    fn has_another_near(&self, given: &str, forms: &[String]) -> bool {
        // One letter takes at most four bytes.
        let near = |other: &&String| other.len().abs_diff(given.len()) <= 4 && slip(other, given).is_some();
        self.folded.iter().filter(near).any(|other| !forms.iter().any(|form| folded(form) == *other))
    }
}

/// Judges a typed answer that is not empty.
pub fn judge(typed: &str, question: &Question, pool: &Pool) -> Verdict {
    if !question.items.is_empty() {
        return if question.direction == Direction::Order {
            order(typed, question)
        } else {
            list(typed, question, pool)
        };
    }
    let forms = forms(question);
    if let Some(verdict) = measured(typed, &forms) {
        return verdict;
    }
    let given = folded(typed);
    if forms.iter().any(|form| folded(form) == given) {
        return Verdict::right("");
    }
    if pool.holds_another(&given, &forms) {
        return Verdict::wrong(": that answers another card");
    }
    if let Some(verdict) = loosely_right(typed, &forms) {
        return verdict;
    }
    let slipped = forms.iter().find_map(|form| slip(&folded(form), &given));
    if let Some(word) = slipped.filter(|_| !pool.has_another_near(&given, &forms)) {
        return Verdict::right(&format!(", but for a slip: {word}"));
    }
    forms
        .iter()
        .map(|form| in_part(typed, form))
        .min_by_key(|verdict| verdict.suggested == Button::Again)
        .unwrap_or_else(|| Verdict::wrong(""))
}

/// Judges numbers by value and unit, and dates by day; nothing where the answer is neither, or what
/// was typed cannot be compared with it.
fn measured(typed: &str, forms: &[String]) -> Option<Verdict> {
    let verdicts: Vec<Verdict> = forms.iter().filter_map(|form| measure(typed, form)).collect();
    verdicts.into_iter().max_by_key(|verdict| verdict.percent)
}

fn measure(typed: &str, form: &str) -> Option<Verdict> {
    if let Some(same) = same_date(typed, form) {
        return Some(if same { differently(typed, form) } else { Verdict::wrong(": another date") });
    }
    let (given, asked) = (Quantity::of(typed)?, Quantity::of(form)?);
    match given.compared(&asked) {
        Compared::Same => Some(differently(typed, form)),
        Compared::Converted => Some(Verdict::right(&format!(", in another unit: {form}"))),
        Compared::UnitMissing if asked.has_unit() => {
            Some(Verdict::in_parts(Button::Hard, 1, 2, format!("nearly; with its unit: {form}")))
        }
        Compared::UnitMissing => Some(Verdict::right(", with a unit")),
        Compared::Different => Some(Verdict::wrong(&format!(": {} is not {form}", typed.trim()))),
        Compared::Unknown => None,
    }
}

/// Returns the verdict on what is right, and says so if it is written in another way.
fn differently(typed: &str, form: &str) -> Verdict {
    Verdict::right(if folded(typed) == folded(form) { "" } else { ", written a little differently" })
}

/// Returns all forms of the answer that count, the shown one first; what stands in brackets may be
/// left out.
fn forms(question: &Question) -> Vec<String> {
    let mut forms = Vec::new();
    for form in std::iter::once(&question.answer).chain(&question.accepted) {
        forms.push(form.clone());
        forms.extend(without_brackets(form));
    }
    forms
}

/// Returns a text without its brackets, nothing if it has none or nothing else.
fn without_brackets(text: &str) -> Option<String> {
    let (mut without, mut depth) = (String::with_capacity(text.len()), 0_usize);
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            other if depth == 0 => without.push(other),
            _ => {}
        }
    }
    let without = without.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",");
    (text.contains('(') && depth == 0 && without.chars().any(char::is_alphanumeric)).then_some(without)
}

/// Returns the ways to say it that a text offers: `colour / color`, `petrol or gasoline`.
fn alternatives(text: &str) -> Vec<String> {
    let parts: Vec<&str> = [" / ", " or ", "/"]
        .iter()
        .map(|sign| text.split(*sign).collect())
        .find(|parts: &Vec<&str>| parts.len() > 1)
        .unwrap_or_default();
    let short = parts.iter().all(|part| (1..=3).contains(&part.split_whitespace().count()));
    let spelling = |pair: &[&str]| strsim::osa_distance(pair[0], pair[1]) <= 2 && pair[0].chars().count() > 3;
    let offered = short && (text.contains(" / ") || text.contains(" or ") || parts.windows(2).all(spelling));
    if offered { parts.into_iter().map(str::to_owned).collect() } else { Vec::new() }
}

/// Judges what is right but for its form; each allowance is named.
fn loosely_right(typed: &str, forms: &[String]) -> Option<Verdict> {
    let given = folded(typed);
    let bare = without_accents(&given);
    if let Some(form) = forms.iter().find(|form| without_accents(&folded(form)) == bare) {
        return Some(Verdict::right(&format!(", mind the accents: {form}")));
    }
    if let Some(form) = forms.iter().find(|form| umlauts_written_out(&folded(form)) == given) {
        return Some(Verdict::right(&format!(", mind the accents: {form}")));
    }
    if forms.iter().flat_map(|form| alternatives(form)).any(|one| folded(&one) == given) {
        return Some(Verdict::right(", one of the ways to say it"));
    }
    let same =
        |form: &&String| !joined(form).is_empty() && (words(form) == words(typed) || joined(form) == joined(typed));
    forms.iter().find(same).map(|_| Verdict::right(", written a little differently"))
}

/// Returns the long word in which alone the two differ by one slip of the keys: a letter more, less
/// or other, or two swapped. The beginning, digits, and whatever turns the meaning must be right.
fn slip(right: &str, typed: &str) -> Option<String> {
    let (right, typed): (Vec<&str>, Vec<&str>) =
        (right.split_whitespace().collect(), typed.split_whitespace().collect());
    if right.len() != typed.len() {
        return None;
    }
    let mut wrong = right.iter().zip(&typed).filter(|(one, other)| one != other);
    let (one, other) = wrong.next().filter(|_| wrong.next().is_none())?;
    is_slip(one, other).then(|| (*one).to_owned())
}

/// Tells whether a word is another one but for a slip of the keys.
fn is_slip(right: &str, typed: &str) -> bool {
    let digits = right.chars().chain(typed.chars()).any(|c| c.is_ascii_digit());
    let same_length = right.chars().count() == typed.chars().count();
    let certain = if same_length { 2 } else { 1 };
    let begins_alike = right.chars().take(certain).eq(typed.chars().take(certain));
    let turned =
        TURNING.iter().any(|turn| right.strip_prefix(turn) == Some(typed) || typed.strip_prefix(turn) == Some(right));
    right.chars().count() >= LONG_WORD && !digits && begins_alike && !turned && strsim::osa_distance(right, typed) == 1
}

/// Judges by the words of the answer that were typed.
fn in_part(typed: &str, form: &str) -> Verdict {
    let (asked, given) = (words(form), words(typed));
    let has = |all: &[String], word: &String| all.iter().any(|other| other == word || is_slip(other, word));
    let missed: Vec<&String> = asked.iter().filter(|word| !has(&given, word)).collect();
    let added = given.iter().filter(|word| !has(&asked, word)).count();
    let turned = |list: &[String]| list.iter().filter(|word| VITAL.contains(&word.as_str())).count();
    // A number that was not asked for is another answer, not a further word.
    let other_number = given.iter().any(|word| word.contains(|c: char| c.is_ascii_digit()) && !asked.contains(word));
    if asked.is_empty() || other_number || turned(&asked) != turned(&given) {
        return Verdict::wrong("");
    }
    match missed.len() {
        0 if asked.len() >= 2 && added == 0 => Verdict::in_parts(Button::Hard, 1, 2, "all its words, in another order"),
        0 if asked.len() >= 2 && added * 2 <= asked.len() => Verdict::right(", with more than was asked"),
        missing if asked.len() >= 3 && missing > 0 && missing * 3 <= asked.len() && added * 2 <= asked.len() => {
            let missed: Vec<&str> = missed.into_iter().map(String::as_str).collect();
            let words = format!("nearly; missing: {}", missed.join(", "));
            Verdict::in_parts(Button::Hard, asked.len() - missing, asked.len(), words)
        }
        _ => Verdict::wrong(""),
    }
}

/// Judges a list: any order, credit for each item.
fn list(typed: &str, question: &Question, pool: &Pool) -> Verdict {
    let items = &question.items;
    let mut parts = parts(typed);
    let whole = format!(" {} ", words(typed).join(" "));
    let asked: Vec<String> = words(&question.prompt).iter().map(|word| singular(word)).collect();
    let mut missed = Vec::new();
    for item in items {
        let others: Vec<String> = items.iter().filter(|other| *other != item).map(|other| folded(other)).collect();
        let names = |part: &String| {
            let free =
                |given: &String| !others.contains(given) && !pool.holds_another(given, std::slice::from_ref(item));
            same_item(item, part) || slip(&folded(item), &folded(part)).is_some() && free(&folded(part))
        };
        let said = [Some(item.clone()), without_brackets(item)].into_iter().flatten().map(|form| words(&form));
        let held = said.filter(|form| !form.is_empty()).find(|form| whole.contains(&format!(" {} ", form.join(" "))));
        if let Some(place) = parts.iter().position(names) {
            parts.remove(place);
        } else if let Some(held) = held {
            // Typed without commas, an item that holds one itself, or with the noun of the prompt.
            let harmless = |word: &String| held.contains(word) || asked.contains(&singular(word));
            parts.retain(|part| !words(part).iter().all(harmless));
        } else {
            missed.push(item.as_str());
        }
    }
    // Items typed without commas between them are one part that is no item.
    let whole_names_items = parts.len() == 1 && missed.len() < items.len() && words(&parts[0]).len() > 1;
    let wrong = if whole_names_items { 0 } else { parts.len() };
    counted(items.len(), &missed, wrong)
}

/// Returns the verdict on a list by what was named.
fn counted(all: usize, missed: &[&str], wrong: usize) -> Verdict {
    let right = all - missed.len();
    let beside = if wrong > 0 { format!("; {wrong} not in the list") } else { String::new() };
    match missed.len() {
        0 if wrong == 0 => Verdict::in_parts(Button::Good, all, all, format!("all {all} of {all}")),
        0 => Verdict::in_parts(Button::Hard, all, all, format!("all {all} of {all}{beside}")),
        _ => {
            let suggested = if right * 2 >= all && wrong <= right { Button::Hard } else { Button::Again };
            let words = format!("{right} of {all}; missing: {}{beside}", missed.join(", "));
            let missed = missed.iter().map(|item| (*item).to_owned()).collect();
            Verdict { missed, ..Verdict::in_parts(suggested, right, all, words) }
        }
    }
}

/// Judges steps: as many in place as come in the order of the notes.
fn order(typed: &str, question: &Question) -> Verdict {
    let items = &question.items;
    let parts = parts(typed);
    let places: Vec<usize> =
        parts.iter().filter_map(|part| items.iter().position(|item| same_item(item, part))).collect();
    let in_order = places.windows(2).all(|pair| pair[0] < pair[1]);
    let (named, all) = (places.len(), items.len());
    match named {
        _ if named == all && in_order => Verdict::right(", in the right order"),
        _ if named == all => Verdict::in_parts(Button::Again, rising(&places), all, "all of them, in another order"),
        _ => {
            let suggested = if in_order && named * 2 >= all { Button::Hard } else { Button::Again };
            Verdict::in_parts(suggested, rising(&places), all, format!("{named} of {all} in place"))
        }
    }
}

/// Returns how many of the places stand in rising order, leaving out as few as possible.
fn rising(places: &[usize]) -> usize {
    let mut longest = vec![0_usize; places.len()];
    for (at, place) in places.iter().enumerate() {
        let before = (0..at).filter(|earlier| places[*earlier] < *place).map(|earlier| longest[earlier]).max();
        longest[at] = before.unwrap_or(0) + 1;
    }
    longest.into_iter().max().unwrap_or(0)
}

/// Tells whether a typed part names an item.
fn same_item(item: &str, part: &str) -> bool {
    let same = |form: &str| folded(form) == folded(part) || !joined(form).is_empty() && joined(form) == joined(part);
    same(item)
        || without_brackets(item).is_some_and(|form| same(&form))
        || measure(part, item).is_some_and(|verdict| verdict.percent == 100)
        || umlauts_written_out(&folded(item)) == folded(part)
}

/// Splits what was typed for a list.
fn parts(typed: &str) -> Vec<String> {
    let commas: Vec<&str> = typed.split([',', ';', '\n', '→']).flat_map(|part| part.split("->")).collect();
    let ands = commas.iter().flat_map(|part| part.split(" and ")).map(|part| part.trim_start_matches("and ").trim());
    ands.filter(|part| part.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
