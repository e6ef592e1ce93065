//! What feeds a domain: notes, headings in them, decks, tags.

use globset::{GlobBuilder, GlobMatcher};

use crate::deck::{is_under, name_of};
use crate::model::Question;

/// Parts the headings above a question where they are kept as one text.
const BETWEEN_HEADINGS: char = '\u{1f}';

/// What feeds a domain; a question belongs to it if any of these says so.
#[derive(Clone, Debug, Default)]
pub struct Feeds {
    files: Vec<(Files, Option<Heading>)>,
    headings: Vec<Heading>,
    decks: Vec<String>,
    tags: Vec<String>,
}

impl Feeds {
    /// Adds notes by name, folder or pattern, `*` and `**` included; after a `#` a heading in them.
    ///
    /// # Errors
    /// If the pattern is none; in words.
    pub fn file(&mut self, text: &str) -> Result<(), String> {
        let (files, heading) = match text.split_once('#') {
            Some((files, heading)) => (files, Some(Heading::read(heading)?)),
            None => (text, None),
        };
        self.files.push((Files::read(files.trim())?, heading));
        Ok(())
    }

    /// Adds a heading; `*` stands for any text.
    ///
    /// # Errors
    /// If it is empty; in words.
    pub fn heading(&mut self, text: &str) -> Result<(), String> {
        self.headings.push(Heading::read(text)?);
        Ok(())
    }

    /// Adds a deck or a folder of decks.
    pub fn deck(&mut self, name: &str) {
        self.decks.push(name.trim().trim_end_matches('/').to_owned());
    }

    /// Adds a tag of the front matter, and all below it.
    pub fn tag(&mut self, tag: &str) {
        self.tags.push(tag_form(tag));
    }

    /// Tells whether nothing is named: such a domain takes what no other has.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.headings.is_empty() && self.decks.is_empty() && self.tags.is_empty()
    }

    /// Tells whether a tag is asked for, so that the front matter of notes must be read.
    pub fn asks_for_tags(&self) -> bool {
        !self.tags.is_empty()
    }

    /// Tells whether a question belongs here; `tags` are those of its note.
    pub fn take(&self, question: &Question, tags: &[String]) -> bool {
        let under = |heading: &Heading| heading.is_above(question);
        let of_file =
            |(files, heading): &(Files, Option<Heading>)| files.hold(question) && heading.as_ref().is_none_or(under);
        let tagged = |wanted: &String| {
            let below = |tag: &str| tag.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.starts_with('/'));
            tags.iter().map(|tag| tag_form(tag)).any(|tag| tag == *wanted || below(&tag))
        };
        self.files.iter().any(of_file)
            || self.headings.iter().any(under)
            || self.decks.iter().any(|deck| is_under(name_of(&question.note), deck))
            || self.tags.iter().any(tagged)
    }
}

/// Returns a tag as tags are compared.
fn tag_form(tag: &str) -> String {
    tag.trim().trim_start_matches('#').trim_end_matches('/').to_lowercase()
}

/// Notes by name or pattern: at any depth, a folder with all below it, with or without ending.
#[derive(Clone, Debug)]
struct Files {
    forms: Vec<GlobMatcher>,
    /// Whether the folders above those that were added count too: where a learner happens to keep
    /// notes must not fit `*oci*`.
    whole_path: bool,
}

impl Files {
    fn read(text: &str) -> Result<Self, String> {
        let plain = text.trim_start_matches("./").trim_matches('/');
        if plain.is_empty() {
            return Err("names no file".to_owned());
        }
        let forms = [plain.to_owned(), format!("**/{plain}"), format!("{plain}/**"), format!("**/{plain}/**")];
        let matcher = |form: String| {
            let built = GlobBuilder::new(&form).literal_separator(true).case_insensitive(true).build();
            built.map(|glob| glob.compile_matcher()).map_err(|error| error.kind().to_string())
        };
        let whole_path = plain.contains('/') || !plain.contains(['*', '?', '[', '{']);
        Ok(Self { forms: forms.into_iter().map(matcher).collect::<Result<_, _>>()?, whole_path })
    }

    fn hold(&self, question: &Question) -> bool {
        let path = self.whole_path.then(|| question.source.path.trim_start_matches('/'));
        let mut names = [&*question.note, name_of(&question.note)].into_iter().chain(path);
        names.any(|name| self.forms.iter().any(|matcher| matcher.is_match(name)))
    }
}

/// A heading, or a pattern of headings.
#[derive(Clone, Debug)]
struct Heading(GlobMatcher);

impl Heading {
    fn read(text: &str) -> Result<Self, String> {
        let plain = heading_form(text);
        if plain.is_empty() {
            return Err("names no heading".to_owned());
        }
        let pattern = globset::escape(&plain).replace("[*]", "*");
        let glob = GlobBuilder::new(&pattern).literal_separator(false).build().map_err(|error| error.to_string())?;
        Ok(Self(glob.compile_matcher()))
    }

    /// Tells whether it stands above a question, at whatever height.
    fn is_above(&self, question: &Question) -> bool {
        let shown = question.context.iter().map(String::as_str);
        let kept = question.statement.place.split(BETWEEN_HEADINGS);
        shown.chain(kept).any(|heading| self.0.is_match(heading_form(heading)))
    }
}

/// Returns a heading as headings are compared: without case, marks at its ends, spaces that vary.
fn heading_form(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let joined = words.join(" ");
    joined.trim_start_matches('#').trim().trim_end_matches(['.', ':', '?', '!']).to_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::notes::note;
    use crate::questions::generate;

    /// Returns a question of a note below two headings.
    fn question(key: &str) -> Question {
        let text = "# Cluster\n\n## What runs, and where?\n\nQ: What starts containers?\nA: the kubelet\n";
        let mut questions = generate(&[note(&format!("/home/ada/{key}"), key, text.as_bytes()).unwrap()]).questions;
        questions.pop().expect("one question")
    }

    fn takes(add: impl Fn(&mut Feeds), question: &Question) -> bool {
        let mut feeds = Feeds::default();
        add(&mut feeds);
        feeds.take(question, &["K8s/Node".to_owned(), "exam".to_owned()])
    }

    #[test]
    fn a_file_is_named_at_any_depth_with_or_without_ending_by_folder_or_by_pattern() {
        let question = question("notes/k8s/node.md");
        for fits in [
            "node.md", "node", "k8s/node.md", "k8s", "notes/k8s/", "*.md", "k8s/*", "notes/**", "NODE.md", "./node.md",
            "home/ada/notes",
        ] {
            assert!(takes(|feeds| feeds.file(fits).unwrap(), &question), "{fits}");
        }
        for other in ["nod", "pod.md", "k8s/*.txt", "k8", "note*/node.md"] {
            assert!(!takes(|feeds| feeds.file(other).unwrap(), &question), "{other}");
        }
    }

    #[test]
    fn a_pattern_of_one_name_does_not_count_above_the_folder_that_was_added() {
        let question = question("notes/node.md");
        assert!(takes(|feeds| feeds.file("*ote*").unwrap(), &question));
        assert!(!takes(|feeds| feeds.file("*da*").unwrap(), &question));
        assert!(takes(|feeds| feeds.file("home/*da*/notes").unwrap(), &question));
    }

    #[test]
    fn a_heading_counts_at_whatever_height_without_case_and_closing_marks() {
        let question = question("node.md");
        for fits in ["Cluster", "what runs,  and WHERE", "## What runs, and where?", "What runs*"] {
            assert!(takes(|feeds| feeds.heading(fits).unwrap(), &question), "{fits}");
        }
        for other in ["Clusters", "runs", "What runs"] {
            assert!(!takes(|feeds| feeds.heading(other).unwrap(), &question), "{other}");
        }
    }

    #[test]
    fn a_heading_after_a_file_counts_in_that_file_only() {
        let (here, there) = (question("node.md"), question("pod.md"));
        let add = |feeds: &mut Feeds| feeds.file("node.md#Cluster").unwrap();
        assert!(takes(add, &here) && !takes(add, &there));
        assert!(!takes(|feeds| feeds.file("node.md#Storage").unwrap(), &here));
    }

    #[test]
    fn a_deck_is_named_as_study_names_it_and_a_tag_holds_those_below_it() {
        let question = question("notes/k8s/node.md");
        assert!(takes(|feeds| feeds.deck("notes/k8s"), &question) && !takes(|feeds| feeds.deck("k8s"), &question));
        for fits in ["k8s", "#K8S/node", "Exam"] {
            assert!(takes(|feeds| feeds.tag(fits), &question), "{fits}");
        }
        assert!(!takes(|feeds| feeds.tag("k8"), &question));
    }

    #[test]
    fn a_heading_that_is_not_shown_counts_too() {
        let hidden = Question { context: Vec::new(), ..question("node.md") };
        assert!(takes(|feeds| feeds.heading("Cluster").unwrap(), &hidden));
        let unknown = Question { note: Arc::from("x.md"), statement: Default::default(), ..hidden };
        assert!(!takes(|feeds| feeds.heading("Cluster").unwrap(), &unknown));
    }
}
