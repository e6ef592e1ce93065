//! A heading that asks, answered by the sentence below it.

use crate::model::Kind;
use crate::notes::{Block, Inline};

use super::section::Terms;
use super::sentence::{Antecedent, plain_heading};
use super::text::sentences;
use super::{Fact, Facts, Relation};

/// Words in an answer above which it is an essay.
const LONGEST: usize = 25;

/// Reads the first paragraph under a heading that is a question.
pub(super) fn read(block: &Block, text: &Inline, _subject: Option<&Antecedent>, _terms: &Terms, out: &mut Facts) {
    let Some(question) =
        block.headings.last().map(|heading| plain_heading(heading)).filter(|heading| heading.ends_with('?'))
    else {
        return;
    };
    if out.facts.iter().any(|fact| fact.relation == Relation::Asks && fact.subject == question) {
        return;
    }
    let Some(first) = sentences(&text.text).into_iter().next() else { return };
    let answer = text.text[first.clone()].trim_end_matches('.').trim();
    let words = answer.split_whitespace().count();
    let whole = words <= LONGEST && words > 0 && !answer.ends_with([':', '?']);
    let standing = !super::english::is_pointer(&super::english::bare(answer.split_whitespace().next().unwrap_or("")));
    let closed = !["is ", "are ", "do ", "does ", "can ", "should ", "will "]
        .iter()
        .any(|word| question.to_lowercase().starts_with(word));
    if whole && standing && closed {
        let group = out.group();
        out.facts.push(Fact {
            kind: Kind::Heading,
            subject: question.clone(),
            relation: Relation::Asks,
            object: answer.to_owned(),
            items: Vec::new(),
            headings: block.headings.iter().take(block.headings.len().saturating_sub(1)).cloned().collect(),
            line: text.line_at(first.start),
            end_line: text.line_at(first.end.saturating_sub(1)),
            group,
            evidence: format!("{question} {}", text.text),
            owner: None,
            example: None,
        });
    }
}
