//! Byte counts: an integer, with or without `KB`, `MB` or `GB` (`supervisor.datatypes.byte_size`).
//!
//! The units are powers of 1024. There is no `K`, `M` or `B` and no fraction.

use std::borrow::Cow;

use super::python::{self, Base};
use crate::value::ValueError;

/// The valid values, as described in error messages.
const EXPECTED: &str = "a whole number of bytes, or one followed by KB, MB or GB";

/// The units, largest first.
const UNITS: [(&str, i64); 3] = [("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)];

/// Parses a byte count, in bytes. A count beyond `i64` is accepted and becomes the nearest `i64`.
///
/// # Errors
///
/// If the text before the unit, or the whole text if there is none, is not an integer. The message shows that part in
/// lower case, because supervisord converts the value before it looks for the unit.
pub fn parse(text: &str) -> Result<i64, ValueError> {
    // Conversion to lower case can turn other letters into ASCII: `1\u{212a}B` (the Kelvin sign) is 1024 to Python.
    let lowered = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) };
    let (number, factor) = split_unit(&lowered);
    match python::int(number, Base::Decimal) {
        Ok(count) => Ok(count.saturating_mul(factor)),
        Err(error) => {
            let message = error.message(&number.to_lowercase(), Base::Decimal);
            Err(ValueError::whole(text, message, EXPECTED))
        }
    }
}

/// The text before a unit and the unit's size; the whole text and 1 if there is no unit.
fn split_unit(text: &str) -> (&str, i64) {
    let Some((number, suffix)) = text.len().checked_sub(2).and_then(|at| text.split_at_checked(at)) else {
        return (text, 1);
    };
    match UNITS.iter().find(|(unit, _)| suffix.eq_ignore_ascii_case(unit)) {
        Some((_, factor)) => (number, *factor),
        None => (text, 1),
    }
}

/// Writes a byte count with the largest unit that divides it.
#[must_use]
pub fn write(bytes: i64) -> String {
    match UNITS.iter().find(|(_, factor)| bytes != 0 && bytes % factor == 0) {
        Some((unit, factor)) => format!("{}{unit}", bytes / factor),
        None => bytes.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn three_units_in_any_case_are_accepted() {
        for (text, bytes) in [
            ("0", 0),
            ("50MB", 52_428_800),
            ("50mb", 52_428_800),
            ("1KB", 1024),
            ("1kB", 1024),
            ("1 MB", 1_048_576),
            ("1GB", 1_073_741_824),
            ("-1", -1),
            ("-1KB", -1024),
            ("0MB", 0),
            ("1_0KB", 10_240),
            ("1\u{212a}B", 1024),
            ("99999999999999999999GB", i64::MAX),
        ] {
            assert_eq!(parse(text), Ok(bytes), "{text}");
        }
    }

    #[test]
    fn the_message_shows_the_remaining_text_in_lower_case() {
        for (text, shown) in [
            ("50M", "50m"),
            ("1K", "1k"),
            ("1M", "1m"),
            ("1.5MB", "1.5"),
            ("1TB", "1tb"),
            ("10b", "10b"),
            ("50MiB", "50mib"),
            ("", ""),
            ("MB", ""),
            ("B", "b"),
            ("0;", "0;"),
            ("ÉKB", "é"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.message, format!("invalid literal for int() with base 10: '{shown}'"));
        }
    }

    #[test]
    fn the_largest_unit_that_divides_is_written() {
        assert_eq!(write(52_428_800), "50MB");
        assert_eq!(write(1 << 30), "1GB");
        assert_eq!(write(3 << 10), "3KB");
        assert_eq!(write(1000), "1000");
        assert_eq!(write(0), "0");
    }

    proptest! {
        #[test]
        fn written_values_parse_back(bytes: i64, unit in 0_u32..4) {
            let bytes = bytes >> (10 * unit) << (10 * unit);
            prop_assert_eq!(parse(&write(bytes)), Ok(bytes));
        }

        #[test]
        fn parsing_any_text_does_not_panic(text: String) {
            let _ = parse(&text);
        }
    }
}
