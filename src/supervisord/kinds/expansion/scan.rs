//! Python's `%` formatting, first half: finds the conversions in a text, as CPython 3.11 parses them
//! (`unicode_format_arg_parse` in `Objects/unicodeobject.c`).

use std::borrow::Cow;

use memchr::{memchr, memchr2};
use nom::IResult;
use nom::Parser as _;
use nom::bytes::complete::take_while;
use nom::character::complete::{anychar, char, digit0, one_of};
use nom::combinator::opt;

use super::format::{self, Flags, Spec};
use crate::source::Span;

/// A piece of a text that is to be expanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Literal text.
    Literal(Span),
    /// `%%`, a percent sign.
    Percent(Span),
    /// `%(name)s`.
    Name {
        /// The name between the parentheses.
        name: Span,
        /// The conversion after the name.
        spec: Spec,
        /// The range of the whole piece.
        span: Span,
    },
    /// `%s`, `%r` or `%a` without a name: expands to the representation of all names and values.
    Bare {
        /// The conversion.
        spec: Spec,
        /// The range of the whole piece.
        span: Span,
    },
}

/// The error for a text that Python does not accept as a format, whatever the names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Python's message.
    pub message: Cow<'static, str>,
    /// From the percent sign to the point where Python stopped.
    pub span: Span,
    /// The name, if there is one; Python looks it up first, so for an unknown name the error is about the name.
    pub name: Option<Span>,
    /// Python's message if the value of the name is a number, which differs only for a `*`.
    pub(super) message_for_number: Option<Cow<'static, str>>,
}

/// Python's message if there are no arguments left to convert.
const EXHAUSTED: Cow<'static, str> = Cow::Borrowed("not enough arguments for format string");

/// Iterator over the pieces of a text, created by [`scan`].
#[derive(Clone, Debug)]
pub struct Scan<'a> {
    text: &'a str,
    rest: &'a str,
    /// Whether a conversion without a name still has an argument: the first conversion of a text gets all names, later
    /// ones nothing.
    bare_allowed: bool,
}

/// Splits a text into pieces. They are contiguous; an error ends the iteration.
#[must_use]
pub const fn scan(text: &str) -> Scan<'_> {
    Scan { text, rest: text, bare_allowed: true }
}

impl Iterator for Scan<'_> {
    type Item = Result<Piece, Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let start = self.rest;
        let literal = memchr(b'%', start.as_bytes()).unwrap_or(start.len());
        if literal > 0 {
            self.rest = start.get(literal..).unwrap_or_default();
            return Some(Ok(Piece::Literal(self.span_from(start))));
        }
        let inside = start.get(1..).unwrap_or_default();
        if let Some(rest) = inside.strip_prefix('%') {
            self.rest = rest;
            return Some(Ok(Piece::Percent(self.span_from(start))));
        }
        self.rest = inside;
        let piece = self.conversion(start);
        if piece.is_err() {
            self.rest = "";
        }
        Some(piece)
    }
}

impl Scan<'_> {
    /// The range from `start` to the current position.
    fn span_from(&self, start: &str) -> Span {
        let end = self.text.len() - self.rest.len();
        Span::new((self.text.len() - start.len()) as u32, end as u32)
    }

    /// Parses a conversion after its percent sign, which is at `start`.
    fn conversion(&mut self, start: &str) -> Result<Piece, Malformed> {
        let name = match self.rest.strip_prefix('(') {
            Some(inside) => {
                let Some(len) = key_len(inside) else {
                    self.rest = "";
                    let span = self.span_from(start);
                    let message = Cow::Borrowed("incomplete format key");
                    return Err(Malformed { message, span, name: None, message_for_number: None });
                };
                self.rest = inside.get(len + 1..).unwrap_or_default();
                let at = self.text.len() - inside.len();
                self.bare_allowed = false;
                Some(Span::new(at as u32, (at + len) as u32))
            }
            None => None,
        };
        let bare_allowed = name.is_none() && std::mem::take(&mut self.bare_allowed);
        let has_value = name.is_some() || bare_allowed;

        let (read, rest) = read_spec(self.rest);
        self.rest = rest;
        let span = self.span_from(start);
        let malformed = |message| Malformed { message, span, name, message_for_number: None };
        let spec = match read {
            Ok(spec) => spec,
            // An error that Python finds before it gets the value.
            Err(Fault::Early(message)) => return Err(malformed(Cow::Borrowed(message))),
            // A star takes the only value as a width, and text is not a width.
            Err(Fault::Star { after }) => {
                let message_for_number = Some(after.map_or(EXHAUSTED, Cow::Borrowed));
                let message = if has_value { Cow::Borrowed("* wants int") } else { EXHAUSTED };
                return Err(Malformed { message, span, name, message_for_number });
            }
        };
        if !has_value {
            return Err(malformed(EXHAUSTED));
        }
        if !format::is_conversion(spec.conversion) {
            return Err(malformed(Cow::Owned(self.unsupported(spec.conversion))));
        }
        match name {
            Some(name) => Ok(Piece::Name { name, spec, span }),
            None => match format::type_error(spec.conversion, "dict") {
                Some(message) => Err(malformed(message)),
                None => Ok(Piece::Bare { spec, span }),
            },
        }
    }

    /// Python's message about a letter that is not a conversion, the last character read. The index counts characters.
    fn unsupported(&self, letter: char) -> String {
        let read = self.text.len() - self.rest.len() - letter.len_utf8();
        let index = Span::new(0, read as u32).text(self.text).chars().count();
        let shown = if matches!(letter, '\u{1f}'..='~') { letter } else { '?' };
        format!("unsupported format character '{shown}' (0x{:x}) at index {index}", u32::from(letter))
    }
}

/// The length of a name up to its closing parenthesis; parentheses within it are balanced.
fn key_len(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        at += memchr2(b'(', b')', bytes.get(at..)?)?;
        match (bytes.get(at), depth) {
            (Some(b')'), 0) => return Some(at),
            (Some(b')'), _) => depth -= 1,
            _ => depth += 1,
        }
        at += 1;
    }
}

/// Why a [`Spec`] could not be parsed.
enum Fault {
    /// Python's message about an error that it finds before it gets the value.
    Early(&'static str),
    /// A `*` takes the value; if that is a number, Python continues and finds the error in `after`.
    Star { after: Option<&'static str> },
}

/// Parses the part after the name; also returns the rest of the text.
fn read_spec(text: &str) -> (Result<Spec, Fault>, &str) {
    let mut stars = 0;
    let (result, rest) = match spec(text, &mut stars) {
        Ok((rest, result)) => (result, rest),
        Err(_) => (Err("incomplete format"), ""),
    };
    let result = match (stars, result) {
        (0, result) => result.map_err(Fault::Early),
        // A second star would find no value.
        (1, Err(message)) => Err(Fault::Star { after: Some(message) }),
        _ => Err(Fault::Star { after: None }),
    };
    (result, rest)
}

/// Parses flags, width, precision, length and letter, in this order; the only parse error is the end of the text.
fn spec<'a>(text: &'a str, stars: &mut u32) -> IResult<&'a str, Result<Spec, &'static str>> {
    let (rest, flags) = take_while(|c| matches!(c, '-' | '+' | ' ' | '#' | '0')).parse(text)?;
    let flags = Flags {
        left: flags.contains('-'),
        sign: flags.contains('+'),
        blank: flags.contains(' '),
        alternate: flags.contains('#'),
        zero: flags.contains('0'),
    };
    let (rest, width) = amount(rest, stars)?;
    // Python keeps a width in a `Py_ssize_t` and a precision in an `int`.
    let Some(width) = checked(width, i64::MAX as u64) else { return Ok((rest, Err("width too big"))) };
    let (rest, dot) = opt(char('.')).parse(rest)?;
    let (rest, precision) = match dot {
        Some(_) => amount(rest, stars)?,
        None => (rest, ""),
    };
    let Some(precision) = checked(precision, i32::MAX as u64) else {
        return Ok((rest, Err("precision too big")));
    };
    let (rest, length) = opt(one_of("hlL")).parse(rest)?;
    let (rest, conversion) = anychar.parse(rest)?;
    let precision = dot.map(|_| precision.unwrap_or_default() as u32);
    Ok((rest, Ok(Spec { flags, width, precision, length, conversion })))
}

/// Parses a width or precision: digits, none at all, or a star.
fn amount<'a>(text: &'a str, stars: &mut u32) -> IResult<&'a str, &'a str> {
    if let Some(rest) = text.strip_prefix('*') {
        *stars += 1;
        return Ok((rest, ""));
    }
    digit0.parse(text)
}

/// The number that the digits denote, `Some(None)` if there are no digits, and `None` if it is above `max`.
fn checked(digits: &str, max: u64) -> Option<Option<u64>> {
    if digits.is_empty() {
        return Some(None);
    }
    digits.parse().ok().filter(|number| *number <= max).map(Some)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pieces_have_their_span_and_format_spec() {
        let pieces: Vec<Piece> = scan("é%% %(n)-05.2ldx").map(Result::unwrap).collect();
        let flags = Flags { left: true, sign: false, blank: false, alternate: false, zero: true };
        let spec = Spec { flags, width: Some(5), precision: Some(2), length: Some('l'), conversion: 'd' };
        assert_eq!(
            pieces,
            [
                Piece::Literal(Span::new(0, 2)),
                Piece::Percent(Span::new(2, 4)),
                Piece::Literal(Span::new(4, 5)),
                Piece::Name { name: Span::new(7, 8), spec, span: Span::new(5, 16) },
                Piece::Literal(Span::new(16, 17)),
            ]
        );
    }

    #[test]
    fn an_error_has_the_name_that_python_looks_up_first() {
        let error = scan("w-%(n)_w").nth(1).unwrap().unwrap_err();
        assert_eq!(error.name, Some(Span::new(4, 5)));
        assert_eq!(error.message, "unsupported format character '_' (0x5f) at index 6");
    }

    #[test]
    fn nothing_follows_an_error() {
        assert_eq!(scan("%Y %(n)s").count(), 1);
    }

    proptest! {
        #[test]
        fn pieces_cover_the_text_without_gaps(text in "[%()n .*05sdl-]{0,12}|\\PC*") {
            let mut at = 0;
            for piece in scan(&text) {
                let span = match piece {
                    Ok(Piece::Literal(span) | Piece::Percent(span)) => span,
                    Ok(Piece::Name { name: _, spec: _, span } | Piece::Bare { spec: _, span }) => span,
                    Err(error) => {
                        prop_assert_eq!(error.span.start, at);
                        return Ok(());
                    }
                };
                prop_assert_eq!(span.start, at);
                prop_assert!(!span.is_empty());
                at = span.end;
            }
            prop_assert_eq!(at as usize, text.len());
        }
    }
}
