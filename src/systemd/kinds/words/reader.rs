//! Parses a word piece by piece, in the way of `extract_first_word()`.

use nom::IResult;
use nom::Parser as _;
use nom::bytes::complete::take_while;

use super::{Backslash, Flags, WordErrorKind};
use crate::systemd::kinds::escape_sequence::{self, Unescaped};
use crate::systemd::kinds::whitespace::is_whitespace;
use crate::text::byte_set::ByteSet;

/// A piece of a word.
pub(super) enum Step<'a> {
    /// Literal bytes.
    Plain(&'a [u8]),
    /// A quote that is removed.
    Quote,
    /// A C escape.
    Escape(Unescaped),
    /// An unknown escape, which is literal.
    Unknown(&'a [u8]),
    /// The word ends here.
    End,
    /// Nothing can be parsed from here on; with the offending bytes.
    Error(WordErrorKind, &'a [u8]),
}

/// Parses a word piece by piece.
pub(super) struct Reader<'a> {
    flags: Flags,
    /// The text from the open quote on; `None` outside of quotes.
    open: Option<&'a [u8]>,
}

impl<'a> Reader<'a> {
    /// Starts at the beginning of a word.
    pub(super) const fn new(flags: Flags) -> Self {
        Self { flags, open: None }
    }

    /// The piece at the start of `rest`, and what follows it.
    pub(super) fn step(&mut self, rest: &'a [u8]) -> (&'a [u8], Step<'a>) {
        let Some(&first) = rest.first() else {
            return match self.open {
                Some(open) if !self.flags.relax => {
                    (rest, Step::Error(WordErrorKind::UnbalancedQuote, &open[..1]))
                }
                Some(_) | None => (rest, Step::End),
            };
        };
        match (self.open, first) {
            (None, byte) if is_whitespace(byte) => (rest, Step::End),
            (None, b'"' | b'\'') if self.flags.unquote => {
                self.open = Some(rest);
                (&rest[1..], Step::Quote)
            }
            (Some(open), _) if open.first() == Some(&first) => {
                self.open = None;
                (&rest[1..], Step::Quote)
            }
            (_, b'\\') if self.flags.backslash != Backslash::Literal => self.backslash(rest),
            _ => match self.plain(rest) {
                Ok((after, part)) => (after, Step::Plain(part)),
                Err(_) => (&rest[rest.len()..], Step::Plain(rest)),
            },
        }
    }

    fn plain(&self, rest: &'a [u8]) -> IResult<&'a [u8], &'a [u8]> {
        let unquote = self.flags.unquote;
        let escapes = self.flags.backslash != Backslash::Literal;
        match self.open.and_then(|open| open.first().copied()) {
            Some(quote) => take_while(|byte| byte != quote && !(byte == b'\\' && escapes)).parse(rest),
            None => {
                let plain = &PLAIN[usize::from(unquote) | usize::from(escapes) << 1];
                let (part, after) = rest.split_at(plain.count_at_start(rest));
                Ok((after, part))
            }
        }
    }

    fn backslash(&self, rest: &'a [u8]) -> (&'a [u8], Step<'a>) {
        let after = &rest[1..];
        if after.is_empty() {
            let step = match self.open {
                _ if self.flags.relax => Step::Plain(after),
                Some(open) => Step::Error(WordErrorKind::UnbalancedQuote, &open[..1]),
                None if self.flags.backslash == Backslash::CKeepingUnknown => Step::Unknown(rest),
                None => Step::Error(WordErrorKind::TrailingBackslash, rest),
            };
            return (after, step);
        }
        let (character, beyond) = after.split_at(first_character(after));
        let written = &rest[..1 + character.len()];
        match self.flags.backslash {
            Backslash::Escapes | Backslash::Literal => (beyond, Step::Plain(character)),
            Backslash::C | Backslash::CKeepingUnknown => match escape_sequence::read(after) {
                Ok((rest, unescaped)) => (rest, Step::Escape(unescaped)),
                Err(_) if self.flags.backslash == Backslash::C => {
                    (rest, Step::Error(WordErrorKind::UnknownEscape, written))
                }
                Err(_) => (beyond, Step::Unknown(written)),
            },
        }
    }
}

/// The literal bytes outside of quotes. Bit 0 of the index: whether quotes are removed; bit 1: whether a backslash is
/// special.
static PLAIN: [ByteSet; 4] = [
    ByteSet::new(b" \t\n\r").inverted(),
    ByteSet::new(b" \t\n\r\"'").inverted(),
    ByteSet::new(b" \t\n\r\\").inverted(),
    ByteSet::new(b" \t\n\r\"'\\").inverted(),
];

/// The length of the first character. The bytes are from a `str` and start at a character.
fn first_character(bytes: &[u8]) -> usize {
    let continued = bytes.iter().skip(1).take_while(|byte| (0x80..0xc0).contains(*byte)).count();
    (1 + continued).min(bytes.len())
}

/// Strips leading whitespace.
pub(super) fn trim_start(bytes: &[u8]) -> &[u8] {
    let count = bytes.iter().take_while(|byte| is_whitespace(**byte)).count();
    &bytes[count..]
}
