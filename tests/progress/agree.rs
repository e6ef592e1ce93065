//! Every number means one thing: the page, `stats`, `stats --json` and the exports say the same of one
//! store.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{a_year, run, same, values};

fn json(home: &std::path::Path, args: &[&str]) -> Value {
    let text = run(home, &[&["--store", "a.db", "--seed", "5"], args].concat());
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{args:?}: {error}"))
}

fn number(value: &Value, pointer: &str) -> f64 {
    value.pointer(pointer).and_then(Value::as_f64).unwrap_or_else(|| panic!("{pointer} of {value}"))
}

/// The counts that a period and a day have in common, as the period names them and as the day does.
const COUNTS: [(&str, &str); 13] = [
    ("/reviews", "/reviews"),
    ("/learn", "/learn"),
    ("/review", "/review"),
    ("/redrill", "/redrill"),
    ("/early", "/early"),
    ("/cram", "/cram"),
    ("/exam", "/exam"),
    ("/answer_ms", "/answer_ms"),
    ("/lapses", "/lapses"),
    ("/young/asked", "/young_asked"),
    ("/young/recalled", "/young_recalled"),
    ("/mature/asked", "/mature_asked"),
    ("/mature/recalled", "/mature_recalled"),
];

#[test]
fn the_periods_of_stats_are_the_days_and_the_reviews_that_are_exported() {
    let home = a_year();
    let stats = json(home.path(), &["stats", "--json", "--since", "90d"]);
    let days = json(home.path(), &["export", "days", "--json"]);
    let reviews = json(home.path(), &["export", "reviews", "--json"]);
    let days = days["days"].as_array().unwrap();
    let reviews: Vec<&Value> =
        reviews["reviews"].as_array().unwrap().iter().filter(|review| review["undone"] == false).collect();
    // The page was made on 2026-03-01.
    for (place, from) in ["2026-03-01", "2026-02-23", "2026-01-31", "", "2025-12-02"].into_iter().enumerate() {
        let period = &stats["periods"][place];
        let inside = |day: &Value| day.as_str().is_some_and(|day| day >= from);
        let held: Vec<&Value> = days.iter().filter(|day| inside(&day["day"])).collect();
        for (of_period, of_day) in COUNTS {
            let sum: f64 = held.iter().map(|day| number(day, of_day)).sum();
            assert_eq!(number(period, of_period), sum, "{of_period} since {from:?}");
        }
        assert_eq!(number(period, "/days_studied"), held.len() as f64);
        let counted = reviews.iter().filter(|review| inside(&review["local_day"]));
        let ms: f64 = counted.clone().map(|review| number(review, "/answer_ms").min(60_000.0)).sum();
        assert_eq!((number(period, "/reviews"), number(period, "/answer_ms")), (counted.count() as f64, ms));
    }
    assert!(number(&stats["periods"][3], "/reviews") > 300.0);
}

#[test]
fn sections_add_up_to_their_deck_and_decks_to_the_whole() {
    let home = a_year();
    let stats = json(home.path(), &["stats", "--json", "--sections"]);
    let sums = |groups: &[&Value]| -> BTreeMap<(String, &str), f64> {
        let mut sums = BTreeMap::new();
        for period in groups.iter().flat_map(|group| group["periods"].as_array().unwrap()) {
            for key in ["/reviews", "/answer_ms", "/lapses", "/retention/asked", "/retention/recalled"] {
                let name = period["period"].as_str().unwrap().to_owned();
                *sums.entry((name, key)).or_insert(0.0) += number(period, key);
            }
        }
        sums
    };
    let decks: Vec<&Value> = stats["decks"].as_array().unwrap().iter().collect();
    for ((period, key), sum) in sums(&decks) {
        let periods = stats["periods"].as_array().unwrap();
        let whole = periods.iter().find(|whole| whole["period"] == period.as_str()).unwrap();
        assert_eq!(number(whole, key), sum, "{key} of {period}");
    }
    for deck in &decks {
        let sections: Vec<&Value> = deck["sections"].as_array().unwrap().iter().collect();
        assert_eq!(sums(&sections), sums(&[deck]), "{}", deck["deck"]);
    }
    for key in ["new", "young", "mature", "suspended", "leeches", "lapses", "due"] {
        let sum: f64 = decks.iter().map(|deck| number(&deck["cards"], &format!("/{key}"))).sum();
        assert_eq!(number(&stats["cards"], &format!("/{key}")), sum, "{key}");
    }
    let sections: Vec<usize> = decks.iter().map(|deck| deck["sections"].as_array().unwrap().len()).collect();
    assert_eq!(sections, [1, 2]);
}

#[test]
fn cards_and_the_calendar_say_what_stats_says() {
    let home = a_year();
    let stats = json(home.path(), &["stats", "--json"]);
    let cards = json(home.path(), &["export", "cards", "--json"]);
    let cards: Vec<&Value> = cards["cards"].as_array().unwrap().iter().collect();
    let count = |of: &dyn Fn(&Value) -> bool| cards.iter().filter(|card| of(card)).count() as f64;
    let interval = |card: &Value| card["interval_days"].as_f64().unwrap_or(0.0);
    assert_eq!(number(&stats, "/cards/new"), count(&|card| card["state"] == "new"));
    assert_eq!(number(&stats, "/cards/mature"), count(&|card| card["state"] != "suspended" && interval(card) >= 21.0));
    assert_eq!(number(&stats, "/cards/lapses"), cards.iter().filter_map(|card| card["lapses"].as_f64()).sum::<f64>());
    let ease: f64 = stats["ease"].as_array().unwrap().iter().map(|band| number(band, "/cards")).sum();
    assert_eq!(ease, count(&|card| card["reviews"].as_f64().unwrap_or(0.0) > 0.0));
    let calendar = run(home.path(), &["--store", "a.db", "export", "calendar"]).replace("\r\n ", "");
    for day in stats["forecast"].as_array().unwrap().iter().filter(|day| number(day, "/cards") > 0.0) {
        let (date, due) = (day["day"].as_str().unwrap(), number(day, "/cards"));
        let event = calendar.split("BEGIN:VEVENT").find(|event| event.contains(&format!("UID:due-{date}@askback")));
        let event = event.unwrap_or_else(|| panic!("no event on {date}"));
        assert!(event.contains(&format!("SUMMARY:askback: {due} card")), "{event}");
        assert!(
            event.contains(&format!("about {} min", number(day, "/minutes"))) || number(day, "/minutes") >= 60.0,
            "{event}"
        );
    }
}

#[test]
fn the_expected_score_on_the_page_is_that_of_exam_readiness() {
    let home = a_year();
    let page = |home: &std::path::Path| run(home, &["--store", "a.db", "--seed", "5", "export", "report"]);
    assert!(!page(home.path()).contains("id=\"readiness\""), "no exam is in sight");
    let blueprint = "name = \"Both\"\nquestions = 20\nminutes = 30\npass_mark = 70\n\n[[domain]]\nname = \"Words <i>\"\nweight = 60\nfiles = [\"words\"]\n\n[[domain]]\nname = \"Items\"\nweight = 40\nfiles = [\"items\"]\n";
    std::fs::write(home.path().join("exam.toml"), blueprint).unwrap();
    run(home.path(), &["--store", "a.db", "exam", "plan", "--date", "2026-04-01", "--minutes", "10"]);
    let told = json(home.path(), &["exam", "readiness", "--json"]);
    let page = page(home.path());
    let scores = [
        "/pass_mark", "/today/expected", "/today/low", "/today/high", "/on_the_day/expected", "/on_the_day/low",
        "/on_the_day/high",
    ];
    same(&values(&page, "readiness"), &scores.map(|key| number(&told, key)));
    let row =
        |domain: &Value| ["/weight", "/seen", "/questions", "/today", "/on_the_day"].map(|key| number(domain, key));
    let domains: Vec<f64> = told["domains"].as_array().unwrap().iter().flat_map(row).collect();
    same(&values(&page, "readiness-domains"), &domains);
    assert!(page.contains("Words &lt;i&gt;") && !page.contains("Words <i>"));
    std::fs::write(home.path().join("exam.toml"), "questions = many").unwrap();
    assert!(!run(home.path(), &["--store", "a.db", "export", "report"]).contains("id=\"readiness\""));
}
