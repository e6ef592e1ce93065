//! Other forms of an answer that are as right as the one shown.

use std::collections::BTreeSet;

use crate::facts::normal;

/// Returns the answer without its brackets and, for a name with its abbreviation, each of the two.
pub(super) fn forms(answer: &str, also: &[String]) -> Vec<String> {
    let mut found = BTreeSet::new();
    if let Some((before, rest)) = answer.split_once('(')
        && let Some((inside, after)) = rest.split_once(')')
    {
        let without = format!("{} {}", before.trim(), after.trim());
        found.insert(without.replace(" ,", ",").trim().to_owned());
        let short = inside.trim();
        if after.trim().is_empty()
            && short.split_whitespace().count() == 1
            && short.chars().filter(|c| c.is_uppercase()).count() >= 2
        {
            found.insert(short.to_owned());
        }
    }
    found.extend(also.iter().cloned());
    found.into_iter().filter(|form| !form.is_empty() && normal(form) != normal(answer)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_its_abbreviation_is_accepted_by_either() {
        assert_eq!(forms("Special Interest Groups (SIGs)", &[]), ["SIGs", "Special Interest Groups"]);
        assert_eq!(forms("Container runtimes (runc) and sandboxing", &[]), ["Container runtimes and sandboxing"]);
        assert!(forms("plain", &[]).is_empty());
    }
}
