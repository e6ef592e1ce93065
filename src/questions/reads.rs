//! Checks of the reading: a header that names something, a statement whose subject and object
//! are things, a definition that is one, a reverse that points at one thing.

use crate::facts::english::{
    bare, base_of_third, is_adjective, is_base_verb, is_noun_too, is_particle, is_plural, is_pointer, is_quality,
    opens_bound,
};
use crate::facts::{Lead, Relation, normal};
use crate::model::Direction;

use super::Draft;
use super::names::is_nationality;
use super::vet::{Check, Finding};

/// The checks of the reading in their order.
pub(super) const CHECKS: &[Check] = &[
    ("its header is a noun", header),
    ("its label is an attribute", label),
    ("its subject is a thing", subject),
    ("its object is a thing", object),
    ("its definition is a noun", definition),
    ("points at one thing", pointed),
    ("its list has one owner", listed),
];

/// Words with which a header ends that asks nothing after `What is the`.
const OPEN_HEADERS: &[&str] = &[
    "for", "of", "with", "by", "to", "in", "on", "at", "as", "from", "used", "needed", "required", "exists", "if",
    "when",
];

/// `What is the ideal for of X?`, `What is the symbolic of X?`: the header is no noun.
fn header(draft: &Draft<'_>) -> Finding {
    let asked =
        ["What is the ", "What are the "].iter().find_map(|start| draft.prompt.strip_prefix(start)).or_else(|| {
            let has = |word: &str| draft.prompt.split_once(word).map(|(_, rest)| rest);
            has(" has this ").or_else(|| has(" has these "))
        })?;
    let column = match &draft.fact.relation {
        Relation::Cell { column, .. } => column,
        Relation::Aspect { aspect, .. } => aspect,
        Relation::Attribute { name } => name,
        _ => return None,
    };
    let words: Vec<String> = column.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    let shown = column.split(" of ").next().unwrap_or(column);
    let last = words.last().map_or("", String::as_str);
    let known = asked.to_lowercase().contains(&shown.to_lowercase());
    let open = words.iter().any(|word| matches!(word.as_str(), "used" | "exists" | "if" | "when"))
        || OPEN_HEADERS.contains(&last);
    let adjective = words.len() == 1 && is_adjective(last);
    let sign = !words.iter().any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
    let key = draft.fact.subject.trim();
    let numbered = !key.is_empty()
        && key.chars().all(|c| c.is_ascii_digit())
        && ["of", "for"].iter().any(|word| draft.prompt.ends_with(&format!(" {word} {key}?")));
    if numbered {
        return Some(format!("`{key}` names no row without the word before it"));
    }
    let state = bare(draft.fact.object.split_whitespace().next().unwrap_or(""));
    let aside = draft.fact.object.split_whitespace().nth(1).is_none_or(|word| word.starts_with('('));
    if matches!(state.as_str(), "yes" | "no" | "n/a") && aside {
        return Some("whether it is so is no thing to name".into());
    }
    (known && (open || adjective || sign)).then(|| format!("`{column}` is no noun to ask for"))
}

/// `What is the KCNA of Cloud Native Concepts?`: a name under a heading is no attribute of it.
fn label(draft: &Draft<'_>) -> Finding {
    let Relation::Attribute { name } = &draft.fact.relation else { return None };
    let asked = ["What is the ", "What are the "].iter().find_map(|start| draft.prompt.strip_prefix(start))?;
    let shown = asked.split(" of ").next().and_then(|text| text.split(" for ").next()).unwrap_or(asked);
    let coded = name.starts_with('-') || name.contains(['_', '=']) || name.matches('-').count() > 1;
    let capital = |word: &str| word.chars().skip(1).any(char::is_uppercase) && word.len() > 1;
    let named = shown.split_whitespace().any(capital)
        || shown.split_whitespace().count() > 1
            && shown.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let owner = draft.fact.subject.to_lowercase();
    let outline =
        ["key takeaways", "core capabilities", "drugs for", "takeaways", "summary", "overview", "recap", "key "]
            .iter()
            .any(|start| owner.starts_with(start));
    (coded || named || outline).then(|| format!("`{name}` is no attribute of `{}`", draft.fact.subject))
}

/// Statements about `the responsible`, `supports snapshot` or `a fully` speak of no thing.
fn subject(draft: &Draft<'_>) -> Finding {
    let told = matches!(
        draft.fact.relation,
        Relation::Does { .. }
            | Relation::Did { .. }
            | Relation::Undergoes { .. }
            | Relation::Must { .. }
            | Relation::For { .. }
            | Relation::Is(_)
            | Relation::Members { lead: Lead::Verb { .. } }
    );
    if !told {
        return None;
    }
    let words: Vec<String> = draft.fact.subject.split_whitespace().map(bare).collect();
    let bare_words = words.iter().skip_while(|word| matches!(word.as_str(), "the" | "a" | "an")).collect::<Vec<_>>();
    let first = bare_words.first().map_or("", |word| word.as_str());
    let verb = |word: &str| base_of_third(word).is_some_and(|base| !is_noun_too(&base));
    let deed = verb(first)
        || bare_words.len() > 1
            && first != "does"
            && base_of_third(first).is_some_and(|base| base == "support" || base == "help");
    let inner = bare_words.iter().skip(1).any(|word| verb(word));
    let joined = bare_words.iter().any(|word| {
        matches!(
            word.as_str(),
            "that"
                | "which"
                | "who"
                | "what"
                | "they"
                | "you"
                | "we"
                | "is"
                | "are"
                | "helps"
                | "where"
                | "when"
                | "how"
        )
    });
    // `User meshes for encrypted` waits for its noun.
    let waits = bare_words.len() > 2
        && bare_words.iter().rev().nth(1).is_some_and(|word| is_particle(word))
        && bare_words.last().is_some_and(|word| word.ends_with("ed") || is_adjective(word));
    let signs = draft.fact.subject.contains(" --") || draft.fact.subject.starts_with("--");
    let last = bare_words.last().map_or("", |word| word.as_str());
    let quality = bare_words.len() == 1
        && (matches!(last, "responsible" | "available" | "able" | "fully" | "better" | "same")
            || last.ends_with("ly") && !matches!(last, "family" | "assembly" | "anomaly" | "supply" | "reply"));
    let idle = matches!(first, "common" | "typical" | "example" | "sample" | "upcoming");
    if is_of_another(&draft.fact.subject, draft) {
        return Some(format!("`{}` is one of many, told before", draft.fact.subject));
    }
    let told_of = idle || waits || signs || deed || inner || joined || quality || first.is_empty() || last == "fully";
    told_of.then(|| format!("`{}` is no name of a thing", draft.fact.subject))
}

/// Nouns that `the` points back with to one that was named before: `the system`, `the court`.
const POINTING: &[&str] = &[
    "agent", "algorithm", "app", "application", "approach", "area", "article", "author", "battle", "body", "book",
    "case", "class", "client", "code", "command", "company", "component", "country", "court", "data", "decision",
    "defendant", "device", "element", "event", "experiment", "file", "form", "function", "government", "group",
    "image", "instance", "item", "job", "king", "language", "law", "layer", "level", "list", "machine", "message",
    "method", "model", "module", "node", "number", "object", "organization", "output", "party", "patient", "period",
    "person", "phase", "pipeline", "plaintiff", "plan", "point", "policy", "president", "problem", "procedure",
    "process", "product", "program", "project", "queen", "region", "request", "response", "result", "rule", "script",
    "server", "service", "stage", "state", "step", "structure", "study", "system", "table", "task", "team", "test",
    "text", "theory", "tool", "treaty", "type", "unit", "user", "users", "value", "variable", "version", "war",
    "workflow",
];

/// Nouns that are always of something: `the opposite` of what?
const OF_SOMETHING: &[&str] = &[
    "opposite", "reason", "difference", "aim", "goal", "purpose", "cause", "effect", "idea", "advantage",
    "disadvantage", "benefit", "answer", "outcome", "consequence", "exception", "other", "former", "latter", "main",
    "first", "second", "last", "same",
];

/// Tells whether a subject is a noun with `the` that no heading above and no mark of its own makes a thing.
fn is_of_another(subject: &str, draft: &Draft<'_>) -> bool {
    let Some(noun) = ["The ", "the "].iter().find_map(|article| subject.strip_prefix(article)) else { return false };
    let noun = noun.to_lowercase();
    if OF_SOMETHING.contains(&noun.as_str()) {
        return true;
    }
    let over = draft.fact.headings.iter().any(|heading| normal(heading) == noun);
    POINTING.contains(&noun.as_str()) && !over
}

/// Particles of verbs: `falling through`.
const PARTED: &[&str] = &["through", "out", "up", "down", "apart", "behind", "off", "over", "away"];

/// `What do teams hold? -> themselves accountable`: what follows the verb is no thing.
fn object(draft: &Draft<'_>) -> Finding {
    let (Relation::Does { verb: told, .. } | Relation::Did { verb: told, .. }) = &draft.fact.relation else {
        return None;
    };
    const NO_OBJECT: &[&str] = &[
        "because", "when", "if", "as", "so", "through", "while", "are", "is", "was", "were", "has", "have", "you",
        "us", "we", "themselves", "itself", "himself", "herself", "themself", "yourself", "than", "then", "even",
        "together", "well", "both", "until", "since", "where", "how",
    ];
    let text = draft.fact.object.trim();
    let words: Vec<&str> = text.split_whitespace().collect();
    let first = bare(words.first()?);
    let where_asked = draft.prompt.starts_with("Where ") || draft.prompt.starts_with("When ");
    let adverb = first.ends_with("ly")
        && first.len() > 4
        && !matches!(first.as_str(), "family" | "assembly" | "anomaly" | "supply" | "early" | "daily");
    let verb = base_of_third(&first).is_some_and(|base| !is_noun_too(&base)) && words.len() > 1;
    let supports = text.starts_with("Supports ");
    // `higher clock speeds produce`, `business deals falling through`: the verb was a noun.
    let acting = is_noun_too(told)
        && (is_base_verb(&first) && !is_noun_too(&first) && words.len() > 1
            || first.ends_with("ing") && words.get(1).is_some_and(|next| PARTED.contains(next)));
    let listed = text.contains(": ") || text.contains(" - ") || text.starts_with('(') || text.starts_with('-');
    let open = words.last().is_some_and(|word| matches!(bare(word).as_str(), "that" | "which" | "who" | "where"));
    let idle = NO_OBJECT.contains(&first.as_str())
        && !where_asked
        && !(matches!(first.as_str(), "how" | "both") && words.len() > 2);
    const VAGUE: &[&str] = &[
        "information", "data", "access", "things", "methods", "people", "support", "help", "services", "value",
        "values", "features", "relationships", "results", "items", "problems", "issues", "tools", "changes",
        "components",
    ];
    let vague = words.len() == 1 && VAGUE.contains(&first.as_str());
    (idle || adverb || verb || acting || supports || listed || open || vague)
        .then(|| format!("`{text}` is not what a verb takes"))
}

/// `What is static analysis? -> proactive`: a quality says how something is, not what.
fn definition(draft: &Draft<'_>) -> Finding {
    if matches!(draft.fact.relation, Relation::Is(_)) && is_eased(&draft.fact.object) {
        return Some(format!("`{}` is said of the deed, not of the thing", draft.fact.object));
    }
    let asks = ["What is ", "What are ", "What was ", "What were "].iter().any(|start| draft.prompt.starts_with(start))
        && !["What is the term ", "What is the purpose "].iter().any(|start| draft.prompt.starts_with(start));
    let told = matches!(draft.fact.relation, Relation::Is(_) | Relation::Described);
    if told && is_quality(&draft.fact.subject) && says_again(&draft.fact.subject, &draft.answer) {
        return Some(format!("`{}` is told by itself", draft.fact.subject));
    }
    if !(asks && told && draft.direction == Direction::Forward) {
        return None;
    }
    let name = draft.fact.subject.trim_start_matches(['$', '`']);
    if matches!(draft.fact.relation, Relation::Is(_)) && name.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return Some(format!("`{name}` is a sign, of whatever it stands for there"));
    }
    let first = bare(draft.answer.split_whitespace().next().unwrap_or(""));
    if !tells_how(&first) && is_bald(draft) {
        return Some(format!("`{}` says not enough of it", draft.answer));
    }
    let how = tells_how(&first)
        || opens_bound(&draft.answer)
        || opens_with_quality(&draft.answer)
        || SHOWING.contains(&first.as_str())
        || is_part(&draft.answer);
    how.then(|| format!("`{}` says how it is, not what", draft.answer))
}

/// Tells whether an answer says of something that it is of a quality, and no more.
fn says_again(quality: &str, answer: &str) -> bool {
    let (quality, answer) = (quality.to_lowercase(), answer.to_lowercase());
    ["is", "are", "be"].iter().any(|be| answer.contains(&format!(" {be} {quality}")))
}

/// Words with which a deed is told and no thing.
const SHOWING: &[&str] = &[
    "exposing", "reshaping", "using", "helping", "allowing", "enabling", "including", "providing", "offering",
    "supporting", "based",
];

/// Tells whether one word is all that is said of a name, and nothing in the prompt says in which regard.
fn is_bald(draft: &Draft<'_>) -> bool {
    let sign =
        |word: &str| word.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) || !word.chars().all(char::is_alphabetic);
    let mut subject = draft.fact.subject.split_whitespace();
    let prompt = draft.prompt.trim_end_matches('?').to_lowercase();
    matches!(draft.fact.relation, Relation::Described)
        && draft.fact.owner.is_none()
        && !draft.answer.contains(' ')
        && subject.clone().next_back().is_some_and(|last| prompt.ends_with(&last.to_lowercase()))
        && !subject.any(sign)
}

/// Tells whether an answer opens with a quality that waits for its noun, or is one.
fn opens_with_quality(answer: &str) -> bool {
    const ENDS: &[&str] = &["-based", "-driven", "-oriented", "-friendly", "-intensive", "-specific"];
    let first = answer.split_whitespace().next().unwrap_or("");
    let word = bare(first);
    // `Flexible, secure access` has its noun, `proactive, early` has none.
    let noun = answer.split(", ").nth(1).is_some_and(|next| next.split_whitespace().count() > 1);
    let waits = first.ends_with(['—', ';']) || first.ends_with(',') && !noun;
    first.ends_with(',') && ENDS.iter().any(|end| word.ends_with(end))
        || is_adjective(&word) && (waits || answer.split_whitespace().count() == 1)
}

/// `a catalyst of the movement`: what it was to something else.
fn is_part(answer: &str) -> bool {
    const PARTS: &[&str] = &["catalyst", "cause", "result", "consequence", "effect", "reason", "step"];
    is_role(answer) && answer.split_whitespace().take(4).any(|word| PARTS.contains(&bare(word).as_str()))
}

/// Tells whether a text that opens with a word says what is not, or how often something is.
fn tells_how(first: &str) -> bool {
    const HOW: &[&str] = &[
        "no", "not", "none", "often", "usually", "sometimes", "mostly", "typically", "generally", "rarely", "must",
        "can", "may", "should", "over", "under", "during", "since", "within", "through", "throughout", "via", "by",
        "from", "at", "on", "into", "with", "without", "for", "after", "before",
    ];
    HOW.contains(&first)
}

/// Tells whether a text begins as `difficult to know` does: so the deed is, whatever stood before.
fn is_eased(text: &str) -> bool {
    const QUALITIES: &[&str] = &[
        "difficult", "hard", "harder", "easy", "easier", "important", "necessary", "likely", "unlikely", "best",
        "better", "good", "useful", "helpful", "common", "crucial", "worth", "safe", "safer", "impossible", "possible",
        "essential", "convenient", "recommended", "ready", "able", "meant",
    ];
    let first = bare(text.split_whitespace().next().unwrap_or(""));
    QUALITIES.contains(&first.as_str()) && text.contains(" to ")
}

/// `What is an open-source tool called?`, `the term for best for ...`: many things fit, or none.
fn pointed(draft: &Draft<'_>) -> Finding {
    if draft.direction != Direction::Reverse {
        return None;
    }
    if draft.prompt.ends_with(":?") {
        return Some("the prompt breaks off".into());
    }
    if let Some(asked) = draft.prompt.strip_prefix("What is the term for ") {
        let words: Vec<String> = asked.split_whitespace().map(bare).collect();
        let first = words.first().map_or("", String::as_str);
        let second = words.get(1).map_or("", String::as_str);
        if is_pointer(first) || tells_how(first) || opens_bound(asked) {
            return Some(format!("`{first}` is said of something else"));
        }
        let deed = first.ends_with("ing") && first.len() > 5 && first != "ongoing" && !named_as_deed(&draft.answer);
        let quality =
            second == "for" && !is_plural(first) || first.ends_with("ly") || is_base_verb(second) && second == "be";
        let risky = first.ends_with("-based") || first.ends_with("-driven") || first.ends_with("-oriented");
        return (deed || quality || risky && asked.split_whitespace().next().is_some_and(|word| word.ends_with(',')))
            .then(|| "its description is no name of one thing".into());
    }
    let told_of = ["What is the term for ", "What is ", "What are ", "What was ", "What were "]
        .iter()
        .find_map(|start| draft.prompt.strip_prefix(start));
    let first = told_of.and_then(|text| text.split_whitespace().next()).unwrap_or("");
    let word = bare(first);
    if told_of.is_some()
        && (is_adjective(&word) || word.ends_with("ible") || word.ends_with("-based") && first.ends_with(','))
    {
        return Some("a quality is true of many things".into());
    }
    if told_of.is_some_and(opens_bound) {
        return Some("a quality is true of many things".into());
    }
    if told_of.is_some_and(is_role) {
        return Some("many things are one of them".into());
    }
    let wide = ["What is ", "What are "]
        .iter()
        .find_map(|start| draft.prompt.strip_prefix(start))
        .and_then(|rest| rest.strip_suffix(" called?"));
    let told = [
        " that ", " which ", " who ", " whose ", " where ", " of the ", " by ", " between ", " from ", " for ", " to ",
        " of ", " in ",
    ];
    wide.filter(|text| text.split_whitespace().count() <= 6 && !told.iter().any(|sign| text.contains(sign)))
        .map(|text| format!("`{text}` fits many things"))
}

/// `a product of our attention`, `the first step`: a part that many things play.
fn is_role(text: &str) -> bool {
    const ROLES: &[&str] = &[
        "product", "cause", "result", "part", "example", "catalyst", "step", "reason", "consequence", "effect",
        "factor", "sign", "symptom", "element", "member", "component", "aspect", "feature", "sense", "key", "way",
    ];
    // `the part of England ruled by the Danes` is one.
    const ONLY: &[&str] = &["step", "result", "cause", "reason", "key", "consequence", "way"];
    let mut words = text.split_whitespace();
    let Some(article @ ("a" | "an" | "one" | "the")) = words.next() else { return false };
    let own: Vec<&str> = words.take(3).collect();
    let roles = if article == "the" { ONLY } else { ROLES };
    let role = |word: &str| roles.contains(&bare(word).as_str());
    let ends = |at: usize| {
        own.get(at).is_some_and(|word| {
            word.ends_with(['?', ','])
                || own.get(at + 1).is_none_or(|next| matches!(*next, "of" | "for" | "in" | "to" | "called?"))
        })
    };
    (0..own.len()).any(|at| own.get(at).is_some_and(|word| role(word)) && ends(at)) || own.first() == Some(&"common")
}

/// `What are the two mechanisms of action of drugs?`, `What does sympathomimetic include?`: a
/// heading is no noun of its list, a quality holds no things.
fn listed(draft: &Draft<'_>) -> Finding {
    let glued = draft.direction == Direction::List
        && draft.prompt.starts_with("What are the ")
        && draft.prompt.matches(" of ").count() >= 2
        && draft.prompt.split_whitespace().count() > 9;
    if glued {
        return Some("a heading is no noun of its list".into());
    }
    let subject = &draft.fact.subject;
    let quality = draft.prompt.ends_with(" include?")
        && !subject.contains(' ')
        && (is_adjective(&bare(subject)) || is_nationality(subject));
    quality.then(|| format!("`{subject}` is a quality and holds no things"))
}

/// Tells whether a name is itself that of a deed: `Grafting`, `Sharding`.
fn named_as_deed(name: &str) -> bool {
    let head = name.split(" (").next().unwrap_or(name);
    let last = bare(head.split_whitespace().last().unwrap_or(""));
    ["ing", "ion", "ment", "sis", "ance", "ence", "ism", "ure", "al", "y"].iter().any(|ending| last.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::questions::{of_note, prompts};

    #[test]
    fn what_a_thing_does_without_or_often_is_does_not_define_it() {
        let all = prompts(
            "# Sea\n\n- **Gig**: no need for a mast, since it is rowed\n- **Cutter**: usually with one mast and two headsails\n- **Brig**: a ship with two masts\n",
        );
        assert_eq!(all, ["What is Brig?", "What is the term for a ship with two masts?"]);
    }

    #[test]
    fn a_sign_that_a_sentence_sets_is_no_term() {
        let all = prompts("# Sea\n\nx is a variable of the wind. A brig is a ship with two masts.\n");
        assert!(
            all.contains(&"What is a brig?".to_owned()) && all.iter().all(|prompt| !prompt.contains(" x?")),
            "{all:?}"
        );
    }

    #[test]
    fn no_term_is_asked_by_what_it_does_under_a_pronoun() {
        let all = prompts(
            "# Sea\n\n- **Lead line**: It measures the depth of the water below the keel of a ship\n- **Log**: It measures the speed of a ship through the water\n",
        );
        assert!(all.iter().all(|prompt| !prompt.contains("term for it")), "{all:?}");
    }

    #[test]
    fn what_is_hard_to_do_defines_nothing() {
        let all = prompts(
            "# Sea\n\n## Lead line\n\nThe **lead line** is not commonly used in practice. It is difficult to know in advance the speed of the ship and the depth of the water.\n",
        );
        assert_eq!(all, Vec::<String>::new());
    }

    fn checks(text: &str) -> BTreeSet<&'static str> {
        of_note(text).refused.iter().map(|refused| refused.check).collect()
    }

    #[test]
    fn a_part_that_many_things_play_is_not_asked_back() {
        let all = prompts("# Sea\n\n**Fog** is a product of warm air, cold water and still wind.\n");
        assert!(all.iter().all(|prompt| !prompt.ends_with("called?")), "{all:?}");
        let all = prompts("# Sea\n\n**Fog** was a catalyst of many wrecks along the coast of England.\n");
        assert!(all.is_empty(), "{all:?}");
    }

    #[test]
    fn a_header_that_waits_for_its_noun_is_not_asked() {
        let text = "# Clays\n\n| Clay | Ideal for | Colour |\n|---|---|---|\n| Kaolin | fine porcelain | white |\n\
            | Marl | roof tiles | grey |\n| Loam | garden pots | brown |\n";
        let all = prompts(text);
        assert!(all.iter().all(|prompt| !prompt.contains("ideal for of")), "{all:?}");
        assert!(all.iter().any(|prompt| prompt.contains("colour of")), "{all:?}");
    }

    #[test]
    fn one_word_is_no_definition() {
        let all = prompts("# Floods\n\n- **Great Flood**: Holland\n- **Dike**: a wall of earth against the sea\n");
        assert!(all.iter().all(|prompt| !prompt.contains("Great Flood")), "{all:?}");
        assert!(all.iter().any(|prompt| prompt.contains("ike")), "{all:?}");
    }

    #[test]
    fn a_header_that_is_an_adjective_is_not_asked_as_a_noun() {
        let text = "# Signs\n\n| Octal | Symbolic |\n|---|---|\n| 640 | read by a group |\n| 600 | read by one user |\n\
            | 700 | all for one user |\n";
        assert!(prompts(text).iter().all(|prompt| !prompt.starts_with("What is the symbolic")));
        assert!(checks(text).contains("its header is a noun"));
    }

    #[test]
    fn the_header_stands_in_the_number_of_its_answer() {
        let text = "# Poisons\n\n| Poison | Antidotes |\n|---|---|\n| Heparin | Protamine |\n| Iron | Deferoxamine |\n\
            | Lead | Dimercaprol, Succimer |\n";
        let all = prompts(text);
        assert!(all.contains(&"What is the antidote for Heparin?".to_owned()), "{all:?}");
        assert!(all.iter().any(|prompt| prompt.starts_with("What are the antidotes ")), "{all:?}");
    }

    #[test]
    fn a_numbered_row_is_named_by_its_header() {
        let text = "# Stages of Labor\n\n| Stage | Duration |\n|---|---|\n| 1 | up to 20 hours |\n| 2 | up to 2 hours |\n\
            | 3 | up to 30 minutes |\n";
        let all = prompts(text);
        assert!(all.iter().all(|prompt| !prompt.ends_with(" of 1?")), "{all:?}");
        assert!(all.iter().any(|prompt| prompt.contains("stage 1")), "{all:?}");
    }

    #[test]
    fn rivals_are_named_before_what_one_of_them_has() {
        let text = "# Stores\n\n## Block vs File vs Object\n\n| Aspect | Block | File | Object |\n|---|---|---|---|\n\
            | Purpose | run one database fast | share folders among hosts | keep backups for years |\n\
            | Ideal for | boot volumes alone | home folders of teams | media of web sites |\n";
        let all = prompts(text);
        assert!(
            all.iter().any(|prompt| prompt.starts_with("Which of ") && prompt.contains("has this purpose: ")),
            "{all:?}"
        );
        assert!(all.iter().all(|prompt| !prompt.contains("has this ideal for")), "{all:?}");
        let found = of_note(text);
        let named = found.questions.iter().find(|question| question.prompt.contains("has this purpose: run"));
        assert_eq!(named.map(|question| question.choices.join(", ")).as_deref(), Some("Block, File, Object"));
    }

    #[test]
    fn a_statement_whose_object_is_no_thing_is_not_asked() {
        let text = "# Crews\n\n**Harbour crews** hold themselves accountable for every load.\n\n\
            **Dock planners** improve continuously through small trials.\n";
        let all = prompts(text);
        assert!(all.iter().all(|prompt| !prompt.contains("hold?") && !prompt.ends_with("improve?")), "{all:?}");
    }

    #[test]
    fn a_plain_description_of_one_of_many_is_not_asked_back() {
        let wide = prompts("# Tools\n\n**Prometheus** is a free open-source monitoring tool.\n");
        assert!(wide.iter().all(|prompt| !prompt.ends_with(" called?")), "{wide:?}");
    }

    #[test]
    fn a_quality_is_no_definition() {
        let text = "# Methods\n\n## Terms\n\n- **PASTA**: risk-based, linking business aims with technical needs\n\
            - **STRIDE**: a model of six threats to a system\n- **Trike**: a model of risks that are accepted\n";
        let all = prompts(text);
        assert!(all.iter().all(|prompt| prompt != "What is PASTA?"), "{all:?}");
        assert!(all.iter().any(|prompt| prompt == "What is STRIDE?"), "{all:?}");
    }

    #[test]
    fn a_quality_is_not_asked_back() {
        let all =
            prompts("# Methods\n\n## Terms\n\n- **PASTA**: risk-based, linking business aims with technical needs\n");
        assert!(all.iter().all(|prompt| !prompt.contains("risk-based")), "{all:?}");
    }

    #[test]
    fn an_example_or_a_common_way_is_no_subject() {
        let all =
            prompts("# Sites\n\nA **common method** is a second site which takes over when the first one fails.\n");
        assert!(all.iter().all(|prompt| !prompt.contains("common method") && !prompt.ends_with(" called?")), "{all:?}");
    }

    #[test]
    fn a_noun_that_the_prompt_says_is_not_repeated_by_each_part_of_the_answer() {
        let all = of_note("# Law\n\n**Laws** are classified as public law or private law.\n").questions;
        let kinds = all.iter().find(|question| question.prompt == "What are laws classified as?");
        assert_eq!(kinds.map(|question| question.answer.as_str()), Some("public or private"));
    }

    #[test]
    fn a_heading_that_is_the_subject_is_not_put_before_the_prompt() {
        let text = "# Stores\n\n## Dynamo\n\n**Dynamo** is a key-value store of one vendor.\n\n## Riak\n\n\
            **Dynamo** is a paper on a store that never refuses a write.\n";
        let all = prompts(text);
        assert!(all.iter().all(|prompt| !prompt.starts_with("In Dynamo")), "{all:?}");
    }

    #[test]
    fn a_single_bullet_answers_the_heading_above_it() {
        let all = prompts(
            "# Harbour\n\n## What is a pilot?\n\n- a person who guides ships through narrow water\n\n## Mooring\n\n- the rope that holds a ship at the quay\n",
        );
        assert!(all.contains(&"What is a pilot?".to_owned()), "{all:?}");
        assert!(all.iter().any(|prompt| prompt.to_lowercase().contains("mooring")), "{all:?}");
    }

    #[test]
    fn what_stands_below_the_list_of_contents_is_asked() {
        let text = "# Notes\n\n## Contents\n\n- [Money](#money)\n\n### Money\n\n- **Ledger**: the book in which every sum is written\n\
            - **Teller**: the person who counts coins at a desk\n";
        assert!(prompts(text).iter().any(|prompt| prompt.contains("edger")), "{:?}", prompts(text));
    }

    #[test]
    fn a_header_of_things_needed_asks_which_are() {
        let text = "# Levels\n\n| Level | Votes needed |\n|---|---|\n| Sandbox | simple majority |\n| Graduated | two thirds of all |\n";
        assert!(prompts(text).contains(&"Which votes are needed for Sandbox?".to_owned()), "{:?}", prompts(text));
    }

    #[test]
    fn a_label_that_says_how_many_is_not_counted_again() {
        let all = prompts(
            "# Heart\n\n- Four chambers: right atrium, right ventricle, left atrium, left ventricle\n- Septum: the wall between the halves of the heart\n",
        );
        assert!(all.contains(&"What are the four chambers?".to_owned()), "{all:?}");
    }

    #[test]
    fn a_quality_includes_nothing() {
        let text = "# Toxidromes\n\n- **Sympathomimetic**: cocaine, amphetamines\n- **Sedatives**: a group of drugs that calm\n";
        let all = prompts(text);
        assert!(all.iter().all(|prompt| !prompt.contains("ympathomimetic include")), "{all:?}");
        assert!(checks(text).contains("its list has one owner"));
    }
}
