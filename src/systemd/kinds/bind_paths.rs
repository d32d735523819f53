//! Bind mounts: `config_parse_bind_paths()` of systemd's `load-fragment.c`.

use super::fields::{Field, Fields, SplitOptions};
use super::path::{self, OnError};
use super::specifier::{self, INVALID_SLOT, Table};
use crate::source::Span;
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// A second space or colon in a row delimits an empty path.
const PATH: SplitOptions =
    SplitOptions { separators: b": \t\n\r", coalesce: false, unquote: true, c_escapes: false };
const OPTIONS: SplitOptions =
    SplitOptions { separators: b" \t\n\r", coalesce: true, unquote: true, c_escapes: false };

/// Parses a value of `BindPaths=` or `BindReadOnlyPaths=`: entries `[-]SOURCE[:DESTINATION[:rbind|norbind]]`, separated
/// by a single space. Calls `report` for each refused one; systemd ignores it.
pub fn parse(directive: &str, text: &str, release: Release, report: &mut dyn FnMut(ValueError)) {
    let mut fields = Fields::new(text);
    let unreadable = |equals| {
        let message = format!("Failed to parse {directive}{equals}, ignoring: {text}");
        ValueError::whole(text, message, "balanced quotes, and a character after each backslash")
    };
    loop {
        let source = match fields.next(&PATH) {
            Ok(Some(source)) => source,
            Ok(None) => return,
            Err(_) => return report(unreadable("")),
        };
        let start = usize::from(source.text.starts_with('-'));
        if let Err(error) = check(directive, &source, start, "unit specifiers", release) {
            report(error);
            // What follows a refused path is parsed as the next entry, even if it is the destination.
            continue;
        }
        if source.separator != Some(b':') {
            continue;
        }
        let destination = match fields.next(&PATH) {
            Ok(Some(destination)) => destination,
            Ok(None) => return,
            Err(_) => return report(unreadable("")),
        };
        if let Err(error) = check(directive, &destination, 0, "specifiers", release) {
            report(error);
            continue;
        }
        if destination.separator != Some(b':') {
            continue;
        }
        match fields.next(&OPTIONS) {
            Ok(Some(options)) if !matches!(options.text.as_str(), "" | "rbind" | "norbind") => {
                let message = format!("Invalid option string, ignoring setting: {}", options.text);
                report(ValueError::at(options.span, message, "rbind or norbind"));
            }
            Ok(Some(_)) => {}
            Ok(None) => return,
            Err(_) => return report(unreadable("=")),
        }
    }
}

/// Checks a path that starts after the `-`, at `start` of its field.
fn check(
    directive: &str,
    field: &Field,
    start: usize,
    what: &str,
    release: Release,
) -> Result<(), ValueError> {
    let written = |part: Span| {
        // If there are quotes or backslashes, the whole field is shown.
        let is_plain = field.text.len() == field.span.range().len();
        if is_plain { part.shifted(field.span.start) } else { field.span }
    };
    if let Some((_, at)) = Table::Full.first_unknown(field.text.as_bytes(), release) {
        let message = format!("Failed to resolve {what} in \"{}\", ignoring: {INVALID_SLOT}", field.text);
        return Err(ValueError::at(written(at), message, specifier::EXPECTED));
    }
    path::absolute(directive, &field.text[start..], start as u32, OnError::Ignore)
        .map_err(|error| ValueError::at(written(error.span), error.message, error.expected))
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        parse("BindPaths", text, Release(252), &mut |error| found.push(error.message));
        found
    }

    #[test]
    fn source_destination_and_option_are_checked() {
        assert_eq!(messages("/a -/b /c:/d /e:/f:norbind /g:%t/x -%h"), [""; 0]);
        assert_eq!(messages("/a:/b:"), [""; 0], "an empty option is ignored");
        assert_eq!(
            messages("\"/a b\":'/c' -\"/d\\\\:e\""),
            [""; 0],
            "quotes and escapes protect spaces and colons"
        );
        assert_eq!(messages("/a:/b:ro"), ["Invalid option string, ignoring setting: ro"]);
        assert_eq!(messages("a"), ["BindPaths= path is not absolute, ignoring: a"]);
        assert_eq!(messages("/a:b"), ["BindPaths= path is not absolute, ignoring: b"]);
        assert_eq!(messages("/a/../b"), ["BindPaths= path is not normalized, ignoring: /a/../b"]);
    }

    #[test]
    fn a_syntax_error_ends_the_list() {
        assert_eq!(messages("\"/a b"), ["Failed to parse BindPaths, ignoring: \"/a b"]);
        assert_eq!(messages("/a:/b:\"ro"), ["Failed to parse BindPaths=, ignoring: /a:/b:\"ro"]);
        assert_eq!(messages("\"/a b\":\"c\""), ["BindPaths= path is not absolute, ignoring: c"]);
    }

    #[test]
    fn a_second_space_is_an_empty_path() {
        assert_eq!(messages("/a  /b"), ["BindPaths= path is not absolute, ignoring: "]);
    }
}
