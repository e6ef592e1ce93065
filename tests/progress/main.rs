//! The report of a year of simulated study, as a reader and as an attacker see it.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test's own files; a failure is the test's")]

mod agree;
mod browser;
mod simulated;

use std::path::Path;
use std::process::{Command, Stdio};

use askback::export::report;
use askback::model::{CardId, Day, Ease};
use askback::stats::{Hard, Summary, Tallied};
use serde_json::Value;

const NOW: &str = "2026-03-01T12:00:00+01:00";

/// Runs the program in a home of its own and returns what it wrote to stdout.
fn run(home: &Path, args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_askback"));
    command.env_clear().env("HOME", home).env("ASKBACK_NOW", NOW).env("TZ", "UTC").current_dir(home);
    let output = command.args(args).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A year of study of two notes, one of them with a passage that cannot be asked.
fn a_year() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let word = |n: u32| format!("Q: What does the word of number {n} mean?\nA: the meaning of number {n}\n\n");
    let words = |numbers: std::ops::Range<u32>| numbers.map(word).collect::<String>();
    let words = format!("# Words\n\n## Short\n\n{}## Long\n\n{}", words(1..15), words(15..40));
    std::fs::write(home.path().join("words.md"), words).unwrap();
    let card = |n: u32| format!("Q: What is the number of item {n}?\nA: number {n}\n\n");
    let cards = format!("# Items\n\nWell now.\n\n{}", (1..60).map(card).collect::<String>());
    std::fs::write(home.path().join("items.md"), cards).unwrap();
    run(home.path(), &["--store", "a.db", "add", "words.md", "items.md"]);
    let last: Day = "2026-03-01".parse().unwrap();
    let plan = simulated::Plan { days: 365, last, new_a_day: 2, reviews_a_day: 60, most: 4_000, seed: 3 };
    assert!(simulated::study(&home.path().join("a.db"), plan) > 300);
    home
}

/// Checks that two rows of numbers are one; the reader of JSON may be off in the last digit.
#[track_caller]
fn same(shown: &[f64], stated: &[f64]) {
    assert_eq!(shown.len(), stated.len(), "{shown:?} {stated:?}");
    assert!(shown.iter().zip(stated).all(|(a, b)| (a - b).abs() < 1e-12), "{shown:?} {stated:?}");
}

/// Returns the exact values in the table of a page, in the order of reading.
fn values(page: &str, table: &str) -> Vec<f64> {
    let (_, after) = page.split_once(&format!("id=\"{table}\"")).unwrap_or_else(|| panic!("no table {table}"));
    let inside = after.split_once("</table>").unwrap().0;
    inside.split("<data value=\"").skip(1).map(|text| text.split('"').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn the_numbers_of_the_page_are_those_of_stats_and_of_the_exports() {
    let home = a_year();
    let json: Value = serde_json::from_str(&run(home.path(), &["--store", "a.db", "stats", "--json"])).unwrap();
    let page = run(home.path(), &["--store", "a.db", "export", "report"]);
    let numbers = |list: &Value, keys: &[&str]| -> Vec<f64> {
        let of =
            |row: &Value| keys.iter().filter_map(|key| row.pointer(key).and_then(Value::as_f64)).collect::<Vec<_>>();
        list.as_array().unwrap().iter().flat_map(of).collect()
    };
    same(&values(&page, "forecast"), &numbers(&json["forecast"], &["/cards", "/minutes"]));
    same(&values(&page, "months"), &numbers(&json["months"], &["/retention/asked", "/retention/share"]));
    same(&values(&page, "hardest"), &numbers(&json["hardest"], &["/lapses"]));
    same(&values(&page, "ease"), &numbers(&json["ease"], &["/cards"]));
    let periods = [
        "/reviews", "/learn", "/lapses", "/answer_ms", "/days_studied", "/retention/share", "/young/share",
        "/mature/share",
    ];
    let by_row: Vec<f64> = periods.iter().flat_map(|key| numbers(&json["periods"], &[key])).collect();
    same(&values(&page, "periods"), &by_row);
    let covered = ["asked", "never_asked", "cannot_be_asked"].map(|key| json["coverage"][key].as_f64().unwrap());
    same(&values(&page, "coverage"), &covered);
    assert!(covered[0] > 0.0 && covered[2] > 0.0, "{covered:?}");
    let exported = run(home.path(), &["--store", "a.db", "export", "reviews"]).lines().count() - 1;
    assert_eq!(values(&page, "periods")[3], exported as f64);
    let log = run(home.path(), &["--store", "a.db", "export", "revlog"]).lines().count() - 1;
    assert_eq!(log, exported);
}

#[test]
fn the_page_loads_nothing_and_runs_nothing() {
    let home = a_year();
    let page = run(home.path(), &["--store", "a.db", "export", "report"]);
    for foreign in ["<script", "http:", "https:", "url(", "@import", "src=", "<link", "<iframe"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(page.contains("default-src 'none'"));
    assert!(page.len() < 500_000, "{} bytes", page.len());
    for svg in page.split("<svg").skip(1) {
        let image = svg.contains("role=\"img\"") && svg.contains("<title>") || svg.contains("aria-hidden=\"true\"");
        assert!(image, "a chart without a title: {}", &svg[..80]);
    }
}

/// Returns a page whose every text of the learner's is this one.
fn page_with(text: &str) -> String {
    let ground = Tallied::default();
    let numbers = askback::stats::Numbers {
        sections: &[],
        cards: &[],
        tallied: &ground,
        passages: &[],
        leech_after: &|_| 8,
        free: &|_| false,
        with_sections: false,
        forecast_days: 3,
        since: None,
    };
    let mut summary = Summary::of(&numbers, Day(20_000));
    summary.hardest.push(Hard {
        card_id: CardId(1),
        deck: text.into(),
        prompt: text.into(),
        answer: text.into(),
        path: text.into(),
        line: 1,
        lapses: 9,
        reviews: 9,
        ease: Ease::MIN,
        leech: true,
    });
    summary.coverage.reasons.push(askback::stats::Reason { reason: text.into(), passages: 1 });
    summary.coverage.passages.asked = 1;
    let note = askback::stats::NotePassages { deck: text.into(), path: text.into(), passages: Vec::new() };
    report(&summary, &[note], None, &[])
}

#[test]
fn no_text_of_the_learner_becomes_an_element_or_an_attribute() {
    let marks = ["<", ">", "\"", "'", "&", "/", "=", "`", "\u{0}", "]]>", "-->", "<!--", "</title>", "</style>"];
    let cores = [
        "script>alert(1)</script", "img src=x onerror=alert(1)", "svg onload=alert(1)", "b onmouseover=x", "/bdi><i",
        "a href=javascript:x", "iframe srcdoc=x", "style>*{}</style", "math><mi", "base href=//x", "&#60;b&#62;",
        "?php",
    ];
    let payloads: Vec<String> = marks
        .iter()
        .flat_map(|before| cores.iter().map(move |core| (before, core)))
        .flat_map(|(before, core)| ["", ">", "\">"].map(|after| format!("{before}<{core}{after}")))
        .collect();
    assert!(payloads.len() >= 500, "{}", payloads.len());
    let folder = tempfile::tempdir().unwrap();
    for (number, payload) in payloads.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}.html")), page_with(payload)).unwrap();
    }
    std::fs::write(folder.path().join("plain.html"), page_with("plain")).unwrap();
    const COUNT: &str = "
import glob, sys
from html.parser import HTMLParser
def shape(path):
    seen = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: seen.append((tag, [name for name, _ in attributes]))
    parser.feed(open(path, encoding='utf-8').read())
    return seen
plain = shape(sys.argv[1] + '/plain.html')
for path in glob.glob(sys.argv[1] + '/*.html'):
    if shape(path) != plain: sys.exit(path)
";
    match Command::new("python3").args(["-c", COUNT]).arg(folder.path()).output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => eprintln!("skipped: python3, whose HTML parser reads the pages, is not installed"),
    }
}
