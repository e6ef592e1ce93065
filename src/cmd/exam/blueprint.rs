//! Which blueprint an exam is made by, and reading it.

use std::path::Path;

use super::super::counted;
use super::super::world::World;
use super::draft;
use crate::error::Problem;
use crate::exam::{Blueprint, Slip};
use crate::files;
use crate::model::Question;
use crate::store::Store;

/// The blueprints that come with the program.
pub(super) const SHIPPED: [(&str, &str); 2] =
    [("sigs", include_str!("../../../decks/sigs.toml")), ("kcna", include_str!("../../../decks/kcna.toml"))];

/// The shipped blueprint that is made over the built-in decks.
pub(super) const OF_BUILT_IN: &str = "sigs";

/// The file that is looked for where none is named.
const USUAL: &str = "exam.toml";

/// Reads the blueprint that was typed. Without one it is `exam.toml` in this folder, else the one
/// of the built-in decks where these are studied, else one drafted over all `questions` of the notes.
///
/// # Errors
/// If it cannot be read, or a line of it says nothing known; the line is named.
pub(in crate::cmd) fn load(
    typed: Option<&str>,
    questions: &[Question],
    store: &Store,
    world: &mut World<'_>,
) -> Result<Blueprint, Problem> {
    if let Some(typed) = typed {
        return named(typed);
    }
    if Path::new(USUAL).is_file() {
        world.tell(&format!("The blueprint is {USUAL} in this folder."))?;
        return named(USUAL);
    }
    let own = store.roots()?.iter().any(|root| !root.hidden && root.kind != "builtin");
    if !own {
        return named(OF_BUILT_IN);
    }
    let draft = draft::of_all(questions)?;
    let domains = counted(draft.domains.len(), "domain");
    world.tell(&format!(
        "No blueprint named, so this is one over all your notes ({domains}). To change it:  askback exam new"
    ))?;
    Ok(draft)
}

/// Reads the blueprint that was typed, or the file in this folder, only to say what is wrong with it
/// before anything else is done.
pub(super) fn check(typed: Option<&str>) -> Result<(), Problem> {
    let usual = Path::new(USUAL).is_file().then_some(USUAL);
    typed.or(usual).map_or(Ok(()), |name| named(name).map(drop))
}

/// Reads a blueprint by its path, or by its name if it is shipped and no file is called so.
fn named(typed: &str) -> Result<Blueprint, Problem> {
    let shipped = SHIPPED.iter().find(|(name, _)| *name == typed).filter(|_| !Path::new(typed).is_file());
    let (place, text) = match shipped {
        Some((name, text)) => (format!("{name}.toml"), (*text).to_owned()),
        None => (typed.to_owned(), read(typed)?),
    };
    Blueprint::read(&text).map_err(|slip| problem(&place, slip))
}

fn read(typed: &str) -> Result<String, Problem> {
    let names: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
    let hint = format!("name a file, or one of: {}; `askback exam new` drafts one", names.join(", "));
    if !Path::new(typed).exists() {
        return Err(Problem::usage(format!("{typed}: there is no such blueprint")).hinted(hint));
    }
    files::read_text(Path::new(typed)).map_err(|error| Problem::usage(error.to_string()).hinted(hint))
}

/// Returns a slip as a problem with its place.
fn problem(place: &str, slip: Slip) -> Problem {
    Problem::usage(format!("{place}:{}: {}", slip.line, slip.what)).hinted(slip.hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_blueprint_can_be_read() {
        for (name, text) in SHIPPED {
            let blueprint = Blueprint::read(text).unwrap_or_else(|slip| panic!("{name}.toml:{slip}"));
            let weights: f64 = blueprint.domains.iter().map(|domain| domain.weight).sum();
            assert!((weights - 100.0).abs() < 1e-9, "{name}: weights are percents and sum to {weights}");
        }
    }
}
