//! What the commands say in numbers: each document parses, and all of them tell one story.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::sandbox::{CAPITALS, Sandbox, many};

/// Ten grades over three days, one of them taken back.
fn ten_grades() -> Sandbox {
    let mut sandbox = Sandbox::new().note("numbers.md", many(12)).note("sub/capitals.md", CAPITALS);
    sandbox.run(&["study", ".", "--new", "5"]).types("\n3\n\n4\n\n1\n\n3\n\n2\nq\n").shows("5 graded").exits(0);
    sandbox.later("2024-03-02T15:00:00+01:00");
    sandbox.run(&["study", ".", "--new", "0"]).types("\n3\n\n3\nu\n\n1\n\n3\nq\n").shows("3 graded").exits(0);
    sandbox.later("2024-03-04T09:30:00+01:00");
    let card = sandbox.card("capital of Italy");
    sandbox.run(&["grade", &card, "q5", "--ms", "1234"]).exits(0);
    sandbox
}

fn rows(document: &Value, key: &str) -> Vec<Value> {
    assert_eq!(document["schema_version"], 1, "{document}");
    document[key].as_array().unwrap().clone()
}

#[test]
fn schedule_gives_interval_and_ease_after_each_grade() {
    let sandbox = Sandbox::new();
    assert_eq!(
        sandbox.json(&["schedule", "4", "4", "3"]),
        json!({"schema_version": 1, "steps": [
            {"grade": 4, "interval_days": 1, "ease": 2.5},
            {"grade": 4, "interval_days": 6, "ease": 2.5},
            {"grade": 3, "interval_days": 15, "ease": 2.36},
        ]})
    );
    let words = sandbox.json(&["schedule", "again", "hard", "good", "easy", "q0"]);
    let grades: Vec<_> =
        words["steps"].as_array().unwrap().iter().map(|step| step["grade"].as_u64().unwrap()).collect();
    assert_eq!(grades, [2, 3, 4, 5, 0]);
    sandbox.run(&["schedule", "4", "6"]).exits(2).tells("`6` is not a grade").tells("hint: write 0 to 5");
}

#[test]
fn every_document_has_the_keys_of_the_contract() {
    let sandbox = ten_grades();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let card = ["deck", "due", "ease", "id", "interval_days", "kind", "lapses", "prompt", "state"];
    let due = sandbox.json(&["due"]);
    assert_eq!(keys(&due), ["cards", "counts", "now", "schema_version"]);
    assert_eq!(due["now"], "2024-03-04T09:30:00.000+01:00");
    assert_eq!(keys(&due["counts"]), ["new", "redrill", "review"]);
    assert_eq!(keys(&due["cards"][0]), card);
    let cards = sandbox.json(&["cards", "list"]);
    assert_eq!(keys(&cards["cards"][0]), card);
    let reviews = sandbox.json(&["export", "reviews"]);
    let mut columns: Vec<&str> = "device seq reviewed_at local_day card_id deck prompt quality answer_ms kind interval_before_days interval_after_days ease_before ease_after scheduler undone".split(' ').collect();
    let mut header = csv::Reader::from_reader(sandbox.run(&["export", "reviews"]).exits(0).out.as_bytes())
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect::<Vec<_>>();
    assert_eq!(header, columns);
    columns.sort_unstable();
    header.sort_unstable();
    assert_eq!(keys(&reviews["reviews"][0]), columns);
}

#[test]
fn due_lists_what_it_counts() {
    let mut sandbox = ten_grades();
    for time in ["2024-03-04T09:30:00+01:00", "2024-03-05T09:30:00+01:00", "2024-05-01T09:30:00+01:00"] {
        sandbox.later(time);
        let due = sandbox.json(&["due"]);
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for card in rows(&due, "cards") {
            *found.entry(card["state"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        for state in ["new", "review", "redrill"] {
            assert_eq!(due["counts"][state].as_u64().unwrap(), found.get(state).copied().unwrap_or(0), "{state} {due}");
        }
        let all: u64 = found.values().sum();
        assert_eq!(sandbox.run(&["due", "--count"]).exits(0).out, format!("{all}\n"));
    }
}

#[test]
fn what_is_due_is_a_part_of_what_is_listed() {
    let sandbox = ten_grades();
    let listed: BTreeMap<String, Value> = rows(&sandbox.json(&["cards", "list"]), "cards")
        .into_iter()
        .map(|card| (card["id"].as_str().unwrap().to_owned(), card))
        .collect();
    assert_eq!(listed.len(), 15);
    for card in rows(&sandbox.json(&["due"]), "cards") {
        assert_eq!(listed.get(card["id"].as_str().unwrap()), Some(&card));
    }
}

#[test]
fn reviews_say_the_same_in_csv_and_json() {
    let sandbox = ten_grades();
    let json = rows(&sandbox.json(&["export", "reviews"]), "reviews");
    let csv = sandbox.run(&["export", "reviews", "--raw"]).exits(0).out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let lines: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!((json.len(), lines.len()), (10, 10));
    for (row, line) in json.iter().zip(&lines) {
        for (key, text) in header.iter().zip(line) {
            let value = &row[key];
            match value {
                Value::String(value) => assert_eq!(value, text),
                Value::Number(_) | Value::Bool(_) => assert_eq!(value, &text.parse::<Value>().unwrap(), "{key}"),
                other => panic!("{key}: {other}"),
            }
        }
    }
}

#[test]
fn the_last_review_of_a_card_is_its_schedule() {
    let sandbox = ten_grades();
    let reviews = rows(&sandbox.json(&["export", "reviews"]), "reviews");
    let mut last: BTreeMap<&str, &Value> = BTreeMap::new();
    for review in reviews.iter().filter(|review| review["undone"] == false && review["kind"] != "redrill") {
        last.insert(review["card_id"].as_str().unwrap(), review);
    }
    for card in rows(&sandbox.json(&["cards", "list"]), "cards") {
        match last.get(card["id"].as_str().unwrap()) {
            Some(review) => {
                assert_eq!(
                    (&card["interval_days"], &card["ease"]),
                    (&review["interval_after_days"], &review["ease_after"])
                );
                let day = |text: &Value| chrono::NaiveDate::parse_from_str(text.as_str().unwrap(), "%Y-%m-%d").unwrap();
                let days = (day(&card["due"]) - day(&review["local_day"])).num_days();
                assert_eq!(Some(days), card["interval_days"].as_i64(), "{card} {review}");
            }
            None => assert_eq!((&card["state"], &card["due"]), (&json!("new"), &Value::Null)),
        }
    }
}

#[test]
fn each_review_begins_where_the_one_before_it_ended() {
    let sandbox = ten_grades();
    let mut before: BTreeMap<String, (Value, Value)> = BTreeMap::new();
    for review in
        rows(&sandbox.json(&["export", "reviews"]), "reviews").iter().filter(|review| review["undone"] == false)
    {
        let card = review["card_id"].as_str().unwrap().to_owned();
        let (interval, ease) = before.get(&card).cloned().unwrap_or((json!(0), json!(2.5)));
        assert_eq!((&review["interval_before_days"], &review["ease_before"]), (&interval, &ease), "{review}");
        before.insert(card, (review["interval_after_days"].clone(), review["ease_after"].clone()));
    }
}

#[test]
fn days_and_statistics_count_the_reviews_that_stand() {
    let sandbox = ten_grades();
    let reviews = rows(&sandbox.json(&["export", "reviews"]), "reviews");
    let standing = reviews.iter().filter(|review| review["undone"] == false).count();
    assert_eq!(standing, 9);
    let days = rows(&sandbox.json(&["export", "days"]), "days");
    let total: u64 = days.iter().map(|day| day["reviews"].as_u64().unwrap()).sum();
    assert_eq!(total, standing as u64, "{days:?}");
    let names: Vec<_> = days.iter().map(|day| day["day"].as_str().unwrap()).collect();
    assert_eq!(names, ["2024-03-01", "2024-03-02", "2024-03-04"]);
    let stats = sandbox.json(&["stats"]);
    assert_eq!(stats["schema_version"], 1, "{stats}");
    let all = stats["periods"].as_array().unwrap().iter().find(|period| period["period"] == "all").unwrap();
    assert_eq!((all["reviews"].as_u64(), all["days_studied"].as_u64()), (Some(9), Some(3)));
    for kind in ["learn", "review", "redrill", "early", "cram"] {
        let counted = reviews.iter().filter(|review| review["undone"] == false && review["kind"] == kind).count();
        assert_eq!(all[kind].as_u64(), Some(counted as u64), "{kind}");
        assert_eq!(days.iter().map(|day| day[kind].as_u64().unwrap()).sum::<u64>(), counted as u64, "{kind}");
    }
    assert_eq!(stats["forecast"][0]["cards"], sandbox.json(&["due"])["counts"]["review"]);
    let stated = [
        ("answer_ms", &all["answer_ms"]),
        ("lapses", &all["lapses"]),
        ("young_asked", &all["young"]["asked"]),
        ("young_recalled", &all["young"]["recalled"]),
    ];
    for (key, stated) in stated {
        let sum: u64 = days.iter().map(|day| day[key].as_u64().unwrap()).sum();
        assert_eq!(stated.as_u64(), Some(sum), "{key}");
    }
}

#[test]
fn decks_and_sections_add_up_to_the_whole_and_are_told_only_when_asked_for() {
    let sandbox = ten_grades();
    let stats = sandbox.json(&["stats", "--sections"]);
    let sum = |of: &dyn Fn(&Value) -> u64| stats["decks"].as_array().unwrap().iter().map(of).sum::<u64>();
    let all = &stats["periods"][3];
    let ever = |group: &Value, key: &str| {
        let periods = group["periods"].as_array().unwrap();
        periods.iter().find(|period| period["period"] == "all").map_or(0, |period| period[key].as_u64().unwrap())
    };
    for key in ["reviews", "answer_ms", "lapses"] {
        assert_eq!(Some(sum(&|deck| ever(deck, key))), all[key].as_u64(), "{key}");
        let of_sections = |deck: &Value| deck["sections"].as_array().unwrap().iter().map(|part| ever(part, key)).sum();
        assert_eq!(Some(sum(&of_sections)), all[key].as_u64(), "{key} of sections");
    }
    assert_eq!(sum(&|deck| deck["cards"]["new"].as_u64().unwrap()), stats["cards"]["new"].as_u64().unwrap());
    assert!(sandbox.json(&["stats"])["decks"][0].get("sections").is_none());
}

#[test]
fn since_is_a_day_or_a_while_and_anything_else_is_told() {
    let sandbox = ten_grades();
    let since = |text: &str| sandbox.json(&["stats", "--since", text])["periods"][4].clone();
    assert_eq!((&since("2024-03-02")["from"], &since("2024-03-02")["reviews"]), (&json!("2024-03-02"), &json!(4)));
    assert_eq!((&since("3d")["from"], &since("1w")["from"]), (&json!("2024-03-02"), &json!("2024-02-27")));
    sandbox
        .run(&["stats", "--since", "march"])
        .exits(2)
        .tells("--since march: not a day")
        .tells("hint: write a day as");
    sandbox.run(&["stats", "--since", "9999999d"]).exits(2);
    sandbox.run(&["stats", "--since", "é"]).exits(2);
}

#[test]
fn what_is_read_out_has_neither_bars_nor_a_map() {
    let sandbox = ten_grades();
    let spoken = sandbox.run(&["--accessible", "stats"]).exits(0);
    spoken.shows("True retention: ").hides("##").hides("Mon ");
    sandbox.run(&["stats"]).shows("##").shows("  Mon ").exits(0);
}

#[test]
fn the_exported_cards_are_the_listed_cards() {
    let sandbox = ten_grades();
    let exported = rows(&sandbox.json(&["export", "cards"]), "cards");
    let listed = rows(&sandbox.json(&["cards", "list"]), "cards");
    assert_eq!(exported.len(), listed.len());
    for (exported, listed) in exported.iter().zip(&listed) {
        assert_eq!(exported["card_id"], listed["id"]);
        for key in ["deck", "prompt", "state", "due"] {
            assert_eq!(exported[key], listed[key], "{key}");
        }
        if exported["state"] != "new" {
            assert_eq!((&exported["interval_days"], &exported["ease"]), (&listed["interval_days"], &listed["ease"]));
        }
    }
}

#[test]
fn an_export_replaces_no_file_unless_told_and_never_a_folder_or_the_store() {
    let sandbox = ten_grades();
    sandbox.write("there.csv", "mine");
    sandbox
        .run(&["export", "reviews", "-o", "there.csv"])
        .exits(1)
        .tells("there.csv: there is a file already")
        .tells("hint: replace it with --force");
    assert_eq!(std::fs::read_to_string(sandbox.path("there.csv")).unwrap(), "mine");
    sandbox.run(&["export", "reviews", "-o", "there.csv", "--force"]).exits(0).tells("10 rows to there.csv");
    assert_eq!(
        std::fs::read_to_string(sandbox.path("there.csv")).unwrap(),
        sandbox.run(&["export", "reviews"]).exits(0).out
    );

    sandbox.run(&["export", "cards", "-o", "sub", "--force"]).exits(1).tells("sub: is a folder");
    sandbox.run(&["export", "cards", "-o", "none/there.csv"]).exits(1).tells("none/there.csv").tells("hint: ");

    let before = std::fs::read(sandbox.store()).unwrap();
    let store = sandbox.store();
    sandbox.run(&["export", "cards", "--force", "-o", store.to_str().unwrap()]).exits(1).tells("is the store itself");
    std::os::unix::fs::symlink(&store, sandbox.path("link.csv")).unwrap();
    sandbox.run(&["export", "cards", "--force", "-o", "link.csv"]).exits(1).tells("is the store itself");
    assert_eq!(std::fs::read(&store).unwrap(), before);
}

#[test]
fn what_sqlite_keeps_beside_the_store_is_no_place_for_an_export() {
    let sandbox = ten_grades();
    for ending in ["-wal", "-shm", "-journal"] {
        let beside = format!("{}{ending}", sandbox.store().display());
        sandbox.run(&["export", "cards", "--force", "-o", &beside]).exits(1).tells("is the store itself");
    }
}

#[test]
fn a_link_to_nowhere_counts_as_a_file_that_is_there() {
    let sandbox = ten_grades();
    std::os::unix::fs::symlink("nowhere", sandbox.path("link.csv")).unwrap();
    sandbox.run(&["export", "days", "-o", "link.csv"]).exits(1).tells("there is a file already");
}

/// Returns the day and the summary of every event of the calendar. What is shown is held to be fit
/// for a terminal; the line ends of a calendar are not, so it goes to a file.
fn events(sandbox: &Sandbox) -> BTreeMap<String, String> {
    sandbox.run(&["export", "calendar", "-o", "now.ics", "--force"]).exits(0);
    let calendar = std::fs::read_to_string(sandbox.path("now.ics")).unwrap();
    let value = |event: &str, key: &str| {
        event.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_else(|| panic!("{key} in {event}")).to_owned()
    };
    let events = calendar.split("BEGIN:VEVENT").skip(1);
    events.map(|event| (value(event, "DTSTART;VALUE=DATE:"), value(event, "SUMMARY:"))).collect()
}

#[test]
fn the_calendar_is_the_forecast_and_the_exam_that_is_planned() {
    let mut sandbox = ten_grades();
    sandbox.later("2024-03-05T09:30:00+01:00");
    for listed in rows(&sandbox.json(&["due"]), "cards").iter().filter(|listed| listed["state"] == "review") {
        sandbox.run(&["grade", listed["id"].as_str().unwrap(), "q4", "--ms", "50000"]).exits(0);
    }
    let forecast = rows(&sandbox.json(&["stats"]), "forecast");
    let mut due: BTreeMap<String, String> = BTreeMap::new();
    for day in forecast.iter().filter(|day| day["cards"] != 0) {
        let (date, cards, minutes) = (day["day"].as_str().unwrap(), &day["cards"], &day["minutes"]);
        let noun = if *cards == 1 { "card" } else { "cards" };
        due.insert(date.replace('-', ""), format!("askback: {cards} {noun} due\\, about {minutes} min"));
    }
    assert!(due.len() > 1 && forecast.iter().all(|day| day["minutes"].is_u64()), "{forecast:?}");
    assert_eq!(events(&sandbox), due, "without a plan there is no exam");

    sandbox.run(&["exam", "plan", "--date", "2024-04-20", "--minutes", "10"]).exits(0);
    due.insert("20240420".into(), "Exam".into());
    sandbox
        .run(&["export", "calendar", "-o", "due.ics"])
        .exits(0)
        .tells(&format!("{} days with cards due and the exam on 2024-04-20 to due.ics", due.len() - 1));
    sandbox.run(&["export", "calendar", "-o", "due.ics"]).exits(1).tells("due.ics: there is a file already");
    sandbox.run(&["export", "calendar", "-o", "due.ics", "--force"]).exits(0);
    let written = std::fs::read_to_string(sandbox.path("due.ics")).unwrap();
    assert_eq!(events(&sandbox), due);
    let shown = sandbox.command(&["export", "calendar", "-o", "-"]).output().unwrap();
    assert_eq!(String::from_utf8(shown.stdout).unwrap(), written);

    sandbox.run(&["exam", "plan", "--end"]).exits(0);
    assert_eq!(events(&sandbox).len(), due.len() - 1);
}

#[test]
fn a_calendar_reaches_ninety_days_and_leaves_out_what_is_suspended() {
    let mut sandbox = ten_grades();
    let card = sandbox.card("capital of Italy");
    for day in ["2024-03-05", "2024-03-14", "2024-03-31", "2024-05-20"] {
        sandbox.later(&format!("{day}T09:30:00+01:00"));
        sandbox.run(&["grade", &card, "q5"]).exits(0);
    }
    let due = rows(&sandbox.json(&["cards", "list"]), "cards");
    let due = due.iter().find(|listed| listed["id"] == card.as_str()).unwrap()["due"].as_str().unwrap().to_owned();
    let ahead = |days: i32| {
        let due: askback::model::Day = due.parse().unwrap();
        format!("{}T09:30:00+01:00", due.plus(-days))
    };
    let shows = |sandbox: &Sandbox| events(sandbox).contains_key(&due.replace('-', ""));
    sandbox.later(&ahead(90));
    assert!(!shows(&sandbox), "{due}");
    sandbox.later(&ahead(89));
    assert!(shows(&sandbox), "{due}");
    sandbox.run(&["cards", "suspend", &card]).exits(0);
    assert!(!shows(&sandbox), "{due}");
}

#[test]
fn the_review_log_holds_the_reviews_that_stand_in_the_order_of_time() {
    let sandbox = ten_grades();
    let log = rows(&sandbox.json(&["export", "revlog"]), "revlog");
    assert_eq!(log.len(), 9);
    let ids: Vec<i64> = log.iter().map(|row| row["id"].as_i64().unwrap()).collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
    assert!(log.iter().all(|row| (1..=4).contains(&row["ease"].as_i64().unwrap())));
}

#[test]
fn the_ending_of_the_file_decides_its_form() {
    let sandbox = ten_grades();
    sandbox.run(&["export", "reviews", "-o", "out.json"]).exits(0);
    let document: Value = serde_json::from_slice(&std::fs::read(sandbox.path("out.json")).unwrap()).unwrap();
    assert_eq!(rows(&document, "reviews").len(), 10);
}

#[test]
fn without_a_store_reading_commands_say_what_to_do_and_make_none() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.json(&["due"])["counts"], json!({"new": 0, "review": 0, "redrill": 0}));
    assert_eq!(sandbox.json(&["cards", "list"])["cards"], json!([]));
    sandbox.json(&["stats"]);
    sandbox.run(&["due", "--count"]).exits(0).shows("0\n");
    sandbox
        .run(&["export", "reviews"])
        .exits(1)
        .tells("there is nothing to export yet")
        .tells("hint: begin with `askback study`");
    sandbox.run(&["doctor"]).exits(0).shows("There is no store yet");
    sandbox.run(&[]).exits(0).shows("askback study PATH/TO/NOTES");
    assert!(!sandbox.store().parent().unwrap().exists());
}
