//! Anki's card templates: which fields of a note stand on which side.

/// How deep conditional parts may lie in each other; deeper ones are taken as they are.
const DEEPEST: usize = 32;

/// Returns a template with its fields filled in, as HTML; `{{FrontSide}}` becomes [`FRONT`].
pub(super) fn rendered(template: &str, fields: &[(String, String)]) -> String {
    let value = |name: &str| fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let mut out = String::new();
    // Whether each open part is shown; a part inside a hidden one is hidden.
    let mut shown: Vec<bool> = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let visible = shown.iter().all(|shown| *shown);
        if visible {
            out.push_str(before);
        }
        let Some((tag, after)) = after.split_once("}}") else { break };
        rest = after;
        let tag = tag.trim();
        let filled = |name: &str| !value(name.trim()).trim().is_empty();
        match tag.chars().next() {
            Some('#') if shown.len() < DEEPEST => shown.push(filled(&tag[1..])),
            Some('^') if shown.len() < DEEPEST => shown.push(!filled(&tag[1..])),
            Some('/') => drop(shown.pop()),
            Some('!') | None => {}
            _ if visible && tag == "FrontSide" => out.push_str(FRONT),
            _ if visible => out.push_str(value(tag.rsplit(':').next().unwrap_or(tag).trim())),
            _ => {}
        }
    }
    if shown.iter().all(|shown| *shown) {
        out.push_str(rest);
    }
    out
}

/// Stands for the front within the back.
pub(super) const FRONT: &str = "\u{1}front\u{1}";

/// Returns the part of a back that is no repetition of the front: what follows the line that Anki
/// calls the answer, or the front.
pub(super) fn answer_part(back: &str) -> String {
    let lower = back.to_ascii_lowercase();
    let line = ["<hr id=answer>", "<hr id=\"answer\">", "<hr id='answer'>", "<hr id=answer/>", "<hr id=answer />"];
    let after = line.iter().find_map(|line| lower.find(line).map(|at| at + line.len()));
    let after = after.or_else(|| back.rfind(FRONT).map(|at| at + FRONT.len()));
    after.and_then(|at| back.get(at..)).unwrap_or(back).replace(FRONT, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> Vec<(String, String)> {
        [("Front", "F"), ("Back", "B"), ("Empty", " ")].map(|(name, value)| (name.into(), value.into())).into()
    }

    #[test]
    fn fields_are_filled_in_and_filters_passed_through() {
        assert_eq!(rendered("<b>{{Front}}</b> {{type:Back}} {{hint:Nothing}}", &fields()), "<b>F</b> B ");
    }

    #[test]
    fn a_part_is_shown_if_its_field_is_filled() {
        assert_eq!(rendered("{{#Front}}a{{#Empty}}b{{/Empty}}{{/Front}}{{^Empty}}c{{/Empty}}d", &fields()), "acd");
        assert_eq!(rendered("{{#Empty}}x{{Front", &fields()), "");
    }

    #[test]
    fn the_answer_is_what_follows_the_line_or_the_front() {
        let back = |template: &str| answer_part(&rendered(template, &fields()));
        assert_eq!(back("{{FrontSide}}<hr id=answer>{{Back}}"), "B");
        assert_eq!(back("{{FrontSide}} {{Back}}"), " B");
        assert_eq!(back("{{Back}}"), "B");
    }
}
