//! Integers: whatever Python's `int()` accepts (`supervisor.datatypes.integer`).
//!
//! No range is checked here. `numprocs=-1` and `startretries=-1` are accepted; a range belongs to the option, not to
//! the kind.

use super::python::{self, Base};
use crate::value::ValueError;

/// The valid values, as described in error messages.
pub(super) const EXPECTED: &str = "a whole number without a unit";

/// Parses an integer. A number beyond `i64` is accepted, as in Python, and becomes the nearest `i64`.
///
/// # Errors
///
/// For anything that Python's `int()` refuses: `10s`, `1.5`, `0x2`, the empty text.
pub fn parse(text: &str) -> Result<i64, ValueError> {
    python::int(text, Base::Decimal)
        .map_err(|error| ValueError::whole(text, error.message(text, Base::Decimal), EXPECTED))
}

/// Writes an integer.
#[must_use]
pub fn write(value: i64) -> String {
    value.to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn negative_numbers_and_huge_ones_are_accepted() {
        for (text, value) in [
            ("10", 10),
            ("0", 0),
            ("-1", -1),
            ("-5", -5),
            ("02", 2),
            ("1_000", 1000),
            ("٣", 3),
            ("999999999999999999999", i64::MAX),
        ] {
            assert_eq!(parse(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn units_fractions_and_words_are_rejected_with_the_python_message() {
        for text in ["1.5", "2.5", "10s", "5s", "1m", "infinity", "", "high", "two", "ten", "0x2", "1e2"] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.message, format!("invalid literal for int() with base 10: '{text}'"));
        }
    }

    proptest! {
        #[test]
        fn written_values_parse_back(value: i64) {
            prop_assert_eq!(parse(&write(value)), Ok(value));
        }
    }
}
