//! Terms with their description: `**Term** — description` in lists, on lines, and in
//! definition lists.

use crate::model::Kind;
use crate::notes::{Block, Inline, Item, Style};

use super::attribute::told;
use super::english::{bare, is_base_verb, is_clause, is_noun_too, is_quality, singular};
use super::section::{is_generic, link_only};
use super::sentence::plain_heading;
use super::table::is_blank;
use super::text::normal;
use super::{Fact, Facts, Relation};

/// A term cut from its description.
pub(super) struct Cut {
    pub(super) term: String,
    pub(super) description: String,
    /// Cut at an arrow or equals sign: the description belongs to the term, it does not tell what it is.
    pub(super) mapped: bool,
    /// The description is code from end to end.
    pub(super) code: bool,
}

/// Cuts an item into a marked term (bold, code, link) and its description; with `loose`, also
/// plain text before a colon or spaced dash.
pub(super) fn cut(text: &Inline, loose: bool) -> Option<Cut> {
    let first = super::lines::first_thought(text);
    let text = first.as_ref().unwrap_or(text);
    let mut cut = cut_text(text, loose)?;
    let start = text.text.rfind(&cut.description).unwrap_or(0);
    let end = start + cut.description.len();
    cut.code = start > 0
        && text
            .marks
            .iter()
            .any(|mark| mark.style == Style::Code && mark.range.start <= start && mark.range.end >= end);
    Some(cut)
}

fn cut_text(text: &Inline, loose: bool) -> Option<Cut> {
    let whole = text.text.as_str();
    if let Some(end) = marked_start(text) {
        let (term, rest) = (whole[..end].trim(), whole[end..].trim_start());
        if let Some(term) = term.strip_suffix([':', '：']) {
            return made(term, rest, false);
        }
        // An abbreviation in brackets belongs to the term.
        let (extra, rest) = bracket(rest);
        let (mapped, description) = separator(rest).or_else(|| barred(rest)).or_else(|| beside(text, end, rest))?;
        return made(&format!("{term}{extra}"), description, mapped);
    }
    if !loose {
        return None;
    }
    let signs = [": ", "：", " : ", " — ", " – ", " - ", " = ", " → ", " -> ", " => "];
    let (at, sign) = signs
        .iter()
        .filter_map(|sign| whole.find(sign).map(|at| (at, *sign)))
        .chain(glued(whole).map(|at| (at, "- ")))
        .min()?;
    let term = whole[..at].trim();
    let deed = term.split_once(' ').is_some_and(|(first, _)| is_base_verb(&bare(first)) && !is_noun_too(&bare(first)));
    let rest = whole[at + sign.len()..].trim_start();
    // `Accessing files - Altering records` are two deeds beside each other.
    let doing = |half: &str| half.split_once(' ').is_some_and(|(first, _)| first.ends_with("ing"));
    let deeds = sign.trim() != ":" && doing(term) && doing(rest);
    if deeds {
        return None;
    }
    // `the offer is open: ...` is a sentence over what follows; a case may stand before its outcome.
    let said = !is_mapping(sign) && term.contains(' ') && is_clause(term);
    let fine = term.split_whitespace().count() <= 6
        && !term.contains(['.', '?', '!', '"'])
        && !term.ends_with(':')
        && !deed
        && !said;
    fine.then(|| made(term, &whole[at + sign.len()..], is_mapping(sign))).flatten()
}

/// Finds a dash that hangs on the term before it: `Encryption- scrambling of data`.
fn glued(text: &str) -> Option<usize> {
    let at = text.find("- ")?;
    let (before, after) = (&text[..at], text[at + 2..].split_whitespace().next().unwrap_or(""));
    let word = before.rsplit(' ').next().unwrap_or(before);
    let waits = matches!(after, "and" | "or" | "to" | "bis" | "und");
    (word.chars().count() > 2 && word.chars().all(char::is_alphabetic) && !waits).then_some(at)
}

/// Signs that map one thing to another rather than describe it.
fn is_mapping(sign: &str) -> bool {
    matches!(sign.trim(), "=" | "→" | "->" | "=>")
}

/// Returns a description without the tags of other programs at its end.
fn without_tags(description: &str) -> &str {
    let mut rest = description.trim();
    while let Some((before, last)) = rest.rsplit_once(' ') {
        if !(last.starts_with('#')
            && last.len() > 1
            && last[1..].chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/')))
        {
            break;
        }
        rest = before.trim_end();
    }
    rest
}

/// `Agile: Agile helps teams` says its subject twice; `is a` says only that it is.
fn without_subject<'a>(term: &str, description: &'a str) -> &'a str {
    let plain = term.split(" (").next().unwrap_or(term);
    let repeated = description
        .get(..plain.len())
        .filter(|start| start.eq_ignore_ascii_case(plain) && plain.len() > 2)
        .and_then(|_| description[plain.len()..].strip_prefix(' '))
        .unwrap_or(description);
    ["is ", "are ", "means "]
        .iter()
        .find_map(|verb| repeated.strip_prefix(verb))
        .filter(|_| repeated.len() < description.len())
        .unwrap_or(repeated)
}

fn made(term: &str, description: &str, mapped: bool) -> Option<Cut> {
    let description = ["- ", "– ", "— "].iter().find_map(|dash| description.strip_prefix(dash)).unwrap_or(description);
    let description = without_tags(description).trim_end_matches(['.', ';', ',', '。', '।']).trim();
    let description = [" Example:", " Examples:", " E.g.", " Note:", " e.g.:"]
        .iter()
        .filter_map(|sign| description.find(sign))
        .min()
        .map_or(description, |at| &description[..at])
        .trim_end_matches(['.', ';', ',', ' ']);
    let description = super::clause::first(without_subject(term, description));
    let term = term.trim().trim_end_matches([':', '：']).trim();
    const LABELS: &[&str] = &[
        "remember", "note", "nb", "tip", "warning", "important", "reminder", "hint", "e.g", "mnemonic", "source",
        "todo", "exam", "related", "up", "tags", "see", "see also", "question", "answer", "caution", "link", "summary",
        "update", "edit", "ps", "fun fact", "key point", "takeaway", "http", "https", "image", "figure", "table",
        "status", "created", "next", "previous", "aside", "however", "therefore", "also", "instead", "moreover",
        "thus", "hence", "but", "then", "otherwise", "furthermore", "meanwhile", "btw", "fyi", "p.s",
    ];
    (!is_blank(term)
        && !is_blank(description)
        && !term.starts_with(['@', '#'])
        && !LABELS.contains(&normal(term).as_str())
        && !normal(term).contains(" vs"))
    .then(|| Cut { term: term.to_owned(), description: description.to_owned(), mapped, code: false })
}

/// Returns the end of the marked text with which the line begins, adjoining marks joined.
pub(super) fn marked_start(text: &Inline) -> Option<usize> {
    let mut end = 0;
    let marks = text
        .marks
        .iter()
        .filter(|mark| matches!(mark.style, Style::Strong | Style::Emphasis | Style::Code | Style::Link(_)));
    for mark in marks {
        // `**Term:** *Label: ...*`: the colon ends the term.
        if text.text.get(..end).is_some_and(|marked| marked.ends_with(':') && !counts_steps(marked)) {
            break;
        }
        let gap = text.text.get(end..mark.range.start).unwrap_or("x");
        if gap.trim().is_empty() && mark.range.end > end {
            end = mark.range.end;
        }
    }
    // `**M**ilitarism` marks the letter of a memory word, and names the whole one.
    let letter = text.text.get(..end).is_some_and(|marked| marked.chars().count() == 1);
    let rest = text.text.get(end..).unwrap_or("");
    let inside = rest.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
    match inside {
        0 => (end > 0).then_some(end),
        _ if letter => Some(end + inside),
        _ => None,
    }
}

/// `Step 1:` names nothing; what follows does.
fn counts_steps(label: &str) -> bool {
    let mut words = label.split_whitespace().map(bare);
    let kind = words.next().unwrap_or_default();
    let counted = words.next().is_none_or(|word| word.chars().all(|c| c.is_ascii_digit()));
    matches!(kind.as_str(), "step" | "phase" | "stage" | "part" | "day" | "week" | "layer" | "level" | "example")
        && counted
        || kind.chars().all(|c| c.is_ascii_digit())
}

/// Returns a bracket at the start, with the space before it, and what follows.
fn bracket(text: &str) -> (String, &str) {
    match text.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        Some((inside, rest)) if inside.split_whitespace().count() <= 4 => (format!(" ({inside})"), rest.trim_start()),
        _ => (String::new(), text),
    }
}

/// `**term** | description`: a bar that parts no more than the two.
fn barred(rest: &str) -> Option<(bool, &str)> {
    let description = rest.strip_prefix("| ")?;
    (!description.contains('|')).then(|| (false, description.trim_start()))
}

/// `**term** a thing that ...`: a description that stands beside its bold term, as its article tells.
fn beside<'a>(text: &Inline, end: usize, rest: &'a str) -> Option<(bool, &'a str)> {
    let strong = text.marks.iter().any(|mark| mark.style == Style::Strong && mark.range.end == end);
    let article = ["a ", "an ", "A ", "An "].iter().any(|article| rest.starts_with(article));
    (strong && article && rest.split_whitespace().count() >= 3 && !is_clause(rest)).then_some((false, rest))
}

/// Returns what follows the sign between term and description, and whether the sign maps.
fn separator(text: &str) -> Option<(bool, &str)> {
    ["—", "–", ":", "：", "->", "→", "=>", "==", "=", "- "]
        .iter()
        .find_map(|sign| text.strip_prefix(sign).map(|rest| (is_mapping(sign), rest.trim_start())))
}

/// Adds the facts of list items that are terms; returns how many.
pub(super) fn items(
    place: &super::list::Place<'_>,
    items: &[&Item],
    loose: bool,
    owner: Option<&str>,
    out: &mut Facts,
) -> Vec<String> {
    let group = out.group();
    let mut names = Vec::new();
    let cuts: Vec<Cut> = items.iter().filter_map(|item| cut(&item.text, loose)).collect();
    let labels: Vec<&str> = cuts.iter().map(|cut| cut.term.as_str()).collect();
    let noun = shared_noun(place.block, place.lead, &labels);
    let weighed = place.block.headings.last().is_some_and(|heading| super::list::weighs(heading));
    for item in items {
        let cut = cut(&item.text, loose).map(|cut| match &noun {
            Some(noun) => Cut { term: format!("{} {noun}", cut.term), ..cut },
            None => cut,
        });
        let Some(cut) = cut else {
            out.pass(item.line, item.line, "no term with a description");
            continue;
        };
        if link_only(&item.text) {
            continue;
        }
        if owner.is_none() && super::attribute::hangs(&cut.term) {
            out.pass(item.line, item.line, "a label without what it belongs to");
            continue;
        }
        names.push(cut.term.clone());
        if owner.is_none() && weighed && speaks_for(&cut.term) {
            out.pass(item.line, item.line, "what speaks for something or against it");
            continue;
        }
        out.facts.push(told(
            place.block,
            (item.line, item.text.lines.last().map_or(item.line, |(_, line)| *line)),
            &cut,
            group,
            place.lead,
            owner,
        ));
    }
    names
}

pub(super) fn fact(
    block: &Block,
    lines: (u32, u32),
    cut: &Cut,
    group: u32,
    lead: Option<&Inline>,
    owner: Option<&str>,
) -> Fact {
    Fact {
        kind: Kind::Term,
        subject: cut.term.clone(),
        relation: Relation::Described,
        object: cut.description.clone(),
        items: Vec::new(),
        headings: block.headings.clone(),
        line: lines.0,
        end_line: lines.1,
        group,
        evidence: format!("{} {} {}", cut.term, cut.description, lead.map_or("", |text| text.text.as_str())),
        owner: owner.map(str::to_owned),
        example: None,
    }
}

/// Tells whether a label is an argument and no term: `Simple and cheap`, `Harder to test`, `No drift`.
fn speaks_for(label: &str) -> bool {
    let first = bare(label.split_whitespace().next().unwrap_or(""));
    let compares =
        matches!(first.as_str(), "more" | "less" | "fewer" | "no" | "not" | "better" | "worse" | "can" | "easy");
    let second = label.split_whitespace().nth(1).is_some_and(|word| word == "to");
    is_quality(label) || compares || first.ends_with("er") && second
}

/// Returns the noun that adjectives as labels belong to: `interference` for `Proactive` and
/// `Retroactive` under `Interference`, `muscle` for those under `Three types of muscle`.
pub(super) fn shared_noun(block: &Block, lead: Option<&Inline>, labels: &[&str]) -> Option<String> {
    let ends = |label: &str| ["grade", "morphic", "eous"].iter().any(|ending| label.to_lowercase().ends_with(ending));
    let sure = labels.iter().filter(|label| is_quality(label) || ends(label)).count();
    if labels.len() < 2 || sure * 2 < labels.len() || !labels.iter().all(|label| may_be_quality(label)) {
        return None;
    }
    let lead = lead.map(|text| text.text.trim_end_matches(':').trim().to_owned());
    let name = lead.or_else(|| block.headings.last().map(|heading| plain_heading(heading)))?;
    noun_of_sorts(&name)
}

/// Tells whether a label is one word that ends as adjectives do.
fn may_be_quality(label: &str) -> bool {
    const ENDINGS: &[&str] =
        &["al", "ar", "ic", "ive", "ous", "ary", "ed", "able", "ible", "ful", "ant", "ent", "grade", "morphic"];
    let label = label.to_lowercase();
    !label.contains(' ') && (is_quality(&label) || ENDINGS.iter().any(|ending| label.ends_with(ending)))
}

/// Returns what a heading sorts, as one of it: `muscle` of `Three types of muscle`, `level` of `Levels
/// of structure`, `moraine` of `Moraines`.
fn noun_of_sorts(heading: &str) -> Option<String> {
    const SORTS: &[&str] = &["type", "kind", "form", "class", "category", "variety", "sort"];
    const BEFORE: &[&str] = &["the", "main", "common", "major", "basic", "different", "some"];
    // `declarative characteristic` is no thing.
    const OF_ALL: &[&str] = &[
        "feature", "characteristic", "benefit", "advantage", "disadvantage", "property", "quality", "trait", "goal",
        "requirement", "value", "pro", "con", "factor", "point", "question", "thing", "topic", "concept", "idea",
        "problem", "issue", "word", "verb", "adjective", "term", "practice", "tip", "attribute",
    ];
    let counts = |word: &&str| BEFORE.contains(&bare(word).as_str()) || super::sentence::number(word).is_some();
    let words: Vec<&str> = heading.split_whitespace().skip_while(counts).collect();
    let of = words.iter().position(|word| *word == "of");
    let (head, rest) = of.map_or((words.as_slice(), &[][..]), |at| (&words[..at], &words[at + 1..]));
    let last = singular(&bare(head.last()?));
    let noun = match SORTS.contains(&last.as_str()) {
        true if !rest.is_empty() => rest.join(" "),
        true => head.get(..head.len() - 1)?.join(" "),
        false => head.join(" "),
    };
    let noun = singular(&noun.to_lowercase());
    let kind = noun.rsplit(' ').next().unwrap_or("");
    let named = (1..=2).contains(&noun.split(' ').count()) && noun.chars().all(|c| c.is_alphabetic() || c == ' ');
    (named && !OF_ALL.contains(&kind) && !is_generic(&noun) && !is_generic(heading)).then_some(noun)
}

/// Reads a definition list (`Term` newline `: definition`).
pub(super) fn definitions(block: &Block, entries: &[(Inline, Vec<Inline>)], out: &mut Facts) {
    let group = out.group();
    for (term, meanings) in entries {
        let line = term.lines.first().map_or(block.line, |(_, line)| *line);
        let Some(meaning) = meanings.first() else { continue };
        let last = meaning.lines.last().map_or(line, |(_, line)| *line);
        match made(&term.text, &meaning.text, false) {
            Some(cut) => out.facts.push(told(block, (line, last), &cut, group, None, None)),
            None => out.pass(line, last, "a term without a definition"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::{Relation, pairs_of};

    #[test]
    fn a_dash_that_hangs_on_a_term_cuts_it_from_its_description() {
        let told = |text: &str| pairs_of(text, |relation| *relation == Relation::Described);
        let found = told("# Locks\n\nSill- the ledge below a gate\nSluice- a gate that lets water through\n");
        assert_eq!(found[0], ("Sill".to_owned(), "the ledge below a gate".to_owned()));
        assert_eq!(found.len(), 2);
        assert_eq!(told("# Locks\n\npre- and post-war gates\nnarrow- and broad-beam boats\n"), []);
    }

    #[test]
    fn two_deeds_beside_each_other_are_no_term_with_its_description() {
        let told = |text: &str| pairs_of(text, |relation| *relation == Relation::Described).len();
        assert_eq!(told("# Theft\n\n- Reading letters - Altering the seal\n- Opening chests - Taking the coin\n"), 0);
        assert_eq!(told("# Theft\n\n- Poaching - Taking game by night\n- Fencing - Selling what was taken\n"), 2);
    }

    #[test]
    fn adjectives_as_labels_take_the_noun_that_their_heading_sorts() {
        let terms = |heading: &str| {
            let text =
                format!("# Ice\n\n## {heading}\n\n- **Terminal**: marks the end\n- **Lateral**: lies at the side\n");
            pairs_of(&text, |relation| *relation == Relation::Described)
                .into_iter()
                .map(|(term, _)| term)
                .collect::<Vec<_>>()
        };
        for heading in ["Moraines", "Types of moraine", "The two main types of moraines", "Moraine types"] {
            assert_eq!(terms(heading), ["Terminal moraine", "Lateral moraine"], "{heading}");
        }
        for heading in ["Features", "Key points"] {
            assert_eq!(terms(heading), ["Terminal", "Lateral"], "{heading}");
        }
    }

    #[test]
    fn what_speaks_for_something_is_named_and_not_defined() {
        let text = "# Sails\n\n## Gaff rig\n\n### Pros:\n\n- **Simple**: few lines to learn\n- **Less weight aloft**: the mast is short\n";
        let all = pairs_of(text, |_| true);
        assert_eq!(all, [("pros of Gaff rig".to_owned(), "Simple, Less weight aloft".to_owned())]);
    }

    #[test]
    fn a_bar_or_an_article_parts_a_bold_term_from_its_description() {
        let told = |text: &str| pairs_of(text, |relation| *relation == Relation::Described);
        let found = told(
            "# Ropes\n\n**splice** | the joining of two ropes\n\n- **Hawser** a thick rope for mooring\n- **Line** a rope with a use\n",
        );
        assert_eq!(found.iter().map(|(term, _)| term.as_str()).collect::<Vec<_>>(), ["splice", "Hawser", "Line"]);
        assert_eq!(told("# Ropes\n\n**splice** | short | long\n\n**The bosun** a rope must inspect daily.\n"), []);
    }
}
