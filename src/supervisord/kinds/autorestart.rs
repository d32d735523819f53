//! `autorestart=`: a boolean or `unexpected` (`supervisor.datatypes.auto_restart`).

use super::{boolean, python};
use crate::value::ValueError;

/// The valid values, as described in error messages.
const EXPECTED: &str = "true, unexpected or false";

/// Whether a process is restarted when it exits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AutoRestart {
    /// Always: `true`, or another boolean value with that meaning.
    Always,
    /// If its exit code is not in `exitcodes=`, or a signal ended it: `unexpected`.
    Unexpected,
    /// Never: `false`, or another boolean value with that meaning.
    Never,
}

/// Parses the value.
///
/// # Errors
///
/// For everything but a boolean and `unexpected`, in any case. The message shows the value in lower case.
pub fn parse(text: &str) -> Result<AutoRestart, ValueError> {
    match boolean::word(text) {
        Some(true) => Ok(AutoRestart::Always),
        Some(false) => Ok(AutoRestart::Never),
        None if text.eq_ignore_ascii_case("unexpected") => Ok(AutoRestart::Unexpected),
        None => {
            let message = format!("invalid 'autorestart' value {}", python::repr(&text.to_lowercase()));
            Err(ValueError::whole(text, message, EXPECTED))
        }
    }
}

/// Writes the value.
#[must_use]
pub const fn write(value: AutoRestart) -> &'static str {
    match value {
        AutoRestart::Always => "true",
        AutoRestart::Unexpected => "unexpected",
        AutoRestart::Never => "false",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn booleans_and_unexpected_are_accepted_in_any_case() {
        for (text, value) in [
            ("true", AutoRestart::Always),
            ("on", AutoRestart::Always),
            ("false", AutoRestart::Never),
            ("0", AutoRestart::Never),
            ("unexpected", AutoRestart::Unexpected),
            ("UNEXPECTED", AutoRestart::Unexpected),
        ] {
            assert_eq!(parse(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn systemd_values_are_rejected_and_quoted_in_lower_case() {
        for (text, shown) in [
            ("always", "always"),
            ("Always", "always"),
            ("on-failure", "on-failure"),
            ("never", "never"),
            ("", ""),
            ("unexpected ", "unexpected "),
        ] {
            assert_eq!(parse(text).unwrap_err().message, format!("invalid 'autorestart' value '{shown}'"));
        }
    }

    #[test]
    fn written_values_parse_back() {
        for value in [AutoRestart::Always, AutoRestart::Unexpected, AutoRestart::Never] {
            assert_eq!(parse(write(value)), Ok(value));
        }
    }
}
