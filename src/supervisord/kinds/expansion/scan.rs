//! Python's `%` formatting, first half: where the conversions of a text are and what they ask for, as CPython 3.11
//! reads them (`unicode_format_arg_parse` in `Objects/unicodeobject.c`).

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
    /// Text that stays.
    Literal(Span),
    /// `%%`, a percent sign.
    Percent(Span),
    /// `%(name)s`.
    Name {
        /// The name between the parentheses.
        name: Span,
        /// How it is converted.
        spec: Spec,
        /// All of it.
        span: Span,
    },
    /// `%s`, `%r` or `%a` without a name: the representation of all names and values.
    Bare {
        /// How it is converted.
        spec: Spec,
        /// All of it.
        span: Span,
    },
}

/// A text that Python does not accept as a format, whatever the names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Python's words.
    pub message: Cow<'static, str>,
    /// From the percent sign to where Python gave up.
    pub span: Span,
    /// The name, if there is one; Python looks it up first, so an unknown name is what it complains about.
    pub name: Option<Span>,
    /// Python's words if the value of the name is a number. Only a `*` makes a difference.
    pub(super) message_for_number: Option<Cow<'static, str>>,
}

/// Python's words when nothing is left to convert.
const EXHAUSTED: Cow<'static, str> = Cow::Borrowed("not enough arguments for format string");

/// The pieces of a text, one after the other; made by [`scan`].
#[derive(Clone, Debug)]
pub struct Scan<'a> {
    text: &'a str,
    rest: &'a str,
    /// Whether a conversion without a name still has something to convert: all names, for the first conversion
    /// of a text; nothing after any other one.
    bare_allowed: bool,
}

/// Divides a text into pieces. They lie end to end; after an error there is nothing more.
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
    /// Where what was read since `start` stands.
    fn span_from(&self, start: &str) -> Span {
        let end = self.text.len() - self.rest.len();
        Span::new((self.text.len() - start.len()) as u32, end as u32)
    }

    /// What follows a percent sign that stands at `start`.
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
            // What Python finds before it asks for the value.
            Err(Fault::Early(message)) => return Err(malformed(Cow::Borrowed(message))),
            // A star takes the value for a width, and there is only one. Text is no width.
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

    /// Python's words about a letter that is no conversion, the last character read. It counts characters.
    fn unsupported(&self, letter: char) -> String {
        let read = self.text.len() - self.rest.len() - letter.len_utf8();
        let index = Span::new(0, read as u32).text(self.text).chars().count();
        let shown = if matches!(letter, '\u{1f}'..='~') { letter } else { '?' };
        format!("unsupported format character '{shown}' (0x{:x}) at index {index}", u32::from(letter))
    }
}

/// The length of a name up to its closing parenthesis; parentheses inside are balanced.
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

/// Why no [`Spec`] could be read.
enum Fault {
    /// Python's words, before it asks for the value.
    Early(&'static str),
    /// A `*` asks for the value; if it was a number, Python goes on and finds what `after` says.
    Star { after: Option<&'static str> },
}

/// Reads what follows the name, and what is left behind it.
fn read_spec(text: &str) -> (Result<Spec, Fault>, &str) {
    let mut stars = 0;
    let (result, rest) = match spec(text, &mut stars) {
        Ok((rest, result)) => (result, rest),
        Err(_) => (Err("incomplete format"), ""),
    };
    let result = match (stars, result) {
        (0, result) => result.map_err(Fault::Early),
        // The second star finds no value.
        (1, Err(message)) => Err(Fault::Star { after: Some(message) }),
        _ => Err(Fault::Star { after: None }),
    };
    (result, rest)
}

/// Flags, width, precision, length and letter, in this order; the only error is the end of the text.
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

/// A width or a precision: digits, none at all, or a star.
fn amount<'a>(text: &'a str, stars: &mut u32) -> IResult<&'a str, &'a str> {
    if let Some(rest) = text.strip_prefix('*') {
        *stars += 1;
        return Ok((rest, ""));
    }
    digit0.parse(text)
}

/// The number that digits stand for, if there are any; nothing at all if it is above `max`.
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
    fn pieces_know_their_place_and_their_spelling() {
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
    fn an_error_knows_the_name_that_python_looks_up_first() {
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
        fn pieces_lie_end_to_end(text in "[%()n .*05sdl-]{0,12}|\\PC*") {
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
