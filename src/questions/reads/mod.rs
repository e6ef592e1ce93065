//! Checks of the reading: a header that names something, a statement whose subject and object
//! are things, a definition that is one, a reverse that points at one thing.

use super::vet::Check;

mod defined;
mod pointed;
mod table;
mod told;

use defined::definition;
use pointed::{listed, pointed};
use table::{header, label};
use told::{object, subject};

/// The checks of the reading in their order.
pub(super) const CHECKS: &[Check] = &[
    ("its header is a noun", header),
    ("its label is an attribute", label),
    ("its subject is a thing", subject),
    ("its object is a thing", object),
    ("its definition is a noun", definition),
    ("points at one thing", pointed),
    ("its list has one owner", listed),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::questions::{of_note, prompts};

    #[test]
    fn what_a_thing_does_without_or_often_is_does_not_define_it() {
        let all = prompts(
            "# Sea\n\n- **Gig**: no need for a mast, since it is rowed\n- **Cutter**: usually with one mast and two headsails\n- **Brig**: a ship with two masts\n",
        );
        assert_eq!(all, ["What is Brig?", "What is the term for a ship with two masts?"]);
    }

    #[test]
    fn a_sign_that_a_sentence_sets_is_no_term() {
        let all = prompts("# Sea\n\nx is a variable of the wind. A brig is a ship with two masts.\n");
        assert!(
            all.contains(&"What is a brig?".to_owned()) && all.iter().all(|prompt| !prompt.contains(" x?")),
            "{all:?}"
        );
    }

    #[test]
    fn no_term_is_asked_by_what_it_does_under_a_pronoun() {
        let all = prompts(
            "# Sea\n\n- **Lead line**: It measures the depth of the water below the keel of a ship\n- **Log**: It measures the speed of a ship through the water\n",
        );
        assert!(all.iter().all(|prompt| !prompt.contains("term for it")), "{all:?}");
    }

    #[test]
    fn what_is_hard_to_do_defines_nothing() {
        let all = prompts(
            "# Sea\n\n## Lead line\n\nThe **lead line** is not commonly used in practice. It is difficult to know in advance the speed of the ship and the depth of the water.\n",
        );
        assert_eq!(all, Vec::<String>::new());
    }

    fn checks(text: &str) -> BTreeSet<&'static str> {
        of_note(text).refused.iter().map(|refused| refused.check).collect()
    }

    #[test]
    fn a_part_that_many_things_play_is_not_asked_back() {
        let all = prompts("# Sea\n\n**Fog** is a product of warm air, cold water and still wind.\n");
        assert!(all.iter().all(|prompt| !prompt.ends_with("called?")), "{all:?}");
        let all = prompts("# Sea\n\n**Fog** was a catalyst of many wrecks along the coast of England.\n");
        assert!(all.is_empty(), "{all:?}");
    }

    #[test]
    fn a_header_that_waits_for_its_noun_is_not_asked() {
        let text = "# Clays\n\n| Clay | Ideal for | Colour |\n|---|---|---|\n| Kaolin | fine porcelain | white |\n\
            | Marl | roof tiles | grey |\n| Loam | garden pots | brown |\n";
        let all = prompts(text);
        assert!(all.iter().all(|prompt| !prompt.contains("ideal for of")), "{all:?}");
        assert!(all.iter().any(|prompt| prompt.contains("colour of")), "{all:?}");
    }

    #[test]
    fn one_word_is_no_definition() {
        let all = prompts("# Floods\n\n- **Great Flood**: Holland\n- **Dike**: a wall of earth against the sea\n");
        assert!(all.iter().all(|prompt| !prompt.contains("Great Flood")), "{all:?}");
        assert!(all.iter().any(|prompt| prompt.contains("ike")), "{all:?}");
    }

    #[test]
    fn a_header_that_is_an_adjective_is_not_asked_as_a_noun() {
        let text = "# Signs\n\n| Octal | Symbolic |\n|---|---|\n| 640 | read by a group |\n| 600 | read by one user |\n\
            | 700 | all for one user |\n";
        assert!(prompts(text).iter().all(|prompt| !prompt.starts_with("What is the symbolic")));
        assert!(checks(text).contains("its header is a noun"));
    }

    #[test]
    fn the_header_stands_in_the_number_of_its_answer() {
        let text = "# Poisons\n\n| Poison | Antidotes |\n|---|---|\n| Heparin | Protamine |\n| Iron | Deferoxamine |\n\
            | Lead | Dimercaprol, Succimer |\n";
        let all = prompts(text);
        assert!(all.contains(&"What is the antidote for Heparin?".to_owned()), "{all:?}");
        assert!(all.iter().any(|prompt| prompt.starts_with("What are the antidotes ")), "{all:?}");
    }

    #[test]
    fn a_numbered_row_is_named_by_its_header() {
        let text = "# Stages of Labor\n\n| Stage | Duration |\n|---|---|\n| 1 | up to 20 hours |\n| 2 | up to 2 hours |\n\
            | 3 | up to 30 minutes |\n";
        let all = prompts(text);
        assert!(all.iter().all(|prompt| !prompt.ends_with(" of 1?")), "{all:?}");
        assert!(all.iter().any(|prompt| prompt.contains("stage 1")), "{all:?}");
    }

    #[test]
    fn rivals_are_named_before_what_one_of_them_has() {
        let text = "# Stores\n\n## Block vs File vs Object\n\n| Aspect | Block | File | Object |\n|---|---|---|---|\n\
            | Purpose | run one database fast | share folders among hosts | keep backups for years |\n\
            | Ideal for | boot volumes alone | home folders of teams | media of web sites |\n";
        let all = prompts(text);
        assert!(
            all.iter().any(|prompt| prompt.starts_with("Which of ") && prompt.contains("has this purpose: ")),
            "{all:?}"
        );
        assert!(all.iter().all(|prompt| !prompt.contains("has this ideal for")), "{all:?}");
        let found = of_note(text);
        let named = found.questions.iter().find(|question| question.prompt.contains("has this purpose: run"));
        assert_eq!(named.map(|question| question.choices.join(", ")).as_deref(), Some("Block, File, Object"));
    }

    #[test]
    fn a_statement_whose_object_is_no_thing_is_not_asked() {
        let text = "# Crews\n\n**Harbour crews** hold themselves accountable for every load.\n\n\
            **Dock planners** improve continuously through small trials.\n";
        let all = prompts(text);
        assert!(all.iter().all(|prompt| !prompt.contains("hold?") && !prompt.ends_with("improve?")), "{all:?}");
    }

    #[test]
    fn a_plain_description_of_one_of_many_is_not_asked_back() {
        let wide = prompts("# Tools\n\n**Prometheus** is a free open-source monitoring tool.\n");
        assert!(wide.iter().all(|prompt| !prompt.ends_with(" called?")), "{wide:?}");
    }

    #[test]
    fn a_quality_is_no_definition() {
        let text = "# Methods\n\n## Terms\n\n- **PASTA**: risk-based, linking business aims with technical needs\n\
            - **STRIDE**: a model of six threats to a system\n- **Trike**: a model of risks that are accepted\n";
        let all = prompts(text);
        assert!(all.iter().all(|prompt| prompt != "What is PASTA?"), "{all:?}");
        assert!(all.iter().any(|prompt| prompt == "What is STRIDE?"), "{all:?}");
    }

    #[test]
    fn a_quality_is_not_asked_back() {
        let all =
            prompts("# Methods\n\n## Terms\n\n- **PASTA**: risk-based, linking business aims with technical needs\n");
        assert!(all.iter().all(|prompt| !prompt.contains("risk-based")), "{all:?}");
    }

    #[test]
    fn an_example_or_a_common_way_is_no_subject() {
        let all =
            prompts("# Sites\n\nA **common method** is a second site which takes over when the first one fails.\n");
        assert!(all.iter().all(|prompt| !prompt.contains("common method") && !prompt.ends_with(" called?")), "{all:?}");
    }

    #[test]
    fn a_noun_that_the_prompt_says_is_not_repeated_by_each_part_of_the_answer() {
        let all = of_note("# Law\n\n**Laws** are classified as public law or private law.\n").questions;
        let kinds = all.iter().find(|question| question.prompt == "What are laws classified as?");
        assert_eq!(kinds.map(|question| question.answer.as_str()), Some("public or private"));
    }

    #[test]
    fn a_heading_that_is_the_subject_is_not_put_before_the_prompt() {
        let text = "# Stores\n\n## Dynamo\n\n**Dynamo** is a key-value store of one vendor.\n\n## Riak\n\n\
            **Dynamo** is a paper on a store that never refuses a write.\n";
        let all = prompts(text);
        assert!(all.iter().all(|prompt| !prompt.starts_with("In Dynamo")), "{all:?}");
    }

    #[test]
    fn a_single_bullet_answers_the_heading_above_it() {
        let all = prompts(
            "# Harbour\n\n## What is a pilot?\n\n- a person who guides ships through narrow water\n\n## Mooring\n\n- the rope that holds a ship at the quay\n",
        );
        assert!(all.contains(&"What is a pilot?".to_owned()), "{all:?}");
        assert!(all.iter().any(|prompt| prompt.to_lowercase().contains("mooring")), "{all:?}");
    }

    #[test]
    fn what_stands_below_the_list_of_contents_is_asked() {
        let text = "# Notes\n\n## Contents\n\n- [Money](#money)\n\n### Money\n\n- **Ledger**: the book in which every sum is written\n\
            - **Teller**: the person who counts coins at a desk\n";
        assert!(prompts(text).iter().any(|prompt| prompt.contains("edger")), "{:?}", prompts(text));
    }

    #[test]
    fn a_header_of_things_needed_asks_which_are() {
        let text = "# Levels\n\n| Level | Votes needed |\n|---|---|\n| Sandbox | simple majority |\n| Graduated | two thirds of all |\n";
        assert!(prompts(text).contains(&"Which votes are needed for Sandbox?".to_owned()), "{:?}", prompts(text));
    }

    #[test]
    fn a_label_that_says_how_many_is_not_counted_again() {
        let all = prompts(
            "# Heart\n\n- Four chambers: right atrium, right ventricle, left atrium, left ventricle\n- Septum: the wall between the halves of the heart\n",
        );
        assert!(all.contains(&"What are the four chambers?".to_owned()), "{all:?}");
    }

    #[test]
    fn a_quality_includes_nothing() {
        let text = "# Toxidromes\n\n- **Sympathomimetic**: cocaine, amphetamines\n- **Sedatives**: a group of drugs that calm\n";
        let all = prompts(text);
        assert!(all.iter().all(|prompt| !prompt.contains("ympathomimetic include")), "{all:?}");
        assert!(checks(text).contains("its list has one owner"));
    }

    #[test]
    fn a_count_without_its_things_and_a_class_alone_tell_nothing() {
        let all = prompts(
            "# Knots\n\n**A sailor** knows five kinds of knots. **A bowline** is a method. **A hitch** holds a rope.\n",
        );
        assert!(all.iter().all(|prompt| !prompt.contains("sailor") && !prompt.contains("bowline")), "{all:?}");
    }
}
