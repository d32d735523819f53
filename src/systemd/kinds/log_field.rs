//! Journal fields: `config_parse_log_extra_fields()` of systemd's `load-fragment.c`.

use memchr::memchr;

use super::specifier::{self, INVALID_SLOT, Table};
use super::words::{Flags, Word, Words};
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// The maximum length of a field name in bytes.
const MAX: usize = 64;

/// Whether this is a valid field name: upper-case letters, digits and `_`, starting with a letter.
#[must_use]
pub fn is_name(name: &[u8]) -> bool {
    let is_first = |byte: &u8| byte.is_ascii_uppercase();
    let is_other = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
    name.len() <= MAX && name.first().is_some_and(is_first) && name.iter().all(is_other)
}

/// Parses a value of `LogExtraFields=`, `NAME=VALUE` words, and calls `report` for each invalid field; systemd ignores
/// such a word.
pub fn parse(text: &str, release: Release, report: &mut dyn FnMut(ValueError)) {
    for word in Words::new(text, Flags::ENVIRONMENT) {
        let read = match word {
            Ok(word) => field(&word, release),
            Err(error) => {
                let message = format!("Invalid syntax, ignoring: {text}");
                Err(ValueError::at(error.span, message, "balanced quotes, and valid escapes"))
            }
        };
        if let Err(error) = read {
            report(error);
        }
    }
}

fn field(word: &Word<'_>, release: Release) -> Result<(), ValueError> {
    const EXPECTED: &str = "NAME=VALUE with a name in upper case";
    if let Some((_, at)) = Table::Full.first_unknown(&word.bytes, release) {
        let message =
            format!("Failed to resolve unit specifiers in {}, ignoring: {INVALID_SLOT}", word.lossy());
        let at = word.span_of(at.start as usize, at.end as usize);
        return Err(ValueError::at(at, message, specifier::EXPECTED));
    }
    let name = memchr(b'=', &word.bytes).map(|equals| &word.bytes[..equals]);
    let is_open = specifier::contains_any(name.unwrap_or(&word.bytes));
    let what = match name {
        _ if is_open => return Ok(()),
        Some(name) if is_name(name) => return Ok(()),
        Some(_) => "Log field name is invalid",
        None => "Log field lacks '=' character",
    };
    let message = format!("{what}, ignoring: {}", specifier::displayed(&word.bytes));
    Err(ValueError::at(word.span, message, EXPECTED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_upper_case() {
        let messages = |text: &str| {
            let mut found = Vec::new();
            parse(text, Release(252), &mut |error| found.push(error.message));
            found
        };
        assert!(messages("A=b \"C_1=d e\" UNIT=%n").is_empty());
        assert_eq!(
            messages("a=b A _A=b 1A=b"),
            [
                "Log field name is invalid, ignoring: a=b",
                "Log field lacks '=' character, ignoring: A",
                "Log field name is invalid, ignoring: _A=b",
                "Log field name is invalid, ignoring: 1A=b"
            ]
        );
    }
}
