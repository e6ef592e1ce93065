//! A quiz as textbooks print it: a question, lettered options, and the letter that is right,
//! marked at the option or named below. The reason that follows belongs to the card.

use crate::facts::text::normal;
use crate::facts::{Fact, Relation};
use crate::model::Kind;

use super::script::Role;
use super::{Cards, written};

/// What marks an option as the right one, at its end.
const RIGHT: &[&str] = &[
    "[correct]", "(correct)", "[correct answer]", "(correct answer)", "← correct", "<- correct", "✓", "✔", "✔️", "✅",
];

/// An option as it is printed.
struct Choice {
    text: String,
    /// It says that it is right.
    marked: bool,
    /// It is bold from end to end.
    bold: bool,
}

/// Reads every question that stands above lettered options of which one is known to be right.
pub(super) fn read(cards: &mut Cards<'_>) {
    let mut at = 0;
    while at < cards.script.lines.len() {
        let begins = is_open(cards, at) && choice(cards.script.text(at), 0).is_some();
        at = if begins { item(cards, at).unwrap_or(at + 1) } else { at + 1 };
    }
}

/// Tells whether a line may belong to a question.
fn is_open(cards: &Cards<'_>, at: usize) -> bool {
    cards.script.role(at) == Some(Role::Text) && !cards.is_taken(at)
}

/// Reads the question whose first option stands at a line; returns where it ends.
fn item(cards: &mut Cards<'_>, at: usize) -> Option<usize> {
    let (choices, end) = choices(cards, at);
    let from = stem_start(cards, at)?;
    let stem = stem(cards, from, at);
    if choices.len() < 2 || stem.split_whitespace().count() < 2 {
        return None;
    }
    let (key, end) = key(cards, &choices, end)?;
    let end = reason_end(cards, end);
    let card = cards.card(Kind::Basic, &stem, &choices[key].text, &(from..end), &stem);
    cards.facts.push(answered(card, &choices, key)?);
    cards.take(from..end);
    Some(end)
}

/// Returns the lettered options from a line on, and where they end.
fn choices(cards: &Cards<'_>, at: usize) -> (Vec<Choice>, usize) {
    let (mut found, mut end, mut line) = (Vec::new(), at, at);
    while let Some(role) = cards.script.role(line) {
        match choice(cards.script.text(line), found.len()).filter(|_| is_open(cards, line)) {
            Some(next) => {
                found.push(next);
                end = line + 1;
            }
            None if role == Role::Blank && line == end => {}
            None => break,
        }
        line += 1;
    }
    (found, end)
}

/// Returns the option of a line if it bears the letter of that place: `B)`, `(b)`, `- **B.**`.
fn choice(line: &str, place: usize) -> Option<Choice> {
    let line = line.trim_start();
    let line = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line).trim();
    let ticked = ["✅", "✓", "✔"].iter().find_map(|sign| line.strip_prefix(sign));
    let line = ticked.unwrap_or(line).trim_start_matches(['\u{fe0f}', ' ']);
    let inner = line.trim_start_matches("**");
    let whole = inner.len() < line.len() && line.ends_with("**") && line.matches("**").count() == 2;
    let inner = inner.strip_prefix('(').unwrap_or(inner);
    let letter =
        inner.bytes().next().filter(|byte| usize::from(byte.to_ascii_lowercase()) == usize::from(b'a') + place)?;
    let rest = inner.get(1..).filter(|_| letter.is_ascii_alphabetic())?.strip_prefix([')', '.', ':'])?;
    let rest = rest.strip_prefix("**").unwrap_or(rest);
    let text = rest.strip_prefix(' ')?.trim();
    let (text, marked) = without_mark(text);
    let bold = whole || text.len() > 4 && text.starts_with("**") && text.ends_with("**");
    let text = written::plain(text.trim_start_matches("**").trim_end_matches("**"));
    (!text.is_empty()).then_some(Choice { text, marked: marked || ticked.is_some(), bold })
}

/// Returns the text of an option without what says that it is right, and whether that stood there.
fn without_mark(text: &str) -> (&str, bool) {
    let closed = text.trim_end_matches(['*', '_', ' ', '\u{fe0f}']);
    let ends = |sign: &&&str| {
        let from = closed.len().checked_sub(sign.len());
        from.and_then(|from| closed.get(from..)).is_some_and(|end| end.eq_ignore_ascii_case(sign))
    };
    match RIGHT.iter().find(ends) {
        Some(sign) => (closed[..closed.len() - sign.len()].trim_end().trim_end_matches([' ', '*']), true),
        None => (text, false),
    }
}

/// Returns the first line of the question above the options.
fn stem_start(cards: &Cards<'_>, at: usize) -> Option<usize> {
    let above = (0..at).rev().take(2).find(|line| cards.script.role(*line) != Some(Role::Blank))?;
    let stands = |line: usize| is_open(cards, line) && choice_letter(cards.script.text(line)).is_none();
    if cards.script.role(above) == Some(Role::Heading) {
        return (!cards.is_taken(above)).then_some(above);
    }
    if !stands(above) {
        return None;
    }
    let begins = |line: usize| written::item(cards.script.text(line)).is_some() || numbered(cards.script.text(line));
    let mut from = above;
    while !begins(from) && from > 0 && above - from < 4 && stands(from - 1) {
        from -= 1;
    }
    Some(from)
}

/// Returns the place of an option's letter.
fn choice_letter(line: &str) -> Option<usize> {
    (0..8).find(|place| choice(line, *place).is_some())
}

/// Tells whether a line says `Q1:` or `Question 2.` before what it asks.
fn numbered(line: &str) -> bool {
    without_number(line.trim_start_matches(['#', '*', ' '])).1
}

fn without_number(line: &str) -> (&str, bool) {
    let word = ["Question", "QUESTION", "question", "Q", "q"].iter().find_map(|word| line.strip_prefix(word));
    let Some(rest) = word else { return (line, false) };
    let rest = rest.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    rest.strip_prefix([':', '.', ')']).map_or((line, false), |text| (text, true))
}

/// Returns what is asked, or nothing if the lines above the options ask nothing.
fn stem(cards: &Cards<'_>, from: usize, to: usize) -> String {
    let lines: Vec<&str> = cards.script.lines[from..to].iter().map(|line| line.text).collect();
    let bare = |line: &str| -> String {
        let line = line.trim().trim_start_matches('#').trim_start();
        let line = written::item(line).unwrap_or(line);
        let (bold, text) = line.strip_prefix("**").map_or(("", line), |text| ("**", text));
        let (text, cut) = without_number(text);
        let text = if cut { text.trim_start().trim_start_matches("**") } else { text };
        let closes = bold.is_empty() || text.contains("**");
        format!("{}{}", if closes && !cut { bold } else { "" }, text.trim())
    };
    let text = written::text(
        lines.iter().map(|line| bare(line)).collect::<Vec<_>>().iter().map(|line| (Role::Text, line.as_str())),
    );
    let text = text.trim_matches(['*', ' ']).to_owned();
    let asks = text.ends_with(['?', ':', '…']) || text.ends_with("...") || text.contains("__");
    if asks { text } else { String::new() }
}

/// Returns which option is right and where the question ends with that.
fn key(cards: &Cards<'_>, choices: &[Choice], end: usize) -> Option<(usize, usize)> {
    let only = |is: fn(&Choice) -> bool| {
        let mut right = (0..choices.len()).filter(|place| is(&choices[*place]));
        right.next().filter(|_| right.next().is_none())
    };
    if let Some(place) = only(|choice| choice.marked) {
        return Some((place, end));
    }
    named(cards, choices, end).or_else(|| only(|choice| choice.bold).map(|place| (place, end)))
}

/// Returns the option that the lines below name: `**Answer: B**`, or what a `<details>` hides.
fn named(cards: &Cards<'_>, choices: &[Choice], end: usize) -> Option<(usize, usize)> {
    let mut announced = false;
    for line in (end..cards.script.lines.len()).take(8) {
        if matches!(cards.script.role(line), Some(Role::Heading | Role::Rule)) {
            return None;
        }
        let text = without_tags(cards.script.text(line));
        let text = text.trim_matches(['*', '_', '>', ' ', '-']).trim();
        if text.is_empty() {
            continue;
        }
        let label = after_label(text);
        let said = label.unwrap_or(text).trim_matches(['*', '_', ' ']);
        if label.is_none() && !announced {
            return None;
        }
        if said.is_empty() {
            announced = true;
            continue;
        }
        return place_of(said, choices).map(|place| (place, closing(cards, line + 1)));
    }
    None
}

/// Returns where the tags end that close what a line stands in.
fn closing(cards: &Cards<'_>, mut end: usize) -> usize {
    while cards.script.text(end).trim_start().starts_with("</") {
        end += 1;
    }
    end
}

/// Returns a line without its HTML tags.
fn without_tags(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, inside)) = rest.split_once('<') {
        text.push_str(before);
        let Some((_, after)) = inside.split_once('>') else { break };
        text.push(' ');
        rest = after;
    }
    text.push_str(rest);
    text
}

/// Returns what follows `Answer:` and its like.
fn after_label(text: &str) -> Option<&str> {
    const LABELS: &[&str] = &[
        "correct answer", "right answer", "the answer is", "show answer", "answer", "ans", "correct", "key", "solution",
    ];
    let label =
        LABELS.iter().find(|label| text.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label)))?;
    let rest = &text[label.len()..];
    let parted = rest.is_empty() || rest.starts_with([':', ' ', '*', '.', '-', '–', '—']);
    parted.then(|| rest.trim_start_matches([':', ' ', '*', '.', '-', '–', '—']))
}

/// Returns the option that an answer names by its letter or its text.
fn place_of(said: &str, choices: &[Choice]) -> Option<usize> {
    let said = said.strip_prefix('(').unwrap_or(said);
    let same = |text: &str| choices.iter().position(|choice| normal(&choice.text) == normal(text));
    let letter = said.bytes().next().map(|byte| byte.to_ascii_lowercase()).filter(u8::is_ascii_lowercase)?;
    let place = usize::from(letter - b'a');
    let rest = said.get(1..).unwrap_or("");
    let alone = rest.is_empty()
        || rest.starts_with([')', '.', ':', '*', ','])
        || rest.starts_with(" -")
        || rest.starts_with(" –")
        || rest.starts_with(" —");
    if place < choices.len() && (alone || rest.starts_with(' ') && same(rest) == Some(place)) {
        return Some(place);
    }
    same(said)
}

/// Returns where the reason ends that follows the options.
fn reason_end(cards: &Cards<'_>, end: usize) -> usize {
    let first = (end..cards.script.lines.len()).take(2).find(|line| cards.script.role(*line) != Some(Role::Blank));
    let says = |line: &usize| {
        let text = cards.script.text(*line).trim_start_matches(['*', '_', '>', '-', ' ']).to_lowercase();
        ["explanation", "rationale", "reason:", "why:"].iter().any(|word| text.starts_with(word))
    };
    first.filter(says).map_or(end, |line| cards.script.paragraph_end(line, cards.script.lines.len()).max(end))
}

/// Returns the card: where all of them are right they are asked for by name, and what only speaks
/// of the other options is no option.
fn answered(card: Fact, choices: &[Choice], key: usize) -> Option<Fact> {
    let of_others = |choice: &Choice| {
        let text = normal(&choice.text);
        text.ends_with("of the above") || text.ends_with("of these") || text.starts_with("both ") && text.len() <= 12
    };
    let others: Vec<String> =
        choices.iter().filter(|choice| !of_others(choice)).map(|choice| choice.text.clone()).collect();
    if !of_others(&choices[key]) {
        let mut distinct: Vec<String> = others.iter().map(|text| normal(text)).collect();
        distinct.sort();
        distinct.dedup();
        let fine = others.len() >= 2 && distinct.len() == others.len();
        return fine.then_some(Fact { relation: Relation::Authored { options: others }, ..card });
    }
    let all = normal(&choices[key].text).starts_with("all ") && others.len() >= 2;
    all.then(|| Fact { object: others.join(", "), items: others, ..card })
}

#[cfg(test)]
mod tests {
    use crate::facts::{Fact, Relation, read};
    use crate::notes::note;

    fn cards(text: &str) -> Vec<Fact> {
        let read = read(&note("n.md", "n.md", text.as_bytes()).unwrap());
        assert_eq!(read.malformed, [], "{text}");
        read.facts.into_iter().filter(|fact| matches!(fact.relation, Relation::Authored { .. })).collect()
    }

    fn options(fact: &Fact) -> Vec<String> {
        match &fact.relation {
            Relation::Authored { options } => options.clone(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_printed_quiz_gives_its_question_its_options_and_the_marked_one() {
        for text in [
            "**Q1: Which organ filters blood?**\nA) Heart\nB) Kidney *[CORRECT]\nC) Skin\n**Explanation:** It does.\n",
            "1. Which organ filters blood?\n   - A. Heart\n   - B. Kidney ✅\n   - C. Skin\n",
            "Q: Which organ filters blood?\na) Heart\nb) Kidney\nc) Skin\n\n**Answer: B**\n",
            "### Which organ filters blood?\n\n- A) Heart\n- **B) Kidney**\n- C) Skin\n",
            "**Which organ filters blood?**\n\n(a) Heart\n(b) Kidney\n(c) Skin\n\n<details>\n<summary>Answer</summary>\n\nB) Kidney\n\n</details>\n",
            "Question 3: Which organ filters blood?\n\nA) Heart\n\nB) Kidney\n\nC) Skin\n\nCorrect answer: Kidney\n",
        ] {
            let found = cards(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(
                (found[0].subject.as_str(), found[0].object.as_str()),
                ("Which organ filters blood?", "Kidney"),
                "{text}"
            );
            assert_eq!(options(&found[0]), ["Heart", "Kidney", "Skin"], "{text}");
        }
    }

    #[test]
    fn all_of_the_above_asks_for_all_and_is_never_an_option() {
        let right = cards("What can follow?\nA) Fever\nB) Cough\nC) All of the above [correct]\n");
        assert_eq!(right[0].items, ["Fever", "Cough"]);
        assert_eq!(options(&right[0]), [""; 0]);
        let wrong = cards("What follows?\nA) Fever [correct]\nB) Cough\nC) None of the above\n");
        assert_eq!(options(&wrong[0]), ["Fever", "Cough"]);
    }

    #[test]
    fn options_without_a_known_right_one_and_lettered_prose_are_no_card() {
        for text in [
            "Which organ filters blood?\nA) Heart\nB) Kidney\n",
            "Which organ filters blood?\nA) Heart [correct]\nB) Kidney [correct]\n",
            "The parts are\nA) Heart\nB) Kidney ✓\n",
            "A. Smith wrote it.\nB. Jones read it.\n",
            "What follows?\nA) Fever\nB) Cough\nC) None of the above [correct]\n",
            "Which organ filters blood?\nA) Heart\nB) Kidney\n\nAnswer: A kidney does.\n",
        ] {
            assert_eq!(cards(text), [], "{text}");
        }
    }

    #[test]
    fn each_question_of_a_quiz_cites_its_own_lines() {
        let text = "## Quiz\n\n**Q1: Which organ filters blood?**\nA) Heart\nB) Kidney [correct]\n**Explanation:** So.\n\n**Q2: Which organ pumps it?**\nA) Heart [correct]\nB) Kidney\n";
        let lines: Vec<(u32, u32)> = cards(text).iter().map(|fact| (fact.line, fact.end_line)).collect();
        assert_eq!(lines, [(3, 6), (8, 10)]);
    }
}
