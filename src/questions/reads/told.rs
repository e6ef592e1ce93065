//! A statement: its subject and its object are things.

use crate::facts::english::{bare, base_of_past, base_of_third, is_adjective, is_base_verb, is_noun_too, is_particle};
use crate::facts::{Lead, Relation, normal, number};
use crate::questions::Draft;
use crate::questions::vet::Finding;

/// Statements about `the responsible`, `supports snapshot` or `a fully` speak of no thing.
pub(super) fn subject(draft: &Draft<'_>) -> Finding {
    let is_or_lists = matches!(draft.fact.relation, Relation::Is(_) | Relation::Members { lead: Lead::Verb { .. } });
    if !is_or_lists && !draft.fact.relation.is_deed() {
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
    "process", "product", "program", "project", "property", "signal", "queen", "region", "request", "response",
    "result", "rule", "script", "server", "service", "stage", "state", "step", "structure", "study", "system", "table",
    "task", "team", "test", "text", "theory", "tool", "treaty", "type", "unit", "user", "users", "value", "variable",
    "version", "war", "workflow",
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

/// `two types of cells`: tells how many there are and none of them.
fn announces(words: &[&str]) -> bool {
    const SORTS: &[&str] = &[
        "types", "kinds", "forms", "methods", "ways", "parts", "categories", "stages", "steps", "levels", "components",
        "reasons", "factors", "elements", "classes", "groups", "phases", "aspects", "areas", "sections", "layers",
    ];
    let [first, rest @ ..] = words else { return false };
    let counted =
        number(first).is_some() || matches!(bare(first).as_str(), "several" | "various" | "multiple" | "many");
    let sort = rest.iter().take(3).position(|word| SORTS.contains(&bare(word).as_str()));
    counted && sort.is_some() && !words.iter().any(|word| word.ends_with([':', ',']))
}

/// Particles of verbs: `falling through`.
const PARTED: &[&str] = &["through", "out", "up", "down", "apart", "behind", "off", "over", "away"];

/// `What do teams hold? -> themselves accountable`: what follows the verb is no thing.
pub(super) fn object(draft: &Draft<'_>) -> Finding {
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
    let again = draft.fact.subject.split_whitespace().any(|word| base_of_past(&bare(word)).as_deref() == Some(told));
    let counted = announces(&words);
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
    (idle || adverb || verb || acting || again || counted || supports || listed || open || vague)
        .then(|| format!("`{text}` is not what a verb takes"))
}
