//! Undoes text that was UTF-8, read as windows-1252 and saved again, run by run.

use encoding_rs::WINDOWS_1252;

/// Returns the text with damaged runs repaired, and the 1-based lines that were.
///
/// A run is repaired where its characters, written as windows-1252, are UTF-8 again; what is
/// only the cut-off beginning of an emoji is dropped. Clean text comes back unchanged.
pub(super) fn repair(text: &str) -> (String, Vec<u32>) {
    let mut out = String::with_capacity(text.len());
    let mut lines = Vec::new();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let before = out.len();
        line_into(line, &mut out);
        if out.get(before..) != Some(line) {
            lines.push(u32::try_from(index + 1).unwrap_or(u32::MAX));
        }
    }
    (out, lines)
}

fn line_into(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some(start) = rest.find(|c: char| !c.is_ascii()) {
        out.push_str(&rest[..start]);
        let run_end = rest[start..].find(|c: char| c.is_ascii()).map_or(rest.len(), |at| start + at);
        run_into(&rest[start..run_end], out);
        rest = &rest[run_end..];
    }
    out.push_str(rest);
}

fn run_into(run: &str, out: &mut String) {
    let characters: Vec<(char, Option<u8>)> = run.chars().map(|c| (c, byte_of(c))).collect();
    let mut at = 0;
    while let Some((character, byte)) = characters.get(at) {
        let taken = byte.and_then(|lead| sequence(lead, &characters[at..]));
        match taken {
            Some((length, repaired)) => {
                out.extend(repaired);
                at += length;
            }
            None => {
                out.push(*character);
                at += 1;
            }
        }
    }
}

/// Returns how many characters at the start are one damaged character, and what it was: nothing
/// for the cut-off beginning of an emoji.
fn sequence(lead: u8, rest: &[(char, Option<u8>)]) -> Option<(usize, Option<char>)> {
    let length = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let bytes: Vec<u8> = rest.iter().take(length).map_while(|(_, byte)| *byte).collect();
    if bytes.len() == length
        && let Ok(decoded) = std::str::from_utf8(&bytes)
    {
        return Some((length, decoded.chars().next()));
    }
    let continued = 1 + rest
        .iter()
        .skip(1)
        .take(length - 1)
        .map_while(|(_, byte)| byte.filter(|byte| (0x80..=0xBF).contains(byte)))
        .count();
    let emoji = bytes.starts_with(&[0xF0, 0x9F]) || bytes.starts_with(&[0xEF, 0xB8]);
    (emoji && continued >= 2).then_some((continued, None))
}

/// Returns the byte windows-1252 gives a character, if it is one above ASCII.
fn byte_of(character: char) -> Option<u8> {
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = WINDOWS_1252.encode(character.encode_utf8(&mut buffer));
    match (bytes.as_ref(), unmappable) {
        ([byte], false) if *byte >= 0x80 => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::repair;

    #[test]
    fn clean_text_comes_back_unchanged() {
        for text in ["Café — naïve ß € “quoted” …", "Größe é—", "日本語 🧠", "Ünïcödé ™ ½"]
        {
            assert_eq!(repair(text), (text.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn a_damaged_dash_and_letter_are_repaired_with_their_line() {
        assert_eq!(repair("ok\nDas CafÃ© â€” offen"), ("ok\nDas Café — offen".to_owned(), vec![2]));
    }

    #[test]
    fn an_emoji_whose_last_byte_is_lost_is_dropped() {
        assert_eq!(repair("## âš™ï¸ Use").0, "## ⚙ Use");
        assert_eq!(repair("## ðŸŒ World").0, "##  World");
    }
}
