//! What the learner says at a question: by single keys at a choice on a terminal, else by lines; and
//! nothing, when the time is over.

use super::super::super::World;
use super::super::said::{Said, last_letter};
use super::Room;
use crate::error::Problem;
use crate::exam::{Form, Item};
use crate::terminal::{Key, Manner, Typed};

/// Columns that the keys take when they are named in words.
const KEYS_WIDTH: usize = 72;

impl Room<'_> {
    /// Waits for what the learner says at the present place.
    pub(super) fn listen(&self, world: &mut World<'_>) -> Result<Said, Problem> {
        let item = self.sitting.paper.items.get(self.place);
        let by_key = world.screen.ends().manner == Manner::Keys && item.is_none_or(|item| item.form == Form::Choice);
        let mut waiting_for = if by_key { keys(item, world.screen.ends().width) } else { line(item) };
        loop {
            let said =
                if by_key { self.key(item, &waiting_for, world)? } else { self.line(item, &waiting_for, world)? };
            // Whatever woke us, what is waited for stands on the screen already.
            waiting_for.clear();
            match said {
                // What came after the end does not count.
                _ if self.is_over() => return Ok(Said::Over),
                Some(said) => return Ok(said),
                None if by_key && self.moments.last().is_some_and(|moment| *moment <= self.elapsed_ms()) => {
                    return Ok(Said::Moment);
                }
                None => {}
            }
        }
    }

    fn line(&self, item: Option<&Item>, waiting_for: &str, world: &mut World<'_>) -> Result<Option<Said>, Problem> {
        let typed = world.screen.line_within(waiting_for, self.patience())?;
        Ok(typed.map(|typed| match typed {
            Typed::Line(line) => Said::of_line(&line, item),
            Typed::End => Said::End,
            Typed::Interrupt => Said::Interrupt,
        }))
    }

    fn key(&self, item: Option<&Item>, waiting_for: &str, world: &mut World<'_>) -> Result<Option<Said>, Problem> {
        let letters: Vec<char> =
            item.map(|item| item.lettered().map(|(letter, _)| letter).collect()).unwrap_or_default();
        let said = world.screen.key_within(waiting_for, self.moment_or_end(), |key| match key {
            Key::Char(' ') | Key::Enter => Some((Some(Said::Open), "")),
            Key::Char('g') => Some((None, "go to")),
            Key::Char(letter) => {
                let place = letters.iter().position(|option| *option == letter.to_ascii_lowercase());
                let place = place.or_else(|| letter.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1)));
                match place.and_then(|place| letters.get(place)) {
                    Some(option) => Some((Some(Said::Answer(option.to_string())), shown(*option))),
                    None => Said::of_letter(letter).map(|(said, word)| (Some(said), word)),
                }
            }
            Key::End => Some((Some(Said::End), "")),
            Key::Interrupt => Some((Some(Said::Interrupt), "")),
        })?;
        Ok(match said {
            Some(None) => match world.screen.line_within("Question number: ", self.patience())? {
                Some(Typed::Line(line)) => Some(Said::of_line(&format!("g {}", line.trim()), item)),
                _ => Some(Said::Open),
            },
            Some(said) => said,
            None => None,
        })
    }
}

/// Returns what is waited for by lines.
fn line(item: Option<&Item>) -> String {
    match item {
        Some(item) if item.form == Form::Choice => format!("Answer (a-{}), ? for help: ", last_letter(item)),
        Some(_) => "Answer, ? for help: ".to_owned(),
        None => "h, g N, n or q: ".to_owned(),
    }
}

/// Returns what is waited for by keys, in as many words as a line of the terminal holds.
fn keys(item: Option<&Item>, width: usize) -> String {
    match item {
        Some(item) if width < KEYS_WIDTH => format!("[a-{} n p f h ?] ", last_letter(item)),
        None if width < KEYS_WIDTH => "[h n p g q] ".to_owned(),
        Some(item) => format!("[a-{}] answer  [n] next  [p] back  [f] flag  [h] hand in  [?] help ", last_letter(item)),
        None => "[h] hand in  [n] first open  [p] back  [g] go to  [q] leave ".to_owned(),
    }
}

/// Returns the word that shows a letter was taken.
const fn shown(letter: char) -> &'static str {
    match letter {
        'a' => "a",
        'b' => "b",
        'c' => "c",
        'd' => "d",
        _ => "e",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_named_in_words_where_the_line_holds_them() {
        assert!(keys(None, 40).len() <= 40 && keys(None, 80).contains("hand in"));
    }
}
