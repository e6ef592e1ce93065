//! `config.toml`: what it says holds, what says more goes before it, and a slip is named.

use crate::sandbox::{CAPITALS, Sandbox, many};

/// A machine with notes and a `config.toml`.
fn with(config: &str) -> Sandbox {
    let sandbox = Sandbox::new().note("numbers.md", many(50));
    sandbox.write("../config/askback/config.toml", config);
    sandbox
}

#[test]
fn a_setting_of_the_file_holds_and_an_option_goes_before_it() {
    let sandbox = with("[day]\nnew = 5\n");
    sandbox.run(&["study", ".", "--new", "7"]).shows("7 cards to go").exits(0);
    sandbox.study("").shows("5 cards to go");
    assert_eq!(sandbox.json(&["due"])["counts"]["new"], 5, "every command knows it");
}

#[test]
fn the_environment_goes_before_the_file_and_an_option_before_both() {
    let sandbox = with("store = \"~/in-file.db\"\n");
    let from = |sandbox: &Sandbox, args: &[&str]| {
        let shown = sandbox.run(args).with("ASKBACK_STORE", "environment.db").exits(0).out;
        shown.lines().find(|line| line.starts_with("store ")).unwrap().split_whitespace().last().unwrap().to_owned()
    };
    assert_eq!(from(&sandbox, &["config"]), "ASKBACK_STORE");
    assert_eq!(from(&sandbox, &["config", "--store", "typed.db"]), "--store");
    sandbox.run(&["config"]).shows("~/in-file.db").shows("line 1").exits(0);
    sandbox.study("\n\n");
    assert!(sandbox.path("../in-file.db").exists(), "~/ is the home folder");
}

#[test]
fn a_deck_has_settings_of_its_own_and_the_nearest_folder_counts() {
    let sandbox = Sandbox::new()
        .note("bio/cell.md", many(9))
        .note("bio/plants.md", CAPITALS)
        .note("law.md", CAPITALS.replace("capital", "highest court"));
    sandbox.write(
        "../config/askback/config.toml",
        "[deck.\"notes/bio\"]\nnew = 2\nstrict = true\n[deck.\"notes/bio/plants\"]\ncards = false\n",
    );
    sandbox.study(&"\ngood\n".repeat(2)).shows("5 cards to go").hides("capital");
    let left = sandbox.json(&["due"]);
    let decks: Vec<&str> =
        left["cards"].as_array().unwrap().iter().map(|card| card["deck"].as_str().unwrap()).collect();
    let of = |deck: &str| decks.iter().filter(|name| name.ends_with(deck)).count();
    assert_eq!((of("bio/cell") + of("law"), of("bio/plants")), (3, 0), "{decks:?}");
    let reviews = sandbox.run(&["export", "reviews", "--json"]).exits(0).json();
    for row in reviews["reviews"].as_array().unwrap() {
        let strict = row["deck"].as_str().unwrap().ends_with("bio/cell");
        assert_eq!(row["scheduler"] == "sm2", strict, "{row}");
    }
}

#[test]
fn the_day_begins_at_the_hour_that_was_set() {
    let mut sandbox = with("[day]\nstarts_at = 6\nnew = 5\n").at("2024-03-01T23:00:00+01:00");
    sandbox.study(&"\n3\n".repeat(5)).shows("5 graded");
    sandbox.later("2024-03-02T05:59:00+01:00");
    sandbox.study("").shows("Nothing is due now.");
    sandbox.later("2024-03-02T06:00:00+01:00");
    sandbox.study("").shows("10 cards to go");
}

#[test]
fn a_slip_in_the_file_is_told_with_its_line_and_stops_every_command() {
    for command in [&["study", "."][..], &["due"], &["config"], &[]] {
        let shown = with("[day]\n\nmew = 3\n").run(command).exits(2);
        shown.tells("config.toml:3: day.mew: there is no such setting here").tells("hint: did you mean `new`?");
    }
    with("[day\n").run(&["due"]).exits(2).tells("config.toml:1: ");
    with("store = \"here.db\"\n").run(&["due"]).exits(2).tells("config.toml:1: store: here.db is another file");
}

#[test]
fn a_file_that_was_named_must_be_there_and_one_that_was_not_need_not() {
    let sandbox = Sandbox::new();
    sandbox.run(&["config"]).shows("(not there; ").exits(0);
    sandbox.run(&["config", "--config", "other.toml"]).exits(1).tells("other.toml: ");
    sandbox.write("other.toml", "[day]\nnew = 3\n");
    sandbox.run(&["config", "--config", "other.toml"]).shows("other.toml").exits(0);
}

#[test]
fn every_setting_is_shown_with_its_value_and_where_it_comes_from() {
    let sandbox = with("[day]\nnew = 5\n[deck.law]\nleech_after = 3\n");
    let shown = sandbox.run(&["config"]).exits(0);
    let line = |name: &str| shown.out.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    let words = |name: &str| line(name).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words("day.new "), ["day.new", "5", "line", "2"]);
    assert_eq!(words("day.reviews "), ["day.reviews", "200", "default"]);
    assert_eq!(words("deck.\"law\".leech_after"), ["deck.\"law\".leech_after", "3", "line", "4"]);
    let json = sandbox.json(&["config"]);
    let rows = json["settings"].as_array().unwrap();
    let row = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap();
    assert_eq!((&row("day.new")["value"], &row("day.new")["from"]), (&5.into(), &"line 2".into()));
    assert_eq!(row("leech_after")["deck"], "law");
}

#[test]
fn the_template_sets_nothing_and_its_lines_may_all_be_taken_as_they_are() {
    let sandbox = Sandbox::new();
    let template = sandbox.run(&["config", "--template"]).exits(0).out;
    let shown = |config: &str| {
        sandbox.write("mine.toml", config);
        let json = sandbox.run(&["config", "--config", "mine.toml", "--json"]).exits(0).json();
        json["settings"].as_array().unwrap().clone()
    };
    let untouched = shown(&template);
    assert!(untouched.iter().all(|row| row["from"] == "default"), "{untouched:?}");
    let set = |line: &&str| line.contains(" = ") && !line.contains("\"...\"");
    let open: Vec<&str> = template
        .lines()
        .map(|line| line.strip_prefix("# ").filter(set).unwrap_or(if line.starts_with('[') { line } else { "" }))
        .take_while(|line| !line.starts_with("cards"))
        .collect();
    let taken = shown(&open.join("\n"));
    let value = |row: &serde_json::Value| (row["name"].clone(), row["value"].clone());
    assert_eq!(taken.iter().map(value).collect::<Vec<_>>(), untouched.iter().map(value).collect::<Vec<_>>());
    assert!(taken.iter().filter(|row| row["from"] != "default").count() > 12, "{taken:?}");
}

#[test]
fn the_page_on_settings_holds_the_template_word_for_word() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/settings.md")).unwrap();
    let template = Sandbox::new().run(&["config", "--template"]).exits(0).out;
    assert!(page.contains(template.trim_end()), "docs/settings.md does not hold this:\n{template}");
}

#[test]
fn one_key_for_two_things_is_told_with_its_line() {
    let told = |config: &str| with(config).run(&["due"]).exits(2).err;
    assert!(told("[keys]\n\ngood = \"u\"\n").contains("config.toml:3: keys.good: `undo` has this key, too"));
    assert!(told("[keys]\nundo = \"x\"\nwhy = \"x\"\n").contains("config.toml:3: keys.why: `undo` has this key, too"));
}
