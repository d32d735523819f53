//! File modes and masks: `int(text, 8)` (`supervisor.datatypes.octal_type`).
//!
//! supervisord checks no range: `-1` and `77777` are accepted.

use super::python::{self, Base};
use crate::value::ValueError;

/// The valid values, as described in error messages.
const EXPECTED: &str = "an octal number like 022";

/// Parses an octal number; `022`, `22` and `0o22` are the same.
///
/// # Errors
///
/// For anything that Python's `int(text, 8)` refuses: a digit beyond 7, letters, the empty text.
pub fn parse(text: &str) -> Result<i64, ValueError> {
    python::int(text, Base::Octal).map_err(|_| {
        ValueError::whole(text, format!("{text} can not be converted to an octal type"), EXPECTED)
    })
}

/// Writes an octal number with a leading zero, as is usual for modes and masks.
#[must_use]
pub fn write(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let digits = value.unsigned_abs();
    format!("{sign}0{digits:02o}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn octal_numbers_need_no_prefix_and_have_no_range() {
        for (text, value) in [
            ("022", 0o22),
            ("22", 0o22),
            ("0022", 0o22),
            ("0o22", 0o22),
            ("0700", 0o700),
            ("-1", -1),
            ("77777", 0o77777),
        ] {
            assert_eq!(parse(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn other_values_are_rejected_with_the_supervisord_message() {
        for text in ["8", "999", "rwx", "", "0999", "u=rwx"] {
            assert_eq!(
                parse(text).unwrap_err().message,
                format!("{text} can not be converted to an octal type")
            );
        }
    }

    #[test]
    fn values_are_written_with_a_leading_zero() {
        assert_eq!(write(0o22), "022");
        assert_eq!(write(0o700), "0700");
        assert_eq!(write(0), "000");
    }

    proptest! {
        #[test]
        fn written_values_parse_back(value: i64) {
            prop_assert_eq!(parse(&write(value)), Ok(value));
        }
    }
}
