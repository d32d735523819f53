//! Booleans: `true yes on 1` and `false no off 0`, in any case (`supervisor.datatypes.boolean`).

use super::python;
use crate::value::ValueError;

/// The valid values, as described in error messages.
const EXPECTED: &str = "true, yes, on, 1, false, no, off or 0";

/// Parses a boolean.
///
/// # Errors
///
/// For any other text, including the empty one and one with surrounding whitespace.
pub fn parse(text: &str) -> Result<bool, ValueError> {
    word(text).ok_or_else(|| {
        ValueError::whole(text, format!("not a valid boolean value: {}", python::repr(text)), EXPECTED)
    })
}

/// The boolean that a word denotes, if it is one of the eight.
pub(super) fn word(text: &str) -> Option<bool> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    match text.len() {
        1 => match text {
            "1" => Some(true),
            "0" => Some(false),
            _ => None,
        },
        2 if is("on") => Some(true),
        2 if is("no") => Some(false),
        3 if is("yes") => Some(true),
        3 if is("off") => Some(false),
        4 if is("true") => Some(true),
        5 if is("false") => Some(false),
        _ => None,
    }
}

/// Writes a boolean.
#[must_use]
pub const fn write(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_words_in_any_case_are_booleans() {
        for text in ["true", "TRUE", "Yes", "on", "oN", "1"] {
            assert_eq!(parse(text), Ok(true), "{text}");
        }
        for text in ["false", "False", "no", "NO", "off", "0"] {
            assert_eq!(parse(text), Ok(false), "{text}");
        }
    }

    #[test]
    fn other_values_are_rejected_with_the_supervisord_message() {
        for (text, shown) in [
            ("y", "'y'"),
            ("t", "'t'"),
            ("enabled", "'enabled'"),
            ("2", "'2'"),
            ("", "''"),
            (" true ", "' true '"),
            ("maybe", "'maybe'"),
            ("\"false\"", "'\"false\"'"),
            ("it's", "\"it's\""),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.message, format!("not a valid boolean value: {shown}"));
            assert_eq!(error.span.len() as usize, text.len());
        }
    }

    #[test]
    fn written_values_parse_back() {
        assert_eq!(parse(write(true)), Ok(true));
        assert_eq!(parse(write(false)), Ok(false));
    }
}
