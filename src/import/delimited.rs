//! Cards as rows of text: Anki's text files with headers, CSV and TSV, what Quizlet and Mnemosyne
//! give out.

use super::{ForeignCard, ForeignNote, Skipped, Written, foreign_card, html};

/// What a text says of itself before its first row, and which column is what (0-based).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Layout {
    separator: Option<u8>,
    html: bool,
    deck: Option<String>,
    front: usize,
    back: usize,
    deck_column: Option<usize>,
    guid_column: Option<usize>,
    /// Lines before the first row.
    lines: usize,
}

/// Names that programs give to the two sides in a first line, in lower case.
const FRONTS: [&str; 8] = ["front", "question", "term", "prompt", "word", "vorderseite", "frage", "q"];
const BACKS: [&str; 9] =
    ["back", "answer", "definition", "meaning", "translation", "response", "rückseite", "antwort", "a"];

/// Reads cards from rows of text; nothing if the rows have no two columns. `deck` is that of cards
/// which name none.
pub fn delimited(text: &str, deck: &[String], skipped: &mut Skipped) -> Option<Vec<ForeignNote>> {
    let mut layout = headers(text);
    let body: String = text.lines().skip(layout.lines).map(|line| format!("{line}\n")).collect();
    let separator = layout.separator.or_else(|| likeliest(&body))?;
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(body.as_bytes());
    let mut notes = Vec::new();
    for (number, record) in reader.records().enumerate() {
        let Ok(record) = record else {
            skipped.add("the row cannot be read", format!("row {}", number + 1));
            continue;
        };
        if number == 0 && named_columns(&record, &mut layout) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line) + layout.lines as u64;
        match layout.note(&record, deck, format!("line {line}")) {
            Ok(note) => notes.push(note),
            Err(reason) => skipped.add(reason, format!("line {line}")),
        }
    }
    Some(notes)
}

/// Reads the lines that begin with `#` and say something of the file.
fn headers(text: &str) -> Layout {
    let mut layout = Layout::default();
    let mut special: Vec<usize> = Vec::new();
    for line in text.lines() {
        let Some((key, value)) = line.strip_prefix('#').and_then(|line| line.split_once(':')) else { break };
        let column = value.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match key.trim().to_ascii_lowercase().as_str() {
            "separator" => layout.separator = separator(value),
            "html" => layout.html = value.trim() == "true",
            "deck" => layout.deck = Some(value.trim().to_owned()),
            "deck column" => layout.deck_column = column,
            "guid column" => layout.guid_column = column,
            "notetype" | "tags" | "columns" | "notetype column" | "tags column" | "if matches" => {}
            _ => break,
        }
        if key.trim().to_ascii_lowercase().ends_with(" column") {
            special.extend(column);
        }
        layout.lines += 1;
    }
    let mut free = (0..).filter(|column| !special.contains(column));
    layout.front = free.next().unwrap_or(0);
    layout.back = free.next().unwrap_or(1);
    layout
}

fn separator(value: &str) -> Option<u8> {
    Some(match value.trim().to_ascii_lowercase().as_str() {
        "tab" | "\\t" => b'\t',
        "comma" => b',',
        "semicolon" => b';',
        "pipe" => b'|',
        "colon" => b':',
        "space" => b' ',
        // The sign itself; a tab was trimmed away.
        "" => b'\t',
        other => *other.as_bytes().first().filter(|sign| sign.is_ascii() && other.len() == 1)?,
    })
}

/// Returns the separator by which most of the first lines have two cells or more, if most do.
fn likeliest(body: &str) -> Option<u8> {
    let lines: Vec<&str> = body.lines().filter(|line| !line.trim().is_empty()).take(50).collect();
    let parted = |sign: u8| lines.iter().filter(|line| line.as_bytes().contains(&sign)).count();
    let best = [b'\t', b';', b','].into_iter().max_by_key(|sign| (parted(*sign), *sign == b'\t'))?;
    (!lines.is_empty() && parted(best) * 2 > lines.len()).then_some(best)
}

/// Takes the columns from the names in the first row, if these are names.
fn named_columns(record: &csv::StringRecord, layout: &mut Layout) -> bool {
    let find = |names: &[&str]| record.iter().position(|cell| names.contains(&cell.trim().to_lowercase().as_str()));
    let (Some(front), Some(back)) = (find(&FRONTS), find(&BACKS)) else { return false };
    (layout.front, layout.back) = (front, back);
    layout.deck_column = layout.deck_column.or_else(|| find(&["deck"]));
    true
}

impl Layout {
    fn note(&self, record: &csv::StringRecord, deck: &[String], place: String) -> Result<ForeignNote, &'static str> {
        let cell = |column: usize| record.get(column).unwrap_or("");
        let markup = |text: &str| if self.html { text.to_owned() } else { marked_up(text) };
        let (front, back) = (markup(cell(self.front)), markup(cell(self.back)));
        let text = if front.contains("{{c") && front.contains("::") {
            Written::Gaps(html::plain(&front))
        } else {
            Written::sides(&front, &back)?
        };
        let name = self.guid_column.map(cell).filter(|guid| !guid.is_empty());
        let named = self.deck_column.map(cell).filter(|name| !name.trim().is_empty()).or(self.deck.as_deref());
        let key = |number: usize| match name {
            Some(guid) => foreign_card("anki", &format!("{guid}\u{1f}{number}")),
            None => foreign_card("text", &format!("{front}\u{1f}{number}")),
        };
        let cards = (0..gap_count(&text))
            .map(|number| ForeignCard { key: key(number), suspended: false, reviews: Vec::new() })
            .collect();
        let deck =
            named.map_or_else(|| deck.to_vec(), |name| name.split("::").map(|part| part.trim().to_owned()).collect());
        Ok(ForeignNote { deck, text, cards, place })
    }
}

/// Returns how many cards a text gives.
fn gap_count(text: &Written) -> usize {
    let Written::Gaps(text) = text else { return 1 };
    let line = text.line();
    let numbers = line.split("{{c").skip(1).filter_map(|part| part.split("::").next());
    numbers.collect::<std::collections::BTreeSet<_>>().len()
}

/// Plain text as HTML that shows it.
fn marked_up(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace("\r\n", "<br>").replace(['\n', '\r'], "<br>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards(text: &str) -> Vec<(String, String, String)> {
        let notes = delimited(text, &["D".into()], &mut Skipped::default()).expect("rows");
        let shown = |note: &ForeignNote| match &note.text {
            Written::Sides(front, back) => (note.deck.join("::"), front.line(), back.line()),
            Written::Gaps(text) => (note.deck.join("::"), text.line(), note.cards.len().to_string()),
        };
        notes.iter().map(shown).collect()
    }

    fn rows(expected: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
        expected.iter().map(|(deck, front, back)| ((*deck).into(), (*front).into(), (*back).into())).collect()
    }

    #[test]
    fn a_text_of_anki_says_where_its_columns_are() {
        let text = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n\
            g1\tBasic\tA::B\t<b>one</b>\t\"two<br>\"\"three\"\"\"\tx y\n";
        assert_eq!(cards(text), rows(&[("A::B", "one", "two; \"three\"")]));
    }

    #[test]
    fn columns_are_found_by_name_or_are_the_first_two() {
        assert_eq!(cards("id,Answer,Question\n7,Paris,Capital?\n"), rows(&[("D", "Capital?", "Paris")]));
        assert_eq!(
            cards("lake\twater, sweet\nsea\tsalt <water>\n"),
            rows(&[("D", "lake", "water, sweet"), ("D", "sea", "salt <water>")])
        );
        assert_eq!(cards("a;b\n\"c\nd\";e\n"), rows(&[("D", "a", "b"), ("D", "c; d", "e")]));
    }

    #[test]
    fn a_sentence_with_gaps_gives_a_card_for_each_number() {
        assert_eq!(
            cards("{{c1::Paris}} in {{c2::France}}, {{c1::not}}\tmore\n"),
            rows(&[("D", "{{c1::Paris}} in {{c2::France}}, {{c1::not}}", "2")])
        );
    }

    #[test]
    fn rows_without_a_side_are_named_and_prose_is_no_table() {
        let mut skipped = Skipped::default();
        let notes = delimited("a\tb\n\tc\nd\n", &["D".into()], &mut skipped).unwrap();
        assert_eq!((notes.len(), skipped.count()), (1, 2));
        assert_eq!(
            skipped.lines(),
            ["1 left out: its back is empty (line 3)", "1 left out: its front is empty (line 2)"]
        );
        assert_eq!(delimited("Some prose.\nMore of it.\n", &[], &mut Skipped::default()), None);
    }
}
