//! The wording of court cases, which are named by their parties.

use crate::facts::Fact;
use crate::facts::english::{Opening, bare, base_of_past, is_particle, is_party_name, is_pointer};
use crate::model::Direction;

use super::kind::kind_of_list;
use super::{Names, Wording, first_small, worded};

/// Words of a holding that a way back may say.
const LONGEST_BACK: usize = 18;

/// Tells whether a term is the name of a case.
pub(super) fn is_case(term: &str) -> bool {
    is_party_name(term)
}

/// What a case decided, did or was about, and back.
pub(super) fn case(fact: &Fact, object: &str, how: Opening, names: &Names) -> Vec<Wording> {
    // `This case established ...` is told of the case itself; any other pointer is nobody's.
    let itself = ["This case ", "this case ", "The case ", "It "].iter().find_map(|start| object.strip_prefix(start));
    let object = itself.unwrap_or(object);
    if is_pointer(&bare(object.split_whitespace().next().unwrap_or(""))) || itself.is_some() && !is_deed_done(object) {
        return Vec::new();
    }
    let (case, words) = (fact.subject.as_str(), object.split_whitespace().count());
    let how = if itself.is_some() { Opening::PastVerb } else { how };
    let did = how == Opening::PastVerb || how == Opening::Noun && is_deed_done(object);
    let told = if is_title(object) { names.noun(object) } else { names.inside(object, fact.group) };
    let kind = kind_of_list(&fact.headings, names).filter(|kind| kind.ends_with("case"));
    let kind = kind.as_deref().unwrap_or("case");
    let (prompt, back) = match how {
        Opening::Value | Opening::Infinitive | Opening::Adjective => return Vec::new(),
        _ if did => (format!("What did {case} do?"), Some(format!("Which {kind} {}?", first_small(object)))),
        Opening::ThirdVerb | Opening::BaseVerb => (format!("What did {case} do?"), None),
        Opening::Clause | Opening::PastVerb => (format!("What was decided in {case}?"), None),
        Opening::Noun => (format!("What was {case} about?"), Some(format!("Which {kind} was about {told}?"))),
    };
    let back = back.filter(|_| (2..=LONGEST_BACK).contains(&words) && !object.contains([';', ':']));
    let back = back.map(|prompt| worded(Direction::Reverse, prompt, case));
    std::iter::once(worded(Direction::Forward, prompt, object)).chain(back).collect()
}

/// `Legalized marriage`, `upheld the act`: in the description of a case a verb in the past is its deed.
fn is_deed_done(object: &str) -> bool {
    let mut words = object.split_whitespace().map(bare);
    let past = |word: &str| {
        base_of_past(word).is_some() || ["ized", "ised", "ified"].iter().any(|ending| word.ends_with(ending))
    };
    let verb = words.next().is_some_and(|first| past(&first));
    verb && words.next().is_some_and(|next| !is_particle(&next))
}

/// `Deprivation of Liberty`: every longer word is capital, as in no sentence.
fn is_title(text: &str) -> bool {
    text.split_whitespace().filter(|word| word.len() > 3).all(|word| word.starts_with(|c: char| !c.is_lowercase()))
}

#[cfg(test)]
mod tests {
    use crate::questions::prompts;

    #[test]
    fn a_case_is_asked_by_what_it_decided_did_or_was_about() {
        let all = prompts(
            "# Maritime cases\n\n- **Gull v. Heron**: The court ruled that a wreck belongs to the finder\n\
             - **Tern v. Harbour Boards**: limited the fees of pilots\n- **Finch v. Port of Ely**: salvage rights at sea\n",
        );
        for prompt in [
            "What was decided in Gull v. Heron?",
            "What did Tern v. Harbour Boards do?",
            "Which maritime case limited the fees of pilots?",
            "What was Finch v. Port of Ely about?",
        ] {
            assert!(all.contains(&prompt.to_owned()), "{prompt}: {all:?}");
        }
        assert!(all.iter().all(|prompt| !prompt.contains("the term for")), "{all:?}");
    }

    #[test]
    fn what_this_case_did_the_case_did() {
        let all = prompts(
            "# Maritime cases\n\n- **Gull v. Heron**: This case established the rights of finders\n- **Tern v. Wren**: These are rules of the sea\n",
        );
        assert!(all.contains(&"Which maritime case established the rights of finders?".to_owned()), "{all:?}");
        assert!(
            all.iter().all(|prompt| !prompt.to_lowercase().contains("this case") && !prompt.contains("Tern")),
            "{all:?}"
        );
    }
}
