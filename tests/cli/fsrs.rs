//! FSRS as the scheduler of a deck: chosen in `config.toml`, kept in the log, and left again.

use crate::sandbox::{CAPITALS, Sandbox, many};

const CONFIG: &str = "../config/askback/config.toml";
const FSRS: &str = "[schedule]\nscheduler = \"fsrs\"\nspread = false\n";

fn with(config: &str) -> Sandbox {
    let sandbox = Sandbox::new().note("capitals.md", CAPITALS).note("law/courts.md", many(2));
    sandbox.write(CONFIG, config);
    sandbox.run(&["add", "."]).exits(0);
    sandbox
}

/// Returns the field of the only card whose prompt holds a text.
#[track_caller]
fn field(sandbox: &Sandbox, text: &str, name: &str) -> serde_json::Value {
    sandbox.json(&["cards", "list", "--text", text])["cards"][0][name].clone()
}

#[track_caller]
fn grade(sandbox: &mut Sandbox, day: u32, text: &str, grade: &str) -> u64 {
    sandbox.later(&format!("2024-03-{day:02}T15:00:00+01:00"));
    sandbox.run(&["grade", &sandbox.card(text), grade]).exits(0);
    field(sandbox, text, "interval_days").as_u64().unwrap()
}

/// Returns the rows of the export: the rules and the interval that each review left.
fn log(sandbox: &Sandbox) -> Vec<(String, u64)> {
    let document = sandbox.json(&["export", "reviews"]);
    let rows = document["reviews"].as_array().unwrap().iter();
    rows.map(|row| (row["scheduler"].as_str().unwrap().into(), row["interval_after_days"].as_u64().unwrap())).collect()
}

#[test]
fn under_fsrs_every_interval_is_that_of_its_memory_and_the_log_names_the_rules() {
    let mut sandbox = with(FSRS);
    let given = [(1, "good"), (3, "good"), (14, "hard"), (31, "again")]
        .map(|(day, key)| grade(&mut sandbox, day, "France", key));
    assert_eq!(given, [2, 11, 32, 2]);
    let tags: Vec<String> = log(&sandbox).into_iter().map(|(tag, _)| tag).collect();
    assert_eq!(tags, ["fsrs6+r90+cap3650"; 4]);
    sandbox.run(&["explain", &sandbox.card("France")]).shows("stability 2.3 days, difficulty 8.3 of 10").exits(0);
    sandbox.run(&["doctor"]).exits(0);
}

#[test]
fn what_each_key_would_give_is_what_it_then_gives_and_an_undo_takes_it_back() {
    let mut sandbox = with("[schedule]\nscheduler = \"fsrs\"\nretention = 80\n");
    for (day, key) in [(1, "good"), (6, "easy")] {
        grade(&mut sandbox, day, "Spain", key);
    }
    sandbox.later("2024-03-30T15:00:00+01:00");
    let card = sandbox.card("Spain");
    let told = sandbox.run(&["explain", &card]).exits(0);
    let [next] = told.lines_after("Next: ")[..] else { panic!("{told}") };
    let before = (field(&sandbox, "Spain", "due"), field(&sandbox, "Spain", "interval_days"));
    for told in next.split(" | ") {
        let (key, interval) = told.split_once(' ').unwrap();
        sandbox.run(&["grade", &card, key]).exits(0);
        let explained = sandbox.run(&["explain", &card]).exits(0);
        assert!(explained.out.contains(&format!("interval {interval},")), "{told}: {explained}");
        sandbox.run(&["undo"]).exits(0);
        assert_eq!((field(&sandbox, "Spain", "due"), field(&sandbox, "Spain", "interval_days")), before, "{told}");
    }
    sandbox.run(&["doctor"]).exits(0);
}

#[test]
fn a_deck_has_a_scheduler_and_a_retention_of_its_own() {
    let mut sandbox = with("[deck.\"notes/law\"]\nscheduler = \"fsrs\"\nretention = 95\nlongest_days = 60\n");
    for day in [1, 4, 12] {
        grade(&mut sandbox, day, "item 1", "good");
        grade(&mut sandbox, day, "Italy", "good");
    }
    let tags: Vec<String> = log(&sandbox).into_iter().map(|(tag, _)| tag).collect();
    assert_eq!(tags, ["fsrs6+r95+cap60", "sm2+late+early+cap3650"].repeat(3));
    let easy = grade(&mut sandbox, 31, "item 1", "easy");
    assert!(easy <= 60, "{easy}");
    sandbox.run(&["config"]).shows("deck.\"notes/law\".scheduler").exits(0);
}

#[test]
fn a_change_to_fsrs_and_back_begins_from_all_answers_and_changes_nothing_that_was() {
    let past = [(1, "good"), (2, "good"), (9, "again"), (10, "good")];
    let mut changing = with("");
    for (day, key) in past {
        grade(&mut changing, day, "France", key);
    }
    let before = log(&changing);
    changing.write(CONFIG, FSRS);
    assert_eq!(log(&changing), before, "a setting moves nothing by itself");
    let changed = grade(&mut changing, 20, "France", "good");

    let mut always = with(FSRS);
    for (day, key) in past {
        grade(&mut always, day, "France", key);
    }
    assert_eq!(grade(&mut always, 20, "France", "good"), changed, "the memory is that of all answers");

    changing.write(CONFIG, "[schedule]\nspread = false\n");
    let ease = field(&changing, "France", "ease").as_f64().unwrap();
    let back = grade(&mut changing, 31, "France", "good");
    assert!(back >= changed, "SM-2 goes on from the interval there is: {changed} {back} {ease}");
    assert!((ease - 2.18).abs() < 1e-9, "the ease was counted on: {ease}");
    changing.run(&["doctor"]).exits(0);
}

#[test]
fn the_log_gives_the_same_under_fsrs_on_another_machine_and_out_of_its_export() {
    let mut one = with("[schedule]\nscheduler = \"fsrs\"\n");
    for (day, key) in [(1, "good"), (4, "again"), (5, "good"), (9, "hard"), (17, "easy")] {
        for card in ["France", "Italy", "item 2"] {
            grade(&mut one, day, card, key);
        }
    }
    let states = |sandbox: &Sandbox| sandbox.json(&["cards", "list"])["cards"].clone();
    let mut other = with("");
    other.later("2024-03-18T15:00:00+01:00");
    other.run(&["merge", one.store().to_str().unwrap()]).exits(0);
    assert_eq!(states(&other), states(&one));
    other.run(&["doctor"]).exits(0);

    one.run(&["export", "reviews", "-o", "all.csv"]).exits(0);
    let mut third = with("");
    third.later("2024-03-18T15:00:00+01:00");
    third.write("all.csv", std::fs::read(one.path("all.csv")).unwrap());
    third.run(&["import", "all.csv"]).exits(0);
    assert_eq!(states(&third), states(&one));
    third.run(&["doctor"]).exits(0);
}

#[test]
fn a_store_of_an_earlier_version_knows_its_memories_at_once() {
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for version in [1, 9] {
        let sandbox = Sandbox::new().store_of(std::fs::read(data.join(format!("store-v{version}.db"))).unwrap());
        sandbox.write(CONFIG, FSRS);
        let sandbox = sandbox.at("2024-03-10T15:00:00+01:00");
        let cards = sandbox.json(&["cards", "list"])["cards"].clone();
        let known = cards.as_array().unwrap().iter().find(|card| card["interval_days"].as_u64() > Some(6)).unwrap();
        sandbox.run(&["explain", known["id"].as_str().unwrap()]).shows("stability ").exits(0);
        let store = rusqlite::Connection::open(sandbox.store()).unwrap();
        let least: i64 = store.query_row("select min(stability_s) from record", [], |row| row.get(0)).unwrap();
        assert!(least > 80, "schema {version}: {least}");
        sandbox.run(&["doctor"]).shows("the store is sound");
    }
}

#[test]
fn records_that_a_killed_migration_left_to_replay_are_built_by_the_next_program() {
    let mut sandbox = with(FSRS);
    grade(&mut sandbox, 1, "France", "good");
    let store = rusqlite::Connection::open(sandbox.store()).unwrap();
    store.execute_batch("update record set stability_s = 0; insert into stale (why) values ('memory')").unwrap();
    drop(store);
    sandbox.run(&["explain", &sandbox.card("France")]).shows("stability 2.3 days").exits(0);
    sandbox.run(&["doctor"]).exits(0);
}
