//! The exports as other programs read them.

use askback::exam::{Clock, DomainScore, Outcome, Paper, Part};
use askback::export::{
    CARDS, CardRow, DAYS, EXAMS, ExamRow, Format, REVIEWS, REVLOG, ReviewRow, Table, Texts, Value, Writer, day_values,
};
use askback::memory::Strength;
use askback::model::{CardId, Day, Device, Ease, Moment, Quality, ReviewKind};
use askback::schedule::CardState;
use askback::stats::DayTotals;
use proptest::prelude::*;

fn reviewed() -> ReviewRow<'static> {
    ReviewRow {
        device: Device([0xa1; 16]),
        seq: 7,
        at_ms: 1_774_765_800_250,
        offset_min: 120,
        local_day: Day(20_541),
        card: CardId(0x1234),
        deck: "kcna/sigs",
        prompt: "What does SIG Network do?",
        quality: Quality::new(3).expect("a grade"),
        answer_ms: 5210,
        kind: ReviewKind::Early,
        interval_before_days: 6,
        interval_after_days: 14,
        ease_before: Ease::START,
        ease_after: Ease::from_hundredths(236),
        scheduler: "sm2+late+early+cap3650",
        undone: true,
    }
}

fn written<const N: usize>(table: &Table<N>, format: Format, rows: &[[Value<'_>; N]]) -> String {
    let mut bytes = Vec::new();
    let mut writer = Writer::begin(table, format, &mut bytes).expect("memory takes everything");
    for row in rows {
        writer.row(row).expect("memory takes everything");
    }
    assert_eq!(writer.finish().expect("memory takes everything"), rows.len() as u64);
    String::from_utf8(bytes).expect("exports are UTF-8")
}

#[test]
fn reviews_have_the_columns_of_the_contract() {
    let rows = [reviewed().values()];
    let csv = "\
device,seq,reviewed_at,local_day,card_id,deck,prompt,quality,answer_ms,kind,interval_before_days,\
interval_after_days,ease_before,ease_after,scheduler,undone
a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1,7,2026-03-29T08:30:00.250+02:00,2026-03-29,0000000000001234,kcna/sigs,\
What does SIG Network do?,3,5210,early,6,14,2.5,2.36,sm2+late+early+cap3650,true
";
    assert_eq!(written(&REVIEWS, Format::Csv(Texts::Safe), &rows), csv);
    let json = r#"{"schema_version":1,"reviews":[
{"device":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","seq":7,"reviewed_at":"2026-03-29T08:30:00.250+02:00","local_day":"2026-03-29","card_id":"0000000000001234","deck":"kcna/sigs","prompt":"What does SIG Network do?","quality":3,"answer_ms":5210,"kind":"early","interval_before_days":6,"interval_after_days":14,"ease_before":2.5,"ease_after":2.36,"scheduler":"sm2+late+early+cap3650","undone":true}
]}
"#;
    assert_eq!(written(&REVIEWS, Format::Json, &rows), json);
}

#[test]
fn a_review_log_has_the_columns_and_numbers_of_anki_and_no_id_twice() {
    let cram = ReviewRow { kind: ReviewKind::Cram, quality: Quality::new(0).expect("a grade"), ..reviewed() };
    let far = ReviewRow { card: CardId(u64::MAX), answer_ms: 600_000, kind: ReviewKind::Learn, ..reviewed() };
    let (first, one) = reviewed().revlog(0);
    let (second, two) = cram.revlog(first);
    let (_, three) = far.revlog(second);
    let csv = "\
id,cid,ease,ivl,lastIvl,factor,time,type
1774765800250,4660,2,14,6,2360,5210,1
1774765800251,4660,1,14,6,0,5210,3
1774765800252,9223372036854775807,2,14,6,2360,60000,0
";
    assert_eq!(written(&REVLOG, Format::Csv(Texts::Safe), &[one, two, three]), csv);
}

#[test]
fn cards_leave_empty_what_a_new_card_has_not() {
    let state = CardState {
        repetitions: 2,
        interval_days: 6,
        ease: Ease::START,
        due: Day(20_006),
        last: Day(20_000),
        lapses: 1,
        reviews: 3,
        redrill_on: None,
        strength: Strength::default(),
    };
    let new = CardRow {
        card: CardId(1),
        deck: "deck",
        prompt: "What, \"exactly\"?",
        answer: "two\nlines",
        path: "notes/a.md",
        line: 12,
        status: "new",
        schedule: None,
        suspended: None,
    };
    let learnt =
        CardRow { card: CardId(2), status: "suspended", schedule: Some(&state), suspended: Some("leech"), ..new };
    let csv = "\
card_id,deck,prompt,answer,path,line,state,due,interval_days,ease,lapses,reviews,last_review,suspended_because
0000000000000001,deck,\"What, \"\"exactly\"\"?\",\"two\nlines\",notes/a.md,12,new,,,,,,,
0000000000000002,deck,\"What, \"\"exactly\"\"?\",\"two\nlines\",notes/a.md,12,suspended,2024-10-10,6,2.5,1,3,2024-10-04,leech
";
    assert_eq!(written(&CARDS, Format::Csv(Texts::Safe), &[new.values(), learnt.values()]), csv);
    let json: serde_json::Value =
        serde_json::from_str(&written(&CARDS, Format::Json, &[new.values(), learnt.values()])).expect("JSON");
    assert_eq!(json["cards"][0]["due"], serde_json::Value::Null);
    assert_eq!(json["cards"][1]["prompt"], "What, \"exactly\"?");
}

#[test]
fn days_are_written_in_order_and_an_export_without_rows_is_whole() {
    let totals = DayTotals { reviews: 3, learn: 1, review: 2, answer_ms: 15_000, lapses: 1, ..DayTotals::default() };
    let csv = "\
day,reviews,learn,review,redrill,early,cram,exam,answer_ms,young_asked,young_recalled,mature_asked,mature_recalled,lapses
2024-10-04,3,1,2,0,0,0,0,15000,0,0,0,0,1
";
    assert_eq!(written(&DAYS, Format::Csv(Texts::Safe), &[day_values(Day(20_000), &totals)]), csv);
    let empty: serde_json::Value = serde_json::from_str(&written(&DAYS, Format::Json, &[])).expect("JSON");
    assert_eq!(empty, serde_json::json!({"schema_version": 1, "days": []}));
}

fn moment(at_ms: i64) -> Moment {
    Moment { at_ms, offset_min: 120, zone: "Europe/Madrid".into(), day: Day(20_541) }
}

/// A paper of these domains, three parts to one, and a result in which the second was not asked.
fn sat(domains: &[&str]) -> (Paper, Outcome) {
    let weights = [3.0, 1.0];
    let named = || domains.iter().map(|name| (*name).to_owned()).zip(weights);
    let paper = Paper {
        name: "=Trial, first".into(),
        minutes: 90,
        pass_mark: 75,
        clock: Clock::Running,
        misses_due: true,
        seed: 7,
        domains: named().zip(0..).map(|((name, weight), missing)| Part { name, weight, missing }).collect(),
        items: Vec::new(),
    };
    let scores = named().zip([(2, 3, Some(2.0 / 3.0)), (0, 0, None)]);
    let outcome = Outcome {
        score: 2.0 / 3.0,
        passed: false,
        right: 2,
        questions: 3,
        taken_ms: 754_250,
        domains: scores
            .map(|((name, weight), (right, questions, score))| DomainScore { name, weight, right, questions, score })
            .collect(),
        marks: vec![true, true, false],
    };
    (paper, outcome)
}

fn written_exams(format: Format, domains: &[&str]) -> (String, u64) {
    let (paper, outcome) = sat(domains);
    let (started, finished) = (moment(1_774_765_800_250), moment(1_774_766_554_500));
    let row = ExamRow {
        id: "a1a1a1a1-7",
        started: &started,
        finished: Some(&finished),
        by_clock: false,
        paper: &paper,
        outcome: &outcome,
    };
    let mut bytes = Vec::new();
    let mut writer = Writer::begin(&EXAMS, format, &mut bytes).expect("memory takes everything");
    for row in [row, ExamRow { id: "a1a1a1a1-9", by_clock: true, finished: None, ..row }] {
        writer.row_of_parts(&row.values(), ExamRow::PARTS, &row.domains()).expect("memory takes everything");
    }
    let rows = writer.finish().expect("memory takes everything");
    (String::from_utf8(bytes).expect("exports are UTF-8"), rows)
}

#[test]
fn an_exam_has_a_row_for_each_domain_in_csv() {
    let csv = "\
id,name,started_at,finished_at,questions,right,score,pass_mark,passed,seconds,handed_in_by,domain,domain_weight,\
domain_questions,domain_right,domain_missing,domain_score
a1a1a1a1-7,\"'=Trial, first\",2026-03-29T08:30:00.250+02:00,2026-03-29T08:42:34.500+02:00,3,2,0.6666666666666666,75,\
false,754.25,learner,Even,3.0,3,2,0,0.6666666666666666
a1a1a1a1-7,\"'=Trial, first\",2026-03-29T08:30:00.250+02:00,2026-03-29T08:42:34.500+02:00,3,2,0.6666666666666666,75,\
false,754.25,learner,'@Odd,1.0,0,0,1,
a1a1a1a1-9,\"'=Trial, first\",2026-03-29T08:30:00.250+02:00,,3,2,0.6666666666666666,75,\
false,754.25,clock,Even,3.0,3,2,0,0.6666666666666666
a1a1a1a1-9,\"'=Trial, first\",2026-03-29T08:30:00.250+02:00,,3,2,0.6666666666666666,75,\
false,754.25,clock,'@Odd,1.0,0,0,1,
";
    assert_eq!(written_exams(Format::Csv(Texts::Safe), &["Even", "@Odd"]), (csv.to_owned(), 4));
}

#[test]
fn an_exam_is_one_object_with_its_domains_in_json() {
    let (json, rows) = written_exams(Format::Json, &["Even", "@Odd"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let exam = serde_json::json!({
        "id": "a1a1a1a1-7", "name": "=Trial, first", "started_at": "2026-03-29T08:30:00.250+02:00",
        "finished_at": "2026-03-29T08:42:34.500+02:00", "questions": 3, "right": 2, "score": 2.0 / 3.0,
        "pass_mark": 75, "passed": false, "seconds": 754.25, "handed_in_by": "learner", "domains": [
            {"domain": "Even", "domain_weight": 3.0, "domain_questions": 3, "domain_right": 2, "domain_missing": 0,
             "domain_score": 2.0 / 3.0},
            {"domain": "@Odd", "domain_weight": 1.0, "domain_questions": 0, "domain_right": 0, "domain_missing": 1,
             "domain_score": null},
        ],
    });
    assert_eq!((&json["schema_version"], &json["exams"][0], rows), (&serde_json::json!(1), &exam, 2));
    assert_eq!(json["exams"][1]["finished_at"], serde_json::Value::Null);
}

#[test]
fn an_exam_without_domains_is_not_lost() {
    let (csv, rows) = written_exams(Format::Csv(Texts::Safe), &[]);
    assert!(csv.lines().nth(1).expect("a row").ends_with(",learner,,,,,,"), "{csv}");
    assert_eq!(rows, 2);
    let json: serde_json::Value = serde_json::from_str(&written_exams(Format::Json, &[]).0).expect("JSON");
    assert_eq!(json["exams"][0]["domains"], serde_json::json!([]));
}

const TEXTS: Table<1> = Table { name: "texts", columns: ["text"] };

fn read_back(csv: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.records().map(|row| row.expect("a row")[0].to_owned()).collect()
}

#[test]
fn no_text_of_the_learner_becomes_a_formula() {
    let hostile = [
        "=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u{feff}=1", "\u{200b}@x", "\u{ff1d}1",
        "  \u{feff} -cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\",\"y\")",
    ];
    for text in hostile {
        let safe = written(&TEXTS, Format::Csv(Texts::Safe), &[[Value::Text(text)]]);
        assert_eq!(read_back(&safe), [format!("'{text}")], "{text:?}");
    }
    for text in ["", "plain", "a=b", "3-2", "'=1", "e-mail", "  indented"] {
        let safe = written(&TEXTS, Format::Csv(Texts::Safe), &[[Value::Text(text)]]);
        assert_eq!(read_back(&safe), [text], "{text:?}");
    }
}

#[test]
fn numbers_stay_numbers() {
    let row = [Value::Whole(-5)];
    assert_eq!(written(&TEXTS, Format::Csv(Texts::Safe), &[row]), "text\n-5\n");
}

#[test]
fn a_full_sink_is_an_error_and_not_a_short_file() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("no space left on device"))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for format in [Format::Csv(Texts::Safe), Format::Json] {
        let mut writer = Writer::begin(&TEXTS, format, Full).expect("nothing has left the buffer");
        let failed = (0..100_000)
            .try_for_each(|_| writer.row(&[Value::Text("some text")]))
            .and_then(|()| writer.finish().map(drop));
        assert!(failed.expect_err("the sink is full").to_string().contains("no space left"));
    }
}

proptest! {
    #[test]
    fn raw_csv_and_json_give_every_text_back(texts in prop::collection::vec("\\PC*|[=+@\t\r\n\"', -]{0,5}", 1..8)) {
        let rows: Vec<[Value<'_>; 1]> = texts.iter().map(|text| [Value::Text(text)]).collect();
        prop_assert_eq!(&read_back(&written(&TEXTS, Format::Csv(Texts::Raw), &rows)), &texts);
        let json: serde_json::Value = serde_json::from_str(&written(&TEXTS, Format::Json, &rows)).expect("JSON");
        let back: Vec<&str> = json["texts"].as_array().expect("rows").iter().filter_map(|row| row["text"].as_str()).collect();
        prop_assert_eq!(back, texts);
    }
}
