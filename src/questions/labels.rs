//! Checks of labels and values: a label that names a thing, a description that says what it is,
//! a value that stays true for longer than a term of office.

use crate::facts::english::{Opening, bare, is_base_verb, is_clause, is_noun_too, is_particle, is_plural, opening};
use crate::facts::{Relation, announces_cases, hangs, is_worked_case, tells_of_note};
use crate::model::Direction;

use super::Draft;
use super::vet::{Check, Finding};

/// The checks of labels in their order.
pub(super) const CHECKS: &[Check] = &[
    ("its label names a thing", |draft| label(draft).or_else(|| place(draft))),
    ("its description is no sentence", sentence),
    ("tells no reader what to do", advice),
    ("stays true", volatile),
    ("one value", values),
    ("no single case", case),
];

/// Last words of labels under which a writer speaks to the reader.
const ASIDES: &[&str] = &[
    "tip", "tips", "takeaway", "takeaways", "reminder", "reminders", "hint", "hints", "note", "notes", "relevance",
    "mnemonic", "mnemonics", "caveat", "caution", "pearl", "pearls", "insight", "trick",
];

/// Labels that name what the lines above them are for, and no thing.
const RUBRICS: &[&str] = &[
    "application", "applications", "research", "critical thinking", "room", "equipment", "transport", "staff",
    "staffing", "focus", "leadership", "project", "projects", "count", "benefit", "benefits", "drawback", "drawbacks",
    "goal", "goals", "limitation", "limitations", "deliverables", "time frame", "timeframe", "materials",
];

/// Nouns that with a number name a part of a text, or one of its tasks: `Question 8`, `Option B`.
const PARTS_OF_A_TEXT: &[&str] = &[
    "paragraph", "section", "chapter", "page", "slide", "lesson", "lecture", "unit", "module", "question", "problem",
    "exercise", "example", "scenario", "case", "task", "option", "answer", "figure", "table", "course", "video",
    "quiz", "topic", "rule", "query", "step", "point", "item", "reason", "fact", "idea",
];

/// Names that tell when in a year or week of which nothing is said.
const DAYS_AND_MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
];

fn told(draft: &Draft<'_>) -> bool {
    matches!(draft.fact.relation, Relation::Described) && draft.fact.owner.is_none()
}

/// `What is exam takeaway?`, `What does room mean?`: the label says what follows and of what it is the heading knows.
fn label(draft: &Draft<'_>) -> Finding {
    let name = match &draft.fact.relation {
        Relation::Attribute { name } => name.to_lowercase(),
        Relation::Described => draft.fact.subject.to_lowercase(),
        _ => return None,
    };
    let words: Vec<String> = name.split_whitespace().map(bare).collect();
    let last = words.last().map_or("", String::as_str);
    let aside = ASIDES.contains(&last) && words.len() <= 3 && !name.contains(" of ");
    let rubric = told(draft) && (hangs(&name) || RUBRICS.contains(&words.join(" ").as_str()));
    let of_note = told(draft) && draft.fact.headings.len() <= 1 && tells_of_note(&name);
    let told_as_case = words.len() == 1 && matches!(draft.fact.relation, Relation::Described) && announces_cases(&name);
    let leans = matches!(words.first().map(String::as_str), Some("according" | "vs" | "versus"));
    let open = told(draft) && words.len() > 1 && is_particle(last) && !matches!(last, "up" | "down" | "out" | "off");
    (aside || rubric || of_note || told_as_case || leans || open).then(|| format!("`{name}` is a label and no thing"))
}

/// `What is Question 8?`, `What is 1.2 Pods?`: a number finds a place in a text, and no thing.
fn place(draft: &Draft<'_>) -> Finding {
    let subject = draft.fact.subject.to_lowercase();
    let words: Vec<&str> = subject.split_whitespace().collect();
    let sign = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.chars().count() == 1 || word.chars().all(|c| c.is_ascii_digit())
    };
    let list = matches!(draft.fact.relation, Relation::Members { .. });
    let name = words.get(if list { words.len().saturating_sub(2) } else { 0 }..).unwrap_or_default();
    let numbered = matches!(name, [noun, number] if PARTS_OF_A_TEXT.contains(noun) && sign(number));
    let outline = words.len() > 1
        && words.first().is_some_and(|word| {
            word.contains('.')
                && word.starts_with(|c: char| c.is_ascii_digit())
                && word.chars().all(|c| c.is_ascii_digit() || c == '.')
        });
    let undated = words.len() == 1
        && DAYS_AND_MONTHS
            .iter()
            .any(|name| subject.trim_end_matches('.') == *name || name.get(..3) == Some(subject.trim_end_matches('.')));
    let relation = list || matches!(draft.fact.relation, Relation::Described | Relation::Attribute { .. });
    (relation && (numbered || outline || undated)).then(|| format!("`{}` is a place in the notes", draft.fact.subject))
}

/// `What does a seller send?` under `Examples`, `What did the terminal display?` in a diary: it was
/// so once.
fn case(draft: &Draft<'_>) -> Finding {
    let object = draft.fact.object.to_lowercase();
    let kind =
        matches!(draft.fact.relation, Relation::Is(_)) && (object.starts_with("a ") || object.starts_with("an "));
    if !kind && draft.fact.headings.last().is_some_and(|heading| is_worked_case(heading)) {
        return Some("it is so in one worked case".into());
    }
    if !draft.fact.relation.is_deed() {
        return None;
    }
    let once = draft.fact.headings.last().is_some_and(|heading| announces_cases(heading));
    let writer = draft.fact.evidence.split_whitespace().any(|word| matches!(word, "I" | "I'm" | "I've" | "my" | "My"));
    (once || writer).then(|| "it tells of one case".into())
}

/// `What is diabetes? -> High glucose damages glomeruli`: what is told is what happens, not what it is.
fn sentence(draft: &Draft<'_>) -> Finding {
    let modal = bare(draft.fact.object.split_whitespace().next().unwrap_or(""));
    let may = matches!(modal.as_str(), "can" | "must" | "may" | "should" | "cannot" | "will");
    let attribute = matches!(draft.fact.relation, Relation::Attribute { .. })
        && (may || [" should ", " must ", " cannot "].iter().any(|word| draft.fact.object.contains(word)));
    if attribute {
        return Some(format!("`{}` is a sentence of its own", draft.fact.object));
    }
    if !told(draft) || !speaks(&draft.fact.object) {
        return None;
    }
    let back = draft.direction == Direction::Reverse;
    let asks = |starts: &[&str]| starts.iter().any(|start| draft.prompt.contains(start));
    let means = draft.prompt.ends_with(" mean?");
    let dated = draft.fact.subject.contains(" (") && draft.fact.subject.contains(|c: char| c.is_ascii_digit());
    let what = asks(&["What is ", "What are ", ", what is ", ", what are "]) || draft.prompt.ends_with(" do?");
    let several = means && (asks(&["What do ", "what do "]) || dated);
    (back || what || several).then(|| format!("`{}` is a sentence of its own", draft.fact.object))
}

/// Tells whether a description is a sentence with a subject of its own.
fn speaks(text: &str) -> bool {
    let first = bare(text.split_whitespace().next().unwrap_or(""));
    let relative =
        matches!(first.as_str(), "who" | "that" | "which" | "where" | "when" | "how" | "what" | "why" | "if");
    let lone = ["a ", "an ", "the "].iter().any(|word| text.to_lowercase().starts_with(word));
    let (first, second) = (first.as_str(), bare(text.split_whitespace().nth(1).unwrap_or("")));
    // `Tests reveal how it reacts`: the first word is what acts.
    if first.ends_with('s') && is_base_verb(&second) && !is_noun_too(&second) && !matches!(first, "helps" | "lets") {
        return true;
    }
    let verbless = matches!(opening(text), Opening::Noun | Opening::Clause);
    verbless && !relative && !lone && is_clause(text)
}

/// `What do mailing lists do? -> Subscribe to lists`: the reader is told to, not the thing.
fn advice(draft: &Draft<'_>) -> Finding {
    const READERS: &[&str] = &[
        "subscribe", "watch", "join", "visit", "attend", "participate", "recognize", "recognise", "remember",
        "memorize", "memorise", "contact", "browse", "refer", "sign",
    ];
    if !told(draft) {
        return None;
    }
    let first = bare(draft.fact.object.split_whitespace().next().unwrap_or(""));
    let told_reader = READERS.contains(&first.as_str()) || draft.fact.object.ends_with('!');
    let words: Vec<String> = draft.fact.subject.split_whitespace().map(bare).collect();
    let second = words.get(1).map_or("", String::as_str);
    let deed = words.first().is_some_and(|word| is_base_verb(word))
        && is_base_verb(&first)
        && (is_plural(second) && !second.is_empty()
            || is_particle(second)
            || second.ends_with("ing")
            || matches!(second, "expertise" | "experience" | "knowledge" | "feedback" | "access" | "nominated"));
    (told_reader || deed).then(|| format!("`{}` tells the reader what to do", draft.fact.object))
}

/// Who holds an office, and how to reach them, is true for a while.
fn volatile(draft: &Draft<'_>) -> Finding {
    let handle = |text: &str| {
        text.split_whitespace().any(|word| {
            let word = word.trim_start_matches('(');
            word.strip_prefix('@').is_some_and(|name| name.len() > 2 && name.starts_with(char::is_alphabetic))
        })
    };
    let named = handle(&draft.answer)
        && draft.answer.matches('@').count() * 4 >= draft.answer.split_whitespace().count().saturating_sub(2);
    named.then(|| "who it is now and how to reach them".into())
}

/// `a / b / c` and `a; b; c` are several values, more than seven names no answer at all.
fn values(draft: &Draft<'_>) -> Finding {
    if matches!(draft.direction, Direction::Contrast | Direction::List) || !draft.items.is_empty() {
        return None;
    }
    if !matches!(draft.fact.relation, Relation::Described | Relation::Attribute { .. }) {
        return None;
    }
    let said = if draft.direction == Direction::Reverse { &draft.fact.object } else { &draft.answer };
    let slashes = said.matches(" / ").count() >= 2
        && !said.contains('"')
        && said.split(" / ").any(|part| part.split_whitespace().count() > 1);
    let parts = said.split("; ").count() >= 3 && said.split_whitespace().count() <= 25;
    let names = said.split(", ").count() > 7 && said.split(", ").all(|part| part.split_whitespace().count() <= 4);
    (slashes || parts || names).then(|| "the answer is several values".into())
}

#[cfg(test)]
mod tests {
    use crate::questions::prompts;

    #[test]
    fn what_happened_once_is_not_asked() {
        let all = prompts(
            "# Offers\n\n**Examples of offers:**\n\n- A seller sends a detailed proposal for the sale of a house\n\
             - An employer names a salary of a position in a letter\n\n## Assumptions\n\n1. The world contains two small countries\n\n\
             ## Diary\n\n**The terminal** displayed the words that I typed.\n",
        );
        assert!(all.is_empty(), "{all:?}");
    }

    #[test]
    fn what_a_note_says_of_itself_below_its_title_is_not_asked() {
        let all = prompts(
            "# Contract\n\n**Date:** November 26, 2025\n**Category:** Law of obligations\n**Keywords:** offer, acceptance, consideration\n",
        );
        assert!(all.is_empty(), "{all:?}");
    }

    #[test]
    fn what_a_writer_says_to_the_reader_is_not_asked() {
        let all = prompts(
            "# Locks\n\n## Canal locks\n\n- **Exam tip**: draw the gates before the water level is named\n\
             - **Sluice**: a sliding gate that lets water through\n- **Sill**: the ledge below the upper gate\n",
        );
        assert!(all.iter().all(|prompt| !prompt.to_lowercase().contains("exam tip")), "{all:?}");
        assert!(all.iter().any(|prompt| prompt.contains("sluice") || prompt.contains("Sluice")), "{all:?}");
    }

    #[test]
    fn a_place_in_the_text_a_rival_and_a_case_are_no_things() {
        let all = prompts(
            "# Trade\n\n## Guilds\n\n- **Scenario**: a master leaves the town for good\n- **vs merchants**: higher dues for the hall\n\
             - **Option B**: the closing of the hall\n- **1.2 Charters**: the papers of a guild\n- **Hallmark**: the stamp of an assay\n",
        );
        assert!(all.iter().all(|prompt| prompt.contains("allmark") || prompt.contains("stamp")), "{all:?}");
        assert!(!all.is_empty());
    }

    #[test]
    fn labels_below_a_bullet_that_only_names_something_are_its_attributes() {
        let all = prompts(
            "# Wrecks\n\n**Storms:**\n- **Great Gale (1703):**\n-- Also called: the wind of the bishop\n-- Leader: Ann Stone\n-- Result: new lamps on every coast\n",
        );
        for prompt in ["What is Great Gale (1703) also called?", "What is the result of Great Gale (1703)?"] {
            assert!(all.iter().any(|asked| asked == prompt), "{all:?}");
        }
        assert!(all.iter().all(|prompt| !prompt.to_lowercase().starts_with("what is also called")), "{all:?}");
    }

    #[test]
    fn a_month_of_no_year_and_a_rule_of_a_number_are_no_terms() {
        let all = prompts(
            "# Siege\n\n- **Jan**: the first attack on the walls\n- **Aug**: the relief of the town\n- **Rule 1**: no one leaves the town by night\n\
             - **Sally**: a sudden attack by those inside\n",
        );
        assert!(
            all.iter().all(|prompt| prompt.to_lowercase().contains("sally") || prompt.contains("inside")),
            "{all:?}"
        );
    }

    #[test]
    fn a_sign_with_what_it_is_calculated_by_is_a_formula() {
        let all = prompts(
            "# Pump\n\n## Terms\n\n- **Pressure gain**: g = p_2 / p_1\n- **Head**: the height to which water rises\n",
        );
        assert!(all.contains(&"What is the formula for pressure gain?".to_owned()), "{all:?}");
    }

    #[test]
    fn a_heading_that_says_in_which_regard_owns_no_attributes() {
        let all = prompts(
            "# Rot\n\n## Clinical relevance\n\n- **Treatment**: dry air and lime\n- **Diagnosis**: a knock on the beam\n",
        );
        assert!(all.iter().all(|prompt| !prompt.to_lowercase().contains("relevance")), "{all:?}");
    }

    #[test]
    fn a_label_that_waits_for_a_noun_is_no_thing() {
        let all = prompts("# Clay\n\n- **Ideal for**: jars with thin walls\n- **Slip**: clay with much water\n");
        assert!(all.iter().all(|prompt| !prompt.to_lowercase().contains("ideal for")), "{all:?}");
    }

    #[test]
    fn what_is_called_out_to_the_reader_describes_nothing() {
        let all =
            prompts("# Ward\n\n- **Hand washing**: Soap and water for ten breaths!\n- **Apron**: a cover of cloth\n");
        assert!(all.iter().all(|prompt| !prompt.to_lowercase().contains("washing")), "{all:?}");
    }

    #[test]
    fn a_term_is_not_asked_for_what_a_sentence_says_of_something_else() {
        let all = prompts(
            "# Wood\n\n## Terms\n\n- **Dry rot**: warm air softens the beams, leading to collapse\n\
             - **Joist**: a beam that carries a floor\n- **Lintel**: a beam above a door or window\n",
        );
        assert!(all.iter().all(|prompt| !prompt.contains("is Dry rot") && !prompt.contains("warm air")), "{all:?}");
        assert!(all.iter().any(|prompt| prompt.contains("Joist")), "{all:?}");
    }

    #[test]
    fn a_list_of_what_the_reader_should_do_names_no_actors() {
        let all = prompts(
            "# Club\n\n## Ways in\n\n- **Mailing list**: Subscribe to the list for news of the club\n\
             - **Share knowledge**: Contribute notes to the library of the club\n",
        );
        assert!(all.is_empty(), "{all:?}");
    }

    #[test]
    fn who_holds_an_office_now_is_not_asked() {
        let all = prompts("# Choir\n\n## Altos\n\n**Role**: the low voices of women\n**Speaker**: Ann Lee (@annlee)\n");
        assert!(all.iter().all(|prompt| !prompt.to_lowercase().contains("speaker")), "{all:?}");
    }

    #[test]
    fn several_values_between_slashes_are_no_answer() {
        let all = prompts(
            "# Stores\n\n- **Kestrel** = key-value store / pushes its changes / used for logs\n\
             - **Heron** = a store of columns\n- **Wren** = a store of documents\n",
        );
        assert!(all.iter().all(|prompt| !prompt.contains("Kestrel")), "{all:?}");
    }
}
