//! What a section is for: which headings and blocks hold nothing to learn, and which terms
//! the note makes its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::notes::{Block, Body, Inline, Style};

use super::english::{bare, is_base_verb, is_clause, is_noun_too, is_particle};
use super::text::normal;

/// Headings under which nothing is asked.
const BOILERPLATE: &[&str] = &[
    "references", "reference", "see also", "further reading", "resources", "links", "useful links", "external links",
    "sources", "bibliography", "contact", "contacts", "contact us", "licence", "license", "licensing", "attribution",
    "attributions", "attributions and licensing", "contributors", "contributing", "changelog", "change log",
    "table of contents", "contents", "toc", "acknowledgements", "acknowledgments", "credits", "image credits",
    "footnotes", "todo", "to do", "meeting times", "meetings", "meeting", "author", "authors", "about the author",
    "navigation", "related", "related pages", "related notes", "further resources", "additional resources",
    "learn more", "read more", "support", "feedback", "badges", "backlinks", "next steps", "what's next", "whats next",
    "organizers", "leads", "emeritus leads", "subscribe", "share", "disclaimer", "copyright", "sponsors",
    "how to study", "study tips", "exam tips", "tips", "practice questions", "quiz",
];

/// Headings that name no subject of their own.
const GENERIC: &[&str] = &[
    "definition", "definitions", "purpose", "purposes", "summary", "overview", "requirements", "example", "examples",
    "notes", "introduction", "intro", "how it helps", "problem it addresses", "background", "details", "description",
    "basics", "conclusion", "key points", "key concepts", "key terms", "terms", "concepts", "features", "benefits",
    "advantages", "disadvantages", "use cases", "usage", "syntax", "types", "main points", "general", "misc",
    "miscellaneous", "other", "terminology", "glossary", "vocabulary", "vocab", "key takeaways", "takeaways", "recap",
    "tldr", "tl;dr", "cheat sheet", "quick reference", "structure", "components", "functions", "what is it",
    "why it matters", "quick memory trick", "facts", "comparison", "roles", "responsibilities", "goals", "scope",
    "history", "spec", "specs", "review", "logs", "topics covered", "pro tip", "important distinction", "use case",
    "key takeaway", "formula", "why", "how", "what", "when", "result", "results", "steps", "pros", "cons", "cause",
    "causes", "effect", "effects", "impact", "input", "output", "s/s", "tx", "dx", "rx", "hx", "sx", "nursing",
    "key point", "key idea", "main idea", "takeaway", "context", "analysis", "objective", "objectives", "method",
    "methods", "problem", "solution", "question", "answer", "explanation", "interpretation", "significance", "role",
    "function", "location", "options", "option", "case", "step", "phase", "part", "section", "symptoms", "treatment",
    "diagnosis", "procedure", "where", "who", "which", "limitations", "importance", "frameworks", "applications",
    "challenges", "characteristics", "principles", "values", "tools", "key insight", "key insights", "insight",
    "notation", "shortcuts", "commands", "misconceptions", "evolution", "origin", "highlights",
];

/// Terms a note makes its own, in normal form.
#[derive(Debug, Default)]
pub(super) struct Terms {
    names: BTreeSet<String>,
    labels: BTreeMap<String, u32>,
    /// How often a plain label stands before a colon.
    plain: BTreeMap<String, u32>,
    /// What the first columns of tables name.
    rows: BTreeSet<String>,
}

impl Terms {
    /// Tells whether the phrase is a term of the note, with or without what stands in brackets.
    pub(super) fn has(&self, phrase: &str) -> bool {
        let whole = normal(phrase);
        let without = whole.split(" (").next().unwrap_or(&whole);
        self.names.contains(whole.as_str()) || self.names.contains(without)
    }

    /// Tells whether the same bold label stands in several places: then it names an attribute,
    /// not a term. What is written as code, or names a row of a table, is a thing all the same.
    pub(super) fn is_repeated_label(&self, label: &str) -> bool {
        let name = normal(label);
        let open = name.rsplit(' ').next().is_some_and(is_particle) && name.contains(' ');
        let coded = label.starts_with('-') || label.contains(['_', '=']) || label.matches('-').count() > 1;
        !coded && (open || !self.rows.contains(&name)) && self.labels.get(&name).copied().unwrap_or(0) > 1
    }

    /// Tells whether a label without marks stands in three places and more.
    pub(super) fn is_said_again(&self, label: &str) -> bool {
        self.plain.get(&normal(label)).copied().unwrap_or(0) > 2
    }

    fn add(&mut self, phrase: &str) {
        let name = normal(phrase);
        if name.chars().any(char::is_alphanumeric) && name.split_whitespace().count() <= 6 {
            if let Some((long, short)) = name.split_once(" (") {
                self.names.insert(long.trim().to_owned());
                self.names.insert(short.trim_end_matches(')').to_owned());
            }
            self.names.insert(name);
        }
    }

    fn add_inline(&mut self, text: &Inline) {
        let label = text.text.split_once(": ").map(|(label, _)| label);
        if let Some(label) = label.filter(|label| text.marks.is_empty() && label.split_whitespace().count() <= 3) {
            *self.plain.entry(normal(label)).or_default() += 1;
        }
        for mark in &text.marks {
            if matches!(mark.style, Style::Strong | Style::Code) {
                let phrase = &text.text[mark.range.clone()];
                self.add(phrase);
                // What is written as code is a thing, in however many places it stands.
                let rest = text.text.get(mark.range.end..).unwrap_or("").trim_start();
                let labels = phrase.ends_with(':') || rest.starts_with([':', '-', '–', '—', '=']);
                if mark.style == Style::Strong && mark.range.start == 0 && labels {
                    *self.labels.entry(normal(phrase)).or_default() += 1;
                }
            }
        }
    }
}

/// Returns the terms of a note: what it sets in bold or code, its headings, its first columns.
pub(super) fn terms(blocks: &[Block]) -> Terms {
    let mut terms = Terms::default();
    let mut stack: Vec<&Block> = blocks.iter().rev().collect();
    while let Some(block) = stack.pop() {
        match &block.body {
            Body::Heading { text, .. } => {
                terms.add(&text.text);
                for word in
                    text.text.split_whitespace().filter(|word| word.chars().next().is_some_and(char::is_uppercase))
                {
                    terms.add(word);
                }
            }
            Body::Paragraph(text) | Body::Html(text) => terms.add_inline(text),
            Body::Table { rows, .. } => {
                for cell in rows.iter().filter_map(|row| row.cells.first()) {
                    terms.add(&cell.text);
                    terms.rows.insert(normal(&cell.text));
                }
            }
            Body::List { items, .. } => {
                for item in items {
                    terms.add_inline(&item.text);
                    stack.extend(item.children.iter().rev());
                }
            }
            Body::Definitions(entries) => entries.iter().for_each(|(term, _)| terms.add(&term.text)),
            Body::Quote { blocks, .. } | Body::Footnote { blocks, .. } => stack.extend(blocks.iter().rev()),
            Body::Code { .. } | Body::Rule => {}
        }
    }
    terms
}

/// First words of headings and lead-ins over what happened, or was assumed, once.
const CASES: &[&str] = &[
    "example", "examples", "illustration", "illustrations", "scenario", "scenarios", "exercise", "exercises",
    "assumption", "assumptions", "diary", "anecdote",
];

/// Tells whether a heading or lead-in announces single cases: `Examples of offers:`.
pub(crate) fn announces_cases(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(|first| CASES.contains(&bare(first).as_str()))
}

/// Tells whether a heading stands over one worked case: `Example 2`, `Ex. binary search`, `Exercise`.
pub(crate) fn is_worked_case(heading: &str) -> bool {
    let mut words = heading.split_whitespace();
    let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let counted = second.is_empty()
        || second.starts_with(|c: char| c.is_ascii_digit())
        || matches!(bare(second).as_str(), "cont'd" | "continued" | "problem" | "question");
    match bare(first).as_str() {
        "example" | "problem" | "solution" => counted,
        "ex" => first.ends_with('.'),
        "worked" => bare(second) == "example",
        "exercise" | "exercises" | "homework" => true,
        _ => false,
    }
}

/// Labels of what a note is, not of what it says.
const ABOUT_THE_NOTE: &[&str] = &[
    "author", "authors", "book", "by", "categories", "category", "class", "course", "created", "date", "deadline",
    "due", "duration", "email", "exam board", "exam boards", "grade", "instructor", "keyword", "keywords",
    "last updated", "lecture", "lecturer", "level", "link", "module", "prerequisites", "professor", "school",
    "semester", "source", "sources", "status", "subject", "tag", "tags", "teacher", "term", "tier", "title", "topic",
    "topics", "university", "updated", "url", "version", "website",
];

/// Tells whether a label speaks of the note itself: `Lecturer`, `Course title`, `Due date`.
pub(crate) fn tells_of_note(label: &str) -> bool {
    let name = normal(label);
    ABOUT_THE_NOTE.contains(&name.as_str()) || ["name", " date", " title"].iter().any(|end| name.ends_with(end))
}

/// Headings over a list of the note's own sections.
const CONTENTS: &[&str] = &["table of contents", "contents", "toc", "index", "outline"];

/// Returns why a block holds nothing to ask, if so.
pub(super) fn boilerplate(block: &Block) -> Option<&'static str> {
    let last = block.headings.len().saturating_sub(1);
    // What is ranked below a list of contents is the note itself.
    let covers = |place: usize, heading: &str| {
        is_boilerplate(heading) && (place == last || !CONTENTS.contains(&normal(heading).as_str()))
    };
    let over = block.headings.iter().enumerate().find(|(place, heading)| covers(*place, heading));
    if let Some((_, heading)) = over {
        return Some(purpose(heading));
    }
    match &block.body {
        Body::Paragraph(text) => paragraph(text),
        Body::List { items, .. } if items.iter().any(|item| item.task.is_some()) => Some("a task list"),
        Body::List { items, .. }
            if !items.is_empty() && items.iter().all(|item| link_only(&item.text) && item.children.is_empty()) =>
        {
            Some("links only")
        }
        _ => None,
    }
}

/// Returns what stands under a heading that is over nothing to learn.
fn purpose(heading: &str) -> &'static str {
    let name = normal(heading);
    match name.split_whitespace().last().unwrap_or("") {
        "tips" | "advice" | "guidelines" | "takeaway" | "study" | "reminders" => "a section of advice",
        "quiz" | "questions" => "questions without a marked answer",
        "meetings" | "meeting" | "times" | "schedule" | "deadlines" | "agenda" | "homework" | "logistics" | "todo"
        | "todos" | "do" | "steps" | "next" => "a section of dates and errands",
        _ => "a section of links, people or credits",
    }
}

/// Tells whether a heading is over links, people, credits, advice or dates, by name or by its last word.
pub(super) fn is_boilerplate(heading: &str) -> bool {
    const LAST: &[&str] = &[
        "tips", "links", "resources", "references", "todo", "todos", "advice", "contacts", "credits", "homework",
        "logistics", "schedule", "deadlines", "reminders", "agenda", "attendees", "guidelines", "changelog",
        "takeaway", "rubric", "grading", "syllabus", "reading", "readings", "materials",
    ];
    let name = normal(heading);
    let last = name.split_whitespace().last().unwrap_or("");
    // `Mutable References` are what a language has, `Useful References` where to read on.
    const ADDED: &[&str] = &[
        "useful", "further", "external", "additional", "key", "other", "more", "helpful", "recommended", "my",
        "course", "online", "web", "extra", "suggested", "selected", "required", "important", "study", "related",
        "reading",
    ];
    let first = name.split_whitespace().next().unwrap_or("");
    if last == "references" && first != last && !ADDED.contains(&first) {
        return false;
    }
    let resources = [
        "resources and ", "resources & ", "references and resources", "references and further", "references & ",
        "further reading and ",
    ]
    .iter()
    .any(|start| name.starts_with(start));
    let tips =
        ["study tips ", "exam tips ", "tips for ", "test tips ", "memory tips "].iter().any(|it| name.starts_with(it));
    tips || resources
        || BOILERPLATE.contains(&name.as_str())
        || LAST.contains(&last) && name.split_whitespace().count() <= 4
}

/// Tells whether a heading is the name of a thing, and no sentence, question, instruction or aside.
pub(crate) fn names_a_thing(heading: &str) -> bool {
    let words: Vec<String> = heading.split_whitespace().map(bare).collect();
    let (first, last) = (words.first().map_or("", String::as_str), words.last().map_or("", String::as_str));
    let doing = first.ends_with("ing") && words.len() > 2 && !matches!(words.get(1).map(String::as_str), Some("of"));
    let told = is_base_verb(first)
        && words.len() > 1
        && (!is_noun_too(first)
            || matches!(words.get(1).map(String::as_str), Some("the" | "a" | "an" | "one" | "your" | "this")));
    let asks = matches!(
        first,
        "how"
            | "why"
            | "what"
            | "when"
            | "where"
            | "who"
            | "which"
            | "if"
            | "example"
            | "examples"
            | "using"
            | "with"
            | "in"
            | "for"
            | "from"
            | "to"
            | "about"
            | "my"
            | "our"
            | "your"
            | "more"
            | "other"
            | "some"
            | "each"
            | "every"
    );
    // `Palsgraf v. Long Island R.R.` is a case, however long.
    if heading.contains(" v. ") {
        return words.len() <= 12;
    }
    let taken = ["key takeaways ", "key points "].iter().any(|start| heading.to_lowercase().starts_with(start));
    !is_generic(heading)
        && !is_boilerplate(heading)
        && !taken
        && (1..=6).contains(&words.len())
        && !(doing || told || asks || last == "example" || last == "examples")
        && !heading.contains(['[', '{', ':', '?', '!', '|', '"', '“', '→'])
        && ![" – ", " — ", " - ", " vs", " using ", " with "].iter().any(|sign| heading.contains(sign))
        && !is_clause(heading)
}

/// Tells whether a heading names no subject of its own.
pub(crate) fn is_generic(heading: &str) -> bool {
    const PRAISING: &[&str] = &[
        "important", "key", "main", "quick", "final", "basic", "core", "other", "general", "high-level", "brief",
        "detailed", "short", "course", "chapter", "lecture", "section", "document", "project", "executive",
    ];
    const SAYING: &[&str] = &["points", "notes", "revision", "facts", "things", "ideas", "remarks", "info", "stuff"];
    let name = normal(heading);
    let said = |praised: &str| GENERIC.contains(&praised) || SAYING.contains(&praised) || praised == "revision points";
    GENERIC.contains(&name.as_str())
        || BOILERPLATE.contains(&name.as_str())
        || name.split_once(' ').is_some_and(|(first, praised)| PRAISING.contains(&first) && said(praised))
}

fn paragraph(text: &Inline) -> Option<&'static str> {
    let lower = text.text.to_lowercase();
    if text.text.is_empty() {
        return Some("no text");
    }
    if link_only(text) {
        return Some("a link only");
    }
    if ["todo", "tbd", "wip", "work in progress", "fixme", "under construction"]
        .iter()
        .any(|sign| lower.starts_with(sign))
    {
        return Some("unfinished");
    }
    [
        "last updated", "edited by", "author:", "updated:", "source:", "sources:", "image:", "photo:", "credit:",
        "back to top", "copyright", "©",
    ]
    .iter()
    .any(|sign| lower.starts_with(sign))
    .then_some("credits")
}

/// Tells whether the text is nothing but links and images.
pub(super) fn link_only(text: &Inline) -> bool {
    let linked: usize = text
        .marks
        .iter()
        .filter(|mark| matches!(mark.style, Style::Link(_) | Style::Image(_)))
        .map(|mark| mark.range.len())
        .sum();
    let bare_url = text.text.starts_with("http") && !text.text.contains(' ');
    bare_url || (linked > 0 && text.text.len() <= linked + 3)
}

/// Tells whether the text is somebody's words with their name behind a dash.
pub(super) fn quotation(text: &str) -> bool {
    let quoted = text.starts_with(['"', '“', '«', '„']);
    let named = [" — ", " – ", " - ", "—"]
        .iter()
        .any(|dash| text.rfind(dash).is_some_and(|at| text[at + dash.len()..].split_whitespace().count() <= 5));
    quoted && named
}

/// Tells whether front matter opts the note out.
pub(super) fn opted_out(front_matter: &str) -> bool {
    front_matter.lines().any(|line| {
        line.split_once(':').is_some_and(|(key, value)| {
            matches!(key.trim(), "cards" | "askback" | "flashcards") && matches!(value.trim(), "false" | "no" | "off")
        })
    })
}

/// Returns every running text of a note outside headings and code.
pub(crate) fn running(blocks: &[Block]) -> Vec<&Inline> {
    let mut texts = Vec::new();
    let mut stack: Vec<&Block> = blocks.iter().rev().collect();
    while let Some(block) = stack.pop() {
        match &block.body {
            Body::Paragraph(text) => texts.push(text),
            Body::Table { rows, .. } => texts.extend(rows.iter().flat_map(|row| row.cells.iter())),
            Body::List { items, .. } => {
                texts.extend(items.iter().map(|item| &item.text));
                items.iter().rev().for_each(|item| stack.extend(item.children.iter().rev()));
            }
            Body::Definitions(entries) => texts.extend(entries.iter().flat_map(|(_, meanings)| meanings)),
            Body::Quote { blocks, .. } => stack.extend(blocks.iter().rev()),
            Body::Heading { .. } | Body::Html(_) | Body::Footnote { .. } | Body::Code { .. } | Body::Rule => {}
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::is_boilerplate;

    #[test]
    fn a_worked_case_is_told_from_a_list_of_examples() {
        for case in
            ["Example", "Example 2", "Example cont'd", "Ex. binary search", "Exercises", "Worked example: loans"]
        {
            assert!(super::is_worked_case(case), "{case}");
        }
        for other in ["Examples", "Example implementations", "Problem solving", "Exchange", "Solution architecture"] {
            assert!(!super::is_worked_case(other), "{other}");
        }
    }

    #[test]
    fn references_are_boilerplate_only_where_they_are_to_read_on() {
        for heading in ["References", "Useful references", "Further references", "References and resources"] {
            assert!(is_boilerplate(heading), "{heading}");
        }
        for heading in ["Mutable References", "References and Borrowing", "The Rules of References"] {
            assert!(!is_boilerplate(heading), "{heading}");
        }
    }
}
