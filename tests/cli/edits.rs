//! Edits that touch what cards are addressed by: the history follows where only one card can be
//! meant, and the learner is asked where two can.

use std::collections::BTreeMap;

use crate::sandbox::{CAPITALS, Sandbox};

const ORGANELLES: &str = "# Cell\n\n## Organelles\n\n| Organelle | Function |\n|---|---|\n| Ribosome | builds proteins from amino acids |\n| Mitocondrion | turns sugar into energy |\n| Vacuole | stores water |\n\n## Walls\n\n| Layer | Job |\n|---|---|\n| Membrane | lets some molecules through |\n| Cell wall | keeps the shape of plants |\n";

/// Each card that is in the notes, by prompt, with the number of its reviews.
fn reviews(sandbox: &Sandbox) -> BTreeMap<String, u64> {
    let document = sandbox.json(&["export", "cards"]);
    let present = document["cards"].as_array().unwrap().iter().filter(|row| row["state"] != "gone");
    present.map(|row| (row["prompt"].as_str().unwrap().to_owned(), row["reviews"].as_u64().unwrap_or(0))).collect()
}

/// A machine on which every card of some notes was graded.
fn learnt(notes: &[(&str, &str)]) -> Sandbox {
    let mut sandbox = notes.iter().fold(Sandbox::new(), |sandbox, (name, text)| sandbox.note(name, text));
    for day in 1..=4 {
        sandbox.later(&format!("2024-03-0{day}T15:00:00+01:00"));
        sandbox.run(&["study", ".", "--new", "99"]).types("\n4\n".repeat(40)).exits(0);
    }
    assert!(reviews(&sandbox).values().all(|reviews| *reviews > 0), "{:?}", reviews(&sandbox));
    sandbox
}

/// Checks that after an edit every card has a history, and that the store is sound.
#[track_caller]
fn keeps_all(sandbox: &Sandbox, cards: usize) {
    let after = reviews(sandbox);
    assert_eq!(after.len(), cards, "{after:?}");
    assert!(after.values().all(|reviews| *reviews > 0), "{after:?}");
    sandbox.run(&["doctor"]).exits(0).shows("all is well");
}

#[test]
fn a_typo_corrected_in_the_term_itself_costs_nothing() {
    let sandbox = learnt(&[("cell.md", ORGANELLES)]);
    let cards = reviews(&sandbox).len();
    sandbox.write("cell.md", ORGANELLES.replace("Mitocondrion", "Mitochondrion"));
    sandbox.run(&["scan"]).exits(0).shows("2 moved").hides(" new");
    keeps_all(&sandbox, cards);
    let card = sandbox.card("Which organelle turns sugar");
    sandbox.run(&["explain", &card]).exits(0).shows("it was: Mitocondrion").shows("went on from card");
}

#[test]
fn a_renamed_note_and_a_section_moved_to_another_note_cost_nothing() {
    let sandbox = learnt(&[("cell.md", ORGANELLES), ("capitals.md", CAPITALS)]);
    let cards = reviews(&sandbox).len();
    std::fs::rename(sandbox.path("cell.md"), sandbox.path("biology.md")).unwrap();
    sandbox.run(&["scan"]).exits(0).shows("moved").hides(" new").hides(" gone");
    keeps_all(&sandbox, cards);
    let (cell, walls) = ORGANELLES.split_once("## Walls").unwrap();
    sandbox.write("biology.md", cell);
    sandbox.write("walls.md", format!("# Cell\n\n## Walls{walls}"));
    sandbox.run(&["scan"]).exits(0).shows("moved").hides(" new").hides(" gone");
    keeps_all(&sandbox, cards);
}

#[test]
fn a_note_that_was_added_by_name_may_be_renamed_and_added_again() {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS);
    sandbox.run(&["study", "capitals.md"]).types("\n3\n\n3\n\n3\n").exits(0);
    std::fs::rename(sandbox.path("capitals.md"), sandbox.path("cities.md")).unwrap();
    sandbox.run(&["add", "cities.md"]).exits(0).shows("3 moved");
    keeps_all(&sandbox, 3);
}

#[test]
fn a_renamed_heading_costs_nothing_also_where_it_tells_cards_apart() {
    let note = "# Groups\n\n## Storage\n\n- **Goal**: keeps volumes and their drivers\n- **Lead**: the people of the volume drivers\n\n## Network\n\n- **Goal**: routes packets between the pods\n- **Lead**: the people who write the proxies\n";
    let sandbox = learnt(&[("groups.md", note)]);
    let cards = reviews(&sandbox).len();
    sandbox.write("groups.md", note.replace("## Storage", "## Volumes and disks"));
    sandbox.run(&["scan"]).exits(0).hides(" new").hides(" gone");
    keeps_all(&sandbox, cards);
}

#[test]
fn terms_that_changed_places_are_asked_about() {
    let sandbox = learnt(&[("cell.md", ORGANELLES)]);
    let swapped = ORGANELLES.replace("Ribosome", "@").replace("Vacuole", "Ribosome").replace('@', "Vacuole");
    sandbox.write("cell.md", swapped);
    let scan = sandbox.run(&["scan"]).exits(0).shows("ambiguous").shows("askback reconcile");
    assert!(!scan.out.contains("moved"), "{scan}");
    let document = sandbox.json(&["reconcile"]);
    let row = &document["ambiguous"][0];
    assert_eq!((row["former"]["answer"].is_string(), row["now"]["id"].is_string()), (true, true), "{document}");
    sandbox.run(&["reconcile", "--accept"]).exits(0).shows("joined");
    assert_eq!(sandbox.json(&["reconcile"])["ambiguous"], serde_json::json!([]));
    keeps_all(&sandbox, reviews(&sandbox).len());
    sandbox.run(&["scan"]).exits(0).shows("nothing changed");
    sandbox.write("cell.md", std::fs::read_to_string(sandbox.path("cell.md")).unwrap() + "\n");
    sandbox.run(&["scan"]).exits(0).shows("none new");
    keeps_all(&sandbox, reviews(&sandbox).len());
}

#[test]
fn a_row_taken_out_beside_a_new_one_with_the_same_answer_is_asked_about() {
    let note = "# Organs\n\n| Organ | Job |\n|---|---|\n| Kidney | filters blood |\n| Heart | pumps blood around |\n";
    let sandbox = learnt(&[("organs.md", note)]);
    sandbox.write("organs.md", note.replace("| Kidney |", "| Liver |"));
    sandbox.run(&["study", "."]).exits(0).shows("2 cards may be in your notes under another name");
    sandbox.run(&[]).exits(0).shows("askback reconcile");
    let liver = |sandbox: &Sandbox| reviews(sandbox)["What is the job of the liver?"];
    assert_eq!(liver(&sandbox), 0);
    sandbox.run(&["reconcile"]).types("n\nn\n").exits(0).shows("Kidney").shows("2 kept apart");
    assert_eq!((liver(&sandbox), sandbox.json(&["reconcile"])["ambiguous"].clone()), (0, serde_json::json!([])));
    sandbox.write("organs.md", note.replace("| Kidney |", "| Liver |") + "\nMore.\n");
    sandbox.run(&["scan"]).exits(0).hides("ambiguous");
    sandbox.run(&["doctor"]).exits(0);
}

#[test]
fn what_was_joined_can_be_parted_again() {
    let sandbox = learnt(&[("capitals.md", CAPITALS)]);
    sandbox.write("capitals.md", CAPITALS.replace("capital of Italy", "captial of Italy"));
    sandbox.run(&["scan"]).exits(0).shows("1 moved");
    keeps_all(&sandbox, 3);
    sandbox.run(&["reconcile", "--undo"]).exits(0).shows("two cards again").shows("captial of Italy");
    assert_eq!(reviews(&sandbox)["What is the captial of Italy?"], 0);
    sandbox.write("capitals.md", CAPITALS.replace("capital of Italy", "captial of Italy") + "\nMore.\n");
    sandbox.run(&["scan"]).exits(0).hides("moved").hides("ambiguous");
    sandbox.write("capitals.md", CAPITALS);
    sandbox.run(&["scan"]).exits(0);
    keeps_all(&sandbox, 3);
    sandbox.run(&["reconcile", "--undo"]).exits(1).tells("nothing to take back");
}

#[test]
fn a_scan_tells_beforehand_what_becomes_of_each_card() {
    let sandbox = learnt(&[("capitals.md", CAPITALS), ("cell.md", ORGANELLES)]);
    let before = std::fs::read(sandbox.store()).unwrap();
    std::fs::rename(sandbox.path("cell.md"), sandbox.path("biology.md")).unwrap();
    sandbox.write(
        "capitals.md",
        CAPITALS.replace("Rome", "Roma").replace("of Spain?\nA: Madrid", "of Portugal?\nA: Lisbon"),
    );
    let said = sandbox.run(&["scan", "--dry-run"]).exits(0).shows("moved").shows("cell.md:7)").shows("biology.md:7");
    let said = said.shows("(the answer was: Rome)").shows("capital of Portugal").shows("capital of Spain");
    assert!(said.count("\n  gone ") == 1 && said.count("\n  new ") == 1 && said.count("\n  changed ") == 1, "{said}");
    assert_eq!(std::fs::read(sandbox.store()).unwrap(), before);
}

#[test]
fn a_changed_answer_is_asked_soon_although_its_card_is_not_due() {
    let mut sandbox = learnt(&[("capitals.md", CAPITALS)]);
    sandbox.later("2024-03-05T15:00:00+01:00");
    sandbox.run(&["study", "."]).exits(0).shows("Nothing is due");
    sandbox.write("capitals.md", CAPITALS.replace("Rome", "Roma"));
    let asked =
        sandbox.run(&["study", "."]).types("\n3\n").exits(0).shows("1 with a changed answer").shows("1 card to go");
    asked.shows("Changed in your notes; the answer was: Rome").shows("Saved: good");
    sandbox.run(&["study", "."]).exits(0).shows("Nothing is due");
    sandbox.run(&["doctor"]).exits(0);
}

#[test]
fn an_answer_put_back_as_it_was_is_no_news() {
    let sandbox = learnt(&[("capitals.md", CAPITALS)]);
    sandbox.write("capitals.md", CAPITALS.replace("Rome", "Roma"));
    sandbox.run(&["scan"]).exits(0);
    sandbox.write("capitals.md", CAPITALS.replace("Rome", "Rome ") + "\n");
    sandbox.run(&["scan"]).exits(0);
    let card = sandbox.card("Italy");
    sandbox.run(&["explain", &card]).exits(0).hides("it was:");
}
