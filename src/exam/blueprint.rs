//! The blueprint of an exam, `exam.toml`: how many questions, how long, how they are shared out and
//! what feeds each domain. A slip is named with its line and the nearest name.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::{Feeds, Form};
use crate::deck::nearest;
use crate::model::Question;

/// What an exam is made by.
#[derive(Clone, Debug)]
pub struct Blueprint {
    /// Its name, as history shows it.
    pub name: String,
    /// How many questions are drawn.
    pub questions: u32,
    /// How long it lasts; 0 is without end.
    pub minutes: u32,
    /// The share of the weighted score that passes, in percent.
    pub pass_mark: u32,
    /// The forms in which questions may be put.
    pub kinds: Vec<Form>,
    /// What the clock does while the exam is left.
    pub clock: Clock,
    /// The seed of the draw; nothing for another draw each time.
    pub seed: Option<u64>,
    /// Whether misses become due; nothing where the settings decide.
    pub misses_due: Option<bool>,
    /// The domains; at least one.
    pub domains: Vec<Domain>,
}

/// A part of what is examined.
#[derive(Clone, Debug)]
pub struct Domain {
    /// Its name.
    pub name: String,
    /// Its share, in any unit; above 0.
    pub weight: f64,
    /// What feeds it.
    pub feeds: Feeds,
}

/// What the clock of an exam does while the exam is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// It runs on, as in the examination room.
    Running,
    /// It stands still.
    Paused,
}

/// What is wrong with a blueprint, and on which line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {what}")]
pub struct Slip {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

const KEYS: [&str; 9] = ["name", "questions", "minutes", "pass_mark", "kinds", "clock", "seed", "misses_due", "domain"];
const DOMAIN_KEYS: [&str; 6] = ["name", "weight", "files", "headings", "decks", "tags"];

/// Questions an exam may have.
const QUESTIONS: RangeInclusive<i64> = 1..=500;
/// Minutes it may last: up to a day.
const MINUTES: RangeInclusive<i64> = 0..=1_440;

impl Blueprint {
    /// Reads the text of a blueprint.
    ///
    /// # Errors
    /// At the first line that says nothing known, with what would fit.
    pub fn read(text: &str) -> Result<Self, Slip> {
        let reader = Reader { text };
        let table = DeTable::parse(text).map_err(|error| reader.no_toml(&error))?;
        let mut blueprint = Self::default();
        for (name, value) in table.get_ref() {
            reader.key(name, value, &mut blueprint)?;
        }
        if blueprint.domains.is_empty() {
            blueprint.domains = vec![Domain { name: "All".to_owned(), weight: 1.0, feeds: Feeds::default() }];
        }
        Ok(blueprint)
    }

    /// Returns the place of the domain that a question belongs to: the first whose feeds take it,
    /// else one without feeds; nothing if the exam does not ask it. `tags` are those of its note.
    pub fn domain_of(&self, question: &Question, tags: &[String]) -> Option<usize> {
        let fed = self.domains.iter().position(|domain| domain.feeds.take(question, tags));
        fed.or_else(|| self.domains.iter().position(|domain| domain.feeds.is_empty()))
    }

    /// Tells whether the front matter of notes must be read to know the domains.
    pub fn asks_for_tags(&self) -> bool {
        self.domains.iter().any(|domain| domain.feeds.asks_for_tags())
    }
}

/// What holds where a blueprint says nothing; no domains yet.
impl Default for Blueprint {
    fn default() -> Self {
        Self {
            name: "Mock exam".to_owned(),
            questions: 60,
            minutes: 90,
            pass_mark: 75,
            kinds: Form::ALL.to_vec(),
            clock: Clock::Running,
            seed: None,
            misses_due: None,
            domains: Vec::new(),
        }
    }
}

type Name<'t> = Spanned<DeString<'t>>;
type Value<'t> = Spanned<DeValue<'t>>;

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

    /// Reads one line of the exam itself.
    fn key(&self, name: &Name<'_>, value: &Value<'_>, into: &mut Blueprint) -> Result<(), Slip> {
        let key: &str = name.get_ref();
        let small = |range| self.number(key, value, range).map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        match key {
            "name" => into.name = self.text_of(key, value)?,
            "questions" => into.questions = small(QUESTIONS)?,
            "minutes" => into.minutes = small(MINUTES)?,
            "pass_mark" => into.pass_mark = small(1..=100)?,
            "seed" => into.seed = Some(self.number(key, value, 0..=i64::MAX)?.unsigned_abs()),
            "misses_due" => into.misses_due = Some(self.switch(key, value)?),
            "clock" => {
                let clocks = [("running", Clock::Running), ("paused", Clock::Paused)];
                into.clock = self.word(key, value, &clocks)?;
            }
            "kinds" => into.kinds = self.kinds(key, value)?,
            "domain" => into.domains = self.domains(value)?,
            _ => return Err(self.unknown(name, "", &KEYS)),
        }
        Ok(())
    }

    fn kinds(&self, key: &str, value: &Value<'_>) -> Result<Vec<Form>, Slip> {
        let words = Form::ALL.map(|form| (form.word(), form));
        let kinds: Vec<Form> =
            self.list(key, value)?.iter().map(|each| self.word(key, each, &words)).collect::<Result<_, _>>()?;
        if kinds.is_empty() { Err(self.unfit(key, value, "a list of at least one kind")) } else { Ok(kinds) }
    }

    fn domains(&self, value: &Value<'_>) -> Result<Vec<Domain>, Slip> {
        let mut domains: Vec<Domain> = Vec::new();
        for each in self.list("domain", value)? {
            let DeValue::Table(inside) = each.get_ref() else {
                return Err(self.unfit("domain", each, "tables, each begun with [[domain]] on a line"));
            };
            let domain = self.domain(self.line(each), inside)?;
            if domains.iter().any(|other| other.name == domain.name) {
                let what = format!("domain \"{}\": there are two of this name", domain.name);
                return Err(Slip { line: self.line(each), what, hint: "put what feeds them into one".into() });
            }
            domains.push(domain);
        }
        Ok(domains)
    }

    fn domain(&self, line: usize, table: &DeTable<'_>) -> Result<Domain, Slip> {
        let mut domain = Domain { name: String::new(), weight: 1.0, feeds: Feeds::default() };
        for (name, value) in table {
            let key: &str = name.get_ref();
            match key {
                "name" => domain.name = self.text_of(key, value)?,
                "weight" => domain.weight = self.weight(key, value)?,
                "files" => self.each(key, value, |text| domain.feeds.file(text))?,
                "headings" => self.each(key, value, |text| domain.feeds.heading(text))?,
                "decks" => self.each(key, value, |text| {
                    domain.feeds.deck(text);
                    Ok(())
                })?,
                "tags" => self.each(key, value, |text| {
                    domain.feeds.tag(text);
                    Ok(())
                })?,
                _ => return Err(self.unknown(name, "domain.", &DOMAIN_KEYS)),
            }
        }
        if domain.name.is_empty() {
            return Err(Slip {
                line,
                what: "domain: has no name".into(),
                hint: "give it a line `name = \"...\"`".into(),
            });
        }
        Ok(domain)
    }

    fn number(&self, key: &str, value: &Value<'_>, range: RangeInclusive<i64>) -> Result<i64, Slip> {
        let integer = value.get_ref().as_integer();
        let number = integer.and_then(|digits| i64::from_str_radix(digits.as_str(), digits.radix()).ok());
        let wanted = || format!("a whole number from {} to {}", range.start(), range.end());
        number.filter(|number| range.contains(number)).ok_or_else(|| self.unfit(key, value, &wanted()))
    }

    fn weight(&self, key: &str, value: &Value<'_>) -> Result<f64, Slip> {
        let plain = |text: &str| text.replace('_', "").parse::<f64>().ok();
        let number = match value.get_ref() {
            DeValue::Integer(digits) if digits.radix() == 10 => plain(digits.as_str()),
            DeValue::Float(digits) => plain(digits.as_str()),
            _ => None,
        };
        let fits = |weight: &f64| (1e-6..=1e6).contains(weight);
        number.filter(fits).ok_or_else(|| self.unfit(key, value, "a number above 0"))
    }

    fn switch(&self, key: &str, value: &Value<'_>) -> Result<bool, Slip> {
        value.get_ref().as_bool().ok_or_else(|| self.unfit(key, value, "true or false"))
    }

    fn text_of(&self, key: &str, value: &Value<'_>) -> Result<String, Slip> {
        let text = value.get_ref().as_str().map(str::trim).filter(|text| !text.is_empty());
        text.map(str::to_owned).ok_or_else(|| self.unfit(key, value, "a text in quotes"))
    }

    fn word<T: Copy>(&self, key: &str, value: &Value<'_>, words: &[(&str, T)]) -> Result<T, Slip> {
        let found = value.get_ref().as_str().and_then(|text| words.iter().find(|(word, _)| *word == text));
        let quoted = || words.iter().map(|(word, _)| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
        found.map(|(_, meaning)| *meaning).ok_or_else(|| self.unfit(key, value, &format!("one of {}", quoted())))
    }

    fn list<'v, 't>(&self, key: &str, value: &'v Value<'t>) -> Result<Vec<&'v Value<'t>>, Slip> {
        let list = value.get_ref().as_array().map(|list| list.iter().collect());
        list.ok_or_else(|| match key {
            "domain" => self.unfit(key, value, "tables, each begun with [[domain]] on a line"),
            _ => self.unfit(key, value, "a list in square brackets"),
        })
    }

    /// Hands on each text of a list.
    fn each(&self, key: &str, value: &Value<'_>, mut take: impl FnMut(&str) -> Result<(), String>) -> Result<(), Slip> {
        for each in self.list(key, value)? {
            let text = self.text_of(key, each)?;
            take(&text).map_err(|reason| Slip {
                line: self.line(each),
                what: format!("{key}: \"{text}\" {reason}"),
                hint: "examples: files = [\"k8s/*.md\", \"storage.md#Volumes\"], headings = [\"Services\"]".into(),
            })?;
        }
        Ok(())
    }

    fn unfit(&self, key: &str, value: &Value<'_>, wanted: &str) -> Slip {
        let line = self.line(value);
        Slip {
            line,
            what: format!("{key}: must be {wanted}"),
            hint: "`askback exam new` shows a whole blueprint".into(),
        }
    }

    fn unknown(&self, name: &Name<'_>, prefix: &str, known: &[&str]) -> Slip {
        let called: &str = name.get_ref();
        let hint = nearest(called, known.iter().copied())
            .map_or_else(|| format!("there are: {}", known.join(", ")), |key| format!("did you mean `{key}`?"));
        Slip { line: self.line(name), what: format!("{prefix}{called}: there is no such key here"), hint }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(text: &str) -> String {
        let slip = Blueprint::read(text).unwrap_err();
        format!("{slip} ({})", slip.hint)
    }

    #[test]
    fn what_a_blueprint_says_is_read_and_the_rest_is_as_usual() {
        let text = "name = \"Nets\"\nquestions = 10\nkinds = [\"typed\"]\nclock = \"paused\"\nmisses_due = false\n[[domain]]\nname = \"A\"\nweight = 2.5\n";
        let blueprint = Blueprint::read(text).unwrap();
        assert_eq!((blueprint.name.as_str(), blueprint.questions, blueprint.minutes), ("Nets", 10, 90));
        assert_eq!((blueprint.pass_mark, blueprint.clock, blueprint.misses_due), (75, Clock::Paused, Some(false)));
        assert_eq!((blueprint.kinds, blueprint.domains[0].weight), (vec![Form::Typed], 2.5));
    }

    #[test]
    fn an_empty_blueprint_asks_everything_in_one_domain() {
        let blueprint = Blueprint::read("").unwrap();
        assert_eq!((blueprint.questions, blueprint.domains.len()), (60, 1));
        assert!(blueprint.domains[0].feeds.is_empty());
    }

    #[test]
    fn a_key_that_is_none_is_told_with_its_line_and_the_nearest() {
        let cases = [
            ("name = \"a\"\nquestons = 3", "2: questons: there is no such key here (did you mean `questions`?)"),
            ("pass = 80", "1: pass: there is no such key here (did you mean `pass_mark`?)"),
            (
                "[[domain]]\nname = \"a\"\n\nweigth = 3",
                "4: domain.weigth: there is no such key here (did you mean `weight`?)",
            ),
            ("[[domains]]\nname = \"a\"", "1: domains: there is no such key here (did you mean `domain`?)"),
        ];
        for (text, expected) in cases {
            assert_eq!(slip(text), expected);
        }
        assert!(slip("zebra = 3").contains("(there are: name, questions"), "{}", slip("zebra = 3"));
    }

    #[test]
    fn a_value_that_does_not_fit_is_told_with_its_line_and_what_would() {
        let cases = [
            ("questions = 0", "1: questions: must be a whole number from 1 to 500"),
            ("questions = \"ten\"", "1: questions: must be a whole number from 1 to 500"),
            ("\nminutes = -1", "2: minutes: must be a whole number from 0 to 1440"),
            ("pass_mark = 7.5", "1: pass_mark: must be a whole number from 1 to 100"),
            ("clock = \"stopped\"", "1: clock: must be one of \"running\", \"paused\""),
            ("kinds = [\n\"choice\",\n\"essay\"]", "3: kinds: must be one of \"choice\", \"typed\", \"self-judged\""),
            ("kinds = []", "1: kinds: must be a list of at least one kind"),
            ("name = \"\"", "1: name: must be a text in quotes"),
            ("[domain]\nname = \"a\"", "1: domain: must be tables, each begun with [[domain]]"),
            ("[[domain]]\nweight = 3", "1: domain: has no name"),
            ("[[domain]]\nname = \"a\"\nweight = 0", "3: weight: must be a number above 0"),
            ("[[domain]]\nname = \"a\"\nfiles = \"x.md\"", "3: files: must be a list in square brackets"),
            ("[[domain]]\nname = \"a\"\nfiles = [\"x\",\n\"[\"]", "4: files: \"[\""),
            ("[[domain]]\nname = \"a\"\n[[domain]]\nname = \"a\"", "3: domain \"a\": there are two of this name"),
            ("questions = 1\nquestions = 2", "2: "),
            ("\nquestions 3", "2: "),
        ];
        for (text, expected) in cases {
            assert!(slip(text).starts_with(expected), "{} instead of {expected}", slip(text));
        }
    }
}
