//! Which scheduler and the switches on top of it, and the tag by which every review names those in
//! force.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// What gives the interval of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheduler {
    /// SM-2: the interval before times the ease.
    Sm2,
    /// FSRS-6: the days until recall has fallen to so many percent ([`RETENTION_PERCENT`]). The
    /// repetitions and the ease of SM-2 are counted on beside it.
    Fsrs6 {
        /// Recall wanted when the card is due, in percent.
        retention_percent: u8,
    },
}

/// Recall that may be wanted of FSRS, in percent. Below 70 more is forgotten than is gained by asking
/// seldom, above 99 there is no end of reviews (the limits that Anki has).
pub const RETENTION_PERCENT: RangeInclusive<u8> = 70..=99;

/// What gives an interval, and what is added to it. Printed as a tag (`sm2+late+early+cap3650`,
/// `fsrs6+r90+cap3650`), which every review keeps, so that replay needs no configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rules {
    /// What gives the interval. FSRS counts the days really waited, early and late ones alike, so that
    /// the next two are SM-2's alone.
    pub scheduler: Scheduler,
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
    pub const STRICT: Self = Self {
        scheduler: Scheduler::Sm2,
        late_credit: false,
        early_rule: false,
        spread: false,
        longest_days: NO_CAP,
        leech_after: 0,
    };
}

/// The longest interval where none is set: as many days as a [`crate::model::Day`] can count.
const NO_CAP: u32 = i32::MAX.unsigned_abs();

impl Default for Rules {
    /// Everything on, intervals up to ten years, leeches at 8 lapses.
    fn default() -> Self {
        let longest_days = 3650;
        Self { late_credit: true, early_rule: true, spread: true, longest_days, leech_after: 8, ..Self::STRICT }
    }
}

impl fmt::Display for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.scheduler {
            Scheduler::Sm2 => {
                let (late, early) =
                    (if self.late_credit { "+late" } else { "" }, if self.early_rule { "+early" } else { "" });
                write!(f, "sm2{late}{early}")?;
            }
            Scheduler::Fsrs6 { retention_percent } => write!(f, "fsrs6+r{retention_percent}")?,
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
        let unknown = || UnknownRules(tag.to_owned());
        let mut parts = tag.split('+');
        let scheduler = match parts.next() {
            Some("sm2") => Scheduler::Sm2,
            Some("fsrs6") => {
                let percent = parts.next().and_then(|part| part.strip_prefix('r')?.parse().ok());
                let retention_percent =
                    percent.filter(|percent| RETENTION_PERCENT.contains(percent)).ok_or_else(unknown)?;
                Scheduler::Fsrs6 { retention_percent }
            }
            _ => return Err(unknown()),
        };
        parts.try_fold(Self { scheduler, ..Self::STRICT }, |rules, part| match part {
            "late" if scheduler == Scheduler::Sm2 => Ok(Self { late_credit: true, ..rules }),
            "early" if scheduler == Scheduler::Sm2 => Ok(Self { early_rule: true, ..rules }),
            _ => match part.strip_prefix("cap").and_then(|days| days.parse().ok()) {
                Some(longest_days @ 1..=NO_CAP) => Ok(Self { longest_days, ..rules }),
                _ => Err(unknown()),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fsrs(retention_percent: u8) -> Rules {
        Rules { scheduler: Scheduler::Fsrs6 { retention_percent }, ..Rules::default() }
    }

    #[test]
    fn the_tag_says_what_replay_needs_and_is_read_back() {
        let cases = [
            (Rules::STRICT, "sm2"),
            (Rules::default(), "sm2+late+early+cap3650"),
            (Rules { early_rule: false, ..Rules::default() }, "sm2+late+cap3650"),
            (Rules { longest_days: 60, ..Rules::STRICT }, "sm2+cap60"),
            (Rules { late_credit: false, early_rule: false, ..fsrs(90) }, "fsrs6+r90+cap3650"),
            (Rules { scheduler: Scheduler::Fsrs6 { retention_percent: 70 }, ..Rules::STRICT }, "fsrs6+r70"),
        ];
        for (rules, tag) in cases {
            assert_eq!(rules.to_string(), tag);
            let carried = Rules { spread: false, leech_after: 0, ..rules };
            assert_eq!(tag.parse(), Ok(carried));
        }
    }

    #[test]
    fn a_tag_of_another_scheduler_is_refused() {
        for tag in [
            "", "sm3", "fsrs6", "sm2+", "sm2+fuzz", "sm2+cap", "sm2+cap0", "sm2+cap99999999999", "SM2", "fsrs6+cap9",
            "fsrs6+r69", "fsrs6+r100", "fsrs6+r90+late", "fsrs7+r90",
        ] {
            assert_eq!(tag.parse::<Rules>(), Err(UnknownRules(tag.into())));
        }
    }
}
