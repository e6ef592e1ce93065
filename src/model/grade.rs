//! Grades as SM-2 counts them, the four keys a learner presses, and the ease factor.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// SM-2 quality of a response, 0 (blackout) to 5 (perfect); below 3 is a failure.
/// Wozniak 1990, step 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Quality(u8);

impl Quality {
    /// Returns the quality for a number from 0 to 5, nothing for any other.
    pub const fn new(value: u8) -> Option<Self> {
        if value <= 5 { Some(Self(value)) } else { None }
    }

    /// Returns the number, 0 to 5.
    pub const fn value(self) -> u8 {
        self.0
    }

    /// Tells whether the card was recalled (3 or better).
    pub const fn passed(self) -> bool {
        self.0 >= 3
    }

    /// Tells whether SM-2 step 7 asks the card again the same day (below 4).
    pub const fn needs_redrill(self) -> bool {
        self.0 < 4
    }
}

impl TryFrom<u8> for Quality {
    type Error = UnknownGrade;
    fn try_from(value: u8) -> Result<Self, UnknownGrade> {
        Self::new(value).ok_or(UnknownGrade(value.to_string()))
    }
}

impl From<Quality> for u8 {
    fn from(quality: Quality) -> Self {
        quality.0
    }
}

/// The four keys of a session. Each stands for one SM-2 quality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Button {
    /// Not recalled: quality 2.
    Again,
    /// Recalled with serious difficulty: quality 3.
    Hard,
    /// Recalled after hesitation: quality 4.
    Good,
    /// Recalled at once: quality 5.
    Easy,
}

impl Button {
    /// All four, in the order of the keys 1 to 4.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// Returns the SM-2 quality the key stands for.
    pub const fn quality(self) -> Quality {
        Quality(match self {
            Self::Again => 2,
            Self::Hard => 3,
            Self::Good => 4,
            Self::Easy => 5,
        })
    }

    /// Returns the word shown and accepted for the key.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Hard => "hard",
            Self::Good => "good",
            Self::Easy => "easy",
        }
    }
}

/// What was typed as a grade and is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a grade: again, hard, good, easy, or q0 to q5")]
pub struct UnknownGrade(pub String);

impl FromStr for Button {
    type Err = UnknownGrade;

    /// Reads a word or the key's number, in any case: `good`, `3`.
    fn from_str(text: &str) -> Result<Self, UnknownGrade> {
        match text.trim().to_ascii_lowercase().as_str() {
            "1" | "again" => Ok(Self::Again),
            "2" | "hard" => Ok(Self::Hard),
            "3" | "good" => Ok(Self::Good),
            "4" | "easy" => Ok(Self::Easy),
            _ => Err(UnknownGrade(text.to_owned())),
        }
    }
}

impl FromStr for Quality {
    type Err = UnknownGrade;

    /// Reads `again hard good easy`, or the six-point scale `q0` to `q5`.
    fn from_str(text: &str) -> Result<Self, UnknownGrade> {
        let word = text.trim().to_ascii_lowercase();
        if let Some(digit) = word.strip_prefix('q') {
            let value = digit.parse::<u8>().map_err(|_| UnknownGrade(text.to_owned()))?;
            return Self::new(value).ok_or(UnknownGrade(text.to_owned()));
        }
        match word.as_str() {
            "again" | "hard" | "good" | "easy" => word.parse::<Button>().map(Button::quality),
            _ => Err(UnknownGrade(text.to_owned())),
        }
    }
}

/// Ease factor in hundredths: 250 is 2.50. All SM-2 changes are whole hundredths,
/// so integers stay exact for ever where floats drift by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ease(u16);

impl Ease {
    /// Ease of a card never reviewed (Wozniak 1990, step 2).
    pub const START: Self = Self(250);
    /// Lowest ease (Wozniak 1990, step 5).
    pub const MIN: Self = Self(130);

    /// Returns the ease for a number of hundredths, raised to the floor if below it.
    pub const fn from_hundredths(hundredths: u16) -> Self {
        if hundredths < Self::MIN.0 { Self::MIN } else { Self(hundredths) }
    }

    /// Returns the ease in hundredths.
    pub const fn hundredths(self) -> u16 {
        self.0
    }

    /// Returns the ease as the usual factor, 2.5 for 250 hundredths.
    pub fn factor(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl fmt::Display for Ease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl Serialize for Ease {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.factor())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_keys_stand_for_qualities_two_to_five() {
        let qualities = Button::ALL.map(|button| button.quality().value());
        assert_eq!(qualities, [2, 3, 4, 5]);
    }

    #[test]
    fn a_grade_is_read_as_word_key_or_quality() {
        assert_eq!("3".parse::<Button>(), Ok(Button::Good));
        assert_eq!("Again".parse::<Button>(), Ok(Button::Again));
        assert_eq!("q0".parse::<Quality>(), Ok(Quality(0)));
        assert_eq!("easy".parse::<Quality>(), Ok(Quality(5)));
        assert_eq!("q6".parse::<Quality>(), Err(UnknownGrade("q6".into())));
        assert!("".parse::<Quality>().is_err());
    }

    #[test]
    fn ease_never_falls_below_the_floor_and_prints_two_places() {
        assert_eq!(Ease::from_hundredths(90), Ease::MIN);
        assert_eq!(Ease::from_hundredths(205).to_string(), "2.05");
    }
}
