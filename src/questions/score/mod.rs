//! The scoreboard: generated questions against a list of the facts that a note states. Any generator
//! can be scored, since only its JSON is looked at.

mod defects;
mod keywords;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use keywords::Text;

/// A question of any generator, as its JSON gives it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Its name, for the report.
    pub id: String,
    /// The structure it came from.
    pub kind: String,
    /// Which way the fact is asked.
    pub direction: String,
    /// What is asked.
    pub prompt: String,
    /// The answer.
    pub answer: String,
    /// The items of a list.
    pub items: Vec<String>,
    /// The options of a choice.
    pub choices: Vec<String>,
    /// Headings shown above the prompt.
    pub context: Vec<String>,
    /// Written by hand: taken as it is.
    pub authored: bool,
    /// Where the notes say so.
    pub source: Place,
}

/// Where a note states something.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The note.
    pub path: String,
    /// First line, from 1.
    pub line: u32,
}

/// A fact that a note states, as a person listed it.
#[derive(Clone, Debug, Deserialize)]
pub struct Expected {
    /// Its name.
    pub id: String,
    /// How much it matters.
    #[serde(default)]
    pub tier: Tier,
    /// Which way it is to be asked.
    #[serde(default)]
    pub direction: Way,
    /// The fact in a sentence.
    #[serde(default)]
    pub fact: String,
    /// What the prompt, or the headings above it, must say.
    #[serde(default)]
    pub prompt_keywords: Vec<String>,
    /// What the answer must say.
    pub answer_keywords: Vec<String>,
    /// The question would give its answer away.
    #[serde(default)]
    pub leak_risk: bool,
}

/// How much a fact matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// A careful teacher would ask it.
    #[default]
    Core,
    /// Worth asking.
    Secondary,
    /// Said again, or one example among many.
    Optional,
}

/// Which way a fact is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// From the subject to what is said of it.
    #[default]
    Forward,
    /// From what is said to the subject.
    Reverse,
}

/// A flaw that a mechanical check finds in a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Defect {
    /// The question.
    pub question: String,
    /// Name of the check.
    pub check: &'static str,
    /// What it found.
    pub found: String,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Those that are.
    pub covered: usize,
    /// All.
    pub of: usize,
}

impl Share {
    /// Returns the share in percent, 100 of nothing.
    pub fn percent(self) -> f64 {
        if self.of == 0 { 100.0 } else { 100.0 * self.covered as f64 / self.of as f64 }
    }
}

/// What one structure gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Structure {
    /// Its name.
    pub kind: String,
    /// Questions from it.
    pub questions: usize,
    /// Of them with a defect.
    pub defective: usize,
    /// Of them that ask a listed fact.
    pub useful: usize,
}

/// How questions measure up to the facts.
#[derive(Clone, Debug, Serialize)]
pub struct Score {
    /// Number of questions.
    pub questions: usize,
    /// Questions with a defect.
    pub defective: usize,
    /// Every defect.
    pub defects: Vec<Defect>,
    /// Core facts asked forward.
    pub core: Share,
    /// Reverse facts asked that do not give their answer away.
    pub reverse: Share,
    /// All facts asked forward.
    pub forward: Share,
    /// Questions for each forward fact.
    pub per_fact: f64,
    /// Questions that ask no listed fact.
    pub unused: usize,
    /// By the structure that gave them.
    pub structures: Vec<Structure>,
    /// Core facts that nothing asks, by id and sentence.
    pub missed: Vec<(String, String)>,
}

/// Scores questions against facts.
pub fn score(questions: &[Asked], facts: &[Expected]) -> Score {
    let defects = defects::find(questions);
    let texts: Vec<Text> = questions.iter().map(Text::of).collect();
    let mut used = BTreeSet::new();
    let mut missed = Vec::new();
    let mut share = |wanted: &dyn Fn(&Expected) -> bool, name_missed: bool| {
        let group: Vec<&Expected> = facts.iter().filter(|fact| wanted(fact)).collect();
        let mut covered = 0;
        for fact in &group {
            let hits = keywords::covering(&texts, fact);
            covered += usize::from(!hits.is_empty());
            if hits.is_empty() && name_missed {
                missed.push((fact.id.clone(), fact.fact.clone()));
            }
            used.extend(hits);
        }
        Share { covered, of: group.len() }
    };
    let core = share(&|fact| fact.tier == Tier::Core && fact.direction == Way::Forward, true);
    let reverse = share(&|fact| fact.direction == Way::Reverse && !fact.leak_risk, false);
    let forward = share(&|fact| fact.direction == Way::Forward, false);
    let flawed: BTreeSet<usize> = defects.iter().map(|(place, _)| *place).collect();
    Score {
        questions: questions.len(),
        defective: flawed.len(),
        core,
        reverse,
        forward,
        per_fact: questions.len() as f64 / forward.of.max(1) as f64,
        unused: questions.len() - used.len(),
        structures: structures(questions, &flawed, &used),
        missed,
        defects: defects.into_iter().map(|(_, defect)| defect).collect(),
    }
}

fn structures(questions: &[Asked], flawed: &BTreeSet<usize>, used: &BTreeSet<usize>) -> Vec<Structure> {
    let mut by_kind: BTreeMap<&str, Structure> = BTreeMap::new();
    for (place, question) in questions.iter().enumerate() {
        let row = by_kind.entry(&question.kind).or_default();
        row.kind.clone_from(&question.kind);
        row.questions += 1;
        row.defective += usize::from(flawed.contains(&place));
        row.useful += usize::from(used.contains(&place));
    }
    by_kind.into_values().collect()
}

#[cfg(test)]
mod tests;
