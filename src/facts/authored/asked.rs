//! `Q:` with `A:`, and `C:`. A card goes on to the next one, a heading or a rule; behind a blank
//! line only what surely belongs to it does.

use std::ops::Range;

use crate::facts::{Fact, Relation};
use crate::model::{Direction, Kind};

use super::script::{Role, Script};
use super::{Cards, gaps, options, written};

/// What a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Question,
    Answer,
    Sentence,
}

/// Reads all cards of these forms.
pub(super) fn read(cards: &mut Cards<'_>) {
    let marks: Vec<Option<Mark>> =
        (0..cards.script.lines.len()).map(|at| mark(&cards.script, at).filter(|_| !cards.is_taken(at))).collect();
    let has = |wanted: Mark| marks.contains(&Some(wanted));
    if !has(Mark::Question) && (!has(Mark::Sentence) || is_dialogue(&cards.script)) {
        return;
    }
    let ends = Ends::of(&cards.script, &marks);
    let mut at = 0;
    while at < marks.len() {
        at = match marks[at] {
            Some(Mark::Question) => question(cards, &marks, &ends, at),
            Some(Mark::Sentence) => sentence(cards, &ends, at),
            Some(Mark::Answer) => {
                let end = cards.script.paragraph_end(at, ends.stop(at + 1));
                cards.wrong(at..end.max(at + 1), "an answer (`A:`) without its question (`Q:`)");
                end.max(at + 1)
            }
            None => at + 1,
        };
    }
}

/// Two speakers and more are no cards.
fn is_dialogue(script: &Script<'_>) -> bool {
    script.lines.iter().any(|line| line.role == Role::Text && line.text.starts_with("B:"))
}

fn mark(script: &Script<'_>, at: usize) -> Option<Mark> {
    let line = script.lines.get(at).filter(|line| line.role == Role::Text)?;
    let text = line.text.strip_prefix("**").unwrap_or(line.text);
    let signs = [("Q:", Mark::Question), ("A:", Mark::Answer), ("C:", Mark::Sentence)];
    signs.iter().find(|(sign, _)| text.starts_with(sign)).map(|(_, mark)| *mark)
}

/// Returns a line without its mark, which may be bold, alone or with the whole line.
fn unmarked(text: &str) -> &str {
    let bold = text.starts_with("**");
    let rest = text.trim_start_matches("**").get(2..).unwrap_or("").trim();
    let rest = if bold { rest.trim_start_matches("**").trim_end_matches("**") } else { rest };
    rest.trim()
}

/// For each line the next one at which a card ends, and whether that is another card.
struct Ends {
    next: Vec<(usize, bool)>,
    /// Whether the section of a line begins with a card: then it holds cards and nothing else.
    deck: Vec<bool>,
}

impl Ends {
    fn of(script: &Script<'_>, marks: &[Option<Mark>]) -> Self {
        let count = marks.len();
        let mut next = vec![(count, false); count + 1];
        for at in (0..count).rev() {
            let parts = matches!(script.role(at), Some(Role::Heading | Role::Rule));
            let rule = script.role(at) == Some(Role::Rule);
            next[at] = if marks[at].is_some() {
                (at, true)
            } else if parts {
                (at, rule)
            } else {
                next[at + 1]
            };
        }
        let mut deck = vec![false; count];
        let mut begun = None;
        for at in 0..count {
            match script.role(at) {
                Some(Role::Heading | Role::Rule) => begun = None,
                Some(Role::Blank) => {}
                _ if begun.is_none() => begun = Some(marks[at].is_some()),
                _ => {}
            }
            deck[at] = begun == Some(true);
        }
        Self { next, deck }
    }

    /// Returns the next mark, heading or rule from a line on.
    fn stop(&self, at: usize) -> usize {
        self.next.get(at).map_or(self.next.len() - 1, |(stop, _)| *stop)
    }

    /// Tells whether what stands there lies between two cards of a section of cards.
    fn between_cards(&self, at: usize) -> bool {
        self.deck.get(at).copied().unwrap_or(false) && self.next.get(at).is_some_and(|(_, card)| *card)
    }

    /// Returns where a card ends whose text began on the line before `from`.
    fn of_text(&self, script: &Script<'_>, from: usize, first: &str) -> usize {
        let stop = self.stop(from);
        let (mut end, mut at) = (from, from);
        let mut last = first;
        while at < stop {
            if script.role(at) != Some(Role::Blank) {
                last = script.text(at);
                at += 1;
                end = at;
                continue;
            }
            while at < stop && script.role(at) == Some(Role::Blank) {
                at += 1;
            }
            let indented = script.text(at).starts_with("  ") && written::item(last).is_some();
            let open = last.trim().is_empty() || last.trim_end().ends_with(':') && last.len() > 2;
            if at >= stop || !(open || indented || self.between_cards(at)) {
                break;
            }
        }
        end
    }
}

/// Reads the question at a line; returns where to go on.
fn question(cards: &mut Cards<'_>, marks: &[Option<Mark>], ends: &Ends, at: usize) -> usize {
    let stop = ends.stop(at + 1);
    let first = unmarked(cards.script.text(at));
    if let Some((front, back)) = first.split_once(" A: ") {
        let end = ends.of_text(&cards.script, at + 1, back);
        answered(cards, front.trim().to_owned(), back, at, at + 1..end);
        return end;
    }
    if marks.get(stop) != Some(&Some(Mark::Answer)) {
        let end = ends.of_text(&cards.script, at + 1, first).max(at + 1);
        let lines = written::roles(&cards.script.lines[at + 1..end]);
        if options::asked(cards, first, &lines, at..end) {
            return end;
        }
        let end = cards.script.paragraph_end(at, stop);
        cards.wrong(at..end, "a question (`Q:`) without its answer (`A:`)");
        return end;
    }
    let front = front(cards, first, at, stop);
    let begun = unmarked(cards.script.text(stop));
    let end = ends.of_text(&cards.script, stop + 1, begun);
    let again = ends.stop(stop + 1);
    if marks.get(again) == Some(&Some(Mark::Answer)) {
        let end = cards.script.paragraph_end(again, ends.stop(again + 1));
        cards.wrong(at..end, "a second answer (`A:`) to one question");
        return end;
    }
    answered(cards, front, begun, at, stop + 1..end);
    end
}

/// Returns the text of the question itself.
fn front(cards: &Cards<'_>, first: &str, at: usize, stop: usize) -> String {
    let rest = written::roles(&cards.script.lines[at + 1..stop]);
    written::text(std::iter::once((Role::Text, first)).chain(rest))
}

/// Adds the card of a question and its answer: a list is asked for by its items, a task list by
/// its options.
fn answered(cards: &mut Cards<'_>, front: String, begun: &str, at: usize, rest: Range<usize>) {
    let range = at..rest.end;
    let mut lines = written::roles(cards.script.lines.get(rest).unwrap_or_default());
    if begun.is_empty() {
        if options::asked(cards, &front, &lines, range.clone()) {
            return;
        }
        if let Some(items) = written::items(&lines) {
            let card = cards.card(Kind::Basic, &front, &items.join(", "), &range, &front);
            cards.facts.push(Fact { items, ..card });
            return cards.take(range);
        }
    }
    lines.insert(0, (Role::Text, begun));
    let back = written::text(lines);
    if back.is_empty() {
        return cards.wrong(range, "a question (`Q:`) with an empty answer");
    }
    if front.is_empty() {
        return cards.wrong(range, "an empty question (`Q:`)");
    }
    cards.sides(&front, &back, range, false);
}

/// Reads the sentence with gaps at a line; returns where to go on.
fn sentence(cards: &mut Cards<'_>, ends: &Ends, at: usize) -> usize {
    let first = unmarked(cards.script.text(at));
    let end = ends.of_text(&cards.script, at + 1, first).max(at + 1);
    let mut lines = written::roles(&cards.script.lines[at + 1..end]);
    lines.insert(0, (Role::Text, first));
    let marked: Vec<(Role, String)> = lines
        .into_iter()
        .map(|(role, line)| (role, if role == Role::Code { line.to_owned() } else { gaps::brackets(line) }))
        .collect();
    let text = written::text(marked.iter().map(|(role, line)| (*role, line.as_str())));
    let made = gaps::cards(cards, &text, &(at..end));
    if made.is_empty() {
        cards.wrong(at..end, "a sentence (`C:`) without a [gap]");
    } else {
        cards.facts.extend(made);
        cards.take(at..end);
    }
    end
}

/// Returns which way a card of this fact is asked.
pub(crate) fn direction(fact: &Fact) -> Direction {
    match (&fact.relation, fact.kind) {
        (_, Kind::Cloze) => Direction::Cloze,
        (Relation::Authored { .. }, _) if !fact.items.is_empty() => Direction::List,
        _ => Direction::Forward,
    }
}
