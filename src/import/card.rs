//! Cards of other programs, and the notes of ours that they become.

use std::collections::BTreeMap;

use super::html::{self, Plain};
use super::{Logged, Skipped};
use crate::model::CardId;

/// Something written once that gives one card or, with gaps, several.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignNote {
    /// Its deck, outermost name first.
    pub deck: Vec<String>,
    /// What it says.
    pub text: Written,
    /// Its cards, in the order in which our reader finds them.
    pub cards: Vec<ForeignCard>,
    /// Where it stands in the file, for what is said of it.
    pub place: String,
}

/// A card of another program.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignCard {
    /// Its name there, for ever the same.
    pub key: CardId,
    /// It is not asked there.
    pub suspended: bool,
    /// Its reviews; their card is `key`.
    pub reviews: Vec<Logged>,
}

/// What a foreign note says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// A front and a back.
    Sides(Plain, Plain),
    /// A sentence with gaps as `{{c1::..}}`.
    Gaps(Plain),
}

impl Written {
    /// Returns front and back of two fields, or why they are no card.
    ///
    /// # Errors
    /// What is missing.
    pub fn sides(front: &str, back: &str) -> Result<Self, &'static str> {
        let (front, back) = (html::plain(front), html::plain(back));
        match () {
            () if front.lines.is_empty() && !front.media.is_empty() => Err("its front is a picture or a sound"),
            () if front.lines.is_empty() => Err("its front is empty"),
            () if back.lines.is_empty() && !back.media.is_empty() => Err("its back is a picture or a sound"),
            () if back.lines.is_empty() => Err("its back is empty"),
            () => Ok(Self::Sides(front, back)),
        }
    }

    /// Returns the names of the media that are left out.
    pub fn media(&self) -> impl Iterator<Item = &String> {
        let (one, other) = match self {
            Self::Sides(front, back) => (&front.media, Some(&back.media)),
            Self::Gaps(text) => (&text.media, None),
        };
        one.iter().chain(other.into_iter().flatten())
    }

    /// Returns it in the form in which notes of ours are written by hand.
    fn markdown(&self) -> String {
        match self {
            Self::Sides(front, back) => match back.items() {
                Some(items) => {
                    let items: String = items.iter().map(|item| format!("\n- {}", escaped(item))).collect();
                    format!("Q: {}\nA:{items}", side(front))
                }
                None => format!("Q: {}\nA: {}", side(front), escaped(&back.line())),
            },
            Self::Gaps(text) => gapped(&text.line()),
        }
    }
}

/// A front, in which no `A:` may begin the back.
fn side(front: &Plain) -> String {
    escaped(&front.line()).replace("A:", "A\\:")
}

/// A sentence with gaps: the marks stay, everything else is escaped.
fn gapped(text: &str) -> String {
    let marks = text.replace("{{c", "\u{1}c").replace("}}", "\u{2}");
    let line = escaped(&marks).replace("\u{1}c", "{{c").replace('\u{2}', "}}");
    // At the start of a line these would begin a block.
    if line.starts_with(['#', '-', '+', '>', '|']) { format!("\\{line}") } else { line }
}

/// Returns text in which Markdown finds nothing but the text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let characters: Vec<char> = text.chars().collect();
    let at = |place: usize| characters.get(place).copied().unwrap_or(' ');
    for (place, c) in characters.iter().copied().enumerate() {
        let before = if place == 0 { ' ' } else { at(place - 1) };
        let acts = match c {
            '\\' => at(place + 1).is_ascii_punctuation(),
            '*' | '`' | '[' | ']' | '<' => true,
            '_' => !(before.is_alphanumeric() && at(place + 1).is_alphanumeric()),
            '~' | '=' => before == c || at(place + 1) == c,
            '&' => at(place + 1) == '#' || at(place + 1).is_ascii_alphabetic(),
            '{' => place == 0,
            _ => false,
        };
        if acts {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A note as it will be written, with the line at which each foreign note begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its deck, outermost name first.
    pub deck: Vec<String>,
    /// The Markdown.
    pub text: String,
    /// What stands where: first line, 1-based, and the foreign note.
    pub notes: Vec<(u32, ForeignNote)>,
}

/// Returns the pages that foreign notes fill: one for each deck, in the order of their names.
pub fn pages(notes: Vec<ForeignNote>) -> Vec<Page> {
    let mut decks: BTreeMap<Vec<String>, Vec<ForeignNote>> = BTreeMap::new();
    for note in notes {
        decks.entry(note.deck.clone()).or_default().push(note);
    }
    decks.into_iter().map(|(deck, notes)| page(deck, notes)).collect()
}

fn page(deck: Vec<String>, notes: Vec<ForeignNote>) -> Page {
    let title = deck.last().map_or("Cards", String::as_str);
    let title: String = title.chars().filter(|c| !html::acts(*c)).collect();
    let mut text = format!("# {}\n", escaped(&title));
    let mut line = 2;
    let mut placed = Vec::with_capacity(notes.len());
    for note in notes {
        let written = note.text.markdown();
        text.push('\n');
        text.push_str(&written);
        text.push('\n');
        let lines = u32::try_from(written.matches('\n').count()).unwrap_or(u32::MAX);
        placed.push((line + 1, note));
        line += lines + 2;
    }
    Page { deck, text, notes: placed }
}

/// Lists the media of notes as left out.
pub fn media_left_out(notes: &[ForeignNote], skipped: &mut Skipped) {
    for note in notes {
        for name in note.text.media() {
            skipped.add("pictures and sounds do not come in", name.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{notes, questions};

    fn sides(front: &str, back: &str) -> ForeignNote {
        let card = ForeignCard { key: CardId(1), suspended: false, reviews: Vec::new() };
        let text = Written::sides(front, back).unwrap();
        ForeignNote { deck: vec!["Bio".into(), "Cell".into()], text, cards: vec![card], place: "note 1".into() }
    }

    /// What our own reader makes of a page: line, prompt and answer.
    fn read(page: &Page) -> Vec<(u32, String, String)> {
        let note = notes::note("n.md", "n.md", page.text.as_bytes()).unwrap();
        let questions = questions::generate(&[note]).questions;
        questions.into_iter().map(|q| (q.source.line, q.prompt, q.answer)).collect()
    }

    #[test]
    fn whatever_stands_on_a_card_is_read_back_as_it_was() {
        let texts = [
            "What is *a*_b_ and `c`?", "x_y_z and __init__", "a [link](b) ![i](j)", "1 &lt; 2 &amp;&amp; 3 &gt; 2",
            "costs $5 and $6", "a \\* b \\ c", "~~no~~ ==yes== a::b", "# no heading", "&#38;amp; entity",
            "What? A: none Q: x", "{{c1::no gap}}", "- no list",
        ];
        for (number, text) in texts.iter().enumerate() {
            let note = sides(&format!("{text} {number}?"), text);
            let expected = super::super::html::plain(text).line();
            let page = &pages(vec![note])[0];
            let [(3, prompt, answer)] = &read(page)[..] else { panic!("{}\n{:?}", page.text, read(page)) };
            assert_eq!((prompt, answer), (&format!("{expected} {number}?"), &expected), "{}", page.text);
        }
    }

    #[test]
    fn every_note_is_found_again_at_its_line() {
        let list = sides("Which?", "<ul><li>one</li><li>two</li></ul>");
        let pages = pages(vec![sides("a?", "b"), list, sides("c?", "d<br>e")]);
        let lines: Vec<u32> = pages[0].notes.iter().map(|(line, _)| *line).collect();
        let found: Vec<u32> = read(&pages[0]).iter().map(|(line, ..)| *line).collect();
        assert_eq!((lines.as_slice(), found.as_slice()), (&[3, 6, 11][..], &[3, 6, 11][..]), "{}", pages[0].text);
    }

    #[test]
    fn gaps_are_cards_one_for_each_number() {
        let mut note = sides("a", "b");
        note.text =
            Written::Gaps(html::plain("{{c2::Paris}} is in {{c1::France::country}}, <b>not</b> in {{c2::Texas}} [*]"));
        let read = read(&pages(vec![note])[0]);
        let prompts: Vec<&str> = read.iter().map(|(_, prompt, _)| prompt.as_str()).collect();
        assert_eq!(prompts, ["[...] is in France, not in [...] [*]", "Paris is in [country], not in Texas [*]"]);
    }
}
