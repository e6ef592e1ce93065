//! Lists: terms with descriptions, and closed lists that a lead-in announces.

use crate::model::Kind;
use crate::notes::{Block, Body, Inline, Item, Row};

use super::announced::{announcement, noun_phrase, owned, part_of};
use super::english::{Opening, bare, is_abstract, is_plural, opening};
use super::section::{Terms, link_only, names_a_thing};
use super::sentence::{Antecedent, number, plain_heading};
use super::text::{is_open, normal};
use super::{Fact, Facts, Lead, Relation};
use super::{attribute, term};

/// Where a list stands and what leads into it.
pub(super) struct Place<'a> {
    pub(super) block: &'a Block,
    /// The paragraph before it.
    pub(super) lead: Option<&'a Inline>,
    /// What a pronoun in the lead-in stands for.
    pub(super) subject: Option<&'a Antecedent>,
    /// It stands below a bullet that only names something.
    pub(super) owned: bool,
}

/// Reads a list.
pub(super) fn read(place: &Place<'_>, ordered: bool, items: &[Item], terms: &Terms, out: &mut Facts) {
    let asked: Vec<bool> = items.iter().map(|item| super::answered::read(place, item, out)).collect();
    if asked.contains(&true) {
        let left: Vec<Item> =
            items.iter().zip(asked).filter(|(_, asked)| !asked).map(|(item, _)| item.clone()).collect();
        if !left.is_empty() {
            read(place, ordered, &left, terms, out);
        }
        return;
    }
    let parted = if ordered { None } else { super::several::parted(items) };
    let items = parted.as_deref().unwrap_or(items);
    if ordered && super::steps::read(place, items, out) {
        let named: Vec<&Item> = items.iter().filter(|item| term::cut(&item.text, false).is_some()).collect();
        if named.len() == items.len() {
            term::items(place, &named, false, None, out);
        }
        return;
    }
    if advice(items) {
        out.pass(place.block.line, place.block.end_line, "advice");
        return;
    }
    let lead_in = place.lead.filter(|text| text.text.trim_end().ends_with([':', '：']));
    let announced = lead_in.and_then(|text| announcement(place, text, terms));
    let cuts: Vec<Cut> = items.iter().map(|item| Cut::of(item, terms)).collect();
    let shaped = cuts.iter().filter(|cut| !matches!(cut, Cut::Plain | Cut::Links)).count();
    let told = cuts.iter().filter(|cut| matches!(cut, Cut::Marked)).count();
    let rest = cuts.iter().filter(|cut| matches!(cut, Cut::Plain)).count();
    let long =
        |item: &Item| term::cut(&item.text, true).is_none_or(|cut| cut.description.split_whitespace().count() > 3);
    let named = told > 0 && told >= rest
        || shaped >= 2 && rest == 0
        || shaped >= 3 && rest * 3 <= shaped
        || shaped == 2 && rest == 1 && items.iter().all(long);
    let marks = cuts.iter().zip(items);
    if named {
        let loose = marks
            .filter(|(cut, _)| matches!(cut, Cut::Marked | Cut::Loose | Cut::Attribute))
            .map(|(_, item)| item)
            .collect::<Vec<_>>();
        let plain = of(&cuts, items, |cut| matches!(cut, Cut::Plain));
        terms_of(place, &loose, &plain, announced.as_ref(), true, terms, out);
    } else if told > 0 || cuts.iter().any(|cut| matches!(cut, Cut::Attribute)) {
        let some = of(&cuts, items, |cut| matches!(cut, Cut::Marked | Cut::Attribute));
        let plain = of(&cuts, items, |cut| matches!(cut, Cut::Plain | Cut::Loose));
        terms_of(place, &some, &plain, announced.as_ref(), true, terms, out);
    } else {
        closed(place, ordered, items, announced, terms, out);
    }
    for item in items {
        children(place, item, terms, out);
    }
}

/// Shape of an item.
enum Cut {
    /// Nothing but links.
    Links,
    /// A bold, code or linked term with its description.
    Marked,
    /// A plain term with its description, whose term is the name of an attribute.
    Attribute,
    /// A plain term with its description.
    Loose,
    /// Anything else.
    Plain,
}

impl Cut {
    fn of(item: &Item, terms: &Terms) -> Self {
        match () {
            () if link_only(&item.text) => Self::Links,
            () if term::cut(&item.text, false).is_some() => Self::Marked,
            () => match term::cut(&item.text, true) {
                Some(cut) if attribute::is_attribute(&cut.term, terms) => Self::Attribute,
                Some(_) => Self::Loose,
                None => Self::Plain,
            },
        }
    }
}

fn of<'a>(cuts: &[Cut], items: &'a [Item], kind: impl Fn(&Cut) -> bool) -> Vec<&'a Item> {
    cuts.iter().zip(items).filter(|(cut, _)| kind(cut)).map(|(_, item)| item).collect()
}

/// Tells whether a list gives advice: most items tell the reader what to do.
fn advice(items: &[Item]) -> bool {
    const ADVISING: &[&str] = &[
        "always", "never", "don't", "dont", "do", "avoid", "prefer", "remember", "make", "try", "be", "use", "keep",
        "start", "ensure", "consider", "think", "ask", "check", "read", "see", "don’t", "stop", "please", "practice",
        "review", "focus", "take", "bring", "watch", "follow", "learn", "write", "look",
    ];
    let advising = items
        .iter()
        .filter(|item| {
            let first = item.text.text.split_whitespace().next().map(bare).unwrap_or_default();
            let marked = item.text.marks.first().is_some_and(|mark| mark.range.start == 0);
            ADVISING.contains(&first.as_str()) && !marked
        })
        .count();
    advising >= 2 && advising * 2 >= items.len()
}

fn terms_of(
    place: &Place<'_>,
    named: &[&Item],
    plain: &[&Item],
    announced: Option<&(String, Lead)>,
    loose: bool,
    terms: &Terms,
    out: &mut Facts,
) {
    let labels: Vec<term::Cut> = named.iter().filter_map(|item| term::cut(&item.text, loose)).collect();
    let heading = attribute::entity(place.block, &labels.iter().map(|cut| cut.term.as_str()).collect::<Vec<_>>());
    // Labels that return under one lead-in after the other are attributes of what it names.
    let again = labels.iter().all(|cut| terms.is_said_again(&cut.term));
    let over = place
        .lead
        .map(|text| text.text.trim().trim_end_matches(':').to_owned())
        .filter(|name| again && names_a_thing(name));
    let heading = over.or(heading);
    let attribute = |cut: &term::Cut| {
        let named = attribute::names_attribute(&cut.term) || attribute::hangs(&cut.term) || is_abstract(&cut.term);
        // `Control plane: manages the cluster`: what acts is a thing, in however many places it stands.
        (again || attribute::is_attribute(&cut.term, terms) || attribute::hangs(&cut.term))
            && (named || opening(&cut.description) != Opening::ThirdVerb)
    };
    let attributes = labels.iter().filter(|cut| attribute(cut)).count();
    let most = attributes * 2 >= labels.len() || place.owned && attributes * 3 >= labels.len();
    if let (true, Some(heading)) = (attributes > 0 && most, heading) {
        let group = out.group();
        for (item, cut) in named.iter().filter_map(|item| term::cut(&item.text, loose).map(|cut| (item, cut))) {
            out.facts.push(if attribute::belongs(&cut) || attribute(&cut) {
                attribute::attribute(place.block, (item.line, item.line), &heading, &cut, group)
            } else {
                attribute::told(place.block, (item.line, item.line), &cut, group, None, None)
            });
        }
        sentences_of(place, plain, terms, out);
        return;
    }
    let owner = announced.and_then(|(subject, lead)| owner_of(subject, lead));
    let names = term::items(place, named, loose, owner.as_deref(), out);
    let aspect = |name: &String| attribute::names_attribute(name) || attribute::hangs(name) || names_moment(name);
    let told = announced.is_some_and(|(_, lead)| matches!(lead, Lead::Verb { .. }));
    let aspects = names.iter().filter(|name| aspect(name)).count();
    let names = if !told && aspects * 2 >= names.len() { Vec::new() } else { names };
    if let Some((subject, lead)) = announced
        .filter(|(_, lead)| plain.is_empty() && (2..=4).contains(&names.len()) && counts(place, lead, names.len()))
    {
        members(place, subject.clone(), lead.clone(), names.clone(), named, out);
    }
    if announced.is_none() && plain.is_empty() && (2..=7).contains(&names.len()) {
        let name = place.block.headings.last().map(|heading| plain_heading(heading));
        let noun = name.and_then(|name| noun_phrase(&name).or_else(|| part_of(&name, place).filter(|_| weighs(&name))));
        if let Some(noun) = noun.filter(|noun| !noun.starts_with("examples ")) {
            members(place, noun.clone(), Lead::Noun(noun), names, named, out);
        }
    }
    sentences_of(place, plain, terms, out);
}

/// Tells whether a heading is over what speaks for something or against it.
pub(super) fn weighs(heading: &str) -> bool {
    const WEIGHING: &[&str] = &[
        "pros", "cons", "advantages", "disadvantages", "benefits", "drawbacks", "strengths", "weaknesses", "risks",
        "limitations", "trade-offs", "tradeoffs", "upsides", "downsides",
    ];
    let name = heading.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    WEIGHING.contains(&name.strip_prefix("key ").or_else(|| name.strip_prefix("main ")).unwrap_or(&name))
}

/// Tells whether a lead-in surely names all its items: two below a plural may be what is told of it.
fn counts(place: &Place<'_>, lead: &Lead, items: usize) -> bool {
    let Lead::Noun(noun) = lead else { return true };
    let counted = place.lead.is_some_and(|text| text.text.split_whitespace().any(|word| number(&bare(word)).is_some()));
    items > 2
        || counted
        || noun.contains(" of ")
        || !place.lead.is_some_and(|text| text.text.starts_with(char::is_uppercase))
}

/// Tells whether a label says when or where: `By two months`.
fn names_moment(label: &str) -> bool {
    let first = label.split_whitespace().next().map(bare).unwrap_or_default();
    label.contains(' ')
        && matches!(first.as_str(), "by" | "at" | "in" | "on" | "during" | "after" | "before" | "for" | "from")
}

/// Reads plain items as sentences: about their own subject, or, where they begin with a verb,
/// about what the heading names.
fn sentences_of(place: &Place<'_>, items: &[&Item], terms: &Terms, out: &mut Facts) {
    for item in items {
        if unfinished(&item.text.text) {
            out.pass(item.line, item.line, "an unfinished item");
            continue;
        }
        let (before, asked) = (out.facts.len(), out.passed.len());
        super::sentence::item(place.block, &item.text, place.lead, terms, out);
        if out.facts.len() == before {
            out.passed.truncate(asked);
            out.pass(item.line, item.line, "no term with a description");
        }
    }
}

fn unfinished(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text.ends_with([':', '-', '–', '—', '=', '→', '…']) || text.ends_with("...")
}

/// Returns what the items are parts of: `Each SIG has:` makes them parts of a SIG.
fn owner_of(subject: &str, lead: &Lead) -> Option<String> {
    if is_plural(subject) && !subject.to_lowercase().starts_with("all ") {
        return None;
    }
    let verb = matches!(lead, Lead::Verb { verb, .. } if matches!(verb.as_str(), "have" | "include" | "contain" | "consist of" | "comprise"));
    let name = ["each ", "every ", "a ", "an ", "the ", "all "]
        .iter()
        .find_map(|word| subject.to_lowercase().starts_with(word).then(|| subject[word.len()..].to_owned()));
    verb.then(|| name.unwrap_or_else(|| subject.to_owned()))
}

fn closed(
    place: &Place<'_>,
    ordered: bool,
    items: &[Item],
    announced: Option<(String, Lead)>,
    terms: &Terms,
    out: &mut Facts,
) {
    let known = out.facts.len();
    let passed = out.passed.len();
    sentences_of(place, &items.iter().collect::<Vec<_>>(), terms, out);
    if out.facts.len() > known {
        return;
    }
    out.passed.truncate(passed);
    let texts: Vec<String> =
        items.iter().map(|item| item.text.text.trim().trim_end_matches(['.', ';', ',']).trim().to_owned()).collect();
    let short = texts
        .iter()
        .all(|text| !text.is_empty() && text.split_whitespace().count() <= 9 && !text.ends_with(['?', ':']));
    let refuse = |out: &mut Facts, reason| out.pass(place.block.line, place.block.end_line, reason);
    let heading = || {
        let name = plain_heading(place.block.headings.last()?);
        noun_phrase(&name)
            .map(|noun| owned(noun, place))
            .or_else(|| part_of(&name, place))
            .filter(|_| place.lead.is_none())
    };
    let announced = announced.or_else(|| heading().map(|noun| (noun.clone(), Lead::Noun(noun))));
    let Some((subject, lead)) = announced else {
        return refuse(out, if ordered { "numbered items without a process" } else { "a list that nothing announces" });
    };
    if !short || texts.iter().any(|text| is_open(text)) {
        return refuse(out, "its items are sentences or the list is open");
    }
    if !(2..=7).contains(&texts.len()) {
        return refuse(out, "a list too long to name from memory");
    }
    let refs: Vec<&Item> = items.iter().collect();
    members(place, subject, lead, texts, &refs, out);
}

fn members(place: &Place<'_>, subject: String, lead: Lead, names: Vec<String>, items: &[&Item], out: &mut Facts) {
    let group = out.group();
    let first = place.lead.and_then(|text| text.lines.last()).map_or(place.block.line, |(_, line)| *line);
    let mut evidence = place.lead.map_or_else(String::new, |text| text.text.clone());
    for part in
        place.block.headings.iter().map(AsRef::as_ref).chain([subject.as_str()]).chain(names.iter().map(String::as_str))
    {
        evidence.push(' ');
        evidence.push_str(part);
    }
    out.facts.push(Fact {
        kind: Kind::List,
        subject,
        relation: Relation::Members { lead },
        object: names.join(", "),
        items: names,
        headings: place.block.headings.clone(),
        line: first.min(place.block.line),
        end_line: items.last().map_or(place.block.end_line, |item| item.line),
        group,
        evidence,
        owner: None,
        example: None,
    });
}

/// Reads what stands below an item, with the item's own text as a heading over it.
fn children(place: &Place<'_>, item: &Item, terms: &Terms, out: &mut Facts) {
    let defined = super::nested::read(place, item, out);
    super::nested::below(place, item, out);
    let label = term::cut(&item.text, true).map_or_else(|| item.text.text.clone(), |cut| cut.term);
    let label = label.trim_end_matches(':').trim().to_owned();
    for child in &item.children {
        let mut block = child.clone();
        if label.split_whitespace().count() <= 6 && !normal(&label).is_empty() {
            block.headings =
                place.block.headings.iter().cloned().chain([std::sync::Arc::from(label.as_str())]).collect();
        }
        if let Body::Table { header, rows } = &child.body {
            table_below(&item.text, &block, header, rows, out);
        }
        let Body::List { ordered, items } = &child.body else { continue };
        // The first item below a term told what it is.
        let items = items.get(usize::from(defined)..).unwrap_or_default();
        if items.is_empty() {
            continue;
        }
        let inner = Place {
            block: &block,
            lead: item.text.text.ends_with(':').then_some(&item.text),
            subject: place.subject,
            owned: !is_plural(&label) && normal(&label) == normal(item.text.text.trim_end_matches(':')),
        };
        read(&inner, *ordered, items, terms, out);
    }
}

/// Reads a table below an item, unless the item compares what the two columns hold.
fn table_below(item: &Inline, block: &Block, header: &[Inline], rows: &[Row], out: &mut Facts) {
    let said = normal(&item.text);
    let compared = header.len() == 2 && header.iter().all(|cell| said.contains(&normal(&cell.text)));
    if compared {
        out.pass(block.line, block.end_line, "columns side by side, without a key");
    } else {
        super::table::read(block, header, rows, out);
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::{Relation, pairs_of};

    #[test]
    fn labels_that_return_under_each_lead_in_are_attributes_of_what_it_names() {
        let text = ["Calves", "Heifers", "Cows"]
            .map(|age| format!("{age} (grown):\n\n- Daily feed: hay of the {age}\n- Night rest: straw\n\n"));
        let found = pairs_of(&format!("# Herd\n\n{}", text.concat()), |relation| {
            matches!(relation, Relation::Attribute { .. })
        });
        assert_eq!(found.len(), 6, "{found:?}");
        assert_eq!(found[0], ("Calves (grown)".to_owned(), "hay of the Calves".to_owned()));
    }

    #[test]
    fn what_a_thing_is_used_to_do_are_its_uses() {
        let lists = |text: &str| pairs_of(text, |relation| matches!(relation, Relation::Members { .. }));
        let text =
            "# Yard\n\n## Winch\n\nA winch is a drum with a crank.\n\nIt is used to:\n\n- haul ropes\n- lift anchors\n";
        assert_eq!(lists(text), [("uses of a winch".to_owned(), "haul ropes, lift anchors".to_owned())]);
    }

    #[test]
    fn parts_are_those_of_the_item_above() {
        let lists = |text: &str| pairs_of(text, |relation| matches!(relation, Relation::Members { .. }));
        let text = "# Boats\n\n## Gear\n\n- Rudder blade\n  - two parts\n    - chain\n    - rope\n";
        assert_eq!(lists(text), [("parts of Rudder blade".to_owned(), "chain, rope".to_owned())]);
    }

    #[test]
    fn two_labels_that_nothing_counts_are_no_list_of_members() {
        let lists = |text: &str| pairs_of(text, |relation| matches!(relation, Relation::Members { .. }));
        let items = "\n\n- **Fever**: a rise of the body's heat\n- **Rash**: a change of the skin\n";
        assert_eq!(lists(&format!("# Ward\n\nSea illnesses:{items}")), []);
        assert_eq!(lists(&format!("# Ward\n\nThe two sea illnesses:{items}")).len(), 1);
    }

    #[test]
    fn a_plural_label_over_its_items_is_that_of_the_heading() {
        let lists = |text: &str| pairs_of(text, |relation| matches!(relation, Relation::Members { .. }));
        let text = "# Ships\n\n## Hull rot\n\n- complications\n  - leaks at sea\n  - loss of cargo\n";
        assert_eq!(lists(text), [("complications of Hull rot".to_owned(), "leaks at sea, loss of cargo".to_owned())]);
        assert_eq!(lists(&text.replace("complications", "Wolves")), []);
    }
}
