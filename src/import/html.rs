//! Fields of other programs as plain text: HTML taken apart, entities read, media named.

/// A text with what had to be left out of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// The lines, without empty ones; those of a list begin with `- `.
    pub lines: Vec<String>,
    /// Pictures, sounds and films that it showed, by name.
    pub media: Vec<String>,
}

impl Plain {
    /// Returns the lines as one: parted by a semicolon where a line does not end in a mark.
    pub fn line(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            if !text.is_empty() {
                text.push_str(if text.ends_with(['.', ',', ';', ':', '!', '?']) { " " } else { "; " });
            }
            text.push_str(line.strip_prefix("- ").unwrap_or(line));
        }
        text
    }

    /// Returns the items if every line is one of a list of two or more.
    pub fn items(&self) -> Option<Vec<&str>> {
        let items: Option<Vec<&str>> = self.lines.iter().map(|line| line.strip_prefix("- ")).collect();
        items.filter(|items| items.len() > 1)
    }
}

/// Tags at which a line ends.
const BREAKS: [&str; 16] =
    ["br", "div", "p", "li", "ul", "ol", "tr", "table", "hr", "h1", "h2", "h3", "h4", "pre", "blockquote", "section"];

/// Returns what a browser would show of HTML, as text.
pub fn plain(html: &str) -> Plain {
    let mut out = Plain::default();
    let mut line = String::new();
    let mut rest = html;
    let mut item = false;
    while let Some(at) = rest.find('<') {
        line.push_str(&entities(&rest[..at]));
        let Some(end) = tag_end(&rest[at..]) else {
            line.push_str(&entities(&rest[at..at + 1]));
            rest = &rest[at + 1..];
            continue;
        };
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        let name = name_of(tag);
        match name.trim_start_matches('/') {
            "script" | "style" if !name.starts_with('/') => {
                let close = format!("</{name}");
                rest = find_ignoring_case(rest, &close).map_or("", |at| &rest[at..]);
            }
            "img" | "audio" | "video" | "source" | "object" if !name.starts_with('/') => {
                out.media.extend(attribute(tag, "src").or_else(|| attribute(tag, "data")));
            }
            "sup" if !name.starts_with('/') => line.push('^'),
            "td" | "th" if name.starts_with('/') => line.push(' '),
            word if BREAKS.contains(&word) => {
                out.end(&mut line, item);
                item = word == "li" && !name.starts_with('/');
            }
            _ => {}
        }
    }
    line.push_str(&entities(rest));
    out.end(&mut line, item);
    out
}

impl Plain {
    /// Ends a line: sounds named, blanks collapsed, what would act on a terminal dropped.
    fn end(&mut self, line: &mut String, item: bool) {
        let text = self.without_sounds(line);
        for text in text.split('\n') {
            let words: Vec<&str> = text.split_whitespace().collect();
            let text: String = words.join(" ").chars().filter(|c| !acts(*c)).collect();
            if !text.trim().is_empty() {
                self.lines.push(if item { format!("- {}", text.trim()) } else { text.trim().to_owned() });
            }
        }
        line.clear();
    }

    fn without_sounds(&mut self, line: &str) -> String {
        let mut text = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("[sound:") {
            text.push_str(before);
            let (name, after) = after.split_once(']').unwrap_or((after, ""));
            self.media.push(name.to_owned());
            rest = after;
        }
        text + rest
    }
}

/// Control characters, and those that turn the writing round or hide.
pub(super) fn acts(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c), 0xad | 0x200b | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff | 0xe_0000..=0xe_007f)
}

/// Returns where a tag ends that begins at the start of `text`; nothing if `<` begins none.
fn tag_end(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return text.find("-->").map(|at| at + 2);
    }
    let first = text[1..].chars().next()?;
    if !first.is_ascii_alphabetic() && first != '/' && first != '!' {
        return None;
    }
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if c == open => quote = None,
            _ => {}
        }
    }
    text.find('>')
}

fn name_of(tag: &str) -> String {
    let slash = if tag.starts_with('/') { "/" } else { "" };
    let name = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric);
    format!("{slash}{}", name.collect::<String>().to_ascii_lowercase())
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.to_ascii_lowercase().find(wanted)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = find_ignoring_case(tag, &format!("{name}="))?;
    let value = &tag[at + name.len() + 1..];
    let text = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next()?,
    };
    Some(entities(text))
}

/// Reads the entities of HTML; what is none stays as it is.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| (2..12).contains(end));
        match end.and_then(|end| entity(&rest[1..end]).map(|c| (c, end))) {
            Some((c, end)) => {
                out.push_str(&c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(String::from);
    }
    // The table of names is that of the Markdown reader.
    let text = format!("&{name};");
    let mut read = pulldown_cmark::Parser::new(&text).filter_map(|event| match event {
        pulldown_cmark::Event::Text(text) => Some(text.into_string()),
        _ => None,
    });
    read.next().filter(|read| !read.starts_with('&') || name.eq_ignore_ascii_case("amp"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(html: &str) -> String {
        plain(html).line()
    }

    #[test]
    fn tags_go_entities_are_read_and_lines_are_parted() {
        let cases = [
            ("<b>Paris</b> &amp; Rome", "Paris & Rome"),
            ("one<br>two<br/>three.<div>four</div>", "one; two; three. four"),
            ("a &lt;b&gt; &#955; &#x3bb;&nbsp;c", "a <b> λ λ c"),
            ("10<sup>3</sup> H<sub>2</sub>O", "10^3 H2O"),
            ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
            ("x<script>alert('<b>')</script>y<!-- z -->", "xy"),
            ("<a href=\"a>b\">link</a>", "link"),
            ("&unknown; & co &eacute;&hellip;", "&unknown; & co é…"),
        ];
        for (html, expected) in cases {
            assert_eq!(line(html), expected, "{html}");
        }
    }

    #[test]
    fn a_list_keeps_its_items() {
        let list = plain("<ul><li>one</li><li>two <b>b</b></li></ul>");
        assert_eq!(list.items(), Some(vec!["one", "two b"]));
        assert_eq!(plain("text<ul><li>one</li><li>two</li></ul>").items(), None);
    }

    #[test]
    fn media_are_named_and_nothing_acts_on_a_terminal() {
        let read = plain("see <img src=\"heart.png\"> [sound:a.mp3] and&#27;[2J \u{202e}x");
        assert_eq!(read.media, ["heart.png", "a.mp3"]);
        assert_eq!(read.line(), "see and[2J x");
    }

    #[test]
    fn whatever_is_broken_is_text() {
        for html in
            ["<", "<<<", "<b", "</", "&", "&#;", "&#99999999;", "<img", "<img src=", "[sound:", "<!--", "<script>"]
        {
            let _ = line(html);
        }
    }
}
