//! Signals, by number or by name (`supervisor.datatypes.signal_number`).
//!
//! supervisord looks a name up among everything in Python's `signal` module that starts with `SIG`. This includes
//! constants that are not signals (`SIG_IGN` is 1, which then means HUP) and excludes most real-time signals.

use std::borrow::Cow;

use super::python::{self, Base};
use crate::unix::signals::{self, RTMAX, RTMIN};
use crate::value::ValueError;

/// The valid values, as described in error messages.
const EXPECTED: &str = "a signal name or number, like TERM or 15";

/// The length of the longest name (`_SETMASK`), without `SIG`.
const MAX_LENGTH: usize = 8;

/// Parses a signal; the result is 0, 1 to 31, 34 (`RTMIN`) or 64 (`RTMAX`).
///
/// # Errors
///
/// For a number or name that is not in Python's `signal` module on Linux. 16 and `STKFLT` need Python 3.11.
pub fn parse(text: &str) -> Result<u8, ValueError> {
    match python::int(text, Base::Decimal) {
        Ok(number) => match u8::try_from(number) {
            Ok(number @ (0..=31 | RTMIN | RTMAX)) => Ok(number),
            _ => Err(refused(text, "number")),
        },
        Err(_) => by_name(text).ok_or_else(|| refused(text, "name")),
    }
}

fn refused(text: &str, noun: &str) -> ValueError {
    ValueError::whole(text, format!("value {} is not a valid signal {noun}", python::repr(text)), EXPECTED)
}

/// The number of a name, ignoring case, with or without `SIG`.
fn by_name(text: &str) -> Option<u8> {
    let name = python::strip(text);
    if !name.is_ascii() {
        // Conversion to upper case can turn other letters into ASCII: the long s of `ſTOP` becomes an S in Python.
        return number(without_prefix(&name.to_uppercase()));
    }
    let mut buffer = [0; MAX_LENGTH + 3];
    let upper = buffer.get_mut(..name.len())?;
    upper.copy_from_slice(name.as_bytes());
    upper.make_ascii_uppercase();
    number(without_prefix(std::str::from_utf8(upper).ok()?))
}

fn without_prefix(name: &str) -> &str {
    name.strip_prefix("SIG").unwrap_or(name)
}

/// The value of `signal.SIG<name>` on Linux.
fn number(name: &str) -> Option<u8> {
    Some(match name {
        "_BLOCK" | "_DFL" => 0,
        "_IGN" | "_UNBLOCK" => 1,
        "_SETMASK" => 2,
        "IOT" => 6,
        "CLD" => 17,
        "POLL" => 29,
        "RTMIN" => RTMIN,
        "RTMAX" => RTMAX,
        name => return signals::by_short_name(name),
    })
}

/// The usual name of a signal, without `SIG`; `None` for 0 and for signals without a name.
#[must_use]
pub fn name(number: u8) -> Option<&'static str> {
    match number {
        RTMIN => Some("RTMIN"),
        RTMAX => Some("RTMAX"),
        number => signals::short_name(number),
    }
}

/// Writes a signal: its name, or 0.
///
/// # Errors
///
/// For a signal that supervisord accepts neither by name nor by number (32, 33, 35 to 63, above 64).
pub fn write(number: u8) -> Result<Cow<'static, str>, ValueError> {
    if let Some(name) = name(number) {
        return Ok(Cow::Borrowed(name));
    }
    let text = number.to_string();
    if number == 0 { Ok(Cow::Owned(text)) } else { Err(refused(&text, "number")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_case_insensitive_with_or_without_sig() {
        for (text, number) in [
            ("TERM", 15),
            ("term", 15),
            ("SIGTERM", 15),
            ("sigint", 2),
            (" term ", 15),
            ("QUIT", 3),
            ("WINCH", 28),
            ("STOP", 19),
            ("CONT", 18),
            ("RTMIN", 34),
            ("SIGVTALRM", 26),
            ("ſtop", 19),
        ] {
            assert_eq!(parse(text), Ok(number), "{text}");
        }
    }

    #[test]
    fn numbers_need_a_name_in_pythons_signal_module() {
        for (text, number) in [("15", 15), ("9", 9), ("0", 0), ("34", 34), ("64", 64), (" 15", 15)] {
            assert_eq!(parse(text), Ok(number), "{text}");
        }
        for text in ["-15", "999", "32", "33", "37", "65", "99999999999999999999"] {
            assert_eq!(
                parse(text).unwrap_err().message,
                format!("value '{text}' is not a valid signal number")
            );
        }
    }

    #[test]
    fn constants_that_are_not_signals_are_accepted() {
        for (text, number) in [
            ("SIG_IGN", 1),
            ("_DFL", 0),
            ("SIGCLD", 17),
            ("sig_setmask", 2),
            ("_unblock", 1),
            ("SIG_UNBLOCK", 1),
        ] {
            assert_eq!(parse(text), Ok(number), "{text}");
        }
    }

    #[test]
    fn other_names_are_rejected_with_the_supervisord_message() {
        for text in
            ["SIGRTMIN+3", "RTMIN+3", "FOO", "", "SIG", "SIGSIGTERM", "TERM QUIT", "SIGTERMINATE", "é"]
        {
            assert_eq!(
                parse(text).unwrap_err().message,
                format!("value '{text}' is not a valid signal name")
            );
        }
    }

    #[test]
    fn signals_can_be_written_exactly_if_they_parse() {
        for signal in 0..=u8::MAX {
            match write(signal) {
                Ok(text) => assert_eq!(parse(&text), Ok(signal)),
                Err(error) => assert_eq!(Err(error), parse(&signal.to_string())),
            }
        }
        assert_eq!(write(15).unwrap(), "TERM");
    }
}
