use std::sync::Arc;

use super::*;
use crate::model::{CardId, Kind, Source};
use proptest::prelude::*;

fn question(answer: &str, accepted: &[&str], items: &[&str]) -> Question {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Question {
        id: CardId(1),
        kind: Kind::Term,
        direction: Direction::Forward,
        prompt: "?".into(),
        answer: answer.into(),
        accepted: owned(accepted),
        items: owned(items),
        choices: Vec::new(),
        context: Vec::new(),
        authored: false,
        source: Source { path: Arc::from("n.md"), line: 1, end_line: 1 },
        family: 1,
        note: Arc::from("n.md"),
        statement: crate::model::Statement::default(),
        passed: Vec::new(),
    }
}

fn verdict(typed: &str, answer: &str, accepted: &[&str], pool: &[&str]) -> Verdict {
    judge(typed, &question(answer, accepted, &[]), &Pool::of(pool.iter().copied()))
}

fn suggested(typed: &str, answer: &str) -> Button {
    verdict(typed, answer, &[], &[]).suggested
}

#[test]
fn case_articles_hyphens_plurals_and_ands_do_not_matter() {
    for (typed, answer) in [
        ("the cloud native  foundations", "Cloud-Native Foundation"),
        ("tradeoff", "trade-off"),
        ("policy", "policies"),
        ("logging & metrics", "Logging, metrics"),
        ("\"kubelet\".", "`kubelet`"),
        ("3", "three"),
        ("1000", "1,000"),
    ] {
        assert_eq!(suggested(typed, answer), Button::Good, "{typed} for {answer}");
    }
}

#[test]
fn an_accent_left_out_is_right_and_pointed_out() {
    assert_eq!(verdict("cafe", "Café", &[], &[]).words, "right, mind the accents: Café");
    assert_eq!(suggested("か", "が"), Button::Again);
}

#[test]
fn brackets_may_be_left_out_and_accepted_forms_count() {
    let accepted = ["SIGs", "Special Interest Groups"];
    for typed in ["special interest group", "SIG", "Special Interest Groups (SIGs)"] {
        assert_eq!(verdict(typed, "Special Interest Groups (SIGs)", &accepted, &[]).suggested, Button::Good, "{typed}");
    }
    assert_eq!(
        suggested("Container runtimes and sandboxing", "Container runtimes (runc) and sandboxing"),
        Button::Good
    );
}

#[test]
fn a_slip_is_forgiven_in_a_long_word_only() {
    assert_eq!(verdict("observabilty", "Observability", &[], &[]).words, "right, but for a slip: observability");
    assert_eq!(suggested("SIG Sheduling", "SIG Scheduling"), Button::Good);
    for (typed, answer) in
        [("nodo", "node"), ("CKS", "CKA"), ("1000001", "1000002"), ("sha256", "sha255"), ("IPv6", "IPv4")]
    {
        assert_eq!(suggested(typed, answer), Button::Again, "{typed} for {answer}");
    }
}

#[test]
fn a_slip_that_turns_the_meaning_is_none() {
    for (typed, answer) in [
        ("symmetric", "asymmetric"),
        ("afferent", "efferent"),
        ("hypertension", "hypotension"),
        ("intercellular", "intracellular"),
        ("typical", "atypical"),
        ("adduction", "abduction"),
        ("secure", "insecure"),
    ] {
        assert_eq!(suggested(typed, answer), Button::Again, "{typed} for {answer}");
    }
}

#[test]
fn a_slip_that_makes_or_nears_another_answer_is_wrong() {
    let wrong = verdict("appellee", "appellant", &[], &["appellee"]);
    assert_eq!(wrong.words, "not this: that answers another card");
    assert_eq!(verdict("SIG Networks", "SIG Network", &[], &["SIG Networks"]).suggested, Button::Again);
    assert_eq!(verdict("SIG Networks", "SIG Network", &[], &["SIG Network"]).suggested, Button::Good);
    assert_eq!(
        verdict("statefull", "stateful", &[], &["stateful", "statefuls"]).suggested,
        Button::Again,
        "as near to both"
    );
}

#[test]
fn most_of_a_long_answer_is_nearly_right_and_says_what_is_missing() {
    let verdict = |typed: &str, answer: &str| verdict(typed, answer, &[], &[]);
    let answer = "Monitoring, metrics, logging, tracing";
    assert_eq!(verdict("monitoring, metrics and logging", answer).words, "nearly; missing: tracing");
    assert_eq!(verdict("monitoring, metrics and logging", answer).suggested, Button::Hard);
    assert_eq!(verdict("logging", answer).suggested, Button::Again);
    assert_eq!(verdict("from status to spec", "from spec to status").suggested, Button::Hard, "the order may matter");
    assert_eq!(verdict("pods that are restarted", "pods that are not restarted").suggested, Button::Again);
    let dump = "the api server and etcd and the scheduler and the kubelet and the proxy and the dns and the runtime";
    assert_eq!(verdict(dump, "the kubelet and the proxy").suggested, Button::Again, "everything at once is no answer");
}

#[test]
fn a_list_is_judged_item_by_item_in_any_order() {
    let list = question("a", &[], &["experts", "contributors", "end users (adopters)"]);
    let judged = |typed: &str| judge(typed, &list, &Pool::default());
    assert_eq!(judged("end users, experts and contributors").words, "all 3 of 3");
    assert_eq!(judged("Experts; contributers; end user").words, "all 3 of 3");
    assert_eq!(judged("end users experts contributors").words, "all 3 of 3");
    let two = Verdict::in_parts(Button::Hard, 2, 3, "2 of 3; missing: contributors");
    assert_eq!(judged("end users, experts"), Verdict { missed: vec!["contributors".into()], ..two });
    assert_eq!(judged("nobody").suggested, Button::Again);
    assert_eq!(judged("experts, contributors, end users, cats").words, "all 3 of 3; 1 not in the list");
    assert_eq!(judged("experts, experts, experts").suggested, Button::Again, "one item counts once");
}

#[test]
fn an_item_typed_with_the_noun_of_the_prompt_is_that_item() {
    let asked =
        Question { prompt: "What are laws classified as?".into(), ..question("a", &[], &["public", "private"]) };
    assert_eq!(judge("private law, public law", &asked, &Pool::default()).words, "all 2 of 2");
    assert_eq!(judge("private law, common law", &asked, &Pool::default()).words, "1 of 2; missing: public");
}

/// Answers of many fields and languages, what was typed, and the grade it deserves.
const CASES: &[(&str, &str, Button)] = &[
    // Biology
    ("mitochondria", "mitochondria", Button::Good),
    ("the mitochondrion", "Mitochondrion", Button::Good),
    ("mitochondrian", "mitochondrion", Button::Good),
    ("206 bones", "two hundred and six bones", Button::Good),
    ("37 celsius", "37 °C", Button::Good),
    ("37 °F", "37 °C", Button::Again),
    ("oxygen and carbon dioxide", "carbon dioxide & oxygen", Button::Hard),
    ("meiosis", "mitosis", Button::Again),
    // Medicine
    ("500mg", "0.5 g", Button::Good),
    ("500 µg", "500 mg", Button::Again),
    ("hypotension", "hypertension", Button::Again),
    ("ACE-inhibitor", "ACE inhibitors", Button::Good),
    ("beta blockers", "β-blockers", Button::Again),
    // Physics and chemistry
    ("300,000 km/s", "300 000 km/s", Button::Good),
    ("3e8 m/s", "3 × 10⁸ m/s", Button::Good),
    ("108", "10⁸", Button::Again),
    ("5 MW", "5 mW", Button::Again),
    ("5000 m", "5 km", Button::Good),
    ("5", "5 km", Button::Hard),
    ("h2o", "H₂O", Button::Good),
    // Computing
    ("80", "port 80", Button::Again),
    ("port 80", "port 80", Button::Good),
    ("CKS", "CKA", Button::Again),
    ("c", "C++", Button::Again),
    ("kube proxy", "kube-proxy", Button::Good),
    ("ReadWriteMany", "ReadWriteOnce", Button::Again),
    ("`kubectl get pods`", "kubectl get pods", Button::Good),
    ("one", "1", Button::Good),
    ("1000 nodes", "one thousand nodes", Button::Good),
    // Law
    ("preponderance of evidence", "preponderance of the evidence", Button::Good),
    ("appellee", "appellant", Button::Again),
    ("guilty", "not guilty", Button::Again),
    ("colour", "colour / color", Button::Good),
    ("color", "colour/color", Button::Good),
    ("TCP", "TCP/IP", Button::Again),
    // History
    ("May 8, 1945", "8 May 1945", Button::Good),
    ("1945-05-08", "8 May 1945", Button::Good),
    ("9 May 1945", "8 May 1945", Button::Again),
    ("May 1945", "8 May 1945", Button::Hard),
    ("1789", "1798", Button::Again),
    ("44 BCE", "44 BC", Button::Good),
    ("44", "44 BC", Button::Hard),
    ("Napoleon Bonaparte", "Napoleon (Bonaparte)", Button::Good),
    ("Napoleon", "Napoleon (Bonaparte)", Button::Good),
    // Music and food
    ("4/4", "4/4", Button::Good),
    ("3/4", "4/4", Button::Again),
    // German
    ("Koeln", "Köln", Button::Good),
    ("Koln", "Köln", Button::Good),
    ("8. Mai 1945", "8.5.1945", Button::Good),
    ("strasse", "Straße", Button::Good),
    // French and Spanish
    ("ecole", "école", Button::Good),
    ("l'eau", "l’eau", Button::Good),
    ("nino", "niño", Button::Good),
    ("oeuvre", "œuvre", Button::Good),
    // Polish, Danish
    ("Lodz", "Łódź", Button::Good),
    ("smorrebrod", "smørrebrød", Button::Good),
    // Russian, Greek, Hindi, Japanese, Chinese, Arabic
    ("елка", "ёлка", Button::Good),
    ("мои", "мой", Button::Again),
    ("λογος", "λόγος", Button::Good),
    ("か", "が", Button::Again),
    ("ｶﾀｶﾅ", "カタカナ", Button::Good),
    ("北京", "北京", Button::Good),
    ("南京", "北京", Button::Again),
    ("كتاب", "كِتَاب", Button::Good),
];

#[test]
fn what_means_the_same_is_right_in_every_field_and_language() {
    let wrong: Vec<String> = CASES
        .iter()
        .map(|(typed, answer, expected)| (typed, answer, expected, verdict(typed, answer, &[], &[])))
        .filter(|(.., expected, verdict)| verdict.suggested != **expected)
        .map(|(typed, answer, expected, verdict)| format!("{typed:?} for {answer:?}: {expected:?}, not {verdict:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn composed_and_decomposed_letters_are_one() {
    use unicode_normalization::UnicodeNormalization;
    for answer in ["café", "Łódź", "Ελλάδα", "한국어", "ガイド", "Đà Nẵng"] {
        let (composed, decomposed): (String, String) = (answer.nfc().collect(), answer.nfd().collect());
        assert_eq!(verdict(&decomposed, &composed, &[], &[]).words, "right", "{answer}");
        assert_eq!(verdict(&composed, &decomposed, &[], &[]).words, "right", "{answer}");
    }
}

#[test]
fn each_verdict_says_in_a_few_words_why() {
    for (typed, answer, words) in [
        ("5 m", "5 km", "not this: 5 m is not 5 km"),
        ("5000 m", "5 km", "right, in another unit: 5 km"),
        ("5", "5 km", "nearly; with its unit: 5 km"),
        ("9 May 1945", "8 May 1945", "not this: another date"),
        ("8.5.1945", "8 May 1945", "right, written a little differently"),
        ("Koeln", "Köln", "right, mind the accents: Köln"),
        ("color", "colour / color", "right, one of the ways to say it"),
    ] {
        assert_eq!(verdict(typed, answer, &[], &[]).words, words, "{typed} for {answer}");
    }
}

#[test]
fn the_share_that_was_right_is_told_in_percent_and_decides_the_grade() {
    let list = question("a", &[], &["manifest", "configuration", "layers", "index"]);
    for (typed, percent, grade) in [
        ("layers, index, manifest, configuration", 100, Button::Good),
        ("layers, index, manifest", 75, Button::Hard),
        ("layers, index", 50, Button::Hard),
        ("layers", 25, Button::Again),
        ("nothing", 0, Button::Again),
    ] {
        let verdict = judge(typed, &list, &Pool::default());
        assert_eq!((verdict.percent, verdict.suggested), (percent, grade), "{typed}");
    }
}

#[test]
fn steps_that_are_in_place_count_though_some_are_missing() {
    let steps = Question { direction: Direction::Order, ..question("a", &[], &["plan", "build", "test", "run"]) };
    assert_eq!(judge("plan, build, run", &steps, &Pool::default()).suggested, Button::Hard);
    assert_eq!(judge("plan, test, build, run", &steps, &Pool::default()).percent, 75);
}

#[test]
fn an_item_may_hold_a_comma_or_an_and() {
    let list = question("a", &[], &["Documentation and education", "Code, review"]);
    assert_eq!(judge("code, review, documentation and education", &list, &Pool::default()).suggested, Button::Good);
}

#[test]
fn steps_count_in_their_order_only() {
    let steps = Question { direction: Direction::Order, ..question("a", &[], &["plan", "build", "run"]) };
    assert_eq!(judge("plan, build, run", &steps, &Pool::default()).suggested, Button::Good);
    assert_eq!(judge("plan -> run -> build", &steps, &Pool::default()).suggested, Button::Again);
}

proptest! {
    #[test]
    fn the_answer_itself_is_always_right_and_nothing_panics(answer in "\\PC{1,40}", typed in any::<String>()) {
        let card = question(&answer, &[], &[]);
        let pool = Pool::of(["other"]);
        prop_assert_eq!(judge(&answer, &card, &pool).suggested, Button::Good);
        judge(&typed, &card, &pool);
        judge(&typed, &question(&answer, &[], &[&answer, "another"]), &pool);
    }
}
