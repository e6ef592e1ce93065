//! `config.toml` to values, each with its line; a slip is named with its line and the nearest name.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::key::{Key, Kind, Value, WEEKDAYS};
use crate::deck::nearest;

/// A value with the line it stands on, from 1.
pub(super) type Placed = (Value, usize);

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct File {
    pub(super) values: BTreeMap<Key, Placed>,
    /// By the name of a deck, or of a folder of decks.
    pub(super) decks: BTreeMap<String, BTreeMap<Key, Placed>>,
}

/// What is wrong with a file, and on which line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {what}")]
pub(super) struct Slip {
    pub(super) line: usize,
    pub(super) what: String,
    /// What to do about it.
    pub(super) hint: String,
}

/// Reads the text of a file.
pub(super) fn read(text: &str) -> Result<File, Slip> {
    let reader = Reader { text };
    let table = DeTable::parse(text).map_err(|error| reader.no_toml(&error))?;
    let mut file = File::default();
    for (name, value) in table.get_ref() {
        let called: &str = name.get_ref();
        match value.get_ref() {
            DeValue::Table(decks) if called == "deck" => file.decks = reader.decks(decks)?,
            DeValue::Table(inside) if tables().contains(&called) => {
                let known = |key: &Key| key.about().table == called;
                file.values.extend(reader.table(&format!("{called}."), inside, known)?);
            }
            _ => {
                let (key, placed) = reader.setting("", name, value, &|key: &Key| key.about().table.is_empty())?;
                file.values.insert(key, placed);
            }
        }
    }
    Ok(file)
}

/// Returns the names of the tables that hold settings.
fn tables() -> Vec<&'static str> {
    Key::all().map(|key| key.about().table).filter(|table| !["", "deck"].contains(table)).collect()
}

struct Reader<'t> {
    text: &'t str,
}

impl Reader<'_> {
    /// Returns the line of a place in the text.
    fn line<T>(&self, at: &Spanned<T>) -> usize {
        self.line_at(at.span().start)
    }

    fn line_at(&self, offset: usize) -> usize {
        self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
    }

    fn no_toml(&self, error: &toml::de::Error) -> Slip {
        let line = self.line_at(error.span().map_or(0, |span| span.start));
        Slip { line, what: error.message().to_owned(), hint: "the form is `name = value`, one to a line".into() }
    }

    fn decks(&self, decks: &DeTable<'_>) -> Result<BTreeMap<String, BTreeMap<Key, Placed>>, Slip> {
        let mut read = BTreeMap::new();
        for (name, value) in decks {
            let DeValue::Table(inside) = value.get_ref() else {
                let what = format!("deck.{}: a deck has a table of its own", name.get_ref());
                let hint = format!("write [deck.\"{}\"] on a line, and its settings below", name.get_ref());
                return Err(Slip { line: self.line(name), what, hint });
            };
            let settings = self.table("", inside, |key| key.about().of_deck)?;
            read.insert(crate::deck::name_of(name.get_ref()).trim_matches('/').to_owned(), settings);
        }
        Ok(read)
    }

    fn table(
        &self,
        prefix: &str,
        table: &DeTable<'_>,
        known: impl Fn(&Key) -> bool,
    ) -> Result<BTreeMap<Key, Placed>, Slip> {
        table.iter().map(|(name, value)| self.setting(prefix, name, value, &known)).collect()
    }

    /// Reads one setting among those that are `known` at its place.
    fn setting(
        &self,
        prefix: &str,
        name: &Spanned<toml::de::DeString<'_>>,
        value: &Spanned<DeValue<'_>>,
        known: &dyn Fn(&Key) -> bool,
    ) -> Result<(Key, Placed), Slip> {
        let called: &str = name.get_ref();
        let here = || Key::all().filter(known);
        let Some(key) = here().find(|key| key.about().name == called) else {
            let what = format!("{prefix}{called}: there is no such setting here");
            let is_table = prefix.is_empty() && value.get_ref().is_table();
            return Err(Slip { line: self.line(name), what, hint: advice(called, is_table, here()) });
        };
        let kind = key.about().kind;
        match taken(kind, value.get_ref()) {
            Some(value) => Ok((key, (value, self.line(name)))),
            None => Err(Slip {
                line: self.line(value),
                what: format!("{prefix}{called}: must be {}", kind.wanted()),
                hint: "`askback config` shows every setting with its meaning".into(),
            }),
        }
    }
}

/// Returns the value if it is of the kind.
fn taken(kind: Kind, value: &DeValue<'_>) -> Option<Value> {
    match kind {
        Kind::Number(least, most) => {
            let number = value.as_integer()?;
            let number = u32::from_str_radix(number.as_str(), number.radix()).ok()?;
            (least..=most).contains(&number).then_some(Value::Number(number))
        }
        Kind::Switch => value.as_bool().map(Value::Switch),
        Kind::Text => value.as_str().filter(|text| !text.trim().is_empty()).map(|text| Value::Text(text.to_owned())),
        Kind::Word(words) => {
            value.as_str().filter(|text| words.contains(text)).map(|text| Value::Text(text.to_owned()))
        }
        Kind::Letter => {
            let text = value.as_str()?;
            let letter = text.chars().next().filter(|letter| text.chars().count() == 1 && !letter.is_control())?;
            Some(Value::Text(letter.to_string()))
        }
        Kind::Weekdays => {
            let day = |value: &Spanned<DeValue<'_>>| {
                let text = value.get_ref().as_str()?.to_lowercase();
                WEEKDAYS.into_iter().find(|day| text.starts_with(day)).map(str::to_owned)
            };
            value.as_array()?.iter().map(day).collect::<Option<Vec<_>>>().map(Value::List)
        }
    }
}

/// Returns the advice for a name that is none: the nearest that is one, here or in its own table.
fn advice(called: &str, is_table: bool, here: impl Iterator<Item = Key>) -> String {
    let name = |key: Key| key.about().name;
    if let Some(table) = nearest(called, tables().into_iter().filter(|_| is_table)) {
        return format!("did you mean the table [{table}]?");
    }
    if let Some(name) = nearest(called, here.map(name)) {
        return format!("did you mean `{name}`?");
    }
    let elsewhere = nearest(called, Key::all().map(name));
    match Key::all().find(|key| Some(name(*key)) == elsewhere) {
        Some(Key::Cards) => "`cards` stands in the table of a deck: [deck.\"NAME\"]".into(),
        Some(key) if key.about().table.is_empty() => {
            format!("did you mean `{}`? It stands above the first table", key.about().name)
        }
        Some(key) => format!("did you mean `{}` in the table [{}]?", key.about().name, key.about().table),
        None => "`askback config` shows every setting".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(text: &str) -> String {
        let slip = read(text).unwrap_err();
        format!("{slip} ({})", slip.hint)
    }

    #[test]
    fn values_are_read_with_their_line() {
        let file = read("# mine\ncolor = \"never\"\n\n[day]\nnew = 1_0\nrest = [\"Saturday\", \"sun\"]\n").unwrap();
        assert_eq!(file.values[&Key::Color], (Value::Text("never".into()), 2));
        assert_eq!(file.values[&Key::New], (Value::Number(10), 5));
        assert_eq!(file.values[&Key::Rest], (Value::List(vec!["sat".into(), "sun".into()]), 6));
    }

    #[test]
    fn a_deck_has_settings_of_its_own_whatever_the_form_of_its_table() {
        for text in [
            "[deck.\"bio/cell.md\"]\ncards = false\n",
            "deck.\"bio/cell\".cards = false\n",
            "deck = { 'bio/cell' = { cards = false } }",
        ] {
            let file = read(text).unwrap();
            assert_eq!(file.decks["bio/cell"][&Key::Cards].0, Value::Switch(false), "{text}");
        }
    }

    #[test]
    fn a_name_that_is_none_is_told_with_its_line_and_the_nearest() {
        let cases = [
            ("colour = \"never\"", "1: colour: there is no such setting here (did you mean `color`?)"),
            ("[day]\n\nmew = 3", "3: day.mew: there is no such setting here (did you mean `new`?)"),
            (
                "strict = true",
                "1: strict: there is no such setting here (did you mean `strict` in the table [schedule]?)",
            ),
            ("[deck.a]\nnews = 3", "2: news: there is no such setting here (did you mean `new`?)"),
            ("[deck.a]\nrest = []", "2: rest: there is no such setting here (did you mean `rest` in the table [day]?)"),
            (
                "[schedul]\nstrict = true",
                "1: schedul: there is no such setting here (did you mean the table [schedule]?)",
            ),
            ("[colours]\na = 1", "1: colours: there is no such setting here (did you mean `color`?)"),
            (
                "[nothing.like.it]\na = 1",
                "1: nothing: there is no such setting here (`askback config` shows every setting)",
            ),
            (
                "cards = false",
                "1: cards: there is no such setting here (`cards` stands in the table of a deck: [deck.\"NAME\"])",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(slip(text), expected);
        }
    }

    #[test]
    fn a_value_that_does_not_fit_is_told_with_what_would() {
        let cases = [
            ("[day]\nnew = -1", "2: day.new: must be a whole number from 0 to 9999"),
            ("[day]\nnew = 2.5", "2: day.new: must be a whole number from 0 to 9999"),
            ("[day]\nstarts_at = 24", "2: day.starts_at: must be a whole number from 0 to 23"),
            ("accessible = \"yes\"", "1: accessible: must be true or false"),
            ("color = \"blue\"", "1: color: must be one of \"auto\", \"always\", \"never\""),
            ("[keys]\ngood = \"jj\"", "2: keys.good: must be one key in quotes"),
            ("[keys]\ngood = \"\\n\"", "2: keys.good: must be one key in quotes"),
            ("store = \"\"", "1: store: must be a text in quotes"),
            ("[day]\nrest = [\"sat\", \"someday\"]", "2: day.rest: must be a list of"),
            ("day = 3", "1: day: there is no such setting here"),
            ("[deck]\na = 3", "2: deck.a: a deck has a table of its own"),
        ];
        for (text, expected) in cases {
            assert!(slip(text).starts_with(expected), "{}", slip(text));
        }
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_line() {
        for text in ["new = 1\nnew = 2", "\n[day", "\nday 3", "\n= 3"] {
            assert!(slip(text).starts_with("2: "), "{}", slip(text));
        }
    }
}
