//! Quotes words.

use std::borrow::Cow;
use std::fmt;

use crate::systemd::kinds::utf8;
use crate::text::byte_set::ByteSet;

/// A NUL byte, which can neither be written in a unit file nor passed to a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NulByte;

impl fmt::Display for NulByte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a NUL byte cannot be written in a unit file")
    }
}

impl std::error::Error for NulByte {}

/// Formats a word for a directive that unquotes and accepts C escapes ([`Flags::EXEC`](super::Flags::EXEC),
/// [`Flags::ENVIRONMENT`](super::Flags::ENVIRONMENT)).
///
/// The word is put in double quotes if necessary: then `\` and `"` are preceded by a backslash, newline and tab become
/// `\n` and `\t`, other control characters and anything that systemd does not accept as UTF-8 become `\xNN`. `%` and
/// `$` are not escaped: see [`crate::systemd::kinds::specifier::escape`] and
/// [`crate::systemd::kinds::exec::argument::escape_variables`].
///
/// # Errors
/// [`NulByte`].
pub fn quote(bytes: &[u8]) -> Result<Cow<'_, str>, NulByte> {
    if !bytes.is_empty()
        && UNQUOTED.has_all(bytes)
        && let Ok(text) = std::str::from_utf8(bytes)
        && text != ";"
    {
        return Ok(Cow::Borrowed(text));
    }
    if memchr::memchr(0, bytes).is_some() {
        return Err(NulByte);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !needs_quotes(text)
    {
        return Ok(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(bytes.len() + 8);
    out.push('"');
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '"' | '\\' => out.extend(['\\', character]),
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                _ if character.is_control() || !utf8::is_character(&character) => {
                    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                        push_hex(&mut out, byte);
                    }
                }
                _ => out.push(character),
            }
        }
        for byte in chunk.invalid() {
            push_hex(&mut out, *byte);
        }
    }
    out.push('"');
    Ok(Cow::Owned(out))
}

fn needs_quotes(text: &str) -> bool {
    // A lone `;` would end the command of an exec line.
    text.is_empty()
        || text == ";"
        || text
            .chars()
            .any(|c| matches!(c, ' ' | '"' | '\'' | '\\') || c.is_control() || !utf8::is_character(&c))
}

/// The ASCII characters that need no quotes, of which most words consist.
static UNQUOTED: ByteSet = ByteSet::new(b"!#$%&()*+,-./:<=>?@[]^_`{|}~").with_alphanumeric();

/// Appends a byte as `\xNN`.
pub(in crate::systemd) fn push_hex(out: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.push_str("\\x");
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_written_only_if_needed() {
        for (word, written) in [
            ("plain-1.2:/x,=@", "plain-1.2:/x,=@"),
            ("a;b", "a;b"),
            ("é", "é"),
            ("", "\"\""),
            (";", "\";\""),
            ("a b", "\"a b\""),
            ("it's", "\"it's\""),
            ("q\"q", r#""q\"q""#),
            ("back\\slash", r#""back\\slash""#),
            ("a\nb\tc\u{7}", r#""a\nb\tc\x07""#),
            ("\u{85}", r#""\xc2\x85""#),
            ("\u{2fffe}", r#""\xf0\xaf\xbf\xbe""#),
        ] {
            assert_eq!(quote(word.as_bytes()).as_deref(), Ok(written));
        }
        assert_eq!(quote(b"\xff").as_deref(), Ok(r#""\xff""#));
        assert_eq!(quote(b"a\0"), Err(NulByte));
    }
}
