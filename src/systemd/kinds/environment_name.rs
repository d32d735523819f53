//! `PassEnvironment=` and `UnsetEnvironment=`: `config_parse_pass_environ()` and `config_parse_unset_environ()` of
//! systemd's `load-fragment.c`.

use memchr::memchr;

use super::exec::argument::may_be_variable_name;
use super::specifier::{self, INVALID_SLOT, Table};
use super::words::{Flags, Word, Words};
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// Parses variable names, and calls `report` for each invalid word; systemd ignores such a word.
pub fn parse_names(directive: &str, text: &str, release: Release, report: &mut dyn FnMut(ValueError)) {
    for word in Words::new(text, Flags::PATHS) {
        match word {
            Ok(word) if may_be_variable_name(&word.bytes) => {
                if let Some(error) = unknown_specifier(&word, "specifiers", release) {
                    report(error);
                }
            }
            Ok(word) => report(unknown_specifier(&word, "specifiers", release).unwrap_or_else(|| {
                let shown = specifier::displayed(&word.bytes);
                let message = format!("Invalid environment name for {directive}, ignoring: {shown}");
                ValueError::at(word.span, message, "variable names")
            })),
            Err(error) => {
                let message = format!("Trailing garbage in {directive}, ignoring: {text}");
                report(ValueError::at(error.span, message, "balanced quotes"));
            }
        }
    }
}

/// Parses variable names and assignments, and calls `report` for each word that is neither; systemd ignores such a
/// word.
pub fn parse_names_or_assignments(
    directive: &str,
    text: &str,
    release: Release,
    report: &mut dyn FnMut(ValueError),
) {
    for word in Words::new(text, Flags::ENVIRONMENT) {
        match word {
            Ok(word) => {
                let name = memchr(b'=', &word.bytes).unwrap_or(word.bytes.len());
                if let Some(error) = unknown_specifier(&word, "unit specifiers", release) {
                    report(error);
                } else if !may_be_variable_name(&word.bytes[..name]) {
                    let shown = specifier::displayed(&word.bytes);
                    let message =
                        format!("Invalid environment name or assignment {directive}, ignoring: {shown}");
                    report(ValueError::at(word.span, message, "variable names, or NAME=VALUE"));
                }
            }
            Err(error) => {
                let message = format!("Trailing garbage in {directive}, ignoring: {text}");
                report(ValueError::at(error.span, message, "balanced quotes, and valid escapes"));
            }
        }
    }
}

fn unknown_specifier(word: &Word<'_>, what: &str, release: Release) -> Option<ValueError> {
    let (_, at) = Table::Full.first_unknown(&word.bytes, release)?;
    let message = format!("Failed to resolve {what} in {}, ignoring: {INVALID_SLOT}", word.lossy());
    Some(ValueError::at(word.span_of(at.start as usize, at.end as usize), message, specifier::EXPECTED))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(read: fn(&str, &str, Release, &mut dyn FnMut(ValueError)), text: &str) -> Vec<String> {
        let mut found = Vec::new();
        read("X", text, Release(252), &mut |error| found.push(error.message));
        found
    }

    #[test]
    fn pass_environment_accepts_only_names() {
        assert!(messages(parse_names, "PATH LANG_1 \"_A\" A_%i").is_empty());
        assert_eq!(
            messages(parse_names, "PATH A=b 1A"),
            ["Invalid environment name for X, ignoring: A=b", "Invalid environment name for X, ignoring: 1A"]
        );
        assert_eq!(messages(parse_names, "A \"B"), ["Trailing garbage in X, ignoring: A \"B"]);
        assert_eq!(
            messages(parse_names, "A %Z"),
            ["Failed to resolve specifiers in %Z, ignoring: Invalid slot"]
        );
    }

    #[test]
    fn unset_environment_accepts_names_and_assignments() {
        assert!(messages(parse_names_or_assignments, "PATH A=b \"C=d e\"").is_empty());
        assert_eq!(
            messages(parse_names_or_assignments, "A-B=c"),
            ["Invalid environment name or assignment X, ignoring: A-B=c"]
        );
        assert_eq!(messages(parse_names_or_assignments, "A \\q"), ["Trailing garbage in X, ignoring: A \\q"]);
    }
}
