//! What a short text measures: a number with its unit, or a date, by value and not by spelling.

mod date;
mod number;
mod unit;

pub(crate) use date::{Date, dates, is_month, same_date};
pub(crate) use number::in_words;

use unit::Unit;

/// Words before a number that say it is rounded.
const ROUNDED: [&str; 9] = ["about ", "approximately ", "approx. ", "approx ", "around ", "roughly ", "ca. ", "~", "≈"];

/// A number and what it counts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quantity {
    value: f64,
    unit: Unit,
}

/// How two quantities stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compared {
    /// Equal in value and unit.
    Same,
    /// Equal once one is converted: `5 km` and `5000 m`.
    Converted,
    /// The same number, one without its unit.
    UnitMissing,
    /// Another number, or a unit that measures something else.
    Different,
    /// Their units cannot be compared.
    Unknown,
}

impl Quantity {
    /// Reads a text that is a number with at most a short unit; nothing if it is anything else.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches(['.', '!', '?', ',', ';']);
        let text = ROUNDED.iter().find_map(|word| strip_start(text, word)).unwrap_or(text).trim_start();
        let (currency, text) = unit::currency(text);
        let (value, rest) = number::read(text)?;
        let unit = match (currency, rest.trim()) {
            (Some(currency), "") => Unit::named(currency),
            (None, rest) => Unit::of(rest)?,
            _ => return None,
        };
        Some(Self { value, unit })
    }

    /// Tells whether it counts something.
    pub(crate) fn has_unit(&self) -> bool {
        self.unit != Unit::None
    }

    /// Compares two quantities.
    pub(crate) fn compared(&self, other: &Self) -> Compared {
        let equal = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        match self.unit.against(&other.unit) {
            unit::Relation::Same if equal(self.value, other.value) => Compared::Same,
            unit::Relation::Factor(factor) if equal(self.value, other.value * factor) => Compared::Converted,
            unit::Relation::Same | unit::Relation::Factor(_) | unit::Relation::OtherKind => Compared::Different,
            unit::Relation::OneMissing if equal(self.value, other.value) => Compared::UnitMissing,
            unit::Relation::OneMissing => Compared::Different,
            unit::Relation::Unknown => Compared::Unknown,
        }
    }

    /// Returns the value in a unit of its own kind, so that quantities of one kind can be ordered.
    fn base(&self) -> f64 {
        self.value * self.unit.factor()
    }
}

fn strip_start<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).and_then(|_| text.get(word.len()..))
}

/// Returns for each text its place on one scale, if all stand on one: numbers of one unit, or dates.
pub(crate) fn scale(texts: &[&str]) -> Option<Vec<f64>> {
    let quantities: Option<Vec<Quantity>> = texts.iter().map(|text| Quantity::of(text)).collect();
    if let Some(quantities) = quantities {
        let alike = quantities.windows(2).all(|pair| pair[0].unit.is_like(&pair[1].unit));
        return alike.then(|| quantities.iter().map(Quantity::base).collect());
    }
    texts.iter().map(|text| dates(text).first().map(Date::days)).collect()
}

/// What sort of thing a text measures.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Measured {
    /// None: it is words.
    Nothing,
    /// A day, or a month.
    Date,
    /// A number of something.
    Quantity(Quantity),
}

impl Measured {
    pub(crate) fn of(text: &str) -> Self {
        // Without a digit only a short text can be a number.
        if !text.contains(|c: char| c.is_ascii_digit()) && text.len() > 60 {
            return Self::Nothing;
        }
        match Quantity::of(text) {
            Some(quantity) => Self::Quantity(quantity),
            None if dates(text).is_empty() => Self::Nothing,
            None => Self::Date,
        }
    }

    /// Tells whether two texts measure the same sort of thing, or neither measures anything.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Quantity(one), Self::Quantity(other)) => one.unit.is_like(&other.unit),
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(a: &str, b: &str) -> Option<Compared> {
        Some(Quantity::of(a)?.compared(&Quantity::of(b)?))
    }

    #[test]
    fn one_number_may_be_written_in_many_ways() {
        for (a, b) in [
            ("1,000", "1000"),
            ("1000", "one thousand"),
            ("1 000 000", "1 million"),
            ("1.5 million", "1,500,000"),
            ("3 × 10^8", "300,000,000"),
            ("3e8", "3 x 10⁸"),
            ("twenty-five", "25"),
            ("three hundred and five", "305"),
            ("1,5", "1.5"),
            ("−40", "-40"),
            ("1'000", "1_000"),
            ("about 3", "3"),
        ] {
            assert_eq!(compared(a, b), Some(Compared::Same), "{a} and {b}");
        }
        assert_eq!(compared("10⁸", "108"), Some(Compared::Different));
        assert_eq!(compared("1,5", "15"), Some(Compared::Different));
    }

    #[test]
    fn number_words_end_where_a_new_number_begins() {
        let read = |text| in_words(text).map(|(value, rest)| (value, rest.trim()));
        for (text, value, rest) in [
            ("three and five", 3.0, "and five"),
            ("one two", 1.0, "two"),
            ("twenty-one gates", 21.0, "gates"),
            ("two hundred and six bones", 206.0, "bones"),
            ("one thousand and one nights", 1001.0, "nights"),
            ("two million five hundred thousand", 2_500_000.0, ""),
        ] {
            assert_eq!(read(text), Some((value, rest)), "{text}");
        }
        assert_eq!(read("hundred days"), None);
    }

    #[test]
    fn the_unit_counts_and_is_converted() {
        for (a, b, expected) in [
            ("5 km", "5 m", Compared::Different),
            ("5 km", "5000 m", Compared::Converted),
            ("5km", "5 kilometres", Compared::Same),
            ("50%", "50 percent", Compared::Same),
            ("5 mW", "5 MW", Compared::Different),
            ("2 hours", "120 min", Compared::Converted),
            ("5 kg", "5 km", Compared::Different),
            ("5 km", "5", Compared::UnitMissing),
            ("$5", "5 dollars", Compared::Same),
            ("3 pods", "3 pod", Compared::Same),
            ("3 pods", "3 nodes", Compared::Unknown),
            ("44 BC", "44 BCE", Compared::Same),
            ("79 AD", "79", Compared::Same),
            ("20 °C", "20 degrees Celsius", Compared::Same),
        ] {
            assert_eq!(compared(a, b), Some(expected), "{a} and {b}");
        }
    }

    #[test]
    fn a_text_that_only_holds_a_number_is_no_quantity() {
        for text in ["IPv4", "sha256", "at least 3", "3-D printing", "5 pods and 2 nodes", "", "-", "1.2.3", "12 March"]
        {
            assert_eq!(Quantity::of(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_one_unit_and_dates_stand_on_a_scale() {
        assert_eq!(scale(&["5 km", "900 m"]), Some(vec![5000.0, 900.0]));
        assert!(scale(&["3 March 1945", "8 May 1945"]).is_some_and(|days| days[0] < days[1]));
        assert_eq!(scale(&["5 km", "3 kg"]), None);
        assert_eq!(scale(&["5 km", "far"]), None);
        let same_sort = |a: &str, b: &str| Measured::of(a).is_like(&Measured::of(b));
        assert!(
            same_sort("a", "b")
                && same_sort("5 m", "3 km")
                && !same_sort("5 m", "3 kg")
                && !same_sort("5", "five pods or so")
        );
    }
}
