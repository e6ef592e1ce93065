//! The page as a browser lays it out: on a telephone and on a desk, nothing sticks out, nothing
//! lies on something else, marks are as small as words, and nothing is fetched.

#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::path::Path;
use std::process::{Command, Stdio};

use super::{a_year, run};

/// Frames the page, which itself may run nothing, and looks into the frame: what is wider than its
/// place, which pieces of text share more than two pixels each way, and what was fetched.
const LOOK: &str = r##"
const frame = document.querySelector("iframe"), found = [];
frame.onload = () => {
  const page = frame.contentDocument, view = frame.contentWindow;
  page.querySelectorAll("details").forEach(hidden => hidden.open = true);
  const root = page.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push("the page is " + root.scrollWidth + " wide");
  const narrow = page.querySelector("#periods").parentElement;
  if (narrow.scrollWidth > narrow.clientWidth) found.push("periods are " + narrow.scrollWidth + " of " + narrow.clientWidth);
  for (const mark of page.querySelectorAll("svg[aria-hidden]")) {
    const { width, height } = mark.getBoundingClientRect();
    if (width > 16 || height > 16) found.push("a mark beside a word is " + width + " by " + height);
  }
  const pieces = [], walker = page.createTreeWalker(page.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const within = node.parentElement;
    if (!node.data.trim() || within.closest("title, style")) continue;
    const scrolled = within.closest(".scroll"), edge = scrolled ? scrolled.getBoundingClientRect().right : Infinity;
    const range = page.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      pieces.push({ node, left: box.left, right: Math.min(box.right, edge), top: box.top, bottom: box.bottom });
  }
  const shared = (a, b, from, to) => Math.min(a[to], b[to]) - Math.max(a[from], b[from]);
  pieces.sort((a, b) => a.top - b.top);
  pieces.forEach((a, place) => {
    for (let next = place + 1; next < pieces.length && pieces[next].top < a.bottom; next++) {
      const b = pieces[next];
      if (a.node !== b.node && shared(a, b, "left", "right") > 2 && shared(a, b, "top", "bottom") > 2)
        found.push(`"${a.node.data}" lies on "${b.node.data}"`);
    }
  });
  for (const fetched of view.performance.getEntriesByType("resource")) found.push("fetched " + fetched.name);
  document.querySelector("pre").textContent = `looked at ${pieces.length}: ${found.join("; ") || "fine"}.`;
};
frame.srcdoc = page_text;
"##;

fn chromium() -> Option<&'static str> {
    let there = |name: &&str| Command::new(name).arg("--version").output().is_ok_and(|done| done.status.success());
    let found = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| there(name));
    if found.is_none() {
        eprintln!("skipped: Chromium, which lays out the report, is not installed (bash .ci/run installs it)");
    }
    found
}

/// Returns what Chromium finds in a page at a width in pixels.
fn looked(chromium: &str, page: &str, width: u32, folder: &Path) -> String {
    let text = serde_json::to_string(page).unwrap().replace("</", "<\\/").replace("<!--", "<\\!--");
    let harness = format!(
        "<!doctype html><meta charset=utf-8><iframe style=\"width:{width}px;height:4000px;border:0\"></iframe><pre></pre><script>const page_text = {text};{LOOK}</script>"
    );
    let file = folder.join(format!("{width}.html"));
    std::fs::write(&file, harness).unwrap();
    let mut command = Command::new("timeout");
    command.args(["120", chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom"]);
    command.args(["--disable-background-networking", "--virtual-time-budget=10000", "--window-size=1400,4200"]);
    command.arg(format!("--user-data-dir={}", folder.join("profile").display()));
    let output = command.arg(file).env("HOME", folder).stdin(Stdio::null()).output().unwrap();
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    let told =
        dom.rsplit_once("<pre>").and_then(|(_, rest)| rest.split_once("</pre>")).map(|(told, _)| told.to_owned());
    told.unwrap_or_else(|| panic!("Chromium showed nothing: {}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn a_browser_fits_the_page_on_a_telephone_and_on_a_desk_and_fetches_nothing() {
    let Some(chromium) = chromium() else { return };
    let home = a_year();
    let page = run(home.path(), &["--store", "a.db", "export", "report"]);
    // A telephone shows the counts of someone who has studied for years as well.
    let cells = |cells: [&str; 4]| cells.map(|text| format!("<td class=\"num\">{text}</td>")).concat();
    let counts = cells(["1,234", "12,345", "123,456", "1,000,000"]);
    let times =
        cells(["1&nbsp;h 12&nbsp;min", "12&nbsp;h 34&nbsp;min", "123&nbsp;h 45&nbsp;min", "999&nbsp;h 13&nbsp;min"]);
    let (before, after) = page.split_once("id=\"periods\"").unwrap();
    let rows =
        format!("<tbody><tr><th scope=\"row\">Answers</th>{counts}</tr><tr><th scope=\"row\">Time</th>{times}</tr>");
    let grown = format!("{before}id=\"periods\"{}", after.replacen("<tbody>", &rows, 1));
    for width in [390, 1280] {
        let told = looked(chromium, &grown, width, home.path());
        assert!(told.starts_with("looked at ") && told.ends_with(": fine."), "at {width}: {told}");
    }
}

#[test]
fn what_looks_at_the_page_sees_text_upon_text_and_what_sticks_out() {
    let Some(chromium) = chromium() else { return };
    let folder = tempfile::tempdir().unwrap();
    let page = "<main><div class=scroll><table id=periods><tr><td>one</td></tr></table></div><p style=\"margin:0\">above</p><p style=\"margin:-1em 0 0\">below</p><p style=\"width:3000px\">far</p></main>";
    let told = looked(chromium, page, 390, folder.path());
    assert!(told.contains("\"above\" lies on \"below\"") && told.contains("the page is 30"), "{told}");
}
