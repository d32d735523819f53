//! Lists of exit codes: numbers from 0 to 255 separated by commas (`supervisor.datatypes.list_of_exitcodes`).
//!
//! supervisord only tests whether a code is in the list, so it is a set here.

use std::fmt::Write as _;

use super::python::{self, Base};
use crate::source::Span;
use crate::value::ValueError;

/// The valid values, as described in error messages.
const EXPECTED: &str = "numbers from 0 to 255 separated by commas";

/// A set of exit codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ExitCodes {
    /// One bit for each code, 64 per word.
    bits: [u64; 4],
}

impl ExitCodes {
    /// The set with these bits.
    #[must_use]
    pub const fn of_bits(bits: [u64; 4]) -> Self {
        Self { bits }
    }

    /// One bit for each code, 64 per word.
    #[must_use]
    pub const fn bits(&self) -> [u64; 4] {
        self.bits
    }

    /// Whether a code is in the set.
    #[must_use]
    pub const fn contains(&self, code: u8) -> bool {
        self.bits[(code >> 6) as usize] >> (code & 63) & 1 == 1
    }

    /// Adds a code.
    pub const fn insert(&mut self, code: u8) {
        self.bits[(code >> 6) as usize] |= 1 << (code & 63);
    }

    /// Whether the set is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bits == [0; 4]
    }

    /// The codes in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = u8> {
        (0..=u8::MAX).filter(|code| self.contains(*code))
    }
}

impl FromIterator<u8> for ExitCodes {
    fn from_iter<I: IntoIterator<Item = u8>>(codes: I) -> Self {
        let mut set = Self::default();
        for code in codes {
            set.insert(code);
        }
        set
    }
}

/// Parses a list of exit codes. The empty text is the empty list; whitespace around a number is ignored.
///
/// # Errors
///
/// If a part between commas is not a number from 0 to 255; a trailing comma leaves an empty part.
pub fn parse(text: &str) -> Result<ExitCodes, ValueError> {
    codes(text).collect()
}

/// Parses a list of exit codes, keeping its order and duplicates.
///
/// # Errors
///
/// As [`parse`].
pub fn list(text: &str) -> Result<Vec<u8>, ValueError> {
    codes(text).collect()
}

fn codes(text: &str) -> impl Iterator<Item = Result<u8, ValueError>> {
    let parts = if text.is_empty() { None } else { Some(text.split(',')) };
    parts.into_iter().flatten().map(|part| {
        let code = python::int(part, Base::Decimal).ok().and_then(|code| u8::try_from(code).ok());
        code.ok_or_else(|| {
            let span = Span::of(text.as_bytes(), part.as_bytes());
            let message = format!("not a valid list of exit codes: {}", python::repr(text));
            ValueError::at(span, message, EXPECTED)
        })
    })
}

/// Writes a set of exit codes in ascending order; the empty set is the empty text.
#[must_use]
pub fn write(codes: &ExitCodes) -> String {
    let mut out = String::new();
    for code in codes.iter() {
        if !out.is_empty() {
            out.push(',');
        }
        // Writing to a string cannot fail.
        _ = write!(out, "{code}");
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn codes(text: &str) -> Vec<u8> {
        parse(text).unwrap().iter().collect()
    }

    #[test]
    fn numbers_are_separated_by_commas_with_optional_whitespace() {
        assert_eq!(codes("0"), [0]);
        assert_eq!(codes("0,2"), [0, 2]);
        assert_eq!(codes("0, 2"), [0, 2]);
        assert_eq!(codes(" 0 , 2 "), [0, 2]);
        assert_eq!(codes("0,\n2"), [0, 2]);
        assert_eq!(codes("07"), [7]);
        assert_eq!(codes("255,0,64,63"), [0, 63, 64, 255]);
        assert_eq!(codes("2,2"), [2]);
    }

    #[test]
    fn the_empty_text_is_the_empty_list() {
        assert!(parse("").unwrap().is_empty());
    }

    #[test]
    fn one_invalid_item_invalidates_the_list() {
        for text in ["256", "-1", "0 2", "a", "0,", ",0", "0;2", "0x2", "TERM", " ", "99999999999999999999"] {
            assert_eq!(parse(text).unwrap_err().message, format!("not a valid list of exit codes: '{text}'"));
        }
        assert_eq!(parse("0, 256,1").unwrap_err().span, Span::new(2, 6));
        assert_eq!(parse("0,").unwrap_err().span, Span::at(2));
    }

    proptest! {
        #[test]
        fn written_values_parse_back(codes: Vec<u8>) {
            let codes: ExitCodes = codes.into_iter().collect();
            prop_assert_eq!(parse(&write(&codes)), Ok(codes));
        }
    }
}
