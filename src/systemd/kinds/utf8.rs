//! UTF-8 as systemd validates it: `utf8_is_valid()`, `src/basic/utf8.c`, is stricter than the standard.

/// The text of `bytes`, or the length of their valid prefix.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, usize> {
    let (text, end) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, bytes.len()),
        Err(error) => (bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid()), error.valid_up_to()),
    };
    match noncharacter(text) {
        Some(at) => Err(at),
        None if end < bytes.len() => Err(end),
        None => Ok(text),
    }
}

/// Whether systemd accepts this as UTF-8, too.
pub(crate) fn is_text(text: &str) -> bool {
    noncharacter(text).is_none()
}

/// The offset of the first noncharacter.
fn noncharacter(text: &str) -> Option<usize> {
    if text.is_ascii() {
        return None;
    }
    // All of them start with EF or a greater byte, which hardly any file has: check the greatest byte first.
    let highest = text.bytes().max().unwrap_or(0);
    if highest < 0xef {
        return None;
    }
    text.char_indices().find(|(_, c)| !is_character(c)).map(|(at, _)| at)
}

/// `unichar_is_valid()` excludes Unicode's 66 noncharacters.
pub(super) fn is_character(c: &char) -> bool {
    let code = u32::from(*c);
    !(0xfdd0..=0xfdef).contains(&code) && code & 0xfffe != 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noncharacters_are_invalid_utf8_to_systemd() {
        for bad in ['\u{fffe}', '\u{ffff}', '\u{fdd0}', '\u{fdef}', '\u{1fffe}', '\u{10ffff}'] {
            assert_eq!(text(format!("aé{bad}b").as_bytes()), Err(3), "{bad:?}");
        }
        for good in ["", "a", "\u{feff}", "\u{fdcf}\u{fdf0}", "\u{fffd}", "\u{10fffd}", "🦀"] {
            assert_eq!(text(good.as_bytes()), Ok(good));
        }
    }

    #[test]
    fn the_first_error_is_reported() {
        assert_eq!(text(b"ab\xff\xef\xbf\xbe"), Err(2));
        assert_eq!(text(b"a\xef\xbf\xbe\xff"), Err(1));
        assert_eq!(text(b"\xff"), Err(0));
    }
}
