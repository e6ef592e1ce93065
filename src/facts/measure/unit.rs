//! Units: what a number counts, and how units of one kind convert.

use crate::facts::english::singular;

/// Longest unit, in words.
const LONGEST: usize = 3;

/// Units that convert: kind, names, size in the first unit of the kind. Symbols keep their case,
/// names do not.
const KNOWN: &[(&str, &[&str], f64)] = &[
    ("length", &["m", "meter", "metre"], 1.0),
    ("length", &["km", "kilometer", "kilometre"], 1e3),
    ("length", &["dm", "decimeter", "decimetre"], 1e-1),
    ("length", &["cm", "centimeter", "centimetre"], 1e-2),
    ("length", &["mm", "millimeter", "millimetre"], 1e-3),
    ("length", &["µm", "μm", "um", "micrometer", "micrometre", "micron"], 1e-6),
    ("length", &["nm", "nanometer", "nanometre"], 1e-9),
    ("length", &["mi", "mile"], 1609.344),
    ("length", &["ft", "foot", "feet"], 0.3048),
    ("length", &["in", "inch"], 0.0254),
    ("mass", &["g", "gram", "gramme"], 1.0),
    ("mass", &["kg", "kilogram", "kilogramme"], 1e3),
    ("mass", &["mg", "milligram"], 1e-3),
    ("mass", &["µg", "μg", "ug", "mcg", "microgram"], 1e-6),
    ("mass", &["t", "ton", "tonne"], 1e6),
    ("mass", &["lb", "lbs", "pound"], 453.592_37),
    ("time", &["s", "sec", "second"], 1.0),
    ("time", &["ms", "millisecond"], 1e-3),
    ("time", &["µs", "μs", "us", "microsecond"], 1e-6),
    ("time", &["ns", "nanosecond"], 1e-9),
    ("time", &["min", "mins", "minute"], 60.0),
    ("time", &["h", "hr", "hrs", "hour"], 3600.0),
    ("time", &["d", "day"], 86_400.0),
    ("time", &["week", "wk"], 604_800.0),
    ("months", &["month"], 1.0),
    ("months", &["year", "yr"], 12.0),
    ("volume", &["l", "L", "liter", "litre"], 1.0),
    ("volume", &["ml", "mL", "milliliter", "millilitre", "cc"], 1e-3),
    ("volume", &["dl", "dL", "deciliter", "decilitre"], 1e-1),
    ("data", &["B", "byte"], 8.0),
    ("data", &["bit"], 1.0),
    ("data", &["kB", "KB", "kilobyte"], 8e3),
    ("data", &["MB", "megabyte"], 8e6),
    ("data", &["GB", "gigabyte"], 8e9),
    ("data", &["TB", "terabyte"], 8e12),
    ("data", &["KiB", "kibibyte"], 8192.0),
    ("data", &["MiB", "mebibyte"], 8.0 * 1_048_576.0),
    ("data", &["GiB", "gibibyte"], 8.0 * 1_073_741_824.0),
    ("power", &["W", "watt"], 1.0),
    ("power", &["mW", "milliwatt"], 1e-3),
    ("power", &["kW", "kilowatt"], 1e3),
    ("power", &["MW", "megawatt"], 1e6),
    ("energy", &["J", "joule"], 1.0),
    ("energy", &["kJ", "kilojoule"], 1e3),
    ("energy", &["kcal", "kilocalorie"], 4184.0),
    ("frequency", &["Hz", "hertz"], 1.0),
    ("frequency", &["kHz", "kilohertz"], 1e3),
    ("frequency", &["MHz", "megahertz"], 1e6),
    ("frequency", &["GHz", "gigahertz"], 1e9),
    ("tension", &["V", "volt"], 1.0),
    ("tension", &["mV", "millivolt"], 1e-3),
    ("tension", &["kV", "kilovolt"], 1e3),
    ("current", &["A", "amp", "ampere"], 1.0),
    ("current", &["mA", "milliampere"], 1e-3),
    ("force", &["N", "newton"], 1.0),
    ("pressure", &["Pa", "pascal"], 1.0),
    ("pressure", &["kPa", "kilopascal"], 1e3),
    ("pressure", &["bar"], 1e5),
    ("pressure", &["mmHg"], 133.322),
    ("share", &["%", "percent", "per cent"], 1.0),
    ("celsius", &["°C", "℃", "degree celsius", "degrees celsius", "celsius"], 1.0),
    ("fahrenheit", &["°F", "℉", "degree fahrenheit", "degrees fahrenheit", "fahrenheit"], 1.0),
    ("kelvin", &["K", "kelvin"], 1.0),
    ("angle", &["°", "degree"], 1.0),
    ("dollar", &["$", "dollar", "usd"], 1.0),
    ("euro", &["€", "euro", "eur"], 1.0),
    ("pound sterling", &["£", "gbp"], 1.0),
    ("yen", &["¥", "yen", "jpy"], 1.0),
    ("before christ", &["BC", "bc", "bce", "b.c.", "v. chr."], 1.0),
];

/// Signs that stand before their number.
const CURRENCIES: [&str; 4] = ["$", "€", "£", "¥"];

/// What a number counts.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Unit {
    /// Nothing: a bare number.
    None,
    /// A unit that converts: its kind, and its size in the first unit of the kind.
    Known(&'static str, f64),
    /// Something else, in the form in which two are compared.
    Other(String),
}

/// How one unit stands to another.
pub(super) enum Relation {
    Same,
    /// One of the other is so many of this.
    Factor(f64),
    /// They measure different things.
    OtherKind,
    OneMissing,
    Unknown,
}

/// Cuts a currency sign off the start.
pub(super) fn currency(text: &str) -> (Option<&'static str>, &str) {
    CURRENCIES
        .iter()
        .find_map(|sign| text.strip_prefix(sign).map(|rest| (Some(*sign), rest.trim_start())))
        .unwrap_or((None, text))
}

impl Unit {
    /// Reads what follows a number; nothing if that is more than a unit.
    pub(super) fn of(rest: &str) -> Option<Self> {
        let rest = rest.trim();
        let whole = rest.split_whitespace().count() <= LONGEST
            && !rest.chars().any(|c| c.is_numeric() || matches!(c, ',' | ';' | ':' | '(' | '-' | '–'))
            && !rest.split_whitespace().any(|word| matches!(word, "and" | "or" | "to"))
            && !super::date::is_month(rest);
        whole.then(|| Self::named(rest))
    }

    /// Returns the unit of a name.
    pub(super) fn named(name: &str) -> Self {
        let lower = name.to_lowercase();
        let single = singular(&lower);
        let known = |wanted: &str| {
            KNOWN.iter().find(|(_, names, _)| names.contains(&wanted)).map(|(kind, _, size)| Self::Known(kind, *size))
        };
        if matches!(lower.as_str(), "" | "ad" | "ce" | "a.d.") {
            return Self::None;
        }
        // A symbol typed in another case is not known: `mb` may be anything.
        let name_of = |wanted: &str| (wanted.chars().count() > 2).then(|| known(wanted)).flatten();
        known(name).or_else(|| name_of(&lower)).or_else(|| name_of(&single)).unwrap_or(Self::Other(single))
    }

    pub(super) fn factor(&self) -> f64 {
        match self {
            Self::Known(_, size) => *size,
            Self::None | Self::Other(_) => 1.0,
        }
    }

    pub(super) fn against(&self, other: &Self) -> Relation {
        match (self, other) {
            (Self::None, Self::None) => Relation::Same,
            (Self::None, _) | (_, Self::None) => Relation::OneMissing,
            (Self::Known(kind, _), Self::Known(theirs, _)) if kind != theirs => Relation::OtherKind,
            (Self::Known(_, size), Self::Known(_, theirs)) if size == theirs => Relation::Same,
            (Self::Known(_, size), Self::Known(_, theirs)) => Relation::Factor(theirs / size),
            (Self::Other(name), Self::Other(theirs)) if name == theirs => Relation::Same,
            _ => Relation::Unknown,
        }
    }

    /// Tells whether numbers of both can be compared.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        matches!(self.against(other), Relation::Same | Relation::Factor(_))
    }
}
