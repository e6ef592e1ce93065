//! A plan for an exam and the score to expect, as a learner meets them.

use crate::sandbox::{CAPITALS, Sandbox, many};

/// A machine with fifty cards and a plan for an exam in three weeks.
fn planned(minutes: &str) -> Sandbox {
    let sandbox = Sandbox::new().note("numbers.md", many(50));
    sandbox.run(&["add", "."]).exits(0);
    sandbox.run(&["exam", "plan", "--date", "2024-03-22", "--minutes", minutes, "--rest", "sun"]).exits(0);
    sandbox
}

#[test]
fn a_plan_says_what_to_expect_how_far_from_the_best_it_is_and_what_each_day_asks() {
    let shown = planned("10").run(&["exam", "plan"]).exits(0);
    let shown = shown.shows("Exam on 2024-03-22, in 21 days: 50 cards, 0 of them seen");
    shown.shows("of the best possible plan under the model").shows("2024-03-01").shows("Today: ");
}

#[test]
fn study_follows_the_plan_and_every_command_knows_the_same_number() {
    let sandbox = planned("4");
    let today = sandbox.json(&["exam", "plan"])["today"]["new"].as_u64().unwrap();
    assert!((2..20).contains(&today), "{today}: few minutes, few new cards");
    assert_eq!(sandbox.json(&["due"])["counts"]["new"], today);
    sandbox.run(&[]).shows("By the plan for the exam on 2024-03-22, in 21 days").exits(0);
    sandbox.study("q").shows(&format!("{today} cards to go")).shows("By the plan for the exam");
}

#[test]
fn time_not_spent_is_said_in_minutes_and_a_day_of_rest_asks_nothing() {
    let mut sandbox = planned("10");
    sandbox.later("2024-03-03T15:00:00+01:00");
    assert_eq!(sandbox.json(&["exam", "plan"])["today"]["new"], 0, "a Sunday");
    sandbox.study("").shows("What the plan for the exam asks today is done.");
    sandbox.later("2024-03-04T15:00:00+01:00");
    let behind = sandbox.json(&["exam", "plan"])["behind_minutes"].as_f64().unwrap();
    assert!(behind > 5.0, "{behind}");
    sandbox.run(&["exam", "plan"]).shows("minutes behind").exits(0);
    sandbox.run(&[]).shows("minutes behind").exits(0);
}

#[test]
fn from_the_day_of_the_exam_on_the_schedule_is_as_usual() {
    let mut sandbox = planned("4");
    sandbox.later("2024-03-22T15:00:00+01:00");
    assert_eq!(sandbox.json(&["due"])["counts"]["new"], 20);
    sandbox.run(&["exam", "plan"]).shows("The exam was on 2024-03-22").shows("exam outcome").exits(0);
    sandbox.later("2024-03-10T15:00:00+01:00");
    sandbox.run(&["exam", "plan", "--end"]).shows("The plan is ended").exits(0);
    assert_eq!(sandbox.json(&["due"])["counts"]["new"], 20, "ended before its day");
    sandbox.run(&["exam", "plan"]).shows("There is no plan yet").exits(0);
}

#[test]
fn dropped_topics_are_not_asked_and_one_that_names_nothing_is_refused() {
    let sandbox = Sandbox::new().note("numbers.md", many(9)).note("capitals.md", CAPITALS);
    sandbox.run(&["add", "."]).exits(0);
    let plan = |topic: &'static str| ["exam", "plan", "--date", "2024-04-01", "--minutes", "20", "--drop", topic];
    assert_eq!(sandbox.json(&plan("Capitals"))["cards"], 9, "by heading");
    assert_eq!(sandbox.json(&plan("numbers"))["cards"], 3, "by deck");
    sandbox.run(&plan("nothing")).exits(2).tells("neither a deck nor a heading");
}

#[test]
fn days_and_minutes_that_cannot_be_are_refused_with_a_hint() {
    let sandbox = Sandbox::new().note("numbers.md", many(9));
    let plan = |date, minutes| sandbox.run(&["exam", "plan", "--date", date, "--minutes", minutes]);
    plan("2024-02-30", "10").exits(2).tells("not a day");
    plan("2024-03-01", "10").exits(2).tells("must be after today");
    plan("2044-03-01", "10").exits(2).tells("within 1000 days");
    plan("2024-03-20", "0").exits(2).tells("1 to 1440 minutes");
    let with = |option, value| sandbox.run(&["exam", "plan", "--date", "2024-03-20", "--minutes", "9", option, value]);
    with("--rest", "sunday").exits(2).tells("not a day of the week");
    with("--extra", "2024-03-09").exits(2).tells("not a day with minutes");
    sandbox.run(&["exam", "plan", "--end"]).shows("There is no plan").exits(0);
}

#[test]
fn too_few_minutes_for_the_cards_are_said_with_what_would_do() {
    let sandbox = Sandbox::new().note("numbers.md", many(300));
    let shown = sandbox.run(&["exam", "plan", "--date", "2024-03-20", "--minutes", "2"]).exits(0);
    shown.shows("3 looks at").shows("more minutes a day");
}

#[test]
fn with_too_few_minutes_each_deck_gives_its_share_and_the_rest_is_left_out_unless_all_are_wanted() {
    let other = many(60).replace("number", "weight").replace("item", "thing");
    let mut sandbox = Sandbox::new().note("one.md", many(120)).note("two.md", other);
    sandbox.run(&["add", "."]).exits(0);
    let plan = ["exam", "plan", "--date", "2024-03-07", "--minutes", "10", "--even"];
    let document = sandbox.json(&plan);
    // Six days of ten minutes, 41 seconds for three looks at a card.
    assert_eq!((document["cards"].as_u64(), document["cards_covered"].as_u64()), (Some(180), Some(87)));
    assert!(document["recall_bound"].as_f64().unwrap() < 87.0 / 180.0, "what is left out is not known: {document}");
    let mut met = std::collections::BTreeSet::new();
    for day in 1..7 {
        sandbox.later(&format!("2024-03-0{day}T15:00:00+01:00"));
        for card in asked(&sandbox) {
            sandbox.run(&["grade", &card, "good", "--ms", "12000"]).exits(0);
            met.insert(card);
        }
    }
    let all = sandbox.json(&["cards", "list"])["cards"].clone();
    let met_of = |deck: &str| {
        let of = |card: &&serde_json::Value| card["deck"].as_str().unwrap().ends_with(deck);
        all.as_array().unwrap().iter().filter(of).filter(|card| met.contains(card["id"].as_str().unwrap())).count()
    };
    let (one, two) = (met_of("one"), met_of("two"));
    assert!(met.len() < 130 && one.abs_diff(2 * two) <= 6, "{one} and {two}");
    sandbox.later("2024-03-01T15:00:00+01:00");
    let document = sandbox.json(&[&plan[..], &["--all"]].concat());
    assert_eq!(document["cards_covered"].as_u64(), Some(180));
}

#[test]
fn a_score_is_refused_before_there_is_evidence_and_given_as_a_range_after() {
    let mut sandbox = Sandbox::new().note("numbers.md", many(60));
    sandbox.run(&["add", "."]).exits(0);
    sandbox.run(&["exam", "readiness"]).shows("Not yet calibrated: 0 of 200").exits(0);
    assert_eq!(sandbox.json(&["exam", "readiness"])["today"], serde_json::Value::Null);
    for day in 1..=9 {
        sandbox.later(&format!("2024-03-{day:02}T15:00:00+01:00"));
        sandbox.run(&["study", "--new", "60", "--ahead"]).types("\n\n".repeat(60)).done().exits(0);
    }
    sandbox.run(&["exam", "plan", "--date", "2024-03-25", "--minutes", "10"]).exits(0);
    let told = sandbox.json(&["exam", "readiness"]);
    for when in ["today", "on_the_day"] {
        let share = |name: &str| told[when][name].as_f64().unwrap();
        assert!(share("low") < share("expected") && share("expected") <= share("high"), "{told}");
    }
    assert!(told["model_error_points"].as_f64().unwrap() >= 1.0);
    sandbox.run(&["exam", "readiness"]).shows("If the exam were today:").shows("The model's own error").exits(0);
}

#[test]
fn the_real_score_is_kept_beside_the_forecast() {
    let sandbox = Sandbox::new().note("numbers.md", many(9));
    sandbox.run(&["exam", "outcome"]).shows("No exam so far").exits(0);
    sandbox.run(&["add", "."]).exits(0);
    sandbox.run(&["exam", "outcome", "much"]).exits(2).tells("not a score");
    sandbox.run(&["exam", "outcome", "101"]).exits(2).tells("not a score");
    sandbox.run(&["exam", "outcome", "82%", "--date", "2024-02-29"]).shows("2024-02-29  82 of 100").exits(0);
    let kept = sandbox.json(&["exam", "outcome"]);
    assert_eq!(kept["outcomes"][0]["score"], 0.82);
    assert_eq!(kept["outcomes"][0]["forecast"], serde_json::Value::Null, "nothing was answered before it");
}

/// Returns what is kept of the plan beside the store.
fn kept(sandbox: &Sandbox) -> std::path::PathBuf {
    let cache = sandbox.path("../.cache/askback");
    let mut found: Vec<_> = std::fs::read_dir(cache).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

/// Returns the cards that the plan asks now.
fn asked(sandbox: &Sandbox) -> Vec<String> {
    let document = sandbox.json(&["due"]);
    document["cards"].as_array().unwrap().iter().map(|card| card["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_a_day_asks_is_kept_and_the_same_when_it_is_made_anew() {
    let mut sandbox = planned("4");
    sandbox.study(&"\ngood\n".repeat(4));
    sandbox.later("2024-03-02T15:00:00+01:00");
    let morning = asked(&sandbox);
    let whole = std::fs::read(kept(&sandbox)).unwrap();
    for card in &morning[..2] {
        sandbox.run(&["grade", card, "good", "--ms", "40000"]).exits(0);
    }
    let noon = asked(&sandbox);
    assert_eq!(noon, morning[2..2 + noon.len()], "the order holds; two slow answers leave less of it");
    assert!((1..morning.len() - 2).contains(&noon.len()), "{noon:?}");
    for broken in [&[][..], &whole[..60], &whole[..whole.len() - 5], b"something else"] {
        std::fs::write(kept(&sandbox), broken).unwrap();
        assert_eq!(asked(&sandbox), noon, "{} bytes", broken.len());
        assert_eq!(std::fs::read(kept(&sandbox)).unwrap(), whole, "from what was known in the morning");
    }
    sandbox.run(&["undo"]).exits(0);
    sandbox.run(&["undo"]).exits(0);
    assert_eq!(asked(&sandbox), morning, "a grade taken back is asked again");
}

#[test]
fn whatever_a_plan_is_made_from_changes_what_is_kept_of_it() {
    let sandbox = planned("30");
    let mut before = asked(&sandbox);
    let mut changed = |what: &str| {
        let now = asked(&sandbox);
        assert_ne!(now, before, "{what}");
        before = now;
    };
    sandbox.write("more.md", CAPITALS);
    sandbox.run(&["scan"]).exits(0);
    changed("new notes");
    sandbox.run(&["exam", "plan", "--date", "2024-03-22", "--minutes", "6"]).exits(0);
    changed("fewer minutes");
    let card = sandbox.card("item 1?");
    sandbox.run(&["cards", "suspend", &card]).exits(0);
    changed("a card put aside");
    sandbox.run(&["cards", "resume", &card]).exits(0);
    changed("and taken up again");
    sandbox.write("../config/askback/config.toml", "[deck.\"notes/numbers\"]\ncards = false\n");
    changed("a deck that is not asked");
    sandbox.run(&["exam", "plan", "--end"]).exits(0);
    sandbox.write("../config/askback/config.toml", "");
    changed("no plan");
}
