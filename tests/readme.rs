//! What the README and its companions show is so: the note gives the questions beside it, and
//! every link leads to a file.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "reads files of the repository; a failure is the test's"
)]

use std::path::Path;

use askback::export::questions::text;
use askback::notes::note;
use askback::questions::generate;

#[test]
fn the_note_in_the_readme_gives_exactly_the_questions_beside_it() {
    let readme = read("README.md");
    let shown = fenced(&readme, "```text\n");
    let note = note("workloads.md", "workloads.md", fenced(&readme, "```markdown\n").as_bytes()).unwrap();
    assert_eq!(text(&generate(&[note]), askback::export::questions::Beside::default()).trim_end(), shown.trim_end());
}

#[test]
fn every_link_between_the_documents_leads_to_a_file() {
    for document in
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/README.md", "docs/settings.md", "migrations/README.md"]
    {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(document).parent().unwrap().to_owned();
        for target in links(&read(document)) {
            assert!(folder.join(&target).exists(), "{document} links to {target}, which is not there");
        }
    }
}

#[test]
fn links_are_found_and_those_that_leave_the_repository_are_not() {
    let text = "See [a](src/lib.rs), [b](https://example.org) and [c](docs/#part).";
    assert_eq!(links(text), ["src/lib.rs", "docs/"]);
}

/// Returns the inside of the first code block that opens with `fence`.
fn fenced<'a>(text: &'a str, fence: &str) -> &'a str {
    let (_, after) = text.split_once(fence).unwrap();
    after.split_once("```").unwrap().0
}

/// Returns the targets of the links that stay inside the repository, without their fragment.
fn links(text: &str) -> Vec<String> {
    let targets = text.split("](").skip(1).filter_map(|after| after.split_once(')')).map(|(target, _)| target);
    let inside = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    inside.map(|target| target.split('#').next().unwrap_or(target).to_owned()).collect()
}

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}
