//! Tables: rows of key and values, and tables that compare what their header names.

use crate::model::Kind;
use crate::notes::{Block, Inline, Row, Style};

use super::english::{Opening, is_plural, opening, plural, singular};
use super::section::link_only;
use super::text::{normal, tokens};
use super::{Fact, Facts, Lead, Relation};

/// First headers of tables whose rows are aspects of the things named by the other headers.
const ASPECTS: &[&str] = &[
    "", "aspect", "aspects", "feature", "features", "criterion", "criteria", "category", "property", "properties",
    "attribute", "characteristic", "characteristics", "dimension", "point", "comparison", "basis",
    "basis of comparison", "parameter", "factor", "difference", "differences", "point of comparison", "area", "topic",
    "question",
];

/// Columns that hold nothing to learn.
const IDLE: &[&str] = &[
    "link", "links", "url", "urls", "email", "e-mail", "contact", "contacts", "slack", "github", "mailing list",
    "meeting", "meetings", "meeting time", "time zone", "timezone", "status", "date added", "last updated", "updated",
    "owner", "owners", "lead", "leads", "chairs", "maintainer", "maintainers", "page", "pages", "ref", "reference",
    "references", "source", "sources", "#", "no", "no.", "nr", "done", "website", "homepage", "image", "picture",
    "logo", "phone", "company", "affiliation", "calendar", "notes link", "comments",
];

/// Reads a table.
pub(super) fn read(block: &Block, header: &[Inline], rows: &[Row], out: &mut Facts) {
    let head_line = block.line;
    out.pass(head_line, head_line, "");
    let mostly_links = rows.iter().filter(|row| row.cells.first().is_some_and(link_only)).count() * 2 > rows.len();
    if side_by_side(block, header, rows) {
        out.pass(block.line, block.end_line, "columns side by side, without a key");
        return;
    }
    let reason = match () {
        () if header.len() < 2 => Some("a table of a single column"),
        () if mostly_links => Some("a table of links"),
        () if people(header) => Some("a table of people, places or links"),
        () => None,
    };
    if let Some(reason) = reason {
        out.pass(block.line, block.end_line, reason);
        return;
    }
    if calculates(rows) || totals(header, rows) {
        out.pass(block.line, block.end_line, "a worked calculation");
        return;
    }
    if asks(header) {
        cards(block, header, rows, out);
        return;
    }
    if compares(block, header, rows) {
        comparison(block, header, rows, out);
    } else {
        keyed(block, header, rows, out);
        members(block, header, rows, out);
        super::ticks::read(block, header, rows, out);
    }
}

/// Tells whether the table is questions with their answers.
fn asks(header: &[Inline]) -> bool {
    let [front, back] = header else { return false };
    matches!(normal(&front.text).as_str(), "question" | "questions" | "q" | "front" | "prompt")
        && matches!(normal(&back.text).as_str(), "answer" | "answers" | "a" | "back")
}

/// Takes the rows of a table of questions and answers as its writer put them.
fn cards(block: &Block, header: &[Inline], rows: &[Row], out: &mut Facts) {
    let group = out.group();
    for row in rows {
        let pair = row.cells.first().zip(row.cells.get(1));
        let Some((front, back)) = pair.filter(|(front, back)| !is_blank(&front.text) && !is_blank(&back.text)) else {
            out.pass(row.line, row.line, "a question without an answer");
            continue;
        };
        out.facts.push(Fact {
            subject: front.text.trim().to_owned(),
            relation: Relation::Authored { options: Vec::new() },
            object: said(back),
            group,
            ..base(block, row, header)
        });
    }
}

/// Tells whether the rows calculate or show bytes: sums that go on, numbers in base sixteen.
fn calculates(rows: &[Row]) -> bool {
    let byte = |word: &str| word.len() == 2 && word.chars().all(|c| c.is_ascii_hexdigit());
    let counts = |cell: &Inline| {
        let text = cell.text.trim();
        let words: Vec<&str> = text.split_whitespace().collect();
        text.len() > 2 && text.ends_with([' ', '+', '=']) && text.starts_with(|c: char| c.is_ascii_digit())
            || words.iter().any(|word| word.starts_with("0x"))
            || words.len() >= 4 && words.iter().all(|word| byte(word))
    };
    let sums = rows.iter().filter(|row| row.cells.iter().any(counts)).count();
    let goes_on = rows.iter().flat_map(|row| &row.cells).any(|cell| {
        cell.text.trim().ends_with([' ', '+', '='])
            || cell.text.split_whitespace().filter(|word| byte(word)).count() >= 4
    });
    goes_on && sums * 2 > rows.len()
}

/// Tells whether rows and columns are added up: a last row and a last column of totals.
fn totals(header: &[Inline], rows: &[Row]) -> bool {
    let total = |cell: Option<&Inline>| {
        cell.is_some_and(|cell| matches!(normal(&cell.text).as_str(), "total" | "totals" | "sum" | "all"))
    };
    total(header.last()) && total(rows.last().and_then(|row| row.cells.first()))
}

/// Tells whether the first column holds attributes (`Mass (u)`, `Speed`) of what the headers name.
fn aspects_below(header: &[Inline], rows: &[Row]) -> bool {
    let plain = |cell: &Inline| cell.text.split(" (").next().unwrap_or("").trim_end_matches(':').to_owned();
    let named = |cell: &Inline| super::attribute::names_attribute(&plain(cell));
    let attributes = rows.iter().filter_map(|row| row.cells.first()).filter(|cell| named(cell)).count();
    attributes >= 2 && attributes * 3 >= rows.len() && !header.iter().any(named)
}

/// Tells whether the headers part things by who has them: `Shared`, `Only in plants`.
fn shares(header: &[Inline]) -> bool {
    const PARTED: &[&str] = &["only", "shared", "both", "common", "unique", "neither"];
    let first = |cell: &Inline| normal(cell.text.split_whitespace().next().unwrap_or(""));
    header.iter().filter(|cell| PARTED.contains(&first(cell).as_str())).count() >= 2
}

/// Tells whether the columns are lists beside each other: their headers are of one kind, or the
/// cells say what the thing in the header does.
fn side_by_side(block: &Block, header: &[Inline], rows: &[Row]) -> bool {
    if shares(header) {
        return true;
    }
    let [left, right] = header else { return false };
    let (a, b) = (normal(&left.text), normal(&right.text));
    let versus = block.headings.iter().any(|heading| {
        let name = normal(heading);
        [" vs", " versus ", " and ", " or "].iter().any(|sign| name.contains(sign))
            && !a.is_empty()
            && name.contains(&singular(&a))
            && name.contains(&singular(&b))
    });
    let last = |name: &str| name.split_whitespace().last().map(str::to_owned);
    let first = |name: &str| name.split_whitespace().next().map(str::to_owned);
    let alike = a.contains(' ') && b.contains(' ') && (last(&a) == last(&b) || first(&a) == first(&b));
    let pros = matches!(a.as_str(), "pros" | "advantages" | "benefits" | "do" | "dos" | "strengths")
        && matches!(b.as_str(), "cons" | "disadvantages" | "drawbacks" | "don't" | "don'ts" | "weaknesses");
    let deeds = rows
        .iter()
        .filter_map(|row| row.cells.first())
        .filter(|cell| opening(&cell.text) == Opening::ThirdVerb && cell.text.contains(' '))
        .count();
    versus || alike || pros || deeds * 2 >= rows.len() && deeds >= 1 && rows.len() > 1
}

/// Tells whether the table lists people and how to reach them.
fn people(header: &[Inline]) -> bool {
    const REACHED: &[&str] =
        &["email", "e-mail", "slack", "phone", "github", "telephone", "mail", "linkedin", "room", "office hours"];
    if header.iter().any(|cell| REACHED.contains(&normal(&cell.text).as_str())) {
        return true;
    }
    let idle = header.iter().skip(1).filter(|cell| is_idle(&cell.text)).count();
    header.len() > 1 && idle + 1 >= header.len()
}

/// Tells whether a column holds nothing to learn.
pub(super) fn is_idle(header: &str) -> bool {
    IDLE.contains(&normal(header).as_str())
}

/// Tells whether rows are aspects and columns the things compared.
fn compares(block: &Block, header: &[Inline], rows: &[Row]) -> bool {
    let corner = header.first().map(|cell| normal(&cell.text)).unwrap_or_default();
    let aspect = corner
        .split(['/', '&'])
        .any(|part| ASPECTS.contains(&part.trim()) && (corner.is_empty() || !part.trim().is_empty()));
    if header.len() < 3 || !(aspect || aspects_below(header, rows)) {
        return false;
    }
    // "Feature | Meaning | Example" lists features; "Feature | TCP | UDP" compares.
    let labels = [
        "description", "meaning", "definition", "explanation", "example", "examples", "notes", "purpose", "use",
        "default", "details",
    ];
    let described = header.iter().skip(1).any(|cell| labels.contains(&normal(&cell.text).as_str()));
    let versus = block.headings.iter().any(|heading| {
        let name = normal(heading);
        [" vs", "versus", "differ", "compar", " and "].iter().any(|sign| name.contains(sign))
    });
    (!described || versus) && !rows.is_empty()
}

fn comparison(block: &Block, header: &[Inline], rows: &[Row], out: &mut Facts) {
    let entities: Vec<&str> = header.iter().skip(1).map(|cell| cell.text.as_str()).collect();
    for row in rows {
        let Some(aspect) = row.cells.first().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()) else {
            out.pass(row.line, row.line, "a row without a label");
            continue;
        };
        if normal(aspect).starts_with("example") {
            out.pass(row.line, row.line, "an example is not the only right answer");
            continue;
        }
        if matches!(normal(aspect).trim_end_matches(':'), "remember" | "note" | "notes" | "tip" | "remark" | "remarks")
        {
            out.pass(row.line, row.line, "a word to the reader");
            continue;
        }
        let group = out.group();
        let cells: Vec<(&str, String)> = entities
            .iter()
            .zip(row.cells.iter().skip(1))
            .map(|(entity, cell)| (*entity, said(cell)))
            .filter(|(entity, text)| !entity.is_empty() && !is_blank(text))
            .collect();
        for (entity, text) in &cells {
            let rivals =
                cells.iter().filter(|(other, _)| other != entity).map(|(o, t)| ((*o).to_owned(), t.clone())).collect();
            out.facts.push(Fact {
                kind: Kind::Comparison,
                subject: (*entity).to_owned(),
                relation: Relation::Aspect { aspect: aspect.to_owned(), rivals },
                object: text.clone(),
                group,
                ..base(block, row, header)
            });
        }
    }
}

fn keyed(block: &Block, header: &[Inline], rows: &[Row], out: &mut Facts) {
    let key = header.first().map(|cell| cell.text.trim().to_owned()).unwrap_or_default();
    for (column, head) in header.iter().enumerate().skip(1) {
        let values: Vec<&str> =
            rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| cell.text.trim()).collect();
        if is_idle(&head.text) || !worth_asking(head, &values, header.len()) {
            continue;
        }
        let group = out.group();
        for row in rows {
            let Some((subject, value)) = row.cells.first().zip(row.cells.get(column)) else { continue };
            if is_blank(&subject.text) || is_blank(&value.text) || link_only(value) {
                continue;
            }
            let repeated = rows.iter().filter(|other| same_key(other, row)).count() > 1;
            let example = repeated.then(|| telling_cell(header, rows, row, column)).flatten();
            if repeated && example.is_none() {
                out.pass(row.line, row.line, "its first cell stands in several rows");
                continue;
            }
            out.facts.push(Fact {
                kind: Kind::Table,
                subject: subject.text.trim().to_owned(),
                relation: Relation::Cell { key: key.clone(), column: head.text.trim().to_owned() },
                object: said(value),
                group,
                example,
                ..base(block, row, header)
            });
        }
    }
}

/// Returns what a cell says, with commas where it breaks its line.
fn said(cell: &Inline) -> String {
    let mut text = String::with_capacity(cell.text.len() + 8);
    let mut from = 0;
    for mark in cell.marks.iter().filter(|mark| mark.style == Style::Break) {
        let part = cell.text.get(from..mark.range.start).unwrap_or("").trim();
        text.push_str(part);
        if !part.is_empty() && !part.ends_with([',', ';', '.', ':']) {
            text.push(',');
        }
        text.push(' ');
        from = mark.range.start;
    }
    text.push_str(cell.text.get(from..).unwrap_or("").trim());
    text.trim().trim_end_matches(',').to_owned()
}

/// Returns the cell of another column by which this row differs from all with the same first cell.
fn telling_cell(header: &[Inline], rows: &[Row], row: &Row, asked: usize) -> Option<String> {
    let usual = |head: &Inline| {
        matches!(
            normal(&head.text).as_str(),
            "example" | "examples" | "context" | "syntax" | "usage" | "case" | "form" | "where"
        )
    };
    let column = (1..header.len()).find(|column| *column != asked && header.get(*column).is_some_and(usual))?;
    let own = row.cells.get(column).map(|cell| cell.text.trim()).filter(|text| !is_blank(text))?;
    let unique = rows
        .iter()
        .filter(|other| same_key(other, row) && other.cells.get(column).is_some_and(|cell| cell.text.trim() == own))
        .count()
        == 1;
    unique.then(|| own.to_owned())
}

fn same_key(a: &Row, b: &Row) -> bool {
    let key = |row: &Row| row.cells.first().map(|cell| cell.text.trim().to_lowercase());
    key(a) == key(b)
}

/// Tells whether a column says something of each row: not ticks, not always the same, not
/// examples beside other columns.
fn worth_asking(head: &Inline, values: &[&str], columns: usize) -> bool {
    let filled: Vec<String> = values.iter().filter(|value| !is_blank(value)).map(|value| normal(value)).collect();
    let ticks = |value: &String| super::ticks::is_tick(value);
    let distinct: std::collections::BTreeSet<&String> = filled.iter().collect();
    let example = matches!(normal(&head.text).as_str(), "example" | "examples" | "e.g");
    !head.text.trim().is_empty()
        && !filled.is_empty()
        && filled.iter().filter(|value| ticks(value)).count() * 2 < filled.len()
        && (distinct.len() > 1 || filled.len() == 1)
        && !(example && columns > 2)
}

/// Adds the closed list of the first column, where a heading names it: `Purpose of SIGs` over
/// a column `Purpose`.
fn members(block: &Block, header: &[Inline], rows: &[Row], out: &mut Facts) {
    let Some((heading, key)) = block.headings.last().zip(header.first()) else { return };
    let noun = normal(&singular(key.text.trim()));
    let named = normal(&singular(heading.split_whitespace().next().unwrap_or("")));
    let names: Vec<String> =
        rows.iter().filter_map(|row| row.cells.first()).map(|cell| cell.text.trim().to_owned()).collect();
    let plural_of = is_plural(heading) && !normal(heading).starts_with("examples of");
    let whole = heading.contains(" of ") && !noun.is_empty() && (noun == named || plural_of);
    if !whole || !(2..=7).contains(&names.len()) || names.iter().any(|name| is_blank(name)) || tokens(heading).len() > 6
    {
        return;
    }
    let lead = if is_plural(heading) { lower_first(heading) } else { plural(&lower_first(heading)) };
    let group = out.group();
    let mut evidence = format!("{heading} {}", key.text);
    names.iter().for_each(|name| evidence.push_str(&format!(" {name}")));
    out.facts.push(Fact {
        kind: Kind::List,
        subject: lead.clone(),
        relation: Relation::Members { lead: Lead::Noun(lead) },
        object: names.join(", "),
        items: names,
        headings: block.headings.clone(),
        line: rows.first().map_or(block.line, |row| row.line),
        end_line: block.end_line,
        group,
        evidence,
        owner: None,
        example: None,
    });
}

/// Returns the phrase with its first letter small, unless the first word is a name or abbreviation.
pub(super) fn lower_first(phrase: &str) -> String {
    let first = phrase.split_whitespace().next().unwrap_or("");
    if first.chars().skip(1).any(char::is_uppercase) || first.chars().count() < 2 {
        return phrase.to_owned();
    }
    let mut characters = phrase.chars();
    characters.next().map_or_else(String::new, |c| c.to_lowercase().chain(characters).collect())
}

/// Tells whether a cell says nothing.
pub(super) fn is_blank(text: &str) -> bool {
    let name = normal(text);
    !text.chars().any(char::is_alphanumeric) && text.trim().chars().count() < 2
        || matches!(name.as_str(), "" | "n/a" | "na" | "tbd" | "todo" | "none" | "..." | "-" | "--" | "?" | "…")
}

fn base(block: &Block, row: &Row, header: &[Inline]) -> Fact {
    let evidence: Vec<&str> = header.iter().chain(&row.cells).map(|cell| cell.text.as_str()).collect();
    Fact {
        kind: Kind::Table,
        subject: String::new(),
        relation: Relation::Described,
        object: String::new(),
        items: Vec::new(),
        headings: block.headings.clone(),
        line: row.line,
        end_line: row.line,
        group: 0,
        evidence: evidence.join(" "),
        owner: None,
        example: None,
    }
}
