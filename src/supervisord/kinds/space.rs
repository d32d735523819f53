//! Python's whitespace, on bytes that need not be UTF-8.
//!
//! `str.strip()` and `str.isspace()` recognise 29 characters, among them the no-break space and the four separators
//! U+001C to U+001F; Rust's `char::is_whitespace` lacks the separators.

pub use super::python::is_space;

const fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | 0x1c..=0x1f | b' ')
}

/// Strips whitespace from the start.
#[must_use]
#[inline]
pub fn strip_start(bytes: &[u8]) -> &[u8] {
    // Fast path: nearly every line starts and ends with a visible character.
    if bytes.first().is_some_and(u8::is_ascii_graphic) { bytes } else { strip_start_slowly(bytes) }
}

fn strip_start_slowly(mut bytes: &[u8]) -> &[u8] {
    while let Some(first) = bytes.first() {
        let len = if is_ascii_space(*first) {
            1
        } else if first.is_ascii() {
            break;
        } else {
            match first_character(bytes) {
                Some(character) if is_space(character) => character.len_utf8(),
                _ => break,
            }
        };
        bytes = &bytes[len..];
    }
    bytes
}

/// Strips whitespace from the end.
#[must_use]
#[inline]
pub fn strip_end(bytes: &[u8]) -> &[u8] {
    if bytes.last().is_some_and(u8::is_ascii_graphic) { bytes } else { strip_end_slowly(bytes) }
}

fn strip_end_slowly(mut bytes: &[u8]) -> &[u8] {
    while let Some(len) = space_at_end(bytes) {
        bytes = &bytes[..bytes.len() - len];
    }
    bytes
}

/// Strips whitespace from both ends: `str.strip()`.
#[must_use]
#[inline]
pub fn strip(bytes: &[u8]) -> &[u8] {
    strip_end(strip_start(bytes))
}

/// Splits a text at whitespace: `str.split()`.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_space).filter(|word| !word.is_empty())
}

/// Whether the last character is whitespace.
#[must_use]
pub fn ends_with_space(bytes: &[u8]) -> bool {
    space_at_end(bytes).is_some()
}

/// The length in bytes of the whitespace character at the end, if there is one.
fn space_at_end(bytes: &[u8]) -> Option<usize> {
    let last = *bytes.last()?;
    if last.is_ascii() {
        return is_ascii_space(last).then_some(1);
    }
    // All other whitespace characters have two or three bytes in UTF-8.
    [2, 3].into_iter().find(|len| {
        let tail = bytes.len().checked_sub(*len).map(|start| &bytes[start..]);
        let mut characters = tail.and_then(|tail| std::str::from_utf8(tail).ok()).unwrap_or_default().chars();
        characters.next().is_some_and(is_space) && characters.next().is_none()
    })
}

fn first_character(bytes: &[u8]) -> Option<char> {
    let longest = &bytes[..bytes.len().min(4)];
    longest.utf8_chunks().next()?.valid().chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn python_strips_unicode_whitespace_and_separators() {
        assert_eq!(strip("\u{a0}\u{3000} a b\u{1f}\u{2029}\n".as_bytes()), b"a b");
        assert_eq!(strip("\u{200b}a\u{feff}".as_bytes()), "\u{200b}a\u{feff}".as_bytes());
        assert_eq!(strip(b" \xff "), b"\xff");
        assert_eq!(strip(b"   "), b"");
    }

    #[test]
    fn a_multibyte_character_at_the_end_is_decoded_whole() {
        assert!(ends_with_space("x\u{85}".as_bytes()));
        assert!(!ends_with_space("xé".as_bytes()));
        assert!(!ends_with_space(b""));
        assert!(!ends_with_space(b"\xa0"));
    }
}
