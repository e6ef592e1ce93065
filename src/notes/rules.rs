//! A `---` right under a hand-written card is a rule that ends it, not the underline of a heading.

/// Returns the text with such underlines as `***`, which is a rule wherever it stands; every byte
/// keeps its place.
pub(super) fn under_cards(text: String) -> String {
    if !text.contains("\n---") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut in_card = false;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let underline = bare.len() >= 3 && bare.bytes().all(|byte| byte == b'-');
        if underline && in_card {
            out.push_str(&line.replace('-', "*"));
        } else {
            out.push_str(line);
        }
        in_card = !bare.is_empty() && !underline && (in_card || begins_card(bare));
    }
    out
}

fn begins_card(line: &str) -> bool {
    ["Q:", "A:", "C:", "**Q:", "**A:"].iter().any(|sign| line.starts_with(sign)) || line.contains("::")
}

#[cfg(test)]
mod tests {
    use super::under_cards;

    #[test]
    fn a_rule_under_a_card_is_no_underline_and_other_underlines_stay() {
        assert_eq!(under_cards("Q: a\nA: b\n---\nHead\n---\n".into()), "Q: a\nA: b\n***\nHead\n---\n");
        assert_eq!(under_cards("Q: a\nA: b\n\n---\n".into()), "Q: a\nA: b\n\n---\n");
    }
}
