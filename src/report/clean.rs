//! Makes text from a file or a file name safe for a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character could move the cursor, change the direction of text, or be invisible.
pub(super) fn is_unfit(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Returns the text if it consists of printable ASCII only, as nearly every text does.
pub(super) fn plain(text: &[u8]) -> Option<&str> {
    // Without a branch for each byte.
    let is_other = |byte: &u8| u8::from(byte.wrapping_sub(b' ') > b'~' - b' ');
    let others = text.iter().fold(0, |others, byte| others | is_other(byte));
    if others == 0 { std::str::from_utf8(text).ok() } else { None }
}

/// Returns the text on one line, with every character that affects a terminal escaped.
///
/// A configuration is untrusted input: its names and values must not be able to colour, clear or reorder what a report says
/// about them.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if plain(text.as_bytes()).is_some() || !text.chars().any(is_unfit) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Writing to a string cannot fail.
            _ if character.is_ascii_control() => _ = write!(out, "\\x{:02x}", u32::from(character)),
            _ if is_unfit(character) => _ = write!(out, "\\u{{{:x}}}", u32::from(character)),
            _ => out.push(character),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_control_characters_are_escaped() {
        assert_eq!(clean("a\x1b[31m\nb\t\x7f"), "a\\x1b[31m\\nb\\t\\x7f");
        assert_eq!(clean("\u{202e}x\u{feff}\u{9b}"), "\\u{202e}x\\u{feff}\\u{9b}");
    }

    #[test]
    fn letters_of_any_script_are_kept() {
        assert!(matches!(clean("Größe 日本 🦀"), Cow::Borrowed("Größe 日本 🦀")));
    }
}
