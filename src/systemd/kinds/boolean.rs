//! Booleans: `parse_boolean()` of systemd's `parse-util.c`.

use crate::value::ValueError;

/// Parses a boolean: `1 yes y true t on` and `0 no n false f off`, ignoring case, and nothing else.
///
/// For a directive that may be unset (`tristate` in systemd), the caller handles the empty value.
///
/// # Errors
/// Anything else, including the empty value; systemd then keeps the previous value.
pub fn parse(text: &str) -> Result<bool, ValueError> {
    let is = |word: &&str| text.eq_ignore_ascii_case(word);
    if ["yes", "true", "1", "on", "y", "t"].iter().any(is) {
        Ok(true)
    } else if ["no", "false", "0", "off", "n", "f"].iter().any(is) {
        Ok(false)
    } else {
        let message = format!("Failed to parse boolean value, ignoring: {text}");
        Err(ValueError::whole(text, message, "yes, no, true, false, on, off, 1 or 0"))
    }
}

/// Writes a boolean as the man pages do: `yes` or `no`.
#[must_use]
pub const fn write(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_words_in_any_case_are_booleans() {
        for text in ["1", "yes", "YES", "y", "true", "t", "on", "On", "T"] {
            assert_eq!(parse(text), Ok(true), "{text}");
        }
        for text in ["0", "no", "n", "f", "off", "FALSE", "F"] {
            assert_eq!(parse(text), Ok(false), "{text}");
        }
    }

    #[test]
    fn quoted_empty_and_other_words_are_not_booleans() {
        for text in ["enable", "2", "\"yes\"", "", "yes # really", "ja"] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert_eq!(parse("2").unwrap_err().message, "Failed to parse boolean value, ignoring: 2");
    }

    #[test]
    fn written_values_parse_back() {
        assert_eq!(parse(write(true)), Ok(true));
        assert_eq!(parse(write(false)), Ok(false));
    }
}
