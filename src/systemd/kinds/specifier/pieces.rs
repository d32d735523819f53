//! Splits a text at its specifiers.

use memchr::memchr;

use crate::source::Span;

/// A piece of a text with specifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Literal bytes, including a `%` followed by neither a letter nor a digit.
    Literal(&'a [u8]),
    /// `%%`, which expands to `%`.
    Percent,
    /// `%` followed by this letter or digit, whether known or not.
    Specifier(u8),
}

/// An iterator over the pieces of a text and their spans.
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Splits a text at its specifiers.
#[must_use]
pub const fn pieces(bytes: &[u8]) -> Pieces<'_> {
    Pieces { bytes, at: 0 }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = (Piece<'a>, Span);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let piece = match rest {
            [b'%', b'%', ..] => Piece::Percent,
            [b'%', letter, ..] if letter.is_ascii_alphanumeric() => Piece::Specifier(*letter),
            _ => Piece::Literal(&rest[..literal_length(rest)]),
        };
        self.at += match piece {
            Piece::Literal(part) => part.len(),
            Piece::Percent | Piece::Specifier(_) => 2,
        };
        Some((piece, Span::new(start as u32, self.at as u32)))
    }
}

/// The length of the literal text at the start.
fn literal_length(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(found) = memchr(b'%', &bytes[length..]) {
        length += found;
        match bytes.get(length + 1) {
            Some(next) if *next == b'%' || next.is_ascii_alphanumeric() => return length,
            Some(_) => length += 1,
            None => return bytes.len(),
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(text: &str) -> Vec<String> {
        pieces(text.as_bytes())
            .map(|(piece, _)| match piece {
                Piece::Literal(part) => String::from_utf8_lossy(part).into_owned(),
                Piece::Percent => "%%".to_owned(),
                Piece::Specifier(letter) => format!("<{}>", char::from(letter)),
            })
            .collect()
    }

    #[test]
    fn a_percent_sign_before_neither_letter_nor_digit_is_literal() {
        assert_eq!(cut("100%"), ["100%"]);
        assert_eq!(cut("5% x %- %é %(program_name)s"), ["5% x %- %é %(program_name)s"]);
        assert_eq!(cut("%-%n"), ["%-", "<n>"]);
    }

    #[test]
    fn a_doubled_percent_sign_is_one_percent_sign() {
        assert_eq!(cut("a%%i%i%%%n%"), ["a", "%%", "i", "<i>", "%%", "<n>", "%"]);
    }

    proptest! {
        #[test]
        fn pieces_cover_the_text_without_gaps(text in "[%a-c1 é-]{0,16}") {
            let mut end = 0;
            for (_, span) in pieces(text.as_bytes()) {
                prop_assert_eq!(span.start, end);
                end = span.end;
            }
            prop_assert_eq!(end as usize, text.len());
        }
    }
}
