//! Temporary file systems: `config_parse_temporary_filesystems()` of systemd's `load-fragment.c`.

use super::fields::{Fields, SplitOptions};
use super::path::{self, OnError};
use super::specifier::{self, INVALID_SLOT, Table};
use super::words::{Flags, Words};
use crate::systemd::versions::Release;
use crate::value::ValueError;

const COLON: SplitOptions =
    SplitOptions { separators: b":", coalesce: false, unquote: false, c_escapes: false };

/// Parses a value of `TemporaryFileSystem=`, `PATH[:OPTIONS]` words. The options are passed to the kernel: systemd does
/// not check them. Calls `report` for each refused path; systemd ignores it.
pub fn parse(text: &str, release: Release, report: &mut dyn FnMut(ValueError)) {
    const EXPECTED: &str = "paths with balanced quotes, and a character after each backslash";
    let unreadable = |shown: &str| format!("Failed to extract first word, ignoring: {shown}");
    for word in Words::new(text, Flags::PATHS) {
        let word = match word {
            Ok(word) => word,
            // This ends the list.
            Err(error) => return report(ValueError::at(error.span, unreadable(text), EXPECTED)),
        };
        let meaning = word.lossy();
        let path = match Fields::new(&meaning).next(&COLON) {
            Ok(Some(field)) => field,
            Ok(None) => continue,
            Err(_) => {
                report(ValueError::at(word.span, unreadable(&meaning), EXPECTED));
                continue;
            }
        };
        if let Some((_, at)) = Table::Full.first_unknown(path.text.as_bytes(), release) {
            let message =
                format!("Failed to resolve unit specifiers in {}, ignoring: {INVALID_SLOT}", path.text);
            report(ValueError::at(
                word.span_of(at.start as usize, at.end as usize),
                message,
                specifier::EXPECTED,
            ));
        } else if let Err(error) = path::absolute("TemporaryFileSystem", &path.text, 0, OnError::Ignore) {
            report(ValueError::at(word.span, error.message, error.expected));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        parse(text, Release(252), &mut |error| found.push(error.message));
        found
    }

    #[test]
    fn each_path_is_absolute_and_options_are_not_checked() {
        assert_eq!(messages("/a /b:ro,size=%Z \"/c d\":x"), [""; 0]);
        assert_eq!(messages("/a b"), ["TemporaryFileSystem= path is not absolute, ignoring: b"]);
        assert_eq!(messages(":/a"), ["TemporaryFileSystem= path is not absolute, ignoring: "]);
        assert_eq!(
            messages("/a/../b:ro"),
            ["TemporaryFileSystem= path is not normalized, ignoring: /a/../b"]
        );
        assert_eq!(messages("/%Z"), ["Failed to resolve unit specifiers in /%Z, ignoring: Invalid slot"]);
    }

    #[test]
    fn an_unclosed_quote_ends_the_list_and_a_trailing_backslash_only_its_word() {
        assert_eq!(
            messages("a \"/b"),
            [
                "TemporaryFileSystem= path is not absolute, ignoring: a",
                "Failed to extract first word, ignoring: a \"/b",
            ]
        );
        assert_eq!(
            messages("/a\\\\ b"),
            [
                "Failed to extract first word, ignoring: /a\\",
                "TemporaryFileSystem= path is not absolute, ignoring: b"
            ]
        );
    }
}
