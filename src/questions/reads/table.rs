//! A header and a label: what is asked of a row or a heading is a noun.

use crate::facts::Relation;
use crate::facts::english::{bare, is_adjective};
use crate::questions::Draft;
use crate::questions::vet::Finding;

/// Words with which a header ends that asks nothing after `What is the`.
const OPEN_HEADERS: &[&str] = &[
    "for", "of", "with", "by", "to", "in", "on", "at", "as", "from", "used", "needed", "required", "exists", "if",
    "when",
];

/// `What is the ideal for of X?`, `What is the symbolic of X?`: the header is no noun.
pub(super) fn header(draft: &Draft<'_>) -> Finding {
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
pub(super) fn label(draft: &Draft<'_>) -> Finding {
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
