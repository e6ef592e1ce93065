//! Which cards are asked with options instead of being recalled, and which options they get.

use super::confusion::with_confused;
use crate::model::Question;
use crate::questions::{OPTIONS, Siblings};
use crate::schedule::{CardState, Rules};

/// Which cards are asked with options, of those whose options passed the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// None.
    Never,
    /// Those never seen, and those forgotten so often that recalling leads nowhere.
    New,
    /// All.
    Always,
}

impl Offer {
    /// Tells whether a question is asked with options. One whose options were written by hand
    /// always is: without them it may ask nothing.
    pub fn holds(self, question: &Question, state: Option<&CardState>, rules: &Rules) -> bool {
        let leech = |state: &CardState| rules.leech_after > 0 && state.lapses >= rules.leech_after;
        let wanted = match self {
            Self::Never => false,
            Self::New => state.is_none_or(leech),
            Self::Always => true,
        };
        // An option is chosen by its number; where options are numbers themselves, nobody could tell.
        let is_number = |choice: &String| choice.trim().parse::<u32>().is_ok_and(|number| number <= 9);
        let can = !question.choices.is_empty() && !question.choices.iter().any(is_number);
        question.authored && !question.choices.is_empty() || wanted && can
    }
}

/// Returns the options of a question, the key among them, drawn anew for each of its `reviews`;
/// `confused` is what was last answered instead.
pub fn options(question: &Question, siblings: &Siblings<'_>, reviews: u32, confused: Option<&str>) -> Vec<String> {
    let drawn = siblings.options(question, OPTIONS.max(question.choices.len()), u64::from(reviews));
    let choices = drawn.map_or_else(|_| question.choices.clone(), |options| options.shown);
    match confused.filter(|_| !question.authored) {
        Some(given) => with_confused(&Question { choices, ..question.clone() }, given),
        None => choices,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Button, Day};
    use crate::notes::note;
    use crate::questions::generate;
    use crate::schedule::{Load, outcome};

    fn question(choices: &[&str]) -> Question {
        let text = "Q: What stores water?\nA: Vacuole\n";
        let mut questions = generate(&[note("a.md", "a.md", text.as_bytes()).unwrap()]).questions;
        Question {
            authored: false,
            choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
            ..questions.remove(0)
        }
    }

    fn state(lapses: u32) -> CardState {
        let good = Button::Good.quality();
        let state = outcome(question(&[]).id, None, good, Day(0), &Rules::default(), &Load::default()).state;
        CardState { lapses, ..state }
    }

    #[test]
    fn new_and_often_forgotten_cards_get_options_and_the_others_are_recalled() {
        let asked = question(&["Ribosome", "Vacuole", "Nucleus"]);
        let holds = |state: Option<&CardState>, offer: Offer| offer.holds(&asked, state, &Rules::default());
        assert!(holds(None, Offer::New) && holds(Some(&state(8)), Offer::New) && !holds(Some(&state(7)), Offer::New));
        assert!(holds(Some(&state(0)), Offer::Always) && !holds(None, Offer::Never));
        let never_a_leech = Rules { leech_after: 0, ..Rules::default() };
        assert!(!Offer::New.holds(&asked, Some(&state(9)), &never_a_leech));
        assert!(!Offer::Always.holds(&question(&[]), None, &Rules::default()), "it has none");
    }

    #[test]
    fn options_written_by_hand_are_always_there() {
        let written = Question { authored: true, ..question(&["2", "4", "8"]) };
        assert!(Offer::Never.holds(&written, Some(&state(0)), &Rules::default()));
    }

    #[test]
    fn options_that_are_small_numbers_are_not_chosen_by_number() {
        let asked = question(&["2", "4", "8"]);
        assert!(!Offer::Always.holds(&asked, None, &Rules::default()));
    }

    #[test]
    fn what_was_answered_instead_stands_among_the_options() {
        let asked = question(&["Ribosome", "Vacuole", "Nucleus"]);
        let given = options(&asked, &Siblings::of(&[]), 0, Some("Golgi"));
        assert_eq!(given, ["Ribosome", "Vacuole", "Golgi"]);
    }
}
