//! Edits as learners make them, drawn by a seed.

use rand::rngs::ChaCha8Rng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, RngExt};

use crate::notes::{Fact, Form, Look, Note, PLAIN, RESERVE, Section, Tag};

/// Tags of facts that are written in by edits begin here.
const WRITTEN_IN: Tag = 1_000;

/// Notes after an edit.
pub(crate) struct Edited {
    pub(crate) notes: Vec<Note>,
    pub(crate) look: Look,
    /// The facts that are not to be attached.
    pub(crate) open: Vec<Tag>,
}

type Edit = fn(&mut Vec<Note>, &mut ChaCha8Rng) -> Option<Vec<Tag>>;

/// Edits after which every history is kept, by name.
pub(crate) const PLAIN_EDITS: [(&str, Edit); 14] = [
    ("a typo corrected in a term", typo_in_term),
    ("a term in other words", longer_term),
    ("a term with another name", other_term),
    ("an answer edited", answer),
    ("a heading renamed", heading),
    ("a note renamed", rename_note),
    ("a section moved to another note", move_section),
    ("a note split in two", split),
    ("rows put in", put_in),
    ("rows in another order", shuffle),
    ("sections in another order", sections),
    ("a column renamed", column),
    ("a row taken out", take_out),
    ("a note renamed and an answer edited", rename_and_edit),
];

/// Edits that can be read in two ways, by name.
pub(crate) const OPEN_EDITS: [(&str, Edit); 5] = [
    ("two terms exchanged", exchange),
    ("a row taken out beside a new one like it", replace_by_like),
    ("a row taken out beside a new one with the same short answer", replace_by_equal),
    ("two rows with one answer, both renamed", equal_answers),
    ("a row taken out and its name given to another", name_given_on),
];

/// Ways of writing the same, by name.
pub(crate) const LOOKS: [(&str, Look); 5] = [
    ("wrapped at 40 columns", Look { width: 40, ..PLAIN }),
    ("wrapped at 200 columns", Look { width: 200, ..PLAIN }),
    ("Windows line ends", Look { crlf: true, ..PLAIN }),
    ("decomposed accents", Look { decomposed: true, ..PLAIN }),
    ("a paragraph above", Look { above: "Read this again before the exam.\n\n", ..PLAIN }),
];

/// Applies an edit; nothing if these notes have no place for it.
pub(crate) fn edited(notes: &[Note], edit: Edit, rng: &mut ChaCha8Rng) -> Option<Edited> {
    let mut notes = notes.to_vec();
    let open = edit(&mut notes, rng)?;
    Some(Edited { notes, look: PLAIN, open })
}

fn any_section<'a>(notes: &'a mut [Note], rng: &mut impl Rng) -> &'a mut Section {
    let all: Vec<(usize, usize)> =
        notes.iter().enumerate().flat_map(|(note, held)| (0..held.sections.len()).map(move |at| (note, at))).collect();
    let (note, section) = *all.choose(rng).unwrap();
    &mut notes[note].sections[section]
}

fn any_fact<'a>(notes: &'a mut [Note], rng: &mut impl Rng) -> &'a mut Fact {
    any_section(notes, rng).facts.choose_mut_in(rng)
}

trait ChooseMut<T> {
    fn choose_mut_in(&mut self, rng: &mut impl Rng) -> &mut T;
}

impl<T> ChooseMut<T> for Vec<T> {
    fn choose_mut_in(&mut self, rng: &mut impl Rng) -> &mut T {
        let at = rng.random_range(0..self.len());
        &mut self[at]
    }
}

/// Drops, doubles or exchanges a letter inside the longest word.
fn with_typo(text: &str, rng: &mut impl Rng) -> Option<String> {
    let word = text.split(' ').max_by_key(|word| word.chars().count()).filter(|word| word.chars().count() >= 5)?;
    let mut letters: Vec<char> = word.chars().collect();
    let at = rng.random_range(1..letters.len() - 2);
    match rng.random_range(0..3) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        _ if letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        _ => letters.insert(at, letters[at]),
    }
    let wrong: String = letters.into_iter().collect();
    (wrong != word).then(|| text.replacen(word, &wrong, 1))
}

fn typo_in_term(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    let fact = any_fact(notes, rng);
    fact.cells[0] = with_typo(&fact.cells[0], rng)?;
    Some(Vec::new())
}

fn longer_term(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    let section = any_section(notes, rng);
    let (cards, sentences) = (section.form == Form::Cards, section.form == Form::Sentences);
    let term = &mut section.facts.choose_mut_in(rng).cells[0];
    *term = match term.split_once(' ') {
        Some((first, rest)) if cards || sentences => format!("{first} usual {rest}"),
        None if sentences => return None,
        _ => format!("{term} proper"),
    };
    Some(Vec::new())
}

/// Only where the answer is long enough to tell the fact without its name.
fn other_term(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    const NAMES: [&str; 4] = ["Zymurgy", "Quillwork", "Umbellation", "Fletching"];
    let section = any_section(notes, rng);
    if !matches!(section.form, Form::Terms) {
        return None;
    }
    let fact = section.facts.choose_mut_in(rng);
    fact.cells[0] = (*NAMES.choose(rng)?).to_owned();
    let long = fact.cells[1].split(' ').filter(|word| word.len() > 3).count() >= 5;
    long.then(Vec::new)
}

fn answer(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    let section = any_section(notes, rng);
    if section.form == Form::Sentences {
        return None;
    }
    let cell = section.facts.choose_mut_in(rng).cells.last_mut()?;
    *cell = if rng.random_bool(0.5) { format!("{cell} as a rule") } else { with_typo(cell, rng)? };
    Some(Vec::new())
}

fn heading(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    any_section(notes, rng).heading = "What to know by heart".into();
    Some(Vec::new())
}

fn rename_note(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    let note = notes.choose_mut_in(rng);
    note.name = format!("new/{}", note.name);
    if rng.random_bool(0.3) {
        note.title = format!("{} again", note.title);
    }
    Some(Vec::new())
}

fn move_section(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    let (from, to) = (rng.random_range(0..notes.len()), rng.random_range(0..notes.len()));
    if from == to {
        return None;
    }
    let section = notes[from].sections.remove(0);
    notes[to].sections.push(section);
    Some(Vec::new())
}

fn split(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    let note = notes.choose_mut_in(rng);
    let section = note.sections.pop()?;
    let title = if rng.random_bool(0.5) { note.title.clone() } else { section.heading.clone() };
    let name = format!("part-{}", note.name);
    notes.push(Note { name, title, sections: vec![section] });
    Some(Vec::new())
}

/// Returns a fact of the reserve with as many cells as a section needs.
fn reserve(cells: usize, rng: &mut impl Rng) -> Option<Fact> {
    let fitting: Vec<Vec<String>> = RESERVE
        .iter()
        .map(|line| line.split(" / ").map(str::to_owned).collect::<Vec<_>>())
        .filter(|fact| fact.len() == cells)
        .collect();
    let tag = WRITTEN_IN + rng.random_range(0..1_000_000);
    fitting.choose(rng).cloned().map(|cells| Fact { tag, cells })
}

fn put_in(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    let section = any_section(notes, rng);
    if matches!(section.form, Form::Sentences | Form::Cards) {
        return None;
    }
    let at = rng.random_range(0..=section.facts.len());
    let fact = reserve(section.facts[0].cells.len(), rng)?;
    section.facts.insert(at, fact);
    Some(Vec::new())
}

fn shuffle(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    any_section(notes, rng).facts.shuffle(rng);
    Some(Vec::new())
}

fn sections(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    notes.choose_mut_in(rng).sections.reverse();
    Some(Vec::new())
}

fn column(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    match &mut any_section(notes, rng).form {
        Form::Table(headers) => *headers.last_mut()? = "Remark".into(),
        _ => return None,
    }
    Some(Vec::new())
}

fn take_out(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    let section = any_section(notes, rng);
    let at = rng.random_range(0..section.facts.len());
    section.facts.remove(at);
    Some(Vec::new())
}

fn rename_and_edit(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    answer(notes, rng)?;
    for note in notes.iter_mut() {
        note.name = format!("moved/{}", note.name);
    }
    Some(Vec::new())
}

fn exchange(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    let section = any_section(notes, rng);
    let (one, other) = (rng.random_range(0..section.facts.len()), rng.random_range(0..section.facts.len()));
    if one == other || section.form == Form::Sentences {
        return None;
    }
    let (first, second) = (section.facts[one].cells[0].clone(), section.facts[other].cells[0].clone());
    (section.facts[one].cells[0], section.facts[other].cells[0]) = (second, first);
    Some(vec![section.facts[one].tag, section.facts[other].tag])
}

/// A new row takes the place of one, with most of its words in the answer.
fn replace_by_like(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    let section = any_section(notes, rng);
    if section.form == Form::Sentences {
        return None;
    }
    let old = section.facts.choose_mut_in(rng);
    if old.cells[1].split(' ').count() < 4 {
        return None;
    }
    let gone = old.tag;
    let last = old.cells.last()?.split(' ').next_back()?.to_owned();
    let name = if section.form == Form::Cards { "Which of them came last in the row?" } else { "Quern" };
    let old = section.facts.iter_mut().find(|fact| fact.tag == gone)?;
    old.tag = WRITTEN_IN + gone;
    old.cells[0] = name.into();
    old.cells.iter_mut().skip(1).for_each(|cell| *cell = cell.replace(&last, "something else"));
    (old.cells.len() == 2).then(|| vec![gone, WRITTEN_IN + gone])
}

/// A new row takes the place of one and has its short answer.
fn replace_by_equal(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    let section = any_section(notes, rng);
    let cards = section.form == Form::Cards;
    let fact = section.facts.choose_mut_in(rng);
    if fact.cells.len() != 2 || fact.cells[1].split(' ').count() > 3 {
        return None;
    }
    let gone = fact.tag;
    fact.tag = WRITTEN_IN + gone;
    fact.cells[0] = if cards { "What stood beside the forum in those days?".into() } else { "le bidule".into() };
    Some(vec![gone, WRITTEN_IN + gone])
}

/// Two rows say the same, and both get other names: nobody can tell which is which.
fn equal_answers(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    let section = any_section(notes, rng);
    if section.form != Form::Terms {
        return None;
    }
    let (one, other) = (section.facts[0].tag, section.facts[1].tag);
    let shared = section.facts[0].cells[1].clone();
    (section.facts[0].cells, section.facts[1].cells) =
        (vec!["Quern".into(), shared.clone()], vec!["Fardel".into(), shared]);
    Some(vec![one, other])
}

/// A row goes, and another row gets its name.
fn name_given_on(notes: &mut Vec<Note>, rng: &mut ChaCha8Rng) -> Option<Vec<Tag>> {
    let section = any_section(notes, rng);
    if !matches!(section.form, Form::Terms) {
        return None;
    }
    let gone = section.facts.remove(0);
    let heir = section.facts.choose_mut_in(rng);
    heir.cells[0] = gone.cells[0].clone();
    Some(vec![gone.tag, heir.tag])
}
