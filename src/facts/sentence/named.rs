//! Subjects that the note does not mark: names, abbreviations, and nouns with their article.

use super::subject::{finish, nth_word};
use super::{Cut, Place};
use crate::facts::english::{bare, base_of_third, is_abstract, is_base_verb, is_plural, is_pointer};

/// Words that begin a subject which is no thing to ask about, or none by itself.
const IDLE: &[&str] = &[
    "main", "following", "first", "second", "third", "last", "next", "same", "other", "only", "best", "most", "key",
    "idea", "reason", "point", "problem", "question", "answer", "example", "result", "goal", "rest", "term", "terms",
    "author", "person", "student", "students", "reader", "user", "users", "people", "way", "fact", "use", "table",
    "figure", "image", "page", "section", "chapter", "lecture", "slide", "exam", "professor", "prof", "class",
    "course", "number", "amount", "total", "entire", "whole", "current", "new", "old", "original", "latter", "former",
    "driver", "company", "thing", "things", "note", "notes", "default", "above", "list", "file", "text", "code",
    "program", "data", "value",
];

/// First words of sentences that begin no name: they count, judge, join or place.
const OPENERS: &[&str] = &[
    "many", "most", "some", "few", "several", "all", "different", "various", "certain", "other", "such", "both",
    "good", "bad", "new", "old", "no", "any", "every", "each", "more", "less", "two", "three", "four", "five", "only",
    "additional", "further", "common", "typical", "important", "main", "key", "early", "late", "modern", "while",
    "although", "because", "if", "when", "since", "after", "before", "unless", "as", "though", "until", "where",
    "once", "despite", "during", "in", "on", "at", "for", "by", "with", "from", "to", "without", "under", "through",
    "between", "among", "unlike", "like", "due", "given", "whereas", "whether", "how", "why", "what", "which", "who",
    "not", "there", "so", "yet", "even", "just", "still", "then", "today", "now", "often", "sometimes", "usually",
    "note", "see", "please", "let", "let's", "lets", "half", "part", "much", "little", "lots",
];

/// Words that speak of the reader, the writer or something said before.
const POINTING: &[&str] = &[
    "this", "these", "those", "you", "your", "we", "our", "us", "he", "she", "his", "her", "here", "above", "below",
    "i", "my",
];

/// Words that a name of a few words does not hold.
const JOINING: &[&str] = &[
    "of", "in", "to", "for", "and", "or", "with", "that", "which", "who", "it", "they", "them", "its", "their", "he",
    "she", "one",
];

/// A subject the note does not mark: `The hippocampus`, `DHCP`, `Galileo Galilei`.
pub(super) fn named_subject<'a>(place: &Place<'_>, sentence: &'a str) -> Option<Cut<'a>> {
    let words: Vec<&str> = sentence.split_whitespace().take(7).collect();
    if let Some(cut) = defined_subject(place, sentence, &words) {
        return Some(cut);
    }
    let first =
        words.first().filter(|word| word.starts_with(char::is_uppercase) || matches!(**word, "the" | "a" | "an"))?;
    let all: Vec<String> = sentence.split_whitespace().map(bare).collect();
    let points = all.iter().any(|word| POINTING.contains(&word.as_str()));
    if points || all.len() > 25 || is_pointer(&bare(first)) {
        return None;
    }
    let articled = matches!(bare(first).as_str(), "the" | "a" | "an");
    // `Actual malice means`, `Red blood cells carry`: small words of a name after its first.
    let counting = OPENERS.contains(&bare(first).as_str())
        || bare(first).ends_with("ing")
        || bare(first).ends_with("ly")
        || is_base_verb(&bare(first)) && !is_abstract(&bare(first));
    (1..=4 + usize::from(articled)).find_map(|count| {
        let at = nth_word(sentence, count)?;
        let own = words.get(usize::from(articled)..count)?;
        let named = own.iter().all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
        let idle = own.iter().any(|word| IDLE.contains(&bare(word).as_str()) || JOINING.contains(&bare(word).as_str()));
        let lone = !articled && own.len() == 1 && !own.iter().any(|word| is_thing(word));
        let phrase = !counting
            && (2..=3).contains(&own.len())
            && own
                .iter()
                .skip(1)
                .all(|word| word.starts_with(char::is_lowercase) && !word.ends_with("ly") && !is_verb_like(word));
        let ends = sentence[..at].trim_end().ends_with([',', ';', ':']);
        let fine = !own.is_empty() && (articled || named || phrase) && !idle && !lone && !ends;
        if !fine {
            return None;
        }
        finish(place, sentence, sentence[..at].trim().to_owned(), at)
    })
}

/// `tetrachord is a group`, `The weight of an object is the force`: a noun that the sentence defines.
fn defined_subject<'a>(place: &Place<'_>, sentence: &'a str, words: &[&str]) -> Option<Cut<'a>> {
    let count = words.iter().position(|word| matches!(*word, "is" | "are" | "means"))?;
    let article = words.get(count + 1).is_some_and(|word| matches!(*word, "a" | "an" | "the"));
    let own: Vec<String> = words.get(..count)?.iter().map(|word| bare(word)).collect();
    let articled = own.first().is_some_and(|word| matches!(word.as_str(), "the" | "a" | "an"));
    let name = own.get(usize::from(articled)..)?;
    let known = |word: &String| {
        !IDLE.contains(&word.as_str())
            && !OPENERS.contains(&word.as_str())
            && !POINTING.contains(&word.as_str())
            && !is_pointer(word)
            && !is_verb_like(word)
    };
    let owned = articled && name.get(1).is_some_and(|word| word == "of") && name.len() <= 5;
    let nouns = if owned {
        name.iter().filter(|word| !matches!(word.as_str(), "of" | "a" | "an" | "the")).collect()
    } else {
        name.iter().collect::<Vec<_>>()
    };
    let fine = article
        && (1..=3).contains(&nouns.len())
        && nouns.iter().all(|word| known(word) && word.chars().count() >= 3 && word.chars().all(char::is_alphabetic))
        && !words[..count].iter().any(|word| word.ends_with([',', ';', ':']))
        && !sentence.split_whitespace().any(|word| POINTING.contains(&bare(word).as_str()))
        && (count + 5..=25).contains(&sentence.split_whitespace().count());
    let at = nth_word(sentence, count).filter(|_| fine)?;
    finish(place, sentence, sentence[..at].trim().to_owned(), at)
}

/// Tells whether a word is surely no part of a name: an auxiliary or a verb in the third person.
fn is_verb_like(word: &str) -> bool {
    let word = bare(word);
    matches!(
        word.as_str(),
        "is" | "are"
            | "was"
            | "were"
            | "can"
            | "may"
            | "must"
            | "will"
            | "should"
            | "has"
            | "have"
            | "had"
            | "do"
            | "does"
            | "not"
            | "than"
            | "as"
            | "by"
            | "at"
            | "on"
            | "from"
            | "into"
    ) || base_of_third(&word).is_some() && !is_plural(&word)
}

/// Tells whether a lone first word can be a subject: an abbreviation, or a noun, not an
/// introductory word.
fn is_thing(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let letters = bare(word);
    let noun = is_abstract(&letters) || is_plural(&letters) || letters.chars().count() >= 6;
    let joining = letters.ends_with("ly")
        || is_base_verb(&letters)
        || matches!(
            letters.as_str(),
            "sometimes"
                | "always"
                | "however"
                | "although"
                | "because"
                | "besides"
                | "unless"
                | "during"
                | "before"
                | "whereas"
                | "perhaps"
                | "nothing"
                | "something"
                | "everything"
                | "anything"
                | "nobody"
                | "different"
                | "another"
                | "several"
                | "results"
                | "examples"
                | "sources"
                | "details"
        );
    capitals >= 2 || noun && !joining && !word.ends_with([',', ':', ';'])
}

#[cfg(test)]
mod tests {
    use crate::facts::{Relation, pairs_of};

    fn defined(text: &str) -> Vec<String> {
        pairs_of(text, |relation| matches!(relation, Relation::Is(_))).into_iter().map(|(subject, _)| subject).collect()
    }

    #[test]
    fn a_plain_noun_that_a_sentence_defines_is_a_subject() {
        assert_eq!(defined("# Sea\n\nProse.\n\n- brig is a ship with two masts\n"), ["brig"]);
        assert_eq!(defined("# Sea\n\nThe draft of a ship is the depth of its keel.\n"), ["the draft of a ship"]);
    }

    #[test]
    fn a_remark_on_something_said_before_defines_nothing() {
        for text in ["The result is a list of ships.", "this is a ship with two masts", "The idea is the beats."] {
            assert_eq!(defined(text), Vec::<String>::new(), "{text}");
        }
    }
}
