//! Is a typed answer right? Forgiving in form, strict where another answer lies near.
//!
//! The verdict only suggests a grade; the learner gives it.

use std::collections::HashSet;

use super::form::{folded, joined, without_accents, words};
use crate::model::{Button, Direction, Question};

/// Letters a word needs before a slip in it is forgiven.
const LONG_WORD: usize = 6;

/// Beginnings that turn a word into its opposite; leaving one out is no slip.
const TURNING: [&str; 10] = ["a", "ab", "un", "in", "im", "ir", "il", "non", "dis", "anti"];

/// Words that turn a statement round when they are left out or put in.
const VITAL: [&str; 8] = ["not", "no", "never", "without", "cannot", "except", "only", "nor"];

/// What was made of a typed answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The verdict in a few words.
    pub words: String,
    /// The grade it suggests.
    pub suggested: Button,
}

impl Verdict {
    fn new(suggested: Button, words: impl Into<String>) -> Self {
        Self { words: words.into(), suggested }
    }

    fn right(how: &str) -> Self {
        Self::new(Button::Good, format!("right{how}"))
    }

    fn wrong(why: &str) -> Self {
        Self::new(Button::Again, format!("not this{why}"))
    }
}

/// The answers of all cards: a slip that makes another one of them is no slip.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    folded: HashSet<String>,
}

impl Pool {
    /// Gathers the answers.
    pub fn of<'a>(answers: impl IntoIterator<Item = &'a str>) -> Self {
        Self { folded: answers.into_iter().map(folded).collect() }
    }

    /// Tells whether the text is an answer other than these forms.
    fn holds_another(&self, given: &str, forms: &[String]) -> bool {
        self.folded.contains(given) && !forms.iter().any(|form| folded(form) == given)
    }

    /// Tells whether an answer other than these forms lies as near to the text as one slip.
    fn has_another_near(&self, given: &str, forms: &[String]) -> bool {
        let near = |other: &&String| slip(other, given).is_some();
        self.folded.iter().filter(near).any(|other| !forms.iter().any(|form| folded(form) == *other))
    }
}

/// Judges a typed answer that is not empty.
pub fn judge(typed: &str, question: &Question, pool: &Pool) -> Verdict {
    if !question.items.is_empty() {
        return if question.direction == Direction::Order {
            order(typed, question)
        } else {
            list(typed, question, pool)
        };
    }
    let forms = forms(question);
    let given = folded(typed);
    if forms.iter().any(|form| folded(form) == given) {
        return Verdict::right("");
    }
    if pool.holds_another(&given, &forms) {
        return Verdict::wrong(": that answers another card");
    }
    if let Some(verdict) = loosely_right(typed, &forms) {
        return verdict;
    }
    let slipped = forms.iter().find_map(|form| slip(&folded(form), &given));
    if let Some(word) = slipped.filter(|_| !pool.has_another_near(&given, &forms)) {
        return Verdict::right(&format!(", but for a slip: {word}"));
    }
    forms
        .iter()
        .map(|form| in_part(typed, form))
        .min_by_key(|verdict| verdict.suggested == Button::Again)
        .unwrap_or_else(|| Verdict::wrong(""))
}

/// Returns all forms of the answer that count, the shown one first; what stands in brackets may be
/// left out.
fn forms(question: &Question) -> Vec<String> {
    let mut forms = Vec::new();
    for form in std::iter::once(&question.answer).chain(&question.accepted) {
        forms.push(form.clone());
        forms.extend(without_brackets(form));
    }
    forms
}

/// Returns a text without its brackets, nothing if it has none or nothing else.
fn without_brackets(text: &str) -> Option<String> {
    let (before, rest) = text.split_once('(')?;
    let (_, after) = rest.split_once(')')?;
    let without = format!("{} {}", before.trim_end(), after.trim_start()).trim().to_owned();
    without.chars().any(char::is_alphanumeric).then_some(without)
}

/// Judges what is right but for its form; each allowance is named.
fn loosely_right(typed: &str, forms: &[String]) -> Option<Verdict> {
    let given = folded(typed);
    let bare = without_accents(&given);
    if let Some(form) = forms.iter().find(|form| without_accents(&folded(form)) == bare) {
        return Some(Verdict::right(&format!(", mind the accents: {form}")));
    }
    let same =
        |form: &&String| !joined(form).is_empty() && (words(form) == words(typed) || joined(form) == joined(typed));
    forms.iter().find(same).map(|_| Verdict::right(", written a little differently"))
}

/// Returns the long word in which alone the two differ by one slip of the keys: a letter more, less
/// or other, or two swapped. The beginning, digits, and whatever turns the meaning must be right.
fn slip(right: &str, typed: &str) -> Option<String> {
    let (right, typed): (Vec<&str>, Vec<&str>) =
        (right.split_whitespace().collect(), typed.split_whitespace().collect());
    if right.len() != typed.len() {
        return None;
    }
    let mut wrong = right.iter().zip(&typed).filter(|(one, other)| one != other);
    let (one, other) = wrong.next().filter(|_| wrong.next().is_none())?;
    is_slip(one, other).then(|| (*one).to_owned())
}

/// Tells whether a word is another one but for a slip of the keys.
fn is_slip(right: &str, typed: &str) -> bool {
    let digits = right.chars().chain(typed.chars()).any(|c| c.is_ascii_digit());
    let same_length = right.chars().count() == typed.chars().count();
    let certain = if same_length { 2 } else { 1 };
    let begins_alike = right.chars().take(certain).eq(typed.chars().take(certain));
    let turned =
        TURNING.iter().any(|turn| right.strip_prefix(turn) == Some(typed) || typed.strip_prefix(turn) == Some(right));
    right.chars().count() >= LONG_WORD && !digits && begins_alike && !turned && strsim::osa_distance(right, typed) == 1
}

/// Judges by the words of the answer that were typed.
fn in_part(typed: &str, form: &str) -> Verdict {
    let (asked, given) = (words(form), words(typed));
    let has = |all: &[String], word: &String| all.iter().any(|other| other == word || is_slip(other, word));
    let missed: Vec<&String> = asked.iter().filter(|word| !has(&given, word)).collect();
    let added = given.iter().filter(|word| !has(&asked, word)).count();
    let turned = |list: &[String]| list.iter().filter(|word| VITAL.contains(&word.as_str())).count();
    if asked.is_empty() || turned(&asked) != turned(&given) {
        return Verdict::wrong("");
    }
    match missed.len() {
        0 if asked.len() >= 2 && added == 0 => Verdict::new(Button::Hard, "all its words, in another order"),
        0 if asked.len() >= 2 && added * 2 <= asked.len() => Verdict::right(", with more than was asked"),
        missing if asked.len() >= 3 && missing > 0 && missing * 3 <= asked.len() && added * 2 <= asked.len() => {
            let missed: Vec<&str> = missed.into_iter().map(String::as_str).collect();
            Verdict::new(Button::Hard, format!("nearly; missing: {}", missed.join(", ")))
        }
        _ => Verdict::wrong(""),
    }
}

/// Judges a list: any order, credit for each item.
fn list(typed: &str, question: &Question, pool: &Pool) -> Verdict {
    let items = &question.items;
    let mut parts = parts(typed);
    let whole = format!(" {} ", words(typed).join(" "));
    let mut missed = Vec::new();
    for item in items {
        let others: Vec<String> = items.iter().filter(|other| *other != item).map(|other| folded(other)).collect();
        let names = |part: &String| {
            let free =
                |given: &String| !others.contains(given) && !pool.holds_another(given, std::slice::from_ref(item));
            same_item(item, part) || slip(&folded(item), &folded(part)).is_some() && free(&folded(part))
        };
        let said = [Some(item.clone()), without_brackets(item)].into_iter().flatten().map(|form| words(&form));
        let held = said.filter(|form| !form.is_empty()).find(|form| whole.contains(&format!(" {} ", form.join(" "))));
        if let Some(place) = parts.iter().position(names) {
            parts.remove(place);
        } else if let Some(held) = held {
            // Typed without commas, or an item that holds one itself.
            parts.retain(|part| !words(part).iter().all(|word| held.contains(word)));
        } else {
            missed.push(item.as_str());
        }
    }
    // Items typed without commas between them are one part that is no item.
    let whole_names_items = parts.len() == 1 && missed.len() < items.len() && words(&parts[0]).len() > 1;
    let wrong = if whole_names_items { 0 } else { parts.len() };
    counted(items.len(), &missed, wrong)
}

/// Returns the verdict on a list by what was named.
fn counted(all: usize, missed: &[&str], wrong: usize) -> Verdict {
    let right = all - missed.len();
    let beside = if wrong > 0 { format!("; {wrong} not in the list") } else { String::new() };
    match missed.len() {
        0 if wrong == 0 => Verdict::new(Button::Good, format!("all {all} of {all}")),
        0 => Verdict::new(Button::Hard, format!("all {all} of {all}{beside}")),
        _ => {
            let suggested = if right * 2 >= all && wrong <= right { Button::Hard } else { Button::Again };
            Verdict::new(suggested, format!("{right} of {all}; missing: {}{beside}", missed.join(", ")))
        }
    }
}

/// Judges steps: as many in place as come in the order of the notes.
fn order(typed: &str, question: &Question) -> Verdict {
    let items = &question.items;
    let parts = parts(typed);
    let places: Vec<usize> =
        parts.iter().filter_map(|part| items.iter().position(|item| same_item(item, part))).collect();
    let in_order = places.windows(2).all(|pair| pair[0] < pair[1]);
    match places.len() {
        named if named == items.len() && in_order => Verdict::right(", in the right order"),
        named if named == items.len() => Verdict::new(Button::Again, "all of them, in another order"),
        named => Verdict::new(Button::Again, format!("{named} of {} in place", items.len())),
    }
}

/// Tells whether a typed part names an item.
fn same_item(item: &str, part: &str) -> bool {
    let same = |form: &str| folded(form) == folded(part) || !joined(form).is_empty() && joined(form) == joined(part);
    same(item) || without_brackets(item).is_some_and(|form| same(&form))
}

/// Splits what was typed for a list.
fn parts(typed: &str) -> Vec<String> {
    let commas: Vec<&str> = typed.split([',', ';', '\n', '→']).flat_map(|part| part.split("->")).collect();
    let ands = commas.iter().flat_map(|part| part.split(" and ")).map(|part| part.trim_start_matches("and ").trim());
    ands.filter(|part| part.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
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
            assert_eq!(
                verdict(typed, "Special Interest Groups (SIGs)", &accepted, &[]).suggested,
                Button::Good,
                "{typed}"
            );
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
        assert_eq!(
            verdict("from status to spec", "from spec to status").suggested,
            Button::Hard,
            "the order may matter"
        );
        assert_eq!(verdict("pods that are restarted", "pods that are not restarted").suggested, Button::Again);
        let dump =
            "the api server and etcd and the scheduler and the kubelet and the proxy and the dns and the runtime";
        assert_eq!(
            verdict(dump, "the kubelet and the proxy").suggested,
            Button::Again,
            "everything at once is no answer"
        );
    }

    #[test]
    fn a_list_is_judged_item_by_item_in_any_order() {
        let list = question("a", &[], &["experts", "contributors", "end users (adopters)"]);
        let judged = |typed: &str| judge(typed, &list, &Pool::default());
        assert_eq!(judged("end users, experts and contributors").words, "all 3 of 3");
        assert_eq!(judged("Experts; contributers; end user").words, "all 3 of 3");
        assert_eq!(judged("end users experts contributors").words, "all 3 of 3");
        let two = Verdict::new(Button::Hard, "2 of 3; missing: contributors");
        assert_eq!(judged("end users, experts"), two);
        assert_eq!(judged("nobody").suggested, Button::Again);
        assert_eq!(judged("experts, contributors, end users, cats").words, "all 3 of 3; 1 not in the list");
        assert_eq!(judged("experts, experts, experts").suggested, Button::Again, "one item counts once");
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
}
