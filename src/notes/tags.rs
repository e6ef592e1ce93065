//! The tags that the front matter of a note names.

use super::Note;

impl Note {
    /// Returns the tags of the front matter, in its order: `tags: [a, b]`, `tags: a, b`, or one to
    /// a line below `tags:`.
    pub fn tags(&self) -> Vec<String> {
        let mut lines = self.front_matter.lines();
        let Some(first) = lines.by_ref().find_map(value_of_tags) else { return Vec::new() };
        let first = first.trim();
        let inline = first.trim_start_matches('[').trim_end_matches(']');
        let below = lines.map_while(|line| line.trim_start().strip_prefix("- "));
        let all: Vec<&str> = if first.is_empty() { below.collect() } else { inline.split(',').collect() };
        all.into_iter().map(plain).filter(|tag| !tag.is_empty()).collect()
    }
}

/// Returns what stands behind `tags:` on a line of the outermost level.
fn value_of_tags(line: &str) -> Option<&str> {
    ["tags:", "tag:", "Tags:"].iter().find_map(|key| line.strip_prefix(key))
}

/// Returns a tag without quotes and the mark before it.
fn plain(tag: &str) -> String {
    tag.trim().trim_matches(['"', '\'']).trim_start_matches('#').trim().to_owned()
}

#[cfg(test)]
mod tests {
    use crate::notes::note;

    #[test]
    fn tags_are_read_in_every_form_in_which_they_are_written() {
        let forms = [
            "tags: [k8s, \"cloud native\"]",
            "title: x\ntags: k8s, cloud native",
            "tags:\n  - k8s\n  - '#cloud native'\nalias: y",
            "tags:\n- k8s\n- cloud native",
        ];
        for form in forms {
            let text = format!("---\n{form}\n---\n# A\n");
            assert_eq!(note("n.md", "n.md", text.as_bytes()).unwrap().tags(), ["k8s", "cloud native"], "{form}");
        }
    }

    #[test]
    fn a_note_without_front_matter_or_without_tags_has_none() {
        for text in ["# A\n\ntags: x\n", "---\ntitle: tags: x\n---\n# A\n", "---\ntags:\n---\n", "---\ntags: []\n---\n"]
        {
            assert!(note("n.md", "n.md", text.as_bytes()).unwrap().tags().is_empty(), "{text}");
        }
    }
}
