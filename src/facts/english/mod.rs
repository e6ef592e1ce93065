//! What the readers of sentences and the phrasing of questions know of English: a closed
//! list of verbs, number, and the small words.

mod clause;
mod language;
mod nouns;
mod opening;
mod verbs;

use std::collections::HashSet;
use std::sync::LazyLock;

use rustc_hash::FxBuildHasher;

pub(crate) use clause::is_clause;
pub(crate) use language::{english_words, is_english, small_words};
pub(crate) use nouns::{
    article, is_abstract, is_adjective, is_party_name, is_plural, is_quality, opens_bound, plural, singular,
    small_determiner,
};
pub(crate) use opening::{
    Opening, is_value, may_open, opening, opening_among, opens_doubtfully, without_adverb, without_brackets,
};
pub(crate) use verbs::{
    base_of_past, base_of_third, is_base_verb, is_noun_too, is_particle, is_third_of, particle_of, third_of_base,
};

/// A closed list of words, to look one up in.
type Words = HashSet<&'static str, FxBuildHasher>;

/// Words that name no thing and so cannot be asked about.
const STOP: &[&str] = &[
    "a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "is", "are", "was", "were", "be", "been", "by",
    "with", "as", "at", "from", "that", "this", "it", "its", "their", "what", "which", "who", "whom", "how", "does",
    "do", "did", "stand", "stands", "mean", "means", "between", "into", "within", "other", "than", "not", "no", "when",
    "where", "why", "has", "have", "had", "these", "those", "can", "may", "will", "would", "should", "must",
];

/// Letters of the longest word of that list.
const LONGEST_STOP: usize = 7;

/// Words at the start of a sentence or phrase that point to something said before.
const POINTERS: &[&str] = &[
    "it", "its", "they", "their", "them", "this", "that", "these", "those", "he", "she", "his", "her", "such", "here",
    "there", "former", "latter", "above", "below", "following", "we", "our", "you", "your", "i", "my", "one",
    "another", "both", "each", "some", "many", "most", "others", "other", "all", "everyone", "someone",
];

/// Tells whether the word names nothing by itself.
pub(crate) fn is_stop_word(word: &str) -> bool {
    static KNOWN: LazyLock<Words> = LazyLock::new(|| STOP.iter().copied().collect());
    word.len() <= LONGEST_STOP && KNOWN.contains(word)
}

/// Tells whether the word points back to something said before.
pub(crate) fn is_pointer(word: &str) -> bool {
    POINTERS.contains(&word)
}

/// Returns the word in lower case without punctuation at its ends.
pub(crate) fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_opens_with_a_verb_only_if_an_object_follows() {
        assert_eq!(opening("Define standards, patterns"), Opening::BaseVerb);
        assert_eq!(opening("Provide feedback from real use"), Opening::BaseVerb);
        assert_eq!(opening("filters blood"), Opening::ThirdVerb);
        assert_eq!(opening("builds and runs OCI-compliant images"), Opening::ThirdVerb);
        assert_eq!(opening("implements container runtime behavior"), Opening::ThirdVerb);
        assert_eq!(opening("rules and principles"), Opening::Noun);
        assert_eq!(opening("forms of energy"), Opening::Noun);
        assert_eq!(opening("Monitoring, metrics, logging"), Opening::Noun);
        assert_eq!(opening("Control of blood sugar"), Opening::Noun);
        assert_eq!(opening("open to anyone"), Opening::Adjective);
        assert_eq!(opening("who files the suit"), Opening::Clause);
        assert_eq!(opening("Container runtimes"), Opening::Noun);
        assert_eq!(opening("Support for older clients"), Opening::Noun);
        assert_eq!(opening("coordinate meetings and agendas"), Opening::BaseVerb);
    }

    #[test]
    fn verbs_in_a_row_and_verbs_behind_an_adverb_open_as_verbs_do() {
        assert_eq!(opening("Develops, integrates and maintains tools"), Opening::ThirdVerb);
        assert_eq!(opening("detects/blocks worms"), Opening::ThirdVerb);
        assert_eq!(opening("Rapidly conduct impulses"), Opening::BaseVerb);
        assert_eq!(opening("Firewalls, routers and switches"), Opening::Noun);
        assert_eq!(opening("potentially lower prices"), Opening::Noun);
        assert_eq!(opening("Highly skilled groups"), Opening::Noun);
    }

    #[test]
    fn an_adjective_is_told_by_its_ending_unless_a_noun_has_it() {
        for adjective in ["physical", "voluntary", "adaptive", "porous", "reversible"] {
            assert!(is_adjective(adjective), "{adjective}");
        }
        for noun in ["signal", "boundary", "initiative", "topic", "table", "pal"] {
            assert!(!is_adjective(noun), "{noun}");
        }
    }

    #[test]
    fn a_description_with_a_finite_verb_of_its_own_is_a_clause() {
        assert!(is_clause("every noun is masculine or feminine"));
        assert!(is_clause("developers and operators share knowledge"));
        assert!(is_clause("fatty tissue stores lipids"));
        assert!(!is_clause("the process whereby pollen reaches a plant"));
        assert!(!is_clause("the body that every group reports to"));
        assert!(is_clause("developers do not patch hosts") && !is_clause("a promise to do something"));
        assert!(is_clause("an avoidance rule only grants requests that are safe"));
        assert!(is_clause("High glucose damages vessels, leading to blindness"));
        assert!(!is_clause("annual sales figures") && !is_clause("the heat exchanges of a body"));
        assert!(!is_clause("movement of particles from high to low concentration"));
    }

    #[test]
    fn number_is_told_from_the_head_of_the_phrase() {
        assert!(is_plural("Special Interest Groups (SIGs)"));
        assert!(is_plural("Parts of a cell"));
        assert!(!is_plural("Kubernetes"));
        assert!(!is_plural("loss of function"));
        assert!(!is_plural("SIG Docs"));
        assert!(is_plural("CNCF SIGs"));
        assert!(!is_plural("AWS"));
        assert!(is_plural("Members"));
    }

    #[test]
    fn verbs_change_between_base_and_third_person() {
        assert_eq!(base_of_third("defines").as_deref(), Some("define"));
        assert_eq!(base_of_third("carries").as_deref(), Some("carry"));
        assert_eq!(base_of_third("fetches").as_deref(), Some("fetch"));
        assert_eq!(base_of_third("images"), None);
        assert_eq!(third_of_base("supply"), "supplies");
        assert_eq!(third_of_base("pass"), "passes");
    }

    #[test]
    fn articles_follow_the_sound() {
        assert_eq!(article("OCI image"), "an");
        assert_eq!(article("unit"), "a");
        assert_eq!(article("hour"), "an");
        assert_eq!(article("SIG"), "a");
        assert_eq!(article("FBI agent"), "an");
        assert_eq!(article("CNCF SIG"), "a");
    }
}
