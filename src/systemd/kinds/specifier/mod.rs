//! Specifiers: `specifier_printf()` of systemd's `specifier.c`, and the tables of `unit-printf.c` and
//! `install-printf.c`.

mod pieces;
mod table;

use std::borrow::Cow;

use memchr::memchr;

use crate::source::Span;
use crate::value::ValueError;
pub use pieces::{Piece, Pieces, pieces};
pub use table::{SPECIFIERS, Specifier, Table, UNKNOWN_IS_AN_ERROR_SINCE};

/// The system's message for an unknown specifier (`EBADSLT`).
pub const INVALID_SLOT: &str = "Invalid slot";
/// What is expected instead.
pub(in crate::systemd) const EXPECTED: &str =
    "a specifier that this directive knows, or %% for a percent sign";

/// The error for a text with a specifier that does not exist, with the message that most parsers use.
pub(in crate::systemd) fn unknown(text: &str, at: Span) -> ValueError {
    let message = format!("Failed to resolve unit specifiers in '{text}', ignoring: {INVALID_SLOT}");
    ValueError::at(at, message, EXPECTED)
}

/// Doubles every `%`.
#[must_use]
pub fn escape(bytes: &[u8]) -> Cow<'_, [u8]> {
    double(bytes, b'%')
}

/// Whether a value contains a specifier, and so may expand to anything; a lone percent sign is not one.
pub(in crate::systemd) fn contains_any(bytes: &[u8]) -> bool {
    memchr(b'%', bytes).is_some() && pieces(bytes).any(|(piece, _)| matches!(piece, Piece::Specifier(_)))
}

/// A text as in messages: `%%` is shown as `%`, specifiers verbatim.
pub(in crate::systemd) fn displayed(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    for (piece, _) in pieces(bytes) {
        match piece {
            Piece::Literal(part) => out.extend_from_slice(part),
            Piece::Percent => out.push(b'%'),
            Piece::Specifier(letter) => out.extend([b'%', letter]),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// A text as it may look once its specifiers are expanded: those that are a path in every unit become `/x`, all others
/// `word`. If the result is invalid, no expansion is valid.
pub(in crate::systemd) fn with_placeholder(bytes: &[u8], word: &str) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    for (piece, _) in pieces(bytes) {
        match piece {
            Piece::Literal(part) => out.extend_from_slice(part),
            Piece::Percent => out.push(b'%'),
            Piece::Specifier(letter) => {
                let is_path = Table::Full.get(letter).is_some_and(|one| one.starts_with_slash == Some(true));
                out.extend_from_slice(if is_path { b"/x" } else { word.as_bytes() });
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Doubles every `mark`.
pub(super) fn double(bytes: &[u8], mark: u8) -> Cow<'_, [u8]> {
    if memchr(mark, bytes).is_none() {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len() + 4);
    for byte in bytes {
        out.push(*byte);
        if *byte == mark {
            out.push(mark);
        }
    }
    Cow::Owned(out)
}

/// Whether a text starts with a slash once its specifiers are expanded; `None` if this is only known at run time.
#[must_use]
pub fn starts_with_slash(bytes: &[u8]) -> Option<bool> {
    match pieces(bytes).next() {
        Some((Piece::Specifier(letter), span)) => {
            let found = Table::Full.get(letter)?;
            let rest = bytes.get(span.end as usize..).unwrap_or_default();
            // If the expansion is a name that may be empty, what follows it decides, unless nothing follows.
            let is_open_name = found.starts_with_slash.is_none() && found.in_unit_names && !rest.is_empty();
            if is_open_name && starts_with_slash(rest) == Some(false) {
                return Some(false);
            }
            found.starts_with_slash
        }
        Some((Piece::Literal(part), _)) => Some(part.starts_with(b"/")),
        Some((Piece::Percent, _)) | None => Some(false),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn some_specifiers_start_a_path() {
        assert_eq!(starts_with_slash(b"%h/x"), Some(true));
        assert_eq!(starts_with_slash(b"/%h"), Some(true));
        assert_eq!(starts_with_slash(b"x%h"), Some(false));
        assert_eq!(starts_with_slash(b"%I/x"), None);
        assert_eq!(starts_with_slash(b"%i/x"), None);
        assert_eq!(starts_with_slash(b"%i"), None);
        assert_eq!(starts_with_slash(b"%M%B/x"), None);
        assert_eq!(starts_with_slash(b"%M%h"), None);
        assert_eq!(starts_with_slash(b"%MARK%"), Some(false));
        assert_eq!(starts_with_slash(b"%M%p"), Some(false));
        assert_eq!(starts_with_slash(b"%p/x"), Some(false));
        assert_eq!(starts_with_slash(b""), Some(false));
    }

    #[test]
    fn filling_in_a_placeholder_keeps_literal_text() {
        assert_eq!(with_placeholder(b"a%i:%%%t/b", "x"), "ax:%/x/b");
        assert_eq!(with_placeholder(b"org.%p", "x.x"), "org.x.x");
    }

    proptest! {
        #[test]
        fn escaped_bytes_are_read_as_literals(bytes in prop::collection::vec(any::<u8>(), 0..16)) {
            let mut read = Vec::new();
            for (piece, _) in pieces(&escape(&bytes)) {
                match piece {
                    Piece::Literal(part) => read.extend_from_slice(part),
                    Piece::Percent => read.push(b'%'),
                    Piece::Specifier(_) => prop_assert!(false),
                }
            }
            prop_assert_eq!(read, bytes);
        }

    }
}
