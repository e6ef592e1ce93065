//! What was left out of an import, and why.

use std::collections::BTreeMap;

/// Places named for each reason; the rest is counted.
const NAMED: usize = 3;

/// Marks what came in changed; sorts before the reasons why something was left out.
const ADJUSTED: &str = "\u{0}";

/// What was left out: how often for each reason, the first places by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    reasons: BTreeMap<String, (usize, Vec<String>)>,
}

impl Skipped {
    /// Adds one thing left out: why, and where it stands.
    pub fn add(&mut self, reason: impl Into<String>, place: impl Into<String>) {
        let (count, places) = self.reasons.entry(reason.into()).or_default();
        *count += 1;
        if places.len() < NAMED {
            places.push(place.into());
        }
    }

    /// Adds one value that came in changed: how, and where it stands.
    pub fn adjust(&mut self, how: impl Into<String>, place: impl Into<String>) {
        self.add(format!("{ADJUSTED}{}", how.into()), place);
    }

    /// Adds what another part left out.
    pub fn extend(&mut self, other: Self) {
        for (reason, (count, places)) in other.reasons {
            let (known, named) = self.reasons.entry(reason).or_default();
            *known += count;
            named.extend(places);
            named.truncate(NAMED);
        }
    }

    /// Returns how many things were left out.
    pub fn count(&self) -> usize {
        self.reasons.values().map(|(count, _)| count).sum()
    }

    /// Returns a line for each reason: how many, why, and the first places.
    pub fn lines(&self) -> Vec<String> {
        let line = |(reason, (count, places)): (&String, &(usize, Vec<String>))| {
            let more = if *count > places.len() { ", .." } else { "" };
            let (what, reason) = match reason.strip_prefix(ADJUSTED) {
                Some(how) => ("adjusted", how),
                None => ("left out", reason.as_str()),
            };
            format!("{count} {what}: {reason} ({}{more})", places.join(", "))
        };
        self.reasons.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_is_counted_and_its_first_places_named() {
        let mut skipped = Skipped::default();
        (1..=5).for_each(|line| skipped.add("no grade", format!("line {line}")));
        skipped.add("no time", "line 9");
        assert_eq!(skipped.count(), 6);
        let lines = ["5 left out: no grade (line 1, line 2, line 3, ..)", "1 left out: no time (line 9)"];
        assert_eq!(skipped.lines(), lines);
    }
}
