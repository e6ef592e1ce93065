//! `askback exam new`: a blueprint drafted from the learner's notes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use super::super::{Done, World, counted, deck_of};
use super::ground;
use crate::error::Problem;
use crate::exam::{Blueprint, Domain, Feeds, Form, apportioned};
use crate::files;
use crate::model::Question;

/// Domains beyond which files are taken together by their folder.
const MOST_DOMAINS: usize = 12;

/// Questions of a drafted exam, if the notes hold as many facts.
const QUESTIONS: usize = 60;

/// Seconds for a question.
const SECONDS: usize = 90;

/// A domain to be: what it is called, the key and the text of what feeds it, and its facts.
struct Part {
    name: String,
    key: &'static str,
    feed: String,
    facts: usize,
}

pub(super) fn run(output: &Path, force: bool, world: &mut World<'_>) -> Done {
    let to_stdout = output == Path::new("-");
    if output.exists() && !force && !to_stdout {
        return Err(Problem::usage(format!("{}: is there already", output.display()))
            .hinted("name another file with -o, or replace it with --force"));
    }
    let mut store = world.open()?;
    let code = ground::read_notes(&mut store, world)?;
    let parts = parts(&ground::questions(&store, world)?);
    store.close()?;
    if parts.is_empty() {
        return Err(Problem::failed("your notes give no questions yet")
            .hinted("to see why, line by line:  askback generate --coverage PATH"));
    }
    let text = written(&parts);
    if to_stdout {
        world.data().write_all(text.as_bytes())?;
    } else {
        files::write_whole(output, text.as_bytes())?;
        let domains = counted(parts.len(), "domain");
        world.prose(&format!("{}: a blueprint with {domains}. Change it as you like, then:", output.display()))?;
        world.say(&format!("  askback exam {} --dry-run   what it would ask", output.display()))?;
        world.say(&format!("  askback exam {}             the exam", output.display()))?;
    }
    Ok(code)
}

/// Returns a blueprint over all these questions.
pub(super) fn of_all(questions: &[Question]) -> Result<Blueprint, Problem> {
    let parts = parts(questions);
    let numbers = Numbers::of(&parts);
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut domains = Vec::new();
    for (part, weight) in parts.iter().zip(&numbers.weights) {
        let mut feeds = Feeds::default();
        match part.key {
            "headings" => feeds.heading(&part.feed).map_err(Problem::failed)?,
            _ => feeds.deck(&part.feed),
        }
        domains.push(Domain { name: part.name.clone(), weight: *weight as f64, feeds });
    }
    let questions = number(numbers.questions.max(1));
    Ok(Blueprint {
        name: "All notes".to_owned(),
        questions,
        minutes: number(numbers.minutes),
        domains,
        ..Blueprint::default()
    })
}

/// What a draft says in numbers.
struct Numbers {
    questions: usize,
    minutes: usize,
    /// Percents, which sum to 100.
    weights: Vec<usize>,
}

impl Numbers {
    fn of(parts: &[Part]) -> Self {
        let facts: usize = parts.iter().map(|part| part.facts).sum();
        let questions = facts.min(QUESTIONS);
        let weights: Vec<f64> = parts.iter().map(|part| part.facts as f64).collect();
        let weights = apportioned(&weights, 100).into_iter().map(|weight| weight.max(1)).collect();
        Self { questions, minutes: (questions * SECONDS).div_ceil(60), weights }
    }
}

/// Divides the questions: by their note; many notes by their folder, a single one by its headings.
fn parts(questions: &[Question]) -> Vec<Part> {
    let by_note = by(questions, |question| Some(deck_of(&question.note).to_owned()));
    if by_note.len() == 1 {
        let mut by_heading = (0..=3).map(|level| by(questions, |question| heading(question, level)));
        if let Some(divided) = by_heading.find(|parts| (2..=MOST_DOMAINS).contains(&parts.len())) {
            return named(divided, "headings");
        }
    }
    let mut level = 16;
    let mut divided = by_note;
    while divided.len() > MOST_DOMAINS && level > 1 {
        level -= 1;
        divided = by(questions, |question| Some(folder(deck_of(&question.note), level)));
    }
    named(divided, "decks")
}

/// Counts the facts of the questions that belong together.
fn by(questions: &[Question], part: impl Fn(&Question) -> Option<String>) -> BTreeMap<String, usize> {
    let mut facts: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    for question in questions {
        if let Some(name) = part(question) {
            facts.entry(name).or_default().insert(question.family);
        }
    }
    facts.into_iter().map(|(name, facts)| (name, facts.len())).collect()
}

/// Returns the heading of a level above a question, the lowest above that if there is none.
fn heading(question: &Question, level: usize) -> Option<String> {
    question.context.get(level).or_else(|| question.context.last()).cloned()
}

/// Returns the first parts of a deck's name.
fn folder(deck: &str, level: usize) -> String {
    deck.split('/').take(level).collect::<Vec<_>>().join("/")
}

/// Names the parts, by the last part of their feed where that tells them apart.
fn named(parts: BTreeMap<String, usize>, key: &'static str) -> Vec<Part> {
    let short =
        |feed: &str| if key == "decks" { feed.rsplit('/').next().unwrap_or(feed).to_owned() } else { feed.to_owned() };
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    parts.keys().for_each(|feed| *times.entry(short(feed)).or_default() += 1);
    let name = |feed: &str| if times.get(&short(feed)) == Some(&1) { short(feed) } else { feed.to_owned() };
    parts.into_iter().map(|(feed, facts)| Part { name: name(&feed), key, feed, facts }).collect()
}

/// Writes a draft as a file to be changed.
fn written(parts: &[Part]) -> String {
    let Numbers { questions, minutes, weights } = Numbers::of(parts);
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let kinds = Form::ALL.map(|form| quoted(form.word())).join(", ");
    let mut text = format!(
        "# The blueprint of a mock exam. Every line may be changed; a slip is told with its line.\n\
         name = \"Mock exam\"\n\
         questions = {questions}\n\
         minutes = {minutes}       # 0 is without end\n\
         pass_mark = 75     # percent of the weighted score\n\
         kinds = [{kinds}]\n\
         clock = \"running\"  # while the exam is left; or \"paused\"\n\
         misses_due = true  # what was missed is due for study the same day\n\
         # seed = 1         # the same draw each time\n"
    );
    for (part, weight) in parts.iter().zip(weights) {
        let _ = write!(
            text,
            "\n[[domain]]\nname = {}\nweight = {weight}\n{} = [{}]\n",
            quoted(&part.name),
            part.key,
            quoted(&part.feed)
        );
    }
    text + "\n# A domain is fed by files, headings, decks and tags of the front matter; the first that fits has\n# a question, and one that names none has what is left:\n# files = [\"k8s/*.md\", \"storage.md#Volumes\"]\n# headings = [\"Services\", \"Network*\"]\n# tags = [\"exam\"]\n"
}
