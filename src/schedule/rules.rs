//! The switches on top of SM-2, and the tag by which every review names those in force.

use std::fmt;
use std::str::FromStr;

/// What is added to published SM-2. Printed as a tag (`sm2+late+early+cap3650`), which every
/// review keeps, so that replay needs no configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rules {
    /// A success after the due day lengthens the interval by the days it was late, at most by
    /// the interval itself: half of them on quality 4, all on 5.
    pub late_credit: bool,
    /// A success before the due day grows the interval only by the days really waited.
    pub early_rule: bool,
    /// Due days are moved a little so that they do not clump. Not in the tag: each review keeps
    /// the days it was moved by.
    pub spread: bool,
    /// Longest interval in days.
    pub longest_days: u32,
    /// Lapses after which a card is called a leech, and again after each half of that; 0 never.
    /// Not in the tag: it moves no schedule.
    pub leech_after: u32,
}

impl Rules {
    /// SM-2 as published and nothing else.
    pub const STRICT: Self =
        Self { late_credit: false, early_rule: false, spread: false, longest_days: NO_CAP, leech_after: 0 };
}

/// The longest interval where none is set: as many days as a [`crate::model::Day`] can count.
const NO_CAP: u32 = i32::MAX.unsigned_abs();

impl Default for Rules {
    /// Everything on, intervals up to ten years, leeches at 8 lapses.
    fn default() -> Self {
        Self { late_credit: true, early_rule: true, spread: true, longest_days: 3650, leech_after: 8 }
    }
}

impl fmt::Display for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sm2")?;
        if self.late_credit {
            f.write_str("+late")?;
        }
        if self.early_rule {
            f.write_str("+early")?;
        }
        if self.longest_days < NO_CAP {
            write!(f, "+cap{}", self.longest_days)?;
        }
        Ok(())
    }
}

/// A tag this version does not know: written by a later version or by another program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a scheduler this version knows")]
pub struct UnknownRules(pub String);

impl FromStr for Rules {
    type Err = UnknownRules;

    /// Reads a tag. What the tag does not carry is as in [`Rules::STRICT`].
    fn from_str(tag: &str) -> Result<Self, UnknownRules> {
        let mut parts = tag.split('+');
        if parts.next() != Some("sm2") {
            return Err(UnknownRules(tag.to_owned()));
        }
        parts.try_fold(Self::STRICT, |rules, part| match part {
            "late" => Ok(Self { late_credit: true, ..rules }),
            "early" => Ok(Self { early_rule: true, ..rules }),
            _ => match part.strip_prefix("cap").and_then(|days| days.parse().ok()) {
                Some(longest_days @ 1..=NO_CAP) => Ok(Self { longest_days, ..rules }),
                _ => Err(UnknownRules(tag.to_owned())),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_says_what_replay_needs_and_is_read_back() {
        let cases = [
            (Rules::STRICT, "sm2"),
            (Rules::default(), "sm2+late+early+cap3650"),
            (Rules { early_rule: false, ..Rules::default() }, "sm2+late+cap3650"),
            (Rules { longest_days: 60, ..Rules::STRICT }, "sm2+cap60"),
        ];
        for (rules, tag) in cases {
            assert_eq!(rules.to_string(), tag);
            let carried = Rules { spread: false, leech_after: 0, ..rules };
            assert_eq!(tag.parse(), Ok(carried));
        }
    }

    #[test]
    fn a_tag_of_another_scheduler_is_refused() {
        for tag in ["", "sm3", "fsrs6", "sm2+", "sm2+fuzz", "sm2+cap", "sm2+cap0", "sm2+cap99999999999", "SM2"] {
            assert_eq!(tag.parse::<Rules>(), Err(UnknownRules(tag.into())));
        }
    }
}
