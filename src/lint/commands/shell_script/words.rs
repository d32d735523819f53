//! The words and operators of a script.

/// The operator at the start of a text, and what follows it.
pub(super) fn operator(text: &str) -> (&str, &str) {
    let known = ["&&", "||", "|&", "|", "&", ";", "\n", ")"];
    let length = known.iter().find(|known| text.starts_with(**known)).map_or(0, |known| known.len());
    text.split_at(length)
}

/// What is left after the words of a command.
pub(super) fn skip_words(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r']);
        let length = word_length(rest);
        if length == 0 {
            return rest;
        }
        rest = &rest[length..];
    }
}

/// The length of the word at the start of a text, including quotes, substitutions and redirections.
pub(super) fn word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let before = at.checked_sub(1).map(|at| bytes[at]);
        at += match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b';' | b')' => break,
            b'(' if matches!(before, Some(b'$' | b'%' | b'<' | b'>')) => closed(&bytes[at..], b'(', b')'),
            b'{' if before == Some(b'$') => closed(&bytes[at..], b'{', b'}'),
            b'(' => break,
            // `>|file`
            b'&' if !is_redirection_ampersand(bytes, at) => break,
            b'|' if before != Some(b'>') => break,
            b'\'' | b'"' | b'`' => quoted(&bytes[at..]),
            b'\\' => 2,
            _ => 1,
        };
    }
    let mut at = at.min(bytes.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Whether an `&` is part of a redirection: `2>&1`, `<&3`, `&>file`.
pub(super) fn is_redirection_ampersand(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| matches!(bytes[before], b'>' | b'<'))
        || bytes.get(at + 1) == Some(&b'>')
}

/// The length of a quoted text, including the quotes.
fn quoted(bytes: &[u8]) -> usize {
    let quote = bytes[0];
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        at += if *byte == b'\\' && quote != b'\'' { 2 } else { 1 };
        if *byte == quote {
            break;
        }
    }
    at
}

/// The length of a bracketed text, including the brackets.
fn closed(bytes: &[u8], open: u8, close: u8) -> usize {
    let mut depth = 0_u32;
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == open {
            depth += 1;
        } else if *byte == close {
            depth -= 1;
            if depth == 0 {
                return at + 1;
            }
        }
    }
    bytes.len()
}
